"""Plans for tests of what goes out, made by a plain rule and not by the optimiser.

Each stream, in document order, pays in equal parts every measure that it may pay in the year. With carry-over a
fifth of what is there goes on to the next year; what nothing may be paid from lapses. Limits and rules other than the
earmark, the years of a measure and the balance are not looked at: a workbook only needs figures that balance.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from planning.ledger import ledger
from planning.money import cents, euros, split
from planning.plan import CellYear, PlanDocument, Spend, StreamYear
from planning.prepared import Prepared
from planning.programme import Measure, Stream


def simple_plan(prepared: Prepared, **fields: Any) -> PlanDocument:
    """A plan that balances, to the cent; `fields` replace fields of the document."""
    spend: list[Spend] = []
    carried: list[StreamYear] = []
    lapsed: list[StreamYear] = []
    for stream in prepared.programme.counted:
        there = cents(stream.opening)
        for year in prepared.programme.term:
            there += cents(stream.amounts.get(year, Decimal(0)))
            payable = [m for m in prepared.measures if may_pay(prepared, stream, m, year)]
            on = there // 5 if may_carry(prepared, stream, year) else 0
            pay = there - on if payable else 0
            spend += _equal_parts(stream, payable, year, pay)
            carried.append(StreamYear(stream=stream.id, year=year, amount=euros(on)))
            lapsed.append(StreamYear(stream=stream.id, year=year, amount=euros(there - on - pay)))
            there = on
    document: dict[str, Any] = {
        "programme": prepared.programme.name,
        "programme_sha256": "5eed" * 16,
        "status": "optimal",
        "spend": spend,
        "carried": carried,
        "lapsed": lapsed,
        "cells": _cells(prepared, spend),
    }
    return PlanDocument(**{**document, **fields})


def may_pay(prepared: Prepared, stream: Stream, measure: Measure, year: int) -> bool:
    """The earmark of the stream and the years of the measure."""
    domains, wijken, measures = stream.domains, stream.wijken, stream.measures
    if measure.serves == "programme" and (domains is not None or wijken is not None):
        return False
    return (
        year in prepared.years_of(measure)
        and all(domains is None or cell.domain in domains for cell in measure.cells)
        and all(wijken is None or cell.wijk in wijken for cell in measure.cells)
        and (measures is None or measure.id in measures)
        and not (stream.excludes_staff and measure.staff)
    )


def may_carry(prepared: Prepared, stream: Stream, year: int) -> bool:
    """Whether what is left may go on to the next year."""
    last = prepared.programme.term[-1]
    carry = stream.carry_over
    return carry is not None and year < min(last, last if carry.until is None else carry.until)


def _equal_parts(stream: Stream, payable: list[Measure], year: int, pay: int) -> list[Spend]:
    parts = split(pay, [1] * len(payable)) if payable else []
    return [
        Spend(stream=stream.id, measure=measure.id, year=year, amount=euros(part))
        for measure, part in zip(payable, parts, strict=True)
        if part
    ]


def _cells(prepared: Prepared, spend: list[Spend]) -> list[CellYear]:
    planned: Counter[Any] = Counter()
    for entry in ledger(prepared, spend):
        planned[entry.wijk, entry.domain, entry.year] += entry.cents
    line = prepared.line
    return [
        CellYear(
            wijk=wijk,
            domain=domain,
            year=year,
            planned=euros(planned[wijk, domain, year]),
            regular=euros(line.regular.get((wijk, domain, year), 0)),
            sowing_line=euros(sown),
            equal_share=euros(line.equal[wijk, domain, year]),
            coverage=Decimal(planned[wijk, domain, year]) / sown if sown else None,
        )
        for (wijk, domain, year), sown in line.line.items()
    ]
