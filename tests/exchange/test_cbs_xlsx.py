"""Workbooks that are damaged, or made to take a reader's memory: each a problem, soon and in little room."""

from __future__ import annotations

import tracemalloc
import zipfile
from io import BytesIO

import pytest

from exchange.cbs import Reading, read_figures
from exchange.cbs.cells import LARGEST_UNPACKED, MOST_ROWS
from tests.exchange.cbs_files import YEAR_FILE, codes, repacked, said, sheet_xml, xlsx

GOOD = xlsx(("KWB2022", YEAR_FILE))
HEAD = '<row r="1"><c r="A1" t="str"><v>code</v></c><c r="B1" t="str"><v>a_inw</v></c></row>'


def with_sheet(rows: str, before: str = "") -> Reading:
    reading = read_figures(repacked(GOOD, sheet1=sheet_xml(HEAD + rows, before)))
    for problem in reading.problems:
        said(problem)
    return reading


def test_what_is_made_here_is_read() -> None:
    assert with_sheet('<row r="2"><c r="A2" t="str"><v>WK990101</v></c><c r="B2"><v>5</v></c></row>').problems == ()


def test_one_long_text_in_many_cells_takes_no_room() -> None:
    """A reader that copies the text into each cell would take 15 gigabytes of this file of 300 kB."""
    long = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
        + b"x" * 300_000
        + b"</t></si></sst>"
    )
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 50_000))
    data = repacked(GOOD, sharedStrings=long, sheet1=sheet_xml(HEAD + rows))
    assert len(data) < 300_000
    tracemalloc.start()
    reading = read_figures(data)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert codes(reading) == ["cbs.no_rows"]
    assert most < 50_000_000


def test_a_cell_far_away_takes_no_room() -> None:
    far = '<row r="1048576"><c r="B1048576"><v>5</v></c></row>'
    assert codes(with_sheet('<row r="2"><c r="A2" t="str"><v>WK990101</v></c></row>' + far)) == []
    wide = '<row r="2"><c r="XFD2"><v>5</v></c></row>'
    assert codes(with_sheet(wide)) == ["cbs.too_many_columns"]


@pytest.mark.parametrize("limit", ["MOST_TAGS", "MOST_CELLS"])
def test_too_many_cells(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(f"exchange.cbs.xlsx.{limit}", 4_000)
    reading = with_sheet("".join(f'<row r="{number}"><c/><c/><c/></row>' for number in range(2, 2_000)))
    assert codes(reading) == ["cbs.too_many_cells"]
    assert said(reading.problems[0]).startswith("Het Excel-bestand heeft meer dan")


def test_too_many_shared_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exchange.cbs.xlsx.MOST_CELLS", 4_000)
    shared = b"<sst>" + b"<si/>" * 4_001 + b"</sst>"
    assert codes(read_figures(repacked(GOOD, sharedStrings=shared))) == ["cbs.too_many_cells"]


def test_one_endless_text_takes_no_room() -> None:
    endless = b"<sst><si><t>" + b"x" * 50_000_000 + b"</t></si></sst>"
    data = repacked(GOOD, sharedStrings=endless, sheet1=sheet_xml(HEAD))
    tracemalloc.start()
    assert codes(read_figures(data)) == ["cbs.no_rows"]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20_000_000


def test_too_many_rows() -> None:
    assert codes(with_sheet("<row/>" * MOST_ROWS)) == ["cbs.too_many_rows"]


def test_a_workbook_that_unpacks_to_too_much() -> None:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as held, held.open("xl/workbook.xml", "w") as part:
        for _ in range(LARGEST_UNPACKED // 1_000_000 + 1):
            part.write(bytes(1_000_000))
    data = whole.getvalue()
    assert len(data) < 1_000_000
    assert codes(read_figures(data)) == ["cbs.unpacks_too_large"]
    # One that says it is small does not come to more than it says.
    size = (LARGEST_UNPACKED // 1_000_000 + 1) * 1_000_000
    assert codes(read_figures(data.replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little")))) == [
        "cbs.damaged"
    ]


def test_entities_are_refused() -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    assert codes(with_sheet('<row r="2"><c r="A2" t="str"><v>&b;</v></c></row>', entities)) == ["cbs.damaged"]


@pytest.mark.parametrize(
    "row",
    [
        '<row r="2"><c r="2A"><v>5</v></c></row>',
        '<row r="2"><c r="B2"><v>5</v></c><c r="A2"><v>5</v></c></row>',
        '<row r="x"/>',
        f'<row r="{"9" * 5_000}"/>',
        '<row r="2"><c r="A2" t="s"><v>999999</v></c></row>',
        '<row r="2"><c r="A2" t="s"><v>-1</v></c></row>',
        '<row r="2"><c r="A2" t="s"></c></row>',
        '<row r="2"><c>',
    ],
)
def test_sheets_that_cannot_be(row: str) -> None:
    assert codes(with_sheet(row)) == ["cbs.damaged"]


def test_errors_and_dates_of_excel_are_no_figures() -> None:
    cells = '<c r="A2" t="str"><v>WK990101</v></c><c r="B2" t="{}"><v>{}</v></c>'
    for kind, value in (("e", "#DIV/0!"), ("b", "1"), ("d", "2022-01-01"), ("n", "1e999"), ("n", "NaN")):
        found = with_sheet(f'<row r="2">{cells.format(kind, value)}</row>')
        assert codes(found) in (["cbs.number"], ["cbs.size"]), value


def test_encodings_that_are_not_known() -> None:
    for encoding in (b"UsF-8", b"utf_16", b"rot13", b"x" * 100):
        sheet = sheet_xml(HEAD).replace(b"UTF-8", encoding)
        assert codes(read_figures(repacked(GOOD, sheet1=sheet))) == ["cbs.damaged"]


def test_zips_that_are_no_workbook() -> None:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as held:
        held.writestr("kwb-2022.csv", "code;a_inw")
    assert codes(read_figures(whole.getvalue())) == ["cbs.other_zip"]
    with zipfile.ZipFile(whole, "w") as held:
        for number in range(1_001):
            held.writestr(f"{number}", "")
    assert codes(read_figures(whole.getvalue())) == ["cbs.damaged"]
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_LZMA) as held:
        held.writestr("xl/workbook.xml", "x")
    assert codes(read_figures(whole.getvalue())) == ["cbs.damaged"]


def test_parts_that_are_not_there() -> None:
    assert codes(read_figures(repacked(GOOD, workbook=None))) != []
    assert codes(read_figures(repacked(GOOD, sheet1=None))) == ["cbs.no_header"]
    assert codes(read_figures(repacked(GOOD, sharedStrings=None))) == ["cbs.damaged"]
    for cut in range(0, len(GOOD), 97):
        assert codes(read_figures(GOOD[:cut])) in (["cbs.empty"], ["cbs.damaged"], ["cbs.no_header"])


def test_hidden_sheets_are_not_read() -> None:
    hidden = (
        zipfile.ZipFile(BytesIO(GOOD)).read("xl/workbook.xml").replace(b'sheetId="1"', b'sheetId="1" state="hidden"')
    )
    assert codes(read_figures(repacked(GOOD, workbook=hidden))) == ["cbs.no_header"]
