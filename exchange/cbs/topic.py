"""What a figure per wijk is: its title, its unit, the domains that it may serve, its names in files."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from planning.messages import Language

KWB, SES, LBM = "CBS, Kerncijfers wijken en buurten", "CBS, SES-WOA", "Leefbaarometer"
PERCENT, THOUSAND = ("%", "%"), ("x 1.000 euro", "x 1,000 euros")
PER_THOUSAND = ("per 1.000 inwoners", "per 1,000 residents")
SCORE = ("score", "score")
ONE, HALF = Decimal(1), Decimal("0.5")


@dataclass(frozen=True)
class Topic:
    """A figure per wijk.

    `domains` are the ids of the default domains that it may serve, the likeliest first; none where it is for the user
    to say. `weight` is that among the indicators of its domain when it is taken without a choice, 0 when it is not.
    `signed`: it can be below 0, so that a ratio to a reference says nothing and need must come from z-scores or ranks.
    `names` are those in files, in any case and with any marks.
    """

    key: str
    nl: str
    en: str
    unit: tuple[str, str]
    domains: tuple[str, ...]
    higher_is: Literal["worse", "better"]
    names: tuple[str, ...]
    source: str = KWB
    weight: Decimal = Decimal(0)
    signed: bool = False

    def title(self, language: Language = "nl") -> str:
        """What it is, in words."""
        return self.nl if language == "nl" else self.en

    def measured_in(self, language: Language = "nl") -> str:
        """Its unit, in words."""
        return self.unit[0 if language == "nl" else 1]
