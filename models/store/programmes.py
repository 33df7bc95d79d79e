"""Programmes in and out of the database, with their log.

A programme is saved by what is different from what is there. Who saves says what it was when it was loaded: what
somebody else changed since then stays, and where both changed the same, the second is told and nothing is written.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    String,
    and_,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from models.coded import as_held
from models.differences import Difference, applied, differences, undone
from models.flat import Values
from models.merging import Clash, clashes, merged
from models.people import RoleRow
from models.plans import PlanRow
from models.programme import ProgrammeRow
from models.rows import COLUMNS, PARTS, SETTING_COLUMNS, SETTINGS, Key, Rows, programme_of, rows_of
from models.store import log, snapshots
from models.store.log import About, Action
from models.store.who import Who
from models.tables import METADATA
from models.types import Exact
from planning.document import canonical, read
from planning.problems import InvalidDocument, Problem
from planning.programme import Programme

TABLES = {table: METADATA.tables[table] for table in PARTS}
PROGRAMME = METADATA.tables[SETTINGS]


class NoProgramme(Exception):  # noqa: N818 - it is an answer, not an error of the program
    """There is no programme with this number."""


class NothingToUndo(Exception):  # noqa: N818
    """Nothing was changed since the programme was added that is not undone."""


class Adopted(Exception):  # noqa: N818
    """A programme of which a plan is adopted is not removed."""


class InUse(Exception):  # noqa: N818
    """Partners cannot go: people have them as their role. `partners`: their ids."""

    def __init__(self, partners: Sequence[str]) -> None:
        super().__init__(", ".join(partners))
        self.partners = tuple(partners)


@dataclass(frozen=True)
class StoredProgramme:
    """A programme as it is in the database, and the version it has there."""

    id: int
    version: int
    programme: Programme


class Conflict(Exception):  # noqa: N818
    """Somebody else changed the same since the programme was loaded, or what does not go with it.

    now: the programme as it is, None where it is gone; clashes: what both changed, with both values; problems: what
    would be wrong with a programme of both changes.
    """

    def __init__(
        self, now: StoredProgramme | None = None, clashing: Sequence[Clash] = (), problems: Sequence[Problem] = ()
    ) -> None:
        super().__init__(f"{len(clashing)} rows, {len(problems)} problems")
        self.now, self.clashes, self.problems = now, tuple(clashing), tuple(problems)


@dataclass(frozen=True)
class Saved:
    """What saving came to. merged: with what somebody else changed in between; changes: what was written."""

    stored: StoredProgramme
    changes: tuple[Difference, ...]
    merged: bool = False


def add(session: Session, programme: Programme, who: Who) -> StoredProgramme:
    """A new programme."""
    rows = rows_of(programme)
    row = ProgrammeRow(**rows[SETTINGS][()])
    session.add(row)
    session.flush()
    for table in PARTS:
        _insert(session, row.id, table, list(rows[table].items()))
    whole = Difference(SETTINGS, (), None, {"sha256": snapshots.keep(session, programme)})
    log.record(session, who, "programme.added", About(row.id, programme.name, row.version), [whole])
    return StoredProgramme(row.id, row.version, programme)


def hold(session: Session, programme_id: int) -> str:
    """Keep others from changing a programme, or what is of it, until the transaction is over; its name.

    Who writes anything of a programme does this first, so that nobody waits for each other and what is asked stays so.

    Raises:
        NoProgramme: there is none.
    """
    name = session.scalar(select(ProgrammeRow.name).where(ProgrammeRow.id == programme_id).with_for_update())
    if name is None:
        raise NoProgramme(programme_id)
    return name


def load(session: Session, programme_id: int) -> StoredProgramme:
    """A programme, in two questions to the database.

    Raises:
        NoProgramme: there is none.
    """
    return _stored(session, programme_id)[0]


def at_version(session: Session, programme_id: int, version: int) -> StoredProgramme:
    """A programme as it was at a version, by the log: what somebody had before them who changes it only now.

    In three questions to the database.

    Raises:
        NoProgramme: there is none, or it had no such version.
    """
    now, rows = _stored(session, programme_id)
    if not 1 <= version <= now.version:
        raise NoProgramme(programme_id)
    since = log.changes_since(session, programme_id, version)
    return StoredProgramme(programme_id, version, programme_of(applied(rows, undone(since))))


def save(
    session: Session,
    before: StoredProgramme,
    programme: Programme,
    who: Who,
    what: str = "",
    action: Action = "programme.saved",
) -> Saved:
    """Make a programme what it is now; with no change it keeps its version and the log stays as it is.

    Args:
        before: as it was loaded by who changed it.
        what: for the log, the name of what the change is about.

    Raises:
        Conflict: somebody else changed the same in between, or it is gone.
        InUse: a partner would go that people have as their role.
    """
    then, mine = rows_of(before.programme), rows_of(programme)
    if then == mine:
        return Saved(before, ())
    try:
        now, rows = _stored(session, before.id, lock=True)
    except NoProgramme:
        raise Conflict from None
    between = now.version != before.version
    if between:
        programme = _merged(now, then, mine, rows)
    changes = differences(rows, rows_of(programme))
    return Saved(_write(session, now, programme, changes, who, action, what), tuple(changes), between)


def undo(session: Session, programme_id: int, version: int, who: Who, count: int = 1) -> Saved:
    """Take back the last changes of a programme that are not taken back yet, each as a change with its own entry.

    Args:
        version: of the programme that was seen by who takes them back: what came later is not what they meant.

    Raises:
        NoProgramme: there is none.
        Conflict: it has another version by now.
        NothingToUndo: there are fewer changes.
        InUse: a partner would go that people have as their role.
    """
    changes: list[Difference] = []
    now, rows = _stored(session, programme_id, lock=True)
    if now.version != version:
        raise Conflict(now)
    numbers = log.not_undone(session, programme_id, count)
    if len(numbers) < count:
        raise NothingToUndo
    for number in numbers:
        back = undone(list(log.changes_of(session, number)))
        rows = applied(rows, back)
        now = _write(session, now, programme_of(rows), back, who, "programme.undone", "", number)
        changes += back
    return Saved(now, tuple(changes))


def remove(session: Session, programme_id: int, who: Who) -> None:
    """A programme and all that is of it. The log stays, and what the programme was.

    Raises:
        NoProgramme: there is none.
        Adopted: one of its plans is.
    """
    now, _ = _stored(session, programme_id, lock=True)
    adopted = select(PlanRow.id).where(PlanRow.programme_id == programme_id, PlanRow.adopted_at.is_not(None))
    if session.scalar(adopted.limit(1)) is not None:
        raise Adopted(programme_id)
    whole = Difference(SETTINGS, (), {"sha256": snapshots.keep(session, now.programme)}, None)
    log.record(session, who, "programme.removed", About(programme_id, now.programme.name, now.version), [whole])
    session.execute(delete(ProgrammeRow).where(ProgrammeRow.id == programme_id))


def _merged(now: StoredProgramme, before: Rows, mine: Rows, theirs: Rows) -> Programme:
    """The programme with what both changed."""
    clashing = clashes(before, mine, theirs)
    if clashing:
        raise Conflict(now, clashing)
    try:
        return read(canonical(programme_of(merged(before, mine, theirs))))
    except InvalidDocument as invalid:
        raise Conflict(now, (), invalid.problems) from None


def _write(
    session: Session,
    now: StoredProgramme,
    programme: Programme,
    changes: list[Difference],
    who: Who,
    action: Action,
    what: str,
    undoes: int | None = None,
) -> StoredProgramme:
    """Write changes to a programme that is locked, raise its version and log them."""
    if not changes:
        return now
    _partners_stay(session, now.id, changes)
    settings = {
        name: value for change in changes if change.table == SETTINGS for name, value in (change.new or {}).items()
    }
    after = StoredProgramme(now.id, now.version + 1, programme)
    session.execute(update(ProgrammeRow).where(ProgrammeRow.id == now.id).values(version=after.version, **settings))
    _apply(session, now.id, [change for change in changes if change.table != SETTINGS])
    log.record(session, who, action, About(now.id, programme.name, after.version, what, undoes), changes)
    return after


def _partners_stay(session: Session, programme_id: int, changes: list[Difference]) -> None:
    going = [change.key[0] for change in changes if change.table == "partner" and change.new is None]
    if going:
        asked = select(RoleRow.partner).where(RoleRow.programme_id == programme_id, RoleRow.partner.in_(going))
        held = [partner for partner in session.scalars(asked.distinct()) if partner is not None]
        if held:
            raise InUse(sorted(held))


def _stored(session: Session, programme_id: int, lock: bool = False) -> tuple[StoredProgramme, Rows]:
    """A programme and its rows. lock: nobody else writes to it until the transaction is over."""
    asked = select(PROGRAMME).where(PROGRAMME.c.id == programme_id)
    found = session.execute(asked.with_for_update() if lock else asked).mappings().one_or_none()
    if found is None:
        raise NoProgramme(programme_id)
    rows: Rows = {SETTINGS: {(): {name: found[name] for name in SETTING_COLUMNS}}, **{table: {} for table in PARTS}}
    for table, text in session.execute(_everything(session, programme_id)):
        values = {
            name: as_held(table, name, value) for name, value in zip(COLUMNS[table], json.loads(text), strict=True)
        }
        key = tuple(values.pop(name) for name in PARTS[table].part.keys)
        rows[table][key] = values
    return StoredProgramme(programme_id, int(found["version"]), programme_of(rows)), rows


def _everything(session: Session, programme_id: int) -> CompoundSelect[Any]:
    """One question for the rows of all parts: name of the table, values in the order of `COLUMNS` as JSON."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    array = func.json_array if sqlite else func.json_build_array

    def held(column: ColumnElement[object]) -> ColumnElement[object]:
        return cast(column, String) if isinstance(column.type, Exact) and not sqlite else column

    return union_all(
        *(
            select(literal(name), cast(array(*(held(table.c[column]) for column in COLUMNS[name])), String)).where(
                table.c.programme_id == programme_id
            )
            for name, table in TABLES.items()
        )
    )


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


def _at(programme_id: int, change: Difference) -> ColumnElement[bool]:
    """The condition that names the row of a change."""
    table = TABLES[change.table]
    keys = PARTS[change.table].part.keys
    named = [table.c[name] == value for name, value in zip(keys, change.key, strict=True)]
    return and_(table.c.programme_id == programme_id, *named)


def _insert(session: Session, programme_id: int, table: str, rows: Sequence[tuple[Key, Values]]) -> None:
    keys = PARTS[table].part.keys
    values = [{"programme_id": programme_id, **dict(zip(keys, key, strict=True)), **held} for key, held in rows]
    if values:
        session.execute(insert(TABLES[table]), values)
