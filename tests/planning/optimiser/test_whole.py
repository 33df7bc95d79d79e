"""Whole decisions: known answers by hand, stopping, and what is said of a plan.

Amounts are in euros of a document in which prices do not rise, unless a test says so.
"""

from __future__ import annotations

import gc
import weakref
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from planning.optimiser import Options, plan_programme
from planning.optimiser.alternatives import alternatives
from planning.optimiser.engine import Engine, NoPlan
from planning.optimiser.figures import figures
from planning.optimiser.model import build_model
from planning.optimiser.solved import solve
from planning.plan import PlanDocument
from tests.builders import measure, prepared, stream, wijk

TWO = [wijk("a"), wijk("b")]
PROVEN = Options(gap=0)
A, B = ("a", "school"), ("b", "school")
HUNDRED = [stream("gemeente", 100)]


def plan(options: Options = PROVEN, **fields: Any) -> PlanDocument:
    return plan_programme(prepared(**fields), options)


def paid(found: PlanDocument, name: str) -> dict[int, Decimal]:
    """Euros by year to a measure."""
    years = sorted({row.year for row in found.spend if row.measure == name})
    return {y: sum(r.amount for r in found.spend if (r.measure, r.year) == (name, y)) for y in years}  # type: ignore[misc]


def chosen(found: PlanDocument) -> dict[str, int]:
    return {row.measure: row.start for row in found.chosen}


# ---- minimum ----


def test_a_minimum_is_paid_or_nothing() -> None:
    """Each wijk has a line of 50 of the 100. m for a asks 70 at least. On: a 70, b 30: 50·ln 1.4 + 50·ln 0.6 = −8.7.
    Off: a nothing, far worse. Without the minimum it would be 50 and 50.
    """
    found = plan(years=1, wijken=TWO, streams=HUNDRED, measures=[measure("m", A, min_per_year=70)])
    assert paid(found, "m") == {2027: 70}
    assert (found.status, found.gap) == ("optimal", 0)


SIXTY: dict[str, Any] = {"years": 1, "wijken": TWO, "streams": HUNDRED}


def test_other_money_goes_to_a_cell_with_an_investment() -> None:
    """Lines of 50 each. zaal for a costs 70: with it 50·ln 1.4 + 50·ln 0.6 = −8.7, without it a gets 50 through its
    open measure, which is 0. With a benefit of 9 for zaal (weight 1) it is worth its loss, with one of 8 it is not.
    """
    zaal = measure("zaal", A, profile=[70], benefit=9)
    found = plan(**SIXTY, measures=[zaal])
    assert ([cell.planned for cell in found.cells], chosen(found)) == ([50, 50], {})
    mixed = {"coverage": 1, "benefit": 1}
    found = plan(**SIXTY, measures=[zaal], objective=mixed)
    assert ([cell.planned for cell in found.cells], chosen(found)) == ([70, 30], {"zaal": 2027})
    found = plan(**SIXTY, measures=[zaal | {"benefit": 8}], objective=mixed)
    assert ([cell.planned for cell in found.cells], chosen(found)) == ([50, 50], {})


def test_a_floor_where_there_is_only_an_investment() -> None:
    """The floor asks 40 of a each year; zaal can be done once, and its open measure meets the floor in other years."""
    floors = {"floors": [{"wijk": "a", "per_resident": 0.04}]}
    streams = [stream("gemeente", 50, 50)]
    found = plan(years=2, streams=streams, wijken=TWO, measures=[measure("zaal", A, profile=[45])], rules=floors)
    assert found.status == "optimal"
    assert all(cell.planned >= 40 for cell in found.cells if cell.wijk == "a")


def test_with_benefit_alone_what_investments_leave_lapses() -> None:
    """Of 100, 70 for zaal; nothing is opened beside it, so 30 lapses."""
    found = plan(years=1, streams=HUNDRED, measures=[measure("zaal", A, profile=[70], benefit=9)], objective="benefit")
    assert (paid(found, "zaal"), found.objectives and found.objectives.lapsed) == ({2027: 70}, 30)


def test_a_minimum_that_loses_money_is_left() -> None:
    """n asks 60 at least and so does m, at most 80: of 100 only one can be. m alone would let 20
    lapse, n alone nothing.
    """
    rows = [measure("m", A, min_per_year=60, max_per_year=80), measure("n", B, min_per_year=60)]
    found = plan(years=1, wijken=TWO, streams=HUNDRED, measures=rows)
    assert (paid(found, "m"), paid(found, "n")) == ({}, {2027: 100})


def test_a_commitment_turns_a_measure_on() -> None:
    """10 are committed, so m is on and gets its minimum of 70."""
    owed = [{"stream": "gemeente", "measure": "m", "year": 2027, "amount": 10}]
    rows = [measure("m", A, min_per_year=70, benefit=0), measure("n", B, benefit=1)]
    fields = {"years": 1, "wijken": TWO, "streams": HUNDRED}
    found = plan(**fields, objective="benefit", measures=rows, commitments=owed)
    assert (paid(found, "m"), paid(found, "n")) == ({2027: 70}, {2027: 30})


