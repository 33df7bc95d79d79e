"""How the workbook looks: paper, ink and soil. Green is money of the plan, blue can be pressed, brown is soil."""

from __future__ import annotations

from typing import Any

from planning.messages import Language

INK, INK_2, HAIRLINE, SUNKEN = "#231f1a", "#544c40", "#ddd5c6", "#f2ede3"
LEAF, LEAF_MID, CORNFLOWER, OCHRE = "#2e6b3e", "#a9cfa9", "#2e52a8", "#a86c00"
WHITE = "#ffffff"
LAYERS = {
    "municipality": (WHITE, "#46352b"),
    "state": (WHITE, "#b6713d"),
    "partner": ("#8a6d2f", "#f3e3bb"),
}
"""(outline, fill) by layer, in the order in which they are stacked."""

SERIF, SANS = "Cambria", "Calibri"

_PREFIX = {"nl": "[$€-413] ", "en": "[$€-809]"}
# The separators of a number format follow the reader's own Excel; only the sign of the euro is fixed here.


def number_formats(language: Language, with_cents: bool) -> dict[str, str]:
    """Excel number format by kind of figure. Money has a true minus, and 0 is 0.

    money and line are amounts in cents when they are handed over, euros are amounts per resident.
    """
    euro = _PREFIX[language]
    digits = "#,##0.00" if with_cents else "#,##0"

    def signed(body: str) -> str:
        minus = f'{euro}"−"{body}' if language == "nl" else f'"−"{euro}{body}'
        return f"{euro}{body};{minus};0"

    return {
        "money": signed(digits),
        "line": signed("#,##0"),
        "euros": signed("#,##0"),
        "count": "#,##0",
        "share": "0%",
        "number": "0.##########",
        "year": "0",
        "check": f'{euro}#,##0.00;{euro}"−"#,##0.00;"0 ✓"',
    }


_RIGHT = {"align": "right"}
_HAIR = {"bottom": 1, "bottom_color": HAIRLINE}
_TOTAL = {
    "bold": True, "bg_color": SUNKEN, "top": 1, "bottom": 1, "top_color": INK, "bottom_color": INK,
}  # fmt: skip
_HEAD = {"bold": True, "bottom": 1, "bottom_color": INK, "text_wrap": True, "valign": "bottom"}

_STYLES: dict[str, dict[str, Any]] = {
    "title": {"font_name": SERIF, "font_size": 20},
    "title_long": {"font_name": SERIF, "font_size": 13},
    "subtitle": {"font_color": INK_2},
    "note": {"font_color": INK_2, "text_wrap": True},
    "group": {"bold": True, "font_size": 12, "valign": "bottom"},
    "group_year": {"bold": True, "font_size": 12, "num_format": "0", "align": "left"},
    "head": _HEAD,
    "head_right": {**_HEAD, **_RIGHT},
    "head_year": {**_HEAD, **_RIGHT, "num_format": "0"},
    "text": {**_HAIR, "text_wrap": True},
    "plain": {},
    "right": {"align": "right"},
    "label": _HAIR,
    "after": {**_HAIR, "indent": 1},
    "head_after": {**_HEAD, "indent": 1},
    "year_left": {**_HAIR, "num_format": "0", "align": "left"},
    "code": {**_HAIR, "font_color": INK_2},
    "link": {**_HAIR, "font_color": CORNFLOWER, "underline": 1},
    "link_year": {**_HAIR, "font_color": CORNFLOWER, "underline": 1, "num_format": "0", "align": "left"},
    "press": {"font_color": CORNFLOWER, "underline": 1},
    "total_text": _TOTAL,
}


class Styles:
    """Formats of one workbook by name: a style, a kind of figure, or `total_` and a kind of figure."""

    def __init__(self, workbook: Any, language: Language, with_cents: bool) -> None:
        self._workbook = workbook
        self._numbers = number_formats(language, with_cents)
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = self._workbook.add_format(
                {
                    "font_name": SANS,
                    "font_size": 11,
                    "font_color": INK,
                    "valign": "vcenter",
                    **self._properties(name),
                }
            )
        return self._made[name]

    def _properties(self, name: str) -> dict[str, Any]:
        if name in _STYLES:
            return _STYLES[name]
        kind = name.removeprefix("total_")
        base = _HAIR if kind == name else _TOTAL
        return {**base, **_RIGHT, "num_format": self._numbers[kind]}
