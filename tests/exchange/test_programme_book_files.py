"""Files that are no workbook, too large, damaged or made to do harm: refused, quickly, in a sentence."""

from __future__ import annotations

import re
import struct
import time
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.programme_book import read, write
from tests.exchange.books import book, placed, sheets_of, small, with_part

GOOD = write(small())
SHEET = "xl/worksheets/sheet3.xml"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
CONTENT = b'<?xml version="1.0"?><office:document-content/>'


def archive(**parts: bytes) -> bytes:
    """An archive of parts; "__" in a name is "/", and "_dot_" is "."."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return whole.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
FILES: list[tuple[str, bytes]] = [
    ("book.empty", b""),
    ("book.empty", b" \r\n"),
    ("book.too_large", b"PK" + b"\x00" * 10_000_000),
    ("book.old_excel", OLE),
    ("book.encrypted", OLE + "EncryptedPackage".encode("utf-16-le")),
    ("book.pdf", b"%PDF-1.7\n"),
    ("book.json", b'\xef\xbb\xbf {"zaaiplan": 1}'),
    ("book.text", b"id;naam\r\na;Noord\r\n"),
    ("book.not_a_workbook", b"\x89PNG\r\n\x1a\n\x00\x00"),
    ("book.not_a_workbook", archive(word__document_dot_xml=b"<w/>")),
    ("book.open_document", archive(mimetype=ODS, content_dot_xml=CONTENT)),
    ("book.macros", with_part(GOOD, "xl/vbaProject.bin", lambda _: b"x")),
    ("book.binary", archive(xl__workbook_dot_bin=b"x")),
    ("book.damaged", b"PK\x03\x04 and no more"),
    ("book.damaged", GOOD[:-200]),
    ("book.damaged", GOOD[: len(GOOD) // 2]),
    ("book.damaged", with_part(GOOD, "xl/workbook.xml", lambda xml: xml[:100])),
    ("book.damaged", with_part(GOOD, SHEET, lambda xml: xml[:-20])),
    ("book.damaged", with_part(GOOD, SHEET, lambda xml: xml.replace(b'r="A2"', b'r="B7"'))),
    ("book.damaged", with_part(GOOD, SHEET, lambda xml: xml.replace(b'r="A2"', b'r="AAAA2"'))),
    ("book.damaged", with_part(GOOD, SHEET, lambda xml: xml.replace(b'<row r="3"', b'<row r="1"'))),
    ("book.damaged", with_part(GOOD, SHEET, lambda xml: re.sub(rb't="s"><v>', b't="s"><v>99999', xml))),
    ("book.damaged", with_part(GOOD, SHEET, lambda xml: xml.decode().encode("utf-16"))),
    ("book.damaged", with_part(GOOD, SHEET, lambda xml: xml.replace(b'encoding="UTF-8"', b'encoding="UTF-7"'))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "data"), FILES, ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_no_workbook_is_named(code: str, data: bytes) -> None:
    reading = read(data)
    assert placed(reading) == [("", None, "", code)]
    for language in ("nl", "en"):
        assert reading.problems[0].sentence(language).endswith(".")


def test_sentences_of_files() -> None:
    assert read(FILES[2][1]).problems[0].sentence() == "Het bestand is groter dan 10 MB."
    assert read(OLE).problems[0].sentence("en") == (
        "This is a file of an old Excel (.xls). Save it as an Excel workbook (.xlsx)."
    )


def test_a_part_with_a_password() -> None:
    """Bit 0 of the flags of every part, in the list of parts."""
    data = bytearray(GOOD)
    for match in re.finditer(b"PK\x01\x02", GOOD):
        data[match.start() + 8] |= 1
    assert placed(read(bytes(data))) == [("", None, "", "book.encrypted")]


def refused(data: bytes, code: str, seconds: float = 5) -> None:
    started = time.perf_counter()
    assert placed(read(data)) == [("", None, "", code)]
    assert time.perf_counter() - started < seconds


def test_a_zip_bomb_is_refused_by_what_it_says() -> None:
    bomb = with_part(GOOD, "xl/media/image1.png", lambda _: b"\x00" * 101_000_000)
    assert len(bomb) < 300_000
    refused(bomb, "book.unpacked_too_large")


def test_a_zip_bomb_that_lies_about_its_size() -> None:
    """The list of parts says 10 bytes; nothing beyond them is read, and what was read does not agree."""
    bomb = bytearray(with_part(GOOD, SHEET, lambda _: b" " * 50_000_000))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        for match in re.finditer(re.escape(mark), bytes(bomb)):
            start = match.start()
            if bytes(bomb[start + offset : start + offset + 4]) == struct.pack("<I", 50_000_000):
                bomb[start + offset : start + offset + 4] = struct.pack("<I", 10)
    refused(bytes(bomb), "book.damaged")


def rows(*cells: str) -> bytes:
    """The XML of a sheet of which each row is given."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{"".join(cells)}</sheetData></worksheet>'.encode()


def number(reference: str) -> str:
    digits = re.sub("[A-Z]", "", reference)
    return f'<row r="{digits}"><c r="{reference}"><v>1</v></c></row>'


