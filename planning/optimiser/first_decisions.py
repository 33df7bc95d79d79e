"""A first point with whole decisions, made from the relaxation: what is done for a good part is done, the rest is not.

A search that starts from a point that is possible leaves out at once all that cannot be better.
"""

from __future__ import annotations

import numpy as np

from planning.optimiser.engine import Engine, Floats, How, Status
from planning.optimiser.linear import Model

THRESHOLDS = (0.5, 0.95, 0.1, 2.0)
"""Parts of its least (of an investment: of its start) from which a measure is taken to be on, tried one by one. At 2
nothing is but what must be."""


def first_decisions(model: Model, engine: Engine, relaxed: Floats, cost: Floats) -> Floats | None:
    """Values of the columns (size,) with whole decisions, the cheapest of those that were tried; None where none is.

    Args:
        relaxed: values of the columns (size,) of the relaxation.
        cost: by which the rest is decided (size,).
    """
    places = engine.places(model.decisions)
    best: Floats | None = None
    tried: set[bytes] = set()
    for part in THRESHOLDS:
        at = _taken(model, engine, relaxed, part)
        if at.tobytes() in tried:
            continue
        tried.add(at.tobytes())
        engine.bound(places, at, at)
        if engine.minimise(cost, How.COLD) is Status.OPTIMAL:
            values = engine.values()
            values[places] = at
            if best is None or cost @ values < cost @ best:
                best = values
    engine.bound(places, np.zeros(len(places)), np.ones(len(places)))
    return best


def _taken(model: Model, engine: Engine, relaxed: Floats, part: float) -> Floats:
    """What is decided, in the order of `Model.decisions` (n,)."""
    place = engine.arrays.place
    years = range(len(model.figures.years))
    on: dict[tuple[int, int], float] = {}
    for m in dict.fromkeys(m for m, _ in model.on):
        on.update(_run(model, relaxed, place, m, [t for t in years if (m, t) in model.on], part))
    start: dict[tuple[int, int], float] = {}
    for m, t in model.start:
        if (m, t) in model.on:
            start[m, t] = on[m, t] * (1.0 - on.get((m, t - 1), _before(model, m, t)))
    for m, wanted in model.figures.starts.items():
        share = {t: relaxed[place[model.start[m, t].hash]] for t in wanted}
        first = max(share, key=lambda t: (share[t], -t), default=None)
        chosen = first is not None and sum(share.values()) >= part
        start.update({(m, t): float(chosen and t == first) for t in wanted})
    return np.array([on[key] for key in model.on] + [start[key] for key in model.start])


def _run(
    model: Model, relaxed: Floats, place: dict[int, int], m: int, years: list[int], part: float
) -> dict[tuple[int, int], float]:
    """The years in which a measure is on: paid for a good part of its least, and then for as long as it must last."""
    figures, shortest = model.figures, model.figures.measures[m].min_years
    found: dict[tuple[int, int], float] = {}
    until = figures.runs_on(m)
    for t in years:
        paid = sum(relaxed[place[column.hash]] for column in model.paid_to.get((m, t), []))
        enough = paid >= part * figures.least[m, t] and paid > 0
        if enough and not found.get((m, t - 1), _before(model, m, t)):
            until = max(until, t + shortest)
        found[m, t] = float(enough or t < until)
    return found


def _before(model: Model, m: int, t: int) -> float:
    """1 where t is the first year of the term and the measure ran up to it."""
    return float(t == 0 and model.figures.ran(m) > 0)
