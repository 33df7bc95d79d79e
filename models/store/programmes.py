"""The only crossing between tables and `planning`: programmes in and out of the database.

A programme is saved by what is different from what is there, in the transaction of the caller, and only where nobody
else saved it since: its version says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, and_, delete, insert, select, update
from sqlalchemy.orm import Session

from models.differences import Difference, differences
from models.programme import ProgrammeRow
from models.rows import COLUMNS, PARTS, SETTING_COLUMNS, SETTINGS, Rows, programme_of, rows_of
from models.tables import METADATA
from planning.programme import Programme

TABLES: dict[str, Table] = {table: METADATA.tables[table] for table in PARTS}
PROGRAMME: Table = METADATA.tables[SETTINGS]


class Conflict(Exception):  # noqa: N818 - it is an answer, not an error of the program
    """Somebody else saved the programme since it was loaded."""


class NoProgramme(Exception):  # noqa: N818
    """There is no programme with this number."""


@dataclass(frozen=True)
class Stored:
    """A programme as it is in the database, and the version it has there."""

    id: int
    version: int
    programme: Programme


def add(session: Session, programme: Programme) -> Stored:
    """A new programme."""
    rows = rows_of(programme)
    row = ProgrammeRow(**rows[SETTINGS][()])
    session.add(row)
    session.flush()
    for table in PARTS:
        _insert(session, row.id, table, list(rows[table].items()))
    return Stored(row.id, row.version, programme)


def load(session: Session, programme_id: int) -> Stored:
    """A programme.

    Raises:
        NoProgramme: there is none.
    """
    rows, version = _rows(session, programme_id)
    return Stored(programme_id, version, programme_of(rows))


def save(session: Session, before: Stored, programme: Programme) -> tuple[Stored, list[Difference]]:
    """Make a programme what it is now, and say what changed; with no change it keeps its version.

    Raises:
        Conflict: it is not as it was `before`, or is gone.
    """
    changes = differences(rows_of(before.programme), rows_of(programme))
    if not changes:
        return before, []
    settings = {
        name: value for change in changes if change.table == SETTINGS for name, value in (change.new or {}).items()
    }
    raised = update(ProgrammeRow).where(ProgrammeRow.id == before.id, ProgrammeRow.version == before.version)
    if session.execute(raised.values(version=before.version + 1, **settings)).rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict
    _apply(session, before.id, [change for change in changes if change.table != SETTINGS])
    return Stored(before.id, before.version + 1, programme), changes


def remove(session: Session, programme_id: int) -> None:
    """A programme and all of its parts.

    Raises:
        NoProgramme: there is none.
    """
    if session.execute(delete(ProgrammeRow).where(ProgrammeRow.id == programme_id)).rowcount != 1:  # type: ignore[attr-defined]
        raise NoProgramme(programme_id)


def _rows(session: Session, programme_id: int) -> tuple[Rows, int]:
    """All rows of a programme, and its version."""
    found = session.execute(select(PROGRAMME).where(PROGRAMME.c.id == programme_id)).mappings().one_or_none()
    if found is None:
        raise NoProgramme(programme_id)
    rows: Rows = {SETTINGS: {(): {name: found[name] for name in SETTING_COLUMNS}}}
    for table, row in PARTS.items():
        keys = row.part.keys
        there = session.execute(select(TABLES[table]).where(TABLES[table].c.programme_id == programme_id)).mappings()
        rows[table] = {
            tuple(held[name] for name in keys): {name: held[name] for name in COLUMNS[table] if name not in keys}
            for held in there
        }
    return rows, int(found["version"])


def _apply(session: Session, programme_id: int, changes: list[Difference]) -> None:
    """Write changes of parts: what comes before what names it, and what goes after it."""
    order = {table: i for i, table in enumerate(PARTS)}
    changes = sorted(changes, key=lambda change: order[change.table])
    for table in PARTS:
        come = [(c.key, c.new) for c in changes if c.table == table and c.old is None and c.new is not None]
        _insert(session, programme_id, table, come)
    for change in changes:
        if change.old is not None and change.new is not None:
            session.execute(update(TABLES[change.table]).where(_at(programme_id, change)).values(**change.new))
    for change in reversed(changes):
        if change.new is None:
            session.execute(delete(TABLES[change.table]).where(_at(programme_id, change)))


def _at(programme_id: int, change: Difference) -> Any:
    """The condition that names the row of a change."""
    table = TABLES[change.table]
    keys = PARTS[change.table].part.keys
    named = [table.c[name] == value for name, value in zip(keys, change.key, strict=True)]
    return and_(table.c.programme_id == programme_id, *named)


def _insert(session: Session, programme_id: int, table: str, rows: list[tuple[Any, Any]]) -> None:
    keys = PARTS[table].part.keys
    values = [{"programme_id": programme_id, **dict(zip(keys, key, strict=True)), **held} for key, held in rows]
    if values:
        session.execute(insert(TABLES[table]), values)
