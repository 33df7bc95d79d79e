"""The queue that wakes workers: beside the database, on the same engine."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from huey import Huey, PostgresHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer
from sqlalchemy import Engine

NAME = "zaaiplan"
WAKE = "wake"
MOST_WAITING = 1
"""Messages after which one more wakes nobody: who is woken works until nothing waits."""


class Plain(Serializer):  # type: ignore[misc]
    """Messages as JSON. Pickled, whoever can write to the queue could have a worker run anything."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps(list(data)).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(*json.loads(data))


class Queue:
    """Wakes workers, and is what they listen to."""

    def __init__(self, engine: Engine, work: Callable[[], object] = lambda: None) -> None:
        """The queue beside a database. work: what a worker does when it is woken."""
        self.huey = _huey(engine)
        self._wake = self.huey.task(name=WAKE)(work)

    def wake(self) -> None:
        """Have a worker look for runs that wait."""
        if self.huey.storage.queue_size() <= MOST_WAITING:
            self._wake()

    def close(self) -> None:
        """Let go of the queue's own connection."""
        self.huey.storage.close()


def _huey(engine: Engine) -> Huey:
    own: dict[str, Any] = {"name": NAME, "results": False, "serializer": Plain()}
    if engine.dialect.name == "sqlite":
        file = Path(str(engine.url.database))
        return SqliteHuey(filename=str(file.with_name(f"{file.stem}-queue.db")), **own)
    # A url of libpq, which has no word for the driver.
    dsn = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    return PostgresHuey(dsn=dsn, **own)
