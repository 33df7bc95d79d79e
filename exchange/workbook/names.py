"""Names that Excel takes: plain text, short codes, sheet names, references."""

from __future__ import annotations

import re
from functools import cache

LONGEST_SHEET_NAME = 31
"""Excel counts UTF-16 units."""

_NOT_IN_XML = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
# Excel bars []:*?/\ in sheet names. Braces and !  would be legal, but formulas here are templates with braces.
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\{}!]")


def plain(text: str) -> str:
    """`text` on one line, without characters that XML cannot hold."""
    return _NOT_IN_XML.sub(" ", text).strip()


def codes(prefix: str, count: int) -> list[str]:
    """W01, W02, …: short and alike in length, so that no code is the same as another, whatever Excel makes of case,
    of text that looks like a number, or of wildcards. Sheets, ledger and formulas are tied by them.
    """
    width = max(2, len(str(count)))
    return [f"{prefix}{number:0{width}}" for number in range(1, count + 1)]


def sheet_name(code: str, label: str) -> str:
    """A name that Excel takes: the code, which makes it unique, and as much of the label as fits in 31 units."""
    shown = "".join(character if character.isprintable() else " " for character in plain(label))
    shown = _NOT_IN_SHEET_NAME.sub(" ", shown)
    # A space before each bracket: XlsxWriter takes FILTER( and its like, also in the name of a sheet, for a function.
    shown = " ".join(shown.replace("(", " (").split())
    return _cut(f"{code} {shown}", LONGEST_SHEET_NAME).rstrip(" '")


def _cut(text: str, units: int) -> str:
    """The first characters of `text` that fit in `units` UTF-16 units; no character is cut in two."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def quoted(sheet: str) -> str:
    """A sheet name as formulas write it: 'W01 ''t Zandt'."""
    return "'" + sheet.replace("'", "''") + "'"


@cache
def letters(column: int) -> str:
    """Column letters of a column counted from 0: A, B, …, Z, AA."""
    head, tail = divmod(column, 26)
    return (letters(head - 1) if head else "") + chr(ord("A") + tail)


def cell(row: int, column: int) -> str:
    """A1 notation of a row and column counted from 0."""
    return f"{letters(column)}{row + 1}"


def cell_of(sheet: str, row: int, column: int) -> str:
    """The cell on another sheet, fixed: 'W01 Feijenoord'!$B$7."""
    return f"{quoted(sheet)}!${letters(column)}${row + 1}"
