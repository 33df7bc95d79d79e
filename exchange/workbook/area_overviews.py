"""The sheets with all wijken and with all domains."""

from __future__ import annotations

from exchange.workbook.areas import over
from exchange.workbook.book import Area, Book
from exchange.workbook.grid import Grid, Name
from exchange.workbook.names import cell_of, quoted

SHEETS = {"wijk": "wijken", "domain": "domains"}


def write_areas(book: Book, area: Area) -> None:
    """Plan, sowing line, equal share, regular money and coverage, each a table with a row per wijk or domain."""
    page = book.overview(SHEETS[area])
    title = book.say(f"sheet.{SHEETS[area]}")
    note = f"{book.say('note.summary')} {book.say('nominal')}"
    row = book.heading(page, title, book.figures.programme.name, note)
    grid = book.grid(page, row, book.say("code"), book.say(area))
    tables = {"plan": _plan(book, grid, area)}
    for key in ("line", "equal", *(["regular"] if book.figures.prepared.line.regular else [])):
        tables[key] = _table(book, grid, area, key)
    tops = [tables[key] for key in (("plan", "regular") if book.counts_regular else ("plan",))]
    grid.group(book.say("coverage"))
    for place, item in enumerate(book.areas[area]):
        grid.coverage(item.name, [rows[place] for rows in tops], tables["line"][place])
    grid.coverage(Name(book.say("total")), [rows[-1] for rows in tops], tables["line"][-1], "total_share")
    for key, rows in tables.items():
        book.rows[page.name, key] = rows[-1]
        items = book.with_office(book.areas[area]) if key == "plan" else book.areas[area]
        for item, at in zip(items, rows[:-1], strict=True):
            book.rows[page.name, f"{key}:{item.code}"] = at
    total = tables["plan"][-1]
    book.check_all(page.name, f"={cell_of(page.name, total, grid.term)}", grid.values[total][-1])


def _plan(book: Book, grid: Grid, area: Area) -> list[int]:
    """Rows of the plan: one for each, one for the programme where it has an office, and the total."""
    sums = book.figures.spent(area, "year")
    formula = book.spent(**{area: "$A{row}", "year": f"{{col}}${grid.header + 1}"})
    grid.group(book.say("plan"))
    rows = [
        grid.amounts(item.name, [sums.get((item.id, year), 0) for year in book.figures.years], formula)
        for item in book.with_office(book.areas[area])
    ]
    rows.append(grid.total(book.say("total"), rows[0]))
    grid.skip()
    return rows


def _table(book: Book, grid: Grid, area: Area, key: str) -> list[int]:
    """Rows of a figure that stands on the sheet of each, and the total."""
    line = book.figures.prepared.line
    of = {"line": line.line, "equal": line.equal, "regular": line.regular}[key]
    grid.group(book.say(book.regular if key == "regular" else key))
    rows = []
    for item in book.areas[area]:
        cents = over(book, area, item, of)
        formula = f"={quoted(item.sheet)}!{{col}}{book.rows[item.sheet, key] + 1}"
        rows.append(grid.amounts(item.name, cents, formula, "same", sum(cents), "line"))
    rows.append(grid.total(book.say("total"), rows[0], "line"))
    grid.skip()
    return rows
