"""A document as JSON values, of which anything may be wrong: looked at with care, never with trust."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from planning.fields import FIRST_YEAR, LAST_YEAR
from planning.problems import Problem
from planning.programme import Programme
from planning.reading.place import Path, called, clean, problem_at

LISTS = ("domains", "wijken", "indicators", "partners", "streams", "measures")
"""The lists whose items have an id."""


@dataclass(frozen=True)
class Raw:
    """A programme document before it is known to be one."""

    values: dict[str, Any]

    @cached_property
    def term(self) -> range | None:
        """The calendar years of the term; None where they are not to be read."""
        first = year(self.values.get("start_year"))
        years = self.values.get("years", Programme.model_fields["years"].default)
        if first is None or isinstance(years, bool) or not isinstance(years, int) or not 1 <= years <= 30:
            return None
        return range(first, first + years)

    def rows(self, name: str) -> list[tuple[int, dict[str, Any]]]:
        """Position and item of the objects in a list of the document."""
        return list(objects(self.values, name))

    @cached_property
    def by_id(self) -> dict[str, dict[str, dict[str, Any]] | None]:
        """For each list its items by id (the first with that id); None where the list is not one."""
        return {name: self._items(name) for name in LISTS}

    def _items(self, name: str) -> dict[str, dict[str, Any]] | None:
        if name == "domains" and name not in self.values:
            default = Programme.model_fields["domains"].get_default(call_default_factory=True)
            return {domain.id: {"id": domain.id, "name": domain.name} for domain in default}
        if not isinstance(self.values.get(name, []), list):
            return None
        found: dict[str, dict[str, Any]] = {}
        for _, row in self.rows(name):
            if isinstance(row.get("id"), str):
                found.setdefault(row["id"], row)
        return found

    def item(self, name: str, identifier: Any) -> dict[str, Any] | None:
        """The item with an id, if there is one."""
        return (self.by_id[name] or {}).get(identifier) if isinstance(identifier, str) else None

    def called(self, name: str, identifier: str) -> str:
        """What the item with an id is called: its name and id; the id alone where it has no name, or is not there."""
        return called(self.item(name, identifier) or {"id": identifier}) or identifier

    def lacks(self, name: str, identifier: Any) -> bool:
        """Whether a reference is to nothing. A list that cannot be read lacks nothing: that is said of the list."""
        known = self.by_id[name]
        return isinstance(identifier, str) and known is not None and identifier not in known

    def problem(self, path: Path, code: str, **values: Any) -> Problem:
        """The problem `code` at `path`; texts among the values are made fit to show."""
        fit = {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}
        return problem_at(self.values, path, code, **fit)


def objects(node: dict[str, Any], key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Position and value of the objects in a list."""
    items = node.get(key)
    if isinstance(items, list):
        yield from ((position, item) for position, item in enumerate(items) if isinstance(item, dict))


def texts(node: dict[str, Any], key: str) -> Iterator[tuple[int, str]]:
    """Position and value of the texts in a list."""
    items = node.get(key)
    if isinstance(items, list):
        yield from ((position, item) for position, item in enumerate(items) if isinstance(item, str))


def entries(node: dict[str, Any], key: str) -> Iterator[tuple[str, Any]]:
    """Keys and values of an object."""
    held = node.get(key)
    if isinstance(held, dict):
        yield from held.items()


def year(value: Any) -> int | None:
    """A calendar year; a key is text. None for what is not one."""
    if isinstance(value, str) and len(value) == 4 and value.isascii() and value.isdigit():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if FIRST_YEAR <= value <= LAST_YEAR else None


def number(value: Any) -> Decimal | None:
    """A number that can be a share, a weight or an amount; None for what is not one."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not 0 <= value <= 10**12:
        return None
    return Decimal(value)


def label(row: dict[str, Any], position: int) -> str:
    """What an item is called in a sentence: its name and id, else its number in the list."""
    return called(row) or f"#{position + 1}"
