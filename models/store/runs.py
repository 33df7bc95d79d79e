"""Runs of planning: asked for, taken up by one worker at a time, ended once.

A run belongs to the worker that took it, for as long as that raises its beat. Whoever ends a run says which worker it
is: one that was given up on, and comes back, ends nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, text, update
from sqlalchemy.orm import Session, aliased

from models.programme import ProgrammeRow
from models.store import log, programmes, snapshots
from models.store.log import About
from models.store.programmes import StoredProgramme
from models.store.who import Who
from models.work import BROKEN_OFF, ENDED, RUNNING, STOPPED, WAITING, RunRow
from planning.programme import Programme

MOST_TRIES = 2
"""A run that was broken off is taken up again once."""
ANEW: Mapping[str, Any] = {"status": WAITING, "worker": None, "started_at": None, "stage": "", "percent": 0}
"""Values of a run that somebody had, and that waits again."""
TAKING = 20270102
"""The number of the lock of PostgreSQL that is held while a run is taken."""


class NoRun(Exception):  # noqa: N818 - it is an answer
    """There is no run with this number."""


@dataclass(frozen=True)
class Run:
    """A run as it is now; the fields are those of its table."""

    id: int
    programme_id: int
    version: int
    status: str
    stage: str
    percent: int
    tries: int
    stop_asked: bool
    who: Who
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    plan_id: int | None
    answer: str | None
    trouble: str

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.status in ENDED


@dataclass(frozen=True)
class Taken:
    """A run that a worker has taken up; snapshot: the SHA-256 of the document that it plans."""

    id: int
    worker: str
    programme_id: int
    version: int
    snapshot: str
    options: Mapping[str, Any]
    who: Who


@dataclass(frozen=True)
class Alive:
    """A run that is running: who has it, and how often that worker said it lives."""

    id: int
    worker: str
    beat: int


def ask(session: Session, stored: StoredProgramme, options: Mapping[str, Any], who: Who) -> Run:
    """Ask for a plan of a programme as it was loaded; it waits until a worker is free and no other run of it runs.

    Raises:
        NoProgramme: there is none any more.
    """
    programmes.hold(session, stored.id)
    row = RunRow(
        programme_id=stored.id,
        version=stored.version,
        snapshot=snapshots.keep(session, stored.programme),
        options=json.dumps(dict(options)),
        account_id=who.account_id,
        who=who.name,
        asked_at=log.now(),
    )
    session.add(row)
    session.flush()
    log.record(session, who, "run.asked", About(stored.id, stored.programme.name, what=str(row.id)))
    return _run(row)


def get(session: Session, run_id: int) -> Run:
    """A run as it is now.

    Raises:
        NoRun: there is none.
    """
    return _run(_row(session, run_id))


def listed(session: Session, programme_id: int) -> list[Run]:
    """The runs of a programme, newest first."""
    asked = select(RunRow).where(RunRow.programme_id == programme_id).order_by(RunRow.id.desc())
    return [_run(row) for row in session.scalars(asked)]


def take(session: Session, worker: str) -> Taken | None:
    """Take up the run that waits longest and whose programme has no other running; None where there is none."""
    if session.get_bind().dialect.name == "postgresql":  # one after the other; SQLite waits by itself
        session.execute(text(f"SELECT pg_advisory_xact_lock({TAKING})"))
    while (run_id := session.scalar(_free())) is not None:
        mine = update(RunRow).where(RunRow.id == run_id, RunRow.status == WAITING)
        taken = mine.values(
            status=RUNNING, worker=worker, tries=RunRow.tries + 1, started_at=log.now(), stage="", percent=0
        )
        if session.execute(taken).rowcount == 1:  # type: ignore[attr-defined]
            return _taken(session, run_id, worker)
        # It was stopped, or went with its programme, at this moment: the next.
    return None


def document(session: Session, taken: Taken) -> Programme:
    """The document that a run plans.

    Raises:
        Damaged: it is not what was stored.
    """
    return snapshots.kept(session, taken.snapshot)


def beat(session: Session, run_id: int, worker: str, stage: str, percent: int) -> bool | None:
    """Say that a worker lives and how far it is; whether it shall stop, or None where the run is no longer its own."""
    mine = update(RunRow).where(RunRow.id == run_id, RunRow.status == RUNNING, RunRow.worker == worker)
    values = {"beat": RunRow.beat + 1, "stage": stage, "percent": percent}
    if session.execute(mine.values(**values)).rowcount != 1:  # type: ignore[attr-defined]
        return None
    return bool(session.scalar(select(RunRow.stop_asked).where(RunRow.id == run_id)))


def end(
    session: Session,
    taken: Taken,
    status: str,
    plan_id: int | None = None,
    answer: str | None = None,
    trouble: str = "",
) -> bool:
    """End a run, unless it is no longer the worker's own; whether it was."""
    mine = update(RunRow).where(RunRow.id == taken.id, RunRow.status == RUNNING, RunRow.worker == taken.worker)
    over = mine.values(status=status, worker=None, ended_at=log.now(), plan_id=plan_id, answer=answer, trouble=trouble)
    return bool(session.execute(over).rowcount == 1)  # type: ignore[attr-defined]


