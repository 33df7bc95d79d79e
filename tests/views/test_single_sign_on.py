"""Signing in at the organisation: with a real provider, a process on this machine."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
import requests

from models.database import writing
from models.store import credentials, people
from tests.models.people import WHO
from tests.views.web import Browser, Web

PATIENCE = 60.0
REFUSED = "Aanmelden bij uw organisatie is niet gelukt"
UNKNOWN = "Voor u is hier nog geen account"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of a provider."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address, last = f"http://127.0.0.1:{port}", time.monotonic() + PATIENCE
    try:
        while not _answers(address):
            assert process.poll() is None
            assert time.monotonic() < last
        yield address
    finally:
        process.kill()
        process.wait(PATIENCE)


def _answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/.well-known/openid-configuration", timeout=1).ok
    except requests.ConnectionError:
        time.sleep(0.05)
        return False


@pytest.fixture
def with_organisation(desk: Web, provider: str) -> Web:
    desk.app.config.update(OIDC_ISSUER=provider, OIDC_CLIENT="zaaiplan", OIDC_SECRET="of the tests", OIDC_NAME="Stad")  # noqa: S106
    return desk


def claims(provider: str, sub: str, **said: object) -> None:
    """Have the provider say this of somebody."""
    answer = requests.put(f"{provider}/users/{sub}", json=said, timeout=10)
    assert answer.ok, answer.text


def allowed(browser: Browser, sub: str, start: str = "/aanmelden/organisatie") -> str:
    """Go to the provider, sign in there, and come back: the address of the way back."""
    there = browser.get(start)
    assert there.status_code == 302
    answer = requests.post(there.headers["Location"], data={"sub": sub}, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    return re.sub(r"^http://localhost", "", answer.headers["Location"])


def test_who_the_organisation_vouches_for_is_signed_in(with_organisation: Web, provider: str) -> None:
    with writing(with_organisation.engine) as session:
        people.add(session, "anna@voorbeeld.nl", "Anna", WHO)
    claims(provider, "1", email="Anna@voorbeeld.nl", email_verified=True)
    browser = with_organisation.browser()
    assert "Stad" in browser.get("/aanmelden").text
    done = browser.get(allowed(browser, "1", "/aanmelden/organisatie?verder=/account"))
    assert (done.status_code, done.headers["Location"]) == (302, "/account")
    assert "account van uw organisatie" in browser.get("/account").text
    claims(provider, "1", email="anders@voorbeeld.nl", email_verified=True)  # the account is known by the subject now
    again = with_organisation.browser()
    assert again.get(allowed(again, "1")).headers["Location"] == "/programmas"


@pytest.mark.parametrize(
    "said",
    [
        {"email": "anna@voorbeeld.nl"},
        {"email": "anna@voorbeeld.nl", "email_verified": False},
        {"email": "anna@voorbeeld.nl", "email_verified": "true"},
        {"email": "niemand@voorbeeld.nl", "email_verified": True},
        {"email": "weg@voorbeeld.nl", "email_verified": True},
        {"email": "bezet@voorbeeld.nl", "email_verified": True},
        {},
    ],
)
def test_who_is_not_known_here_is_not_signed_in(with_organisation: Web, provider: str, said: dict[str, object]) -> None:
    with writing(with_organisation.engine) as session:
        people.add(session, "anna@voorbeeld.nl", "Anna", WHO)
        people.add(session, "weg@voorbeeld.nl", "Weg", WHO)
        people.change(session, "weg@voorbeeld.nl", WHO, active=False)
        people.add(session, "bezet@voorbeeld.nl", "Bezet", WHO)
        credentials.bind_subject(session, "bezet@voorbeeld.nl", "somebody else")
    claims(provider, "2", **said)
    browser = with_organisation.browser()
    assert browser.get(allowed(browser, "2")).headers["Location"] == "/aanmelden"
    assert UNKNOWN in browser.get("/aanmelden").text
    assert browser.get("/account").status_code == 302


def test_an_answer_for_another_browser_signs_nobody_in(with_organisation: Web, provider: str) -> None:
    with writing(with_organisation.engine) as session:
        people.add(session, "anna@voorbeeld.nl", "Anna", WHO)
    claims(provider, "3", email="anna@voorbeeld.nl", email_verified=True)
    one, other = with_organisation.browser(), with_organisation.browser()
    where = allowed(one, "3")
    other.get("/aanmelden")
    for way in (where, "/aanmelden/organisatie/terug", "/aanmelden/organisatie/terug?error=access_denied&state=x"):
        assert other.get(way).headers["Location"] == "/aanmelden"
        assert REFUSED in other.get("/aanmelden").text
    assert one.get(where).headers["Location"] == "/programmas"
    assert one.get(where).headers["Location"] == "/aanmelden"  # a code is good once


def test_an_organisation_that_does_not_answer_is_said(desk: Web) -> None:
    desk.app.config.update(OIDC_ISSUER="http://127.0.0.1:1", OIDC_CLIENT="zaaiplan")
    browser = desk.browser()
    assert browser.get("/aanmelden/organisatie").headers["Location"] == "/aanmelden"
    assert REFUSED in browser.get("/aanmelden").text


def test_without_an_organisation_there_is_no_way_to_one(desk: Web) -> None:
    browser = desk.browser()
    assert "/aanmelden/organisatie" not in browser.get("/aanmelden").text
    assert browser.get("/aanmelden/organisatie").status_code == 404
