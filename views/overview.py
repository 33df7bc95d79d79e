"""The overview of a plan, and the plan itself as a document and as a workbook. Read only."""

from __future__ import annotations

import io

from flask import Blueprint, Response, abort, current_app, redirect, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from views import access, errors, shown, stored
from views.format import FILTERS
from views.shown import Links, Shown

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


blueprint = Blueprint("overview", __name__)
blueprint.app_errorhandler(HTTPException)(errors.show)
for kind in errors.OF_THE_DATABASE:
    blueprint.app_errorhandler(kind)(errors.gone)
for name, shown_as in FILTERS.items():
    blueprint.add_app_template_filter(shown_as, name)


def _shown() -> Shown:
    """The plan of the app; without one there is nothing here (404)."""
    there = current_app.config.get("PLAN")
    if not isinstance(there, Shown):
        abort(404)
    return there


@blueprint.get("/")
@access.everybody
def page() -> ResponseReturnValue:
    """The overview of the plan of a file, or why it has no figures; without one, what is stored."""
    there = current_app.config.get("PLAN")
    if not isinstance(there, Shown):
        return redirect(url_for("programmes.page"))
    workbook = url_for("overview.workbook") if "WORKBOOK" in current_app.config else None
    return shown.page(there, Links(url_for("overview.plan_document"), workbook))


@blueprint.get("/plan.json")
@access.everybody
def plan_document() -> Response:
    """The plan document."""
    return shown.document(_shown())


@blueprint.get("/plan.xlsx")
@access.everybody
def workbook() -> Response:
    """The workbook that was made when the plan was given; 404 without one."""
    content = current_app.config.get("WORKBOOK")
    there = _shown()
    if not content:
        abort(404)
    name = f"{there.file_name}.xlsx"
    return send_file(io.BytesIO(content), mimetype=WORKBOOK_TYPE, as_attachment=True, download_name=name)


@blueprint.get("/gezond")
@access.everybody
def health() -> Response:
    """Whether the program answers, and its database where it has one."""
    stored.demand_answer()
    return Response("ok\n", mimetype="text/plain")
