"""Tables of a programme: its settings, domains, wijken, indicators and the money of its regular work."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.parts import COUNTED, OfProgramme, Part, between, no_debt, one_of, refers
from models.types import Cents, Exact


class ProgrammeRow(Base):
    """A programme with its settings. version rises with every change; previous: an earlier plan document, as JSON."""

    __tablename__ = "programme"
    __table_args__ = (
        between("years", "1", "30"),
        between("dial", "0", "4"),
        between("evenness", "0.25", "4"),
        between("steadiness", "0", "1"),
        between("index_default", "-0.2", "1"),
        between("round_to", "1", "1000000"),
        one_of("count", "confirmed", "expected", "all"),
        one_of("need_method", "ratio", "z_score", "percentile", "min_max"),
        one_of("objective", "coverage", "benefit", "mixed"),
        CheckConstraint("(objective = 'mixed') = (coverage_weight IS NOT NULL)", name="coverage_weight"),
        CheckConstraint("(objective = 'mixed') = (benefit_weight IS NOT NULL)", name="benefit_weight"),
        COUNTED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str]
    municipality: Mapped[str]
    start_year: Mapped[int]
    years: Mapped[int]
    price_base_year: Mapped[int | None]
    index_default: Mapped[Decimal] = mapped_column(Exact)
    dial: Mapped[Decimal] = mapped_column(Exact)
    evenness: Mapped[Decimal] = mapped_column(Exact)
    steadiness: Mapped[Decimal] = mapped_column(Exact)
    count: Mapped[str]
    count_regular: Mapped[bool]
    need_method: Mapped[str]
    objective: Mapped[str]
    coverage_weight: Mapped[Decimal | None] = mapped_column(Exact)
    benefit_weight: Mapped[Decimal | None] = mapped_column(Exact)
    round_to: Mapped[int]
    previous: Mapped[str | None] = mapped_column(Text)


class IndexRow(OfProgramme, Base):
    """The rise of prices to a year, as a fraction."""

    __tablename__ = "price_index"
    __table_args__ = (between("rise", "-0.2", "1"),)
    part = Part(("index_by_year",), key="year", value="rise")

    year: Mapped[int] = mapped_column(primary_key=True)
    rise: Mapped[Decimal] = mapped_column(Exact)


class DomainRow(OfProgramme, Base):
    """A domain of life. staff_limited: its staff is limited, in the years of the table beside it."""

    __tablename__ = "domain"
    __table_args__ = (between("share", "0"), no_debt("norm"))
    part = Part(("domains",), key="id")

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    share: Mapped[Decimal] = mapped_column(Exact)
    norm: Mapped[Decimal | None] = mapped_column(Cents)
    taakveld: Mapped[str]
    staff_limited: Mapped[bool]


class WijkRow(OfProgramme, Base):
    """A neighbourhood. residents: of every year, null where they differ by year."""

    __tablename__ = "wijk"
    __table_args__ = (between("residents", "0"),)
    part = Part(("wijken",), key="id")

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    code: Mapped[str]
    residents: Mapped[int | None]


class ResidentsRow(OfProgramme, Base):
    """Residents of a wijk from a year on."""

    __tablename__ = "wijk_residents"
    __table_args__ = (refers("wijk", "wijk"), between("residents", "0"))
    part = Part(("wijken", "residents_by_year"), parent="wijk", key="year", value="residents", said_by="residents")

    wijk: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    residents: Mapped[int]


class NeedRow(OfProgramme, Base):
    """Need of a wijk in a domain, given and not from indicators."""

    __tablename__ = "wijk_need"
    __table_args__ = (refers("wijk", "wijk"), refers("domain", "domain"), between("need", "0", "100"))
    part = Part(("wijken", "need"), parent="wijk", key="domain", value="need")

    wijk: Mapped[str] = mapped_column(primary_key=True)
    domain: Mapped[str] = mapped_column(primary_key=True)
    need: Mapped[Decimal] = mapped_column(Exact)


class FocusRow(OfProgramme, Base):
    """A focus domain of a wijk, and why."""

    __tablename__ = "wijk_focus"
    __table_args__ = (refers("wijk", "wijk"), refers("domain", "domain"), between("factor", "0", "100", above=True))
    part = Part(("wijken", "focus"), parent="wijk")

    wijk: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    domain: Mapped[str]
    factor: Mapped[Decimal] = mapped_column(Exact)
    reason: Mapped[str] = mapped_column(Text)


class BaselineRow(OfProgramme, Base):
    """Money of the kind divided here in the year before the term."""

    __tablename__ = "wijk_baseline"
    __table_args__ = (refers("wijk", "wijk"), refers("domain", "domain"), no_debt("amount"))
    part = Part(("wijken", "baseline"), parent="wijk", key="domain", value="amount")

    wijk: Mapped[str] = mapped_column(primary_key=True)
    domain: Mapped[str] = mapped_column(primary_key=True)
    amount: Mapped[Decimal] = mapped_column(Cents)


class IndicatorRow(OfProgramme, Base):
    """A public figure from which need is made."""

    __tablename__ = "indicator"
    __table_args__ = (refers("domain", "domain"), one_of("higher_is", "worse", "better"), between("weight", "0"))
    part = Part(("indicators",), key="id")

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    domain: Mapped[str]
    higher_is: Mapped[str]
    weight: Mapped[Decimal] = mapped_column(Exact)
    reference: Mapped[Decimal | None] = mapped_column(Exact)


class IndicatorValueRow(OfProgramme, Base):
    """What an indicator is in a wijk."""

    __tablename__ = "indicator_value"
    __table_args__ = (refers("indicator", "indicator"), refers("wijk", "wijk"))
    part = Part(("indicators", "values"), parent="indicator", key="wijk", value="figure")

    indicator: Mapped[str] = mapped_column(primary_key=True)
    wijk: Mapped[str] = mapped_column(primary_key=True)
    figure: Mapped[Decimal] = mapped_column(Exact)


class RegularRow(OfProgramme, Base):
    """Money of the regular work in a wijk and domain, which is not divided here."""

    __tablename__ = "regular"
    __table_args__ = (refers("wijk", "wijk"), refers("domain", "domain"), no_debt("per_year"))
    part = Part(("regular",))

    position: Mapped[int] = mapped_column(primary_key=True)
    wijk: Mapped[str]
    domain: Mapped[str]
    per_year: Mapped[Decimal] = mapped_column(Cents)
