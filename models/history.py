"""Tables of the log: who changed what and when, from what to what. None of it is ever changed or removed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.parts import COUNTED
from models.types import Moment


class LogRow(Base):
    """A change that was made, in the transaction that made it.

    programme_id: null for what is of no programme; it names no row, because the log outlives the programme. version: of
    the programme after it, null where that did not change. action: of `models.store.log`; what: name of the thing it is
    about; undoes: the entry that this one took back.
    """

    __tablename__ = "log"
    __table_args__ = (Index(None, "programme_id", "id"), COUNTED)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    who: Mapped[str]
    programme_id: Mapped[int | None]
    programme: Mapped[str]
    version: Mapped[int | None]
    action: Mapped[str]
    what: Mapped[str]
    undoes: Mapped[int | None] = mapped_column(ForeignKey("log.id"))


class LogChangeRow(Base):
    """A row that an entry changed. key, old, new: as JSON; old is null where it came, new where it went."""

    __tablename__ = "log_change"

    log_id: Mapped[int] = mapped_column(ForeignKey("log.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str]
    key: Mapped[str] = mapped_column(Text)
    old: Mapped[str | None] = mapped_column(Text)
    new: Mapped[str | None] = mapped_column(Text)
