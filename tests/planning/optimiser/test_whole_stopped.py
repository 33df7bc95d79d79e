"""Whole decisions that are stopped, or found to a gap: what is said of a plan.

Amounts are in euros of a document in which prices do not rise, unless a test says so.
"""

from __future__ import annotations

import gc
import weakref
from decimal import Decimal
from typing import Any

import numpy as np

from planning.optimiser import Options, plan_programme
from planning.optimiser.alternatives import alternatives
from planning.optimiser.engine import Engine
from planning.optimiser.figures import figures
from planning.optimiser.model import build_model
from tests.builders import measure, prepared, stream
from tests.planning.optimiser.whole_plans import A, plan


def large(years: int = 10) -> dict[str, Any]:
    """A knapsack that is not solved in a moment."""
    chance = np.random.default_rng(7)
    costs = chance.integers(200, 1000, (years, 80))
    values = (costs.mean(axis=0) + chance.integers(0, 50, 80)).astype(int)
    rows = [
        measure(f"p{j}", A, profile=costs[:, j].tolist(), start_years=[2027], indexed=False, benefit=int(values[j]))
        for j in range(80)
    ]
    streams = [stream("s", *(costs.sum(axis=1) // 2).tolist())]
    return {"years": years, "objective": "benefit", "streams": streams, "measures": [*rows, measure("rest", A)]}


def test_next_to_no_time_is_no_plan() -> None:
    for seconds in (0, 1e-9, 1e-4):
        found = plan(Options(gap=0, time_limit=seconds), **large())
        assert (found.status, found.spend) == ("stopped", ())


def test_a_short_time_is_never_said_to_be_the_optimum() -> None:
    """Half a second is too little to prove this one; the bound that is stated holds for what a longer search finds."""
    found = plan(Options(gap=0, time_limit=0.5), **large())
    assert found.status in ("gap", "stopped")
    if found.has_figures:
        assert found.gap > 0


def test_it_stops_when_asked_with_the_best_so_far() -> None:
    """Asked a few times since the search began it says stop: there is a plan, and it is not proven."""
    searching: list[bool] = []

    def progress(stage: str, seconds: float | None) -> None:
        if stage == "whole_growth" and seconds is None:
            searching.append(True)

    def stop() -> bool:
        if searching:
            searching.append(True)
        return len(searching) > 5

    found = plan_programme(prepared(**large()), Options(gap=0, stop=stop), progress)
    assert len(searching) > 5
    assert found.status == "gap"
    assert 0 < found.gap < 0.2
    assert len(found.chosen) > 10


def test_it_stops_at_once() -> None:
    assert plan(Options(stop=lambda: True), **large()).status == "stopped"
    assert plan(Options(stop=lambda: True)).status == "stopped", "a linear programme too"


def test_a_gap_that_was_asked_is_kept_and_said() -> None:
    found = plan(Options(gap=0.05), **large())
    best = plan(Options(gap=0.02), **large())
    assert found.gap <= Decimal("0.05")
    assert best.gap <= Decimal("0.02")
    assert {found.status, best.status} == {"gap"}
    assert best.objectives.benefit <= found.objectives.benefit * (1 + found.gap)


def test_alternatives_of_what_is_not_proven_are_not_either() -> None:
    given = prepared(**large())
    found = alternatives(given, Options(gap=0.05))
    assert found.best.status == "gap"
    assert {row.plan.status for row in found.found} == {"gap"}


def test_an_engine_that_can_be_stopped_is_let_go() -> None:
    engine = Engine(build_model(figures(prepared())), stop=lambda: False)
    gone = weakref.ref(engine)
    del engine
    gc.collect()
    assert gone() is None
