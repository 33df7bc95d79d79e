"""Known answers for the rules from year to year. The arithmetic stands with each test; money in euros."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import stream, wijk
from tests.planning.optimiser.solving import Solved, solved

TWO = [wijk("a"), wijk("b")]
"""Two equal wijken."""


def held(strength: str | None, rule: dict[str, Any], name: str, **fields: Any) -> Solved:
    """The plan with one rule, or without it."""
    return solved(**fields, rules={} if strength is None else {name: {**rule, "strength": strength}})


# ---- persistence ----

SLOW: dict[str, Any] = {"max_drop": 0.25, "cells": "all"}


def rich_start(*later: float, **fields: Any) -> dict[str, Any]:
    """2027: 80,000 earmarked for a and 20,000 for b. After that `later`, for both."""
    free = stream("gemeente", 0, *later)
    only = [stream("a", 80_000, wijken=["a"]), stream("b", 20_000, wijken=["b"])]
    return {"years": 1 + len(later), "wijken": TWO, "streams": [free, *only], **fields}


def test_money_drops_step_by_step() -> None:
    """a begins with 80,000 and may drop by a quarter: 60,000 of the 100,000 of 2028, 45,000 of 2029 (it gets 50,000).
    Without the rule a and b have 50,000 each at once. As an aim the same, because it can be met.
    """
    assert held(None, SLOW, "persistence", **rich_start(100_000, 100_000)).cell("a") == [80_000, 50_000, 50_000]
    for strength in ("must", "aim"):
        plan = held(strength, SLOW, "persistence", **rich_start(100_000, 100_000))
        assert plan.cell("a") == [80_000, 60_000, 50_000]
        assert plan.cell("b") == [20_000, 40_000, 50_000]


def test_a_drop_is_in_real_money() -> None:
    """10% a year: 0.75 · 80,000 · 1.1 = 66,000 of 110,000."""
    plan = held("must", SLOW, "persistence", **rich_start(110_000, index={"default": 0.1}))
    assert plan.cell("a") == [80_000, 66_000]


def test_by_default_persistence_is_for_focus_cells() -> None:
    """With b as the focus (factor 1) a may drop at once; with a as the focus it may not."""
    focus = {"focus": [{"domain": "school", "factor": 1}]}
    in_b = {**rich_start(100_000), "wijken": [wijk("a"), wijk("b", **focus)]}
    in_a = {**rich_start(100_000), "wijken": [wijk("a", **focus), wijk("b")]}
    assert held("must", {"max_drop": 0.25}, "persistence", **in_b).cell("a") == [80_000, 50_000]
    assert held("must", {"max_drop": 0.25}, "persistence", **in_a).cell("a") == [80_000, 60_000]


def test_a_baseline_precedes_the_first_year() -> None:
    """a had 100,000 in 2026, 10% a year: in 2027 at least 0.7 · 100,000 · 1.1 = 77,000 of 110,000. b has no baseline,
    so nothing is known of it: it has the other 33,000 (without the rule 55,000 each).
    """
    fields: dict[str, Any] = {
        "years": 1,
        "index": {"default": 0.1},
        "wijken": [wijk("a", baseline={"school": 100_000}), wijk("b")],
        "streams": [stream("gemeente", 110_000)],
    }
    rule = {"max_drop": 0.3, "cells": "all"}
    assert held(None, rule, "persistence", **fields).cell("a") == [55_000]
    assert held("must", rule, "persistence", **fields).cell("a") == [77_000]


def test_regular_money_counts_in_a_drop() -> None:
    """20,000 of regular money in a. a: 80,000 + 20,000 in 2027, a quarter less is 75,000 in 2028, of which 20,000 is
    regular: 55,000 of 100,000. (Even would be 40,000 and 60,000: the line of each is (200,000 + 40,000)/4 = 60,000.)
    """
    regular = {"count_regular": True, "regular": [{"wijk": "a", "domain": "school", "per_year": 20_000}]}
    assert held(None, SLOW, "persistence", **rich_start(100_000, **regular)).cell("a") == [80_000, 40_000]
    assert held("must", SLOW, "persistence", **rich_start(100_000, **regular)).cell("a") == [80_000, 55_000]


def test_persistence_as_an_aim_falls_short_and_loses_nothing() -> None:
    """Income 100,000, then 40,000 and 30,000: at most a tenth less would be 90,000 (50,000 short) and 36,000 (6,000
    short). All is spent.
    """
    fields = {"streams": [stream("gemeente", 100_000, 40_000, 30_000)]}
    plan = held("aim", {"max_drop": 0.1, "cells": "all"}, "persistence", **fields)
    assert plan.cell("a") == [100_000, 40_000, 30_000]
    assert plan.short("persistence") == {("a", "school", 2028): 50_000, ("a", "school", 2029): 6_000}


def test_persistence_as_a_must_spends_less_at_first() -> None:
    """Income 100,000, 45,000, 45,000: with at most a tenth less a year, 45,000/0.9 = 50,000 in the first year, and the
    other 50,000 lapses.
    """
    fields = {"streams": [stream("gemeente", 100_000, 45_000, 45_000)]}
    plan = held("must", {"max_drop": 0.1, "cells": "all"}, "persistence", **fields)
    assert plan.cell("a") == [50_000, 45_000, 45_000]
    assert plan.lapsed("gemeente") == [50_000, 0, 0]


# ---- ramp_up ----

HALF: dict[str, Any] = {"max_growth": 0.5}
"""At most 1.5 times the year before, and half a sowing line."""


def test_ramp_up_as_a_must_lets_money_lapse() -> None:
    """Income 20,000, 100,000, 180,000: a line of 100,000. 2028: at most 1.5 · 20,000 + 0.5 · 100,000 = 80,000; 2029: at
    most 1.5 · 80,000 + 50,000 = 170,000. Of both 20,000 and 10,000 lapses. The first year is free.
    """
    fields = {"streams": [stream("gemeente", 20_000, 100_000, 180_000)]}
    assert held(None, HALF, "ramp_up", **fields).cell("a") == [20_000, 100_000, 180_000]
    plan = held("must", HALF, "ramp_up", **fields)
    assert plan.cell("a") == [20_000, 80_000, 170_000]
    assert plan.lapsed("gemeente") == [0, 20_000, 10_000]


def test_ramp_up_as_an_aim_falls_short_and_loses_nothing() -> None:
    """The same income: 100,000 is 20,000 above 80,000; 180,000 is below 1.5 · 100,000 + 50,000 = 200,000."""
    plan = held("aim", HALF, "ramp_up", streams=[stream("gemeente", 20_000, 100_000, 180_000)])
    assert plan.cell("a") == [20_000, 100_000, 180_000]
    assert plan.short("ramp_up") == {("a", "school", 2028): 20_000}


@pytest.mark.parametrize("strength", ["must", "aim"])
def test_growth_is_spread_over_cells_and_years(strength: str) -> None:
    """2027: 10,000 for a and 90,000 for b, earmarked; then 100,000 for both, so lines of 50,000. With growth of at most
    0.25: a ≤ 1.25 · 10,000 + 12,500 = 25,000 in 2028, then 1.25 · 25,000 + 12,500 = 43,750 in 2029, 50,000 in 2030.
    """
    only = [stream("a", 10_000, wijken=["a"]), stream("b", 90_000, wijken=["b"])]
    fields = {"years": 4, "wijken": TWO, "streams": [stream("gemeente", 0, *[100_000] * 3), *only]}
    plan = held(strength, {"max_growth": 0.25}, "ramp_up", **fields)
    assert plan.cell("a") == [10_000, 25_000, 43_750, 50_000]
    assert plan.cell("b") == [90_000, 75_000, 56_250, 50_000]


def test_growth_is_in_real_money() -> None:
    """10% a year; 20,000, then 198,000, so M = (20,000 + 198,000)/2.1 = 103,809.52 and the line of 2028 is 1.1 times
    that: 114,190.48. At most 1.5 · 20,000 · 1.1 + 0.5 · 114,190.48 = 33,000 + 57,095.24 = 90,095.24.
    """
    fields = {"years": 2, "index": {"default": 0.1}, "streams": [stream("gemeente", 20_000, 198_000)]}
    plan = held("must", HALF, "ramp_up", **fields)
    assert plan.cell("a")[0] == 20_000
    assert plan.cell("a")[1] in (90_095, 90_096)


def test_a_baseline_takes_away_the_free_first_year() -> None:
    """a had 20,000 in 2026, of a line of 100,000: 1.5 · 20,000 + 50,000 = 80,000 in 2027; then 170,000 would be
    allowed, and 100,000 is there. With 10% a year (the year before too): 1.5 · 20,000 · 1.1 + 50,000 = 83,000.
    """
    known = [wijk("a", baseline={"school": 20_000})]
    plan = held("must", HALF, "ramp_up", wijken=known, streams=[stream("gemeente", *[100_000] * 3)])
    assert plan.cell("a") == [80_000, 100_000, 100_000]
    fields = {"years": 1, "index": {"default": 0.1}, "wijken": known, "streams": [stream("gemeente", 100_000)]}
    assert held("must", HALF, "ramp_up", **fields).cell("a") == [83_000]


def test_the_start_is_the_first_year_in_which_the_cell_can_be_paid() -> None:
    """The only stream has money from 2028: that year is free, and 2029 may have 1.5 · 90,000 + 0.5 · 100,000 = 185,000,
    less than the 210,000 that is there (a line of 300,000/3).
    """
    plan = held("must", HALF, "ramp_up", streams=[stream("gemeente", 0, 90_000, 210_000)])
    assert plan.cell("a") == [0, 90_000, 185_000]


def test_a_gap_starts_again_from_nothing() -> None:
    """50,000 in 2027, none in 2028, 250,000 in 2029, a line of 100,000: in 2029 at most 1.5 · 0 + 50,000."""
    plan = held("must", HALF, "ramp_up", streams=[stream("gemeente", 50_000, 0, 250_000)])
    assert plan.cell("a") == [50_000, 0, 50_000]
