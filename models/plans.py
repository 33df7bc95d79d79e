"""Tables of plans with their ledger, the documents they were made from, and what was said and decided about them.

An adopted plan, its ledger and its document can be changed by nobody: triggers of the database see to it.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.parts import COUNTED, between, no_debt, one_of
from models.types import Cents, Moment

DIGEST = 64
"""Characters of a SHA-256."""
BALANCES = ("carried", "lapsed")
DECISIONS = ("submitted", "sent_back", "adopted")


class SnapshotRow(Base):
    """A programme document as it was, in its canonical form, by the SHA-256 of that. Never changed."""

    __tablename__ = "snapshot"

    sha256: Mapped[str] = mapped_column(String(DIGEST), primary_key=True)
    document: Mapped[str] = mapped_column(Text)


class StateRow(Base):
    """A state of a programme that somebody gave a name."""

    __tablename__ = "state"
    __table_args__ = (UniqueConstraint("programme_id", "name"), COUNTED)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"))
    name: Mapped[str]
    version: Mapped[int]
    snapshot: Mapped[str] = mapped_column(ForeignKey("snapshot.sha256"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    who: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)


class PlanRow(Base):
    """A plan that has been verified.

    number: within its programme, from 1; version: of the programme, and snapshot its document, when planning was asked;
    document: the plan document without what the ledger holds; sha256: of the whole plan document. Adopted is a plan
    with a moment and an adopter, who is another than its author.
    """

    __tablename__ = "plan"
    __table_args__ = (
        UniqueConstraint("programme_id", "number"),
        one_of("status", "optimal", "gap"),
        between("number", "1"),
        CheckConstraint("(adopted_at IS NULL) = (adopter_id IS NULL)", name="adopted"),
        CheckConstraint("adopter_id IS NULL OR (author_id IS NOT NULL AND adopter_id <> author_id)", name="four_eyes"),
        Index(None, "snapshot"),
        COUNTED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str]
    version: Mapped[int]
    snapshot: Mapped[str] = mapped_column(ForeignKey("snapshot.sha256"))
    status: Mapped[str]
    document: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(DIGEST))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    author: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Moment)
    adopter_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    adopted_at: Mapped[datetime | None] = mapped_column(Moment)


class OfPlan:
    """A row that belongs to a plan."""

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True)


class PaymentRow(OfPlan, Base):
    """What a stream pays a measure in a year, nominal. measure: of the document, or "open:wijk:domain"."""

    __tablename__ = "plan_payment"
    __table_args__ = (UniqueConstraint("plan_id", "stream", "measure", "year"), no_debt("amount"))

    position: Mapped[int] = mapped_column(primary_key=True)
    stream: Mapped[str]
    measure: Mapped[str]
    year: Mapped[int]
    amount: Mapped[Decimal] = mapped_column(Cents)


class BalanceRow(OfPlan, Base):
    """What of a stream is carried to the next year, or lapses, nominal."""

    __tablename__ = "plan_balance"
    __table_args__ = (
        UniqueConstraint("plan_id", "kind", "stream", "year"),
        one_of("kind", *BALANCES),
        no_debt("amount"),
    )

    kind: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    stream: Mapped[str]
    year: Mapped[int]
    amount: Mapped[Decimal] = mapped_column(Cents)


class DecisionRow(Base):
    """A step of a plan on its way to being adopted, by whom and why."""

    __tablename__ = "decision"
    __table_args__ = (one_of("kind", *DECISIONS), Index(None, "plan_id"), COUNTED)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    kind: Mapped[str]
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class RemarkRow(Base):
    """A remark about a programme or one of its plans. pointer: the place in the document, "" for all of it.

    answers: the remark it is an answer to; settled_at: when it was settled, by settler_id.
    """

    __tablename__ = "remark"
    __table_args__ = (
        CheckConstraint("(settled_at IS NULL) = (settler_id IS NULL)", name="settled"),
        Index(None, "programme_id"),
        COUNTED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    answers: Mapped[int | None] = mapped_column(ForeignKey("remark.id", ondelete="CASCADE"))
    pointer: Mapped[str]
    remark: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    settler_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
