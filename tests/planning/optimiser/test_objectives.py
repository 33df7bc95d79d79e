"""Known answers for what the plan strives for: dial, norm, evenness, steadiness, benefit, least change.

The optimum of growth is known to the euro where its coverage is a point of the last grid (whole steps of 0.0005 from
the programme's own level); elsewhere it is known to a percentage point. The arithmetic stands with each test; in
euros.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import measure, stream, wijk
from tests.planning.optimiser.solving import Solved, solved

TWO = [wijk("a"), wijk("b")]
HUNDRED = [stream("gemeente", 100_000)]


# ---- the line ----


@pytest.mark.parametrize(
    ("dial", "money"), [(0, [50_000, 50_000]), (1, [25_000, 75_000]), (2, [10_000, 90_000]), (0.5, [36_603, 63_397])]
)
def test_the_dial(dial: float, money: list[int]) -> None:
    """Needs 1 and 3, equal residents: weights 3^dial to 1, so b gets 1/2, 3/4, 9/10 and √3/(1 + √3) = 0.63397."""
    wijken = [wijk("a", need={"school": 1}), wijk("b", need={"school": 3})]
    plan = solved(years=1, wijken=wijken, streams=HUNDRED, dial=dial)
    assert [*plan.cell("a"), *plan.cell("b")] == money


def test_residents_focus_and_share_weigh_too() -> None:
    """a: 1,000 residents, focus on school with factor 2; b: 3,000. Shares school 1, werk 1. Weights: a 2 and 1, b 3 and
    3, together 9: of 90,000 a gets 20,000 and 10,000, b 30,000 and 30,000.
    """
    wijken = [wijk("a", focus=[{"domain": "school", "factor": 2}]), wijk("b", 3000)]
    domains = [{"id": "school"}, {"id": "werk"}]
    plan = solved(years=1, domains=domains, wijken=wijken, streams=[stream("gemeente", 90_000)])
    assert plan.cell("a") + plan.cell("a", "werk") == [20_000, 10_000]
    assert plan.cell("b") + plan.cell("b", "werk") == [30_000, 30_000]


def test_a_norm_is_an_amount_and_not_a_share() -> None:
    """Norm 60 per resident, needs 1 and 2: lines of 60,000 and 120,000. Of 90,000 each gets half: coverage 0.5."""
    wijken = [wijk("a", need={"school": 1}), wijk("b", need={"school": 2})]
    domains = [{"id": "school", "norm": 60}]
    plan = solved(years=1, domains=domains, wijken=wijken, streams=[stream("gemeente", 90_000)])
    assert plan.cell("a") + plan.cell("b") == [30_000, 60_000]
    assert set(plan.coverage.values()) == {0.5}


def test_more_than_the_norm() -> None:
    """Norms 20 and 10 with 1,000 residents ask 30,000; 90,000 covers both three times."""
    domains = [{"id": "school", "norm": 20}, {"id": "werk", "norm": 10}]
    plan = solved(years=1, domains=domains, streams=[stream("gemeente", 90_000)])
    assert plan.cell("a") + plan.cell("a", "werk") == [60_000, 30_000]


def test_regular_money_that_counts() -> None:
    """a has 60,000 of regular money a year in prices of 2027, 10% a year: 60,000 and 66,000. With 140,000 and 154,000
    divided here the line of each wijk is 100,000 and 110,000: a gets 40,000 and 44,000. Where it does not count 70,000.
    """
    fields: dict[str, Any] = {
        "years": 2,
        "index": {"default": 0.1},
        "wijken": TWO,
        "streams": [stream("gemeente", 140_000, 154_000)],
        "regular": [{"wijk": "a", "domain": "school", "per_year": 60_000}],
    }
    counted = solved(**fields, count_regular=True)
    assert counted.cell("a") == [40_000, 44_000]
    assert counted.cell("b") == [100_000, 110_000]
    assert set(counted.coverage.values()) == {1.0}
    assert solved(**fields).cell("a") == [70_000, 77_000]


def test_regular_money_beyond_the_line_stays_there() -> None:
    """a has 150,000 of regular money, 50,000 is divided: lines of 100,000, and all 50,000 goes to b."""
    plan = solved(
        years=1,
        wijken=TWO,
        streams=[stream("gemeente", 50_000)],
        regular=[{"wijk": "a", "domain": "school", "per_year": 150_000}],
        count_regular=True,
    )
    assert plan.cell("a") + plan.cell("b") == [0, 50_000]
    assert plan.coverage["a", "school", 2027] == 1.5


def test_an_earlier_price_base_changes_limits_and_no_money() -> None:
    """Prices of 2025 and 10% a year: p[2027] = 1.21. A maximum of 40,000 is 48,400 in 2027; income stays nominal."""
    plan = solved(
        years=1,
        price_base_year=2025,
        index={"default": 0.1},
        streams=HUNDRED,
        measures=[measure("m", ("a", "school"), max_per_year=40_000)],
    )
    assert plan.cell("a") == [48_400]
    assert plan.lost == 51_600


# ---- evenness ----


def dear(evenness: float) -> Solved:
    """A euro for b costs two: its measure lies for half in c, where nobody lives. Lines of a and b: 50,000 each."""
    return solved(
        years=1,
        evenness=evenness,
        wijken=[*TWO, wijk("c", 0)],
        streams=HUNDRED,
        measures=[measure("m", ("b", "school"), ("c", "school"))],
    )


def test_evenness_of_one_divides_the_money_by_the_lines() -> None:
    """U' = 1/a: a euro in the dear cell must bring as much as in the other, (1/A)/1 = (1/B)/2, so A = 2·B. Money: A +
    2·B = 2, so A = 1, B = 0.5: both cells cost 50,000.
    """
    plan = dear(1)
    assert plan.cell("a") + plan.cell("b") == [50_000, 25_000]


@pytest.mark.parametrize(("evenness", "ratio"), [(0.25, 16.0), (0.5, 4.0), (2, 2**0.5), (4, 2**0.25)])
def test_evenness_says_how_much_dear_cells_fall_behind(evenness: float, ratio: float) -> None:
    """U' = a^(−evenness), so A/B = 2^(1/evenness): 16 for 0.25 (money goes where it does most), 1.19 for 4 (near to max
    and min the same). With A + 2·B = 2: B = 2/(ratio + 2).
    """
    plan = dear(evenness)
    b = 2 / (ratio + 2)
    assert plan.coverage["b", "school", 2027] == pytest.approx(b, abs=0.005)
    assert plan.coverage["a", "school", 2027] == pytest.approx(ratio * b, abs=0.01)
    assert plan.lost == 0


@pytest.mark.parametrize("evenness", [0.25, 1, 4])
def test_equal_prices_give_equal_coverage_whatever_the_evenness(evenness: float) -> None:
    """Lines of 25,000 and 75,000, and 100,000: 100% each."""
    wijken = [wijk("a"), wijk("b", 3000)]
    assert solved(years=1, wijken=wijken, streams=HUNDRED, evenness=evenness).cell("a") == [25_000]


# ---- steadiness ----


def growing(steadiness: float, **fields: Any) -> Solved:
    """200,000 at once, to be carried; a norm of 50 asks 50,000 in 2027 (1,000 residents), 150,000 in 2028 (3,000)."""
    people = {"id": "a", "residents": {"2027": 1000, "2028": 3000}, **fields}
    return solved(
        years=2,
        steadiness=steadiness,
        domains=[{"id": "school", "norm": 50}],
        wijken=[people],
        streams=[stream("gemeente", 200_000, 0, carry_over={})],
    )


def test_without_steadiness_money_follows_the_line() -> None:
    """50,000 and 150,000: full coverage."""
    assert growing(0).cell("a") == [50_000, 150_000]


def test_steadiness_pulls_money_to_another_year() -> None:
    """x more in 2027 (thousands): growth 50·ln((50 + x)/50) + 150·ln((150 − x)/150), change 100 − 2x. The best x has
    50/(50 + x) − 150/(150 − x) + 2s = 0. With s = 0.3125: x = 30, as 50/80 − 150/120 = 0.625 − 1.25 = −0.625.
    """
    assert growing(0.3125).cell("a") == [80_000, 120_000]


def test_what_steadiness_cost_in_growth() -> None:
    """There growth is 50·ln(1.6) + 150·ln(0.8) = 23.500 − 33.472 = −9.971 thousand, and 0 with full coverage."""
    assert growing(0.3125).outcome.steadiness_cost == pytest.approx(9.971, abs=0.01)
    assert growing(0).outcome.steadiness_cost == 0


def test_change_counts_double_in_a_focus() -> None:
    """Half the weight and a focus (factor 1) is the same."""
    plan = growing(0.15625, focus=[{"domain": "school", "factor": 1}])
    assert plan.cell("a") == [80_000, 120_000]


def test_full_steadiness_stays_steady() -> None:
    """s = 1: at x = 50 both years are 100,000, and 50/100 − 150/100 + 2 = 1 > 0: no change is worth it."""
    assert growing(1).cell("a") == [100_000, 100_000]


def test_change_is_in_real_money() -> None:
    """10% a year and full steadiness. Norm 50 asks 50,000 and 1.1 · 150,000; of 210,000 steady is 100,000 and
    110,000.
    """
    people = {"id": "a", "residents": {"2027": 1000, "2028": 3000}}
    plan = solved(
        years=2,
        steadiness=1,
        index={"default": 0.1},
        domains=[{"id": "school", "norm": 50}],
        wijken=[people],
        streams=[stream("gemeente", 210_000, 0, carry_over={})],
    )
    assert plan.cell("a") == [100_000, 110_000]


def test_steadiness_between_wijken() -> None:
    """a grows from 1,000 to 3,000 residents, b shrinks from 3,000 to 1,000; 100,000 a year without carry-over. Moving
    x to the smaller cell in both years takes 2x off the change of each wijk: growth 2·(25·ln((25 + x)/25) + 75·ln((75
    − x)/75)), change 2·(50 − 2x). Best: 25/(25 + x) − 75/(75 − x) + 2s = 0; s = 0.3125 gives x = 15.
    """
    wijken = [
        {"id": "a", "residents": {"2027": 1000, "2028": 3000}},
        {"id": "b", "residents": {"2027": 3000, "2028": 1000}},
    ]
    plan = solved(years=2, steadiness=0.3125, wijken=wijken, streams=[stream("gemeente", 100_000, 100_000)])
    assert plan.cell("a") == [40_000, 60_000]
    assert plan.cell("b") == [60_000, 40_000]


# ---- benefit ----

USEFUL = [
    measure("m", ("a", "school"), benefit=1, max_per_year=70_000),
    measure("n", ("b", "school"), benefit=3, max_per_year=20_000),
    measure("o", ("b", "school"), benefit=2),
]


def test_benefit_alone_takes_the_best_first() -> None:
    """n (3 a euro) gets its 20,000, o (2) all the rest; m (1) nothing."""
    plan = solved(years=1, wijken=TWO, streams=HUNDRED, measures=USEFUL, objective="benefit")
    assert plan.spend == {("gemeente", "n", 2027): 20_000, ("gemeente", "o", 2027): 80_000}


def test_benefit_spends_what_brings_nothing_too() -> None:
    """n has its 20,000; the other measure brings nothing, and yet the money is spent rather than lost."""
    plan = solved(
        years=1,
        streams=HUNDRED,
        measures=[measure("n", ("a", "school"), benefit=3, max_per_year=20_000), measure("p", ("a", "school"))],
        objective="benefit",
    )
    assert plan.paid(measure="p") == [80_000]


def test_with_benefit_an_aim_comes_before_lost_money() -> None:
    """Income 100,000 and 45,000, at most a tenth less: met in full by spending 50,000 in 2027. As "nothing lost" comes
    last here, 50,000 lapses; with the objective coverage nothing does.
    """
    rules = {"persistence": {"max_drop": 0.1, "cells": "all", "strength": "aim"}}
    fields: dict[str, Any] = {"years": 2, "streams": [stream("gemeente", 100_000, 45_000)], "rules": rules}
    fields["measures"] = [measure("m", ("a", "school"), benefit=1)]
    assert solved(**fields, objective="benefit").cell("a") == [50_000, 45_000]
    assert solved(**fields).cell("a") == [100_000, 45_000]


def test_a_mixed_objective() -> None:
    """Lines of 50,000. x in a (thousands): 50·ln(x/50) + 50·ln((100 − x)/50) + w·b·x, best where 50/x − 50/(100 − x) +
    w·b = 0. At x = 80: 0.625 − 2.5 = −1.875 = −w·b, with w = 0.5 and b = 3.75. Without benefit x = 50.
    """
    measures = [measure("m", ("a", "school"), benefit=3.75)]
    fields: dict[str, Any] = {"years": 1, "wijken": TWO, "streams": HUNDRED, "measures": measures}
    plan = solved(**fields, objective={"coverage": 1, "benefit": 0.5})
    assert plan.cell("a") + plan.cell("b") == [80_000, 20_000]
    assert solved(**fields, objective={"coverage": 1, "benefit": 0}).cell("a") == [50_000]
    assert solved(**fields, objective={"coverage": 2, "benefit": 1}).cell("a") == [80_000]


def test_mixed_without_coverage_is_benefit_that_loses_nothing() -> None:
    """Weights 0 and 1: as benefit alone, but nothing may be lost."""
    plan = solved(years=1, wijken=TWO, streams=HUNDRED, measures=USEFUL, objective={"coverage": 0, "benefit": 1})
    assert plan.spend == {("gemeente", "n", 2027): 20_000, ("gemeente", "o", 2027): 80_000}


# ---- tidiness and the previous plan ----


def swapped(previous: dict[str, Any] | None) -> dict[tuple[str, str, int], Any]:
    """Two streams of 50,000 and two wijken: which pays which makes no difference to any rule."""
    streams = [stream("x", 50_000), stream("y", 50_000)]
    measures = [measure("m", ("a", "school")), measure("n", ("b", "school"))]
    fields: dict[str, Any] = {"years": 1, "wijken": TWO, "streams": streams, "measures": measures}
    return solved(**fields, **({} if previous is None else {"previous": previous})).spend


def paid_before(*rows: tuple[str, str, int]) -> dict[str, Any]:
    """A previous plan with payments (stream, measure, amount) in 2027."""
    spend = [{"stream": s, "measure": m, "year": 2027, "amount": amount} for s, m, amount in rows]
    return {"programme": "Klein", "programme_sha256": "", "status": "optimal", "spend": spend}


def test_payments_are_few_and_settled() -> None:
    """Ranks: x·n + y·m costs 1/2 · 1 + 1 · 1/2 = 1 per euro, x·m + y·n 1/4 + 1 = 1.25, a mix something between."""
    assert swapped(None) == {("x", "n", 2027): 50_000, ("y", "m", 2027): 50_000}


def test_the_plan_stays_near_the_previous_one() -> None:
    """The other way round before: so it stays. What a stream paid that is no more is left out."""
    before = paid_before(("x", "m", 40_000), ("y", "n", 60_000), ("gone", "m", 10_000))
    assert swapped(before) == {("x", "m", 2027): 50_000, ("y", "n", 2027): 50_000}


def test_the_previous_plan_does_not_outweigh_the_line() -> None:
    """All in a before: the division over a and b is that of the line all the same, and x, which paid a, still does."""
    before = paid_before(("x", "m", 50_000), ("y", "m", 50_000))
    plan = swapped(before)
    assert sum(amount for (_, m, _), amount in plan.items() if m == "m") == 50_000


def test_least_change_splits_a_payment_where_that_is_nearer() -> None:
    """Before: x paid m 30,000 and n 20,000, y paid m 20,000 and n 30,000. It can all stay."""
    before = paid_before(("x", "m", 30_000), ("x", "n", 20_000), ("y", "m", 20_000), ("y", "n", 30_000))
    assert swapped(before) == {
        ("x", "m", 2027): 30_000,
        ("x", "n", 2027): 20_000,
        ("y", "m", 2027): 20_000,
        ("y", "n", 2027): 30_000,
    }


@pytest.mark.parametrize("benefit", [1, 1e-5, 1e-7, 1e-9])
def test_benefit_counts_in_whatever_unit_it_is(benefit: float) -> None:
    """y brings twice as much a euro and takes at most 60 of 100: it gets these, though a benefit is next to nothing."""
    rows = [
        measure("x", ("a", "school"), benefit=benefit),
        measure("y", ("a", "school"), benefit=2 * benefit, max_per_year=60),
    ]
    plan = solved(years=1, measures=rows, streams=[stream("gemeente", 100)], objective="benefit")
    assert (plan.paid(measure="x"), plan.paid(measure="y")) == ([40], [60])
