"""A programme as a workbook: the round trip is the identity, to the last digit and space."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from bench.programmes import programme as of_size
from exchange.programme_book import read, write
from planning import document
from planning.messages import Language
from planning.programme import Programme
from tests.builders import measure, programme, stream, wijk
from tests.models.test_rows import FULL
from tests.planning.drawn import as_text, documents

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))
LANGUAGES: tuple[Language, ...] = ("nl", "en")


def full() -> Programme:
    """A programme with something on every sheet."""
    fields = FULL | {
        "domains": [{"id": "school", "norm": 12.5}, {"id": "werk", "norm": 3, "taakveld": "0.1"}],
        "commitments": [{"stream": "t", "measure": "bureau", "year": 2027, "amount": 0.01}],
        "streams": [FULL["streams"][0], FULL["streams"][1] | {"domains": None}],
        "previous": {"zaaiplan_plan": 1, "programme": "x", "programme_sha256": "", "status": "optimal"},
    }
    return programme(**fields)


def back(made: Programme, language: Language = "nl") -> Programme:
    """The programme that its workbook gives, without a single problem or warning."""
    reading = read(write(made, language))
    assert [finding.sentence() for finding in (*reading.problems, *reading.warnings)] == []
    assert reading.programme is not None
    return reading.programme


def same(made: Programme, language: Language = "nl") -> None:
    again = back(made, language)
    assert again == made
    assert document.digest(again) == document.digest(made)


@settings(max_examples=40, deadline=None)
@given(documents())
def test_the_round_trip_is_the_identity(values: dict[str, Any]) -> None:
    made = document.read(as_text(values))
    for language in LANGUAGES:
        same(made, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_come_back(path: Path, language: Language) -> None:
    same(document.read(path.read_bytes()), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_programme_with_everything_comes_back(language: Language) -> None:
    same(full(), language)


def test_a_programme_of_the_usual_size_comes_back() -> None:
    same(of_size("M").programme)


TEXTS = [
    "=1+1",
    "+31 10",
    "-",
    "@naam",
    '=HYPERLINK("http://x")',
    "  met spaties  ",
    "0.10",
    "007",
    "1E5",
    "TRUE",
    "ja",
    "2027-01-01",
    "#REF!",
    "_x000D_",
    "_x0041_",
    "'s-Gravenhage",
    "<&>\"'",
    "🌱 é ﬁ",
    "(leeg)",
    "(empty)",
    "((leeg))",
    "(geen)",
    "x" * 300,
    "=" + "y" * 4999,
]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:20])
def test_every_text_stays_as_it_is(text: str) -> None:
    made = programme(
        name=text[:300],
        municipality=text,
        domains=[{"id": "school", "name": text, "taakveld": text}],
        wijken=[wijk("a", name=text, code=text, focus=[{"domain": "school", "reason": text}])],
        measures=[measure("m", ("a", "school"), name=text, lead=text, indicator=text)],
    )
    same(made)
    same(made, "en")


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "\tx", "a\rb", " \n "])
def test_line_breaks_and_tabs_stay(text: str) -> None:
    made = programme(
        wijken=[wijk("a", focus=[{"domain": "school", "reason": text}])],
        measures=[measure("m", ("a", "school"), indicator=text)],
    )
    same(made)


def test_empty_and_absent_are_told_apart() -> None:
    """No earmark and an earmark of nothing; no indicator and an empty one; no rule and a rule as it is by default."""
    for fields in (
        {"streams": [stream("s", domains=[], wijken=[], measures=[])]},
        {"streams": [stream("s", domains=None, carry_over={}, match={})]},
        {"streams": [stream("s", 0)]},
        {"streams": [stream("s")]},
        {"measures": [measure("m", ("a", "school"), profile=[0, 0, 1], start_years=[])]},
        {"measures": [measure("m", ("a", "school"), profile=[1, 0, 0], indicator="")]},
        {"rules": {"staff_capacity": {"school": {}}, "persistence": {}}},
        {"rules": {"floors": [{"per_resident": 0}]}},
        {"wijken": [wijk("a", need={"school": 0}, baseline={"school": 0})]},
        {"wijken": [{"id": "a", "residents": {"2026": 5}}]},
        {"objective": {"coverage": 1}},
        {"objective": {"benefit": 0}},
        {"objective": "benefit", "count_regular": True},
        {"domains": [{"id": "school", "norm": 0}]},
    ):
        same(programme(**fields))
        same(programme(**fields), "en")


DIGITS = ["0.123456789012345678", "0.1", "12.34567890123456", "1e-12", "99.99999999999999999"]


@pytest.mark.parametrize("digits", DIGITS)
def test_every_digit_of_a_number_comes_back(digits: str) -> None:
    """Excel keeps 15 digits of a number; one with more is text."""
    made = programme(wijken=[wijk("a", need={"school": 1})])
    held = made.wijken[0].model_copy(update={"need": {"school": Decimal(digits)}})
    for language in LANGUAGES:
        again = back(made.model_copy(update={"wijken": (held,)}), language)
        assert again.wijken[0].need == {"school": Decimal(digits)}


def test_money_comes_back_to_the_cent() -> None:
    same(programme(streams=[stream("s", 999_999_999_999.99, 0.01, 1234567.1)]))


def test_ids_like_titles_do_no_harm() -> None:
    """Ids that read as numbers, years, titles or words of another column."""
    names = ["2027", "4.3", "Wijk", "id", "ja", "geen", "0.10", "1e5"]
    made = programme(
        domains=[{"id": name} for name in names],
        wijken=[wijk(name, need=dict.fromkeys(names, 2), baseline={"2027": 1}) for name in names],
        indicators=[{"id": name, "domain": name, "values": dict.fromkeys(names, -1)} for name in names],
        streams=[stream(name, 1, domains=names, wijken=names[:1]) for name in names],
        rules={"staff_capacity": {name: {"2027": 1} for name in names}},
    )
    same(made)
    same(made, "en")


def test_a_large_previous_plan_comes_back_in_pieces() -> None:
    """Excel holds 32,767 UTF-16 units in a cell."""
    spend = [{"stream": "s", "measure": f"m{n}", "year": 2027, "amount": n} for n in range(2_000)]
    plan = {"zaaiplan_plan": 1, "programme": "🌱" * 40, "programme_sha256": "", "status": "optimal", "spend": spend}
    same(programme(previous=plan))


def test_the_same_programme_gives_the_same_bytes() -> None:
    assert write(full()) == write(full())


def test_more_than_a_cell_holds_is_refused() -> None:
    """32,767 UTF-16 units: 409 ids of 78 digits with two marks between them are 32,718; 410 are 32,798."""
    names = [f"{number:078}" for number in range(410)]
    same(programme(wijken=[wijk(name) for name in names], streams=[stream("s", wijken=names[:409])]))
    with pytest.raises(ValueError, match="cell"):
        write(programme(wijken=[wijk(name) for name in names], streams=[stream("s", wijken=names)]))


def test_more_than_a_workbook_holds_is_refused() -> None:
    """16,384 columns: with the first four of the sheet of wijken, room for 8,190 domains."""
    with pytest.raises(ValueError, match="columns"):
        write(programme(domains=[{"id": f"d{number}"} for number in range(8_191)]))
