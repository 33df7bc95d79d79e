"""The two engines: SQLite, embedded, and PostgreSQL."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    DisconnectionError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    TimeoutError,
)
from sqlalchemy.orm import Session

BUSY_SECONDS = 10.0
"""How long a writer waits for another."""
PATIENCE = 10
"""Seconds in which PostgreSQL must answer at all."""
STATEMENT_SECONDS, IDLE_SECONDS = 120.0, 60.0
"""How long PostgreSQL works on one statement, the longest of which takes seconds, and holds what a transaction holds of
which nothing more is heard: its machine may be gone."""
NETWORK: dict[str, Any] = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}
"""When a PostgreSQL is gone that does not even say so: seconds, seconds, times, milliseconds. Linux waits for hours."""
WRITING = "zaaiplan_writing"
"""Option of a connection whose transactions write."""

READING: dict[str, dict[str, Any]] = {
    "sqlite": {},  # a transaction sees one moment
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}
"""By engine the options of a connection that reads."""

Trouble = Literal["gone", "busy", "read_only", "refused", "full", "other_file"]
"""Why a database cannot be used: it does not answer, another holds it for too long, it may not be written to, or not
at all, there is no room, or the file is no database of SQLite."""
SQLITE_TROUBLE: dict[int, Trouble] = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_NOTADB: "other_file",
    sqlite3.SQLITE_CORRUPT: "other_file",
}
POSTGRESQL_TROUBLE: dict[str, Trouble] = {
    "55P03": "busy",  # a lock is not available
    "40P01": "busy",  # each waits for the other
    "57014": "busy",  # a statement takes too long
    "25P03": "gone",  # nothing was heard of a transaction for too long
    "25006": "read_only",
    "42501": "refused",  # no right to this
    "28P01": "refused",  # another password
    "28000": "refused",
    "53100": "full",
}


class NotKnown(ValueError):  # noqa: N818 - it is an answer
    """An address that is of no database that Zaaiplan knows."""


def connect(url: str, create: bool = True) -> Engine:
    """An engine for a SQLAlchemy URL of SQLite or PostgreSQL (through psycopg).

    Args:
        create: whether an SQLite file that is not there is made; else connecting fails.

    Raises:
        NotKnown: for another kind of database, or what is no URL.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # whose own words may hold the password
        raise NotKnown("this is no address of a database: sqlite:///FILE or postgresql://HOST/NAME") from None
    kind = parsed.get_backend_name()
    if kind in ("postgresql", "postgres"):
        engine = create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
        )
        event.listen(engine, "do_connect", lambda _, __, ___, words: words.update(asked_of(words)))
        return engine
    if kind != "sqlite":
        raise NotKnown(f"{kind} is no database that Zaaiplan knows: sqlite or postgresql")
    if not parsed.database or parsed.database == ":memory:" or parsed.host or parsed.username or parsed.port:
        raise NotKnown("an SQLite database needs a file: sqlite:///FILE")
    file = Path(parsed.database).absolute()
    # Of the address only the file counts: another driver, or options, have nothing to say to what opens it.
    plain = parsed.set(drivername="sqlite", database=str(file), query={})
    engine = create_engine(plain, creator=lambda: _open(file, create))
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "checkout", lambda _, record, __: _same_file(file, record))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def file_of(engine: Engine) -> Path | None:
    """The file of an SQLite database; None for PostgreSQL."""
    return Path(str(engine.url.database)) if engine.dialect.name == "sqlite" else None


def trouble(error: Exception) -> Trouble | None:
    """Why a database cannot be used; None for what is a fault of the program."""
    if isinstance(error, TimeoutError):  # all connections of this process are in use
        return "busy"
    if not isinstance(error, DBAPIError):
        return None
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in SQLITE_TROUBLE:
        return SQLITE_TROUBLE[code & 0xFF]
    state = getattr(error.orig, "sqlstate", None)
    if state in POSTGRESQL_TROUBLE:
        return POSTGRESQL_TROUBLE[state]
    while_connecting = error.statement is None and not isinstance(error, IntegrityError)
    return "gone" if while_connecting or isinstance(error, OperationalError | InterfaceError) else None


def reason(error: Exception) -> str:
    """What a database says of an error: one line, without its own address, which may hold a password."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines()
    return said[0] if said else type(error).__name__


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session in which nothing is written, and in which all is seen as it was at one moment."""
    with Session(engine.execution_options(**READING[engine.dialect.name])) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session of one transaction: all of it is written at the end, or after an error nothing.

    On SQLite it waits for other writers at once. One that reads first and writes later would be refused where another
    wrote in between.
    """
    writer = engine.execution_options(**{WRITING: True})
    with Session(writer) as session, session.begin():
        yield session


def asked_of(words: Mapping[str, Any]) -> dict[str, Any]:
    """What a connection to PostgreSQL asks for beside its own words: to wait for nothing without end, and for others no
    longer than on SQLite. It asks so while it connects: of a server that goes just then, that is what failed.
    """
    limits = {
        "lock_timeout": BUSY_SECONDS,
        "statement_timeout": STATEMENT_SECONDS,
        "idle_in_transaction_session_timeout": IDLE_SECONDS,
    }
    options = " ".join(f"-c {name}={int(seconds * 1000)}" for name, seconds in limits.items())
    own = words.get("options", "")
    return {"connect_timeout": PATIENCE, **NETWORK, "options": f"{options} {own}".strip()}


def take_time(connection: Connection) -> None:
    """Let a transaction take as long as it takes: of a backup, and of tables that change. SQLite does by itself."""
    if connection.dialect.name == "postgresql":
        for setting in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.exec_driver_sql(f"SET LOCAL {setting} = 0")


def _open(file: Path, create: bool) -> sqlite3.Connection:
    if create:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise sqlite3.OperationalError(f"{file.parent}: {error.strerror}") from error
    mode = "rwc" if create else "rw"
    return sqlite3.connect(
        f"file:{quote(str(file))}?mode={mode}", uri=True, timeout=BUSY_SECONDS, check_same_thread=False
    )


def _prepare_sqlite(connection: Any, record: Any) -> None:
    """Keep foreign keys, let readers go on while one writes, and leave the beginning of transactions to us."""
    connection.isolation_level = None
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    file = connection.execute("PRAGMA database_list").fetchone()[2]
    record.info["file"] = _identity(Path(file))


def _same_file(file: Path, record: Any) -> None:
    """A connection to a file that is no longer there, or is another by now, would lose what is written to it."""
    if record.info.get("file") != _identity(file):
        raise DisconnectionError(f"{file} is not the file that was opened")


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _begin_sqlite(connection: Connection) -> None:
    """Begin a transaction: sqlite3 itself would begin none before the first change."""
    immediate = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
