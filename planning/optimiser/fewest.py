"""The fewest payments: a few euros to a measure from a fifth stream are work for everybody and help nobody.

In a small programme exactly, as whole decisions; else by costs that weigh small payments more each time, which gathers
money (E. J. Candès, M. B. Wakin and S. P. Boyd 2008, Journal of Fourier Analysis and Applications 14(5), pp. 877–905),
and then by doing without the smallest payments as long as that can be.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planning.optimiser.engine import Floats, Ints, NoPlan, Status
from planning.optimiser.fewest_exact import fewer_payments
from planning.optimiser.near_best import NearBest
from planning.optimiser.stages import Outcome

NONE = 1e-7
"""Thousands of euros below which a payment is none."""
ROUNDS = 4
WIDTH = 0.01
"""Steps of the grids on which payments are dropped, as a part of coverage."""
EFFORT = 150_000
MOST_TRIES = 400
"""Tries to do without payments: so many, and fewer where a programme has many columns (EFFORT over their number)."""


@dataclass(frozen=True)
class Fewest:
    """How sure it is that no plan has fewer payments: `proven`, or at least so many (0: not known).

    Before rounding, for which a ten-thousandth of what may be given up is kept apart.
    """

    proven: bool
    at_least: int


def fewest_payments(near: NearBest) -> tuple[Outcome, Fewest]:
    """The plan with the fewest payments among those that are nearly as good as the best; of these the most growth.

    Raises:
        NoPlan: when the solver stopped.
    """
    pays = near.engine.places(list(near.model.spend.values()))
    known, values = _drop(near, pays, _gather(near, pays))
    chosen, at_least = fewer_payments(near, pays, known, values)
    outcome = near.most_growth(np.zeros(near.engine.size), _only(near, pays, chosen, values))
    used = len(_paid(pays, outcome.values))
    return outcome, Fewest(used <= at_least, min(used, at_least))


def _gather(near: NearBest, pays: Ints) -> Floats:
    """Values of the columns after a few rounds in which a payment costs the more the smaller it was."""
    values, cost = near.at_best, np.zeros(near.engine.size)
    for _ in range(ROUNDS):
        paid = np.maximum(values[pays], 0.0)
        usual = paid[paid > NONE].mean() if (paid > NONE).any() else 1.0
        cost[pays] = 1.0 / (paid / usual + 0.01)
        values = near.once(cost, values, WIDTH)
    return values


def _drop(near: NearBest, pays: Ints, values: Floats) -> tuple[set[int], Floats]:
    """Places of the payments left after doing without the smallest, many at a time and then one by one; the values."""
    left, needed = _paid(pays, values), set[int]()
    size = max(1, len(left) // 4)
    for _ in range(min(MOST_TRIES, EFFORT // near.engine.size)):
        values = _only(near, pays, left, values)
        batch = sorted(left - needed, key=lambda place: (values[place], place))[:size]
        if not batch:
            break
        cost = np.zeros(near.engine.size)
        cost[batch] = 1.0
        try:
            found = near.once(cost, values, WIDTH)
        except NoPlan as none:
            if none.status is Status.STOPPED:
                raise
            break
        now = _paid(pays, found) & left
        if len(now) < len(left):
            left, values = now, found
        elif len(batch) > 1:
            size = len(batch) // 2
        else:
            needed.update(batch)
    return left, values


def _paid(pays: Ints, values: Floats) -> set[int]:
    return {int(place) for place in pays if values[place] > NONE}


def _only(near: NearBest, pays: Ints, chosen: set[int], values: Floats | None = None) -> Floats:
    """Let only the chosen payments be made; values without the others, the best plan's where none are given."""
    kept = np.array([int(place) in chosen for place in pays])
    near.engine.bound(pays, np.zeros(len(pays)), np.where(kept, np.inf, 0.0))
    found = (near.at_best if values is None else values).copy()
    found[pays[~kept]] = 0.0
    return found
