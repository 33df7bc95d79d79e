"""Tables of the rules of a programme: floors, staff, and the rules of which there is one."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.parts import OfProgramme, Part, between, no_debt, one_of, refers
from models.types import Cents, Exact

STRENGTHS = ("must", "aim")
SINGLE = (
    "structural_cover",
    "hold_harmless",
    "focus_minimum",
    "persistence",
    "ramp_up",
    "frontline_room",
    "resident_initiatives",
    "per_resident_ratio",
)
"""The rules of which a programme has one at most."""


class RuleRow(OfProgramme, Base):
    """A rule of which there is one. figure: its share, drop, growth or ratio; from_year, cells: of those that have it.

    Null where it has none.
    """

    __tablename__ = "rule"
    __table_args__ = (one_of("id", *SINGLE), one_of("strength", *STRENGTHS), one_of("cells", "focus", "all"))
    part = Part(("single_rules",), key="id")

    id: Mapped[str] = mapped_column(primary_key=True)
    strength: Mapped[str]
    figure: Mapped[Decimal | None] = mapped_column(Exact)
    from_year: Mapped[int | None]
    cells: Mapped[str | None]


class FloorRow(OfProgramme, Base):
    """A floor, in euros per resident per year of the price base year. wijk, domain: null is every one."""

    __tablename__ = "floor"
    __table_args__ = (
        refers("wijk", "wijk"),
        refers("domain", "domain"),
        no_debt("per_resident"),
        one_of("strength", *STRENGTHS),
    )
    part = Part(("floors",))

    position: Mapped[int] = mapped_column(primary_key=True)
    wijk: Mapped[str | None]
    domain: Mapped[str | None]
    per_resident: Mapped[Decimal] = mapped_column(Cents)
    from_year: Mapped[int | None]
    strength: Mapped[str]


class StaffRow(OfProgramme, Base):
    """Full-time staff that a domain can have in a year."""

    __tablename__ = "staff_capacity"
    __table_args__ = (refers("domain", "domain"), between("staff", "0"))
    part = Part(("domains", "staff_by_year"), parent="domain", key="year", value="staff", said_by="staff_limited")

    domain: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    staff: Mapped[Decimal] = mapped_column(Exact)
