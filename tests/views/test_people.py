"""Beheer: accounts and roles, by administrators alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.database import reading, writing
from models.store import credentials, people
from models.store.people import Account
from tests.builders import programme
from tests.models.people import WHO
from tests.views.web import Browser, Web


@pytest.fixture
def boss(desk: Web) -> Iterator[Browser]:
    desk.account("boss", administrator=True)
    return desk.browser("boss@voorbeeld.nl")


def found(desk: Web, email: str) -> Account:
    with reading(desk.engine) as session:
        return people.account(session, email)


def test_a_new_account_gets_a_link_that_is_shown_once(desk: Web, boss: Browser) -> None:
    boss.get("/beheer")
    page = boss.post("/beheer", {"email": "Nieuw@Voorbeeld.nl", "name": " Nieuw ", "administrator": "y"})
    assert "/welkom/" in page.text
    made = found(desk, "nieuw@voorbeeld.nl")
    assert (made.name, made.administrator, made.active) == ("Nieuw", True, True)
    assert "/welkom/" not in boss.get("/beheer").text
    assert "/welkom/" not in boss.get(f"/beheer/{made.id}").text


@pytest.mark.parametrize(
    ("email", "name", "said"),
    [
        ("", "Nieuw", "Vul een e-mailadres in."),
        ("nieuw", "Nieuw", "Dit is geen e-mailadres"),
        ("boss@voorbeeld.nl", "Nieuw", "Er is al een account met dit adres."),
        ("nieuw@voorbeeld.nl", "  ", "Vul een naam in"),
        ("nieuw@voorbeeld.nl", "a\u202eb", "niet afgedrukt kan worden"),
        ("nieuw@voorbeeld.nl", "\u2800", "De naam of tekst is leeg"),
        ("nieuw@voorbeeld.nl", "a" * 255, "langer dan 254 tekens"),
        (f"{'a' * 250}@voorbeeld.nl", "Nieuw", "langer dan 254 tekens"),
    ],
)
@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_what_is_wrong_is_said_and_changes_nothing(desk: Web, boss: Browser, email: str, name: str, said: str) -> None:
    boss.get("/beheer")
    page = boss.post("/beheer", {"email": email, "name": name})
    assert page.status_code == 422
    assert said in page.text
    assert 'role="alert"' in page.text
    with reading(desk.engine) as session:
        assert len(people.accounts(session)) == 1


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "=1+1", "'; DROP TABLE account; --"])
@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_name_is_text(desk: Web, boss: Browser, name: str) -> None:
    boss.get("/beheer")
    assert boss.post("/beheer", {"email": "nieuw@voorbeeld.nl", "name": name}).status_code == 200
    assert "<script>" not in boss.get("/beheer").text
    assert found(desk, "nieuw@voorbeeld.nl").name == name


def test_an_account_is_changed_and_closed(desk: Web, boss: Browser) -> None:
    anna = desk.account("anna")
    hers = desk.browser(anna.email)
    boss.get(f"/beheer/{anna.id}")
    assert boss.post(f"/beheer/{anna.id}", {"name": "Anna B."}).status_code == 302
    assert not found(desk, anna.email).active
    assert hers.get("/account").status_code == 302
    mine = found(desk, "boss@voorbeeld.nl")
    boss.get(f"/beheer/{mine.id}")
    page = boss.post(f"/beheer/{mine.id}", {"name": "Boss", "active": "y"})
    assert page.status_code == 422
    assert "Er moet één actieve beheerder blijven" in page.text
    assert boss.get("/beheer/999").status_code == 404


def test_who_lost_a_telephone_signs_in_without_a_code(desk: Web, boss: Browser) -> None:
    anna = desk.account("anna")
    with writing(desk.engine) as session:
        credentials.set_second_step(session, anna, "A" * 32, WHO)
    assert "Code uitzetten" in boss.get(f"/beheer/{anna.id}").text
    assert boss.post(f"/beheer/{anna.id}/zonder-code").status_code == 302
    assert desk.browser(anna.email).get("/account").status_code == 200


def test_roles_are_given_and_taken(desk: Web, boss: Browser) -> None:
    anna = desk.account("anna")
    stored = desk.programme(programme())
    hers = desk.browser(anna.email)
    where, sent = f"/beheer/{anna.id}/rol", {"role-programme": stored.id, "role-role": "reader", "role-partner": ""}
    boss.get(f"/beheer/{anna.id}")
    assert boss.post(where, sent).status_code == 302
    assert hers.get(f"/programmas/{stored.id}").status_code == 200
    for change, said in (
        ({"role-role": "partner"}, "Noem een partner van het programma: gemeente"),
        ({"role-role": "partner", "role-partner": "x\0"}, "Noem een partner"),
        ({"role-partner": "gemeente"}, "Alleen bij de rol partner hoort een partner"),
        ({"role-role": "koning"}, ""),
        ({"role-programme": 99}, ""),
    ):
        boss.get(f"/beheer/{anna.id}")
        page = boss.post(where, {**sent, **change})
        assert page.status_code == 422
        assert said in page.text
    boss.get(f"/beheer/{anna.id}")
    assert boss.post(where, {**sent, "role-role": "partner", "role-partner": "gemeente"}).status_code == 302
    assert "partner (gemeente)" in boss.get("/beheer").text
    assert boss.post(where, {**sent, "role-role": ""}).status_code == 302
    assert hers.get(f"/programmas/{stored.id}").status_code == 404
