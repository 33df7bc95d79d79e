"""Looks through the XML of a sheet before its values are read: how far it goes, and what its values do not show.

Values are read by calamine, which makes room for every cell up to the last one and gives a blank for an error and for
a formula without an outcome. So how far a sheet goes is counted here first, and those cells are noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from exchange.programme_book.limits import EXCEL_COLUMNS, EXCEL_ROWS, MOST_CELLS, MOST_ROWS, MOST_TEXT

REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
AREA = re.compile(r"([A-Z]{1,3}[1-9][0-9]{0,6}):([A-Z]{1,3}[1-9][0-9]{0,6})")
ENCODINGS = (None, "utf-8", "us-ascii", "ascii")


class Refused(Exception):  # noqa: N818 - it is a finding, not a failure of the program
    """The file as a whole cannot be read: the code of the sentence, and what it names."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass
class Scan:
    """What a sheet holds beside its values: places are (row, column) from 0."""

    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    merged: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass
class Budget:
    """What is left of all rows, cells and text that a workbook may have."""

    rows: int = MOST_ROWS
    cells: int = MOST_CELLS
    text: int = MOST_TEXT

    def fits(self, scan: Scan) -> None:
        """Refuse a sheet as soon as it is too large together with those before it."""
        if scan.rows > self.rows:
            raise Refused("book.too_many_rows", most=MOST_ROWS)
        if scan.rows * scan.columns > self.cells:
            raise Refused("book.too_many_cells", most=MOST_CELLS)

    def take(self, scan: Scan) -> None:
        """Count a sheet that was looked through."""
        self.rows -= scan.rows
        self.cells -= scan.rows * scan.columns

    def take_text(self, length: int) -> None:
        """Count the text of a cell."""
        self.text -= length
        if self.text < 0:
            raise Refused("book.too_much_text", most=MOST_TEXT // 1_000_000)


def local(name: str) -> str:
    """The name of an element without its prefix."""
    return name.rpartition(":")[2] if ":" in name else name


Start = Callable[[str, dict[str, str]], None]


def parse(data: bytes, start: Start, end: Callable[[str], None], text: Callable[[str], None]) -> None:
    """Go through XML; names of elements come with their prefix, where they have one.

    Raises:
        Refused: for what is no XML, is in another encoding than UTF-8, or declares a document type.
    """
    if data[:2] in (b"\xfe\xff", b"\xff\xfe"):
        raise Refused("book.damaged")
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    parser.XmlDeclHandler = _encoded
    try:
        parser.Parse(data, True)
    except ExpatError:
        raise Refused("book.damaged") from None


def _refuse(*_: Any) -> None:
    raise Refused("book.damaged")


def _encoded(_version: str, encoding: str | None, _standalone: int) -> None:
    if (encoding.lower() if encoding else None) not in ENCODINGS:
        raise Refused("book.damaged")


def string_lengths(data: bytes) -> list[int]:
    """Lengths in bytes of the texts that cells share, by number."""
    lengths: list[int] = []

    def start(name: str, _: dict[str, str]) -> None:
        if local(name) == "si":
            lengths.append(0)

    def text(found: str) -> None:
        if lengths:
            lengths[-1] += len(found.encode("utf-8", "surrogatepass"))

    parse(data, start, lambda _: None, text)
    return lengths


def scan(data: bytes, shared: list[int], budget: Budget) -> Scan:
    """Look through the XML of a sheet.

    Raises:
        Refused: where it is damaged, or too large together with what was looked through before.
    """
    looking = _Sheet(shared, budget)
    parse(data, looking.start, looking.end, looking.text)
    budget.take(looking.found)
    return looking.found


class _Sheet:
    """The state of going through a sheet, cell by cell."""

    def __init__(self, shared: list[int], budget: Budget) -> None:
        self.found = Scan()
        self.shared, self.budget = shared, budget
        self.row = self.column = -1
        self.kind, self.value, self.holds, self.formula, self.in_value = "", "", False, False, False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "c":
            self._cell(attributes)
        elif name == "row":
            self._row(attributes)
        elif name in ("v", "t"):
            self.in_value = self.holds = True
        elif name == "f":
            self.formula = self.holds = True
        elif name == "mergeCell":
            self._merged(attributes.get("ref", ""))

    def text(self, found: str) -> None:
        if self.in_value:
            self.value += found

    def end(self, name: str) -> None:
        name = local(name)
        if name in ("v", "t"):
            self.in_value = False
        elif name == "c" and self.holds:
            self._ended()

    def _row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", str(self.row + 2))
        if not (number.isascii() and number.isdigit()) or not self.row + 1 < int(number[:8]) <= EXCEL_ROWS:
            raise Refused("book.damaged")  # rows come in order
        self.row, self.column = int(number) - 1, -1

    def _cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            row, column = place(attributes["r"])
            if row != self.row or column <= self.column:
                raise Refused("book.damaged")
            self.column = column
        else:
            self.column += 1
        self.kind, self.value, self.holds, self.formula = attributes.get("t", "n"), "", False, False

    def _ended(self) -> None:
        """A cell that holds something."""
        at, found = (self.row, self.column), self.found
        if self.row >= found.rows or self.column >= found.columns:
            found.rows, found.columns = self.row + 1, max(found.columns, self.column + 1)
            self.budget.fits(found)
        if self.kind == "e":
            found.errors[at] = self.value
        elif self.formula and not self.value and self.kind != "str":
            found.formulas.add(at)
        if self.kind == "s":
            known = self.value.isascii() and self.value.isdigit() and int(self.value[:9]) < len(self.shared)
            if not known:
                raise Refused("book.damaged")
            self.budget.take_text(self.shared[int(self.value)])
        else:
            self.budget.take_text(len(self.value))

    def _merged(self, area: str) -> None:
        match = AREA.fullmatch(area)
        if match is not None:
            self.found.merged[place(match[1])] = area


def place(reference: str) -> tuple[int, int]:
    """Row and column, from 0, of a cell such as B7."""
    match = REFERENCE.fullmatch(reference)
    if match is None:
        raise Refused("book.damaged")
    row, column = int(match[2]), _number(match[1])
    if row > EXCEL_ROWS or column > EXCEL_COLUMNS:
        raise Refused("book.damaged")
    return row - 1, column - 1


@cache
def _number(letters: str) -> int:
    """The number of a column, from 1."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
