"""The programme document: one definition of everything a planner hands over.

Read a document with `planning.document.read`; the classes here hold what was read and never change. Money is in
Decimal euros and says nominal or real. `flask schema` prints the JSON Schema that is made from these classes.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from planning.fields import (
    Benefit,
    Count,
    Dial,
    Euros,
    Evenness,
    Factor,
    Figure,
    Flag,
    Id,
    Name,
    Named,
    Need,
    Part,
    Rise,
    Share,
    Text,
    Weight,
    Year,
)
from planning.money import PriceIndex, price_index
from planning.plan import PlanDocument
from planning.rules import Rules
from planning.streams import CarryOver, Certainty, Kind, Layer, Match, Partner, Stream

__all__ = [
    "CarryOver",
    "Cell",
    "Certainty",
    "Commitment",
    "Domain",
    "Focus",
    "Index",
    "Indicator",
    "Kind",
    "Layer",
    "Match",
    "Measure",
    "Mixed",
    "Named",
    "Partner",
    "Programme",
    "Regular",
    "Requirement",
    "Stream",
    "Wijk",
]
"""The parts of a programme are had from here, also those of its streams."""


class Index(Part):
    """Rise of prices from the year before, per year, as a fraction (0.025 is 2.5%)."""

    default: Rise = Field(Decimal(0), description="Fraction per year, for every year that by_year does not name.")
    by_year: dict[Year, Rise] = Field(
        {}, description="Fraction, by calendar year: the rise from the year before to it."
    )


class Domain(Named):
    """A domain of life (leefdomein)."""

    share: Weight = Field(Decimal(1), description="Weight of the domain in the sowing line; only the ratios count.")
    norm: Euros | None = Field(
        None, description="Euros per resident per year at need 1, in prices of the base year; instead of a share."
    )
    taakveld: Text = Field("", description="Iv3 task field (taakveld) code, as text: 0.1 is not 0.10.")


class Focus(Part):
    """A focus domain of a wijk, with the reason why."""

    domain: Id
    factor: Factor = Field(Decimal("1.5"), description="Factor on the weight of the cell; 1.5 is half as much again.")
    reason: Text = Field("", description="Why this domain, in words.")


class Wijk(Named):
    """A neighbourhood (CBS level wijk)."""

    code: Text = Field("", description="CBS code, such as WK059910.")
    residents: Count | dict[Year, Count] = Field(
        description="Residents, or residents by calendar year (a year not named has the last named one before it)."
    )
    need: dict[Id, Need] = Field({}, description="Need by domain, 1 is average; wins over indicators.")
    focus: tuple[Focus, ...] = Field((), description="Focus domains with factor and reason.")
    baseline: dict[Id, Euros] = Field(
        {}, description="Euros by domain, nominal: money of the kind divided here in the year before the term."
    )

    def residents_in(self, year: int) -> int:
        """Residents in a calendar year."""
        if isinstance(self.residents, int):
            return self.residents
        named = sorted(self.residents)
        before = [known for known in named if known <= year]
        return self.residents[before[-1] if before else named[0]]

    @cached_property
    def focus_factor(self) -> dict[str, Decimal]:
        """Focus factor by domain id; domains without focus are not in it."""
        return {focus.domain: focus.factor for focus in self.focus}


class Indicator(Named):
    """A public figure from which need is made."""

    domain: Id
    higher_is: Literal["worse", "better"] = Field("worse", description="Whether a higher value means more need.")
    weight: Weight = Field(Decimal(1), description="Weight among the indicators of the domain.")
    reference: Figure | None = Field(
        None, description="Value at need 1, in the unit of the values; the resident-weighted mean where it is left out."
    )
    values: dict[Id, Figure] = Field({}, description="Value by wijk; a wijk left out has no figure.")


class Regular(Part):
    """Money of the regular work in a cell, which is not divided here."""

    wijk: Id
    domain: Id
    per_year: Euros = Field(description="Euros per year in prices of the base year; follows the price index.")


class Cell(Part):
    """A cell (wijk, domain) that a measure serves."""

    wijk: Id
    domain: Id
    weight: Factor = Field(Decimal(1), description="Share of the measure in this cell; normalised to sum 1.")


class Requirement(Part):
    """A link of a chain: this measure cannot outrun the one it builds on."""

    measure: Id
    lag: Count = Field(0, description="Years between the two.")
    share: Factor = Field(Decimal(1), description="Largest ratio of the degrees to which the two are carried out.")


class Measure(Named):
    """A measure (maatregel): what the money is for."""

    lead: Text = Field("", description="Who leads it.")
    serves: Annotated[tuple[Cell, ...], Field(min_length=1)] | Literal["programme"] = Field(
        description='Cells with weights, or "programme": an office that belongs to no cell.'
    )
    kind: Kind = Field("structural", description="structural (structureel) or incidental (incidenteel).")
    first_year: Year | None = Field(None, description="First year; the first of the term where left out.")
    last_year: Year | None = Field(None, description="Last year; the last of the term where left out.")
    min_per_year: Euros = Field(
        Decimal(0),
        description="Euros per year, base-year prices: the least if it is done. Less than that cannot go to a cell "
        "that no other measure serves.",
    )
    max_per_year: Euros | None = Field(None, description="Euros per year, base-year prices; null is no maximum.")
    min_years: Annotated[Count, Field(ge=1)] = Field(1, description="Years it goes on once it has started.")
    indexed: Flag = Field(True, description="Whether minimum, maximum and profile follow the price index.")
    profile: Annotated[tuple[Euros, ...], Field(min_length=1)] | None = Field(
        None,
        description="An investment, all or nothing: euros per year since its start, base-year prices. A cell that only "
        "investments serve gets an open measure too (not where the objective is benefit alone).",
    )
    start_years: tuple[Year, ...] | None = Field(None, description="Years in which a profile may start; null is any.")
    fte_per_million: Weight = Field(Decimal(0), description="Full-time staff per million euros of base-year prices.")
    staff: Flag = Field(False, description="Whether it pays for staff.")
    room: Literal["professional", "resident"] | None = Field(
        None, description="professional (professionele ruimte), resident (bewonersinitiatieven) or null."
    )
    indicator: Text | None = Field(None, description="What is measured; never for resident initiatives.")
    requires: tuple[Requirement, ...] = Field((), description="Measures it builds on.")
    already_running: tuple[Year, ...] = Field((), description="Years before the term in which it ran in full.")
    benefit: Benefit = Field(Decimal(0), description="Benefit per euro; of a profile: benefit when it is chosen.")

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells it serves; none for an office of the programme."""
        return () if self.serves == "programme" else self.serves

    @property
    def all_or_nothing(self) -> bool:
        """Whether it asks for a whole decision: it has a minimum, a duration or a profile."""
        return self.min_per_year > 0 or self.min_years > 1 or self.profile is not None


