"""The fewest payments of a small programme, proven: a payment is a whole decision, and growth lies under tangents.

U is concave, so it lies below each of its tangents: a plan that is nearly good enough satisfies all of them, and the
fewest payments under some tangents are a lower bound (J. E. Kelley 1960, Journal of SIAM 8(4), p. 703). If the payments
that are left reach the growth that is asked, they are the fewest; else the tangents at the most growth they reach rule
them out, and the search goes on.
"""

from __future__ import annotations

import math

import highspy
import numpy as np

from planning.optimiser import growth
from planning.optimiser.engine import Floats, Ints
from planning.optimiser.near_best import NearBest

MOST_PAYMENTS = 80
"""Possible payments up to which the fewest are sought exactly."""
MOST_NODES = 200
ROUNDS = 8
TANGENTS = (0.25, 0.5, 0.75, 0.9, 1.0, 1.1, 1.3, 1.8)
"""First tangents, times the coverage in the best plan."""
LOWEST = 0.02
NEARLY = 1e-6
"""Part of what may be given up by which growth may lie under what is asked."""
SOLVED = highspy.HighsModelStatus.kOptimal
LIMITED = (highspy.HighsModelStatus.kSolutionLimit, highspy.HighsModelStatus.kIterationLimit)


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
        self.highs = highspy.Highs()
        for name, setting in (("output_flag", False), ("threads", 1), ("random_seed", 1), ("parallel", "off")):
            self.highs.setOptionValue(name, setting)
        for name, limit in (("mip_rel_gap", 0.0), ("mip_abs_gap", 0.999), ("mip_max_nodes", MOST_NODES)):
            self.highs.setOptionValue(name, limit)
        self.highs.passModel(near.engine.highs.getLp())
        self._free_segments()
        self.on = self._decisions()
        self.value = self._values()
        self.growth_row = self._growth_row()
        self.highs.addRow(-math.inf, known - 1.0, len(self.on), self.on, np.ones(len(self.on)))

    def fewest(self) -> Floats | None:
        """1 for each payment (n,) of a plan with fewer than are known, and the fewest under the tangents so far.

        None where there is none, or the search came to its limit.
        """
        count = len(self.on)
        self.highs.changeColsBounds(count, self.on, np.zeros(count), np.ones(count))
        self.highs.changeRowBounds(self.growth_row, self.near.target, math.inf)
        cost = np.zeros(self.highs.getNumCol())
        cost[self.on] = 1.0
        status = self._minimise(cost)
        if status == highspy.HighsModelStatus.kInfeasible:
            self.at_least = self.known
        elif status in (SOLVED, *LIMITED):
            bound = self.highs.getInfo().mip_dual_bound
            if math.isfinite(bound):
                self.at_least = min(self.known, max(self.at_least, math.ceil(bound - 1e-6)))
        if status != SOLVED:
            return None
        return np.round(np.asarray(self.highs.getSolution().col_value)[self.on])

    def reaches(self, chosen: Floats) -> bool | None:
        """Whether these payments reach the growth asked; tangents are added until that is sure, either way."""
        near = self.near
        self.highs.changeColsBounds(len(self.on), self.on, chosen, chosen)
        self.highs.changeRowBounds(self.growth_row, -math.inf, math.inf)
        cost = np.zeros(self.highs.getNumCol())
        cost[: self.size] = -near.beside
        cost[self.value] = -1.0
        for _ in range(30):
            if self._minimise(cost) != SOLVED:
                return None
            found = np.asarray(self.highs.getSolution().col_value)
            enough = near.target - NEARLY * near.allowed
            if near.growth(found[: self.size]) >= enough:
                return True
            self.tangents(near.coverage(found[: self.size]))
            if -float(cost @ found) < enough:
                return False
        return None

    def _minimise(self, cost: Floats) -> highspy.HighsModelStatus:
        self.highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
        self.highs.run()
        return self.highs.getModelStatus()

    def _free_segments(self) -> None:
        """Coverage comes from the money itself here."""
        places = self.near.stages.segments.ravel()
        self.highs.changeColsBounds(len(places), places, np.zeros(len(places)), np.full(len(places), np.inf))

    def _decisions(self) -> Ints:
        """spend[i] ≤ most[i] · on[i]."""
        found, places = self.near.model.figures, []
        for (s, m, t), pay in zip(self.near.model.spend, self.pays.tolist(), strict=True):
            keeps = found.streams[s].carry_over is not None
            money = found.opening[s] * (keeps or t == 0) + sum(found.income[s][0 if keeps else t : t + 1])
            most = min(money, found.limit.get((m, t), math.inf))
            on = self._column(0.0, 1.0)
            self.highs.changeColIntegrality(on, highspy.HighsVarType.kInteger)
            self.highs.addRow(-math.inf, 0.0, 2, np.array([pay, on], dtype=np.int32), np.array([1.0, -most]))
            places.append(on)
        return np.array(places, dtype=np.int32)

    def _values(self) -> Ints:
        """value[n] under the first tangents."""
        if not self.near.grows:
            return np.array([], dtype=np.int32)
        count = len(self.near.stages.line)
        self.value = np.array([self._column(-math.inf, math.inf) for _ in range(count)], dtype=np.int32)
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
            index = np.array([value, near.money[n]], dtype=np.int32)
            right = level[n] + slope[n] * near.regular[n]
            self.highs.addRow(-math.inf, right, 2, index, np.array([1.0, -slope[n]]))

    def _growth_row(self) -> int:
        """Σ value + benefit − steadiness·change ≥ what is asked."""
        beside = np.flatnonzero(self.near.beside).astype(np.int32)
        index = np.concatenate([beside, self.value]).astype(np.int32)
        factors = np.concatenate([self.near.beside[beside], np.ones(len(self.value))])
        self.highs.addRow(self.near.target, math.inf, len(index), index, factors)
        return int(self.highs.getNumRow()) - 1

    def _column(self, low: float, high: float) -> int:
        self.highs.addCol(0.0, low, high, 0, np.array([], dtype=np.int32), np.array([]))
        return int(self.highs.getNumCol()) - 1
