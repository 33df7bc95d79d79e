"""Who may enter what: every route, with every role and signed out; and what the table of docs/roles.md says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from models.database import writing
from models.people import ROLES
from models.store import sessions
from tests.builders import programme
from tests.views.web import Browser, Web
from views import access

PEOPLE = (*ROLES, "administrator", "nobody")
"""Who tries: a role in the programme, an administrator without one, and an account with neither."""
VALUES = {"programme_id": 1, "account_id": 1, "number": 1, "secret": "x" * 43, "filename": "tokens.css"}
DOCS = Path(__file__).parents[2] / "docs" / "roles.md"


def routes(app: Flask) -> list[tuple[str, Rule]]:
    """Every way in: method and rule."""
    ways = [(method, rule) for rule in app.url_map.iter_rules() for method in sorted(rule.methods or ())]
    return [(method, rule) for method, rule in ways if method not in ("HEAD", "OPTIONS")]


def address(app: Flask, rule: Rule) -> str:
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        values = {name: VALUES[name] for name in rule.arguments}
        return adapter.build(rule.endpoint, values, force_external=False)


def expected(found: access.Access | None, who: str | None) -> str:
    """Whether somebody is let in: "in", "sign in", "forbidden" or "not there"."""
    if found is None or found.who == "everybody":
        return "in"
    if who is None:
        return "sign in"
    if found.who == "signed_in":
        return "in"
    if found.who == "administrators":
        return "in" if who == "administrator" else "forbidden"
    if who not in ROLES:
        return "not there"
    assert found.action is not None
    return "in" if who in access.ALLOWED[found.action] else "forbidden"


@pytest.fixture
def there(desk: Web) -> Web:
    """A programme with everybody's role, and an administrator and an account without one."""
    desk.account("administrator", administrator=True)
    desk.account("nobody")
    desk.programme(programme(), partner="gemeente")
    return desk


def enter(browser: Browser, method: str, where: str) -> str:
    """What becomes of it."""
    if method == "GET":
        response = browser.client.get(where)
        if response.status_code == 302 and response.headers["Location"].startswith("/aanmelden?"):
            return "sign in"
    else:
        response = browser.client.post(where)
    return {401: "sign in", 403: "forbidden", 404: "not there"}.get(response.status_code, "in")


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
@pytest.mark.parametrize("who", [*PEOPLE, None])
def test_every_route_lets_in_who_it_says(there: Web, who: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    app, reached = there.app, []
    for endpoint in app.view_functions:  # a view that is let in answers at once: it must not sign anybody out
        made = app.view_functions[endpoint]

        def seen(made: object = made, **_: object) -> str:
            reached.append(made)
            return "in"

        seen.access = getattr(made, "access", None)  # type: ignore[attr-defined]
        if endpoint not in access.FILES:
            monkeypatch.setitem(app.view_functions, endpoint, seen)
    app.config["WTF_CSRF_ENABLED"] = False  # that has a test of its own
    browser = there.browser()
    if who is not None:
        _signed_in(there, browser, who)
    found = {}
    for method, rule in routes(app):
        if rule.endpoint in access.FILES:
            continue
        mark = getattr(app.view_functions[rule.endpoint], "access", None)
        assert mark is not None, f"{rule.endpoint} does not say who may enter"
        found[f"{method} {rule.rule}"] = (enter(browser, method, address(app, rule)), expected(mark, who))
    assert {way: both for way, both in found.items() if both[0] != both[1]} == {}
    assert reached


def _signed_in(there: Web, browser: Browser, who: str) -> None:
    """A session as signing in makes it, past the views, which answer nothing here."""
    with writing(there.engine) as session:
        secret = sessions.begin(session, there.accounts[who].id)
    with browser.client.session_transaction() as cookie:
        cookie["_user_id"] = secret
        cookie["_fresh"] = True


def test_a_view_that_says_nothing_is_closed(desk: Web) -> None:
    desk.app.add_url_rule("/open", "forgotten", lambda: "in")
    assert desk.browser().get("/open").status_code == 500


def test_who_has_no_role_does_not_learn_that_there_is_a_programme(there: Web) -> None:
    browser = there.browser("nobody@voorbeeld.nl")
    pages = {re.sub(r'value="[^"]*"', "", browser.get(f"/programmas/{number}").text) for number in (1, 99)}
    assert len(pages) == 1
    assert browser.get("/programmas").text.count("zp-empty") == 1


def test_a_partner_sees_its_own_streams_alone(there: Web) -> None:
    page = there.browser("partner@voorbeeld.nl").get("/programmas/1").text
    own = {stream.name or stream.id for stream in programme().streams if stream.partner == "gemeente"}
    assert own
    assert all(name in page for name in own)
    listed = there.browser("partner@voorbeeld.nl").get("/programmas").text
    assert "€" not in listed


def test_the_table_for_people_is_the_one_that_is_used() -> None:
    rows = [line.strip("| ").split(" | ") for line in DOCS.read_text(encoding="utf-8").splitlines() if " | " in line]
    names = rows[0][1:]
    said = {row[0].strip("`"): dict(zip(names, row[1:], strict=True)) for row in rows[1:] if row[0].startswith("`")}
    assert set(said) == set(access.ALLOWED)
    for action, allowed in access.ALLOWED.items():
        assert {role for role, mark in said[action].items() if mark.strip() == "ja"} == set(allowed)
