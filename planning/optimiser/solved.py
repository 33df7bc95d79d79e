"""A programme whose stages have run: its model and what they came to. What plans and what asks again starts here."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from planning.optimiser.engine import Engine, NoPlan, Status
from planning.optimiser.figures import figures
from planning.optimiser.linear import Model
from planning.optimiser.model import build_model
from planning.optimiser.stages import STEPS, Outcome, Stages, Start
from planning.prepared import Prepared

Progress = Callable[[str, float | None], None]
"""Told each stage when it begins (None) and when it has ended (seconds)."""
CellYear = tuple[tuple[str, str], int]
"""((wijk, domain), calendar year)."""


def silent(stage: str, seconds: float | None) -> None:
    """No progress."""


@dataclass(frozen=True)
class Solved:
    """A model with the outcome of its stages."""

    model: Model
    outcome: Outcome

    def money(self) -> dict[CellYear, float]:
        """Money of every cell and year that can be paid, regular money not in it. Thousands of euros, nominal."""
        place = {column.hash: i for i, column in enumerate(self.model.columns)}
        figures = self.model.figures
        return {
            (figures.cells[c], figures.years[t]): float(self.outcome.values[place[column.hash]])
            for (c, t), column in self.model.money.items()
        }


def solve(
    prepared: Prepared,
    deadline: float | None = None,
    progress: Progress = silent,
    start: Start | None = None,
    finest: float = STEPS[-1],
) -> Solved:
    """Run all stages of a prepared programme, with its sowing line as it is there.

    Args:
        deadline: moment of `time.monotonic` after which solving stops.
        start: where the stages of a programme like this one ended (`Solved.outcome.start`): warm, and the same answer.
        finest: last step of the grid, a fraction of coverage.

    Raises:
        NoPlan: when there is none.
    """
    progress("model", None)
    started = time.perf_counter()
    model = build_model(figures(prepared))
    progress("model", time.perf_counter() - started)
    if start is not None:
        try:
            return Solved(model, Stages(model, Engine(model, deadline), progress, start=start, finest=finest).run())
        except NoPlan as none:
            if none.status is Status.STOPPED:
                raise
    return Solved(model, _from_nothing(model, deadline, progress, finest))


def _from_nothing(model: Model, deadline: float | None, progress: Progress, finest: float) -> Outcome:
    """All stages; once more, exactly, where taking next to nothing for nothing left no plan."""
    stages = Stages(model, Engine(model, deadline), progress, finest=finest)
    try:
        return stages.run()
    except NoPlan as none:
        if none.status is Status.STOPPED or len(stages.done) == 1:
            raise
    stages = Stages(model, Engine(model, deadline), progress, exact=True, finest=finest)
    try:
        return stages.run()
    except NoPlan as none:
        if none.status is Status.INFEASIBLE and len(stages.done) > 1:
            # The first stage had a plan, so the musts do not clash: this is about the solver's last digits.
            raise NoPlan(Status.FAILED) from none
        raise
