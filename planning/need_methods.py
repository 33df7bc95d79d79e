"""Four ways in which the figures of one indicator become need, 1 being average.

After OECD and JRC, "Handbook on Constructing Composite Indicators" (2008), step 5, normalisation. All of them are
turned so that more is worse. The last three are laid on a scale of the same width, so that another method does not
secretly turn the inequality dial: a uniform spread over 0.5 to 1.5 has a standard deviation of 0.29, z-scores 0.25.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from planning.money import EXACT

Figures = Mapping[str, Decimal]
"""Figure by wijk id, in the unit of the indicator; wijken without a figure are not in it."""
ONE, HALF = Decimal(1), Decimal("0.5")
Z_STEP = Decimal("0.25")
"""Need per standard deviation."""
MOST = Decimal(10) ** 6
"""Stands for a ratio without end (a reference over 0); need is limited to far less."""


@dataclass(frozen=True)
class Scores:
    """Need by wijk id from one indicator, and what was odd: a message code and the wijken it is about."""

    need: dict[str, Decimal]
    odd: dict[str, list[str]] = field(default_factory=dict)


def ratio(figures: Figures, better: bool, people: Mapping[str, int], reference: Decimal | None) -> Scores:
    """Figure over reference; the reverse where higher is better.

    The reference is the given one, else the mean of the figures weighted with residents (`people`, by wijk id).
    Without a reference above 0 there are no scores. A figure of 0 or less counts as no need at all where higher is
    worse, and as boundless need where higher is better.
    """
    if reference is None:
        reference = weighted_mean(figures, people)
    if reference is None or reference <= 0:
        return Scores({}, {"need.no_reference": []})
    need: dict[str, Decimal] = {}
    for wijk, figure in figures.items():
        if figure <= 0:
            need[wijk] = MOST if better else Decimal(0)
        else:
            quotient = EXACT.divide(reference, figure) if better else EXACT.divide(figure, reference)
            need[wijk] = min(quotient, MOST)
    below = [wijk for wijk, figure in figures.items() if figure < 0 or (better and figure == 0)]
    return Scores(need, {"need.not_positive": below} if below else {})


def z_score(figures: Figures, better: bool, people: Mapping[str, int], reference: Decimal | None) -> Scores:
    """1 + 0.25 z, z = (figure − mean) / standard deviation; the sign turned where higher is better.

    Mean and standard deviation are plain over the wijken, and of the whole population (divided by their number), as
    the handbook has them (each unit counts once): the wijken are all there are, not a sample.
    """
    del people, reference
    if _all_equal(figures):
        return Scores(dict.fromkeys(figures, ONE), {"need.all_equal": []})
    number = Decimal(len(figures))
    mean = EXACT.divide(_total(figures.values()), number)
    distance = {wijk: EXACT.subtract(figure, mean) for wijk, figure in figures.items()}
    variance = EXACT.divide(_total(EXACT.multiply(far, far) for far in distance.values()), number)
    step = EXACT.divide(-Z_STEP if better else Z_STEP, EXACT.sqrt(variance))
    return Scores({wijk: EXACT.add(ONE, EXACT.multiply(far, step)) for wijk, far in distance.items()})


def percentile(figures: Figures, better: bool, people: Mapping[str, int], reference: Decimal | None) -> Scores:
    """0.5 + (rank − 0.5) / N, rank 1 the best off of N wijken; equal figures share their mean rank.

    Always above 0.5 and below 1.5, and 1 on average (plain, over the wijken with a figure).
    """
    del people, reference
    ordered = sorted(figures.values())
    number = Decimal(len(ordered))
    need: dict[str, Decimal] = {}
    for wijk, figure in figures.items():
        first, last = bisect_left(ordered, figure), bisect_right(ordered, figure)
        below = len(ordered) - last if better else first
        middle = EXACT.add(Decimal(below), EXACT.multiply(HALF, Decimal(last - first)))
        need[wijk] = EXACT.add(HALF, EXACT.divide(middle, number))
    return Scores(need)


def min_max(figures: Figures, better: bool, people: Mapping[str, int], reference: Decimal | None) -> Scores:
    """0.5 + (figure − lowest) / (highest − lowest); the reverse where higher is better.

    0.5 for the best off, 1.5 for the worst off, 1 halfway between the two (so not always the average wijk).
    """
    del people, reference
    if _all_equal(figures):
        return Scores(dict.fromkeys(figures, ONE), {"need.all_equal": []})
    lowest, highest = min(figures.values()), max(figures.values())
    width = EXACT.subtract(highest, lowest)
    far = {w: EXACT.subtract(highest, x) if better else EXACT.subtract(x, lowest) for w, x in figures.items()}
    return Scores({wijk: EXACT.add(HALF, EXACT.divide(part, width)) for wijk, part in far.items()})


Method = Callable[[Figures, bool, Mapping[str, int], Decimal | None], Scores]
METHODS: dict[str, Method] = {"ratio": ratio, "z_score": z_score, "percentile": percentile, "min_max": min_max}
"""By the name that a document has for them. Each takes at least one figure."""


def weighted_mean(figures: Figures, weights: Mapping[str, int]) -> Decimal | None:
    """Σ weight·figure / Σ weight over the wijken with a figure; None where the weights sum to 0."""
    mass = sum(weights[wijk] for wijk in figures)
    if mass == 0:
        return None
    weighed = _total(EXACT.multiply(figure, Decimal(weights[wijk])) for wijk, figure in figures.items())
    return EXACT.divide(weighed, Decimal(mass))


def _total(numbers: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for number in numbers:
        total = EXACT.add(total, number)
    return total


def _all_equal(figures: Figures) -> bool:
    return min(figures.values()) == max(figures.values())
