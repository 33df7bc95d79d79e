"""What reading a workbook finds: each with its sheet, row and column as Excel shows them, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from exchange.workbook.names import letters
from planning.messages import Language, say
from planning.problems import Problem
from planning.reading.place import Number, Words, clean
from planning.reading.text import MOST_PROBLEMS


@dataclass(frozen=True)
class SheetPlace:
    """A place in a workbook: of a cell its row (from 1) and column (letters), with the title of the column."""

    sheet: str = ""
    row: int | None = None
    column: str = ""
    title: str = ""

    def spoken(self, language: Language) -> str:
        """The place in words: "Blad «Wijken», cel D3 (Inwoners)"."""
        names = {"sheet": clean(self.sheet), "row": self.row, "cell": f"{self.column}{self.row}"}
        if not self.sheet:
            return say("book.place", language)
        if self.row is None:
            return say("book.place_sheet", language, **names)
        if not self.column:
            return say("book.place_row", language, **names)
        return say("book.place_titled" if self.title else "book.place_cell", language, **names, title=clean(self.title))


@dataclass(frozen=True)
class Said:
    """A sentence of the catalogue within another one."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)

    def spoken(self, language: Language) -> str:
        """The sentence."""
        values = {
            name: value.spoken(language) if hasattr(value, "spoken") else value for name, value in self.values.items()
        }
        return say(self.code, language, **values)


@dataclass(frozen=True)
class Either:
    """Words of which one is to be chosen, in Dutch and in English."""

    pairs: tuple[tuple[str, str], ...]

    def spoken(self, language: Language) -> str:
        """The words, with commas between."""
        return ", ".join(pair[0 if language == "nl" else 1] for pair in self.pairs)


@dataclass(frozen=True)
class Finding:
    """Something wrong in a workbook, or as a warning something to know, at a place.

    `problem` has the code, what stands there (`found`) and, where the document as a whole was looked at, the JSON
    pointer of the place in it.
    """

    place: SheetPlace
    problem: Problem
    warning: bool = False

    @property
    def code(self) -> str:
        """The key of the sentence in `planning.messages`."""
        return self.problem.code

    def sentence(self, language: Language = "nl") -> str:
        """One sentence for people, with the place."""
        return self.problem.sentence(language)

    def expected(self, language: Language = "nl") -> str:
        """What should stand there, in words; empty where the sentence says it all."""
        return self.problem.expected(language)


class Findings:
    """Gathers findings: of one cell only the first, and no more than people can read."""

    def __init__(self) -> None:
        self.listed: list[Finding] = []
        self.more = False
        self._seen: set[tuple[SheetPlace, bool, str]] = set()
        self.order: list[str] = []

    def add(self, place: SheetPlace, code: str, found: Any = None, warning: bool = False, **values: Any) -> None:
        """A problem, or a warning, at a place; `found` is what stands there."""
        if len(self.listed) >= MOST_PROBLEMS:
            self.more = self.more or not warning
            return
        shown = seen(found)
        said = {"place": place, "value": _written(shown), **values}
        self.put(Finding(place, Problem("", code, said, shown), warning))

    def put(self, finding: Finding) -> None:
        """A finding, where nothing was said of its cell yet."""
        what = "" if finding.place.column else f"{finding.code}{finding.problem.values}"
        key = (finding.place, finding.warning, what)
        if key in self._seen:
            return
        if len(self.listed) >= MOST_PROBLEMS:
            self.more = self.more or not finding.warning
            return
        self._seen.add(key)
        self.listed.append(finding)

    @property
    def problems(self) -> tuple[Finding, ...]:
        """What must be solved, in the order of sheets, rows and columns."""
        more = [Finding(SheetPlace(), Problem("", "more_problems"))] if self.more else []
        return (*self._sorted(warning=False), *more)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is to be known, in the same order."""
        return tuple(self._sorted(warning=True))

    def _sorted(self, warning: bool) -> list[Finding]:
        ranks = {name: rank for rank, name in enumerate(self.order)}

        def key(finding: Finding) -> tuple[int, int, int, str]:
            place = finding.place
            return ranks.get(place.sheet, -1), place.row or 0, len(place.column), place.column

        return sorted((finding for finding in self.listed if finding.warning == warning), key=key)


def _written(shown: Any) -> Any:
    """What stands in a cell, as a sentence writes it."""
    if isinstance(shown, bool):
        return Words("WAAR", "TRUE") if shown else Words("ONWAAR", "FALSE")
    return Number(shown) if isinstance(shown, Decimal) else shown


def seen(value: Any) -> Any:
    """What stands in a cell, fit to show."""
    if value is None or isinstance(value, bool | int | Decimal):
        return value
    if isinstance(value, float):
        return Decimal(f"{value:.15g}")
    return clean(str(value))


def cell_place(sheet: str, row: int, column: int, title: str = "") -> SheetPlace:
    """The place of a cell; row and column count from 0."""
    return SheetPlace(sheet, row + 1, letters(column), title)
