"""The stage of growth: most Σ L·U(a) − steadiness · Σ change over the plans that the earlier stages leave."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from planning.programme import Mixed
from tests.oracle.answer import CellYear
from tests.oracle.cones import utility_cones
from tests.oracle.interior import NotSolved, Problem, Solved, minimise
from tests.oracle.model import Model
from tests.oracle.system import Linear, Row, total

SETTLED = 1e-5
"""Coverage within which two solves with other scales agree."""
MOST_PASSES = 4
LOWEST, HIGHEST = 1e-4, 1e4
"""Coverage between which a cell's own scale is set."""


@dataclass(frozen=True)
class Grown:
    """The most growth and the change it takes, in units; and how far the last two coverages lie apart."""

    solved: Solved
    coverage: Mapping[CellYear, float]
    growth: float
    change: float
    drift: float


def grow(model: Model, face: Problem, start: Solved, payable: Iterable[CellYear], tolerance: float) -> Grown:
    """The most growth over `face`.

    Solved with the coverage of `start` as the scale of each cell, then with the coverage that came out, until
    it settles. With b = a/a0 the utility of a cell is a0^(1−e)·U(b) and a constant, so every scale has the
    same answer: that two answers agree is a check on both.

    Raises:
        NotSolved: when the solver gives up.
    """
    cells, drift = list(payable), 1.0
    coverage = _coverage(model, cells, _solve(model, face, _coverage(model, cells, start), tolerance))
    for _ in range(MOST_PASSES):
        solved = _solve(model, face, coverage, tolerance)
        earlier, coverage = coverage, _coverage(model, cells, solved)
        drift = max((abs(coverage[key] - earlier[key]) for key in cells), default=0.0)
        if drift < SETTLED:
            break
    evenness = float(model.programme.evenness)
    return Grown(
        solved=solved,
        coverage=coverage,
        growth=sum(model.line(key[:2], key[2]) * utility(coverage[key], evenness) for key in cells),
        change=sum(w * abs(change(model, key).at(solved.values)) for key, w in changes(model).items()),
        drift=drift,
    )


def _solve(model: Model, face: Problem, scale: Mapping[CellYear, float], tolerance: float) -> Solved:
    """One solve, with the coverage of each cell over its `scale`, and costs over a middling price of money."""
    evenness, (weight_of_coverage, weight_of_benefit) = float(model.programme.evenness), weights(model)
    scale = {key: min(max(value, LOWEST), HIGHEST) for key, value in scale.items()}
    prices = sorted(value**-evenness for value in scale.values())
    price = prices[len(prices) // 2] if prices else 1.0
    sign = -1.0 if evenness == 1.0 else -1.0 / (1.0 - evenness)
    rows, cost, cones, columns = list(face.rows), {}, [], itertools.count(face.columns)
    for key, level in scale.items():
        line, column = model.line(key[:2], key[2]), next(columns)
        u, b = Linear({column: 1.0}), model.money[key] * (1.0 / (line * level))
        cones += utility_cones(u, b, evenness, lambda: Linear({next(columns): 1.0}))
        cost[column] = weight_of_coverage * sign * line * level ** (1.0 - evenness) / price
    for key, weight in changes(model).items():
        moved, column = change(model, key), next(columns)
        rows += [limit(moved - Linear({column: 1.0})), limit(moved * -1.0 - Linear({column: 1.0}))]
        cost[column] = weight_of_coverage * float(model.programme.steadiness) * weight / price
    for column, each in benefit(model).terms.items():
        cost[column] = cost.get(column, 0.0) - weight_of_benefit * each / price
    problem = replace(face, columns=next(columns), rows=rows, cost=cost, cones=cones)
    solved = minimise(problem, tolerance)
    if solved is None:
        raise NotSolved("no plan on the face of an earlier stage")
    return solved


def weights(model: Model) -> tuple[float, float]:
    """Weights of coverage and of benefit in the objective."""
    objective = model.programme.objective
    if isinstance(objective, Mixed):
        return float(objective.coverage), float(objective.benefit)
    return (0.0, 1.0) if objective == "benefit" else (1.0, 0.0)


def benefit(model: Model) -> Linear:
    """Σ benefit[m]·y[m,t] of measures without a profile, in units of money."""
    return total(
        column * float(model.prepared.measure[measure].benefit)
        for (_, measure, _), column in model.spend.items()
        if model.prepared.measure[measure].profile is None
    )


def _coverage(model: Model, cells: Iterable[CellYear], solved: Solved) -> dict[CellYear, float]:
    return {key: max(model.money[key].at(solved.values) / model.line(key[:2], key[2]), 0.0) for key in cells}


def limit(amount: Linear) -> Row:
    """amount ≤ 0."""
    return Row("", (), None, amount.terms, -amount.constant, False, "must")


def changes(model: Model) -> dict[CellYear, float]:
    """The cells and years whose change counts, with the weight: focus cells double."""
    return {
        (*cell, year): 2.0 if cell in model.focus else 1.0
        for cell in model.cells
        for year in model.term[1:]
        if model.line(cell, year) > 0 and model.line(cell, year - 1) > 0
    }


def change(model: Model, key: CellYear) -> Linear:
    """Y[w,d,t]/p[t] − Y[w,d,t−1]/p[t−1]."""
    wijk, domain, year = key
    now, earlier = model.money[key], model.money[wijk, domain, year - 1]
    return now * (1.0 / model.price[year]) - earlier * (1.0 / model.price[year - 1])


def utility(coverage: float, evenness: float) -> float:
    """U(a), with U(1) = 0."""
    coverage = max(coverage, 1e-12)
    if evenness == 1.0:
        return math.log(coverage)
    return float((coverage ** (1.0 - evenness) - 1.0) / (1.0 - evenness))
