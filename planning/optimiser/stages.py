"""The stages of a plan, one after the other (lexicographic goal programming): each keeps what the earlier reached.

0 nothing lost, 1 aims (the largest shortfall, then the sum), 2 growth (refined round the answer), 3 tidiness.
With the objective "benefit" what is not worth its money may lapse, so "nothing_lost" comes after growth.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from planning.optimiser import growth
from planning.optimiser.engine import Engine, Floats, How, Ints, NoPlan, Status
from planning.optimiser.growth_columns import GrowthColumns
from planning.optimiser.linear import Model
from planning.optimiser.standing import Standing, identities, standing

Progress = Callable[[str, float | None], None]
"""Told each stage when it begins (None) and when it has ended (seconds)."""
STEPS = (0.02, 0.0025, 0.0005)
"""Steps of coverage of the refined grids. The last is a twentieth of the percentage point that is promised."""
FARTHEST = 16.0
MOST_PASSES = 50
ALL_MET = 1e-9
AFTER_EACH_OTHER = ("nothing_lost", "aims_largest", "aims_sum", "growth")
"""Stages from which another programme can start."""
NEXT_TO_NOTHING = 1e-6
"""Thousands of euros that count as no loss in the quick way."""


def silent(stage: str, seconds: float | None) -> None:
    """No progress."""


@dataclass(frozen=True)
class Start:
    """Where stages ended: by stage the basis, and by cell and year its coverage over the programme's own level."""

    standing: Mapping[str, Standing]
    covered: Mapping[tuple[tuple[str, str], int], float]


@dataclass
class Outcome:
    """What the stages came to.

    values of the columns (size,); level: the programme's own level of coverage; settled: whether the grid was refined
    to its end; shortfall: the sum of the aims' shortfalls over their sowing lines; steadiness_cost:
    the growth (thousands of euros) that steadiness cost; name, seconds and iterations of each stage; start: where the
    stages of a programme like this one can start from; prices: growth per thousand euros (a fraction) that one more on
    the right side of each row (rows,) is worth, before growth is kept; ended: whether the stages came to their end.
    """

    values: Floats
    level: float = 1.0
    settled: bool = True
    shortfall: float = 0.0
    steadiness_cost: float = 0.0
    stages: list[tuple[str, float, int]] = field(default_factory=list)
    start: Start | None = None
    prices: Floats = field(default_factory=lambda: np.zeros(0))
    ended: bool = True


