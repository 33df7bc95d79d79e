"""Databases of the tests."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

from models.database import connect


@contextmanager
def emptied(folder: Path, server: str | None = None) -> Iterator[str]:
    """The URL of a database without any table: an SQLite file in a folder, or one of a PostgreSQL with this URL."""
    if server is None:
        yield f"sqlite:///{folder / 'zaaiplan.db'}"
        return
    name, whole = f"test_{uuid.uuid4().hex}", connect(server)
    _at_once(whole, f"CREATE DATABASE {name}")
    try:
        yield server.replace("/postgres?", f"/{name}?")
    finally:
        _at_once(whole, f"DROP DATABASE {name} WITH (FORCE)")
        whole.dispose()


def _at_once(engine: Engine, what: str) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(what))
