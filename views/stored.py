"""The database of the app: one engine, made when it is first asked for, and kept; a session per request to read."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack

from flask import Flask, current_app, g
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models import database, migrating
from models.database import connect, file_of

KEY = "database"
"""Where the app keeps its engine."""
CURRENT = "database_is_current"
"""Where it keeps that the tables of its database are of this version."""


def engine() -> Engine:
    """The engine of the app.

    Raises:
        NotKnown: DATABASE_URL is of no database that we know.
    """
    kept: Engine | None = current_app.extensions.get(KEY)
    return kept or current_app.extensions.setdefault(KEY, _made())  # two requests at once may both come here


def session() -> Session:
    """The session in which this request reads: all of it sees one moment. What is written afterwards it does not see.

    Raises:
        NotCurrent: the tables of the database are not of this version.
    """
    if "reading" not in g:
        there = _current()
        g.reading_ends = ExitStack()
        g.reading = g.reading_ends.enter_context(database.reading(there))
    made: Session = g.reading
    return made


def writing() -> AbstractContextManager[Session]:
    """One transaction of a change; what was read before it is let go of first.

    Raises:
        NotCurrent: the tables of the database are not of this version.
    """
    end_reading()
    return database.writing(_current())


def _current() -> Engine:
    """The engine of the app, whose tables are of this version: asked once."""
    there = engine()
    if not current_app.extensions.get(CURRENT):
        migrating.demand_current(there)
        current_app.extensions[CURRENT] = True
    return there


def end_reading(_: BaseException | None = None) -> None:
    """End the session in which this request reads, if there is one."""
    ends: ExitStack | None = g.pop("reading_ends", None)
    g.pop("reading", None)
    if ends is not None:
        ends.close()


def attach(app: Flask) -> None:
    """End what requests began to read."""
    app.teardown_request(end_reading)


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
