"""The queue that wakes workers: beside the database, on the same engine."""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from huey import Huey, PostgresHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer
from sqlalchemy import Engine, text

from models.database import asked_of, file_of

NAME = "zaaiplan"
WAKE = "wake"
MOST_WAITING = 1
"""Messages after which one more wakes nobody: who is woken works until nothing waits."""
MAKING = 20270103
"""The number of the lock of PostgreSQL that is held while the queue's tables are made."""
BROKEN = (sqlite3.Error, psycopg.Error)
"""Errors of a queue that does not answer: it has a connection of its own, past SQLAlchemy."""

log = logging.getLogger(__name__)


class Plain(Serializer):  # type: ignore[misc]
    """Messages as JSON. Pickled, whoever can write to the queue could have a worker run anything."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps(list(data)).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(*json.loads(data))


class Queue:
    """Wakes workers, and is what they listen to."""

    def __init__(self, engine: Engine, work: Callable[[], object] = lambda: None) -> None:
        """The queue beside a database. work: what a worker does when it is woken.

        Raises:
            BROKEN: it does not answer.
        """
        file = file_of(engine)
        self.huey = _postgres(engine) if file is None else _sqlite(file)

        def woken() -> None:  # huey names a message after the module of this too: all must have it from here
            work()

        self._wake = self.huey.task(name=WAKE)(woken)
        self._closing = threading.Lock()
        self.huey.on_shutdown("close")(self.close)  # in each thread that listened, as it has a connection for that

    def wake(self) -> None:
        """Have a worker look for runs that wait. If that fails they find them by themselves, a second later."""
        try:
            if self.huey.storage.queue_size() <= MOST_WAITING:
                self._wake()
        except BROKEN as error:
            log.warning("the queue does not answer: %s", error)

    def close(self) -> None:
        """Let go of the queue's own connections: the common one, and what this thread listens on."""
        with self._closing:
            self.huey.storage.close()


def _sqlite(file: Path) -> Huey:
    return SqliteHuey(
        name=NAME, results=False, serializer=Plain(), filename=str(file.with_name(f"{file.stem}-queue.db"))
    )


def _postgres(engine: Engine) -> Huey:
    # A url of libpq, which has no word for the driver.
    dsn = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)

    def opened() -> psycopg.Connection[Any]:  # threads share it: one that waited for ever would have all of them wait
        return psycopg.connect(dsn, **asked_of(engine.url.query))

    with engine.begin() as connection:  # two that make the same table at once would hinder each other
        connection.execute(text(f"SELECT pg_advisory_xact_lock({MAKING})"))
        return PostgresHuey(name=NAME, results=False, serializer=Plain(), connection=opened)
