"""The only solver call: a PuLP model handed once to a HiGHS that is kept in memory and solved again and again.

The state of HiGHS itself is asked before any value is read (`Engine.minimise` returns it, `Engine.values` refuses
without an optimum): after an interrupted or infeasible solve a solver leaves numbers that look like a plan.
One thread and a fixed seed, so the same model has the same answer on every run.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence

import highspy
import numpy as np
import pulp

from planning.optimiser.arrays import Floats, Ints, arrays
from planning.optimiser.linear import Linear
from planning.optimiser.status import How, NoPlan, Status, status_of

__all__ = ["Engine", "Floats", "How", "Ints", "NoPlan", "Status", "status_of"]

FACE = 1e-7
"""Reduced costs and duals above this count: the dual feasibility tolerance of HiGHS."""
SLACKS = (1e-7, 1e-6, 1e-5)
"""Thousands of euros by which a kept face is widened when the solver's last digits have made it empty."""
DUAL_SIMPLEX, PRIMAL_SIMPLEX = 1, 4
"""HiGHS's numbers for simplex strategies."""
LEAST_PIVOTS = 1000
NEAR_PART = 2
"""From a basis that is nearly the best a solve may take half as many pivots as there are rows."""
PERTURBATIONS = ("dual_simplex_cost_perturbation_multiplier", "primal_simplex_bound_perturbation_multiplier")
"""Off where a basis is nearly the best: HiGHS would shake it, and spend thousands of pivots on getting back."""
NEAR = {How.PRIMAL: PRIMAL_SIMPLEX, How.DUAL: DUAL_SIMPLEX}


def _without_banner() -> highspy.Highs:
    """The first HiGHS of a process, without its banner: standard output may be a document."""
    try:
        kept = os.dup(1)
    except OSError:  # there is no standard output to keep clean
        return highspy.Highs()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    if sys.stdout is not None:
        sys.stdout.flush()
    os.dup2(nowhere, 1)
    try:
        return highspy.Highs()
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


_FIRST = _without_banner()
ENGINE_NAME = f"HiGHS {_FIRST.version()}"


