"""The plan added up, in whole cents, from its payments and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from planning.prepared import Prepared
from planning.verify.division import Division
from planning.verify.exact import CENTS, LEVEL, to_cents

Payment = tuple[str, str, int]
"""(stream id, measure id, calendar year)."""


class Figures:
    """Sums of the payments of a plan. Money is nominal cents.

    A `slack` is the tolerance of the sum of the same name: a unit for every payment in it that is not zero (for a
    part of a payment that part of a unit, and a euro for the splitting).

    Attributes:
        unit: cents of `round_to`.
        paid: by (stream, measure, year).
        outlay: by (stream, year).
        total, payments: by (measure, year): money, and the number of payments that are not zero.
        planned, cell_slack: by (wijk, domain, year), without regular money.
        money, wijk_money: by (wijk, domain, year) and (wijk, year): with regular money where it counts.
        wijk_slack: by (wijk, year).
        room, room_slack: by (kind of room, wijk, year).
        before: money in the year before the term by (wijk, domain), of cells with a baseline.
        level: price index times 10^10 by year, a whole number.
    """

    def __init__(self, prepared: Prepared, round_to: int, payments: Iterable[tuple[Payment, int]]) -> None:
        self.prepared, self.programme = prepared, prepared.programme
        self.unit = CENTS * max(round_to, 1)
        self.level = whole_levels(prepared)
        self.division = {measure.id: Division(measure, self.unit) for measure in prepared.measures}
        self.paid = dict(payments)
        self.outlay: dict[tuple[str, int], int] = defaultdict(int)
        self.total: dict[tuple[str, int], int] = defaultdict(int)
        self.payments: dict[tuple[str, int], int] = defaultdict(int)
        self.planned: dict[tuple[str, str, int], int] = defaultdict(int)
        self.cell_slack: dict[tuple[str, str, int], int] = defaultdict(int)
        self.wijk_slack: dict[tuple[str, int], int] = defaultdict(int)
        self.room: dict[tuple[str, str, int], int] = defaultdict(int)
        self.room_slack: dict[tuple[str, str, int], int] = defaultdict(int)
        for payment, amount in self.paid.items():
            self._add(payment, amount)
        self._regular()
        self._before()

    def _add(self, payment: Payment, amount: int) -> None:
        stream, measure, year = payment
        if not amount:
            return
        self.outlay[stream, year] += amount
        self.total[measure, year] += amount
        self.payments[measure, year] += 1
        division = self.division[measure]
        if not division.cells:
            return
        odd = amount % CENTS if len(division.cells) > 1 else 0
        parts = division.parts(amount)
        for (wijk, domain), part, slack in zip(division.cells, parts, division.slack, strict=True):
            key = (wijk, domain, year)
            self.planned[key] += part
            self.cell_slack[key] += slack + odd
        for wijk, chosen, slack in division.wijken:
            slack += division.odd(chosen, amount)
            self.wijk_slack[wijk, year] += slack
            if division.room is not None:
                self.room[division.room, wijk, year] += sum(parts[i] for i in chosen)
                self.room_slack[division.room, wijk, year] += slack

    def _regular(self) -> None:
        programme = self.programme
        regular = self.prepared.line.regular if programme.count_regular else {}
        self.money: dict[tuple[str, str, int], int] = {}
        self.wijk_money: dict[tuple[str, int], int] = {}
        for year in programme.term:
            for wijk in programme.wijken:
                together = 0
                for domain in programme.domains:
                    key = (wijk.id, domain.id, year)
                    money = self.planned.get(key, 0) + regular.get(key, 0)
                    self.money[key] = money
                    together += money
                self.wijk_money[wijk.id, year] = together

    def _before(self) -> None:
        """Baselines, with the regular money of the year before the term where that counts."""
        programme = self.programme
        self.regular_before: dict[tuple[str, str], int] = defaultdict(int)
        if programme.count_regular:
            for row in programme.regular:
                amount = programme.prices.nominal(to_cents(row.per_year), programme.start_year - 1)
                self.regular_before[row.wijk, row.domain] += amount
        self.before = {
            (wijk.id, domain): to_cents(amount) + self.regular_before.get((wijk.id, domain), 0)
            for wijk in programme.wijken
            for domain, amount in wijk.baseline.items()
        }

    def earlier(self, wijk: str, domain: str, year: int) -> int | None:
        """Money of a cell in the year before `year`; None where it is not known."""
        if year == self.programme.start_year:
            return self.before.get((wijk, domain))
        return self.money[wijk, domain, year - 1]


def whole_levels(prepared: Prepared) -> dict[int, int]:
    """The price index of the term and the year before it, times 10^10."""
    prices = prepared.programme.prices
    return {year: to_level(prices[year].as_integer_ratio()) for year in prices.levels}


def to_level(ratio: tuple[int, int]) -> int:
    """A price index as a whole number of its last decimals."""
    return ratio[0] * LEVEL // ratio[1]
