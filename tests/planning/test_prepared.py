"""A programme made ready: open measures, years and limits."""

from decimal import Decimal
from typing import Any

import pytest

from planning.prepared import Prepared
from tests.builders import measure, prepared, wijk

TWO = {"wijken": [wijk("a"), wijk("b")], "domains": [{"id": "school"}, {"id": "werk"}]}


def opened(made: Prepared) -> list[str]:
    return [m.id for m in made.measures if ":" in m.id]


def test_every_cell_without_a_measure_gets_an_open_one() -> None:
    made = prepared(**TWO, measures=[measure("m", ("a", "werk"), ("b", "school"))])
    assert opened(made) == ["open:a:school", "open:b:werk"]
    found = made.measure["open:a:school"]
    assert (found.kind, found.max_per_year, found.staff, found.room) == ("incidental", None, False, None)
    assert [(c.wijk, c.domain) for c in found.cells] == [("a", "school")]
    assert list(made.years_of(found)) == [2027, 2028, 2029]


def test_a_room_measure_does_not_count_as_the_measure_of_a_cell() -> None:
    made = prepared(measures=[measure("buurtbudget", ("a", "school"), room="resident")])
    assert opened(made) == ["open:a:school"]


COUNTED: list[tuple[dict[str, Any], Any, list[str]]] = [
    ({"profile": [60]}, "coverage", ["open:a:school"]),
    ({"profile": [60]}, {"coverage": 1, "benefit": 0.5}, ["open:a:school"]),
    ({"profile": [60]}, {"coverage": 0, "benefit": 1}, []),
    ({"profile": [60]}, "benefit", []),
    ({"min_per_year": 60}, "coverage", []),
    ({"min_years": 3}, "coverage", []),
    ({}, "coverage", []),
]
"""Fields of the only measure of a cell, the objective, and what is opened (decision 11)."""


@pytest.mark.parametrize(("fields", "objective", "expected"), COUNTED)
def test_an_investment_leaves_its_cell_open_unless_benefit_alone_counts(
    fields: dict[str, Any], objective: Any, expected: list[str]
) -> None:
    made = prepared(measures=[measure("m", ("a", "school"), **fields)], objective=objective)
    assert opened(made) == expected


def test_an_investment_beside_an_ordinary_measure_opens_nothing() -> None:
    measures = [measure("zaal", ("a", "school"), profile=[60]), measure("les", ("a", "school"))]
    assert opened(prepared(measures=measures)) == []


@pytest.mark.parametrize(("objective", "expected"), [("coverage", ["open:resident:a"]), ("benefit", [])])
def test_a_room_that_is_an_investment_leaves_the_wijk_without_room(objective: str, expected: list[str]) -> None:
    measures = [measure("zaal", ("a", "school"), profile=[60], room="resident"), measure("les", ("a", "school"))]
    rules = {"resident_initiatives": {"share": 0.1}}
    assert opened(prepared(measures=measures, rules=rules, objective=objective)) == expected


def test_an_office_serves_no_cell() -> None:
    assert opened(prepared(measures=[{"id": "bureau", "serves": "programme"}])) == ["open:a:school"]


@pytest.mark.parametrize(
    "fields",
    [
        {"wijken": [wijk("a", 0)]},
        {"domains": [{"id": "school", "share": 0}]},
        {"wijken": [wijk("a", need={"school": 0})]},
        {"domains": [{"id": "school", "norm": 0}]},
        {"streams": []},
    ],
)
def test_a_cell_without_a_sowing_line_gets_none(fields: dict[str, object]) -> None:
    assert opened(prepared(**fields)) == []


def test_a_line_in_one_year_is_enough() -> None:
    residents = {"2027": 0, "2029": 10}
    made = prepared(wijken=[wijk("a"), {"id": "b", "residents": residents}])
    assert opened(made) == ["open:a:school", "open:b:school"]


