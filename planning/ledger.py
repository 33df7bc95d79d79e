"""The ledger: every payment split over the cells it serves, in whole euros, so that all totals reconcile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planning.money import CENTS_PER_EURO, cents, split
from planning.plan import Spend
from planning.prepared import Prepared
from planning.programme import Cell


@dataclass(frozen=True)
class Entry:
    """A part of a payment in one cell; an office has no wijk and no domain. Cents, nominal."""

    stream: str
    measure: str
    year: int
    wijk: str | None
    domain: str | None
    cents: int


def ledger(prepared: Prepared, spend: Iterable[Spend]) -> list[Entry]:
    """The entries of `spend`, in its order; the entries of a payment add up to it exactly."""
    entries: list[Entry] = []
    for paid in spend:
        amount = cents(paid.amount)
        cells = prepared.measure[paid.measure].cells
        if not cells:
            entries.append(Entry(paid.stream, paid.measure, paid.year, None, None, amount))
        for cell, part in zip(cells, parts(amount, cells), strict=True):
            entries.append(Entry(paid.stream, paid.measure, paid.year, cell.wijk, cell.domain, part))
    return entries


def parts(amount: int, cells: Sequence[Cell]) -> list[int]:
    """Cents of `amount` per cell: whole euros by largest remainder, odd cents to the largest part."""
    if not cells:
        return []
    whole, odd = divmod(amount, CENTS_PER_EURO)
    shares = [CENTS_PER_EURO * share for share in split(whole, [cell.weight for cell in cells])]
    shares[max(range(len(cells)), key=lambda i: (shares[i], -i))] += odd
    return shares
