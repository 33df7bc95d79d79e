"""When investments can start, and how far what a measure builds on can be: upper bounds, so that what is out is out."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import Any

from planning.checking.profiles import due, starts
from planning.checking.supply import Supply, bits
from planning.prepared import Prepared
from planning.programme import Measure, Requirement


class Investments:
    """The years in which investments can start, given money, commitments and chains.

    `starts` has them by measure id (of a running investment the year in which it did start), `affordable` those that
    fit and can be paid, whatever else; `committed` is what is committed to each measure by year, in cents.
    """

    def __init__(self, prepared: Prepared, supply: Supply) -> None:
        self.prepared, self.supply = prepared, supply
        self.committed: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for (_, measure, year), amount in supply.committed.items():
            if amount > 0:
                self.committed[measure][year] += amount
        self.affordable: dict[str, list[int]] = {}
        self.starts: dict[str, list[int]] = {}
        self._known: dict[tuple[object, int, int], int] = {}
        for each in prepared.programme.measures:
            self._find(each)

    def finished(self, measure: Measure, year: int) -> bool:
        """Whether an investment can be finished before a year."""
        found = self.starts[measure.id]
        return bool(found) and min(found) + len(measure.profile or ()) <= year

    def can_pay(self, measure: Measure, start: int) -> bool:
        """Whether the streams that may pay it can have the money, in every run of years of its profile."""
        owed = due(self.prepared, measure, start)
        first = self.supply.years[0]
        payers = (bool(measure.cells), *self.supply.payers[measure.id].items())
        for begin in owed:
            total = 0
            for end in range(begin, max(owed) + 1):
                total += owed[end]
                if total > self._most(payers, begin - first, end - first):
                    return False
        return True

    def keeps_commitments(self, measure: Measure, start: int) -> bool:
        """Whether the profile has room for what is committed."""
        if not self.committed[measure.id]:
            return True
        owed = due(self.prepared, measure, start)
        return all(amount <= owed.get(year, 0) for year, amount in self.committed[measure.id].items())

    def late(self, measure: Measure, start: int) -> Requirement | None:
        """The first link of a chain that cannot be far enough when an investment starts; None where all can."""
        for link in measure.requires:
            base = self.prepared.measure[link.measure]
            if base.profile is not None:
                enough = self.finished(base, start - link.lag)
            else:
                far = self.degree(link, start - link.lag)
                enough = far is None or Fraction(link.share) * far >= 1
            if not enough:
                return link
        return None

    def degree(self, link: Requirement, year: int) -> Fraction | None:
        """The largest part of its maximum to which a measure can be carried out in a year; None: unknown.

        Of an investment 1 where it can be finished before that year, else 0.
        """
        base = self.prepared.measure[link.measure]
        if base.profile is not None:
            return Fraction(1 if self.finished(base, year) else 0)
        if year < self.supply.years[0]:
            return Fraction(1 if year in base.already_running else 0)
        t = year - self.supply.years[0]
        payers = [s for s, years in self.supply.payers[base.id].items() if list(bits(years, t, t))]
        if not payers:
            return Fraction(0)
        limit = self.supply.cap(base, t)
        if not limit:
            return None
        most = sum(self.supply.purses[stream].have[t] for stream in payers)
        return min(Fraction(1), Fraction(most, limit))

    def _find(self, measure: Measure) -> None:
        """Starts of an investment, after those that it builds on (chains have no circles)."""
        if measure.profile is None or measure.id in self.starts:
            return
        for link in measure.requires:
            self._find(self.prepared.measure[link.measure])
        begun = starts(self.prepared, measure)
        payable = self.affordable[measure.id] = [year for year in begun if self.can_pay(measure, year)]
        if not measure.already_running:
            begun = [year for year in payable if self.late(measure, year) is None]
        self.starts[measure.id] = [year for year in begun if self.keeps_commitments(measure, year)]

    def _most(self, payers: tuple[Any, ...], first: int, last: int) -> int:
        """The most that streams can pay in these years (numbers) together.

        `payers`: whether for measures in wijken, and each stream with the years in which it may. What is committed to
        offices is no longer there for such measures.
        """
        key = (payers, first, last)
        if key not in self._known:
            total = 0
            for stream, years in payers[1:]:
                able = list(bits(years, first, last))
                purse = self.supply.purses[stream]
                if able:
                    total += purse.most(able[0], able[-1]) if payers[0] else sum(purse.have[t] for t in able)
            self._known[key] = total
        return self._known[key]
