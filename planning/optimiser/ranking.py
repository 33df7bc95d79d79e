"""Which pieces of a programme are worth looking at: an order by the duals of growth, and no more than an order.

What a piece holds back is guessed as its prices times the money they are about: of a rule's rows their prices times
their size; of an earmark what its money would be worth where it may not go now, over its price; of a limit on
carry-over how much more its money is worth in a later year. What a piece really does is then solved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import numpy as np

from planning.optimiser import growth
from planning.optimiser.arrays import Floats, arrays
from planning.optimiser.figures import thousands
from planning.optimiser.linear import About
from planning.optimiser.solved import Solved
from planning.pieces import Piece
from planning.prepared import Prepared
from planning.programme import Stream

Cell = tuple[str, str]
"""(wijk, domain)."""
BARRING = ("earmark", "excludes_staff", "measure_years", "structural_cover")
"""Pieces that keep payments from being made at all: no row speaks of them, or one that says 0."""


class Ranking:
    """The guesses for one solved programme, in thousands of euros of growth: of all cells, or of some."""

    def __init__(self, given: Solved, cells: Collection[Cell] | None = None) -> None:
        self.given, self.figures = given, given.model.figures
        wanted = self.figures.cells if cells is None else cells
        self.cells = {self.figures.cell_number[cell] for cell in wanted}
        self.wijken = {self.figures.cells[c][0] for c in self.cells}
        self.domains = {self.figures.cells[c][1] for c in self.cells}
        self.share = self._share(range(len(self.figures.cells)))
        self.by_place: dict[str, float] = defaultdict(float)
        self.of_commitments: dict[str, float] = defaultdict(float)
        self.price: dict[tuple[str, int], float] = {}
        sizes = _sizes(given)
        for about, price, size in zip(given.model.about.values(), given.outcome.prices.tolist(), sizes, strict=True):
            if about.rule == "stream_balance" and about.stream is not None and about.year is not None:
                self.price[about.stream, about.year] = price
            elif about.rule == "commitments" and about.measure is not None:
                self.of_commitments[about.measure] += self._near(about) * abs(price) * size
            else:
                self.by_place[_place(about)] += self._near(about) * abs(price) * size
        self.slope = self._slopes()

    def guess(self, piece: Piece, after: Prepared) -> float:
        """What a piece may hold back; `after` is the programme without it."""
        if piece.rule == "steadiness":
            return self.share * self.given.outcome.steadiness_cost
        if piece.rule == "commitments":
            return self.of_commitments[piece.measure or ""]
        if piece.rule == "carry_over" and piece.stream is not None:
            return self._carried(self.figures.streams[self.figures.stream_number[piece.stream]])
        if piece.rule == "investment":
            return self._invested(piece)
        if piece.rule in BARRING:
            return self._barred(piece, after)
        return self.by_place.get(piece.pointer, 0.0)

    def _near(self, about: About) -> float:
        """1 of a row that speaks of one of the cells; their part of the sowing line where it speaks of none at all."""
        parts = [] if about.measure is None else self.figures.parts[self.figures.measure_number[about.measure]]
        if parts:
            return float(any(c in self.cells for c, _ in parts))
        if about.wijk is None and about.domain is None:
            return self.share
        return float(about.wijk in (None, *self.wijken) and about.domain in (None, *self.domains))

    def _share(self, among: Iterable[int]) -> float:
        """The part of the sowing line of these cells that is of those looked at."""
        lines = {c: sum(self.figures.line[c]) for c in among}
        everywhere = sum(lines.values())
        return sum(line for c, line in lines.items() if c in self.cells) / everywhere if everywhere else 0.0

    def _slopes(self) -> dict[tuple[int, int], float]:
        """U' of every cell and year that can grow: what a euro more is worth there."""
        money, figures = self.given.money(), self.figures
        found = {}
        for c, cell in ((c, cell) for c, cell in enumerate(figures.cells) if c in self.cells):
            for t, year in enumerate(figures.years):
                line = figures.line[c][t]
                if line > 0:
                    covered = np.array([(money.get((cell, year), 0.0) + figures.regular[c][t]) / line])
                    found[c, t] = float(growth.marginal(covered, float(figures.prepared.programme.evenness))[0])
        return found

    def _carried(self, stream: Stream) -> float:
        """Σ_t income · how much more it would be worth in the best later year, of which the cells have their part."""
        years, s = self.figures.years, self.figures.stream_number[stream.id]
        held = 0.0
        for t, year in enumerate(years[:-1]):
            now = self.price.get((stream.id, year), 0.0)
            later = max(self.price.get((stream.id, other), 0.0) for other in years[t + 1 :])
            held += (self.figures.income[s][t] + (self.figures.opening[s] if t == 0 else 0.0)) * max(0.0, later - now)
        return held * self._share(c for c, cell in enumerate(self.figures.cells) if stream.covers(*cell))

    def _invested(self, piece: Piece) -> float:
        """Σ_s,t what the investment takes · how much less the money is worth there than it would be elsewhere, or more.

        Elsewhere is the most that a euro of the stream is worth in that year in one of the cells that it may pay.
        """
        m, values = self.figures.measure_number[piece.measure or ""], self.given.outcome.values
        held = 0.0
        for (s, paid, t), column in self.given.model.spend.items():
            money = float(values[self.given.model.place[column.hash]]) if paid == m else 0.0
            if money > 0:
                stream = self.figures.streams[s]
                other = [
                    self._worth(n, t)
                    for n, measure in enumerate(self.figures.measures)
                    if n != m and self.figures.years[t] in self.figures.prepared.years_of(measure)
                    if measure.profile is None and stream.may_pay(measure)
                ]
                held += money * abs(max(other, default=0.0) - self._worth(m, t))
        return held

    def _barred(self, piece: Piece, after: Prepared) -> float:
        """Σ_s,t money of the stream · the most that a euro is worth where it may go now, over its price."""
        streams = [stream for stream in after.programme.counted if piece.stream in (None, stream.id)]
        return sum(self._barred_in(year, streams, piece, after) for year in self.figures.years)

    def _barred_in(self, year: int, streams: Sequence[Stream], piece: Piece, after: Prepared) -> float:
        """The same in one year; at most as much money as the measure can have."""
        t, held, money = year - self.figures.years[0], 0.0, 0.0
        for stream in streams:
            gain = self._best(after, stream, year, piece) - self.price.get((stream.id, year), 0.0)
            if gain > 0:
                income = self.figures.income[self.figures.stream_number[stream.id]][t]
                held, money = held + income * gain, money + income
        most = None if piece.measure is None else after.measure[piece.measure].max_per_year
        if most is None or money == 0.0:
            return held
        return held * min(1.0, thousands(after.nominal(after.measure[piece.measure or ""], most, year)) / money)

    def _best(self, after: Prepared, stream: Stream, year: int, piece: Piece) -> float:
        """The most that a euro of a stream is worth where the piece may have kept it from."""
        t, most = year - self.figures.years[0], 0.0
        for m, measure in enumerate(self.figures.measures):
            now = after.measure.get(measure.id)
            if now is None or piece.measure not in (None, now.id) or year not in after.years_of(now):
                continue
            barred = piece.rule != "structural_cover" or (stream.kind, now.kind) == ("incidental", "structural")
            if barred and stream.may_pay(now):
                most = max(most, self._worth(m, t))
        return most

    def _worth(self, m: int, t: int) -> float:
        """What a euro of a measure is worth in a year to what the plan strives for."""
        coverage, benefit = map(float, self.figures.prepared.programme.weights)
        covered = sum(part * self.slope.get((c, t), 0.0) for c, part in self.figures.parts[m])
        return coverage * covered + benefit * float(self.figures.measures[m].benefit)


def _place(about: About) -> str:
    """The place of the piece that a row belongs to."""
    if about.rule == "staff_capacity":
        return f"/rules/staff_capacity/{about.domain}"
    if about.rule == "measure_limits":
        return f"{about.pointer}/max_per_year"
    return about.pointer


def _sizes(given: Solved) -> list[float]:
    """Of every row the money it is about: its right side, or half of what its terms come to without their signs."""
    made = arrays(given.model)
    terms: Floats = np.abs(made.value * given.outcome.values[made.index])
    sums = np.concatenate([[0.0], np.cumsum(terms)])
    low, high = np.nan_to_num(made.row_low, neginf=0.0), np.nan_to_num(made.row_high, posinf=0.0)
    right = np.maximum(np.abs(low), np.abs(high))
    return list(np.maximum((sums[made.starts[1:]] - sums[made.starts[:-1]]) / 2, right).tolist())
