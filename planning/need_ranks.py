"""How sure the order of need is: the rank of every wijk under random weights, a range instead of a point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from planning.money import EXACT
from planning.need import HIGHEST, LOWEST, CellId, Needs, needs
from planning.programme import Programme

UNIT = 10**12
"""Need and weights are whole numbers of this many parts: the same ranks on every machine, without floats."""
SPAN = 2**32


@dataclass(frozen=True)
class RankRange:
    """Ranks of a wijk, 1 for the most need; wijken with equal need share the better rank.

    `rank` is that with the weights of the document; `low` to `high` hold 90% of the draws (5th and 95th percentile).
    """

    rank: int
    best: int
    low: int
    median: int
    high: int
    worst: int


def rank_ranges(programme: Programme, draws: int = 1000, seed: int = 1) -> dict[str, RankRange]:
    """How far the rank of each wijk on its mean need over the domains moves under random weights, by wijk id.

    The mean weighs domains with their share (or norm). In every draw the weight of each indicator within its domain and
    of each domain is multiplied by a random factor; the factors of a group are uniform over all divisions of 1 (a
    Dirichlet distribution with all parameters 1, made as the spacings of sorted uniform numbers: Devroye 1986,
    "Non-Uniform Random Variate Generation", chapter V.2). A weight of 0 stays 0. Given need does not vary. After OECD
    and JRC, Handbook on Constructing Composite Indicators (2008), step 7. Without indicators every range is a point.
    The same seed gives the same ranges. Time grows with draws × cells.

    Raises:
        ValueError: for fewer than one draw.
    """
    if draws < 1:
        raise ValueError("rank_ranges needs at least one draw")
    found = needs(programme)
    wijken = [wijk.id for wijk in programme.wijken]
    shares = _shares(programme)
    cells = [[(wijk, domain.id) for domain in programme.domains] for wijk in wijken]
    fixed = [[_parts(found.value[cell]) for cell in row] for row in cells]
    ranks = _ranks([_weighed(shares, row) for row in fixed])
    seen: list[list[int]] = [[] for _ in wijken]
    draw = _Draw(programme, found, Random(seed))  # noqa: S311 - a simulation, nothing to guess
    for _ in range(draws if "indicators" in found.source.values() else 0):
        weights = [share * factor for share, factor in zip(shares, draw.factors(len(shares)), strict=True)]
        drawn = [_weighed(weights, row) for row in draw.needs(cells, fixed)]
        for history, rank in zip(seen, _ranks(drawn), strict=True):
            history.append(rank)
    return {w: _range(rank, history) for w, rank, history in zip(wijken, ranks, seen, strict=True)}


class _Draw:
    """Draws of need under random weights of the indicators."""

    def __init__(self, programme: Programme, found: Needs, random: Random) -> None:
        self.random = random
        self.groups = [
            [(i.id, _parts(i.weight)) for i in programme.indicators if i.domain == domain.id and i.weight > 0]
            for domain in programme.domains
        ]
        self.scores = {
            cell: [(part.indicator, _parts(part.need)) for part in parts]
            for cell, parts in found.contributions.items()
            if found.source[cell] == "indicators"
        }
        self.low, self.high = _parts(LOWEST), _parts(HIGHEST)

    def factors(self, number: int) -> list[int]:
        """Random whole numbers above 0, uniform over the divisions of SPAN."""
        cuts = sorted(self.random.randrange(SPAN) for _ in range(number - 1))
        return [right - left + 1 for left, right in zip([0, *cuts], [*cuts, SPAN], strict=True)]

    def needs(self, cells: list[list[CellId]], fixed: list[list[int]]) -> list[list[int]]:
        """Need per wijk and domain, in parts of UNIT, under new weights; as it was where no indicator speaks."""
        weights: dict[str, int] = {}
        for group in self.groups:
            if group:
                factors = self.factors(len(group))
                weights |= {i: weight * factor for (i, weight), factor in zip(group, factors, strict=True)}
        return [
            [self._need(cell, weights) if cell in self.scores else need for cell, need in zip(row, known, strict=True)]
            for row, known in zip(cells, fixed, strict=True)
        ]

    def _need(self, cell: CellId, weights: dict[str, int]) -> int:
        scores = self.scores[cell]
        mass = sum(weights[indicator] for indicator, _ in scores)
        mean = sum(weights[indicator] * score for indicator, score in scores) // mass
        return min(max(mean, self.low), self.high)


def _shares(programme: Programme) -> list[int]:
    """Weight of each domain: its norm where there are norms, else its share; all equal where these are all 0."""
    normed = any(domain.norm is not None for domain in programme.domains)
    shares = [_parts(d.norm or Decimal(0)) if normed else _parts(d.share) for d in programme.domains]
    return shares if any(shares) else [1] * len(shares)


def _parts(number: Decimal) -> int:
    return int(EXACT.multiply(number, Decimal(UNIT)).to_integral_value())


def _weighed(weights: Sequence[int], needs_: Sequence[int]) -> int:
    return sum(weight * need for weight, need in zip(weights, needs_, strict=True))


def _ranks(scores: Sequence[int]) -> list[int]:
    """1 for the highest score; equal scores share the better rank."""
    place: dict[int, int] = {}
    for rank, score in enumerate(sorted(scores, reverse=True), start=1):
        place.setdefault(score, rank)
    return [place[score] for score in scores]


def _range(rank: int, drawn: list[int]) -> RankRange:
    ordered = sorted(drawn) or [rank]
    low, median, high = (ordered[-(-len(ordered) * part // 100) - 1] for part in (5, 50, 95))
    return RankRange(rank, ordered[0], low, median, high, ordered[-1])
