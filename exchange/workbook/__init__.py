"""A plan as an Excel workbook that reconciles to the euro.

Sheets: a summary; all streams, wijken, domains, years and measures; what needs attention; why, where the plan has
reasons; the checks; the ledger; and a sheet for every stream, wijk, domain and year. The ledger holds every payment as
a plain number. Every other amount of the plan is a formula over the ledger, written with what it comes to, so that also
viewers that do not calculate show it. The same plan gives the same bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from exchange.workbook.area_overviews import write_areas
from exchange.workbook.areas import write_area
from exchange.workbook.book import Area, Book
from exchange.workbook.checks import write_checks
from exchange.workbook.figures import Figures
from exchange.workbook.ledger_sheet import write_ledger
from exchange.workbook.measures import write_measures, write_notes
from exchange.workbook.names import plain
from exchange.workbook.reasons import write_reasons
from exchange.workbook.streams import write_stream, write_streams
from exchange.workbook.summary import write_summary
from exchange.workbook.year_sheets import write_year
from exchange.workbook.years import write_years
from planning.messages import Language
from planning.plan import PlanDocument
from planning.prepared import Prepared

CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Date in the properties: fixed, because the same plan must give the same bytes."""

MOST_ROWS = 1_048_000
"""Payment parts that fit on a sheet."""


def write_plan(
    prepared: Prepared, plan: PlanDocument, target: str | Path | BinaryIO, language: Language = "nl"
) -> None:
    """Write a plan that has been verified as an Excel workbook (.xlsx) to a path or an open binary file.

    Raises:
        ValueError: for a plan without figures (infeasible, invalid or stopped), or too large for a sheet.
        KeyError: for a payment of a stream or for a measure that the programme does not have.
        OSError: when the target cannot be written; nothing is written before the workbook is whole.
    """
    if plan.status not in ("optimal", "gap"):
        raise ValueError(f"a plan with status {plan.status!r} has no figures to export")
    figures = Figures(prepared, plan)
    if len(figures.rows) > MOST_ROWS:
        raise ValueError(f"a ledger of {len(figures.rows)} rows does not fit on a sheet")
    whole = BytesIO()
    with Workbook(whole, {"in_memory": True}) as workbook:
        _fill(Book(workbook, figures, language))
    if isinstance(target, str | Path):
        Path(target).write_bytes(whole.getvalue())
    else:
        target.write(whole.getvalue())


def _fill(book: Book) -> None:
    """Fill all sheets: each after those that it refers to."""
    programme = book.figures.programme
    title = plain(programme.name)
    book.workbook.set_properties({"title": title, "author": "Zaaiplan", "created": CREATED})
    book.workbook.set_size(2400, 1500)
    write_ledger(book)
    for item, stream in zip(book.streams, programme.counted, strict=True):
        write_stream(book, item, stream)
    areas: tuple[Area, ...] = ("wijk", "domain")
    for area in areas:
        for item in book.areas[area]:
            write_area(book, area, item)
    write_streams(book)
    for area in areas:
        write_areas(book, area)
    write_years(book)
    for year in book.figures.years:
        write_year(book, year)
    write_measures(book)
    write_notes(book)
    write_reasons(book)
    write_checks(book)
    write_summary(book)
    for page in book.pages.values():
        page.finish(book.figures.has_cents)
