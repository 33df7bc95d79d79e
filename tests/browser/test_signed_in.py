"""Signing in and what one then sees, in a real browser: by keyboard alone, for everyone, on every width."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from models.database import connect, writing
from models.migrating import upgrade
from models.store import links, plans
from tests.browser.conftest import Watched
from tests.browser.test_overview import LONG, OVERFLOW, WIDTHS, faults
from tests.models.people import WHO
from tests.models.test_plans import MADE, PLAN
from tests.views.web import PASSWORD, Web, web

pytestmark = pytest.mark.browser

OPEN = ("/aanmelden", "/welkom/niets")
PAGES = (
    "/programmas",
    "/programmas/1",
    "/programmas/2",
    "/account",
    "/account/code",
    "/beheer",
    "/beheer/1",
    "/nergens",
)


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """Two programmes, one with a plan and one with names that have no place to break; everybody's role."""
    engine = connect(f"sqlite:///{tmp_path_factory.mktemp('signed_in')}/zaaiplan.db")
    upgrade(engine)
    made = web(engine)
    made.account("director", administrator=True)
    first = made.programme(MADE, partner="gemeente")
    made.programme(MADE.model_copy(update={"name": LONG * 3}))
    with writing(engine) as session:
        plans.add(session, first.id, first.version, MADE, PLAN, WHO)
    yield made
    made.close()
    engine.dispose()


@pytest.fixture(scope="module")
def home(there: Web, serve: Callable[[Flask], str]) -> str:
    return serve(there.app)


def signed_in(watched: Watched, home: str, width: int = 1280, language: str = "nl") -> Any:
    page = watched.open(f"{home}/aanmelden", width)
    page.get_by_label("E-mailadres").fill("director@voorbeeld.nl")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Aanmelden").click()
    if language == "en":
        page.get_by_role("button", name="English").click()
    page.wait_for_load_state("networkidle")
    return page


def test_signing_in_and_out_by_keyboard_alone(watched: Watched, home: str) -> None:
    page = watched.open(f"{home}/account")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past what stands on every page
    page.keyboard.press("Tab")
    page.keyboard.type("director@voorbeeld.nl")
    page.keyboard.press("Tab")
    page.keyboard.type("dit is het niet")
    page.keyboard.press("Enter")
    assert "horen niet bij elkaar" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("E-mailadres").input_value() == "director@voorbeeld.nl"
    assert page.get_by_label("Wachtwoord").input_value() == ""
    page.get_by_label("Wachtwoord").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}/account")
    out = page.get_by_role("button", name="Afmelden")
    for _ in range(10):
        page.keyboard.press("Tab")
        if out.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}/aanmelden")
    assert "U bent afgemeld" in page.get_by_role("status").inner_text()


def test_a_fault_is_a_link_to_its_field(watched: Watched, home: str) -> None:
    page = watched.open(f"{home}/aanmelden")
    page.get_by_role("main").get_by_role("button", name="Aanmelden").click()
    page.get_by_role("link", name="Vul uw wachtwoord in.").click()
    assert page.get_by_label("Wachtwoord").evaluate("field => field === document.activeElement")


@pytest.mark.parametrize(("width", "language"), [*((width, "nl") for width in WIDTHS), (390, "en")])
def test_nothing_is_wrong_with_the_pages(watched: Watched, home: str, width: int, language: str) -> None:
    """axe, the content policy, and what sticks out."""
    page = signed_in(watched, home, width, language)
    for where in PAGES:
        page.goto(home + where)
        assert page.evaluate("() => document.documentElement.lang") == language
        assert page.evaluate(OVERFLOW) <= 0, where
        assert faults(page) == [], where
        page.wait_for_load_state("networkidle")
    assert [one for one in watched.complaints if "404" not in one] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wrong_with_who_is_not_signed_in(watched: Watched, there: Web, home: str, width: int) -> None:
    with writing(there.engine) as session:
        first = f"/welkom/{links.make(session, None, WHO)}"
    page = watched.open(home + "/aanmelden", width)
    page.wait_for_load_state("networkidle")
    for where in (*OPEN, first):
        page.goto(home + where, wait_until="networkidle")
        for button in page.get_by_role("main").get_by_role("button").all():
            button.click()  # with nothing filled in: its faults are looked at too
            page.wait_for_load_state("networkidle")
        assert page.evaluate(OVERFLOW) <= 0, where
        assert faults(page) == [], where
        page.wait_for_load_state("networkidle")
    assert [one for one in watched.complaints if "404" not in one and "422" not in one] == []


def test_a_page_names_its_language_and_where_one_is(watched: Watched, home: str) -> None:
    page = signed_in(watched, home)
    assert page.locator("[aria-current=page]").first.inner_text() == "Programma’s"
    assert page.title() == "Programma’s | Zaaiplan"


def test_pages_are_printed_without_buttons(watched: Watched, home: str, tmp_path: Path) -> None:
    page = signed_in(watched, home)
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Afmelden").is_visible()
    assert not page.get_by_role("navigation").first.is_visible()
