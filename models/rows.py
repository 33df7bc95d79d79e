"""A programme as rows of tables, and back. Pure: there is no database here.

Rows are held by table and by the columns that identify them within a programme, so that two states of a programme can
be told apart row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from models.base import Base
from models.flat import Values, flattened, restored
from models.parts import OfProgramme, Part
from models.programme import ProgrammeRow
from models.tables import METADATA, MODULES
from planning.programme import Programme

Key = tuple[Any, ...]
Rows = dict[str, dict[Key, Values]]
"""By table and key (`Part.keys`) the other columns; the settings of the programme are of table "programme", key ()."""

SETTINGS = ProgrammeRow.__tablename__
OF_THE_ROW = {"id", "version"}
"""Columns of a programme that are not of its document."""


def _parts() -> list[type[OfProgramme]]:
    """The tables of the parts, each after those it names."""
    of_table = {
        row.__tablename__: row
        for module in MODULES
        for row in vars(module).values()
        if isinstance(row, type) and issubclass(row, OfProgramme) and row is not OfProgramme and issubclass(row, Base)
    }
    return [of_table[table.name] for table in METADATA.sorted_tables if table.name in of_table]


PARTS: dict[str, type[OfProgramme]] = {row.__tablename__: row for row in _parts()}  # type: ignore[attr-defined]
COLUMNS: dict[str, list[str]] = {
    table: [column.name for column in row.__table__.columns if column.name != "programme_id"]  # type: ignore[attr-defined]
    for table, row in PARTS.items()
}
"""The columns of each table, the key of the programme aside."""
SETTING_COLUMNS = [c.name for c in ProgrammeRow.__table__.columns if c.name not in OF_THE_ROW]


def rows_of(given: Programme) -> Rows:
    """The rows of a programme."""
    values = flattened(given)
    found: Rows = {SETTINGS: {(): {name: values[name] for name in SETTING_COLUMNS}}}
    for table, row in PARTS.items():
        part = row.part
        found[table] = dict(_keyed(part, COLUMNS[table], values))
    return found


def programme_of(rows: Rows) -> Programme:
    """The programme that consists of rows."""
    values: Values = dict(rows[SETTINGS][()])
    parts = sorted(PARTS.items(), key=lambda one: len(one[1].part.path))
    for table, row in parts:
        part = row.part
        filled: dict[Any, Any] = {}
        for key, columns in sorted(rows[table].items(), key=lambda one: _place(one[0], one[1])):
            _put(filled.setdefault(key[0] if part.parent else None, _nothing(part)), part, key[-1], columns)
        if part.parent is None:
            values[part.path[0]] = filled.get(None, _nothing(part))
        else:
            for owner in values[part.path[0]]:
                owner[part.path[1]] = filled.get(owner["id"], _nothing(part))
    return restored(values)


def _keyed(part: Part, columns: list[str], values: Values) -> Iterator[tuple[Key, Values]]:
    """The rows of one table, by key."""
    owners: Iterable[tuple[Key, Any]] = [((), values[part.path[0]])]
    if part.parent is not None:
        owners = [((owner["id"],), owner[part.path[1]]) for owner in values[part.path[0]]]
    for before, things in owners:
        if part.mapping:
            yield from (((*before, key), {str(part.value): value}) for key, value in things.items())
            continue
        for position, thing in enumerate(things):
            held = {part.value: thing} if part.value is not None else {**thing, "position": position}
            key = (*before, position if part.key == "position" else held[part.key])
            yield key, {name: held[name] for name in columns if name not in part.keys}


def _place(key: Key, columns: Values) -> tuple[Any, ...]:
    """What rows are sorted by: the thing they belong to, and their position in it or else their key."""
    return (*key[:-1], columns.get("position", 0), key[-1])


def _nothing(part: Part) -> Any:
    return {} if part.mapping else []


def _put(things: Any, part: Part, key: Any, columns: Values) -> None:
    """Add a row to the list or mapping it is of."""
    if part.mapping:
        things[key] = columns[str(part.value)]
    elif part.value is not None:
        things.append(columns[part.value])
    else:
        own = {} if part.key == "position" else {part.key: key}
        things.append({**own, **{name: value for name, value in columns.items() if name != "position"}})
