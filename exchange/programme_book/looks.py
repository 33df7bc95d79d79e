"""How cells of the programme workbook look: ink on paper, figures in the format of their kind, text as text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from exchange.programme_book.spec import Kind
from exchange.workbook.look import HAIRLINE, INK, INK_2, SANS, SUNKEN, number_formats
from planning.messages import Language

LONGEST_AS_TEXT = 255
"""Characters of a cell in the format for text; some Excels show #### for more."""
WIDEST, NARROWEST = 60, 11
"""Widths of columns, in characters."""

_BASE = {"font_name": SANS, "font_size": 11, "font_color": INK, "valign": "top"}
_CELL = {**_BASE, "bottom": 1, "bottom_color": HAIRLINE}
_HEAD = {**_BASE, "bold": True, "bg_color": SUNKEN, "bottom": 1, "bottom_color": INK, "text_wrap": True}


class Looks:
    """The formats of a workbook, by name; `of` says which one a value of a kind has."""

    def __init__(self, workbook: Any, language: Language) -> None:
        whole, cents = (number_formats(language, with_cents)["money"] for with_cents in (False, True))
        self._workbook = workbook
        self._made: dict[str, Any] = {}
        self._properties: dict[str, dict[str, Any]] = {
            "head": _HEAD,
            "head_year": {**_HEAD, "num_format": "0", "align": "right"},
            "text": {**_CELL, "num_format": "@", "text_wrap": True},
            "prose": {**_CELL, "text_wrap": True, "quote_prefix": True},
            "meaning": {**_CELL, "font_color": INK_2, "text_wrap": True},
            "money": {**_CELL, "num_format": whole},
            "cents": {**_CELL, "num_format": cents},
            "share": {**_CELL, "num_format": "0.00%"},
            "whole": {**_CELL, "num_format": "#,##0"},
            "year": {**_CELL, "num_format": "0"},
            "number": _CELL,
        }

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = self._workbook.add_format(self._properties[name])
        return self._made[name]

    def of(self, kind: Kind, values: list[Any]) -> str:
        """The name of the format for a column of a kind with these values."""
        if kind == "money":
            return "cents" if any(isinstance(value, Decimal) and value % 1 for value in values) else "money"
        return kind if kind in ("share", "whole", "year", "number") else "text"


def width(title: str, texts: list[str]) -> int:
    """The width of a column, in characters."""
    longest = max([len(title) // 2, *(len(line) for text in texts for line in text.split("\n"))], default=0)
    return min(max(longest + 2, NARROWEST), WIDEST)
