"""Chosen investments and the gap in the workbook."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from planning.plan import PlanDocument
from planning.prepared import Prepared
from tests.builders import measure, prepared, stream
from tests.exchange.formulas import Book
from tests.exchange.plans import simple_plan
from tests.exchange.towns import all_formulas_hold, group, sheet_rows, written

TITLE = "Gekozen investeringen"


def built() -> tuple[Prepared, PlanDocument]:
    """School (two years, 30 and 50) starts in 2028, the road (20) in 2027, the square does not start."""
    made = prepared(
        streams=[stream("gemeente", 100, 100, 100)],
        measures=[
            measure("les", ("a", "school"), name="Extra les"),
            measure("school", ("a", "school"), name="Een nieuwe school", profile=[30, 50]),
            measure("weg", ("a", "school"), name="De weg", profile=[20]),
            measure("plein", ("a", "school"), name="Het plein", profile=[5]),
        ],
    )
    paid = {("weg", 2027): 20, ("school", 2028): 30, ("school", 2029): 50}
    paid |= {("les", year): 100 - sum(e for (_, y), e in paid.items() if y == year) for year in (2027, 2028, 2029)}
    rows = [{"stream": "gemeente", "measure": m, "year": y, "amount": Decimal(e)} for (m, y), e in paid.items()]
    chosen = [{"measure": "school", "start": 2028}, {"measure": "weg", "start": 2027}]
    base = simple_plan(made).model_dump()
    nothing = {"carried": [], "lapsed": [{"stream": "gemeente", "year": y, "amount": 0} for y in (2027, 2028, 2029)]}
    return made, PlanDocument.model_validate({**base, **nothing, "spend": rows, "chosen": chosen})


def test_chosen_investments_with_their_start_and_euros(tmp_path: Path) -> None:
    made, plan = built()
    path = written(made, plan, tmp_path)
    table = group(sheet_rows(path, "Samenvatting"), TITLE)
    rows = [row[:5] for row in table.values()][1:]
    assert rows == [
        ["M03", "De weg", 2027, 2027, 20],
        ["M02", "Een nieuwe school", 2028, 2029, 80],
        ["Totaal", "", "", "", 100],
    ]
    assert all_formulas_hold(Book(path)) > 20
    english = written(made, plan, tmp_path, language="en")
    assert any("Chosen investments" in row for row in sheet_rows(english, "Summary"))


def test_investments_that_were_not_chosen(tmp_path: Path) -> None:
    made, plan = built()
    rows = sheet_rows(written(made, plan, tmp_path), "Samenvatting")
    assert [row[:2] for row in group(rows, "Niet gekozen investeringen").values()][1:] == [["M04", "Het plein"]]
    nothing = plan.model_copy(update={"chosen": (), "spend": ()})
    rows = sheet_rows(written(made, nothing, tmp_path), "Samenvatting")
    assert len(group(rows, "Niet gekozen investeringen")) == 4


def test_without_investments_there_is_no_table(tmp_path: Path) -> None:
    made, plan = built()
    path = written(made, plan.model_copy(update={"chosen": ()}), tmp_path)
    assert not any(TITLE in row for row in sheet_rows(path, "Samenvatting"))


def test_the_gap_is_never_said_smaller_than_it_is(tmp_path: Path) -> None:
    made, plan = built()
    said: dict[str, Any] = {}
    for gap in ("0.004", "0.00401", "0"):
        with_gap = plan.model_copy(update={"status": "gap", "gap": Decimal(gap)})
        rows = sheet_rows(written(made, with_gap, tmp_path), "Samenvatting")
        said[gap] = next(row[2] for row in rows if row[0] == "Status")
    assert said == {
        "0.004": "Hoogstens 0,4% onder het bewezen optimum",
        "0.00401": "Hoogstens 0,41% onder het bewezen optimum",
        "0": "Hoogstens 0% onder het bewezen optimum",
    }
