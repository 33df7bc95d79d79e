"""A linear programme as arrays, the form in which it is handed to a solver."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pulp

from planning.optimiser.linear import Linear

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Arrays:
    """A linear programme as arrays: rows compressed, bounds, and the place of every column."""

    place: dict[int, int]
    starts: Ints
    index: Ints
    value: Floats
    row_low: Floats
    row_high: Floats
    col_low: Floats
    col_high: Floats


def arrays(model: Linear) -> Arrays:
    """The PuLP model as arrays, in the order in which columns and rows were made."""
    place = model.place
    starts, index, value, low, high = [0], [], [], [], []
    for row in model.problem.constraints():
        index.extend([place[column.hash] for column in row.expr])
        value.extend(row.expr.values())
        starts.append(len(index))
        right = -row.constant
        low.append(-np.inf if row.sense == pulp.LpConstraintLE else right)
        high.append(np.inf if row.sense == pulp.LpConstraintGE else right)
    return Arrays(
        place,
        np.array(starts, dtype=np.int32),
        np.array(index, dtype=np.int32),
        np.array(value, dtype=np.float64),
        np.array(low, dtype=np.float64),
        np.array(high, dtype=np.float64),
        np.array([column.lowBound for column in model.columns], dtype=np.float64),
        np.array([np.inf if c.upBound is None else c.upBound for c in model.columns], dtype=np.float64),
    )
