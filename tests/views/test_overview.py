"""The pages: what they hold, what they refuse, and what they never do."""

from __future__ import annotations

import builtins
import json
import re
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient

from planning.plan import AimShort, Clash, PlanDocument, Warned
from tests.builders import wijk
from tests.views import plans
from tests.views.pages import Page, amount
from views.shown import Shown

PAGES = ("/", "/plan.json", "/plan.xlsx", "/gezond", "/nergens", "/static/components.css")
HOSTILE = '<script>alert("x")</script>&amp;\' onload=alert(1) x="'


def page_of(shown: Shown | None, path: str = "/") -> Page:
    return Page(plans.app(shown).test_client().get(path).get_data(as_text=True))


def test_the_overview_says_what_it_is_about(client: FlaskClient) -> None:
    answer = client.get("/")
    text = " ".join(Page(answer.get_data(as_text=True)).text.split())
    assert answer.status_code == 200
    assert "Tien jaar in één oogopslag" in text
    assert "2027 tot en met 2036, 3 wijken, 120.000 inwoners." in text
    # 10 × 8 + 3 × 6 + 1.5 + 10 × 2 + 0.25 = 119.75 million
    assert "Er is € 119,8 mln voor tien jaar." in text
    assert "Rotterdam, tien jaar wijken" in text
    assert "0 ✓" in text
    assert "Nog niet zeker" in text


def test_the_tables_add_up_as_they_are_shown(client: FlaskClient, shown: Shown) -> None:
    """Read back from the page: rows, subtotals and totals agree to the euro, also with the plan document."""
    tables = Page(client.get("/").get_data(as_text=True)).tables
    streams, years, furrows = tables["stromen"], tables["lagen"], tables["voren"]
    paid = sum(payment.amount for payment in shown.plan.spend)
    for column in (2, 3, 4, 5):
        rows = [
            row for row, kind in zip(streams.rows, streams.kinds, strict=True) if kind == "" and row[0] != "Geldstroom"
        ]
        total = streams.column(column, "total")
        assert [sum(amount(row[column]) for row in rows)] == total
        assert [sum(streams.column(column, "subtotal"))] == total
    assert streams.column(3, "total") == [paid]
    for column in (1, 2, 3, 4):
        rows = [row for row, kind in zip(years.rows[1:], years.kinds[1:], strict=True) if kind == ""]
        assert [sum(amount(row[column]) for row in rows)] == years.column(column, "total")
    assert years.column(4, "total") == [paid]
    for column in (5, 6):
        rows = [row for row, kind in zip(furrows.rows[1:], furrows.kinds[1:], strict=True) if kind == ""]
        assert len(rows) == 3
        assert [sum(amount(row[column]) for row in rows)] == furrows.column(column, "total")


def test_the_heat_table_has_the_coverage_of_the_plan_document(client: FlaskClient, shown: Shown) -> None:
    table = Page(client.get("/").get_data(as_text=True)).tables["warmte"]
    by_name = {row[0]: row for row in table.rows}
    for place in shown.prepared.programme.wijken:
        for column, domain in enumerate(shown.prepared.programme.domains, start=1):
            cells = [cell for cell in shown.plan.cells if (cell.wijk, cell.domain) == (place.id, domain.id)]
            planned = sum((cell.planned for cell in cells), Decimal(0))
            covered = 100 * planned / sum((cell.sowing_line for cell in cells), Decimal(0))
            assert abs(Decimal(by_name[place.label][column].rstrip("%")) - covered) <= Decimal("0.5")
    order = [Decimal(row[4].rstrip("%")) for row in table.rows[1:4]]
    assert order == sorted(order)


def test_cents_are_shown_where_there_are_cents() -> None:
    ready = plans.demo(streams=[{"id": "vrij", "partner": "gemeente", "amounts": {"2027": 100.5}}])
    assert "€\u00a0100,50" in page_of(ready).text


def test_the_plan_comes_as_the_document_that_was_written(client: FlaskClient, shown: Shown) -> None:
    answer = client.get("/plan.json")
    assert answer.mimetype == "application/json"
    assert json.loads(answer.data) == json.loads(json.dumps(shown.plan.as_json()))
    assert answer.get_data(as_text=True).index('"aims"') < answer.get_data(as_text=True).index('"zaaiplan_plan"')
    read = PlanDocument.model_validate(json.loads(answer.data, parse_float=Decimal))
    assert read.spend == shown.plan.spend


def test_the_workbook_comes_as_a_file(client: FlaskClient, shown: Shown) -> None:
    answer = client.get("/plan.xlsx")
    assert (answer.status_code, answer.data) == (200, b"a workbook")
    assert "zaaiplan-2027-2036.xlsx" in answer.headers["Content-Disposition"]
    without = plans.app(shown).test_client()
    assert without.get("/plan.xlsx").status_code == 404
    assert "plan.xlsx" not in without.get("/").get_data(as_text=True)


def test_it_says_that_it_is_well(client: FlaskClient) -> None:
    assert client.get("/gezond").get_data(as_text=True) == "ok\n"


@pytest.mark.parametrize("path", ["/nergens", "/static/nergens.css", "/plan.json/x", "/%00", "/static/../app.py"])
def test_an_unknown_path_is_not_found(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Deze pagina is er niet" in answer.get_data(as_text=True)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/", "/plan.json", "/plan.xlsx", "/gezond"])
def test_nothing_can_be_sent(client: FlaskClient, method: str, path: str) -> None:
    answer = getattr(client, method)(path, data={"plan": "x"})
    assert answer.status_code == 405
    assert "alleen om te lezen" in answer.get_data(as_text=True)


