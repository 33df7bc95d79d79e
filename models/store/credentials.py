"""How somebody proves who they are: a password, the codes of an authenticator, the municipality's own sign-in."""

from __future__ import annotations

import hmac
import time
from dataclasses import dataclass

import pyotp
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import AccountRow
from models.sign_in import CredentialRow
from models.store import log, sessions, words
from models.store.log import About
from models.store.people import Account, account_of
from models.store.who import Who

STEP = 30
"""Seconds in which a code is the same."""
DRIFT = 1
"""Steps that the clock of a telephone may be off, either way."""


def password_of(session: Session, email: str) -> tuple[Account | None, str | None]:
    """The account with an address, if it may sign in, and the hash of its password, if it has one."""
    if not words.is_line(email):
        return None, None
    asked = select(AccountRow, CredentialRow.password)
    asked = asked.outerjoin(CredentialRow, CredentialRow.account_id == AccountRow.id)
    found = session.execute(asked.where(AccountRow.email == email.strip().lower())).one_or_none()
    if found is None or not found[0].active:
        return None, None
    return account_of(found[0]), found[1]


def set_password(session: Session, person: Account, hashed: str, who: Who) -> None:
    """Another password; all sessions of the account end.

    Args:
        hashed: of `models.passwords`.
    """
    _row(session, person.id).password = hashed
    sessions.end_all(session, person.id)
    _log(session, person, who, "account.password")


def renew_hash(session: Session, person: Account, hashed: str) -> None:
    """Keep the same password in a stronger hash."""
    _row(session, person.id).password = hashed


@dataclass(frozen=True)
class Ways:
    """How an account can sign in. single_sign_on: at the municipality's own sign-in."""

    password: bool
    second_step: bool
    single_sign_on: bool


def ways(session: Session, account_id: int) -> Ways:
    """How an account can sign in."""
    row = session.get(CredentialRow, account_id)
    if row is None:
        return Ways(False, False, False)
    return Ways(row.password is not None, row.totp is not None, row.subject is not None)


def has_second_step(session: Session, account_id: int) -> bool:
    """Whether the account signs in with a code too."""
    held = session.scalar(select(CredentialRow.totp).where(CredentialRow.account_id == account_id))
    return held is not None


def set_second_step(session: Session, person: Account, secret: str | None, who: Who) -> None:
    """From now on sign in with codes of this secret too; None: without."""
    row = _row(session, person.id)
    row.totp, row.totp_step = secret, None
    _log(session, person, who, "account.second_step")


def code_is_right(session: Session, account_id: int, code: str, at: float | None = None) -> bool:
    """Whether a code is one of this moment that was not used before; it is used now.

    Args:
        at: the moment, in seconds of `time.time`; now where left out.
    """
    row = _row(session, account_id)
    step = None if row.totp is None else step_of(row.totp, code, at)
    if step is None or (row.totp_step is not None and step <= row.totp_step):
        return False
    row.totp_step = step
    return True


def step_of(secret: str, code: str, at: float | None = None) -> int | None:
    """The 30 seconds of which a code is; None where it is of none near this moment."""
    given = "".join(code.split())
    now = int((time.time() if at is None else at) // STEP)
    codes = pyotp.TOTP(secret, interval=STEP)
    for step in range(now - DRIFT, now + DRIFT + 1):
        if given.isascii() and hmac.compare_digest(codes.at(step * STEP), given):
            return step
    return None


def by_subject(session: Session, subject: str) -> Account | None:
    """The active account of somebody at the municipality's own sign-in."""
    asked = select(AccountRow).join(CredentialRow, CredentialRow.account_id == AccountRow.id)
    row = session.scalar(asked.where(CredentialRow.subject == subject, AccountRow.active.is_(True)))
    return None if row is None else account_of(row)


def bind_subject(session: Session, email: str, subject: str) -> Account | None:
    """The active account with an address that is of nobody there yet, from now on that of a subject; None: none is."""
    asked = select(AccountRow).where(AccountRow.email == email.strip().lower(), AccountRow.active.is_(True))
    found = session.scalar(asked)
    if found is None:
        return None
    row, person = _row(session, found.id), account_of(found)
    if row.subject is not None:
        return None
    row.subject = subject
    _log(session, person, person.who, "account.subject")
    return person


def _row(session: Session, account_id: int) -> CredentialRow:
    """The row of an account, held until the transaction is over; made where there is none."""
    session.execute(select(AccountRow.id).where(AccountRow.id == account_id).with_for_update())
    row = session.get(CredentialRow, account_id, populate_existing=True)
    if row is None:
        row = CredentialRow(account_id=account_id)
        session.add(row)
    return row


def _log(session: Session, person: Account, who: Who, action: log.Action) -> None:
    """That it changed; never what it was or is."""
    session.flush()
    log.record(session, who, action, About(what=person.email))
