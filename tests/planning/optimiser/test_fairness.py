"""Known answers for the rules between wijken. The arithmetic stands with each test; money in euros."""

from __future__ import annotations

from typing import Any

import pytest

from planning.optimiser.engine import NoPlan
from tests.builders import stream, wijk
from tests.planning.optimiser.solving import Solved, solved

HUNDRED = stream("gemeente", 100_000, 100_000)
TENTH = {"index": {"default": 0.1}, "streams": [stream("gemeente", 100_000, 110_000)]}
"""10% a year, and a stream that follows it; p is 1/1.1, 1, 1.1 in 2026, 2027, 2028."""


def two(strength: str = "must", **fields: Any) -> Solved:
    """Two equal wijken of 1,000 residents, two years, 100,000 a year unless `fields` says otherwise."""
    return solved(**{"years": 2, "wijken": [wijk("a"), wijk("b")], "streams": [HUNDRED], **fields})


# ---- floors ----


def test_a_floor_lifts_a_cell_from_its_year_on() -> None:
    """70 per resident from 2028: b gets 1,000 · 70 = 70,000 then, a 30,000; in 2027 50,000 each. As an aim the same,
    because it can be met.
    """
    for strength in ("must", "aim"):
        floor = {"wijk": "b", "domain": "school", "per_resident": 70, "from": 2028, "strength": strength}
        plan = two(rules={"floors": [floor]})
        assert plan.cell("a") == [50_000, 30_000]
        assert plan.cell("b") == [50_000, 70_000]
        assert plan.short("floors") == {}


def test_a_floor_follows_prices_and_residents() -> None:
    """10% a year: 1.1 · 70 · 1,000 = 77,000 in 2028, when a keeps 33,000. A fall to 900 residents makes it 69,300."""
    floor = {"wijk": "b", "per_resident": 70, "from": 2028}
    assert two(**TENTH, rules={"floors": [floor]}).cell("b")[1] == 77_000
    fewer = [wijk("a"), {"id": "b", "residents": {"2027": 1000, "2028": 900}}]
    assert two(**TENTH, wijken=fewer, rules={"floors": [floor]}).cell("b")[1] == 69_300


def test_a_floor_without_place_is_one_for_every_cell() -> None:
    """30 per resident everywhere: 30,000 in a (1,000 residents) and 60,000 in b (2,000). a has 90,000 of its own; the
    free 40,000 goes to b, which falls 20,000 short.
    """
    streams = [stream("gemeente", 90_000, 90_000, wijken=["a"]), stream("vrij", 40_000, 40_000)]
    floor = {"per_resident": 30, "strength": "aim"}
    plan = two(wijken=[wijk("a"), wijk("b", 2000)], streams=streams, rules={"floors": [floor]})
    assert plan.cell("a") == [90_000, 90_000]
    assert plan.cell("b") == [40_000, 40_000]
    assert plan.short("floors") == {("b", "school", 2027): 20_000, ("b", "school", 2028): 20_000}


def test_a_floor_out_of_reach_as_an_aim() -> None:
    """120 per resident is 120,000 in b, of 100,000: b gets all of it, a nothing, and 20,000 is short."""
    plan = two(rules={"floors": [{"wijk": "b", "per_resident": 120, "strength": "aim"}]})
    assert plan.cell("a") == [0, 0]
    assert plan.cell("b") == [100_000, 100_000]
    assert plan.short("floors") == {("b", "school", 2027): 20_000, ("b", "school", 2028): 20_000}
    assert plan.lost == 0


def test_a_floor_in_a_cell_that_nobody_can_pay() -> None:
    """All money is for a. The floor of 30 in b is short in full as an aim; as a must there is no plan."""
    streams = [stream("gemeente", 100_000, 100_000, wijken=["a"])]
    floor = {"wijk": "b", "per_resident": 30}
    plan = two(streams=streams, rules={"floors": [{**floor, "strength": "aim"}]})
    assert plan.cell("a") == [100_000, 100_000]
    assert plan.short("floors") == {("b", "school", 2027): 30_000, ("b", "school", 2028): 30_000}
    with pytest.raises(NoPlan, match="infeasible"):
        two(streams=streams, rules={"floors": [floor]})