class Commitment(Part):
    """Money that a stream has already committed to a measure (verplichting)."""

    stream: Id
    measure: Id
    year: Year
    amount: Euros = Field(description="Euros, nominal: the stream pays at least this.")


class Mixed(Part):
    """An objective of both coverage and benefit."""

    coverage: Weight = Field(Decimal(1), description="Weight of the growth towards the sowing line.")
    benefit: Weight = Field(Decimal(0), description="Weight of the benefit, per euro of it.")


def _default_domains() -> tuple[Domain, ...]:
    names = ("School", "Werk", "Inkomen", "Gezondheid", "Wonen", "Veiligheid")
    return tuple(Domain(id=name.lower(), name=name) for name in names)


class Programme(Part):
    """A ten-year neighbourhood programme: wijken, need, focus, money with its conditions, measures and rules."""

    zaaiplan: Literal[1] = Field(description="Version of this format.")
    name: Name
    municipality: Text = Field("", description="CBS code of the municipality, such as GM0599.")
    start_year: Year
    years: Annotated[Count, Field(ge=1, le=30)] = Field(10, description="Years of the term, 1 to 30.")
    price_base_year: Year | None = Field(None, description="Year of the real euros; the start year where left out.")
    index: Index = Field(Index(), description="Price index.")
    dial: Dial = Field(Decimal(1), description="Inequality dial: power on need. 0 is equal per resident.")
    evenness: Evenness = Field(Decimal(1), description="How strongly the least covered cells come first.")
    steadiness: Share = Field(Decimal("0.02"), description="Weight of a euro of year-on-year change against growth.")
    count: Literal["confirmed", "expected", "all"] = Field(
        "expected", description="Which streams count: confirmed; with expected; or all."
    )
    count_regular: Flag = Field(False, description="Whether regular money counts in coverage and sowing line.")
    domains: Annotated[tuple[Domain, ...], Field(min_length=1)] = Field(default_factory=_default_domains)
    wijken: Annotated[tuple[Wijk, ...], Field(min_length=1)]
    indicators: tuple[Indicator, ...] = ()
    need_method: Literal["ratio", "z_score", "percentile", "min_max"] = Field(
        "ratio", description="How indicators become need."
    )
    partners: tuple[Partner, ...] = ()
    streams: tuple[Stream, ...] = ()
    regular: tuple[Regular, ...] = ()
    measures: tuple[Measure, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    rules: Rules = Field(Rules(), description="The rules the plan is held against; one left out does not apply.")
    objective: Literal["coverage", "benefit"] | Mixed = Field("coverage", description="What the plan strives for.")
    round_to: Annotated[Count, Field(ge=1, le=1_000_000)] = Field(1, description="Whole euros that payments come in.")
    previous: PlanDocument | None = Field(None, description="An earlier plan document, to stay close to.")

    @cached_property
    def term(self) -> range:
        """The calendar years of the term."""
        return range(self.start_year, self.start_year + self.years)

    @cached_property
    def prices(self) -> PriceIndex:
        """p[t] for the term, the year before it and the years of the previous plan."""
        base = self.start_year if self.price_base_year is None else self.price_base_year
        earlier = {cell.year for cell in self.previous.cells} if self.previous else set()
        years = sorted({self.start_year - 1, *self.term, *earlier})
        return price_index(base, years, self.index.default, self.index.by_year)

    @cached_property
    def counted(self) -> tuple[Stream, ...]:
        """The streams that count, in document order."""
        wanted = {
            "confirmed": {"confirmed"},
            "expected": {"confirmed", "expected"},
            "all": {"confirmed", "expected", "possible"},
        }[self.count]
        return tuple(stream for stream in self.streams if stream.certainty in wanted)

    @cached_property
    def has_cents(self) -> bool:
        """Whether any money of a stream, or committed, is not in whole euros."""
        of_streams = (amount for stream in self.streams for amount in (stream.opening, *stream.amounts.values()))
        return any(amount % 1 for amount in (*of_streams, *(row.amount for row in self.commitments)))

    @property
    def weights(self) -> tuple[Decimal, Decimal]:
        """Weights of coverage and of benefit in the objective."""
        if isinstance(self.objective, Mixed):
            return self.objective.coverage, self.objective.benefit
        return (Decimal(0), Decimal(1)) if self.objective == "benefit" else (Decimal(1), Decimal(0))

    @cached_property
    def layer_of(self) -> dict[str, Layer]:
        """Layer by partner id."""
        return {partner.id: partner.layer for partner in self.partners}
