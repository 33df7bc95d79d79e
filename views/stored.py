"""The database of the app: one engine, made when it is first asked for, and kept."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import Engine

from models import migrating
from models.database import connect, file_of

KEY = "database"
"""Where the app keeps its engine."""


def engine() -> Engine:
    """The engine of the app.

    Raises:
        NotKnown: DATABASE_URL is of no database that we know.
    """
    made: Engine | None = current_app.extensions.get(KEY)
    if made is None:
        made = current_app.extensions.setdefault(KEY, connect(current_app.config["DATABASE_URL"], create=False))
    return made


def demand_answer() -> None:
    """Go on only if the database of the app answers. An app whose file was never there has none, which is well.

    Raises:
        OperationalError, InterfaceError: it does not answer.
        NotCurrent: its tables are not of this version.
        NotKnown: DATABASE_URL is of no database that we know.
    """
    known = KEY in current_app.extensions
    there = engine()
    file = file_of(there)
    if not known and file is not None and not file.exists():
        current_app.extensions.pop(KEY, None)  # two requests at once may both come here
        return
    migrating.demand_current(there)
