"""Known answers of the oracle, worked out by hand: the rules of cells and wijken, each as must and as aim."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tests.builders import measure, prepared, stream, wijk
from tests.oracle import solve
from tests.oracle.known import CLOSE, SCHOOL_WERK, TWO, coverages, near, one_year, rules_of


@pytest.mark.parametrize("strength", ["must", "aim"])
def test_floors(strength: str) -> None:
    """0.08 per resident is 80 of the 100 in a."""
    answer = one_year(wijken=TWO, rules={"floors": [{"wijk": "a", "per_resident": 0.08, "strength": strength}]})
    assert coverages(answer) == near(1.6, 0.4)
    assert answer.binding["floors", strength] == 1


def test_floors_follow_prices_and_musts_can_clash() -> None:
    """80 per resident is 80,000, and 88,000 a year later at 10%. 110 in a has no place in 100."""
    floor = [{"wijk": "a", "per_resident": 80}]
    streams = [stream("gemeente", 100_000, 100_000)]
    answer = solve(prepared(years=2, wijken=TWO, streams=streams, index={"default": 0.1}, rules={"floors": floor}))
    # Lines, in thousands: 200·1/2.1 and 200·1.1/2.1, halved.
    assert coverages(answer) == near(80 * 2.1 / 100, 88 * 2.1 / 110, 20 * 2.1 / 100, 12 * 2.1 / 110)
    assert one_year(rules={"floors": [{"wijk": "a", "per_resident": 0.11}]}).status == "infeasible"


def test_aims_fall_short_by_the_largest_first_then_by_their_sum() -> None:
    """Floors of 90 and 60 in 100, with lines of 50: both are 25 short, half of a line. Each 1 more would be 1 less.

    With a must of 20 in b, and a floor of 150 in a as the aim: 80 in a, 70 short, 1.4 lines.
    """
    rows = [
        {"wijk": "a", "per_resident": 0.09, "strength": "aim"},
        {"wijk": "b", "per_resident": 0.06, "strength": "aim"},
    ]
    both = one_year(wijken=TWO, rules={"floors": rows})
    assert coverages(both) == near(1.3, 0.7)
    assert [both.largest, both.shortfall] == pytest.approx([0.5, 1.0], abs=1e-6)
    assert [aim.euros for aim in both.aims] == pytest.approx([25, 25], abs=1e-4)
    rows = [{"wijk": "a", "per_resident": 0.15, "strength": "aim"}, {"wijk": "b", "per_resident": 0.02}]
    one = one_year(wijken=TWO, rules={"floors": rows})
    assert coverages(one) == near(1.6, 0.4)
    assert one.largest == pytest.approx(1.4, abs=1e-6)
    assert one.binding == {("stream_balance", "must"): 1, ("floors", "must"): 1, ("floors", "aim"): 1}


@pytest.mark.parametrize("strength", ["must", "aim"])
def test_hold_harmless(strength: str) -> None:
    """70 in the year before the term is 77 at 10% more: 23 is left for b, and the lines are 50."""
    fields = {"wijken": [wijk("a", baseline={"school": 70}), wijk("b")], "index": {"default": 0.1}}
    answer = one_year(**fields, rules={"hold_harmless": {"share": 1, "strength": strength}})
    assert coverages(answer) == near(1.54, 0.46)
    assert answer.binding["hold_harmless", strength] == 1


@pytest.mark.parametrize("strength", ["must", "aim"])
def test_focus_minimum(strength: str) -> None:
    """70 for the focus, where the lines are 50 and 50."""
    wijken = [wijk("a", focus=[{"domain": "school", "factor": 1}])]
    rules = {"focus_minimum": {"share": 0.7, "strength": strength}}
    assert coverages(one_year(wijken=wijken, domains=SCHOOL_WERK, rules=rules)) == near(1.4, 0.6)


def test_persistence_as_a_must_can_make_money_lapse_and_as_an_aim_never() -> None:
    """200, then 100, and a drop of at most 10%: 100/0.9 = 111.11 in the first year, 88.89 lapses.

    As an aim 200 is followed by 100 where 180 was asked: 80 short, of a line of 150.
    """
    fields: dict[str, Any] = {"years": 2, "streams": [stream("gemeente", 200, 100)]}
    must = solve(prepared(**fields, rules={"persistence": {"cells": "all"}}))
    assert must.lapsed == pytest.approx(200 - 100 / 0.9, abs=1e-4)
    assert coverages(must) == near(100 / 0.9 / 150, 100 / 150)
    aim = solve(prepared(**fields, rules={"persistence": {"cells": "all", "strength": "aim"}}))
    assert aim.lapsed == pytest.approx(0, abs=1e-5)
    assert aim.shortfall == pytest.approx(80 / 150, abs=1e-6)
    assert {key for key in aim.binding if key[0] != "stream_balance"} == {("persistence", "aim")}


@pytest.mark.parametrize("strength", ["must", "aim"])
def test_persistence_of_a_focus(strength: str) -> None:
    """Money drops from 200 to 100; a may not drop at all, b may. a = x in both years, b is what is left.

    2/x = 1/(200 − x) + 1/(100 − x), so 4x² − 900x + 40,000 = 0 and x = (900 − √170,000)/8 = 60.9612. Lines: 75.
    """
    rules = {"persistence": {"max_drop": 0, "strength": strength}}
    wijken = [wijk("a", focus=[{"domain": "school", "factor": 1}]), wijk("b")]
    answer = solve(prepared(years=2, wijken=wijken, streams=[stream("gemeente", 200, 100)], rules=rules))
    x = (900 - math.sqrt(170_000)) / 8
    assert coverages(answer) == near(x / 75, x / 75, (200 - x) / 75, (100 - x) / 75)
    assert answer.binding["persistence", strength] == 1


def test_ramp_up() -> None:
    """100, then 300: after 100 at most 1.3·100 + 0.3·200 = 190, so 110 lapses; as an aim it is 110 short of 200.

    With 20 before the term the first year is held too: 1.3·20 + 0.3·200 = 86.
    """
    fields: dict[str, Any] = {"years": 2, "streams": [stream("gemeente", 100, 300)]}
    must = solve(prepared(**fields, rules={"ramp_up": {"strength": "must"}}))
    assert must.lapsed == pytest.approx(110, abs=1e-4)
    aim = solve(prepared(**fields, rules={"ramp_up": {"strength": "aim"}}))
    assert [aim.lapsed, aim.shortfall] == pytest.approx([0, 0.55], abs=1e-6)
    known = [wijk("a", baseline={"school": 20})]
    first = solve(prepared(**fields, wijken=known, rules={"ramp_up": {"strength": "must"}}))
    assert coverages(first)[0] == pytest.approx(0.43, abs=CLOSE)


@pytest.mark.parametrize("strength", ["must", "aim"])
@pytest.mark.parametrize(("rule", "room"), [("frontline_room", "professional"), ("resident_initiatives", "resident")])
def test_room(rule: str, room: str, strength: str) -> None:
    """The room of a is in school alone, and asks 60 of the 100; the lines are 50 and 50."""
    measures = [measure("m", ("a", "school"), room=room)]
    rules = {rule: {"share": 0.6, "strength": strength}}
    answer = one_year(domains=SCHOOL_WERK, measures=measures, rules=rules)
    assert coverages(answer) == near(1.2, 0.8)
    assert answer.binding[rule, strength] == 1


def test_open_room_costs_nothing() -> None:
    """Room that serves the domains in proportion to their sowing lines changes no coverage."""
    answer = one_year(domains=SCHOOL_WERK, rules={"frontline_room": {"share": 0.6}})
    assert coverages(answer) == near(1, 1)
    assert rules_of(answer) == set()


@pytest.mark.parametrize("strength", ["must", "aim"])
def test_per_resident_ratio(strength: str) -> None:
    """Needs 1 and 3 are 25 and 75; at most twice as much is 33.33 and 66.67."""
    wijken = [wijk("a", need={"school": 1}), wijk("b", need={"school": 3})]
    answer = one_year(wijken=wijken, rules={"per_resident_ratio": {"max": 2, "strength": strength}})
    assert coverages(answer) == near(100 / 3 / 25, 200 / 3 / 75)
    assert answer.binding["per_resident_ratio", strength] == 1


def test_per_resident_ratio_falls_short_over_the_whole_sowing_line() -> None:
    """90 of the 100 is for a, so 0.09 and 0.01 per resident: 0.09 − 2·0.01 = 0.07, times 2,000 residents, over 100."""
    streams = [stream("vast", 90, wijken=["a"]), stream("vrij", 10)]
    rules = {"per_resident_ratio": {"max": 2, "strength": "aim"}}
    assert one_year(wijken=TWO, streams=streams, rules=rules).shortfall == pytest.approx(1.4, abs=1e-6)
