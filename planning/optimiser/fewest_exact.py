"""The fewest payments of a small programme, proven: a payment is a whole decision, and growth lies under tangents.

U is concave, so it lies below each of its tangents: a plan that is nearly good enough satisfies all of them, and the
fewest payments under some tangents are a lower bound (J. E. Kelley 1960, Journal of SIAM 8(4), p. 703). If the payments
that are left reach the growth that is asked, they are the fewest; else the tangents at the most growth they reach rule
them out, and the search goes on.
"""

from __future__ import annotations

import math

import numpy as np

from planning.optimiser import growth
from planning.optimiser.engine import Floats, How, Ints, Status
from planning.optimiser.near_best import NearBest
from planning.optimiser.whole_engine import WholeEngine

MOST_PAYMENTS = 80
"""Possible payments up to which the fewest are sought exactly."""
MOST_NODES = 200
ROUNDS, MOST_TANGENTS = 8, 30
TANGENTS = (0.25, 0.5, 0.75, 0.9, 1.0, 1.1, 1.3, 1.8)
"""First tangents, times the coverage in the best plan."""
LOWEST = 0.02
NEARLY = 1e-6
"""Part of what may be given up by which growth may lie under what is asked."""
FEWER = 0.999
"""Payments by which the search may be off: less than one."""
WHOLE = 1e-6
"""How far rows may be off in the search, ten times as much as in a linear programme: known payments must not seem to be
impossible, for then they would seem to be the fewest. What it finds is solved again (`reaches`)."""


def fewer_payments(near: NearBest, pays: Ints, known: set[int], values: Floats) -> tuple[set[int], int]:
    """Places of the fewest payments that reach the growth asked, and how many there are at least (0: not known).

    Args:
        pays: places of all possible payments.
        known: payments that reach it; the same are returned where no fewer were found.
        values: of the columns (size,), with these payments and much growth: good places for tangents.
    """
    if len(pays) > MOST_PAYMENTS:
        return known, 0
    near.engine.bound(pays, np.zeros(len(pays)), np.full(len(pays), np.inf))  # what was dropped may be paid again
    search = _Search(near, pays, len(known))
    search.tangents(near.coverage(values))
    for _ in range(ROUNDS):
        chosen = search.fewest()
        if chosen is None:
            break
        reached = search.reaches(chosen)
        if reached is None:
            break
        if reached:
            return {int(pays[i]) for i in np.flatnonzero(chosen)}, search.at_least
    return known, search.at_least


class _Search:
    """One mixed-integer programme: on[i] = 1 where payment i may be more than nothing; value[n] ≤ line·U(coverage)."""

    def __init__(self, near: NearBest, pays: Ints, known: int) -> None:
        self.near, self.pays, self.known, self.at_least = near, pays, known, 0
        self.size = near.engine.size
        self.engine = WholeEngine(near.model, near.deadline, near.stop)
        self.engine.stand_as(near.engine)
        self.engine.most_nodes, self.engine.tolerance = MOST_NODES, WHOLE
        self._free_segments()
        self.on = self._decisions()
        self.value = self._values()
        self.engine.add_row(self._ones(self.on), -math.inf, known - 1.0)

    def fewest(self) -> Floats | None:
        """1 for each payment (n,) of a plan with fewer than are known, and the fewest under the tangents so far.

        None where there is none, or the search came to its limit or was stopped.
        """
        engine, count = self.engine, len(self.on)
        engine.bound(self.on, np.zeros(count), np.ones(count))
        enough = engine.add_row(self._growth(), self.near.target, math.inf)
        deadline = math.inf if self.near.deadline is None else self.near.deadline
        found = engine.minimise_whole(self._ones(self.on), self.on, FEWER, deadline, None)
        engine.free_rows(np.array([enough], dtype=np.int32))
        if found.status is Status.INFEASIBLE:
            self.at_least = self.known
        elif found.status is not Status.FAILED and math.isfinite(found.bound):
            self.at_least = min(self.known, max(self.at_least, math.ceil(found.bound - 1e-6)))
        if found.status is not Status.OPTIMAL or found.values is None:
            return None
        return np.round(found.values[self.on])

    def reaches(self, chosen: Floats) -> bool | None:
        """Whether these payments reach the growth asked; tangents are added until that is sure, either way.

        None where it was stopped, or is not sure.
        """
        near, engine, how = self.near, self.engine, How.COLD
        engine.bound(self.on, chosen, chosen)
        gain = self._growth()
        enough = near.target - NEARLY * near.allowed
        for _ in range(MOST_TANGENTS):
            if engine.minimise(-gain, how) is not Status.OPTIMAL:
                return None
            found, how = engine.values(), How.WARM
            if near.growth(found[: self.size]) >= enough:
                return True
            self.tangents(near.coverage(found[: self.size]))
            if float(gain @ found) < enough:
                return False
        return None

    def _free_segments(self) -> None:
        """Coverage comes from the money itself here."""
        places = self.near.stages.segments.ravel()
        self.engine.bound(places, np.zeros(len(places)), np.full(len(places), np.inf))

    def _decisions(self) -> Ints:
        """spend[i] ≤ most[i] · on[i]."""
        found, places = self.near.model.figures, []
        for (s, m, t), pay in zip(self.near.model.spend, self.pays.tolist(), strict=True):
            keeps = found.streams[s].carry_over is not None
            money = found.opening[s] * (keeps or t == 0) + sum(found.income[s][0 if keeps else t : t + 1])
            on = self.engine.add_column(0.0, 1.0)
            row = np.zeros(self.engine.size)
            row[pay], row[on] = 1.0, -min(money, found.limit.get((m, t), math.inf))
            self.engine.add_row(row, -math.inf, 0.0)
            places.append(on)
        return np.array(places, dtype=np.int32)

    def _values(self) -> Ints:
        """value[n] under the first tangents."""
        if not self.near.grows:
            return np.array([], dtype=np.int32)
        count = len(self.near.stages.line)
        self.value = np.array([self.engine.add_column(-math.inf, math.inf) for _ in range(count)], dtype=np.int32)
        for factor in TANGENTS:
            self.tangents(factor * self.near.best_coverage)
        return self.value

    def tangents(self, covered: Floats) -> None:
        """value[n] ≤ weight · (line·U(a) + U'(a)·(money + regular − line·a)), at coverage a (n,)."""
        if not self.near.grows:
            return
        near, stages = self.near, self.near.stages
        at = np.maximum(covered, LOWEST)
        slope = stages.weights()[0] * growth.marginal(at, stages.evenness)
        level = stages.weights()[0] * growth.utility(at, stages.evenness) * stages.line - slope * at * stages.line
        for n, value in enumerate(self.value.tolist()):
            row = np.zeros(self.engine.size)
            row[value], row[near.money[n]] = 1.0, -slope[n]
            self.engine.add_row(row, -math.inf, level[n] + slope[n] * near.regular[n])

    def _growth(self) -> Floats:
        """Σ value + benefit − steadiness·change, by column."""
        found = self._ones(self.value)
        found[: self.size] += self.near.beside
        return found

    def _ones(self, places: Ints) -> Floats:
        found = np.zeros(self.engine.size)
        found[places] = 1.0
        return found
