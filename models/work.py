"""The table of runs: planning that was asked for, how far it is, and what came of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.parts import COUNTED, between, one_of
from models.types import Moment

WAITING, RUNNING = "waiting", "running"
PLANNED, INFEASIBLE, STOPPED, FAILED, BROKEN_OFF = "planned", "infeasible", "stopped", "failed", "broken_off"
ENDED = (PLANNED, INFEASIBLE, STOPPED, FAILED, BROKEN_OFF)
"""States from which a run goes nowhere."""


class RunRow(Base):
    """A run. At most one of a programme is running: the database holds that.

    snapshot: the document it plans; options: as JSON; stage: the one it is in; percent: of the stages that are usual;
    tries: how often it was taken up; worker: who has it; beat: raised by the worker as long as it lives; stop_asked: it
    shall stop with what it has; plan_id: the plan that came of it; answer: the plan document without figures, where
    there is no plan; trouble: what went wrong.
    """

    __tablename__ = "run"
    __table_args__ = (
        one_of("status", WAITING, RUNNING, *ENDED),
        between("percent", "0", "100"),
        CheckConstraint(f"(status = '{RUNNING}') = (worker IS NOT NULL)", name="worker"),
        CheckConstraint(f"(status IN ('{WAITING}', '{RUNNING}')) = (ended_at IS NULL)", name="ended"),
        Index(None, "programme_id", "id"),
        Index(
            "uq_run_running",
            "programme_id",
            unique=True,
            sqlite_where=text(f"status = '{RUNNING}'"),
            postgresql_where=text(f"status = '{RUNNING}'"),
        ),
        Index(
            "ix_run_waiting",
            "id",
            sqlite_where=text(f"status = '{WAITING}'"),
            postgresql_where=text(f"status = '{WAITING}'"),
        ),
        COUNTED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"))
    version: Mapped[int]
    snapshot: Mapped[str] = mapped_column(ForeignKey("snapshot.sha256"))
    options: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(default=WAITING)
    stage: Mapped[str] = mapped_column(default="")
    percent: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None]
    beat: Mapped[int] = mapped_column(default=0)
    stop_asked: Mapped[bool] = mapped_column(default=False)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    who: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(Moment)
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id", ondelete="SET NULL"))
    answer: Mapped[str | None] = mapped_column(Text)
    trouble: Mapped[str] = mapped_column(Text, default="")
