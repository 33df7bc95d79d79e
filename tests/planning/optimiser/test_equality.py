"""The price of equality: sweeps worked out by hand, and each point against planning that setting from nothing."""

from __future__ import annotations

import math
import time
from decimal import Decimal
from typing import Any

import pytest

from planning.compare import inequality, neediest_coverage, per_resident
from planning.optimiser import plan_programme
from planning.optimiser.engine import NoPlan
from planning.optimiser.equality import DIALS, EVENNESSES, Dividing, price_of_equality, with_setting
from planning.optimiser.solved import solve
from planning.plan import PlanDocument
from planning.prepared import Prepared
from tests.builders import measure, prepared, stream, wijk
from tests.programmes import random_prepared

NEEDS = [wijk("a", need={"school": 1}), wijk("b", need={"school": 4})]
ONE_YEAR = {"years": 1, "wijken": NEEDS, "streams": [stream("s", 100_000)]}
TRIED = range(0, 70, 5)
"""Seeds of random programmes with rules."""


@pytest.mark.parametrize("steadiness", [0, 0.02])
def test_the_dial_by_hand(steadiness: float) -> None:
    """Two wijken of 1,000 with needs 1 and 4: money as 1 : 4^dial, so b has 4^d/(1 + 4^d) of 100,000.

    With shares q and 1 − q of two wijken alike the Gini is |1 − 2q|/2. Against the programme's own dial of 1 (lines of
    20 and 80 thousand) growth is Σ L·log(money/L), and is 0 at dial 1. b has the neediest fifth.
    """
    made = prepared(**ONE_YEAR, steadiness=steadiness)
    points = price_of_equality(made, "dial")
    assert [point.value for point in points] == list(DIALS)
    assert all(point.market == (steadiness == 0) for point in points)
    for point in points:
        b = 4 ** float(point.value) / (1 + 4 ** float(point.value))
        assert point.real == pytest.approx({"a": 100_000 * (1 - b), "b": 100_000 * b}, rel=1e-3)
        assert point.per_resident == pytest.approx({"a": 100 * (1 - b), "b": 100 * b}, rel=1e-3)
        assert point.gini == pytest.approx(abs(1 - 2 * b) / 2, abs=1e-4)
        assert point.neediest == pytest.approx(b / 0.8, rel=1e-3)
        lost = -20_000 * math.log((1 - b) / 0.2) - 80_000 * math.log(b / 0.8)
        assert point.growth_lost == pytest.approx(lost, abs=20)
    assert points[0].growth_lost == pytest.approx(19_274, abs=1)  # −20·log 2.5 − 80·log 0.625 thousand
    assert points[4].growth_lost == pytest.approx(0, abs=1e-6)
    assert points[0].gini == pytest.approx(0, abs=1e-4)
    assert points[4].theil == pytest.approx(0.2 * math.log(0.4) + 0.8 * math.log(1.6), abs=1e-5)
    assert points[4].atkinson == pytest.approx(1 - 2 * math.sqrt(0.2 * 0.8), abs=1e-5)


def test_evenness_where_a_rule_ties() -> None:
    """Wijk a must have four times what b has at most: per-resident ratio 4 does not bind at 1 : 4; at most 2 does: then
    every evenness has 33⅓ : 66⅔, and one without rules 20 : 80. With steadiness and 50 then 150 thousand the years are
    pulled together less the more uneven coverage weighs; here only that growth lost is nowhere below 0.
    """
    rule = {"per_resident_ratio": {"max": 2, "strength": "must"}}
    for point in price_of_equality(prepared(**ONE_YEAR, rules=rule), "evenness"):
        assert point.per_resident == pytest.approx({"a": 100 / 3, "b": 200 / 3}, rel=1e-3)
        assert not point.market
    uneven = prepared(wijken=NEEDS, streams=[stream("s", 50_000, 150_000, carry_over={})], steadiness=0.1)
    points = price_of_equality(uneven, "evenness")
    assert [point.value for point in points] == list(EVENNESSES)
    assert min(point.growth_lost for point in points) >= -1


def test_without_rules_every_evenness_is_the_same() -> None:
    points = price_of_equality(prepared(**ONE_YEAR), "evenness")
    assert {round(point.per_resident["b"], 6) for point in points} == {80}
    assert all(point.market for point in points)


def test_real_euros() -> None:
    """100,000 and then 110,000 with prices 10% up: 200,000 of the base year for 1,000 residents in two years."""
    fields = {"years": 2, "streams": [stream("s", 100_000, 110_000)], "index": {"default": 0.1}}
    (point,) = price_of_equality(prepared(**fields), "dial", [Decimal(0)])
    assert point.real == pytest.approx({"a": 200_000})
    assert point.per_resident == pytest.approx({"a": 100})
    assert point.neediest == pytest.approx(1)


def test_regular_money_that_counts_is_in_it() -> None:
    """60 thousand of regular work in a, 40 to divide: dial 0 makes lines of 50 and 50. a has 60 already, b gets 40."""
    rows = [{"wijk": "a", "domain": "school", "per_year": 60_000}]
    fields: dict[str, Any] = {**ONE_YEAR, "streams": [stream("s", 40_000)], "regular": rows, "count_regular": True}
    (point,) = price_of_equality(prepared(**fields), "dial", [Decimal(0)])
    assert point.per_resident == pytest.approx({"a": 60, "b": 40})


