"""What a table is of a programme document: every part of it is a row of one table.

A table holds the things of one list or mapping, and every row the key of its programme. `models.rows` goes from a
document to rows and back by what stands here; nothing else knows which table holds what.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

COUNTED = {"sqlite_autoincrement": True}
"""Of a table whose numbers are never given out again, also on SQLite: the log, and people, know rows by them."""


@dataclass(frozen=True)
class Part:
    """Where the things of a table stand in a document.

    path: names of the list or mapping and of what it stands in ("wijken", "need"); parent: the column with the key of
    the thing it stands in, None at the top; key: the column that tells things of one list apart, `position` where they
    have no identifier; value: the column of a thing that is one value, None where its fields are columns; said_by: the
    column of the thing it stands in that says whether there are any, None where nothing does.
    """

    path: tuple[str, ...]
    parent: str | None = None
    key: str = "position"
    value: str | None = None
    said_by: str | None = None

    @property
    def mapping(self) -> bool:
        """Whether it is a mapping from the key to a value."""
        return self.value is not None and self.key != "position"

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that identify a row within its programme."""
        return (self.key,) if self.parent is None else (self.parent, self.key)


class OfProgramme:
    """A row that belongs to a programme."""

    part: Part

    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)


def refers(column: str, table: str) -> ForeignKeyConstraint:
    """A column that holds the identifier of a thing of the same programme; that cannot go while it is named here."""
    return ForeignKeyConstraint(["programme_id", column], [f"{table}.programme_id", f"{table}.id"])


def one_of(column: str, *values: str) -> CheckConstraint:
    """A column with one of some words."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=column)


def between(column: str, low: str | None = None, high: str | None = None, above: bool = False) -> CheckConstraint:
    """A number between two others; text on SQLite, so it is made a number first."""
    number = f"CAST({column} AS DOUBLE PRECISION)"
    asked = [f"{number} {'>' if above else '>='} {low}"] if low is not None else []
    asked += [f"{number} <= {high}"] if high is not None else []
    return CheckConstraint(" AND ".join(asked), name=column)


def no_debt(column: str) -> CheckConstraint:
    """Money that is not negative; whole cents."""
    return CheckConstraint(f"{column} >= 0", name=column)
