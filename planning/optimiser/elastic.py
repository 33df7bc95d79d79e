"""The elastic programme of `elastic_model.py` in a solver: what the least is by which chosen musts must give way."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from planning.optimiser.elastic_model import ElasticModel
from planning.optimiser.engine import Floats, How, Ints, NoPlan, Status
from planning.optimiser.stopping import Stop, late
from planning.optimiser.whole_engine import WholeEngine

NO_CLASH = 1e-6
"""Thousands of euros, a tenth of a cent: musts that give way by less than this do not clash."""

SECONDS = 60.0
"""For what asks a search over whole decisions, where no time limit is given."""


class Elastic:
    """The elastic programme in a solver: how many euros chosen musts must give way for a plan to exist.

    `gives` are its rows, in document order within a rule; arrays and lists of them are in that order. With `whole`
    measures are done wholly or not at all, until `decide` has settled which; else decisions may be taken in part.
    """

    def __init__(
        self, model: ElasticModel, deadline: float | None = None, whole: bool = False, stop: Stop | None = None
    ) -> None:
        self.model = model
        self.engine = WholeEngine(model, deadline, stop)
        self.deadline = time.monotonic() + SECONDS if deadline is None else deadline
        self._limits = deadline, stop
        self.gives = model.gives
        self.places: Ints = self.engine.places([give.column for give in self.gives])
        self._whole: Ints = self.engine.places(model.decisions if whole else [])
        self._most = np.array([give.most for give in self.gives])
        self.bound(self._most)
        self._solved = False
        self.values: Floats = np.zeros(self.engine.size)

    def bound(self, most: Floats | float) -> None:
        """The most that each row may give way, thousands of euros (n,); never more than it has."""
        self.engine.bound(self.places, np.zeros(len(self.places)), np.minimum(self._most, most))

    def least(self, prices: Floats) -> float | None:
        """The least Σ price · euros given way, thousands of euros, with prices (n,); None when time was up.

        Raises:
            NoPlan: when the solver failed, or the bounds leave nothing.
        """
        cost = self._cost(prices)
        if self._whole.size:
            return float(prices @ self.given()) if self._search(cost) else None
        if self.late():
            return None  # HiGHS looks at the clock only where presolve leaves something to solve
        status = self.engine.minimise(cost, How.WARM if self._solved else How.COLD)
        if status is Status.STOPPED:
            return None
        self._solved, self.values = True, self.engine.values()
        return float(prices @ self.given())

    def decide(self) -> bool | None:
        """Settle the whole decisions of the cheapest repair; whether that is proven, None where none was found.

        Raises:
            NoPlan: when the solver failed.
        """
        proven = self._search(self._cost(np.ones(len(self.gives))))
        if not self.values.any():
            return None
        self.engine.decide(self._whole, np.round(self.values[self._whole]))
        self._whole = self._whole[:0]
        return proven

    def clash(self, rows: Sequence[int]) -> bool | None:
        """Whether some rows cannot all hold, the others giving way for nothing; None when time was up.

        Raises:
            NoPlan: when the solver failed.
        """
        if not rows:
            return False
        prices = np.zeros(len(self.gives))
        prices[rows] = 1.0
        if self._whole.size:
            return self._clash_whole(prices > 0)
        least = self.least(prices)
        return None if least is None else least > NO_CLASH

    def late(self) -> bool:
        """Whether the moment to stop has come."""
        return late(*self._limits)

    def given(self) -> Floats:
        """What each row gave way in the last answer, thousands of euros (n,)."""
        return np.maximum(self.values[self.places], 0.0)

    def _clash_whole(self, held: npt.NDArray[np.bool_]) -> bool | None:
        """Whether no whole decisions let the held rows (n,) hold: any that do are enough of an answer."""
        self.bound(np.where(held, NO_CLASH, np.inf))
        try:
            return None if self._search(np.zeros(self.engine.size)) is False and not self.values.any() else False
        except NoPlan as none:
            if none.status is not Status.INFEASIBLE:
                raise
            return True
        finally:
            self.bound(np.inf)

    def _search(self, cost: Floats) -> bool:
        """Search over whole decisions; whether the answer in `values` is proven. No answer leaves zeros.

        Raises:
            NoPlan: when there is none, or the solver failed.
        """
        found = self.engine.minimise_whole(cost, self._whole, NO_CLASH, self.deadline, None)
        self.values = np.zeros(self.engine.size) if found.values is None else found.values
        if found.status in (Status.INFEASIBLE, Status.FAILED):
            raise NoPlan(found.status)
        return found.status is Status.OPTIMAL

    def _cost(self, prices: Floats) -> Floats:
        cost = np.zeros(self.engine.size)
        cost[self.places] = prices
        return cost
