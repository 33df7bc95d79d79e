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
    kept: Engine | None = current_app.extensions.get(KEY)
    return kept or current_app.extensions.setdefault(KEY, _made())  # two requests at once may both come here


def demand_answer() -> None:
    """Go on only if the database of the app answers. An app whose file was never there has none, which is well.

    Raises:
        SQLAlchemyError: it does not answer.
        NotCurrent: its tables are not of this version.
        NotKnown: DATABASE_URL is of no database that we know.
    """
    if KEY not in current_app.extensions:
        file = file_of(_made())
        if file is not None and not file.exists():
            return
    migrating.demand_current(engine())


def _made() -> Engine:
    return connect(current_app.config["DATABASE_URL"], create=False)
