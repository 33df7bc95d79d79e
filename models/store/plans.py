"""Plans in and out of the database: verified, with the document they were made from, and frozen once adopted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from models.differences import Difference
from models.plans import BALANCES, BalanceRow, DecisionRow, PaymentRow, PlanRow
from models.programme import ProgrammeRow
from models.store import log, programmes, snapshots, words
from models.store.log import About, Action
from models.store.snapshots import Damaged
from models.store.who import Who
from planning.document import canonical, digest, read_plan
from planning.plan import PlanDocument, Spend, StreamYear
from planning.prepared import prepare
from planning.programme import Programme
from planning.verify import Verdict, verify

Decision = Literal["submitted", "sent_back", "adopted"]
ACTIONS: dict[Decision, Action] = {
    "submitted": "plan.submitted",
    "sent_back": "plan.sent_back",
    "adopted": "plan.adopted",
}
LEDGER = {"spend": (), "carried": (), "lapsed": ()}
"""What of a plan document the tables of the ledger hold."""


class NoPlan(Exception):  # noqa: N818 - it is an answer
    """There is no plan with this number."""


class NotVerified(Exception):  # noqa: N818
    """A plan that does not agree with its programme is not kept."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(f"{len(verdict.faults)} faults")
        self.verdict = verdict


class Frozen(Exception):  # noqa: N818
    """The plan is adopted: nothing about it changes any more."""


class FourEyes(Exception):  # noqa: N818
    """Who made a plan does not adopt it, and a plan of nobody known is not adopted."""


@dataclass(frozen=True)
class ListedPlan:
    """A plan in a list. number: within its programme; version: of the programme when it was asked for."""

    id: int
    programme_id: int
    number: int
    name: str
    version: int
    status: str
    sha256: str
    author: Who
    made_at: datetime
    adopted_at: datetime | None


@dataclass(frozen=True)
class StoredPlan:
    """A plan as it is in the database, with the programme document it was made from."""

    about: ListedPlan
    programme: Programme
    plan: PlanDocument


def add(
    session: Session,
    programme_id: int,
    version: int,
    programme: Programme,
    plan: PlanDocument,
    who: Who,
    name: str = "",
) -> ListedPlan:
    """Keep a plan, with the document it was made from.

    Args:
        version: of the programme when this was its document.

    Raises:
        NotVerified: it does not agree with the document, or holds no figures.
        NotKept: for a name that is none; "" is no name.
        NoProgramme: it is gone.
    """
    name = words.name(name) if name else ""
    verdict = verify(prepare(programme), plan)
    if not verdict.ok:
        raise NotVerified(verdict)
    programmes.hold(session, programme_id)  # or two plans would get the same number
    last = session.scalar(select(func.max(PlanRow.number)).where(PlanRow.programme_id == programme_id))
    row = PlanRow(
        programme_id=programme_id,
        number=(last or 0) + 1,
        name=name,
        version=version,
        snapshot=snapshots.keep(session, programme),
        status=plan.status,
        document=canonical(plan.model_copy(update=LEDGER)),
        sha256=digest(plan),
        author_id=who.account_id,
        author=who.name,
        made_at=log.now(),
    )
    session.add(row)
    session.flush()
    _insert_ledger(session, row.id, plan)
    change = Difference("plan", (row.number,), None, {"name": name, "sha256": row.sha256, "snapshot": row.snapshot})
    log.record(session, who, "plan.added", About(programme_id, programme.name, what=_called(row)), [change])
    return _listed(row)


def load(session: Session, plan_id: int) -> StoredPlan:
    """A plan, with the document it was made from.

    Raises:
        NoPlan: there is none.
        Damaged: it is not what was stored.
    """
    row = _row(session, plan_id)
    plan = read_plan(row.document).model_copy(update=_ledger(session, plan_id))
    if digest(plan) != row.sha256:
        raise Damaged(row.sha256)
    return StoredPlan(_listed(row), snapshots.kept(session, row.snapshot), plan)


def listed(session: Session, programme_id: int) -> list[ListedPlan]:
    """The plans of a programme, newest first."""
    asked = select(PlanRow).where(PlanRow.programme_id == programme_id).order_by(PlanRow.number.desc())
    return [_listed(row) for row in session.scalars(asked)]


