"""Co-financing at best: how much others can put beside a stream that asks it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from planning.checking.supply import Supply, bits, up
from planning.programme import Match, Measure, Stream

Place = str | None
"""A wijk id, a measure id, or None for the whole programme: as the scope of the match has it."""


class Matching:
    """One stream that asks co-financing."""

    def __init__(self, supply: Supply, stream: Stream, match: Match) -> None:
        self.supply, self.stream, self.match = supply, stream, match
        self.ratio = Fraction(match.ratio)
        layer = supply.prepared.programme.layer_of
        self.givers = {s.id for s in supply.streams if s.id != stream.id and layer[s.partner] in match.from_layers}
        self.years = self._years()

    def spans(self) -> Iterator[tuple[int, int]]:
        """The years (numbers, first and last) over which it must match: each year, or the term."""
        last = len(self.supply.years) - 1
        if self.match.per == "term":
            yield 0, last
        else:
            yield from ((t, t) for t in range(last + 1))

    def most(self, place: Place, first: int, last: int) -> int:
        """The most matching money of others in a place in these years together, in cents, rounded up."""
        total = 0
        for giver, years in self.years.get(place, {}).items():
            able = list(bits(years, first, last))
            if able:
                purse = self.supply.purses[giver]
                total += purse.most(able[0], able[-1]) + sum(purse.office[able[0] : able[-1] + 1])
        return total

    def anywhere(self, first: int, last: int) -> int:
        """The most matching money of others in all places together."""
        return self.most(None, first, last)

    def committed(self) -> dict[Place, dict[int, Fraction]]:
        """Cents that the stream itself has committed, by place and year number."""
        found: dict[Place, dict[int, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
        for (payer, identifier, year), amount in self.supply.committed.items():
            if payer == self.stream.id:
                measure = self.supply.prepared.measure[identifier]
                for place, part in self._places(measure).items():
                    found[place][year - self.supply.years[0]] += part * amount
        return found

    def caps(self) -> list[int | None]:
        """The most that the stream can pay in each year by what others can match; None where that is no limit."""
        last = len(self.supply.years) - 1
        if self.ratio == 0:
            return [None] * (last + 1)
        if self.match.per == "term":
            return [up(self.anywhere(0, last) / self.ratio)] * (last + 1)
        return [up(self.anywhere(t, t) / self.ratio) for t in range(last + 1)]

    def _places(self, measure: Measure) -> dict[Place, Fraction]:
        """The places in which money of the stream in a measure must be matched, with its part there."""
        if self.match.scope == "programme":
            return {None: Fraction(1)}
        if self.match.scope == "measure":
            return {measure.id: Fraction(1)}
        total = sum(Fraction(cell.weight) for cell in measure.cells)
        found: dict[Place, Fraction] = defaultdict(Fraction)
        for cell in measure.cells:
            found[cell.wijk] += Fraction(cell.weight) / total
        return found

    def _years(self) -> dict[Place, dict[str, int]]:
        """By place: the years in which each giver can pay money that matches there. None stands for any place."""
        found: dict[Place, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for measure in self.supply.prepared.measures:
            places = self._matched_in(measure)
            for giver, years in self.supply.payers[measure.id].items():
                if giver in self.givers:
                    for place in places:
                        found[place][giver] |= years
        return found

    def _matched_in(self, measure: Measure) -> set[Place]:
        """The places where money of others in a measure can match, None among them; empty where it cannot."""
        if self.stream.measures is not None and measure.id not in self.stream.measures:
            return set()
        if not measure.cells:
            free = self.stream.wijken is None and self.stream.domains is None and self.match.scope != "wijk"
            return {None, measure.id} if free else set()
        wijken = {cell.wijk for cell in measure.cells if self.stream.covers(cell.wijk, cell.domain)}
        if not wijken:
            return set()
        return {None, *(wijken if self.match.scope == "wijk" else {measure.id})}
