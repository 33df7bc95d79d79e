"""The sums of a plan in whole cents, and exact rounding of them for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from planning.ledger import ledger
from planning.money import CENTS_PER_EURO, EXACT, cents
from planning.plan import PlanDocument
from planning.prepared import Prepared

FINGERPRINT = 12
"""Characters of the fingerprint of the programme that are shown."""


def nearest(numerator: int, denominator: int) -> int:
    """The whole number nearest to a fraction, halves away from zero; `denominator` above 0."""
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def percentage(part: int, whole: int) -> int | None:
    """Whole percent; None of nothing."""
    return nearest(100 * part, whole) if whole else None


def adding_up(amounts: Sequence[int], unit: int) -> list[int]:
    """Amounts (not negative) in whole units, so rounded that they add up to the rounded sum.

    Every amount is rounded down and the units that are left go to the largest fractions (largest remainder).
    """
    parts = [amount // unit for amount in amounts]
    left = nearest(sum(amounts), unit) - sum(parts)
    by_fraction = sorted(range(len(parts)), key=lambda i: (-(amounts[i] % unit), i))
    for i in by_fraction[:left]:
        parts[i] += 1
    return parts


def per_head(amount: int, people: int, decimals: int) -> Decimal | None:
    """Euros per resident per year of `amount` cents for `people` resident-years; None without residents."""
    if not people:
        return None
    exact = EXACT.divide(Decimal(amount).scaleb(-2), Decimal(people))
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, context=EXACT)


@dataclass(frozen=True)
class Sown:
    """Money of a place over the whole term, in nominal cents.

    `money` is what is held against the sowing line: what is planned, with regular money where that counts.
    """

    planned: int
    regular: int
    money: int
    line: int
    equal: int

    @property
    def coverage(self) -> int | None:
        """Money as a whole percentage of the sowing line; None without a line."""
        return percentage(self.money, self.line)


def together(parts: Iterable[Sown]) -> Sown:
    """The sum of places."""
    rows = [(part.planned, part.regular, part.money, part.line, part.equal) for part in parts]
    return Sown(*(sum(column) for column in zip(*rows, strict=True)))


class Sums:
    """What the pages add up of a plan, in nominal cents; ids as keys."""

    def __init__(self, prepared: Prepared, plan: PlanDocument) -> None:
        self.prepared = prepared
        self.programme = prepared.programme
        self.plan = plan
        self.years = tuple(prepared.programme.term)

    @cached_property
    def cells(self) -> dict[tuple[str, str], Sown]:
        """Money of every cell (wijk, domain) over the term."""
        line, counts = self.prepared.line, self.programme.count_regular
        found = {}
        for wijk in self.programme.wijken:
            for domain in self.programme.domains:
                keys = [(wijk.id, domain.id, year) for year in self.years]
                planned = self._planned[wijk.id, domain.id]
                regular = sum(line.regular.get(key, 0) for key in keys)
                found[wijk.id, domain.id] = Sown(
                    planned=planned,
                    regular=regular,
                    money=planned + (regular if counts else 0),
                    line=sum(line.line[key] for key in keys),
                    equal=sum(line.equal[key] for key in keys),
                )
        return found

    @cached_property
    def _planned(self) -> Counter[tuple[str | None, str | None]]:
        sums: Counter[tuple[str | None, str | None]] = Counter()
        for entry in ledger(self.prepared, self.plan.spend):
            sums[entry.wijk, entry.domain] += entry.cents
        return sums

    @property
    def office(self) -> int:
        """What goes to offices of the programme, which belong to no wijk."""
        return self._planned[None, None]

    @cached_property
    def people(self) -> dict[str, int]:
        """Resident-years by wijk: the residents of all years of the term added up."""
        return {w.id: sum(w.residents_in(year) for year in self.years) for w in self.programme.wijken}

    @cached_property
    def income(self) -> dict[tuple[str, int], int]:
        """What comes in by counted stream and year; the opening in the first year."""
        found = {}
        for stream in self.programme.counted:
            for year in self.years:
                opening = stream.opening if year == self.years[0] else Decimal(0)
                found[stream.id, year] = cents(opening) + cents(stream.amounts.get(year, Decimal(0)))
        return found

    @cached_property
    def spent(self) -> Counter[tuple[str, int]]:
        """What is paid by stream and year."""
        sums: Counter[tuple[str, int]] = Counter()
        for paid in self.plan.spend:
            sums[paid.stream, paid.year] += cents(paid.amount)
        return sums

    @cached_property
    def carried(self) -> Counter[tuple[str, int]]:
        """What goes on to the next year, by stream and year."""
        return Counter({(row.stream, row.year): cents(row.amount) for row in self.plan.carried})

    @cached_property
    def lapsed(self) -> Counter[tuple[str, int]]:
        """What lapses, by stream and year."""
        return Counter({(row.stream, row.year): cents(row.amount) for row in self.plan.lapsed})

    def difference(self, stream: str) -> int:
        """What does not balance in a stream: what is missing or too much, added over the years; 0 in a sound plan."""
        carried_in, wrong = 0, 0
        for year in self.years:
            key = (stream, year)
            there = self.income[key] + carried_in
            wrong += abs(there - self.spent[key] - self.carried[key] - self.lapsed[key])
            carried_in = self.carried[key]
        return wrong + carried_in

    @cached_property
    def has_cents(self) -> bool:
        """Whether any amount of a stream is not in whole euros."""
        tables = (self.income, self.spent, self.carried, self.lapsed)
        return any(amount % CENTS_PER_EURO for table in tables for amount in table.values())
