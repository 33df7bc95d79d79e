"""Overzicht: a programme with its newest plan."""

from __future__ import annotations

import io
from functools import lru_cache

from flask import Blueprint, Response, abort, g, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from exchange.workbook import write_plan
from models.store import plans, programmes
from models.store.plans import ListedPlan
from planning.prepared import prepare
from views import access, language, shown, stored
from views.overview import WORKBOOK_TYPE
from views.shown import Links, Shown

blueprint = Blueprint("programme", __name__)
KEPT = 8
"""Plans whose figures are kept: they are the same until there is another plan."""


@blueprint.get("/programmas/<int:programme_id>")
@access.may("see")
def page(programme_id: int) -> ResponseReturnValue:
    """The newest plan; without one, or for a partner, what there is of the programme."""
    there = programmes.load(stored.session(), programme_id).programme
    if g.role.role == "partner":
        own = [stream for stream in there.streams if stream.partner == g.role.partner]
        return render_template("programme/page.html", programme=there, streams=own, own=True)
    made = plans.listed(stored.session(), programme_id)
    if not made:
        return render_template("programme/page.html", programme=there, streams=there.streams, own=False)
    address = {"programme_id": programme_id, "number": made[0].number}
    links = Links(url_for("programme.plan_document", **address), url_for("programme.workbook", **address))
    return shown.page(_shown(made[0]), links, made[0].adopted_at is not None)


@blueprint.get("/programmas/<int:programme_id>/plannen/<int:number>.json")
@access.may("see_all")
def plan_document(programme_id: int, number: int) -> Response:
    """A plan as a document."""
    return shown.document(_shown(_found(programme_id, number)))


@blueprint.get("/programmas/<int:programme_id>/plannen/<int:number>.xlsx")
@access.may("see_all")
def workbook(programme_id: int, number: int) -> Response:
    """A plan as a workbook."""
    there, book = _shown(_found(programme_id, number)), io.BytesIO()
    write_plan(there.prepared, there.plan, book, language.now())
    book.seek(0)
    return send_file(book, mimetype=WORKBOOK_TYPE, as_attachment=True, download_name=f"{there.file_name}.xlsx")


def _found(programme_id: int, number: int) -> ListedPlan:
    """The plan of a programme with a number."""
    for one in plans.listed(stored.session(), programme_id):
        if one.number == number:
            return one
    abort(404)


@lru_cache(maxsize=KEPT)
def _shown(plan: ListedPlan) -> Shown:
    there = plans.load(stored.session(), plan.id)
    return Shown(prepare(there.programme), there.plan)
