"""Whole decisions: known answers by hand, and what keeps them.

Amounts are in euros of a document in which prices do not rise, unless a test says so.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from planning.optimiser.alternatives import alternatives
from planning.optimiser.engine import NoPlan
from planning.optimiser.solved import solve
from planning.plan import PlanDocument
from tests.builders import measure, prepared, stream
from tests.planning.optimiser.whole_plans import HUNDRED, TWO, A, B, chosen, paid, plan

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


# ---- what was decided ----


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


def test_next_to_nothing_that_lapses_is_not_impossible() -> None:
    """1000.01 of the state asks 1.1 of 1100.01: nearly a tenth of a cent must lapse, and no more than that."""
    streams = [
        stream("s", 1000.01, partner="rijk", match={"ratio": 1.1, "from_layers": ["municipality"]}),
        stream("g", 1100.01),
    ]
    rows = [measure("m", A, min_per_year=5), measure("n", A)]
    found = plan(years=1, streams=streams, measures=rows)
    assert found.has_figures, found.problems
