"""Workbooks of programmes with cells changed, as people and other programs would."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

import python_calamine
from xlsxwriter import Workbook

from exchange.programme_book import Reading, read, write
from planning.messages import Language
from planning.programme import Programme
from tests.builders import measure, programme, stream, wijk

Sheets = dict[str, list[list[Any]]]


class Formula(NamedTuple):
    """A formula with what it came to."""

    text: str
    value: Any


def small(**fields: Any) -> Programme:
    """A programme with something on every sheet that errors are made on."""
    known: dict[str, Any] = {
        "domains": [{"id": "school", "name": "School", "taakveld": "4.3"}, {"id": "werk"}],
        "wijken": [wijk("a", name="Noord", need={"school": 1.25}, focus=[{"domain": "school"}]), wijk("b")],
        "indicators": [{"id": "i", "domain": "werk", "values": {"a": 3, "b": 4}}],
        "streams": [stream("s", 100, 200, 300), stream("t", 5, carry_over={"share": 0.5}, match={"ratio": 1})],
        "measures": [
            measure("m", ("a", "school"), ("b", "school"), max_per_year=50),
            measure("n", ("b", "werk"), max_per_year=50, requires=[{"measure": "m"}]),
            measure("p", ("a", "werk"), profile=[3, 4]),
            {"id": "bureau", "serves": "programme"},
        ],
        "commitments": [{"stream": "s", "measure": "m", "year": 2027, "amount": 10}],
        "regular": [{"wijk": "a", "domain": "school", "per_year": 7}],
        "rules": {
            "persistence": {},
            "floors": [{"wijk": "a", "domain": "school", "per_resident": 0.01}],
            "staff_capacity": {"school": {"2027": 5}},
        },
        "index": {"default": 0.02, "by_year": {"2028": 0.03}},
    }
    return programme(**{**known, **fields})


def sheets_of(data: bytes) -> Sheets:
    """The cells of a workbook by sheet; "" where they are blank."""
    with python_calamine.load_workbook(BytesIO(data)) as workbook:
        return {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in workbook.sheet_names
        }


def cell(reference: str) -> tuple[int, int]:
    """Row and column, from 0, of a cell such as B7."""
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", reference).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    return int(digits) - 1, column - 1


def put(sheets: Sheets, sheet: str, reference: str, value: Any) -> None:
    """Change a cell; "" makes it blank."""
    row, column = cell(reference)
    rows = sheets.setdefault(sheet, [])
    while len(rows) <= row:
        rows.append([])
    rows[row] += [""] * (column + 1 - len(rows[row]))
    rows[row][column] = value


def book(sheets: Sheets, merged: dict[str, str] | None = None) -> bytes:
    """A plain workbook of cells, as another program would write it."""
    whole = BytesIO()
    with Workbook(whole, {"in_memory": True}) as workbook:
        day = workbook.add_format({"num_format": "d-m-yyyy"})
        for name, rows in sheets.items():
            page = workbook.add_worksheet(name)
            for r, cells in enumerate(rows):
                for c, value in enumerate(cells):
                    if isinstance(value, Formula):
                        page.write_formula(r, c, value.text, None, value.value)
                    elif isinstance(value, bool):
                        page.write_boolean(r, c, value)
                    elif isinstance(value, date):
                        page.write_datetime(r, c, value, day)
                    elif isinstance(value, str):
                        page.write_string(r, c, value) if value else None
                    else:
                        page.write_number(r, c, value)
            for sheet, area in (merged or {}).items():
                if sheet == name:
                    first = cell(area.partition(":")[0])
                    page.merge_range(area, rows[first[0]][first[1]])
    return whole.getvalue()


def changed(*cells: tuple[str, str, Any], made: Programme | None = None, language: Language = "nl") -> Reading:
    """What reading comes to with cells (sheet, reference, value) of the workbook of a programme changed."""
    sheets = sheets_of(write(made or small(), language))
    for each in cells:
        put(sheets, *each)
    return read(book(sheets))


def altered(alter: Callable[[Sheets], object], made: Programme | None = None) -> Reading:
    """What reading comes to with all sheets of a workbook changed."""
    sheets = sheets_of(write(made or small()))
    alter(sheets)
    return read(book(sheets))


def placed(reading: Reading, warnings: bool = False) -> list[tuple[str, int | None, str, str]]:
    """Sheet, row, column and code of the problems, or of the warnings."""
    found = reading.warnings if warnings else reading.problems
    return [(each.place.sheet, each.place.row, each.place.column, each.code) for each in found]


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one of its parts changed, or added (from b"")."""
    fresh = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, change(old.read(name) if name in old.namelist() else b""))
    return fresh.getvalue()
