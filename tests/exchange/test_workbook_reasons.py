"""The sheet that says why, in the workbook."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from planning.plan import Reason
from tests.exchange.formulas import Book
from tests.exchange.plans import simple_plan
from tests.exchange.towns import all_formulas_hold, sheet_rows, town, written


def reason(wijk: str, euros: str, sentence: str, **fields: Any) -> Reason:
    about = {"rule": "earmark", "pointer": "/streams/1/domains", "domain": "werk", **fields}
    return Reason(wijk=wijk, euros=Decimal(euros), sentence=sentence, **about)


REASONS = (
    reason("a", "20000", "Aarde krijgt te weinig. Zonder het oormerk meer."),
    reason("b", "-1500", "=1+1", rule="nieuw"),
)


def test_a_row_for_each_reason(tmp_path: Path) -> None:
    made = town()
    path = written(made, simple_plan(made, reasons=REASONS), tmp_path)
    rows = sheet_rows(path, "Waarom")
    head = next(number for number, row in enumerate(rows) if row[0] == "Wijk")
    assert [row[:6] for row in rows[head + 1 :]] == [
        ["Aarde", "Werk", "Oormerk", 20_000, "Aarde krijgt te weinig. Zonder het oormerk meer.", "/streams/1/domains"],
        ["Bron", "Werk", "nieuw", -1_500, "=1+1", "/streams/1/domains"],
    ]
    book = Book(path)
    assert list(book.files)[6:9] == ["Aandachtspunten", "Waarom", "Controle"]
    assert all_formulas_hold(book) > 800
    assert "Waarom" in {cell for row in sheet_rows(path, "Samenvatting") for cell in row}


def test_in_english(tmp_path: Path) -> None:
    made = town()
    path = written(made, simple_plan(made, reasons=REASONS), tmp_path, language="en")
    assert "Earmark" in {cell for row in sheet_rows(path, "Why") for cell in row}


def test_what_must_be_known_beside_them(tmp_path: Path) -> None:
    """It stands above the reasons, and on a sheet of its own where none was found."""
    made = town()
    for reasons in (REASONS, ()):
        plan = simple_plan(made, reasons=reasons, about_reasons=("Lang niet alles is nagegaan.",))
        path = written(made, plan, tmp_path)
        assert str(sheet_rows(path, "Waarom")[2][0]).endswith("Lang niet alles is nagegaan.")
        assert "Lang niet alles" not in str(sheet_rows(path, "Aandachtspunten"))


def test_without_reasons_there_is_no_such_sheet(tmp_path: Path) -> None:
    made = town()
    assert "Waarom" not in Book(written(made, simple_plan(made), tmp_path)).files
