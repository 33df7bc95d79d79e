"""Signing in and out on pages, as somebody does it and as somebody should not."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
import pytest
from argon2 import PasswordHasher
from flask import request
from sqlalchemy import Engine

from models import passwords
from models.database import reading, writing
from models.sign_in import AttemptRow
from models.store import attempts, credentials, links, log, people, sessions
from tests.models.people import WHO
from tests.views.web import HASH, PASSWORD, Web, web

WRONG = "Dit e-mailadres en wachtwoord horen niet bij elkaar"
OTHER = "groene tram zonder haast"


def test_signing_in_goes_on_where_one_was(desk: Web) -> None:
    anna = desk.account("anna")
    browser = desk.browser()
    there = browser.get("/account").headers["Location"]
    assert there == "/aanmelden?verder=/account"
    browser.get(there)
    done = browser.post("/aanmelden", {"email": " Anna@Voorbeeld.nl", "password": PASSWORD, "verder": "/account"})
    assert (done.status_code, done.headers["Location"]) == (302, "/account")
    assert anna.name in browser.get("/account").text
    assert browser.get("/aanmelden").headers["Location"] == "/programmas"


@pytest.mark.parametrize(
    "where",
    ["https://kwaad.example", "//kwaad.example", "/\\kwaad.example", "javascript:1", "/nergens", "/afmelden", "\n/"],
)
def test_one_does_not_go_on_to_elsewhere(desk: Web, where: str) -> None:
    desk.account("anna")
    browser = desk.browser()
    browser.get("/aanmelden")
    done = browser.post("/aanmelden", {"email": "anna@voorbeeld.nl", "password": PASSWORD, "verder": where})
    assert done.headers["Location"] == "/programmas"
    browser.get("/account")
    assert browser.post("/taal", {"language": "en", "verder": where}).headers["Location"] == "/programmas"


def test_who_is_wrong_hears_the_same(desk: Web) -> None:
    desk.account("anna")
    with writing(desk.engine) as session:
        people.add(session, "bert@voorbeeld.nl", "Bert", WHO)  # without a password
        credentials.set_password(session, people.add(session, "weg@voorbeeld.nl", "Weg", WHO), HASH, WHO)
        people.change(session, "weg@voorbeeld.nl", WHO, active=False)
    said = set()
    for email, password in (
        ("anna@voorbeeld.nl", OTHER),
        ("niemand@voorbeeld.nl", PASSWORD),
        ("bert@voorbeeld.nl", PASSWORD),
        ("weg@voorbeeld.nl", PASSWORD),
        ("a' OR 1=1 --", PASSWORD),
    ):
        page = desk.browser().sign_in(email, password)
        assert page.status_code == 422
        assert WRONG in page.text
        said.add(re.sub(r'value="[^"]*"', "", page.text))
    assert len(said) == 1


def test_what_is_left_out_is_said_beside_its_field(desk: Web) -> None:
    browser = desk.browser()
    browser.get("/aanmelden")
    page = browser.post("/aanmelden", {"email": "", "password": ""})
    assert page.status_code == 422
    for field in ("email", "password"):
        assert f'href="#{field}"' in page.text
        assert re.search(rf'id="{field}"[^>]*aria-describedby="{field}-error"[^>]*aria-invalid="true"', page.text)
    assert PASSWORD not in desk.browser().sign_in("anna@voorbeeld.nl").text


def test_too_often_is_too_often(desk: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "MOST", {"account": 2, "address": 99})
    desk.account("anna")
    for _ in range(2):
        assert desk.browser().sign_in("anna@voorbeeld.nl", OTHER).status_code == 422
    page = desk.browser().sign_in("anna@voorbeeld.nl")
    assert page.status_code == 429
    assert "Probeer het over 15 minuten opnieuw" in page.text
    with writing(desk.engine) as session:
        for row in session.query(AttemptRow):
            row.at -= attempts.WINDOW
    assert desk.browser().sign_in("anna@voorbeeld.nl").status_code == 302


def test_without_the_token_of_the_page_nothing_is_done(desk: Web) -> None:
    desk.account("anna")
    browser = desk.browser("anna@voorbeeld.nl")
    assert browser.client.post("/afmelden").status_code == 400
    assert browser.get("/account").status_code == 200
    assert browser.post("/afmelden", {"csrf_token": browser.token[:-1]}).status_code == 400


def test_signing_out_ends_it_on_every_device(desk: Web) -> None:
    desk.account("anna")
    here, there = desk.browser("anna@voorbeeld.nl"), desk.browser("anna@voorbeeld.nl")
    stolen = here.client.get_cookie("zaaiplan")
    assert stolen is not None
    assert "ook op uw andere apparaten" in here.post("/afmelden", follow_redirects=True).text
    assert there.get("/account").status_code == 302
    here.client.set_cookie("zaaiplan", stolen.value)
    assert here.get("/account").status_code == 302


def test_the_cookie_is_kept_from_scripts_and_from_the_open_net(desk: Web) -> None:
    for base in ("http://127.0.0.1:5000", "http://zaaiplan.example", "https://localhost"):
        said = desk.app.test_client().get("/aanmelden", base_url=base).headers["Set-Cookie"]
        assert "HttpOnly" in said
        assert "SameSite=Lax" in said
        assert ("Secure" in said) == (base != "http://127.0.0.1:5000")


def test_another_session_begins_with_another_cookie(desk: Web) -> None:
    """Who set a cookie before somebody signed in has nothing of it afterwards."""
    desk.account("anna")
    browser = desk.browser()
    browser.get("/aanmelden")
    before = browser.client.get_cookie("zaaiplan")
    browser.post("/aanmelden", {"email": "anna@voorbeeld.nl", "password": PASSWORD})
    other = desk.browser()
    assert before is not None
    other.client.set_cookie("zaaiplan", before.value)
    assert other.get("/account").status_code == 302


# ---- codes ----


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> float:
    """Have codes be of so many seconds from now; that moment."""
    import time

    at = time.time() + seconds
    monkeypatch.setattr(credentials.time, "time", lambda: at)
    return at


def test_a_code_is_asked_after_the_password(desk: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.account("anna")
    browser = desk.browser("anna@voorbeeld.nl")
    secret = "".join(re.findall(r'zp-key-text">([A-Z2-7 ]+)<', browser.get("/account/code").text)[0].split())
    assert browser.post("/account/code", {"code": "000000x"}).status_code == 422
    codes = pyotp.TOTP(secret)
    at = later(monkeypatch, 0)
    browser.get("/account/code")
    assert browser.post("/account/code", {"code": codes.at(at)}).status_code == 302
    again = desk.browser()
    assert again.sign_in("anna@voorbeeld.nl").headers["Location"] == "/aanmelden/code"
    assert again.get("/account").status_code == 302  # half signed in is not signed in
    again.get("/aanmelden/code")
    page = again.post("/aanmelden/code", {"code": codes.at(at + 300)})
    assert page.status_code == 422
    assert "Deze code is niet van nu" in page.text
    assert again.post("/aanmelden/code", {"code": codes.at(at)}).headers["Location"] == "/programmas"
    third = desk.browser()
    third.sign_in("anna@voorbeeld.nl")
    third.get("/aanmelden/code")
    assert third.post("/aanmelden/code", {"code": codes.at(at)}).status_code == 422  # it was used
    assert browser.post("/account/zonder-code", {"off-present": OTHER}).status_code == 422
    browser.get("/account")
    assert browser.post("/account/zonder-code", {"off-present": PASSWORD}).status_code == 302
    assert desk.browser().sign_in("anna@voorbeeld.nl").headers["Location"] == "/programmas"


def test_a_known_password_does_not_let_codes_be_guessed(desk: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "MOST", {"account": 4, "address": 99})
    anna = desk.account("anna")
    with writing(desk.engine) as session:
        credentials.set_second_step(session, anna, pyotp.random_base32(), WHO)
    codes = []
    for _ in range(3):
        browser = desk.browser()
        codes.append(browser.sign_in("anna@voorbeeld.nl").status_code)
        browser.get("/aanmelden/code")
        codes.append(browser.post("/aanmelden/code", {"code": "123456"}).status_code)
    assert codes == [302, 422, 302, 422, 429, 302]  # the last has no half of a sign-in to go on with


def test_the_half_of_a_sign_in_does_not_last(desk: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = desk.account("anna")
    secret = pyotp.random_base32()
    with writing(desk.engine) as session:
        credentials.set_second_step(session, anna, secret, WHO)
    browser = desk.browser()
    browser.sign_in("anna@voorbeeld.nl")
    browser.get("/aanmelden/code")
    at = later(monkeypatch, 301)
    assert browser.post("/aanmelden/code", {"code": pyotp.TOTP(secret).at(at)}).headers["Location"] == "/aanmelden"


# ---- passwords and links ----


def test_another_password(desk: Web) -> None:
    desk.account("anna")
    browser, elsewhere = desk.browser("anna@voorbeeld.nl"), desk.browser("anna@voorbeeld.nl")
    sent = {"password-present": PASSWORD, "password-password": OTHER, "password-again": OTHER}
    for change, said in (
        ({"password-present": OTHER}, "Dit is niet uw huidige wachtwoord."),
        ({"password-again": PASSWORD}, "De twee wachtwoorden zijn niet gelijk."),
        ({"password-password": "kort", "password-again": "kort"}, "Dit is te kort"),
    ):
        browser.get("/account")
        page = browser.post("/account/wachtwoord", {**sent, **change})
        assert page.status_code == 422
        assert said in page.text
    browser.get("/account")
    assert browser.post("/account/wachtwoord", sent).status_code == 302
    assert browser.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 302
    assert desk.browser().sign_in("anna@voorbeeld.nl").status_code == 422
    assert desk.browser().sign_in("anna@voorbeeld.nl", OTHER).status_code == 302


def test_the_first_administrator(desk: Web) -> None:
    with writing(desk.engine) as session:
        where = f"/welkom/{links.make(session, None, WHO)}"
    browser = desk.browser()
    assert "eerste beheerder" in browser.get(where).text
    sent = {"email": "chef@voorbeeld.nl", "name": "De chef", "password": PASSWORD, "again": PASSWORD}
    assert browser.post(where, {**sent, "email": "geen adres"}).status_code == 422
    assert browser.post(where, {**sent, "name": "a\u202eb"}).status_code == 422
    assert browser.post(where, sent).headers["Location"] == "/aanmelden"
    assert browser.get(where).status_code == 404
    assert desk.browser("chef@voorbeeld.nl").get("/beheer").status_code == 200
    with reading(desk.engine) as session:
        actions = [entry.action for entry in log.entries(session, None)]
    assert actions == ["account.password", "account.added", "account.link"]


def test_a_link_is_of_one_account_and_works_once(desk: Web) -> None:
    boss, anna = desk.account("boss", administrator=True), desk.account("anna")
    browser = desk.browser(boss.email)
    page = browser.post(f"/beheer/{anna.id}/link").text
    where = re.findall(r"http://localhost(/welkom/[^\"]+)", page)[0]
    other = desk.browser()
    assert anna.email in other.get(where).text
    assert other.post(where, {"password": "anna@voorbeeld.nl", "again": "anna@voorbeeld.nl"}).status_code == 422
    assert other.post(where, {"password": OTHER, "again": OTHER}).headers["Location"] == "/aanmelden"
    assert other.post(where, {"password": PASSWORD, "again": PASSWORD}).status_code == 404
    assert "Deze link werkt niet meer" in desk.browser().get("/welkom/verzonnen").text
    assert desk.browser().sign_in(anna.email, OTHER).status_code == 302


def test_a_weaker_hash_is_made_anew(desk: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = desk.account("anna")
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    desk.browser("anna@voorbeeld.nl")
    with reading(desk.engine) as session:
        _, kept = credentials.password_of(session, anna.email)
    assert kept is not None
    assert not passwords.is_stale(kept)


# ---- the demonstration ----


def test_only_a_demonstration_signs_in_without_a_password(desk: Web) -> None:
    desk.account("anna")
    browser = desk.browser()
    browser.get("/aanmelden")
    assert browser.post("/aanmelden/voorbeeld", {"email": "anna@voorbeeld.nl"}).status_code == 404
    desk.app.config["DEMO"] = True
    assert "Anna" in browser.get("/aanmelden").text
    assert browser.post("/aanmelden/voorbeeld", {"email": "niemand@voorbeeld.nl"}).status_code == 404
    browser.get("/aanmelden")
    assert browser.post("/aanmelden/voorbeeld", {"email": "anna@voorbeeld.nl"}).status_code == 302
    assert browser.get("/account").status_code == 200


def test_a_session_is_over_after_its_day(desk: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.account("anna")
    browser, now = desk.browser("anna@voorbeeld.nl"), log.now()
    monkeypatch.setattr(log, "now", lambda: now + sessions.LASTS + timedelta(seconds=1))
    assert browser.get("/account").status_code == 302


# ---- behind a proxy ----


def test_a_proxy_is_believed_only_where_there_is_one(fresh: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"X-Forwarded-For": "10.0.0.9", "X-Forwarded-Proto": "https"}
    seen = []
    for proxies in ("0", "1"):
        monkeypatch.setenv("ZAAIPLAN_PROXIES", proxies)
        behind = web(fresh)
        behind.app.before_request(lambda: seen.append((request.remote_addr, request.is_secure)))
        behind.app.test_client().get("/gezond", headers=said)
        behind.close()
    assert seen == [("127.0.0.1", False), ("10.0.0.9", True)]
