"""Problems of a file with figures, with sheet, row and column: all of them, up to a number that can still be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from exchange.workbook.names import letters
from planning.messages import Language
from planning.messages.cbs import CELL, FILE, ROW, SHEET
from planning.problems import Problem
from planning.reading.place import Number, clean

MOST_PROBLEMS = 1_000
"""Problems that are listed; what comes after them is left for the next reading."""


@dataclass(frozen=True)
class TableProblem(Problem):
    """A problem in a table. `row` counts from 1 as the file does, `column` is its letters and what its header says.

    All three are empty for the file as a whole; `sheet` is empty for CSV.
    """

    sheet: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True)
class Spot:
    """A place in a table, in words: "Blad «KWB2022», rij 12, kolom F (a_inw)"."""

    sheet: str = ""
    row: int | None = None
    column: str = ""

    def spoken(self, language: Language) -> str:
        """The place."""
        which = 0 if language == "nl" else 1
        parts = [SHEET[which].format(sheet=self.sheet)] if self.sheet else []
        if self.row is not None:
            template = CELL if self.column else ROW
            parts.append(template[which].format(row=Number(self.row).spoken(language), column=self.column))
        said = ", ".join(parts)
        return said[:1].upper() + said[1:] if said else FILE[which]


class Refused(Exception):  # noqa: N818 - it is a finding, not a failure of the program
    """The file cannot be read at all; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Findings:
    """The problems found so far; `full` once there are as many as are listed."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self.full = False

    def add(self, problem: Problem) -> None:
        """One more."""
        if len(self._found) < MOST_PROBLEMS:
            self._found.append(problem)
        else:
            self.full = True

    @property
    def problems(self) -> list[Problem]:
        """All of them, in the order of rows and columns; with one that says so where there are more."""
        more = [Problem("", "cbs.more", {"most": Number(MOST_PROBLEMS)})] if self.full else []
        return sorted(self._found, key=_order) + more


def _order(problem: Problem) -> tuple[int, int, str]:
    if not isinstance(problem, TableProblem) or problem.row is None:
        return (0, 0, "")
    column = problem.column.partition(" ")[0]
    return (problem.row, len(column), column)


def heading(position: int, header: str) -> str:
    """What a column is called: its letters and its header, "F (a_inw)"."""
    shown = clean(header.strip())
    return f"{letters(position)} ({shown})" if shown else letters(position)


def in_table(
    code: str, sheet: str = "", row: int | None = None, column: str = "", found: str | None = None, **values: Any
) -> TableProblem:
    """The problem `code` at a place of a table, where `found` stands."""
    spot = Spot(clean(sheet), row, column)
    shown = None if found is None else clean(found.strip())
    about = {"place": spot, "value": "" if shown is None else shown, **values}
    return TableProblem("", code, about, shown, spot.sheet, row, column)


def refused(code: str, **values: Any) -> Refused:
    """Why the file as a whole cannot be read; whole numbers among the values are written as the language does."""
    return Refused(TableProblem("", code, {k: Number(v) if isinstance(v, int) else v for k, v in values.items()}))
