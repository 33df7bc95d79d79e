"""A sheet for each year."""

from __future__ import annotations

from collections.abc import Mapping

from exchange.workbook.book import NAME_WIDTH, Book, Check, Item
from exchange.workbook.grid import FIRST
from exchange.workbook.names import cell_of, letters, quoted
from exchange.workbook.page import Value
from exchange.workbook.streams import BALANCE
from exchange.workbook.table import Column, Table
from exchange.workbook.years import AVAILABLE, DIFFERENCE

COVERAGE = '=IF({line}=0,"–",{covered}/{line})'
PER_RESIDENT = '=IF({residents}=0,"–",{plan}/{residents})'


def write_year(book: Book, year: int) -> None:
    """The sheet of one year: wijk by domain, and what each stream does."""
    page = book.pages[book.year_sheet(year)]
    domains = book.with_office(book.areas["domain"])
    columns = _wijk_columns(book, domains)
    page.columns(0, 0, 8)
    page.columns(1, 1, NAME_WIDTH)
    page.columns(2, len(columns) - 1, 13)
    row = page.heading(page.name, book.figures.programme.name, book.say("nominal"), book.back, len(columns))
    page.put(row, 0, year, "group_year")
    year_cell = f"$A${row + 1}"

    table = Table(page, row + 1, columns)
    page.freeze(row + 1, 2)
    for item in book.with_office(book.areas["wijk"]):
        table.add(*_wijk_row(book, item, domains, year, year_cell), sheet=item.sheet or None)
    total = table.total(*_wijken_total(book, table, year))
    _streams_of(book, table, year, total + 2)
    on_sheet = f"={cell_of(page.name, total, table.at['plan'])}"
    in_ledger = book.spent(year=f"{quoted(page.name)}!{year_cell}")
    known = book.figures.spent("year").get(year, 0)
    book.checks.append(Check(page.name, on_sheet, table.sums["plan"], in_ledger, known))


def _wijk_columns(book: Book, domains: list[Item]) -> list[Column]:
    ends = f"{{{domains[0].code}}}:{{{domains[-1].code}}}"
    covered = "({plan}+{regular})" if book.counts_regular else "{plan}"
    regular = [Column("regular", book.say(book.regular), "line")] if book.figures.prepared.line.regular else []
    return [
        Column("code", book.say("code"), "code"),
        Column("wijk", book.say("wijk"), "text"),
        *(Column(item.code, item.label) for item in domains),
        Column("plan", book.say("plan"), formula=f"=SUM({ends})"),
        *regular,
        Column("line", book.say("line"), "line"),
        Column("coverage", book.say("coverage"), "share", COVERAGE.replace("{covered}", covered)),
        Column("residents", book.say("residents"), "count"),
        Column("per_resident", book.say("per_resident"), "euros", PER_RESIDENT),
    ]


def _wijk_row(
    book: Book, item: Item, domains: list[Item], year: int, year_cell: str
) -> tuple[dict[str, Value], dict[str, str]]:
    sums, line = book.figures.spent("wijk", "domain", "year"), book.figures.prepared.line
    values: dict[str, Value] = {"code": item.code, "wijk": item.label}
    formulas = {}
    for domain in domains:
        values[domain.code] = sums.get((item.id, domain.id, year), 0)
        formulas[domain.code] = book.spent(wijk="{code}", domain=f'"{domain.code}"', year=year_cell)
    plan = book.figures.spent("wijk", "year").get((item.id, year), 0)
    values["plan"] = plan
    if item.id is None:
        return values, formulas
    keys = [(item.id, str(domain.id), year) for domain in book.areas["domain"]]
    sown, regular = (sum(of.get(key, 0) for key in keys) for of in (line.line, line.regular))
    wijk = next(wijk for wijk in book.figures.programme.wijken if wijk.id == item.id)
    return {**values, **_ratios(book, plan, sown, regular, wijk.residents_in(year))}, formulas


def _ratios(book: Book, plan: int, sown: int, regular: int, people: int) -> dict[str, Value]:
    """Sowing line, regular money, coverage, residents and euros per resident."""
    covered = plan + (regular if book.counts_regular else 0)
    return {
        "line": sown,
        "regular": regular,
        "coverage": covered / sown if sown else "–",
        "residents": people,
        "per_resident": plan / 100 / people if people else "–",
    }


def _wijken_total(book: Book, table: Table, year: int) -> tuple[dict[str, Value], dict[str, str]]:
    people = sum(wijk.residents_in(year) for wijk in book.figures.programme.wijken)
    sums = table.sums
    values = _ratios(book, sums["plan"], sums["line"], sums.get("regular", 0), people)
    column = letters(table.at["residents"])
    formulas = {"residents": f"=SUM({column}{table.first + 1}:{column}{table.row})"}
    return {**values, "code": book.say("total")}, formulas


def _streams_of(book: Book, above: Table, year: int, row: int) -> None:
    """What each stream does in the year."""
    page = above.page
    page.group(row, book.say("streams"))
    styles: Mapping[str, str] = {"difference": "check"}
    own = {"available": AVAILABLE, "difference": DIFFERENCE}
    columns = [
        Column("code", book.say("code"), "code"),
        Column("stream", book.say("stream"), "text"),
        *(Column(key, book.say(key), styles.get(key, "money"), own.get(key)) for key, _ in BALANCE),
    ]
    table = Table(page, row + 1, columns)
    place = book.figures.years.index(year)
    for item in book.streams:
        cents = book.figures.balance(str(item.id)).years
        formulas = {
            key: f"={quoted(item.sheet)}!{letters(FIRST + place)}{book.rows[item.sheet, key] + 1}"
            for key in ("income", "carried_in", "spent", "carried_out", "lapsed")
        }
        known: dict[str, Value] = {key: cents[key][place] for key, _ in BALANCE}
        table.add({"code": item.code, "stream": item.label, **known}, formulas, sheet=item.sheet)
    table.total({"code": book.say("total")})
