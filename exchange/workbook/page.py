"""One sheet: its heading, its cells, how it prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exchange.workbook.names import plain, quoted
from planning.money import CENTS_PER_EURO

Value = str | int | float

A4 = 9
LONGEST_FOOTER_NAME = 80
LONGEST_TITLE = 70
ROW, ROW_PIXELS = 17, 23
"""Height of a row in points and in pixels."""
HIGHEST = 400
"""Points that Excel takes for a row, about."""
NARROWEST = 11
"""Least width of a column of figures, in characters."""

# Figures that are not amounts of money never are the widest of their column.
_MONEY = ("money", "line", "euros", "total_money", "total_line", "total_euros")


def euro(cents: int) -> int | float:
    """The number of euros that a cell holds: whole where it is whole, else the float nearest to the cents."""
    whole, odd = divmod(cents, CENTS_PER_EURO)
    return whole if odd == 0 else cents / CENTS_PER_EURO


class Page:
    """A sheet of the workbook; rows and columns count from 0.

    `sheet` is the worksheet of XlsxWriter, `styles` its formats by name, `name` the name of the sheet.
    """

    def __init__(self, sheet: Any, styles: Any, name: str) -> None:
        self.sheet = sheet
        self.styles = styles
        self.name = name
        self._widths: dict[int, int] = {}
        self._largest: dict[int, float] = {}
        self._lines: dict[int, int] = {}
        sheet.set_default_row(ROW)

    def put(self, row: int, column: int, value: Value, style: str, formula: str | None = None) -> None:
        """A value, or a formula with `value` as what it comes to. Text is always text, whatever it starts with."""
        look = self.styles[style]
        if style in _MONEY and not isinstance(value, str) and value > self._largest.get(column, 0):
            self._largest[column] = value
        if formula is not None:
            self.sheet.write_formula(row, column, formula, look, value)
        elif isinstance(value, str):
            self.sheet.write_string(row, column, value, look)
        else:
            self.sheet.write_number(row, column, value, look)

    def link(self, row: int, column: int, value: Value, sheet: str, style: str = "link") -> None:
        """A value that leads to another sheet of this workbook."""
        look = self.styles[style]
        self.sheet.write_url(row, column, f"internal:{quoted(sheet)}!A1", look, str(value))
        if not isinstance(value, str):
            self.sheet.write_number(row, column, value, look)

    def columns(self, first: int, last: int, width: int = NARROWEST) -> None:
        """The least width of columns, in characters; those of figures grow to hold the largest."""
        self._widths.update(dict.fromkeys(range(first, last + 1), width))

    def fit(self, row: int, column: int, text: str) -> None:
        """Make a row high enough for a text that wraps; not every program does so by itself."""
        # A width counts digits; letters are on average a little narrower.
        lines = 1 + (len(text) - 1) * 7 // (8 * self._widths.get(column, NARROWEST))
        if lines > self._lines.get(row, 1):
            self._lines[row] = lines
            self.sheet.set_row(row, min(ROW * lines, HIGHEST))

    def heading(self, title: str, subtitle: str, note: str, back: tuple[str, str] | None, width: int) -> int:
        """Title, subtitle, a note over `width` columns and the way back (text, sheet); returns the next row.

        The widths of the columns must be known.
        """
        style = "title" if len(title) <= LONGEST_TITLE else "title_long"
        self.sheet.write_string(0, 0, plain(title), self.styles[style])
        self.sheet.set_row(0, 30)
        self.sheet.write_string(1, 0, plain(subtitle), self.styles["subtitle"])
        self.sheet.merge_range(2, 0, 2, width - 1, "", self.styles["note"])
        self.sheet.write_string(2, 0, note, self.styles["note"])
        wide = sum(self._widths.get(column, NARROWEST) for column in range(width))
        self.sheet.set_row(2, min(ROW * (1 + len(note) // wide), HIGHEST))
        if back is not None:
            self.link(3, 0, *back, style="press")
        return 4

    def head(self, row: int, titles: Sequence[Value], texts: int = 2) -> None:
        """Heads of a table: the first `texts` stand left, the others right as the figures below them."""
        for column, title in enumerate(titles):
            if column < texts:
                self.put(row, column, title, "head")
            else:
                self.put(row, column, title, "head_right" if isinstance(title, str) else "head_year")
        self.fit_head(row, titles)

    def fit_head(self, row: int, titles: Sequence[Value]) -> None:
        """Make a row of heads high enough for them."""
        lines = max(1 + len(str(title)) // self._widths.get(column, NARROWEST) for column, title in enumerate(titles))
        self.sheet.set_row(row, ROW * min(lines, 4) + 3)

    def group(self, row: int, title: str) -> None:
        """A title above a group of rows."""
        self.sheet.set_row(row, 26)
        self.put(row, 0, title, "group")

    def freeze(self, row: int, columns: int) -> None:
        """Keep the rows above and with `row`, and the first columns, in sight, and `row` on every printed page."""
        self.sheet.freeze_panes(row + 1, columns)
        self.sheet.repeat_rows(row)

    def paper(self, name: str, fingerprint: str, pages: str) -> None:
        """A4 landscape, one page wide, with the programme and its short fingerprint below."""
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.sheet.fit_to_pages(1, 0)
        shown = plain(name)[:LONGEST_FOOTER_NAME].replace("&", "&&")
        self.sheet.set_footer(f"&L{shown}&C{fingerprint}&R{pages}")

    def finish(self, with_cents: bool) -> None:
        """Set the widths of the columns, so that no figure shows as ####."""
        for column, largest in self._largest.items():
            shown = len(f"€ {int(largest):,}") + (4 if with_cents else 1)
            self._widths[column] = max(self._widths.get(column, NARROWEST), shown)
        for column, width in sorted(self._widths.items()):
            self.sheet.set_column(column, column, width)
