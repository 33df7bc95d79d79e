"""The workbook in the making: its sheets by name, codes, formulas over the ledger, and the checks that gather."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from exchange.workbook.charts import Cells, Charts
from exchange.workbook.figures import Figures
from exchange.workbook.grid import FIRST, Grid, Name
from exchange.workbook.look import LAYERS, Styles
from exchange.workbook.names import codes, plain, sheet_name
from exchange.workbook.page import Page
from exchange.workbook.texts import text
from planning.labels import measure_label
from planning.messages import Language

Area = Literal["wijk", "domain"]
OVERVIEWS = ("summary", "streams", "wijken", "domains", "years", "measures", "notes", "checks", "ledger")
"""The sheets that every workbook has, in order."""
WHY = "why"
"""The sheet of reasons, after the points of attention, where the plan has any."""

NAME_WIDTH = 40
"""Width of the column of names, in characters."""

PROGRAMME_CODE = "P"
"""Code in the ledger of an office, which has no wijk and no domain."""

TAB = {"wijk": "#2e6b3e", "domain": "#a9cfa9", "years": "#544c40"}


class PlainSheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose formulas hold nothing that is newer than Excel 2007.

    XlsxWriter searches every formula for more than thirty newer functions; that would be half of all time here. Were
    the method ever to get another name, the search would be back, and nothing else would change.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class Item(NamedTuple):
    """A stream, wijk, domain or measure: id, code, what people see, its sheet (empty for a measure)."""

    id: str | None
    code: str
    label: str
    sheet: str = ""

    @property
    def name(self) -> Name:
        """How a row of it begins."""
        return Name(self.label, self.code, self.sheet or None)


class Check(NamedTuple):
    """A total of a sheet that must be the same as in the ledger: formulas with what they come to, in cents."""

    sheet: str
    on_sheet: str
    cents: int
    in_ledger: str
    ledger_cents: int


class Book:
    """Everything that the sheets share. Sheets are made in the order of their tabs, and filled in any order."""

    def __init__(self, workbook: Any, figures: Figures, language: Language) -> None:
        self.workbook: Workbook = workbook
        self.figures = figures
        self.language = language
        self.styles = Styles(workbook, language, figures.has_cents)
        self.charts = Charts(workbook)
        self.checks: list[Check] = []
        self.rows: dict[tuple[str, str], int] = {}
        self.layer_cells: dict[str, Cells] = {}
        self.differences = 0
        programme = figures.programme
        after = OVERVIEWS.index("notes") + 1
        self.overviews = (
            *OVERVIEWS[:after],
            *([WHY] if figures.plan.reasons or figures.plan.about_reasons else []),
            *OVERVIEWS[after:],
        )
        self.streams = self._items("stream", [(row.id, row.label) for row in programme.counted])
        self.areas: dict[Area, list[Item]] = {
            "wijk": self._items("wijk", [(row.id, row.label) for row in programme.wijken]),
            "domain": self._items("domain", [(row.id, row.label) for row in programme.domains]),
        }
        self.measures = self._measures()
        self.office = Item(None, PROGRAMME_CODE, self.say("programme_wide"))
        self.pages = {name: self._page(name) for name in self._sheet_names()}
        self._colour_tabs()

    def say(self, key: str, **values: Any) -> str:
        """A text of the workbook in its language."""
        return text(key, self.language, **values)

    def overview(self, name: str) -> Page:
        """The page of one of `overviews`."""
        return self.pages[self.say(f"sheet.{name}")]

    def year_sheet(self, year: int) -> str:
        """The name of the sheet of a year."""
        return self.say("sheet.year", year=year)

    def spent(self, **where: str) -> str:
        """A formula that adds up the ledger; `where` maps a field of it to the cell or text that it must equal."""
        conditions = ",".join(f"{self.say(f'name.{field}')},{cell}" for field, cell in where.items())
        return f"=SUMIFS({self.say('name.cents')},{conditions})"

    def check_all(self, sheet: str, on_sheet: str, cents: int) -> None:
        """A check of a total that must be that of the whole ledger."""
        in_ledger = f"=SUM({self.say('name.cents')})"
        self.checks.append(Check(sheet, on_sheet, cents, in_ledger, self.figures.total))

    def grid(self, page: Page, row: int, code: str, name: str) -> Grid:
        """A grid over the years of the term, with its head frozen."""
        page.freeze(row, FIRST)
        return Grid(page, row, self.figures.years, code, name, self.say("term"))

    def heading(self, page: Page, title: str, subtitle: str, note: str) -> int:
        """The heading of a page with a grid; returns the row of the grid."""
        page.columns(0, 0, 8)
        page.columns(1, 1, NAME_WIDTH)
        page.columns(FIRST, self.term_column)
        return page.heading(title, subtitle, note, self.back, self.term_column + 1)

    @property
    def term_column(self) -> int:
        """Column of the whole term on every sheet with a column per year."""
        return FIRST + len(self.figures.years)

    @property
    def counts_regular(self) -> bool:
        """Whether regular money counts in the coverage, and there is any."""
        return self.figures.programme.count_regular and bool(self.figures.prepared.line.regular)

    @property
    def regular(self) -> str:
        """The text that names regular money here."""
        return "regular.counted" if self.figures.programme.count_regular else "regular"

    @property
    def back(self) -> tuple[str, str]:
        """The way back to the summary: text and sheet."""
        return self.say("back"), self.say("sheet.summary")

    def with_office(self, items: Sequence[Item]) -> list[Item]:
        """The items, and the programme as a whole where money goes to an office."""
        return [*items, self.office] if self.figures.has_office else list(items)

    def _items(self, kind: str, named: Sequence[tuple[str, str]]) -> list[Item]:
        short = codes(self.say(f"prefix.{kind}"), len(named))
        return [
            Item(identifier, code, plain(label) or identifier, sheet_name(code, label))
            for code, (identifier, label) in zip(short, named, strict=True)
        ]

    def _measures(self) -> list[Item]:
        known = self.figures.prepared.measures
        return [
            Item(
                measure.id,
                code,
                plain(measure_label(self.figures.prepared, measure, self.language)) or measure.id,
            )
            for code, measure in zip(codes(self.say("prefix.measure"), len(known)), known, strict=True)
        ]

    def _sheet_names(self) -> list[str]:
        return [
            *(self.say(f"sheet.{name}") for name in self.overviews),
            *(item.sheet for item in (*self.streams, *self.areas["wijk"], *self.areas["domain"])),
            *(self.year_sheet(year) for year in self.figures.years),
        ]

    def _page(self, name: str) -> Page:
        page = Page(self.workbook.add_worksheet(name, PlainSheet), self.styles, name)
        pages = self.say("footer", page="&P", pages="&N")
        page.paper(self.figures.programme.name, self.figures.plan.programme_sha256[:12], pages)
        return page

    def _colour_tabs(self) -> None:
        programme = self.figures.programme
        for item, stream in zip(self.streams, programme.counted, strict=True):
            self.pages[item.sheet].sheet.set_tab_color(LAYERS[programme.layer_of[stream.partner]][1])
        for area, items in self.areas.items():
            for item in items:
                self.pages[item.sheet].sheet.set_tab_color(TAB[area])
        for year in self.figures.years:
            self.pages[self.year_sheet(year)].sheet.set_tab_color(TAB["years"])
