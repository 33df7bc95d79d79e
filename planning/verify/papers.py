"""The plan document in itself: whose plan it is, known ids, years of the term, one row each, and its own sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from planning.document import digest
from planning.plan import CellYear, PlanDocument, StreamYear
from planning.prepared import Prepared
from planning.verify.exact import half_even, to_cents
from planning.verify.figures import Figures, Payment
from planning.verify.record import Record
from planning.verify.streams import StreamSums

FINISHED = ("optimal", "gap")
"""Statuses of plans that have figures."""
MILLION = 10**6


def document(record: Record, prepared: Prepared, plan: PlanDocument) -> bool:
    """The plan is finished, of this programme, and rounded to at least a euro; whether it has figures to check.

    A plan that is optimal leaves no gap. One with status "gap" may: nothing is claimed of how small it is.
    """
    record.checked("document", 4, unit="rows")
    if plan.programme_sha256 != digest(prepared.programme):
        record.in_plan("document", "/programme_sha256", "document.other_programme")
    if plan.round_to < 1:
        record.in_plan("document", "/round_to", "document.round_to")
    if plan.status not in FINISHED:
        record.in_plan("document", "/status", "document.no_figures", status=plan.status)
        return False
    if plan.gap < 0 or (plan.status == "optimal" and plan.gap != 0):
        record.in_plan("document", "/gap", "document.gap", gap=str(plan.gap), status=plan.status)
    return True


def payments(record: Record, prepared: Prepared, plan: PlanDocument) -> list[tuple[Payment, int]]:
    """The payments that can be added up: known stream and measure, a year of the term, once, not negative."""
    streams = {stream.id for stream in prepared.programme.streams}
    term = prepared.programme.term
    seen: dict[Payment, int] = {}
    for i, row in enumerate(plan.spend):
        key = (row.stream, row.measure, row.year)
        unknown = row.stream if row.stream not in streams else row.measure
        if row.stream not in streams or row.measure not in prepared.measure:
            record.in_plan("ids", f"/spend/{i}", "ids", year=row.year, id=unknown)
        elif _sound(record, f"/spend/{i}", row.year in term, key in seen, row.amount, row.year):
            seen[key] = to_cents(row.amount)
    _count(record, plan.spend)
    return list(seen.items())


def stream_years(record: Record, prepared: Prepared, name: str, rows: Sequence[StreamYear]) -> StreamSums:
    """Cents by (stream, year) of `carried` or `lapsed`: counted streams, years of the term, once, not negative."""
    term = prepared.programme.term
    seen: dict[tuple[str, int], int] = {}
    for i, row in enumerate(rows):
        key = (row.stream, row.year)
        if row.stream not in prepared.stream:
            record.in_plan("ids", f"/{name}/{i}", "ids", year=row.year, id=row.stream)
        elif _sound(record, f"/{name}/{i}", row.year in term, key in seen, row.amount, row.year):
            seen[key] = to_cents(row.amount)
    _count(record, rows)
    return seen


def _sound(record: Record, pointer: str, in_term: bool, double: bool, amount: Decimal, year: int) -> bool:
    """Whether a row with known ids can be added up; a fault where it cannot."""
    if not in_term:
        record.in_plan("years", pointer, "years", year=year)
    elif double:
        record.in_plan("doubles", pointer, "doubles", year=year)
    elif amount < 0 or amount * 100 % 1:
        record.in_plan("amounts", pointer, "amounts", year=year, amount=str(amount))
    else:
        return True
    return False


def _count(record: Record, rows: Sequence[object]) -> None:
    for rule in ("ids", "years", "doubles", "amounts"):
        record.checked(rule, len(rows), unit="rows")


def objectives(record: Record, plan: PlanDocument, lapsed: Iterable[int], benefit: Fraction) -> None:
    """What the plan says has lapsed is the sum of its rows, and its benefit that of its payments (halves to even)."""
    sums = {"lapsed": sum(lapsed), "benefit": half_even(benefit.numerator, benefit.denominator)}
    record.checked("objectives", len(sums))
    for name, expected in sums.items():
        said = getattr(plan.objectives, name) * 100
        out = abs(said - expected)
        if out:
            found = half_even(*said.as_integer_ratio())
            record.in_plan(
                "objectives",
                f"/objectives/{name}",
                f"objectives.{name}",
                max(1, round(out)),
                "cents",
                found=found,
                expected=expected,
            )


def cells(record: Record, figures: Figures, rows: Sequence[CellYear]) -> None:
    """One row per cell and year, with the planned money, regular money, sowing line, equal share and coverage."""
    seen: set[tuple[str, str, int]] = set()
    for i, row in enumerate(rows):
        key = (row.wijk, row.domain, row.year)
        if key not in figures.money:
            record.in_plan("cells", f"/cells/{i}", "cells.unknown", year=row.year, cell=f"{row.wijk}, {row.domain}")
        elif key in seen:
            record.in_plan("cells", f"/cells/{i}", "cells.double", year=row.year, cell=record.subject(*key[:2], None))
        else:
            seen.add(key)
            _cell(record, figures, f"/cells/{i}", row)
    for wijk, domain, year in (key for key in figures.money if key not in seen):
        record.in_plan("cells", "/cells", "cells.missing", year=year, cell=record.subject(wijk, domain, None))
    record.checked("cells", len(figures.money))


def _cell(record: Record, figures: Figures, pointer: str, row: CellYear) -> None:
    key = (row.wijk, row.domain, row.year)
    line = figures.prepared.line
    amounts = (
        ("planned", row.planned, figures.planned.get(key, 0)),
        ("regular", row.regular, line.regular.get(key, 0)),
        ("sowing_line", row.sowing_line, line.line[key]),
        ("equal_share", row.equal_share, line.equal[key]),
    )
    for name, euros, expected in amounts:
        found = to_cents(euros)
        if found != expected:
            record.in_plan(
                "cells",
                f"{pointer}/{name}",
                f"cells.{name}",
                abs(found - expected),
                "cents",
                row.year,
                cell=record.subject(row.wijk, row.domain, None),
                found=found,
                expected=expected,
            )
    _coverage(record, figures.money[key], line.line[key], f"{pointer}/coverage", row)


def _coverage(record: Record, money: int, line: int, pointer: str, row: CellYear) -> None:
    """Money over sowing line in six decimals, halves to even; null without a sowing line."""
    if line == 0:
        wrong = row.coverage is not None
        out = 1
    else:
        expected = half_even(money * MILLION, line)
        found = Decimal(-1) if row.coverage is None else row.coverage * MILLION
        wrong = found != expected
        out = max(1, round(abs(found - expected)))
    if wrong:
        cell = record.subject(row.wijk, row.domain, None)
        record.in_plan("cells", pointer, "cells.coverage", out, "millionths", row.year, cell=cell)


def mentions(record: Record, prepared: Prepared, plan: PlanDocument) -> None:
    """Reasons and choices name what the programme has; a choice is of a measure with a profile."""
    wijken = {wijk.id for wijk in prepared.programme.wijken}
    domains = {domain.id for domain in prepared.programme.domains}
    for i, reason in enumerate(plan.reasons):
        for known, name in ((wijken, reason.wijk), (domains, reason.domain)):
            if name not in known:
                record.in_plan("ids", f"/reasons/{i}", "ids", id=name)
    for i, choice in enumerate(plan.chosen):
        measure = prepared.measure.get(choice.measure)
        if measure is None or measure.profile is None:
            record.in_plan("ids", f"/chosen/{i}", "ids", year=choice.start, id=choice.measure)
