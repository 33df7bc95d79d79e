"""Remarks on a programme or one of its plans, their answers, and whether they are settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.differences import Difference
from models.people import AccountRow
from models.plans import PlanRow, RemarkRow
from models.programme import ProgrammeRow
from models.store import log, programmes, words
from models.store.log import About
from models.store.people import NoAccount
from models.store.who import Who


class NoRemark(Exception):  # noqa: N818 - it is an answer
    """There is no remark with this number, or nothing of the programme that it could be about."""


@dataclass(frozen=True)
class Place:
    """What a remark is about. plan_id None: the programme itself; pointer: the place in its document, "" for all."""

    programme_id: int
    plan_id: int | None = None
    pointer: str = ""


@dataclass(frozen=True)
class Remark:
    """A remark. answers: the number of the remark that it is an answer to."""

    id: int
    place: Place
    text: str
    answers: int | None
    who: Who
    at: datetime
    settled_at: datetime | None


def add(session: Session, place: Place, text: str, who: Who, answers: int | None = None) -> Remark:
    """Make a remark, or answer one.

    Raises:
        NoAccount: who makes it has none.
        NoRemark: there is no such programme, plan of it, or remark on it to answer.
        NotKept: for a text that is none.
    """
    if who.account_id is None:
        raise NoAccount(who.name)
    text = words.text(text)
    if not words.is_line(place.pointer):
        raise NoRemark
    try:
        name = programmes.hold(session, place.programme_id)
    except programmes.NoProgramme:
        raise NoRemark from None
    of_it = select(PlanRow.id).where(PlanRow.id == place.plan_id, PlanRow.programme_id == place.programme_id)
    of_it = of_it.with_for_update(read=True, key_share=True)  # it stays until the remark is there
    asked = select(RemarkRow.id).where(RemarkRow.id == answers, RemarkRow.programme_id == place.programme_id)
    wrong_plan = place.plan_id is not None and session.scalar(of_it) is None
    if wrong_plan or (answers is not None and session.scalar(asked) is None):
        raise NoRemark
    row = RemarkRow(
        programme_id=place.programme_id,
        plan_id=place.plan_id,
        answers=answers,
        pointer=place.pointer,
        remark=text,
        account_id=who.account_id,
        at=log.now(),
    )
    session.add(row)
    session.flush()
    new = {"remark": text, "pointer": place.pointer, "plan_id": place.plan_id, "answers": answers}
    about = About(place.programme_id, name, what=str(row.id))
    log.record(session, who, "remark.added", about, [Difference("remark", (row.id,), None, new)])
    return _remark(row, who.name)


def settle(session: Session, remark_id: int, who: Who) -> None:
    """Settle a remark; one that is settled stays as it is.

    Raises:
        NoAccount: who settles it has none.
        NoRemark: there is none with this number.
    """
    if who.account_id is None:
        raise NoAccount(who.name)
    found = session.execute(
        select(RemarkRow.programme_id, RemarkRow.settled_at, ProgrammeRow.name)
        .join(ProgrammeRow, ProgrammeRow.id == RemarkRow.programme_id)
        .where(RemarkRow.id == remark_id)
    ).first()
    if found is None:
        raise NoRemark(remark_id)
    moment = log.now()
    mine = update(RemarkRow).where(RemarkRow.id == remark_id, RemarkRow.settled_at.is_(None))
    if session.execute(mine.values(settler_id=who.account_id, settled_at=moment)).rowcount != 1:  # type: ignore[attr-defined]
        return
    change = Difference("remark", (remark_id,), {"settled_at": None}, {"settled_at": moment.isoformat()})
    log.record(session, who, "remark.settled", About(found.programme_id, found.name, what=str(remark_id)), [change])


def listed(session: Session, programme_id: int, open_only: bool = False) -> list[Remark]:
    """The remarks on a programme and its plans, in the order in which they were made."""
    asked = select(RemarkRow, AccountRow.name).join(AccountRow, AccountRow.id == RemarkRow.account_id)
    asked = asked.where(RemarkRow.programme_id == programme_id).order_by(RemarkRow.id)
    asked = asked.where(RemarkRow.settled_at.is_(None)) if open_only else asked
    return [_remark(row, name) for row, name in session.execute(asked)]


def _remark(row: RemarkRow, name: str) -> Remark:
    place = Place(row.programme_id, row.plan_id, row.pointer)
    return Remark(row.id, place, row.remark, row.answers, Who(row.account_id, name), row.at, row.settled_at)
