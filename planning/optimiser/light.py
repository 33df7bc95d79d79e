"""The same linear programme without PuLP: for models that are solved once, in a moment, and never written out.

Half of the time that a model of twenty wijken takes to build goes into PuLP's columns and rows. A `LightModel` is built
by the same rules and becomes the same arrays (`planning.optimiser.engine.arrays`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pulp import LpVariable

from planning.optimiser.figures import Figures
from planning.optimiser.linear import SENSES, About, Model


class Column:
    """What a rule and `arrays` need to know of a column."""

    __slots__ = ("cat", "hash", "lowBound", "name", "upBound")

    def __init__(self, name: str, lower: float, upper: float | None) -> None:
        self.name, self.lowBound, self.upBound = name, lower, upper
        self.hash = id(self)


class Row:
    """Σ expr (sense) −constant, as PuLP has it."""

    __slots__ = ("constant", "expr", "sense")

    def __init__(self, expr: Mapping[LpVariable, float], sense: int, constant: float) -> None:
        self.expr, self.sense, self.constant = expr, sense, constant


@dataclass
class Rows:
    """In the place of a PuLP problem."""

    made: list[Row] = field(default_factory=list)

    def constraints(self) -> list[Row]:
        """All rows, in the order in which they were made."""
        return self.made


class LightModel(Model):
    """A model whose columns and rows are its own."""

    def __init__(self, figures: Figures) -> None:
        super().__init__(figures)
        self.problem = Rows()

    def column(self, kind: str, upper: float | None = None, lower: float = 0) -> LpVariable:
        """A new column, named by its kind and a number."""
        column = Column(f"{kind}_{self._next(kind)}", lower, upper)
        self.columns.append(column)
        return column

    def row(self, about: About, terms: Mapping[LpVariable, float], sense: str, right: float) -> str:
        """A new row Σ terms (sense) right, named by its rule and a number."""
        name = f"{about.rule}_{self._next(about.rule)}"
        self.problem.made.append(Row(terms, SENSES[sense], -right))
        self.about[name] = about
        return name
