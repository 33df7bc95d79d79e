"""A programme whose stages have run: its model and what they came to. What plans and what asks again starts here."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from planning.optimiser.again import Again
from planning.optimiser.engine import Engine, NoPlan, Status
from planning.optimiser.figures import figures
from planning.optimiser.light import LightModel
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
    money_only: bool = False,
) -> Solved:
    """Run all stages of a prepared programme, with its sowing line as it is there.

    Args:
        deadline: moment of `time.monotonic` after which solving stops.
        start: where the stages of a programme like this one ended (`Solved.outcome.start`): warm, and the same answer.
        finest: last step of the grid, a fraction of coverage.
        money_only: with a start in which only figures differ, settle what cells get and not who pays it. Its model
            cannot be written out.

    Raises:
        NoPlan: when there is none.
    """
    progress("model", None)
    started = time.perf_counter()
    model = build_model(figures(prepared), LightModel if money_only else Model)
    progress("model", time.perf_counter() - started)
    outcome = None if start is None else _from_start(model, deadline, progress, finest, start, money_only)
    return Solved(model, outcome or _from_nothing(model, deadline, progress, finest))


def _from_start(
    model: Model, deadline: float | None, progress: Progress, finest: float, start: Start, money_only: bool
) -> Outcome | None:
    """All stages from where another programme's ended; None where that gave no plan.

    Raises:
        NoPlan: when time is up, or when only figures differ and not even the first stage has a solution.
    """
    for exact in (False, True):
        again = Again(model, Engine(model, deadline), progress, start, exact, finest, money_only)
        stages = again if again.alike else Stages(model, again.engine, progress, start=start, finest=finest)
        try:
            return stages.run()
        except NoPlan as none:
            if none.status is Status.STOPPED:
                raise
            if not again.alike:
                return None
            if exact and none.status is Status.INFEASIBLE and len(stages.done) == 1:
                raise
    return None


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
