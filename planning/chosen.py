"""The investments that a plan chose, with what they cost in the term, and those it did not."""

from __future__ import annotations

from dataclasses import dataclass

from planning.money import cents
from planning.plan import PlanDocument
from planning.prepared import Prepared
from planning.programme import Measure


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


def investments_left_out(prepared: Prepared, plan: PlanDocument) -> list[Measure]:
    """The investments that do not go ahead, in document order: not chosen, and not begun before the term either."""
    there = {row.measure for row in plan.chosen} | {row.measure for row in plan.spend}
    return [
        measure
        for measure in prepared.measures
        if measure.profile is not None and measure.id not in there and not measure.already_running
    ]
