"""Tables of what the money is for: measures, the cells they serve, their investments and chains."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.money import KINDS
from models.parts import OfProgramme, Part, between, no_debt, one_of, refers
from models.types import Cents, Exact


class MeasureRow(OfProgramme, Base):
    """A measure.

    office: it belongs to no cell; any_start: an investment may start in any year, else in those of the table beside it.
    """

    __tablename__ = "measure"
    __table_args__ = (
        one_of("kind", *KINDS),
        one_of("room", "professional", "resident"),
        no_debt("min_per_year"),
        no_debt("max_per_year"),
        between("min_years", "1"),
        between("fte_per_million", "0"),
        between("benefit", "0"),
        CheckConstraint(
            "room <> 'resident' OR (indicator IS NULL AND NOT staff AND CAST(benefit AS DOUBLE PRECISION) = 0)",
            name="resident_is_not_weighed",
        ),
    )
    part = Part(("measures",), key="id")

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    lead: Mapped[str]
    office: Mapped[bool]
    kind: Mapped[str]
    first_year: Mapped[int | None]
    last_year: Mapped[int | None]
    min_per_year: Mapped[Decimal] = mapped_column(Cents)
    max_per_year: Mapped[Decimal | None] = mapped_column(Cents)
    min_years: Mapped[int]
    indexed: Mapped[bool]
    any_start: Mapped[bool]
    fte_per_million: Mapped[Decimal] = mapped_column(Exact)
    staff: Mapped[bool]
    room: Mapped[str | None]
    indicator: Mapped[str | None] = mapped_column(Text)
    benefit: Mapped[Decimal] = mapped_column(Exact)


class ServedRow(OfProgramme, Base):
    """A wijk and domain that a measure serves."""

    __tablename__ = "measure_cell"
    __table_args__ = (
        refers("measure", "measure"),
        refers("wijk", "wijk"),
        refers("domain", "domain"),
        between("weight", "0", "100", above=True),
    )
    part = Part(("measures", "serves"), parent="measure", said_by="office")

    measure: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    wijk: Mapped[str]
    domain: Mapped[str]
    weight: Mapped[Decimal] = mapped_column(Exact)


class ProfileRow(OfProgramme, Base):
    """What an investment costs in a year since its start."""

    __tablename__ = "measure_profile"
    __table_args__ = (refers("measure", "measure"), no_debt("amount"))
    part = Part(("measures", "profile"), parent="measure", value="amount")

    measure: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    amount: Mapped[Decimal] = mapped_column(Cents)


class StartYearRow(OfProgramme, Base):
    """A year in which an investment may start."""

    __tablename__ = "measure_start_year"
    __table_args__ = (refers("measure", "measure"),)
    part = Part(("measures", "start_years"), parent="measure", value="year", said_by="any_start")

    measure: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]


class RunningRow(OfProgramme, Base):
    """A year before the term in which a measure ran in full."""

    __tablename__ = "measure_running"
    __table_args__ = (refers("measure", "measure"),)
    part = Part(("measures", "already_running"), parent="measure", value="year")

    measure: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]


class RequirementRow(OfProgramme, Base):
    """A link of a chain: a measure that another builds on."""

    __tablename__ = "measure_requirement"
    __table_args__ = (
        refers("measure", "measure"),
        refers("required", "measure"),
        between("lag", "0"),
        between("share", "0", "100", above=True),
    )
    part = Part(("measures", "requires"), parent="measure")

    measure: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    required: Mapped[str]
    lag: Mapped[int]
    share: Mapped[Decimal] = mapped_column(Exact)
