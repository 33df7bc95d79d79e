"""Known answers for the rules of the money streams. The arithmetic stands with each test; money in euros."""

from __future__ import annotations

from typing import Any

import pytest

from planning.optimiser.engine import Engine, How, Status
from tests.builders import measure, stream, wijk
from tests.planning.optimiser.solving import modelled, solved

TWO = [wijk("a"), wijk("b")]
"""Two equal wijken: each has half of the sowing line."""
MATCH: dict[str, Any] = {"ratio": 1, "from_layers": ["municipality"]}


def municipality(*amounts: float, **fields: Any) -> dict[str, Any]:
    """The municipality's stream."""
    return stream("gemeente", *amounts, **fields)


def state(*amounts: float, identifier: str = "rijk", **fields: Any) -> dict[str, Any]:
    """A stream of the state."""
    return stream(identifier, *amounts, partner="rijk", **fields)


# ---- stream_balance ----


def test_what_comes_in_is_spent_in_its_year() -> None:
    """Without carry-over each year's income is that year's spending; the opening is there in the first year."""
    plan = solved(streams=[municipality(30_000, 60_000, 10_000, opening=5_000)])
    assert plan.paid("gemeente") == [35_000, 60_000, 10_000]
    assert plan.lost == 0


def test_what_nothing_can_be_paid_from_lapses() -> None:
    """The stream may pay only a measure of 2028: the money of 2027 and 2029 lapses, that of 2028 is spent."""
    plan = solved(
        streams=[municipality(30_000, 60_000, 10_000, measures=["m"])],
        measures=[measure("m", ("a", "school"), first_year=2028, last_year=2028)],
    )
    assert plan.paid("gemeente", "m") == [0, 60_000, 0]
    assert plan.lapsed("gemeente") == [30_000, 0, 10_000]


def test_streams_that_do_not_count_pay_nothing() -> None:
    """count is "expected": of 30,000 confirmed, 20,000 expected and 50,000 possible a year, 50,000 is spent."""
    plan = solved(
        streams=[
            municipality(30_000, 30_000, 30_000),
            state(20_000, 20_000, 20_000, certainty="expected"),
            stream("hoop", 50_000, 50_000, 50_000, certainty="possible"),
        ]
    )
    assert plan.paid() == [50_000, 50_000, 50_000]
    assert plan.paid("hoop") == [0, 0, 0]


# ---- carry_over ----


def test_without_carry_over_money_stays_in_its_year() -> None:
    """The plan that the next three tests change: 300,000 at once."""
    plan = solved(streams=[municipality(300_000, 0, 0)])
    assert plan.cell("a") == [300_000, 0, 0]


def test_all_may_be_carried() -> None:
    """300,000 over three equal years: 100,000 each, so 200,000 and 100,000 are carried."""
    plan = solved(streams=[municipality(300_000, 0, 0, carry_over={})])
    assert plan.cell("a") == [100_000, 100_000, 100_000]
    assert plan.carried("gemeente") == [200_000, 100_000, 0]


def test_half_may_be_carried() -> None:
    """carried ≤ 0.5 × 300,000 = 150,000, so 2027 spends 150,000. Of those 150,000 at most half goes on again: 75,000
    for 2028 and 75,000 for 2029, which is as even as can be.
    """
    plan = solved(streams=[municipality(300_000, 0, 0, carry_over={"share": 0.5})])
    assert plan.cell("a") == [150_000, 75_000, 75_000]
    assert plan.carried("gemeente") == [150_000, 75_000, 0]


def test_the_share_is_of_the_opening_too() -> None:
    """Available in 2027: 40,000 + 60,000 opening. Half, 50,000, may go on; in 2028 and 2029 half of that, 25,000."""
    plan = solved(streams=[municipality(40_000, 0, 0, opening=60_000, carry_over={"share": 0.5})])
    assert plan.cell("a") == [50_000, 25_000, 25_000]


def test_until_is_the_last_year_in_which_the_money_can_be_spent() -> None:
    """until 2028: 300,000 over 2027 and 2028, nothing in 2029."""
    plan = solved(streams=[municipality(300_000, 0, 0, carry_over={"until": 2028})])
    assert plan.cell("a") == [150_000, 150_000, 0]
    assert plan.carried("gemeente") == [150_000, 0, 0]


def test_carried_money_is_nominal_and_buys_less() -> None:
    """10% a year: p = 1, 1.1. The line is steady in real terms: of 210,000, 100,000 in 2027 and 110,000 in 2028."""
    plan = solved(years=2, index={"default": 0.1}, streams=[municipality(210_000, 0, carry_over={})])
    assert plan.cell("a") == [100_000, 110_000]


# ---- commitments ----


