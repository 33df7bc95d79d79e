"""The ledger: a row for every part of a payment. All other sheets draw on it, by the names of its columns."""

from __future__ import annotations

from typing import Any

from exchange.workbook.book import Book, Item
from exchange.workbook.names import cell, letters, plain, quoted
from exchange.workbook.page import euro

COLUMNS = (
    ("year", 7),
    ("stream", 7),
    ("stream", 28),
    ("partner", 22),
    ("layer", 11),
    ("kind.stream", 12),
    ("measure", 8),
    ("measure", 46),
    ("kind.measure", 12),
    ("wijk", 7),
    ("wijk", 22),
    ("domain", 7),
    ("domain", 16),
    ("amount", 15),
)
"""(text, width) of each column; where a text stands twice, the first is the code."""

NAMED = {"year": 0, "stream": 1, "layer": 4, "measure": 6, "wijk": 9, "domain": 11, "cents": 13}
"""Column of each field that formulas name."""

AMOUNT = NAMED["cents"]
HEADER = 6


def write_ledger(book: Book) -> None:
    """Fill the sheet of the ledger and define the names of its columns."""
    page = book.overview("ledger")
    last = HEADER + max(1, len(book.figures.rows))
    for column, (_, width) in enumerate(COLUMNS):
        page.columns(column, column, width)
    page.heading(book.say("sheet.ledger"), book.say("nominal"), book.say("note.ledger"), book.back, len(COLUMNS))
    page.head(HEADER, list(_titles(book)), texts=AMOUNT)
    page.freeze(HEADER, 0)
    page.sheet.autofilter(HEADER, 0, last, AMOUNT)
    if book.figures.rows:
        _write_rows(book, page.sheet)
    else:
        page.put(HEADER + 1, 0, book.say("none"), "plain")
    amounts = f"{cell(HEADER + 1, AMOUNT)}:{cell(last, AMOUNT)}"
    for row, (label, function) in enumerate((("total", "SUM("), ("ledger.filtered", "SUBTOTAL(9,")), HEADER - 2):
        page.put(row, AMOUNT - 2, book.say(label), "plain")
        page.put(row, AMOUNT, euro(book.figures.total), "total_money", f"={function}{amounts})")
    for field, column in NAMED.items():
        where = f"${letters(column)}${HEADER + 2}:${letters(column)}${last + 1}"
        book.workbook.define_name(book.say(f"name.{field}"), f"={quoted(page.name)}!{where}")


def _titles(book: Book) -> list[str]:
    titles = [book.say(key) for key, _ in COLUMNS]
    keys = [key for key, _ in COLUMNS]
    return [
        book.say("code") if key in keys[number + 1 :] else title
        for number, (key, title) in enumerate(zip(keys, titles, strict=True))
    ]


def _write_rows(book: Book, sheet: Any) -> None:
    """The rows, with few steps for each: this is most of the workbook."""
    text, code, year, money = (book.styles[name] for name in ("label", "code", "year_left", "money"))
    write, number = sheet.write_string, sheet.write_number
    streams, measures = _of_streams(book), _of_measures(book)
    wijken = _by_id([*book.areas["wijk"], book.office])
    domains = _by_id([*book.areas["domain"], book.office])
    for row, part in enumerate(book.figures.rows, HEADER + 1):
        number(row, 0, part.year, year)
        texts = (*streams[part.stream], *measures[part.measure], *wijken[part.wijk], *domains[part.domain])
        for column, value in enumerate(texts, 1):
            write(row, column, value, code if column in _CODES else text)
        number(row, AMOUNT, euro(part.cents), money)


_CODES = frozenset((NAMED["stream"], NAMED["measure"], NAMED["wijk"], NAMED["domain"]))


def _of_streams(book: Book) -> dict[str | None, tuple[str, ...]]:
    partners = {partner.id: partner for partner in book.figures.programme.partners}
    found: dict[str | None, tuple[str, ...]] = {}
    for item, stream in zip(book.streams, book.figures.programme.counted, strict=True):
        partner = partners[stream.partner]
        words = (plain(partner.label), book.say(partner.layer), book.say(stream.kind))
        found[item.id] = (item.code, item.label, *words)
    return found


def _of_measures(book: Book) -> dict[str | None, tuple[str, ...]]:
    known = book.figures.prepared.measure
    return {item.id: (item.code, item.label, book.say(known[str(item.id)].kind)) for item in book.measures}


def _by_id(items: list[Item]) -> dict[str | None, tuple[str, str]]:
    return {item.id: (item.code, item.label) for item in items}
