"""From a market view to payments in whole units, without a solver: there are no limits that rounding could break.

First what each stream keeps, so that balances hold; then what it pays each group of cells; then what each cell of a
group gets. Every step divides whole units by largest remainder (Hamilton's method): a group gets from a stream what the
view says to within a unit, a cell to within a unit more than it has payers. Last, streams and cells of a group are laid
beside each other in document order, which takes as few payments as there are streams and cells.
"""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np

from planning.money import CENTS_PER_EURO
from planning.optimiser.bidding import Floats, Ints
from planning.optimiser.figures import CENTS_PER_UNIT
from planning.optimiser.goods import NOBODY, Goods, last_year, one_cell_measures
from planning.optimiser.market import MarketView, is_free
from planning.optimiser.rests import NOTHING
from planning.optimiser.rounding import Payments

Flows = dict[tuple[int, int], tuple[Ints, Floats]]
"""By stream and year of payment: the buyers (n,) that it pays, and how much (n,), thousands of euros."""
Shares = dict[int, dict[int, tuple[int, int]]]
"""By buyer and stream: whole units, and cents beside them."""


def whole_payments(view: MarketView, unit: int = CENTS_PER_EURO) -> Payments:
    """Payments of an exact view in whole units of `unit` cents; cents of an income go with its largest payment.

    Raises:
        ValueError: for a view that leaves something out, which no payments could be held against.
    """
    if not view.exact:
        raise ValueError("a preview has no payments")
    place = view.goods
    payments = Payments(unit=unit)
    flows = _flows(view)
    shares: Shares = defaultdict(dict)
    for s in range(len(place.streams)):
        for t, paid in enumerate(_kept(place, s, flows, payments, unit)):
            buyers, amounts = flows.get((s, t), (np.zeros(0, dtype=np.int64), np.zeros(0)))
            if paid and not len(buyers):
                payments.lapsed[s, t] = payments.lapsed.get((s, t), 0) + paid
                continue
            units = largest_remainder(paid // unit, amounts)
            rest_to = int(np.argmax(amounts)) if len(amounts) else 0
            for i, (buyer, count) in enumerate(zip(buyers.tolist(), units, strict=True)):
                rest = paid % unit if i == rest_to else 0
                if count or rest:
                    shares[buyer][s] = (count, rest)
    _share_out(place, shares, payments, unit)
    return payments


def largest_remainder(total: int, weights: Floats) -> list[int]:
    """`total` whole units in proportion to weights (n,), the largest fractions rounded up, earlier ones first."""
    if not len(weights):
        return []
    ideal = total * weights / weights.sum()
    parts = np.floor(ideal).astype(np.int64)
    left = total - int(parts.sum())
    if left:
        order = np.lexsort((np.arange(len(weights)), parts - ideal))
        parts[order[:left]] += 1
    return [int(part) for part in parts]


def _flows(view: MarketView) -> Flows:
    """What is sold, by who pays it and when."""
    place = view.goods
    stream = np.array([s for s, _ in place.good], dtype=np.int64)[place.edge_good]
    key = stream * len(place.budget) + place.edge_buyer
    pairs, at = np.unique(key, return_inverse=True)
    amount = np.bincount(at, view.division.sold, len(pairs)).astype(np.float64, copy=False)
    pairs, amount = pairs[amount > 0], amount[amount > 0]
    streams, buyers = np.divmod(pairs, max(1, len(place.budget)))
    order = np.lexsort((buyers, place.year[buyers], streams))
    streams, buyers, amount = streams[order], buyers[order], amount[order]
    when = streams * len(place.years) + place.year[buyers]
    starts = np.flatnonzero(np.diff(when, prepend=-1))
    ends = np.append(starts[1:], len(when))
    return {
        (int(streams[a]), int(place.year[buyers[a]])): (buyers[a:b], amount[a:b])
        for a, b in zip(starts.tolist(), ends.tolist(), strict=True)
    }


def _kept(place: Goods, s: int, flows: Flows, payments: Payments, unit: int) -> list[int]:
    """Cents that a stream pays each year; fills what it carries and what lapses.

    What it keeps is rounded down to whole units, so it can never have less than it needs for what comes later.
    """
    stream, paid = place.streams[s], []
    left, before = 0.0, 0
    for t in range(len(place.years)):
        lost = place.unsold.get((s, t), 0)
        comes = place.incomes.get((s, t), 0) - lost
        asked = float(flows[s, t][1].sum()) * CENTS_PER_UNIT if (s, t) in flows else 0.0
        left = max(0.0, left + comes - asked)
        there = before + comes
        kept = 0
        if last_year(stream, t, place.years) > t:
            kept = min(there, math.floor((left + NOTHING) / unit) * unit) if (s, t) in flows else there
            payments.carried[s, t] = kept
        paid.append(there - kept)
        if lost:
            payments.lapsed[s, t] = lost
        before = kept
    return paid


def _share_out(place: Goods, shares: Shares, payments: Payments, unit: int) -> None:
    """What the cells of each buyer get from each of its streams."""
    measure_of = _Measures(place)
    cell_of, year_of = np.nonzero(place.buyer_of != NOBODY)
    owner = place.buyer_of[cell_of, year_of]
    order = np.argsort(owner, kind="stable")
    starts = np.searchsorted(owner[order], np.arange(len(place.budget) + 1))
    for buyer, given in sorted(shares.items()):
        cells = cell_of[order[starts[buyer] : starts[buyer + 1]]]
        t = int(place.year[buyer])
        parts = largest_remainder(sum(count for count, _ in given.values()), place.line[cells, t])
        _beside(sorted(given.items()), list(zip(cells.tolist(), parts, strict=True)), t, measure_of, payments, unit)


def _beside(
    given: list[tuple[int, tuple[int, int]]],
    parts: list[tuple[int, int]],
    t: int,
    measure_of: _Measures,
    payments: Payments,
    unit: int,
) -> None:
    """Lay what streams give beside what cells get; the cents of a stream go with the largest of its payments."""
    most = max(parts, key=lambda part: part[1])[0]
    i, open_part = 0, parts[0][1]
    for s, (count, rest) in given:
        largest, at = 0, most
        while count:
            while not open_part:
                i += 1
                open_part = parts[i][1]
            paid = min(count, open_part)
            count, open_part = count - paid, open_part - paid
            payments.spend[s, measure_of(s, parts[i][0], t), t] = paid * unit
            if paid > largest:
                largest, at = paid, parts[i][0]
        if rest:
            key = (s, measure_of(s, at, t), t)
            payments.spend[key] = payments.spend.get(key, 0) + rest


class _Measures:
    """The measure through which a stream pays a cell in a year: the first in document order that takes any amount."""

    def __init__(self, place: Goods) -> None:
        self.place, prepared = place, place.prepared
        number = {measure.id: m for m, measure in enumerate(prepared.measures)}
        free = {cell: [one for one in some if is_free(one)] for cell, some in one_cell_measures(prepared).items()}
        self.free = [free.get(cell, []) for cell in place.cells]
        self.number = [[number[measure.id] for measure in some] for some in self.free]

    def __call__(self, s: int, c: int, t: int) -> int:
        """Number of the measure."""
        if len(self.free[c]) == 1:
            return self.number[c][0]
        stream, year = self.place.streams[s], self.place.years[t]
        for m, measure in zip(self.number[c], self.free[c], strict=True):
            if stream.may_pay(measure) and year in self.place.prepared.years_of(measure):
                return m
        raise ValueError("no measure takes what the view sells")
