"""Programma's: the programmes of who is signed in."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_datetime
from flask_babel import gettext as _
from flask_login import current_user

from models.store import listing
from models.store.listing import ListedProgramme
from planning.messages import say
from planning.money import cents
from views import access, language, stored
from views.format import UNKNOWN, euro

blueprint = Blueprint("programmes", __name__)


@dataclass(frozen=True)
class Row:
    """A programme as the list shows it. money: nothing for a partner, who sees its own streams alone."""

    address: str
    name: str
    role: str
    first: int
    last: int
    money: str
    status: str
    changed: str
    changed_by: str


@blueprint.get("/programmas")
@access.signed_in
def page() -> ResponseReturnValue:
    """Programmes in which one has a role, with status, term, total and last change."""
    there = listing.programmes_of(stored.session(), current_user.account.id)
    return render_template("programmes/page.html", programmes=[_row(one, role) for one, role in there])


def _row(one: ListedProgramme, role: str) -> Row:
    return Row(
        address=url_for("programme.page", programme_id=one.id),
        name=one.name,
        role=say(f"storage.role.{role}", language.now()),
        first=one.start_year,
        last=one.start_year + one.years - 1,
        money=euro(cents(one.money)) if access.allows(role, "see_all") else UNKNOWN,
        status=_status(one),
        changed=format_datetime(one.changed_at, "d MMMM yyyy, HH.mm") if one.changed_at else UNKNOWN,
        changed_by=one.changed_by if access.allows(role, "see_all") else "",
    )


def _status(one: ListedProgramme) -> str:
    if one.adopted:
        return _("plan vastgesteld")
    return _("plan in concept") if one.plans else _("nog geen plan")
