"""Pages for what cannot be shown, in the same look and without figures."""

from __future__ import annotations

import logging

from flask import g, render_template
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from models.database import NotKnown, reason, trouble
from models.migrating import NotCurrent

GONE = 503
KNOWN = (400, 401, 403, 404, 405, 500, GONE)
"""Errors with a page of their own; others share the one of 500 or of 400."""
OF_THE_DATABASE = (SQLAlchemyError, NotCurrent, NotKnown)
"""What is raised where it cannot be used, and more: some are faults of the program."""


def show(error: HTTPException) -> tuple[str, int]:
    """The page of an error. Flask turns whatever goes wrong unforeseen into a 500 first."""
    code = error.code or 500
    page = code if code in KNOWN else 400 if code < 500 else 500
    g.plain = code >= 500
    return render_template(f"errors/{page}.html"), code


def gone(error: Exception) -> tuple[str, int]:
    """The page of a database that does not answer, or has tables of another version; faults of the program go on."""
    if isinstance(error, SQLAlchemyError) and trouble(error) is None:
        raise error
    g.plain = True
    logging.getLogger(__name__).error("the database cannot be used: %s", reason(error))
    return render_template(f"errors/{GONE}.html", of_another_version=isinstance(error, NotCurrent)), GONE
