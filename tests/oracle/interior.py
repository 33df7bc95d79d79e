"""Linear rows and utility cones put to Clarabel, an interior-point solver (Goulart and Chen 2024).

Columns x, rows A·x + s = b, s in a product of cones: 0 for equations, ≥ 0 for limits and bounds, and the
cones of `tests.oracle.cones` for utilities.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import clarabel  # type: ignore[import-untyped]
import numpy
from scipy import sparse  # type: ignore[import-untyped]

from tests.oracle.cones import Cone
from tests.oracle.system import Linear, Row

Vector = Sequence[float]
INFEASIBLE = {"PrimalInfeasible", "AlmostPrimalInfeasible"}


class NotSolved(Exception):  # noqa: N818 - it says what happened
    """The solver stopped without an answer that is good enough."""


@dataclass(frozen=True)
class Problem:
    """Least cost over the rows; columns are free unless they are in `positive` (at least 0) or `fixed`."""

    columns: int
    positive: frozenset[int]
    fixed: Mapping[int, float]
    rows: Sequence[Row]
    cost: Mapping[int, float]
    cones: Sequence[Cone] = ()


@dataclass(frozen=True)
class Solved:
    """Values of the columns, multipliers of the rows and the bounds (≥ 0 for a limit), and how good they are.

    `gap` is cost minus its dual bound, `residual` the largest breach of a row or a bound; both in units.
    """

    values: Vector
    multipliers: Vector
    bounds: Mapping[int, float]
    cost: float
    gap: float
    residual: float


class Entries:
    """Rows of A and b, cone by cone, with the columns that are fixed put in."""

    def __init__(self, problem: Problem) -> None:
        kept = [column for column in range(problem.columns) if column not in problem.fixed]
        self.fixed = problem.fixed
        self.place = {column: i for i, column in enumerate(kept)}
        self.row: list[int] = []
        self.column: list[int] = []
        self.value: list[float] = []
        self.bound: list[float] = []

    def add(self, terms: Mapping[int, float], bound: float) -> None:
        """A row: s = bound − Σ terms."""
        for column, factor in terms.items():
            if column in self.place:
                self.row.append(len(self.bound))
                self.column.append(self.place[column])
                self.value.append(factor)
            else:
                bound -= factor * self.fixed[column]
        self.bound.append(bound)

    def add_value(self, amount: Linear) -> None:
        """A row with s = amount."""
        self.add((amount * -1.0).terms, amount.constant)


def minimise(problem: Problem, tolerance: float) -> Solved | None:
    """The least cost, or None where no values meet the rows.

    Raises:
        NotSolved: when the solver gives up, also with tolerances that are up to a thousand times wider.
    """
    entries = Entries(problem)
    equations = [i for i, row in enumerate(problem.rows) if row.equal]
    limits = [i for i, row in enumerate(problem.rows) if not row.equal]
    for i in [*equations, *limits]:
        entries.add(problem.rows[i].terms, problem.rows[i].bound)
    bounded = sorted(problem.positive)
    for column in bounded:
        entries.add({column: -1.0}, 0.0)
    cones = [clarabel.ZeroConeT(len(equations)), clarabel.NonnegativeConeT(len(limits) + len(bounded))]
    for cone in problem.cones:
        for amount in cone.amounts:
            entries.add_value(amount)
        cones.append(_cone(cone))
    found = _attempts(problem, entries, cones, tolerance)
    if str(found.status) in INFEASIBLE:
        return None
    multipliers, values = numpy.zeros(len(problem.rows)), numpy.zeros(problem.columns)
    multipliers[[*equations, *limits]] = numpy.array(found.z)[: len(problem.rows)]
    values[list(entries.place)] = found.x
    values[list(problem.fixed)] = list(problem.fixed.values())
    bounds = dict(zip(bounded, found.z[len(problem.rows) :], strict=False))
    cost = sum(factor * float(values[column]) for column, factor in problem.cost.items())
    gap, breach = abs(found.obj_val - found.obj_val_dual), _breach(problem, values.tolist())
    return Solved(values.tolist(), multipliers.tolist(), bounds, cost, gap, breach)


def _cone(cone: Cone) -> Any:
    if cone.kind == "exponential":
        return clarabel.ExponentialConeT()
    return clarabel.SecondOrderConeT(3) if cone.kind == "second_order" else clarabel.PowerConeT(cone.power)


def _attempts(problem: Problem, entries: Entries, cones: list[Any], tolerance: float) -> Any:
    """The answer at the tolerance; where the last digits cannot be had, at a wider one."""
    status = ""
    for wider in (1.0, 10.0, 100.0, 1000.0):
        found = _run(problem, entries, cones, tolerance * wider)
        status = str(found.status)
        if status == "Solved" or status in INFEASIBLE:
            return found
    raise NotSolved(status)


def _run(problem: Problem, entries: Entries, cones: list[Any], tolerance: float) -> Any:
    count = len(entries.place)
    shape = (len(entries.bound), count)
    matrix = sparse.csc_matrix((entries.value, (entries.row, entries.column)), shape=shape)
    cost = numpy.zeros(count)
    for column, factor in problem.cost.items():
        if column in entries.place:
            cost[entries.place[column]] += factor
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.max_threads = 1
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = tolerance
    square = sparse.csc_matrix((count, count))
    return clarabel.DefaultSolver(square, cost, matrix, numpy.array(entries.bound), cones, settings).solve()


def _breach(problem: Problem, values: Vector) -> float:
    """The largest breach of a row or of a column that must not be negative."""
    worst = max((-float(values[column]) for column in problem.positive), default=0.0)
    for row in problem.rows:
        slack = row.slack(values)
        worst = max(worst, abs(slack) if row.equal else -slack)
    return worst
