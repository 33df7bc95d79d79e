"""The cheapest repair: the least euros by which musts must give way, row by row, in whole cents."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planning.clashes import Step
from planning.optimiser.elastic import Elastic
from planning.optimiser.elastic_model import ORDER, Give, posts
from planning.optimiser.engine import Floats, How, Status
from planning.optimiser.figures import CENTS_PER_UNIT
from planning.optimiser.spread import spread

NO_CENT = 0.01
"""Cents that count as none: what a solver's last digits make of nothing."""


@dataclass(frozen=True)
class Repaired:
    """Cents by which each row gives way, and the values of all columns (size,) of the plan that there is then.

    settled: whether it is also the first in order of those that cost as little (else it was stopped before).
    """

    cents: list[int]
    values: Floats
    settled: bool = True


def cheapest(elastic: Elastic) -> Repaired | None:
    """The cheapest repair; None when time was up before it was known.

    Where several cost the same, a second solve among them lets the rules give way in their ORDER, and within a rule
    what stands later in the document before what comes earlier. With these euros as little is asked of each figure of
    the document as can be (`spread`); of what is left open then, later years give way before earlier ones. Each row is
    rounded up to a cent, so that with the repair there is a plan indeed: it may cost up to a cent per row more than
    the least.

    Raises:
        NoPlan: when the solver failed.
    """
    if elastic.least(np.ones(len(elastic.gives))) is None:
        return None
    values, settled = _settled(elastic) if elastic.given().any() else (elastic.values, True)
    given = np.maximum(values[elastic.places], 0.0)
    return Repaired([whole_cents(thousands) for thousands in given.tolist()], values, settled)


def steps(gives: Sequence[Give], cents: Sequence[int]) -> tuple[Step, ...]:
    """What gives way, largest first."""
    found = [_step(give, amount) for give, amount in zip(gives, cents, strict=True) if amount > 0]
    return tuple(sorted(found, key=lambda step: -step.cents))


def _settled(elastic: Elastic) -> tuple[Floats, bool]:
    """Of all repairs that cost as little, one in which the rules give way in their order, spread: values (size,).

    And whether it is that one: where it was stopped it is any of them.
    """
    engine, values = elastic.engine, elastic.values
    engine.keep_face()
    cost = np.zeros(engine.size)
    cost[elastic.places] = _ranks(elastic.gives)
    if engine.minimise(cost, How.WARM) is Status.OPTIMAL:
        values = spread(elastic, engine.values(), cost)
    return values, not elastic.late()


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
        posts=posts(give, cents) if about.rule == "staff_capacity" else None,
    )


def whole_cents(thousands: float) -> int:
    """Thousands of euros in whole cents, rounded up."""
    return max(0, math.ceil(thousands * CENTS_PER_UNIT - NO_CENT))
