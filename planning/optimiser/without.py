"""The stages of a programme without one piece of it, as far as they settle the money of the cells.

What asks why needs what every cell gets, not who pays it, nor what steadiness cost: growth is the last stage. What the
plan reached in full before growth (nothing lapses, all aims met) is reached without the piece too, as more is possible
without it; and where growth is best is found on grids that are laid round the coverage of the plan.
"""

from __future__ import annotations

import numpy as np

from planning.optimiser.engine import Engine, How, NoPlan, Status
from planning.optimiser.figures import figures
from planning.optimiser.light import LightModel
from planning.optimiser.linear import Model
from planning.optimiser.model import build_model
from planning.optimiser.solved import Limits, Solved
from planning.optimiser.stages import ALL_MET, NEXT_TO_NOTHING, STEPS, Outcome, Stages, Start, silent
from planning.prepared import Prepared


def money_without(given: Solved, prepared: Prepared, limits: Limits, afresh: bool = False) -> Solved | None:
    """A programme without one piece of that which was solved: the money of its cells, though not who pays it.

    None where it must be solved in full: where growth does not settle the money of every cell, or where something that
    the plan reached in full is not to be had (an open measure may be gone with the rule that asked for it).

    Args:
        limits: those of `solve`; decisions where the programme has some.
        afresh: start the stages before growth from nothing rather than from where the plan ended.

    Raises:
        NoPlan: when time was up.
    """
    start = given.outcome.start
    if start is None:
        return None
    model = build_model(figures(prepared, given.model.figures.round_to), LightModel)
    if not settles(model):
        return None
    stages = Without(model, limits.engine(model), start, afresh, limits.finest)
    stages.nothing_lapsed, stages.all_met = _lapsed(given) <= NEXT_TO_NOTHING, given.outcome.shortfall <= ALL_MET
    try:
        return Solved(model, stages.run(), limits.decisions)
    except NoPlan as none:
        if none.status is Status.STOPPED:
            raise
    return None


def settles(model: Model) -> bool:
    """Whether growth alone settles the money of all cells: it counts, and every cell has a sowing line.

    U bends everywhere, so that no two divisions over such cells have the most growth.
    """
    coverage, _ = model.figures.prepared.programme.weights
    return coverage > 0 and len(model.segments) > 0 and model.segments.keys() == model.money.keys()


def _lapsed(given: Solved) -> float:
    place = given.model.place
    return sum(float(given.outcome.values[place[column.hash]]) for column in given.model.lapsed.values())


class Without(Stages):
    """Stages that end with growth.

    nothing_lapsed, all_met: whether that is so in the plan, and need not be found out again.
    """

    nothing_lapsed = all_met = False

    def __init__(
        self, model: Model, engine: Engine, start: Start, afresh: bool = False, finest: float = STEPS[-1]
    ) -> None:
        """Stages of a model on its engine; `start` is where those of the plan ended."""
        # From a basis the first stage takes one solve: a rough one before it would be made from there too.
        super().__init__(model, engine, silent, exact=not afresh, start=None if afresh else start, finest=finest)
        self.covered = np.array([start.covered.get(key, 1.0) for key in self.keys])

    def run(self) -> Outcome:
        """The stages up to growth.

        Raises:
            NoPlan: when a stage has no optimum.
        """
        self.before_growth()
        self.grow()
        return self._outcome(self._coverage())

    def nothing_lost(self) -> None:
        """Least Σ lapsed: none, where none is in the plan."""
        if self.nothing_lapsed:
            self._fix_at_zero(self.engine.places(list(self.model.lapsed.values())))
        else:
            super().nothing_lost()

    def aims(self) -> None:
        """Least shortfalls: none, where none is in the plan."""
        if not self.all_met:
            super().aims()
            return
        self.engine.free_rows(np.array(self.model.largest_rows, dtype=np.int32))
        self._fix_at_zero(self.engine.places([aim.short for aim in self.model.aims]))

    def grow(self) -> None:
        """Most growth, on wide grids round the plan and then on fine ones.

        Not from the basis of the plan: money moves in most cells, which takes more pivots from there than from nothing.
        """
        self.start = None
        self._grow_on("growth_refined", self._refined(self.covered, STEPS[0]), How.ROUGH)
        self.grow_round(self._coverage(), How.COLD)

    def _stood(self, name: str) -> None:
        """Nothing goes on from here."""
