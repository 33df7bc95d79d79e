"""Of repairs that cost as little, the one that asks least of each figure: by hand, and beside an oracle."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog  # type: ignore[import-untyped]
from scipy.sparse import coo_array, vstack  # type: ignore[import-untyped]

from planning.clashes import ClashReport
from planning.optimiser import cheapest, explain_clash, spread
from planning.optimiser.engine import Floats, Status
from planning.prepared import Prepared
from tests.builders import measure, stream, wijk
from tests.oracle.places import musts_of
from tests.oracle.repair import TIGHT, Key, Yielding
from tests.planning.optimiser.test_cheapest import commitment, enough, explained, gave_way, must
from tests.programmes.clashing import CLASHING, clashing_programme

A = ("a", "school")
CENT = 0.01


def later(name: str, euros: float, years: int, **fields: Any) -> dict[str, Any]:
    """Money that is there at once and can be spent in any year."""
    return stream(name, *[0] * years, opening=euros, carry_over={"share": 1}, **fields)


def shared(rule: str) -> ClashReport:
    """What is said of `TestByHand.test_a_share_of_money_that_the_repair_decides`."""
    room = "professional" if rule == "frontline_room" else "resident"
    return explained(
        years=2,
        streams=[stream("gemeente", 60, 90, measures=["m"]), later("vrij", 30, 2, measures=["kamer"])],
        measures=[measure("m", A), measure("kamer", A, room=room)],
        commitments=[commitment(60), commitment(90, year=2028)],
        rules={rule: must(share=0.4)},
    )


class TestByHand:
    def test_a_floor_over_ten_years(self) -> None:
        """90 euros for each of 1,000 residents in ten years is 900,000, and there is 480,000: 48 euros in every year.

        420,000 is missing whichever years it is taken from; from the last ones it would be a floor of 0.
        """
        floors = {"floors": [{"per_resident": 90}]}
        found = explained(years=10, streams=[later("gemeente", 480_000, 10)], rules=floors)
        assert gave_way(found) == [("/rules/floors/0", year, 42_000) for year in range(2027, 2037)]
        assert enough(found) == {"/rules/floors/0/per_resident": 48}

    def test_a_floor_is_spread_by_what_it_asks(self) -> None:
        """Prices 1 and 1.1, residents 1,000 and 2,000 in b: 1,000·f·2.1 in a and as much again twice in b, 6,300·f in
        all, and 315,000 is there: 50 euros. Of the 150 that the floor asks two thirds give way everywhere.
        """
        found = explained(
            years=2,
            index={"default": 0.1},
            wijken=[wijk("a"), wijk("b", 2000)],
            streams=[later("gemeente", 315_000, 2)],
            rules={"floors": [{"per_resident": 150}]},
        )
        assert sorted(gave_way(found), key=lambda row: row[2]) == [
            ("/rules/floors/0", 2027, 100_000),
            ("/rules/floors/0", 2028, 110_000),
            ("/rules/floors/0", 2027, 200_000),
            ("/rules/floors/0", 2028, 220_000),
        ]
        assert enough(found) == {"/rules/floors/0/per_resident": 50}

    def test_the_least_euros_come_first(self) -> None:
        """In 2027 a is paid by m alone, of which half goes to b: a euro of the 100,000 is half a euro for the floor.

        Least: 90,000 in 2028 and 10,000 in 2027, which leaves 85,000 of the 180,000 missing and a floor of 5. With
        66,667 in 2027 and 33,333 in 2028 a floor of 33.33 could be, but 113,333 would be missing.
        """
        half = measure("m", A, ("b", "school"), last_year=2027)
        found = explained(
            years=2,
            wijken=[wijk("a"), wijk("b")],
            streams=[later("gemeente", 100_000, 2)],
            measures=[half, measure("n", A, first_year=2028)],
            rules={"floors": [{"wijk": "a", "per_resident": 90}]},
        )
        assert gave_way(found) == [("/rules/floors/0", 2027, 85_000)]
        assert enough(found) == {"/rules/floors/0/per_resident": 5}

    def test_a_year_that_can_have_no_more_decides(self) -> None:
        """20 of 90 in 2027 is all there can be, so the floor is 20; 40 of the two years after it is missing, and the
        last may give way by up to 70 without a lower floor.
        """
        streams = [stream("gemeente", 20, 100, 40, carry_over={"share": 1})]
        found = explained(streams=streams, rules={"floors": [{"per_resident": 0.09}]})
        assert gave_way(found) == [("/rules/floors/0", 2027, 70), ("/rules/floors/0", 2029, 40)]
        assert enough(found) == {"/rules/floors/0/per_resident": 0.02}

    def test_hold_harmless(self) -> None:
        """100 today, 150 for three years: half."""
        found = explained(
            wijken=[wijk("a", baseline={"school": 100})],
            streams=[later("gemeente", 150, 3)],
            rules={"hold_harmless": must(share=1)},
        )
        assert sorted(gave_way(found), key=lambda row: row[1] or 0) == [
            ("/rules/hold_harmless", year, 50) for year in (2027, 2028, 2029)
        ]
        assert enough(found) == {"/rules/hold_harmless/share": 0.5}

    @pytest.mark.parametrize("rule", ["frontline_room", "resident_initiatives"])
    def test_a_share_of_money_that_the_repair_decides(self, rule: str) -> None:
        """60 and 90 are committed to m; 30 can pay the room alone, in either year. 0.4 of 60 + r and 90 + (30 − r) is
        missed by 0.4·150 − 0.6·30 = 42 whatever r is; the shares r/(60 + r) and (30 − r)/(120 − r) are both 1/6 with
        r = 12.
        """
        found = shared(rule)
        # 0.4·72 − 12 = 16.8 and 0.4·108 − 18 = 25.2
        assert sorted(gave_way(found), key=lambda row: row[1] or 0) == [
            (f"/rules/{rule}", 2027, 16.8),
            (f"/rules/{rule}", 2028, 25.2),
        ]
        assert enough(found) == {f"/rules/{rule}/share": 0.1666}

    def test_structural_cover_applies_as_early_as_can_be(self) -> None:
        """m must go on and takes 40 a year, 120 in all; 100 is structural and 20 is not, and the 20 can go to any year.
        In 2027 the rule can apply from 2028 on; in 2029 it could not apply at all.
        """
        running = {"min_per_year": 40, "min_years": 4, "already_running": [2026]}
        found = explained(
            streams=[later("gemeente", 100, 3), later("tijdelijk", 20, 3, kind="incidental")],
            measures=[measure("m", A, **running)],
            rules={"structural_cover": must()},
        )
        assert gave_way(found) == [("/rules/structural_cover", 2027, 20)]
        assert enough(found) == {"/rules/structural_cover/from": 2028}

    def test_a_minimum_of_a_measure_that_must_go_on(self) -> None:
        """The same m, and 60 in all: a minimum of 20 in every year."""
        running = {"min_per_year": 40, "min_years": 4, "already_running": [2026]}
        found = explained(streams=[later("gemeente", 60, 3)], measures=[measure("m", A, **running)])
        assert sorted(gave_way(found), key=lambda row: row[1] or 0) == [
            ("/measures/0/min_per_year", year, 20) for year in (2027, 2028, 2029)
        ]
        assert enough(found) == {"/measures/0/min_per_year": 20}


@pytest.mark.parametrize("solves", range(7))
def test_wherever_it_stops_the_repair_stands(solves: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The share of money that the repair decides, with time up after some solves: the euros are the least, 42."""
    left, real = [solves], spread._Spreading._solve

    def solve(self: spread._Spreading, cost: Floats) -> Status:
        left[0] -= 1
        return real(self, cost) if left[0] >= 0 else Status.STOPPED

    monkeypatch.setattr(spread._Spreading, "_solve", solve)
    found = shared("frontline_room")
    assert found.cents == 4_200
    assert (enough(found)["/rules/frontline_room/share"] or 0) <= 0.1666
    assert left[0] < 0 or enough(found) == {"/rules/frontline_room/share": 0.1666}


