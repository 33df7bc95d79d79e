"""The first sheet: the plan in short, all wijken and all streams."""

from __future__ import annotations

from collections.abc import Mapping

from exchange.workbook.areas import over, residents
from exchange.workbook.book import NAME_WIDTH, Book, Item
from exchange.workbook.charts import LENS, ROWS, STAKE, TALL, TALL_ROWS, Cells, Place, Series, Words, money_format
from exchange.workbook.conditions import number
from exchange.workbook.names import cell_of, letters, plain
from exchange.workbook.page import Page, Value, euro
from exchange.workbook.table import Column, Table
from exchange.workbook.years import DIFFERENCE, layers_chart
from planning.chosen import chosen_investments, investments_left_out
from planning.messages import amount

WIDTH = 10
CHART_COLUMN = 4
PER_RESIDENT = ("equal", "line", "plan")


def write_summary(book: Book) -> None:
    """Facts, the money of the layers, the wijken with their chart, and the streams."""
    page = book.overview("summary")
    plan, years = book.figures.plan, book.figures.years
    subtitle = book.say("subtitle", first=years[0], last=years[-1], fingerprint=plan.programme_sha256)
    note = f"{book.say('note.summary')} {book.say('nominal')}"
    page.columns(0, 0, 8)
    page.columns(1, 1, NAME_WIDTH)
    page.columns(2, WIDTH, 15)
    row = page.heading(book.figures.programme.name, subtitle, note, None, WIDTH)
    for column, name in enumerate(book.overviews[1:], 1):
        page.link(row - 1, column, book.say(f"sheet.{name}"), book.overview(name).name, "press")
    page.sheet.freeze_panes(row, 2)
    after = _totals(book, page, _facts(book, page, row + 1) + 1)
    layers_chart(book, Place(row, CHART_COLUMN, 680), page.name)
    chart = max(after, row + ROWS)
    after = _wijken(book, page, chart + TALL_ROWS, chart)
    after = _streams(book, page, after + 1)
    _left_out(book, page, _chosen(book, page, after + 1))


def _facts(book: Book, page: Page, row: int) -> int:
    """What plan this is; returns the row after it."""
    programme, plan = book.figures.programme, book.figures.plan
    gap = number(book, plan.gap_percent)
    facts = {
        "municipality.code": plain(programme.municipality) or "–",
        "horizon": book.say("horizon.value", first=book.figures.years[0], last=book.figures.years[-1]),
        "status": book.say(f"status.{plan.status}", gap=gap),
        "counting": book.say(f"counting.{programme.count}"),
        "dial": number(book, programme.dial),
        "rounding": amount(100 * plan.round_to, book.language),
    }
    for at, (key, value) in enumerate(facts.items(), row):
        page.put(at, 0, book.say(key), "plain")
        page.put(at, 2, value, "right")
    return row + len(facts)


def _totals(book: Book, page: Page, row: int) -> int:
    """All streams together, and the sum of all differences; returns the row after it."""
    streams, checks = book.overview("streams").name, book.overview("checks").name
    whole = [book.figures.balance(str(item.id)).term for item in book.streams]
    labels = {
        "available": "available.opening",
        "spent": "spent",
        "carried_out": "carried_end",
        "lapsed": "lapsed",
    }
    for at, (key, label) in enumerate(labels.items(), row):
        page.put(at, 0, book.say(label), "label")
        page.put(at, 1, "", "label")
        formula = f"={cell_of(streams, book.rows[streams, key], book.term_column)}"
        page.put(at, 2, euro(sum(one[key] for one in whole)), "money", formula)
    last = row + len(labels)
    page.put(last, 0, book.say("check"), "total_text")
    page.put(last, 1, "", "total_text")
    formula = f"={cell_of(checks, book.rows[checks, 'all'], 1)}"
    page.put(last, 2, euro(book.differences), "total_check", formula)
    return last + 1


def _wijken(book: Book, page: Page, row: int, chart: int) -> int:
    """All wijken over the whole term, with their chart above them; returns the row after the table."""
    page.group(row, book.say("wijken"))
    table = Table(page, row + 1, _wijk_columns(book))
    for item in book.with_office(book.areas["wijk"]):
        table.add(*_wijk_row(book, item), sheet=item.sheet or None)
    last = table.first + len(book.areas["wijk"]) - 1
    cells = {
        key: Cells(page.name, table.first, table.at[key], last, table.at[key])
        for key in ("name", *(f"{key}_each" for key in PER_RESIDENT))
    }
    people = sum(sum(residents(book, "wijk", item)) for item in book.areas["wijk"])
    column = letters(table.at["residents"])
    formula = f"=SUM({column}{table.first + 1}:{column}{table.row})"
    sums = dict(table.sums)
    total = table.total({**_ratios(book, sums, people), "code": book.say("total")}, {"residents": formula})
    _wijken_chart(book, page, chart, cells)
    return total + 1


def _wijk_columns(book: Book) -> list[Column]:
    covered = "({plan}+{regular})" if book.counts_regular else "{plan}"
    regular = [Column("regular", book.say(book.regular), "line")] if book.figures.prepared.line.regular else []
    people = f"({{residents}}*{len(book.figures.years)})"
    return [
        Column("code", book.say("code"), "code"),
        Column("name", book.say("wijk"), "text"),
        Column("residents", book.say("residents.mean"), "count"),
        *(Column(key, book.say(key), "money" if key == "plan" else "line") for key in PER_RESIDENT),
        *regular,
        Column("coverage", book.say("coverage"), "share", f'=IF({{line}}=0,"–",{covered}/{{line}})'),
        *(
            Column(
                f"{key}_each",
                book.say("per_resident_per_year", what=book.say(key).lower()),
                "euros",
                f'=IF({{residents}}=0,"–",{{{key}}}/{people})',
            )
            for key in PER_RESIDENT
        ),
    ]


