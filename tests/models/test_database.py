"""Connections: none goes on with a file that is gone, and none waits for others without end."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from models import database
from models.database import connect, trouble, writing
from models.store import programmes
from tests.builders import programme
from tests.models.people import WHO


def test_nothing_is_written_to_a_file_that_is_gone(tmp_path: Path) -> None:
    """A connection that is kept open would go on writing to it; the new file gets what is written."""
    url = f"sqlite:///{tmp_path}/zaaiplan.db"
    kept = connect(url)
    with kept.begin() as connection:
        connection.execute(text("CREATE TABLE old (id INTEGER)"))
    running = connect(url, create=False)
    with running.begin() as connection:
        connection.execute(text("INSERT INTO old VALUES (1)"))
    kept.dispose()
    for path in tmp_path.iterdir():
        path.unlink()
    with pytest.raises(OperationalError, match="unable to open") as found, running.begin():
        pass
    assert trouble(found.value) == "gone"
    assert list(tmp_path.iterdir()) == []
    with kept.begin() as connection:
        connection.execute(text("CREATE TABLE new (id INTEGER)"))
    with running.begin() as connection:
        connection.execute(text("INSERT INTO new VALUES (1)"))
    with kept.connect() as connection:
        assert connection.execute(text("SELECT name FROM sqlite_master")).scalars().all() == ["new"]
        assert connection.execute(text("SELECT id FROM new")).scalars().all() == [1]
    kept.dispose()
    running.dispose()


def test_a_writer_waits_for_another_only_so_long(fresh: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    with writing(fresh) as session:
        here = programmes.add(session, programme(), WHO)
    other = connect(fresh.url.render_as_string(hide_password=False))
    with writing(fresh) as session:
        programmes.save(session, here, programme(dial=2), WHO)
        began = time.monotonic()
        with pytest.raises(OperationalError) as found, writing(other) as late:
            programmes.save(late, here, programme(dial=3), WHO)
        assert time.monotonic() - began < 10
    assert trouble(found.value) == "busy"
    other.dispose()
