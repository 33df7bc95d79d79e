"""A programme as the rows of its tables: headings, and values as a document has them (None is a blank cell)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from exchange.programme_book.spec import FIGURES, RULES, SETTINGS, SINGLE, TABLES, Column, Spread, Table
from planning.document import canonical
from planning.programme import Programme

Values = dict[str, Any]
FEWEST_STEPS = 5
"""Columns for the years of an investment, though no investment is that long."""
PIECE = 16_000
"""Characters of JSON in a cell: Excel holds 32,767 UTF-16 units, and a character may be two."""


@dataclass(frozen=True)
class Heading:
    """A column of a sheet: of a column that spreads, `sub` is the domain, indicator, year or step it is for."""

    column: Column
    sub: str | int | None = None


@dataclass(frozen=True)
class Sheet:
    """A table with what stands in it."""

    table: Table
    headings: tuple[Heading, ...]
    rows: list[list[Any]]


def sheets(programme: Programme) -> list[Sheet]:
    """All tables of a programme that have columns of their own; not settings, rules and the previous plan."""
    values = flattened(programme)
    return [
        Sheet(table, headings, [*_rows(values, table, headings)])
        for table in TABLES
        if table.columns and table is not SETTINGS
        for headings in [tuple(_headings(programme, table))]
    ]


def flattened(programme: Programme) -> Values:
    """The values of a programme without the previous plan; `office` and `mixed` say what serves and objective are."""
    values: Values = programme.model_dump(by_alias=True, exclude={"previous"})
    for measure in values["measures"]:
        measure["office"] = measure["serves"] == "programme"
        if measure["office"]:
            measure["serves"] = ()
    if not isinstance(values["objective"], str):
        values |= {"objective": "mixed", "mixed": values["objective"]}
    return values


def settings(programme: Programme) -> list[tuple[Column, Any]]:
    """The settings with their values."""
    values = flattened(programme)
    return [(column, at(values, column.path)) for column in SETTINGS.columns]


def rules(programme: Programme) -> list[tuple[str, dict[str, Any]]]:
    """The rules that are there once, by name, as the columns of their sheet; one that does not apply is blank."""
    values = flattened(programme)[RULES.at[0]]
    rows = []
    for name in SINGLE:
        rule = values[name] or {}
        figure = rule.get(FIGURES[name][0]) if name in FIGURES else None
        known = {key: rule.get(key) for key in ("strength", "from", "cells")}
        rows.append((name, {"applies": values[name] is not None, "figure": figure, **known}))
    return rows


def pieces(programme: Programme) -> list[str]:
    """The previous plan as JSON text, in pieces that fit in a cell."""
    text = "" if programme.previous is None else canonical(programme.previous)
    return [text[start : start + PIECE] for start in range(0, len(text), PIECE)]


def at(values: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """What stands at a path; None where nothing does."""
    found: Any = values
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def _headings(programme: Programme, table: Table) -> Iterator[Heading]:
    for column in table.columns:
        if column.spread:
            yield from (Heading(column, sub) for sub in _subs(programme, column.spread))
        else:
            yield Heading(column)


def _subs(programme: Programme, spread: Spread) -> list[Any]:
    """What a column spreads over."""
    if spread in ("domains", "indicators"):
        return [item.id for item in getattr(programme, spread)]
    if spread == "steps":
        longest = max((len(measure.profile or ()) for measure in programme.measures), default=0)
        return list(range(1, max(longest, FEWEST_STEPS) + 1))
    return [*([programme.start_year - 1] if spread == "years_and_before" else []), *programme.term]


def _rows(values: Values, table: Table, headings: tuple[Heading, ...]) -> Iterator[list[Any]]:
    """The rows of a table, each with a value per heading."""
    held = at(values, table.at)
    if table.shape == "list":
        return ([_value(item, heading) for heading in headings] for item in held)
    if table.shape == "keyed":
        return ([key, *(entries.get(heading.sub) for heading in headings[1:])] for key, entries in held.items())
    if table.shape == "pairs":
        return ([year, rise] for year, rise in held.items())
    if table.shape == "turned":
        by_id = {item["id"]: item[table.within] for item in held}
        ids = [wijk["id"] for wijk in values["wijken"]]
        return ([each, *(by_id[heading.sub].get(each) for heading in headings[1:])] for each in ids)
    return _within(held, table, headings)


def _within(held: Any, table: Table, headings: tuple[Heading, ...]) -> Iterator[list[Any]]:
    """The rows of what lies within the items of a list: after the id of the item, its values."""
    for parent in held:
        inner = parent[table.within]
        if table.shape == "child":
            for item in inner:
                yield [parent["id"], *(at(item, heading.column.path) for heading in headings[1:])]
        elif isinstance(inner, dict | tuple):
            yield [parent["id"], *(_entry(inner, heading.sub) for heading in headings[1:])]


def _value(item: Values, heading: Heading) -> Any:
    """The value of an item under a heading; residents by year stand on a sheet of their own."""
    found = at(item, heading.column.path)
    if heading.sub is not None:
        return found.get(heading.sub)
    return None if isinstance(found, dict) else found


def _entry(entries: Any, sub: Any) -> Any:
    """The value of a year, or of a step counted from 1."""
    if isinstance(entries, dict):
        return entries.get(sub)
    return entries[sub - 1] if sub <= len(entries) else None
