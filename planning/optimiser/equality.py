"""The price of equality: what the inequality dial, or the evenness, does to wijken, and what growth it costs.

The programme is divided again for each setting, all else as it is. Every division is held against the programme's own
need and sowing line, so that points can be compared. No rounding: these are figures to choose a setting by; the plan of
a setting comes from planning with it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

import numpy as np

from planning.compare import inequality, neediest_coverage, per_resident
from planning.optimiser import growth
from planning.optimiser.bidding import Floats
from planning.optimiser.decisions import Decisions
from planning.optimiser.engine import NoPlan, Status
from planning.optimiser.figures import CENTS_PER_UNIT
from planning.optimiser.market import applies, market
from planning.optimiser.search import Search
from planning.optimiser.solved import CellYear, solve
from planning.optimiser.stages import Progress, Start, silent
from planning.optimiser.stopping import Stop, late
from planning.prepared import Prepared, prepare

Setting = Literal["dial", "evenness"]
DIALS = tuple(Decimal(step) / 4 for step in range(9))
"""0 to 2 in steps of a quarter."""
EVENNESSES = tuple(Decimal(2) ** step for step in range(-2, 3))
"""0.25 to 4, doubling."""
LAST_DIGITS = 1e-13
EUROS = 1000.0
"""Euros in the optimiser's unit."""


@dataclass(frozen=True)
class Point:
    """What one setting comes to; amounts are floats, for they are shown and never added to a plan.

    real: euros of the price base year over the term by wijk, regular money in it where it counts; per_resident: the
    same per resident and year; neediest: coverage (of the programme's own sowing line) of the neediest fifth of
    residents, None where they have no line; growth_lost: growth (euros, as the programme's own dial and evenness count
    it) below that of the programme as it is; market: whether the market view gave it. A setting in which the musts
    clash has none of these: `possible` is False.
    """

    value: Decimal
    possible: bool = True
    real: Mapping[str, float] = field(default_factory=dict)
    per_resident: Mapping[str, float] = field(default_factory=dict)
    gini: float = 0.0
    theil: float = 0.0
    atkinson: float = 0.0
    neediest: float | None = None
    growth_lost: float = 0.0
    market: bool = False
    proven: bool = True
    """Whether the whole decisions that it keeps are proven to be the best of the programme as it is."""


def price_of_equality(
    prepared: Prepared,
    setting: Setting = "dial",
    values: Sequence[Decimal] | None = None,
    deadline: float | None = None,
    progress: Progress = silent,
    stop: Stop | None = None,
) -> list[Point]:
    """A point for each value of the dial (0 to 2 where left out) or of the evenness (0.25 to 4), in the given order.

    By the market view where it is exact, else by the linear programme, each from where the one before it ended. Whole
    decisions are those of the programme as it is, at every setting.

    Where time is up, or `stop` says so, those that were divided are there and the others are not.

    Raises:
        NoPlan: when the programme as it is has no plan, the solver failed, or nothing was divided when it stopped.
        ValueError: where nobody lives.
    """
    dividing = Dividing(deadline, stop)
    as_it_is = dividing.money(prepared)
    own = _Own(prepared, as_it_is[0])
    if values is None:
        values = DIALS if setting == "dial" else EVENNESSES
    found = []
    for value in values:
        same = value == getattr(prepared.programme, setting)
        if not same and late(deadline, stop):
            continue
        progress("equality", None)
        started = time.perf_counter()
        try:
            money, by_market = as_it_is if same else dividing.money(with_setting(prepared, setting, value))
        except NoPlan as none:
            if none.status is Status.STOPPED:
                continue
            if none.status is not Status.INFEASIBLE:
                raise
            found.append(Point(value, possible=False))
        else:
            found.append(replace(own.point(value, money, by_market), proven=dividing.proven))
        progress("equality", time.perf_counter() - started)
    if not found and values:
        raise NoPlan(Status.STOPPED)
    return found


def with_setting(prepared: Prepared, setting: Setting, value: Decimal) -> Prepared:
    """The programme with another dial or evenness, made ready; another evenness changes no sowing line."""
    programme = prepared.programme.model_copy(update={setting: value})
    # Properties that are remembered (streams that count, prices) stay right: none depends on dial or evenness.
    if setting == "evenness":
        return Prepared(programme, prepared.need, prepared.line, prepared.measures)
    return prepare(programme)


