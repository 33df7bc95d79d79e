"""How often signing in was tried, for an account and from an address: counted before it is tried.

Counting lives in the database, so that all processes and machines count together and a restart forgives nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from math import ceil

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models.sign_in import AttemptRow
from models.store import log
from models.tokens import kept

WINDOW = timedelta(minutes=15)
"""Attempts that are longer ago do not count."""
MOST: Mapping[str, int] = {"account": 10, "address": 60}
"""Attempts that may fail in that time for one account, and from one network address: many people share one."""


class TooOften(Exception):  # noqa: N818 - it is an answer
    """There were too many attempts; `minutes`: in how many there may be another."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"again in {minutes} minutes")
        self.minutes = minutes


def count(session: Session, account: str, address: str) -> tuple[int, ...]:
    """Count an attempt, before it is known whether it is right; the numbers to `forget` when it was.

    Args:
        account: the e-mail address that was typed, also where nobody has it.
        address: the network address it came from.

    Raises:
        TooOften: it may not be tried now. Then it is not counted.
    """
    now = log.now()
    session.execute(delete(AttemptRow).where(AttemptRow.at <= now - WINDOW))
    keys = {kind: kept(f"{kind} {value}") for kind, value in (("account", account), ("address", address))}
    for kind, key in keys.items():
        counted, first = session.execute(
            select(func.count(), func.min(AttemptRow.at)).where(AttemptRow.of == key)
        ).one()
        if counted >= MOST[kind]:
            raise TooOften(ceil((first + WINDOW - now).total_seconds() / 60))
    rows = [AttemptRow(of=key, at=now) for key in keys.values()]
    session.add_all(rows)
    session.flush()
    return tuple(row.id for row in rows)


def forget(session: Session, account: str, numbers: tuple[int, ...]) -> None:
    """An attempt was right: it, and what failed for the account before, no longer counts."""
    mine = AttemptRow.of == kept(f"account {account}")
    session.execute(delete(AttemptRow).where(AttemptRow.id.in_(numbers) | mine))
