"""What the tests of runs do over and over: programmes in the database, runs asked for, workers at work."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine

from bench.instances import instance
from jobs.planning import Hold, carry_out
from jobs.worker import Workers
from models.database import reading, writing
from models.store import programmes, runs
from models.store.programmes import StoredProgramme
from models.store.runs import Run, Taken
from planning.document import read
from planning.programme import Programme
from tests.builders import measure, programme
from tests.models.people import WHO

SOON = 60.0
"""Seconds in which anything here happens, also on a machine that is slow."""


def small(**fields: Any) -> Programme:
    """A programme that is planned in a moment."""
    return programme(**fields)


def middling() -> Programme:
    """A programme whose planning takes about a second."""
    return read(json.dumps(instance("XS")))


def long() -> Programme:
    """A programme whose planning takes half a minute."""
    return read(json.dumps(instance("M")))


def impossible() -> Programme:
    """A commitment that is more than there is."""
    return programme(
        measures=[measure("m", ("a", "school"))],
        commitments=[{"stream": "gemeente", "measure": "m", "year": 2027, "amount": 1000}],
    )


def added(engine: Engine, made: Programme) -> StoredProgramme:
    with writing(engine) as session:
        return programmes.add(session, made, WHO)


def asked(engine: Engine, stored: StoredProgramme, **options: Any) -> int:
    """The number of a run that is asked for."""
    with writing(engine) as session:
        return runs.ask(session, stored, options, WHO).id


def asked_for(engine: Engine, made: Programme, **options: Any) -> int:
    """The number of a run of a new programme."""
    return asked(engine, added(engine, made), **options)


def taken(engine: Engine, worker: str = "w") -> Taken | None:
    with writing(engine) as session:
        return runs.take(session, worker)


def carried_out(engine: Engine, worker: str = "w") -> str | None:
    """Take up the next run and carry it out, here and now."""
    one = taken(engine, worker)
    assert one is not None
    return carry_out(engine, one, Hold(one.id, worker))


def now(engine: Engine, run_id: int) -> Run:
    with reading(engine) as session:
        return runs.get(session, run_id)


def statuses(engine: Engine, *numbers: int) -> list[str]:
    return [now(engine, number).status for number in numbers]


def until(happened: Callable[[], bool], what: str = "it did not happen") -> None:
    """Wait for something, at most `SOON`."""
    over, last = threading.Event(), time.monotonic() + SOON
    while not happened():
        assert time.monotonic() < last, what
        over.wait(0.02)


@contextmanager
def at_work(engine: Engine, count: int = 1) -> Iterator[Workers]:
    """Workers, until the end."""
    workers = Workers(engine, count)
    workers.start()
    try:
        yield workers
    finally:
        workers.stop()
