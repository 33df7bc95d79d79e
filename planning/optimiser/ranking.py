"""Which pieces of a programme are worth looking at: an order by the duals of growth, and no more than an order.

What a piece holds back is guessed as its prices times the money they are about: of a rule's rows their prices times
their size; of an earmark what its money would be worth where it may not go now, over its price; of a limit on
carry-over how much more its money is worth in a later year. What a piece really does is then solved.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from planning.optimiser import growth
from planning.optimiser.engine import Floats, arrays
from planning.optimiser.linear import About
from planning.optimiser.solved import Solved
from planning.pieces import Piece
from planning.prepared import Prepared
from planning.programme import Stream

WITH_COLUMNS = ("earmark", "excludes_staff", "measure_years")
"""Pieces that keep payments from being possible at all, so that no row speaks of them."""


class Ranking:
    """The guesses for one solved programme, in thousands of euros of growth."""

    def __init__(self, given: Solved) -> None:
        self.given, self.figures = given, given.model.figures
        self.by_place: dict[str, float] = defaultdict(float)
        self.of_commitments: dict[str, float] = defaultdict(float)
        self.price: dict[tuple[str, int], float] = {}
        sizes = _sizes(given)
        for about, price, size in zip(given.model.about.values(), given.outcome.prices.tolist(), sizes, strict=True):
            if about.rule == "stream_balance" and about.stream is not None and about.year is not None:
                self.price[about.stream, about.year] = price
            elif about.rule == "commitments" and about.measure is not None:
                self.of_commitments[about.measure] += abs(price) * size
            else:
                self.by_place[_place(about)] += abs(price) * size
        self.slope = self._slopes()

    def guess(self, piece: Piece, after: Prepared) -> float:
        """What a piece may hold back; `after` is the programme without it."""
        if piece.rule == "steadiness":
            return self.given.outcome.steadiness_cost
        if piece.rule == "commitments":
            return self.of_commitments[piece.measure or ""]
        if piece.rule == "carry_over" and piece.stream is not None:
            return self._carried(self.figures.streams[self.figures.stream_number[piece.stream]])
        if piece.rule in WITH_COLUMNS:
            return self._barred(piece, after)
        return sum(held for place, held in self.by_place.items() if place == piece.pointer)

    def _slopes(self) -> dict[tuple[int, int], float]:
        """U' of every cell and year that can grow: what a euro more is worth there."""
        money, figures = self.given.money(), self.figures
        found = {}
        for c, cell in enumerate(figures.cells):
            for t, year in enumerate(figures.years):
                line = figures.line[c][t]
                if line > 0:
                    covered = np.array([(money.get((cell, year), 0.0) + figures.regular[c][t]) / line])
                    found[c, t] = float(growth.marginal(covered, float(figures.prepared.programme.evenness))[0])
        return found

    def _carried(self, stream: Stream) -> float:
        """Σ_t income · how much more it would be worth in the best later year."""
        years, s = self.figures.years, self.figures.stream_number[stream.id]
        held = 0.0
        for t, year in enumerate(years[:-1]):
            now = self.price.get((stream.id, year), 0.0)
            later = max(self.price.get((stream.id, other), 0.0) for other in years[t + 1 :])
            held += (self.figures.income[s][t] + (self.figures.opening[s] if t == 0 else 0.0)) * max(0.0, later - now)
        return held

    def _barred(self, piece: Piece, after: Prepared) -> float:
        """Σ_s,t money of the stream · the most that a euro is worth where it may go now, over its price."""
        held = 0.0
        for stream in after.programme.counted:
            if piece.stream in (None, stream.id):
                s = self.figures.stream_number[stream.id]
                for t, year in enumerate(self.figures.years):
                    best = self._best(after, stream, year, piece.measure)
                    gain = best - self.price.get((stream.id, year), 0.0)
                    held += self.figures.income[s][t] * max(0.0, gain)
        return held

    def _best(self, after: Prepared, stream: Stream, year: int, only: str | None) -> float:
        t, most = year - self.figures.years[0], 0.0
        for m, measure in enumerate(self.figures.measures):
            now = after.measure.get(measure.id)
            if now is None or only not in (None, now.id) or year not in after.years_of(now):
                continue
            if stream.may_pay(now):
                most = max(most, sum(part * self.slope.get((c, t), 0.0) for c, part in self.figures.parts[m]))
        return most


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
