"""Tables of who may do what: accounts, and the role of each in a programme."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.parts import COUNTED, one_of, refers
from models.types import Moment

ROLES = ("director", "finance", "alderman", "partner", "reader")


class AccountRow(Base):
    """Somebody. administrator: may manage accounts; active: may do anything at all.

    Accounts are never removed: the log names them.
    """

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("email"), CheckConstraint("email = lower(email)", name="email"), COUNTED)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    name: Mapped[str]
    administrator: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(Moment)


class RoleRow(Base):
    """The one role of an account in a programme. partner: the party whose streams a partner may see, else null."""

    __tablename__ = "role"
    __table_args__ = (
        one_of("role", *ROLES),
        CheckConstraint("(role = 'partner') = (partner IS NOT NULL)", name="partner"),
        refers("partner", "partner"),
    )

    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    role: Mapped[str]
    partner: Mapped[str | None]