def test_a_cell_far_away_takes_no_room() -> None:
    """A sheet with one cell in its last corner would be 17 billion cells."""
    refused(with_part(GOOD, SHEET, lambda _: rows(number("A1"), number("XFD1048576"))), "book.too_many_rows")
    refused(with_part(GOOD, SHEET, lambda _: rows(number("A1"), number("XFD1000"))), "book.too_many_cells")


def test_too_many_rows_are_refused_before_they_are_all_read() -> None:
    many = [f"<row><c><v>{row}</v></c></row>" for row in range(300_000)]
    refused(with_part(GOOD, SHEET, lambda _: rows(*many)), "book.too_many_rows")


def test_rows_of_all_sheets_count_together() -> None:
    many = [f"<row><c><v>{row}</v></c></row>" for row in range(120_000)]
    data = with_part(GOOD, SHEET, lambda _: rows(*many))
    refused(with_part(data, "xl/worksheets/sheet4.xml", lambda _: rows(*many)), "book.too_many_rows")


def test_one_text_in_many_cells_takes_no_room() -> None:
    """Ten thousand cells that share a text of 32 kB are 320 MB."""

    def longer(xml: bytes) -> bytes:
        return xml.replace(b"<si><t>Id</t></si>", b"<si><t>" + b"x" * 32_000 + b"</t></si>", 1)

    strings = zipfile.ZipFile(BytesIO(GOOD)).read("xl/sharedStrings.xml")
    place = re.findall(rb"<si><t[^>]*>(.*?)</t></si>", strings, re.DOTALL).index(b"Id")
    many = [f'<row><c t="s"><v>{place}</v></c></row>' for _ in range(10_000)]
    data = with_part(GOOD, "xl/sharedStrings.xml", longer)
    refused(with_part(data, SHEET, lambda _: rows(*many)), "book.too_much_text")


def test_xml_that_declares_entities_is_refused() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    refused(with_part(GOOD, SHEET, lambda _: laughs.encode() + rows(number("A1"))), "book.damaged")
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    refused(with_part(GOOD, SHEET, lambda _: outside.encode() + rows(number("A1"))), "book.damaged")


def test_styled_blank_cells_to_the_last_row_do_no_harm() -> None:
    """Excel keeps rows that somebody once gave a colour."""
    plain = book(sheets_of(GOOD))
    tail = b'<row r="1048576"><c r="A1048576" s="0"/></row></sheetData>'
    reading = read(with_part(plain, SHEET, lambda xml: xml.replace(b"</sheetData>", tail)))
    assert reading.programme == small()


def test_links_to_other_files_and_drawings_are_not_read() -> None:
    reading = read(with_part(GOOD, "xl/externalLinks/externalLink1.xml", lambda _: b"<broken"))
    assert reading.programme == small()


def test_other_ways_to_write_the_same_xml() -> None:
    """Names with a prefix; cells without references; texts within their cell."""
    shared = [
        "".join(re.findall("<t[^>]*>(.*?)</t>", item, re.DOTALL))
        for item in re.findall("<si>(.*?)</si>", PARTS["xl/sharedStrings.xml"].decode(), re.DOTALL)
    ]

    def prefixed(xml: bytes) -> bytes:
        named = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", xml)
        return named.replace(b' xmlns="', b' xmlns:x="')

    def inline(xml: bytes) -> bytes:
        def within(match: re.Match[str]) -> str:
            return f'<c t="inlineStr"><is><t>{shared[int(match[1])]}</t></is></c>'

        text = re.sub(r'<c r="[A-Z]+[0-9]+" t="s"><v>([0-9]+)</v></c>', within, xml.decode())
        return re.sub(r' (?:r|spans)="[A-Z0-9:]+"', "", text).encode()

    serves = f"xl/worksheets/sheet{list(sheets_of(GOOD)).index('Dient') + 1}.xml"
    for change in (prefixed, inline, lambda xml: prefixed(inline(xml))):
        assert with_part(PLAIN, serves, change) != PLAIN
        reading = read(with_part(PLAIN, serves, change))
        assert [each.sentence() for each in reading.problems] == []
        assert reading.programme == small()


PLAIN = book(sheets_of(GOOD))
NAMES = zipfile.ZipFile(BytesIO(PLAIN)).namelist()
PARTS = {name: zipfile.ZipFile(BytesIO(PLAIN)).read(name) for name in NAMES}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(NAMES), st.data())
def test_a_part_with_bytes_changed_never_raises(name: str, data: st.DataObject) -> None:
    part = PARTS[name]
    start = data.draw(st.integers(0, len(part) - 1))
    length = data.draw(st.integers(0, 30))
    pieces = [b'r="B9"', b"<c", b"</v>", b' t="s"', b"&#0;", b"-1"]
    piece: bytes = data.draw(st.binary(max_size=10) | st.sampled_from(pieces))
    reading = read(with_part(PLAIN, name, lambda old: old[:start] + piece + old[start + length :]))
    assert (reading.programme is None) == bool(reading.problems)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_file_with_bytes_changed_never_raises(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(PLAIN) - 1))
    piece = data.draw(st.binary(max_size=12))
    reading = read(PLAIN[:start] + piece + PLAIN[start + len(piece) :])
    assert (reading.programme is None) == bool(reading.problems)