class Engine:
    """One linear programme in HiGHS: costs and bounds change, rows and columns stay.

    `deadline` is a moment of `time.monotonic` after which a solve stops; `stop` is asked now and then whether to.
    """

    def __init__(self, model: Linear, deadline: float | None = None, stop: Callable[[], bool] | None = None) -> None:
        self.arrays = arrays(model)
        self.size = len(model.columns)
        self.iterations = 0
        self.capped = self.rescued = False
        self.highs = highspy.Highs()
        for name, setting in (("output_flag", False), ("threads", 1), ("random_seed", 1), ("parallel", "off")):
            self.highs.setOptionValue(name, setting)
        self.highs.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)
        self._pass_model()
        self._status: Status | None = None
        self._stands: highspy.HighsBasis | None = None
        self._kept: list[tuple[Ints, Floats, Ints, Floats]] = []
        self._held = np.zeros(self.size, dtype=bool)
        self._decided = np.zeros(self.size, dtype=bool)
        self._slack = 0.0
        self._deadline = deadline
        self._stop = stop
        if stop is not None:
            _interrupt_when(self.highs, stop)

    def _pass_model(self) -> None:
        given, lp = self.arrays, highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.size, len(given.row_low)
        lp.col_cost_ = np.zeros(self.size)
        lp.col_lower_, lp.col_upper_ = given.col_low, given.col_high
        lp.row_lower_, lp.row_upper_ = given.row_low, given.row_high
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = given.starts, given.index, given.value
        self.highs.passModel(lp)

    def places(self, columns: Sequence[pulp.LpVariable]) -> Ints:
        """Places of columns, in the given order."""
        return np.array([self.arrays.place[column.hash] for column in columns], dtype=np.int32)

    def bound(self, places: Ints, low: Floats, high: Floats) -> None:
        """New bounds for columns; one that is kept from an earlier stage stays as it is."""
        free = np.flatnonzero(~self._held[places])
        self._bound(places[free], low[free], high[free])

    def decide(self, places: Ints, at: Floats) -> None:
        """Fix whole decisions for good: unlike what a face keeps, they are never widened by the last digits."""
        self._bound(places, at, at)
        self._decided[places] = self._held[places] = True

    def _bound(self, places: Ints, low: Floats, high: Floats) -> None:
        self.highs.changeColsBounds(len(places), places, low, high)

    def add_row(self, coefficients: Floats, low: float, high: float) -> int:
        """A new row low ≤ Σ coefficients·column ≤ high; coefficients (size,). Its place."""
        places = np.flatnonzero(coefficients).astype(np.int32)
        self.highs.addRow(low, high, len(places), places, coefficients[places])
        return int(self.highs.getNumRow()) - 1

    def free_rows(self, rows: Ints) -> None:
        """Let rows ask nothing any more."""
        self.highs.changeRowsBounds(len(rows), rows, np.full(len(rows), -np.inf), np.full(len(rows), np.inf))

    def cap_row(self, row: int, high: float) -> None:
        """Let a row Σ coefficients·column be at most `high`."""
        self.highs.changeRowBounds(row, -np.inf, high)

    def minimise(self, cost: Floats, how: How, rescue: How | None = How.COLD) -> Status:
        """Minimise Σ cost·column (size,) and say what came of it.

        `rescue` is the way where a cap is reached (the engine was `rescued`); without one the solve stops there, and
        the engine is `capped`; and where the interior point method fails it ends there.
        """
        self.price(cost)
        self.iterations, self.capped, self.rescued = 0, False, False
        self._attempt(how, rescue)
        for slack in (slack for slack in SLACKS if slack > self._slack):
            # What was kept of earlier stages was feasible, so a face that is not is one by the solver's last digits.
            if self._status is not Status.INFEASIBLE or not self._kept:
                break
            self._widen(slack)
            self._attempt(How.COLD if how is How.WARM else how, rescue)
        return self._status or Status.STOPPED

    def price(self, cost: Floats) -> None:
        """New costs (size,), without solving."""
        self.highs.changeColsCost(self.size, np.arange(self.size, dtype=np.int32), cost)

    def _attempt(self, how: How, rescue: How | None) -> None:
        if how in (How.WARM, *NEAR):
            self._again(how)
            if self._status is Status.OPTIMAL or self._late():
                return
            if how in NEAR and self._status is Status.INFEASIBLE:
                return
            if rescue is None:
                self.capped = True
                return
            how, self.rescued = rescue, True
        self.highs.clearSolver()
        self._run("ipm", crossover="off" if how is How.ROUGH else "on")
        if self._status is not Status.OPTIMAL and rescue is not None and not self._late():
            # The interior point method does not prove infeasibility as surely as the simplex method does.
            self.highs.clearSolver()
            self._run("simplex")

    def _again(self, how: How) -> None:
        """Simplex from the last basis, as far as its cap."""
        rows = len(self.arrays.row_low)
        if how is How.WARM:
            # Beyond about as many pivots as there are rows, starting afresh is quicker.
            self._run("simplex", limit=max(LEAST_PIVOTS, rows))
            return
        self.highs.setOptionValue("simplex_strategy", NEAR[how])
        for name in PERTURBATIONS:
            self.highs.setOptionValue(name, 0.0)
        self._run("simplex", limit=max(LEAST_PIVOTS, rows // NEAR_PART))
        for name in PERTURBATIONS:
            self.highs.setOptionValue(name, 1.0)
        self.highs.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)

    def _run(self, solver: str, crossover: str = "on", limit: int = 2**31 - 1) -> None:
        self.highs.setOptionValue("solver", solver)
        self.highs.setOptionValue("run_crossover", crossover)
        self.highs.setOptionValue("simplex_iteration_limit", limit)
        if self._deadline is not None:
            left = max(0.0, self._deadline - time.monotonic())
            self.highs.setOptionValue("time_limit", self.highs.getRunTime() + left)
        self._stands = None
        if self._stop is not None and self._stop():
            self._status = Status.STOPPED
            return
        self.highs.run()
        self._status = status_of(self.highs.getModelStatus())
        info = self.highs.getInfo()
        counts = (info.simplex_iteration_count, info.ipm_iteration_count, info.crossover_iteration_count)
        self.iterations += sum(max(0, int(count)) for count in counts)

    def _late(self) -> bool:
        if self._stop is not None and self._stop():
            return True
        return self._deadline is not None and time.monotonic() >= self._deadline

    def values(self) -> Floats:
        """Values of all columns (size,).

        Raises:
            NoPlan: when the last solve has no optimum.
        """
        if self._status is not Status.OPTIMAL:
            raise NoPlan(self._status or Status.STOPPED)
        return np.asarray(self.highs.getSolution().col_value)

    def worth_of_rows(self) -> Floats:
        """What one more on the right side of each row adds to minus the cost (rows,): HiGHS's row dual, sign turned.

        HiGHS gives d cost / d right side. Where the cost is minus the growth this is growth per thousand euros.

        Raises:
            NoPlan: when the last solve has no optimum.
        """
        self.values()
        return -np.asarray(self.highs.getSolution().row_dual)

    def basis(self) -> highspy.HighsBasis:
        """The basis of the last solve."""
        self._stands = self.highs.getBasis()
        return self._stands

    def start_from(self, basis: highspy.HighsBasis) -> None:
        """Start the next warm solve from this basis; rows that were added since are basic."""
        added = int(self.highs.getNumRow()) - len(basis.row_status)
        if added:
            basis.row_status = [*basis.row_status, *[highspy.HighsBasisStatus.kBasic] * added]
        self.highs.setBasis(basis)
        self._stands = basis

    def go_on_from(self, basis: highspy.HighsBasis) -> None:
        """As `start_from`, of a basis that nobody changed since the engine gave it.

        Where it stands there already nothing is set: HiGHS would lose its edge weights, and make them anew at a cost of
        a pivot for every row.
        """
        if basis is not self._stands:
            self.start_from(basis)

    def basic_solution(self) -> Floats:
        """Values of all columns (size,) at the basis that was set, within their bounds or not."""
        self._run("simplex", limit=0)
        return np.asarray(self.highs.getSolution().col_value)

    def basics(self) -> Ints:
        """The basic columns in the order of the basis; a basic row is a negative number."""
        return np.asarray(self.highs.getBasicVariables()[1], dtype=np.int32)

    def less_per_unit(self, row: int) -> Floats:
        """How much less each basic column or row gets, in the order of the basis, when a row asks for one more."""
        return np.asarray(self.highs.getBasisInverseCol(row)[1])

    def keep_face(self) -> None:
        """Keep what the last objective reached: fix columns with a reduced cost and rows with a dual at their bound.

        Any point of the face that is left has the same objective (complementary slackness).
        """
        self.values()
        solution, lp, basis = self.highs.getSolution(), self.highs.getLp(), self.highs.getBasis()
        columns, column_at = _tight(basis.col_status, solution.col_dual, lp.col_lower_, lp.col_upper_)
        free = np.flatnonzero(~self._decided[columns])
        columns, column_at = columns[free], column_at[free]
        rows, row_at = _tight(basis.row_status, solution.row_dual, lp.row_lower_, lp.row_upper_)
        self._kept.append((columns, column_at, rows, row_at))
        self._held[columns] = True
        self._widen(self._slack)

    def _widen(self, slack: float) -> None:
        """Hold everything that is kept to within a slack (thousands of euros); columns stay at 0 or above."""
        self._slack = slack
        for columns, column_at, rows, row_at in self._kept:
            self._bound(columns, np.maximum(column_at - slack, 0.0), column_at + slack)
            self.highs.changeRowsBounds(len(rows), rows, row_at - slack, row_at + slack)


def _tight(
    status: Sequence[highspy.HighsBasisStatus], dual: Sequence[float], low: Sequence[float], high: Sequence[float]
) -> tuple[Ints, Floats]:
    """Places with a dual that are not basic, and the bound at which each stands."""
    kind = highspy.HighsBasisStatus
    places = np.flatnonzero(np.abs(np.asarray(dual)) > FACE).astype(np.int32)
    places = np.array([i for i in places.tolist() if status[i] in (kind.kLower, kind.kUpper)], dtype=np.int32)
    upper = np.array([status[i] == kind.kUpper for i in places.tolist()], dtype=bool)
    return places, np.where(upper, np.asarray(high)[places], np.asarray(low)[places])


def _interrupt_when(highs: highspy.Highs, stop: Callable[[], bool]) -> None:
    """Let HiGHS ask `stop` now and then. Not by a method of the engine: HiGHS would keep the engine alive for good."""

    def asked(event: highspy.HighsCallbackEvent) -> None:
        if stop():
            event.interrupt()

    for event in (highs.cbSimplexInterrupt, highs.cbIpmInterrupt, highs.cbMipInterrupt):
        event.subscribe(asked)
