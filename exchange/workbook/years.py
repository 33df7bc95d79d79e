"""The sheet with all years, and the chart of the layers."""

from __future__ import annotations

from exchange.workbook.book import Book
from exchange.workbook.charts import Cells, Place, Series, Words, money_format
from exchange.workbook.grid import FIRST
from exchange.workbook.look import LAYERS
from exchange.workbook.names import cell_of, letters, quoted
from exchange.workbook.page import Value
from exchange.workbook.streams import BALANCE
from exchange.workbook.table import Column, Table

AVAILABLE = "={income}+{carried_in}"
DIFFERENCE = "=ROUND({available}-{spent}-{carried_out}-{lapsed},2)"


def write_years(book: Book) -> None:
    """All years: what there is, what each layer pays, what is left, and the sowing line."""
    page = book.overview("years")
    title = book.say("sheet.years")
    note = f"{book.say('note.years')} {book.say('nominal')}"
    columns = [
        Column("year", book.say("year"), "link_year"),
        *(Column(key, book.say(key)) for key in ("income", "carried_in")),
        Column("available", book.say("available"), formula=AVAILABLE),
        *(Column(layer, book.say(layer)) for layer in LAYERS),
        Column("spent", book.say("spent"), formula="=" + "+".join(f"{{{layer}}}" for layer in LAYERS)),
        *(Column(key, book.say(key)) for key in ("carried_out", "lapsed")),
        Column("difference", book.say("difference"), "check", DIFFERENCE),
        Column("line", book.say("line"), "line"),
    ]
    page.columns(0, len(columns) - 1, 14)
    row = page.heading(title, book.figures.programme.name, note, book.back, len(columns))
    table = Table(page, row, columns)
    page.freeze(row, 1)
    for place, year in enumerate(book.figures.years):
        table.add(*_year_of_all(book, table, place, year), sheet=book.year_sheet(year))
    book.layer_cells = {key: Cells(page.name, *table.rows_of(key)) for key in ("year", *LAYERS)}
    first, last = table.first, table.row - 1
    total = table.total(*_term(book, table, first, last))
    layers_chart(book, Place(total + 2, 0), page.name)
    on_sheet = f"={cell_of(page.name, total, table.at['spent'])}"
    book.check_all(page.name, on_sheet, table.sums["spent"])


def _year_of_all(book: Book, table: Table, place: int, year: int) -> tuple[dict[str, Value], dict[str, str]]:
    """Values and formulas of the row of a year."""
    streams, wijken = book.overview("streams").name, book.overview("wijken").name
    column = letters(FIRST + place)
    by_layer = book.figures.spent("layer", "year")
    each = [book.figures.balance(str(item.id)).years for item in book.streams]
    values: dict[str, Value] = {key: sum(cents[key][place] for cents in each) for key, _ in BALANCE}
    formulas = {
        key: f"={quoted(streams)}!{column}{book.rows[streams, key] + 1}"
        for key in ("income", "carried_in", "carried_out", "lapsed")
    }
    for layer in LAYERS:
        values[layer] = by_layer.get((layer, year), 0)
        formulas[layer] = book.spent(layer=f"{letters(table.at[layer])}${table.head + 1}", year="{year}")
    line = book.figures.prepared.line.line
    values |= {"year": year, "line": sum(cents for (_, _, when), cents in line.items() if when == year)}
    formulas["line"] = f"={quoted(wijken)}!{column}{book.rows[wijken, 'line'] + 1}"
    return values, formulas


def _term(book: Book, table: Table, first: int, last: int) -> tuple[dict[str, Value], dict[str, str]]:
    """The whole term: what is carried in is the opening, what is carried out is left at the end."""
    whole = [book.figures.balance(str(item.id)).term for item in book.streams]
    values: dict[str, Value] = {
        key: sum(one[key] for one in whole) for key in ("carried_in", "available", "carried_out", "difference")
    }
    ends = {"carried_in": first + 1, "carried_out": last + 1}
    formulas = {key: f"={letters(table.at[key])}{row}" for key, row in ends.items()}
    return {**values, "year": book.say("term")}, formulas


def layers_chart(book: Book, place: Place, sheet: str) -> None:
    """Stacked columns of what each layer pays per year, drawn from the sheet with all years."""
    series = [Series(book.say(layer), book.layer_cells[layer], colours) for layer, colours in LAYERS.items()]
    words = Words(book.say("chart.layers"), book.say("chart.layers.alt"))
    axis = money_format(max(book.figures.spent("year").values(), default=0), book.language)
    book.charts.stacked(book.pages[sheet], place, book.layer_cells["year"], series, words, axis)