def test_reading_writes_nothing(client: FlaskClient, shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shown.plan.model_dump_json(), shown.prepared.programme.model_dump_json()
    opened = builtins.open

    def only_read(file: Any, mode: str = "r", *rest: Any, **options: Any) -> Any:
        assert not set(mode) & set("wax+"), f"{file} is opened to write"
        return opened(file, mode, *rest, **options)

    monkeypatch.setattr(builtins, "open", only_read)
    for path in PAGES:
        answer = client.get(path)
        assert "Set-Cookie" not in answer.headers
        answer.close()
    assert (shown.plan.model_dump_json(), shown.prepared.programme.model_dump_json()) == before


def test_the_same_plan_gives_the_same_page(shown: Shown) -> None:
    again = Shown(shown.prepared, shown.plan)
    first, second = (plans.app(which).test_client().get("/").data for which in (shown, again))
    assert first == second


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert policy == (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Strict-Transport-Security" not in answer.headers
    safe = client.get(path, base_url="https://plan.example")
    assert safe.headers["Strict-Transport-Security"].startswith("max-age=")
    answer.close()
    safe.close()


def test_a_fault_of_the_program_has_a_page_and_the_headers(shown: Shown) -> None:
    app = plans.app(shown)
    app.testing = False

    @app.get("/stuk")
    def broken() -> str:
        raise RuntimeError("a secret of the server")

    answer = app.test_client().get("/stuk")
    assert answer.status_code == 500
    assert "Er ging iets mis" in answer.get_data(as_text=True)
    assert "secret" not in answer.get_data(as_text=True)
    assert "Content-Security-Policy" in answer.headers


def test_without_a_plan_the_first_page_is_that_of_programmes() -> None:
    client = plans.app(None).test_client()
    assert client.get("/").headers["Location"] == "/programmas"
    assert [client.get(path).status_code for path in ("/plan.json", "/plan.xlsx", "/gezond")] == [404, 404, 200]


def test_a_plan_without_figures_says_what_clashes(shown: Shown) -> None:
    clash = Clash(rule="floors", pointer="/rules/floors/0", sentence="De ondergrenzen vragen meer dan er is.")
    none = PlanDocument(programme="p", programme_sha256="", status="infeasible", conflict=(clash,))
    text = page_of(Shown(shown.prepared, none)).text
    assert "Er is geen plan om te tonen" in text
    assert "De ondergrenzen vragen meer dan er is." in text


def hostile() -> Shown:
    """Everything that comes from documents holds markup."""
    there = plans.demo(
        name=HOSTILE,
        wijken=[wijk("a", name=HOSTILE, focus=[{"domain": "school", "reason": HOSTILE}]), wijk("b", name="B")],
        domains=[{"id": "school", "name": HOSTILE}],
        partners=[{"id": "gemeente", "name": HOSTILE}],
        streams=[
            {"id": "s", "name": HOSTILE, "partner": "gemeente", "amounts": {"2027": 1000, "2028": 10}},
            {"id": "t", "name": HOSTILE, "partner": "gemeente", "amounts": {"2027": 1}, "measures": []},
            {"id": "u", "name": HOSTILE, "partner": "gemeente", "certainty": "possible"},
        ],
        measures=[],
        rules={},
    )
    rows = {
        "warnings": (Warned(pointer=HOSTILE, sentence=HOSTILE),) * 7,
        "aims": (AimShort(rule=HOSTILE, pointer="", short=Decimal(1), sentence=HOSTILE),) * 3,
        "programme": HOSTILE,
        "programme_sha256": HOSTILE,
    }
    return Shown(there.prepared, there.plan.model_copy(update=rows))


def test_names_with_markup_stay_names() -> None:
    there = hostile()
    html = plans.app(there).test_client().get("/").get_data(as_text=True)
    page = Page(html)
    assert page.text.count(HOSTILE) > 10
    assert not [element for element in page.elements if element.tag == "script" or "onload" in element.attributes]
    labels = [element.attributes["aria-label"] for element in page.elements if "aria-label" in element.attributes]
    assert any(label.startswith(HOSTILE) for label in labels)


@pytest.mark.parametrize("shown_as", ["demo", "hostile", "none"])
def test_a_page_holds_no_styles_no_scripts_and_nothing_from_elsewhere(shown: Shown, shown_as: str) -> None:
    page = page_of({"demo": shown, "hostile": hostile(), "none": None}[shown_as])
    for element in page.elements:
        assert element.tag not in ("script", "style", "iframe", "object", "embed", "base")
        for name, value in element.attributes.items():
            assert name != "style"
            assert not name.startswith("on")
            if name in ("href", "src", "srcset", "xlink:href", "action"):
                assert re.match(r"[/#](?!/)", value), f"{name}={value} is not on this server"


def test_the_page_is_well_made(client: FlaskClient) -> None:
    """One h1, no level skipped, ids once, every reference found, every header cell with its scope."""
    elements = Page(client.get("/").get_data(as_text=True)).elements
    levels = [int(element.tag[1]) for element in elements if re.fullmatch(r"h[1-6]", element.tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
    ids = [element.attributes["id"] for element in elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    wanted = [
        name
        for element in elements
        for key in ("aria-labelledby", "aria-describedby")
        for name in element.attributes.get(key, "").split()
    ]
    wanted += [e.attributes["href"][1:] for e in elements if e.attributes.get("href", "").startswith("#")]
    assert wanted
    assert set(wanted) <= set(ids)
    assert all("scope" in element.attributes for element in elements if element.tag == "th")
