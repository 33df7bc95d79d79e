"""Stored programmes on pages: the list, the overview of the newest plan, and what it costs the database."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from models.database import writing
from models.store import plans, programmes
from tests.builders import programme
from tests.models.people import WHO
from tests.models.test_plans import MADE, PLAN
from tests.views import plans as files
from tests.views.web import Web

MOST_QUERIES = 25


def test_without_a_plan_the_page_says_what_there_is(desk: Web) -> None:
    stored = desk.programme(programme(name="Klein"))
    page = desk.browser("reader@voorbeeld.nl").get(f"/programmas/{stored.id}").text
    assert "Er is nog geen plan van dit programma" in page
    assert page.count("<h1>") == 1


def test_the_newest_plan_is_shown_with_its_document_and_workbook(desk: Web) -> None:
    stored = desk.programme(MADE)
    with writing(desk.engine) as session:
        for _ in range(2):
            plans.add(session, stored.id, stored.version, MADE, PLAN, WHO)
    browser = desk.browser("reader@voorbeeld.nl")
    page = browser.get(f"/programmas/{stored.id}")
    assert "Concept" in page.text
    where = f"/programmas/{stored.id}/plannen/2"
    assert f'href="{where}.json"' in page.text
    assert browser.get(f"{where}.json").get_json() == PLAN.as_json()
    assert browser.get(f"{where}.xlsx").data[:2] == b"PK"
    assert browser.get(f"/programmas/{stored.id}/plannen/3.json").status_code == 404


def test_an_adopted_plan_says_so(desk: Web) -> None:
    stored = desk.programme(MADE)
    with writing(desk.engine) as session:
        made = plans.add(session, stored.id, stored.version, MADE, PLAN, desk.accounts["director"].who)
        plans.decide(session, made.id, "submitted", desk.accounts["director"].who)
        plans.decide(session, made.id, "adopted", desk.accounts["alderman"].who)
    browser = desk.browser("alderman@voorbeeld.nl")
    assert "Vastgesteld" in browser.get(f"/programmas/{stored.id}").text
    assert "plan vastgesteld" in browser.get("/programmas").text


def test_the_list_holds_ones_own_programmes_alone(desk: Web) -> None:
    desk.programme(programme(name="Noord"))
    with writing(desk.engine) as session:
        programmes.add(session, programme(name="Van een ander"), WHO)
    page = desk.browser("director@voorbeeld.nl").get("/programmas").text
    assert "Noord" in page
    assert "programmadirecteur" in page
    assert "Van een ander" not in page


def test_pages_are_in_english_too(desk: Web) -> None:
    desk.programme(programme(name="Noord"))
    browser = desk.browser("director@voorbeeld.nl")
    browser.get("/programmas")
    back = browser.post("/taal", {"language": "en", "verder": "/programmas"})
    assert back.headers["Location"] == "/programmas"
    page = browser.get("/programmas").text
    assert '<html lang="en">' in page
    assert "Last change" in page
    assert "programme director" in page
    assert browser.post("/taal", {"language": "fr"}).status_code == 400


@pytest.mark.parametrize("where", ["/programmas", "/programmas/1", "/account"])
def test_a_page_asks_few_questions_and_writes_nothing(desk: Web, where: str) -> None:
    stored = desk.programme(MADE)
    with writing(desk.engine) as session:
        plans.add(session, stored.id, stored.version, MADE, PLAN, WHO)
    browser, said = desk.browser("director@voorbeeld.nl"), []
    engine = desk.app.extensions["database"]
    event.listen(engine, "before_cursor_execute", lambda *words: said.append(words[2]))
    assert browser.get(where).status_code == 200
    assert 0 < len(said) <= MOST_QUERIES
    assert [one for one in said if one.split()[0] in ("INSERT", "UPDATE", "DELETE")] == []


def test_a_plan_of_a_file_has_no_other_pages(desk: Web) -> None:
    browser = files.app(files.demo()).test_client()
    assert browser.get("/").status_code == 200
    for where in ("/aanmelden", "/programmas", "/beheer", "/account", "/welkom/x"):
        assert browser.get(where).status_code == 404
