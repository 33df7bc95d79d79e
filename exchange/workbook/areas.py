"""A sheet for each wijk and each domain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from exchange.workbook.book import Area, Book, Check, Item
from exchange.workbook.charts import LENS, ROWS, STAKE, Cells, Place, Series, Words, money_format
from exchange.workbook.conditions import number
from exchange.workbook.grid import FIRST, Grid, Name
from exchange.workbook.names import cell_of, plain, quoted
from exchange.workbook.page import Page

OTHER: dict[Area, Area] = {"wijk": "domain", "domain": "wijk"}
CellCents = Mapping[tuple[str, str, int], int]
"""Cents by (wijk id, domain id, year)."""


def write_area(book: Book, area: Area, item: Item) -> None:
    """The sheet of one wijk or domain: per year beside the sowing line, and by what and by whom."""
    page = book.pages[item.sheet]
    subtitle = f"{book.say(area)} · {book.figures.programme.name}"
    row = book.heading(page, item.label, subtitle, _note(book, area, item))
    grid = book.grid(page, row, item.code, "")
    _per_year(book, grid, area, item)
    _chart(book, page, grid, item)
    _crossed(book, grid, area, item)
    for field, items in (("stream", book.streams), ("measure", book.measures)):
        _spent_by(book, grid, area, item, field, items)
    _add_check(book, area, item, grid)


def over(book: Book, area: Area, item: Item, of: CellCents) -> list[int]:
    """Cents per year of all cells of an area."""
    rows = [_cell(book, area, item, other, of) for other in book.areas[OTHER[area]]]
    return [sum(column) for column in zip(*rows, strict=True)]


def _cell(book: Book, area: Area, item: Item, other: Item, of: CellCents) -> list[int]:
    """Cents per year of the cell where an area meets one of the other kind."""
    wijk, domain = (item.id, other.id) if area == "wijk" else (other.id, item.id)
    return [of.get((str(wijk), str(domain), year), 0) for year in book.figures.years]


def residents(book: Book, area: Area, item: Item) -> list[int]:
    """Residents per year: of the wijk, or for a domain of all wijken."""
    wijken = [wijk for wijk in book.figures.programme.wijken if area == "domain" or wijk.id == item.id]
    return [sum(wijk.residents_in(year) for wijk in wijken) for year in book.figures.years]


def _note(book: Book, area: Area, item: Item) -> str:
    notes = [book.say("nominal")]
    labels = {domain.id: domain.label for domain in book.figures.programme.domains}
    for wijk in book.figures.programme.wijken:
        if area == "wijk" and wijk.id == item.id:
            notes += [
                book.say(
                    "focus",
                    domain=plain(labels.get(focus.domain, focus.domain)),
                    factor=number(book, focus.factor),
                    reason=plain(focus.reason) or "–",
                )
                for focus in wijk.focus
            ]
    return " ".join(notes)


def _per_year(book: Book, grid: Grid, area: Area, item: Item) -> None:
    """Residents, equal share, sowing line, plan, coverage and plan per resident, with a column per year."""
    line = book.figures.prepared.line
    head = grid.header + 1
    by_year = book.figures.spent(area, "year")
    grid.group(book.say("per_year"))
    at = {"residents": grid.counts(Name(book.say("residents.term")), residents(book, area, item))}
    for key, of in (("equal", line.equal), ("line", line.line)):
        at[key] = grid.amounts(Name(book.say(key)), over(book, area, item, of), style="line")
    paid = [by_year.get((item.id, year), 0) for year in book.figures.years]
    formula = book.spent(**{area: f"$A${head}", "year": f"{{col}}${head}"})
    at["plan"] = grid.amounts(Name(book.say("plan")), paid, formula)
    if line.regular:
        name = Name(book.say(book.regular))
        at["regular"] = grid.amounts(name, over(book, area, item, line.regular), style="line")
    tops = [at["plan"], at["regular"]] if book.counts_regular else [at["plan"]]
    grid.coverage(Name(book.say("coverage")), tops, at["line"])
    grid.per_resident(Name(book.say("per_resident")), at["plan"], at["residents"])
    for key, row in at.items():
        book.rows[item.sheet, key] = row


def _chart(book: Book, page: Page, grid: Grid, item: Item) -> None:
    row = grid.skip(ROWS)
    years = Cells(page.name, grid.header, FIRST, grid.header, grid.term - 1)

    def series(key: str, marker: dict[str, Any] | None = None) -> Series:
        at = book.rows[item.sheet, key]
        return Series(book.say(key), Cells(page.name, at, FIRST, at, grid.term - 1), marker=marker)

    words = Words(book.say("chart.area"), book.say("chart.area.alt", name=item.label))
    largest = max(max(grid.values[book.rows[item.sheet, key]][:-1]) for key in ("plan", "line", "equal"))
    marks = [series("plan"), series("equal", STAKE), series("line", LENS)]
    axis = money_format(largest, book.language)
    book.charts.furrow(page, Place(row, 1), years, marks, words, axis)


def _crossed(book: Book, grid: Grid, area: Area, item: Item) -> None:
    """Plan, sowing line, regular money and coverage per domain of a wijk, or per wijk of a domain."""
    other, line = OTHER[area], book.figures.prepared.line
    head = grid.header + 1
    what = book.say(other).lower()
    paid = book.spent(**{area: f"$A${head}", other: "$A{row}", "year": f"{{col}}${head}"})
    tables: list[tuple[str, CellCents, str | None, str]] = [
        ("plan", book.figures.spent("wijk", "domain", "year"), paid, "money"),
        ("line", line.line, None, "line"),
    ]
    if line.regular:
        tables.append(("regular", line.regular, None, "line"))
    rows: dict[str, list[int]] = {}
    for key, of, formula, style in tables:
        grid.group(book.say(f"{key}_by", what=what))
        rows[key] = [
            grid.amounts(row.name, _cell(book, area, item, row, of), formula, style=style) for row in book.areas[other]
        ]
        total = grid.total(book.say("total"), rows[key][0], style)
        if key != "plan":
            # The sum above the chart is that of this table.
            grid.refer(book.rows[item.sheet, key], f"={{col}}{total + 1}", style, range(FIRST, grid.term))
        grid.skip()
    _coverages(book, grid, book.areas[other], rows, what)


def _coverages(book: Book, grid: Grid, items: Sequence[Item], rows: Mapping[str, Sequence[int]], what: str) -> None:
    grid.group(book.say("coverage_by", what=what))
    for place, item in enumerate(items):
        keys = ("plan", "regular") if book.counts_regular else ("plan",)
        grid.coverage(item.name, [rows[key][place] for key in keys], rows["line"][place])
    grid.skip()


def _spent_by(book: Book, grid: Grid, area: Area, item: Item, field: str, items: Sequence[Item]) -> None:
    """What streams pay here, or what measures get; without rows that are all 0."""
    figures = book.figures
    sums, whole = figures.spent(area, field, "year"), figures.spent(area, field)
    head = grid.header + 1
    grid.group(book.say("plan_by", what=book.say(field).lower()))
    formula = book.spent(**{area: f"$A${head}", field: "$A{row}", "year": f"{{col}}${head}"})
    first = grid.row
    for row in items:
        if whole.get((item.id, row.id)):
            grid.amounts(row.name, [sums.get((item.id, row.id, year), 0) for year in figures.years], formula)
    grid.total(book.say("total"), first)
    grid.skip()


def _add_check(book: Book, area: Area, item: Item, grid: Grid) -> None:
    plan = book.rows[item.sheet, "plan"]
    code = f"{quoted(item.sheet)}!$A${grid.header + 1}"
    known = book.figures.spent(area).get(item.id, 0)
    on_sheet = f"={cell_of(item.sheet, plan, grid.term)}"
    book.checks.append(Check(item.sheet, on_sheet, grid.values[plan][-1], book.spent(**{area: code}), known))
