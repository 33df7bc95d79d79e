"""The figures of a plan as the workbook needs them: the ledger and its sums, in whole cents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from planning.ledger import ledger
from planning.money import CENTS_PER_EURO, cents
from planning.plan import PlanDocument, StreamYear
from planning.prepared import Prepared


class LedgerRow(NamedTuple):
    """A part of a payment in one cell, in nominal cents; an office has no wijk and no domain."""

    stream: str
    year: int
    measure: str
    wijk: str | None
    domain: str | None
    layer: str
    cents: int


class Balance(NamedTuple):
    """The balance of a stream, in cents by row: per year, and for the whole term.

    Rows: income + carried_in = available; available − spent − carried_out − lapsed = difference, which is 0 in a
    sound plan. Over the term carried_in is the opening, and carried_out what is left at the end.
    """

    years: dict[str, list[int]]
    term: dict[str, int]


class Figures:
    """Everything that is shown of a plan, in nominal cents, keyed by id. Floats appear nowhere."""

    def __init__(self, prepared: Prepared, plan: PlanDocument) -> None:
        self.prepared = prepared
        self.programme = prepared.programme
        self.plan = plan
        self.years = tuple(self.programme.term)
        self.carried = _by_stream(plan.carried)
        self.lapsed = _by_stream(plan.lapsed)
        self.opening = {stream.id: cents(stream.opening) for stream in self.programme.streams}
        self.income = {
            (stream.id, year): cents(amount)
            for stream in self.programme.streams
            for year, amount in stream.amounts.items()
        }
        self._spent: dict[tuple[str, ...], Counter[Any]] = {}
        self._balance: dict[str, Balance] = {}

    @cached_property
    def rows(self) -> tuple[LedgerRow, ...]:
        """The ledger without zeros, by stream, year and measure in document order."""
        layers = self.programme.layer_of
        layer = {stream.id: layers[stream.partner] for stream in self.programme.counted}
        place = {stream.id: number for number, stream in enumerate(self.programme.counted)}
        turn = {measure.id: number for number, measure in enumerate(self.prepared.measures)}
        parts = [part for part in ledger(self.prepared, self.plan.spend) if part.cents]
        parts.sort(key=lambda part: (place[part.stream], part.year, turn[part.measure]))
        return tuple(
            LedgerRow(part.stream, part.year, part.measure, part.wijk, part.domain, layer[part.stream], part.cents)
            for part in parts
        )

    def spent(self, *fields: str) -> Mapping[Any, int]:
        """Sums of the ledger by the value of one field, or by tuples of more; 0 for what is not there."""
        if fields not in self._spent:
            sums: Counter[Any] = Counter()
            key = attrgetter(*fields)
            for row in self.rows:
                sums[key(row)] += row.cents
            self._spent[fields] = sums
        return self._spent[fields]

    @cached_property
    def total(self) -> int:
        """All that is spent."""
        return sum(row.cents for row in self.rows)

    @cached_property
    def money(self) -> int:
        """All money of the streams that count, openings included."""
        return sum(self.opening[stream.id] + sum(self.incomes(stream.id)) for stream in self.programme.counted)

    def incomes(self, stream: str) -> list[int]:
        """What comes in, per year of the term."""
        return [self.income.get((stream, year), 0) for year in self.years]

    def balance(self, stream: str) -> Balance:
        """The balance of a stream."""
        if stream not in self._balance:
            self._balance[stream] = self._balance_of(stream)
        return self._balance[stream]

    def _balance_of(self, stream: str) -> Balance:
        by_year = self.spent("stream", "year")
        out = [self.carried.get((stream, year), 0) for year in self.years]
        years = {
            "income": self.incomes(stream),
            "carried_in": [self.opening[stream], *out[:-1]],
            "spent": [by_year.get((stream, year), 0) for year in self.years],
            "carried_out": out,
            "lapsed": [self.lapsed.get((stream, year), 0) for year in self.years],
        }
        term = {key: sum(years[key]) for key in ("income", "spent", "lapsed")}
        term |= {"carried_in": self.opening[stream], "carried_out": out[-1]}
        years["available"] = [sum(pair) for pair in zip(years["income"], years["carried_in"], strict=True)]
        term["available"] = term["income"] + term["carried_in"]
        left = zip(*(years[key] for key in ("available", "spent", "carried_out", "lapsed")), strict=True)
        years["difference"] = [there - spent - carried - lapsed for there, spent, carried, lapsed in left]
        term["difference"] = term["available"] - term["spent"] - term["carried_out"] - term["lapsed"]
        return Balance(years, term)

    @cached_property
    def has_office(self) -> bool:
        """Whether money goes to an office of the programme, which belongs to no wijk."""
        return any(row.wijk is None for row in self.rows)

    @cached_property
    def has_cents(self) -> bool:
        """Whether any money of the plan is not in whole euros; then all of it is shown with cents."""
        amounts = (
            *self.opening.values(),
            *self.income.values(),
            *self.carried.values(),
            *self.lapsed.values(),
        )
        return any(amount % CENTS_PER_EURO for amount in (*amounts, *(row.cents for row in self.rows)))


def _by_stream(amounts: tuple[StreamYear, ...]) -> dict[tuple[str, int], int]:
    return {(row.stream, row.year): cents(row.amount) for row in amounts}
