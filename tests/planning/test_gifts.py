"""Who gives so that others get: it reconciles to the euro, whatever the plan."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from planning.gifts import LAPSED, OFFICE, OTHER, flows, gifts
from planning.optimiser.planner import plan_programme
from planning.plan import CellYear, PlanDocument, Spend, StreamYear
from planning.prepared import Prepared
from tests.builders import measure, prepared, stream, wijk

YEARS = range(2027, 2030)
WIJKEN = ("a", "b", "c")


def planned(made: Prepared) -> PlanDocument:
    return plan_programme(made)


def test_who_gives_so_that_others_get() -> None:
    """Need 1.5 and 0.5: of 100,000 a gets 75,000 and b 25,000, where equal treatment is 50,000. So b gives a 25,000."""
    wijken = [wijk("a", need={"school": 1.5}), wijk("b", need={"school": 0.5})]
    made = prepared(years=1, wijken=wijken, streams=[stream("g", 100_000)])
    found = gifts(made, planned(made))
    assert found.more == {"a": 25_000, "b": -25_000, OFFICE: 0, LAPSED: 0, OTHER: 0}
    assert found.flows == {"b": {"a": 25_000}}


def test_offices_and_what_lapses_stand_apart() -> None:
    """120,000, of which an office gets 30,000 and 50,000 is for c, which can be paid 40,000: 10,000 lapses.

    Equal shares are 40,000. a and b share what is free: 120,000 − 30,000 − 50,000 = 40,000, 20,000 each; c gets 40,000.
    So a and b give 20,000 each, 30,000 to the office and 10,000 to what lapses: 15,000 and 5,000 of each.
    """
    made = prepared(
        years=1,
        wijken=[wijk("a"), wijk("b"), wijk("c")],
        streams=[stream("g", 70_000), stream("r", 50_000, wijken=["c"])],
        measures=[
            {"id": "bureau", "serves": "programme"},
            measure("m", ("c", "school"), max_per_year=40_000),
        ],
        commitments=[{"stream": "g", "measure": "bureau", "year": 2027, "amount": 30_000}],
    )
    found = gifts(made, planned(made))
    assert found.more == {"a": -20_000, "b": -20_000, "c": 0, OFFICE: 30_000, LAPSED: 10_000, OTHER: 0}
    assert found.flows == {"a": {OFFICE: 15_000, LAPSED: 5_000}, "b": {OFFICE: 15_000, LAPSED: 5_000}}


def test_what_a_year_gets_of_other_years_stands_apart() -> None:
    """90,000 comes in 2027 and is spent then; equal shares are 30,000 a year. In 2027 the other years give 60,000."""
    made = prepared(streams=[stream("g", 90_000)])
    found = gifts(made, planned(made), [2027])
    assert found.more == {"a": 60_000, OFFICE: 0, LAPSED: 0, OTHER: -60_000}
    assert found.flows == {OTHER: {"a": 60_000}}
    assert gifts(made, planned(made)).flows == {}


cents = st.integers(0, 10**9).map(lambda amount: Decimal(amount).scaleb(-2))


@st.composite
def plans(draw: st.DrawFn) -> PlanDocument:
    """Any amounts at all, to the cent: not a plan of the programme, but arithmetic must not care."""
    cells = [
        CellYear(
            wijk=name,
            domain="school",
            year=year,
            planned=draw(cents),
            regular=Decimal(0),
            sowing_line=draw(cents),
            equal_share=draw(cents),
            coverage=None,
        )
        for name in WIJKEN
        for year in YEARS
    ]
    office = [Spend(stream="g", measure="bureau", year=year, amount=draw(cents)) for year in YEARS]
    lapsed = [StreamYear(stream="g", year=year, amount=draw(cents)) for year in YEARS]
    return PlanDocument(
        programme="p",
        programme_sha256="0",
        status="optimal",
        cells=tuple(cells),
        spend=tuple(office),
        lapsed=tuple(lapsed),
    )


MADE = prepared(wijken=[wijk(name) for name in WIJKEN], measures=[{"id": "bureau", "serves": "programme"}])


@settings(max_examples=200, deadline=None)
@given(plans())
def test_what_is_given_is_what_is_got(plan: PlanDocument) -> None:
    """All sums to 0, rows to what each gives, columns to what each gets; a wijk is within a euro of its cents."""
    found = gifts(MADE, plan)
    assert sum(found.more.values()) == 0
    for giver, row in found.flows.items():
        assert sum(row.values()) == -found.more[giver]
        assert all(part >= 0 for part in row.values())
    for getter in (one for one, euros in found.more.items() if euros > 0):
        assert sum(row[getter] for row in found.flows.values()) == found.more[getter]
    for name in WIJKEN:
        exact = sum(cell.planned - cell.equal_share for cell in plan.cells if cell.wijk == name)
        assert abs(found.more[name] - exact) < 1


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=30))
def test_givers_are_divided_in_proportion(amounts: list[int]) -> None:
    """Every part of the table is within the number of givers of what proportion says."""
    more = {str(i): amount for i, amount in enumerate(amounts)} | {"rest": -sum(amounts)}
    found = flows(more)
    got = sum(euros for euros in more.values() if euros > 0)
    for giver, row in found.items():
        for getter, part in row.items():
            assert abs(part - -more[giver] * more[getter] / got) <= len(found) + 1e-3
