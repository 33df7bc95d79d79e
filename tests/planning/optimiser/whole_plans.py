"""Small programmes with whole decisions, and what their plans pay and choose."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from planning.optimiser import Options, plan_programme
from planning.plan import PlanDocument
from tests.builders import prepared, stream, wijk

TWO = [wijk("a"), wijk("b")]
PROVEN = Options(gap=0)
A, B = ("a", "school"), ("b", "school")
HUNDRED = [stream("gemeente", 100)]


def plan(options: Options = PROVEN, **fields: Any) -> PlanDocument:
    """The plan of the smallest document with `fields`; proven unless `options` say otherwise."""
    return plan_programme(prepared(**fields), options)


def paid(found: PlanDocument, name: str) -> dict[int, Decimal]:
    """Euros by year to a measure."""
    years = sorted({row.year for row in found.spend if row.measure == name})
    return {y: sum(r.amount for r in found.spend if (r.measure, r.year) == (name, y)) for y in years}  # type: ignore[misc]


def chosen(found: PlanDocument) -> dict[str, int]:
    """First year of each investment that was chosen."""
    return {row.measure: row.start for row in found.chosen}
