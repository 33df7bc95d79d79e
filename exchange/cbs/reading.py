"""Figures per wijk from a file of CBS, whatever its form: what was read, and all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from exchange.cbs.cells import Line, Sheet
from exchange.cbs.numbers import mark_of
from exchange.cbs.opening import SEPARATORS, sheets
from exchange.cbs.problems import Findings, Refused, heading, in_table, refused
from exchange.cbs.rows import Found, Rows
from exchange.cbs.topic import Topic
from exchange.cbs.topics import TOPIC, Columns, columns
from planning.problems import Problem

FIRST_LINES = 30
"""Lines in which the header is looked for: titles and sources may stand above it."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Region:
    """A municipality (GM), wijk (WK) or buurt (BU) with its figures.

    `municipality` is the code of the one it lies in, `municipality_name` its name where the file says it. `residents`
    are rounded to 5 by CBS, or None where they are not known. `figures` are in the units of their topics, by key; what
    is missing (CBS leaves out figures of wijken with few residents) is not in it.
    """

    code: str
    name: str
    residents: int | None
    figures: Mapping[str, Decimal] = field(default_factory=dict)
    municipality_name: str = ""

    @property
    def kind(self) -> str:
        """GM, WK or BU."""
        return self.code[:2]

    @property
    def municipality(self) -> str:
        """Code of the municipality: the first four digits of every code name it."""
        return f"GM{self.code[2:6]}"


@dataclass(frozen=True)
class Reading:
    """What a file held, as a dry run: nothing is kept of it elsewhere.

    `problems` lists all that is wrong; with any, `regions` holds what could be read beside it and should not be used.
    `year` is that of the figures (None where nothing says it), `years` all that the file holds, `sources` where each
    figure comes from by the key of its topic, `unknown` the headers of columns that are not read.
    """

    regions: Mapping[str, Region] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    year: int | None = None
    years: tuple[int, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics of which the file has a figure, in the order of `TOPICS`."""
        return tuple(topic for key, topic in TOPIC.items() if key in self.sources)


def read_figures(data: bytes, filename: str = "", year: int | None = None) -> Reading:
    """The figures in a CSV or Excel (.xlsx) file of CBS. Never raises: what is wrong is in `problems`.

    Args:
        data: the bytes of the file.
        filename: its name, from which the year is taken where nothing in the file says it.
        year: which year is wanted of a file with several; the last where it is not said.
    """
    findings = Findings()
    try:
        table = _located(data)
        found = _rows(table, findings)
    except Refused as refusal:
        return Reading(problems=(*findings.problems, refusal.problem))
    return _reading(table, found, findings, filename, year)


def read_records(records: list[dict[str, Any]], year: int | None = None) -> Reading:
    """As `read_figures`, of records as the open data of CBS gives them: a dict from column to text, number or None."""
    header = list(dict.fromkeys(str(key) for record in records for key in record))
    lines = [[_text(record.get(key)) for key in header] for record in records]
    known = columns(header)
    findings = Findings()
    try:
        if known is None:
            raise _no_header()
        table = Table(Sheet("", (Line(number, cells) for number, cells in enumerate(lines, 2))), header, known, 1)
        found = _rows(table, findings)
    except Refused as refusal:
        return Reading(problems=(*findings.problems, refusal.problem))
    return _reading(table, found, findings, "", year)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Table:
    """A sheet of which the header was found, in line `row`; its lines are those after it."""

    sheet: Sheet
    header: list[str]
    known: Columns
    row: int


def _located(data: bytes) -> Table:
    """The first sheet with a header that is known."""
    for sheet in sheets(data):
        first = list(islice(sheet.lines, FIRST_LINES))
        for position, line in enumerate(first):
            known = columns(line.cells)
            if known is None:
                continue
            if not SEPARATORS.get(sheet.separator, True):
                raise Refused(in_table("cbs.separator", found=sheet.separator))
            lines: Iterator[Line] = chain(first[position + 1 :], sheet.lines)
            return Table(Sheet(sheet.name, lines), line.cells, known, line.number)
    raise _no_header()


def _no_header() -> Refused:
    return refused("cbs.no_header", most=FIRST_LINES)


def _rows(table: Table, findings: Findings) -> list[Found]:
    """The regions in a table, with the problems of its header and its rows in `findings`."""
    seen: dict[str, int] = {}
    for position, cell in enumerate(table.header):
        if cell.strip() and seen.setdefault(cell.strip(), position) != position and _used(table, cell):
            column = heading(position, cell)
            findings.add(in_table("cbs.column_twice", table.sheet.name, table.row, column, cell))
    rows = Rows(table.sheet.name, table.header, table.known, findings)
    rows.gather(table.sheet.lines)
    return rows.found(mark_of(rows.texts()))


def _used(table: Table, cell: str) -> bool:
    return any(table.header[position].strip() == cell.strip() for position in table.known.at.values())


def _reading(table: Table, found: list[Found], findings: Findings, filename: str, year: int | None) -> Reading:
    """The regions of one year."""
    years = tuple(sorted({row.period for row in found if row.period is not None}))
    wanted = year if year is not None else max(years, default=None)
    if years and wanted not in years:
        findings.add(in_table("cbs.no_year", year=str(wanted), years=years))
    if wanted is None:
        said = _YEAR.findall(table.sheet.name) or _YEAR.findall(filename)
        wanted = int(said[-1]) if said else None
    chosen = [row for row in found if row.period is None or row.period == wanted]
    if not found and not findings.problems:
        findings.add(in_table("cbs.no_rows", table.sheet.name))
    regions = {
        row.code: Region(row.code, row.name or row.code, row.residents, row.figures, row.municipality_name)
        for row in chosen
    }
    held = {key for row in chosen for key in row.figures}
    sources = {key: f"{topic.source} {wanted or ''}".strip() for key, topic in TOPIC.items() if key in held}
    return Reading(regions, tuple(findings.problems), wanted, years, sources, table.known.unknown)


def merged(*readings: Reading) -> Reading:
    """Several files as one: of each region the figures of all, and what the first file that knows it says besides."""
    regions: dict[str, Region] = {}
    sources: dict[str, str] = {}
    for reading in readings:
        for code, region in reading.regions.items():
            known = regions.get(code, region)
            name = known.name if known.name != code else region.name
            residents = known.residents if known.residents is not None else region.residents
            figures = {**region.figures, **known.figures}
            in_municipality = known.municipality_name or region.municipality_name
            regions[code] = Region(code, name, residents, figures, in_municipality)
        sources = {**reading.sources, **sources}
    return Reading(
        regions,
        tuple(problem for reading in readings for problem in reading.problems),
        readings[0].year if readings else None,
        tuple(sorted({year for reading in readings for year in reading.years})),
        sources,
        tuple(header for reading in readings for header in reading.unknown),
    )
