"""What the plain peers share: the order of the stages.

A peer states the rules of docs/formulation.md itself, in the manner of its library. Here is only what one would do with
any of them: solve a stage from nothing, keep its optimum as a row, and go on. The data come from
`planning.optimiser.figures`; no model does.

Not in the peers, though the optimiser does it: growth without steadiness (what steadiness cost), rounding, the plan
document, verification.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from bench.peers import grids
from bench.peers.grids import Floats, Grid
from planning.optimiser.figures import Figures
from planning.rules import Floor

MOST_PASSES = 50
Goal = Any
"""A linear expression of the library of a peer."""
SCALE = 10_000.0
"""On goals that are fractions: next to thousands of euros they would drown in the tolerances of a solver."""


class OutOfTime(Exception):  # noqa: N818 - it is a finding
    """The time limit came before the plan."""


@dataclass(frozen=True)
class Reached:
    """What the stages came to, before rounding.

    lapsed: thousands of euros; largest: a fraction; shortfall: Σ shortfall / scope; coarse: minus growth, with change,
    on the first grid; growth: `smooth` at the end of stage 2, thousands of euros; solves: how many.
    """

    lapsed: float
    largest: float
    shortfall: float
    coarse: float
    growth: float
    solves: int


class Peer(Protocol):
    """A linear programme of a plan in some library. `hair` is how far above an optimum it is kept, as a fraction."""

    hair: float
    lapsed: Goal
    largest: Goal  # times SCALE
    shortfall: Goal  # times SCALE
    tidiness: Goal

    def minimise(self, goal: Goal, seconds: float) -> float:
        """The least of a goal, from nothing. Raises OutOfTime when it takes longer than `seconds`."""
        ...

    def keep(self, goal: Goal, most: float) -> None:
        """From here on goal ≤ most."""
        ...

    def grow_on(self, grid: Grid) -> Goal:
        """Lay a grid of coverage; the goal is minus the growth plus what change costs."""
        ...

    def coverage(self) -> Floats:
        """Coverage by cell and year (cells · years,) of the last solve."""
        ...


def line(figures: Figures) -> Floats:
    """Sowing line by cell and year (cells · years,), thousands of euros."""
    return np.array(figures.line).ravel()


def level(figures: Figures) -> float:
    """Coverage if all money could flow freely."""
    money = sum(sum(row) for row in figures.income) + sum(figures.opening)
    return money / float(line(figures).sum())


def ranks(figures: Figures) -> Floats:
    """The small cost of a payment (streams, measures, years) by which stage 3 tidies."""
    streams, measures, years = (
        np.arange(1, count + 1) / count for count in (len(figures.streams), len(figures.measures), len(figures.years))
    )
    return np.asarray(streams[:, None, None] * measures[None, :, None] * (1 + 0.1 * years[None, None, :]))


def refuse_unknown(figures: Figures) -> None:
    """The peers know what the programmes of `bench.instances` need.

    Raises:
        ValueError: for a programme with something else.
    """
    programme = figures.prepared.programme
    matches = [stream.match for stream in figures.streams if stream.match is not None]
    unknown = {
        "objective": programme.objective != "coverage",
        "previous": programme.previous is not None,
        "count_regular": programme.count_regular,
        "offices": any(not measure.cells for measure in figures.measures),
        "several matches": len(matches) > 1 or any(match.scope != "programme" for match in matches),
        "cells without a sowing line": min(min(row) for row in figures.line) <= 0,
        "cells without a baseline": len(figures.baseline) < len(figures.cells),
        "musts": any(
            rule is not None and rule.strength == "must"
            for rule in (
                *figures.rules.floors,
                figures.rules.structural_cover,
                figures.rules.hold_harmless,
                figures.rules.focus_minimum,
                figures.rules.persistence,
                figures.rules.ramp_up,
                figures.rules.per_resident_ratio,
            )
        ),
    }
    if any(unknown.values()):
        raise ValueError(f"the peers do not know {[what for what, there in unknown.items() if there]}")


def smooth(figures: Figures, coverage: Floats) -> float:
    """Σ L·U(coverage) − steadiness · Σ real change, without any grid, from coverage (cells · years,)."""
    programme = figures.prepared.programme
    grown = float(line(figures) @ grids.utility(coverage, float(programme.evenness)))
    real = (coverage * line(figures)).reshape(len(figures.cells), -1) / np.array(figures.price)
    weight = np.array([2.0 if c in figures.focus else 1.0 for c in range(len(figures.cells))])
    return grown - float(programme.steadiness) * float(weight @ np.abs(np.diff(real)).sum(axis=1))


def run(peer: Peer, figures: Figures, deadline: float) -> Reached:
    """All stages of a peer. `deadline` is a moment of `time.monotonic`.

    Raises:
        OutOfTime: when the deadline comes first.
    """
    clock = _Clock(peer, deadline)
    lapsed = clock.kept(peer.lapsed)
    largest = clock.kept(peer.largest)
    shortfall = clock.kept(peer.shortfall)
    coarse, goal, best = _grow(clock, figures)
    grown = smooth(figures, peer.coverage())
    peer.keep(goal, best + peer.hair * abs(best))
    clock.least(peer.tidiness)
    return Reached(lapsed, largest / SCALE, shortfall / SCALE, coarse, grown, clock.solves)


def _grow(clock: _Clock, figures: Figures) -> tuple[float, Goal, float]:
    """The grids one after the other; the optimum on the coarse one, and the last goal with its optimum."""
    peer, evenness, start = clock.peer, float(figures.prepared.programme.evenness), level(figures)
    coarse = clock.least(peer.grow_on(grids.coarse(line(figures).size, start, evenness)))
    goal, best = None, 0.0
    for step in grids.STEPS:
        for _ in range(MOST_PASSES):
            grid = grids.refined(peer.coverage(), step, start, evenness)
            goal = peer.grow_on(grid)
            best = clock.least(goal)
            if step == grids.STEPS[0] or grid.holds(peer.coverage(), step):
                break
    return coarse, goal, best


class _Clock:
    """Gives each solve the time that is left, and counts them."""

    def __init__(self, peer: Peer, deadline: float) -> None:
        self.peer, self.deadline, self.solves = peer, deadline, 0

    def least(self, goal: Goal) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise OutOfTime
        self.solves += 1
        return self.peer.minimise(goal, left)

    def kept(self, goal: Goal) -> float:
        """The least of a goal, which no later stage may lose."""
        least = self.least(goal)
        self.peer.keep(goal, least + self.peer.hair * abs(least) + 1e-9)
        return least


def floor(figures: Figures, rule: Floor, c: int, t: int) -> float:
    """What a floor asks for a cell in a year, thousands of euros, nominal."""
    wijk, _ = figures.cells[c]
    people = figures.residents[figures.wijken.index(wijk)][t]
    return float(rule.per_resident) * people * figures.price[t] / 1000
