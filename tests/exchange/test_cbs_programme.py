"""From figures of CBS to a programme, which passes the reading and the checks of planning."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from exchange.cbs import (
    Choice,
    Municipality,
    Reading,
    Region,
    document,
    merged,
    municipalities,
    programme,
    read_figures,
    usual_choices,
    wijken,
)
from planning.checks import check
from planning.document import digest, dump, read
from planning.prepared import prepare
from planning.problems import InvalidDocument
from planning.programme import Programme
from tests.exchange.cbs_files import LBM, SES, SHARED, STATLINE, TMAP, said

CBS = SHARED / "cbs"
BOTH = ["WK990101", "WK990102"]


def reading(data: str = STATLINE, filename: str = "kwb-2022.csv") -> Reading:
    return read_figures(data.encode(), filename)


def made(held: Reading, codes: list[str], **choices: Any) -> Programme:
    """A programme that passes planning's own reading and checks."""
    result = programme(held, codes, name="Proef", start_year=2027, **choices)
    assert digest(read(dump(result))) == digest(result)
    assert check(prepare(result)).errors == []
    return result


def refused(held: Reading, codes: list[str], **choices: Any) -> list[str]:
    with pytest.raises(InvalidDocument) as refusal:
        document(held, codes, name="Proef", start_year=2027, **choices)
    return [said(problem) for problem in refusal.value.problems]


def test_what_there_is_to_choose() -> None:
    held = reading()
    assert municipalities(held) == (Municipality("GM9901", "Voorbeeldstad", 2),)
    assert [(wijk.code, wijk.name, wijk.residents) for wijk in wijken(held, "GM9901")] == [
        ("WK990101", "Noord", 12345),
        ("WK990102", "Zuid", 7655),
    ]
    assert wijken(held, "GM0599") == ()
    assert usual_choices(held) == (
        Choice("p_00_14", None, Decimal("0.5")),
        Choice("p_ink_li", None, Decimal(1)),
        Choice("g_wozbag", None, Decimal(1)),
    )


def test_a_programme_of_two_wijken() -> None:
    result = made(reading(), BOTH)
    assert (result.municipality, result.start_year, result.years) == ("GM9901", 2027, 10)
    assert [(w.id, w.code, w.name, w.residents) for w in result.wijken] == [
        ("noord", "WK990101", "Noord", 12345),
        ("zuid", "WK990102", "Zuid", 7655),
    ]
    assert [domain.id for domain in result.domains] == [
        "school",
        "werk",
        "inkomen",
        "gezondheid",
        "wonen",
        "veiligheid",
    ]
    young, low, woz = result.indicators
    assert (young.domain, young.weight, young.higher_is) == ("school", Decimal("0.5"), "worse")
    # of the municipality: 100 × 3,000 / 20,000 = 15; of Noord 20, of Zuid 6.9
    assert (young.reference, young.values) == (Decimal(15), {"noord": Decimal(20), "zuid": Decimal("6.9")})
    assert (low.reference, low.values) == (Decimal("41.5"), {"noord": Decimal("49.9")})
    assert (
        low.name == "Inwoners in de landelijk laagste 40% van de inkomens, %; Voorbeeldstad 41,5 "
        "(CBS, Kerncijfers wijken en buurten 2022)"
    )
    # Where more is better, need is reference over figure: 300 / 250 = 1.2.
    need = prepare(result).need.value
    assert need["noord", "wonen"] == Decimal("1.2")
    assert need["noord", "school"].quantize(Decimal("0.0001")) == Decimal("1.3333")  # 20 / 15
    assert need["zuid", "inkomen"] == 1  # no figure: a warning says so
    assert woz.id == "g_wozbag"


