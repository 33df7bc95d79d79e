"""The investments that a plan chose, with what they cost in the term: for everything that shows a plan."""

from __future__ import annotations

from dataclasses import dataclass

from planning.money import cents
from planning.plan import PlanDocument
from planning.prepared import Prepared


@dataclass(frozen=True)
class Investment:
    """An investment that starts in the term: id, name for people, first and last year, nominal cents of all years."""

    measure: str
    label: str
    first: int
    last: int
    amount: int


def chosen_investments(prepared: Prepared, plan: PlanDocument) -> list[Investment]:
    """The chosen investments, earliest start first, then in document order; the amounts are those of the payments.

    Raises:
        KeyError: for a measure that the programme does not have.
    """
    place = {measure.id: number for number, measure in enumerate(prepared.measures)}
    paid = dict.fromkeys((row.measure for row in plan.chosen), 0)
    for row in plan.spend:
        if row.measure in paid:
            paid[row.measure] += cents(row.amount)
    return [
        Investment(
            measure=row.measure,
            label=prepared.measure[row.measure].label,
            first=row.start,
            last=row.start + len(prepared.measure[row.measure].profile or ()) - 1,
            amount=paid[row.measure],
        )
        for row in sorted(plan.chosen, key=lambda row: (row.start, place[row.measure]))
    ]
