"""Sheet names, codes and plain text that Excel takes."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from exchange.workbook.charts import money_format
from exchange.workbook.names import cell_of, codes, letters, plain, quoted, sheet_name
from exchange.workbook.texts import TEXTS, text


def test_codes_are_alike_in_length() -> None:
    assert codes("W", 3) == ["W01", "W02", "W03"]
    assert codes("M", 100)[0] == "M001"
    assert codes("M", 100)[-1] == "M100"


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Feijenoord", "W01 Feijenoord"),
        ("Bospolder/Tussendijken", "W01 Bospolder Tussendijken"),
        ("[]:*?/\\", "W01"),
        ("'t Zandt'", "W01 't Zandt"),
        ("", "W01"),
        ("a\tb\x07c\u200bd", "W01 a b c d"),
        ("FILTER(x)", "W01 FILTER (x)"),
        ("x" * 60, "W01 " + "x" * 27),
        # An emoji is two UTF-16 units: 27 units left hold 13 of them.
        ("🌱" * 60, "W01 " + "🌱" * 13),
    ],
)
def test_a_sheet_name_is_code_and_what_fits_of_the_label(label: str, name: str) -> None:
    assert sheet_name("W01", label) == name


@settings(deadline=None)
@given(st.lists(st.text(max_size=70), max_size=12))
def test_any_names_make_sheets_that_xlsxwriter_takes(labels: list[str]) -> None:
    names = [sheet_name(code, label) for code, label in zip(codes("W", len(labels)), labels, strict=True)]
    with Workbook(BytesIO(), {"in_memory": True}) as workbook:
        for name in names:
            sheet = workbook.add_worksheet(name)
            sheet.write_formula(0, 0, f"={cell_of(name, 0, 1)}", None, 0)
            assert sheet.table[0][0].formula == cell_of(name, 0, 1), "taken for another kind of formula"


def test_names_in_formulas_are_quoted() -> None:
    assert quoted("W01 't Zandt") == "'W01 ''t Zandt'"
    assert cell_of("W01 a", 6, 27) == "'W01 a'!$AB$7"
    assert [letters(column) for column in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_plain_text_is_one_line_that_xml_can_hold() -> None:
    assert plain(" a\r\n\x00b\ud800\uffff ") == "a b"


def test_axes_are_in_millions_where_that_reads_better() -> None:
    assert money_format(99_999_999, "nl") == "[$€-413] #,##0"
    assert money_format(100_000_000, "nl") == '[$€-413] #,##0.0,," mln"'
    assert money_format(1_000_000_000, "en") == '[$€-809]#,##0,," m"'


def test_every_text_has_two_languages_that_name_the_same_values() -> None:
    for key, (dutch, english) in TEXTS.items():
        assert dutch, key
        assert english, key
        values = dict.fromkeys(("year", "what", "first", "last", "gap", "fingerprint", "names", "share", "until"), 1)
        values |= dict.fromkeys(("ratio", "layers", "scope", "per", "name", "page", "pages", "domain"), 1)
        values |= dict.fromkeys(("factor", "reason"), 1)
        assert text(key, "nl", **values).count("1") == text(key, "en", **values).count("1"), key
