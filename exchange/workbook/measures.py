"""The sheet with all measures, and the sheet with aims that are not met and warnings."""

from __future__ import annotations

from exchange.workbook.book import Book
from exchange.workbook.names import cell_of, plain
from exchange.workbook.page import Page, euro
from planning.labels import is_open
from planning.money import cents


def write_measures(book: Book) -> None:
    """What each measure gets per year; open measures only where they get something."""
    figures = book.figures
    page = book.overview("measures")
    title = book.say("sheet.measures")
    note = f"{book.say('note.measures')} {book.say('nominal')}"
    row = book.heading(page, title, figures.programme.name, note)
    grid = book.grid(page, row, book.say("code"), book.say("measure"))
    extra = [(book.say("kind"), 12), (book.say("lead"), 22), (book.say("id"), 28)]
    for column, (head, width) in enumerate(extra, grid.term + 1):
        page.put(row, column, head, "head_after")
        page.columns(column, column, width)
    by_year, whole = figures.spent("measure", "year"), figures.spent("measure")
    formula = book.spent(measure="$A{row}", year=f"{{col}}${grid.header + 1}")
    first = grid.row
    for item in book.measures:
        measure = figures.prepared.measure[str(item.id)]
        if is_open(measure) and not whole.get(item.id):
            continue
        at = grid.amounts(item.name, [by_year.get((item.id, year), 0) for year in figures.years], formula)
        book.rows[page.name, item.code] = at
        for column, value in enumerate((book.say(measure.kind), plain(measure.lead), measure.id), grid.term + 1):
            page.put(at, column, value, "after")
    total = grid.total(book.say("total"), first)
    page.sheet.print_area(0, 0, total, grid.term)
    book.check_all(page.name, f"={cell_of(page.name, total, grid.term)}", grid.values[total][-1])


def write_notes(book: Book) -> None:
    """Aims that are not met, with what they fall short, and warnings."""
    plan = book.figures.plan
    page = book.overview("notes")
    for column, width in enumerate((16, 110, 16)):
        page.columns(column, column, width)
    row = page.heading(book.say("sheet.notes"), plan.programme, book.say("note.notes"), book.back, 3)
    page.head(row, [book.say("year"), book.say("sentence"), book.say("short")])
    page.freeze(row, 0)
    row = _aims(book, page, row + 1)
    page.group(row + 1, book.say("warnings"))
    for at, warning in enumerate(plan.warnings, row + 2):
        sentence = plain(warning.sentence)
        for column, value in enumerate(("", sentence, "")):
            page.put(at, column, value, "text")
        page.fit(at, 1, sentence)
    if not plan.warnings:
        page.put(row + 2, 0, book.say("none"), "plain")


def _aims(book: Book, page: Page, row: int) -> int:
    """The aims, from `row` on; returns the row after them."""
    aims = book.figures.plan.aims
    page.group(row, book.say("open_aims"))
    if not aims:
        page.put(row + 1, 0, book.say("none"), "plain")
        return row + 2
    for at, aim in enumerate(aims, row + 1):
        page.put(at, 0, book.say("term") if aim.year is None else str(aim.year), "text")
        page.put(at, 1, plain(aim.sentence), "text")
        page.fit(at, 1, plain(aim.sentence))
        page.put(at, 2, euro(cents(aim.short)), "money")
    return row + 1 + len(aims)