def test_the_largest_shortfall_is_made_small_first() -> None:
    """a has 1,000 residents, b 3,000: lines 25,000 and 75,000. Floors of 80 in a (80,000) and 40 in b (120,000) ask
    200,000 of 100,000. Over their lines the shortfalls are equal at 1.0: 25,000 and 75,000, so a gets 55,000 and b
    45,000. (The sum alone would be least with the whole shortfall, 100,000, in b: 1.33 against 2.)
    """
    floors = [{"wijk": w, "per_resident": amount, "strength": "aim"} for w, amount in (("a", 80), ("b", 40))]
    plan = two(wijken=[wijk("a"), wijk("b", 3000)], rules={"floors": floors})
    assert plan.cell("a") == [55_000, 55_000]
    assert plan.cell("b") == [45_000, 45_000]
    assert plan.short("floors")["a", "school", 2027] == 25_000
    assert plan.short("floors")["b", "school", 2027] == 75_000


def test_then_the_sum_of_shortfalls_is_made_small() -> None:
    """Residents 1, 3 and 1 thousand, so lines of 20,000, 60,000 and 20,000. c has 10,000 of its own and a floor of
    60,000: 50,000 short, 2.5 lines, is the largest and cannot be helped. a and b share 90,000 and have floors of 80,000
    and 150,000. A euro takes 1/20,000 off the sum in a, 1/60,000 in b: a is served in full, and b gets 10,000, which
    is 140,000 short (2.33 lines, not above the largest).
    """
    floors = [{"wijk": w, "per_resident": each, "strength": "aim"} for w, each in (("a", 80), ("b", 50), ("c", 60))]
    plan = two(
        years=1,
        wijken=[wijk("a"), wijk("b", 3000), wijk("c")],
        streams=[stream("vrij", 90_000, wijken=["a", "b"]), stream("c", 10_000, wijken=["c"])],
        rules={"floors": floors},
    )
    assert plan.short("floors") == {("b", "school", 2027): 140_000, ("c", "school", 2027): 50_000}
    assert plan.cell("a") == [80_000]
    assert plan.cell("b") == [10_000]


# ---- hold_harmless ----


def test_no_wijk_falls_back() -> None:
    """a had 70,000 in 2026 and b 20,000: a keeps 70,000 of 100,000 (without the rule 50,000 each)."""
    wijken = [wijk("a", baseline={"school": 70_000}), wijk("b", baseline={"school": 20_000})]
    assert two(wijken=wijken).cell("a") == [50_000, 50_000]
    for strength in ("must", "aim"):
        plan = two(wijken=wijken, rules={"hold_harmless": {"strength": strength}})
        assert plan.cell("a") == [70_000, 70_000]
        assert plan.cell("b") == [30_000, 30_000]


def test_holding_harmless_is_in_real_money_and_by_wijk() -> None:
    """10% a year: 50,000 + 20,000 in 2026, share 0.9, is 63,000 · 1.1 = 69,300 in 2027 and 76,230 in 2028. It is the
    wijk that keeps it: of the two equal domains each has half.
    """
    plan = two(
        **TENTH,
        domains=[{"id": "school"}, {"id": "werk"}],
        wijken=[wijk("a", baseline={"school": 50_000, "werk": 20_000}), wijk("b")],
        rules={"hold_harmless": {"share": 0.9, "strength": "must"}},
    )
    assert [sum(row) for row in zip(plan.cell("a"), plan.cell("a", "werk"), strict=True)] == [69_300, 76_230]
    assert abs(plan.cell("a")[1] - plan.cell("a", "werk")[1]) <= 250


def test_holding_harmless_out_of_reach() -> None:
    """90,000 and 60,000 in 2026, 100,000 now: 50,000 is short. Equal lines (50,000), so 25,000 each: 65,000, 35,000."""
    wijken = [wijk("a", baseline={"school": 90_000}), wijk("b", baseline={"school": 60_000})]
    plan = two(wijken=wijken, rules={"hold_harmless": {}})
    assert plan.cell("a") == [65_000, 65_000]
    assert plan.cell("b") == [35_000, 35_000]
    assert plan.short("hold_harmless") == {(w, year): 25_000 for w in "ab" for year in (2027, 2028)}
    assert plan.lost == 0


