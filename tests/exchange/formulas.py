"""A small, exact reader and calculator of workbooks, for tests: it shares nothing with what wrote them.

It reads the XML of the sheets, and works out every formula anew from the plain numbers, as fractions. It knows just the
functions that a workbook of a plan uses, and refuses all others.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

TOKEN = re.compile(
    r"""\s*(?:(?P<text>"[^"]*")
    |(?P<ref>(?:'(?:[^']|'')+'!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)
    |(?P<word>[A-Za-z_]+)
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<sign>[-+*/=(),]))""",
    re.VERBOSE,
)


class Cell(NamedTuple):
    """What a cell holds: its formula, if any, and its value (a fraction or text)."""

    formula: str | None
    value: Any


class Area(list[Any]):
    """The values of a range, row by row."""


class Book:
    """A workbook: `cells` by sheet and reference, `names` of ranges, and the calculator."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.shared = ["".join(item.itertext()) for item in self._xml("xl/sharedStrings.xml")]
        whole = self._xml("xl/workbook.xml")
        targets = {rel.get("Id"): rel.get("Target") for rel in self._xml("xl/_rels/workbook.xml.rels")}
        self.files = {
            str(sheet.get("name")): f"xl/{targets[sheet.get(RELATION)]}" for sheet in whole.iter(f"{MAIN}sheet")
        }
        self.cells = {name: self._cells(file) for name, file in self.files.items()}
        self.names = {str(name.get("name")): str(name.text) for name in whole.iter(f"{MAIN}definedName")}
        self._known: dict[tuple[str, str], Any] = {}

    def _xml(self, part: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.parts[part])  # noqa: S314 - our own file

    def _cells(self, file: str) -> dict[str, Cell]:
        found = {}
        for cell in self._xml(file).iter(f"{MAIN}c"):
            value, formula, kind = cell.find(f"{MAIN}v"), cell.find(f"{MAIN}f"), cell.get("t", "n")
            if value is not None and value.text is not None:
                shown: Any = {"s": lambda v: self.shared[int(v)], "str": str, "n": Fraction}[kind](value.text)
                found[str(cell.get("r"))] = Cell(None if formula is None else formula.text, shown)
        return found

    def calculate(self, sheet: str, ref: str) -> Any:
        """The value of a cell, worked out anew; 0 for an empty one."""
        key = (sheet, ref)
        if key not in self._known:
            cell = self.cells[sheet].get(ref, Cell(None, Fraction(0)))
            self._known[key] = cell.value if cell.formula is None else Formula(self, sheet, cell.formula).value
        return self._known[key]

    def area(self, sheet: str, first: str, last: str) -> Area:
        """The values of a range."""
        (left, top), (right, bottom) = _place(first), _place(last)
        return Area(
            self.calculate(sheet, f"{_letters(column)}{row}")
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        )


class Formula:
    """A formula, parsed by recursive descent as it is worked out."""

    def __init__(self, book: Book, sheet: str, text: str) -> None:
        self.book, self.sheet = book, sheet
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text):
            match = TOKEN.match(text, at)
            assert match is not None, f"cannot read {text[at:]!r} of {text!r}"
            self.tokens.append((str(match.lastgroup), match.group(str(match.lastgroup))))
            at = match.end()
        self.value = self._compare()
        assert not self.tokens, f"something left of {text!r}"

    def _next(self, *signs: str) -> str | None:
        if self.tokens and self.tokens[0][0] == "sign" and self.tokens[0][1] in signs:
            return self.tokens.pop(0)[1]
        return None

    def _compare(self) -> Any:
        value = self._sum()
        while self._next("="):
            value = value == self._sum()
        return value

    def _sum(self) -> Any:
        value = self._product()
        while sign := self._next("+", "-"):
            other = self._product()
            value = value + other if sign == "+" else value - other
        return value

    def _product(self) -> Any:
        value = self._atom()
        while sign := self._next("*", "/"):
            other = self._atom()
            # A quotient by 0 is only asked for where IF does not choose it.
            value = value * other if sign == "*" else (value / other if other else None)
        return value

    def _atom(self) -> Any:
        if self._next("("):
            value = self._compare()
            assert self._next(")")
            return value
        kind, text = self.tokens.pop(0)
        if kind == "text":
            return text[1:-1]
        if kind == "number":
            return Fraction(text)
        if kind == "ref":
            return self._reference(text)
        assert kind == "word", f"unexpected {text!r}"
        return self._call(text) if self._next("(") else self._reference(self.book.names[text])

    def _reference(self, text: str) -> Any:
        sheet, _, cells = text.rpartition("!")
        sheet = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet or self.sheet
        first, _, last = cells.replace("$", "").partition(":")
        return self.book.area(sheet, first, last) if last else self.book.calculate(sheet, first)

    def _call(self, name: str) -> Any:
        arguments = [self._compare()]
        while self._next(","):
            arguments.append(self._compare())
        assert self._next(")")
        return FUNCTIONS[name](*arguments)


def _numbers(area: Any) -> list[Fraction]:
    return [value for value in (area if isinstance(area, Area) else [area]) if isinstance(value, Fraction)]


def _sumifs(amounts: Area, *conditions: Any) -> Fraction:
    total = Fraction(0)
    pairs = list(zip(conditions[::2], conditions[1::2], strict=True))
    for place, amount in enumerate(amounts):
        if all(area[place] == wanted for area, wanted in pairs):
            total += amount
    return total


def _abs(value: Any) -> Any:
    return Area(abs(one) for one in value) if isinstance(value, Area) else abs(value)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "SUM": lambda *areas: sum((sum(_numbers(area)) for area in areas), Fraction(0)),
    "SUBTOTAL": lambda kind, area: {9: sum(_numbers(area), Fraction(0))}[kind],
    "SUMPRODUCT": lambda area: sum(_numbers(area), Fraction(0)),
    "SUMIFS": _sumifs,
    "AVERAGE": lambda area: sum(_numbers(area)) / Fraction(len(_numbers(area))),
    "ROUND": lambda value, digits: round(value, int(digits)),
    "IF": lambda condition, then, otherwise: then if condition else otherwise,
    "ABS": _abs,
}


def _place(ref: str) -> tuple[int, int]:
    letters = ref.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column, int(ref[len(letters) :])


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
