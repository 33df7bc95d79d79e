"""Native charts: stacked money per year, and plan beside sowing line and equal share.

Shape tells all, so they print in black: the plan is a column, the sowing line a black lens on it, the equal share an
open circle. Money per year never slopes.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from exchange.workbook.look import HAIRLINE, INK, INK_2, LEAF, LEAF_MID, OCHRE, SANS, SERIF, WHITE
from exchange.workbook.page import ROW_PIXELS, Page
from planning.messages import Language

WIDTH, HEIGHT, TALL = 1000, 310, 400
"""Pixels."""
ROWS, TALL_ROWS = (height // ROW_PIXELS + 2 for height in (HEIGHT, TALL))
"""Rows that a chart takes."""

LENS = {"type": "diamond", "size": 8, "fill": {"color": INK}, "border": {"color": WHITE}}
STAKE = {"type": "circle", "size": 9, "fill": {"color": HAIRLINE}, "border": {"color": INK, "width": 1}}
PLAN = (LEAF, LEAF)
SPENT, CARRIED, LAPSED = (WHITE, LEAF), (LEAF, LEAF_MID), (WHITE, OCHRE)


class Cells(NamedTuple):
    """Cells in a row or column of a sheet, as XlsxWriter takes them: first and last, counted from 0."""

    sheet: str
    row: int
    column: int
    last_row: int
    last_column: int


class Place(NamedTuple):
    """Where a chart goes: row and column counted from 0, and its size in pixels."""

    row: int
    column: int
    width: int = WIDTH
    height: int = HEIGHT


class Series(NamedTuple):
    """A series: its name in words, its figures, and its colours (outline, fill) or its marker."""

    name: str
    cells: Cells
    colours: tuple[str, str] = PLAN
    marker: dict[str, Any] | None = None


class Words(NamedTuple):
    """Title and text alternative of a chart."""

    title: str
    description: str


def money_format(largest: int, language: Language) -> str:
    """Number format of an axis for amounts in cents up to `largest`: in millions where that reads better."""
    euro, millions = ("[$€-413] ", " mln") if language == "nl" else ("[$€-809]", " m")
    if largest >= 10_000_000 * 100:
        return f'{euro}#,##0,,"{millions}"'
    return f'{euro}#,##0.0,,"{millions}"' if largest >= 1_000_000 * 100 else f"{euro}#,##0"


class Charts:
    """Makes the charts of one workbook."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook

    def stacked(self, page: Page, place: Place, years: Cells, series: list[Series], words: Words, axis: str) -> None:
        """Stacked columns, the first series at the bottom."""
        chart = self._workbook.add_chart({"type": "column", "subtype": "stacked"})
        for one in series:
            chart.add_series({**_column(one, years), "gap": 55, "overlap": 100})
        self._insert(page, place, chart, words, axis)

    def furrow(self, page: Page, place: Place, names: Cells, series: list[Series], words: Words, axis: str) -> None:
        """The plan as columns with marks for sowing line and equal share: series with a marker are marks."""
        chart = self._workbook.add_chart({"type": "column"})
        marks = self._workbook.add_chart({"type": "line"})
        for one in series:
            if one.marker is None:
                chart.add_series({**_column(one, names), "gap": 55})
            else:
                marks.add_series(
                    {
                        "name": one.name,
                        "categories": list(names),
                        "values": list(one.cells),
                        "line": {"none": True},
                        "marker": one.marker,
                    }
                )
        chart.combine(marks)
        self._insert(page, place, chart, words, axis)

    def _insert(self, page: Page, place: Place, chart: Any, words: Words, axis: str) -> None:
        font = {"name": SANS, "size": 9, "color": INK_2}
        title_font = {"name": SERIF, "size": 13, "bold": False, "color": INK}
        chart.set_title({"name": words.title, "name_font": title_font, "overlay": False})
        chart.set_x_axis({"num_font": font, "line": {"color": INK}, "major_tick_mark": "none"})
        chart.set_y_axis(
            {
                "min": 0,
                "num_font": font,
                "num_format": axis,
                "line": {"none": True},
                "major_gridlines": {"visible": True, "line": {"color": HAIRLINE, "width": 0.75}},
                "major_tick_mark": "none",
            }
        )
        chart.set_legend({"position": "bottom", "font": font})
        chart.set_chartarea({"border": {"none": True}, "fill": {"color": WHITE}})
        chart.set_plotarea({"fill": {"none": True}})
        chart.set_size({"width": place.width, "height": place.height})
        options = {"description": words.description, "object_position": 2, "y_offset": 8}
        page.sheet.insert_chart(place.row, place.column, chart, options)


def _column(series: Series, names: Cells) -> dict[str, Any]:
    outline, fill = series.colours
    return {
        "name": series.name,
        "categories": list(names),
        "values": list(series.cells),
        "fill": {"color": fill},
        "border": {"color": outline, "width": 0.75},
    }
