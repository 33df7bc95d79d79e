"""The market view: the division of money when nothing but earmarks, years and carrying over holds it back.

Exact where `applies` finds nothing against it, and then for every evenness: the best division is the one in which money
only goes to the cells with least coverage among those it may go to. If x[g,c] > 0 then U'(a[c]) is the largest U' that
g can reach; U' falls, so a[c] is the least coverage that g can reach, whichever the evenness. That is one and the same
condition for all of them, and for any that is concave it is enough (Karush, Kuhn and Tucker). Evenness 1 makes it the
Eisenberg-Gale programme of a market, which `bidding` solves.

How far each cell can be from the best division is proven too. With y* the best and r = a/a*, growth (evenness 1) falls
short by Σ L·(r − 1 − log r) or more, for its slope at y* towards any other division is not above 0. So in each cell
r − 1 − log r ≤ gap·ΣL / L =: κ, and as r − 1 − log r ≥ (1 − r)²/2 below 1 and ≥ (1 − 1/r)²/2 above it, a* lies between
a·(1 − √(2κ)) and a/(1 − √(2κ)).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planning.messages import Language, say
from planning.optimiser.bidding import Division, Floats, Market, divide
from planning.optimiser.goods import NOBODY, Goods, goods, last_year, one_cell_measures
from planning.optimiser.stopping import Stop
from planning.prepared import Prepared
from planning.problems import Problem
from planning.programme import Measure, Mixed
from planning.rules import Rules

GAP = 1e-4
"""Over the sowing lines of all cells that can be paid: what a view need not be better than."""


@dataclass(frozen=True)
class Named:
    """The name of a rule, in words."""

    rule: str

    def spoken(self, language: Language) -> str:
        """The name in a language."""
        return say(f"market.rule.{self.rule}", language)


@dataclass(frozen=True)
class MarketView:
    """A division of the money of a programme, with its proof.

    left_out: what the programme asks and the view does not know, with places. Thousands of euros, nominal.
    """

    goods: Goods
    division: Division
    left_out: tuple[Problem, ...]

    @property
    def exact(self) -> bool:
        """Whether the programme asks nothing that the view leaves out; else it is a preview."""
        return not self.left_out

    @property
    def gap(self) -> float:
        """Proven: growth (evenness 1) that can still be won, over the sowing lines of all cells that can be paid."""
        return self.division.gap

    @property
    def rounds(self) -> int:
        """Rounds of bidding."""
        return self.division.rounds

    @cached_property
    def covered(self) -> Floats:
        """Coverage of each buyer (k,), a fraction."""
        place = self.goods
        bought = np.bincount(place.edge_buyer, self.division.sold, len(place.budget))
        return np.asarray((place.own + bought) / place.budget)

    @cached_property
    def within(self) -> float:
        """Proven: how far the coverage of any cell can be from the best division; infinite where nothing is proven."""
        place = self.goods
        if not len(place.budget):
            return 0.0
        root = np.sqrt(2.0 * self.gap * place.budget.sum() / place.budget)
        if not np.all(root < 1.0):
            return float("inf")
        return float((self.covered * root / (1.0 - root)).max())

    @cached_property
    def amounts(self) -> Floats:
        """Money of each cell and year (cells, years), regular money not in it. Thousands of euros, nominal."""
        place = self.goods
        covered = np.append(self.covered, 0.0)[place.buyer_of]
        return np.asarray(
            np.where(place.buyer_of == NOBODY, 0.0, np.maximum(covered * place.line - place.regular, 0.0))
        )

    @property
    def price(self) -> dict[tuple[str, int], float]:
        """Growth per euro more of a stream in the year in which it comes in, by (stream id, year). Evenness 1."""
        place = self.goods
        return {
            (place.streams[s].id, place.years[t]): price
            for (s, t), price in zip(place.good, self.division.price.tolist(), strict=True)
        }

    def money(self) -> dict[tuple[tuple[str, str], int], float]:
        """Money of every cell and year that can be paid, by ((wijk, domain), year); as `Solved.money`."""
        place, amounts = self.goods, self.amounts
        return {
            (place.cells[c], place.years[t]): float(amounts[c, t])
            for c, t in zip(*np.nonzero(place.buyer_of != NOBODY), strict=True)
        }


def market(prepared: Prepared, gap: float = GAP, deadline: float | None = None, stop: Stop | None = None) -> MarketView:
    """The market view of a programme, to a proven gap (growth over all sowing lines) where that can be.

    What `applies` lists is left out: then the view is a preview and says so. `deadline` is a moment of `time.monotonic`
    after which bidding stops, as it does when `stop` says so: look at the gap of what comes back.
    """
    place = goods(prepared)
    arrays = Market(place.supply, place.budget, place.own, place.edge_good, place.edge_buyer)
    return MarketView(place, divide(arrays, gap, deadline, stop), tuple(applies(prepared, place)))


def applies(prepared: Prepared, place: Goods | None = None) -> list[Problem]:
    """What keeps the market view from being exact, each with its place and a sentence; nothing where it is exact."""
    programme = prepared.programme
    found: list[Problem] = []
    objective = programme.objective
    if objective == "benefit" or (isinstance(objective, Mixed) and (objective.benefit > 0 or objective.coverage == 0)):
        found.append(Problem("/objective", "market.objective"))
    if programme.steadiness > 0:
        found.append(Problem("/steadiness", "market.steadiness", {}, str(programme.steadiness)))
    found += _streams(prepared)
    found += _measures(prepared)
    found += [Problem(f"/rules/{rule}", "market.rule", {"name": Named(rule)}) for rule in _rules(programme.rules)]
    found += _lineless(place or goods(prepared))
    return found


def _streams(prepared: Prepared) -> Iterator[Problem]:
    programme = prepared.programme
    for i, stream in enumerate(programme.streams):
        if stream.id not in prepared.stream:
            continue
        if stream.match is not None and stream.match.ratio > 0:
            yield Problem(f"/streams/{i}/match", "market.match", {"stream": stream.label})
        if stream.carry_over is not None and 0 < stream.carry_over.share < 1:
            yield Problem(f"/streams/{i}/carry_over", "market.carry_over", {"stream": stream.label})
    said: set[str] = set()
    for i, row in enumerate(programme.commitments):
        if row.stream in prepared.stream and row.amount > 0 and row.stream not in said:
            said.add(row.stream)
            stream = prepared.stream[row.stream]
            yield Problem(f"/commitments/{i}", "market.commitments", {"stream": stream.label})


def _measures(prepared: Prepared) -> Iterator[Problem]:
    alone = one_cell_measures(prepared)
    for i, measure in enumerate(prepared.programme.measures):
        about = {"measure": measure.label}
        if not measure.cells:
            if measure.profile is not None:
                yield Problem(f"/measures/{i}", "market.whole", about)
            continue  # any other office gets its commitments and nothing else
        if len({(cell.wijk, cell.domain) for cell in measure.cells}) > 1:
            yield Problem(f"/measures/{i}/serves", "market.shared", about)
            continue
        if measure.min_per_year > 0 or measure.min_years > 1 or measure.profile is not None:
            yield Problem(f"/measures/{i}", "market.whole", about)
        if measure.requires:
            yield Problem(f"/measures/{i}/requires", "market.requires", about)
        beside = alone[measure.cells[0].wijk, measure.cells[0].domain]
        if measure.max_per_year is not None and not _replaced(prepared, measure, beside):
            yield Problem(f"/measures/{i}/max_per_year", "market.limited", about)


def _replaced(prepared: Prepared, measure: Measure, beside: list[Measure]) -> bool:
    """Whether all that may pay a measure with a maximum may pay one without, in the same cell and year."""
    free = [other for other in beside if is_free(other)]
    payers = {stream.id for stream in prepared.payers_of(measure)}
    return all(
        payers <= {s.id for other in free if year in prepared.years_of(other) for s in prepared.payers_of(other)}
        for year in prepared.years_of(measure)
    )


def is_free(measure: Measure) -> bool:
    """Whether a measure can be paid any amount in each of its years."""
    return (
        measure.max_per_year is None
        and measure.profile is None
        and measure.min_per_year == 0
        and measure.min_years == 1
        and not measure.requires
    )


def _rules(rules: Rules) -> list[str]:
    """The rules that apply, by name."""
    return [name for name in type(rules).model_fields if getattr(rules, name)]


def _lineless(place: Goods) -> Iterator[Problem]:
    """Money that only cells without a sowing line can have: it has to be spent there, and they buy nothing."""
    if not place.unsold:
        return
    prepared = place.prepared
    pointer = {stream.id: f"/streams/{i}" for i, stream in enumerate(prepared.programme.streams)}
    bare = {(wijk, domain) for (wijk, domain, _), amount in prepared.line.line.items() if amount == 0}
    takers: dict[str, set[int]] = {}
    for measure in prepared.measures:
        if measure.cells and all((cell.wijk, cell.domain) in bare for cell in measure.cells):
            for stream in prepared.payers_of(measure):
                takers.setdefault(stream.id, set()).update(prepared.years_of(measure))
    for s, t in place.unsold:
        stream = place.streams[s]
        last = place.years[last_year(stream, t, place.years)]
        if any(place.years[t] <= year <= last for year in takers.get(stream.id, ())):
            about = {"stream": stream.label, "year": place.years[t]}
            yield Problem(pointer[stream.id], "market.lineless", about)
