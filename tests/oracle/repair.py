"""The least repair of a programme whose musts clash: a plain linear programme over the rows of the oracle, by scipy.

It shares nothing with the optimiser. The rows are those of `tests.oracle.model`: money in nominal euros (over `unit`),
staff in the nominal euros of the measure with most staff per euro, the ratio per resident in real euros.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linprog  # type: ignore[import-untyped]
from scipy.sparse import coo_array  # type: ignore[import-untyped]

from planning.prepared import Prepared
from tests.oracle.stages import build
from tests.oracle.system import Row

YIELDING = {
    *("commitments", "co_financing", "measure_limits", "coherence", "staff_capacity", "structural_cover", "floors"),
    *("hold_harmless", "focus_minimum", "persistence", "ramp_up", "frontline_room", "resident_initiatives"),
    "per_resident_ratio",
}
NOTHING = 1e-3
"""Euros that count as nothing: a tenth of a cent."""
TIGHT = {"primal_feasibility_tolerance": 1e-9, "dual_feasibility_tolerance": 1e-9}


@dataclass(frozen=True)
class Key:
    """A must: its rule, place and year, and the how-manieth it is of those that are alike (two floors of one cell)."""

    rule: str
    place: tuple[str, ...]
    year: int | None
    number: int = 0


class Yielding:
    """The musts of a programme that can give way: what each gives way costs its nominal euros."""

    def __init__(self, prepared: Prepared) -> None:
        self.model = build(prepared)
        self.rows = self.model.system.rows
        self.offices = {measure.id for measure in prepared.measures if not measure.cells}
        self.keys: dict[Key, list[int]] = {}
        for i, row in enumerate(self.rows):
            if row.rule in YIELDING and row.strength == "must" and not self._limits_office(row):
                self.keys.setdefault(self._key(row), []).append(i)
        self._matrix()

    def least(
        self, counted: Callable[[Key], float] = lambda key: 1.0, allowed: Mapping[Key, float] | None = None
    ) -> float:
        """The least euros that the counted musts must give way together, beyond the euros allowed to each.

        `counted` says what a euro of a must counts for: 0 (or False) gives way for nothing, 1 (or True) is a euro.
        """
        cost, right = np.zeros(self.size), self.right.copy()
        for k, key in enumerate(self.keys):
            cost[self.beyond + k] = counted(key) * self.price(key)
            euros = (allowed or {}).get(key, 0.0)
            right[len(self.rows) + k] = self.model.units(euros / self.price(key) * 100.0)
        same = self.equal
        found = linprog(
            *(cost, self.matrix[~same], right[~same], self.matrix[same], right[same], self.bounds),
            **{"method": "highs", "options": TIGHT},
        )
        assert found.status == 0, found.message
        return self.model.euros(found.fun)

    def _matrix(self) -> None:
        """The rows of the oracle, each with a column for what it gives way; and per must, what that is together."""
        entries: list[tuple[int, int, float]] = []
        for i, row in enumerate(self.rows):
            entries += [(i, column, factor) for column, factor in row.terms.items()]
        place = self.model.system.columns
        self.beyond = place + sum(len(rows) for rows in self.keys.values())
        for k, (key, rows) in enumerate(self.keys.items()):
            together = len(self.rows) + k
            entries.append((together, self.beyond + k, -1.0))
            for i in rows:
                entries += [(i, place, -1.0), (together, place, 1.0)]
                # An office gets what is committed to it, so it gets less where a commitment gives way.
                entries += [(j, place, 1.0) for j, row in enumerate(self.rows) if self._limits_office(row, key)]
                place += 1
        self.size = self.beyond + len(self.keys)
        i, j, factors = zip(*entries, strict=True)
        self.matrix: Any = coo_array((factors, (i, j)), shape=(len(self.rows) + len(self.keys), self.size)).tocsr()
        self.right = np.array([row.bound for row in self.rows] + [0.0] * len(self.keys))
        self.equal = np.array([row.equal for row in self.rows] + [False] * len(self.keys))
        free = set(range(self.model.system.columns)) - self.model.system.positive
        self.bounds = [(None if column in free else 0.0, None) for column in range(self.size)]

    def _key(self, row: Row) -> Key:
        """Where a rule says that something is nothing, it has a row for every column: one must."""
        number = 0
        while not row.equal and Key(row.rule, row.place, row.year, number) in self.keys:
            number += 1
        return Key(row.rule, row.place, row.year, number)

    def price(self, key: Key) -> float:
        """Nominal euros of a euro of the row: that of the ratio is real, and of the whole term."""
        if key.rule != "per_resident_ratio":
            return 1.0
        return sum(self.model.price[year] for year in self.model.term) / len(self.model.term)

    def _limits_office(self, row: Row, key: Key | None = None) -> bool:
        """Whether a row limits an office; with a key, the one that the key is a commitment to."""
        if row.rule != "measure_limits" or row.place[0] not in self.offices:
            return False
        return key is None or (key.rule == "commitments" and (row.place[0], row.year) == (key.place[1], key.year))
