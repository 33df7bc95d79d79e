"""Bring a database to the tables of this version, step by step (alembic)."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

STEPS = Path(__file__).parents[1] / "migrations"


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the tables to a revision, by default the last."""
    with engine.connect() as connection:
        command.upgrade(_config(connection), to)
        connection.commit()


def downgrade(engine: Engine, to: str) -> None:
    """Bring the tables back to an earlier revision; "base" is none at all. What is in tables that go is lost."""
    with engine.connect() as connection:
        command.downgrade(_config(connection), to)
        connection.commit()


def is_current(engine: Engine) -> bool:
    """Whether the tables are those of this version."""
    with engine.connect() as connection:
        there = MigrationContext.configure(connection).get_current_revision()
    return there == ScriptDirectory.from_config(_config(None)).get_current_head()


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
