"""Signing in with the account of the organisation, through OpenID Connect.

ZAAIPLAN_OIDC_ISSUER, ZAAIPLAN_OIDC_CLIENT and ZAAIPLAN_OIDC_SECRET name it, ZAAIPLAN_OIDC_NAME is on the button. An
administrator makes the accounts here: whoever the organisation vouches for gets the one with their address, if that
address is verified there, and keeps it also when the address changes.
"""

from __future__ import annotations

import logging
from typing import Any

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, Flask, abort, current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from joserfc.errors import JoseError
from requests import RequestException

from models.store import credentials
from models.store.people import Account
from views import access, going_on, stored
from views import session as signed

blueprint = Blueprint("single_sign_on", __name__)
KEY, GO_ON = "organisation", "organisation_goes_on"
"""What Authlib calls it, and where the cookie keeps where to go afterwards."""
WHERE = ".well-known/openid-configuration"
SECONDS = 10
REFUSED = (OAuthError, JoseError, RequestException, ValueError, KeyError)
"""What comes of an answer that is not that of a sign-in: refused there, forged, of another browser, or none."""

log = logging.getLogger(__name__)


def attach(app: Flask) -> None:
    """Give an app its organisation, if it has one."""
    app.context_processor(lambda: {"single_sign_on": button()})


def button() -> str:
    """What is on the button; nothing where no organisation is named."""
    if not current_app.config.get("OIDC_ISSUER"):
        return ""
    return str(current_app.config.get("OIDC_NAME") or _("Account van de organisatie"))


@blueprint.get("/aanmelden/organisatie")
@access.everybody
def leave() -> ResponseReturnValue:
    """Off to the organisation."""
    session[GO_ON] = going_on.place(request.args.get("verder"))
    try:
        return _organisation().authorize_redirect(url_for("single_sign_on.back", _external=True))  # type: ignore[no-any-return]
    except REFUSED as error:
        return _refused(error)


@blueprint.get("/aanmelden/organisatie/terug")
@access.everybody
def back() -> ResponseReturnValue:
    """Back from the organisation, which says who somebody is."""
    try:
        said = _organisation().authorize_access_token()["userinfo"]
        subject = f"{said['iss']} {said['sub']}"
    except REFUSED as error:
        return _refused(error)
    person = _whose(subject, said)
    if person is None:
        flash(_("Voor u is hier nog geen account. Vraag de beheerder om er een te maken."), "error")
        return redirect(url_for("sign_in.page"))
    where = session.get(GO_ON) or url_for("programmes.page")
    signed.begin(person)
    return redirect(where)


def _whose(subject: str, said: dict[str, Any]) -> Account | None:
    """The account of who the organisation says it is."""
    known = credentials.by_subject(stored.session(), subject)
    if known is not None or not said.get("email") or said.get("email_verified") is not True:
        return known
    with stored.writing() as writing:
        return credentials.bind_subject(writing, str(said["email"]), subject)


def _organisation() -> Any:
    """The client of the organisation, made when it is first asked for."""
    made: OAuth | None = current_app.extensions.get(KEY)
    if made is None:
        config = current_app.config
        if not config.get("OIDC_ISSUER"):
            abort(404)
        made = OAuth(current_app)
        made.register(
            KEY,
            client_id=config.get("OIDC_CLIENT"),
            client_secret=config.get("OIDC_SECRET"),
            server_metadata_url=f"{str(config['OIDC_ISSUER']).rstrip('/')}/{WHERE}",
            client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256", "timeout": SECONDS},
        )
        current_app.extensions[KEY] = made
    return made.create_client(KEY)


def _refused(error: Exception) -> ResponseReturnValue:
    log.warning("signing in at the organisation failed: %s: %s", type(error).__name__, error)
    flash(_("Aanmelden bij uw organisatie is niet gelukt. Probeer het opnieuw, of vraag de beheerder."), "error")
    return redirect(url_for("sign_in.page"))
