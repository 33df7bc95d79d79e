"""Figures as CBS writes them: padded, with a comma or a point, with "." where one is missing. Decimal, never float."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Context, Decimal

from exchange.cbs.cells import Formula, Written

MISSING = {"", ".", "x", "NA", "-99995", "-99997", "-99999999"}
"""What stands where there is no figure: in StatLine, in the year files, in files made with R, in files of the map."""
DIGITS = Context(prec=15)
"""Excel keeps 49.9 as 49.899999999999999; no statistic has more than 15 digits that mean anything."""
LARGEST, FINEST = Decimal(10) ** 12, -12
"""Largest size of a figure, and the power of ten of its smallest, as planning takes them."""

_NUMBER = re.compile(r"[+-]?\d{1,40}(?:[.,]\d{1,40})?(?:[eE][+-]?\d{1,4})?", re.ASCII)
_WITH_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)


class Wrong(Exception):  # noqa: N818 - it is a finding, not a failure of the program
    """A cell holds no figure; `code` says in which way (a key of the messages)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def mark_of(cells: Iterable[str]) -> str:
    """The decimal mark of a file: the comma where any of its texts has one between digits, else the point."""
    return "," if any("," in cell and _WITH_COMMA.fullmatch(cell.strip()) for cell in cells) else "."


def figure(cell: str, mark: str) -> Decimal | None:
    """The figure in a cell, to 15 digits; None where it is missing. `mark` is the decimal mark of the file's texts.

    Raises:
        Wrong: for a formula, for what is no number, has the other mark, or is of no size that a figure has.
    """
    if isinstance(cell, Formula):
        raise Wrong("cbs.formula")
    text = cell.strip()
    if text in MISSING:
        return None
    if _NUMBER.fullmatch(text) is None:
        raise Wrong("cbs.number")
    if mark == "," and "." in text and not isinstance(cell, Written):
        raise Wrong("cbs.mark")
    value = DIGITS.create_decimal(text.replace(",", "."))
    if value and (abs(value) > LARGEST or value.adjusted() < FINEST):
        raise Wrong("cbs.size")
    return plain(value)


def plain(value: Decimal) -> Decimal:
    """A figure without needless zeros: 49.90 is 49.9, 8E+1 is 80."""
    short = value.normalize(DIGITS)
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short


def whole(value: Decimal) -> int | None:
    """A figure as a whole number; None where it is none."""
    return int(value) if value == value.to_integral_value() else None