class Stages(GrowthColumns):
    """Runs the stages on one engine."""

    def __init__(
        self,
        model: Model,
        engine: Engine,
        progress: Progress,
        exact: bool = False,
        start: Start | None = None,
        finest: float = STEPS[-1],
    ) -> None:
        """Stages of a model on its engine.

        Unless `exact`, a loss or shortfall of next to nothing counts as none, which saves a crossover. With a `start`
        (of a programme that differs a little) every stage goes on from there. `finest` is the last step of the grid.
        """
        super().__init__(model, engine)
        self.progress, self.exact = progress, exact
        self.start, self.finest = start, finest
        self.identities = identities(model)
        self.standing: dict[str, Standing] = {}
        self.done: list[tuple[str, float, int]] = []
        self.unsteady: float | None = None
        self.settled = True
        self.prices: Floats = np.zeros(0)

    def run(self) -> Outcome:
        """All stages.

        Raises:
            NoPlan: when a stage has no optimum: infeasible in the first, stopped in any.
        """
        self.before_growth()
        self.grow()
        return self.after_growth()

    @property
    def lapse_last(self) -> bool:
        """Whether "nothing lost" comes after growth."""
        return self.programme.objective == "benefit"

    def before_growth(self) -> None:
        """Nothing lost, and aims."""
        if not self.lapse_last:
            self.nothing_lost()
        self.aims()

    def after_growth(self) -> Outcome:
        """What comes after growth, which is kept, and the outcome of all."""
        self.prices = self.engine.worth_of_rows() / self.scale
        self.engine.keep_face()
        if self.lapse_last:
            self.nothing_lost()
        steadiness_cost = max(0.0, self.unsteady - self._growth()) if self.unsteady is not None else 0.0
        covered = self._coverage()
        self.tidy()
        return self._outcome(covered, steadiness_cost)

    def _outcome(self, covered: Floats, steadiness_cost: float = 0.0) -> Outcome:
        values = self.engine.values()
        shortfall = sum(values[self.engine.arrays.place[aim.short.hash]] / aim.scope for aim in self.model.aims)
        start = Start(self.standing, dict(zip(self.keys, covered.tolist(), strict=True)))
        return Outcome(
            values, self.level, self.settled, float(shortfall), steadiness_cost, self.done, start, self.prices
        )

    def nothing_lost(self) -> None:
        """Least Σ lapsed."""
        lapsed = self.engine.places(list(self.model.lapsed.values()))
        cost = np.zeros(self.engine.size)
        cost[lapsed] = 1.0
        if not self.exact:
            self._solve("nothing_lost", cost, How.ROUGH)
            if self.engine.values()[lapsed].sum() <= NEXT_TO_NOTHING:
                self._fix_at_zero(lapsed)
                return
        self._solve("nothing_lost", cost, How.COLD)
        self.engine.keep_face()

    def aims(self) -> None:
        """Each aim's shortfall over the sowing line of its scope: first the least largest, then the least sum.

        Both times the usual scope, so that costs are of one size: of a large programme the duals would else be less
        than the solver's tolerance, and nothing be kept of what was reached.
        """
        aims = self.model.aims
        if not aims or self.model.largest is None:
            return
        shorts = self.engine.places([aim.short for aim in aims])
        scopes = np.array([aim.scope for aim in aims])
        largest = self.engine.places([self.model.largest])
        cost = np.zeros(self.engine.size)
        cost[largest] = scopes.mean()
        self._solve("aims_largest", cost, How.COLD)
        if float(self.engine.values()[largest][0]) <= ALL_MET:
            self.engine.free_rows(np.array(self.model.largest_rows, dtype=np.int32))
            self._fix_at_zero(shorts)
            return
        # The face itself, not a bound a hair above the optimum: that would decide between equals in the next stage.
        self.engine.keep_face()
        cost = np.zeros(self.engine.size)
        cost[shorts] = scopes.mean() / scopes
        self._solve("aims_sum", cost, How.COLD)
        self.engine.keep_face()

    def grow(self) -> None:
        """Most growth: a coarse grid, then grids round the answer until every cell lies in the fine part of its own."""
        if not self.model.segments or self.weights()[0] == 0:
            self._solve("growth", self.growth_cost(None), How.COLD)
            return
        if self.start is not None:
            self._grow_from(self.start)
            return
        self.grow_from_nothing()

    def grow_from_nothing(self) -> None:
        """Growth as nobody knows yet where: a coarse grid first."""
        self.grow_roughly()
        covered = self._coverage()
        self._without_steadiness()
        self._grow_on("growth_refined", self._refined(covered, STEPS[1]), How.COLD)
        self._recheck(np.full(len(self.line), STEPS[1]))
        finest = self._finest()
        self._regrow(finest)
        self._recheck(finest)

    def grow_roughly(self) -> None:
        """Growth to within a few points of coverage, by the interior point method: where a search may begin."""
        grid = growth.coarse(len(self.line), self.evenness)
        self._grow_on("growth_coarse", grid, How.ROUGH)
        self._grow_on("growth_refined", self._refined(self._coverage(), STEPS[0]), How.ROUGH)

    def _grow_from(self, start: Start) -> None:
        """Growth from where another programme ended."""
        self._begin("growth")
        self.grow_round(np.array([start.covered.get(key, 1.0) for key in self.keys]), How.WARM)

    def grow_round(self, covered: Floats, how: How) -> None:
        """Growth on grids round a coverage (n,) that is near the answer, until every cell has settled."""
        steps = np.full(len(self.line), max(STEPS[1], self.finest))
        grid = growth.refined(covered, steps, self.evenness)
        if how is How.WARM:
            self._carry_basis(grid, covered)
        self._grow_on("growth_again", grid, how)
        self._recheck(steps)
        if self.finest < STEPS[1]:
            finest = self._finest()
            self._regrow(finest)
            self._recheck(finest)

    def _finest(self) -> Floats:
        return self._finest_steps(self._coverage())

    def _finest_steps(self, covered: Floats) -> Floats:
        """The last steps (n,). They are relative to the level; far above the line they shrink with it."""
        last = self.finest / min(max(self.level, 1.0), FARTHEST)
        return growth.finest_steps(covered, self.line, last, self.evenness)

    def _refined(self, covered: Floats, step: float) -> growth.Grid:
        return growth.refined(covered, np.full(len(self.line), step), self.evenness)

    def _recheck(self, finest: Floats) -> None:
        """Lay the grid round the answer again until every cell lies in the fine middle of its grid."""
        for _ in range(MOST_PASSES):
            covered = self._coverage()
            if growth.settled(self.grid, covered, finest):
                return
            self._regrow(growth.next_steps(self.grid, covered, finest))
        self.settled = False

    def _regrow(self, steps: Floats) -> None:
        """Solve on a grid with these steps (n,) round the last answer, from the last basis."""
        covered = self._coverage()
        grid = growth.refined(covered, steps, self.evenness)
        self._carry_basis(grid, covered)
        self._grow_on("growth_again", grid, How.WARM)

    def _without_steadiness(self) -> None:
        """How much growth (thousands of euros) the same programme reaches when steadiness costs nothing.

        Solved on the grid in hand and counted with U itself: at an optimum a small error of the point is a far
        smaller one of the growth.
        """
        if self.change_places.size and self.programme.steadiness > 0:
            cost = self.growth_cost(self.grid)
            cost[self.change_places] = 0.0
            self._solve("growth_unsteady", cost, How.ROUGH)
            self.unsteady = self._growth()

    def tidy(self) -> None:
        """Nearest to the previous plan, then a small cost per stream and measure in document order."""
        if self.model.moved:
            cost = np.zeros(self.engine.size)
            cost[self.engine.places(self.model.moved)] = 1.0
            self._solve("previous_plan", cost, How.WARM)
            self.engine.keep_face()
        cost = np.zeros(self.engine.size)
        pairs = list(self.model.spend)
        streams, measures = len(self.model.figures.streams), len(self.model.figures.measures)
        years = len(self.model.figures.years)
        # A product of ranks, not a sum: swapping two payments between two pairs then never costs the same.
        ranks = [(s + 1) / streams * (m + 1) / measures * (1 + 0.1 * (t + 1) / years) for s, m, t in pairs]
        cost[self.engine.places([self.model.spend[pair] for pair in pairs])] = ranks
        cost[self.engine.places(list(self.model.carried.values()))] = 0.01
        self._solve("tidiness", cost, How.WARM)
        if self.engine.rescued:
            # Made from nothing it lies anywhere among the best: no place to go on from for what starts at growth.
            self.standing.pop("tidiness", None)

    def _fix_at_zero(self, places: Ints) -> None:
        self.engine.bound(places, np.zeros(len(places)), np.zeros(len(places)))

    def _grow_on(self, name: str, grid: growth.Grid, how: How) -> None:
        self.grid = grid
        self.lay(grid)
        self._solve(name, self.growth_cost(grid), how)

    def _begin(self, stage: str) -> None:
        """Start from where this stage of the other programme ended, or one after it: any lies on the faces before."""
        if self.start is None:
            return
        for name in (stage, *AFTER_EACH_OTHER[AFTER_EACH_OTHER.index(stage) + 1 :]):
            if name in self.start.standing:
                self.engine.start_from(self.start.standing[name].basis(self.identities))
                return

    def _solve(self, name: str, cost: Floats, how: How) -> None:
        started = time.perf_counter()
        self.progress(name, None)
        if self.start is not None and how is not How.WARM:
            self._begin(name)
            how = How.WARM
        self._minimised(name, started, self.engine.minimise(cost, how))
        if how is not How.ROUGH:
            self._stood(name)

    def _minimised(self, name: str, started: float, status: Status) -> None:
        seconds = time.perf_counter() - started
        self.done.append((name, seconds, self.engine.iterations))
        self.progress(name, seconds)
        if status is not Status.OPTIMAL and not self.engine.capped:
            raise NoPlan(status)

    def _stood(self, name: str) -> None:
        """Remember where a stage ended."""
        stage = "growth" if name.startswith("growth") else name
        self.standing[stage] = standing(self.identities, self.engine.basis())
