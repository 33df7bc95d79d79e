"""The workbook of a plan against bare XlsxWriter that writes the same cells, in the same formats."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from unittest.mock import patch

from xlsxwriter import Workbook  # type: ignore[import-untyped]

import exchange.workbook
from planning.plan import PlanDocument
from planning.prepared import Prepared

Cell = tuple[int, int, str, Any, int | None, Any]
"""Row, column, kind, what is written, number of its format, what a formula comes to."""


@dataclass
class Cells:
    """Everything that stands in the cells of a workbook: properties of the formats, and cells by sheet."""

    formats: list[dict[str, Any]] = field(default_factory=list)
    sheets: dict[str, list[Cell]] = field(default_factory=dict)

    def __len__(self) -> int:
        return sum(len(cells) for cells in self.sheets.values())


def write(prepared: Prepared, plan: PlanDocument) -> bytes:
    """The workbook as Zaaiplan writes it."""
    target = BytesIO()
    exchange.workbook.write_plan(prepared, plan, target)
    return target.getvalue()


def cells_of(prepared: Prepared, plan: PlanDocument) -> Cells:
    """What `write` puts in the cells, caught just before the file is made."""
    caught = Cells()

    class Catching(Workbook):  # type: ignore[misc]
        """A workbook that tells what was written in it."""

        def add_format(self, properties: dict[str, Any] | None = None) -> Any:
            made = super().add_format(properties)
            self.__dict__.setdefault("numbers", {})[id(made)] = len(caught.formats)
            # XlsxWriter makes the first one for itself, with an index that only it may give.
            caught.formats.append({key: value for key, value in (properties or {}).items() if key != "xf_index"})
            return made

        def close(self) -> None:
            texts = {number: text for text, number in self.str_table.string_table.items()}
            for sheet in self.worksheets():
                caught.sheets[sheet.get_name()] = [
                    _cell(row, column, cell, texts, self.__dict__["numbers"])
                    for row, columns in sheet.table.items()
                    for column, cell in columns.items()
                ]
            super().close()

    with patch.object(exchange.workbook, "Workbook", Catching):
        write(prepared, plan)
    return caught


def _cell(row: int, column: int, cell: Any, texts: dict[int, str], numbers: dict[int, int]) -> Cell:
    kind = type(cell).__name__
    look = None if cell.format is None else numbers[id(cell.format)]
    if kind == "String":
        return row, column, kind, texts[cell.string], look, None
    if kind == "Number":
        return row, column, kind, cell.number, look, None
    if kind == "Formula":
        return row, column, kind, f"={cell.formula}", look, cell.value
    if kind == "Blank":
        return row, column, kind, None, look, None
    raise ValueError(f"a cell of the kind {kind} is not known here")


def write_bare(cells: Cells) -> bytes:
    """The same cells, written by XlsxWriter alone: no charts, no widths, no printing."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as workbook:
        looks: list[Any] = [workbook.add_format(properties) for properties in cells.formats]
        for name, written in cells.sheets.items():
            sheet = workbook.add_worksheet(name)
            for row, column, kind, what, look, value in written:
                shape = None if look is None else looks[look]
                if kind == "Number":
                    sheet.write_number(row, column, what, shape)
                elif kind == "String":
                    sheet.write_string(row, column, what, shape)
                elif kind == "Formula":
                    sheet.write_formula(row, column, what, shape, value)
                else:
                    sheet.write_blank(row, column, what, shape)
    return target.getvalue()
