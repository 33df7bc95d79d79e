"""Whole decisions by ids: in which years a measure is on, and when an investment starts.

With its decisions fixed a programme is a linear programme like any other. What asks again (reasons, what-if,
alternatives) solves that one, so that it answers at once and does not compare plans of other decisions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planning.optimiser.engine import Engine, Floats
from planning.optimiser.linear import Model

MeasureYear = tuple[str, int]
"""(measure id, calendar year)."""


@dataclass(frozen=True)
class Decisions:
    """What was decided; what is not named is not done.

    on: years in which a measure with a minimum or a duration is paid; started: years in which investments start (one
    that had started before the term is not in it).
    """

    on: frozenset[MeasureYear] = frozenset()
    started: frozenset[MeasureYear] = frozenset()

    def without(self, measure: str) -> Decisions:
        """The same, but this investment does not start."""
        return Decisions(self.on, frozenset(row for row in self.started if row[0] != measure))


def decided(model: Model, values: Floats) -> Decisions:
    """The decisions in the values of a model's columns (size,)."""
    place = model.place
    measures, years = model.figures.measures, model.figures.years

    def chosen(columns: list[tuple[tuple[int, int], int]]) -> frozenset[MeasureYear]:
        return frozenset((measures[m].id, years[t]) for (m, t), at in columns if values[at] > 0.5)

    on = [(key, place[column.hash]) for key, column in model.on.items()]
    start = [(key, place[column.hash]) for key, column in model.start.items() if key not in model.on]
    return Decisions(chosen(on), chosen(start))


def keep(model: Model, engine: Engine, decisions: Decisions) -> None:
    """Fix the whole decisions of a model; the start of a run follows from the years in which its measure is on."""
    measures, years = model.figures.measures, model.figures.years
    kept = [(column, (measures[m].id, years[t]) in decisions.on) for (m, t), column in model.on.items()]
    kept += [
        (column, (measures[m].id, years[t]) in decisions.started)
        for (m, t), column in model.start.items()
        if (m, t) not in model.on
    ]
    at = np.array([float(done) for _, done in kept])
    engine.decide(engine.places([column for column, _ in kept]), at)
