"""Money: cents and euros, dividing without losing a cent, and the price index."""

from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.money import PriceIndex, cents, euros, price_index, split

bounded = settings(deadline=None, derandomize=True)

weights_of = st.lists(
    st.one_of(st.integers(0, 10**12), st.decimals(0, 10**6, places=6), st.sampled_from([0, 1, 1, 2])),
    min_size=1,
    max_size=12,
).filter(any)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [("1234.56", 123456), ("0.005", 0), ("0.015", 2), ("0.025", 2), ("1000000000000", 10**14), ("0", 0)],
)
def test_cents_are_half_to_even(amount: str, expected: int) -> None:
    assert cents(Decimal(amount)) == expected


@bounded
@given(st.integers(-(10**14), 10**14))
def test_cents_to_euros_and_back(amount: int) -> None:
    assert cents(euros(amount)) == amount
    assert euros(amount) == Decimal(amount) / 100


# Division


def test_the_largest_fractions_get_what_is_left() -> None:
    # 100 over 1 : 2 : 4 of 7 = 14.29, 28.57, 57.14: 14 + 28 + 57 = 99, and 0.57 is the largest fraction
    assert split(100, [1, 2, 4]) == [14, 29, 57]


def test_equal_fractions_go_by_order() -> None:
    assert split(5, [1, 1, 1]) == [2, 2, 1]
    assert split(2, [1, 1, 1, 1]) == [1, 1, 0, 0]
    # 10 over 1 : 4 : 1 of 6 = 1⅔, 6⅔, 1⅔: three equal fractions, two to give
    assert split(10, [1, 4, 1]) == [2, 7, 1]


def test_nothing_to_divide() -> None:
    assert split(0, [1, 2]) == [0, 0]
    assert split(0, [0, 0]) == [0, 0]
    assert split(0, []) == []


def test_a_part_without_weight_gets_nothing() -> None:
    assert split(7, [0, 3, 0]) == [0, 7, 0]


@pytest.mark.parametrize(("total", "weights"), [(-1, [1]), (1, [1, -1]), (1, [0, 0]), (1, [])])
def test_impossible_divisions_are_refused(total: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match=r"split needs|nothing to divide"):
        split(total, weights)


@bounded
@given(st.integers(0, 10**14), weights_of)
def test_parts_add_up_and_are_within_one_of_exact(total: int, weights: list[int | Decimal]) -> None:
    parts = split(total, weights)
    mass = sum(Fraction(weight) for weight in weights)
    exact = [Fraction(weight) * total / mass for weight in weights]
    assert sum(parts) == total
    assert all(abs(part - share) < 1 for part, share in zip(parts, exact, strict=True))
    # largest remainder, earlier parts first: recomputed in fractions
    rounded_up = sorted(range(len(exact)), key=lambda i: (-(exact[i] % 1), i))[: total - sum(int(x) for x in exact)]
    assert parts == [int(share) + (i in rounded_up) for i, share in enumerate(exact)]


def test_equal_remainders_are_equal_however_large_the_amounts() -> None:
    # every weight is a multiple of 3 and 1, and the total a third of their sum: each has a third left over
    thirds = (10**40 - 1) // 3
    assert split(thirds + 1, [10**40, 1, 1]) == [thirds + 1, 0, 0]
    assert split(thirds + 1, [1, 10**40, 1]) == [1, thirds, 0]


@bounded
@given(st.integers(0, 10**9), weights_of)
def test_a_scale_of_the_weights_changes_nothing(total: int, weights: list[int | Decimal]) -> None:
    assert split(total, [weight * 1000 for weight in weights]) == split(total, weights)


@bounded
@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=2, max_size=8).filter(any))
def test_a_larger_weight_never_gets_less(total: int, weights: list[int]) -> None:
    parts = split(total, weights)
    pairs = sorted(zip(weights, parts, strict=True))
    assert all(left[1] <= right[1] for left, right in pairwise(pairs) if left[0] < right[0])


def test_the_settings_of_the_caller_do_not_matter() -> None:
    weights = [Decimal("0.1234567"), Decimal("2.7654321"), Decimal("1e-7")]
    wanted = split(98_765_432_109, weights)
    with localcontext(prec=4):
        assert split(98_765_432_109, weights) == wanted


# Prices

TWO_AND_A_HALF = Decimal("0.025")


def test_the_index_before_inside_and_after_the_term() -> None:
    years = [2026, 2027, 2028, 2029]
    rises = {2028: Decimal("0.03")}
    # base 2027: 2026 is 1 / 1.025, 2028 is 1.03, 2029 is 1.03 × 1.025
    inside = price_index(2027, years, TWO_AND_A_HALF, rises)
    assert inside.levels == {
        2026: Decimal("0.9756097561"),
        2027: Decimal(1),
        2028: Decimal("1.0300000000"),
        2029: Decimal("1.0557500000"),
    }
    # base 2024, before the term: 1.025² in 2026, 1.025³ = 1.076890625 in 2027, × 1.03 in 2028
    before = price_index(2024, years, TWO_AND_A_HALF, rises)
    assert [before[year] for year in (2024, 2026, 2027, 2028)] == [
        1,
        Decimal("1.0506250000"),
        Decimal("1.0768906250"),
        Decimal("1.1091973438"),  # 1.10919734375, half to even
    ]
    # base 2030, after it: 2029 is 1/1.025, 2028 is that / 1.025, 2027 that / 1.03 (the rise from 2027 to 2028)
    after = price_index(2030, years, TWO_AND_A_HALF, rises)
    assert after[2030] == 1
    assert after[2029] == Decimal("0.9756097561")
    assert after[2028] == Decimal("0.9518143962")  # 0.9756097561 / 1.025 = 0.95181439619…
    assert float(after[2027]) == pytest.approx(1 / 1.025**2 / 1.03, abs=1e-9)


def test_falling_prices_and_no_change() -> None:
    assert price_index(2027, [2028], Decimal("-0.5"), {})[2028] == Decimal("0.5")
    assert set(price_index(2027, range(2020, 2037), Decimal(0), {}).levels.values()) == {Decimal(1)}


@bounded
@given(st.integers(2015, 2045), st.decimals("-0.05", "0.10", places=4))
def test_every_year_rises_from_the_one_before(base: int, rise: Decimal) -> None:
    index = price_index(base, range(2026, 2037), rise, {})
    levels = [float(index[year]) for year in range(2026, 2037)]
    for before, level in pairwise(levels):
        assert level / before == pytest.approx(1 + float(rise), rel=1e-9)


def test_nominal_amounts_are_whole_units_half_to_even() -> None:
    index = PriceIndex({2027: Decimal(1), 2028: Decimal("1.025")})
    assert index.nominal(1000, 2028) == 1025
    assert index.nominal(20, 2028) == 20  # 20.5
    assert index.nominal(60, 2028) == 62  # 61.5
    assert index.nominal(123_456, 2028, unit=100) == 1265  # 126,542.4 cents are 1,265.42 euros
