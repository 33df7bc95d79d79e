"""A workbook back to a programme: a dry run that lists everything that is wrong, or the programme."""

from __future__ import annotations

from dataclasses import dataclass

from exchange.programme_book.drafting import Draft
from exchange.programme_book.findings import Finding, Findings, SheetPlace
from exchange.programme_book.opening import opened
from exchange.programme_book.rows_in import after_measures, read_rows
from exchange.programme_book.scanning import Refused
from exchange.programme_book.sheets_in import Found, found_tables
from exchange.programme_book.spec import PREVIOUS, RULES, SETTINGS, TABLES
from exchange.programme_book.special_in import read_previous, read_rules, read_settings
from planning.document import read as read_document
from planning.problems import InvalidDocument, Problem
from planning.programme import Programme
from planning.reading.canonical import as_text


@dataclass(frozen=True)
class Reading:
    """What reading a workbook comes to: a programme, or the problems why there is none; and what is to be known."""

    programme: Programme | None
    problems: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()


def read(data: bytes) -> Reading:
    """The programme in a workbook, as `write` makes them: all of it, or nothing and every problem with its place."""
    findings = Findings()
    try:
        sheets = opened(data)
    except Refused as refused:
        findings.add(SheetPlace(), refused.code, **refused.values)
        return Reading(None, findings.problems)
    findings.order = [sheet.name for sheet in sheets]
    found = found_tables(sheets, findings)
    if not found:
        return Reading(None, findings.problems, findings.warnings)
    draft = drafted(found, findings)
    programme = _checked(draft, findings)
    problems = findings.problems
    return Reading(None if problems else programme, problems, findings.warnings)


def drafted(found: dict[str, Found], findings: Findings) -> Draft:
    """The document that the tables make, as far as their cells can be read."""
    draft = Draft(said={table.at for table in TABLES if table.at and table.key not in found})
    if SETTINGS.key not in found or ("value",) in found[SETTINGS.key].missing:
        draft.said |= {column.path for column in SETTINGS.columns}
    for table in sorted(TABLES, key=lambda table: table.shape != "list"):  # first what other tables refer to
        if table.key not in found:
            continue
        if table is SETTINGS:
            read_settings(found[table.key], draft, findings)
        elif table is RULES:
            read_rules(found[table.key], draft)
        elif table is PREVIOUS:
            read_previous(found[table.key], draft)
        else:
            read_rows(found[table.key], draft)
    after_measures(found, draft)
    return draft


def _checked(draft: Draft, findings: Findings) -> Programme | None:
    """The programme of the document, or its problems at their places."""
    try:
        return read_document(as_text(draft.values))
    except InvalidDocument as invalid:
        for problem in invalid.problems:
            place = draft.place(problem)
            if place is None:
                continue
            said = Problem(problem.pointer, problem.code, {**problem.values, "place": place}, problem.found)
            findings.put(Finding(place, said))
    return None
