"""What is said of a clash: one sentence each, in Dutch and in English, with names and euros."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from planning.clashes import ClashReport, Opposed, Step, Where, conflict, notes, repair
from planning.messages import CATALOGUE, Language
from planning.messages.clashes import CLASHES
from planning.optimiser.elastic_model import ORDER
from planning.pieces import changed
from planning.prepared import prepare
from tests.builders import measure, prepared, stream, wijk

TOWN = prepared(
    domains=[{"id": "school", "name": "School"}, {"id": "werk", "name": "Werk"}],
    wijken=[wijk("f", name="Feijenoord"), wijk("c", name="Charlois")],
    streams=[stream("rd", 100, name="Regio Deal", match={"ratio": 1}), stream("gemeente", 100)],
    measures=[
        measure("les", ("f", "school"), name="Extra lesuren", max_per_year=100),
        measure("lijn", ("f", "school"), name="Leerlijn", max_per_year=100, requires=[{"measure": "les"}]),
    ],
    commitments=[{"stream": "rd", "measure": "les", "year": 2027, "amount": 10}],
)
LANGUAGES: dict[Language, str] = {"nl": "€ 50.000", "en": "€50,000"}
POINTERS = {
    "commitments": "/commitments/0",
    "co_financing": "/streams/0/match",
    "coherence": "/measures/1/requires/0",
    "measure_limits": "/measures/0/max_per_year",
    "floors": "/rules/floors/0",
}
ABOUT: dict[str, dict[str, str]] = {
    "commitments": {"stream": "rd", "measure": "les"},
    "co_financing": {"stream": "rd"},
    "coherence": {"measure": "lijn"},
    "measure_limits": {"measure": "les"},
    "min_duration": {"measure": "les"},
    "structural_cover": {"measure": "les"},
    "staff_capacity": {"domain": "school"},
    "floors": {"wijk": "f", "domain": "school"},
    "persistence": {"wijk": "f", "domain": "school"},
    "ramp_up": {"wijk": "f", "domain": "school"},
    "per_resident_ratio": {},
}


def step(rule: str, cents: int = 5_000_000, year: int | None = 2029, **about: str) -> Step:
    named = about or ABOUT.get(rule, {"wijk": "f"})
    ids = {field: named.get(field) for field in ("stream", "measure", "wijk", "domain")}
    year = None if rule == "per_resident_ratio" else year
    posts = Decimal("12.5") if rule == "staff_capacity" else None
    return Step(rule, POINTERS.get(rule, f"/rules/{rule}"), year, **ids, cents=cents, posts=posts)


def to_do(language: Language = "nl", **fields: object) -> str:
    """The sentence of one step."""
    made = repair(TOWN, ClashReport((step(**fields),), (), (), True), language)  # type: ignore[arg-type]
    assert made is not None
    return plain(made.steps[0].sentence)


def plain(sentence: str) -> str:
    return sentence.replace("\u00a0", " ")


def clash(rule: str, language: Language, others: int = 1) -> str:
    one = step(rule)
    row = Opposed(rule, one.pointer, one.stream, (Where(one.year, one.wijk, one.domain, one.measure),), one.cents)
    rows = conflict(TOWN, ClashReport((), (), (row,) * (others + 1), True), language)
    return plain(rows[0].sentence)


@pytest.mark.parametrize("rule", ORDER)
def test_every_rule_has_its_sentences(rule: str) -> None:
    """One sentence with the amount, in both languages, and all names filled in."""
    for language, euros in LANGUAGES.items():
        for sentence in (to_do(language, rule=rule), clash(rule, language), clash(rule, language, others=0)):
            assert euros in sentence
            assert sentence.endswith(".")
            assert sentence.count(". ") == 0
            assert not re.search(r"[{}]|  | ,|None|/", sentence)
        for name in named(rule):
            assert name in to_do(language, rule=rule)
            assert name in clash(rule, language)


def named(rule: str) -> list[str]:
    """The names that a reader looks for."""
    about = ABOUT.get(rule, {"wijk": "f"})
    names = {"rd": "Regio Deal", "les": "Extra lesuren", "lijn": "Leerlijn", "f": "Feijenoord", "school": "School"}
    return [names[identifier] for identifier in about.values()] + ([] if rule == "per_resident_ratio" else ["2029"])


def test_what_is_said_of_a_floor() -> None:
    assert to_do(rule="floors") == "Verlaag de ondergrens voor School in Feijenoord in 2029 met € 50.000."
    assert to_do("en", rule="floors") == "Lower the floor for School in Feijenoord in 2029 by €50,000."
    asks = "De ondergrens voor School in Feijenoord vraagt in 2029 € 50.000 meer dan er"
    assert clash("floors", "nl", others=0) == f"{asks} kan zijn."
    assert clash("floors", "nl") == f"{asks} naast de andere regels hier kan zijn."


@pytest.mark.parametrize(("field", "word"), [("min_per_year", "minimum"), ("profile", "investering")])
def test_a_limit_that_is_no_maximum_has_its_own_sentence(field: str, word: str) -> None:
    one = replace(step("measure_limits"), pointer=f"/measures/0/{field}")
    made = repair(TOWN, ClashReport((one,), (), (), True), "nl")
    assert made is not None
    assert word in made.steps[0].sentence
    row = Opposed("measure_limits", one.pointer, None, (Where(2029, None, None, "les"),), one.cents)
    assert word in conflict(TOWN, ClashReport((), (), (row,), True), "nl")[0].sentence


def test_a_repair_that_is_not_proven_says_so() -> None:
    report = ClashReport((step("floors"),), (), (), True, cheapest=False)
    assert notes(report, "nl") == ("Het rekenen stopte voordat bewezen was dat er niet minder hoeft te wijken.",)
    assert notes(replace(report, cheapest=True), "nl") == ()


def test_cents_are_said_where_there_are_any() -> None:
    """So that the steps add up as they are read; a document of whole euros has whole ones, rounded up."""
    made = repair(TOWN, ClashReport((step("floors", 5_000_001), step("floors", 10)), (), (), True), "nl")
    assert made is not None
    assert ([row.euros for row in made.steps], made.euros) == ([50_001, 1], 50_002)
    assert "met € 50.001." in to_do(rule="floors", cents=5_000_001)
    with_cents = changed(
        TOWN.programme,
        streams=tuple(one.model_copy(update={"opening": Decimal("0.10")}) for one in TOWN.programme.streams),
    )
    made = repair(prepare(with_cents), ClashReport((step("floors", 5_000_005),), (), (), True), "nl")
    assert made is not None
    assert "€ 50.000,05" in plain(made.steps[0].sentence)
    made = repair(prepare(with_cents), ClashReport((step("floors", 5_000_005),), (), (), True), "en")
    assert made is not None
    assert "€50,000.05" in made.steps[0].sentence


def test_a_chain_names_both_measures() -> None:
    sentence = "Laat maatregel «Leerlijn» in 2029 € 50.000 vooruitlopen op «Extra lesuren», waarop zij voortbouwt."
    assert to_do(rule="coherence") == sentence


@pytest.mark.parametrize(
    ("about", "year", "where"),
    [
        ({}, 2029, " in 2029"),
        ({}, None, " over de hele looptijd"),
        ({"wijk": "f"}, 2029, " in Feijenoord in 2029"),
        ({"measure": "les"}, None, " voor maatregel «Extra lesuren» over de hele looptijd"),
    ],
)
def test_co_financing_says_where_and_when(about: dict[str, str], year: int | None, where: str) -> None:
    sentence = f"Vraag naast geldstroom «Regio Deal»{where} € 50.000 minder cofinanciering."
    assert to_do(rule="co_financing", year=year, stream="rd", **about) == sentence


def test_years_and_places_of_a_rule_are_listed() -> None:
    where = tuple(Where(year, "f", domain, None) for year in (2027, 2028, 2029) for domain in ("school", "werk"))
    row = Opposed("persistence", "/rules/persistence", None, where, 100)
    (said,) = conflict(TOWN, ClashReport((), (), (row,), True), "nl")
    assert plain(said.sentence).startswith(
        "Het volhouden voor School in Feijenoord en Werk in Feijenoord vraagt in 2027 t/m"
    )


def test_what_is_not_known_is_not_said() -> None:
    row = Opposed("floors", "/rules/floors/0", None, (Where(2029, "f", "school", None),), None)
    (said,) = conflict(TOWN, ClashReport(None, (), (row,), False), "nl")
    assert "€" not in said.sentence
    assert "de ondergrenzen" in said.sentence
    assert repair(TOWN, ClashReport(None, (), (row,), False), "nl") is None


def test_all_are_in_the_one_catalogue() -> None:
    assert CLASHES.items() <= CATALOGUE.items()
