"""The sheets of an Excel workbook (.xlsx), line by line.

Read here and not by a library, for three reasons: what a file unpacks to is bounded while it is read (one whose cells
all name one long text takes a library a thousand times its size); figures stay as they are written, never floats; and
a formula is seen as one. ECMA-376, part 1, 18.3 (sheets), 18.4 (shared texts).
"""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from exchange.cbs.cells import (
    LARGEST_UNPACKED,
    LONGEST_TEXT,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_PIECES,
    MOST_ROWS,
    MOST_TAGS,
    Formula,
    Line,
    Sheet,
    Written,
)
from exchange.cbs.problems import Refused, in_table, refused

BOOK, TEXTS = "xl/workbook.xml", "xl/sharedStrings.xml"
CHUNK = 1 << 16
MOST_PARTS = 1_000
"""Files in a workbook."""
DAMAGED = (
    BadZipFile,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    expat.ExpatError,
    zlib.error,
)
"""What unzipping and parsing raise where a file is not what it should be."""

Attributes = dict[str, str]


def workbook(data: bytes) -> Iterator[Sheet]:
    """The visible sheets of a workbook.

    Raises:
        Refused: where it cannot be read; also while its lines are read.
    """
    with _whole():
        package = _Package(ZipFile(BytesIO(data)))
        if BOOK not in package.names:
            raise refused("cbs.other_zip")
        found = _sheets(package)
        shared = _texts(package) if TEXTS in package.names else []
        for name, part in found:
            if part in package.names:
                yield Sheet(name, _lines(package, name, part, shared))


@contextmanager
def _whole() -> Iterator[None]:
    try:
        yield
    except DAMAGED:
        raise refused("cbs.damaged") from None


