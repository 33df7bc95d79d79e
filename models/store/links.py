"""Links that work once: to choose a first password or another one, and for the first administrator."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.people import AccountRow
from models.sign_in import LinkRow
from models.store import log
from models.store.log import About
from models.store.people import Account, account_of
from models.store.who import Who
from models.tokens import kept, new_token

LASTS = timedelta(days=3)


class NoLink(Exception):  # noqa: N818 - it is an answer
    """The link was used, is too old, or there never was one."""


def make(session: Session, person: Account | None, who: Who) -> str:
    """A new link of an account; None: for who becomes the first administrator. Earlier ones work no more."""
    account_id = None if person is None else person.id
    now, secret = log.now(), new_token()
    session.execute(delete(LinkRow).where((LinkRow.account_id == account_id) | (LinkRow.ends_at <= now)))
    session.add(LinkRow(token=kept(secret), account_id=account_id, ends_at=now + LASTS))
    session.flush()
    log.record(session, who, "account.link", About(what="" if person is None else person.email))
    return secret


def owner(session: Session, secret: str) -> Account | None:
    """Whose link it is; None: of who becomes the first administrator.

    Raises:
        NoLink: it does not work, or its account may do nothing any more.
    """
    asked = select(LinkRow, AccountRow).outerjoin(AccountRow, AccountRow.id == LinkRow.account_id)
    found = session.execute(asked.where(LinkRow.token == kept(secret), LinkRow.ends_at > log.now())).one_or_none()
    if found is None:
        raise NoLink
    _, row = found
    if row is not None and not row.active:
        raise NoLink
    return None if row is None else account_of(row)


def use(session: Session, secret: str) -> Account | None:
    """Whose link it is, as `owner`; after this it works no more, and of two who use it at once one is refused.

    Raises:
        NoLink: it does not work.
    """
    found = owner(session, secret)
    gone = session.execute(delete(LinkRow).where(LinkRow.token == kept(secret)).returning(LinkRow.token)).all()
    if not gone:
        raise NoLink
    return found
