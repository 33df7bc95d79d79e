"""Pages for what cannot be shown, in the same look and without figures."""

from __future__ import annotations

from flask import render_template
from werkzeug.exceptions import HTTPException

KNOWN = (404, 405, 500)
"""Errors with a page of their own; others share the one of 500 or of 404."""


def show(error: HTTPException) -> tuple[str, int]:
    """The page of an error. Flask turns whatever goes wrong unforeseen into a 500 first."""
    code = error.code or 500
    page = code if code in KNOWN else 404 if code < 500 else 500
    return render_template(f"errors/{page}.html"), code
