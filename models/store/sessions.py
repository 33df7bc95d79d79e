"""Sessions of people who signed in. The browser has a secret; the database knows it by its SHA-256, and can end it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.people import AccountRow
from models.sign_in import SignInRow
from models.store import log
from models.store.people import Account, account_of
from models.tokens import kept, new_token

LASTS = timedelta(hours=10)
"""A working day: then one signs in again. It is not made longer by use, so that reading a page writes nothing."""


def begin(session: Session, account_id: int) -> str:
    """A new session of an account: the secret for its browser."""
    now, secret = log.now(), new_token()
    session.execute(delete(SignInRow).where(SignInRow.ends_at <= now))
    session.add(SignInRow(token=kept(secret), account_id=account_id, begun_at=now, ends_at=now + LASTS))
    session.flush()
    return secret


def account(session: Session, secret: str) -> Account | None:
    """Whose session it is; None where it is over, or its account may do nothing any more. One question."""
    asked = select(AccountRow).join(SignInRow, SignInRow.account_id == AccountRow.id)
    asked = asked.where(SignInRow.token == kept(secret), SignInRow.ends_at > log.now(), AccountRow.active.is_(True))
    row = session.scalar(asked)
    return None if row is None else account_of(row)


def end_all(session: Session, account_id: int) -> None:
    """End all sessions of an account, on every device."""
    session.execute(delete(SignInRow).where(SignInRow.account_id == account_id))
