"""A value of a document as a cell holds it: a number, or text. The reverse is `cells_in`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from exchange.programme_book.spec import Column, Kind
from exchange.programme_book.words import CHOICES, EMPTY, FLAG, NOTHING, which
from planning.messages import Language
from planning.messages.wording import DUTCH_MARKS

SEPARATOR = "; "
"""Between the items of a list in a cell."""
LIKE_EMPTY = re.compile(r"\(+(?:leeg|empty)\)+")
"""Text that would be read as no characters, or as such text written so."""
BLANK_LISTS = ("already_running",)
"""Lists of which a blank cell means: nothing in it."""


def shown(column: Column, value: Any, language: Language) -> int | float | str | None:
    """What a cell of a column holds for a value; None for a blank cell."""
    if column.kind in ("years", "ids", "layers") and value is not None:
        return _list(column, value, language)
    return single(column.kind, column.options, value, language)


def single(kind: Kind, options: str, value: Any, language: Language) -> int | float | str | None:
    """What a cell holds for a value that is no list."""
    if value is None:
        return None
    if kind == "flag":
        return FLAG[value][which(language)]
    if kind == "choice":
        return CHOICES[options][value][which(language)]
    if kind == "optional_text":
        return f"({value})" if LIKE_EMPTY.fullmatch(value) else value or EMPTY[which(language)]
    return value or None if isinstance(value, str) else figure(value, language)


def figure(value: int | Decimal, language: Language) -> int | float | str:
    """A number; as text where it has more digits than Excel keeps (15)."""
    if isinstance(value, Decimal) and value == value.to_integral_value() and abs(value) < 10**15:
        return int(value)
    near = float(value)
    if Decimal(f"{near:.15g}") == value:
        return near
    text = format(Decimal(value), "f")
    return text.translate(DUTCH_MARKS) if language == "nl" else text


def _list(column: Column, values: Any, language: Language) -> str | None:
    if not values:
        return None if column.path[-1] in BLANK_LISTS else NOTHING[which(language)]
    if column.kind == "layers":
        return SEPARATOR.join(CHOICES["layer"][value][which(language)] for value in values)
    return SEPARATOR.join(str(value) for value in values)
