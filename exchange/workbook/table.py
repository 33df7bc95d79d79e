"""A table with a column for each kind of figure and a row for each thing, with a total below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.workbook.names import cell, letters
from exchange.workbook.page import Page, Value, euro

MONEY = frozenset({"money", "line", "check"})
"""Styles whose values are given in cents."""
TEXT = frozenset({"text", "code", "link_year"})


class Column(NamedTuple):
    """A column: its key, head and style, and the formula of its cells, in which {key} is the cell of that column."""

    key: str
    title: str
    style: str = "money"
    formula: str | None = None


class Table:
    """Rows from `row` on, below a head. Values are cents where the style is money, and else what the cell shows."""

    def __init__(self, page: Page, row: int, columns: Sequence[Column]) -> None:
        self.page = page
        self.columns = columns
        self.head = row
        self.first = row + 1
        self.row = row + 1
        self.at = {column.key: place for place, column in enumerate(columns)}
        self.sums = {column.key: 0 for column in columns if column.style in MONEY}
        for place, column in enumerate(columns):
            page.put(row, place, column.title, "head" if column.style in TEXT else "head_right")
        page.fit_head(row, [column.title for column in columns])

    def add(
        self,
        values: Mapping[str, Value],
        formulas: Mapping[str, str] | None = None,
        sheet: str | None = None,
        total: bool = False,
    ) -> int:
        """Write a row and return its number; the first cell leads to `sheet`. Formulas win over the column's own."""
        row, own = self.row, formulas or {}
        self._fit(row, values)
        self.row += 1
        for place, column in enumerate(self.columns):
            value = values.get(column.key, "")
            if column.key in self.sums and not total and not isinstance(value, str):
                self.sums[column.key] += int(value)
            if sheet is not None and place == 0:
                self.page.link(row, place, value, sheet, "link_year" if column.style == "link_year" else "link")
                continue
            formula = own.get(column.key, column.formula) if value != "" else None
            self.page.put(
                row, place, self._shown(column, value), _style(column, value, total), self._fill(formula, row)
            )
        return row

    def _fit(self, row: int, values: Mapping[str, Value]) -> None:
        """Make the row high enough for its texts."""
        for place, column in enumerate(self.columns):
            if column.style == "text":
                self.page.fit(row, place, str(values.get(column.key, "")))

    def total(self, values: Mapping[str, Value], formulas: Mapping[str, str] | None = None) -> int:
        """A row below that adds up the money; `values` holds the label, ratios, and what is not a plain sum."""
        own = dict(formulas or {})
        known: dict[str, Value] = {**self.sums, **values}
        for column in self.columns:
            if column.formula is None and column.key in self.sums and column.key not in own:
                letter = letters(self.at[column.key])
                rows = f"{letter}{self.first + 1}:{letter}{self.row}"
                own[column.key] = f"=SUM({rows})" if self.row > self.first else "=0"
        return self.add(known, own, total=True)

    def rows_of(self, key: str) -> tuple[int, int, int, int]:
        """First row, column, last row and column of the cells of a column so far."""
        return self.first, self.at[key], self.row - 1, self.at[key]

    def _shown(self, column: Column, value: Value) -> Value:
        return euro(int(value)) if column.style in MONEY and not isinstance(value, str) else value

    def _fill(self, formula: str | None, row: int) -> str | None:
        if formula is not None:
            for key, place in self.at.items():
                formula = formula.replace(f"{{{key}}}", cell(row, place))
        return formula


def _style(column: Column, value: Value, total: bool) -> str:
    """The format of a cell: texts and empty cells of a total row are shaded as its figures are."""
    if not total:
        return column.style if column.style in TEXT or value != "" else "text"
    return "total_text" if column.style in TEXT or value == "" else f"total_{column.style}"
