"""Whole decisions: every stage up to growth as a mixed-integer programme, with what earlier stages reached as rows.

A relaxed optimum may hold no point with whole decisions, so nothing is kept of a relaxation but its bound. Lapsed money
and aims are made as small as can be; growth is found to within a gap that is asked. It is concave, so it lies below its
tangents (`planning.optimiser.tangents`): the search is on tangents, and its bound holds for growth itself. Decisions
that were found are counted with growth itself; while that leaves too much below the bound, tangents are laid there too,
and decisions that are known to the last digit are left out of the search.

The answer is the decisions. What is left with these is a linear programme, and the stages solve it; where time is up
before they have, the best point of the search itself is the plan.
"""

from __future__ import annotations

import time

import numpy as np
from pulp import LpVariable

from planning.optimiser import growth
from planning.optimiser.decisions import decided
from planning.optimiser.dive import Dive
from planning.optimiser.engine import Floats, How, NoPlan, Status
from planning.optimiser.linear import Model
from planning.optimiser.search import EXACT, PROVEN, Found, Search, beside, grown
from planning.optimiser.stages import Progress, Stages
from planning.optimiser.tangents import round_points, tangents
from planning.optimiser.whole_engine import Whole, WholeEngine

HAIR = 1e-6
"""Thousands of euros that a later stage may add to what an earlier one reached: a tenth of a cent."""
FIRST, SHARE, GROWING = 0.4, 0.15, 0.7
"""Parts of the time that is left: for the first point, for the search of a stage before growth, for a better point when
growth begins."""
LOST, LARGEST, LIGHT = 100.0, 20.0, 0.02
"""Weights of lapsed money, of the largest shortfall and of growth beside the sum of shortfalls, for the first point."""
PLAIN = 0.01
"""Part of a sowing line that a step to the first point may cost before anything else is tried."""
SPARE = 0.9
"""Part of the gap that the search on tangents may leave; the rest is for what lies between tangents and growth."""


