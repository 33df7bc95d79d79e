"""Beheer: accounts, and the role of each in programmes. Of administrators alone."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy.orm import Session
from wtforms import BooleanField, SelectField, StringField

from models.people import ROLES
from models.store import credentials, links, listing, people, programmes
from models.store.people import Account
from planning.messages import say
from views import access, language, stored
from views.forms import Address, Filled, Form, Name

blueprint = Blueprint("people", __name__)
NONE = ""


class NewAccount(Form):
    """Somebody new."""

    email = StringField(_l("E-mailadres"), [Filled(_l("Vul een e-mailadres in.")), Address()])
    name = StringField(_l("Naam"), [Name(_l("Vul een naam in, zoals het logboek de persoon noemt."))])
    administrator = BooleanField(_l("Beheerder"), description=_l("Mag accounts en rollen beheren."))


class ChangeAccount(Form):
    """Other values of an account."""

    name = StringField(_l("Naam"), [Name(_l("Vul een naam in, zoals het logboek de persoon noemt."))])
    administrator = BooleanField(_l("Beheerder"), description=_l("Mag accounts en rollen beheren."))
    active = BooleanField(_l("Actief"), description=_l("Zonder vinkje kan de persoon zich niet aanmelden."))


class GiveRole(Form):
    """The role of an account in a programme; a partner is one of its partners."""

    programme = SelectField(_l("Programma"), coerce=int, validate_choice=True)
    role = SelectField(_l("Rol"))
    partner = StringField(
        _l("Partner"), description=_l("Alleen bij de rol partner: welke partner het is, zoals in het programma.")
    )


@blueprint.get("/beheer")
@access.administrators
def page() -> ResponseReturnValue:
    """All accounts, with their roles."""
    return _page(NewAccount(formdata=None))


@blueprint.post("/beheer")
@access.administrators
def add() -> ResponseReturnValue:
    """A new account, and the link with which its owner chooses a password."""
    form = NewAccount()
    if not form.validate():
        return _page(form), 422
    try:
        with stored.writing() as writing:
            made = people.add(writing, form.email.data, form.name.data, current_user.who, form.administrator.data)
            secret = links.make(writing, made, current_user.who)
    except people.AddressTaken:
        form.blame(form.email, _("Er is al een account met dit adres."))
        return _page(form), 422
    return _link(made, secret)


@blueprint.get("/beheer/<int:account_id>")
@access.administrators
def account(account_id: int) -> ResponseReturnValue:
    """One account."""
    person = _person(stored.session(), account_id)
    return _account(person, ChangeAccount(formdata=None, data=vars(person)))


@blueprint.post("/beheer/<int:account_id>")
@access.administrators
def change(account_id: int) -> ResponseReturnValue:
    """Other values of an account."""
    form, person = ChangeAccount(), _person(stored.session(), account_id)
    if not form.validate():
        return _account(person, form), 422
    fields = {"name": form.name.data, "administrator": form.administrator.data, "active": form.active.data}
    try:
        with stored.writing() as writing:
            people.change(writing, person.email, current_user.who, **fields)
    except people.LastAdministrator:
        form.blame(form.administrator, _("Er moet één actieve beheerder blijven. Maak eerst iemand anders beheerder."))
        return _account(person, form), 422
    flash(_("Opgeslagen."), "info")
    return redirect(url_for("people.account", account_id=account_id))


@blueprint.post("/beheer/<int:account_id>/link")
@access.administrators
def new_link(account_id: int) -> ResponseReturnValue:
    """A link with which the owner of an account chooses another password."""
    with stored.writing() as writing:
        person = _person(writing, account_id)
        secret = links.make(writing, person, current_user.who)
    return _link(person, secret)


@blueprint.post("/beheer/<int:account_id>/zonder-code")
@access.administrators
def without_code(account_id: int) -> ResponseReturnValue:
    """For who lost the telephone: the account signs in without a code."""
    with stored.writing() as writing:
        person = _person(writing, account_id)
        credentials.set_second_step(writing, person, None, current_user.who)
    flash(_("%(name)s meldt zich voortaan aan zonder code.", name=person.name), "info")
    return redirect(url_for("people.account", account_id=account_id))


@blueprint.post("/beheer/<int:account_id>/rol")
@access.administrators
def give_role(account_id: int) -> ResponseReturnValue:
    """Give an account a role in a programme, or take it away."""
    person = _person(stored.session(), account_id)
    form = _roles_form()
    if not form.validate():
        return _account(person, None, form), 422
    try:
        with stored.writing() as writing:
            role, partner = form.role.data or None, (form.partner.data or "").strip() or None
            people.give_role(writing, form.programme.data, person, role, current_user.who, partner)
    except people.NoPartner:
        form.blame(form.partner, _partner_sentence(form))
        return _account(person, None, form), 422
    except programmes.NoProgramme:
        abort(404)
    flash(_("De rol is aangepast."), "info")
    return redirect(url_for("people.account", account_id=account_id))


def _person(session: Session, account_id: int) -> Account:
    try:
        return people.account_by_number(session, account_id)
    except people.NoAccount:
        abort(404)


def _page(form: NewAccount) -> str:
    shown = people.accounts(stored.session())
    roles: dict[int, list[people.Role]] = {}
    for role in people.roles(stored.session()):
        roles.setdefault(role.account_id, []).append(role)
    return render_template("people/page.html", accounts=shown, roles=roles, form=form, said=_said)


def _account(person: Account, form: ChangeAccount | None, roles_form: GiveRole | None = None) -> str:
    form = form or ChangeAccount(formdata=None, data=vars(person))
    held = [role for role in people.roles(stored.session()) if role.account_id == person.id]
    return render_template(
        "people/account.html",
        person=person,
        form=form,
        roles_form=roles_form or _roles_form(formdata=None),
        roles=held,
        ways=credentials.ways(stored.session(), person.id),
        said=_said,
    )


def _link(person: Account, secret: str) -> str:
    address = url_for("sign_in.link_page", secret=secret, _external=True)
    return render_template("people/link.html", person=person, address=address, days=links.LASTS.days)


def _roles_form(**given: Any) -> GiveRole:
    form = GiveRole(prefix="role", **given)
    form.programme.choices = [(one.id, f"{one.name} ({one.id})") for one in listing.programmes(stored.session())]
    form.role.choices = [(role, _said(role)) for role in ROLES] + [(NONE, _("geen rol"))]
    return form


def _partner_sentence(form: GiveRole) -> str:
    there = programmes.load(stored.session(), form.programme.data).programme
    named = ", ".join(partner.id for partner in there.partners)
    if form.role.data != "partner":
        return _("Alleen bij de rol partner hoort een partner. Maak dit veld leeg.")
    return _("Noem een partner van het programma: %(named)s.", named=named)


def _said(role: str) -> str:
    return say(f"storage.role.{role}", language.now())
