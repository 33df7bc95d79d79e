"""Whole decisions near a relaxed plan, to start the search from: what is done for a good part is done, the rest is not.

A search that starts from a point that is possible leaves out at once all that cannot be better. Chains and money are
not looked at here: whether a start is possible is seen when it is tried.
"""

from __future__ import annotations

import numpy as np

from planning.optimiser.engine import Floats
from planning.optimiser.linear import Model

THRESHOLDS = (0.5, 0.1, 0.999, 0.0, 2.0)
"""Parts of its least (of an investment: of its start) from which a measure is taken to be on, the likeliest first. At 0
all is that can be, at 2 nothing but what must be."""


def first_decisions(model: Model, relaxed: Floats) -> list[Floats]:
    """Starts (n,), each in the order of `Model.decisions`, near the relaxed values of the columns (size,)."""
    value = {column.hash: amount for column, amount in zip(model.columns, relaxed.tolist(), strict=True)}
    starts: dict[bytes, Floats] = {}
    for part in THRESHOLDS:
        start = _start(model, value, part)
        starts.setdefault(start.tobytes(), start)
    return list(starts.values())


def _start(model: Model, value: dict[int, float], part: float) -> Floats:
    """What is decided (n,) when so much of it is enough."""
    on: dict[tuple[int, int], float] = {}
    for m in dict.fromkeys(m for m, _ in model.on):
        on.update(_run(model, value, m, part))
    start: dict[tuple[int, int], float] = {}
    for m, t in model.start:
        if (m, t) in model.on:
            start[m, t] = on[m, t] * (1.0 - on.get((m, t - 1), _before(model, m, t)))
    for m, wanted in model.figures.starts.items():
        share = {t: value[model.start[m, t].hash] for t in wanted}
        first = max(share, key=lambda t: (share[t], -t), default=None)
        chosen = first is not None and sum(share.values()) >= part
        start.update({(m, t): float(chosen and t == first) for t in wanted})
    return np.array([on[key] for key in model.on] + [start[key] for key in model.start])


def _run(model: Model, value: dict[int, float], m: int, part: float) -> dict[tuple[int, int], float]:
    """The years in which a measure is on: paid for a good part of its least, and then for as long as it must last."""
    figures, shortest = model.figures, model.figures.measures[m].min_years
    years = [t for t in range(len(figures.years)) if (m, t) in model.on]
    able = {t: figures.most(m, t) >= figures.least[m, t] for t in years}
    found: dict[tuple[int, int], float] = {}
    until = figures.runs_on(m)
    for t in years:
        paid = sum(value[column.hash] for column in model.paid_to.get((m, t), []))
        enough = paid >= part * figures.least[m, t] and (paid > 0 or part == 0)
        if enough and t >= until and not found.get((m, t - 1), _before(model, m, t)):
            enough = all(able.get(later, True) for later in range(t, t + shortest))
            until = t + shortest if enough else until
        found[m, t] = float(enough or t < until)
    return found


def _before(model: Model, m: int, t: int) -> float:
    """1 where t is the first year of the term and the measure ran up to it."""
    return float(t == 0 and model.figures.ran(m) > 0)
