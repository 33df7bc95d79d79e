"""Proportional response: the proof of the gap against an independent solver, and divisions worked out by hand."""

from __future__ import annotations

from random import Random

import cvxpy
import numpy as np
import pytest

from planning.optimiser.bidding import Floats, Market, divide, proven


def market_of(supply: list[float], budget: list[float], pairs: list[tuple[int, int]], own: dict[int, float]) -> Market:
    """A market with (good, buyer) pairs, and what buyers own already."""
    owned = np.array([own.get(c, 0.0) for c in range(len(budget))])
    goods, buyers = np.array(pairs, dtype=np.int64).T
    return Market(np.array(supply, dtype=float), np.array(budget, dtype=float), owned, goods, buyers)


def random_market(seed: int) -> Market:
    """Two to five goods, two to six buyers, each with a good at least, one in three with something of his own."""
    rng = Random(seed)
    goods, buyers = rng.randint(2, 5), rng.randint(2, 6)
    pairs = {(g, c) for g in range(goods) for c in range(buyers) if rng.random() < 0.4}
    pairs |= {(rng.randrange(goods), c) for c in range(buyers)} | {(g, rng.randrange(buyers)) for g in range(goods)}
    own = {c: rng.uniform(0.1, 60) for c in range(buyers) if rng.random() < 0.33}
    budget = [rng.uniform(1, 50) for _ in range(buyers)]
    return market_of([rng.uniform(1, 80) for _ in range(goods)], budget, sorted(pairs), own)


def growth(market: Market, sold: Floats) -> float:
    """Σ B·log(y/B) over Σ B."""
    has = market.own + market.of_buyer(sold)
    return float(market.budget @ np.log(has / market.budget) / market.budget.sum())


def most_growth(market: Market) -> float:
    """The optimum of the Eisenberg-Gale programme by Clarabel's interior point, which shares nothing with bidding."""
    sold = cvxpy.Variable(len(market.good), nonneg=True)
    to_buyer = np.zeros((len(market.budget), len(market.good)))
    to_buyer[market.buyer, np.arange(len(market.good))] = 1
    of_good = np.zeros((len(market.supply), len(market.good)))
    of_good[market.good, np.arange(len(market.good))] = 1
    has = to_buyer @ sold + market.own
    gain = cvxpy.sum(cvxpy.multiply(market.budget, cvxpy.log(has)))
    problem = cvxpy.Problem(cvxpy.Maximize(gain), [of_good @ sold <= market.supply])
    value = problem.solve(solver=cvxpy.CLARABEL)
    assert problem.status == cvxpy.OPTIMAL
    return float((value - market.budget @ np.log(market.budget)) / market.budget.sum())


def test_an_earmark_that_binds() -> None:
    """Good 0 (40) is for both, good 1 (120) for buyer 0 alone; budgets 80. Buyer 0 has 120, coverage 1.5; buyer 1 has
    40, coverage 0.5. Prices are 1/coverage: 2 for the free money, 2/3 for the earmarked.
    """
    market = market_of([40, 120], [80, 80], [(0, 0), (0, 1), (1, 0)], {})
    found = divide(market, 1e-12)
    assert market.of_buyer(found.sold) == pytest.approx([120, 40])
    assert found.price == pytest.approx([2, 2 / 3])
    assert found.gap <= 1e-12


def test_an_earmark_that_does_not_bind() -> None:
    """60 for buyer 0 alone and 100 for both: 80 each, all prices 1. Its growth is 0, and its bound too."""
    market = market_of([100, 60], [80, 80], [(0, 0), (0, 1), (1, 0)], {})
    found = divide(market, 1e-12)
    assert market.of_buyer(found.sold) == pytest.approx([80, 80])
    assert found.price == pytest.approx([1, 1])


def test_the_gap_by_hand() -> None:
    """One good of 100 for two buyers with budgets 50, divided 75 : 25, at price 1: ψ = 1 for both, r = 1.5 and 0.5.

    gap = (50·(0.5 − log 1.5) + 50·(−0.5 − log 0.5)) / 100 = −(log 1.5 + log 0.5)/2 = 0.1438, which is what there is to
    win: the best growth is 0, this has (log 1.5 + log 0.5)/2. At price 2 it proves less: ψ = 2, r = 3 and 1, and the
    gap is 50·(2 − log 3)/100 = 0.4507.
    """
    market = market_of([100], [50, 50], [(0, 0), (0, 1)], {})
    sold = np.array([75.0, 25.0])
    assert proven(market, sold, np.array([1.0])) == pytest.approx(0.143841, abs=1e-6)
    assert growth(market, sold) == pytest.approx(-0.143841, abs=1e-6)
    assert proven(market, sold, np.array([2.0])) == pytest.approx(0.450694, abs=1e-6)


def test_what_a_buyer_owns_by_hand() -> None:
    """Budgets 110; buyer 0 owns 120 and buyer 1 nothing; 100 for both. All goes to buyer 1: 100/110 against 120/110."""
    market = market_of([100], [110, 110], [(0, 0), (0, 1)], {0: 120})
    found = divide(market, 1e-12)
    assert market.of_buyer(found.sold) == pytest.approx([0, 100], abs=1e-6)
    assert found.gap <= 1e-12


def test_nothing_to_sell() -> None:
    empty = Market(np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    assert divide(empty, 1e-4).gap == 0


def test_a_division_that_leaves_a_buyer_nothing_proves_nothing() -> None:
    market = market_of([100], [50, 50], [(0, 0), (0, 1)], {})
    assert proven(market, np.array([100.0, 0.0]), np.array([1.0])) == float("inf")


@pytest.mark.parametrize("target", [1e-1, 1e-3, 1e-12])
def test_no_division_is_further_from_the_best_than_is_proven(target: float) -> None:
    """On forty random markets; and the gap that is proven is no more than was asked."""
    short = 0
    for seed in range(40):
        market = random_market(seed)
        found, best = divide(market, target), most_growth(market)
        missing = best - growth(market, found.sold)
        assert market.of_good(found.sold) == pytest.approx(market.supply)
        assert found.gap <= target
        assert missing <= found.gap + 1e-7, seed
        short += missing > 1e-6
    assert short >= 5 or target < 1e-6  # early on there really was something to win


def test_any_prices_bound_any_division() -> None:
    """Weak duality: whatever is sold and whatever the prices, there is no more to win than is proven."""
    tight = 0
    for seed in range(40):
        market, rng = random_market(seed), np.random.default_rng(seed)
        best = most_growth(market)
        sold = rng.uniform(0.01, 1, len(market.good))
        sold *= (market.supply * rng.uniform(0.5, 1) / market.of_good(sold))[market.good]
        price = rng.uniform(0.1, 3, len(market.supply))
        missing, gap = best - growth(market, sold), proven(market, sold, price)
        assert missing <= gap + 1e-7, seed
        tight += gap < 4 * missing
    assert tight >= 5
