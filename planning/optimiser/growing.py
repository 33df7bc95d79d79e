"""Growth with whole decisions, under tangents.

Growth is concave, so it lies below its tangents (`planning.optimiser.tangents`): the search is on tangents, and its
bound holds for growth itself. Decisions that were found are counted with growth itself; while that leaves too much
below the bound, tangents are laid there too, and decisions that are known to the last digit are left out.

Decisions with more growth may also reach less of an earlier stage than was found there. That comes first, so it is kept
then, and growth is counted anew.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from planning.optimiser import growth
from planning.optimiser.best_point import BestPoint
from planning.optimiser.engine import Floats, How, NoPlan, Status
from planning.optimiser.linear import Model
from planning.optimiser.search import PROVEN, Search
from planning.optimiser.stages import Progress
from planning.optimiser.tangents import round_points, tangents
from planning.optimiser.whole_engine import Whole

HAIR = 1e-6
"""Thousands of euros that a later stage may add to what an earlier one reached: a tenth of a cent."""
LOOSE = 1e-4
"""Part of the gap of a stage that later ones may add too: the interior point method needs a little room."""
LAST = 1e-9
"""Part of all money that is a solver's last digits: with less room what is possible may seem impossible."""
LESS = 1e-6
"""Part of its scale by which an earlier stage must be better for growth to be counted anew."""
GROWING = 0.9
"""Part of the time that is left for a better point when growth begins."""
SPARE = 0.9
"""Part of the gap that the search on tangents may leave; the rest is for what lies between tangents and growth."""


@dataclass
class Kept:
    """A stage before growth: its cost (size,), what a gap of it is a part of, the least it can be, and its row."""

    name: str
    cost: Floats
    scale: float
    bound: float
    reached: float
    row: int


