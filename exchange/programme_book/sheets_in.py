"""Finds the tables in a workbook: sheets by their name and columns by their title, in either language and any order."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from exchange.programme_book import cells_in
from exchange.programme_book.cells_in import Wrong
from exchange.programme_book.findings import Findings, SheetPlace, cell_place
from exchange.programme_book.opening import SheetIn
from exchange.programme_book.spec import SETTINGS, TABLES, Column, Table
from exchange.programme_book.words import SHEETS, TITLES, folded, plain_titles, title_key
from exchange.workbook.names import letters
from planning.messages import Language
from planning.programme import Programme
from planning.reading.place import Words

CLOSE = 0.75
"""How much two titles must be alike for the one to be a slip of the other (difflib's ratio)."""
BROKEN = object()
"""Stands for a value that could not be read; the finding was made."""


@dataclass
class Found:
    """A table that was found: its sheet, the row of its titles, and where its columns stand, by key.

    A key is the path of a column and, of one that spreads, the domain, indicator, year or step.
    """

    table: Table
    sheet: SheetIn
    findings: Findings
    language: Language
    head: int = 0
    columns: dict[tuple[str, ...], int] = field(default_factory=dict)
    kinds: dict[tuple[str, ...], Column] = field(default_factory=dict)
    missing: set[tuple[str, ...]] = field(default_factory=set)

    def title(self, column: int) -> str:
        """What stands above a column."""
        return _shown(self.raw(self.head, column))

    def place(self, row: int, column: int | None = None) -> SheetPlace:
        """The place of a row or cell."""
        if column is None:
            return SheetPlace(self.sheet.name, row + 1)
        return cell_place(self.sheet.name, row, column, self.title(column) if row != self.head else "")

    def raw(self, row: int, column: int) -> Any:
        """What calamine gives for a cell."""
        cells = self.sheet.rows[row] if row < len(self.sheet.rows) else []
        return cells[column] if column < len(cells) else ""

    def value(self, row: int, key: tuple[str, ...], column: Column | None = None) -> Any:
        """The value of a cell: None where it is blank or not there, `BROKEN` where it cannot be read."""
        where, kind = self.columns.get(key), column or self.kinds.get(key)
        if where is None or kind is None:
            return None
        raw, at = self.raw(row, where), (row, where)
        if at in self.sheet.scan.errors:
            return self.wrong(row, where, "book.error_value", self.sheet.scan.errors[at])
        if at in self.sheet.scan.formulas:
            return self.wrong(row, where, "book.formula")
        if cells_in.blank(kind.kind, raw):
            return self.wrong(row, where, "book.blank", None, asked=cells_in.asked(kind)) if kind.needed else None
        try:
            return cells_in.value(kind, raw, self.language)
        except Wrong as wrong:
            return self.wrong(row, where, wrong.code, raw, **wrong.values)

    def wrong(self, row: int, column: int, code: str, found: Any = None, **values: Any) -> Any:
        """A problem of a cell; returns `BROKEN`."""
        self.findings.add(self.place(row, column), code, found, **values)
        return BROKEN

    def rows(self) -> Iterator[int]:
        """The rows that hold something, with a warning for blank ones between them."""
        gap: list[int] = []
        for row in range(self.head + 1, len(self.sheet.rows)):
            if self._blank(row):
                gap.append(row)
                continue
            for between in gap:
                self.findings.add(self.place(between), "book.row_blank", warning=True)
            gap.clear()
            yield row

    def _blank(self, row: int) -> bool:
        scan = self.sheet.scan
        return all(
            str(self.raw(row, column)).strip() == ""
            and (row, column) not in scan.errors
            and (row, column) not in scan.formulas
            for column in self.columns.values()
        )


def found_tables(sheets: list[SheetIn], findings: Findings) -> dict[str, Found]:
    """The tables by key, each with its columns; what is missing or unknown is among the findings."""
    named: dict[str, SheetIn] = {}
    unknown: list[SheetIn] = []
    for sheet in sheets:
        key = _sheets_by_name().get(folded(sheet.name))
        if key is None:
            unknown.append(sheet)
        elif key in named:
            findings.add(SheetPlace(sheet.name), "book.sheet_twice", other=named[key].name)
        else:
            named[key] = sheet
    if not named:
        findings.add(SheetPlace(), "book.no_known_sheet")
        return {}
    near = _unknown_sheets(unknown, named, findings)
    for table in TABLES:
        if table.key not in named and table.key not in near:
            code = "book.sheet_missing" if table.needed else "book.sheet_absent"
            findings.add(SheetPlace(), code, warning=not table.needed, sheet=Words(*SHEETS[table.key]))
    language = _language(named)
    return {
        table.key: found
        for table in TABLES
        if table.key in named and (found := _columns(Found(table, named[table.key], findings, language)))
    }


def _unknown_sheets(unknown: Iterable[SheetIn], named: dict[str, SheetIn], findings: Findings) -> set[str]:
    """Say which sheets are not known; returns the keys of those that look like one that is missing."""
    near: set[str] = set()
    names = {name: key for name, key in _sheets_by_name().items() if key not in named}
    for sheet in unknown:
        close = difflib.get_close_matches(folded(sheet.name), names, 1, CLOSE)
        if close:
            near.add(names[close[0]])
            words = Words(*SHEETS[names[close[0]]])
            findings.add(SheetPlace(sheet.name), "book.sheet_near", sheet.name, near=words)
        else:
            findings.add(SheetPlace(sheet.name), "book.sheet_unknown", warning=True)
    return near


@cache
def _sheets_by_name() -> dict[str, str]:
    return {folded(name): key for key, names in SHEETS.items() for name in names}


def _language(named: dict[str, SheetIn]) -> Language:
    """The language that most names of sheets are in: that of numbers typed as text."""
    english = sum(folded(sheet.name) == folded(SHEETS[key][1]) for key, sheet in named.items())
    dutch = sum(folded(sheet.name) == folded(SHEETS[key][0]) for key, sheet in named.items())
    return "en" if english > dutch else "nl"


def _columns(found: Found) -> Found | None:
    """Find the titles; None where the sheet is empty."""
    sheet, table = found.sheet, found.table
    for at, area in sheet.scan.merged.items():
        found.findings.add(cell_place(sheet.name, *at), "book.merged", cells=area)
    filled = [row for row, cells in enumerate(sheet.rows) if any(_shown(raw) for raw in cells)]
    if not filled:
        found.findings.add(SheetPlace(sheet.name), "book.sheet_empty", warning=not table.needed)
        return None
    found.head = filled[0]
    known = _keys(table)
    strange: list[int] = []
    for column, raw in enumerate(sheet.rows[found.head]):
        key = _key(table, raw)
        if key is None:
            strange.append(column)
        elif key in found.columns:
            other = letters(found.columns[key])
            found.findings.add(found.place(found.head, column), "book.column_twice", raw, other=other)
        else:
            found.columns[key], found.kinds[key] = column, known[key[:-1] if key not in known else key]
    near = _unknown_columns(found, strange)
    _missing_columns(found, near)
    return found


def _unknown_columns(found: Found, strange: list[int]) -> set[tuple[str, ...]]:
    """Say which columns are not known; returns the keys of those that look like one that is missing."""
    near: set[tuple[str, ...]] = set()
    titles = {title: key for title, key in _titles(found.table).items() if key not in found.columns}
    for column in strange:
        raw = found.raw(found.head, column)
        used = any(found.raw(row, column) != "" for row in range(found.head + 1, len(found.sheet.rows)))
        place = found.place(found.head, column)
        close = difflib.get_close_matches(folded(_shown(raw).partition(":")[0]), titles, 1, CLOSE)
        close = close or difflib.get_close_matches(folded(_shown(raw)), titles, 1, CLOSE)
        if not _shown(raw):
            if used:
                found.findings.add(place, "book.column_nameless")
        elif close:
            near.add(titles[close[0]])
            name = title_of(found.table, titles[close[0]])
            found.findings.add(place, "book.column_near", _shown(raw), near=name)
        else:
            found.findings.add(place, "book.column_unknown", _shown(raw), warning=True)
    return near


def _missing_columns(found: Found, near: set[tuple[str, ...]]) -> None:
    for key, column in _keys(found.table).items():
        if column.spread or key in found.columns or key == ("meaning",):
            continue
        found.missing.add(key)
        if key not in near:
            code = "book.column_missing" if column.needed else "book.column_absent"
            place, name = SheetPlace(found.sheet.name), title_of(found.table, key)
            found.findings.add(place, code, warning=not column.needed, column=name)


def title_of(table: Table, key: tuple[str, ...]) -> Words:
    """The title of a column in both languages."""
    names = plain_titles(table) if table is SETTINGS or not table.columns else {}
    name = names.get(key[0]) or next(title_key(table, each) for each in table.columns if each.path == key)
    return Words(*TITLES[name])


@cache
def _keys(table: Table) -> dict[tuple[str, ...], Column]:
    """The columns of a table by their path."""
    if table is SETTINGS or not table.columns:
        return {
            (name,): Column((name,), "text", Programme, needed=place < 2)
            for place, name in enumerate(plain_titles(table))
        }
    return {column.path: column for column in table.columns}


@cache
def _titles(table: Table) -> dict[str, tuple[str, ...]]:
    """Keys of columns by their titles in either language, folded."""
    found: dict[str, tuple[str, ...]] = {}
    for key in _keys(table):
        words = title_of(table, key)
        found |= {folded(title): key for title in (words.nl, words.en) if title}
    return found


def _key(table: Table, raw: Any) -> tuple[str, ...] | None:
    """The key of the column under a title; None where it has none."""
    text = _shown(raw)
    key = _titles(table).get(folded(text))
    spreads = [column for column in table.columns if column.spread] if table is not SETTINGS else []
    if key is not None and key not in [column.path for column in spreads]:
        return key
    finders: dict[str, Callable[[Table, Column, str], str | None]] = {"steps": _step, "years": _of_year}
    finders["years_and_before"] = _of_year
    for column in spreads:
        sub = finders.get(column.spread, _named)(table, column, text)
        if sub is not None:
            return (*column.path, sub)
    return None


def _named(table: Table, column: Column, text: str) -> str | None:
    """ "Opgave: school" is the need of school."""
    name, mark, rest = text.partition(":")
    return rest.strip() if mark and rest.strip() and _titles(table).get(folded(name)) == column.path else None


def _step(table: Table, column: Column, text: str) -> str | None:
    """ "Jaar 3" is the third year of an investment."""
    name, _, rest = text.strip().rpartition(" ")
    known = _titles(table).get(folded(name)) == column.path
    return str(int(rest)) if known and rest.isascii() and rest.isdigit() and len(rest) < 5 and int(rest) else None


def _of_year(_: Table, __: Column, text: str) -> str | None:
    return text.strip() if len(text.strip()) == 4 and text.strip().isascii() and text.strip().isdigit() else None


def _shown(raw: Any) -> str:
    """A title as text; a number without needless zeros."""
    if isinstance(raw, float) and raw == raw // 1:
        return str(int(raw))
    return str(raw).strip()
