"""Bring a database to the tables of this version, step by step (alembic)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from models.database import WRITING, take_time

STEPS = Path(__file__).parents[1] / "migrations"
HEAD = "head"
VERSION = "alembic_version"
"""The table in which alembic keeps of which revision the tables are."""
LOCK = 20270101
"""The number of the lock of PostgreSQL that is held while tables change."""


class NotCurrent(Exception):  # noqa: N818 - it is an answer
    """The tables are not those of this version.

    there: their revision, None where there are none; newer: whether this version does not know it.
    """

    def __init__(self, there: str | None) -> None:
        super().__init__(there or "no tables")
        self.there, self.newer = there, there is not None and not is_known(there)


def upgrade(engine: Engine, to: str = HEAD) -> None:
    """Bring the tables to a revision, by default the last: all of it or nothing.

    Raises:
        NotCurrent: they are of a newer version than this one.
    """
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        alone(connection)
        upgrade_within(connection, to)


def alone(connection: Connection) -> None:
    """Let nobody else change tables until the end of the transaction, which may be long. SQLite does so by itself."""
    take_time(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))


def upgrade_within(connection: Connection, to: str) -> None:
    """The same in the transaction of a connection."""
    there = revision(connection)
    if there is not None and not is_known(there):
        raise NotCurrent(there)
    command.upgrade(_config(connection), to)


def downgrade(engine: Engine, to: str) -> None:
    """Bring the tables back to an earlier revision; "base" is none at all. What is in tables that go is lost."""
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        alone(connection)
        command.downgrade(_config(connection), to)


def empty(connection: Connection) -> None:
    """Drop all tables of ours and what they hold.

    Raises:
        NotCurrent: they are of a newer version than this one, which knows not all of them.
    """
    there = revision(connection)
    if there is not None and not is_known(there):
        raise NotCurrent(there)
    if there is not None:
        command.downgrade(_config(connection), "base")


def revision(connection: Connection) -> str | None:
    """The revision of the tables; None where there are none."""
    return MigrationContext.configure(connection).get_current_revision()


def is_known(number: str) -> bool:
    """Whether this version has a revision."""
    try:
        return _steps().get_revision(number) is not None
    except CommandError:
        return False


def is_current(engine: Engine) -> bool:
    """Whether the tables are those of this version."""
    with engine.connect() as connection:
        return _is_head(revision(connection))


def demand_current(engine: Engine) -> None:
    """Go on only with the tables of this version.

    Raises:
        NotCurrent: they are others, or there are none.
    """
    with engine.connect() as connection:
        demand_current_within(connection)


def demand_current_within(connection: Connection) -> None:
    """The same in the transaction of a connection."""
    there = revision(connection)
    if not _is_head(there):
        raise NotCurrent(there)


def _is_head(number: str | None) -> bool:
    return number is not None and number == _steps().get_current_head()


@cache
def _steps() -> ScriptDirectory:
    """The steps that there are: they are files, and read once."""
    return ScriptDirectory.from_config(_config(None))


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
