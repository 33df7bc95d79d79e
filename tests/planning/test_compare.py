"""Inequality measures by hand, as properties and against a double sum; what wijken get; how far plans lie apart."""

import json
import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.compare import (
    atkinson,
    distance_between,
    distance_to_equal_shares,
    gini,
    inequality,
    need_of_wijken,
    neediest_coverage,
    neediest_fifth,
    per_resident,
    theil,
)
from planning.optimiser import plan_programme
from planning.plan import PlanDocument
from tests.builders import prepared, stream, wijk

KNOWN = Path(__file__).resolve().parents[3] / "shared" / "data" / "weights" / "inequality_known_values.json"
EPSILONS = (0.5, 1.0, 2.0)
bounded = settings(max_examples=150, deadline=None, derandomize=True)
amounts = st.lists(st.floats(0, 1e6).map(lambda x: round(x, 2)), min_size=1, max_size=12)
positive = st.lists(st.floats(0.01, 1e6).map(lambda x: round(x, 2)), min_size=1, max_size=12)


def measures(values: list[float], weights: list[float] | None = None) -> list[float]:
    """Every measure of the same values."""
    return [gini(values, weights), theil(values, weights), *(atkinson(values, e, weights) for e in EPSILONS)]


# By hand


def test_one_and_three() -> None:
    """Mean 2. Gini: |1 − 3| twice over 2·4·2 = 4/16. Theil: (0.5·ln 0.5 + 1.5·ln 1.5)/2. Atkinson at 1: 1 − √3/2; at
    2: harmonic mean 2/(1 + 1/3) = 1.5, so 1 − 0.75; at 0.5: ((1 + √3)/2)² = 1.8660, so 1 − 0.9330.
    """
    assert gini([1, 3]) == pytest.approx(0.25)
    assert theil([1, 3]) == pytest.approx((0.5 * math.log(0.5) + 1.5 * math.log(1.5)) / 2)
    assert atkinson([1, 3], 1) == pytest.approx(1 - math.sqrt(3) / 2)
    assert atkinson([1, 3], 2) == pytest.approx(0.25)
    assert atkinson([1, 3], 0.5) == pytest.approx(1 - ((1 + math.sqrt(3)) / 2) ** 2 / 2)
    assert atkinson([1, 3], 0) == 0


def test_weights_are_residents() -> None:
    """4 for one resident and 0 for three: mean 1, Gini (1·3·4·2)/(2·16·1) = 0.75, Theil (1/4)·4·ln 4 = ln 4."""
    assert gini([4, 0], [1, 3]) == pytest.approx(0.75)
    assert theil([4, 0], [1, 3]) == pytest.approx(math.log(4))
    assert [atkinson([4, 0], e, [1, 3]) for e in (1, 2, 7.5)] == [1, 1, 1]
    assert atkinson([4, 0], 0.5, [1, 3]) == pytest.approx(1 - (2 / 4) ** 2)


def test_one_has_all() -> None:
    """Of n one has all: Gini 1 − 1/n and Theil ln n, the most there can be."""
    for n in (2, 5, 40):
        values = [0.0] * (n - 1) + [7.0]
        assert gini(values) == pytest.approx(1 - 1 / n)
        assert theil(values) == pytest.approx(math.log(n))
        assert atkinson(values, 1) == 1


def test_nothing_at_all_is_equal() -> None:
    assert measures([0, 0, 0]) == [0, 0, 0, 0, 0]


def test_a_large_epsilon_does_not_overflow() -> None:
    """Towards 1 − least/mean."""
    assert atkinson([1, 1000], 500) == pytest.approx(1 - 1 / 500.5, abs=1e-5)


def test_what_cannot_be_compared() -> None:
    for values, weights in (([], None), ([1.0], [0.0]), ([-1.0], None), ([1.0], [-1.0]), ([math.nan], None)):
        with pytest.raises(ValueError, match=r"values and weights|nothing to compare"):
            gini(values, weights)
    with pytest.raises(ValueError, match="shorter"):
        theil([1.0, 2.0], [1.0])
    with pytest.raises(ValueError, match="epsilon"):
        atkinson([1.0], -0.5)