@pytest.mark.parametrize(("rule", "kind"), [("frontline_room", "professional"), ("resident_initiatives", "resident")])
@pytest.mark.parametrize("strength", ["must", "aim"])
def test_a_room_rule_opens_a_room_in_every_wijk_without_one(rule: str, kind: str, strength: str) -> None:
    other = "resident" if kind == "professional" else "professional"
    rooms = [measure("kamer", ("a", "werk"), room=kind), measure("ander", ("b", "werk"), room=other)]
    made = prepared(**TWO, measures=rooms, rules={rule: {"share": 0.02, "strength": strength}})
    assert [m for m in opened(made) if kind in m] == [f"open:{kind}:b"]
    assert not [m for m in opened(made) if other in m]
    found = made.measure[f"open:{kind}:b"]
    assert (found.room, found.kind, found.indicator, found.staff) == (kind, "incidental", None, False)


def test_without_the_rule_no_room_is_opened() -> None:
    assert not [m for m in opened(prepared(**TWO)) if "resident" in m or "professional" in m]


def test_an_open_room_serves_the_domains_in_proportion_to_their_sowing_lines() -> None:
    # 100 euros a year; shares 2 : 1 : 0: 66.67 and 33.33, three years; nothing for wonen
    domains = [{"id": "school", "share": 2}, {"id": "werk"}, {"id": "wonen", "share": 0}]
    made = prepared(domains=domains, rules={"frontline_room": {"share": 0.1}})
    cells = made.measure["open:professional:a"].cells
    assert [(c.domain, c.weight) for c in cells] == [("school", 20_001), ("werk", 9_999)]


def test_a_wijk_without_a_sowing_line_gets_no_room() -> None:
    made = prepared(wijken=[wijk("a"), wijk("b", 0)], rules={"frontline_room": {"share": 0.1}})
    assert opened(made) == ["open:a:school", "open:professional:a"]


def test_measures_come_in_document_order_and_then_the_open_ones() -> None:
    made = prepared(**TWO, measures=[measure("z", ("b", "werk")), measure("a", ("a", "school"))])
    assert [m.id for m in made.measures] == ["z", "a", "open:a:werk", "open:b:school"]


@pytest.mark.parametrize(
    ("fields", "years"),
    [
        ({}, [2027, 2028, 2029]),
        ({"first_year": 2028}, [2028, 2029]),
        ({"last_year": 2028}, [2027, 2028]),
        ({"first_year": 2028, "last_year": 2028}, [2028]),
        ({"first_year": 2020, "last_year": 2040}, [2027, 2028, 2029]),
        ({"first_year": 2020, "last_year": 2021}, []),
        ({"first_year": 2029, "last_year": 2028}, []),
    ],
)
def test_years_of_a_measure(fields: dict[str, int], years: list[int]) -> None:
    made = prepared(measures=[measure("m", ("a", "school"), **fields)])
    assert list(made.years_of(made.measure["m"])) == years


def test_limits_follow_the_index_in_whole_euros() -> None:
    m, fixed = measure("m", ("a", "school")), measure("vast", ("a", "school"), indexed=False)
    made = prepared(index={"default": 0.025}, measures=[m, fixed])
    # 1,000.30 × 1.025 = 1,025.31; 102 × 1.025² = 107.16; 20 × 1.025 = 20.5 goes to the even euro
    assert made.nominal(made.measure["m"], Decimal("1000.30"), 2028) == 102_500
    assert made.nominal(made.measure["m"], Decimal(102), 2029) == 10_700
    assert made.nominal(made.measure["m"], Decimal(20), 2028) == 2_000
    assert made.nominal(made.measure["vast"], Decimal("1000.30"), 2028) == 100_030


def test_streams_that_do_not_count_are_not_there() -> None:
    streams = [
        {"id": name, "partner": "gemeente", "certainty": name, "amounts": {"2027": 100}}
        for name in ("confirmed", "expected", "possible")
    ]
    for count, expected in (("confirmed", 1), ("expected", 2), ("all", 3)):
        assert len(prepared(streams=streams, count=count).stream) == expected
