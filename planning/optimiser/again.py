"""The stages of a programme in which only figures differ from one that was solved: same columns, same rows.

Nearly all bounds that bound there bind here. So all stages go on from the best vertex of the other programme, moved to
where growth is best with the same bounds (`planning.optimiser.nearby`): the simplex method then has a few hundred
pivots to make where a cold solve has thousands. The answer is that of the stages, by whichever way it was reached.
"""

from __future__ import annotations

import time

import numpy as np

from planning.optimiser import growth
from planning.optimiser.engine import Engine, Floats, How
from planning.optimiser.linear import Model
from planning.optimiser.nearby import Near, vertex
from planning.optimiser.stages import STEPS, Outcome, Progress, Stages, Start

MOST_ROUNDS = 8
FAR = 0.1
"""A cell that is foreseen farther than this from its coverage is left where it is: there must be a bound between."""


class Again(Stages):
    """Stages that go on from those of another programme; only where `alike`."""

    def __init__(
        self,
        model: Model,
        engine: Engine,
        progress: Progress,
        start: Start,
        exact: bool = False,
        finest: float = STEPS[-1],
        money_only: bool = False,
    ) -> None:
        """As of `Stages`.

        `money_only`: the stages end with growth, which settles the money of the cells, though not who pays it. Growth
        then ends as soon as every cell lies where its grid has single steps.
        """
        super().__init__(model, engine, progress, exact, start, finest)
        self.other, self.money_only = start, money_only
        self.alike = any(one.identities == self.identities for one in start.standing.values())
        self.vertex = vertex(start.standing) if self.alike else None
        self.near: Near | None = None
        self.far = False
        """Whether a stage reached its cap: those after it are then not tried from near."""
        self.foreseen: Floats = np.zeros(0)

    # ---- before growth ----

    def before_growth(self) -> None:
        """Nothing lost, and aims, near where growth will be best."""
        self._stand_near()
        super().before_growth()

    def nothing_lost(self) -> None:
        """Least Σ lapsed; where nothing had to lapse there, nothing should here."""
        if not self.exact and not self.lapse_last and "nothing_lost" not in self.other.standing:
            # If something has to lapse after all, a later stage has no solution.
            self._fix_at_zero(self.engine.places(list(self.model.lapsed.values())))
            return
        super().nothing_lost()

    def _solve(self, name: str, cost: Floats, how: How) -> None:
        started = time.perf_counter()
        self.progress(name, None)
        if name in ("nothing_lost", "aims_largest", "aims_sum", "growth"):
            if self.near is None:
                self._begin(name)
            how = How.COLD if self.far else How.PRIMAL
        # Growth that is not near has no use for a cold solve here, on a grid that is not near either.
        rescue = None if how is How.DUAL else How.COLD
        self._minimised(name, started, self.engine.minimise(cost, how, rescue))
        self.far = self.far or self.engine.rescued
        if how is not How.ROUGH and not self.engine.capped and (name == "nothing_lost" or not self.money_only):
            self._stood(name)

    # ---- growth ----

    def grow(self) -> None:
        """Most growth, on grids round where it is foreseen, until it is there; where it is far, as if from nothing."""
        if self.near is None:
            super().grow()
            return
        if self.far:
            self.grow_from_nothing()
            return
        steps = np.full(len(self.line), self.finest if self.money_only else max(STEPS[1], self.finest))
        self._stand_at_vertex(self.near)
        covered = self.foreseen
        for _ in range(MOST_ROUNDS):
            self._lay(self.near, covered, steps)
            self._solve("growth_again", self.growth_cost(self.grid), How.DUAL)
            if self.engine.capped:
                break
            covered = self._coverage()
            if self._done(covered):
                return
            if not self.money_only:
                steps = np.where(self.grid.distance(covered) <= growth.FINE, self._finest(), steps)
            self.near.stand_here()
            covered = self._foresee(self.near, covered, covered * self.line)
        self.grow_from_nothing()

    def after_growth(self) -> Outcome:
        """What comes after growth, and the outcome of all."""
        if not self.money_only:
            return super().after_growth()
        self._stood("growth")
        return self._outcome(self._coverage())

    def _done(self, covered: Floats) -> bool:
        if self.money_only:
            return bool(np.all(self.grid.distance(covered) <= growth.FINE + growth.ROUND_OFF))
        return growth.settled(self.grid, covered, self._finest())

    def _without_steadiness(self) -> None:
        """What steadiness cost is no money of a cell."""
        if not self.money_only:
            super()._without_steadiness()

    # ---- near the other programme ----

    def _stand_near(self) -> None:
        """At the best vertex of the other programme, moved to where growth is best with the same bounds."""
        if not self.model.segments or self.weights()[0] == 0 or self.vertex is None:
            return
        rows = [r for r, about in enumerate(self.model.about.values()) if about.rule == "coverage"]
        places = np.array(rows, dtype=np.int32)
        near = Near(self.engine, self.segments, places, self.line, self.evenness, self.weights()[0])
        if not near.manageable:
            return
        self.near = near
        self._stand_at_vertex(near)
        steps = np.full(len(self.line), self.finest if self.money_only else max(STEPS[1], self.finest))
        before = np.array([self.other.covered.get(key, 1.0) for key in self.keys])
        self._lay(near, before, steps)
        money = self.engine.basic_solution()[self.segments].sum(axis=1)
        self.foreseen = self._foresee(near, before, money)
        self._lay(near, self.foreseen, steps)

    def _stand_at_vertex(self, near: Near) -> None:
        if self.vertex is not None:
            near.stand(self.vertex.basis(self.identities))

    def _foresee(self, near: Near, covered: Floats, money: Floats) -> Floats:
        """Where growth is best with the bounds of the basis; cells that would go far stay at `covered` (n,)."""
        found = near.foresee(money, self.growth_cost(self.grid))
        far = np.abs(found - covered) > FAR * np.maximum(covered, 1.0)
        self.foreseen = np.where(far, covered, found)
        return self.foreseen

    def _lay(self, near: Near, covered: Floats, steps: Floats) -> None:
        """A grid with these steps (n,) round a coverage (n,), and the basis at it."""
        self.grid = near.lay(covered, steps)
        self.lay(self.grid)
        near.hand_over()
