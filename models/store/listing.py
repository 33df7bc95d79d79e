"""Programmes in a list, without their parts: one question, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from models.history import LogRow
from models.money import StreamAmountRow
from models.people import RoleRow
from models.plans import PlanRow
from models.programme import ProgrammeRow

NAMING = 20270104
"""The number of the locks of PostgreSQL that are held while a programme is found by its name."""


@dataclass(frozen=True)
class ListedProgramme:
    """A programme in a list.

    money: all amounts of its streams, nominal euros; plans: how many it has; adopted: whether one is; changed_at: its
    last entry in the log, by changed_by.
    """

    id: int
    name: str
    municipality: str
    start_year: int
    years: int
    version: int
    money: Decimal
    plans: int
    adopted: bool
    changed_at: datetime | None
    changed_by: str


def named(session: Session, name: str) -> list[int]:
    """The numbers of the programmes with a name, and until the transaction is over nobody else hears which they are.

    So two who would each add the first of a name do so one after the other. Several may have one name all the same:
    by another name that is changed, or on purpose.
    """
    if session.get_bind().dialect.name == "postgresql":  # SQLite waits by itself
        session.execute(select(func.pg_advisory_xact_lock(NAMING, func.hashtext(name))))
    return list(session.scalars(select(ProgrammeRow.id).where(ProgrammeRow.name == name).order_by(ProgrammeRow.id)))


def programmes(session: Session) -> list[ListedProgramme]:
    """All programmes, by name and number."""
    return [_listed(found) for found in session.execute(_asked())]


def programmes_of(session: Session, account_id: int) -> list[tuple[ListedProgramme, str]]:
    """The programmes in which an account has a role, by name and number, and that role."""
    asked = _asked().add_columns(RoleRow.role).join(RoleRow, RoleRow.programme_id == ProgrammeRow.id)
    rows = session.execute(asked.where(RoleRow.account_id == account_id))
    return [(_listed(found[:-1]), found[-1]) for found in rows]


def _asked() -> Select[Any]:
    """The question: the columns of `_listed`, in its order."""
    money = (
        select(StreamAmountRow.programme_id, func.sum(StreamAmountRow.amount).label("euros"))
        .group_by(StreamAmountRow.programme_id)
        .subquery()
    )
    made = (
        select(PlanRow.programme_id, func.count().label("plans"), func.count(PlanRow.adopted_at).label("adopted"))
        .group_by(PlanRow.programme_id)
        .subquery()
    )
    any_entry = aliased(LogRow)
    last = (
        select(func.max(any_entry.id))
        .where(any_entry.programme_id == ProgrammeRow.id)
        .correlate(ProgrammeRow)
        .scalar_subquery()
    )
    row = ProgrammeRow
    return (
        select(row.id, row.name, row.municipality, row.start_year, row.years, row.version)
        .add_columns(money.c.euros, made.c.plans, made.c.adopted, LogRow.at, LogRow.who)
        .outerjoin(money, money.c.programme_id == row.id)
        .outerjoin(made, made.c.programme_id == row.id)
        .outerjoin(LogRow, LogRow.id == last)
        .order_by(row.name, row.id)
    )


def _listed(found: Sequence[Any]) -> ListedProgramme:
    number, name, code, start, years, version, euros, count, fixed, at, by = found
    return ListedProgramme(
        number, name, code, start, years, version, euros or Decimal(0), count or 0, bool(fixed), at, by or ""
    )
