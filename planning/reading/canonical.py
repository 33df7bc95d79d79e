"""From a document back to text: for people to read, and in one fixed form that can be compared.

Numbers are written with all their digits and without trailing zeros. What equals its default is left out, so that
a field that later versions add, with a default, changes nothing for the documents of today.
"""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from planning.plan import PlanDocument
from planning.programme import Programme


def dump(document: Programme | PlanDocument) -> str:
    """A document as JSON text in the order of its fields; it reads back to an equal one."""
    return _written(plain(document), "\n") + "\n"


def digest(document: Programme | PlanDocument) -> str:
    """SHA-256 (64 hexadecimal digits) of what a document says, whatever way it is written.

    Formatting, order of keys, spelled-out defaults and 1 or 1.0 make no difference; any value does, and so does the
    order of lists.
    """
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def canonical(document: Programme | PlanDocument) -> str:
    """What a document says as JSON text in one fixed form, keys sorted, on one line; it reads back to an equal one."""
    return _written(_sorted(plain(document)), None)


def as_text(values: Any) -> str:
    """JSON text, on one line, of plain values: dicts, lists, texts, int, Decimal with all its digits, bool and None."""
    return _written(values, None)


def plain(value: Any) -> Any:
    """A model as dicts, lists and numbers (int or Decimal), without what equals its default."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields.items()
        held = {name: getattr(value, name) for name, _ in fields}
        return {
            field.alias or name: plain(held[name])
            for name, field in fields
            if field.is_required() or held[name] != field.get_default(call_default_factory=True)
        }
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(item) for item in value] if isinstance(value, list) else value


def _written(value: Any, newline: str | None) -> str:
    """JSON text of plain values; `newline` starts a line of its own at this depth, None writes all on one line."""
    deeper = None if newline is None else newline + "  "
    if isinstance(value, Decimal):
        return _digits(value)
    if isinstance(value, dict):
        colon = ":" if newline is None else ": "
        return _block("{}", [f"{json.dumps(k)}{colon}{_written(v, deeper)}" for k, v in value.items()], newline)
    if isinstance(value, list):
        return _block("[]", [_written(item, deeper) for item in value], newline)
    return json.dumps(value, ensure_ascii=False)


def _block(brackets: str, parts: list[str], newline: str | None) -> str:
    if newline is None or not parts:
        return brackets[0] + ",".join(parts) + brackets[1]
    inner = newline + "  "
    return brackets[0] + inner + f",{inner}".join(parts) + newline + brackets[1]


def _digits(number: Decimal) -> str:
    """All digits of a number, without an exponent: 1, 0.025, 1000."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
