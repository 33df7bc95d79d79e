"""Where to go after a form: a page of this app, never another site."""

from __future__ import annotations

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect


def place(asked: str | None) -> str:
    """An address that was asked for, where it is a page of this app that can be read; else the first page."""
    if asked and asked.startswith("/") and not asked.startswith("//") and "\\" not in asked and asked.isprintable():
        adapter = current_app.create_url_adapter(request)
        try:
            if adapter is not None:
                adapter.match(asked.split("?")[0].split("#")[0], method="GET")
                return asked
        except (HTTPException, RequestRedirect):
            pass
    return url_for("programmes.page")
