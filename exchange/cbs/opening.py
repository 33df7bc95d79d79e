"""What kind of file it is, and its sheets: an Excel workbook (.xlsx), or text with separated columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from exchange.cbs.cells import LARGEST, MOST_COLUMNS, MOST_ROWS, Line, Sheet
from exchange.cbs.problems import Refused, in_table, refused
from exchange.cbs.xlsx import workbook

SEPARATORS = {";": True, ",": True, "\t": True, "|": False, ":": False}
"""Separators of columns in the order in which they are tried, and whether they are read or only recognised."""
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def sheets(data: bytes) -> Iterator[Sheet]:
    """The sheets of a file; of a text one for each separator that it may have.

    Raises:
        Refused: where the file as a whole cannot be read; also while its lines are read.
    """
    if len(data) > LARGEST:
        raise refused("cbs.too_large", most=LARGEST // 1_000_000)
    if not data.strip(b"\xef\xbb\xbf\x00\r\n\t "):
        raise refused("cbs.empty")
    if data.startswith(b"%PDF"):
        raise refused("cbs.pdf")
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # the container of .xls, and of workbooks with a password
        raise refused("cbs.old_excel")
    if data.startswith(b"PK"):
        return workbook(data)
    return texts(data)


def texts(data: bytes) -> Iterator[Sheet]:
    """The text once for each separator."""
    if max(data.count(b"\n"), data.count(b"\r")) > MOST_ROWS:
        raise refused("cbs.too_many_rows", most=MOST_ROWS)
    text = _decoded(data)
    for separator in SEPARATORS:
        yield Sheet("", _lines(text, separator), separator)


def _decoded(data: bytes) -> str:
    if data.startswith(UTF16):
        raise refused("cbs.not_utf8", row=1)
    if b"\x00" in data:
        raise refused("cbs.not_text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused("cbs.not_utf8", row=data.count(b"\n", 0, error.start) + 1) from None


def _lines(text: str, separator: str) -> Iterator[Line]:
    """The rows of a text, numbered by its lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    first = 1
    try:
        for cells in reader:
            if any("\n" in cell or "\r" in cell for cell in cells):
                raise Refused(in_table("cbs.quote", row=first))
            if len(cells) > MOST_COLUMNS:
                raise Refused(in_table("cbs.too_many_columns", row=first, most=MOST_COLUMNS))
            yield Line(first, cells)
            first = reader.line_num + 1
    except csv.Error:  # a field of over 131,072 characters
        raise Refused(in_table("cbs.quote", row=first)) from None