def stop(session: Session, run_id: int, who: Who) -> None:
    """Stop a run: one that waits at once, one that runs when its worker hears of it, with what it has by then.

    Raises:
        NoRun: there is none.
    """
    row = _row(session, run_id, lock=True)
    if row.status in ENDED or row.stop_asked:
        return
    values: dict[str, Any] = {"stop_asked": True}
    if row.status == WAITING:
        values |= {"status": STOPPED, "ended_at": log.now()}
    session.execute(update(RunRow).where(RunRow.id == run_id).values(**values))
    name = session.scalars(select(ProgrammeRow.name).where(ProgrammeRow.id == row.programme_id)).one()
    log.record(session, who, "run.stopped", About(row.programme_id, name, what=str(run_id)))


def running(session: Session) -> list[Alive]:
    """All runs that are running."""
    asked = select(RunRow.id, RunRow.worker, RunRow.beat).where(RunRow.status == RUNNING)
    return [Alive(number, str(worker), beats) for number, worker, beats in session.execute(asked)]


def can_be_taken(session: Session) -> bool:
    """Whether a run waits whose programme has no other running."""
    return session.scalar(_free()) is not None


def give_up(session: Session, dead: Alive) -> str | None:
    """Take a run from a worker that lives no longer: it waits again, or after its second try is broken off.

    One that shall stop has stopped.

    Returns its new status; None where the worker has said since that it lives, or the run is gone.
    """
    try:
        row = _row(session, dead.id, lock=True)
    except NoRun:
        return None
    if (row.status, row.worker, row.beat) != (RUNNING, dead.worker, dead.beat):
        return None
    values = ANEW
    if row.stop_asked or row.tries >= MOST_TRIES:
        values = {"status": STOPPED if row.stop_asked else BROKEN_OFF, "worker": None, "ended_at": log.now()}
    session.execute(update(RunRow).where(RunRow.id == dead.id).values(**values))
    return str(values["status"])


def hand_back(session: Session, run_id: int, worker: str) -> None:
    """Let go of a run that is not done: it waits again, and this was no try. One that shall stop has stopped."""
    mine = update(RunRow).where(RunRow.id == run_id, RunRow.status == RUNNING, RunRow.worker == worker)
    session.execute(mine.where(~RunRow.stop_asked).values(**ANEW, tries=RunRow.tries - 1))
    session.execute(mine.values(status=STOPPED, worker=None, ended_at=log.now()))


def _free() -> Select[int]:
    """The run that waits longest and whose programme has no other running."""
    other = aliased(RunRow)
    busy = select(other.id).where(other.programme_id == RunRow.programme_id, other.status == RUNNING)
    return select(RunRow.id).where(RunRow.status == WAITING, ~busy.exists()).order_by(RunRow.id).limit(1)


def _taken(session: Session, run_id: int, worker: str) -> Taken:
    row = _row(session, run_id)
    options, who = json.loads(row.options), Who(row.account_id, row.who)
    return Taken(row.id, worker, row.programme_id, row.version, row.snapshot, options, who)


def _row(session: Session, run_id: int, lock: bool = False) -> RunRow:
    asked = select(RunRow).where(RunRow.id == run_id).execution_options(populate_existing=True)
    row = session.scalar(asked.with_for_update() if lock else asked)
    if row is None:
        raise NoRun(run_id)
    return row


def _run(row: RunRow) -> Run:
    return Run(
        row.id,
        row.programme_id,
        row.version,
        row.status,
        row.stage,
        row.percent,
        row.tries,
        row.stop_asked,
        Who(row.account_id, row.who),
        row.asked_at,
        row.started_at,
        row.ended_at,
        row.plan_id,
        row.answer,
        row.trouble,
    )