def test_names_in_english_and_another_domain() -> None:
    result = made(
        reading(TMAP),
        BOTH,
        language="en",
        choices=[Choice("p_arb_pp", "inkomen", Decimal(2)), Choice("p_arb_pp"), Choice("p_opl_hw")],
    )
    assert [(i.id, i.domain, i.weight) for i in result.indicators] == [
        ("p_arb_pp-inkomen", "inkomen", Decimal(2)),
        ("p_arb_pp", "werk", Decimal(1)),
        ("p_opl_hw", "school", Decimal(1)),
    ]
    assert result.indicators[0].name == (
        "Residents aged 15 to 75 in paid work, % (CBS, Kerncijfers wijken en buurten 2022)"
    )
    assert all(indicator.reference is None for indicator in result.indicators)  # the file has wijken alone


def test_figures_below_zero_ask_for_scores() -> None:
    held = merged(reading(TMAP), reading(LBM), reading(SES))
    result = made(held, BOTH, choices=[Choice("lbm_onv"), Choice("ses_woa")])
    assert result.need_method == "z_score"
    # −0.03 and 0.0: each a standard deviation from the mean, the lower the worse: 1 + 0.25 and 1 − 0.25.
    assert [prepare(result).need.value[wijk, "veiligheid"] for wijk in ("noord", "zuid-en-verder")] == [
        Decimal("1.25"),
        Decimal("0.75"),
    ]
    assert made(held, BOTH).need_method == "ratio"
    assert made(held, BOTH, need_method="percentile").need_method == "percentile"


def test_usual_figures_that_none_of_the_wijken_has_are_left_out() -> None:
    assert [i.id for i in made(reading(), ["WK990102"]).indicators] == ["p_00_14"]
    chosen = made(reading(), ["WK990102"], choices=[Choice("g_wozbag")])
    assert [(i.id, dict(i.values)) for i in chosen.indicators] == [("g_wozbag", {})]
    assert made(reading(), BOTH, choices=[]).indicators == ()


def test_ids_tell_wijken_apart() -> None:
    def region(code: str, name: str) -> tuple[str, Region]:
        return code, Region(code, name, 10)

    names = ("Noord", "NOORD", "'t Zandt (oost)", "Île-de-Ré", "南", "n" * 100)
    held = Reading(dict(region(f"WK99010{number}", name) for number, name in enumerate(names)))
    result = made(held, list(held.regions))
    assert [wijk.id for wijk in result.wijken] == [
        "noord-wk990100",
        "noord-wk990101",
        "t-zandt-oost",
        "ile-de-re",
        "wk990104",
        "n" * 60,
    ]


def test_choices_that_cannot_be() -> None:
    held = merged(reading(), reading("code;naam;a_inw;soc\nWK990201;West;10;0,1\nWK990103;Oost;.;.\n"))
    assert refused(held, []) == ["Kies ten minste één wijk."]
    wrong = ["WK990101", "WK990101", "WK990201", "GM9901", "x\u202e", "WK990103"]
    choices = [Choice("nothing"), Choice("p_arb_pp"), Choice("lbm_soc"), Choice("p_00_14"), Choice("p_00_14", "school")]
    assert refused(held, wrong, choices=choices) == [
        "Wijk WK990101 is twee keer gekozen.",
        "Wijk GM9901 staat niet in de gelezen cijfers.",
        "Wijk x\\u202e staat niet in de gelezen cijfers.",
        "Van Oost (WK990103) is het aantal inwoners niet bekend.",
        "De gekozen wijken liggen in meer dan één gemeente: GM9901 en GM9902.",
        "Het cijfer nothing bestaat niet, of staat niet in de gelezen cijfers.",
        "Het cijfer p_arb_pp bestaat niet, of staat niet in de gelezen cijfers.",
        "Het cijfer «Leefbaarheid: sociale samenhang» hoort niet vanzelf bij een leefdomein; kies er een.",
        "Het cijfer «Inwoners jonger dan 15 jaar» is twee keer gekozen voor hetzelfde leefdomein.",
    ]
    broken = reading(STATLINE.replace("12345", "1,5"))
    assert refused(broken, BOTH) == ["Rij 6, kolom E (Bevolking/Aantal inwoners (aantal)): 1,5 is geen heel aantal."]
    with pytest.raises(InvalidDocument) as unknown:
        programme(held, BOTH, name="", start_year=27, choices=[Choice("p_ink_li", "sport")])
    assert {problem.pointer for problem in unknown.value.problems} == {"/name", "/start_year", "/indicators/0/domain"}


