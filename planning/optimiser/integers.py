"""Whole decisions: every stage up to growth as a mixed-integer programme, with what earlier stages reached as rows.

A relaxed optimum may hold no point with whole decisions, so nothing is kept of a relaxation but its bound. Lapsed money
and aims are made as small as can be; growth is found to within a gap that is asked (`planning.optimiser.growing`).

The answer is the decisions. What is left with these is a linear programme, and the stages solve it; where time is up
before they have, the best point of the search itself is the plan.
"""

from __future__ import annotations

import time

import numpy as np

from planning.optimiser import growth
from planning.optimiser.decisions import decided
from planning.optimiser.engine import Floats, NoPlan, Status
from planning.optimiser.growing import HAIR, Growing
from planning.optimiser.search import EXACT, PROVEN, Found

FIRST, SHARE = 0.4, 0.15
"""Parts of the time that is left: for the first point, and for the search of a stage before growth."""
LOST, LARGEST, LIGHT = 100.0, 20.0, 0.02
"""Weights of lapsed money, of the largest shortfall and of growth beside the sum of shortfalls, for the first point."""
PLAIN = 0.01
"""Part of a sowing line that a step to the first point may cost before anything else is tried."""


class Integers(Growing):
    """The search for the whole decisions of one model."""

    def run(self) -> Found:
        """The decisions.

        Raises:
            NoPlan: infeasible, or stopped before there was any plan.
        """
        model = self.model
        self.bound = self.ceiling()
        self._begin()
        complete = True
        try:
            self._stages()
        except NoPlan:
            if self.best is None:
                raise
            complete = False  # there is a point, so whatever the solver's last digits say there is a plan
        values = self._values()
        reached = self.growth(values)
        return Found(
            decisions=decided(model, values),
            values=values,
            planned=reached,
            bound=self.bound,
            base=self.base(reached),
            none=PROVEN if self.curved or model.aims else EXACT,
            complete=complete,
            short=self.said(),
            searched=self.searched,
        )

    def _stages(self) -> None:
        """All stages up to growth.

        Raises:
            NoPlan: infeasible, or stopped; the best point so far, its bound and what is short are what they are.
        """
        model = self.model
        if not self.stages.lapse_last:
            self._nothing_lost()
        if model.aims and model.largest is not None:
            self._least("aims_largest", self.usual * self._cost([model.largest]), self.usual)
            weights = [self.usual / aim.scope for aim in model.aims]
            self._least("aims_sum", self._cost([aim.short for aim in model.aims], weights), max(self.money(), HAIR))
        if self.curved:
            self._grow()
        else:
            self._benefit()
        if self.stages.lapse_last:
            cost = self.stages.growth_cost(None)
            reached = float(cost @ self._values())
            self.engine.add_row(cost, -np.inf, reached + EXACT * abs(reached))
            self._nothing_lost()

    def _nothing_lost(self) -> None:
        self._least("nothing_lost", self._cost(list(self.model.lapsed.values())), max(self.money(), HAIR))

    def _begin(self) -> None:
        """A first point, decided measure by measure, near the least of all stages before growth together.

        Raises:
            NoPlan: when there is no plan without whole decisions either, or time was up.
        """
        started = time.perf_counter()
        self.progress("decisions_first", None)
        cost = self._together()
        least = self._relaxed_vertex(cost)
        if self.curved and not self.searchable:
            self.relaxed = self.coverage(self.engine.values())
        if self.stages.lapse_last and not self.model.aims:
            self.bound = min(self.bound, -least)  # benefit alone: there is nothing before it
        self._dive(cost, PLAIN * self.usual, FIRST)
        self._done("decisions_first", started)

    def _together(self) -> Floats:
        """All stages as one cost: what lapses and the largest shortfall weigh heavily, growth hardly.

        In thousands of euros, a shortfall as a part of the sowing line of a usual aim.
        """
        model, stages = self.model, self.stages
        grid = None
        if self.curved:
            grid = growth.coarse(len(stages.line), stages.evenness)
            stages.lay(grid)
        if stages.lapse_last and not model.aims:
            return stages.growth_cost(grid)
        cost = self._cost([aim.short for aim in model.aims], [self.usual / aim.scope for aim in model.aims])
        cost += LIGHT * stages.growth_cost(grid)
        if model.largest is not None:
            cost += self._cost([model.largest], [LARGEST * self.usual])
        if not stages.lapse_last:
            cost += self._cost(list(model.lapsed.values()), [LOST] * len(model.lapsed))
        return cost

    def _least(self, name: str, cost: Floats, scale: float) -> None:
        """As little of a cost as can be, to within the gap as a part of `scale`; from then on it is a row."""
        started = time.perf_counter()
        self.progress(f"whole_{name}", None)
        asked, bound = max(self.gap * scale, HAIR), 0.0  # nothing is less than 0
        self.short[name] = self._reached(cost) / scale if self.best is not None else 0.0  # until more is known
        self._at_best(cost)
        if self._reached(cost) > asked:
            bound = max(bound, self._relaxed(cost) if self.best is not None else self._relaxed_vertex(cost))
        if self.best is None:
            self._dive(cost, asked, FIRST)
        if self._reached(cost) > bound + asked and (self.searchable or self.best is None):
            bound = max(bound, self._search(cost, max(self.gap * scale, HAIR / 2), self._share(SHARE)).bound)
        self.keep(name, cost, scale, bound)
        self._done(f"whole_{name}", started)

    def account(self, found: Found, values: Floats) -> None:
        """Say of what was found what holds for the plan made of it, values of the columns (size,).

        Growth is that of the plan, or of the point of the search, which has the same decisions, where the plan reaches
        the same of earlier stages: the bound is among plans that have a little room there.
        """
        found.planned = self.growth(values)
        reached = [float(kept.cost @ values) for kept in self.kept]
        if all(abs(now - kept.reached) <= self._little(kept) for now, kept in zip(reached, self.kept, strict=True)):
            found.planned = max(found.planned, self.growth(found.values))
            return
        for now, kept in zip(reached, self.kept, strict=True):
            self._say_short(kept, now)
        found.short = self.said()

    def _benefit(self) -> None:
        """Most benefit: all is linear."""
        started = time.perf_counter()
        self.progress("whole_growth", None)
        while self._most_benefit():
            pass
        self._done("whole_growth", started)

    def _most_benefit(self) -> bool:
        """A search; whether what it found reaches less of an earlier stage, so that benefit is to be counted anew."""
        cost = self.stages.growth_cost(None)
        self._at_best(cost)
        self.bound, gap = min(self.bound, -self._relaxed_vertex(cost)), max(self.gap, EXACT / 2)
        self._dive(cost, gap * abs(self.bound) / len(self.whole), FIRST)
        while True:
            allowed = gap * abs(float(cost @ self.best)) if self.best is not None else 0.0
            found = self._search(cost, allowed, self.deadline)
            self.bound = min(self.bound, -found.bound)
            reached = -float(cost @ self._values())
            if found.status is not Status.OPTIMAL or allowed == 0 or self.bound - reached <= gap * abs(reached):
                break
            gap = 0.0  # the first point was worth more than the best: what was allowed was too much
        return self._less()
