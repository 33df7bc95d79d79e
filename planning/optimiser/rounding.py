"""Rounding of payments to whole units (euros, or `round_to`) by a network flow.

Nodes are stream-years, with carry-over between them, and measure-years; the matrix of such a network is totally
unimodular (Ahuja, Magnanti and Orlin 1993, Network Flows, ch. 11), so a vertex is whole. Every payment becomes the
whole number of units just below or above it; balances, limits, commitments and carry-over hold to the cent. What
cannot lie on the grid (a commitment, the cents of an income) is an offset that one payment carries.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from pulp import LpVariable

from planning.money import CENTS_PER_EURO
from planning.optimiser.engine import Engine, Floats, How, NoPlan, Status
from planning.optimiser.figures import CENTS_PER_UNIT, Figures
from planning.optimiser.linear import About, Linear, Model, Terms
from planning.optimiser.rests import NOTHING, Key, Rests

LAPSE_COST = 100.0
SLACK_COST = 10.0
FLOOR_BONUS = 2.0
ATTEMPTS = ((0, False), (0, True), (1, True), (4, True))
"""(units by which payments may move further, whether shared carry-over leaves the grid), until a rounding exists."""


@dataclass
class Payments:
    """Whole cents: spend[s, m, t] (more than 0), carried[s, t], lapsed[s, t]; unit: the grid that was possible."""

    spend: dict[Key, int] = field(default_factory=dict)
    carried: dict[tuple[int, int], int] = field(default_factory=dict)
    lapsed: dict[tuple[int, int], int] = field(default_factory=dict)
    unit: int = CENTS_PER_EURO


def rounded(model: Model, values: dict[int, float], unit: int) -> Payments:
    """Payments in whole units of `unit` cents, from column values (by PuLP hash, thousands of euros).

    Where a stream has less than a unit there may be no such payments: then in euros, and at last in cents.

    Raises:
        NoPlan: when no rounding exists, which the theory excludes unless the values are not feasible.
    """
    for grid in dict.fromkeys((unit, min(unit, CENTS_PER_EURO), 1)):
        for slack, off_grid in ATTEMPTS:
            network = _Network(model, values, grid, slack, off_grid)
            engine = Engine(network.linear)
            status = engine.minimise(network.costs(engine), How.WARM)
            if status is Status.OPTIMAL:
                payments = network.read(engine)
                payments.unit = grid
                return payments
    raise NoPlan(status)


class _Network(Rests):
    """The flow network of one rounding. Flows are whole units.

    `slack` lets payments move by so many units more, at a cost.
    """

    def __init__(self, model: Model, values: dict[int, float], unit: int, slack: int, off_grid: bool) -> None:
        super().__init__(model, values, unit, off_grid)
        self.slack = slack
        self.linear = Linear("rounding")
        self.cost: list[tuple[LpVariable, float]] = []
        self.raise_cells = _floored(model, values, unit)
        self.over: dict[Key, LpVariable] = {}
        self.under: dict[Key, LpVariable] = {}
        self.flow = {key: self._payment(key) for key in self.paid}
        self._carry()
        self._stream_years()
        self._measure_years()

    def _whole(self, amount: float) -> tuple[int, int, float]:
        """Units just below and above an amount in cents, and the part of a unit above the lower."""
        units = amount / self.unit
        nearest = round(units)
        if abs(units - nearest) * self.unit <= NOTHING:
            return nearest, nearest, 0.0
        return math.floor(units), math.ceil(units), units - math.floor(units)

    def _payment(self, key: Key) -> LpVariable:
        low, high, part = self._whole(self.paid[key] - self.offset[key])
        least = (self.exact.get(key, 0) - self.offset[key] + self.unit - 1) // self.unit if key in self.exact else 0
        low = max(low, least, 0)
        high = max(high, low)
        flow = self.linear.column("payment", high, low)
        if self.slack:
            self.over[key] = self.linear.column("over", self.slack)
            self.under[key] = self.linear.column("under", min(self.slack, low - max(least, 0)))
            self.cost.extend([(self.over[key], SLACK_COST), (self.under[key], SLACK_COST)])
        bonus = FLOOR_BONUS if self.raise_cells.get((key[1], key[2])) else 0.0
        self.cost.append((flow, 1.0 - 2.0 * part - bonus))
        return flow

    def _carry(self) -> None:
        """Carried units, within the share of what was surely there."""
        self.keep: dict[tuple[int, int], LpVariable] = {}
        sure: dict[tuple[int, int], int] = {}
        for (s, t), amount in self.kept.items():
            if (s, t) in self.fixed:
                continue
            rest, keep = self.rest_carried.get((s, t), 0), self.figures.streams[s].carry_over
            low, high, _ = self._whole(amount - rest)
            if keep is not None and keep.share < 1:
                there = self.income(s, t) + sure.get((s, t - 1), 0)
                most = math.floor(Fraction(keep.share) * there)
                high = min(high, (most - rest) // self.unit)
            low = max(0, min(low, high) - self.slack)
            high = max(high + self.slack, low)
            sure[s, t] = low * self.unit + rest
            self.keep[s, t] = self.linear.column("keep", high, low)
            self.cost.append((self.keep[s, t], 1e-3))

    def _paid_units(self, keys: list[Key]) -> Terms:
        """The columns that make up payments."""
        terms: Terms = {self.flow[key]: 1.0 for key in keys}
        terms.update({self.over[key]: 1.0 for key in keys if key in self.over})
        terms.update({self.under[key]: -1.0 for key in keys if key in self.under})
        return terms

    def _stream_years(self) -> None:
        """Σ payments + kept + lapsed = income + kept before, in units."""
        self.lost: dict[tuple[int, int], LpVariable] = {}
        for s, stream in enumerate(self.figures.streams):
            for t, year in enumerate(self.figures.years):
                offsets = sum(self.offset[key] for key in self.of_stream[s, t])
                fixed = self.income(s, t) + self.rest_carried.get((s, t - 1), 0) - offsets
                fixed -= self.rest_carried.get((s, t), 0) + self.rest_lapsed.get((s, t), 0)
                self.lost[s, t] = self.linear.column("lost")
                self.cost.append((self.lost[s, t], LAPSE_COST))
                terms = self._paid_units(self.of_stream[s, t])
                terms[self.lost[s, t]] = 1.0
                if (s, t) in self.keep:
                    terms[self.keep[s, t]] = 1.0
                if (s, t - 1) in self.keep:
                    terms[self.keep[s, t - 1]] = -1.0
                self.linear.row(About("stream_year", "/streams", year, stream.id), terms, "==", fixed // self.unit)

    def _measure_years(self) -> None:
        """Least ≤ Σ payments ≤ limit of the measure, in units."""
        for (m, t), keys in self.of_measure.items():
            offsets = sum(self.offset[key] for key in keys)
            about = About("measure_year", "/measures", self.figures.years[t], measure=self.figures.measures[m].id)
            if (m, t) in self.limit:
                self.linear.row(about, self._paid_units(keys), "<=", (self.limit[m, t] - offsets) // self.unit)
            if (m, t) in self.least:
                self.linear.row(about, self._paid_units(keys), ">=", -((offsets - self.least[m, t]) // self.unit))

    def costs(self, engine: Engine) -> Floats:
        """Cost per column (size,): towards the nearest unit, up under a binding floor, nothing lost if it can be."""
        cost = np.zeros(engine.size)
        cost[engine.places([column for column, _ in self.cost])] = [amount for _, amount in self.cost]
        return cost

    def read(self, engine: Engine) -> Payments:
        """The flows as cents."""
        values = engine.values()

        def units(column: LpVariable | None) -> int:
            return 0 if column is None else round(float(values[engine.arrays.place[column.hash]])) * self.unit

        spend = {
            key: units(flow) + units(self.over.get(key)) - units(self.under.get(key)) + self.offset[key]
            for key, flow in self.flow.items()
        }
        lapsed = {key: units(flow) + self.rest_lapsed.get(key, 0) for key, flow in self.lost.items()}
        self._give_back(spend, lapsed)
        return Payments(
            {key: amount for key, amount in spend.items() if amount > 0},
            {key: units(self.keep.get(key)) + self.rest_carried.get(key, 0) for key in self.kept},
            lapsed,
        )

    def _give_back(self, spend: dict[Key, int], lapsed: dict[tuple[int, int], int]) -> None:
        """What lapses by rounding alone goes to payments of that stream and year with room, off the grid."""
        got: dict[tuple[int, int], int] = defaultdict(int)
        for (_, m, t), amount in spend.items():
            got[m, t] += amount
        for (s, t), lost in lapsed.items():
            extra = lost - math.ceil(self.was_lapsed[s, t] - NOTHING)
            for key in sorted(self.of_stream[s, t], key=lambda key: -self.paid[key]):
                if extra <= 0:
                    break
                room = self.limit[key[1], t] - got[key[1], t] if (key[1], t) in self.limit else extra
                near = math.floor(self.paid[key]) + self.unit - 1 - spend[key]
                more = max(0, min(extra, room, near))
                spend[key] += more
                got[key[1], t] += more
                lapsed[s, t] -= more
                extra -= more


def _floored(model: Model, values: dict[int, float], unit: int) -> dict[tuple[int, int], bool]:
    """Measure-years that pay a cell whose floor binds: there rounding goes up where it can."""
    figures: Figures = model.figures
    bound: set[tuple[int, int]] = set()
    for row in model.problem.constraints():
        about = model.about[row.name]
        if about.rule == "floors" and about.year is not None and about.wijk is not None and about.domain is not None:
            slack = sum(factor * values[column.hash] for column, factor in row.expr.items()) + row.constant
            if slack * CENTS_PER_UNIT < 20 * unit:
                bound.add((figures.cell_number[about.wijk, about.domain], about.year - figures.years[0]))
    if not bound:
        return {}
    return {
        (m, t): True
        for m, parts in enumerate(figures.parts)
        for t in range(len(figures.years))
        if any((c, t) in bound for c, _ in parts)
    }
