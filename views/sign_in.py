"""Signing in and out: password, code, and the link with which somebody chooses a password."""

from __future__ import annotations

import time

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy.orm import Session
from wtforms import HiddenField, PasswordField, StringField

from models import passwords
from models.store import attempts, credentials, links, people
from models.store.people import Account
from models.store.who import Who
from views import access, going_on, stored
from views import session as signed
from views.forms import Address, Filled, Form, Name
from views.new_password import NewPassword

blueprint = Blueprint("sign_in", __name__)
HALF, HALF_SECONDS = "half", 300
"""Where the cookie keeps who gave the right password and has to give a code yet, and for how long."""
FIRST_OF_ALL = Who(None, "eerste start")


class PasswordForm(Form):
    """An address and its password."""

    email = StringField(_l("E-mailadres"), [Filled(_l("Vul uw e-mailadres in."))])
    password = PasswordField(_l("Wachtwoord"), [Filled(_l("Vul uw wachtwoord in."), passwords.LONGEST)])
    verder = HiddenField()


class CodeForm(Form):
    """A code of an authenticator."""

    code = StringField(_l("Code van zes cijfers"), [Filled(_l("Vul de code in die uw app nu toont."), 20)])
    verder = HiddenField()


class FirstForm(NewPassword):
    """The first administrator: who they are, and their password."""

    email = StringField(_l("E-mailadres"), [Filled(_l("Vul uw e-mailadres in.")), Address()])
    name = StringField(_l("Naam"), [Name(_l("Vul uw naam in, zoals het logboek u noemt."))])


@blueprint.get("/aanmelden")
@access.everybody
def page() -> ResponseReturnValue:
    """The form; who is signed in goes on at once."""
    if current_user.is_authenticated:
        return redirect(going_on.place(request.args.get("verder")))
    return _page(PasswordForm(data={"verder": request.args.get("verder", "")}))


@blueprint.post("/aanmelden")
@access.everybody
def sign_in() -> ResponseReturnValue:
    """A password: right, wrong, or not now."""
    form = PasswordForm()
    if not form.validate():
        return _page(form, 422)
    email = form.email.data.strip().lower()
    try:
        numbers = counted(email)
    except attempts.TooOften as often:
        return _page(form, 429, too_often(often))
    person, kept = credentials.password_of(stored.session(), email)
    if not passwords.is_right(kept, form.password.data) or person is None or kept is None:
        return _page(form, 422, _("Dit e-mailadres en wachtwoord horen niet bij elkaar, of het account is gesloten."))
    renewed = passwords.hashed(form.password.data) if passwords.is_stale(kept) else None
    with stored.writing() as writing:
        asks_code = credentials.has_second_step(writing, person.id)
        if not asks_code:  # else who knows the password could guess codes without end
            attempts.forget(writing, email, numbers)
        if renewed is not None:
            credentials.renew_hash(writing, person, renewed)
    if asks_code:
        session[HALF] = [email, int(time.time())]
        return redirect(url_for("sign_in.code_page", verder=form.verder.data or None))
    signed.begin(person)
    return redirect(going_on.place(form.verder.data))


@blueprint.get("/aanmelden/code")
@access.everybody
def code_page() -> ResponseReturnValue:
    """Ask the code, of who gave the right password just now."""
    if _half() is None:
        return redirect(url_for("sign_in.page"))
    return render_template("sign_in/code.html", form=CodeForm(data={"verder": request.args.get("verder", "")}))


