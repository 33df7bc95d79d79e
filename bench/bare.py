"""The bare first growth programme: the same linear programme in a fresh HiGHS, as anyone would run it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import highspy
import numpy as np

from planning.optimiser import growth
from planning.optimiser.engine import Engine
from planning.optimiser.figures import figures
from planning.optimiser.model import build_model
from planning.optimiser.stages import Stages
from planning.prepared import Prepared

EIGHT = (0.3, 0.6, 0.8, 1.0, 1.2, 1.5, 2.4)
"""Breakpoints of a first grid of eight segments, as fractions of the programme's own level."""


@contextmanager
def eight_segments() -> Iterator[None]:
    """The optimiser with eight segments per cell in its first grid."""
    with patch.object(growth, "SEGMENTS", len(EIGHT) + 1), patch.object(growth, "COARSE", EIGHT):
        yield


def first_growth(prepared: Prepared) -> highspy.HighsLp:
    """The model as built (musts hold, shortfalls are free) with the coarse grid, and growth as its cost."""
    model = build_model(figures(prepared))
    engine = Engine(model)
    stages = Stages(model, engine, lambda stage, seconds: None)
    grid = growth.coarse(len(stages.line), stages.evenness)
    widths = grid.widths(stages.line)
    engine.bound(stages.segments.ravel(), np.zeros(widths.size), widths.ravel())
    cost = np.zeros(engine.size)
    cost[stages.segments.ravel()] = -grid.slopes().ravel()
    cost[stages.change_places] = stages.change_costs
    engine.highs.changeColsCost(engine.size, np.arange(engine.size, dtype=np.int32), cost)
    return engine.highs.getLp()


def cold(lp: highspy.HighsLp, solver: str = "choose") -> highspy.Highs:
    """A fresh HiGHS that holds the programme; all options but the solver are its own."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("solver", solver)
    highs.passModel(lp)
    return highs


def run(highs: highspy.Highs) -> None:
    """The bare run.

    Raises:
        RuntimeError: when it finds no optimum.
    """
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError(f"HiGHS says {highs.modelStatusToString(highs.getModelStatus())}")
