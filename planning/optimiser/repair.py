"""The cheapest repair: the least euros by which musts must give way, row by row, in whole cents."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from planning.clashes import Step
from planning.optimiser.elastic import ORDER, Elastic, Give
from planning.optimiser.engine import Floats, How, NoPlan, Status
from planning.optimiser.figures import CENTS_PER_UNIT

NO_CENT = 0.01
"""Cents that count as none: what a solver's last digits make of nothing."""


def cheapest(elastic: Elastic) -> list[int] | None:
    """Cents by which each row gives way in the cheapest repair; None when time was up before it was known.

    Where several cost the same, a second solve among them lets the rules give way in their ORDER, and within a rule
    what stands later in the document, and later years, before what comes earlier. Each row is rounded up to a cent, so
    that with the repair there is a plan indeed: it may cost up to a cent per row more than the least.

    Raises:
        NoPlan: when the solver failed.
    """
    if elastic.least(np.ones(len(elastic.gives))) is None:
        return None
    given = elastic.given()
    given = _settled(elastic) if given.any() else given
    return [whole_cents(thousands) for thousands in given.tolist()]


def steps(gives: Sequence[Give], cents: Sequence[int]) -> tuple[Step, ...]:
    """What gives way, largest first."""
    found = [_step(give, amount) for give, amount in zip(gives, cents, strict=True) if amount > 0]
    return tuple(sorted(found, key=lambda step: -step.cents))


def _settled(elastic: Elastic) -> Floats:
    """Of all repairs that cost as little, the one in which the rules give way in their order."""
    given, engine = elastic.given(), elastic.engine
    engine.keep_face()
    cost = np.zeros(engine.size)
    cost[elastic.places] = _ranks(elastic.gives)
    try:
        return elastic.given() if engine.minimise(cost, How.WARM) is Status.OPTIMAL else given
    except NoPlan:
        return given


def _ranks(gives: Sequence[Give]) -> Floats:
    """Between 1 and 2, lower for what gives way first (n,)."""
    order = sorted(range(len(gives)), key=lambda i: (ORDER.index(gives[i].about.rule), -i))
    ranks = np.empty(len(gives))
    ranks[order] = 1.0 + np.arange(len(gives)) / len(gives)
    return ranks


def _step(give: Give, cents: int) -> Step:
    about = give.about
    return Step(
        rule=about.rule,
        pointer=about.pointer,
        year=about.year,
        stream=about.stream,
        measure=about.measure,
        wijk=about.wijk,
        domain=about.domain,
        cents=cents,
        posts=_posts(cents / CENTS_PER_UNIT * give.worth) if about.rule == "staff_capacity" else None,
    )


def whole_cents(thousands: float) -> int:
    """Thousands of euros in whole cents, rounded up."""
    return max(0, math.ceil(thousands * CENTS_PER_UNIT - NO_CENT))


def _posts(posts: float) -> Decimal:
    """Full-time posts, rounded up to a thousandth."""
    return Decimal(math.ceil(posts * 1000 - 1e-6)).scaleb(-3)
