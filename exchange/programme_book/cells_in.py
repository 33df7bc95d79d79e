"""What a cell holds as a value of a document: typed by people, so in more than one form. The reverse is `cells_out`."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

from exchange.programme_book.cells_out import LIKE_EMPTY
from exchange.programme_book.findings import Either, Said
from exchange.programme_book.spec import Column, Kind
from exchange.programme_book.words import CHOICES, EMPTY, FLAG, FLAG_WORDS, NOTHING, choices_by_word, folded
from planning.messages import Language

TEXTS = ("text", "optional_text", "id")
MOMENTS = (date, datetime, time, timedelta)
LARGEST = Decimal(10) ** 30
LONGEST = 60
"""Characters of a number that is typed as text."""

NUMBERS: dict[Language, re.Pattern[str]] = {
    "nl": re.compile(r"([+-]?)((?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?)"),
    "en": re.compile(r"([+-]?)((?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?)"),
}
"""Numbers as they are written in a language: 1.234,5 or 1,234.5."""
OTHER: dict[Language, Language] = {"nl": "en", "en": "nl"}
BETWEEN = re.compile(r"[;,\n]")
BETWEEN_YEARS = re.compile(r"[;,\s]+")

CODES: dict[Kind, str] = {
    "text": "book.not_text",
    "optional_text": "book.not_text",
    "id": "book.not_text",
    "ids": "book.not_list",
    "layers": "book.not_choice",
    "choice": "book.not_choice",
    "flag": "book.not_choice",
    "money": "book.not_money",
    "number": "book.not_number",
    "share": "book.not_share",
    "whole": "book.not_whole",
    "year": "book.not_year",
    "years": "book.not_years",
}
"""The code of what is not of a kind; its `.expected` says what should stand there."""


class Wrong(Exception):  # noqa: N818 - it is a finding, not a failure of the program
    """A cell does not hold what it should: the code of the sentence, and what it names beside place and value."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def blank(kind: Kind, raw: Any) -> bool:
    """Whether a cell says nothing. In text, spaces are something."""
    return raw == "" or (kind not in ("text", "optional_text") and isinstance(raw, str) and not raw.strip())


def asked(column: Column) -> Said:
    """What should stand in a column, in words."""
    return Said(f"{CODES[column.kind]}.expected", _options(column))


def value(column: Column, raw: Any, language: Language) -> Any:
    """The value of a cell that is not blank; numbers are int or Decimal, lists are tuples.

    Raises:
        Wrong: where it is not of the kind of the column.
    """
    if isinstance(raw, MOMENTS):
        raise Wrong("book.date", asked=asked(column))
    if column.kind in TEXTS:
        return _text(column.kind, raw)
    if column.kind in ("choice", "flag"):
        return _chosen(column, raw)
    if column.kind in ("ids", "layers", "years"):
        return _list(column, raw)
    return _number(column, raw, language)


def _text(kind: Kind, raw: Any) -> str:
    if isinstance(raw, bool):
        raise Wrong("book.flag_as_text")
    if not isinstance(raw, str):
        raise Wrong("book.not_text")
    if kind == "id":
        return raw.strip()
    if kind == "optional_text":
        if raw in EMPTY:
            return ""
        return raw[1:-1] if LIKE_EMPTY.fullmatch(raw) else raw
    return raw


def _options(column: Column) -> dict[str, Any]:
    """The words of a choice."""
    if column.kind == "flag":
        return {"options": Either(tuple(FLAG.values()))}
    if column.kind in ("choice", "layers"):
        return {"options": Either(tuple(CHOICES[column.options or "layer"].values()))}
    return {}


def _chosen(column: Column, raw: Any) -> Any:
    known: dict[str, Any] = FLAG_WORDS if column.kind == "flag" else dict(choices_by_word(column.options))
    if column.kind == "flag" and isinstance(raw, bool):
        return raw
    word = folded(raw) if isinstance(raw, str) else ""
    if word not in known:
        raise Wrong("book.not_choice", **_options(column))
    return known[word]


def _list(column: Column, raw: Any) -> tuple[Any, ...]:
    if column.kind == "years" and isinstance(raw, int | float) and not isinstance(raw, bool):
        return (_year(raw),)
    if not isinstance(raw, str):
        raise Wrong(CODES[column.kind], **_options(column))
    if folded(raw) in NOTHING:
        return ()
    pattern = BETWEEN_YEARS if column.kind == "years" else BETWEEN
    parts = [part.strip() for part in pattern.split(raw) if part.strip()]
    if not parts:
        raise Wrong(CODES[column.kind], **_options(column))
    if column.kind == "years":
        if not all(re.fullmatch(r"[0-9]{4}", part) for part in parts):
            raise Wrong("book.not_years")
        return tuple(int(part) for part in parts)
    if column.kind == "layers":
        words = choices_by_word("layer")
        if not all(folded(part) in words for part in parts):
            raise Wrong("book.not_choice", **_options(column))
        return tuple(words[folded(part)] for part in parts)
    return tuple(parts)


def _year(raw: float) -> int:
    if not isfinite(raw) or raw != int(raw):
        raise Wrong("book.not_years")
    return int(raw)


def _number(column: Column, raw: Any, language: Language) -> int | Decimal:
    """A number, of which Excel keeps 15 digits: what floats add after them is rounded away."""
    code = CODES[column.kind]
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise Wrong(code)
    if isinstance(raw, str):
        found = _typed(column.kind, raw, language)
    else:
        found = Decimal(f"{raw:.15g}") if isfinite(raw) else None
    if found is None:
        raise Wrong(code)
    if abs(found) > LARGEST:
        raise Wrong("book.number_too_large")
    whole = found == found.to_integral_value()
    if column.kind in ("whole", "year") and not whole:
        raise Wrong(code)
    if column.kind == "money" and found != found.quantize(Decimal("0.01")):
        raise Wrong("book.decimals")
    return int(found) if whole else found


def _typed(kind: Kind, raw: str, language: Language) -> Decimal | None:
    """A number that was typed as text, in the way of the language, or else of the other; None for what is none."""
    text = "".join(raw.split()).replace("\u2212", "-")
    if len(text) > LONGEST:
        return None
    percent = kind in ("share", "number") and text.endswith("%")
    text = text.removesuffix("%") if percent else text
    if kind == "money":
        text = re.sub(r"^(-?)(?:€|EUR)(-?)", r"\1\2", text, flags=re.IGNORECASE)
        text = re.sub(r"(?:,-{1,2}|€)$", "", text)
    for way in (language, OTHER[language]):
        match = NUMBERS[way].fullmatch(text)
        if match is not None:
            thousands, mark = (".", ",") if way == "nl" else (",", ".")
            digits = match[2].replace(thousands, "").replace(mark, ".")
            found = Decimal(f"{'-' if match[1] == '-' else ''}{digits}")
            return found.scaleb(-2) if percent else found
    return None
