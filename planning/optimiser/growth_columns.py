"""Growth in the columns of a solver: which they are, what they cost, and what coverage they hold.

The columns stay the same; a grid (`planning.optimiser.growth`) sets their bounds and costs.
"""

from __future__ import annotations

import highspy
import numpy as np

from planning.optimiser import growth
from planning.optimiser.engine import Engine, Floats
from planning.optimiser.linear import Model

MOST_BENEFIT = 1e6
"""The largest cost of an investment that benefits are scaled up to."""


class GrowthColumns:
    """The columns of growth of a model on its engine, for n cells and years with a sowing line.

    keys: cell and year (n); segments: places of their columns (n, SEGMENTS); line: their sowing lines at the level
    (n,), thousands of euros; level: the programme's own level of coverage; worth: growth as the columns count it over
    growth in thousands of euros; scale: the same of benefit; change_places, change_costs: places and costs of the
    columns of year-on-year change.
    """

    def __init__(self, model: Model, engine: Engine) -> None:
        self.model, self.engine = model, engine
        self.programme = model.figures.prepared.programme
        figures = model.figures
        keys = list(model.segments)
        self.keys = [(figures.cells[c], figures.years[t]) for c, t in keys]
        self.segments = np.array([engine.places(model.segments[key]) for key in keys], dtype=np.int32)
        self.segments = self.segments.reshape(len(keys), growth.SEGMENTS)
        self.evenness = float(self.programme.evenness)
        lined = sum(sum(line) for line in figures.line)
        money = sum(sum(row) for row in figures.income) + sum(figures.opening)
        money += sum(sum(row) for row in figures.regular)
        self.level = money / lined if lined > 0 and money > 0 else 1.0
        # Inside, coverage is relative to the level: U'(a) = level^(−evenness) · U'(a/level), so that a programme with a
        # norm far above or below its money has slopes of the same size as any other. `line` is the money at the level.
        self.line = np.array([figures.line[c][t] * self.level for c, t in keys])
        self.worth = self.level**self.evenness
        self.scale = self.worth if self.weights()[0] else self._benefit_scale()
        changes = model.changes
        self.change_places = engine.places([column for up, down, _ in changes for column in (up, down)])
        steadiness = float(self.programme.steadiness)
        self.change_costs = np.repeat(np.array([weight * steadiness for *_, weight in changes]), 2)

    def weights(self) -> tuple[float, float]:
        """Weights of coverage and of benefit in the objective."""
        coverage, benefit = self.programme.weights
        return float(coverage), float(benefit)

    def growth_cost(self, grid: growth.Grid | None) -> Floats:
        """Minus the growth, per column (size,)."""
        coverage, benefit = self.weights()
        cost = np.zeros(self.engine.size)
        if grid is not None:
            cost[self.segments.ravel()] = -coverage * grid.slopes().ravel()
            cost[self.change_places] = coverage * self.worth * self.change_costs
        if benefit:
            cost -= benefit * self.scale * self.benefits()
        return cost

    def _benefit_scale(self) -> float:
        """What a benefit of 1 counts for where benefit alone does: the solver's tolerances are absolute.

        So much that a thousand euros can bring 1, where they bring less; an investment at most MOST_BENEFIT then.
        """
        benefits, weight = self.benefits(), self.weights()[1]
        per_euro = benefits[self.engine.places(list(self.model.spend.values()))]
        top = weight * float(benefits.max(initial=0.0))
        most = weight * float(per_euro.max(initial=0.0)) or top
        return max(1.0, min(1.0 / most, MOST_BENEFIT / top)) if most > 0 else 1.0

    def benefits(self) -> Floats:
        """Benefit per column (size,), in thousands: of a payment per thousand euros, of an investment as it starts."""
        model = self.model
        measures, found = model.figures.measures, np.zeros(self.engine.size)
        per_euro = [0.0 if measures[m].profile else float(measures[m].benefit) for _, m, _ in model.spend]
        found[self.engine.places(list(model.spend.values()))] = per_euro
        starts = [(column, m) for (m, _), column in model.start.items() if measures[m].profile]
        at_once = [float(measures[m].benefit) / 1000 for _, m in starts]
        found[self.engine.places([column for column, _ in starts])] = at_once
        return found

    def _coverage(self) -> Floats:
        """Coverage of the grown cells (n,) over the programme's own level."""
        return np.asarray(self.engine.values()[self.segments].sum(axis=1) / self.line)

    def _growth(self) -> float:
        """Σ L·U(coverage) of the last solve, thousands of euros, but for a constant."""
        return float(growth.reached(self._coverage(), self.line, self.evenness) / self.worth)

    def lay(self, grid: growth.Grid) -> Floats:
        """Let the segments of all cells be as wide as those of a grid: (n, SEGMENTS), thousands of euros."""
        widths = grid.widths(self.line)
        self.engine.bound(self.segments.ravel(), np.zeros(widths.size), widths.ravel())
        return widths

    def _carry_basis(self, grid: growth.Grid, covered: Floats) -> None:
        """Make the last basis one of the new grid, so that the point stays and the simplex can go on from it."""
        basis = self.engine.basis()
        status = list(basis.col_status)
        place, inside = grid.filled(covered, self.line)
        kind = highspy.HighsBasisStatus
        for i, columns in enumerate(self.segments.tolist()):
            was_basic = any(status[column] == kind.kBasic for column in columns)
            for k, column in enumerate(columns):
                status[column] = kind.kUpper if k < place[i] else kind.kLower
            if was_basic:
                status[columns[place[i]]] = kind.kBasic
            elif not inside[i]:
                status[columns[place[i]]] = kind.kUpper
        basis.col_status = status
        self.engine.start_from(basis)
