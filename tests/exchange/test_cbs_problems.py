"""What is wrong with a file is listed: all of it, with sheet, row, column, what stands there and what should."""

from __future__ import annotations

import pytest

from exchange.cbs import TableProblem, read_figures
from exchange.cbs.cells import LARGEST, MOST_COLUMNS, MOST_ROWS
from exchange.cbs.problems import MOST_PROBLEMS
from tests.exchange.cbs_files import STATLINE, TMAP, codes, said, xlsx

HEAD = ["gwb_code_10", "regio", "recs", "a_inw", "p_ink_li", "g_wozbag"]


def problems(data: str | bytes) -> list[TableProblem]:
    found = read_figures(data.encode() if isinstance(data, str) else data).problems
    assert all(isinstance(problem, TableProblem) for problem in found)
    return [problem for problem in found if isinstance(problem, TableProblem)]


def table(*rows: str) -> str:
    return "\n".join([";".join(HEAD), *rows])


def test_all_problems_at_once_with_their_places() -> None:
    data = table(
        "WK990101;Noord;Wijk;12.345;49.9;250",
        "WK990102;Zuid;Wijk;-5;149.9;abc",
        "WK99010;Kort;Wijk;10;1;1",
        "WK990101;Noord;Wijk;10;NaN;1e999",
        "WK990103;Oost;Wijk;10;1;-250",
    )
    found = problems(data)
    assert [(p.row, p.column, p.found) for p in found] == [
        (2, "D (a_inw)", "12.345"),
        (3, "D (a_inw)", "-5"),
        (3, "E (p_ink_li)", "149.9"),
        (3, "F (g_wozbag)", "abc"),
        (4, "A (gwb_code_10)", "WK99010"),
        (5, "A (gwb_code_10)", "WK990101"),
        (5, "E (p_ink_li)", "NaN"),
        (5, "F (g_wozbag)", "1e999"),
        (6, "F (g_wozbag)", "-250"),
    ]
    assert [said(problem) for problem in found] == [
        "Rij 2, kolom D (a_inw): 12.345 is geen heel aantal.",
        "Rij 3, kolom D (a_inw): -5 kan niet negatief zijn.",
        "Rij 3, kolom E (p_ink_li): 149.9 is geen percentage.",
        "Rij 3, kolom F (g_wozbag): «abc» is geen getal.",
        "Rij 4, kolom A (gwb_code_10): «WK99010» is geen code van CBS.",
        "Rij 5, kolom A (gwb_code_10): WK990101 staat ook in rij 2.",
        "Rij 5, kolom E (p_ink_li): «NaN» is geen getal.",
        "Rij 5, kolom F (g_wozbag): 1e999 is geen grootte die een cijfer kan hebben.",
        "Rij 6, kolom F (g_wozbag): -250 kan niet negatief zijn.",
    ]
    assert found[4].expected() == "GM en 4 cijfers, WK en 6 cijfers of BU en 8 cijfers"
    assert found[1].expected("en") == "0 or more"
    assert found[4].sentence("en") == "Row 4, column A (gwb_code_10): “WK99010” is not a code of CBS."


def test_formulas_are_not_calculated_and_have_their_sheet() -> None:
    """Also those that Excel has calculated; in a column that is not read they do not matter."""
    rows = [[*HEAD, "note"], ["WK990101", "Noord", "Wijk", "=6+6", 49.9, 250, "=1+1"], ["=A2", "=B2", "Wijk", 1, 2, 3]]
    found = problems(xlsx(("KWB2022", rows)))
    assert [said(problem) for problem in found] == [
        "Blad «KWB2022», rij 2, kolom D (a_inw): hier staat een formule (=6+6). Formules worden niet uitgerekend.",
        "Blad «KWB2022», rij 3, kolom A (gwb_code_10): hier staat een formule (=A2). Formules worden niet uitgerekend.",
    ]
    assert found[0].sheet == "KWB2022"
    assert codes(read_figures(table("WK990101;Noord;Wijk;=6+6;1;1").encode())) == ["cbs.number"]


