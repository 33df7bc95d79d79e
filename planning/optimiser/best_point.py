"""The best point with whole decisions that a search came upon, and what makes it better: solves, dives, searches."""

from __future__ import annotations

import time

import highspy
import numpy as np
from pulp import LpVariable

from planning.optimiser.dive import Dive
from planning.optimiser.engine import Floats, How, NoPlan, Status
from planning.optimiser.linear import Model
from planning.optimiser.search import Search, beside, grown
from planning.optimiser.stages import Progress, Stages
from planning.optimiser.whole_engine import Whole, WholeEngine

MANY = 400
"""Decisions above which a vertex of the relaxation costs too much time, where nothing goes on from it."""
HOPELESS = 1500
"""Decisions above which HiGHS does not leave its first node in the time of a stage."""
PARTS = (1.0, 1e-3)
"""Scales of the costs in which the interior point method is tried: it fails now and then, and seldom in both."""
ROUGHLY = 1e-7
"""Part by which the interior point method may be off the least: ten times its tolerance."""


class BestPoint:
    """The engine of a search for whole decisions, with the best point so far.

    best: values of the columns (size,), None without one; basis: one near it to go on from, None without; bound: no
    decisions have more growth; gap: the one that will do; searchable: whether HiGHS gets anywhere with a search; short
    and searched as in `Found`.
    """

    def __init__(self, model: Model, progress: Progress, search: Search, deadline: float) -> None:
        self.model, self.progress, self.search, self.deadline = model, progress, search, deadline
        self.engine = WholeEngine(model, deadline, search.stop)
        self.stages = Stages(model, self.engine, progress)
        self.whole = self.engine.places(model.decisions)
        self.searchable = len(self.whole) <= HOPELESS
        self.best: Floats | None = None
        self.basis: highspy.HighsBasis | None = None
        self.bound = np.inf
        self.dive = Dive(model, self.engine, self.whole)
        # In thousands of euros, like everything else: so many as a sowing line has on average.
        self.usual = sum(aim.scope for aim in model.aims) / len(model.aims) if model.aims else 1.0
        self.gap = search.gap_for(len(self.whole))
        self.short: dict[str, float] = {}
        self.searched: list[tuple[str, float, int]] = []
        self.curved = bool(model.segments) and self.stages.weights()[0] > 0
        self.beside = beside(self.stages, self.curved)

    def _values(self) -> Floats:
        if self.best is None:
            raise NoPlan(Status.STOPPED)
        return self.best

    def _reached(self, cost: Floats) -> float:
        """What the best point costs; ∞ without one."""
        return float(cost @ self.best) if self.best is not None else np.inf

    def _cost(self, columns: list[LpVariable], weights: list[float] | None = None) -> Floats:
        cost = np.zeros(self.engine.size)
        cost[self.engine.places(columns)] = 1.0 if weights is None else weights
        return cost

    def money(self) -> float:
        """All money that counts, regular money where it does; thousands of euros."""
        figures = self.model.figures
        return float(sum(map(sum, figures.income)) + sum(figures.opening) + sum(map(sum, figures.regular)))

    def base(self, reached: float) -> float:
        """What a gap is a part of: all money that counts; of an objective with benefit, that too, as it is weighed."""
        coverage, benefit = self.stages.weights()
        if not self.curved:
            return abs(reached)
        beneficial = float(self.stages.benefits() @ self.best) if self.best is not None else 0.0
        return float(self.stages.worth * (coverage * self.money() + benefit * beneficial))

    def coverage(self, values: Floats) -> Floats:
        """Coverage over the programme's own level (n,) in values of the columns (size,)."""
        return np.asarray(values[self.stages.segments].sum(axis=1) / self.stages.line)

    def growth(self, values: Floats) -> float:
        """Growth of values of the columns (size,) with U itself, and benefit; in the units of the stages."""
        return grown(self.stages, self.beside, values, self.curved)

    def _within(self, gap: float) -> bool:
        """Whether the best point is so near the bound."""
        return self.best is not None and self.bound - self.growth(self.best) <= gap

    def _take(self, cost: Floats, values: Floats | None, basis: highspy.HighsBasis | None = None) -> None:
        """A point with whole decisions takes the place of the best where it costs less."""
        if values is not None and (self.best is None or cost @ values < cost @ self.best):
            self.best, self.basis = values, basis

    def _at_best(self, cost: Floats) -> None:
        """Make the most of the decisions so far."""
        if self.best is None:
            return
        at = np.round(self.best[self.whole])
        self.engine.bound(self.whole, at, at)
        if self.basis is not None:
            self.engine.go_on_from(self.basis)
        if self.engine.minimise(cost, How.COLD if self.basis is None else How.PRIMAL) is Status.OPTIMAL:
            self.basis = self.engine.basis()
            self._take(cost, self.engine.values(), self.basis)
        self.engine.bound(self.whole, np.zeros(len(at)), np.ones(len(at)))

    def _relaxed(self, cost: Floats) -> float:
        """The least cost where decisions need not be whole; of many decisions surely no more, by a hair.

        Raises:
            NoPlan: without a relaxed plan there is none.
        """
        for part in PARTS if len(self.whole) > MANY else ():
            if self.engine.minimise(cost * part, How.ROUGH, None) is Status.OPTIMAL:
                least = float(cost @ self.engine.values())
                return least - ROUGHLY * abs(least)
        return self._relaxed_vertex(cost)

    def _relaxed_vertex(self, cost: Floats) -> float:
        """As `_relaxed`, to the last digit and with a basis, from which a dive goes down.

        Raises:
            NoPlan: without a relaxed plan there is none.
        """
        how = How.COLD
        if len(self.whole) > MANY:
            if self.engine.minimise(cost, How.COLD, None) is Status.OPTIMAL:
                return float(cost @ self.engine.values())
            if self.engine.minimise(cost * PARTS[-1], How.COLD, None) is Status.OPTIMAL:
                how = How.WARM  # the best of small costs is not yet sure to be that of the costs themselves
        status = self.engine.minimise(cost, how)
        if status is not Status.OPTIMAL:
            raise NoPlan(status)
        return float(cost @ self.engine.values())

    def _dive(self, cost: Floats, allowed: float, part: float) -> None:
        """Decide measure by measure, from the plan without whole decisions that the engine has just made."""
        for point in self.dive.run(cost, allowed, self._share(part)):
            self._take(cost, point.values, point.basis)

    def _search(self, cost: Floats, gap: float, deadline: float) -> Whole:
        """Search, from the best point so far; a better one takes its place.

        Raises:
            NoPlan: infeasible; or stopped, and there is no point yet.
        """
        found = self.engine.minimise_whole(cost, self.whole, gap, deadline, self.best)
        if found.status is Status.INFEASIBLE:
            if self.best is None:
                raise NoPlan(Status.INFEASIBLE)
            return Whole(Status.FAILED, None, -np.inf)  # there is a point, so that proves nothing
        self._take(cost, found.values)
        self._values()
        return found

    def _share(self, part: float) -> float:
        now = time.monotonic()
        return now + part * max(0.0, self.deadline - now)

    def _done(self, name: str, started: float) -> None:
        seconds = time.perf_counter() - started
        self.searched.append((name, seconds, self.engine.iterations))
        self.progress(name, seconds)
