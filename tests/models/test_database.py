"""Connections: none goes on with a file that is gone, and none waits for others without end."""

from __future__ import annotations

import time
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, OperationalError, TimeoutError

from jobs.queue import Queue
from models import backup, database, migrating
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


def test_a_process_without_connections_left_is_busy(tmp_path: Path) -> None:
    full = create_engine(f"sqlite:///{tmp_path}/zaaiplan.db", pool_size=1, max_overflow=0, pool_timeout=0)
    with full.connect(), pytest.raises(TimeoutError) as found:
        full.connect()
    assert trouble(found.value) == "busy"
    assert trouble(ValueError()) is None
    full.dispose()


ON_POSTGRESQL = pytest.mark.parametrize("fresh", ["postgresql"], indirect=True)
LIMITS = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")


@ON_POSTGRESQL
def test_no_statement_takes_without_end(fresh: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "STATEMENT_SECONDS", 0.1)
    with pytest.raises(OperationalError) as found, writing(fresh) as session:
        session.execute(text("SELECT pg_sleep(60)"))
    assert trouble(found.value) == "busy"


@ON_POSTGRESQL
def test_what_is_held_by_who_says_nothing_more_is_let_go_of(fresh: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing(fresh) as session:
        here = programmes.add(session, programme(), WHO)
    monkeypatch.setattr(database, "IDLE_SECONDS", 3.0)  # longer than saving takes
    silent = connect(fresh.url.render_as_string(hide_password=False))

    def silence() -> None:
        with writing(silent) as session:
            programmes.save(session, here, programme(dial=2), WHO)
            with writing(fresh) as other:
                programmes.save(other, here, programme(dial=3), WHO)

    with pytest.raises(DBAPIError) as found:
        silence()
    assert trouble(found.value) == "gone"
    silent.dispose()
    with writing(fresh) as session:
        assert programmes.load(session, here.id).programme == programme(dial=3)


@ON_POSTGRESQL
def test_a_server_that_does_not_even_say_that_it_is_gone_is_noticed(fresh: Engine) -> None:
    """On all connections: those of the pool and those of the queue."""
    queue = Queue(fresh)
    asked = [queue.huey.storage.conn, queue.huey.storage._listen_conn()]
    with fresh.connect() as connection:
        for one in (*asked, connection.connection.driver_connection):
            parameters = one.info.get_parameters()
            assert {name: parameters[name] for name in database.NETWORK} == {
                name: str(value) for name, value in database.NETWORK.items()
            }
            for limit in LIMITS:
                assert one.execute(f"SHOW {limit}").fetchone()[0] != "0"
    queue.close()


@ON_POSTGRESQL
def test_options_of_an_address_stay_beside_ours(fresh: Engine) -> None:
    mine = fresh.url.update_query_dict({"options": "-c application_name=ours -c lock_timeout=7s"})
    other = connect(mine.render_as_string(hide_password=False))
    asked = ("application_name", "lock_timeout", "statement_timeout")
    with other.connect() as connection:
        held = [connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in asked]
    assert held == ["ours", "7s", "2min"]
    other.dispose()


@ON_POSTGRESQL
def test_what_may_take_long_takes_its_time(fresh: Engine) -> None:
    """Each transaction in which a backup is written or read, or tables change, begins with that."""
    begun: list[list[str]] = []
    event.listen(fresh, "begin", lambda _: begun.append([]))
    event.listen(fresh, "before_cursor_execute", lambda _, __, said, *___: begun[-1].append(said))
    target = BytesIO()
    backup.write(fresh, target)
    target.seek(0)
    backup.read(fresh, target, replace=True)
    migrating.downgrade(fresh, "0001")
    migrating.upgrade(fresh)
    assert [said[:2] for said in begun] == [[f"SET LOCAL {limit} = 0" for limit in LIMITS[1:]]] * 4
