"""The demonstration, and the first start: who gets in, and how."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from commands import demo
from models.database import connect, reading, writing
from models.people import ROLES
from models.store import people, plans, programmes
from planning.document import read
from tests.commands.test_commands import SMALLEST, Desk, Ended
from tests.models.people import WHO


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """An app whose server ends at once."""
    monkeypatch.setattr("waitress.create_server", Ended)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/zaaiplan.db")
    app = create_app()
    app.instance_path = str(tmp_path)
    return app


@pytest.fixture
def plan(tmp_path: Path) -> str:
    """The plan of the smallest example."""
    Desk(create_app(), tmp_path).run("plan", str(SMALLEST), "--out", str(tmp_path / "plan.json"), "--quiet")
    return str(tmp_path / "plan.json")


def test_it_has_an_account_for_each_role_and_the_plan(here: Flask, plan: str, tmp_path: Path) -> None:
    for _ in range(2):  # and the second time nothing is made twice
        assert Desk(here, tmp_path).run("serve", "--demo", str(SMALLEST), plan).exit_code == 0
    assert not (tmp_path / "zaaiplan.db").exists()
    engine = connect(f"sqlite:///{tmp_path}/demo.db")
    with reading(engine) as session:
        assert len(people.accounts(session)) == len(ROLES) + 1
        assert len(plans.listed(session, 1)) == 1
        roles = {one.role for one in people.roles(session)}
    partners = [one for one in read(SMALLEST.read_text()).partners if one.layer == "partner"]
    assert roles == {*ROLES} - (set() if partners else {"partner"})
    engine.dispose()
    browser = here.test_client()
    here.config["WTF_CSRF_ENABLED"] = False
    page = browser.get("/aanmelden").text
    assert "Programmadirecteur" in page
    assert browser.post("/aanmelden/voorbeeld", data={"email": f"director@{demo.PLACE}"}).status_code == 302
    assert "Concept" in browser.get("/programmas/1").text


def test_what_was_changed_in_it_stays(here: Flask, plan: str, tmp_path: Path) -> None:
    Desk(here, tmp_path).run("serve", "--demo", str(SMALLEST), plan)
    engine = connect(f"sqlite:///{tmp_path}/demo.db")
    with writing(engine) as session:
        stored = programmes.load(session, 1)
        programmes.save(session, stored, stored.programme.model_copy(update={"evenness": Decimal(2)}), WHO)
    Desk(here, tmp_path).run("serve", "--demo", str(SMALLEST), plan)
    with reading(engine) as session:
        assert programmes.load(session, 1).programme.evenness == 2
        assert len(plans.listed(session, 1)) == 1
    engine.dispose()


@pytest.mark.parametrize("words", [["--demo"], ["--demo", str(SMALLEST)], [str(SMALLEST)]])
def test_half_of_what_it_needs_is_refused(here: Flask, tmp_path: Path, words: list[str]) -> None:
    result = Desk(here, tmp_path).run("serve", *words)
    assert result.exit_code == 2
    assert "Noem een programma en het plan daarvan" in result.stderr


def test_a_demonstration_stays_on_this_machine(here: Flask, plan: str, tmp_path: Path) -> None:
    result = Desk(here, tmp_path).run("serve", "--demo", str(SMALLEST), plan, "--host", "0.0.0.0")  # noqa: S104
    assert result.exit_code == 2
    assert "alleen op deze computer" in result.stderr


def test_the_first_start_prints_a_link_until_somebody_used_it(here: Flask, tmp_path: Path) -> None:
    desk = Desk(here, tmp_path)
    assert desk.run("serve").exit_code == 5  # there are no tables yet
    assert desk.run("db", "upgrade").exit_code == 0
    links = [re.findall(r"http://127.0.0.1:5000(/welkom/\S+)", desk.run("serve").stdout)[0] for _ in range(2)]
    here.config["WTF_CSRF_ENABLED"] = False
    browser = here.test_client()
    assert browser.get(links[0]).status_code == 404  # the second start made another
    sent = {"email": "chef@voorbeeld.nl", "name": "Chef", "password": "paarse fiets in de regen"}
    assert browser.post(links[1], data={**sent, "again": sent["password"]}).status_code == 302
    assert "/welkom/" not in desk.run("serve").stdout


def test_a_link_for_who_forgot_the_password(here: Flask, tmp_path: Path) -> None:
    desk = Desk(here, tmp_path)
    desk.run("db", "upgrade")
    said = desk.run("user", "add", "anna@voorbeeld.nl", "--name", "Anna").stdout
    first = re.findall(r"/welkom/\S+", said)[0]
    here.config["ADDRESS"] = "https://zaaiplan.voorbeeld.nl/"
    said = desk.run("user", "link", "anna@voorbeeld.nl").stdout
    second = re.findall(r"https://zaaiplan.voorbeeld.nl(/welkom/\S+)", said)[0]
    assert here.test_client().get(first).status_code == 404
    assert "anna@voorbeeld.nl" in here.test_client().get(second).text
    assert desk.run("user", "link", "niemand@voorbeeld.nl").exit_code == 2
