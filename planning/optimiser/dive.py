"""Whole decisions one after the other, each where it costs least: a good plan to begin a search with.

The plan without whole decisions says of most measures plainly what they do; those are decided together. Where that
costs something they are decided one by one, and of what a measure can do the cheapest is taken (diving with strong
branching: Achterberg 2007, Constraint Integer Programming, chapters 5 and 9). Every step is a linear programme a few
bounds away from the last, which the dual simplex method solves in a moment.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import highspy
import numpy as np

from planning.optimiser.arrays import Floats, Ints
from planning.optimiser.engine import Engine, How, Status
from planning.optimiser.linear import Model
from planning.optimiser.patterns import Measures, Pattern

FEWER, MORE, MOST = 4, 2, 10
"""At first, and after a step that cost too much, so many times fewer measures are decided together; after another so
many times more, up to the last."""


@dataclass
class Reached:
    """A linear programme that was solved: cost, values (size,), the basis, and bounds of the decisions (n,).

    The basis is None where it was solved roughly.
    """

    cost: float
    values: Floats
    basis: highspy.HighsBasis | None
    low: Floats
    high: Floats


class Dive:
    """Makes the decisions of a model on an engine, of which the rows say what earlier stages reached."""

    def __init__(self, model: Model, engine: Engine, whole: Ints) -> None:
        self.engine, self.whole = engine, whole
        self.measures = Measures(model)

    def run(self, cost: Floats, allowed: float, deadline: float) -> Iterator[Reached]:
        """Points with whole decisions, each cheaper than the one before; maybe none.

        It goes down from the plan without whole decisions that the engine has just made at this cost.

        Args:
            cost: what to minimise, per column (size,).
            allowed: what a step may cost without anything else being tried.
            deadline: moment of `time.monotonic` from which the likeliest is done with all that is left.
        """
        count = len(self.whole)
        now = self._reached(cost, np.zeros(count), np.ones(count))
        best = np.inf
        try:
            for step in self._down(cost, now, allowed, deadline):
                if step.cost < best:
                    best = step.cost
                    yield step
        finally:
            self.engine.bound(self.whole, np.zeros(count), np.ones(count))

    def _down(self, cost: Floats, now: Reached, allowed: float, deadline: float) -> Iterator[Reached]:
        """What is reached when all is decided, on the way and at the end."""
        left = sorted(self.measures.mine)
        together = max(1, len(left) // FEWER)
        while left:
            late = time.monotonic() >= deadline
            ranked = self._ranked(left, now.values)[: len(left) if late else together]
            step = self._step(cost, now, dict(ranked), How.COLD if late else None)
            if step is not None and len(ranked) == len(left):
                yield step
            if late:
                return
            if step is None or step.cost > now.cost + allowed:
                if len(ranked) > 1:
                    together = max(1, len(ranked) // FEWER)
                    continue
                step = self._cheapest(cost, now, ranked[0][0], step, allowed)
                if step is None:
                    return
                if len(left) == 1:
                    yield step
            else:
                together = min(MOST, MORE * together)
            decided = {m for m, _ in ranked}
            left = [m for m in left if m not in decided]
            now = step

    def _ranked(self, left: list[int], values: Floats) -> list[tuple[int, Pattern]]:
        """What each measure would likeliest do, the plainest first."""
        likeliest = [(m, self.measures.likeliest(m, values)) for m in left]
        return sorted(likeliest, key=lambda one: (one[1].distance, one[0]))

    def _cheapest(self, cost: Floats, now: Reached, m: int, first: Reached | None, allowed: float) -> Reached | None:
        """The cheapest of what a measure can do; `first` is its likeliest, None where that cannot be."""
        best = first
        for pattern in self.measures.patterns(m, now.values)[1:]:
            step = self._step(cost, now, {m: pattern})
            if step is not None and (best is None or step.cost < best.cost):
                best = step
            if best is not None and best.cost <= now.cost + allowed:
                return best
        return best or self._step(cost, now, {m: self.measures.likeliest(m, now.values)}, How.COLD)

    def _step(self, cost: Floats, now: Reached, done: dict[int, Pattern], rescue: How | None = None) -> Reached | None:
        """What comes of some patterns with what was decided before; None where they cannot be, or it takes too long.

        `rescue` is the way where it takes too long.
        """
        low, high = now.low.copy(), now.high.copy()
        for m, pattern in done.items():
            mine = self.measures.mine[m]
            low[mine] = high[mine] = pattern.at
        self.engine.bound(self.whole, low, high)
        if now.basis is not None:
            self.engine.go_on_from(now.basis)
        if self.engine.minimise(cost, How.COLD if now.basis is None else How.DUAL, rescue) is not Status.OPTIMAL:
            return None
        return self._reached(cost, low, high)

    def _reached(self, cost: Floats, low: Floats, high: Floats) -> Reached:
        """What the engine has just come to."""
        values = self.engine.values()
        basis = self.engine.basis()
        return Reached(float(cost @ values), values, basis if basis.valid else None, low, high)