def test_a_minimum_follows_prices_in_whole_euros() -> None:
    """33 with 10% is 36.3, so 36 in 2028. m brings nothing, but what it is committed keeps it on."""
    owed = [{"stream": "s", "measure": "m", "year": year, "amount": 1} for year in (2027, 2028)]
    rows = [measure("m", A, min_per_year=33), measure("n", A, benefit=1)]
    fields = {"years": 2, "streams": [stream("s", 100, 100)], "index": {"default": 0.1}, "objective": "benefit"}
    assert paid(plan(**fields, measures=rows, commitments=owed), "m") == {2027: 33, 2028: 36}


# ---- duration ----


def on(found: PlanDocument, name: str) -> list[int]:
    return list(paid(found, name))


def lasting(**fields: Any) -> PlanDocument:
    """m gives 3 a euro and other money 1; n is barred from 2028, in which only 10 come in, of 100 in other years."""
    rows = [measure("m", A, max_per_year=100, **{"benefit": 3, **fields}), measure("n", A, benefit=2)]
    streams = [stream("s", 100, 10, 100, 100)]
    return plan(years=4, objective="benefit", streams=streams, measures=rows)


def test_once_started_it_goes_on() -> None:
    """At least 50 a year, which 2028 has not: a run from 2027 would pass through it, so m starts in 2029, for both."""
    assert on(lasting(min_per_year=50, min_years=2), "m") == [2029, 2030]


def test_or_to_its_last_year() -> None:
    """Three years of 50 cannot be, but from 2029 on the term ends the run; with 2029 as its last year that year
    alone.
    """
    assert on(lasting(min_per_year=50, min_years=3), "m") == [2029, 2030]
    assert on(lasting(min_per_year=50, min_years=3, last_year=2029), "m") == [2029]


def test_a_run_from_before_the_term_goes_on() -> None:
    """It ran in 2026 of three years: 2027 and 2028 are left, with nothing to gain from it. From 2029 on it is off."""
    found = lasting(benefit=0, min_per_year=5, min_years=3, already_running=[2024, 2026])
    assert paid(found, "m") == {2027: 5, 2028: 5}


def test_a_run_that_had_its_years_may_end() -> None:
    """It ran for three years in a row and need not go on; one that ended in 2025 neither."""
    assert on(lasting(benefit=0, min_per_year=5, min_years=3, already_running=[2024, 2025, 2026]), "m") == []
    assert on(lasting(benefit=0, min_per_year=5, min_years=3, already_running=[2024, 2025]), "m") == []


def test_a_year_that_is_on_is_seen_in_the_plan() -> None:
    """Without a minimum two more years still cost a euro each; with payments of 5 euros, 5."""
    kept = {"benefit": 0, "min_years": 3, "already_running": [2026]}
    assert paid(lasting(**kept), "m") == {2027: 1, 2028: 1}
    rows = [measure("m", A, **kept), measure("n", A, benefit=2)]
    found = plan(objective="benefit", round_to=5, measures=rows)
    assert paid(found, "m") == {2027: 5, 2028: 5}


# ---- investments ----


def test_an_investment_is_all_or_nothing() -> None:
    """30 and then 70.50: in 2028 only 60 come in, so it cannot start in 2027; from 2028 on it can."""
    rows = [measure("p", A, profile=[30, 70.5], indexed=False, benefit=5), measure("n", A)]
    found = plan(objective="benefit", streams=[stream("s", 100, 60, 100)], measures=rows)
    assert (paid(found, "p"), chosen(found)) == ({2028: 30, 2029: Decimal("70.50")}, {"p": 2028})
    assert found.objectives.benefit == 5


def test_an_investment_follows_prices_since_its_start() -> None:
    """10% a year from 2027: a start in 2028 asks 33·1.1 = 36.3, so 36, and 55·1.21 = 66.55, so 67."""
    rows = [measure("p", A, profile=[33, 55], start_years=[2028], benefit=5), measure("n", A)]
    found = plan(objective="benefit", index={"default": 0.1}, measures=rows)
    assert paid(found, "p") == {2028: 36, 2029: 67}


def test_what_is_left_of_an_investment_is_paid() -> None:
    """It started in 2026 with 9: 8 and 7 are left. It is no choice of this plan and brings no benefit again."""
    rows = [measure("p", A, profile=[9, 8, 7], already_running=[2026], benefit=5), measure("n", A, benefit=1)]
    found = plan(objective="benefit", measures=rows)
    assert (paid(found, "p"), chosen(found)) == ({2027: 8, 2028: 7}, {})
    assert found.objectives.benefit == 300 - 15


