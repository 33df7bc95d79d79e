"""Why wijken are not on their sowing line, on the page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from planning.plan import Chosen, Reason
from tests.builders import measure
from tests.views import plans
from tests.views.pages import Page
from views.figures import Sums
from views.overview_reasons import reasons
from views.shown import Shown

HOSTILE = '<script>alert("x")</script>'
EARMARK = {"rule": "earmark", "pointer": "/streams/2/domains"}
CARRY = {"rule": "carry_over", "pointer": "/streams/1/carry_over"}


def reason(wijk: str, domain: str, euros: int, **fields: Any) -> Reason:
    given = {"rule": "floors", "pointer": "/rules/floors/9", "sentence": "De hele zin."}
    return Reason(wijk=wijk, domain=domain, euros=Decimal(euros), **{**given, **fields})


def explained(*rows: Reason, **fields: Any) -> Shown:
    there = plans.demo(**fields)
    return Shown(there.prepared, there.plan.model_copy(update={"reasons": rows}))


def page_of(there: Shown) -> Page:
    return Page(plans.app(there).test_client().get("/").get_data(as_text=True))


def test_without_reasons_there_is_no_section() -> None:
    assert "Waarom zitten wijken" not in page_of(plans.demo()).text


def test_what_must_be_known_stands_beside_the_reasons() -> None:
    there = plans.demo()
    about = {"about_reasons": ("Lang niet alles is nagegaan.",)}
    for rows in ((reason("zuid", "werk", 700),), ()):
        text = page_of(Shown(there.prepared, there.plan.model_copy(update={"reasons": rows, **about}))).text
        assert text.index("Waarom zitten wijken") < text.index("Lang niet alles") < text.index("Sluit elke geldstroom")


def test_reasons_by_wijk_and_domain_the_largest_first() -> None:
    there = explained(
        reason("zuid", "school", 20_000, **CARRY),
        reason("zuid", "school", 500_000, **EARMARK),
        reason("zuid", "werk", -3_000),
    )
    [found] = reasons(Sums(there.prepared, there.plan), there.plan)
    assert found.label == "Zuid"
    by_domain = {cell.domain: cell for cell in found.cells}
    assert [row.amount for row in by_domain["School"].rows] == [50_000_000, 2_000_000]
    gaps = [abs(cell.short) for cell in found.cells]
    assert gaps == sorted(gaps, reverse=True)
    text = page_of(there).text
    assert "€\u00a0500.000Meer zonder het oormerk van «Woningfonds»." in text
    assert "De hele zin." in text, "of what is not known the sentence of the plan"


def test_how_far_a_cell_is_from_its_line_is_that_of_the_plan() -> None:
    """The gap is that of all cells of the plan document, to the euro."""
    there = explained(reason("zuid", "school", 1))
    [found] = reasons(Sums(there.prepared, there.plan), there.plan)
    cells = [cell for cell in there.plan.cells if (cell.wijk, cell.domain) == ("zuid", "school")]
    assert found.cells[0].short == 100 * sum(cell.sowing_line - cell.planned for cell in cells)


def test_a_chosen_investment_is_named() -> None:
    school = measure(
        "gebouw", ("zuid", "school"), name="Brede school", profile=[1_000], first_year=2029, last_year=2029
    )
    there = explained(reason("zuid", "werk", 700, rule="investment", pointer="/measures/0"), measures=[school])
    chosen = there.plan.model_copy(update={"chosen": (Chosen(measure="gebouw", start=2029),)})
    text = " ".join(page_of(Shown(there.prepared, chosen)).text.split())
    assert "Meer zonder de keuze om investering «Brede school» in 2029 te starten." in text


def test_names_with_markup_stay_names() -> None:
    there = explained(reason("zuid", "school", 5, rule=HOSTILE, pointer=HOSTILE, sentence=HOSTILE))
    page = page_of(there)
    assert page.text.count(HOSTILE) == 2
    assert not [element for element in page.elements if element.tag == "script"]
