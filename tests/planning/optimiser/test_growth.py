"""The grids of coverage: piecewise linear U that agrees with U where it should."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.optimiser import growth
from planning.optimiser.growth import (
    CENTRE,
    FINE,
    REFINED,
    SEGMENTS,
    Floats,
    Grid,
    coarse,
    least,
    marginal,
    next_steps,
    refined,
    settled,
    utility,
)

EVENNESS = [0.25, 0.5, 1.0, 2.0, 4.0]
coverages = st.floats(0, 8)
steps = st.sampled_from((0.02, 0.0025, 0.0005))
bounded = settings(deadline=None, derandomize=True, max_examples=60)


def test_there_is_a_column_for_every_part_of_a_grid() -> None:
    """Breaks and one more segment, in both kinds of grid."""
    assert len(growth.COARSE) == len(REFINED) == SEGMENTS - 1


@pytest.mark.parametrize("evenness", EVENNESS)
def test_utility_has_the_slope_that_defines_it(evenness: float) -> None:
    """U' = a^(−evenness), by central differences of 1e-6; below `least` it is straight with the slope there."""
    covered = np.array([0.02, 0.1, 0.5, 1.0, 1.7, 4.0])
    slope = (utility(covered + 1e-6, evenness) - utility(covered - 1e-6, evenness)) / 2e-6
    assert slope == pytest.approx(covered ** (-evenness), rel=1e-4)
    assert marginal(covered, evenness) == pytest.approx(covered ** (-evenness))
    bottom = least(evenness)
    assert bottom == pytest.approx({4.0: 0.01}.get(evenness, 0.001))
    low = utility(np.array([0.0, bottom / 2, bottom]), evenness)
    assert low[1] - low[0] == pytest.approx(low[2] - low[1])
    assert low[1] - low[0] == pytest.approx(bottom / 2 * bottom ** (-evenness))


def secants_agree(grid: Grid) -> None:
    """From break to break the segments add up to U itself."""
    gaps = np.diff(grid.breaks, axis=1)
    gained = (grid.slopes()[:, 1:-1] * gaps).cumsum(axis=1)
    exact = utility(grid.breaks[:, 1:], grid.evenness) - utility(grid.breaks[:, :1], grid.evenness)
    assert gained == pytest.approx(exact, rel=1e-9, abs=1e-9)


@bounded
@given(st.sampled_from(EVENNESS))
def test_a_coarse_grid(evenness: float) -> None:
    """Agrees with U at its breaks, has falling slopes, and the programme's own level is one of its breaks."""
    grid = coarse(3, evenness)
    secants_agree(grid)
    assert (np.diff(grid.slopes(), axis=1) < 0).all()
    assert (grid.breaks == 1.0).any(axis=1).all()


@bounded
@given(st.lists(st.tuples(coverages, steps), min_size=1, max_size=5), st.sampled_from(EVENNESS))
def test_a_refined_grid(cells: list[tuple[float, float]], evenness: float) -> None:
    """Agrees with U at its breaks; slopes fall (or are equal, where breaks fall together at 0); breaks are whole steps
    from the programme's level; the middle one is within half a step of the answer it is laid round.
    """
    around, each = (np.array(part) for part in zip(*cells, strict=True))
    grid = refined(around, each, evenness)
    secants_agree(grid)
    slopes = grid.slopes()
    assert np.isfinite(slopes).all()
    assert (np.diff(slopes, axis=1) <= 0).all()
    assert (np.diff(grid.breaks, axis=1) >= 0).all()
    away = (grid.breaks - 1.0) / each[:, None]
    assert np.abs(np.where(grid.breaks > 0, away - np.round(away), 0)).max() < 1e-6
    assert (np.abs(grid.breaks[:, CENTRE] - around) <= each / 2 + 1e-9).all()
    assert (grid.distance(around) <= 0.5 + 1e-6).all()


@bounded
@given(steps, st.integers(-FINE, FINE))
def test_the_level_is_a_break_of_every_refined_grid_near_it(step: float, away: int) -> None:
    """So that 100% can be met exactly."""
    grid = refined(np.array([1.0 + away * step]), np.array([step]), 1.0)
    assert np.abs(grid.breaks - 1.0).min() < 1e-12


def test_widths_are_breaks_times_the_line() -> None:
    """Cells of 50 and 200: the segments up to a break hold breaks · line; the last holds anything."""
    line = np.array([50.0, 200.0])
    grid = coarse(2, 1.0)
    widths = grid.widths(line)
    assert widths.shape == (2, SEGMENTS)
    assert widths[:, :-1].cumsum(axis=1) == pytest.approx(grid.breaks * line[:, None])
    assert np.isinf(widths[:, -1]).all()


STEP = 0.0005


def laid(step: float, *covered: float) -> tuple[Grid, Floats]:
    """A grid of one step round 1 for cells that then lie `covered` steps from there, and their coverage."""
    away = np.array(covered)
    return refined(np.full(len(away), 1.0), np.full(len(away), step), 1.0), 1.0 + step * away


def test_an_answer_is_settled_in_the_fine_middle() -> None:
    """Up to three of the finest steps from the middle it is; further away or on wider steps it is not."""
    finest = np.full(2, STEP)
    assert settled(*laid(STEP, 0, FINE), finest)
    assert not settled(*laid(STEP, 0, FINE + 0.01), finest)
    assert not settled(*laid(STEP, 0, -FINE - 1), finest)
    assert not settled(*laid(4 * STEP, 0, 0), finest)


def test_the_next_grid_is_finer_in_the_middle_and_wider_at_the_edge() -> None:
    """From steps of 4 · 0.0005: a quarter of that near the centre, the same further out, four times that from 20 steps
    on. Never finer than asked.
    """
    grid, covered = laid(4 * STEP, 0, FINE, 10, -20, 40)
    following = next_steps(grid, covered, np.full(5, STEP))
    assert following == pytest.approx(np.array([1, 1, 4, 16, 16]) * STEP)
    assert next_steps(*laid(STEP, 0), np.full(1, STEP)) == pytest.approx([STEP])


def test_which_segment_an_answer_lies_in() -> None:
    """In a grid of 0.02 round 1: 1.0 is a break, the end of segment 7; 1.01 lies inside segment 8; 0 in the first."""
    grid = refined(np.full(3, 1.0), np.full(3, 0.02), 1.0)
    place, inside = grid.filled(np.array([1.0, 1.01, 0.0]), np.full(3, 100.0))
    assert place.tolist() == [7, 8, 0]
    assert inside.tolist() == [False, True, False]
