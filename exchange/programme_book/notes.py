"""What a column or setting means: unit, default and meaning, as the note on its heading says it.

In English that is the description of the field in the document; what has none, and all Dutch, is in the messages.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from exchange.programme_book.spec import Column, Table
from exchange.programme_book.words import CHOICES, FLAG, title_key, which
from planning.messages import Language, say
from planning.messages.wording import number
from planning.messages.workbook_notes import NOTES

PERCENT = ("share",)


def note(table: Table, column: Column, language: Language) -> str:
    """The note on a heading: what it means, and what is taken where the cell is blank."""
    meaning = _meaning(title_key(table, column), column, language)
    return " ".join(part for part in (meaning, _default(column, language)) if part)


def note_of(key: str, language: Language) -> str:
    """The note of a heading that is no field of the document."""
    return NOTES[key][which(language)]


def _meaning(key: str, column: Column, language: Language) -> str:
    text = NOTES[key][which(language)]
    return text or (_field(column.model, column.path[-1]).description or "")


def _default(column: Column, language: Language) -> str:
    """ "Standaard: 1." where a blank cell has a value."""
    if column.needed or column.spread:
        return ""
    try:
        default = _field(column.model, column.path[-1]).get_default(call_default_factory=True)
    except KeyError:
        return ""
    shown = "" if default is PydanticUndefined else _shown(column, default, language)
    return say("book.default", language, value=shown) if shown else ""


def _shown(column: Column, default: Any, language: Language) -> str:
    """A default as a cell would show it; empty where it is nothing."""
    if isinstance(default, bool):
        return FLAG[default][which(language)]
    if column.kind == "choice" and isinstance(default, str):
        return CHOICES[column.options][default][which(language)]
    if isinstance(default, int | Decimal):
        return f"{number(100 * default, language)}%" if column.kind in PERCENT else number(default, language)
    return ""


def _field(model: type[BaseModel], name: str) -> Any:
    """The field of a model by the name that documents write."""
    for own, info in model.model_fields.items():
        if (info.alias or own) == name:
            return info
    raise KeyError(name)
