"""The checker on the plan document in itself: whose it is, known ids, one row each, cells and sums."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from planning.ledger import parts
from planning.plan import PlanDocument
from planning.programme import Cell, Measure
from planning.verify import verify
from planning.verify.division import Division
from planning.verify.exact import half_even
from tests.builders import measure, prepared, stream, wijk
from tests.planning.verify_plans import plan, rules

OPEN = "open:a:school"
SPEND = ("gemeente", OPEN, 2027, 60)


def changed(document, **fields):
    """The document with other fields, however wrong."""
    return document.model_copy(update=fields)


def replaced(rows, i, **fields):
    return (*rows[:i], rows[i].model_copy(update=fields), *rows[i + 1 :])


def test_a_plan_of_another_programme():
    made = prepared()
    other = prepared(name="Anders")
    assert rules(verify(other, plan(made, SPEND))) == ["document"]


@pytest.mark.parametrize("status", ["infeasible", "invalid", "stopped"])
def test_plans_without_figures_fail(status):
    made = prepared()
    verdict = verify(made, PlanDocument.model_validate({**plan(made).model_dump(), "status": status}))
    assert [(fault.rule, fault.pointer) for fault in verdict.faults] == [("document", "/status")]


def test_status_gap_is_a_plan():
    made = prepared()
    assert verify(made, plan(made, SPEND, status="gap", gap=Decimal("0.004"))).ok


@pytest.mark.parametrize("units", [0, 1_000_001])
def test_rounding_to_nothing_or_to_anything_cannot_be(units: int):
    """A plan cannot widen its own tolerance beyond what a programme may ask."""
    with pytest.raises(ValidationError, match="round_to"):
        plan(prepared(), SPEND, round_to=units)


@pytest.mark.parametrize(
    ("field", "row", "rule"),
    [
        ("spend", {"stream": "onbekend"}, "ids"),
        ("spend", {"measure": "onbekend"}, "ids"),
        ("spend", {"year": 2030}, "years"),
        ("spend", {"amount": Decimal(-60)}, "amounts"),
        ("spend", {"amount": Decimal("59.995")}, "amounts"),
        ("carried", {"stream": "onbekend"}, "ids"),
        ("carried", {"year": 2026}, "years"),
        ("carried", {"year": 2028}, "doubles"),
        ("carried", {"amount": Decimal("-0.01")}, "amounts"),
        ("lapsed", {"stream": "misschien"}, "ids"),
        ("lapsed", {"year": 2030}, "years"),
        ("lapsed", {"amount": Decimal(-40)}, "amounts"),
    ],
)
def test_rows_that_cannot_be_added_up(field, row, rule):
    made = prepared(streams=[stream("gemeente", 100, 100, 100), stream("misschien", 100, certainty="possible")])
    document = plan(made, SPEND)
    found = verify(made, changed(document, **{field: replaced(getattr(document, field), 0, **row)}))
    assert rule in rules(found)
    assert any(fault.rule == rule and fault.pointer.startswith(f"/{field}/") for fault in found.faults)


@pytest.mark.parametrize("field", ["spend", "carried", "lapsed", "aims"])
def test_a_row_that_is_there_twice(field):
    made = prepared(rules={"floors": [{"per_resident": 1, "strength": "aim"}]})
    short = [
        {"rule": "floors", "pointer": "/rules/floors/0", "year": year, "wijk": "a", "domain": "school", "sentence": ""}
        for year in (2027, 2028, 2029)
    ]
    aims = [{**row, "short": 1000 - paid} for row, paid in zip(short, (60, 0, 0), strict=True)]
    document = plan(made, SPEND, aims=aims)
    assert verify(made, document).ok
    rows = getattr(document, field)
    assert rules(verify(made, changed(document, **{field: (*rows, rows[0])}))) == ["doubles"]


def test_cells_are_there_once():
    made = prepared()
    document = plan(made, SPEND)
    for cells, code in (
        (document.cells[1:], "missing"),
        ((*document.cells, document.cells[0]), "double"),
        ((*document.cells, document.cells[0].model_copy(update={"wijk": "b"})), "unknown"),
        ((*document.cells, document.cells[0].model_copy(update={"year": 2030})), "unknown"),
    ):
        verdict = verify(made, changed(document, cells=cells))
        assert [(fault.rule, fault.code) for fault in verdict.faults] == [("cells", f"verify.cells.{code}")]


@pytest.mark.parametrize("name", ["planned", "regular", "sowing_line", "equal_share"])
@pytest.mark.parametrize("out", [1, -1])
def test_cells_to_the_cent(name, out):
    regular = [{"wijk": "a", "domain": "school", "per_year": 12.34}]
    made = prepared(regular=regular, index={"default": 0.021})
    document = plan(made, SPEND)
    assert verify(made, document).ok
    for i, cell in enumerate(document.cells):
        amount = getattr(cell, name) + Decimal(out).scaleb(-2)
        wrong = changed(document, cells=replaced(document.cells, i, **{name: amount}))
        faults = verify(made, wrong).faults
        assert [(fault.rule, fault.pointer, fault.out) for fault in faults] == [("cells", f"/cells/{i}/{name}", 1)]


def test_coverage_is_rounded_half_to_even():
    # L = 100. 33.33 is 0.3333; with regular money of 1 counting (L is then 101): 34.33 / 101 = 0.33990099...
    made = prepared()
    document = plan(made, ("gemeente", OPEN, 2027, "33.33"))
    assert document.cells[0].coverage == Decimal("0.3333")
    counting = prepared(regular=[{"wijk": "a", "domain": "school", "per_year": 1}], count_regular=True)
    there = plan(counting, ("gemeente", OPEN, 2027, "33.33"))
    assert there.cells[0].coverage == Decimal("0.339901")
    # Over a line of 40,000, in millionths: 0.05 is 1.25, 0.15 is 3.75; the halves 0.02 (0.5) and 0.06 (1.5) go to even.
    rich = prepared(years=1, streams=[stream("gemeente", 40_000)])
    for euros, covered in (("0.05", 1), ("0.15", 4), ("0.02", 0), ("0.06", 2)):
        row = plan(rich, ("gemeente", OPEN, 2027, euros))
        assert verify(rich, row).ok
        assert row.cells[0].coverage * 10**6 == covered
    for made_, good in ((made, document), (counting, there)):
        assert verify(made_, good).ok
        for coverage in (good.cells[0].coverage + Decimal("0.000001"), None, Decimal("0.33990")):
            wrong = changed(good, cells=replaced(good.cells, 0, coverage=coverage))
            assert rules(verify(made_, wrong)) == ["cells"]


def test_a_cell_without_a_line_has_no_coverage():
    made = prepared(domains=[{"id": "school"}, {"id": "werk", "share": 0}])
    document = plan(made, SPEND)
    assert verify(made, document).ok
    i = next(i for i, cell in enumerate(document.cells) if cell.domain == "werk")
    assert document.cells[i].coverage is None
    assert rules(verify(made, changed(document, cells=replaced(document.cells, i, coverage=Decimal(0))))) == ["cells"]


def test_lapsed_in_all():
    made = prepared()
    document = plan(made, SPEND)
    wrong = document.objectives.model_copy(update={"lapsed": Decimal("240.01")})
    verdict = verify(made, changed(document, objectives=wrong))
    assert [(fault.rule, fault.pointer, fault.out) for fault in verdict.faults] == [
        ("objectives", "/objectives/lapsed", 1)
    ]


def test_payments_are_split_as_the_ledger_says():
    # 10.01 over weights 1, 1, 2 is 2.5, 2.5 and 5 whole euros: the first of the equal remainders gets the euro, and the
    # odd cent goes to the largest part: 3, 2 and 5.01.
    serves = [{"wijk": w, "domain": "school", "weight": weight} for w, weight in (("a", 1), ("b", 1), ("c", 2))]
    made = prepared(wijken=[wijk("a"), wijk("b"), wijk("c")], measures=[{"id": "m", "serves": serves}])
    document = plan(made, ("gemeente", "m", 2027, "10.01"))
    assert verify(made, document).ok
    assert [cell.planned for cell in document.cells if cell.year == 2027] == [3, 2, Decimal("5.01")]


WEIGHTS = st.lists(st.decimals("0.01", 9, places=2) | st.sampled_from([Decimal(1), Decimal(4)]), min_size=1, max_size=9)


@given(WEIGHTS, st.integers(0, 10**6))
def test_the_ledger_and_the_checker_divide_alike(weights, amount):
    # Two ways: decimals with fifty digits there, remainders of whole numbers here; equal remainders too (1, 4, 1 of 2).
    cells = tuple(Cell(wijk=f"w{i}", domain="school", weight=weight) for i, weight in enumerate(weights))
    made = Division(Measure.model_construct(id="m", serves=cells, room=None), 100).parts(amount)
    assert made == parts(amount, cells)
    assert sum(made) == amount
    for part, weight in zip(made, weights, strict=True):
        # Less than a euro from its exact part, and odd cents in one part.
        assert abs(part - Fraction(weight) * amount / Fraction(sum(weights))) < 100 + amount % 100


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**4))
def test_halves_go_to_the_even_number(top, bottom):
    assert half_even(top, bottom) == round(Fraction(top, bottom))
    assert half_even(2 * top + 1, 2) == round(Fraction(2 * top + 1, 2))


def test_reasons_and_choices_name_what_is_there():
    made = prepared(measures=[measure("les", ("a", "school"))])
    reason = {"wijk": "a", "domain": "school", "rule": "floors", "pointer": "", "euros": 1, "sentence": ""}
    assert verify(made, plan(made, reasons=[reason])).ok
    assert rules(verify(made, plan(made, reasons=[{**reason, "wijk": "x"}]))) == ["ids"]
    assert rules(verify(made, plan(made, reasons=[{**reason, "domain": "x"}]))) == ["ids"]
    assert rules(verify(made, plan(made, chosen=[{"measure": "les", "start": 2027}]))) == ["ids"]
