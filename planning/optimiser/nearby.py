"""Growth from where a programme like it ended, when only figures differ (same columns, same rows).

Of the best vertex of the other programme nearly all bounds still bind. With these bounds kept the money of the cells
has few ways to move, and the best along them is found on the smooth growth itself, by Newton's method: a reduced
gradient method with second derivatives (Murtagh and Saunders 1978, Mathematical Programming 14, p. 41). The grid of
coverage is laid round that point, so that it is a vertex of the linear programme and very nearly the best one: what
the dual simplex method then changes are the few bounds that bind no longer, or bind now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

from planning.optimiser import growth
from planning.optimiser.engine import Engine, Floats, Ints
from planning.optimiser.standing import Standing

KIND = highspy.HighsBasisStatus
KINDS = {int(kind): kind for kind in (KIND.kLower, KIND.kBasic, KIND.kUpper, KIND.kZero, KIND.kNonbasic)}
LOWER, BASIC, UPPER = int(KIND.kLower), int(KIND.kBasic), int(KIND.kUpper)
MIDDLE = growth.SEGMENTS // 2
EDGE = 4
"""Segments from either end in which a cell is not left: its grid is laid anew round the middle."""
OUTWARD = np.array([0, 1, 2, 3, 5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10240], dtype=np.float64)
"""Breakpoints of a grid, in steps outward from its centre."""
MOST_CELLS = 6000
"""Cells and years beyond which, as in a whole country, foreseeing costs more than it saves."""
NEWTON_STEPS, SMALLEST_PART, NEAR_ENOUGH, ROUND_OFF = 30, 1e-3, 1e-7, 1e-9
Codes = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Laid(growth.Grid):
    """A grid whose fine part lies round `centre` (n,), coverage, whichever its segments."""

    centre: Floats

    def distance(self, covered: Floats) -> Floats:
        """How many of its own steps each cell (n,) lies from the centre of its grid."""
        return np.asarray(np.abs(covered - self.centre) / self.steps)


class Near:
    """The cells of an engine's programme near the best vertex of another.

    segments (n, SEGMENTS) are the columns of each cell and year, rows (n,) the rows in which they add up to its money,
    line (n,) its money at coverage 1; `weight` is that of growth among the costs.
    """

    def __init__(
        self, engine: Engine, segments: Ints, rows: Ints, line: Floats, evenness: float, weight: float
    ) -> None:
        self.engine, self.segments, self.rows = engine, segments, rows
        self.line, self.evenness, self.weight = line, evenness, weight
        self.basis = highspy.HighsBasis()
        self.codes: Codes = np.zeros(engine.size, dtype=np.int8)
        self.in_engine = False

    def stand(self, basis: highspy.HighsBasis) -> None:
        """Take a basis of this programme."""
        self.basis, self.codes, self.in_engine = basis, _codes(basis), False

    def stand_here(self) -> None:
        """Take the basis of the last solve."""
        self.stand(self.engine.basis())
        self.in_engine = True

    # ---- the grid, and the basis that goes with it ----

    def lay(self, covered: Floats, steps: Floats) -> Laid:
        """A grid with these steps (n,) round a coverage (n,), at which the basis puts every cell.

        A cell on a breakpoint (no segment of it is basic) has one at its centre. A cell that others settle lies in the
        middle of a segment, so that its slope is U' there.
        """
        held, place = self._places()
        centre = np.maximum(covered, 0.0)
        half = np.where(held, 0.5, 0.0)[:, None]
        k = np.arange(growth.SEGMENTS - 1)[None, :]
        above = k - place[:, None]
        below = place[:, None] - 1 - k
        free = np.logical_not(held)[:, None]
        # Of a cell on a breakpoint, the break below its segment `place` is the centre itself.
        outward = np.where(
            above >= 0, half + OUTWARD[np.maximum(above + free, 0)], -half - OUTWARD[np.maximum(below, 0)]
        )
        breaks = np.maximum(centre[:, None] + outward * steps[:, None], 0.0)
        return Laid(breaks, steps, self.evenness, centre)

    def hand_over(self) -> None:
        """Give the engine the basis with every segment where the grid of `lay` has it.

        Where it is there already nothing is given: HiGHS then keeps what it knows of the basis.
        """
        held, place = self._places()
        k = np.arange(growth.SEGMENTS)[None, :]
        wanted = np.where(k < place[:, None], UPPER, LOWER)
        wanted = np.where(held[:, None] & (k == place[:, None]), BASIC, wanted).astype(np.int8)
        codes = self.codes.copy()
        codes[self.segments] = wanted
        if not self.in_engine or not np.array_equal(codes, self.codes):
            self.codes, self.in_engine = codes, True
            self.basis.col_status = [KINDS[code] for code in codes.tolist()]
            self.basis.valid = True
            self.engine.start_from(self.basis)

    def _places(self) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.int64]]:
        """Which cells have a basic segment (n,); and the number of that segment, or of the first that is empty."""
        own = self.codes[self.segments]
        held = np.asarray((own == BASIC).any(axis=1))
        place = np.where(held, (own == BASIC).argmax(axis=1), (own == UPPER).sum(axis=1))
        far = (place < EDGE) | (place >= growth.SEGMENTS - EDGE)
        return held, np.where(far, MIDDLE, place)

    # ---- the best of the smooth growth with the bounds of the basis ----

    @property
    def manageable(self) -> bool:
        """Whether ways to move can be looked at one by one."""
        return len(self.line) <= MOST_CELLS

    def foresee(self, money: Floats, cost: Floats) -> Floats:
        """The best coverage (n,) as far as the bounds of the basis stay as they are.

        Args:
            money: of every cell (n,) at the basis, thousands of euros; it may lie outside its bounds.
            cost: of all columns (size,), of which those of segments are left out.
        """
        basics = self.engine.basics()
        at = np.flatnonzero(basics >= 0)
        cell_of = np.full(self.engine.size, -1)
        cell_of[self.segments] = np.arange(len(self.segments))[:, None]
        at = at[cell_of[basics[at]] >= 0]
        cells = cell_of[basics[at]]
        free = np.setdiff1d(np.arange(len(self.line)), cells)
        others = np.where(basics >= 0, cost[np.maximum(basics, 0)], 0.0)
        others[at] = 0.0
        ways, price = np.zeros((len(self.line), len(free))), np.zeros(len(free))
        for j, cell in enumerate(free.tolist()):
            # One more in this cell: what others get follows from the rows.
            less = self.engine.less_per_unit(int(self.rows[cell]))
            ways[cells, j] = -less[at]
            ways[cell, j] = 1.0
            price[j] = -(others @ less)
        return self._best(money, ways, price) / self.line

    def _best(self, money: Floats, ways: Floats, price: Floats) -> Floats:
        """Money (n,) at the most growth along `ways` (n, free), which cost `price` (free,). Newton, steps halved."""
        spent, reached = 0.0, self._growth(money)
        for _ in range(NEWTON_STEPS):
            covered = money / self.line
            slope = ways.T @ (self.weight * growth.marginal(covered, self.evenness)) - price
            curve = (ways * self._bend(covered)[:, None]).T @ ways
            curve[np.diag_indices(len(price))] *= 1 + ROUND_OFF
            try:
                move = np.linalg.solve(curve, slope)
            except np.linalg.LinAlgError:
                break
            part, found = 1.0, False
            while part >= SMALLEST_PART and not found:
                after, paid = money + part * (ways @ move), spent + part * float(price @ move)
                found = self._growth(after) - paid >= reached
                part /= 2
            if not found:
                break
            far = float(np.max(np.abs(after - money) / self.line, initial=0.0))
            money, spent, reached = after, paid, self._growth(after) - paid
            if far < NEAR_ENOUGH:
                break
        return money

    def _growth(self, money: Floats) -> float:
        return float(self.weight * growth.reached(money / self.line, self.line, self.evenness))

    def _bend(self, covered: Floats) -> Floats:
        """−U'' per thousand euros (n,); where U is straight, that of where it begins to bend."""
        bent = np.maximum(covered, growth.least(self.evenness))
        return np.asarray(self.weight * self.evenness * np.power(bent, -self.evenness - 1) / self.line)


def vertex(standing: Mapping[str, Standing]) -> Standing | None:
    """The tidiest best vertex of the stages, with the bounds as they are before earlier stages are kept."""
    grown, tidied = standing.get("growth"), standing.get("tidiness")
    if grown is None or tidied is None or grown.identities != tidied.identities:
        return grown
    return Standing(grown.identities, _mixed(grown.columns, tidied.columns), _mixed(grown.rows, tidied.rows))


def _mixed(grown: Sequence[Any], tidied: Sequence[Any]) -> list[Any]:
    """Basic as after tidying; at the bound at which growth had it, as what is kept has but one."""
    return [now if KIND.kBasic in (now, before) else before for before, now in zip(grown, tidied, strict=True)]


def _codes(basis: highspy.HighsBasis) -> Codes:
    return np.array([int(status) for status in basis.col_status], dtype=np.int8)
