"""Figures of CBS in every form in which they come; known answers by hand."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from exchange.cbs import TOPIC, TOPICS, Reading, Region, merged, read_figures
from exchange.cbs.opening import sheets
from exchange.cbs.topics import columns
from tests.exchange.cbs_files import LBM, SES, STATLINE, TMAP, YEAR_FILE, repacked, said, sheet_xml, xlsx


def read(data: str | bytes, filename: str = "", year: int | None = None) -> Reading:
    """A file without problems."""
    reading = read_figures(data.encode() if isinstance(data, str) else data, filename, year)
    assert [said(problem) for problem in reading.problems] == []
    return reading


def figures(region: Region) -> dict[str, str]:
    return {key: str(value) for key, value in region.figures.items()}


def test_statline() -> None:
    reading = read(STATLINE, "Kerncijfers_wijken_en_buurten_2022_28112026_101500.csv")
    assert list(reading.regions) == ["GM9901", "WK990101", "WK990102", "BU99010201"]  # without the country
    north, south = reading.regions["WK990101"], reading.regions["WK990102"]
    assert (north.name, north.residents, north.municipality) == ("Noord", 12345, "GM9901")
    # 100 × 2,469 / 12,345 = 20.0
    assert figures(north) == {"g_wozbag": "250", "p_ink_li": "49.9", "p_00_14": "20"}
    # 100 × 531 / 7,655 = 6.94 and the rest is missing
    assert figures(south) == {"p_00_14": "6.9"}
    assert reading.regions["BU99010201"].residents == 35
    assert [topic.key for topic in reading.topics] == ["p_00_14", "p_ink_li", "g_wozbag"]
    assert reading.sources["p_ink_li"] == "CBS, Kerncijfers wijken en buurten 2022"


@pytest.mark.parametrize(("sheet", "filename"), [("KWB2022", "kwb.xlsx"), ("Blad1", "kwb-2022.xlsx")])
def test_year_file(sheet: str, filename: str) -> None:
    reading = read(xlsx((sheet, YEAR_FILE)), filename)
    assert reading.year == 2022
    north = reading.regions["WK990101"]
    assert (north.name, north.residents, north.municipality_name) == ("Noord", 12345, "Voorbeeldstad")
    assert figures(north) == {
        "p_00_14": "20",
        "g_wozbag": "250",
        "p_ink_li": "49.9",
        "p_opl_bvm": "30",  # 100 × 300 / (300 + 500 + 200)
        "p_opl_hw": "20",
        "p_soz_wb": "5",  # 100 × 620 / 12,345 = 5.02
    }
    assert figures(reading.regions["WK990102"]) == {"p_00_14": "6.9"}


def test_the_header_may_stand_on_a_later_sheet_and_lower() -> None:
    titled = [["Kerncijfers wijken en buurten"], [], *YEAR_FILE, ["Bron: CBS", "2022"]]
    assert len(read(xlsx(("Toelichting", [["a_inw", "Aantal inwoners"]]), ("Cijfers", titled))).regions) == 4


def test_value_of_dwellings_by_its_older_names() -> None:
    for name in ("g_woz", "g_wozbag", "M001642", "GemiddeldeWOZWaardeVanWoningen_35", "WOZ"):
        assert read(f"gwb_code;{name}\nWK990101;250\n").regions["WK990101"].figures == {"g_wozbag": Decimal(250)}


def test_codes_without_letters_and_without_leading_zeros() -> None:
    rows = ("0;Land;Nederland;17", "14;Gemeente;Groningen;9", "1400;Wijk;Centrum;8", "140001;Buurt;B;7")
    assert list(read("\n".join(("gwb_code_8;recs;regio;a_inw", *rows))).regions) == ["GM0014", "WK001400", "BU00140001"]


def test_codes_in_small_letters_and_names_of_the_map() -> None:
    reading = read("WK_CODE\tWK_NAAM\tAANT_INW\tWOZ\nwk990101\tNoord\t-99997\t-99999999\n")
    assert reading.regions["WK990101"] == Region("WK990101", "Noord", None)


def test_open_data_in_columns() -> None:
    reading = read("WijkenEnBuurten,T001036,D000187\nWK990101  ,12345,49.9\n")
    assert reading.regions["WK990101"] == Region("WK990101", "WK990101", 12345, {"p_ink_li": Decimal("49.9")})


def test_tmap() -> None:
    reading = read(TMAP)
    assert figures(reading.regions["WK990101"]) == {
        "p_opl_hw": "20",
        "p_00_14": "20",
        "p_arb_pp": "61",
        "p_ink_li": "49.9",
        "g_wozbag": "250",
        "p_koopw": "35",
    }
    assert reading.regions["WK990102"].name == "Zuid, en verder"
    assert set(reading.regions["WK990102"].figures) == {"p_00_14", "p_koopw", "p_arb_pp"}
    assert reading.unknown == ("gm_code", "province")


def test_ses_woa() -> None:
    reading = read(SES)
    assert reading.year == 2019
    assert figures(reading.regions["WK990101"]) == {"ses_woa": "-0.1", "ses_opl_laag": "20.8", "ses_opl_hoog": "49.5"}
    assert reading.sources["ses_woa"] == "CBS, SES-WOA 2019"


def test_leefbaarometer_of_the_last_year_or_the_one_asked_for() -> None:
    last = read(LBM)
    assert (last.year, last.years) == (2022, (2020, 2022))
    # 16 digits are kept to 15; 9.4e-05 is how R writes 0.000094.
    assert last.regions["WK990101"].figures["lbm"] == Decimal("4.27059960486748")
    assert last.regions["WK990102"].figures["lbm_fys"] == Decimal("0.000094")
    earlier = read(LBM, year=2020)
    assert list(earlier.regions) == ["WK990101"]
    assert earlier.regions["WK990101"].figures["lbm_onv"] == Decimal("-0.02")
    other = read_figures(LBM.encode(), year=2019)
    assert [said(problem) for problem in other.problems] == [
        "Het bestand heeft geen cijfers van 2019; wel van 2020 en 2022."
    ]


def test_files_together() -> None:
    both = merged(read(LBM), read(SES), read(TMAP))
    north = both.regions["WK990101"]
    assert (north.residents, north.municipality_name) == (12345, "Voorbeeldstad")
    assert {"lbm", "ses_woa", "p_ink_li"} <= north.figures.keys()
    assert both.sources["lbm"] == "Leefbaarometer 2022"
    assert both.sources["ses_woa"] == "CBS, SES-WOA 2019"
    assert merged() == Reading()


def test_excel_writes_more_digits_than_a_figure_has() -> None:
    """49.9 is 49.899999999999999 in a file of Excel; numbers are written as 8E1 too; rows and cells may be left out."""
    text = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
    head = text.format("A1", "code") + text.format("C1", "p_ink_li") + '<c t="str"><v>a_inw</v></c>'
    body = text.format("A7", "WK990101") + '<c r="C7"><v>49.899999999999999</v></c><c><v>8E1</v></c>'
    sheet = sheet_xml(f'<row r="1">{head}</row><row r="7">{body}</row>')
    region = read(repacked(xlsx(("S", [[1]])), sheet1=sheet)).regions["WK990101"]
    assert region == Region("WK990101", "WK990101", 80, {"p_ink_li": Decimal("49.9")})


def test_cells_are_those_that_another_reader_sees() -> None:
    data = xlsx(("Een", [["a", "é & <b>", "", 1.5], [], ["", -0.25, True, "x" * 500, 1e300]]), ("Twee", [[7]]))
    other = CalamineWorkbook.from_filelike(BytesIO(data))
    for sheet in sheets(data):
        mine = {(line.number - 1, at): cell for line in sheet.lines for at, cell in enumerate(line.cells) if cell}
        theirs = other.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        seen = {(row, at): cell for row, cells in enumerate(theirs) for at, cell in enumerate(cells) if cell != ""}
        assert mine.keys() == seen.keys()
        for spot, cell in seen.items():
            number = isinstance(cell, float)
            assert (float(mine[spot]) if number else mine[spot]) == (
                cell if number else str(cell).replace("True", "TRUE")
            )


def test_every_name_leads_to_one_topic() -> None:
    for topic in TOPICS:
        for name in (topic.key, *topic.names):
            known = columns(["code", name])
            assert known is not None, name
            assert set(known.at) == {"code", topic.key}, name


def test_a_number_of_people_is_no_ratio() -> None:
    """Titles of StatLine: the same words, other units."""
    for header, key in {
        "Zorg/Wmo-cliënten (aantal)": None,
        "Zorg/Wmo-cliënten (per 1 000 inwoners)": "p_wmo_t",
        "Zorg/Jongeren met jeugdzorg in natura (aantal)": None,
        "WmoClientenRelatief_92": "p_wmo_t",
        "Sociale zekerheid/Personen per soort uitkering; Bijstand (aantal)": "a_soz_wb",
    }.items():
        known = columns(["code", "a_inw", header])
        assert known is not None
        assert set(known.at) - {"code", "a_inw"} == ({key} if key else set())


def test_topics_have_what_an_indicator_needs() -> None:
    domains = {"school", "werk", "inkomen", "gezondheid", "wonen", "veiligheid"}
    assert len(TOPIC) == len(TOPICS)
    for topic in TOPICS:
        assert set(topic.domains) <= domains
        assert not (topic.signed and topic.weight), "what can be below 0 needs a choice of method"
        assert topic.title("nl") != ""
        assert topic.title("en") != topic.title("nl")
    assert {topic.domains[0] for topic in TOPICS if topic.weight} == domains
