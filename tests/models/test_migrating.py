"""Migrations make the tables of this version, on both engines, up and down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from models.database import connect, reading, writing
from models.migrating import downgrade, is_current, upgrade
from models.store import programmes
from models.tables import METADATA
from tests.models.people import WHO
from tests.models.test_rows import full


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine without any table, in a folder whose name alembic's settings would misread."""
    if request.param == "sqlite":
        (tmp_path / "100%").mkdir()
        made = connect(f"sqlite:///{tmp_path / '100%'}/zaaiplan.db")
        yield made
    else:
        url = request.getfixturevalue("postgres")
        whole = connect(url)
        with whole.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("CREATE DATABASE leeg"))
        made = connect(url.replace("/postgres?", "/leeg?"))
        yield made
        made.dispose()
        with whole.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("DROP DATABASE leeg"))
        whole.dispose()
    made.dispose()


def constraints(engine: Engine) -> dict[str, set[str | None]]:
    """Names of the check and foreign key constraints of each table."""
    seen = inspect(engine)
    tables = [table for table in seen.get_table_names() if table != "alembic_version"]
    return {
        table: {row["name"] for row in [*seen.get_check_constraints(table), *seen.get_foreign_keys(table)]}
        for table in tables
    }


def test_the_steps_make_the_tables_of_this_version(empty: Engine) -> None:
    assert not is_current(empty)
    upgrade(empty)
    assert is_current(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    # Alembic does not look at checks, so their names are held against tables that are made without it.
    by_steps = constraints(empty)
    downgrade(empty, "base")
    METADATA.create_all(empty)
    assert by_steps == constraints(empty)
    METADATA.drop_all(empty)


def test_a_programme_lives_in_tables_that_were_migrated(empty: Engine) -> None:
    upgrade(empty)
    with writing(empty) as session:
        here = programmes.add(session, full(), WHO)
    upgrade(empty)  # nothing is left to do
    with reading(empty) as session:
        assert programmes.load(session, here.id) == here


@pytest.mark.parametrize("step", ["0001", "0002", "0003"])
def test_each_step_can_be_taken_back_alone(empty: Engine, step: str) -> None:
    upgrade(empty)
    downgrade(empty, step)
    upgrade(empty)
    assert is_current(empty)
    with empty.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_down_leaves_nothing_and_up_again_works(empty: Engine) -> None:
    upgrade(empty)
    downgrade(empty, "base")
    assert set(inspect(empty).get_table_names()) <= {"alembic_version"}
    assert not is_current(empty)
    upgrade(empty)
    assert is_current(empty)
