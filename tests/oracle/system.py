"""A system of linear rows over numbered columns: what the rules of the oracle are written in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Place = tuple[str, ...]
"""What a row is about, as ids: a wijk, a wijk and a domain, a stream and a measure; empty for the programme."""


@dataclass(frozen=True)
class Linear:
    """Σ terms[column] · column + constant."""

    terms: Mapping[int, float] = field(default_factory=dict)
    constant: float = 0.0

    def __add__(self, other: Linear) -> Linear:
        terms = dict(self.terms)
        for column, factor in other.terms.items():
            terms[column] = terms.get(column, 0.0) + factor
        return Linear(terms, self.constant + other.constant)

    def __mul__(self, factor: float) -> Linear:
        return Linear({column: value * factor for column, value in self.terms.items()}, self.constant * factor)

    def __sub__(self, other: Linear) -> Linear:
        return self + other * -1.0

    def at(self, values: Sequence[float]) -> float:
        """The amount at `values` of the columns."""
        return self.constant + sum(factor * float(values[column]) for column, factor in self.terms.items())


def total(parts: Iterable[Linear]) -> Linear:
    """The sum of `parts`."""
    terms: dict[int, float] = {}
    constant = 0.0
    for part in parts:
        constant += part.constant
        for column, factor in part.terms.items():
            terms[column] = terms.get(column, 0.0) + factor
    return Linear(terms, constant)


@dataclass(frozen=True)
class Row:
    """Σ terms ≤ bound, or = bound where `equal`. `rule` is empty for a row that only helps another one."""

    rule: str
    place: Place
    year: int | None
    terms: Mapping[int, float]
    bound: float
    equal: bool
    strength: str

    def slack(self, values: Sequence[float]) -> float:
        """bound − Σ terms at `values`."""
        return self.bound - Linear(self.terms).at(values)


@dataclass(frozen=True)
class Aim:
    """A row that may fall short: its shortfall column, and the sowing line of its scope in units of money."""

    row: int
    column: int
    scope: float


class System:
    """Columns and rows, as the rules add them. Every column is at least 0 unless it is free."""

    def __init__(self) -> None:
        self.columns = 0
        self.positive: set[int] = set()
        self.rows: list[Row] = []
        self.aims: list[Aim] = []

    def column(self, free: bool = False) -> Linear:
        """A new column."""
        self.columns += 1
        if not free:
            self.positive.add(self.columns - 1)
        return Linear({self.columns - 1: 1.0})

    def define(self, amount: Linear) -> Linear:
        """A free column that equals `amount`: it keeps the rows that use it short."""
        if len(amount.terms) < 2:
            return amount
        column = self.column(free=True)
        self.equal("", (), None, column, amount)
        return column

    def equal(self, rule: str, place: Place, year: int | None, left: Linear, right: Linear) -> None:
        """left = right."""
        self._row(rule, place, year, left - right, True, "must")

    def nothing(self, rule: str, place: Place, year: int | None, amount: Linear) -> None:
        """Every column of `amount` is 0 because the rule says so: a row each, so that each has a multiplier."""
        for column in amount.terms:
            self.positive.discard(column)
            self._row(rule, place, year, Linear({column: 1.0}), True, "must")

    def at_most(
        self,
        rule: str,
        place: Place,
        year: int | None,
        left: Linear,
        right: Linear,
        strength: str = "must",
        scope: float = 1.0,
    ) -> None:
        """left ≤ right; as an aim, left − shortfall ≤ right. A row without columns is left out when it is true."""
        difference = left - right
        if strength == "aim" and (difference.terms or difference.constant > 0):
            short = self.column()
            self.aims.append(Aim(len(self.rows), next(iter(short.terms)), scope))
            difference = difference - short
        if difference.terms or difference.constant > 1e-9:
            self._row(rule, place, year, difference, False, strength)

    def _row(self, rule: str, place: Place, year: int | None, amount: Linear, equal: bool, strength: str) -> None:
        self.rows.append(Row(rule, place, year, amount.terms, -amount.constant, equal, strength))
