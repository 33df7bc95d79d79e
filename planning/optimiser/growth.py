"""Growth: Σ L·U(coverage) − steadiness · Σ change, piecewise linear and refined round the answer.

U'(a) = a^(−evenness) (α-fairness: Mo and Walrand 2000, IEEE/ACM Trans. Networking 8(5), p. 556). Coverage here is
relative to the programme's own level: its money over its sowing line, which is 1 unless a norm says otherwise. Each
cell and year has SEGMENTS columns that fill up in order of falling slope; their bounds and costs are all that a
refinement moves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planning.optimiser.linear import About, Model

Floats = npt.NDArray[np.float64]
SEGMENTS = 16
COARSE = (0.15, 0.3, 0.45, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5, 1.8, 2.4, 3.6)
"""Breakpoints of the first grid."""
FINE = 3
REFINED = (-40, -20, -10, -5, -3, -2, -1, 0, 1, 2, 3, 5, 10, 20, 40)
"""Breakpoints of a refined grid, in whole steps from its centre; single steps up to FINE."""
CENTRE = len(REFINED) // 2
WIDER = 4.0
NEAR = 0.004
"""Coverage within which small cells are to be right: under half of the percentage point that is promised."""
MOST_FINER = 4
ROUND_OFF = 1e-4
"""Of a step: the solver's last digits."""
STEEPEST = 1e8
LEAST = 1e-3
"""Coverage below which growth is counted as if it were this; U has no bottom where evenness is 1 or more."""


def coverage(model: Model) -> None:
    """Σ_k segment[c,t,k] = money[c,t] + regular[c,t], for cells with a sowing line. Nominal, thousands of euros."""
    figures = model.figures
    for (c, t), money in model.money.items():
        if figures.line[c][t] > 0:
            pieces = [model.column("segment") for _ in range(SEGMENTS)]
            model.segments[c, t] = pieces
            wijk, domain = figures.cells[c]
            about = About("coverage", "/wijken", figures.years[t], wijk=wijk, domain=domain)
            model.row(about, {**dict.fromkeys(pieces, 1.0), money: -1.0}, "==", figures.regular[c][t])


def change(model: Model) -> None:
    """The year-on-year change, where steadiness has a weight."""
    if model.figures.prepared.programme.steadiness > 0:
        year_on_year(model)


def year_on_year(model: Model) -> None:
    """Y[c,t]/p[t] − Y[c,t−1]/p[t−1] = up − down, from the second year; real thousands of euros, focus cells double."""
    figures = model.figures
    for c in range(len(figures.cells)):
        for t in range(1, len(figures.years)):
            if figures.line[c][t] <= 0 or figures.line[c][t - 1] <= 0:
                continue
            terms = {
                model.money[c, u]: sign / figures.price[u]
                for u, sign in ((t, 1.0), (t - 1, -1.0))
                if (c, u) in model.money
            }
            if terms:
                up, down = model.column("up"), model.column("down")
                fixed = figures.regular[c][t] / figures.price[t] - figures.regular[c][t - 1] / figures.price[t - 1]
                wijk, domain = figures.cells[c]
                about = About("change", "/steadiness", figures.years[t], wijk=wijk, domain=domain)
                model.row(about, {**terms, up: -1.0, down: 1.0}, "==", -fixed)
                model.changes.append((up, down, 2.0 if c in figures.focus else 1.0))


