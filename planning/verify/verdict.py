"""What the checker says: faults, each with its place, and how exactly every rule was checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from planning.messages import Language, say
from planning.messages.wording import Money, decimals

Unit = Literal["cents", "microfte", "rows", "millionths"]
"""Cents (nominal; real for per_resident_ratio), millionths of a full-time post, rows of a document (of min_duration:
years), and millionths (of coverage)."""

UNITS: dict[str, Unit] = {"staff_capacity": "microfte", "min_duration": "rows"}
"""Unit in which rules are checked, where it is not cents."""

QUANTITIES = ("allowed", "found", "expected")
"""Values of a fault that are whole numbers of its unit."""


@dataclass(frozen=True)
class Fault:
    """Something in a plan that does not agree with its programme.

    Attributes:
        rule: name of the rule in docs/formulation.md, or "document", "ids", "years", "doubles", "cells",
            "objectives", "chosen", "aims" for what a plan document must be in itself.
        document: the document that `pointer` (a JSON pointer, RFC 6901) points into.
        year: calendar year; None where the fault is not about one.
        out: how far it is out beyond the tolerance, in `unit`; at least 1.
        code: key of the sentence in `planning.messages`, with the `values` it names.
    """

    rule: str
    document: Literal["plan", "programme"]
    pointer: str
    year: int | None
    out: int
    unit: Unit
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def sentence(self, language: Language = "nl") -> str:
        """One sentence for people, with the place."""
        values = {key: self._shown(key, value, language) for key, value in self.values.items()}
        values["out"] = _quantity(self.out, self.unit, language)
        values["year"] = say("verify.term", language) if self.year is None else self.year
        values["where"] = say(f"verify.in_{self.document}", language, pointer=self.pointer)
        sentence = say(self.code, language, **values)
        return say("verify.fault", language, sentence=sentence, rule=self.rule, where=values["where"])

    def _shown(self, key: str, value: Any, language: Language) -> Any:
        if key in QUANTITIES and isinstance(value, int):
            return _quantity(value, self.unit, language)
        return value


@dataclass(frozen=True)
class Checked:
    """How a rule was checked: the number of its rows, and the largest tolerance any of them had, in `unit`."""

    rule: str
    rows: int
    tolerance: int
    unit: Unit

    def sentence(self, language: Language = "nl") -> str:
        """One line for people."""
        allowed = _quantity(self.tolerance, self.unit, language)
        code = "verify.checked" if self.tolerance else "verify.checked_exactly"
        return say(code, language, rule=self.rule, rows=self.rows, allowed=allowed)


@dataclass(frozen=True)
class Verdict:
    """What was found: `faults` in the order of the checks, and `tolerances` by rule, in the same order."""

    faults: list[Fault]
    tolerances: dict[str, Checked]

    @property
    def ok(self) -> bool:
        """Whether the plan agrees with its programme."""
        return not self.faults


def _quantity(amount: int, unit: Unit, language: Language) -> str:
    """A quantity in words: money to the cent, posts and coverage with six decimals."""
    shown: Any = amount
    if unit == "cents":
        shown = Money(amount, "cents")
    elif unit != "rows":
        shown = decimals(Decimal(amount).scaleb(-6), 6, language)
    return say(f"verify.unit.{unit}", language, out=shown)
