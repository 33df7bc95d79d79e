"""A programme whose stages have run: its model and what they came to. What plans and what asks again starts here."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from planning.optimiser.again import Again
from planning.optimiser.decisions import Decisions, keep
from planning.optimiser.engine import Engine, NoPlan, Status
from planning.optimiser.figures import figures
from planning.optimiser.integers import Integers
from planning.optimiser.light import LightModel
from planning.optimiser.linear import Model
from planning.optimiser.model import build_model
from planning.optimiser.search import DEFAULT_SEARCH, Found, Search
from planning.optimiser.stages import STEPS, Outcome, Progress, Stages, Start, silent
from planning.prepared import Prepared

SEARCH_PART = 0.6
"""Part of a time limit that the search for whole decisions may take."""
CellYear = tuple[tuple[str, str], int]
"""((wijk, domain), calendar year)."""


@dataclass(frozen=True)
class Solved:
    """A model with the outcome of its stages.

    decisions: what was decided as a whole, None where nothing is; found: what the search for them proved, None where
    there was none (nothing to decide, or decisions that were given).
    """

    model: Model
    outcome: Outcome
    decisions: Decisions | None = None
    found: Found | None = None

    @property
    def proven(self) -> bool:
        """Whether this is the optimum: the stages came to their end, and the search for decisions proved its own."""
        return self.outcome.ended and (self.found is None or self.found.proven)

    def money(self) -> dict[CellYear, float]:
        """Money of every cell and year that can be paid, regular money not in it. Thousands of euros, nominal."""
        place = self.model.place
        figures = self.model.figures
        return {
            (figures.cells[c], figures.years[t]): float(self.outcome.values[place[column.hash]])
            for (c, t), column in self.model.money.items()
        }


@dataclass(frozen=True)
class Limits:
    """What a solve is held to: a moment of `time.monotonic` after which it stops, the grid's last step (coverage)."""

    deadline: float | None = None
    finest: float = STEPS[-1]
    decisions: Decisions | None = None
    stop: Callable[[], bool] | None = None

    def engine(self, model: Model) -> Engine:
        """A new engine, with what is decided fixed."""
        engine = Engine(model, self.deadline, self.stop)
        if self.decisions is not None:
            keep(model, engine, self.decisions)
        return engine


def solve(
    prepared: Prepared,
    deadline: float | None = None,
    progress: Progress = silent,
    start: Start | None = None,
    finest: float = STEPS[-1],
    money_only: bool = False,
    decisions: Decisions | None = None,
    search: Search = DEFAULT_SEARCH,
    round_to: int | None = None,
) -> Solved:
    """Run all stages of a prepared programme, with its sowing line as it is there.

    Where a measure asks for whole decisions these are searched for first, unless they are given; what is left with them
    is a linear programme.

    Args:
        deadline: moment of `time.monotonic` after which solving stops.
        start: where the stages of a programme like this one ended (`Solved.outcome.start`): warm, and the same answer.
        finest: last step of the grid, a fraction of coverage.
        money_only: with a start in which only figures differ, settle what cells get and not who pays it. Its model
            cannot be written out. Where benefit alone counts many divisions are as good, and only the stages after it
            settle what cells get: all are run then.
        decisions: those to keep (`Solved.decisions` of a programme like this one); what they do not name is not done.
        search: how to search for decisions, and whether to stop.
        round_to: whole euros that payments will come in; as the document says where left out.

    Raises:
        NoPlan: when there is none.
    """
    progress("model", None)
    started = time.perf_counter()
    money_only = money_only and prepared.programme.weights[0] > 0
    model = build_model(figures(prepared, round_to), LightModel if money_only else Model)
    progress("model", time.perf_counter() - started)
    integers, found = None, None
    if model.decisions and decisions is None:
        integers = Integers(model, progress, search, _search_deadline(deadline, search))
        found = integers.run()
        decisions = found.decisions
    limits = Limits(deadline, finest, decisions if model.decisions else None, search.stop)
    outcome = None if start is None else _from_start(model, limits, progress, start, money_only)
    try:
        outcome = outcome or _from_nothing(model, limits, progress)
    except NoPlan:
        if found is None:
            raise
        outcome = _best_so_far(model, found)
    if integers is not None and found is not None:
        outcome.stages[:0] = found.searched
        integers.account(found, outcome.values)
    return Solved(model, outcome, limits.decisions, found)


def _search_deadline(deadline: float | None, search: Search) -> float:
    """The search leaves a part of a time limit for the linear programme after it."""
    now = time.monotonic()
    return now + (search.seconds if deadline is None else SEARCH_PART * max(0.0, deadline - now))


def _best_so_far(model: Model, found: Found) -> Outcome:
    """The best point of the search, where the stages could make no more of its decisions: time was up, mostly."""
    stages = Stages(model, Engine(model), silent)
    place = stages.engine.arrays.place
    shortfall = sum(found.values[place[aim.short.hash]] / aim.scope for aim in model.aims)
    return Outcome(found.values, stages.level, False, float(shortfall), ended=False)


def _from_start(model: Model, limits: Limits, progress: Progress, start: Start, money_only: bool) -> Outcome | None:
    """All stages from where another programme's ended; None where that gave no plan.

    Raises:
        NoPlan: when time is up, or when only figures differ and not even the first stage has a solution.
    """
    for exact in (False, True):
        again = Again(model, limits.engine(model), progress, start, exact, limits.finest, money_only)
        stages = again if again.alike else Stages(model, again.engine, progress, start=start, finest=limits.finest)
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


def _from_nothing(model: Model, limits: Limits, progress: Progress) -> Outcome:
    """All stages; once more, exactly, where taking next to nothing for nothing left no plan."""
    stages = Stages(model, limits.engine(model), progress, finest=limits.finest)
    try:
        return stages.run()
    except NoPlan as none:
        if none.status is Status.STOPPED or len(stages.done) == 1:
            raise
    stages = Stages(model, limits.engine(model), progress, exact=True, finest=limits.finest)
    try:
        return stages.run()
    except NoPlan as none:
        if none.status is Status.INFEASIBLE and len(stages.done) > 1:
            # The first stage had a plan, so the musts do not clash: this is about the solver's last digits.
            raise NoPlan(Status.FAILED) from none
        raise
