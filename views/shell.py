"""What every page has around it: where one is, who is signed in, and the screens of the programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from models.store.people import Role
from planning.messages import say
from views import access, language
from views.access import Action


@dataclass(frozen=True)
class Screen:
    """A link in the navigation."""

    name: str
    address: str
    is_here: bool


OF_PROGRAMME: tuple[tuple[str, Action], ...] = (("programme.page", "see"),)
"""Views that the navigation of a programme shows, and what one must be allowed for it."""


def attach(app: Flask) -> None:
    """Give every template of an app what the shell needs."""
    app.context_processor(_around)


def _around() -> dict[str, Any]:
    there = current_app.config.get("PLAN")
    if there is not None:
        return {"of_a_file": True, "language": "nl", "programme_name": there.prepared.programme.name, "screens": []}
    if g.get("plain"):  # of an error: who is signed in is not asked, for the database may be what is wrong
        return {"plain": True, "language": language.now(), "programme_name": "", "screens": []}
    role: Role | None = g.get("role")
    return {
        "current_user": current_user,
        "of_a_file": False,
        "language": language.now(),
        "programme_name": "" if role is None else role.programme,
        "role": "" if role is None else say(f"storage.role.{role.role}", language.now()),
        "nav_label": _("Programma") if role is not None else _("Zaaiplan"),
        "screens": _general() if role is None else _of_programme(role),
    }


def _of_programme(role: Role) -> list[Screen]:
    names = {"programme.page": _("Overzicht")}
    return [
        Screen(names[endpoint], url_for(endpoint, programme_id=role.programme_id), request.endpoint == endpoint)
        for endpoint, action in OF_PROGRAMME
        if access.allows(role.role, action)
    ]


def _general() -> list[Screen]:
    if not current_user.is_authenticated:
        return []
    shown = [("programmes.page", _("Programma’s"))]
    shown += [("people.page", _("Beheer"))] if current_user.account.administrator else []
    return [Screen(name, url_for(endpoint), request.blueprint == endpoint.split(".")[0]) for endpoint, name in shown]
