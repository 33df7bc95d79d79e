"""`flask worker` as a process: it works, it stops, it is killed, and its database goes away."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.jobs.asking import asked_for, long, now, small, until
from tests.processes import BOTH_WAYS, PATIENCE, flask

HERE = "1 rekenaar wacht op werk, tot Ctrl-C.\n"
STOPS = "De rekenaars stoppen; wat niet af is, begint een ander opnieuw.\n"


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


@BOTH_WAYS
def test_it_plans_what_was_asked_and_stops_when_asked(fresh: Engine, tmp_path: Path, how: signal.Signals) -> None:
    number, said = asked_for(fresh, small()), tmp_path / "said"
    with flask(address(fresh), said, "worker") as worker:
        until(lambda: now(fresh, number).ended)
        worker.send_signal(how)
        assert worker.wait(PATIENCE) == 0
    assert now(fresh, number).status == "planned"
    assert said.read_text() == f"{HERE}run {number}: planned\n{STOPS}"


def test_a_run_that_is_not_done_is_let_go_of(fresh: Engine, tmp_path: Path) -> None:
    number, said = asked_for(fresh, long()), tmp_path / "said"
    with flask(address(fresh), said, "worker") as worker:
        until(lambda: now(fresh, number).stage != "")
        worker.terminate()
        assert worker.wait(PATIENCE) == 0
    assert (now(fresh, number).status, now(fresh, number).tries) == ("waiting", 0)
    assert "Traceback" not in said.read_text()


def test_what_a_killed_worker_had_another_takes_up(fresh: Engine, tmp_path: Path) -> None:
    number, said = asked_for(fresh, long()), tmp_path / "said"
    with flask(address(fresh), tmp_path / "first", "worker") as first:
        until(lambda: now(fresh, number).stage != "")
        first.kill()
        first.wait(PATIENCE)
    assert now(fresh, number).status == "running"
    with flask(address(fresh), said, "worker") as second:
        until(lambda: now(fresh, number).tries == 2 and now(fresh, number).stage != "")
        assert now(fresh, number).status == "running"
        second.terminate()
        assert second.wait(PATIENCE) == 0
    assert f"run {number}: its worker (" in said.read_text()


@pytest.mark.parametrize("fresh", ["postgresql"], indirect=True)
def test_a_connection_that_breaks_is_made_again(fresh: Engine, tmp_path: Path) -> None:
    said = tmp_path / "said"
    with flask(address(fresh), said, "worker") as worker:
        until(lambda: HERE in said.read_text())
        with fresh.begin() as connection:
            others = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            others += "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            assert connection.execute(text(others)).scalar_one() >= 2
        number = asked_for(fresh, small())
        until(lambda: now(fresh, number).ended)
        worker.terminate()
        assert worker.wait(PATIENCE) == 0
    assert now(fresh, number).status == "planned"
    assert "Traceback" not in said.read_text()


@pytest.mark.parametrize("where", ["sqlite:///{}/none.db", "postgresql://localhost:1/none"])
def test_without_a_database_it_ends_in_a_sentence(tmp_path: Path, where: str) -> None:
    said = tmp_path / "said"
    with flask(where.format(tmp_path), said, "worker") as worker:
        assert worker.wait(PATIENCE) == 5
    assert said.read_text().startswith("De database ")
    assert "Traceback" not in said.read_text()


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_queue_that_is_no_database_ends_it_in_a_sentence(fresh: Engine, tmp_path: Path) -> None:
    (tmp_path / "zaaiplan-queue.db").write_text("This is no database, but it is where the queue would be. " * 99)
    said = tmp_path / "said"
    with flask(address(fresh), said, "worker") as worker:
        assert worker.wait(PATIENCE) == 5
    assert said.read_text().startswith("De database antwoordt niet: file is not a database")
    assert "Traceback" not in said.read_text()


@pytest.mark.parametrize("dead", ["soon", "1.5"])
def test_seconds_that_are_none_are_refused(tmp_path: Path, dead: str) -> None:
    said = tmp_path / "said"
    with flask(f"sqlite:///{tmp_path}/none.db", said, "worker", dead=dead) as worker:
        assert worker.wait(PATIENCE) == 2
    assert said.read_text().startswith("ZAAIPLAN_WORKER_DEAD is ")
