"""Every sentence the tool says about a programme or a plan, in Dutch and English, by code.

A catalogue is a dict from code to (Dutch, English); the texts are `str.format` templates. Amounts are passed as whole
cents and shown as euros.
"""

from __future__ import annotations

from typing import Any, Literal

from planning.messages.documents import DOCUMENTS
from planning.messages.planning import PLANNING

Language = Literal["nl", "en"]
CATALOGUE: dict[str, tuple[str, str]] = {**DOCUMENTS, **PLANNING}


def say(code: str, language: Language = "nl", **values: Any) -> str:
    """The sentence of `code`, with `values` filled in. Codes that end in `.expected` may be absent (empty text).

    Raises:
        KeyError: for a code without a sentence.
    """
    if code.endswith(".expected") and code not in CATALOGUE:
        return ""
    return CATALOGUE[code][0 if language == "nl" else 1].format(**values)


def amount(cents: int, language: Language = "nl") -> str:
    """An amount in whole euros for a sentence: "€ 1.234.567" (Dutch) or "€1,234,567"."""
    whole = (abs(cents) + 50) // 100
    sign = "−" if cents < 0 else ""
    if language == "nl":
        return f"€\u00a0{sign}{whole:,}".replace(",", ".")
    return f"{sign}€{whole:,}"
