"""The most money that can be anywhere: upper bounds in whole cents, so that what exceeds them is impossible.

Every figure is exact or rounded up. Nothing here knows the optimiser.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from planning.checking.profiles import most_due
from planning.money import cents
from planning.prepared import Prepared
from planning.programme import Cell, Measure, Stream
from planning.rules import MUST

Subject = tuple[str | None, str | None]
"""(wijk id, domain id); None is all of them: a cell, a wijk, a domain, or the whole programme."""
ALL: Subject = (None, None)
NONE, WHOLE = Fraction(0), Fraction(1)
Years = int
"""A set of years of the term: bit t is year number t."""
Reach = dict[Subject, dict[str, tuple[Years, Fraction]]]
"""By subject and stream: the years in which the stream can reach it, and the largest part of a payment that does."""
Caps = dict[Subject, dict[int, int | None]]
"""By subject and year number: its part of the maxima of all payable measures, in cents; None where one has none."""


@dataclass(frozen=True)
class Purse:
    """Money of one stream by year number, in cents.

    `income` with the opening in the first year; `committed` to all measures, `office` that to offices; `have` the
    most that it can have, and `left` the most that it can take to the next year, when it pays nothing but that.
    """

    income: Sequence[int]
    committed: Sequence[int]
    office: Sequence[int]
    have: Sequence[int]
    left: Sequence[int]
    keeps: Sequence[Fraction]

    @cached_property
    def fresh(self) -> list[int]:
        """Income of each year that offices leave, without what was carried; none when offices take more than that."""
        fresh = [income - office for income, office in zip(self.income, self.office, strict=True)]
        return fresh if min(fresh) >= 0 else [0] * len(fresh)

    def most(self, first: int, last: int) -> int:
        """The most it can pay to measures in wijken in these years together."""
        before = self.left[first - 1] if first else 0
        span = slice(first, last + 1)
        return max(0, before + sum(self.income[span]) - sum(self.office[span]))

    def lapses(self, caps: Sequence[int | None]) -> int:
        """The least that must lapse when no more than caps[t] can be paid in year t (None: no limit)."""
        lapsed = left = 0
        for income, keep, cap in zip(self.income, self.keeps, caps, strict=True):
            have = income + left
            rest = 0 if cap is None else max(0, have - cap)
            left = min(rest, up(keep * have))
            lapsed += rest - left
        return lapsed


class Supply:
    """What the counted streams can bring, and where.

    `barred` counts only what a must of structural cover allows.
    """

    def __init__(self, prepared: Prepared, barred: bool = False) -> None:
        self.prepared = prepared
        self.years = list(prepared.programme.term)
        self.streams = prepared.programme.counted
        self.committed: dict[tuple[str, str, int], int] = defaultdict(int)
        for row in prepared.programme.commitments:
            if row.stream in prepared.stream:
                self.committed[row.stream, row.measure, row.year] += cents(row.amount)
        self.purses = {stream.id: self._purse(stream) for stream in self.streams}
        self._limits: dict[tuple[str, int], int] = {}
        self._cover = _cover_from(prepared) if barred else None
        self.span = {m.id: self._span(prepared.years_of(m)) for m in prepared.measures}
        self.payers = {m.id: self._payers(m) for m in prepared.measures}
        self.paid_by: dict[str, list[Measure]] = defaultdict(list)
        for measure in prepared.measures:
            for payer in self.payers[measure.id]:
                self.paid_by[payer].append(measure)
        self._reach, self._caps = self._where()

    def may_pay(self, stream: str, measure: str, year: int) -> bool:
        """Whether earmark, years and (where `barred`) structural cover let a stream pay a measure."""
        return bool(self.payers[measure].get(stream, 0) >> (year - self.years[0]) & 1)

    def cap(self, measure: Measure, t: int) -> int | None:
        """Most of a measure in year number t; None without a maximum. An office is left to what is committed to it.

        Of an investment the most that is due then, whatever its start.
        """
        if measure.max_per_year is None and measure.profile is None:
            return None
        key = (measure.id, t)
        if key not in self._limits and measure.max_per_year is None:
            for year, most in most_due(self.prepared, measure).items():
                self._limits[measure.id, year - self.years[0]] = most
        elif key not in self._limits and measure.max_per_year is not None:
            self._limits[key] = self.prepared.nominal(measure, measure.max_per_year, self.years[t])
        return self._limits[key]

    def most(self, subject: Subject, first: int, last: int) -> int:
        """The most that can reach a subject in these years (numbers) together: from streams, and by maxima."""
        reach = self._reach.get(subject, {})
        total = 0
        for stream, (years, part) in reach.items():
            able = list(bits(years, first, last))
            if able:
                most = self.purses[stream].most(able[0], able[-1])
                total += share_of(part, most)
        caps = self._caps.get(subject, {})
        limits = [caps.get(t, 0) for t in range(first, last + 1)]
        if None in limits:
            return total
        return min(total, sum(limit for limit in limits if limit is not None))

    def surely(self, subject: Subject, t: int) -> int:
        """Cents that bound a year from below: where no year asks more, no run of years is found short (see `most`)."""
        total = 0
        for stream, (years, part) in self._reach.get(subject, {}).items():
            if years >> t & 1:
                fresh = self.purses[stream].fresh[t]
                total += fresh if part is WHOLE else part.numerator * fresh // part.denominator
        cap = self._caps.get(subject, {}).get(t, 0)
        return total if cap is None else min(total, cap)

    def _purse(self, stream: Stream) -> Purse:
        income = [cents(stream.amounts[year]) if year in stream.amounts else 0 for year in self.years]
        income[0] += cents(stream.opening)
        committed, office = [0] * len(income), [0] * len(income)
        for (payer, measure, year), amount in self.committed.items():
            if payer == stream.id:
                committed[year - self.years[0]] += amount
                if not self.prepared.measure[measure].cells:
                    office[year - self.years[0]] += amount
        keeps = [self._keep(stream, year) for year in self.years]
        have: list[int] = []
        left: list[int] = []
        for t, keep in enumerate(keeps):
            have.append(income[t] + (left[-1] if left else 0))
            left.append(max(0, min(up(keep * have[t]), have[t] - committed[t])))
        return Purse(income, committed, office, have, left, keeps)

    def _keep(self, stream: Stream, year: int) -> Fraction:
        """The part of its money that a stream may take from this year to the next."""
        rule = stream.carry_over
        if rule is None or year == self.years[-1] or (rule.until is not None and year >= rule.until):
            return Fraction(0)
        return Fraction(rule.share)

    def _span(self, years: Iterable[int]) -> Years:
        return sum(1 << (year - self.years[0]) for year in years)

    def _payers(self, measure: Measure) -> dict[str, Years]:
        """The streams that may pay a measure, each with the years in which it may."""
        span = self.span[measure.id]
        covered = span
        if self._cover is not None and measure.kind == "structural":
            covered = span & ((1 << max(0, self._cover - self.years[0])) - 1)
        years = {"incidental": covered, "structural": span}
        return {s.id: years[s.kind] for s in self.prepared.payers_of(measure) if years[s.kind]}

    def _where(self) -> tuple[Reach, Caps]:
        reach: Reach = defaultdict(dict)
        caps: Caps = defaultdict(dict)
        for measure in self.prepared.measures:
            payers = self.payers[measure.id]
            paid = 0
            for years in payers.values():
                paid |= years
            limits = {t: self.cap(measure, t) for t in bits(paid, 0, len(self.years) - 1)}
            for subject, part in parts(measure).items():
                reached = reach[subject]
                for stream, years in payers.items():
                    was, most = reached.get(stream, (0, NONE))
                    reached[stream] = (was | years, most if most is part or most >= part else part)
                known = caps[subject]
                for t, limit in limits.items():
                    before = known.get(t, 0)
                    known[t] = None if limit is None or before is None else before + share_of(part, limit)
        return reach, caps


def parts(measure: Measure) -> dict[Subject, Fraction]:
    """The part of a measure in each cell, wijk and domain that it serves, and in all; nothing for an office."""
    if len(measure.cells) == 1:
        cell = measure.cells[0]
        return dict.fromkeys(_subjects(cell), WHOLE)
    total = sum(Fraction(cell.weight) for cell in measure.cells)
    found: dict[Subject, Fraction] = defaultdict(Fraction)
    for cell in measure.cells:
        share = Fraction(cell.weight) / total
        for subject in _subjects(cell):
            found[subject] += share
    return {subject: WHOLE if part == 1 else part for subject, part in found.items()}


def _subjects(cell: Cell) -> tuple[Subject, ...]:
    return (cell.wijk, cell.domain), (cell.wijk, None), (None, cell.domain), ALL


def share_of(part: Fraction, amount: int) -> int:
    """A part of an amount, rounded up."""
    return amount if part is WHOLE else -(-part.numerator * amount // part.denominator)


def bits(years: Years, first: int, last: int) -> Iterator[int]:
    """The year numbers of a set from `first` to `last`."""
    return (t for t in range(first, last + 1) if years >> t & 1)


def up(number: Fraction | int) -> int:
    """Rounded up to a whole number."""
    return -(-number.numerator // number.denominator)


def down(number: Fraction | int) -> int:
    """Rounded down to a whole number."""
    return number.numerator // number.denominator


def _cover_from(prepared: Prepared) -> int | None:
    rule = prepared.programme.rules.structural_cover
    if rule is None or rule.strength != MUST:
        return None
    return prepared.programme.start_year if rule.from_ is None else rule.from_
