"""In which language pages are: Dutch, unless somebody chose English; the choice stays in their browser."""

from __future__ import annotations

from typing import get_args

from flask import Blueprint, Flask, abort, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_babel import Babel, get_locale

from planning.messages import Language
from views import access, going_on

LANGUAGES: tuple[str, ...] = get_args(Language)
blueprint = Blueprint("language", __name__)


def attach(app: Flask) -> None:
    """Give an app its languages."""
    Babel(app, default_locale="nl", default_timezone="Europe/Amsterdam", locale_selector=_chosen)
    app.register_blueprint(blueprint)


def now() -> Language:
    """The language of this page, for sentences of the catalogue."""
    return "en" if str(get_locale()) == "en" else "nl"


@blueprint.post("/taal")
@access.everybody
def choose() -> ResponseReturnValue:
    """Choose a language and go back to where one was."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        abort(400)
    session["language"] = chosen
    session.permanent = True
    return redirect(going_on.place(request.form.get("verder")))


def _chosen() -> str:
    chosen = session.get("language")
    return chosen if chosen in LANGUAGES else "nl"