def test_what_is_left_but_cannot_be_paid_is_a_clash() -> None:
    rows = [measure("p", A, profile=[9, 800], already_running=[2026])]
    assert plan(measures=rows).status == "infeasible"


def test_payments_of_a_thousand_and_an_investment_to_the_euro() -> None:
    """In thousands the profile of 2,345 and 6,789 stays what it is."""
    rows = [measure("p", A, profile=[2345, 6789], benefit=1), measure("n", A)]
    found = plan(objective="benefit", round_to=1000, streams=[stream("s", 10_000, 10_000, 10_000)], measures=rows)
    assert set(paid(found, "p").values()) == {2345, 6789}
    assert sum(row.amount for row in found.spend) == 30_000


# ---- chains with investments ----


def test_what_builds_on_an_investment_waits_for_its_end() -> None:
    """The building takes 2027 and 2028, and a year after it m can begin: in 2030, at its maximum whatever the share."""
    link = [{"measure": "bouw", "lag": 1, "share": 0.5}]
    rows = [measure("m", A, max_per_year=50, requires=link, benefit=9), measure("bouw", A, profile=[10, 10])]
    found = plan(years=4, objective="benefit", streams=[stream("s", 60, 60, 60, 60)], measures=[*rows, measure("n", A)])
    assert (paid(found, "m"), chosen(found)) == ({2030: 50}, {"bouw": 2027})


def test_an_investment_built_before_the_term() -> None:
    """Begun in 2025, it ended with 2026: m can begin in 2028, a year later than without the lag of 1."""
    link = [{"measure": "bouw", "lag": 1}]
    bouw = measure("bouw", A, profile=[10, 10], already_running=[2025])
    rows = [measure("m", A, max_per_year=50, requires=link, benefit=9), bouw, measure("n", A)]
    assert paid(plan(objective="benefit", measures=rows), "m") == {2028: 50, 2029: 50}


def test_an_investment_that_builds_on_a_measure() -> None:
    """It needs r in full the year before. 40 of its 80 in 2027 is too little, 80 in 2028 will do: it starts in 2029."""
    link = [{"measure": "r", "lag": 1}]
    rows = [measure("p", A, profile=[20], requires=link, benefit=500), measure("r", A, max_per_year=80)]
    found = plan(objective="benefit", streams=[stream("s", 40, 90, 90)], measures=[*rows, measure("n", A, benefit=1)])
    assert (paid(found, "r"), chosen(found)) == ({2028: 80}, {"p": 2029})


# ---- benefit: capital budgeting ----

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


# ---- stopping, and what is said of a plan ----


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


def test_decisions_can_be_given() -> None:
    """What was decided leaves a linear programme with the same plan; others another, and impossible ones none."""
    given = prepared(years=2, wijken=TWO, streams=[stream("s", 100, 100)], measures=[measure("m", A, min_per_year=60)])
    first = solve(given)
    assert first.decisions is not None
    assert first.decisions.on == {("m", 2027), ("m", 2028)}
    again = solve(given, decisions=first.decisions)
    assert (again.outcome.values == first.outcome.values).all()
    other = solve(given, decisions=type(first.decisions)())
    assert other.money()[A, 2027] == pytest.approx(0, abs=1e-9)
    rows = [measure("m", A, min_per_year=60), measure("n", B, min_per_year=60)]
    both = prepared(years=2, wijken=TWO, streams=[stream("s", 100, 100)], measures=rows)
    impossible = type(first.decisions)(frozenset({("m", 2027), ("n", 2027)}))
    with pytest.raises(NoPlan, match="infeasible"):
        solve(both, decisions=impossible)


def test_without_whole_decisions_there_are_none() -> None:
    found = solve(prepared())
    assert (found.decisions, found.found) == (None, None)


def test_alternatives_keep_the_decisions_of_the_best() -> None:
    """m asks 60 of 100 in one of two wijken with equal lines; every alternative pays it in the same years."""
    streams = [stream("s", 100, 100), stream("t", 20, 40)]
    found = alternatives(prepared(years=2, wijken=TWO, streams=streams, measures=[measure("m", A, min_per_year=70)]))
    assert found.remarks
    assert {tuple(paid(row.plan, "m")) for row in found.found} == {tuple(paid(found.best, "m"))} == {(2027, 2028)}
    assert all(amount >= 70 for row in found.found for amount in paid(row.plan, "m").values())


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


def test_next_to_nothing_that_lapses_is_not_impossible() -> None:
    """1000.01 of the state asks 1.1 of 1100.01: nearly a tenth of a cent must lapse, and no more than that."""
    streams = [
        stream("s", 1000.01, partner="rijk", match={"ratio": 1.1, "from_layers": ["municipality"]}),
        stream("g", 1100.01),
    ]
    rows = [measure("m", A, min_per_year=5), measure("n", A)]
    found = plan(years=1, streams=streams, measures=rows)
    assert found.has_figures, found.problems


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
