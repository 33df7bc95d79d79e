"""Whole decisions for benefit: capital budgeting beside a textbook and another solver, and small benefits.

Amounts are in euros of a document in which prices do not rise, unless a test says so.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from planning.optimiser import Options, plan_programme
from planning.plan import PlanDocument
from tests.builders import measure, prepared, stream
from tests.planning.optimiser.whole_plans import HUNDRED, TWO, A, B, chosen, plan

COSTS = ((12, 54, 6, 6, 30, 6, 48, 36, 18), (3, 7, 6, 2, 35, 6, 4, 3, 3))
VALUES = (14, 17, 17, 15, 40, 12, 14, 10, 12)


def budgeting(costs: Any, values: Any, budgets: Any, **options: Any) -> PlanDocument:
    """Projects of which each is done as a whole or not, costs[year][project], within yearly budgets."""
    rows = [
        measure(f"p{j}", A, profile=[int(c) for c in column], start_years=[2027], indexed=False, benefit=int(value))
        for j, (column, value) in enumerate(zip(np.array(costs).T, values, strict=True), 1)
    ]
    streams = [stream("s", *(int(budget) for budget in budgets))]
    return plan(
        **options, years=len(budgets), objective="benefit", streams=streams, measures=[*rows, measure("rest", A)]
    )


def test_lorie_and_savage() -> None:
    """Nine projects, two years (J. H. Lorie and L. J. Savage 1955, Journal of Business 28(4), p. 229): budgets 50 and
    20. Whole projects 1, 3, 4, 6 and 9 are best: 14 + 17 + 15 + 12 + 12 = 70, for 48 and 20.
    """
    found = budgeting(COSTS, VALUES, (50, 20))
    assert chosen(found) == dict.fromkeys(["p1", "p3", "p4", "p6", "p9"], 2027)
    assert (found.objectives.benefit, found.status, found.gap) == (70, "optimal", 0)


@pytest.mark.parametrize(("projects", "years", "seed"), [(10, 5, 1), (20, 10, 2), (28, 5, 3), (20, 30, 4), (100, 2, 5)])
def test_multi_dimensional_knapsacks(projects: int, years: int, seed: int) -> None:
    """Random, with half of the money that all projects ask, against the solver in scipy; up to thirty years."""
    chance = np.random.default_rng(seed)
    costs = chance.integers(1, 1000, (years, projects))
    values = np.maximum(1, costs.mean(axis=0) + chance.integers(-200, 200, projects)).astype(int)
    budgets = costs.sum(axis=1) // 2
    other = milp(
        -values, integrality=np.ones(projects), bounds=Bounds(0, 1), constraints=LinearConstraint(costs, ub=budgets),
        options={"mip_rel_gap": 0},
    )  # fmt: skip
    found = budgeting(costs, values, budgets)
    assert (found.status, found.gap) == ("optimal", 0)
    assert float(found.objectives.benefit) == pytest.approx(-other.fun, abs=1e-6)
    done = [int(name.removeprefix("p")) - 1 for name in chosen(found)]
    assert (costs[:, done].sum(axis=1) <= budgets).all()


def test_a_mixed_objective_weighs_both() -> None:
    """p takes 50 of the 100, which a gets anyway: growth is the same and its benefit counts. q takes all for b: a is
    left with nothing, which its benefit is worth only where coverage hardly weighs.
    """
    rows = [measure("p", A, profile=[50], benefit=5), measure("q", B, profile=[100], benefit=6)]
    fields = {"years": 1, "wijken": TWO, "streams": HUNDRED, "measures": [*rows, measure("m", A), measure("n", B)]}
    assert set(chosen(plan(objective={"coverage": 1, "benefit": 1}, **fields))) == {"p"}
    assert set(chosen(plan(objective={"coverage": 0.001, "benefit": 1}, **fields))) == {"q"}


def benefits(*rows: dict[str, Any], income: float = 100) -> dict[str, Any]:
    """One year of so much money, for benefit alone."""
    return {"years": 1, "streams": [stream("s", income)], "objective": "benefit", "measures": list(rows)}


def test_nothing_reached_is_no_proof() -> None:
    """y (60, benefit 1) fits; stopped before it is found the benefit is 0, of which every gap would be none."""
    rows = [measure("x", A, profile=[101], benefit=1000), measure("y", A, profile=[60], benefit=1), measure("n", A)]
    told: list[str] = []

    def progress(stage: str, seconds: float | None) -> None:
        told.extend([stage] if stage == "decisions_first" and seconds is not None else [])

    found = plan_programme(prepared(**benefits(*rows)), Options(gap=0, stop=lambda: bool(told)), progress)
    assert found.status in ("gap", "stopped")
    best = plan(Options(gap=0), **benefits(*rows))
    assert (best.status, best.objectives.benefit, best.objectives.lapsed) == ("optimal", 1, 0)


def test_small_benefits_count() -> None:
    """x (60, benefit 0.001) or y (100, benefit 0.0004): x, though both are next to nothing."""
    rows = [measure("x", A, profile=[60], benefit=0.001), measure("y", A, profile=[100], benefit=0.0004)]
    found = plan(Options(gap=0), **benefits(*rows))
    assert (found.status, [row.measure for row in found.chosen]) == ("optimal", ["x"])


@pytest.mark.parametrize("benefit", [1, 1e-7])
def test_decisions_for_a_benefit_in_whatever_unit_it_is(benefit: float) -> None:
    """y brings twice as much a euro as x; it takes nothing, or 10 to 60: it gets 60 of 100."""
    rows = [
        measure("x", ("a", "school"), benefit=benefit),
        measure("y", ("a", "school"), benefit=2 * benefit, min_per_year=10, max_per_year=60),
    ]
    made = prepared(years=1, measures=rows, streams=[stream("gemeente", 100)], objective="benefit")
    plan = plan_programme(made, Options(gap=0))
    assert {row.measure: int(row.amount) for row in plan.spend} == {"x": 40, "y": 60}
    assert (plan.status, plan.gap) == ("optimal", 0)