def test_a_commitment_is_paid() -> None:
    """Of 100,000 each wijk would get 50,000; 70,000 is committed to a, so b keeps 30,000. In 2028 nothing is."""
    fields: dict[str, Any] = {
        "years": 2,
        "wijken": TWO,
        "streams": [municipality(100_000, 100_000)],
        "measures": [measure("m", ("a", "school"))],
    }
    committed = [{"stream": "gemeente", "measure": "m", "year": 2027, "amount": 70_000}]
    assert solved(**fields).cell("a") == [50_000, 50_000]
    plan = solved(**fields, commitments=committed)
    assert plan.cell("a") == [70_000, 50_000]
    assert plan.cell("b") == [30_000, 50_000]


def test_commitments_are_nominal_and_add_up() -> None:
    """10% a year: 110,000 in 2028. 40,000 + 30,000 stays 70,000, so b gets 40,000 (else each would get 55,000)."""
    plan = solved(
        years=2,
        index={"default": 0.1},
        wijken=TWO,
        streams=[municipality(100_000, 110_000)],
        measures=[measure("m", ("a", "school"))],
        commitments=[
            {"stream": "gemeente", "measure": "m", "year": 2028, "amount": 40_000},
            {"stream": "gemeente", "measure": "m", "year": 2028, "amount": 30_000},
        ],
    )
    assert plan.cell("a") == [50_000, 70_000]
    assert plan.cell("b") == [50_000, 40_000]


def test_a_commitment_of_a_stream_that_cannot_pay_is_no_plan() -> None:
    """Committed in 2028 by a stream that has money in 2027 alone: the row asks 0 ≥ 10, so there is no plan."""
    model = modelled(
        years=2,
        streams=[municipality(100_000, 0)],
        measures=[measure("m", ("a", "school"))],
        commitments=[{"stream": "gemeente", "measure": "m", "year": 2028, "amount": 10_000}],
    )
    engine = Engine(model)
    assert engine.minimise(engine.arrays.col_low * 0, How.COLD) is Status.INFEASIBLE


# ---- co_financing ----


def test_state_money_asks_as_much_of_others() -> None:
    """Ratio 1: of the state's 60,000 only 40,000 finds a match in the municipality's 40,000; 20,000 lapses."""
    streams = [municipality(40_000), state(60_000, match=MATCH)]
    assert solved(years=1, streams=[streams[0], state(60_000)]).paid("rijk") == [60_000]
    plan = solved(years=1, streams=streams)
    assert plan.paid("rijk") == [40_000]
    assert plan.lapsed("rijk") == [20_000]


def test_ratio_and_layers() -> None:
    """Ratio 0.5, from partners alone: the corporation's 20,000 matches 40,000 of 60,000; the municipality's nothing."""
    plan = solved(
        years=1,
        streams=[
            municipality(90_000),
            state(60_000, match={"ratio": 0.5, "from_layers": ["partner"]}),
            stream("fonds", 20_000, partner="corporatie"),
        ],
    )
    assert plan.paid("rijk") == [40_000]
    assert plan.lapsed("rijk") == [20_000]


def test_a_stream_never_matches_itself() -> None:
    """The only stream is of the municipality and asks a match of the municipality: nothing can be spent."""
    plan = solved(years=1, streams=[municipality(50_000, match=MATCH)])
    assert plan.lapsed("gemeente") == [50_000]


def test_match_per_wijk() -> None:
    """The municipality may pay in a alone (50,000), the state anywhere (50,000). Without a match each wijk gets 50,000.
    With a match in the same wijk the state's money follows: all 100,000 in a. With scope programme it need not.
    """
    there = municipality(50_000, wijken=["a"])
    plain = solved(years=1, wijken=TWO, streams=[there, state(50_000)])
    anywhere = solved(years=1, wijken=TWO, streams=[there, state(50_000, match=MATCH)])
    same = solved(years=1, wijken=TWO, streams=[there, state(50_000, match={**MATCH, "scope": "wijk"})])
    assert plain.cell("b") == anywhere.cell("b") == [50_000]
    assert same.cell("a") == [100_000]
    assert same.cell("b") == [0]


def test_match_per_measure() -> None:
    """m (at most 70,000) and n serve a; the municipality pays 30,000, to m alone. Ratio 0.5 lets 60,000 of the state
    stand beside it: with scope wijk all its 50,000 (40,000 in m, 10,000 in n), with scope measure the 40,000 for
    which m has room, and 10,000 lapses.
    """
    fields: dict[str, Any] = {
        "years": 1,
        "measures": [measure("m", ("a", "school"), max_per_year=70_000), measure("n", ("a", "school"))],
    }
    there, half = municipality(30_000, measures=["m"]), {**MATCH, "ratio": 0.5}
    per_wijk = solved(**fields, streams=[there, state(50_000, match={**half, "scope": "wijk"})])
    per_measure = solved(**fields, streams=[there, state(50_000, match={**half, "scope": "measure"})])
    assert per_wijk.paid("rijk", "m") == [40_000]
    assert per_wijk.paid("rijk", "n") == [10_000]
    assert per_measure.paid("rijk", "m") == [40_000]
    assert per_measure.lapsed("rijk") == [10_000]


