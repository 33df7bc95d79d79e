"""Warnings of money that lapses: each stream with its euros, years and reasons, most euros first."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from planning.checks import check
from planning.lapses import MOST, lapses
from planning.messages import Language
from planning.money import CENTS_PER_EURO
from planning.optimiser import Options, plan_programme
from planning.plan import PlanDocument, StreamYear
from planning.prepared import prepare
from tests.builders import measure, prepared, programme, stream
from tests.planning.checked import text

A = ("a", "school")


def planned(language: Language = "nl", round_to: int | None = None, **fields: Any) -> PlanDocument:
    return plan_programme(prepared(**fields), Options(language=language, round_to=round_to))


def told(plan: PlanDocument) -> list[tuple[str, str]]:
    """Pointer and sentence of the warnings, without those about need and cliffs."""
    rows = [(row.pointer, text(row.sentence)) for row in plan.warnings]
    return [
        (place, said) for place, said in rows if not said.startswith(("Van geen wijk", "For no wijk", "Ravijnjaar"))
    ]


def test_shares_of_room_above_all_let_everything_lapse_and_that_is_said() -> None:
    """0.6 + 0.7 of the money of a wijk: no euro can be spent. (A document with this is refused when it is read.)"""
    plan = planned(rules={"frontline_room": {"share": 0.6}, "resident_initiatives": {"share": 0.7}})
    assert told(plan) == [
        ("/streams/0", "Van geldstroom «gemeente» blijft in dit plan € 300 liggen, in 2027 t/m 2029.")
    ]
    assert plan.objectives.lapsed == 300


def test_a_plan_in_which_nothing_lapses_says_nothing() -> None:
    assert told(planned()) == []


def test_what_the_checks_know_is_said_as_the_reason_and_once() -> None:
    """m takes 60 in 2027 and 2028 and may not be paid in 2029: of 100 a year 40 + 40 + 100 lapses."""
    m = measure("m", A, max_per_year=60, last_year=2028)
    assert told(planned(measures=[m])) == [
        (
            "/streams/0",
            "Van geldstroom «gemeente» blijft in dit plan € 180 liggen, in 2027 t/m 2029. In 2029 mag zij geen enkele "
            "maatregel betalen: daardoor ten minste € 100. De maatregelen die zij mag betalen hebben maxima die samen "
            "te laag zijn: daardoor ten minste € 80.",
        )
    ]
    assert told(planned("en", measures=[m]))[0][1].startswith("€180 of stream “gemeente” lapses in this plan, in 2027")


@pytest.mark.parametrize(
    ("streams", "pointer", "sentence"),
    [
        (
            [stream("gemeente", 100), stream("los", 50, measures=["m"], excludes_staff=True)],
            "/streams/1",
            "Van geldstroom «los» blijft in dit plan € 50 liggen, in 2027. Zij mag geen enkele maatregel betalen.",
        ),
        (
            [stream("rijk", 100, partner="rijk", match={"from_layers": ["partner"]}), stream("gemeente", 30)],
            "/streams/0",
            "Van geldstroom «rijk» blijft in dit plan € 100 liggen, in 2027. Zij vraagt cofinanciering die geen enkele "
            "andere geldstroom kan geven.",
        ),
        (
            [stream("rijk", 100, partner="rijk", match={"ratio": 1}), stream("gemeente", 30)],
            "/streams/0",
            "Van geldstroom «rijk» blijft in dit plan € 70 liggen, in 2027. Anderen kunnen er te weinig cofinanciering "
            "naast leggen: daardoor ten minste € 70.",
        ),
    ],
)
def test_the_reason_by_kind(streams: list[dict[str, Any]], pointer: str, sentence: str) -> None:
    m = [measure("m", A, staff=True)]
    assert (pointer, sentence) in told(planned(years=1, streams=streams, measures=m))
    assert len(told(planned(years=1, streams=streams, measures=m))) == 1


def test_with_benefit_alone_money_may_lapse() -> None:
    """zaal takes 70 of 100; nothing else can be paid. That it is the only way to pay is said by the checks."""
    zaal = measure("zaal", A, profile=[70], benefit=9)
    first, *_ = told(planned(years=1, streams=[stream("gemeente", 100)], measures=[zaal], objective="benefit"))
    assert first == (
        "/streams/0",
        "Van geldstroom «gemeente» blijft in dit plan € 30 liggen, in 2027. De maatregelen die zij mag betalen hebben "
        "maxima die samen te laag zijn: daardoor ten minste € 30.",
    )
    # two of 60 cannot both be: 40 lapses, and no maximum is to blame
    two = [measure(name, A, profile=[60], benefit=9) for name in ("x", "y")]
    first, *_ = told(planned(years=1, streams=[stream("gemeente", 100)], measures=two, objective="benefit"))
    assert first[1].endswith(
        "€ 40 liggen, in 2027. Waar alleen baten tellen, mag geld blijven liggen dat geen baten brengt."
    )


def row(name: str, euros: str, year: int = 2027) -> StreamYear:
    return StreamYear(stream=name, year=year, amount=Decimal(euros))


def test_most_euros_come_first_and_the_last_together() -> None:
    """Seven streams lapse 1 to 7 euros: the five with most by name, the other two, 2 and 1, together."""
    names = [f"s{number}" for number in range(1, 8)]
    made = prepare(programme(streams=[stream(name, 100) for name in names]))
    rows = [row(name, str(number)) for number, name in enumerate(names, 1)]
    found, others = lapses(made, rows, CENTS_PER_EURO, check(made).warnings)
    assert [problem.values.get("stream") for problem in found] == ["s7", "s6", "s5", "s4", "s3", None]
    assert len(found) == MOST + 1
    assert (found[-1].pointer, text(found[-1].sentence())) == (
        "/streams",
        "Ook van andere geldstromen blijft geld liggen, samen € 3: s2 en s1.",
    )
    assert others == check(made).warnings


def test_cents_are_told_where_there_are_any() -> None:
    made = prepare(programme())
    (found,), _ = lapses(made, [row("gemeente", "1.50"), row("gemeente", "2", 2029)], CENTS_PER_EURO, [])
    assert text(found.sentence()) == "Van geldstroom «gemeente» blijft in dit plan € 3,50 liggen, in 2027 en 2029."


@pytest.mark.parametrize(("euros", "count"), [("0", 0), ("9.99", 0), ("10", 1)])
def test_less_than_a_unit_of_rounding_is_not_told(euros: str, count: int) -> None:
    found, _ = lapses(prepare(programme()), [row("gemeente", euros)], 10 * CENTS_PER_EURO, [])
    assert len(found) == count


def test_a_plan_in_tens_does_not_tell_of_less_than_ten() -> None:
    """m and n take 93 each of 195.50: 9.50 lapses, which is told in euros and not in tens."""
    fields: dict[str, Any] = {
        "years": 1,
        "streams": [stream("gemeente", 195.5)],
        "measures": [measure(name, A, max_per_year=93) for name in "mn"],
    }
    for round_to, first in ((1, "Van geldstroom"), (10, "De maatregelen die")):
        plan = planned(round_to=round_to, **fields)
        assert plan.objectives.lapsed == Decimal("9.5")
        assert [said.startswith(first) for _, said in told(plan)] == [True]