def test_holding_harmless_counts_all_regular_money_of_the_wijk() -> None:
    """Two domains, 10% a year, regular money counts: 22,000 in a/werk in prices of 2027. a's baseline is 30,000, of
    school alone. Today (2026): 30,000 + 22,000/1.1 = 50,000; in 2027 55,000, of which 22,000 is regular: 33,000.
    Without the rule: the line of each cell is (66,000 + 22,000)/4 = 22,000; a/werk has its 22,000, the others get
    22,000 each, 22,000 in a.
    """
    fields: dict[str, Any] = {
        "years": 1,
        "index": {"default": 0.1},
        "count_regular": True,
        "domains": [{"id": "school"}, {"id": "werk"}],
        "wijken": [wijk("a", baseline={"school": 30_000}), wijk("b")],
        "streams": [stream("gemeente", 66_000)],
        "regular": [{"wijk": "a", "domain": "werk", "per_year": 22_000}],
    }
    assert two(**fields).cell("a") == [22_000]
    plan = two(**fields, rules={"hold_harmless": {"strength": "must"}})
    assert plan.cell("a")[0] + plan.cell("a", "werk")[0] == 33_000


def previous(**cells: float) -> dict[str, Any]:
    """A plan of 2025 and 2026 with the same money for school in both years, by wijk."""
    rows = [
        {"wijk": w, "domain": "school", "year": year, "planned": amount * factor, "regular": 0, "sowing_line": amount,
         "equal_share": amount, "coverage": 1}
        for w, amount in cells.items()
        for year, factor in ((2025, 1), (2026, 2))
    ]  # fmt: skip
    return {"programme": "Klein", "programme_sha256": "", "status": "optimal", "cells": rows}


def test_holding_harmless_looks_at_the_first_year_of_a_previous_plan() -> None:
    """a has no baseline; the previous plan gave it 60,000 in 2025, its first year (and twice that in 2026). 10% a year:
    60,000 · 1.1² = 72,600 in 2027, 79,860 in 2028. b's baseline of 22,000 is above what the plan gave it in 2025, and
    holds: 24,200 in 2027, 26,620 in 2028. What is left over is b's as well: 27,400 and 30,140.
    """
    plan = two(
        **TENTH,
        wijken=[wijk("a"), wijk("b", baseline={"school": 22_000})],
        previous=previous(a=60_000, b=1_000),
        rules={"hold_harmless": {"strength": "must"}},
    )
    assert plan.cell("a") == [72_600, 79_860]
    assert plan.cell("b") == [27_400, 30_140]


# ---- focus_minimum ----


def focused(strength: str | None, *streams: dict[str, Any]) -> Solved:
    """One wijk with two equal domains, of which school is its focus (factor 1, so the line stays even)."""
    rules = {} if strength is None else {"focus_minimum": {"share": 0.7, "strength": strength}}
    return solved(
        years=2,
        domains=[{"id": "school"}, {"id": "werk"}],
        wijken=[wijk("a", focus=[{"domain": "school", "factor": 1}])],
        streams=list(streams),
        rules=rules,
    )


def test_focus_domains_get_their_share() -> None:
    """0.7 of 100,000: school 70,000, werk 30,000; without the rule 50,000 each."""
    assert focused(None, HUNDRED).cell("a") == [50_000, 50_000]
    for strength in ("must", "aim"):
        assert focused(strength, HUNDRED).cell("a") == [70_000, 70_000]