def figures(report: ClashReport) -> dict[str, tuple[float, float]]:
    """Figure now and as it would be enough, by pointer."""
    return {row.pointer: (float(row.now), float(row.enough)) for row in report.changes if row.enough is not None}


def most_euros(report: ClashReport) -> str | None:
    """The pointer with most euros of those that give way in several places; None where that is no floor."""
    euros: dict[str, int] = defaultdict(int)
    for step in report.steps or ():
        euros[step.pointer] += step.cents
    first = max(euros, key=lambda pointer: euros[pointer])
    return first if first.startswith("/rules/floors/") and sorted(euros.values())[-2:] != [euros[first]] * 2 else None


def nearest(prepared: Prepared, oracle: Yielding, report: ClashReport, pointer: str) -> float | None:
    """The least r with which every row of a floor gives way by at most r of what it asks, and no rule by more euros.

    None where the floor speaks of one place and year.
    """
    euros: dict[str, float] = defaultdict(float)
    keys: dict[str, dict[Key, float]] = {}
    for step in report.steps or ():
        euros[step.pointer] += step.cents * CENT
        keys[step.pointer] = musts_of(prepared, oracle, step.rule, step.pointer)
    if len(keys[pointer]) == 1:
        return None
    number = {key: oracle.beyond + k for k, key in enumerate(oracle.keys)}
    ratio, unit = oracle.size, oracle.model.units(100.0)
    rows = [({number[key]: oracle.price(key) for key in held}, euros[at] * unit) for at, held in keys.items()]
    rows += [({number[key]: 1.0, ratio: -asked(prepared, pointer, key) * unit}, 0.0) for key in keys[pointer]]
    giving = {key for held in keys.values() for key in held}
    rows.append(({number[key]: 1.0 for key in oracle.keys if key not in giving}, 0.0))
    return least_of(oracle, ratio, rows)