def test_a_setting_in_which_the_musts_clash() -> None:
    """a is committed 50 in the second year, and may have 1.1 · 20 + 0.1 · its line. Lines share 720 over two years.

    Dial 0: 22 + 18 = 40, less than 50. Dial 1 (needs 5 and 0.2): 22 + 0.1 · 346 = 56.
    """
    fields: dict[str, Any] = {
        "years": 2,
        "dial": 1,
        "wijken": [wijk("a", need={"school": 5}), wijk("b", need={"school": 0.2})],
        "streams": [stream("s", 20, 50, wijken=["a"]), stream("t", 0, 650, wijken=["b"])],
        "measures": [{"id": "m", "serves": [{"wijk": "a", "domain": "school"}]}],
        "commitments": [{"stream": "s", "measure": "m", "year": 2028, "amount": 50}],
        "rules": {"ramp_up": {"max_growth": 0.1, "strength": "must"}},
    }
    points = price_of_equality(prepared(**fields), "dial", [Decimal(0), Decimal(1)])
    assert [point.possible for point in points] == [False, True]
    assert points[0].real == {}


def test_where_benefit_alone_counts_the_dial_changes_nothing() -> None:
    """b alone has benefit, and money that is for a alone brings none: by the stage after benefit it does not lapse.

    So a has 200 and b 100 at every setting; where the stages ended with benefit, a had nothing but at the own setting.
    """
    made = prepared(
        years=1,
        wijken=NEEDS,
        streams=[stream("s", 100_000, wijken=["b"]), stream("t", 200_000, wijken=["a"])],
        measures=[measure("m", ("a", "school")), measure("n", ("b", "school"), benefit=1)],
        objective="benefit",
    )
    for point in price_of_equality(made, "dial"):
        assert point.real == pytest.approx({"a": 200_000, "b": 100_000})
        assert point.growth_lost == pytest.approx(0, abs=1)


def money_of_wijken(made: Prepared, plan: PlanDocument, real: bool) -> dict[str, Decimal]:
    """Euros of each wijk over the term, of the price base year where `real`."""
    prices = made.programme.prices
    found = dict.fromkeys((wijk.id for wijk in made.programme.wijken), Decimal(0))
    for cell in plan.cells:
        regular = cell.regular if made.programme.count_regular else 0
        found[cell.wijk] += (cell.planned + regular) / (prices[cell.year] if real else 1)
    return found


def test_points_agree_with_the_plans_of_their_settings() -> None:
    """The figures of a point are those of the rounded plan of that setting, but for the rounding; prices rise."""
    regular = [{"wijk": "b", "domain": "school", "per_year": 5_000}]
    streams = [stream("s", 90_000, 60_000, 70_000), stream("t", 60_000, wijken=["a"])]
    index = {"default": 0.1}
    made = prepared(wijken=NEEDS, streams=streams, index=index, regular=regular, count_regular=True)
    for point in price_of_equality(made, "dial", [Decimal(0), Decimal("1.5")]):
        plan = plan_programme(with_setting(made, "dial", point.value))
        per_head = per_resident(made, money_of_wijken(made, plan, real=True))
        assert point.per_resident == pytest.approx(per_head, abs=0.01)
        measures = inequality(made, per_head)
        assert (point.gini, point.theil) == pytest.approx((measures["gini"], measures["theil"]), abs=1e-4)
        assert point.neediest == pytest.approx(
            neediest_coverage(made, money_of_wijken(made, plan, real=False)), abs=1e-4
        )


def test_a_sweep_is_what_solving_from_nothing_gives() -> None:
    """Random programmes with rules, each point from where the one before it ended, against a fresh solve."""
    moved = 0
    for seed in TRIED:
        made, dividing = random_prepared(seed), Dividing()
        before = dividing.money(made)[0]
        for value in (Decimal(0), Decimal("0.75"), Decimal(2)):
            changed = with_setting(made, "dial", value)
            try:
                cold = solve(changed).money()
            except NoPlan:
                continue
            assert apart(changed, dividing.money(changed)[0], cold) <= 0.002, (seed, value)
            moved += apart(changed, before, cold) > 0.02
    assert moved >= 15


def apart(made: Prepared, one: dict[Any, float], other: dict[Any, float]) -> float:
    """Largest difference in coverage."""
    line = {((w, d), year): amount / 100_000 for (w, d, year), amount in made.line.line.items()}
    return max(abs(one[key] - other[key]) / line[key] for key in other if line[key] > 0)


def test_whole_decisions_are_held() -> None:
    """100 for a and b, both for one year; a has one measure, of 95 or nothing. U is straight below 0.001: U(0) = −7.9.

    Dial 1, lines of 20 and 80: 95 is 20·log 4.75 + 80·log 0.0625 = −191, nothing −20·7.9 + 80·log 1.25 = −140. So a
    gets nothing. With dial 0 (50 and 50) 95 would be better (−83 against −360), but what goes ahead is held.
    """
    measures = [{"id": "m", "serves": [{"wijk": "a", "domain": "school"}], "min_per_year": 95_000}]
    made = prepared(**ONE_YEAR, measures=measures)
    points = price_of_equality(made, "dial", [Decimal(0), Decimal(1)])
    assert [point.real["a"] for point in points] == pytest.approx([0, 0], abs=1)
    assert [point.market for point in points] == [False, False]
    free = solve(with_setting(made, "dial", Decimal(0))).money()
    assert free[("a", "school"), 2027] == pytest.approx(95, abs=0.1)


def test_nobody() -> None:
    with pytest.raises(ValueError, match="nothing to compare"):
        price_of_equality(prepared(wijken=[wijk("a", 0)]))


@pytest.mark.parametrize("steadiness", [0, 0.02])
def test_without_time_there_are_no_figures(steadiness: float) -> None:
    streams = [stream("s", 7, wijken=["a"]), stream("t", 9)]
    made = prepared(wijken=[wijk("a"), wijk("b", 999)], steadiness=steadiness, streams=streams)
    with pytest.raises(NoPlan, match="stopped"):
        price_of_equality(made, deadline=time.monotonic())
