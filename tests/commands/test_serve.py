"""`flask serve` brings a worker along where there is a database, and says so where there is none."""

from __future__ import annotations

import signal
import socket
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app import create_app
from tests.commands.test_commands import SMALLEST, Desk, Ended
from tests.jobs.asking import asked_for, long, now, small, until
from tests.processes import BOTH_WAYS, PATIENCE, flask

NONE = "Op de achtergrond wordt niet gerekend: er is geen database die antwoordt"


def free_port() -> str:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


@pytest.fixture
def plan(tmp_path: Path) -> str:
    """The plan of the smallest example."""
    Desk(create_app(), tmp_path).run("plan", str(SMALLEST), "--out", str(tmp_path / "plan.json"), "--quiet")
    return str(tmp_path / "plan.json")


@BOTH_WAYS
def test_what_was_asked_is_planned_beside_the_pages(
    fresh: Engine, plan: str, tmp_path: Path, how: signal.Signals
) -> None:
    """And a run that is not done when it ends is let go of."""
    url, said = fresh.url.render_as_string(hide_password=False), tmp_path / "said"
    number = asked_for(fresh, small())
    with flask(url, said, "serve", str(SMALLEST), plan, "--port", free_port()) as serve:
        until(lambda: now(fresh, number).ended)
        later = asked_for(fresh, long())
        until(lambda: now(fresh, later).stage != "")
        serve.send_signal(how)
        assert serve.wait(PATIENCE) == 0
    assert now(fresh, number).status == "planned"
    assert (now(fresh, later).status, now(fresh, later).tries) == ("waiting", 0)
    assert "Traceback" not in said.read_text()
    assert NONE not in said.read_text()


@pytest.mark.parametrize(
    "where", ["sqlite:///{}/none.db", "sqlite:///{}/empty.db", "postgresql://localhost:1/none", "mysql://x", "?"]
)
def test_without_a_usable_database_the_pages_are_shown(
    where: str, plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty.db").touch()
    monkeypatch.setenv("DATABASE_URL", where.format(tmp_path))
    monkeypatch.setattr("waitress.create_server", Ended)
    handler = signal.getsignal(signal.SIGTERM)
    result = Desk(create_app(), tmp_path).run("serve", str(SMALLEST), plan)
    assert result.exit_code == 0
    assert result.stderr.startswith(NONE)
    assert result.stderr.count("\n") == 1
    assert signal.getsignal(signal.SIGTERM) == handler
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_queue_that_cannot_be_used_is_no_reason_to_fail(
    fresh: Engine, plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "zaaiplan-queue.db").write_text("This is no database, but it is where the queue would be. " * 99)
    monkeypatch.setenv("DATABASE_URL", fresh.url.render_as_string(hide_password=False))
    monkeypatch.setattr("waitress.create_server", Ended)
    result = Desk(create_app(), tmp_path).run("serve", str(SMALLEST), plan)
    assert (result.exit_code, result.stderr.startswith(NONE)) == (0, True)