def test_focus_minimum_out_of_reach() -> None:
    """60,000 is for werk alone, 40,000 is free. As an aim school gets the 40,000 and 70,000 − 40,000 is short. As a
    must the money of werk is at most 3/7 of school's: 40,000 · 3/7 = 17,142.86 (a euro of rounding either way), and the
    rest lapses.
    """
    streams = [stream("vrij", 40_000, 40_000), stream("werk", 60_000, 60_000, domains=["werk"])]
    aim, must = focused("aim", *streams), focused("must", *streams)
    assert aim.cell("a") == [40_000, 40_000]
    assert aim.cell("a", "werk") == [60_000, 60_000]
    assert aim.short("focus_minimum") == {("a", 2027): 30_000, ("a", 2028): 30_000}
    assert aim.lost == 0
    assert must.cell("a") == [40_000, 40_000]
    assert all(amount in (17_142, 17_143) for amount in must.cell("a", "werk"))


def test_wijken_without_focus_have_no_focus_minimum() -> None:
    """Neither wijk has a focus: the plan is even, whatever the share."""
    plan = two(rules={"focus_minimum": {"share": 1, "strength": "must"}})
    assert plan.cell("a") == [50_000, 50_000]


# ---- per_resident_ratio ----


def needy(rules: dict[str, Any], *streams: dict[str, Any]) -> Solved:
    """a needs four times what b needs: of 100,000 the lines are 80,000 and 20,000, with 1,000 residents each."""
    wijken = [wijk("a", need={"school": 4}), wijk("b", need={"school": 1})]
    return solved(years=2, wijken=wijken, streams=list(streams), rules=rules)


def test_no_wijk_gets_many_times_what_another_gets() -> None:
    """At most 1.5 times: 60 to 40 per resident, over the term; else 80 to 20."""
    assert needy({}, HUNDRED).cell("a") == [80_000, 80_000]
    for strength in ("must", "aim"):
        plan = needy({"per_resident_ratio": {"max": 1.5, "strength": strength}}, HUNDRED)
        assert sum(plan.cell("a")) == 120_000
        assert sum(plan.cell("b")) == 80_000


def test_the_ratio_out_of_reach() -> None:
    """Earmarked, 80,000 and 20,000 a year: 80 and 20 real euros per resident. At most twice: 80 − 2 · 20 = 40 too many,
    times 4,000 residents of all wijken and years: 160,000, over a line of 200,000 is 0.8. As a must, a gets 40 per
    resident, and the other 40,000 a year lapses.
    """
    streams = [stream("a", 80_000, 80_000, wijken=["a"]), stream("b", 20_000, 20_000, wijken=["b"])]
    aim = needy({"per_resident_ratio": {"max": 2, "strength": "aim"}}, *streams)
    must = needy({"per_resident_ratio": {"max": 2, "strength": "must"}}, *streams)
    (row,) = aim.model.aims
    assert abs(aim.values[row.short.hash] / row.scope - 0.8) < 1e-6
    assert aim.lost == 0
    assert sum(must.cell("a")) == 80_000
    assert must.lost == 80_000


def test_the_ratio_is_in_real_money_over_the_term() -> None:
    """10% a year. a gets 60,000 in 2027 alone: 60,000 real. b gets 55,000 in 2028 alone: 50,000 real. Over the term of
    2,000 residents' years each that is 30 and 25 per resident, a ratio of 1.2: a must of 1.2 holds, of 1.1 does not
    (a keeps 1.1 · 50,000 = 55,000 and 5,000 lapses).
    """
    fields: dict[str, Any] = {
        "index": {"default": 0.1},
        "streams": [stream("a", 60_000, 0, wijken=["a"]), stream("b", 0, 55_000, wijken=["b"])],
    }
    assert two(**fields, rules={"per_resident_ratio": {"max": 1.2, "strength": "must"}}).lost == 0
    tight = two(**fields, rules={"per_resident_ratio": {"max": 1.1, "strength": "must"}})
    assert tight.cell("a") == [55_000, 0]
    assert tight.lapsed("a") == [5_000, 0]


def test_wijken_without_residents_have_no_ratio() -> None:
    """b has no residents and so no line: it takes no part, and a has everything."""
    rules = {"per_resident_ratio": {"max": 1, "strength": "must"}}
    plan = two(wijken=[wijk("a"), wijk("b", 0)], rules=rules)
    assert plan.cell("a") == [100_000, 100_000]
    assert plan.prepared.line.line["b", "school", 2027] == 0