def _wijk_row(book: Book, item: Item) -> tuple[dict[str, Value], dict[str, str]]:
    wijken, line = book.overview("wijken").name, book.figures.prepared.line
    where = {"plan": f"={cell_of(wijken, book.rows[wijken, f'plan:{item.code}'], book.term_column)}"}
    named: dict[str, Value] = {"code": item.code, "name": item.label}
    plan = book.figures.spent("wijk").get(item.id, 0)
    if item.id is None:
        return {**named, "plan": plan}, where
    sums = {key: sum(over(book, "wijk", item, of)) for key, of in (("line", line.line), ("equal", line.equal))}
    sums |= {"plan": plan, "regular": sum(over(book, "wijk", item, line.regular))}
    for key in ("line", "equal", "regular"):
        if (wijken, f"{key}:{item.code}") in book.rows:
            where[key] = f"={cell_of(wijken, book.rows[wijken, f'{key}:{item.code}'], book.term_column)}"
    where["residents"] = f"={cell_of(item.sheet, book.rows[item.sheet, 'residents'], book.term_column)}"
    return {**named, **sums, **_ratios(book, sums, sum(residents(book, "wijk", item)))}, where


def _ratios(book: Book, sums: Mapping[str, int], people: int) -> dict[str, Value]:
    """Mean residents, coverage and euros per resident per year; `people` are the residents of all years together."""
    covered = sums["plan"] + (sums["regular"] if book.counts_regular else 0)
    each = {f"{key}_each": sums[key] / 100 / people if people else "–" for key in PER_RESIDENT}
    coverage = covered / sums["line"] if sums["line"] else "–"
    return {"residents": people / len(book.figures.years), "coverage": coverage, **each}


def _wijken_chart(book: Book, page: Page, row: int, cells: Mapping[str, Cells]) -> None:
    marks = {"plan": None, "equal": STAKE, "line": LENS}
    series = [Series(book.say(key), cells[f"{key}_each"], marker=mark) for key, mark in marks.items()]
    words = Words(book.say("chart.wijken"), book.say("chart.wijken.alt"))
    place = Place(row, 1, 1100, TALL)
    book.charts.furrow(page, place, cells["name"], series, words, money_format(0, book.language))


def _streams(book: Book, page: Page, row: int) -> int:
    """All streams over the whole term; returns the row after the table."""
    programme, streams = book.figures.programme, book.overview("streams").name
    page.group(row, book.say("streams"))
    keys = {
        "available": "available.opening",
        "spent": "spent",
        "carried_out": "carried_end",
        "lapsed": "lapsed",
    }
    columns = [
        Column("code", book.say("code"), "code"),
        Column("name", book.say("stream"), "text"),
        Column("layer", book.say("layer"), "text"),
        Column("kind", book.say("kind"), "text"),
        *(Column(key, book.say(label)) for key, label in keys.items()),
        Column("difference", book.say("difference"), "check", DIFFERENCE),
    ]
    table = Table(page, row + 1, columns)
    for item, stream in zip(book.streams, programme.counted, strict=True):
        known = book.figures.balance(stream.id).term
        words = {"layer": book.say(programme.layer_of[stream.partner]), "kind": book.say(stream.kind)}
        where = {
            key: f"={cell_of(streams, book.rows[streams, f'{key}:{item.code}'], book.term_column)}" for key in keys
        }
        table.add({"code": item.code, "name": item.label, **words, **known}, where, sheet=item.sheet)
    return table.total({"code": book.say("total")}) + 1


def _chosen(book: Book, page: Page, row: int) -> int:
    """The investments that were chosen, nothing where there are none; returns the row for what comes next."""
    chosen = chosen_investments(book.figures.prepared, book.figures.plan)
    if not chosen:
        return row
    page.group(row, book.say("chosen"))
    columns = [
        Column("code", book.say("code"), "code"),
        Column("name", book.say("chosen.measure"), "text"),
        Column("first", book.say("chosen.first"), "year"),
        Column("last", book.say("chosen.last"), "year"),
        Column("amount", book.say("chosen.amount")),
    ]
    table = Table(page, row + 1, columns)
    measures, items = book.overview("measures").name, {item.id: item for item in book.measures}
    for one in chosen:
        item = items[one.measure]
        where = {"amount": f"={cell_of(measures, book.rows[measures, item.code], book.term_column)}"}
        known: dict[str, Value] = {"first": one.first, "last": one.last, "amount": one.amount}
        table.add({"code": item.code, "name": item.label, **known}, where)
    return table.total({"code": book.say("total")}) + 2


def _left_out(book: Book, page: Page, row: int) -> None:
    """The investments that do not go ahead; nothing where there are none."""
    left_out = investments_left_out(book.figures.prepared, book.figures.plan)
    if not left_out:
        return
    page.group(row, book.say("left_out"))
    items = {item.id: item for item in book.measures}
    columns = [Column("code", book.say("code"), "code"), Column("name", book.say("chosen.measure"), "text")]
    table = Table(page, row + 1, columns)
    for measure in left_out:
        item = items[measure.id]
        table.add({"code": item.code, "name": item.label}, {})