def test_points_between_thousands_are_not_read_as_decimals() -> None:
    data = table("WK990101;Noord;Wijk;5;49,9;1.250", "WK990102;Zuid;Wijk;5;49;250")
    assert [said(problem) for problem in problems(data)] == [
        "Rij 2, kolom F (g_wozbag): «1.250» heeft een punt, terwijl de decimalen in dit bestand achter een komma staan."
    ]
    assert [p.code for p in problems(table("WK990101;Noord;Wijk;5;1.234,5;250"))] == ["cbs.number"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "cbs.empty"),
        (b"\xef\xbb\xbf \r\n", "cbs.empty"),
        (b"%PDF-1.7 ...", "cbs.pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "cbs.old_excel"),
        (b"PK\x03\x04 not a zip", "cbs.damaged"),
        (b"GIF89a\x00\x01", "cbs.not_text"),
        ("code;a_inw\nWK990101;5".encode("utf-16"), "cbs.not_utf8"),
        ("code;naam;a_inw\nWK990101;Súdwest;5".encode("cp1252"), "cbs.not_utf8"),
        (TMAP.replace(",", "|").encode(), "cbs.separator"),
        (b"one,two\n1,2\n", "cbs.no_header"),
        (b"code;something\nWK990101;5\n", "cbs.no_header"),
        (b"a_inw;p_ink_li\n5;6\n", "cbs.no_header"),
        (b"code;a_inw\n", "cbs.no_rows"),
        (b"code;a_inw\nNL00;17\nPV20;5\n", "cbs.no_rows"),
        (b"code;a_inw;a_inw\nWK990101;5;6\n", "cbs.column_twice"),
        (b'code;naam;a_inw\nWK990101;"Noord;5\nWK990102;Zuid;6\n', "cbs.quote"),
        (b"code;jaar;lbm\nWK990101;ooit;4.1\n", "cbs.period"),
        (b"code;jaar;lbm\nWK990101;1022;4.1\n", "cbs.period"),
        (("code;naam;a_inw\nWK990101;" + "n" * 201 + ";5").encode(), "cbs.name"),
        ("code;naam;a_inw\nWK990101;No\u202eord;5".encode(), "cbs.name"),
        (b"code;a_inw\nWK99;5\n", "cbs.code"),
        (b"code;a_inw\n990101;5\n", "cbs.code"),
    ],
)
def test_files_that_are_something_else(data: bytes, code: str) -> None:
    reading = read_figures(data)
    assert codes(reading) == [code]
    assert said(reading.problems[0])


def test_the_row_of_another_encoding_is_named() -> None:
    data = "code;naam;a_inw\nWK990101;Noord;5\nWK990102;Súd;5\n".encode("cp1252")
    assert said(read_figures(data).problems[0]).startswith("De tekst is geen UTF-8: rij 3 bevat")


def test_statline_without_codes() -> None:
    data = "\n".join(
        ";".join(cell for at, cell in enumerate(line.split(";")) if at != 3) for line in STATLINE.split("\r\n")
    )
    assert [said(problem) for problem in problems(data)] == [
        "Rij 4, kolom A (Wijken en buurten): hier staan namen en geen codes («Nederland»)."
    ]


def test_titles_sources_and_units_are_no_rows() -> None:
    units = ";;;aantal;%;x 1 000 euro"
    reading = read_figures(table(units, "WK990101;Noord;Wijk;5;1;1", "", "Bron: CBS;2022").encode())
    assert (list(reading.regions), codes(reading)) == (["WK990101"], [])
    short = read_figures(b"code;a_inw\nWK990101;5\nWK9901;6\nBron: CBS\n")
    assert codes(short) == ["cbs.code"]
    nameless = read_figures(table("WK990101;Noord;Wijk;5;1;1", ";Zuid;Wijk;6;1;1").encode())
    assert codes(nameless) == ["cbs.code"]


def test_wijken_with_few_residents_are_kept() -> None:
    reading = read_figures(
        table("WK990101;Haven;Wijk;5;.;.", "WK990102;Leeg;Wijk;0;;", "WK990103;Geheim;Wijk;x;.;NA").encode()
    )
    assert codes(reading) == []
    assert [(region.residents, dict(region.figures)) for region in reading.regions.values()] == [
        (5, {}),
        (0, {}),
        (None, {}),
    ]


def test_many_problems_are_cut_off() -> None:
    rows = [f"WK{number:06};N;Wijk;5;x y;z" for number in range(2_000)]
    reading = read_figures(table(*rows).encode())
    assert len(reading.problems) == MOST_PROBLEMS + 1
    assert said(reading.problems[-1]) == "Er zijn meer problemen dan de 1.000 die hier staan; los eerst deze op."


def test_more_than_is_read() -> None:
    assert codes(read_figures(b"code;a_inw\n" + b"x" * LARGEST)) == ["cbs.too_large"]
    assert codes(read_figures(b"code;a_inw\n" + b"W;1\n" * MOST_ROWS)) == ["cbs.too_many_rows"]
    assert codes(read_figures(b"code;a_inw" + b";a" * MOST_COLUMNS)) == ["cbs.too_many_columns"]
    assert codes(read_figures(b'code;a_inw\nWK990101;"' + b"x" * 200_000)) == ["cbs.quote"]
    said(read_figures(b"x" * (LARGEST + 1)).problems[0])
