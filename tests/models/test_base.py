"""Constraints of every table get systematic names."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, MetaData, create_mock_engine
from sqlalchemy.orm import Mapped, mapped_column

from models.base import NAMING, Base


def test_constraints_are_named_on_both_engines() -> None:
    class Registry(Base):
        __abstract__ = True
        metadata = Base.metadata.__class__(naming_convention=NAMING)

    class Partner(Registry):
        __tablename__ = "partner"
        id: Mapped[int] = mapped_column(primary_key=True)

    class Stream(Registry):
        __tablename__ = "stream"
        __table_args__ = (CheckConstraint("opening >= 0", name="opening"),)
        id: Mapped[int] = mapped_column(primary_key=True)
        partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
        code: Mapped[str] = mapped_column(unique=True)
        opening: Mapped[int]

    for url in ("sqlite://", "postgresql+psycopg://"):
        text = _ddl(Registry.metadata, url)
        for name in ("ck_stream_opening", "fk_stream_partner_id_partner", "uq_stream_code", "pk_partner"):
            assert name in text


def _ddl(metadata: MetaData, url: str) -> str:
    """The statements that make the tables on an engine."""
    made: list[str] = []
    engine = create_mock_engine(url, lambda statement, *_: made.append(str(statement.compile(dialect=engine.dialect))))
    metadata.create_all(engine, checkfirst=False)
    return " ".join(made)
