"""The search over whole decisions in HiGHS: branch and bound on the linear programme of an engine."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import highspy
import numpy as np

from planning.optimiser.arrays import Floats, Ints
from planning.optimiser.engine import DUAL_SIMPLEX, PRIMAL_SIMPLEX, Engine, Status, status_of

WHOLE = 1e-9
"""How near to a whole number a decision must be: a billion euros times it is a euro."""
MOST_NODES = 2**31 - 1
"""Of a search: as many as it takes."""
WHOLE_COST, TINY = 1000.0, 1e-9
"""The largest cost in a search over whole decisions: HiGHS's tolerances are absolute."""
AGREES = 1e-6
"""Part by which what a point costs may differ from what HiGHS says it costs."""
NOTHING_THERE = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)
KIND = highspy.HighsVarType


@dataclass(frozen=True)
class Whole:
    """What a search over whole decisions came to.

    status: OPTIMAL where the gap that was asked is proven, STOPPED where it ended before; values of the columns (size,)
    of the best point, None without one; bound: no point costs less.
    """

    status: Status
    values: Floats | None
    bound: float


class WholeEngine(Engine):
    """An engine that also searches over whole decisions.

    most_nodes: of a search, after which it stops where it is; tolerance: how near to a whole number a decision must be,
    and how far a row may be off in a search.
    """

    most_nodes, tolerance = MOST_NODES, WHOLE

    def stand_as(self, other: Engine) -> None:
        """Take over the rows and bounds of another engine of the same model, as they stand there now."""
        self.highs.passModel(other.highs.getLp())
        self._stands = None

    def add_column(self, low: float, high: float) -> int:
        """A new column low ≤ column ≤ high, which is in no row yet. Its place."""
        self.highs.addCol(0.0, low, high, 0, np.array([], dtype=np.int32), np.array([]))
        self.size += 1
        self._held, self._decided = np.append(self._held, False), np.append(self._decided, False)
        return self.size - 1

    def minimise_whole(self, cost: Floats, whole: Ints, gap: float, deadline: float, start: Floats | None) -> Whole:
        """Minimise Σ cost·column (size,) with whole numbers in the columns `whole`, by branch and bound.

        Args:
            gap: how far the cost may be from the best, in the unit of the costs.
            deadline: moment of `time.monotonic` after which it stops with the best point so far.
            start: values of the columns (size,) of a point to begin with.
        """
        if self._late():
            return Whole(Status.STOPPED, None, -math.inf)
        found, said = self._search(cost, whole, gap, deadline, start)
        agreed = AGREES * max(1.0, abs(said))
        if start is not None and found.values is not None and abs(cost @ found.values - said) > agreed:
            # HiGHS 1.16 gives the point to begin with back, though it says that it found a better one, where presolve
            # alone solves the search. Such a search takes no time.
            found, said = self._search(cost, whole, gap, deadline, None)
        return found

    def _search(
        self, cost: Floats, whole: Ints, gap: float, deadline: float, start: Floats | None
    ) -> tuple[Whole, float]:
        """What one search came to, and what HiGHS says that its best point costs."""
        scale = WHOLE_COST / max(float(np.abs(cost).max(initial=0.0)), TINY)
        self.price(cost * scale)
        self.highs.clearSolver()
        self._set(gap * scale, deadline)
        self.mark_whole(whole, True)
        if start is not None:
            solution = highspy.HighsSolution()
            solution.col_value = start.tolist()
            self.highs.setSolution(solution)
        self._stands = None
        self.highs.run()
        found = self._searched(scale), float(self.highs.getInfo().objective_function_value) / scale
        self.mark_whole(whole, False)
        self.highs.clearSolver()
        self.highs.setOptionValue("time_limit", math.inf)
        self.highs.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)
        self._status = None  # no linear programme was solved: there are no values to read
        return found

    def mark_whole(self, places: Ints, whole: bool) -> None:
        """Whether the columns at `places` must be whole numbers."""
        kind = int(KIND.kInteger if whole else KIND.kContinuous)
        self.highs.changeColsIntegrality(len(places), places, np.full(len(places), kind, dtype=np.uint8))

    def _set(self, gap: float, deadline: float) -> None:
        left = max(0.0, deadline - time.monotonic())
        for name, setting in (
            ("solver", "choose"),
            ("run_crossover", "on"),
            ("simplex_strategy", DUAL_SIMPLEX),
            ("simplex_iteration_limit", 2**31 - 1),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", gap),
            ("mip_feasibility_tolerance", self.tolerance),
            ("mip_max_nodes", self.most_nodes),
            ("time_limit", left),  # of this search, unlike that of a linear programme
        ):
            self.highs.setOptionValue(name, setting)

    def _searched(self, scale: float) -> Whole:
        """What HiGHS says of a search whose costs were scaled."""
        status, info = self.highs.getModelStatus(), self.highs.getInfo()
        self.iterations += max(0, int(info.simplex_iteration_count))
        if status in NOTHING_THERE:
            return Whole(Status.INFEASIBLE, None, math.inf)
        feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        values = np.asarray(self.highs.getSolution().col_value) if feasible else None
        found = status_of(status)
        bound = info.mip_dual_bound / scale if found in (Status.OPTIMAL, Status.STOPPED) else -math.inf
        return Whole(found, values, bound)
