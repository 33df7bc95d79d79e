"""The musts of a programme, each with a column by which it can give way (elastic programming: Brown and Graves 1975).

Every row of a must gets a column in thousands of nominal euros; held at 0 the row is the must itself. What a euro of it
means for each rule stands in docs/formulation.md under "Clashes". Balances, what may be carried over, the money of
cells, what an office gets and that a euro matches once have no such column: they are facts, not wishes. With every
column free, letting all money lapse is a plan, so this programme always has a solution.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from pulp import LpVariable

from planning.money import cents
from planning.optimiser.engine import Engine, Floats, How, Ints, Status
from planning.optimiser.figures import Figures, figures, thousands
from planning.optimiser.light import LightModel
from planning.optimiser.linear import About, Terms
from planning.optimiser.model import state_rules
from planning.prepared import Prepared
from planning.rules import Strength

ORDER = (
    *("per_resident_ratio", "ramp_up", "resident_initiatives", "frontline_room", "focus_minimum", "hold_harmless"),
    *("floors", "persistence", "structural_cover", "coherence", "measure_limits", "staff_capacity", "co_financing"),
    "commitments",
)
"""The rules that can give way. Where the same euros could go either way, the first here gives way first: what the
programme sets itself, then what its measures ask, then what was agreed with others."""

NO_CLASH = 1e-6
"""Thousands of euros, a tenth of a cent: musts that give way by less than this do not clash."""

GroupKey = tuple[str, str]
"""(rule, JSON pointer): a rule as the user sees it."""


@dataclass(frozen=True)
class Give:
    """A row of a must and the column by which it gives way.

    `most` is the most that it can give way, thousands of nominal euros; `worth` how much of the row's own unit
    (full-time posts for staff_capacity) a thousand of them is; `row` is the number of the row in the model.
    """

    about: About
    column: LpVariable
    row: int
    most: float = np.inf
    worth: float = 1.0

    @property
    def group(self) -> GroupKey:
        """The rule it is a row of."""
        return self.about.rule, self.about.pointer


class ElasticModel(LightModel):
    """The rules of a programme with a column `give` in every row of a must: `gives`, in the order of the rows."""

    def __init__(self, figures: Figures) -> None:
        super().__init__(figures)
        self.gives: list[Give] = []
        self._aim = False
        self._entries = _entries(figures)
        self._given_up: dict[tuple[str | None, int | None], Terms] = defaultdict(dict)

    def rule(self, about: About, terms: Terms, sense: str, right: float, strength: Strength, scope: float) -> None:
        """A row that is a must, or an aim, which falls short as it is."""
        self._aim = strength == "aim"
        super().rule(about, terms, sense, right, strength, scope)
        self._aim = False

    def row(self, about: About, terms: Mapping[LpVariable, float], sense: str, right: float) -> str:
        """A new row, with its way to give way where it is a must that can."""
        if about.rule == "commitments":
            terms = {**terms, **self._commitment(about)}
        elif about.rule == "measure_limits" and about.measure in self._offices:
            # An office gets what its commitments ask, so it gets less when they do.
            terms = {**terms, **self._given_up[about.measure, about.year]}
        elif not self._aim and _can_give(about):
            give = self._give(_precise(about), worth=self._rows_per_thousand(about, terms))
            terms = {**terms, give.column: -give.worth if sense == "<=" else give.worth}
        return super().row(about, terms, sense, right)

    @property
    def _offices(self) -> set[str]:
        return {measure.id for measure in self.figures.measures if not measure.cells}

    def _give(self, about: About, most: float = np.inf, worth: float = 1.0) -> Give:
        give = Give(about, self.column("give"), len(self.problem.made), most, worth)
        self.gives.append(give)
        return give

    def _commitment(self, about: About) -> Terms:
        """A column for each entry that the row adds up: it can give way as far as nothing."""
        found: Terms = {}
        for number, amount in self._entries[about.stream, about.measure, about.year]:
            give = self._give(replace(about, pointer=f"/commitments/{number}"), thousands(amount))
            found[give.column] = 1.0
        self._given_up[about.measure, about.year].update(found)
        return found

    def _rows_per_thousand(self, about: About, terms: Mapping[LpVariable, float]) -> float:
        """How much of a row a thousand nominal euros is."""
        if about.rule == "staff_capacity":
            # A post stands for what the measure with most staff per euro spends on it.
            return max(terms.values())
        if about.rule == "per_resident_ratio":
            # The row is in real euros for an average wijk over the whole term.
            wijken = {row.wijk for row in self.about.values() if row.rule == about.rule}
            return len(self.figures.price) / sum(self.figures.price) / len(wijken)
        return 1.0


def posts(give: Give, cents: int) -> Decimal:
    """Full-time posts that euros of a row of staff_capacity stand for, rounded up to a thousandth."""
    return Decimal(math.ceil(thousands(cents) * give.worth * 1000 - 1e-6)).scaleb(-3)


def _entries(figures: Figures) -> Mapping[tuple[str | None, str | None, int | None], list[tuple[int, int]]]:
    """Number and cents of the commitments of a stream to a measure in a year."""
    found: dict[tuple[str | None, str | None, int | None], list[tuple[int, int]]] = defaultdict(list)
    for number, row in enumerate(figures.prepared.programme.commitments):
        if row.amount > 0:
            found[row.stream, row.measure, row.year].append((number, cents(row.amount)))
    return found


def _can_give(about: About) -> bool:
    """Not the rows that only define: that a euro matches once, and what the highest and lowest per resident are."""
    defines = (about.rule == "co_financing" and about.stream is None) or (
        about.rule == "per_resident_ratio" and about.wijk is not None
    )
    return about.rule in ORDER and not defines


def _precise(about: About) -> About:
    """The place of the figure that the row is about."""
    return replace(about, pointer=f"{about.pointer}/max_per_year") if about.rule == "measure_limits" else about


def elastic_model(prepared: Prepared) -> ElasticModel:
    """The rules of a programme, each must with its way to give way."""
    model = ElasticModel(figures(prepared))
    state_rules(model)
    return model


class Elastic:
    """The elastic programme in a solver: how many euros chosen musts must give way for a plan to exist.

    `gives` are its rows, in document order within a rule; arrays and lists of them are in that order.
    """

    def __init__(self, model: ElasticModel, deadline: float | None = None) -> None:
        self.engine = Engine(model, deadline)
        self.gives = model.gives
        self.places: Ints = self.engine.places([give.column for give in self.gives])
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
        cost = np.zeros(self.engine.size)
        cost[self.places] = prices
        status = self.engine.minimise(cost, How.WARM if self._solved else How.COLD)
        if status is Status.STOPPED:
            return None
        self._solved, self.values = True, self.engine.values()
        return float(prices @ self.given())

    def clash(self, rows: Sequence[int]) -> bool | None:
        """Whether some rows cannot all hold, the others giving way for nothing; None when time was up.

        Raises:
            NoPlan: when the solver failed.
        """
        if not rows:
            return False
        prices = np.zeros(len(self.gives))
        prices[rows] = 1.0
        least = self.least(prices)
        return None if least is None else least > NO_CLASH

    def given(self) -> Floats:
        """What each row gave way in the last answer, thousands of euros (n,)."""
        return np.maximum(self.values[self.places], 0.0)
