"""The independent checker: recomputes a plan from its programme in whole cents, and says what does not agree.

It shares no code with the optimiser. It takes the inputs (need, sowing line, open measures, price index) as they
were made ready, and everything about the plan from its payments alone: who may pay what, balances, limits, the
division over cells, matching, shortfalls of aims. There are no floats in it.

What is exact to the cent: the document itself, balances, carrying over, limits, commitments, earmarks, structural
cover as a must, whole decisions, benefit, cells, aims. Every other rule has a tolerance, because payments are whole
euros (or `round_to`): one unit per payment in the row (times its coefficient), and one euro for every part of a payment
that is split over several cells; at least one unit.
"""

from __future__ import annotations

from collections.abc import Iterable

from planning.plan import PlanDocument, Spend
from planning.prepared import Prepared
from planning.verify import aims, cofinancing, continuity, decisions, fairness, measures, papers, streams
from planning.verify.exact import to_cents
from planning.verify.figures import Figures
from planning.verify.record import AimKey, Record
from planning.verify.verdict import Checked, Fault, Verdict

__all__ = ["Checked", "Fault", "Verdict", "shortfalls", "verify"]


def verify(prepared: Prepared, plan: PlanDocument) -> Verdict:
    """Everything in which a plan does not agree with its programme.

    Args:
        prepared: the programme, made ready.
        plan: the plan document, of this or any other programme; it is not trusted.

    A plan without figures (infeasible, invalid, stopped) has one fault that says so. Time and memory are linear in
    the programme and the plan, but for the flow of co-financing where streams compete for the same match.
    """
    record = Record(prepared)
    if not papers.document(record, prepared, plan):
        return record.verdict()
    figures = Figures(prepared, plan.round_to, papers.payments(record, prepared, plan))
    carried = papers.stream_years(record, prepared, "carried", plan.carried)
    lapsed = papers.stream_years(record, prepared, "lapsed", plan.lapsed)
    allowed = streams.Earmarks(prepared)
    papers.cells(record, figures, plan.cells)
    papers.mentions(record, prepared, plan)
    streams.stream_balance(record, figures, carried, lapsed)
    streams.carry_over(record, figures, carried)
    streams.earmarks(record, figures, plan.spend, allowed)
    streams.commitments(record, figures)
    measures.measure_limits(record, figures)
    decisions.measure_minima(record, figures)
    decisions.min_duration(record, figures)
    investments = decisions.investments(record, figures, plan.chosen)
    decisions.chosen(record, plan.chosen, investments)
    papers.objectives(record, plan, lapsed.values(), decisions.benefit(figures, investments))
    cofinancing.co_financing(record, figures)
    measures.coherence(record, figures, investments)
    measures.staff_capacity(record, figures)
    _musts_and_aims(record, figures, allowed)
    aims.aims(record, plan)
    return record.verdict()


def shortfalls(prepared: Prepared, spend: Iterable[Spend], round_to: int) -> list[tuple[*AimKey, int]]:
    """What aims fall short in a plan with these payments, beyond what rounding explains.

    Returns (rule, pointer, year, wijk, domain, measure, cents) in the order of the rules: nominal cents of the year, of
    per_resident_ratio real ones. Payments must be of this programme's streams, measures and years.
    """
    record = Record(prepared)
    paid = [((row.stream, row.measure, row.year), to_cents(row.amount)) for row in spend]
    _musts_and_aims(record, Figures(prepared, round_to, paid), streams.Earmarks(prepared))
    return [(*key, short) for key, (short, beyond) in record.aims.items() if beyond]


def _musts_and_aims(record: Record, figures: Figures, allowed: streams.Earmarks) -> None:
    """The rules that are a must or an aim."""
    measures.structural_cover(record, figures)
    fairness.floors(record, figures)
    fairness.hold_harmless(record, figures)
    fairness.focus_minimum(record, figures)
    continuity.persistence(record, figures)
    continuity.ramp_up(record, figures, allowed)
    fairness.frontline_room(record, figures)
    fairness.resident_initiatives(record, figures)
    fairness.per_resident_ratio(record, figures)
