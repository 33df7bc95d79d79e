"""From a market view to a stored plan: whole units, balances to the cent, and the proof that goes with it."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from bench.nation import nation
from planning.money import cents
from planning.optimiser import Options, plan_programme, planner
from planning.optimiser.market import market
from planning.optimiser.market_payments import largest_remainder, whole_payments
from planning.optimiser.planner import MARKET_NAME, market_plan
from planning.optimiser.solved import solve
from planning.plan import PlanDocument
from planning.prepared import Prepared, prepare
from planning.programme import Programme
from planning.verify import verify
from tests.builders import measure, prepared, stream, wijk
from tests.programmes import income
from tests.programmes.untied import untied_prepared

TWO = [wijk("a"), wijk("b")]


def land(wijken: int, municipalities: int, seed: int = 1) -> Prepared:
    """The nation of the benchmarks, small."""
    text = json.dumps(nation(wijken, municipalities, seed))
    return prepare(Programme.model_validate(json.loads(text, parse_float=Decimal)))


def payments(plan: PlanDocument) -> dict[tuple[str, str, int], Decimal]:
    return {(row.stream, row.measure, row.year): row.amount for row in plan.spend}


def planned(round_to: int | None = None, **fields: Any) -> PlanDocument:
    """A verified market plan of the smallest document with `fields`."""
    made = prepared(**fields)
    plan = market_plan(made, Options(round_to=round_to))
    assert verify(made, plan).ok
    return plan


def test_whole_euros_by_largest_remainder() -> None:
    """100 over three equal wijken: 33⅓ each; the first gets the euro that is left."""
    plan = planned(wijken=[wijk("a"), wijk("b"), wijk("c")], streams=[stream("s", 100)], years=1)
    assert [row.planned for row in plan.cells] == [34, 33, 33]
    assert plan.status == "optimal"
    assert plan.gap == 0
    assert plan.solver.engine == MARKET_NAME


def test_cents_of_an_income_go_with_its_largest_payment() -> None:
    """100.25 over wijken of 2 : 1 is 66.83 and 33.42: whole euros 67 and 33, and the cents go to the largest."""
    plan = planned(wijken=[wijk("a", 2000), wijk("b")], streams=[stream("s", 100.25)], years=1)
    assert payments(plan) == {
        ("s", "open:a:school", 2027): Decimal("67.25"),
        ("s", "open:b:school", 2027): Decimal("33"),
    }


def test_coarse_units() -> None:
    """2,600 in units of 1,000 for two equal wijken: one unit each, and the 600 that are left go to the first."""
    plan = planned(round_to=1000, wijken=TWO, streams=[stream("s", 2600)], years=1)
    assert [row.planned for row in plan.cells] == [1600, 1000]
    assert plan.round_to == 1000


def test_what_is_carried_is_whole_and_enough() -> None:
    """101 for three years on equal lines: 33⅔ each. It keeps 67 and then 33, so the years get 34, 34 and 33."""
    plan = planned(streams=[stream("s", 101, carry_over={})])
    assert [row.amount for row in plan.carried] == [67, 33, 0]
    assert [row.planned for row in plan.cells] == [34, 34, 33]


def test_streams_and_cells_are_laid_beside_each_other() -> None:
    """Streams of 30 and 70 for wijken with lines of 60 and 40: 30, 30 and 40; three payments, not four."""
    plan = planned(wijken=[wijk("a", 3000), wijk("b", 2000)], streams=[stream("s", 30), stream("t", 70)], years=1)
    assert payments(plan) == {
        ("s", "open:a:school", 2027): 30,
        ("t", "open:a:school", 2027): 30,
        ("t", "open:b:school", 2027): 40,
    }


def test_the_first_measure_that_takes_it() -> None:
    """Stream t may not pay staff, and pays the second measure of the cell."""
    measures = [measure("staf", ("a", "school"), staff=True), measure("rest", ("a", "school"))]
    plan = planned(measures=measures, streams=[stream("s", 10), stream("t", 5, excludes_staff=True)], years=1)
    assert payments(plan) == {("s", "staf", 2027): 10, ("t", "rest", 2027): 5}


def test_what_nobody_may_have_lapses() -> None:
    measures = [measure("m", ("a", "school"), last_year=2027), measure("n", ("a", "school"))]
    plan = planned(streams=[stream("s", 100, 100, 100), stream("t", 7, 7, measures=["m"])], measures=measures)
    assert plan.objectives.lapsed == 7
    assert [row.amount for row in plan.lapsed if row.stream == "t"] == [0, 7, 0]


def test_a_preview_has_no_payments() -> None:
    with pytest.raises(ValueError, match="preview"):
        whole_payments(market(prepared(steadiness=0.1)))


def test_largest_remainder() -> None:
    """7 over 1 : 1 : 1.5 is 2, 2 and 3; 8 is 2.29, 2.29, 3.43, and the third has the largest fraction."""
    weights = np.array([1, 1, 1.5])
    assert largest_remainder(7, weights) == [2, 2, 3]
    assert largest_remainder(8, weights) == [2, 2, 4]
    assert largest_remainder(0, weights) == [0, 0, 0]
    assert largest_remainder(2, np.ones(3)) == [1, 1, 0]
    assert largest_remainder(5, np.zeros(0)) == []


@pytest.mark.parametrize("round_to", [1, 1000])
def test_rounded_plans_are_verified_and_near(round_to: int) -> None:
    """Sixty random programmes: verified, all income accounted for, every cell within a unit per payer and one more."""
    for seed in range(60):
        made = untied_prepared(seed)
        plan = market_plan(made, Options(round_to=round_to))
        assert verify(made, plan).ok, seed
        assert plan.status == "optimal", seed
        spent = sum((row.amount for row in plan.spend), Decimal(0))
        assert float(spent + plan.objectives.lapsed) == pytest.approx(income(made), abs=1e-6)
        view = market(made, 1e-13)
        assert cents(plan.objectives.lapsed) == sum(view.goods.unsold.values())
        payers = len(made.programme.counted)
        for row in plan.cells:
            exact = 1000 * view.money().get(((row.wijk, row.domain), row.year), 0.0)
            assert abs(float(row.planned) - exact) <= (2 * payers + 1) * round_to, (seed, row)


def test_a_nation_in_small() -> None:
    """Sixty wijken in six municipalities: planned, rounded, verified, to the euro; twice the same bytes."""
    made = land(60, 6)
    plan = market_plan(made)
    assert verify(made, plan).ok
    assert plan.status == "optimal"
    spent = sum((row.amount for row in plan.spend), Decimal(0))
    assert float(spent) == income(made)
    assert plan.objectives.lapsed == 0
    assert all(row.amount == row.amount.to_integral_value() for row in plan.spend)
    assert market_plan(made).as_json() == plan.as_json()


def test_a_nation_agrees_with_the_linear_programme() -> None:
    """Ten wijken in three municipalities, 600 cells and years: coverage to the steps of the grid."""
    made = land(10, 3)
    view, solved = market(made, 1e-13), solve(made)
    line = {((w, d), year): amount / 100_000 for (w, d, year), amount in made.line.line.items()}
    theirs = solved.money()
    assert max(abs(view.money()[key] - theirs[key]) / line[key] for key in theirs) <= 0.001
    assert view.covered.max() > 1.5 * view.covered.min()


def test_only_large_programmes_are_planned_as_a_market(monkeypatch: pytest.MonkeyPatch) -> None:
    """Below the size the linear programme stays what plans; above it only where nothing ties."""
    made = prepared(wijken=TWO)
    assert plan_programme(made).solver.engine.startswith("HiGHS")
    monkeypatch.setattr(planner, "MOST_CELLS", 5)
    plan = plan_programme(made)
    assert plan.solver.engine == MARKET_NAME
    assert [stage.name for stage in plan.solver.stages] == ["market"]
    assert verify(made, plan).ok
    for fields in ({"steadiness": 0.02}, {"previous": plan.as_json()}):
        assert plan_programme(prepared(wijken=TWO, **fields)).solver.engine.startswith("HiGHS")


def test_what_is_not_proven_near_is_not_called_optimal(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a gap of 1e-4 some cells may be more than a percentage point away: then the status is "gap", and says how
    much growth can be won.
    """
    monkeypatch.setattr(planner, "MARKET_GAP", 1e-4)
    found: dict[str, int] = {"gap": 0, "optimal": 0}
    for seed in range(40):
        made = untied_prepared(seed)
        view, plan = market(made, 1e-4), market_plan(made)
        assert (plan.status == "optimal") == (view.within <= 0.01)
        assert float(plan.gap) == pytest.approx(view.gap if plan.status == "gap" else 0, abs=1e-9)
        found[plan.status] += plan.status == "optimal" or view.within < 1
    assert min(found.values()) >= 3


def test_what_is_interrupted_is_not_called_optimal() -> None:
    """Without time there is one round of bidding: a plan, with the growth that it can prove is missing at most."""
    made = land(60, 6)
    plan = market_plan(made, Options(time_limit=0))
    assert plan.status == "gap"
    assert plan.gap > Decimal("0.001")
    assert verify(made, plan).ok