class Integers:
    """The search for the whole decisions of one model."""

    def __init__(self, model: Model, progress: Progress, search: Search, deadline: float) -> None:
        self.model, self.progress, self.search, self.deadline = model, progress, search, deadline
        self.engine = WholeEngine(model, deadline, search.stop)
        self.stages = Stages(model, self.engine, progress)
        self.whole = self.engine.places(model.decisions)
        self.best: Floats | None = None
        self.bound = np.inf
        self.dive = Dive(model, self.engine, self.whole)
        # In thousands of euros, like everything else: so many as a sowing line has on average.
        self.usual = sum(aim.scope for aim in model.aims) / len(model.aims) if model.aims else 1.0
        self.gap = search.gap_for(len(self.whole))
        self.relaxed: Floats = np.zeros(0)
        self.short: dict[str, float] = {}
        self.searched: list[tuple[str, float, int]] = []
        self.curved = bool(model.segments) and self.stages.weights()[0] > 0
        self.beside = beside(self.stages, self.curved)

    # ---- the stages ----

    def run(self) -> Found:
        """The decisions.

        Raises:
            NoPlan: infeasible, or stopped before there was any plan.
        """
        model = self.model
        self.bound = self._ceiling()
        self._begin()
        complete = True
        try:
            self._stages()
        except NoPlan as none:
            if none.status is not Status.STOPPED:
                raise
            complete = False
        values = self._values()
        reached = self.growth(values)
        return Found(
            decisions=decided(model, values),
            values=values,
            planned=reached,
            bound=self.bound,
            base=self.base(reached),
            none=PROVEN if self.curved or model.aims else EXACT,
            complete=complete,
            short={name: part for name, part in self.short.items() if part > 0},
            searched=self.searched,
        )

    def _stages(self) -> None:
        """All stages up to growth.

        Raises:
            NoPlan: infeasible, or stopped; the best point so far, its bound and what is short are what they are.
        """
        model = self.model
        if not self.stages.lapse_last:
            self._nothing_lost()
        if model.aims and model.largest is not None:
            self._least("aims_largest", self.usual * self._cost([model.largest]), self.usual)
            weights = [self.usual / aim.scope for aim in model.aims]
            self._least("aims_sum", self._cost([aim.short for aim in model.aims], weights), max(self.money(), HAIR))
        if self.curved:
            self._grow()
        else:
            self._benefit()
        if self.stages.lapse_last:
            cost = self.stages.growth_cost(None)
            reached = float(cost @ self._values())
            self.engine.add_row(cost, -np.inf, reached + EXACT * abs(reached))
            self._nothing_lost()

    def _nothing_lost(self) -> None:
        self._least("nothing_lost", self._cost(list(self.model.lapsed.values())), max(self.money(), HAIR))

    def _cost(self, columns: list[LpVariable], weights: list[float] | None = None) -> Floats:
        cost = np.zeros(self.engine.size)
        cost[self.engine.places(columns)] = 1.0 if weights is None else weights
        return cost

    def _values(self) -> Floats:
        if self.best is None:
            raise NoPlan(Status.STOPPED)
        return self.best

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

    def _ceiling(self) -> float:
        """What growth can surely never pass: U below its tangent at 1, all money where it has most benefit."""
        coverage, benefit = self.stages.weights()
        beneficial, money = self.stages.benefits(), self.money()
        payments = self.engine.places(list(self.model.spend.values()))
        most = float(beneficial[payments].max(initial=0.0)) * money
        most += float(beneficial.sum() - beneficial[payments].sum())
        if not self.curved:
            return most * benefit * (self.stages.worth if coverage else 1.0)
        lined = float(self.stages.line.sum())
        top = float(growth.utility(np.ones(1), self.stages.evenness)[0])
        return float(coverage * (top * lined + max(0.0, money - lined)) + benefit * self.stages.worth * most)

    # ---- before growth ----

    def _begin(self) -> None:
        """A first point, decided measure by measure, near the least of all stages before growth together.

        Raises:
            NoPlan: when there is no plan without whole decisions either, or time was up.
        """
        started = time.perf_counter()
        self.progress("decisions_first", None)
        cost = self._together()
        least = self._relaxed(cost)
        if self.stages.lapse_last and not self.model.aims:
            self.bound = min(self.bound, -least)  # benefit alone: there is nothing before it
        self._dive(cost, PLAIN * self.usual, FIRST)
        self._done("decisions_first", started)

    def _together(self) -> Floats:
        """All stages as one cost: what lapses and the largest shortfall weigh heavily, growth hardly."""
        model, stages = self.model, self.stages
        grid = None
        if self.curved:
            grid = growth.coarse(len(stages.line), stages.evenness)
            widths = grid.widths(stages.line)
            self.engine.bound(stages.segments.ravel(), np.zeros(widths.size), widths.ravel())
        if stages.lapse_last and not model.aims:
            return stages.growth_cost(grid)
        cost = self._cost([aim.short for aim in model.aims], [self.usual / aim.scope for aim in model.aims])
        cost += LIGHT * stages.growth_cost(grid)
        if model.largest is not None:
            cost += self._cost([model.largest], [LARGEST * self.usual])
        if not stages.lapse_last:
            cost += self._cost(list(model.lapsed.values()), [LOST] * len(model.lapsed))
        return cost

    def _dive(self, cost: Floats, allowed: float, part: float) -> None:
        """Decide measure by measure, from the plan without whole decisions that the engine has just made."""
        for values in self.dive.run(cost, allowed, self._share(part)):
            self._take(cost, values)

    def _take(self, cost: Floats, values: Floats | None) -> None:
        """A point with whole decisions takes the place of the best where it costs less."""
        if values is not None and (self.best is None or cost @ values < cost @ self.best):
            self.best = values

    def _at_best(self, cost: Floats) -> None:
        """Make the most of the decisions so far."""
        if self.best is None:
            return
        at = np.round(self.best[self.whole])
        self.engine.bound(self.whole, at, at)
        if self.engine.minimise(cost, How.COLD) is Status.OPTIMAL:
            self._take(cost, self.engine.values())
        self.engine.bound(self.whole, np.zeros(len(at)), np.ones(len(at)))

    def _relaxed(self, cost: Floats) -> float:
        """The least cost where decisions need not be whole.

        Raises:
            NoPlan: without a relaxed plan there is none.
        """
        status = self.engine.minimise(cost, How.COLD)
        if status is not Status.OPTIMAL:
            raise NoPlan(status)
        return float(cost @ self.engine.values())

    def _least(self, name: str, cost: Floats, scale: float) -> None:
        """As little of a cost as can be, to within the gap as a part of `scale`; from then on it is a row."""
        started = time.perf_counter()
        self.progress(f"whole_{name}", None)
        asked, bound = max(self.gap * scale, HAIR), 0.0  # nothing is less than 0
        self.short[name] = self._reached(cost) / scale if self.best is not None else 0.0  # until more is known
        self._at_best(cost)
        if self._reached(cost) > asked:
            bound = max(bound, self._relaxed(cost))
        if self.best is None:
            self._dive(cost, asked, FIRST)
        if self._reached(cost) > bound + asked:
            bound = max(bound, self._search(cost, max(self.gap * scale, HAIR / 2), self._share(SHARE)).bound)
        reached = float(cost @ self._values())
        self.engine.add_row(cost, -np.inf, reached + HAIR)
        left = max(0.0, reached - bound)
        self.short[name] = left / scale if left > HAIR else 0.0
        self._done(f"whole_{name}", started)

    def _reached(self, cost: Floats) -> float:
        """What the best point costs; ∞ without one."""
        return float(cost @ self.best) if self.best is not None else np.inf

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

    # ---- growth ----

    def coverage(self, values: Floats) -> Floats:
        """Coverage over the programme's own level (n,) in values of the columns (size,)."""
        return np.asarray(values[self.stages.segments].sum(axis=1) / self.stages.line)

    def growth(self, values: Floats) -> float:
        """Growth of values of the columns (size,) with U itself, and benefit; in the units of the stages."""
        return grown(self.stages, self.beside, values, self.curved)

    def _benefit(self) -> None:
        """Most benefit: all is linear."""
        started = time.perf_counter()
        self.progress("whole_growth", None)
        cost = self.stages.growth_cost(None)
        self._at_best(cost)
        self.bound, gap = min(self.bound, -self._relaxed(cost)), max(self.gap, EXACT / 2)
        self._dive(cost, gap * abs(self.bound) / len(self.whole), FIRST)
        while True:
            allowed = gap * abs(float(cost @ self.best)) if self.best is not None else 0.0
            found = self._search(cost, allowed, self.deadline)
            self.bound = min(self.bound, -found.bound)
            reached = -float(cost @ self._values())
            if found.status is not Status.OPTIMAL or allowed == 0 or self.bound - reached <= gap * abs(reached):
                break
            gap = 0.0  # the first point was worth more than the best: what was allowed was too much
        self._done("whole_growth", started)

    def _grow(self) -> None:
        """Most growth, in rounds of tangents, until it is near enough or time is up."""
        started = time.perf_counter()
        self.progress("whole_growth", None)
        known = -np.inf
        laid: list[Floats] = []
        self.stages.grow_roughly()
        self.relaxed = self.coverage(self.engine.values())
        while True:
            found = self._round(laid)
            self.bound = min(self.bound, max(found.bound, known))
            best = self._values()
            if self._near(self.bound, self.growth(best)) or found.status is not Status.OPTIMAL or found.values is None:
                break
            # What lies between tangents and growth is too much: count these decisions to the last digit, and go on
            # without them.
            status, exact = self._counted(found.values)
            if status is Status.STOPPED:
                break
            laid.append(self.coverage(found.values if exact is None else exact))
            if exact is not None and self.growth(exact) > self.growth(self._values()):
                self.best = exact
            # What was not counted to the last digit has no more than the bound of this round.
            sure = exact is not None and self.stages.settled
            known = max(known, self.growth(exact) if exact is not None and sure else found.bound)
            self._leave_out(found.values)
        self._done("whole_growth", started)

    def _near(self, bound: float, reached: float) -> bool:
        allowed = max(self.gap, PROVEN) * self.base(reached)
        return bound - reached <= allowed or time.monotonic() >= self.deadline

    def _round(self, laid: list[Floats]) -> Whole:
        """One search on tangents. The bound is of growth; values are of the point found, whichever the best is."""
        stages = self.stages
        grid = tangents(round_points(self.relaxed, laid), stages.evenness)
        widths = grid.widths(stages.line)
        self.engine.bound(stages.segments.ravel(), np.zeros(widths.size), widths.ravel())
        bottom = stages.weights()[0] * float(grid.bottom() @ stages.line)
        gap = max(SPARE * self.gap, PROVEN / 4) * self.base(0.0)
        cost = stages.growth_cost(grid)
        if not laid:
            self._refill(grid.widths(stages.line))
            self._at_best(cost)
            relaxed = self._relaxed(cost)
            self.bound = min(self.bound, bottom - relaxed)
            if not self._within(gap):
                self._dive(cost, gap / len(self.dive.measures.mine), GROWING)
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

    def _within(self, gap: float) -> bool:
        """Whether the best point is so near the bound."""
        return self.best is not None and self.bound - self.growth(self.best) <= gap

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
        self.engine.add_row(coefficients, 1.0 - float(at.sum()), np.inf)
