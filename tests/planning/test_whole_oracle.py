"""The planner beside an oracle that tries all decisions: 60 random programmes, and the ones worked out by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from decimal import Decimal
from functools import cache

import pytest

from planning.document import read
from planning.optimiser.planner import Options, plan_programme
from planning.plan import PlanDocument
from planning.prepared import Prepared, prepare
from planning.programme import Mixed
from planning.verify import verify
from tests.builders import measure, prepared, stream
from tests.oracle.answer import CellYear
from tests.oracle.growth import utility
from tests.oracle.whole import Reached, WholeAnswer
from tests.planning.whole_known import EXAMPLE, EXAMPLES, KNOWN, Known
from tests.programmes.whole import WHOLE_SEEDS, whole_answer, whole_prepared

pytestmark = pytest.mark.xdist_group("whole_oracle")  # one process: its programmes are planned once

NEAR = 1e-5
"""Of all sowing lines: what the grid and whole euros may cost. In most programmes the next best is further away."""


def proven(made: Prepared) -> PlanDocument:
    """The plan that is proven to be the best."""
    return plan_programme(made, Options(gap=0))


@cache
def planned(seed: int) -> PlanDocument:
    return proven(whole_prepared(seed))


def best_of(seed: int) -> Reached:
    best = whole_answer(seed).best
    assert best is not None
    return best


def worth(made: Prepared, plan: PlanDocument, unpayable: Collection[CellYear] = ()) -> float:
    """What growth maximises, counted from the plan's cells: coverage · (growth − steadiness · change) + benefit.

    Without the cells that no plan may pay any more when it comes to growth.
    """
    programme, objective = made.programme, made.programme.objective
    coverage, benefit = (1.0, 0.0) if objective == "coverage" else (0.0, 1.0)
    if isinstance(objective, Mixed):
        coverage, benefit = float(objective.coverage), float(objective.benefit)
    rows = {(row.wijk, row.domain, row.year): row for row in plan.cells}
    evenness = float(programme.evenness)
    growth = sum(
        float(row.sowing_line) * utility(float(row.planned / row.sowing_line), evenness)
        for key, row in rows.items()
        if row.sowing_line and key not in unpayable
    )
    price = {year: float(programme.prices[year]) for year in programme.term}
    change = sum(
        abs(float(row.planned) / price[t] - float(rows[w, d, t - 1].planned) / price[t - 1])
        for (w, d, t), row in rows.items()
        if t > programme.start_year and row.sowing_line and rows[w, d, t - 1].sowing_line
    )
    return coverage * (growth - float(programme.steadiness) * change) + benefit * float(plan.objectives.benefit)


def near(made: Prepared) -> float:
    """Euros that a plan may be off."""
    return NEAR * sum(made.line.line.values()) / 100


def clear(made: Prepared, answer: WholeAnswer) -> bool:
    """Whether any other decisions are clearly worse."""
    other = answer.runner_up
    return answer.best is not None and (other is None or answer.best.worth - other.worth > 3 * near(made))


class TestRandomProgrammes:
    """Every seed gives a plan that is proven, verified, and as good as trying all decisions."""

    def test_the_plan_is_proven_and_verified(self) -> None:
        for seed in WHOLE_SEEDS:
            plan = planned(seed)
            assert (plan.status, plan.gap) == ("optimal", 0), seed
            verdict = verify(whole_prepared(seed), plan)
            assert verdict.ok, (seed, [fault.sentence("en") for fault in verdict.faults])

    def test_no_more_lapses_than_must(self) -> None:
        for seed in WHOLE_SEEDS:
            programme = whole_prepared(seed).programme
            slack = len(programme.counted) * programme.years
            assert float(planned(seed).objectives.lapsed) <= best_of(seed).lapsed + slack, seed

    def test_aims_fall_no_shorter_than_they_must(self) -> None:
        for seed in WHOLE_SEEDS:
            short = float(planned(seed).objectives.aims)
            assert short == pytest.approx(best_of(seed).shortfall, rel=1e-5, abs=1e-5), seed

    def test_it_is_worth_what_the_best_decisions_are_worth(self) -> None:
        for seed in WHOLE_SEEDS:
            made = whole_prepared(seed)
            found = worth(made, planned(seed), best_of(seed).unpayable)
            assert found == pytest.approx(best_of(seed).worth, abs=near(made)), seed

    def test_where_one_set_of_decisions_is_clearly_the_best_it_is_chosen(self) -> None:
        seen: Counter[str] = Counter()
        for seed in WHOLE_SEEDS:
            made, plan, best = whole_prepared(seed), planned(seed), best_of(seed)
            if not clear(made, whole_answer(seed)):
                continue
            begun = {m: year for m, year in best.decision.starts.items() if not made.measure[m].already_running}
            assert {row.measure: row.start for row in plan.chosen} == begun, seed
            paid = {(row.measure, row.year) for row in plan.spend}
            for who, years in best.decision.on.items():
                assert {year for m, year in paid if m == who} == set(years), (seed, who)
            seen["programmes"] += 1
            seen["starts"] += bool(begun)
            seen["on"] += any(best.decision.on.values())
        assert min(seen["programmes"], seen["starts"], seen["on"]) >= 15, seen


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.name)
def test_known_answers(known: Known) -> None:
    made = prepared(**known.fields)
    plan = proven(made)
    assert verify(made, plan).ok
    paid: Counter[tuple[str, int]] = Counter()
    for row in plan.spend:
        paid[row.measure, row.year] += int(row.amount)
    assert paid == known.paid
    assert {row.measure: row.start for row in plan.chosen} == known.chosen
    assert worth(made, plan) == pytest.approx(known.worth, abs=1)
    assert plan.objectives.lapsed == known.lapsed


def test_the_example_that_is_worked_out_by_hand() -> None:
    """examples/investeringen.md."""
    made = prepare(read((EXAMPLES / "investeringen.json").read_bytes()))
    plan = proven(made)
    assert verify(made, plan).ok
    assert {(row.measure, row.year): int(row.amount) for row in plan.spend} == EXAMPLE
    assert [(row.measure, row.start) for row in plan.chosen] == [("gymzaal-b", 2027), ("schooltuin-b", 2029)]
    assert (plan.objectives.coverage, plan.objectives.benefit) == (Decimal("-22314.36"), 32_000)
    assert plan.objectives.lapsed == 0


def test_an_investment_of_the_whole_programme() -> None:
    """It needs no commitment: of two that cost 60 of 100 the one with more benefit."""
    rows = [{"id": who, "serves": "programme", "profile": [60], "benefit": b} for who, b in (("x", 3), ("y", 4))]
    made = prepared(years=1, streams=[stream("s", 100)], measures=rows, objective="benefit")
    plan = proven(made)
    assert verify(made, plan).ok
    assert [(row.measure, row.start) for row in plan.chosen] == [("y", 2027)]


def test_what_must_go_on_without_money_is_infeasible() -> None:
    """The run of les must go on, and costs 60 where there is 50."""
    les = measure("les", ("a", "school"), min_per_year=60, min_years=2, already_running=[2026])
    made = prepared(years=1, streams=[stream("gemeente", 50)], measures=[les])
    assert proven(made).status == "infeasible"


def test_the_same_document_gives_the_same_plan() -> None:
    for seed in WHOLE_SEEDS[::10]:
        assert proven(whole_prepared(seed)).as_json() == planned(seed).as_json()


def test_what_was_stopped_anywhere_is_never_said_to_be_the_optimum_without_being_it() -> None:
    """Stopped at every event that progress tells: a plan that says optimal is that of the whole run, and all verify."""
    stopped = optimal = 0
    for seed in (1, 4, 10, 19):
        made, full = whole_prepared(seed), planned(seed)
        events: list[str] = []
        plan_programme(made, Options(gap=0), lambda stage, seconds, events=events: events.append(stage))  # type: ignore[misc]
        for last in range(len(events)):
            told: list[str] = []
            plan = plan_programme(
                made,
                Options(gap=0, stop=lambda told=told, last=last: len(told) > last),  # type: ignore[misc]
                lambda stage, seconds, told=told: told.append(stage),  # type: ignore[misc]
            )
            stopped += plan.status != "optimal"
            if plan.status == "optimal":
                optimal += 1
                assert plan.spend == full.spend, (seed, events[last])
            elif plan.has_figures:
                assert verify(made, plan).ok, (seed, events[last])
    assert stopped > 20
    assert optimal > 10
