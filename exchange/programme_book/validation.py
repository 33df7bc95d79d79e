"""What Excel lets people type in a column: a choice from a list, an id of another sheet, a number within limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exchange.programme_book.spec import ANY, Column
from exchange.programme_book.words import CHOICES, FLAG, SHEETS, which
from exchange.workbook.names import quoted
from planning.fields import FIRST_YEAR, LAST_YEAR, MOST_EUROS
from planning.messages import Language, say

Validation = dict[str, Any]

MORE_IDS = 200
"""Rows below the last of a list whose ids may be chosen too, once they are filled in."""
SIGNED = {("reference",), ("values",)}
RISES = {("index", "default"), ("by_year",)}


def validation(column: Column, term: range, language: Language, lengths: Mapping[str, int]) -> Validation | None:
    """What may be typed in a column, as XlsxWriter takes it; `lengths` are the rows of each sheet. None: anything."""
    if column.kind == "choice":
        return _one_of([words[which(language)] for words in CHOICES[column.options].values()], language)
    if column.kind == "flag":
        return _one_of([words[which(language)] for words in FLAG.values()], language)
    if column.kind == "id" and column.options:
        last = lengths[column.options] + 1 + MORE_IDS
        name = SHEETS[column.options][which(language)]
        return _told({"validate": "list", "source": f"={quoted(name)}!$A$2:$A${last}"}, "book.pick", language, name)
    limits = _limits(column, term)
    if limits is None:
        return None
    low, high = limits
    kind = "integer" if column.kind in ("year", "whole") else "decimal"
    asked = {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
    return _told(asked, "book.between", language, f"{low}", f"{high}")


def _limits(column: Column, term: range) -> tuple[int | float, int | float] | None:
    """The least and the largest number of a column."""
    if column.kind == "year":
        return (FIRST_YEAR, LAST_YEAR) if column.options == ANY else (term[0], term[-1])
    most = int(MOST_EUROS)
    if column.path in SIGNED:
        return -most, most
    if column.path in RISES:
        return -0.2, 1
    if column.kind == "share":
        return 0, 1
    if column.kind == "whole":
        return 0, 10**9
    return (0, most) if column.kind in ("money", "number") else None


def _one_of(words: list[str], language: Language) -> Validation:
    return _told({"validate": "list", "source": words}, "book.pick_one", language)


def _told(asked: Validation, code: str, language: Language, *values: str) -> Validation:
    """A validation with what Excel says where something else is typed."""
    message = say(code, language, **{f"value{place}": value for place, value in enumerate(values)})
    return {**asked, "error_title": "Zaaiplan", "error_message": message}
