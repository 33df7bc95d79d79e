"""Pages for what cannot be shown, in the same look and without figures."""

from __future__ import annotations

import logging

from flask import render_template
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException

GONE = 503
KNOWN = (404, 405, 500, GONE)
"""Errors with a page of their own; others share the one of 500 or of 404."""
OF_THE_DATABASE = (OperationalError, InterfaceError)
"""What it raises when it cannot be reached; its other errors are faults of the program."""


def show(error: HTTPException) -> tuple[str, int]:
    """The page of an error. Flask turns whatever goes wrong unforeseen into a 500 first."""
    code = error.code or 500
    page = code if code in KNOWN else 404 if code < 500 else 500
    return render_template(f"errors/{page}.html"), code


def gone(error: DBAPIError) -> tuple[str, int]:
    """The page of a database that does not answer."""
    logging.getLogger(__name__).error("the database does not answer: %s", error.orig)
    return render_template(f"errors/{GONE}.html"), GONE
