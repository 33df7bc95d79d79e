"""A linear programme in PuLP with its columns, its rows and what each row speaks of.

Columns and rows have systematic names (`spend_12`, `carry_over_17`), because PuLP folds other characters;
`Model.about` maps a row to its place in the document and to ids. Thousands of euros, nominal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import pulp
from pulp import LpAffineExpression, LpConstraint, LpVariable

from planning.optimiser.figures import Figures
from planning.rules import Strength

Terms = dict[LpVariable, float]
SENSES = {"<=": pulp.LpConstraintLE, "==": pulp.LpConstraintEQ, ">=": pulp.LpConstraintGE}


@dataclass(frozen=True)
class About:
    """What a row speaks of: a place in the document and, where it applies, ids and a year."""

    rule: str
    pointer: str
    year: int | None = None
    stream: str | None = None
    measure: str | None = None
    wijk: str | None = None
    domain: str | None = None


@dataclass(frozen=True)
class Aim:
    """A rule that may fall short: its shortfall column and the sowing line of its scope (thousands of euros)."""

    row: str
    short: LpVariable
    scope: float


class Linear:
    """A linear programme in PuLP with numbered names, and what each row speaks of (`about`)."""

    def __init__(self, name: str) -> None:
        self.problem = pulp.LpProblem(name, pulp.LpMinimize)
        self.columns: list[LpVariable] = []
        self.about: dict[str, About] = {}
        self._counts: dict[str, int] = defaultdict(int)

    def column(self, kind: str, upper: float | None = None, lower: float = 0) -> LpVariable:
        """A new column, named by its kind and a number."""
        variable = self.problem.add_variable(f"{kind}_{self._next(kind)}", lower, upper)
        self.columns.append(variable)
        return variable

    def whole(self, kind: str) -> LpVariable:
        """A new column that is 0 or 1."""
        variable = self.column(kind, 1.0)
        variable.cat = pulp.LpInteger
        return variable

    def row(self, about: About, terms: Mapping[LpVariable, float], sense: str, right: float) -> str:
        """A new row Σ terms (sense) right, named by its rule and a number."""
        name = f"{about.rule}_{self._next(about.rule)}"
        expression = LpAffineExpression(terms)
        self.problem.addConstraint(LpConstraint(expression, SENSES[sense], name, right))
        self.about[name] = about
        return name

    @property
    def place(self) -> dict[int, int]:
        """The place of every column, by its hash."""
        return {column.hash: i for i, column in enumerate(self.columns)}

    def _next(self, kind: str) -> int:
        self._counts[kind] += 1
        return self._counts[kind] - 1


class Model(Linear):
    """Columns and rows of one programme.

    spend[s, m, t], carried[s, t], lapsed[s, t]; on[m, t] and start[m, t] are whole decisions; money[c, t] (of a cell,
    regular money not in it); `paid_by` and `paid_to` list payments per stream-year and measure-year; segments[c, t] add
    up to the money of a cell (regular money in it); `changes` are (up, down, weight) of the real year-on-year change;
    `moved` is the distance from the previous plan.
    """

    def __init__(self, figures: Figures) -> None:
        super().__init__("plan")
        self.figures = figures
        self.aims: list[Aim] = []
        self.spend: dict[tuple[int, int, int], LpVariable] = {}
        self.carried: dict[tuple[int, int], LpVariable] = {}
        self.lapsed: dict[tuple[int, int], LpVariable] = {}
        self.on: dict[tuple[int, int], LpVariable] = {}
        self.start: dict[tuple[int, int], LpVariable] = {}
        self.money: dict[tuple[int, int], LpVariable] = {}
        self.paid_by: dict[tuple[int, int], list[LpVariable]] = defaultdict(list)
        self.paid_to: dict[tuple[int, int], list[LpVariable]] = defaultdict(list)
        self.segments: dict[tuple[int, int], list[LpVariable]] = {}
        self.largest: LpVariable | None = None
        self.largest_rows: list[int] = []
        self.moved: list[LpVariable] = []
        self.changes: list[tuple[LpVariable, LpVariable, float]] = []

    def rule(self, about: About, terms: Terms, sense: str, right: float, strength: Strength, scope: float) -> None:
        """A row that is a must, or an aim with a shortfall over the sowing line of its scope."""
        if strength == "must":
            self.row(about, terms, sense, right)
            return
        short = self.column("short")
        terms = {**terms, short: -1.0 if sense == "<=" else 1.0}
        self.aims.append(Aim(self.row(about, terms, sense, right), short, scope if scope > 0 else 1.0))

    @property
    def decisions(self) -> list[LpVariable]:
        """The columns that are whole decisions."""
        return [*self.on.values(), *self.start.values()]

    def wijk_money(self, w: int, t: int) -> Terms:
        """The columns that make up the money of a wijk in a year."""
        return {self.money[c, t]: 1.0 for c in self.figures.cells_of_wijk[w] if (c, t) in self.money}

    def wijk_regular(self, w: int, t: int) -> float:
        """Regular money of a wijk that counts, in a year."""
        return sum(self.figures.regular[c][t] for c in self.figures.cells_of_wijk[w])

    def finished(self, r: int, t: int) -> tuple[Terms, float]:
        """Whether an investment started its whole length before year t or earlier, as terms and a constant."""
        figures, measure = self.figures, self.figures.measures[r]
        length = len(measure.profile or ())
        if measure.already_running:
            return {}, float(min(measure.already_running) + length <= figures.years[0] + t)
        return {self.start[r, tau]: 1.0 for tau in figures.starts[r] if tau + length <= t}, 0.0
