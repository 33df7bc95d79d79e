"""The overview of a plan, and the plan itself as a document and as a workbook. Read only."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, send_file
from werkzeug.exceptions import HTTPException

from planning.plan import PlanDocument
from planning.prepared import Prepared
from views import errors, stored
from views.clash_figures import ClashPage, clash_page
from views.format import FILTERS
from views.overview_figures import Overview, overview

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Shown:
    """A plan to show, with the programme it was made of, or the reason why there is none.

    A plan has passed `planning.verify`: the page says so.
    """

    prepared: Prepared
    plan: PlanDocument

    @cached_property
    def overview(self) -> Overview:
        """The figures of the page, computed once."""
        return overview(self.prepared, self.plan)

    @cached_property
    def clash(self) -> ClashPage:
        """What the page of an infeasible programme shows, computed once."""
        return clash_page(self.prepared, self.plan)

    @cached_property
    def document(self) -> str:
        """The plan document as `flask plan` writes it."""
        return json.dumps(self.plan.as_json(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"

    @property
    def file_name(self) -> str:
        """Name of a download, without its ending."""
        term = self.prepared.programme.term
        return f"zaaiplan-{term[0]}-{term[-1]}"


blueprint = Blueprint("overview", __name__)
blueprint.app_errorhandler(HTTPException)(errors.show)
for kind in errors.OF_THE_DATABASE:
    blueprint.app_errorhandler(kind)(errors.gone)
for name, shown_as in FILTERS.items():
    blueprint.add_app_template_filter(shown_as, name)


@blueprint.app_context_processor
def _programme() -> dict[str, Any]:
    """The name of the programme, for the head of every page."""
    there = current_app.config.get("PLAN")
    return {"programme_name": there.prepared.programme.name if there else ""}


def _shown() -> Shown:
    """The plan of the app; without one there is nothing here (404)."""
    there = current_app.config.get("PLAN")
    if not isinstance(there, Shown):
        abort(404)
    return there


@blueprint.get("/")
def page() -> str | tuple[str, int]:
    """The overview; without a plan, or with one that holds no figures, the reason why."""
    there = current_app.config.get("PLAN")
    if not isinstance(there, Shown):
        return render_template("overview/none.html", plan=None), 404
    if there.plan.status == "infeasible":
        return render_template("overview/clash.html", c=there.clash)
    if not there.plan.has_figures:
        return render_template("overview/none.html", plan=there.plan)
    return render_template("overview/page.html", o=there.overview, has_workbook="WORKBOOK" in current_app.config)


@blueprint.get("/plan.json")
def plan_document() -> Response:
    """The plan document."""
    there = _shown()
    response = Response(there.document, mimetype="application/json")
    response.headers["Content-Disposition"] = f"inline; filename={there.file_name}.json"
    return response


@blueprint.get("/plan.xlsx")
def workbook() -> Response:
    """The workbook that was made when the plan was given; 404 without one."""
    content = current_app.config.get("WORKBOOK")
    there = _shown()
    if not content:
        abort(404)
    name = f"{there.file_name}.xlsx"
    return send_file(io.BytesIO(content), mimetype=WORKBOOK_TYPE, as_attachment=True, download_name=name)


@blueprint.get("/gezond")
def health() -> Response:
    """Whether the program answers, and its database where it has one."""
    stored.demand_answer()
    return Response("ok\n", mimetype="text/plain")
