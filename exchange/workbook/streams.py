"""A sheet for each stream, and the sheet with all streams."""

from __future__ import annotations

from exchange.workbook.book import Area, Book, Check, Item
from exchange.workbook.charts import CARRIED, LAPSED, ROWS, SPENT, Cells, Place, Series, Words, money_format
from exchange.workbook.conditions import conditions
from exchange.workbook.grid import FIRST, Grid, Name, Total
from exchange.workbook.names import cell_of, plain, quoted
from exchange.workbook.page import Page
from planning.programme import Stream

BALANCE: tuple[tuple[str, Total], ...] = (
    ("income", "sum"),
    ("carried_in", "first"),
    ("available", "same"),
    ("spent", "sum"),
    ("carried_out", "last"),
    ("lapsed", "sum"),
    ("difference", "same"),
)
"""Rows of the balance of a stream, and what each holds for the whole term."""


def write_stream(book: Book, item: Item, stream: Stream) -> None:
    """The sheet of one stream: its balance per year, a chart, and what it pays."""
    page = book.pages[item.sheet]
    partner = next(partner for partner in book.figures.programme.partners if partner.id == stream.partner)
    words = [book.say("stream"), plain(partner.label), book.say(partner.layer), book.say(stream.kind)]
    subtitle = " · ".join([*words, book.say(stream.certainty)])
    note = f"{conditions(book, stream)} {book.say('nominal')}"
    row = book.heading(page, item.label, subtitle, note)
    grid = book.grid(page, row, item.code, "")
    spent = _balance(book, grid, item, stream)
    _chart(book, page, grid, item, grid.skip(ROWS))
    for field, label in (("measure", "measure"), ("wijk", "wijk"), ("domain", "domain")):
        _spent_by(book, grid, stream.id, field, label)
    book.checks.append(_check(book, page, item, grid, spent))


def _balance(book: Book, grid: Grid, item: Item, stream: Stream) -> int:
    """The rows of BALANCE; returns the row of what is spent."""
    cents, whole = book.figures.balance(stream.id)
    grid.group(book.say("per_year"))
    top = grid.row + 1
    formulas = {
        "available": f"={{col}}{top}+{{col}}{top + 1}",
        "spent": book.spent(stream="$A$" + str(grid.header + 1), year=f"{{col}}${grid.header + 1}"),
        "difference": f"=ROUND({{col}}{top + 2}-{{col}}{top + 3}-{{col}}{top + 4}-{{col}}{top + 5},2)",
    }
    for key, total in BALANCE:
        label = book.say("carried_in.opening" if key == "carried_in" else key)
        style = "check" if key == "difference" else "money"
        row = grid.amounts(Name(label), cents[key], formulas.get(key), total, whole[key], style)
        book.rows[item.sheet, key] = row
    # What comes in from last year is what last year let go; the opening stays a figure.
    carried_out = book.rows[item.sheet, "carried_out"] + 1
    later = range(FIRST + 1, grid.term)
    grid.refer(book.rows[item.sheet, "carried_in"], f"={{prev}}{carried_out}", "money", later)
    return book.rows[item.sheet, "spent"]


def _spent_by(book: Book, grid: Grid, stream: str, field: str, label: str) -> None:
    """What the stream pays, per measure, wijk or domain and year; without rows that are all 0."""
    figures = book.figures
    sums, whole = figures.spent("stream", field, "year"), figures.spent("stream", field)
    areas: dict[str, Area] = {"wijk": "wijk", "domain": "domain"}
    items = book.with_office(book.areas[areas[field]]) if field in areas else book.measures
    grid.group(book.say("spent_by", what=book.say(label).lower()))
    head = grid.header + 1
    formula = book.spent(**{"stream": f"$A${head}", field: "$A{row}", "year": f"{{col}}${head}"})
    first = grid.row
    for item in items:
        if whole.get((stream, item.id)):
            cents = [sums.get((stream, item.id, year), 0) for year in figures.years]
            grid.amounts(item.name, cents, formula)
    grid.total(book.say("total"), first)
    grid.skip()


def _chart(book: Book, page: Page, grid: Grid, item: Item, row: int) -> None:
    years = Cells(page.name, grid.header, FIRST, grid.header, grid.term - 1)
    colours = {"spent": SPENT, "carried_out": CARRIED, "lapsed": LAPSED}
    series = []
    for key, colour in colours.items():
        at = book.rows[item.sheet, key]
        series.append(Series(book.say(key), Cells(page.name, at, FIRST, at, grid.term - 1), colour))
    words = Words(book.say("chart.stream"), book.say("chart.stream.alt", name=item.label))
    largest = max(grid.values[book.rows[item.sheet, "available"]][:-1])
    axis = money_format(largest, book.language)
    book.charts.stacked(page, Place(row, 1), years, series, words, axis)


def _check(book: Book, page: Page, item: Item, grid: Grid, spent: int) -> Check:
    known = grid.values[spent][-1]
    code = f"{quoted(page.name)}!$A${grid.header + 1}"
    on_sheet = f"={cell_of(page.name, spent, grid.term)}"
    in_ledger = book.spent(stream=code)
    return Check(item.sheet, on_sheet, known, in_ledger, book.figures.spent("stream").get(item.id, 0))


def write_streams(book: Book) -> None:
    """The sheet with all streams: a table with a row per stream for each part of the balance."""
    page = book.overview("streams")
    note = f"{book.say('note.streams')} {book.say('nominal')}"
    row = book.heading(page, book.say("streams"), book.figures.programme.name, note)
    grid = book.grid(page, row, book.say("code"), book.say("stream"))
    for key, _ in BALANCE:
        grid.group(book.say("carried_in.opening" if key == "carried_in" else key))
        first = grid.row
        style = "check" if key == "difference" else "money"
        for item in book.streams:
            cents, whole = book.figures.balance(str(item.id))
            at = book.rows[item.sheet, key]
            formula = f"={quoted(item.sheet)}!{{col}}{at + 1}"
            book.rows[page.name, f"{key}:{item.code}"] = grid.amounts(
                item.name, cents[key], formula, "same", whole[key], style
            )
        book.rows[page.name, key] = grid.total(book.say("total"), first, style)
        grid.skip()
    _not_counted(book, grid)
    spent = book.rows[page.name, "spent"]
    on_sheet = f"={cell_of(page.name, spent, grid.term)}"
    book.check_all(page.name, on_sheet, grid.values[spent][-1])


def _not_counted(book: Book, grid: Grid) -> None:
    """Streams that do not count: their income, for information."""
    counted = {stream.id for stream in book.figures.programme.counted}
    others = [stream for stream in book.figures.programme.streams if stream.id not in counted]
    if others:
        grid.group(book.say("not_counted"))
    for stream in others:
        label = f"{plain(stream.label)} ({book.say(stream.certainty).lower()}, {100 * stream.probability:.0f}%)"
        grid.amounts(Name(label), book.figures.incomes(stream.id))