class Dividing:
    """Divides programmes alike one after the other, each from where the last ended.

    Whole decisions are those of the first.
    """

    def __init__(self, deadline: float | None = None, stop: Stop | None = None) -> None:
        self.deadline, self.stop = deadline, stop
        self.start: Start | None = None
        self.decisions: Decisions | None = None
        self.proven = True

    def money(self, prepared: Prepared) -> tuple[dict[CellYear, float], bool]:
        """Thousands of euros, nominal, of every cell and year that can be paid; and whether as a market.

        Raises:
            NoPlan: when there is no plan.
        """
        if not applies(prepared):
            view = market(prepared, LAST_DIGITS, self.deadline, self.stop)
            if view.gap > LAST_DIGITS and late(self.deadline, self.stop):
                raise NoPlan(Status.STOPPED)
            return view.money(), True
        warm = self.start is not None
        solved = solve(
            prepared,
            self.deadline,
            start=self.start,
            money_only=warm,
            decisions=self.decisions,
            search=Search(stop=self.stop),
        )
        if not (solved.outcome.ended and (solved.found is None or solved.found.complete)):
            raise NoPlan(Status.STOPPED)  # other decisions may be better, and every point would keep these
        self.proven = self.proven and solved.proven
        self.start, self.decisions = solved.outcome.start or self.start, solved.decisions
        return solved.money(), False


class _Own:
    """The programme as it is, against which every point is held."""

    def __init__(self, prepared: Prepared, money: Mapping[CellYear, float]) -> None:
        self.prepared = prepared
        programme = prepared.programme
        self.cells = [(wijk.id, domain.id) for wijk in programme.wijken for domain in programme.domains]
        self.years = list(programme.term)
        self.price = np.array([float(programme.prices[year]) for year in self.years])
        self.line = self._amounts({key: amount / CENTS_PER_UNIT for key, amount in prepared.line.line.items()})
        counts = prepared.line.regular if programme.count_regular else {}
        self.regular = self._amounts({key: amount / CENTS_PER_UNIT for key, amount in counts.items()})
        focus = {(wijk.id, domain) for wijk in programme.wijken for domain in wijk.focus_factor}
        self.weight = np.array([2.0 if cell in focus else 1.0 for cell in self.cells])
        amounts = self._with_regular(money)
        # Coverage is taken relative to the programme's own level, as the stages do: the digits stay of one size.
        self.level = float(amounts.sum() / self.line.sum()) if self.line.sum() > 0 < amounts.sum() else 1.0
        self.most = self.growth(amounts)

    def point(self, value: Decimal, money: Mapping[CellYear, float], by_market: bool) -> Point:
        """The figures of a division."""
        amounts = self._with_regular(money)
        real = self._of_wijken(amounts / self.price)
        heads = per_resident(self.prepared, real)
        measures = inequality(self.prepared, heads)
        return Point(
            value,
            real=real,
            per_resident=heads,
            gini=measures["gini"],
            theil=measures["theil"],
            atkinson=measures["atkinson"],
            neediest=neediest_coverage(self.prepared, self._of_wijken(amounts)),
            growth_lost=self.most - self.growth(amounts),
            market=by_market,
        )

    def growth(self, amounts: Floats) -> float:
        """Σ L·U(a) − steadiness · Σ real change, in euros but for a constant, of money (cells, years) with regular."""
        evenness, steadiness = (float(self.prepared.programme.evenness), float(self.prepared.programme.steadiness))
        lined = self.line > 0
        line = self.line[lined] * self.level
        reached = growth.reached(amounts[lined] / line, line, evenness) / self.level**evenness
        change = np.abs(np.diff(amounts / self.price, axis=1)) * (lined[:, 1:] & lined[:, :-1])
        return float(EUROS * (reached - steadiness * float(self.weight @ change.sum(axis=1))))

    def _with_regular(self, money: Mapping[CellYear, float]) -> Floats:
        return self.regular + self._amounts({(*cell, year): amount for (cell, year), amount in money.items()})

    def _amounts(self, given: Mapping[tuple[str, str, int], float]) -> Floats:
        flat = [given.get((wijk, domain, year), 0.0) for wijk, domain in self.cells for year in self.years]
        return np.array(flat, dtype=np.float64).reshape(len(self.cells), len(self.years))

    def _of_wijken(self, amounts: Floats) -> dict[str, float]:
        """Euros over the term by wijk."""
        programme = self.prepared.programme
        sums = EUROS * amounts.reshape(len(programme.wijken), -1).sum(axis=1)
        return dict(zip((wijk.id for wijk in programme.wijken), sums.tolist(), strict=True))
