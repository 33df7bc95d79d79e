"""Plans side by side: how unequal a division is, what wijken get per resident, and how far plans lie apart.

Money is exact (Decimal euros). What is a statistic and not money (an index of inequality, an average per resident, a
coverage) is a float: it is shown with a few digits and never added to anything.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from planning.money import euros
from planning.plan import PlanDocument
from planning.prepared import Prepared

FIFTH = 0.2
SAME_NEED = 12
"""Decimals to which two averages of needs are the same."""
Weighed = list[tuple[float, float]]
"""(value, weight), only weights above 0."""


# ---- inequality ----


def gini(values: Sequence[float], weights: Sequence[float] | None = None) -> float:
    """Σ_i Σ_j w_i·w_j·|x_i − x_j| / (2·W²·μ): 0 when all are equal, towards 1 when one has all (Gini 1912).

    C. Gini, Variabilità e mutabilità. Not corrected for small numbers: with n equal weights it is at most 1 − 1/n.

    Args:
        values: x, 0 or more, such as euros per resident.
        weights: w, 0 or more, such as residents; the same for all where left out. W is their sum, μ the weighted mean.

    Raises:
        ValueError: for negative figures, for lengths that differ, or where nothing has a weight.
    """
    pairs = sorted(_weighed(values, weights))
    total, mass = _total(pairs), math.fsum(weight for _, weight in pairs)
    if total == 0:
        return 0.0
    terms, below = [], 0.0
    for value, weight in pairs:
        # Of all pairs: Σ_i w_i·x_i·(weight below − weight above), which sorting makes one pass.
        terms.append(weight * value * (2 * below + weight - mass))
        below += weight
    return max(0.0, math.fsum(terms) / (mass * total))


def theil(values: Sequence[float], weights: Sequence[float] | None = None) -> float:
    """Theil's T: Σ (w_i/W)·(x_i/μ)·ln(x_i/μ), where 0·ln 0 is 0; 0 when all are equal, at most ln(W / least weight).

    H. Theil 1967, Economics and Information Theory, ch. 4. Arguments and errors as of `gini`.
    """
    pairs = _weighed(values, weights)
    total, mass = _total(pairs), math.fsum(weight for _, weight in pairs)
    if total == 0:
        return 0.0
    mean = total / mass
    terms = [weight * (value / mean) * math.log(value / mean) for value, weight in pairs if value > 0]
    return max(0.0, math.fsum(terms) / mass)


def atkinson(values: Sequence[float], epsilon: float, weights: Sequence[float] | None = None) -> float:
    """1 − (Σ (w_i/W)·(x_i/μ)^(1−ε))^(1/(1−ε)), and 1 − geometric mean / μ at ε = 1; from 0 to 1.

    The part of the total that could be given up if the rest were divided equally, for who weighs those with little by
    `epsilon` (0: not at all; from 1 on a single 0 makes it 1). A. B. Atkinson 1970, Journal of Economic Theory 2(3),
    p. 257. Arguments and errors as of `gini`; also a ValueError for a negative epsilon.
    """
    if epsilon < 0:
        raise ValueError("epsilon is 0 or more")
    pairs = _weighed(values, weights)
    total, mass = _total(pairs), math.fsum(weight for _, weight in pairs)
    if total == 0 or epsilon == 0:
        return 0.0
    least = min(value for value, _ in pairs)
    if least == 0 and epsilon >= 1:
        return 1.0
    if epsilon == 1:
        alike = math.exp(math.fsum(weight * math.log(value) for value, weight in pairs) / mass)
    else:
        # Over the smallest (largest, below ε = 1) value, so that no power overflows.
        unit = least if epsilon > 1 else max(value for value, _ in pairs)
        powers = math.fsum(weight * (value / unit) ** (1 - epsilon) for value, weight in pairs)
        alike = unit * (powers / mass) ** (1 / (1 - epsilon))
    return min(1.0, max(0.0, 1 - alike * mass / total))


def _weighed(values: Sequence[float], weights: Sequence[float] | None) -> Weighed:
    given = [1.0] * len(values) if weights is None else weights
    pairs = [(float(value), float(weight)) for value, weight in zip(values, given, strict=True)]
    if any(not (0 <= figure < math.inf) for pair in pairs for figure in pair):
        raise ValueError("values and weights are finite, and 0 or more")
    pairs = [pair for pair in pairs if pair[1] > 0]
    if not pairs:
        raise ValueError("nothing to compare: no value has a weight")
    return pairs


def _total(pairs: Weighed) -> float:
    return math.fsum(value * weight for value, weight in pairs)


# ---- wijken ----


def neediest_fifth(need: Sequence[float], residents: Sequence[float], part: float = FIFTH) -> list[float]:
    """Of each wijk the share of its residents (0 to 1) that belongs to the `part` of all residents with the most need.

    The wijk on the border counts in part; wijken on the border with the same need all count for the same part, so the
    order of the document does not matter.
    """
    wanted = part * math.fsum(residents)
    groups: dict[float, list[int]] = defaultdict(list)
    for w, value in enumerate(need):
        groups[round(value, SAME_NEED)].append(w)
    shares = [0.0] * len(need)
    for value in sorted(groups, reverse=True):
        people = math.fsum(residents[w] for w in groups[value])
        share = min(1.0, wanted / people) if people > 0 else 0.0
        for w in groups[value]:
            shares[w] = share
        wanted = max(0.0, wanted - people)
    return shares


def need_of_wijken(prepared: Prepared) -> dict[str, float]:
    """Need of each wijk: the mean of its needs over the domains, weighted with their shares (alike where all are 0)."""
    domains = prepared.programme.domains
    shares = {domain.id: float(domain.share) for domain in domains}
    mass = math.fsum(shares.values())
    if mass == 0:
        shares, mass = dict.fromkeys(shares, 1.0), float(len(shares))
    return {
        wijk.id: math.fsum(share * float(prepared.need.value[wijk.id, domain]) for domain, share in shares.items())
        / mass
        for wijk in prepared.programme.wijken
    }


def residents_over_the_term(prepared: Prepared) -> dict[str, int]:
    """Person-years: the residents of each wijk, summed over the years of the term."""
    programme = prepared.programme
    return {wijk.id: sum(wijk.residents_in(year) for year in programme.term) for wijk in programme.wijken}


def per_resident(prepared: Prepared, money: Mapping[str, Decimal | float]) -> dict[str, float]:
    """Real euros per resident per year of every wijk with residents, from real euros over the term by wijk.

    Money of an office belongs to no wijk.
    """
    people = residents_over_the_term(prepared)
    return {wijk: float(money[wijk]) / people[wijk] for wijk in people if people[wijk] > 0}


def inequality(prepared: Prepared, per_head: Mapping[str, float], epsilon: float = 1.0) -> dict[str, float]:
    """Gini, Theil and Atkinson of an amount per resident by wijk, each weighted with its residents.

    Raises:
        ValueError: where nobody lives.
    """
    people = residents_over_the_term(prepared)
    values, weights = list(per_head.values()), [float(people[wijk]) for wijk in per_head]
    return {
        "gini": gini(values, weights),
        "theil": theil(values, weights),
        "atkinson": atkinson(values, epsilon, weights),
    }


def neediest_coverage(own: Prepared, money: Mapping[str, Decimal | float], part: float = FIFTH) -> float | None:
    """Money over sowing line of the residents with the most need, whole term, nominal; None where they have no line.

    Args:
        own: the programme whose need and sowing line are the measure. For money of another dial this stays the
            programme as it is, so that the points of a sweep are held against one line.
        money: nominal euros over the term by wijk, regular money in it where it counts.
        part: which part of the residents; a fifth where left out. Each wijk counts for the share of `neediest_fifth`.
    """
    need, people = need_of_wijken(own), residents_over_the_term(own)
    shares = neediest_fifth(list(need.values()), list(people.values()), part)
    line = dict.fromkeys(need, 0)
    for (wijk, _, _), amount in own.line.line.items():
        line[wijk] += amount
    sown = math.fsum(share * float(euros(line[wijk])) for wijk, share in zip(need, shares, strict=True))
    got = math.fsum(share * float(money[wijk]) for wijk, share in zip(need, shares, strict=True))
    return got / sown if sown > 0 else None


# ---- plans ----


def distance_to_equal_shares(prepared: Prepared, plan: PlanDocument) -> Decimal:
    """Σ |money − equal share| over all cells and years, in nominal euros; regular money is in it where it counts."""
    counts = prepared.programme.count_regular
    return sum(
        (abs(cell.planned + (cell.regular if counts else 0) - cell.equal_share) for cell in plan.cells), Decimal(0)
    )


def distance_between(prepared: Prepared, plan: PlanDocument, other: PlanDocument) -> Decimal:
    """Σ |payment − payment in the other plan| over streams, measures and years of the term, in nominal euros."""
    term = prepared.programme.term
    apart: dict[tuple[str, str, int], Decimal] = defaultdict(Decimal)
    for sign, rows in ((1, plan.spend), (-1, other.spend)):
        for row in rows:
            if row.year in term:
                apart[row.stream, row.measure, row.year] += sign * row.amount
    return sum((abs(amount) for amount in apart.values()), Decimal(0))
