"""How values read in a sentence: euros, years, lists of names and of rules.

A template names the form after a colon: `{asked:euros}` (whole cents, or a `Money` from `money_pair`), `{years:years}`
("2027 t/m 2030 en 2033"), `{wijken:names}` ("Noord, Zuid en 3 andere"), `{staff:number}` (a Decimal), `{rules:rules}`
(codes of rules, in words), `{rule:rule}` (the name of one rule), `{count:#|one place|# places}` (words by a count: of
one, of more, with the count for #; three forms: of none, of one, of more). Everything else is as `str.format` has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import Formatter
from typing import Any, Literal

Language = Literal["nl", "en"]
MOST_NAMES = 5
"""Longer lists name one fewer than this and count the rest."""
CENTS_PER_MILLION = 100_000_000
DUTCH_MARKS = str.maketrans(",.", ".,")
AND = {"nl": "en", "en": "and"}
UNTIL = {"nl": "t/m", "en": "to"}
OTHERS = {"nl": "{count} andere", "en": "{count} others"}

RULES: dict[str, tuple[str, str]] = {
    "commitments": ("de verplichtingen", "the commitments"),
    "floors": ("de ondergrenzen", "the floors"),
    "hold_harmless": ("het niet terugvallen van wijken", "hold harmless"),
    "persistence": ("het volhouden", "persistence"),
    "focus_minimum": ("het deel voor de focusdomeinen", "the focus minimum"),
    "ramp_up": ("het groeitempo", "the ramp-up"),
    "per_resident_ratio": ("de verhouding per inwoner", "the ratio per resident"),
    "structural_cover": ("de structurele dekking", "structural cover"),
    "coherence": ("de levensloopketen", "the coherence chain"),
    "measure_limits": ("het maximum van een maatregel", "the maximum of a measure"),
    "min_duration": ("de minimumduur", "minimum duration"),
    "staff_capacity": ("het personeel", "staff"),
    "co_financing": ("de cofinanciering", "co-financing"),
    "frontline_room": ("de professionele ruimte", "frontline room"),
    "resident_initiatives": ("de bewonersinitiatieven", "resident initiatives"),
}
"""Rules in the middle of a sentence, (Dutch, English)."""

RULE_NAMES: dict[str, tuple[str, str]] = {
    "commitments": ("Verplichtingen", "Commitments"),
    "floors": ("Ondergrenzen", "Floors"),
    "hold_harmless": ("Geen wijk valt terug", "Hold harmless"),
    "persistence": ("Volhouden", "Persistence"),
    "focus_minimum": ("Deel voor de focusdomeinen", "Focus minimum"),
    "ramp_up": ("Geleidelijke groei", "Ramp-up"),
    "per_resident_ratio": ("Verschil per inwoner", "Ratio per resident"),
    "structural_cover": ("Structurele dekking", "Structural cover"),
    "coherence": ("Levensloopketens", "Coherence chains"),
    "measure_limits": ("Minimum en maximum van maatregelen", "Limits of measures"),
    "measure_years": ("Jaren van een maatregel", "Years of a measure"),
    "min_duration": ("Minimumduur", "Minimum duration"),
    "staff_capacity": ("Personeel", "Staff"),
    "co_financing": ("Cofinanciering", "Co-financing"),
    "frontline_room": ("Professionele ruimte", "Frontline room"),
    "resident_initiatives": ("Bewonersinitiatieven", "Resident initiatives"),
    "earmarks": ("Oormerken", "Earmarks"),
    "earmark": ("Oormerk", "Earmark"),
    "excludes_staff": ("Niet voor personeel", "Not for staff"),
    "carry_over": ("Overheveling", "Carry-over"),
    "stream_balance": ("Geldstromen die sluiten", "Streams that balance"),
    "steadiness": ("Gelijkmatigheid", "Steadiness"),
    "previous_plan": ("Vorig plan", "Previous plan"),
    "investment": ("Gekozen investering", "Chosen investment"),
    "document": ("Het plan zelf", "The plan itself"),
    "ids": ("Verwijzingen naar het programma", "References to the programme"),
    "years": ("Jaren in de looptijd", "Years in the term"),
    "doubles": ("Elke regel één keer", "Each row once"),
    "amounts": ("Bedragen in hele centen", "Amounts in whole cents"),
    "objectives": ("Opgetelde uitkomsten", "Totals of the outcome"),
    "cells": ("Wijken en leefdomeinen", "Wijken and domains"),
    "chosen": ("Gekozen investeringen", "Chosen investments"),
    "aims": ("Tekorten van streefregels", "Shortfalls of aims"),
}
"""What a rule, or anything else that the checker counts, is called by itself, (Dutch, English)."""


@dataclass(frozen=True)
class Money:
    """Cents, with the form in which they must be shown to be told from the amount beside them."""

    cents: int
    form: Literal["large", "euros", "cents"]


def money_pair(first: int, second: int) -> tuple[Money, Money]:
    """Two amounts in cents, in the roughest form in which they do not read the same."""
    for form, shown in (("large", large), ("euros", amount)):
        if shown(first) != shown(second):
            return Money(first, form), Money(second, form)  # type: ignore[arg-type]
    return Money(first, "cents"), Money(second, "cents")


def whole(cents: int) -> Money:
    """Cents as whole euros where they are whole and to the cent where not, so that what is read adds up."""
    return Money(cents, "cents" if cents % 100 else "euros")


def amount(cents: int, language: Language = "nl") -> str:
    """An amount in whole euros for a sentence: "€ 1.234.567" (Dutch) or "€1,234,567"."""
    return _euros(f"{(abs(cents) + 50) // 100:,}", cents < 0, language)


def large(cents: int, language: Language = "nl") -> str:
    """An amount of a million euros or more in millions: "€ 41,2 mln" or "€41.2 million"; else as `amount`."""
    if abs(cents) < CENTS_PER_MILLION:
        return amount(cents, language)
    tenths = (abs(cents) * 10 + CENTS_PER_MILLION // 2) // CENTS_PER_MILLION
    unit = {"nl": "mln", "en": "million"}[language]
    return f"{_euros(f'{tenths // 10:,}.{tenths % 10}', cents < 0, language)}\u00a0{unit}"


def exact(cents: int, language: Language = "nl") -> str:
    """An amount to the cent: "€ 1.234,50" or "€1,234.50"."""
    return _euros(f"{abs(cents) // 100:,}.{abs(cents) % 100:02}", cents < 0, language)


def _euros(digits: str, negative: bool, language: Language) -> str:
    sign = "−" if negative else ""
    if language == "nl":
        return f"€\u00a0{sign}{marked(digits, language)}"
    return f"{sign}€{digits}"


def number(value: Decimal | int, language: Language) -> str:
    """A number without needless zeros: "1.234,5" or "1,234.5"."""
    return marked(f"{Decimal(value).normalize():,f}", language)


def decimals(value: Decimal | float, digits: int, language: Language) -> str:
    """A number with so many decimals, halves to even: "1.234,50" or "1,234.50"."""
    return marked(f"{value:,.{digits}f}", language)


def marked(digits: str, language: Language) -> str:
    """Digits as Python writes them, "1,234.5", with the marks of the language."""
    return digits.translate(DUTCH_MARKS) if language == "nl" else digits


def counted(value: Decimal | int, forms: str, language: Language) -> str:
    """Words by a count: `forms` is "#|of one|of more" or "#|of none|of one|of more", with # where the count stands."""
    words = forms.split("|")[1:]
    if len(words) == 3 and value == 0:
        return words[0]
    return (words[-2] if value == 1 else words[-1]).replace("#", number(value, language))