class Growing(BestPoint):
    """The search for growth, in which earlier stages are kept."""

    def __init__(self, model: Model, progress: Progress, search: Search, deadline: float) -> None:
        super().__init__(model, progress, search, deadline)
        self.relaxed: Floats = np.zeros(0)
        self.kept: list[Kept] = []
        self.left_out: list[int] = []

    def keep(self, name: str, cost: Floats, scale: float, bound: float) -> None:
        """Keep what the best point reached in a stage as a row, and say how far it may be from the least."""
        reached = float(cost @ self._values())
        row = self.engine.add_row(cost, -np.inf, reached + self._room(scale))
        self.kept.append(Kept(name, cost, scale, bound, reached, row))
        self._say_short(self.kept[-1], reached)

    def _room(self, scale: float) -> float:
        return max(HAIR, LOOSE * self.gap * scale, LAST * self.money())

    def _little(self, kept: Kept) -> float:
        """By how much what is reached of a stage may differ and be the same."""
        return max(LESS * kept.scale, 2 * self._room(kept.scale))

    def said(self) -> dict[str, float]:
        """The stages that may not be at their least, and how far they may be from it."""
        return {name: part for name, part in self.short.items() if part > 0}

    def _say_short(self, kept: Kept, reached: float) -> None:
        """How far what is reached of a stage may be from the least; the last digits of all money are nothing."""
        left = max(0.0, reached - kept.bound)
        self.short[kept.name] = left / kept.scale if left > max(HAIR, LAST * self.money()) else 0.0

    def ceiling(self) -> float:
        """What growth can surely never pass: U below its tangent at 1, all money where it has most benefit."""
        coverage, benefit = self.stages.weights()
        beneficial, money = self.stages.benefits(), self.money()
        payments = self.engine.places(list(self.model.spend.values()))
        most = float(beneficial[payments].max(initial=0.0)) * money
        most += float(beneficial.sum() - beneficial[payments].sum())
        if not self.curved:
            return most * benefit * self.stages.scale
        lined = float(self.stages.line.sum())
        top = float(growth.utility(np.ones(1), self.stages.evenness)[0])
        return float(coverage * (top * lined + max(0.0, money - lined)) + benefit * self.stages.worth * most)

    def _grow(self) -> None:
        """Most growth, until it is near enough or time is up."""
        started = time.perf_counter()
        self.progress("whole_growth", None)
        if not len(self.relaxed):
            self.stages.grow_roughly()
            self.relaxed = self.coverage(self.engine.values())
        while self._pass():
            pass
        self._done("whole_growth", started)

    def _pass(self) -> bool:
        """Rounds of tangents; whether an earlier stage reached less on the way, so that growth is counted anew."""
        known = -np.inf
        laid: list[Floats] = []
        while True:
            found = self._round(laid)
            if found is None:
                return True
            self.bound = min(self.bound, max(found.bound, known))
            best = self._values()
            if self._near(self.bound, self.growth(best)) or found.status is not Status.OPTIMAL or found.values is None:
                return self._less()
            # What lies between tangents and growth is too much: count these decisions to the last digit, and go on
            # without them.
            status, exact = self._counted(found.values)
            if status is Status.STOPPED:
                return False
            laid.append(self.coverage(found.values if exact is None else exact))
            if exact is not None and self.growth(exact) > self.growth(self._values()):
                self.best = exact
            # What was not counted to the last digit has no more than the bound of this round.
            sure = exact is not None and self.stages.settled
            known = max(known, self.growth(exact) if exact is not None and sure else found.bound)
            self._leave_out(found.values)

    def _less(self) -> bool:
        """Whether the best decisions reach less of an earlier stage than is kept. What they reach is kept then."""
        if self.best is None:
            return False
        self.engine.free_rows(np.array(self.left_out, dtype=np.int32))
        self.left_out.clear()
        at = np.round(self.best[self.whole])
        self.engine.bound(self.whole, at, at)
        reached = self._reach()
        if reached is None:
            for kept in self.kept:
                self._cap(kept, kept.reached)
        else:
            self._keep_again(reached, self.engine.values())
        self.engine.bound(self.whole, np.zeros(len(at)), np.ones(len(at)))
        return reached is not None

    def _reach(self) -> list[float] | None:
        """What the decisions that the engine holds reach of each stage, one after the other, where it is less.

        None where it is not, or where that was not found.
        """
        self.engine.free_rows(np.array([kept.row for kept in self.kept], dtype=np.int32))
        found: list[float] = []
        less = False
        for kept in self.kept:
            if self.engine.minimise(kept.cost, How.COLD) is not Status.OPTIMAL:
                return None
            least = float(kept.cost @ self.engine.values())
            less = less or least < kept.reached - self._little(kept)
            found.append(least if less else kept.reached)
            self._cap(kept, found[-1])
        return found if less else None

    def _keep_again(self, reached: list[float], values: Floats) -> None:
        """Keep what was reached of each stage, at a point (size,).

        With less of the first the others may be more than before; growth then has no bound any more.
        """
        if any(now > kept.reached for now, kept in zip(reached, self.kept, strict=True)):
            self.bound = self.ceiling()
        for now, kept in zip(reached, self.kept, strict=True):
            kept.reached = now
            self._say_short(kept, now)
        self.best = values

    def _cap(self, kept: Kept, reached: float) -> None:
        self.engine.cap_row(kept.row, reached + self._room(kept.scale))

    def _near(self, bound: float, reached: float) -> bool:
        allowed = max(self.gap, PROVEN) * self.base(reached)
        return bound - reached <= allowed or time.monotonic() >= self.deadline

    def _round(self, laid: list[Floats]) -> Whole | None:
        """One search on tangents. The bound is of growth; values are of the point found, whichever the best is.

        None where the first point of a first round reaches less of an earlier stage.
        """
        stages = self.stages
        grid = tangents(round_points(self.relaxed, laid), stages.evenness)
        widths = stages.lay(grid)
        bottom = stages.weights()[0] * float(grid.bottom() @ stages.line)
        gap = max(SPARE * self.gap, PROVEN / 4) * self.base(0.0)
        cost = stages.growth_cost(grid)
        if not laid:
            self._refill(widths)
            self.basis = None  # of another grid: it is no good to begin with
            self._at_best(cost)
            relaxed = self._relaxed_vertex(cost)
            self.bound = min(self.bound, bottom - relaxed)
            if not self._within(gap):
                self._dive(cost, gap / len(self.dive.measures.mine), GROWING)
                if self._less():
                    return None
            if self._within(gap):
                return Whole(Status.OPTIMAL, None, self.bound)
        start = None if laid else self.best
        found = self.engine.minimise_whole(cost, self.whole, gap, self.deadline, start)
        if found.status is Status.INFEASIBLE:
            if self.best is None:
                raise NoPlan(Status.INFEASIBLE)
            if not laid:
                return Whole(Status.FAILED, None, np.inf)  # there is a point, so that proves nothing
            return Whole(Status.OPTIMAL, None, -np.inf)  # all decisions there are have been counted
        if found.values is not None and (self.best is None or self.growth(found.values) > self.growth(self.best)):
            self.best = found.values
        self._values()
        return Whole(found.status, found.values, bottom - found.bound)

    def _refill(self, widths: Floats) -> None:
        """The same money in the segments of another grid, so that the best so far is a point of it."""
        if self.best is not None:
            below = np.hstack([np.zeros((len(widths), 1)), np.cumsum(widths[:, :-1], axis=1)])
            money = self.best[self.stages.segments].sum(axis=1)[:, None]
            self.best = self.best.copy()
            self.best[self.stages.segments] = np.clip(money - below, 0.0, widths)

    def _counted(self, values: Floats) -> tuple[Status, Floats | None]:
        """The most growth with the decisions of these values, refined; None where by the last digits there is none."""
        at = np.round(values[self.whole])
        self.engine.bound(self.whole, at, at)
        self.stages.settled = True
        try:
            self.stages.grow_round(self.coverage(values), How.COLD)
            return Status.OPTIMAL, self.engine.values()
        except NoPlan as none:
            return none.status, None
        finally:
            self.engine.bound(self.whole, np.zeros(len(at)), np.ones(len(at)))

    def _leave_out(self, values: Floats) -> None:
        """Never these decisions again: at least one is otherwise."""
        at = np.round(values[self.whole])
        coefficients = np.zeros(self.engine.size)
        coefficients[self.whole] = np.where(at > 0.5, -1.0, 1.0)
        self.left_out.append(self.engine.add_row(coefficients, 1.0 - float(at.sum()), np.inf))
