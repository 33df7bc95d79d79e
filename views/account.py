"""One's own account: another password, and signing in with a code too."""

from __future__ import annotations

import pyotp
import segno
from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from markupsafe import Markup
from wtforms import PasswordField, StringField

from models import passwords
from models.store import attempts, credentials
from views import access, stored
from views import session as signed
from views.forms import Filled, Form
from views.new_password import NewPassword
from views.sign_in import counted, too_often

blueprint = Blueprint("account", __name__)
SECRET = "new_codes"  # noqa: S105 - a name
"""Where the cookie keeps the secret of an authenticator until its first code was right."""


class ChangePassword(NewPassword):
    """The present password, and another one."""

    present = PasswordField(_l("Huidig wachtwoord"), [Filled(_l("Vul uw huidige wachtwoord in."), passwords.LONGEST)])


class TurnOn(Form):
    """The first code of an authenticator."""

    code = StringField(_l("Code die de app toont"), [Filled(_l("Vul de code in die de app toont."), 20)])


class TurnOff(Form):
    """The password once more."""

    present = PasswordField(_l("Wachtwoord"), [Filled(_l("Vul uw wachtwoord in."), passwords.LONGEST)])


@blueprint.get("/account")
@access.signed_in
def page() -> ResponseReturnValue:
    """Name, address, password and code."""
    return _page()


@blueprint.post("/account/wachtwoord")
@access.signed_in
def change_password() -> ResponseReturnValue:
    """Choose another password; all sessions end and this browser begins a new one."""
    form, person = ChangePassword(prefix="password"), current_user.account
    if not form.validate() or not form.is_strong(person.name, person.email) or not _is_own(form.present):
        return _page(change=form), 422
    hashed = passwords.hashed(form.password.data)
    with stored.writing() as writing:
        credentials.set_password(writing, person, hashed, person.who)
    signed.begin(person)
    flash(_("Uw wachtwoord is gewijzigd. Op andere apparaten bent u afgemeld."), "info")
    return redirect(url_for("account.page"))


@blueprint.get("/account/code")
@access.signed_in
def code_page() -> ResponseReturnValue:
    """What an authenticator scans."""
    session.setdefault(SECRET, pyotp.random_base32())
    return _code_page(TurnOn())


@blueprint.post("/account/code")
@access.signed_in
def turn_on() -> ResponseReturnValue:
    """From now on sign in with a code too, once the first code is right."""
    form, person, secret = TurnOn(), current_user.account, session.get(SECRET)
    if secret is None:
        return redirect(url_for("account.code_page"))
    if not form.validate():
        return _code_page(form), 422
    if credentials.step_of(secret, form.code.data) is None:
        form.blame(form.code, _("Deze code is niet van nu. Wacht op de volgende, en kijk of de klok goed staat."))
        return _code_page(form), 422
    with stored.writing() as writing:
        credentials.set_second_step(writing, person, secret, person.who)
    session.pop(SECRET)
    flash(_("U meldt zich voortaan aan met wachtwoord en code."), "info")
    return redirect(url_for("account.page"))


@blueprint.post("/account/zonder-code")
@access.signed_in
def turn_off() -> ResponseReturnValue:
    """Sign in without a code from now on."""
    form, person = TurnOff(prefix="off"), current_user.account
    if not form.validate() or not _is_own(form.present):
        return _page(off=form), 422
    with stored.writing() as writing:
        credentials.set_second_step(writing, person, None, person.who)
    flash(_("U meldt zich weer aan zonder code."), "info")
    return redirect(url_for("account.page"))


def _is_own(field: PasswordField) -> bool:
    """Whether the present password is right, which is an attempt like those of signing in."""
    email = current_user.account.email
    try:
        numbers = counted(email)
    except attempts.TooOften as often:
        field.errors = [too_often(often)]
        return False
    _person, kept = credentials.password_of(stored.session(), email)
    if not passwords.is_right(kept, field.data):
        field.errors = [_("Dit is niet uw huidige wachtwoord.")]
        return False
    with stored.writing() as writing:
        attempts.forget(writing, email, numbers)
    return True


def _page(change: ChangePassword | None = None, off: TurnOff | None = None) -> str:
    there = credentials.ways(stored.session(), current_user.account.id)
    change = change or ChangePassword(prefix="password", formdata=None)
    off = off or TurnOff(prefix="off", formdata=None)
    return render_template("account/page.html", ways=there, change=change, off=off)


def _code_page(form: TurnOn) -> str:
    uri = pyotp.TOTP(session[SECRET]).provisioning_uri(name=current_user.account.email, issuer_name="Zaaiplan")
    picture = segno.make(uri, micro=False).svg_inline(omitsize=True, svgclass="zp-qr", lineclass=None, unit=None)
    return render_template("account/code.html", form=form, secret=session[SECRET], picture=Markup(picture))  # noqa: S704
