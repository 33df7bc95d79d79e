"""Growth as the plain peers see it: U piecewise linear on a grid of coverage, the same for each peer.

U'(a) = a^(−evenness). The first grid is the optimiser's; the refined ones have single steps near their centre and
wider ones further out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planning.optimiser.growth import COARSE, LEAST

Floats = npt.NDArray[np.float64]
STEPS = (0.02, 0.0025, 0.0005)
AROUND = np.array([-40, -20, -10, -5, -3, -2, -1, 0, 1, 2, 3, 5, 10, 20, 40])
"""Breakpoints of a refined grid, in steps from its centre."""
SINGLE = 3
SEGMENTS = len(AROUND) + 1


@dataclass(frozen=True)
class Grid:
    """Breakpoints of coverage for n cells and years: (n, SEGMENTS − 1), rising."""

    breaks: Floats
    evenness: float

    def widths(self, line: Floats) -> Floats:
        """Upper bounds of the segments (n, SEGMENTS) for a sowing line (n,); the last has none."""
        inner = np.diff(self.breaks, axis=1, prepend=0.0) * line[:, None]
        return np.hstack([inner, np.full((len(line), 1), np.inf)])

    def slopes(self) -> Floats:
        """Growth per unit of money in each segment (n, SEGMENTS), falling."""
        low, high = self.breaks[:, :-1], self.breaks[:, 1:]
        gap = np.maximum(high - low, 1e-12)
        chord = (utility(high, self.evenness) - utility(low, self.evenness)) / gap
        inner = np.where(high > low, chord, marginal(low, self.evenness))
        first = marginal(self.breaks[:, :1] / 2, self.evenness)
        last = marginal(2 * self.breaks[:, -1:] - self.breaks[:, -2:-1], self.evenness)
        return np.minimum.accumulate(np.hstack([first, inner, last]), axis=1)

    def holds(self, coverage: Floats, step: float) -> bool:
        """Whether every coverage (n,) lies where the grid has single steps."""
        centre = self.breaks[:, len(AROUND) // 2]
        return bool((np.abs(coverage - centre) <= (SINGLE + 1e-4) * step).all())


def coarse(count: int, level: float, evenness: float) -> Grid:
    """The optimiser's first grid: the same for all, relative to the programme's own level of coverage."""
    return Grid(np.tile(np.array(COARSE) * level, (count, 1)), evenness)


def refined(coverage: Floats, step: float, level: float, evenness: float) -> Grid:
    """A grid round each coverage (n,), of whole steps from the programme's own level."""
    centre = np.round((coverage - level) / step)
    return Grid(np.maximum(level + (centre[:, None] + AROUND) * step, 0.0), evenness)


def marginal(coverage: Floats, evenness: float) -> Floats:
    """U'(a)."""
    return np.asarray(np.maximum(coverage, LEAST) ** -evenness)


def utility(coverage: Floats, evenness: float) -> Floats:
    """U(a): log a for evenness 1, else a^(1 − evenness) / (1 − evenness); straight below LEAST."""
    safe = np.maximum(coverage, LEAST)
    above = np.log(safe) if evenness == 1 else safe ** (1 - evenness) / (1 - evenness)
    return np.asarray(above + np.minimum(coverage - LEAST, 0.0) * LEAST**-evenness)