def decide(session: Session, plan_id: int, decision: Decision, who: Who, reason: str = "") -> None:
    """A step of a plan on its way; adopted is the last one, and freezes it.

    Raises:
        NoPlan: there is none.
        Frozen: it is adopted.
        FourEyes: it would be adopted by its author, or author or adopter has no account.
        Damaged: it would be adopted, and is not what was stored.
        NotKept: for a reason that is none; "" is no reason.
    """
    reason = words.text(reason) if reason else ""
    row = _held(session, plan_id)
    _not_frozen(row)
    if who.account_id is None or (decision == "adopted" and row.author_id in (None, who.account_id)):
        raise FourEyes
    if decision == "adopted":
        load(session, plan_id)  # what is damaged could never be mended
    session.execute(
        insert(DecisionRow).values(
            plan_id=plan_id, kind=decision, reason=reason, account_id=who.account_id, at=log.now()
        )
    )
    changes = []
    if decision == "adopted":
        moment = log.now()
        session.execute(
            update(PlanRow).where(PlanRow.id == plan_id).values(adopter_id=who.account_id, adopted_at=moment)
        )
        changes = [Difference("plan", (row.number,), {"adopted_at": None}, {"adopted_at": moment.isoformat()})]
    _record(session, row, who, ACTIONS[decision], changes)


def remove(session: Session, plan_id: int, who: Who) -> None:
    """A plan that is not adopted; the log keeps that it was there.

    Raises:
        NoPlan: there is none.
        Frozen: it is adopted.
    """
    row = _held(session, plan_id)
    _not_frozen(row)
    old = {"name": row.name, "sha256": row.sha256, "snapshot": row.snapshot}
    _record(session, row, who, "plan.removed", [Difference("plan", (row.number,), old, None)])
    session.execute(delete(PlanRow).where(PlanRow.id == plan_id))


def _held(session: Session, plan_id: int) -> PlanRow:
    """The row of a plan that others neither change nor remove, nor its programme, until the transaction is over."""
    try:
        programmes.hold(session, _row(session, plan_id).programme_id)
    except programmes.NoProgramme:
        raise NoPlan(plan_id) from None
    return _row(session, plan_id, lock=True)


def _row(session: Session, plan_id: int, lock: bool = False) -> PlanRow:
    asked = select(PlanRow).where(PlanRow.id == plan_id).execution_options(populate_existing=True)
    row = session.scalar(asked.with_for_update() if lock else asked)
    if row is None:
        raise NoPlan(plan_id)
    return row


def _not_frozen(row: PlanRow) -> None:
    if row.adopted_at is not None:
        raise Frozen(row.id)


def _record(session: Session, row: PlanRow, who: Who, action: Action, changes: Sequence[Difference]) -> None:
    name = session.scalars(select(ProgrammeRow.name).where(ProgrammeRow.id == row.programme_id)).one()
    log.record(session, who, action, About(row.programme_id, name, what=_called(row)), changes)


def _called(row: PlanRow) -> str:
    return row.name or f"plan {row.number}"


def _listed(row: PlanRow) -> ListedPlan:
    return ListedPlan(
        row.id,
        row.programme_id,
        row.number,
        row.name,
        row.version,
        row.status,
        row.sha256,
        Who(row.author_id, row.author),
        row.made_at,
        row.adopted_at,
    )


def _insert_ledger(session: Session, plan_id: int, plan: PlanDocument) -> None:
    payments = [
        {"plan_id": plan_id, "position": i, **paid.model_dump(include={"stream", "measure", "year", "amount"})}
        for i, paid in enumerate(plan.spend)
    ]
    balances = [
        {"plan_id": plan_id, "kind": kind, "position": i, "stream": row.stream, "year": row.year, "amount": row.amount}
        for kind in BALANCES
        for i, row in enumerate(getattr(plan, kind))
    ]
    for table, rows in ((PaymentRow, payments), (BalanceRow, balances)):
        if rows:
            session.execute(insert(table), rows)


def _ledger(session: Session, plan_id: int) -> dict[str, tuple[Spend | StreamYear, ...]]:
    """The parts of a plan document that the tables of the ledger hold, in the order of the document."""
    asked = select(PaymentRow.stream, PaymentRow.measure, PaymentRow.year, PaymentRow.amount)
    paid = session.execute(asked.where(PaymentRow.plan_id == plan_id).order_by(PaymentRow.position))
    balance = select(BalanceRow.kind, BalanceRow.stream, BalanceRow.year, BalanceRow.amount)
    rows = session.execute(balance.where(BalanceRow.plan_id == plan_id).order_by(BalanceRow.position)).all()
    held: dict[str, tuple[Spend | StreamYear, ...]] = {
        "spend": tuple(Spend(stream=s, measure=m, year=y, amount=a) for s, m, y, a in paid)
    }
    for kind in BALANCES:
        held[kind] = tuple(StreamYear(stream=s, year=y, amount=Decimal(a)) for k, s, y, a in rows if k == kind)
    return held
