"""The page of a programme without a plan: what clashes, the least that must give way, and figures that will do."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from planning.optimiser import Options, plan_programme
from planning.plan import PlanDocument, Repair, Step
from planning.prepared import Prepared
from tests.builders import measure, prepared, stream, wijk
from tests.views import plans
from tests.views.pages import Page, amount
from views.clash_figures import MOST_PLACES, MOST_STEPS, clash_page
from views.shown import Shown

HOSTILE = '<script>alert("x")</script>'


def clashing(**fields: Any) -> Prepared:
    """A floor of 60 euros for 1,000 residents of a, where lessons take at most 50,000: 10,000 short in each year."""
    document: dict[str, Any] = {
        "years": 2,
        "name": "Zuid",
        "domains": [{"id": "school", "name": "School"}],
        "wijken": [wijk("a", name="Feijenoord"), wijk("b", name="Charlois")],
        "streams": [stream("g", 100_000, 100_000, name="Vrij geld")],
        "measures": [measure("m", ("a", "school"), name="Lessen", max_per_year=50_000)],
        "rules": {"floors": [{"wijk": "a", "per_resident": 60}]},
    }
    return prepared(**{**document, **fields})


def shown(**fields: Any) -> Shown:
    ready = clashing(**fields)
    return Shown(ready, plan_programme(ready, Options()))


def page_of(there: Shown) -> Page:
    return Page(plans.app(there).test_client().get("/").get_data(as_text=True))


def test_the_repair_is_a_table_that_adds_up() -> None:
    """The floor, or the maximum, gives way by 10,000 in each of two years: 20,000."""
    there = shown()
    assert there.plan.status == "infeasible"
    page = page_of(there)
    assert "Er is geen plan om te tonen" in page.text
    table = page.tables["wijken"]
    assert table.column(-1, "total") == [20_000] == table.column(-1, "group")
    steps = [row for row, kind in zip(table.rows[1:], table.kinds[1:], strict=True) if kind == ""]
    assert [(row[1], amount(row[2])) for row in steps] == [("2027", 10_000), ("2028", 10_000)]
    year = ["Verlaag de ondergrens voor School in Feijenoord in 2027 met € 10.000."]
    assert [row[0].replace("\u00a0", " ") for row in steps[:1]] == year
    assert "/rules/floors/0" in page.text


def test_the_figures_that_would_be_enough() -> None:
    """50,000 for 1,000 residents is 50 each: the floor of 60 becomes 50."""
    [row] = page_of(shown()).tables["genoeg"].rows[1:]
    assert row[1:] == ["Feijenoord, School", "60", "50"]


def test_what_clashes_stands_with_its_place() -> None:
    text = page_of(shown()).text
    assert "Deze regels kunnen niet allemaal gelden. Laat u een van hen los, dan kunnen de andere wel." in text
    assert "De ondergrens voor School in Feijenoord vraagt" in text
    assert "/measures/0/max_per_year" in text


def test_a_repair_that_was_not_found_says_so() -> None:
    there = shown()
    late = there.plan.model_copy(update={"repair": None, "conflict": (), "conflict_minimal": False})
    text = page_of(Shown(there.prepared, late)).text
    assert "Het rekenen stopte voordat gevonden was welke regels niet samen kunnen." in text
    assert "flask plan --time-limit" in text


def many(steps: int, places: int) -> PlanDocument:
    """An infeasible plan with so many steps at each of so many places, of 1.01, 2.02 … euros."""
    rows = [
        Step(
            rule="floors", pointer=f"/rules/floors/{p}", year=None, euros=Decimal("1.01") * (i + 1), sentence=f"{p}.{i}"
        )
        for p in range(places)
        for i in range(steps)
    ]
    total = sum((row.euros for row in rows), Decimal(0))
    repair = Repair(euros=total, steps=tuple(rows))
    return PlanDocument(programme="p", programme_sha256="", status="infeasible", repair=repair)


def test_the_largest_steps_are_shown_and_the_rest_is_added_up() -> None:
    """Of 8 steps 5 are shown, of 23 places 20; with what stands in the other rows each total is that of the plan."""
    plan = many(MOST_STEPS + 3, MOST_PLACES + 3)
    table = clash_page(clashing(), plan).repair
    assert table is not None
    assert [len(table.places), table.others] == [MOST_PLACES, 3]
    for place in table.places:
        assert [row.amount for row in place.rows] == [808, 707, 606, 505, 404]
        assert (place.others, place.others_amount) == (3, 101 + 202 + 303)
        assert place.amount == sum(row.amount for row in place.rows) + place.others_amount
    assert plan.repair is not None
    assert table.total == sum(place.amount for place in table.places) + table.others_amount == plan.repair.euros * 100
    page = page_of(Shown(clashing(), plan))
    assert "Nog drie andere jaren of plekken" in page.text
    assert "Nog drie andere plekken in het programma" in page.text
    assert "€\u00a08,08" in page.text, "cents, where there are any"


def test_the_least_is_not_rounded_where_it_is_called_proven() -> None:
    """1.01 + 2.02 = 3.03 euros, not 3; a total of millions stays one."""
    text = page_of(Shown(clashing(), many(2, 1))).text.replace("\u00a0", " ")
    assert "€ 3,03" in text[text.index("Moet ten minste wijken") : text.index("bewezen: minder kan niet")]
    text = page_of(Shown(clashing(), many(1_500, 1))).text.replace("\u00a0", " ")  # 1.01 · 1,500 · 1,501/2
    assert "€ 1,1 mln" in text[text.index("Moet ten minste wijken") : text.index("bewezen: minder kan niet")]


def test_one_of_a_kind_is_not_said_in_the_plural() -> None:
    text = page_of(Shown(clashing(), many(MOST_STEPS + 1, MOST_PLACES + 1))).text
    assert "Nog één ander jaar of één andere plek" in text
    assert "Nog één andere plek in het programma" in text


def test_names_with_markup_stay_names() -> None:
    there = shown(name=HOSTILE, wijken=[wijk("a", name=HOSTILE), wijk("b", name="B")])
    page = page_of(there)
    assert page.text.count(HOSTILE) >= 4
    assert not [element for element in page.elements if element.tag == "script"]


def test_a_plan_made_in_english_is_shown_as_it_is() -> None:
    """Sentences of the document are in its own language, those of the page in Dutch."""
    ready = clashing()
    page = page_of(Shown(ready, plan_programme(ready, Options(language="en"))))
    assert "Lower the floor for School in Feijenoord" in page.text
    assert "Wat is het minste dat moet wijken?" in page.text