class _Package:
    """The files in a workbook, together never read further than `LARGEST_UNPACKED` bytes and `MOST_TAGS` tags."""

    def __init__(self, held: ZipFile) -> None:
        parts = held.infolist()
        self.names = {part.filename for part in parts}
        self._held = held
        self._left, self._tags = LARGEST_UNPACKED, MOST_TAGS
        if len(parts) > MOST_PARTS or any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
            raise refused("cbs.damaged")
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise refused("cbs.unpacks_too_large", most=LARGEST_UNPACKED // 1_000_000)

    def parse(self, name: str, parser: expat.XMLParserType) -> Iterator[None]:
        """Feed a part to a parser, piece by piece. What is longer than it says it is does not pass its checksum."""
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _no_doctype
        with self._held.open(name) as stream:
            while piece := stream.read(CHUNK):
                self._left -= len(piece)
                self._tags -= piece.count(b"<")
                if self._left < 0:
                    raise refused("cbs.unpacks_too_large", most=LARGEST_UNPACKED // 1_000_000)
                if self._tags < 0:
                    raise refused("cbs.too_many_cells", most=MOST_CELLS)
                parser.Parse(piece, False)
                yield
        parser.Parse(b"", True)
        yield


def _no_doctype(*_: object) -> None:
    """Entities can grow a small file without end; no workbook declares any."""
    raise ValueError("a workbook with a document type")


def _elements(package: _Package, name: str, seen: Callable[[str, Attributes], None]) -> None:
    """Call `seen` with the plain name and the attributes of every element of a part."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, attributes: seen(_local(tag), attributes)
    for _ in package.parse(name, parser):
        pass


@lru_cache(maxsize=1_000)
def _local(tag: str) -> str:
    """The name of an element without its prefix."""
    return tag.rpartition(":")[2]


def _sheets(package: _Package) -> list[tuple[str, str]]:
    """Name and part of the visible sheets, in order."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def link(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            targets[attributes["Id"]] = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/")

    def sheet(tag: str, attributes: Attributes) -> None:
        if tag == "sheet" and attributes.get("state", "visible") == "visible":
            number = next(value for key, value in attributes.items() if _local(key) == "id" and ":" in key)
            sheets.append((attributes["name"], targets.get(number, "")))

    _elements(package, "xl/_rels/workbook.xml.rels", link)
    _elements(package, BOOK, sheet)
    return sheets


class _Texts:
    """Gathers the shared texts: each `si` is one, of the `t` in it, without the `rPh` that say how to pronounce it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._open = False
        self._aside = 0

    def start(self, tag: str, _: Attributes) -> None:
        name = _local(tag)
        if name == "si":
            self._parts = []
        self._aside += name == "rPh"
        self._open = name == "t" and not self._aside

    def said(self, text: str) -> None:
        if self._open and len(self._parts) < MOST_PIECES:
            self._parts.append(text)

    def end(self, tag: str) -> None:
        name = _local(tag)
        self._open = False
        self._aside -= name == "rPh"
        if name == "si":
            if len(self.texts) >= MOST_CELLS:
                raise refused("cbs.too_many_cells", most=MOST_CELLS)
            self.texts.append("".join(self._parts)[:LONGEST_TEXT])


def _texts(package: _Package) -> list[str]:
    texts = _Texts()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = texts.start, texts.end
    parser.CharacterDataHandler = texts.said
    for _ in package.parse(TEXTS, parser):
        pass
    return texts.texts


class _Lines:
    """Gathers the lines of a sheet in `done`."""

    def __init__(self, sheet: str, shared: list[str]) -> None:
        self.done: list[Line] = []
        self._sheet = sheet
        self._shared = shared
        self._row = 0
        self._rows, self._left = 0, MOST_CELLS
        self._cells: list[str] = []
        self._kind = "n"
        self._parts: dict[str, list[str]] = {}
        self._open: list[str] | None = None

    def start(self, tag: str, attributes: Attributes) -> None:
        name = _local(tag)
        if name == "row":
            self._rows += 1
            if self._rows > MOST_ROWS:
                raise refused("cbs.too_many_rows", most=MOST_ROWS)
            self._row = int(attributes.get("r", self._row + 1))
            self._cells = []
        elif name == "c":
            self._start_cell(attributes)
        elif name in ("v", "t", "f"):
            self._open = self._parts.setdefault(name, [])

    def _start_cell(self, attributes: Attributes) -> None:
        position = len(self._cells)
        if "r" in attributes:
            position = _column(attributes["r"])
        if position >= MOST_COLUMNS:
            raise Refused(in_table("cbs.too_many_columns", self._sheet, self._row, most=MOST_COLUMNS))
        if position < len(self._cells):
            raise ValueError("cells out of order")
        if position > len(self._cells):
            self._cells += [""] * (position - len(self._cells))
        self._kind = attributes.get("t", "n")
        self._parts = {}

    def said(self, text: str) -> None:
        if self._open is not None and len(self._open) < MOST_PIECES:
            self._open.append(text)

    def end(self, tag: str) -> None:
        name = _local(tag)
        self._open = None
        if name == "c":
            self._cells.append(self._value())
        elif name == "row":
            self._left -= len(self._cells)
            if self._left < 0:
                raise refused("cbs.too_many_cells", most=MOST_CELLS)
            self.done.append(Line(self._row, self._cells))

    def _value(self) -> str:
        """What a cell holds: a formula as such, also where it has been calculated."""
        parts, kind = self._parts, self._kind
        if "f" in parts:
            return Formula("=" + "".join(parts["f"])[:LONGEST_TEXT])
        text = "".join(parts.get("t" if kind == "inlineStr" else "v", ()))[:LONGEST_TEXT]
        if kind == "n":
            return Written(text)
        if kind == "s":
            number = int(text)
            if number < 0:
                raise ValueError("a text before the first")
            return self._shared[number]
        return {"0": "FALSE", "1": "TRUE"}.get(text, text) if kind == "b" else text


def _column(reference: str) -> int:
    """Position of the column of a cell, from 0: "A1" is 0, "AB7" is 27."""
    return _position(reference.rstrip("0123456789"))


@lru_cache(maxsize=MOST_COLUMNS)
def _position(letters: str) -> int:
    if not 1 <= len(letters) <= 3 or not letters.isascii() or not letters.isalpha():
        raise ValueError("no column is called this")
    position = 0
    for letter in letters.upper():
        position = 26 * position + ord(letter) - ord("A") + 1
    return position - 1


def _lines(package: _Package, sheet: str, part: str, shared: list[str]) -> Iterator[Line]:
    gathered = _Lines(sheet, shared)
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = gathered.start, gathered.end
    parser.CharacterDataHandler = gathered.said
    with _whole():
        for _ in package.parse(part, parser):
            yield from gathered.done
            gathered.done.clear()
