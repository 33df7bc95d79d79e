"""What a file holds before it is understood: sheets of lines of texts, and how much of that is still read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

LARGEST = 10_000_000
"""Bytes of a file."""
LARGEST_UNPACKED = 200_000_000
"""Bytes of an Excel file when unpacked: that of the whole country, with all columns, takes about half."""
MOST_CELLS, MOST_TAGS = 3_000_000, 12_000_000
"""Cells of an Excel sheet, with those left out before the last of a row (and texts that sheets share); beginnings and
ends of elements in a file, four for a cell with a figure."""
MOST_PIECES = 100
"""Pieces, of a few thousand characters each, that are kept of a text while it is read."""
LONGEST_TEXT = 500
"""Characters that are kept of a text in a cell of Excel: all cells can name the same one, and each is looked at."""
MOST_ROWS, MOST_COLUMNS = 200_000, 1_000


class Formula(str):
    """The text of a formula in a cell of Excel."""

    __slots__ = ()


class Written(str):
    """A number in a cell of Excel, as the file writes it: with a point."""

    __slots__ = ()


@dataclass(frozen=True)
class Line:
    """A row of a table; `number` counts from 1 as the file does."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, or a text read with one separator; `lines` can be read once."""

    name: str
    lines: Iterator[Line]
    separator: str = ""
