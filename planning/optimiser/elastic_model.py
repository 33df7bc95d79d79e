"""The musts of a programme, each with a column by which it can give way (elastic programming: Brown and Graves 1975).

Every row of a must gets a column in thousands of nominal euros; held at 0 the row is the must itself. What a euro of it
means for each rule stands in docs/formulation.md under "Clashes". Balances, what may be carried over, the money of
cells, what an office gets and that a euro matches once have no such column: they are facts, not wishes. With every
column free, letting all money lapse is a plan, so this programme always has a solution.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from pulp import LpVariable

from planning.money import cents
from planning.optimiser.figures import Figures, figures, thousands
from planning.optimiser.light import LightModel
from planning.optimiser.linear import About, Terms
from planning.optimiser.model import state_rules
from planning.prepared import Prepared
from planning.programme import Measure
from planning.rules import Strength

ORDER = (
    *("per_resident_ratio", "ramp_up", "resident_initiatives", "frontline_room", "focus_minimum", "hold_harmless"),
    *("floors", "persistence", "structural_cover", "coherence", "measure_limits", "min_duration", "staff_capacity"),
    *("co_financing", "commitments"),
)
"""The rules that can give way. Where the same euros could go either way, the first here gives way first: what the
programme sets itself, then what its measures ask, then what was agreed with others."""

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


@dataclass(frozen=True)
class Scale:
    """Money in a plan, thousands of euros: Σ terms + constant."""

    terms: Terms
    constant: float


class ElasticModel(LightModel):
    """The rules of a programme with a column `give` in every row of a must: `gives`, in the order of the rows.

    The column `worst`, of either sign, is in no row: `planning.optimiser.spread` makes those that it needs.
    """

    def __init__(self, figures: Figures) -> None:
        super().__init__(figures)
        self.gives: list[Give] = []
        self._aim = False
        self._entries = _entries(figures)
        self._given_up: dict[tuple[str | None, int | None], Terms] = defaultdict(dict)
        self.worst = self.column("worst", lower=-np.inf)

    def rule(self, about: About, terms: Terms, sense: str, right: float, strength: Strength, scope: float) -> None:
        """A row that is a must, or an aim, which falls short as it is."""
        self._aim = strength == "aim"
        super().rule(about, terms, sense, right, strength, scope)
        self._aim = False

    def row(self, about: About, terms: Mapping[LpVariable, float], sense: str, right: float) -> str:
        """A new row, with its way to give way where it is a must that can."""
        if about.rule == "commitments":
            terms = {**terms, **self._commitment(about)}
        elif about.rule == "measure_limits":
            terms = {**terms, **self._limit(about, terms, sense, right)}
        elif not self._aim and self._can_give(about):
            give = self._give(about, worth=self._rows_per_thousand(about, terms))
            terms = {**terms, give.column: -give.worth if sense == "<=" else give.worth}
        return super().row(about, terms, sense, right)

    def asked(self, give: Give) -> Scale:
        """What a row asks (≥) or allows (≤), in its own unit, regular money of the place in it."""
        row = self.problem.made[give.row]
        against = {
            column: -factor for column, factor in row.expr.items() if factor < 0 and column.hash != give.column.hash
        }
        return Scale(against, self._regular(give) - row.constant)

    def all_of_wijk(self, give: Give) -> Scale:
        """All money of the wijk and year that a row speaks of."""
        w, t = self.figures.wijken.index(give.about.wijk or ""), self.year(give)
        return Scale(self.wijk_money(w, t), self.wijk_regular(w, t))

    def year(self, give: Give) -> int:
        """Number of the year that a row speaks of."""
        return (give.about.year or 0) - self.figures.years[0]

    def _regular(self, give: Give) -> float:
        """Regular money of the place of a row, which the row has taken off."""
        about = give.about
        if about.rule == "hold_harmless":
            return self.wijk_regular(self.figures.wijken.index(about.wijk or ""), self.year(give))
        if about.rule in ("floors", "persistence", "ramp_up"):
            return self.figures.regular[self.figures.cell_number[about.wijk or "", about.domain or ""]][self.year(give)]
        return 0.0

    def _can_give(self, about: About) -> bool:
        """Not the rows that only define: that a euro matches once, what the highest and lowest per resident are.

        Nor what starts a measure and keeps it on, as the minimum that it then asks can give way.
        """
        defines = (
            about.rule == "min_duration"
            or (about.rule == "co_financing" and about.stream is None)
            or (about.rule == "per_resident_ratio" and about.wijk is not None)
            or (about.rule == "coherence" and self._measure(about).profile is not None)
        )
        return about.rule in ORDER and not defines

    def _measure(self, about: About) -> Measure:
        return self.figures.prepared.measure[about.measure or ""]

    def _limit(self, about: About, terms: Mapping[LpVariable, float], sense: str, right: float) -> Terms:
        """How a limit of a measure gives way: its maximum, its minimum, or what is left of an investment."""
        measure = self._measure(about)
        if about.year is None:
            return {}
        if sense == "==":
            left = self._give(replace(about, pointer=f"{about.pointer}/profile"), right) if right > 0 else None
            return {} if left is None else {left.column: 1.0}
        if sense == ">=":
            least = replace(about, pointer=f"{about.pointer}/min_per_year")
            if not measure.min_per_year:
                least = replace(about, rule="min_duration", pointer=f"{about.pointer}/min_years")
            return {self._give(least).column: 1.0}
        if not measure.cells:
            return self._office(about, terms)
        return self._maximum(about)

    def _office(self, about: About, terms: Mapping[LpVariable, float]) -> Terms:
        """An office gets what its commitments ask, so it gets less when they do."""
        m, t = self.figures.measure_number[about.measure or ""], (about.year or 0) - self.figures.years[0]
        given_up, on = self._given_up[about.measure, about.year], self.on.get((m, t))
        if on is None:
            return given_up
        paid = {column: factor for column, factor in terms.items() if column is not on}
        super().row(about, {**paid, **given_up}, "<=", self.figures.limit[m, t])
        return {}

    def _maximum(self, about: About) -> Terms:
        """A maximum can be higher, though only in a year in which a measure that is a whole decision is on."""
        m, t = self.figures.measure_number[about.measure or ""], (about.year or 0) - self.figures.years[0]
        on = self.on.get((m, t))
        spare = sum(self.figures.have[s][t] for s in self.figures.payers.get((m, t), [])) - self.figures.most(m, t)
        if on is not None and spare <= 0:
            return {}  # it is the money of its payers that limits it
        give = self._give(replace(about, pointer=f"{about.pointer}/max_per_year"))
        if on is not None:
            super().row(about, {give.column: 1.0, on: -spare}, "<=", 0.0)
        return {give.column: -1.0}

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


def elastic_model(prepared: Prepared, round_to: int | None = None) -> ElasticModel:
    """The rules of a programme, each must with its way to give way."""
    model = ElasticModel(figures(prepared, round_to))
    state_rules(model)
    return model
