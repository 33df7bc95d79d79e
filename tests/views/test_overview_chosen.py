"""Chosen investments and the gap on the page."""

from __future__ import annotations

from decimal import Decimal

from planning.plan import Chosen
from tests.builders import measure
from tests.views import plans
from tests.views.pages import Page, amount
from views.shown import Shown


def page_of(shown: Shown) -> Page:
    return Page(plans.app(shown).test_client().get("/").get_data(as_text=True))


def built() -> Shown:
    """A school of three years and a hall of one, each paid by the plain rule of `plans`."""
    shown = plans.demo(
        measures=[
            measure(
                "school",
                ("zuid", "school"),
                name="Een nieuwe school",
                profile=[1, 1, 1],
                first_year=2029,
                last_year=2031,
            ),
            measure("hal", ("noord", "werk"), name="De hal", profile=[1], first_year=2028, last_year=2028),
        ]
    )
    chosen = (Chosen(measure="school", start=2029), Chosen(measure="hal", start=2028))
    return Shown(shown.prepared, shown.plan.model_copy(update={"chosen": chosen}))


def test_chosen_investments_with_their_start_and_euros() -> None:
    shown = built()
    table = page_of(shown).tables["investeringen"]
    names = [row[:3] for row in table.rows]
    assert names == [
        ["Investering", "Start", "Tot en met"],
        ["De hal", "2028", "2028"],
        ["Een nieuwe school", "2029", "2031"],
        ["Alle gekozen investeringen", "", ""],
    ]
    paid = {who: sum(row.amount for row in shown.plan.spend if row.measure == who) for who in ("hal", "school")}
    assert [amount(row[3]) for row in table.rows[1:]] == [paid["hal"], paid["school"], sum(paid.values())]
    assert paid["school"] > 0


def test_investments_that_were_not_chosen() -> None:
    """What began before the term is neither chosen nor left out."""
    places = [measure(f"m{i}", ("zuid", "school"), name=f"Plan {i}", profile=[1]) for i in range(3)]
    places[2] |= {"already_running": [2026]}
    shown = plans.demo(measures=places)
    spend = tuple(row for row in shown.plan.spend if row.measure not in ("m0", "m1", "m2"))
    nothing = shown.plan.model_copy(update={"spend": spend})
    text = page_of(Shown(shown.prepared, nothing)).text
    assert "In dit plan gaat er geen door." in text
    assert "Niet gekozen" in text
    assert "Plan 1" in text
    assert "Plan 2" not in text
    one = nothing.model_copy(update={"chosen": (Chosen(measure="m0", start=2027),)})
    page = page_of(Shown(shown.prepared, one))
    assert "Plan 0" in str(page.tables["investeringen"].rows)
    assert page.text.index("Niet gekozen") < page.text.index("Plan 1")
    assert "Niet gekozen" not in page_of(built()).text


def test_without_investments_there_is_nothing_of_them() -> None:
    page = page_of(plans.demo())
    assert "investeringen" not in page.tables
    assert "Gekozen investeringen" not in page.text


def test_the_gap_in_plain_words() -> None:
    shown = plans.demo()
    for gap, said in (("0.004", "0,4%"), ("0.00401", "0,41%")):
        plan = shown.plan.model_copy(update={"status": "gap", "gap": Decimal(gap)})
        text = page_of(Shown(shown.prepared, plan)).text
        assert f"Bijna de beste verdeling: hoogstens {said} onder het bewezen optimum" in text
    assert "Bewezen beste verdeling" in page_of(shown).text