def names(labels: Sequence[str], language: Language) -> str:
    """Labels as a list in words: "A", "A, B en C", "A, B, C, D en 3 andere"."""
    shown = list(labels)
    if len(shown) > MOST_NAMES:
        rest = OTHERS[language].format(count=len(shown) - MOST_NAMES + 1)
        shown = [*shown[: MOST_NAMES - 1], rest]
    return _joined(shown, language)


def years(numbers: Sequence[int], language: Language) -> str:
    """Years in order, those that follow each other as a range: "2027 t/m 2030 en 2033"."""
    spans: list[list[int]] = []
    for year in sorted(set(numbers)):
        if spans and spans[-1][-1] == year - 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    texts = []
    for span in spans:
        texts += [str(year) for year in span] if len(span) < 3 else [f"{span[0]} {UNTIL[language]} {span[-1]}"]
    return _joined(texts, language)


def rules(codes: Sequence[str], language: Language) -> str:
    """Rules in words: "de ondergrenzen en het volhouden"."""
    return _joined([RULES[code][0 if language == "nl" else 1] for code in codes], language)


def rule_name(code: str, language: Language) -> str:
    """The name of a rule by itself, "Ondergrenzen"; a code that is not known stays what it is."""
    return RULE_NAMES[code][0 if language == "nl" else 1] if code in RULE_NAMES else code


def _joined(texts: Sequence[str], language: Language) -> str:
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {AND[language]} {texts[-1]}"


def money(value: Money | int, language: Language) -> str:
    """Money in the form it asks for; plain cents in millions where they are that much."""
    if isinstance(value, Money):
        return {"large": large, "euros": amount, "cents": exact}[value.form](value.cents, language)
    return large(value, language)


class Wording(Formatter):
    """`str.format` with the forms of this module."""

    forms: dict[str, Any] = {  # noqa: RUF012
        "euros": money,
        "names": names,
        "number": number,
        "years": years,
        "rules": rules,
        "rule": rule_name,
    }

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def format_field(self, value: Any, format_spec: str) -> Any:
        """The value in its form."""
        if format_spec in self.forms:
            return self.forms[format_spec](value, self.language)
        if format_spec.startswith("#|"):
            return counted(value, format_spec, self.language)
        return super().format_field(value, format_spec)
