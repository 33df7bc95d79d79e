"""Programmes whose workbooks are tested, and how their sheets are read."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from exchange.workbook import write_plan
from planning.plan import PlanDocument
from planning.prepared import Prepared
from tests.builders import measure, prepared, stream, wijk
from tests.exchange.formulas import Book

PARTNERS = [
    {"id": "gemeente", "name": "Gemeente"},
    {"id": "rijk", "name": "Ministerie", "layer": "state"},
    {"id": "corporatie", "name": "Woonstad", "layer": "partner"},
]
ODD_NAMES = ["=1+1", "+31 10", "-Noord", "@SUM(A1)", "O'Brien's \"hof\"", "FILTER(x", "{row}!A1", "", "[a]:*?/\\b"]


def town(**fields: Any) -> Prepared:
    """Three wijken, two domains, three layers, four streams (one does not count), an office, shared measures."""
    document: dict[str, Any] = {
        "name": "Zuid & Noord",
        "domains": [{"id": "school", "name": "School"}, {"id": "werk", "name": "Werk"}],
        "wijken": [
            wijk("a", 1000, name="Aarde", need={"school": 1.5}, focus=[{"domain": "school", "reason": "Achterstand"}]),
            wijk("b", 2000, name="Bron"),
            {"id": "c", "name": "Clavers", "residents": {"2027": 500, "2029": 800}},
        ],
        "partners": PARTNERS,
        "streams": [
            stream("begroting", 100_000, 110_000, 120_000, name="Begroting"),
            stream("deal", 90_001, 50_000, partner="rijk", name="Deal", opening=7, carry_over={}, domains=["werk"]),
            stream("huur", 30_000.25, 0.5, 0.01, partner="corporatie", name="Huur", wijken=["a", "b"]),
            stream("misschien", 5, 6, 7, name="Misschien", certainty="possible", probability=0.4),
        ],
        "measures": [
            measure("les", ("a", "school"), ("b", "school"), ("c", "school"), name="Extra les"),
            measure("baan", ("a", "werk"), ("c", "werk"), name="Een baan", kind="incidental", first_year=2028),
            {"id": "bureau", "name": "Programmabureau", "serves": "programme"},
            measure("later", ("b", "werk"), name="Later", first_year=2029),
        ],
    }
    return prepared(**{**document, **fields})


def written(programme: Prepared, plan: PlanDocument, folder: Path, **options: Any) -> Path:
    """The workbook of a plan in a folder."""
    path = folder / "plan.xlsx"
    write_plan(programme, plan, path, **options)
    return path


def sheet_rows(path: Path, sheet: str) -> list[list[Any]]:
    """The cells of a sheet, by row."""
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def cents(value: Any) -> int:
    """Whole cents of the number in a cell."""
    return round(Decimal(value).scaleb(2))


def read_ledger(path: Path) -> list[tuple[Any, ...]]:
    """Year, stream, measure, wijk and domain (codes) and cents of each row of the ledger."""
    rows = sheet_rows(path, "Grootboek")
    head = next(number for number, row in enumerate(rows) if row[0] == "Jaar")
    return [(int(row[0]), row[1], row[6], row[9], row[11], cents(row[13])) for row in rows[head + 1 :]]


def group(rows: list[list[Any]], title: str) -> dict[str, list[Any]]:
    """The rows below the group with this title, by label, up to an empty row."""
    first = next(number for number, row in enumerate(rows) if row[0] == title) + 1
    found: dict[str, list[Any]] = {}
    for row in rows[first:]:
        if not any(value != "" for value in row):
            break
        found[row[1] or row[0]] = row
    return found


def all_formulas_hold(book: Book) -> int:
    """Work out every formula anew and compare it with the value beside it: money exactly, ratios to twelve digits.

    Returns how many formulas there are.
    """
    checked = 0
    for sheet, cells in book.cells.items():
        for ref, cell in cells.items():
            if cell.formula is not None:
                anew = book.calculate(sheet, ref)
                where = f"{sheet}!{ref} ={cell.formula}"
                if isinstance(anew, str) or (100 * anew).denominator == 1:
                    assert cell.value == anew, where
                else:
                    assert abs(cell.value - anew) <= abs(anew) * Fraction(1, 10**12), where
                checked += 1
    return checked
