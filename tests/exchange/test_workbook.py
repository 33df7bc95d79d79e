"""The workbook of a plan: every figure reconciles, and reads as it should."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from exchange.workbook import write_plan
from planning.plan import PlanDocument, Spend, StreamYear
from planning.prepared import Prepared
from tests.builders import prepared, stream, wijk
from tests.exchange.formulas import Book
from tests.exchange.plans import simple_plan
from tests.exchange.towns import all_formulas_hold, cents, group, read_ledger, sheet_rows, written


def test_the_ledger_holds_every_payment_to_the_cent(example: tuple[Prepared, PlanDocument, Path]) -> None:
    programme, plan, path = example
    streams = {row.id: f"G{number:02}" for number, row in enumerate(programme.programme.counted, 1)}
    measures = {row.id: f"M{number:02}" for number, row in enumerate(programme.measures, 1)}
    paid: Counter[Any] = Counter()
    for year, of, to, _, _, amount in read_ledger(path):
        paid[of, to, year] += amount
    asked = {(streams[row.stream], measures[row.measure], row.year): cents(row.amount) for row in plan.spend}
    assert paid == asked
    assert any(amount % 100 for amount in asked.values()), "the example must hold odd cents"
    assert any(row[3] == "P" and row[4] == "P" for row in read_ledger(path)), "the example must hold an office"


def test_every_sheet_adds_up_to_the_ledger(example: tuple[Prepared, PlanDocument, Path]) -> None:
    _, _, path = example
    rows = read_ledger(path)
    total = sum(row[-1] for row in rows)
    for sheet, title, place in (
        ("Geldstromen", "Besteed", 1),
        ("Wijken", "Plan", 3),
        ("Leefdomeinen", "Plan", 4),
    ):
        table = group(sheet_rows(path, sheet), title)
        by_code = {row[0]: cents(row[5]) for label, row in table.items() if label != "Totaal"}
        sums: Counter[Any] = Counter()
        for row in rows:
            sums[row[place]] += row[-1]
        assert {code: amount for code, amount in by_code.items() if amount} == sums
        assert cents(table["Totaal"][5]) == total
        for column, year in enumerate((2027, 2028, 2029), 2):
            assert cents(table["Totaal"][column]) == sum(row[-1] for row in rows if row[0] == year)


def test_a_balance_worked_out_by_hand(tmp_path: Path) -> None:
    """One stream of 100 a year with 10 to begin with and carry-over. The plan carries a fifth, whole cents down:
    2027: 10 + 100 = 110, carried 22.00, spent 88.00. 2028: 122, carried 24.40, spent 97.60. 2029: 124.40, all spent.
    88.00 + 97.60 + 124.40 = 310 = 10 + 3 × 100.
    """
    programme = prepared(streams=[stream("gemeente", 100, 100, 100, opening=10, carry_over={})])
    rows = group(sheet_rows(written(programme, simple_plan(programme), tmp_path), "G01 gemeente"), "Per jaar")
    by_label = {label: row[2:6] for label, row in rows.items()}
    assert by_label == {
        "Inkomsten": [100, 100, 100, 300],
        "Overgeheveld uit vorig jaar (eerste jaar: beginsaldo)": [10, 22, 24.4, 10],
        "Beschikbaar": [110, 122, 124.4, 310],
        "Besteed": [88, 97.6, 124.4, 310],
        "Overgeheveld naar volgend jaar": [22, 24.4, 0, 0],
        "Vrijval": [0, 0, 0, 0],
        "Verschil": [0, 0, 0, 0],
    }


def test_coverage_and_euros_per_resident_worked_out_by_hand(tmp_path: Path) -> None:
    """Wijk a: 1,000 residents, then 2,000, 3,000: together 6,000 in three years. Income 3 × 100 without prices rising:
    the line is 100 a year. Lapsing 40 in 2028: plan 100, 60, 100; coverage 60% there and 260 / 300 over the term;
    260 euros over 6,000 residents is 0.0433… each a year.
    """
    programme = prepared(
        index={"default": 0}, wijken=[{"id": "a", "residents": {"2027": 1000, "2028": 2000, "2029": 3000}}]
    )
    plan = simple_plan(programme)
    less = plan.model_copy(
        update={
            "spend": tuple(
                Spend(stream=row.stream, measure=row.measure, year=row.year, amount=Decimal(60))
                if row.year == 2028
                else row
                for row in plan.spend
            ),
            "lapsed": (StreamYear(stream="gemeente", year=2028, amount=Decimal(40)),),
        }
    )
    path = written(programme, less, tmp_path)
    rows = {label: row[2:6] for label, row in group(sheet_rows(path, "W01 a"), "Per jaar").items()}
    assert rows["Zaailijn"] == [100, 100, 100, 300]
    assert rows["Plan"] == [100, 60, 100, 260]
    assert rows["Dekking van de zaailijn"] == [1, 0.6, 1, 260 / 300]
    assert rows["Inwoners (hele looptijd: gemiddeld)"] == [1000, 2000, 3000, 2000]
    assert rows["Plan per inwoner"] == [0.1, 0.03, 100 / 3000, 260 / 6000]
    summary = group(sheet_rows(path, "Samenvatting"), "Wijken")
    assert summary["a"][2:10] == [2000, 300, 300, 260, 260 / 300, 300 / 6000, 300 / 6000, 260 / 6000]
    assert group(sheet_rows(path, "Samenvatting"), "Geldstromen")["gemeente"][4:9] == [300, 260, 0, 40, 0]


def test_regular_money_counts_in_the_coverage_when_asked(tmp_path: Path) -> None:
    """Plan 100 and regular money 50: with no prices rising the line is 150 when regular money counts, else 100."""
    for counts, line, coverage in ((True, 150, 1), (False, 100, 1)):
        programme = prepared(
            index={"default": 0},
            count_regular=counts,
            regular=[{"wijk": "a", "domain": "school", "per_year": 50}],
        )
        path = written(programme, simple_plan(programme), tmp_path)
        rows = {label: row[2:6] for label, row in group(sheet_rows(path, "W01 a"), "Per jaar").items()}
        assert rows["Zaailijn"][0] == line
        assert rows["Dekking van de zaailijn"] == [coverage] * 4
        label = "Regulier geld (telt mee in de dekking)" if counts else "Regulier geld"
        assert rows[label] == [50, 50, 50, 150]
        assert all_formulas_hold(Book(path)) > 100


def test_a_wijk_without_residents_shows_a_dash(tmp_path: Path) -> None:
    programme = prepared(wijken=[wijk("a"), wijk("leeg", 0)])
    rows = group(sheet_rows(written(programme, simple_plan(programme), tmp_path), "W02 leeg"), "Per jaar")
    assert rows["Dekking van de zaailijn"][2:6] == ["–"] * 4
    assert rows["Plan per inwoner"][2:6] == ["–"] * 4


def test_totals_hold_the_exact_decimal_sum(tmp_path: Path) -> None:
    """0.10 + 0.20 is 0.30, not the 0.30000000000000004 of floats."""
    programme = prepared(streams=[stream("gemeente", 0.1, 0.2)])
    table = group(sheet_rows(written(programme, simple_plan(programme), tmp_path), "Geldstromen"), "Besteed")
    assert table["Totaal"][5] == 0.3


def test_every_formula_gives_the_value_beside_it(example: tuple[Prepared, PlanDocument, Path]) -> None:
    book = Book(example[2])
    assert all_formulas_hold(book) > 800
    for sheet, cells in book.cells.items():
        totals = [cell for cell in cells.values() if cell.formula is not None]
        assert totals or sheet == "Aandachtspunten", f"{sheet} has no formula"


def test_a_wrong_value_beside_a_formula_would_be_found(example: tuple[Prepared, PlanDocument, Path]) -> None:
    book = Book(example[2])
    cells = book.cells["G01 Begroting"]
    ref = next(ref for ref, cell in cells.items() if cell.formula is not None and "SUMIFS" in cell.formula)
    cells[ref] = cells[ref]._replace(value=cells[ref].value + 1)
    with pytest.raises(AssertionError, match="SUMIFS"):
        all_formulas_hold(book)


def test_all_checks_read_zero(example: tuple[Prepared, PlanDocument, Path]) -> None:
    rows = sheet_rows(example[2], "Controle")
    assert rows[4][:2] == ["Alle verschillen samen", 0]
    parts = {"Elke geldstroom sluit": 3, "Elk blad sluit met het grootboek": 3 + 3 + 2 + 3 + 5}
    parts["De zaailijn sluit met het geld"] = 2
    for title, count in parts.items():
        head = next(number for number, row in enumerate(rows) if row[0] == title) + 1
        place = rows[head].index("Verschil")
        assert [row[place] for row in rows[head + 1 : head + 1 + count]] == [0] * count
        assert len(rows) == head + 1 + count or not any(rows[head + 1 + count])


def test_a_plan_that_does_not_balance_is_seen(tmp_path: Path) -> None:
    """Of 300 euros 100 a year are spent; a plan that says 3 lapsed as well is 3 off."""
    programme = prepared()
    plan = simple_plan(programme)
    off = plan.model_copy(update={"lapsed": (StreamYear(stream="gemeente", year=2028, amount=Decimal(3)),)})
    path = written(programme, off, tmp_path)
    assert sheet_rows(path, "Controle")[4][:2] == ["Alle verschillen samen", 3]
    facts = {row[0]: row[2] for row in sheet_rows(path, "Samenvatting")}
    assert facts["Controle: alle verschillen samen"] == 3
    stream_rows = group(sheet_rows(path, "G01 gemeente"), "Per jaar")
    assert stream_rows["Verschil"][2:6] == [0, -3, 0, -3]
    assert all_formulas_hold(Book(path)) > 0


def test_a_stream_that_does_not_count_is_listed_and_not_spent(
    example: tuple[Prepared, PlanDocument, Path],
) -> None:
    rows = group(sheet_rows(example[2], "Geldstromen"), "Niet meegeteld: alleen genoemd, niet besteed")
    assert rows["Misschien (mogelijk, 40%)"][2:6] == [5, 6, 7, 18]
    assert not any("Misschien" in name for name in Book(example[2]).files)


def test_aims_and_warnings_are_told(tmp_path: Path) -> None:
    programme = prepared()
    short = {"rule": "floors", "pointer": "/rules/floors/0", "year": 2028, "short": Decimal("12.5"), "sentence": "Kort"}
    plan = simple_plan(programme, aims=[short], warnings=[{"pointer": "", "sentence": "=Let op"}])
    rows = sheet_rows(written(programme, plan, tmp_path), "Aandachtspunten")
    assert ["2028", "Kort", 12.5] in rows
    assert ["", "=Let op", ""] in rows


def test_a_plan_within_a_gap_says_so(tmp_path: Path) -> None:
    programme = prepared()
    plan = simple_plan(programme, status="gap", gap=Decimal("0.0035"))
    facts = {row[0]: row[2] for row in sheet_rows(written(programme, plan, tmp_path), "Samenvatting")}
    assert facts["Status"] == "Hoogstens 0,35% onder het bewezen optimum"


@pytest.mark.parametrize(
    "fields",
    [
        {"streams": []},
        {"streams": [stream("gemeente")]},
        {"streams": [stream("gemeente", 5)], "years": 1},
        {"streams": [stream("gemeente", 5, 6, 7)], "years": 30},
        {"domains": [{"id": "school", "norm": 100}]},
        {"wijken": [wijk("a", 0)], "measures": [{"id": "bureau", "serves": "programme"}]},
    ],
    ids=["no streams", "no money", "one year", "thirty years", "norm", "no residents"],
)
def test_odd_programmes_balance_too(fields: dict[str, Any], tmp_path: Path) -> None:
    programme = prepared(**fields)
    path = written(programme, simple_plan(programme), tmp_path)
    assert all_formulas_hold(Book(path)) > 0
    assert sheet_rows(path, "Controle")[4][:2] == ["Alle verschillen samen", 0]


@pytest.mark.parametrize("status", ["infeasible", "invalid", "stopped"])
def test_a_plan_without_figures_is_refused(status: str, tmp_path: Path) -> None:
    programme = prepared()
    target = tmp_path / "plan.xlsx"
    with pytest.raises(ValueError, match=status):
        write_plan(programme, simple_plan(programme, status=status), target)
    assert not target.exists()


def test_a_target_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    programme = prepared()
    with pytest.raises(OSError, match="plan"):
        write_plan(programme, simple_plan(programme), tmp_path / "nowhere" / "plan.xlsx")


def test_the_same_plan_gives_the_same_bytes(example: tuple[Prepared, PlanDocument, Path], tmp_path: Path) -> None:
    programme, plan, path = example
    target = BytesIO()
    write_plan(programme, plan, target)
    assert target.getvalue() == path.read_bytes()
    turned = plan.model_copy(update={"spend": plan.spend[::-1], "carried": plan.carried[::-1]})
    assert written(programme, turned, tmp_path).read_bytes() == path.read_bytes()
