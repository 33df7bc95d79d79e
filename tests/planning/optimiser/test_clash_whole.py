"""Clashes of whole decisions: minima, durations and investments, through the integers where it takes them."""

from __future__ import annotations

import json
import time
from typing import Any

from planning.clashes import ClashReport, notes
from planning.optimiser import explain_clash, plan_programme
from tests.builders import document, measure, prepared, stream, wijk
from tests.planning.documents import problems_of
from tests.planning.optimiser.clash_reports import clashing, enough
from tests.planning.optimiser.mended import with_changes


def explained(**fields: Any) -> ClashReport:
    assert problems_of(json.dumps(document(**fields))) == []
    return explain_clash(prepared(**fields))


def gave_way(report: ClashReport) -> list[tuple[str, int | None, float]]:
    assert report.cheapest
    return [(step.pointer, step.year, step.cents / 100) for step in report.steps or ()]


def commitment(amount: float, to: str = "m", year: int = 2027) -> dict[str, Any]:
    return {"stream": "gemeente", "measure": to, "year": year, "amount": amount}


def test_a_minimum_that_clashes_through_the_integers_alone() -> None:
    """60 of m and a floor of 30 in b is 90 of 100; but m asks 80 if it is done, 110 together: 10 too much. Floor or
    minimum 10 lower will do, or m not at all: 60 less committed."""
    found = explained(
        years=1,
        streams=[stream("gemeente", 100)],
        wijken=[wijk("a"), wijk("b")],
        measures=[measure("m", ("a", "school"), min_per_year=80)],
        commitments=[commitment(60)],
        rules={"floors": [{"wijk": "b", "per_resident": 0.03}]},
    )
    assert found.whole
    assert gave_way(found) == [("/rules/floors/0", 2027, 10)]
    assert enough(found) == {"/rules/floors/0/per_resident": 0.02}
    assert clashing(found) == {"/rules/floors/0": 10, "/measures/0/min_per_year": 10, "/commitments/0": 60}
    assert "minimumduur" in notes(found, "nl")[0]


def test_a_minimum_that_must_go_on() -> None:
    """It has run one of its three years and asks 50; in 2028 there is 40. That is so in part as well."""
    found = explained(
        years=2,
        streams=[stream("gemeente", 100, 40)],
        measures=[measure("m", ("a", "school"), min_per_year=50, min_years=3, already_running=[2026])],
    )
    assert not found.whole
    assert gave_way(found) == [("/measures/0/min_per_year", 2028, 10)]
    assert enough(found) == {"/measures/0/min_per_year": 40}
    assert clashing(found) == {"/measures/0/min_per_year": 10}


def test_a_duration_without_money() -> None:
    """Nothing at all in 2028, where it must be on: only a duration of one year lets it stop."""
    found = explained(
        years=2,
        streams=[stream("gemeente", 100, 0)],
        measures=[measure("m", ("a", "school"), min_years=3, already_running=[2026])],
    )
    assert gave_way(found) == [("/measures/0/min_years", 2028, 1)]
    assert enough(found) == {"/measures/0/min_years": 1}


def test_a_maximum_of_a_measure_that_is_on() -> None:
    """80 committed, at most 50 a year: 30 higher."""
    found = explained(
        years=1,
        streams=[stream("gemeente", 100)],
        measures=[measure("m", ("a", "school"), min_per_year=10, max_per_year=50)],
        commitments=[commitment(80)],
    )
    assert gave_way(found) == [("/measures/0/max_per_year", 2027, 30)]
    assert enough(found) == {"/measures/0/max_per_year": 80}
    assert clashing(found) == {"/measures/0/max_per_year": 30, "/commitments/0": 30}


def test_an_investment_that_has_started() -> None:
    """Its second year asks 100 and 60 is there."""
    found = explained(
        years=1,
        streams=[stream("gemeente", 60)],
        measures=[measure("m", ("a", "school"), profile=[100, 100], already_running=[2026])],
    )
    assert gave_way(found) == [("/measures/0/profile", 2027, 40)]
    assert enough(found) == {"/measures/0/profile": None}
    assert clashing(found) == {"/measures/0/profile": 40}


def test_a_commitment_to_an_investment_that_is_too_large() -> None:
    """50 is committed to one that asks 100, and 60 is there: half of it could be, all of it cannot."""
    found = explained(
        years=1,
        streams=[stream("gemeente", 60)],
        measures=[measure("m", ("a", "school"), profile=[100])],
        commitments=[commitment(50)],
    )
    assert found.whole
    assert gave_way(found) == [("/commitments/0", 2027, 50)]
    assert clashing(found) == {"/commitments/0": 50}


def test_an_office_with_a_minimum() -> None:
    """60 is committed to an office that asks 80 if it is done at all, and gets no more than is committed."""
    found = explained(
        years=1,
        streams=[stream("gemeente", 100)],
        measures=[{"id": "m", "serves": "programme", "min_per_year": 80}],
        commitments=[commitment(60)],
    )
    assert gave_way(found) == [("/measures/0/min_per_year", 2027, 20)]
    assert clashing(found) == {"/measures/0/min_per_year": 20, "/commitments/0": 60}


def test_a_chain_on_an_investment() -> None:
    """m may be paid when the investment is finished; 50 is committed before it can be."""
    found = explained(
        years=2,
        streams=[stream("gemeente", 100, 100)],
        measures=[
            measure("m", ("a", "school"), max_per_year=60, requires=[{"measure": "n"}]),
            measure("n", ("a", "school"), profile=[10, 10]),
        ],
        commitments=[commitment(50)],
    )
    assert gave_way(found) == [("/measures/0/requires/0", 2027, 50)]
    assert enough(found) == {"/measures/0/requires/0/share": None}


def test_without_time_nothing_is_claimed() -> None:
    made = prepared(
        years=1,
        streams=[stream("gemeente", 60)],
        measures=[measure("m", ("a", "school"), profile=[100])],
        commitments=[commitment(50)],
    )
    whole = explain_clash(made)
    late = explain_clash(made, time.monotonic() - 1)
    assert late.steps in (None, whole.steps)
    assert late.steps is None or late.cheapest
    assert not late.minimal or late.conflict == whole.conflict


def test_an_investment_on_a_measure_of_which_the_maximum_is_raised() -> None:
    """m may have 20 a year and 60 is committed in 2028, so its maximum becomes 60. zaal must start in 2027, where m
    gets 20 at most: all of its maximum before, a third of it then. So zaal may be 3 times as far as m; with both there
    is a plan.
    """
    rows = [
        measure("m", ("a", "school"), max_per_year=20, indexed=False),
        measure("zaal", ("b", "school"), profile=[70], start_years=[2027], indexed=False, requires=[{"measure": "m"}]),
    ]
    committed = [
        {"stream": "gemeente", "measure": "zaal", "year": 2027, "amount": 70},
        {"stream": "gemeente", "measure": "m", "year": 2028, "amount": 60},
    ]
    given = document(wijken=[wijk("a"), wijk("b")], measures=rows, commitments=committed)
    found = plan_programme(prepared(**given))
    assert found.status == "infeasible"
    assert found.repair is not None
    assert found.repair.euros == 40
    figures = {change.pointer: change.enough for change in found.repair.changes}
    assert figures == {"/measures/0/max_per_year": 60, "/measures/1/requires/0/share": 3}
    mended = with_changes(given, found.repair.changes)
    assert plan_programme(prepared(**mended)).status == "optimal"
