"""Who brings money and on what conditions: partners and their streams, as parts of a programme document."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from planning.fields import Euros, Flag, Id, Named, Part, Share, Weight, Year

if TYPE_CHECKING:
    from planning.programme import Measure

Layer = Literal["municipality", "state", "partner"]
Kind = Literal["structural", "incidental"]
Certainty = Literal["confirmed", "expected", "possible"]


class Partner(Named):
    """A party that brings money."""

    layer: Layer = Field("municipality", description="municipality (gemeente), state (Rijk) or partner.")


class CarryOver(Part):
    """Which part of unspent money may go on to the next year."""

    share: Share = Field(Decimal(1), description="Fraction of what was available in the year.")
    until: Year | None = Field(None, description="Last year in which the money can be spent; the last of the term.")


class Match(Part):
    """Co-financing that a stream asks of others."""

    ratio: Weight = Field(Decimal(1), description="Euros of others per euro of this stream.")
    from_layers: tuple[Layer, ...] = Field(
        ("municipality", "state", "partner"), min_length=1, description="Layers whose streams count."
    )
    scope: Literal["programme", "wijk", "measure"] = Field(
        "programme", description="Where the others' money must be: anywhere, in the same wijk, in the same measure."
    )
    per: Literal["year", "term"] = Field("year", description="Whether it must match every year or over the term.")


class Stream(Named):
    """A stream of money (geldstroom) of one partner with its conditions."""

    partner: Id
    kind: Kind = Field("structural", description="structural (structureel) or incidental (incidenteel).")
    opening: Euros = Field(Decimal(0), description="Euros, nominal: available at the start of the term.")
    amounts: dict[Year, Euros] = Field({}, description="Euros, nominal, by calendar year; 0 where left out.")
    domains: tuple[Id, ...] | None = Field(None, description="Earmark: only these domains; null is all.")
    wijken: tuple[Id, ...] | None = Field(None, description="Earmark: only these wijken; null is all.")
    measures: tuple[Id, ...] | None = Field(None, description="Earmark: only these measures; null is all.")
    excludes_staff: Flag = Field(False, description="True: cannot pay measures with staff.")
    carry_over: CarryOver | None = Field(None, description="null: what is not spent in a year lapses.")
    match: Match | None = Field(None, description="null: no co-financing asked.")
    certainty: Certainty = Field("confirmed", description="confirmed, expected or possible; see count.")
    probability: Share = Field(
        Decimal(1), description="Chance that the money comes, 0 to 1; shown, not calculated with."
    )

    def covers(self, wijk: str, domain: str) -> bool:
        """Whether a cell lies in its wijken and domains."""
        return (self.wijken is None or wijk in self.wijken) and (self.domains is None or domain in self.domains)

    def may_pay(self, measure: Measure) -> bool:
        """Whether its conditions let it pay a measure, the years aside; an office only without wijken and domains."""
        if self.measures is not None and measure.id not in self.measures:
            return False
        if self.excludes_staff and measure.staff:
            return False
        if not measure.cells:
            return self.wijken is None and self.domains is None
        return all(self.covers(cell.wijk, cell.domain) for cell in measure.cells)
