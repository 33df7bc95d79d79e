"""The log: written in the transaction of what it is about, read newest first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models.coded import to_json, values_from
from models.differences import Difference
from models.history import LogChangeRow, LogRow
from models.store.who import Who

Action = Literal[
    "programme.added",
    "programme.saved",
    "programme.undone",
    "programme.removed",
    "state.named",
    "state.removed",
    "plan.added",
    "plan.removed",
    "plan.submitted",
    "plan.sent_back",
    "plan.adopted",
    "remark.added",
    "remark.settled",
    "run.asked",
    "run.stopped",
    "account.added",
    "account.changed",
    "account.link",
    "account.password",
    "account.second_step",
    "account.subject",
    "role.changed",
]
PAGE = 50
"""Entries that are read at once where nothing else is asked."""


@dataclass(frozen=True)
class About:
    """What an entry is about. programme_id None: no programme; version: of the programme after it, where it changed."""

    programme_id: int | None = None
    programme: str = ""
    version: int | None = None
    what: str = ""
    undoes: int | None = None


@dataclass(frozen=True)
class Entry:
    """A change that was made: who, when, what, and every row with its old and new values."""

    id: int
    at: datetime
    who: Who
    action: str
    about: About
    changes: tuple[Difference, ...]


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def record(session: Session, who: Who, action: Action, about: About, changes: Sequence[Difference] = ()) -> int:
    """Write an entry; its number."""
    row = LogRow(
        at=now(),
        account_id=who.account_id,
        who=who.name,
        programme_id=about.programme_id,
        programme=about.programme,
        version=about.version,
        action=action,
        what=about.what,
        undoes=about.undoes,
    )
    session.add(row)
    session.flush()
    if changes:
        session.execute(insert(LogChangeRow), [_coded(row.id, i, change) for i, change in enumerate(changes)])
    return row.id


def entries(session: Session, programme_id: int | None, most: int = PAGE, before: int | None = None) -> list[Entry]:
    """Entries of a programme, newest first; of no programme with None.

    Args:
        before: only entries with a lower number, for the next page.
    """
    asked = select(LogRow).where(LogRow.programme_id == programme_id)
    asked = asked if before is None else asked.where(LogRow.id < before)
    rows = session.scalars(asked.order_by(LogRow.id.desc()).limit(most)).all()
    return _with_changes(session, rows)


def changes_of(session: Session, number: int) -> list[Difference]:
    """What an entry changed."""
    return _changes(session, [number])[number]


def not_undone(session: Session, programme_id: int, most: int) -> list[int]:
    """Numbers of the last changes of a programme that were not taken back, newest first."""
    taken_back = select(LogRow.undoes).where(LogRow.programme_id == programme_id, LogRow.undoes.is_not(None))
    asked = select(LogRow.id).where(
        LogRow.programme_id == programme_id, LogRow.action == "programme.saved", LogRow.id.not_in(taken_back)
    )
    return list(session.scalars(asked.order_by(LogRow.id.desc()).limit(most)))


def changes_since(session: Session, programme_id: int, version: int) -> list[Difference]:
    """What was changed of a programme after a version, in the order in which it was; one question, however much."""
    asked = select(LogChangeRow).join(LogRow, LogRow.id == LogChangeRow.log_id)
    asked = asked.where(LogRow.programme_id == programme_id, LogRow.version > version)
    return [_difference(held) for held in session.scalars(asked.order_by(LogRow.id, LogChangeRow.number))]


def _changes(session: Session, numbers: Sequence[int]) -> dict[int, list[Difference]]:
    found: dict[int, list[Difference]] = {number: [] for number in numbers}
    asked = select(LogChangeRow).where(LogChangeRow.log_id.in_(found)).order_by(LogChangeRow.number)
    for held in session.scalars(asked):
        found[held.log_id].append(_difference(held))
    return found


def _difference(held: LogChangeRow) -> Difference:
    old, new = values_from(held.table_name, held.old), values_from(held.table_name, held.new)
    return Difference(held.table_name, tuple(json.loads(held.key)), old, new)


def _with_changes(session: Session, rows: Sequence[LogRow]) -> list[Entry]:
    changes = _changes(session, [row.id for row in rows])
    return [
        Entry(
            row.id,
            row.at,
            Who(row.account_id, row.who),
            row.action,
            About(row.programme_id, row.programme, row.version, row.what, row.undoes),
            tuple(changes[row.id]),
        )
        for row in rows
    ]


def _coded(log_id: int, number: int, change: Difference) -> dict[str, object]:
    return {
        "log_id": log_id,
        "number": number,
        "table_name": change.table,
        "key": to_json(change.key),
        "old": None if change.old is None else to_json(change.old),
        "new": None if change.new is None else to_json(change.new),
    }
