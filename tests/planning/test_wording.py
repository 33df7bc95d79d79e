"""How euros, years and lists read in a sentence."""

from decimal import Decimal

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
    assert said("{x:euros}, {y:euros}", x=250_000_000, y=Money(250_000_001, "cents")) == "€ 2,5 mln, € 2.500.000,01"
    assert said("{x:>4}{y}", x=7, y="{z}") == "   7{z}"


def test_every_sentence_has_two_languages() -> None:
    for texts in (*CATALOGUE.values(), *RULES.values()):
        assert len(texts) == 2
        assert all(texts)


def test_a_code_without_a_sentence() -> None:
    assert say("nothing.expected") == ""
    with pytest.raises(KeyError):
        say("nothing")
