"""Tables of who brings money and on what conditions: partners, streams, commitments."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.parts import OfProgramme, Part, between, no_debt, one_of, refers
from models.types import Cents, Exact

LAYERS = ("municipality", "state", "partner")
KINDS = ("structural", "incidental")


class PartnerRow(OfProgramme, Base):
    """A party that brings money."""

    __tablename__ = "partner"
    __table_args__ = (one_of("layer", *LAYERS),)
    part = Part(("partners",), key="id")

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    layer: Mapped[str]


class StreamRow(OfProgramme, Base):
    """A stream of money.

    all_domains, all_wijken, all_measures: no earmark of that kind, else the rows of the table beside it; carried_share:
    of what may go on to the next year, null where nothing may; match_ratio: of co-financing, null where none is asked.
    """

    __tablename__ = "stream"
    __table_args__ = (
        refers("partner", "partner"),
        one_of("kind", *KINDS),
        one_of("certainty", "confirmed", "expected", "possible"),
        one_of("match_scope", "programme", "wijk", "measure"),
        one_of("match_per", "year", "term"),
        no_debt("opening"),
        between("probability", "0", "1"),
        between("carried_share", "0", "1"),
        between("match_ratio", "0"),
        CheckConstraint("carried_share IS NOT NULL OR carried_until IS NULL", name="carried_until"),
        CheckConstraint("(match_ratio IS NULL) = (match_scope IS NULL)", name="match_with_scope"),
        CheckConstraint("(match_ratio IS NULL) = (match_per IS NULL)", name="match_with_per"),
    )
    part = Part(("streams",), key="id")

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    partner: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    opening: Mapped[Decimal] = mapped_column(Cents)
    all_domains: Mapped[bool]
    all_wijken: Mapped[bool]
    all_measures: Mapped[bool]
    excludes_staff: Mapped[bool]
    carried_share: Mapped[Decimal | None] = mapped_column(Exact)
    carried_until: Mapped[int | None]
    match_ratio: Mapped[Decimal | None] = mapped_column(Exact)
    match_scope: Mapped[str | None]
    match_per: Mapped[str | None]
    certainty: Mapped[str]
    probability: Mapped[Decimal] = mapped_column(Exact)


class StreamAmountRow(OfProgramme, Base):
    """Money of a stream in a year, nominal."""

    __tablename__ = "stream_amount"
    __table_args__ = (refers("stream", "stream"), no_debt("amount"))
    part = Part(("streams", "amounts"), parent="stream", key="year", value="amount")

    stream: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    amount: Mapped[Decimal] = mapped_column(Cents)


class StreamDomainRow(OfProgramme, Base):
    """A domain that a stream is earmarked for."""

    __tablename__ = "stream_domain"
    __table_args__ = (refers("stream", "stream"), refers("domain", "domain"))
    part = Part(("streams", "domains"), parent="stream", value="domain", said_by="all_domains")

    stream: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    domain: Mapped[str]


class StreamWijkRow(OfProgramme, Base):
    """A wijk that a stream is earmarked for."""

    __tablename__ = "stream_wijk"
    __table_args__ = (refers("stream", "stream"), refers("wijk", "wijk"))
    part = Part(("streams", "wijken"), parent="stream", value="wijk", said_by="all_wijken")

    stream: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    wijk: Mapped[str]


class StreamMeasureRow(OfProgramme, Base):
    """A measure that a stream is earmarked for."""

    __tablename__ = "stream_measure"
    __table_args__ = (refers("stream", "stream"), refers("measure", "measure"))
    part = Part(("streams", "measures"), parent="stream", value="measure", said_by="all_measures")

    stream: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[str]


class MatchLayerRow(OfProgramme, Base):
    """A layer whose streams count as co-financing of a stream."""

    __tablename__ = "stream_match_layer"
    __table_args__ = (refers("stream", "stream"), one_of("layer", *LAYERS))
    part = Part(("streams", "match_layers"), parent="stream", value="layer", said_by="match_ratio")

    stream: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    layer: Mapped[str]


class CommitmentRow(OfProgramme, Base):
    """Money that a stream has already committed to a measure, nominal."""

    __tablename__ = "commitment"
    __table_args__ = (refers("stream", "stream"), refers("measure", "measure"), no_debt("amount"))
    part = Part(("commitments",))

    position: Mapped[int] = mapped_column(primary_key=True)
    stream: Mapped[str]
    measure: Mapped[str]
    year: Mapped[int]
    amount: Mapped[Decimal] = mapped_column(Cents)
