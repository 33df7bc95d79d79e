"""How figures read on a page, in Dutch. Money goes in as whole cents, everything else as a number.

The only place where a page turns a figure into text; what is unknown reads "–".
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from planning.messages.wording import amount, exact, large, rule_name
from planning.money import cents

UNKNOWN = "–"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
WORDS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
OTHER_MARKS = str.maketrans(",.", ".,")


def euro(cents: int | None) -> str:
    """Whole euros of cents: "€ 1.234.567", "€ −1.200"."""
    return UNKNOWN if cents is None else amount(cents, "nl")


def euro_exact(cents: int | None) -> str:
    """Euros and cents of cents: "€ 1.234,50"."""
    return UNKNOWN if cents is None else exact(cents, "nl")


def mln(cents: int | None) -> str:
    """Millions of euros of cents: "€ 26,6 mln"; below a million whole euros. For headlines and charts alone."""
    return UNKNOWN if cents is None else large(cents, "nl")


def head(euros: Decimal | None) -> str:
    """Euros per resident, with as many decimals as the figure has: "€ 200", "€ 2,35"."""
    return UNKNOWN if euros is None else f"€{NO_BREAK_SPACE}{number(euros)}"


def percent(value: int | None) -> str:
    """A whole percentage: "92%"."""
    return UNKNOWN if value is None else f"{number(value)}%"


def number(value: int | Decimal | None) -> str:
    """A number with as many decimals as it has: "77.935", "−1.200", "2,5"."""
    if value is None:
        return UNKNOWN
    digits = f"{abs(value):,f}".translate(OTHER_MARKS) if isinstance(value, Decimal) else _whole(abs(value))
    return f"{MINUS if value < 0 else ''}{digits}"


def _whole(value: int) -> str:
    return f"{value:,}".translate(OTHER_MARKS)


def word(value: int) -> str:
    """A small number in words: "tien"; from thirteen on in figures."""
    return WORDS[value] if 0 <= value < len(WORDS) else number(value)


def opening(value: int) -> str:
    """A small number in words where a sentence begins: "Tien"; "Eén" has its accent on the second letter alone."""
    return "Eén" if value == 1 else word(value).capitalize()


def rule(code: str) -> str:
    """The name of a rule: "Ondergrenzen"; a code that is not known stays what it is."""
    return rule_name(code, "nl")


FILTERS: dict[str, Callable[..., str]] = {
    "euro": euro,
    "amount": lambda euros: euro(None if euros is None else cents(euros)),
    "euro_exact": euro_exact,
    "mln": mln,
    "head": head,
    "percent": percent,
    "number": number,
    "word": word,
    "opening": opening,
    "rule": rule,
}
"""The template filters, by name."""
