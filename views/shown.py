"""A plan to show, from a file or from the database, with what its pages need."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property

from flask import Response, render_template

from planning.plan import PlanDocument
from planning.prepared import Prepared
from views.clash_figures import ClashPage, clash_page
from views.overview_figures import Overview, overview


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


@dataclass(frozen=True)
class Links:
    """Where the plan of a page can be had: as a document, and as a workbook where there is one."""

    document: str
    workbook: str | None = None


def page(shown: Shown, links: Links, adopted: bool = False) -> str:
    """The overview; of a plan without figures the reason why."""
    if shown.plan.status == "infeasible":
        return render_template("overview/clash.html", c=shown.clash, links=links)
    if not shown.plan.has_figures:
        return render_template("overview/none.html", plan=shown.plan)
    return render_template("overview/page.html", o=shown.overview, links=links, adopted=adopted)


def document(shown: Shown) -> Response:
    """The plan document."""
    response = Response(shown.document, mimetype="application/json")
    response.headers["Content-Disposition"] = f"inline; filename={shown.file_name}.json"
    return response
