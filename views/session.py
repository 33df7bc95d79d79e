"""Who is signed in: the cookie of the browser holds a secret, the database says whose it is and until when."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from flask import Flask, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, login_user, logout_user
from flask_wtf import CSRFProtect
from itsdangerous import URLSafeTimedSerializer

from models.store import sessions
from models.store.people import Account
from models.store.who import Who
from views import stored

OWN = ("127.0.0.1", "localhost", "[::1]")
"""Hosts of which the browser is on the same machine: nobody is between."""
KEY_FILE, KEY_BYTES = "secret", 32
CSRF = CSRFProtect()
PEOPLE = LoginManager()
PEOPLE.session_protection = None  # the database ends sessions; another network address alone is no thief


class User(UserMixin):
    """Who is signed in, in one session."""

    def __init__(self, account: Account, secret: str) -> None:
        self.account, self.secret = account, secret

    def get_id(self) -> str:
        """What the cookie holds."""
        return self.secret

    @property
    def who(self) -> Who:
        """As the log names them."""
        return self.account.who


class Cookies(SecureCookieSessionInterface):
    """The session cookie goes over https alone, but for a browser on the machine itself."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs the cookie: with the key of the installation, made when the first page is asked for."""
        if not app.secret_key:
            try:
                app.secret_key = _own_key(Path(app.instance_path))
            except OSError:  # who only shows the plan of a file may have no room of its own
                app.secret_key = secrets.token_hex(KEY_BYTES)
        return super().get_signing_serializer(app)

    def get_cookie_secure(self, app: Flask) -> bool:
        """Whether it carries the mark."""
        host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
        return request.is_secure or host not in OWN


def attach(app: Flask) -> None:
    """Give an app its key, its cookies, who is signed in, and the token that every form carries."""
    app.config.update(
        SESSION_COOKIE_NAME="zaaiplan",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        WTF_CSRF_SSL_STRICT=False,  # our pages send no referrer
    )
    app.session_interface = Cookies()
    PEOPLE.init_app(app, add_context_processor=False)  # `shell` adds it, but not to pages of errors
    CSRF.init_app(app)


@PEOPLE.user_loader
def _user(secret: str) -> User | None:
    account = sessions.account(stored.session(), secret)
    return None if account is None else User(account, secret)


def begin(account: Account) -> None:
    """Sign somebody in, in this browser. Nothing of who was there before stays, but the language."""
    language = session.get("language")
    with stored.writing() as writing:
        secret = sessions.begin(writing, account.id)
    session.clear()
    if language:
        session["language"] = language
    login_user(User(account, secret))


def end(account: Account) -> None:
    """Sign somebody out, on every device."""
    with stored.writing() as writing:
        sessions.end_all(writing, account.id)
    logout_user()
    session.clear()


def _own_key(folder: Path) -> str:
    """The key of this installation: made once, readable by its owner alone."""
    file = folder / KEY_FILE
    folder.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        handle, made = tempfile.mkstemp(dir=folder)  # of mode 0600
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_hex(KEY_BYTES))
        with suppress(FileExistsError):  # of two that start at once the first is kept
            os.link(made, file)
        os.unlink(made)
    return file.read_text()
