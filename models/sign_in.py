"""Tables of signing in: what proves who somebody is, their sessions, one-time links, and attempts that are counted.

Of whatever is a secret that is sent to a browser only the SHA-256 is here.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Moment

PASSING = {"info": {"passing": True}}
"""Of tables whose rows are of now alone: a backup does not hold them, and who is restored signs in again."""
SHA256 = 64
"""Hexadecimal digits."""


class CredentialRow(Base):
    """How somebody proves who they are. Null is not set.

    password: an Argon2 hash; totp: the secret of their authenticator, in base 32; totp_step: the last of its 30 seconds
    that was used, so that a code is good once; subject: who they are at the municipality's own sign-in.
    """

    __tablename__ = "credential"
    __table_args__ = (
        UniqueConstraint("subject"),
        CheckConstraint("totp IS NOT NULL OR totp_step IS NULL", name="totp_step"),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    password: Mapped[str | None]
    totp: Mapped[str | None]
    totp_step: Mapped[int | None]
    subject: Mapped[str | None]


class SignInRow(Base):
    """A session of somebody who signed in; when it is no longer here it is over."""

    __tablename__ = "sign_in"
    __table_args__ = (Index(None, "account_id"), PASSING)

    token: Mapped[str] = mapped_column(String(SHA256), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    begun_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)


class LinkRow(Base):
    """A link that works once: to choose a password, or with no account to become the first administrator."""

    __tablename__ = "link"
    __table_args__ = (Index(None, "account_id"), PASSING)

    token: Mapped[str] = mapped_column(String(SHA256), primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ends_at: Mapped[datetime] = mapped_column(Moment)


class AttemptRow(Base):
    """An attempt to sign in. of: the SHA-256 of the account or the address it was made for or from."""

    __tablename__ = "attempt"
    __table_args__ = (Index(None, "of", "at"), PASSING)

    id: Mapped[int] = mapped_column(primary_key=True)
    of: Mapped[str] = mapped_column(String(SHA256))
    at: Mapped[datetime] = mapped_column(Moment)