@dataclass(frozen=True)
class Grid:
    """Piecewise linear U for n cells: breaks (n, SEGMENTS−1), rising, and steps (n,); coverage, a fraction."""

    breaks: Floats
    steps: Floats
    evenness: float

    def widths(self, line: Floats) -> Floats:
        """Upper bounds of the segments (n, SEGMENTS), thousands of euros; the last is unbounded."""
        edges = np.hstack([np.zeros((len(self.breaks), 1)), self.breaks])
        return np.hstack([np.diff(edges, axis=1) * line[:, None], np.full((len(edges), 1), np.inf)])

    def slopes(self) -> Floats:
        """Growth per thousand euros in each segment (n, SEGMENTS), falling."""
        low, high = self.breaks[:, :-1], self.breaks[:, 1:]
        gap = np.where(high > low, high - low, 1.0)
        inner = (utility(high, self.evenness) - utility(low, self.evenness)) / gap
        inner = np.where(high > low, inner, marginal(low, self.evenness))
        first = marginal(self.breaks[:, :1] / 2, self.evenness)
        beyond = 2 * self.breaks[:, -1:] - self.breaks[:, -2:-1]
        return np.minimum.accumulate(np.hstack([first, inner, marginal(beyond, self.evenness)]), axis=1)

    def distance(self, covered: Floats) -> Floats:
        """How many of its own steps each cell (n,) lies from the centre of its grid."""
        return np.asarray(np.abs(covered - self.breaks[:, CENTRE]) / self.steps)

    def filled(self, covered: Floats, line: Floats) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        """For each cell the segment in which its coverage lies, and whether it lies inside rather than on a break."""
        edges = np.hstack([np.zeros((len(self.breaks), 1)), self.breaks])
        near = 1e-9 * np.maximum(1.0, 1.0 / np.maximum(line, 1e-9))[:, None]
        place = (covered[:, None] > edges + near).sum(axis=1) - 1
        on_break = np.asarray((np.abs(covered[:, None] - edges) <= near).any(axis=1))
        return np.maximum(place, 0), np.logical_not(on_break)


def coarse(count: int, evenness: float) -> Grid:
    """The first grid, the same for all `count` cells."""
    return Grid(np.tile(np.array(COARSE), (count, 1)), np.full(count, 0.1), evenness)


def refined(covered: Floats, steps: Floats, evenness: float) -> Grid:
    """A grid of whole steps (n,) round the coverage of each cell (n,); 1, the programme's level, is always a point."""
    centre = np.round((covered - 1.0) / steps)
    points = 1.0 + (centre[:, None] + np.array(REFINED)[None, :]) * steps[:, None]
    return Grid(np.maximum(points, 0.0), steps, evenness)


def finest_steps(covered: Floats, line: Floats, step: float, evenness: float) -> Floats:
    """Steps (n,), at most `step`, so fine that the flat segments of no cell outweigh a point of coverage of another.

    A segment of width h hides at most L·|U''|·h²/8 of growth. In a cell with much money and little coverage that can be
    more than NEAR of coverage is worth in a small cell, which would then drift for nothing.
    """
    curve = line * evenness * np.power(np.maximum(covered, least(evenness)), -evenness - 1)
    fine = NEAR * np.sqrt(curve.min() / curve)
    return np.asarray(step * np.power(WIDER, -np.clip(np.ceil(np.log(step / fine) / math.log(WIDER)), 0, MOST_FINER)))


def next_steps(grid: Grid, covered: Floats, finest: Floats) -> Floats:
    """Steps (n,) for the next grid: wider for cells that ran to the edge of theirs, finer for cells near the centre.

    All are the finest times a power of WIDER, so that grids nest.
    """
    away = grid.distance(covered)
    wider = np.where(away >= REFINED[-2], grid.steps * WIDER, grid.steps)
    return np.asarray(np.where(away <= FINE + ROUND_OFF, np.maximum(grid.steps / WIDER, finest), wider))


def settled(grid: Grid, covered: Floats, finest: Floats) -> bool:
    """Whether every cell lies where its grid has single steps, of the finest size."""
    return bool(np.all((grid.distance(covered) <= FINE + ROUND_OFF) & (grid.steps <= finest * (1 + ROUND_OFF))))


def least(evenness: float) -> float:
    """Coverage below which U is straight: LEAST, and more where U' would pass STEEPEST and drown all other costs."""
    return max(LEAST, math.pow(STEEPEST, -1.0 / evenness))


def marginal(covered: Floats, evenness: float) -> Floats:
    """U'(a) = a^(−evenness); straight below `least`."""
    return np.power(np.maximum(covered, least(evenness)), -evenness)


def utility(covered: Floats, evenness: float) -> Floats:
    """U(a): log a for evenness 1, else a^(1−evenness)/(1−evenness); straight below `least`."""
    bottom = least(evenness)
    safe = np.maximum(covered, bottom)
    value = np.log(safe) if evenness == 1 else np.power(safe, 1 - evenness) / (1 - evenness)
    return np.asarray(value + np.minimum(covered - bottom, 0.0) * math.pow(bottom, -evenness))


def reached(covered: Floats, line: Floats, evenness: float) -> float:
    """Σ L·U(a) of cells with coverage a (n,) and a sowing line L (n,) above 0, in the unit of L; 0 of no cells."""
    return float(utility(covered, evenness) @ line)
