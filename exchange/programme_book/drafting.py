"""The document in the making while a workbook is read, and where in the workbook each part of it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from exchange.programme_book.findings import SheetPlace
from exchange.programme_book.sheets_in import BROKEN, Found
from planning.problems import Problem

Path = tuple[str, ...]
OF_KEYS = frozenset(
    {
        "bad_id",
        "control_character_in_key",
        "not_a_year",
        "outside_term",
        "residents_year",
        "unknown_domain",
        "unknown_wijk",
    }
)
"""Problems that, of a value in a grid, are of its title or of the name of its row: said once, there."""


@dataclass(frozen=True)
class Spot:
    """The row that a part of the document stands in, with the columns of what is in it."""

    found: Found
    row: int
    columns: dict[Path, int] = field(default_factory=dict)
    key: int | None = None
    turned: bool = False

    def place(self, path: Path, code: str) -> SheetPlace:
        """The place of what is at a path in the part."""
        for length in range(len(path), -1, -1):
            column = self.columns.get(path[:length])
            if column is not None:
                if code not in OF_KEYS:
                    return self.found.place(self.row, column)
                if self.turned:
                    return self.found.place(self.row, self.key)
                return self.found.place(self.found.head if self._is_title(path[:length]) else self.row, column)
        return self.found.place(self.row, self.key)

    def _is_title(self, path: Path) -> bool:
        """Whether the last step of a path is what stands above the column."""
        return bool(path) and any(key[-1:] == path[-1:] and self.found.kinds[key].spread for key in self.found.kinds)


@dataclass
class Draft:
    """JSON values of a programme document, and the spots of its parts by their path.

    `said` are the paths of what is known to be missing.
    """

    values: dict[str, Any] = field(default_factory=dict)
    spots: dict[Path, Spot] = field(default_factory=dict)
    said: set[Path] = field(default_factory=set)
    by_id: dict[str, dict[str, tuple[int, dict[str, Any]]]] = field(default_factory=dict)

    def put(self, path: Path, value: Any) -> None:
        """A value at a path; nothing where it is None or could not be read."""
        if value is None or value is BROKEN:
            return
        node = self.values
        for step in path[:-1]:
            node = node.setdefault(step, {})
        node[path[-1]] = listed(value)

    def place(self, problem: Problem) -> SheetPlace | None:
        """Where in the workbook a problem of the document is; None where it is known already."""
        steps = problem.pointer.split("/")[1:]
        path = tuple(step.replace("~1", "/").replace("~0", "~") for step in steps)
        if problem.code == "missing_field" and path in self.said:
            return None
        for length in range(len(path), 0, -1):
            spot = self.spots.get(path[:length])
            if spot is not None:
                rest = path[length:]
                if problem.code == "missing_field" and rest in spot.found.missing:
                    return None
                return spot.place(rest, problem.code)
        return SheetPlace()


def listed(value: Any) -> Any:
    """A value as JSON has it."""
    return list(value) if isinstance(value, tuple) else value
