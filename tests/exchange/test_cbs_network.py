"""Figures over the network: with a package that is not needed, and none in these tests."""

from __future__ import annotations

import sys
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest

from exchange.cbs import TABLES, fetch
from tests.exchange.cbs_files import codes, said

RECORDS: list[dict[str, Any]] = [
    {
        "ID": 0,
        "WijkenEnBuurten": "Voorbeeldstad",
        "Gemeentenaam_1": "Voorbeeldstad       ",
        "SoortRegio_2": "Gemeente  ",
        "Codering_3": "GM9901    ",
        "AantalInwoners_5": "   20000",
        "k_0Tot15Jaar_8": "    3000",
        "k_40PersonenMetLaagsteInkomen_73": "    41.5",
    },
    {
        "ID": 1,
        "WijkenEnBuurten": "Noord",
        "Gemeentenaam_1": "Voorbeeldstad       ",
        "SoortRegio_2": "Wijk      ",
        "Codering_3": "WK990101  ",
        "AantalInwoners_5": 12345,
        "k_0Tot15Jaar_8": None,
        "k_40PersonenMetLaagsteInkomen_73": "       .",
        "GemiddeldeWOZWaardeVanWoningen_35": 250.5,
    },
]


def package(monkeypatch: pytest.MonkeyPatch, answer: Any) -> list[Any]:
    """A `cbsodata` that answers, or raises; what it was asked."""
    asked: list[Any] = []

    def get_data(table: str, **options: Any) -> Any:
        asked.append((table, options))
        if isinstance(answer, Exception):
            raise answer
        return answer

    module = ModuleType("cbsodata")
    module.get_data = get_data  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "cbsodata", module)
    return asked


def test_figures_as_the_open_data_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = package(monkeypatch, RECORDS)
    reading = fetch("GM9901", 2022)
    assert codes(reading) == []
    assert asked == [
        (
            "85318NED",
            {
                "filters": "startswith(WijkenEnBuurten,'GM9901') or startswith(WijkenEnBuurten,'WK9901')",
                "timeout": 30,
            },
        )
    ]
    city, north = reading.regions.values()
    assert (city.name, city.residents) == ("Voorbeeldstad", 20000)
    assert dict(city.figures) == {"p_00_14": Decimal(15), "p_ink_li": Decimal("41.5")}
    assert (north.name, north.residents, dict(north.figures)) == ("Noord", 12345, {"g_wozbag": Decimal("250.5")})
    assert reading.sources["g_wozbag"] == "CBS, Kerncijfers wijken en buurten 2022"


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cbsodata", None)
    reading = fetch("GM0599", 2022)
    assert said(reading.problems[0]).startswith("Cijfers ophalen kan hier niet: het pakket cbsodata is niet")
    assert codes(reading) == ["cbs.no_package"]


@pytest.mark.parametrize(
    "answer",
    [
        ConnectionError("no route to opendata.cbs.nl"),
        TimeoutError(),
        KeyError("value"),
        TypeError(),
        [],
        None,
        ["x"],
        "x",
    ],
)
def test_without_an_answer(monkeypatch: pytest.MonkeyPatch, answer: Any) -> None:
    package(monkeypatch, answer)
    reading = fetch("GM0599", 2022)
    assert codes(reading) == ["cbs.no_answer"]
    assert said(reading.problems[0]).startswith("CBS is nu niet te bereiken")


def test_answers_of_another_form(monkeypatch: pytest.MonkeyPatch) -> None:
    package(monkeypatch, [{"something": "else"}])
    assert codes(fetch("GM0599", 2022)) == ["cbs.no_header"]
    package(monkeypatch, [{"Codering_3": "WK059910", "AantalInwoners_5": "-1"}])
    assert codes(fetch("GM0599", 2022)) == ["cbs.negative"]
    package(monkeypatch, [{}] * 200_001)
    assert codes(fetch("GM0599", 2022)) == ["cbs.too_many_rows"]


def test_nothing_is_asked_of_what_cannot_be(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = package(monkeypatch, RECORDS)
    assert codes(fetch("GM0599') or (1 eq 1", 2022)) == ["cbs.no_municipality"]
    assert codes(fetch("Rotterdam", 2022)) == ["cbs.no_municipality"]
    early = fetch("GM0599", 1999)
    assert (
        said(early.problems[0])
        == f"Van 1999 kent Zaaiplan geen tabel van CBS; wel van {min(TABLES)} t/m {max(TABLES)}."
    )
    assert asked == []
