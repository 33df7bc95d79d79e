"""What a search for whole decisions is asked, and what it found and proved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from planning.optimiser import growth
from planning.optimiser.decisions import Decisions
from planning.optimiser.engine import Floats
from planning.optimiser.stages import Stages

SECONDS = 60.0
"""Time for the search, where no time limit is given."""
GAP = 0.005
SMALL = 60
"""So many decisions are searched to the end, where no gap is asked."""
PROVEN = 1e-6
"""A gap that counts as none: the grid of the linear programme leaves as much, and so does the hair of aims."""
EXACT = 1e-9
"""The same where there is neither."""


@dataclass(frozen=True)
class Search:
    """How to search: the gap that will do (0: proven), seconds without a deadline, and whether to stop now.

    Where no gap is given a search of few decisions goes on until it is proven, and another until GAP.
    """

    gap: float | None = None
    seconds: float = SECONDS
    stop: Callable[[], bool] | None = None

    def gap_for(self, decisions: int) -> float:
        """The gap that will do for so many decisions."""
        if self.gap is not None:
            return self.gap
        return GAP if decisions > SMALL else 0.0


DEFAULT_SEARCH = Search()


@dataclass
class Found:
    """Decisions, and what is proven of them.

    values: of the columns (size,), a plan with these decisions, the best that the search came upon; planned: growth of
    the plan that was made of them, and bound: no decisions have more, both as `Integers.growth` counts; base: what a
    gap is a part of; none: a part that counts as no gap; complete: whether the search came to its end in every stage;
    short: by other stage how far it may be from the least, as a part (of all money; of a sowing line for the largest
    shortfall); searched: name, seconds and iterations.
    """

    decisions: Decisions
    values: Floats
    planned: float
    bound: float
    base: float
    none: float
    complete: bool
    short: dict[str, float] = field(default_factory=dict)
    searched: list[tuple[str, float, int]] = field(default_factory=list)

    @property
    def gap(self) -> float:
        """The part by which growth of the plan may be below the most; 0: proven. Of nothing reached any loss is all."""
        away = max(0.0, self.bound - self.planned)
        part = away / self.base if self.base > 0 else float(away > EXACT)
        return 0.0 if part <= self.none else part

    @property
    def proven(self) -> bool:
        """Whether every stage was searched to its end, and nothing better can be."""
        return self.complete and not self.short and self.gap == 0


def beside(stages: Stages, curved: bool) -> Floats:
    """What each column (size,) adds to growth beside coverage: its benefit, and what steadiness takes."""
    grid = growth.coarse(len(stages.line), stages.evenness) if curved else None
    found = -stages.growth_cost(grid)
    found[stages.segments.ravel()] = 0.0
    return np.asarray(found)


def grown(stages: Stages, beside: Floats, values: Floats, curved: bool) -> float:
    """Growth of values of the columns (size,), with U itself, benefit and steadiness; in the units of the stages."""
    reached = float(beside @ values)
    if curved:
        covered = values[stages.segments].sum(axis=1) / stages.line
        reached += stages.weights()[0] * growth.reached(covered, stages.line, stages.evenness)
    return reached
