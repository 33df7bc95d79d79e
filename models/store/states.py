"""States of a programme that were given a name: kept, compared, and brought back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from models.differences import Difference, differences
from models.plans import StateRow
from models.rows import rows_of
from models.store import log, programmes, snapshots, words
from models.store.log import About
from models.store.programmes import Saved, StoredProgramme
from models.store.who import Who
from planning.programme import Programme


class NoState(Exception):  # noqa: N818 - it is an answer
    """There is no state with this name."""


class NameTaken(Exception):  # noqa: N818
    """The programme has a state with this name."""


@dataclass(frozen=True)
class State:
    """A state with its name. version: of the programme when it was so; sha256: of the document."""

    id: int
    name: str
    version: int
    sha256: str
    who: Who
    at: datetime


def name(session: Session, stored: StoredProgramme, called: str, who: Who) -> State:
    """Give the state that was loaded a name.

    Raises:
        NotKept: for a name that is none.
        NameTaken: the programme has a state of this name.
        NoProgramme: it is gone.
    """
    called = words.name(called)
    programmes.hold(session, stored.id)
    if session.scalar(_named(stored.id, called)) is not None:
        raise NameTaken(called)
    row = StateRow(
        programme_id=stored.id,
        name=called,
        version=stored.version,
        snapshot=snapshots.keep(session, stored.programme),
        account_id=who.account_id,
        who=who.name,
        at=log.now(),
    )
    session.add(row)
    session.flush()
    new = Difference("state", (called,), None, {"version": row.version, "snapshot": row.snapshot})
    log.record(session, who, "state.named", About(stored.id, stored.programme.name, what=called), [new])
    return _state(row)


def listed(session: Session, programme_id: int) -> list[State]:
    """The states of a programme, newest first."""
    asked = select(StateRow).where(StateRow.programme_id == programme_id).order_by(StateRow.id.desc())
    return [_state(row) for row in session.scalars(asked)]


def document(session: Session, programme_id: int, called: str) -> Programme:
    """The programme as it was in a state.

    Raises:
        NoState: there is none of this name.
        Damaged: it is not what was stored.
    """
    return snapshots.kept(session, _row(session, programme_id, called).snapshot)


def compared(old: Programme, new: Programme) -> list[Difference]:
    """What is different between two states of a programme, row by row."""
    return differences(rows_of(old), rows_of(new))


def bring_back(session: Session, before: StoredProgramme, called: str, who: Who) -> Saved:
    """Make a programme again what it was in a state: one change, with its entry in the log, which can be undone.

    Raises:
        NoState: there is none of this name.
        Conflict: somebody else changed the same since `before` was loaded.
        InUse: a partner would go that people have as their role.
    """
    return programmes.save(session, before, document(session, before.id, called), who, what=called)


def remove(session: Session, programme_id: int, called: str, who: Who) -> None:
    """Forget a state; the log keeps that it was there.

    Raises:
        NoState: there is none of this name.
        NoProgramme: nor a programme.
    """
    programme = programmes.hold(session, programme_id)
    row = _row(session, programme_id, called)
    gone = Difference("state", (called,), {"version": row.version, "snapshot": row.snapshot}, None)
    session.execute(delete(StateRow).where(StateRow.id == row.id))
    log.record(session, who, "state.removed", About(programme_id, programme, what=called), [gone])


def _named(programme_id: int, called: str) -> Select[StateRow]:
    return select(StateRow).where(StateRow.programme_id == programme_id, StateRow.name == called)


def _row(session: Session, programme_id: int, called: str) -> StateRow:
    row = session.scalar(_named(programme_id, called)) if words.is_line(called) else None
    if row is None:
        raise NoState(called)
    return row


def _state(row: StateRow) -> State:
    return State(row.id, row.name, row.version, row.snapshot, Who(row.account_id, row.who), row.at)
