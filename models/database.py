"""The two engines: SQLite, embedded, and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

BUSY_SECONDS = 10.0
"""How long a writer waits for another on SQLite."""
FOR_WRITING = "zaaiplan_writing"
"""Option of a connection whose transactions write."""


def connect(url: str) -> Engine:
    """An engine for a SQLAlchemy URL of SQLite or PostgreSQL (through psycopg).

    Raises:
        ValueError: for another kind of database.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    if parsed.get_backend_name() != "sqlite":
        raise ValueError(f"{parsed.get_backend_name()} is no database that Zaaiplan knows: sqlite or postgresql")
    engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session in which nothing is written."""
    with Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session of one transaction: all of it is written at the end, or after an error nothing.

    On SQLite it waits for other writers at once. One that reads first and writes later would be refused where another
    wrote in between.
    """
    writer = engine.execution_options(**{FOR_WRITING: True})
    with Session(writer) as session, session.begin():
        yield session


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Keep foreign keys, let readers go on while one writes, and leave the beginning of transactions to us."""
    connection.isolation_level = None
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Begin a transaction: sqlite3 itself would begin none before the first change."""
    immediate = connection.get_execution_options().get(FOR_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
