"""Who may do what: the one table of roles and actions, and the mark that every view carries.

Each view says who may enter with one of the decorators below; `guard` holds it to that before the view runs. A view
that says nothing is closed to everybody. docs/roles.md shows the table to people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from flask import abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from models.store import people
from models.store.people import Role
from views import stored

Action = Literal["see", "see_all", "money", "content", "run"]
"""see: the programme, of a partner its own streams alone; see_all: what is of all parties, such as the log; money:
change partners, streams and commitments; content: change all else of the programme; run: plan it."""
ALLOWED: Mapping[Action, frozenset[str]] = {
    "see": frozenset({"director", "finance", "alderman", "partner", "reader"}),
    "see_all": frozenset({"director", "finance", "alderman", "reader"}),
    "money": frozenset({"director", "finance"}),
    "content": frozenset({"director"}),
    "run": frozenset({"director", "finance"}),
}
"""By action the roles that may."""

FILES = frozenset({"static"})
"""Views that send styles and pictures: the same for everybody."""
OF_A_FILE = (None, "overview")
"""Blueprints that show the plan of a file; None: of the app itself."""
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Access:
    """Who may enter a view. action: of the programme in its address; None for a view of no programme."""

    who: Literal["everybody", "signed_in", "administrators", "programme"]
    action: Action | None = None


def everybody(view: View) -> View:
    """Also who is not signed in."""
    return _marked(view, Access("everybody"))


def signed_in(view: View) -> View:
    """Whoever has an account."""
    return _marked(view, Access("signed_in"))


def administrators(view: View) -> View:
    """Who manages accounts and roles."""
    return _marked(view, Access("administrators"))


def may(action: Action) -> Callable[[View], View]:
    """Whose role in the programme (`programme_id` in the address) allows an action."""
    return lambda view: _marked(view, Access("programme", action))


def allows(role: str | None, action: Action) -> bool:
    """Whether a role allows an action."""
    return role in ALLOWED[action]


def here(action: Action) -> bool:
    """Whether who is signed in may do something in the programme of this page."""
    role: Role | None = g.get("role")
    return role is not None and allows(role.role, action)


def guard() -> ResponseReturnValue | None:
    """Before every request: nothing, the way to the page on which one signs in, or 403 or 404."""
    if request.endpoint is None:
        return None  # there is no such page, or not this way: those have a page of their own
    access: Access | None = getattr(current_app.view_functions[request.endpoint], "access", None)
    if current_app.config.get("PLAN") is not None and request.blueprint not in OF_A_FILE:
        abort(404)  # the plan of a file has no database, and so no other page
    if request.endpoint in FILES or (access is not None and access.who == "everybody"):
        return None
    if access is None:
        raise RuntimeError(f"{request.endpoint} does not say who may enter")
    if not current_user.is_authenticated:
        return _to_sign_in()
    if not _is_let_in(access):
        abort(403)
    return None


def _is_let_in(access: Access) -> bool:
    if access.who == "administrators":
        return bool(current_user.account.administrator)
    if access.who == "signed_in":
        return True
    g.role = people.role_in(stored.session(), request.view_args["programme_id"], current_user.account.id)  # type: ignore[index]
    if g.role is None:
        abort(404)  # whoever has no role in it does not learn that there is one
    return access.action is not None and here(access.action)


def _to_sign_in() -> ResponseReturnValue:
    if request.method != "GET":
        abort(401)
    return redirect(url_for("sign_in.page", verder=request.full_path.rstrip("?")))


def _marked(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view
