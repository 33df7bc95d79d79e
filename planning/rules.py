"""The rules of a programme document, each with its strength.

A rule that is a must always holds; an aim is met as far as the musts allow, and what it falls short is reported.
A rule that is left out does not apply.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from planning.fields import Euros, Id, Part, Ratio, Share, Weight, Year

Strength = Literal["must", "aim"]
MUST: Strength = "must"
AIM: Strength = "aim"


class StructuralCover(Part):
    """From a year on, structural measures are paid by structural streams alone (BBV)."""

    from_: Year | None = Field(None, alias="from", description="First year it applies; the first where left out.")
    strength: Strength = AIM


class Floor(Part):
    """A floor: at least this much per resident in a cell."""

    wijk: Id | None = Field(None, description="The wijk; null is every wijk.")
    domain: Id | None = Field(None, description="The domain; null is every domain.")
    per_resident: Euros = Field(description="Euros per resident per year, base-year prices.")
    from_: Year | None = Field(None, alias="from", description="First year it applies; the first where left out.")
    strength: Strength = MUST


class HoldHarmless(Part):
    """No wijk falls below a share of today's money, in real euros."""

    share: Share = Field(Decimal(1), description="Fraction of today's money.")
    strength: Strength = AIM


class FocusMinimum(Part):
    """In a wijk with a focus, the focus domains get at least a share of its money."""

    share: Share = Field(Decimal("0.25"), description="Fraction of the money of the wijk.")
    strength: Strength = AIM


class Persistence(Part):
    """Money of a cell does not drop faster than this from year to year, in real euros."""

    max_drop: Share = Field(Decimal("0.10"), description="Largest drop as a fraction of the year before.")
    cells: Literal["focus", "all"] = Field("focus", description="Focus cells alone, or all cells.")
    strength: Strength = MUST


class RampUp(Part):
    """Money of a cell does not grow faster than can be put to work, in real euros."""

    max_growth: Weight = Field(
        Decimal("0.30"), description="Largest growth as a fraction of the year before, and of the sowing line."
    )
    strength: Strength = AIM


class Room(Part):
    """A share of a wijk's money that is for room measures of one kind."""

    share: Share = Field(
        description="Fraction of the money of the wijk, per year; of both kinds together, as musts, at most 1."
    )
    strength: Strength = MUST


class PerResidentRatio(Part):
    """The wijk with most money per resident gets at most this many times the one with least, over the term."""

    max: Ratio = Field(Decimal(4), description="Highest over lowest, in real euros per resident over the term.")
    strength: Strength = AIM


class Rules(Part):
    """All rules that a planner sets."""

    structural_cover: StructuralCover | None = None
    floors: tuple[Floor, ...] = ()
    hold_harmless: HoldHarmless | None = None
    focus_minimum: FocusMinimum | None = None
    persistence: Persistence | None = None
    ramp_up: RampUp | None = None
    staff_capacity: dict[Id, dict[Year, Weight]] = Field(
        {}, description="Full-time staff that can be had, by domain and calendar year; no limit where left out."
    )
    frontline_room: Room | None = None
    resident_initiatives: Room | None = None
    per_resident_ratio: PerResidentRatio | None = None
