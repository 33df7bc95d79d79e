"""The app on a database, and browsers without scripts that are signed in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from app import create_app
from models.database import writing
from models.people import ROLES
from models.store import credentials, people, programmes
from models.store.people import Account
from models.store.programmes import StoredProgramme
from planning.programme import Programme
from tests.models.people import WHO
from views import stored

PASSWORD = "paarse fiets in de regen"  # noqa: S105 - of the tests
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Signing in takes a tenth of a second by design; here it need not."""
HASH = QUICK.hash(PASSWORD)
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass
class Browser:
    """One browser: it keeps cookies, and sends with a form the token that stands on the page of it."""

    client: FlaskClient
    token: str = ""

    def get(self, address: str) -> TestResponse:
        """A page; its token is kept."""
        return self._seen(self.client.get(address))

    def post(self, address: str, data: dict[str, Any] | None = None, **words: Any) -> TestResponse:
        """Send a form, as from the last page that was seen."""
        sent = {"csrf_token": self.token, **(data or {})}
        return self._seen(self.client.post(address, data=sent, **words))

    def _seen(self, response: TestResponse) -> TestResponse:
        found = TOKEN.search(response.text) if response.mimetype == "text/html" else None
        self.token = found.group(1) if found else self.token
        return response

    def sign_in(self, email: str, password: str = PASSWORD) -> TestResponse:
        """Fill in the form and send it."""
        self.get("/aanmelden")
        return self.post("/aanmelden", {"email": email, "password": password})


@dataclass
class Web:
    """An app with accounts that have a password."""

    app: Flask
    engine: Engine
    accounts: dict[str, Account] = field(default_factory=dict)

    def browser(self, email: str | None = None) -> Browser:
        """A new browser; signed in where an address is given."""
        made = Browser(self.app.test_client())
        if email is not None:
            assert made.sign_in(email).status_code == 302
            made.get("/account")
        return made

    def account(self, name: str, administrator: bool = False) -> Account:
        """A new account with the password of the tests."""
        with writing(self.engine) as session:
            made = people.add(session, f"{name}@voorbeeld.nl", name.capitalize(), WHO, administrator)
            credentials.set_password(session, made, HASH, WHO)
        self.accounts[name] = made
        return made

    def programme(self, programme: Programme, partner: str | None = None) -> StoredProgramme:
        """A stored programme, and in it an account per role."""
        with writing(self.engine) as session:
            made = programmes.add(session, programme, WHO)
        for role in ROLES:
            person = self.accounts.get(role) or self.account(role)
            if role != "partner" or partner is not None:
                with writing(self.engine) as session:
                    people.give_role(session, made.id, person, role, WHO, partner if role == "partner" else None)
        return made

    def close(self) -> None:
        """Let go of the database."""
        engine = self.app.extensions.get(stored.KEY)
        if engine is not None:
            engine.dispose()


def web(engine: Engine, **config: Any) -> Web:
    """An app on a database."""
    app = create_app()
    app.secret_key = "of the tests"  # noqa: S105
    app.config.update(DATABASE_URL=engine.url.render_as_string(hide_password=False), **config)
    return Web(app, engine)