def test_ten_incomes_of_a_published_example() -> None:
    """541 … 22,261, mean 6,658.6: values from the definitions, worked out apart from this program."""
    values = [541.0, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
    assert gini(values) == pytest.approx(0.46209113, abs=1e-8)
    assert theil(values) == pytest.approx(0.36234124, abs=1e-8)
    assert [atkinson(values, e) for e in EPSILONS] == pytest.approx([0.17965910, 0.35182506, 0.62901105], abs=1e-8)


def test_known_values() -> None:
    if not KNOWN.exists():
        pytest.skip("the shared folder with known values is not here")
    known = json.loads(KNOWN.read_text(encoding="utf-8"))
    values, answer = known["x"], known["values_computed_here"]
    assert gini(values) == pytest.approx(answer["gini_uncorrected"], rel=1e-12)
    assert theil(values) == pytest.approx(answer["theil_T"], rel=1e-12)
    for epsilon, key in zip(EPSILONS, ("atkinson_0.5", "atkinson_1", "atkinson_2"), strict=True):
        assert atkinson(values, epsilon) == pytest.approx(answer[key], rel=1e-12)


# Properties


@bounded
@given(positive, st.data())
def test_gini_is_the_double_sum(values: list[float], data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.integers(0, 50), min_size=len(values), max_size=len(values)).filter(any))
    mass = sum(weights)
    mean = sum(x * w for x, w in zip(values, weights, strict=True)) / mass
    pairs = list(zip(values, weights, strict=True))
    double = sum(v * w * abs(x - y) for x, v in pairs for y, w in pairs)
    assert gini(values, [float(w) for w in weights]) == pytest.approx(double / (2 * mass * mass * mean), abs=1e-12)


@bounded
@given(st.floats(0, 1e6), st.integers(1, 10))
def test_equal_is_zero(value: float, count: int) -> None:
    assert measures([value] * count) == pytest.approx([0] * 5, abs=1e-9)


@bounded
@given(amounts, st.floats(0.001, 1000))
def test_the_unit_does_not_matter(values: list[float], factor: float) -> None:
    assert measures([factor * x for x in values]) == pytest.approx(measures(values), abs=1e-9)


@bounded
@given(amounts, st.data())
def test_a_weight_is_a_repetition(values: list[float], data: st.DataObject) -> None:
    times = data.draw(st.lists(st.integers(1, 5), min_size=len(values), max_size=len(values)))
    repeated = [x for x, n in zip(values, times, strict=True) for _ in range(n)]
    assert measures(values, [float(n) for n in times]) == pytest.approx(measures(repeated), abs=1e-9)


@bounded
@given(amounts.filter(lambda values: len(values) > 1), st.floats(0.01, 0.99))
def test_from_rich_to_poor_is_more_equal(values: list[float], part: float) -> None:
    """Pigou and Dalton: a transfer that leaves the richest richer than the poorest was, lowers every measure."""
    values = sorted(values)
    moved = part * (values[-1] - values[0]) / 2
    after = [values[0] + moved, *values[1:-1], values[-1] - moved]
    before_all, after_all = measures(values), measures(after)
    assert all(now <= was + 1e-9 for was, now in zip(before_all, after_all, strict=True))
    if moved > 0.01 * sum(values):
        assert all(now < was for was, now in zip(before_all[:3], after_all[:3], strict=True))


@bounded
@given(amounts)
def test_bounds(values: list[float]) -> None:
    n = len(values)
    assert 0 <= gini(values) <= 1 - 1 / n + 1e-12
    assert 0 <= theil(values) <= math.log(n) + 1e-9
    found = [atkinson(values, e) for e in (0, *EPSILONS, 10)]
    assert all(0 <= x <= 1 for x in found)
    assert found == sorted(found) or found == pytest.approx(sorted(found), abs=1e-9)  # it rises with epsilon


# Wijken


def test_the_neediest_fifth_takes_the_last_wijk_in_part() -> None:
    """A fifth of 1,000 residents is 200: all 150 of c, and 50 of the 350 of a."""
    assert neediest_fifth([1.2, 0.8, 1.5], [350, 500, 150]) == pytest.approx([50 / 350, 0, 1])
    assert neediest_fifth([1.2, 0.8, 1.5], [350, 500, 150], 1.0) == [1, 1, 1]


def test_wijken_with_the_same_need_share_the_border() -> None:
    """200 of 1,000: a and c have the same need and 400 residents together, half of each, in any order."""
    assert neediest_fifth([1.5, 1, 1.5], [100, 600, 300]) == pytest.approx([0.5, 0, 0.5])
    assert neediest_fifth([2, 1], [0, 10]) == pytest.approx([0, 0.2])
    assert neediest_fifth([1, 1], [0, 0]) == [0, 0]


TWO_DOMAINS = [{"id": "school", "share": 3}, {"id": "werk", "share": 1}]


