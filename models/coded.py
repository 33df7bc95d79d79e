"""Values of rows as JSON and back: numbers that are exact as their digits, by the kind of their column."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean

from models.flat import Values
from models.rows import PARTS, SETTINGS
from models.tables import METADATA
from models.types import CENTS, Cents, Exact

Kinds = dict[str, dict[str, type]]
"""By table and column the kind of a value that JSON does not tell: Decimal."""


def _kinds() -> Kinds:
    return {
        table: {c.name: Decimal for c in METADATA.tables[table].columns if isinstance(c.type, Cents | Exact)}
        for table in (SETTINGS, *PARTS)
    }


KINDS = _kinds()


def to_json(values: Any) -> str:
    """Values as JSON; a Decimal as its digits."""
    return json.dumps(values, ensure_ascii=False, default=_digits)


def values_from(table: str, text: str | None) -> Values | None:
    """The values of columns of a table, of what `to_json` made; those of columns that are gone stay as they are."""
    if text is None:
        return None
    exact = KINDS.get(table, {})
    values: Values = json.loads(text)
    return {name: Decimal(v) if name in exact and v is not None else v for name, v in values.items()}


def as_held(table: str, column: str, value: Any) -> Any:
    """The value of a column as the database gave it in JSON: cents, digits, 0 or 1."""
    kind = METADATA.tables[table].columns[column].type
    if value is None:
        return None
    if isinstance(kind, Cents):
        return Decimal(value) / CENTS
    if isinstance(kind, Exact):
        return Decimal(value)
    return bool(value) if isinstance(kind, Boolean) else value


def _digits(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{type(value).__name__} is no value of a row")
