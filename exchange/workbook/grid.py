"""Tables below each other with a column per year and one for the whole term."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from exchange.workbook.names import letters
from exchange.workbook.page import Page, Value, euro

FIRST = 2
"""Column of the first year; before it stand code and name."""

Total = Literal["sum", "first", "last", "same"]
"""What the column of the whole term holds: the sum, the first or last year, or the formula of the years itself."""


class Name(NamedTuple):
    """What stands before a row: a code, a name, and the sheet that the code leads to."""

    label: str
    code: str = ""
    sheet: str | None = None


class Grid:
    """Rows of figures per year on a page, in nominal cents.

    Formulas are templates: {col} is the column, {prev} the one before it, {row} the row as Excel counts. Every
    formula is written with what it comes to, which the grid keeps in `values` (cents by row, the term last).
    """

    def __init__(self, page: Page, row: int, years: Sequence[int], code: str, name: str, term: str) -> None:
        self.page = page
        self.header = row
        self.row = row + 1
        self.years = years
        self.term = FIRST + len(years)
        self.values: dict[int, list[int]] = {}
        self.letters = [letters(column) for column in range(self.term + 1)]
        page.head(row, [code, name, *years, term])

    def group(self, title: str) -> None:
        """A title above the next rows."""
        self.page.group(self.row, title)
        self.row += 1

    def amounts(
        self,
        name: Name,
        cents: Sequence[int],
        formula: str | None = None,
        total: Total = "sum",
        whole: int = 0,
        style: str = "money",
    ) -> int:
        """A row of amounts; returns its number, from 0. `whole` is the amount of the term where `total` is same."""
        row = self._name(name, "text")
        known = {"sum": sum(cents), "first": cents[0], "last": cents[-1], "same": whole}[total]
        self.values[row] = [*cents, known]
        put, first, last = self.page.put, self.letters[FIRST], self.letters[self.term - 1]
        if formula is None:
            for column, amount in enumerate(cents, FIRST):
                put(row, column, euro(amount), style)
        else:
            for column, amount in enumerate(cents, FIRST):
                put(row, column, euro(amount), style, self._fill(formula, column, row))
        ends = {"sum": f"=SUM({first}{row + 1}:{last}{row + 1})", "first": f"={first}{row + 1}"}
        ends |= {"last": f"={last}{row + 1}", "same": self._fill(formula or "", self.term, row)}
        put(row, self.term, euro(known), style, ends[total])
        return row

    def refer(self, row: int, formula: str, style: str, columns: range) -> None:
        """Write formulas over figures of `amounts` that are already there: what they come to stays the same."""
        for column in columns:
            known = euro(self.values[row][column - FIRST])
            self.page.put(row, column, known, style, self._fill(formula, column, row))

    def total(self, label: str, first: int, style: str = "money") -> int:
        """A row that adds up the rows from `first` to the one above it; returns its number."""
        row = self._name(Name(label), "total_text")
        columns = zip(*(self.values[above] for above in range(first, row)), strict=True)
        self.values[row] = [sum(column) for column in columns] or [0] * (len(self.years) + 1)
        for column, amount in enumerate(self.values[row], FIRST):
            letter = self.letters[column]
            formula = f"=SUM({letter}{first + 1}:{letter}{row})" if row > first else "=0"
            self.page.put(row, column, euro(amount), f"total_{style}", formula)
        return row

    def counts(self, name: Name, numbers: Sequence[int]) -> int:
        """A row of whole numbers, with their mean over the term; returns its number."""
        row = self._name(name, "text")
        first, last = self.letters[FIRST], self.letters[self.term - 1]
        for column, number in enumerate(numbers, FIRST):
            self.page.put(row, column, number, "count")
        mean = sum(numbers) / len(numbers)
        self.page.put(row, self.term, mean, "count", f"=AVERAGE({first}{row + 1}:{last}{row + 1})")
        self.values[row] = [100 * number for number in (*numbers, sum(numbers))]
        return row

    def coverage(self, name: Name, tops: Sequence[int], bottom: int, style: str = "share") -> int:
        """A row that divides the rows `tops` together by the row `bottom`; a dash where that is 0."""
        row = self._name(name, "total_text" if style.startswith("total") else "text")
        above = "+".join(f"{{col}}{top + 1}" for top in tops)
        formula = f'=IF({{col}}{bottom + 1}=0,"–",({above})/{{col}}{bottom + 1})'
        for column in range(FIRST, self.term + 1):
            over = sum(self.values[top][column - FIRST] for top in tops)
            value = _ratio(over, self.values[bottom][column - FIRST])
            self.page.put(row, column, value, style, self._fill(formula, column, row))
        return row

    def per_resident(self, name: Name, money: int, residents: int) -> int:
        """A row of euros per resident per year; `residents` is a row of `counts`."""
        row = self._name(name, "text")
        for column in range(FIRST, self.term + 1):
            letter = self.letters[column]
            # The last column holds the mean number of residents, and the money of all years.
            people = f"{letter}{residents + 1}" + (f"*{len(self.years)}" if column == self.term else "")
            formula = f'=IF({letter}{residents + 1}=0,"–",{letter}{money + 1}/({people}))'
            value = _ratio(self.values[money][column - FIRST], self.values[residents][column - FIRST])
            self.page.put(row, column, value, "euros", formula)
        return row

    def skip(self, rows: int = 1) -> int:
        """Leave rows empty; returns the first of them."""
        first = self.row
        self.row += rows
        return first

    def _name(self, name: Name, style: str) -> int:
        row = self.row
        self.row += 1
        if name.sheet is not None:
            self.page.link(row, 0, name.code, name.sheet)
        else:
            self.page.put(row, 0, name.code, "code" if style == "text" else style)
        self.page.put(row, 1, name.label, style)
        self.page.fit(row, 1, name.label)
        return row

    def _fill(self, formula: str, column: int, row: int) -> str:
        letter, before = self.letters[column], self.letters[column - 1]
        return formula.replace("{col}", letter).replace("{prev}", before).replace("{row}", str(row + 1))


def _ratio(top: int, bottom: int) -> Value:
    return top / bottom if bottom else "–"
