"""The plans whose growth is at most so much below the best: a linear programme with growth as one row.

Musts hold, nothing more lapses and aims are met as in the best plan, by the stages that found it (`Stages`). Growth is
concave, so chords lie below it: a row on chords lets in no plan that gives up too much. Round the best plan, where the
grid begins, chords are coarse; laid again round each answer, which stays possible, they end up as fine as it takes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planning.optimiser import growth
from planning.optimiser.decisions import keep
from planning.optimiser.engine import Engine, Floats, How, NoPlan, Status
from planning.optimiser.linear import Model
from planning.optimiser.model import build_model
from planning.optimiser.search import beside, grown
from planning.optimiser.solved import Solved
from planning.optimiser.stages import Outcome, Stages, silent
from planning.optimiser.stopping import Stop

WIDTHS = (0.02, 0.0025)
"""Single steps of the grids, as a part of the coverage of each cell."""
MOST_PASSES = 12
LEAST_CENTRE = 0.02
"""Coverage below which a grid has the steps of this coverage."""
SAME = 1e-5
"""Part of a criterion by which an answer must improve to be worth another pass."""
KEPT = (5e-7, 1e-5, 1e-3)
"""Thousands of euros to within which a criterion is kept: under a tenth of a cent, more where that has no solution."""
STEEP = 1e4
"""What emptying a cell may cost at most, times what may be given up: more makes no difference, but for the digits."""


@dataclass(frozen=True)
class Chords(growth.Grid):
    """A grid on which growth is nowhere above U. `ends` (n,): the most coverage each cell can have; `steepest` (n,)."""

    ends: Floats
    steepest: Floats

    def slopes(self) -> Floats:
        """Slopes of the chords of U between the breaks (n, SEGMENTS), from 0 to the most there can be."""
        ends = np.maximum(self.ends, self.breaks[:, -1] * (1 + 1e-6))[:, None]
        edges = np.hstack([np.zeros((len(self.breaks), 1)), self.breaks, ends])
        gaps = np.diff(edges, axis=1)
        chords = np.diff(growth.utility(edges, self.evenness), axis=1) / np.where(gaps > 0, gaps, 1.0)
        slopes = np.where(gaps > 0, chords, growth.marginal(edges[:, :-1], self.evenness))
        return np.asarray(np.minimum(slopes, np.maximum(self.steepest[:, None], slopes[:, 1:2])))

    def bottom(self) -> Floats:
        """What the chords make of a coverage of 0 (n,)."""
        first = self.breaks[:, 0]
        return np.asarray(growth.utility(first, self.evenness) - self.slopes()[:, 0] * first)


def chords(centre: Floats, width: float, evenness: float, ends: Floats, steepest: Floats) -> Chords:
    """Chords with breaks at each cell's `centre` (n,) and round it, in steps of a part `width` of it."""
    steps = width * np.maximum(centre, LEAST_CENTRE)
    points = centre[:, None] + np.array(growth.REFINED)[None, :] * steps[:, None]
    return Chords(np.maximum(points, 0.0), steps, evenness, ends, steepest)