# ---- figures of CBS themselves ----


def rows(filename: str) -> dict[str, Mapping[str, str]]:
    with (CBS / filename).open(encoding="utf-8", newline="") as held:
        return {row["code"]: row for row in csv.DictReader(held)}


@pytest.mark.parametrize(
    ("code", "name", "number", "column", "topic"),
    [
        ("GM0599", "Rotterdam", 21, "income_low", "p_ink_li"),
        ("GM0080", "Leeuwarden", 22, "dwelling_value", "g_wozbag"),
        ("GM0917", "Heerlen", 23, "employment_rate", "p_arb_pp"),
    ],
)
def test_three_municipalities(code: str, name: str, number: int, column: str, topic: str) -> None:
    if not CBS.is_dir():
        pytest.skip("the shared folder with figures of CBS is not here")
    files = ("cbs_kwb2022_wijken_nl.csv", "cbs_kwb2022_gemeenten_nl.csv")
    held = merged(*(read_figures((CBS / file).read_bytes(), file) for file in files))
    assert held.problems == ()
    raw = {wijk: row for wijk, row in rows(files[0]).items() if row["gm_code"] == code}
    found = wijken(held, code)
    assert Municipality(code, name, number) in municipalities(held)
    assert {wijk.code: wijk.residents for wijk in found} == {wijk: int(row["population"]) for wijk, row in raw.items()}
    figures = {wijk: Decimal(row[column]) for wijk, row in raw.items() if row[column]}
    assert {wijk.code: wijk.figures[topic] for wijk in found if topic in wijk.figures} == figures
    assert 0 < len(figures) < number or code == "GM0599"

    result = made(held, [wijk.code for wijk in found])
    by_code = {wijk.id: wijk.code for wijk in result.wijken}
    indicator = next(one for one in result.indicators if one.id == topic)
    assert {by_code[wijk]: figure for wijk, figure in indicator.values.items()} == figures
    assert indicator.reference == Decimal(rows(files[1])[code][column])


def test_the_need_of_the_rotterdam_example() -> None:
    """examples/README.md has it: Charlois and wonen (1 × 275/186 + 0.5 × 34/28) / 1.5 = 1.39; Feijenoord 1.28."""
    if not CBS.is_dir():
        pytest.skip("the shared folder with figures of CBS is not here")
    files = ("cbs_kwb2022_wijken_nl.csv", "cbs_kwb2022_gemeenten_nl.csv")
    held = merged(*(read_figures((CBS / file).read_bytes(), file) for file in files))
    result = made(held, ["WK059910", "WK059915"])
    need = {cell: round(value, 2) for cell, value in prepare(result).need.value.items()}
    assert [need["feijenoord", domain] for domain in ("school", "werk", "inkomen", "wonen")] == [
        Decimal("1.17"),
        Decimal("1.07"),
        Decimal("1.14"),
        Decimal("1.28"),
    ]
    assert need["charlois", "wonen"] == Decimal("1.39")


def test_original_downloads() -> None:
    if not CBS.is_dir():
        pytest.skip("the shared folder with figures of CBS is not here")
    ses = read_figures((CBS / "SES_WOA_amsterdam_2019_85163NED.csv").read_bytes())
    assert (ses.problems, ses.year, len(wijken(ses, "GM0363")), len(ses.regions)) == ((), 2019, 99, 1 + 99 + 479)
    assert ses.regions["WK036300"].figures["ses_woa"] == Decimal("-0.022")
    lbm = read_figures((CBS / "leefbaarometer3_amstelveen_wijken_2014_2022.csv").read_bytes())
    assert (lbm.problems, lbm.year) == ((), 2022)
    assert lbm.regions["WK036201"].figures["lbm"] == Decimal("4.3281869399757")
