"""What must be so after all: nothing that was acknowledged is lost, nothing is half there, log and data agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from models.database import reading
from models.differences import applied
from models.rows import programme_of, rows_of
from models.store import listing, log, plans, programmes, runs, snapshots
from models.store.log import Entry
from models.store.programmes import StoredProgramme
from models.store.runs import Run
from planning.document import digest
from planning.prepared import prepare
from planning.verify import verify
from tests.faults.web import ROOM

ALL = 1_000_000
"""Entries that are read of a log: all of them."""


@dataclass(frozen=True)
class Save:
    """A save that was acknowledged. value: euros of a stream in a year."""

    programme_id: int
    version: int
    stream: str
    year: int
    value: Decimal


def wrong(engine: Engine, saves: list[Save], asked: list[int]) -> list[str]:
    """Everything that is not as it must be, a sentence each."""
    found = list(_of_the_engine(engine))
    with reading(engine) as session:
        for one in listing.programmes(session):
            stored = programmes.load(session, one.id)
            entries = log.entries(session, one.id, ALL)[::-1]
            own = [save for save in saves if save.programme_id == one.id]
            found += [f"programme {one.id}: {said}" for said in _saves(stored, entries, own)]
            found += [f"programme {one.id}: {said}" for said in _replayed(session, stored, entries)]
            found += [f"programme {one.id}: {said}" for said in _plans(session, one.id, entries)]
        found += _asked(session, asked)
    return found


def _of_the_engine(engine: Engine) -> Iterator[str]:
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            yield from (said for (said,) in connection.execute(text("PRAGMA integrity_check")) if said != "ok")
            yield from (
                f"names what is not there: {row}" for row in connection.execute(text("PRAGMA foreign_key_check"))
            )


def _saves(stored: StoredProgramme, entries: list[Entry], saves: list[Save]) -> Iterator[str]:
    """Each save is in the log with its version and value, and in the data unless a later one (of more cents) is."""
    logged = {entry.about.version: entry for entry in entries if entry.about.version is not None}
    now = {stream.id: stream.amounts for stream in stored.programme.streams}
    for save in saves:
        entry = logged.get(save.version)
        if entry is None or save.value not in [(change.new or {}).get("amount") for change in entry.changes]:
            yield f"{save} is not in the log"
        if now[save.stream][save.year] % ROOM < save.value % ROOM:
            yield f"{save} is not in the data"


def _replayed(session: Session, stored: StoredProgramme, entries: list[Entry]) -> Iterator[str]:
    """The first document, changed as the log says, is the one that is there; no version is left out or there twice."""
    first, *later = [entry for entry in entries if entry.about.version is not None]
    rows = rows_of(snapshots.kept(session, str((first.changes[0].new or {})["sha256"])))
    for entry in later:
        rows = applied(rows, list(entry.changes))
    if digest(programme_of(rows)) != digest(stored.programme):
        yield "the log leads to another document"
    versions = [entry.about.version for entry in (first, *later)]
    if versions != list(range(1, stored.version + 1)):
        yield f"versions {versions} in the log, {stored.version} in the data"


def _plans(session: Session, programme_id: int, entries: list[Entry]) -> Iterator[str]:
    """A plan is whole, right, in the log, and of one run that is planned; and such a run has its plan."""
    there = {plan.id: plan for plan in plans.listed(session, programme_id)}
    mine = runs.listed(session, programme_id)
    made = [run.plan_id for run in mine if run.status == "planned"]
    if sorted(map(str, made)) != sorted(map(str, there)):
        yield f"runs made plans {made}, there are {list(there)}"
    if len(there) != sum(entry.action == "plan.added" for entry in entries):
        yield "plans in the log are others than those that are there"
    for plan_id, run in ((run.plan_id, run) for run in mine):
        if plan_id in there:
            yield from _plan(session, plan_id, run)
        elif plan_id is not None or run.status == "planned":
            yield f"run {run.id} is {run.status}, with plan {plan_id}"


def _plan(session: Session, plan_id: int, run: Run) -> Iterator[str]:
    stored = plans.load(session, plan_id)  # raises where its digest is another
    if not verify(prepare(stored.programme), stored.plan).ok:
        yield f"plan {plan_id} does not agree with its programme"
    if stored.about.version != run.version:
        yield f"plan {plan_id} is of version {stored.about.version}, its run of {run.version}"


def _asked(session: Session, asked: list[int]) -> Iterator[str]:
    for number in asked:
        try:
            run = runs.get(session, number)
        except runs.NoRun:
            yield f"run {number} is not there"
            continue
        if not run.ended:
            yield f"run {number} is {run.status}"
    if runs.can_be_taken(session) or runs.running(session):
        yield "a run has not ended"