class NearBest:
    """The plans of a programme whose growth is at most `allowed` (thousands of euros) below that of its best plan.

    `extend` adds what a criterion needs to the model (columns, definitions) and gives its cost per column. All growth
    here is in the units of the stages (`Stages.scale` times thousands of euros), and but for a constant.
    """

    def __init__(
        self,
        best: Solved,
        allowed: float,
        extend: Callable[[Model], dict[str, float]],
        deadline: float | None = None,
        stop: Stop | None = None,
        exact: bool = False,
    ) -> None:
        """The plans near the best one: solving stops at the deadline (`time.monotonic`), or when `stop` says so.

        `exact`: next to nothing is not taken for nothing, as in `Stages`.
        """
        self.model = build_model(best.model.figures)
        costs = extend(self.model)
        self.deadline, self.stop = deadline, stop
        self.engine = Engine(self.model, deadline, stop)
        self.stages = Stages(self.model, self.engine, silent, exact, best.outcome.start)
        self.cost = np.array([costs.get(column.name, 0.0) for column in self.model.columns])
        known = dict(zip((column.name for column in best.model.columns), best.outcome.values.tolist(), strict=True))
        self.at_best = np.array([known.get(column.name, 0.0) for column in self.model.columns])
        self.money = self.engine.places([self.model.money[key] for key in self.model.segments])
        self.regular = np.array([self.model.figures.regular[c][t] for c, t in self.model.segments])
        self.best_coverage = self.coverage(self.at_best)
        self.allowed = allowed * self.stages.scale
        self.beside = beside(self.stages, self.grows)
        self.target = self.growth(self.at_best) - self.allowed
        money = sum(sum(row) for row in self.model.figures.income) + sum(self.model.figures.opening)
        self.most = (money + self.regular) / self.stages.line
        if best.decisions is not None:
            keep(self.model, self.engine, best.decisions)
        self.stages.before_growth()
        self.stages.start = None
        self._no_more_lapses()

    @property
    def grows(self) -> bool:
        """Whether growth towards the sowing line is in the objective; else it is benefit alone."""
        return bool(self.model.segments) and self.stages.weights()[0] > 0

    def coverage(self, values: Floats) -> Floats:
        """Coverage over the programme's own level of the cells that grow (n,)."""
        return np.asarray((values[self.money] + self.regular) / self.stages.line)

    def growth(self, values: Floats) -> float:
        """Growth of the columns' values (size,), with U itself, benefit and steadiness in it as in the objective."""
        return grown(self.stages, self.beside, values, self.grows)

    def least(self, cost: Floats) -> Floats:
        """Values of the columns (size,) with the least Σ cost·column, where growth is at most `allowed` below the best.

        Raises:
            NoPlan: when the solver stopped before the first answer.
        """
        if not self.grows:
            return self.once(cost, self.at_best, WIDTHS[-1])
        values = self.at_best
        for width in WIDTHS:
            values = self.once(cost, values, width, How.ROUGH)
        reached = np.inf
        for _ in range(MOST_PASSES):
            before = reached
            values = self.once(cost, values, WIDTHS[-1])
            reached = float(cost @ values)
            if reached >= before - SAME * max(1.0, abs(before)):
                break
        return values

    def once(self, cost: Floats, values: Floats, width: float, how: How = How.COLD) -> Floats:
        """As `least`, but on one grid: in steps of `width` round the coverage of `values` (size,), which stay possible.

        Raises:
            NoPlan: when the solver stopped, or found none by its last digits.
        """
        row = self._growth_row(self.coverage(values), width) if self.grows else self._benefit_row()
        return self._solve_beside(row, cost, how)

    def most_growth(self, cost: Floats, values: Floats) -> Outcome:
        """The stages to their end, with Σ cost·column kept at what `values` (size,) have: the most growth, then tidy.

        Raises:
            NoPlan: when the solver stopped.
        """
        if not cost.any():
            self._grow(values)
            return self.stages.after_growth()
        for slack in KEPT:
            row = self.engine.add_row(cost, -np.inf, float(cost @ values) + slack)
            try:
                self._grow(values)
            except NoPlan as none:
                if none.status is not Status.INFEASIBLE or slack == KEPT[-1]:
                    raise
                self.engine.free_rows(np.array([row], dtype=np.int32))
            else:
                break
        return self.stages.after_growth()

    def _grow(self, values: Floats) -> None:
        if self.grows:
            self.stages.grow_round(self.coverage(values), How.COLD)
        else:
            self.stages.grow()

    def _no_more_lapses(self) -> None:
        """Where lapsing comes after growth it is not kept by a face: then by a row."""
        if not self.stages.lapse_last:
            return
        lapsed = self.engine.places(list(self.model.lapsed.values()))
        coefficients = np.zeros(self.engine.size)
        coefficients[lapsed] = 1.0
        self.engine.add_row(coefficients, -np.inf, float(self.at_best[lapsed].sum()) + KEPT[0])

    def _growth_row(self, centre: Floats, width: float) -> int:
        """Growth on chords round a coverage (n,) ≥ growth of the best plan − allowed."""
        stages = self.stages
        weight = stages.weights()[0]
        breadth = np.maximum(centre, LEAST_CENTRE) * (1 + growth.REFINED[0] * width)
        steepest = STEEP * max(self.allowed, 1e-6) / (weight * stages.line * breadth)
        grid = chords(centre, width, stages.evenness, self.most, steepest)
        stages.lay(grid)
        coefficients = -stages.growth_cost(grid)
        bottom = weight * float(grid.bottom() @ stages.line)
        return self.engine.add_row(coefficients, self.target - bottom, np.inf)

    def _benefit_row(self) -> int:
        coefficients = -self.stages.growth_cost(None)
        return self.engine.add_row(coefficients, self.target, np.inf)

    def _solve_beside(self, row: int, cost: Floats, how: How) -> Floats:
        """Solve with a row that is let go of afterwards."""
        status = self.engine.minimise(cost, how)
        values = self.engine.values() if status is Status.OPTIMAL else self.at_best
        self.engine.free_rows(np.array([row], dtype=np.int32))
        if status is not Status.OPTIMAL:
            raise NoPlan(status)
        return values
