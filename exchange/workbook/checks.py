"""The sheet with all checks: every difference is a formula, and must be 0."""

from __future__ import annotations

from exchange.workbook.book import Book
from exchange.workbook.names import cell_of, letters
from exchange.workbook.page import Page, Value, euro
from exchange.workbook.streams import BALANCE
from exchange.workbook.table import Column, Table
from exchange.workbook.years import DIFFERENCE

WIDTH = 6


def write_checks(book: Book) -> None:
    """Balances of the streams, totals of all sheets beside the ledger, and the sowing line beside the money."""
    page = book.overview("checks")
    page.columns(0, 0, 44)
    page.columns(1, WIDTH - 1, 16)
    row = page.heading(book.say("sheet.checks"), book.figures.programme.name, book.say("note.checks"), book.back, WIDTH)
    parts = [_streams(book, page, row + 1)]
    parts.append(_sheets(book, page, parts[-1][0] + 2))
    parts.append(_line(book, page, parts[-1][0] + 2))
    book.differences = sum(cents for _, _, cents in parts)
    formula = "=" + "+".join(f"SUMPRODUCT(ABS({cells}))" for _, cells, _ in parts)
    page.put(row, 0, book.say("checks.all"), "total_text")
    page.put(row, 1, euro(book.differences), "total_check", formula)
    book.rows[page.name, "all"] = row
    page.freeze(row, 1)


def _found(table: Table, cents: int) -> tuple[int, str, int]:
    """The next row, the cells of the differences, and their sum in cents (without sign)."""
    column = letters(table.at["difference"])
    cells = f"{column}{table.first + 1}:{column}{table.row}" if table.row > table.first else "0"
    return table.row, cells, cents


def _streams(book: Book, page: Page, row: int) -> tuple[int, str, int]:
    """Each stream: what there was, what the ledger says is spent, what is carried over and what lapsed."""
    page.group(row, book.say("checks.streams"))
    columns = [
        Column("name", book.say("checks.name"), "text"),
        Column("available", book.say("available.opening")),
        Column("spent", book.say("spent")),
        Column("carried_out", book.say("carried_end")),
        Column("lapsed", book.say("lapsed")),
        Column("difference", book.say("difference"), "check", DIFFERENCE),
    ]
    table = Table(page, row + 1, columns)
    wrong = 0
    for item in book.streams:
        known = book.figures.balance(str(item.id)).term
        formulas = {key: f"={cell_of(item.sheet, book.rows[item.sheet, key], book.term_column)}" for key, _ in BALANCE}
        formulas["spent"] = book.spent(stream=f'"{item.code}"')
        del formulas["difference"]
        table.add({"name": item.sheet, **known}, formulas, sheet=item.sheet)
        wrong += abs(known["difference"])
    return _found(table, wrong)


def _sheets(book: Book, page: Page, row: int) -> tuple[int, str, int]:
    """Each sheet's own total beside the sum of the ledger for it."""
    page.group(row, book.say("checks.sheets"))
    table = Table(page, row + 1, _two_columns(book, "checks.name", "checks.sheet", "checks.ledger"))
    wrong = 0
    for check in book.checks:
        off = check.cents - check.ledger_cents
        values: dict[str, Value] = {
            "name": check.sheet,
            "one": check.cents,
            "other": check.ledger_cents,
            "difference": off,
        }
        table.add(values, {"one": check.on_sheet, "other": check.in_ledger}, sheet=check.sheet)
        wrong += abs(off)
    return _found(table, wrong)


def _line(book: Book, page: Page, row: int) -> tuple[int, str, int]:
    """The sowing line of all wijken beside that of all domains, and beside the money that is divided."""
    page.group(row, book.say("checks.line"))
    table = Table(page, row + 1, _two_columns(book, "checks.what", "line", "checks.beside"))
    line, money = book.figures.prepared.line, book.figures.money
    wijken, domains, streams = (book.overview(name).name for name in ("wijken", "domains", "streams"))
    sown = sum(line.line.values())
    on_wijken = f"={cell_of(wijken, book.rows[wijken, 'line'], book.term_column)}"
    on_domains = f"={cell_of(domains, book.rows[domains, 'line'], book.term_column)}"
    values: dict[str, Value] = {"name": book.say("checks.domains"), "one": sown, "other": sown, "difference": 0}
    table.add(values, {"one": on_wijken, "other": on_domains})
    wrong = 0
    if _divides_all(book):
        there = f"={cell_of(streams, book.rows[streams, 'available'], book.term_column)}"
        if book.counts_regular:
            there += f"+{cell_of(wijken, book.rows[wijken, 'regular'], book.term_column)}"
            money += sum(line.regular.values())
        wrong = abs(sown - money)
        values = {"name": book.say("checks.income"), "one": sown, "other": money, "difference": sown - money}
        table.add(values, {"one": on_wijken, "other": there})
    return _found(table, wrong)


def _divides_all(book: Book) -> bool:
    """Whether the sowing line divides all money: it has no norms, and each year has residents to divide it over."""
    line = book.figures.prepared.line.line
    years = {year for (_, _, year), cents in line.items() if cents}
    normed = any(domain.norm is not None for domain in book.figures.programme.domains)
    return not normed and len(years) == len(book.figures.years)


def _two_columns(book: Book, name: str, one: str, other: str) -> list[Column]:
    return [
        Column("name", book.say(name), "text"),
        Column("one", book.say(one)),
        Column("other", book.say(other)),
        Column("difference", book.say("difference"), "check", "=ROUND({one}-{other},2)"),
    ]
