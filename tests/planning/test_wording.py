"""How euros, years and lists read in a sentence."""

import re
from decimal import Decimal
from string import Formatter

import pytest

from planning.messages import CATALOGUE, amount, large, say
from planning.messages.wording import RULES, Money, Wording, exact, money_pair


@pytest.mark.parametrize(
    ("cents", "dutch", "english"),
    [
        (4_123_456_789, "€ 41,2 mln", "€41.2 million"),
        (100_000_000, "€ 1,0 mln", "€1.0 million"),
        (104_999_999, "€ 1,0 mln", "€1.0 million"),
        (105_000_000, "€ 1,1 mln", "€1.1 million"),  # halves go up
        (99_999_949, "€ 999.999", "€999,999"),
        (123_456_789_012_34, "€ 123.456,8 mln", "€123,456.8 million"),
        (-4_123_456_789, "€ −41,2 mln", "−€41.2 million"),
        (0, "€ 0", "€0"),
    ],
)
def test_large_amounts_are_in_millions(cents: int, dutch: str, english: str) -> None:
    assert large(cents).replace("\u00a0", " ") == dutch
    assert large(cents, "en").replace("\u00a0", " ") == english


def test_amounts_in_euros_and_to_the_cent() -> None:
    assert amount(123_456_750) == "€\u00a01.234.568"
    assert amount(-150, "en") == "−€2"
    assert exact(123_450) == "€\u00a01.234,50"
    assert exact(5, "en") == "€0.05"


def test_two_amounts_never_read_the_same() -> None:
    assert money_pair(4_120_000_000, 3_800_000_000) == (Money(4_120_000_000, "large"), Money(3_800_000_000, "large"))
    assert money_pair(4_120_000_000, 4_120_000_100)[0].form == "euros"
    assert money_pair(10_001, 10_000)[0].form == "cents"


def said(template: str, language: str = "nl", **values: object) -> str:
    return Wording(language).vformat(template, (), values).replace("\u00a0", " ")  # type: ignore[arg-type]


def test_forms() -> None:
    assert said("{x:names}", x=["A"]) == "A"
    assert said("{x:names}", x=["A", "B", "C"]) == "A, B en C"
    assert said("{x:names}", x=list("ABCDEFG")) == "A, B, C, D en 3 andere"
    assert said("{x:names}", "en", x=list("ABCDE")) == "A, B, C, D and E"
    assert said("{x:years}", x=[2030, 2027, 2028]) == "2027, 2028 en 2030"
    assert said("{x:years}", x=range(2027, 2031)) == "2027 t/m 2030"
    assert said("{x:years}", "en", x=[2027, 2029, 2030, 2031]) == "2027 and 2029 to 2031"
    assert said("{x:rules}", x=("floors", "persistence")) == "de ondergrenzen en het volhouden"
    assert said("{x:number} {y:number}", x=Decimal("2.50"), y=Decimal(100)) == "2,5 100"
    assert said("{x:number}", x=Decimal("12345.50")) == "12.345,5"
    assert said("{x:number}", "en", x=1_200) == "1,200"
    assert said("{x:rule}", x="floors") == "Ondergrenzen"
    assert said("{x:rule}", "en", x="something") == "something"
    assert said("{x:euros}, {y:euros}", x=250_000_000, y=Money(250_000_001, "cents")) == "€ 2,5 mln, € 2.500.000,01"
    assert said("{x:>4}{y}", x=7, y="{z}") == "   7{z}"


def test_words_by_a_count() -> None:
    """Two forms: of one and of all others. Three: of none first. The count reads as the language writes it."""
    two, three = "{n:#|één plaats|# plaatsen}", "{n:#|niets|één|#}"
    assert [said(two, n=n) for n in (0, 1, 2, 1_200)] == ["0 plaatsen", "één plaats", "2 plaatsen", "1.200 plaatsen"]
    assert [said(three, n=n) for n in (0, 1, 5)] == ["niets", "één", "5"]
    assert said(two, n=Decimal("1.0")) == "één plaats"
    assert said("{n:#|1 post|# posts}", "en", n=Decimal("0.5")) == "0.5 posts"


COUNTS = ("all", "count", "left", "tried", "rows", "ran", "least", "posts")


def test_every_count_in_a_sentence_has_a_form() -> None:
    """A bare count would read "1 andere plaatsen". Dutch keeps "jaar" after any number, and "minder dan 1" is right."""
    bare = []
    for code, texts in CATALOGUE.items():
        for text in texts:
            bare += [(code, name) for _, name, form, _ in Formatter().parse(text) if name in COUNTS and not form]
    assert set(bare) == {
        ("verify.min_duration", "ran"),
        ("verify.min_duration", "least"),
        ("alternative.fewest.at_least", "least"),
        ("storage.worker_dead", "least"),  # "de seconden, minstens 2": no word of its own
        ("duplicate_key", "count"),  # "staat hier 2 keer": two at least
    }


@pytest.mark.parametrize(
    ("code", "one", "values"),
    [
        ("reason.looked_at_all", "het enige onderdeel dat weg te laten is, is nagegaan", {"all": 1, "tried": 1}),
        ("reason.looked_at_all", "geen enkel onderdeel is weg te laten", {"all": 0, "tried": 0}),
        ("reason.looked_at_none", "het enige onderdeel dat weg te laten is, is niet nagegaan", {"all": 1}),
        ("repair.more", "En op één andere plaats € 2.", {"count": 1, "euros": 200}),
        (
            "repair.place",
            "Met één ander jaar of één andere plek samen € 2.",
            {"count": 1, "euros": 200, "largest": "."},
        ),
        ("change.enough", "Met deze verandering in het programma", {"count": 1}),
        ("change.more", "En nog één andere. Die staat", {"count": 1}),
        ("plan.aims_short", "Eén keer wordt een streefregel niet gehaald: een tekort", {"count": 1, "euros": "€ 2"}),
        ("plan.problems", "1 probleem", {"count": 1}),
        ("verify.checked_exactly", "Volhouden: niets na te tellen", {"rule": "persistence", "rows": 0}),
    ],
)
def test_sentences_of_one_and_of_none(code: str, one: str, values: dict[str, object]) -> None:
    assert one in say(code, **values).replace("\u00a0", " ")
    assert not re.search(r"\b1 \w+s\b", say(code, "en", **values)), "one of something in the plural"


def test_every_sentence_has_two_languages() -> None:
    for texts in (*CATALOGUE.values(), *RULES.values()):
        assert len(texts) == 2
        assert all(texts)


def test_a_code_without_a_sentence() -> None:
    assert say("nothing.expected") == ""
    with pytest.raises(KeyError):
        say("nothing")