def planned(**fields: Any) -> tuple[Any, PlanDocument]:
    made = prepared(**fields)
    return made, plan_programme(made)


def test_need_of_a_wijk_weighs_domains_with_their_shares() -> None:
    """(3·1.2 + 1·2)/4 = 1.4; with shares of 0 (norms instead) the plain mean (1.2 + 2)/2."""
    wijken = [wijk("a", need={"school": 1.2, "werk": 2}), wijk("b", need={"school": 1, "werk": 1})]
    assert need_of_wijken(prepared(domains=TWO_DOMAINS, wijken=wijken)) == pytest.approx({"a": 1.4, "b": 1})
    normed = [{"id": name, "share": 0, "norm": 10} for name in ("school", "werk")]
    assert need_of_wijken(prepared(domains=normed, wijken=wijken)) == pytest.approx({"a": 1.6, "b": 1})


def test_money_per_resident() -> None:
    """300 euros over 1,000 residents and three years are 0.10 each; b, where nobody lives, has none."""
    made = prepared(wijken=[wijk("a"), wijk("b", 0)])
    assert per_resident(made, {"a": 300, "b": 0}) == pytest.approx({"a": 0.1})


def test_inequality_weighs_residents() -> None:
    """Needs 3 : 1 with 1,000 and 3,000 residents: 0.5 of the money each, so 3 : 1 per resident, mean 1.5.
    Gini: 2·1·3·(3 − 1)/(2·16·1.5) = 0.25.
    """
    wijken = [wijk("a", 1000, need={"school": 3}), wijk("b", 3000, need={"school": 1})]
    made = prepared(wijken=wijken)
    found = inequality(made, per_resident(made, {"a": 120_000, "b": 120_000}))
    assert found["gini"] == pytest.approx(0.25, abs=1e-4)
    assert found["theil"] == pytest.approx((2 * math.log(2) + 3 * (2 / 3) * math.log(2 / 3)) / 4, abs=1e-4)


def test_coverage_of_the_neediest_is_held_against_one_line() -> None:
    """a (1,000 residents, need 2) and b (3,000, need 1): lines 2 : 3 of 300,000 are 120,000 and 180,000. The neediest
    fifth is 800 of the residents of a, so a speaks: 100% at dial 1. At dial 0 a gets a quarter, 75,000: 62.5% of the
    line of dial 1. The neediest half: all of a and 1,000 of b: (75,000 + 225,000/3)/(120,000 + 180,000/3) = 83.3%.
    """
    wijken = [wijk("a", 1000, need={"school": 2}), wijk("b", 3000, need={"school": 1})]
    own = prepared(wijken=wijken, streams=[stream("gemeente", *[100_000] * 3)])
    assert neediest_coverage(own, {"a": 120_000, "b": 180_000}) == pytest.approx(1)
    equal = {"a": 75_000, "b": 225_000}
    assert neediest_coverage(own, equal) == pytest.approx(0.625)
    assert neediest_coverage(own, equal, 0.5) == pytest.approx(150 / 180)


def test_coverage_without_residents_is_none() -> None:
    made = prepared(wijken=[wijk("a", 0)])
    assert neediest_coverage(made, {"a": 0}) is None
    with pytest.raises(ValueError, match="nothing to compare"):
        inequality(made, per_resident(made, {"a": 0}))


# Plans


def test_distances() -> None:
    """a (need 3) gets 75,000 and b 25,000 a year, equal shares 50,000: 2·25,000 a year. Between this plan and the one
    at dial 0 the payments differ by as much.
    """
    wijken = [wijk("a", need={"school": 3}), wijk("b", need={"school": 1})]
    fields = {"wijken": wijken, "streams": [stream("gemeente", *[100_000] * 3)]}
    made, plan = planned(**fields)
    even, equal = planned(**fields, dial=0)
    assert distance_to_equal_shares(made, plan) == 150_000
    assert distance_to_equal_shares(even, equal) == 0
    assert distance_between(made, plan, equal) == distance_between(made, equal, plan) == Decimal(150_000)
    assert distance_between(made, plan, plan) == 0


def test_only_years_of_the_term_count_in_a_distance() -> None:
    """A plan of 2026 and 2027 beside one of 2027 to 2029, 100 a year: 100 is the same, 200 is new."""
    made, plan = planned()
    _, earlier = planned(start_year=2026, years=2, streams=[stream("gemeente", 100, 100, start=2026)])
    assert distance_between(made, plan, earlier) == 200
