"""Programmes at the edge of what a document may say still give a verified plan, or a plain answer why not."""

from __future__ import annotations

from typing import Any

import pytest

from planning.optimiser import plan_programme
from planning.plan import PlanDocument
from planning.prepared import prepare
from planning.verify import verify
from tests.builders import measure, prepared, programme, stream, wijk


def planned(**fields: Any) -> PlanDocument:
    ready = prepared(**fields)
    plan = plan_programme(ready)
    verdict = verify(ready, plan)
    assert verdict.ok, [fault.sentence("en") for fault in verdict.faults]
    return plan


@pytest.mark.parametrize("evenness", [0.25, 0.5, 1, 2, 3, 4])
def test_a_cell_that_no_money_reaches(evenness: float) -> None:
    """Money for wijk a alone: b stays at 0, where U has no bottom from evenness 1 on; the plan is made all the same."""
    plan = planned(
        evenness=evenness,
        wijken=[wijk("a"), wijk("b")],
        streams=[stream("gemeente", *[1_000_000] * 3, wijken=["a"])],
    )
    assert sum(row.amount for row in plan.spend) == 3_000_000


@pytest.mark.parametrize("evenness", [1, 4])
@pytest.mark.parametrize("norm", [0.05, 1, 100, 100_000])
def test_a_norm_far_from_the_money(evenness: float, norm: float) -> None:
    """Six equal wijken and 60,000 a year: 10,000 each, whether that is 1,000 times the norm or a thousandth of it."""
    plan = planned(
        evenness=evenness,
        years=1,
        domains=[{"id": "school", "norm": norm}],
        wijken=[wijk(name) for name in "abcdef"],
        streams=[stream("gemeente", 60_000)],
    )
    for cell in plan.cells:
        assert abs(cell.planned - 10_000) <= 100, (cell.wijk, cell.planned)


@pytest.mark.parametrize("limit", [200, 300])
def test_a_stream_of_less_than_a_unit(limit: int) -> None:
    """500 euros, at most 200 or 300 a year, planned in thousands.

    With 200 a year there is no plan in thousands, so it is made in euros: 100 cannot be spent. With 300 there is one,
    in which 200, less than a unit, lapse by rounding.
    """
    plan = planned(
        years=2,
        round_to=1000,
        streams=[stream("gemeente", 500, 0, carry_over={})],
        measures=[measure("m", ("a", "school"), max_per_year=limit)],
    )
    assert sum(row.amount for row in plan.lapsed) == {200: 100, 300: 200}[limit]


def office_chain(first: str, second: str, share: float) -> PlanDocument:
    """Two measures of which `first` requires `second`; bureau is an office with 25 committed of at most 50."""
    measures = [
        measure("les", ("a", "school"), max_per_year=80),
        {"id": "bureau", "serves": "programme", "max_per_year": 50},
    ]
    chained = [{**m, "requires": [{"measure": second, "share": share}]} if m["id"] == first else m for m in measures]
    return planned(
        years=1,
        streams=[stream("gemeente", 200)],
        measures=chained,
        commitments=[{"stream": "gemeente", "measure": "bureau", "year": 2027, "amount": 25}],
    )


def test_a_measure_that_builds_on_an_office() -> None:
    """The office is at 25 of its maximum of 50: half, so the measure gets half of 80."""
    plan = office_chain("les", "bureau", 1)
    assert {row.measure: row.amount for row in plan.spend} == {"les": 40, "bureau": 25}


def test_an_office_that_builds_on_a_measure() -> None:
    """25 of 50 is at most half the degree of the measure: the measure must be at its maximum of 80."""
    plan = office_chain("bureau", "les", 0.5)
    assert {row.measure: row.amount for row in plan.spend} == {"les": 80, "bureau": 25}


@pytest.mark.parametrize(
    "fields", [{"streams": []}, {"streams": [stream("gemeente")]}, {"wijken": [wijk("a", 0)]}], ids=repr
)
def test_nothing_to_divide(fields: dict[str, Any]) -> None:
    plan = planned(**fields)
    assert plan.status == "optimal"
    assert plan.spend == ()


def test_equal_ids_in_different_lists() -> None:
    """A measure, a wijk and a stream may all be called a; a sentence about the measure names the measure."""
    ready = prepare(
        programme(
            wijken=[wijk("a", name="Wijk A")],
            streams=[stream("a", 1000, 1000, 1000, kind="incidental")],
            measures=[measure("a", ("a", "school"), name="Extra les")],
            rules={"structural_cover": {"strength": "aim"}},
        )
    )
    plan = plan_programme(ready)
    assert verify(ready, plan).ok
    assert plan.aims
    assert all(row.sentence.startswith("Extra les: ") for row in plan.aims)
