"""Databases of the tests."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

from models.database import connect
from models.migrating import upgrade

MIGRATED = "migrated"
"""The database of a PostgreSQL of the tests that others are copies of."""


@contextmanager
def emptied(folder: Path, server: str | None = None, like: str = "template1") -> Iterator[str]:
    """The URL of a database without any table: an SQLite file in a folder, or one of a PostgreSQL with this URL.

    like: the database of PostgreSQL that it is a copy of, where it shall have tables.
    """
    if server is None:
        yield f"sqlite:///{folder / 'zaaiplan.db'}"
        return
    name, whole = f"test_{uuid.uuid4().hex}", connect(server)
    _at_once(whole, f"CREATE DATABASE {name} TEMPLATE {like}")
    try:
        yield server.replace("/postgres?", f"/{name}?")
    finally:
        _at_once(whole, f"DROP DATABASE {name} WITH (FORCE)")
        whole.dispose()


def make_migrated(server: str) -> None:
    """Make the database that others are copies of: migrating takes a second, copying a tenth of it."""
    whole = connect(server)
    _at_once(whole, f"CREATE DATABASE {MIGRATED}")
    whole.dispose()
    made = connect(server.replace("/postgres?", f"/{MIGRATED}?"))
    upgrade(made)
    made.dispose()


def hurry(server: str) -> None:
    """Have a PostgreSQL of the tests wait for no disk: nobody minds if it is lost with the machine."""
    whole = connect(server)
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        _at_once(whole, f"ALTER SYSTEM SET {setting} = off")
    _at_once(whole, "SELECT pg_reload_conf()")
    whole.dispose()


def _at_once(engine: Engine, what: str) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(what))