@blueprint.post("/aanmelden/code")
@access.everybody
def code() -> ResponseReturnValue:
    """A code: right, wrong, or not now."""
    form, email = CodeForm(), _half()
    if email is None:
        flash(_("Het duurde te lang. Meld u opnieuw aan."), "warn")
        return redirect(url_for("sign_in.page"))
    if not form.validate():
        return render_template("sign_in/code.html", form=form), 422
    try:
        numbers = counted(email)
    except attempts.TooOften as often:
        form.blame(form.code, too_often(often))
        return render_template("sign_in/code.html", form=form), 429
    with stored.writing() as writing:
        person, _kept = credentials.password_of(writing, email)
        right = person is not None and credentials.code_is_right(writing, person.id, form.code.data)
        if right:
            attempts.forget(writing, email, numbers)
    if person is None or not right:
        form.blame(form.code, _("Deze code is niet van nu, of al gebruikt. Wacht op de volgende."))
        return render_template("sign_in/code.html", form=form), 422
    signed.begin(person)
    return redirect(going_on.place(form.verder.data))


@blueprint.post("/afmelden")
@access.signed_in
def sign_out() -> ResponseReturnValue:
    """End the session, here and on every other device."""
    signed.end(current_user.account)
    flash(_("U bent afgemeld, ook op uw andere apparaten."), "info")
    return redirect(url_for("sign_in.page"))


@blueprint.get("/welkom/<secret>")
@access.everybody
def link_page(secret: str) -> ResponseReturnValue:
    """The page of a link that works once."""
    try:
        owner = links.owner(stored.session(), secret)
    except links.NoLink:
        return render_template("sign_in/no_link.html"), 404
    form = FirstForm() if owner is None else NewPassword()
    return render_template("sign_in/link.html", form=form, owner=owner)


@blueprint.post("/welkom/<secret>")
@access.everybody
def use_link(secret: str) -> ResponseReturnValue:
    """Choose a password with a link, or become the first administrator; then the link works no more."""
    try:
        owner = links.owner(stored.session(), secret)
        form = FirstForm() if owner is None else NewPassword()
        known = (form.name.data or "", form.email.data or "") if isinstance(form, FirstForm) else ()
        if not form.validate() or not form.is_strong(*(known if owner is None else (owner.name, owner.email))):
            return render_template("sign_in/link.html", form=form, owner=owner), 422
        hashed = passwords.hashed(form.password.data)
        with stored.writing() as writing:
            links.use(writing, secret)
            person = _first(writing, form) if owner is None else owner
            credentials.set_password(writing, person, hashed, person.who)
    except links.NoLink:
        return render_template("sign_in/no_link.html"), 404
    except people.AddressTaken:
        form.blame(form.email, _("Er is al een account met dit adres."))
        return render_template("sign_in/link.html", form=form, owner=owner), 422
    flash(_("Uw wachtwoord is ingesteld. Meld u ermee aan."), "info")
    return redirect(url_for("sign_in.page"))


@blueprint.post("/aanmelden/voorbeeld")
@access.everybody
def demo() -> ResponseReturnValue:
    """Sign in as somebody of the demonstration, without a password; elsewhere there is no such page."""
    if not current_app.config.get("DEMO"):
        abort(404)
    try:
        person = people.account(stored.session(), request.form.get("email", ""))
    except people.NoAccount:
        abort(404)
    signed.begin(person)
    return redirect(url_for("programmes.page"))


def _page(form: PasswordForm, code: int = 200, said: str = "") -> ResponseReturnValue:
    demo = current_app.config.get("DEMO")
    shown = [one for one in people.accounts(stored.session()) if one.active] if demo else []
    return render_template("sign_in/page.html", form=form, said=said, demo=shown), code


def counted(email: str) -> tuple[int, ...]:
    with stored.writing() as writing:
        return attempts.count(writing, email, request.remote_addr or "")


def too_often(often: attempts.TooOften) -> str:
    said = _("Er is te vaak geprobeerd aan te melden. Probeer het over %(minutes)s minuten opnieuw.")
    return said % {"minutes": often.minutes}


def _half() -> str | None:
    """The address of who gave the right password just now."""
    email, at = session.get(HALF) or (None, 0)
    return email if email is not None and time.time() - at < HALF_SECONDS else None


def _first(writing: Session, form: FirstForm) -> Account:
    return people.add(writing, form.email.data, form.name.data.strip(), FIRST_OF_ALL, administrator=True)