def test_match_per_term() -> None:
    """The state brings 50,000 in 2027, the municipality 50,000 in 2028. Year by year nothing of the state matches; over
    the term all of it does.
    """
    given = municipality(0, 50_000)
    yearly = solved(years=2, streams=[given, state(50_000, 0, match=MATCH)])
    term = solved(years=2, streams=[given, state(50_000, 0, match={**MATCH, "per": "term"})])
    assert yearly.lapsed("rijk") == [50_000, 0]
    assert term.paid("rijk") == [50_000, 0]


def test_each_euro_matches_once() -> None:
    """Two state streams of 20,000, one for a and one for anywhere, ask the municipality's 30,000: 30,000 of their
    40,000 can be matched, although 30,000 would do for each alone.
    """
    plan = solved(
        years=1,
        wijken=TWO,
        streams=[
            municipality(30_000),
            state(20_000, match=MATCH, wijken=["a"], identifier="rijk-a"),
            state(20_000, match=MATCH),
        ],
    )
    assert plan.paid("rijk")[0] + plan.paid("rijk-a")[0] == 30_000
    assert plan.lost == 10_000


def test_overlapping_earmarks_take_the_money_that_only_one_can_use() -> None:
    """rijk-a (20,000, for a) can be matched in a alone, rijk (20,000) anywhere. The municipality has 20,000 for a and
    20,000 for b, so all is matched: rijk-a by the money in a, rijk by the money in b.
    """
    plan = solved(
        years=1,
        wijken=TWO,
        streams=[
            municipality(20_000, wijken=["a"]),
            stream("gemeente-b", 20_000, wijken=["b"]),
            state(20_000, match=MATCH, wijken=["a"], identifier="rijk-a"),
            state(20_000, match=MATCH),
        ],
    )
    assert plan.lost == 0
    assert plan.cell("a") == plan.cell("b") == [40_000]


def test_matching_money_must_lie_in_the_earmark() -> None:
    """The state's 30,000 is for a, the municipality's 40,000 for b: no match, though both are in the programme."""
    plan = solved(
        years=1, wijken=TWO, streams=[municipality(40_000, wijken=["b"]), state(30_000, match=MATCH, wijken=["a"])]
    )
    assert plan.lapsed("rijk") == [30_000]


def test_all_parts_of_a_shared_measure_count_for_one_demand() -> None:
    """m serves a and b; the municipality pays it 40,000, which counts in full for rijk (anywhere). The other state
    stream could match in a, but has no measure of a of its own: what it asks must not hide half of the 40,000.
    """
    plan = solved(
        years=1,
        wijken=TWO,
        measures=[measure("m", ("a", "school"), ("b", "school")), measure("n", ("a", "school"))],
        streams=[
            municipality(40_000, measures=["m"]),
            state(40_000, match=MATCH),
            state(0, match={**MATCH, "scope": "measure"}, wijken=["a"], identifier="rijk-a"),
        ],
    )
    assert plan.paid("rijk") == [40_000]


def test_an_office_matches_with_scope_programme_and_not_with_scope_wijk() -> None:
    """30,000 of the municipality is committed to an office and nothing else is there to match the state's 30,000."""
    fields: dict[str, Any] = {
        "years": 1,
        "measures": [{"id": "bureau", "serves": "programme"}],
        "commitments": [{"stream": "gemeente", "measure": "bureau", "year": 2027, "amount": 30_000}],
    }
    anywhere = solved(**fields, streams=[municipality(30_000), state(30_000, match=MATCH)])
    same = solved(**fields, streams=[municipality(30_000), state(30_000, match={**MATCH, "scope": "wijk"})])
    assert anywhere.paid("rijk") == [30_000]
    assert same.lapsed("rijk") == [30_000]


@pytest.mark.parametrize("scope", ["wijk", "measure", "programme"])
def test_own_money_in_an_office_asks_a_match_where_an_office_is_a_place(scope: str) -> None:
    """The state pays 10,000 to an office. An office is in no wijk, so with scope wijk nothing has to match it; with the
    other scopes the municipality's 10,000 must: in the office itself for scope measure, so the state's is not enough.
    """
    model = modelled(
        years=1,
        streams=[municipality(10_000), state(10_000, match={**MATCH, "scope": scope})],
        measures=[{"id": "bureau", "serves": "programme"}],
        commitments=[{"stream": "rijk", "measure": "bureau", "year": 2027, "amount": 10_000}],
    )
    engine = Engine(model)
    expected = Status.INFEASIBLE if scope == "measure" else Status.OPTIMAL
    assert engine.minimise(engine.arrays.col_low * 0, How.COLD) is expected
