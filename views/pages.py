"""All pages of an app: what they share, and each screen."""

from __future__ import annotations

from flask import Flask

from views import (
    access,
    account,
    language,
    overview,
    people,
    programme,
    programmes,
    security,
    session,
    shell,
    sign_in,
    single_sign_on,
    stored,
)

PARTS = (stored, session, language, shell, single_sign_on, security)
SCREENS = (overview, sign_in, single_sign_on, account, people, programmes, programme)


def attach(app: Flask) -> None:
    """Give an app its pages."""
    for part in PARTS:
        part.attach(app)
    app.before_request(access.guard)
    for screen in SCREENS:
        app.register_blueprint(screen.blueprint)