def asked(prepared: Prepared, pointer: str, key: Key) -> float:
    """Euros that a floor asks of a cell in a year."""
    floor, year = prepared.programme.rules.floors[int(pointer.split("/")[3])], key.year or 0
    people = next(wijk for wijk in prepared.programme.wijken if wijk.id == key.place[0]).residents_in(year)
    return float(floor.per_resident * prepared.programme.prices[year]) * people


def least_of(oracle: Yielding, column: int, rows: list[tuple[dict[int, float], float]]) -> float:
    """The least of a column after those of the oracle, with its rows and those given: Σ terms ≤ right."""
    entries = [(i, j, factor) for i, (terms, _) in enumerate(rows) for j, factor in terms.items()]
    i, j, factors = zip(*entries, strict=True)
    extra = coo_array((factors, (i, j)), shape=(len(rows), column + 1)).tocsr()
    own = coo_array(oracle.matrix)
    own = coo_array((own.data, own.coords), shape=(own.shape[0], column + 1)).tocsr()
    cost = np.zeros(column + 1)
    cost[column] = 1.0
    same = oracle.equal
    found = linprog(
        cost,
        vstack([own[~same], extra]),
        np.concatenate([oracle.right[~same], [right for _, right in rows]]),
        own[same],
        oracle.right[same],
        [*oracle.bounds, (0.0, None)],
        method="highs",
        options=TIGHT,
    )
    assert found.status == 0, found.message
    return float(found.fun)


@cache
def compared(seed: int) -> tuple[float, float] | None:
    """Of the floor that is looked at first: euros per resident that would be enough, and the most that there can be."""
    _, made, oracle = clashing_programme(seed)
    report = explain_clash(made)
    pointer = most_euros(report)
    least = None if pointer is None else nearest(made, oracle, report, pointer)
    if pointer is None or least is None:
        return None
    now, found = figures(report)[f"{pointer}/per_resident"]
    return found, now * (1 - least)


@pytest.mark.parametrize("seed", CLASHING)
def test_no_division_of_the_euros_lets_the_floor_be_higher(seed: int) -> None:
    """In whole cents, downwards. (Of the figures after the first those before decide too.)"""
    found = compared(seed)
    if found is not None:
        enough_each, most = found
        assert most - 1.2 * CENT < enough_each < most + 0.2 * CENT


def test_it_bites(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many floors were compared, and without spreading many figures would be further from what they are now."""
    assert sum(compared(seed) is not None for seed in CLASHING) >= 20
    after = {seed: figures(explain_clash(clashing_programme(seed)[1])) for seed in CLASHING}
    monkeypatch.setattr(cheapest, "spread", lambda elastic, values, cost: values)
    nearer = 0
    for seed in CLASHING:
        before = figures(explain_clash(clashing_programme(seed)[1]))
        both = before.keys() & after[seed].keys()
        nearer += sum(abs(after[seed][at][1] - before[at][0]) < abs(before[at][1] - before[at][0]) for at in both)
    assert nearer >= 15
