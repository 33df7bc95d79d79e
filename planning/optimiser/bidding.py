"""Dividing goods among buyers in proportion to their budgets: proportional response, its proof, and its last digits.

Buyer c has a budget B[c] and already owns own[c]; good g has a supply w[g]; every euro of a good is worth the same to
each buyer who may have it. The Eisenberg-Gale programme (Eisenberg and Gale 1959, Annals of Math. Stat. 30, p. 165)

    maximise Σ_c B[c]·log(y[c]/B[c]),  y[c] = own[c] + Σ_g x[g,c],  Σ_c x[g,c] ≤ w[g],  x ≥ 0

has as multipliers the prices π[g] of a market in which everybody spends his budget. With ψ[c] the least price that
buyer c can have (his own money is a good too, for him alone, so ψ[c] ≤ B[c]/own[c]), weak duality gives for any π ≥ 0

    growth ≤ Σ_c (B[c]·(log(1/ψ[c]) − 1) + own[c]·ψ[c]) + Σ_g w[g]·π[g].

Taking the growth of a division from it leaves sums of nothing below 0, so no digits are lost (r[c] = y[c]·ψ[c]/B[c]):

    gap = Σ_c B[c]·(r[c] − 1 − log r[c]) + Σ_{g,c} x[g,c]·(π[g] − ψ[c]) + Σ_g π[g]·(w[g] − Σ_c x[g,c]).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planning.optimiser.stopping import Stop, late

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
ROUNDS = 50
"""Rounds of bidding between two looks at the gap."""
MOST_ROUNDS = 25_600
NEAR = 1e-8
"""Gap from which on it is worth while to look for the classes of equal price."""
DYING = (1e-4, 1e-3, 1e-5)
"""Part of a good, or of what a buyer has, below which a sale is taken for one that is dying out: guesses in turn."""
MOST_CUTS = 8
OUT = 1e-9
"""Part of a good, or of what a buyer has, that may be below nothing by the last digits of a sum."""


@dataclass(frozen=True)
class Market:
    """Supply (n,), budget (k,), own (k,), and the pairs that can trade: good (e,) and buyer (e,)."""

    supply: Floats
    budget: Floats
    own: Floats
    good: Ints
    buyer: Ints

    def of_good(self, amounts: Floats) -> Floats:
        """Amounts of pairs (e,) summed by good (n,)."""
        return sums(self.good, amounts, len(self.supply))

    def of_buyer(self, amounts: Floats) -> Floats:
        """Amounts of pairs (e,) summed by buyer (k,)."""
        return sums(self.buyer, amounts, len(self.budget))


def sums(group: Ints, amounts: Floats, groups: int) -> Floats:
    """Amounts (n,) summed by the group (n,) that each belongs to: (groups,)."""
    return np.bincount(group, amounts, groups).astype(np.float64, copy=False)


@dataclass(frozen=True)
class Division:
    """What is sold (e,), prices (n,), the proven gap over all budgets, and the rounds of bidding it took."""

    sold: Floats
    price: Floats
    gap: float
    rounds: int = 0


def divide(market: Market, gap: float, deadline: float | None = None, stop: Stop | None = None) -> Division:
    """Bid until the proven gap is no more than `gap`, time is up, `stop` says so, or no more is to be won.

    Proportional response (Zhang 2011, Theoretical Computer Science 412(24), p. 2691; Birnbaum, Devanur and Xiao 2011,
    ACM EC, p. 127): prices are the sums of bids, every buyer gets his part, and bids next what it brought him of all he
    has. The gap falls as one over the rounds at least. The last digits come from the classes of equal price.
    """
    if not len(market.good):
        return Division(np.zeros(0), np.zeros(0), 0.0)
    bids = market.budget[market.buyer] * market.supply[market.good]
    bids /= market.of_buyer(market.supply[market.good])[market.buyer]
    best = Division(np.zeros(len(bids)), np.zeros(len(market.supply)), np.inf)
    look = ROUNDS
    for rounds in range(1, MOST_ROUNDS + 1):
        price = market.of_good(bids) / market.supply
        sold = bids / price[market.good]
        if rounds == 1 or rounds % ROUNDS == 0:
            best = _better(best, market, sold, price, rounds)
            if rounds >= look and best.gap > gap and best.gap <= NEAR:
                best = _settled(best, market, sold, gap)
                look = 2 * rounds
            if best.gap <= gap or late(deadline, stop):
                break
        bids = sold * (market.budget / (market.own + market.of_buyer(sold)))[market.buyer]
    return best


def proven(market: Market, sold: Floats, price: Floats) -> float:
    """The gap of a division: how much more growth there can be, over all budgets; infinite where it proves nothing."""
    has = market.own + market.of_buyer(sold)
    least = np.full(len(market.budget), np.inf)
    np.minimum.at(least, market.buyer, price[market.good])
    owns = market.own > 0
    least[owns] = np.minimum(least[owns], market.budget[owns] / market.own[owns])
    if not (np.all(has > 0) and np.all(least > 0) and np.all(np.isfinite(price))):
        return float("inf")
    away = has * least / market.budget - 1.0
    gap = market.budget @ (away - np.log1p(away))
    gap += sold @ (price[market.good] - least[market.buyer])
    gap += price @ np.maximum(market.supply - market.of_good(sold), 0.0)
    return float(max(0.0, gap) / market.budget.sum())


def _better(best: Division, market: Market, sold: Floats, price: Floats, rounds: int) -> Division:
    found = Division(sold, price, proven(market, sold, price), rounds)
    return found if found.gap < best.gap else Division(best.sold, best.price, best.gap, rounds)


def _settled(best: Division, market: Market, sold: Floats, gap: float) -> Division:
    """The best there is, with what the classes of equal price give."""
    for part in DYING:
        exact, price = _classes(market, sold, part)
        best = _better(best, market, exact, price, best.rounds)
        if best.gap <= gap:
            break
    return best


def _classes(market: Market, sold: Floats, part: float) -> tuple[Floats, Floats]:
    """What is sold (e,) and at which price (n,) when goods and buyers that trade with each other are a class.

    In a class everybody has the same for his budget: all money over all budgets. What a good has left, or a buyer
    lacks, goes along the largest sales of the class (a spanning tree). Where that asks for a sale below nothing, the
    class falls apart there. It is a guess, which `proven` judges.
    """
    has = market.of_buyer(sold)
    small = np.minimum(market.supply[market.good], has[market.buyer])
    kept = sold >= part * small
    order = np.argsort(-sold, kind="stable")
    order = order[kept[order] & (sold[order] > 0)]
    for _ in range(MOST_CUTS):
        forest = _Forest(market, order)
        exact = np.zeros_like(sold)
        exact[order] = sold[order]
        level = forest.levels()
        surplus = np.concatenate(
            [
                market.supply - market.of_good(exact),
                market.own + market.of_buyer(exact) - level[forest.buyer_class] * market.budget,
            ]
        )
        exact[forest.edges] += forest.along(surplus)
        below = exact < -OUT * small
        if not below.any():
            break
        order = order[~below[order]]
    exact = np.maximum(exact, 0.0)
    total = market.of_good(exact)
    exact *= np.divide(market.supply, total, out=np.zeros_like(total), where=total > 0)[market.good]
    with np.errstate(divide="ignore"):
        return exact, 1.0 / level[forest.good_class]


class _Forest:
    """A spanning tree of the largest sales for each class; goods are nodes 0..n−1, buyers n..n+k−1."""

    def __init__(self, market: Market, order: Ints) -> None:
        self.market = market
        goods, nodes = len(market.supply), len(market.supply) + len(market.budget)
        self.root = list(range(nodes))
        near: list[list[tuple[int, int]]] = [[] for _ in range(nodes)]
        first, second = market.good.tolist(), (market.buyer + goods).tolist()
        for edge in order.tolist():
            a, b = self._find(first[edge]), self._find(second[edge])
            if a != b:
                self.root[a] = b
                near[first[edge]].append((second[edge], edge))
                near[second[edge]].append((first[edge], edge))
        of_node = np.array([self._find(node) for node in range(nodes)], dtype=np.int64)
        self.good_class, self.buyer_class = of_node[:goods], of_node[goods:]
        self._walk(near)

    def _find(self, node: int) -> int:
        root = self.root
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    def _walk(self, near: list[list[tuple[int, int]]]) -> None:
        """(node, its parent, the edge between) from the roots down."""
        self.down: list[tuple[int, int, int]] = []
        seen = [False] * len(near)
        for start in range(len(near)):
            if seen[start]:
                continue
            seen[start] = True
            waiting = [start]
            while waiting:
                node = waiting.pop()
                for other, edge in near[node]:
                    if not seen[other]:
                        seen[other] = True
                        self.down.append((other, node, edge))
                        waiting.append(other)
        self.edges = np.array([edge for _, _, edge in reversed(self.down)], dtype=np.int64)

    def levels(self) -> Floats:
        """Money over budgets by class, at the place of its root; 0 for a class without buyers."""
        nodes = len(self.root)
        money = np.bincount(self.good_class, self.market.supply, nodes)
        money += np.bincount(self.buyer_class, self.market.own, nodes)
        budget = np.bincount(self.buyer_class, self.market.budget, nodes)
        return np.divide(money, budget, out=np.zeros(nodes), where=budget > 0)

    def along(self, surplus: Floats) -> Floats:
        """What is sold more on each edge of `edges`, so that no node has a surplus (n + k,)."""
        goods, left = len(self.market.supply), surplus.tolist()
        more = []
        for node, parent, _ in reversed(self.down):
            more.append(left[node] if node < goods else -left[node])
            left[parent] += left[node]
        return np.array(more)
