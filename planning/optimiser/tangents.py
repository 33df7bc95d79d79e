"""Growth from above: U lies below each of its tangents, so what is most under tangents is a bound of growth itself.

The segments of a model fill up in order of falling slope, so with the slopes of tangents, and breaks where one tangent
meets the next, they are the least of the tangents (outer approximation: Duran and Grossmann 1986, Mathematical
Programming 36, p. 307).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planning.optimiser import growth
from planning.optimiser.engine import Floats

RATIOS = (0.1, 0.25, 0.45, 0.6, 0.72, 0.82, 0.9, 0.96, 1.0, 1.04, 1.1, 1.2, 1.35, 1.6, 2.2, 4.0)
"""Tangents of the first round, times the coverage of the relaxation."""
LOWEST = 0.02
"""Coverage below which no tangent is laid: U is steep there, and would drown everything else."""
EXTRA = (0.25, 1.6, 0.6, 1.35)
"""Ratios that make room for tangents where earlier points lay."""
ALIKE = 1e-12


@dataclass(frozen=True)
class Tangents(growth.Grid):
    """Tangents at `points` (n, SEGMENTS), rising; breaks (n, SEGMENTS − 1) where they meet."""

    points: Floats

    def slopes(self) -> Floats:
        """U' at the points (n, SEGMENTS)."""
        return growth.marginal(self.points, self.evenness)

    def bottom(self) -> Floats:
        """What the tangents make of a coverage of 0 (n,)."""
        first = self.points[:, 0]
        return np.asarray(growth.utility(first, self.evenness) - growth.marginal(first, self.evenness) * first)


def tangents(points: Floats, evenness: float) -> Tangents:
    """Tangents at coverages (n, SEGMENTS) in any order; the same point may be there more than once."""
    points = np.sort(np.maximum(points, LOWEST), axis=1)
    slope = growth.marginal(points, evenness)
    level = growth.utility(points, evenness) - slope * points
    falls = slope[:, :-1] - slope[:, 1:]
    # Two tangents at (nearly) one point are one: where they meet is that point.
    apart = falls > ALIKE * slope[:, :-1]
    meet = np.diff(level, axis=1) / np.where(apart, falls, 1.0)
    breaks = np.where(apart, np.clip(meet, points[:, :-1], points[:, 1:]), points[:, 1:])
    return Tangents(breaks, np.ones(len(points)), evenness, points)


def round_points(relaxed: Floats, found: list[Floats]) -> Floats:
    """Points (n, SEGMENTS) for a next round of tangents.

    They lie round the last coverage (n,) that was `found` with whole decisions, and where the ones before it lay; in
    the first round they lie round the `relaxed` coverage (n,), without whole decisions.
    """
    centre = np.maximum(found[-1] if found else relaxed, LOWEST)
    latest = found[:-1][-len(EXTRA) :]
    ratios = [ratio for ratio in RATIOS if ratio not in EXTRA[: len(latest)]]
    return np.stack([*(centre * ratio for ratio in ratios), *latest], axis=1)
