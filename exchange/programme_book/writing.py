"""A programme as a workbook with a sheet per table, to be filled in and read back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from exchange.programme_book import flat
from exchange.programme_book.cells_out import shown, single
from exchange.programme_book.flat import Heading, Sheet
from exchange.programme_book.limits import EXCEL_COLUMNS, LARGEST, LONGEST_CELL, MOST_CELLS, MOST_ROWS
from exchange.programme_book.looks import LONGEST_AS_TEXT, Looks, width
from exchange.programme_book.notes import note, note_of
from exchange.programme_book.spec import (
    FIGURES,
    PREVIOUS,
    RULES,
    SETTINGS,
    TABLES,
    Kind,
    Table,
)
from exchange.programme_book.validation import Validation, validation
from exchange.programme_book.words import CHOICES, FLAG, SHEETS, TITLES, plain_titles, title, which
from exchange.workbook.names import plain
from planning.messages import Language
from planning.messages.wording import rule_name
from planning.programme import Programme

CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Date in the properties: fixed, because the same programme must give the same bytes."""
SPARE = 200
"""Rows below the last that choices and limits hold for too."""
NOTE_LINE, NOTE_WIDTH, LINE_PIXELS = 40, 280, 18
"""Characters and pixels of a line of a note, and its height."""


def write(programme: Programme, language: Language = "nl") -> bytes:
    """The workbook (.xlsx) of a programme; `read` gives the programme back. The same programme gives the same bytes.

    Raises:
        ValueError: for a programme with more than a workbook can hold, or than `read` would take.
    """
    tables = flat.sheets(programme)
    _refuse_too_large(tables)
    whole = BytesIO()
    with Workbook(whole, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": plain(programme.name), "author": "Zaaiplan", "created": CREATED})
        workbook.set_size(2400, 1500)
        Writer(workbook, programme, language).fill({sheet.table.key: sheet for sheet in tables})
    data = whole.getvalue()
    if len(data) > LARGEST:
        raise ValueError(f"a workbook of {len(data)} bytes is more than can be read back")
    return data


def _refuse_too_large(tables: Sequence[Sheet]) -> None:
    rows = sum(len(sheet.rows) for sheet in tables)
    cells = sum(len(sheet.rows) * len(sheet.headings) for sheet in tables)
    columns = max(len(sheet.headings) for sheet in tables)
    if rows > MOST_ROWS - SPARE or cells > MOST_CELLS or columns > EXCEL_COLUMNS:
        raise ValueError(f"{rows} rows, {cells} cells and {columns} columns are too much for a workbook")


class Writer:
    """Fills the sheets of a workbook, in the order of their tabs."""

    def __init__(self, workbook: Any, programme: Programme, language: Language) -> None:
        self.workbook = workbook
        self.programme = programme
        self.language: Language = language
        self.looks = Looks(workbook, language)

    def fill(self, tables: dict[str, Sheet]) -> None:
        """Write every table of the document."""
        for table in TABLES:
            page = self.workbook.add_worksheet(SHEETS[table.key][which(self.language)])
            page.set_landscape()
            page.fit_to_pages(1, 0)
            page.repeat_rows(0)
            if table is SETTINGS:
                self._settings(page)
            elif table is RULES:
                self._rules(page)
            elif table is PREVIOUS:
                self._pieces(page)
            else:
                self._table(page, tables[table.key], {key: len(sheet.rows) for key, sheet in tables.items()})

    def _table(self, page: Any, sheet: Sheet, lengths: dict[str, int]) -> None:
        page.freeze_panes(1, 1)
        for place, heading in enumerate(sheet.headings):
            values = [row[place] for row in sheet.rows]
            texts = [shown(heading.column, value, self.language) for value in values]
            look = self.looks.of(heading.column.kind, values)
            title = self.heading(sheet.table, heading)
            self._column(page, place, title, texts, look)
            self._note(page, 0, place, note(sheet.table, heading.column, self.language))
            asked = validation(heading.column, self.programme.term, self.language, lengths)
            self._validate(page, (1, place, len(values) + SPARE, place), asked)

    def heading(self, table: Table, heading: Heading) -> str | int:
        """The title of a column: of a year the year, of a domain or indicator its id after what it is."""
        name = title(table, heading.column, self.language)
        if heading.sub is None:
            return name
        if heading.column.spread == "steps":
            return f"{name} {heading.sub}"
        return f"{name}: {heading.sub}" if name else heading.sub

    def _column(self, page: Any, place: int, title: str | int, texts: Sequence[Any], look: str) -> None:
        page.set_column(place, place, width(str(title), [str(text) for text in texts]), self.looks[look])
        if isinstance(title, int):
            page.write_number(0, place, title, self.looks["head_year"])
        else:
            page.write_string(0, place, title, self.looks["head"])
        for row, text in enumerate(texts, 1):
            self._put(page, row, place, text, look)

    def _put(self, page: Any, row: int, column: int, value: int | float | str | None, look: str) -> None:
        """A cell. Text is always text, whatever it starts with, and stays so when somebody types in it again."""
        if isinstance(value, str):
            if len(value.encode("utf-16-le")) > 2 * LONGEST_CELL:
                raise ValueError(f"a text of {len(value)} characters does not fit in a cell")
            page.write_string(row, column, value, self.looks["text" if len(value) <= LONGEST_AS_TEXT else "prose"])
        elif value is not None:
            page.write_number(row, column, value, self.looks[look])
        else:
            page.write_blank(row, column, None, self.looks[look])

    def _validate(self, page: Any, cells: tuple[int, int, int, int], asked: Validation | None) -> None:
        if asked is not None:
            page.data_validation(*cells, asked)

    def _note(self, page: Any, row: int, column: int, text: str) -> None:
        lines = 2 + sum(1 + len(line) // NOTE_LINE for line in text.split("\n"))
        size = {"width": NOTE_WIDTH, "height": lines * LINE_PIXELS}
        page.write_comment(row, column, text, {"author": "Zaaiplan", **size})

    def _heads(self, page: Any, table: Table, widths: Sequence[int]) -> None:
        page.freeze_panes(1, 1)
        for place, (key, wide) in enumerate(zip(plain_titles(table).values(), widths, strict=True)):
            page.set_column(place, place, wide)
            page.write_string(0, place, TITLES[key][which(self.language)], self.looks["head"])
            self._note(page, 0, place, note_of(key, self.language))

    def _settings(self, page: Any) -> None:
        self._heads(page, SETTINGS, (34, 40, 90))
        for row, (column, value) in enumerate(flat.settings(self.programme), 1):
            page.write_string(row, 0, title(SETTINGS, column, self.language), self.looks["text"])
            self._put(page, row, 1, shown(column, value, self.language), self.looks.of(column.kind, [value]))
            page.write_string(row, 2, note(SETTINGS, column, self.language), self.looks["meaning"])
            self._validate(page, (row, 1, row, 1), validation(column, self.programme.term, self.language, {}))

    def _rules(self, page: Any) -> None:
        self._heads(page, RULES, (32, 10, 14, 12, 10, 18))
        for row, (name, values) in enumerate(flat.rules(self.programme), 1):
            page.write_string(row, 0, rule_name(name, self.language), self.looks["text"])
            self._note(page, row, 0, note_of(f"rules.{name}", self.language))
            kinds: tuple[tuple[str, Kind], ...] = (
                ("applies", "flag"),
                ("strength", "choice"),
                ("figure", FIGURES.get(name, ("", "number"))[1]),
                ("from", "year"),
                ("cells", "choice"),
            )
            for place, (key, kind) in enumerate(kinds, 1):
                text = single(kind, key, values[key], self.language)
                self._put(page, row, place, text, self.looks.of(kind, [values[key]]))
        last = len(flat.rules(self.programme))
        term = self.programme.term
        self._validate(page, (1, 1, last, 1), {"validate": "list", "source": self._words(FLAG)})
        self._validate(page, (1, 2, last, 2), {"validate": "list", "source": self._words(CHOICES["strength"])})
        self._validate(page, (1, 3, last, 3), {"validate": "decimal", "criteria": ">=", "value": 0})
        years = {"validate": "integer", "criteria": "between", "minimum": term[0], "maximum": term[-1]}
        self._validate(page, (1, 4, last, 4), years)
        self._validate(page, (1, 5, last, 5), {"validate": "list", "source": self._words(CHOICES["cells"])})

    def _words(self, choices: Any) -> list[str]:
        return [pair[which(self.language)] for pair in choices.values()]

    def _pieces(self, page: Any) -> None:
        self._heads(page, PREVIOUS, (8, 100))
        for row, piece in enumerate(flat.pieces(self.programme), 1):
            page.write_number(row, 0, row, self.looks["year"])
            page.write_string(row, 1, piece)
