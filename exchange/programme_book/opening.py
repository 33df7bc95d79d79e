"""From the bytes of a file to the cells of its sheets, refusing what is no workbook before much is read.

Every part is unpacked here, counted as it comes, and handed to calamine in a fresh archive of just those parts: so it
reads what was looked through, and nothing else.
"""

from __future__ import annotations

import lzma
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import python_calamine

from exchange.programme_book.limits import LARGEST, MOST_PARTS, MOST_UNPACKED
from exchange.programme_book.scanning import Budget, Refused, Scan, local, parse, scan, string_lengths

CHUNK = 1 << 16
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    EOFError, NotImplementedError, RuntimeError, OSError, ValueError,
)  # fmt: skip
"""What an archive that is not whole makes `zipfile` raise."""
WORKBOOK, STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"
NEEDED = ("[Content_Types].xml", "_rels/.rels", "xl/styles.xml", "xl/_rels/workbook.xml.rels", WORKBOOK, STRINGS)


@dataclass
class SheetIn:
    """A sheet as it was found: rows of values (text, float, bool, or a date or time), "" where a cell is blank."""

    name: str
    rows: list[list[Any]]
    scan: Scan = field(default_factory=Scan)


def opened(data: bytes) -> list[SheetIn]:
    """The sheets of a workbook, in the order of their tabs.

    Raises:
        Refused: where the file is no workbook, or one that is too large or damaged.
    """
    _refuse_by_kind(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _refuse_by_parts(archive)
            parts = _unpacked(archive)
    except BROKEN:
        raise Refused("book.damaged") from None
    if WORKBOOK not in parts:
        raise Refused("book.not_a_workbook")
    files = _files(parts)
    budget = Budget()
    shared = string_lengths(parts[STRINGS]) if STRINGS in parts else []
    scans = {name: scan(parts[file], shared, budget) for name, file in files.items()}
    return [SheetIn(name, rows, scans[name]) for name, rows in _values(parts, list(files)).items()]


def _refuse_by_kind(data: bytes) -> None:
    """Refuse, by its first bytes, what is another kind of file."""
    if not data.strip():
        raise Refused("book.empty")
    if len(data) > LARGEST:
        raise Refused("book.too_large", most=LARGEST // 1_000_000)
    if data.startswith(OLE):
        raise Refused("book.encrypted" if OLE_ENCRYPTED in data else "book.old_excel")
    if data.startswith(b"%PDF"):
        raise Refused("book.pdf")
    if not data.startswith(b"PK"):
        raise Refused(_text_kind(data))


def _text_kind(data: bytes) -> str:
    """Which kind of file without an archive this is."""
    head = data[:4096]
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return "book.json"
    return "book.not_a_workbook" if b"\x00" in head else "book.text"


def _refuse_by_parts(archive: zipfile.ZipFile) -> None:
    """Refuse, by the list of its parts alone, what is no workbook or says that it is too large."""
    infos = archive.infolist()
    names = {info.filename for info in infos}
    if len(names) < len(infos) or len(infos) > MOST_PARTS:
        raise Refused("book.damaged")
    if any(info.flag_bits & 1 for info in infos):
        raise Refused("book.encrypted")
    if "content.xml" in names or "META-INF/manifest.xml" in names:
        raise Refused("book.open_document")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("book.macros")
    if "xl/workbook.bin" in names:
        raise Refused("book.binary")
    if WORKBOOK not in names:
        raise Refused("book.not_a_workbook")
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise Refused("book.unpacked_too_large", most=MOST_UNPACKED // 1_000_000)


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts that hold sheets and what they need, counted while they are unpacked."""
    parts, left = {}, MOST_UNPACKED
    for info in archive.infolist():
        if info.filename in NEEDED or (info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml")):
            whole = bytearray()
            with archive.open(info) as part:
                while chunk := part.read(CHUNK):
                    whole += chunk
                    left -= len(chunk)
                    if left < 0:
                        raise Refused("book.unpacked_too_large", most=MOST_UNPACKED // 1_000_000)
            parts[info.filename] = bytes(whole)
    return parts


def _files(parts: dict[str, bytes]) -> dict[str, str]:
    """Names of sheets with their parts, in the order of their tabs; not of charts."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "sheet":
            by = next((value for key, value in attributes.items() if local(key) == "id"), "")
            sheets.append((attributes.get("name", ""), by))

    relations = parts.get("xl/_rels/workbook.xml.rels")
    if relations is None:
        raise Refused("book.damaged")
    parse(relations, relation, lambda _: None, lambda _: None)
    parse(parts[WORKBOOK], sheet, lambda _: None, lambda _: None)
    files = {name: targets.get(by, "") for name, by in sheets}
    if len(files) < len(sheets):
        raise Refused("book.damaged")
    return {name: file for name, file in files.items() if file in parts}


def _values(parts: dict[str, bytes], names: list[str]) -> dict[str, list[list[Any]]]:
    """The values of the sheets, as calamine reads them from these parts."""
    fresh = BytesIO()
    with zipfile.ZipFile(fresh, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    fresh.seek(0)
    try:
        with python_calamine.CalamineWorkbook.from_filelike(fresh) as workbook:
            return {name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic in calamine is no Exception
        raise Refused("book.damaged") from None
