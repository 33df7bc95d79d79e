"""What a measure can do over the years as a whole decision, the likeliest first, by a plan without whole decisions.

Chains and money are not looked at here: whether a pattern is possible with the others is seen when it is tried.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from planning.optimiser.arrays import Floats, Ints
from planning.optimiser.linear import Model

LIKELIEST = 0.5
THRESHOLDS = (LIKELIEST, 0.1, 0.25, 0.75, 0.999, 0.0, 2.0)
"""Parts of its least from which a measure is taken to be on, the likeliest first. At 0 it is on whenever it can be, at
2 only when it must be."""
MOST_STARTS = 4
"""Starts of an investment that are looked at."""


@dataclass(frozen=True)
class Pattern:
    """Decisions of one measure.

    at: their values, in the order of `Measures.mine`; distance: by how much its payments without whole decisions would
    have to move, over a usual year of it.
    """

    at: Floats
    distance: float


class Measures:
    """The measures of a model that are whole decisions."""

    def __init__(self, model: Model) -> None:
        self.model = model
        mine: dict[int, list[int]] = defaultdict(list)
        for i, (m, _) in enumerate([*model.on, *model.start]):
            mine[m].append(i)
        self.mine: dict[int, Ints] = {m: np.array(places, dtype=np.int32) for m, places in mine.items()}
        place = model.place
        self.paid = {
            key: np.array([place[column.hash] for column in model.paid_to.get(key, [])], dtype=np.int32)
            for key in model.on
        }
        self.started = {key: place[column.hash] for key, column in model.start.items()}

    def patterns(self, m: int, values: Floats) -> list[Pattern]:
        """What a measure can do, by values of the columns (size,), the likeliest first."""
        found = self._investments(m, values) if m in self.model.figures.starts else self._runs(m, values)
        different: dict[bytes, Pattern] = {}
        for pattern in found:
            different.setdefault(pattern.at.tobytes(), pattern)
        return list(different.values())

    def likeliest(self, m: int, values: Floats) -> Pattern:
        """The first of `patterns`."""
        if m in self.model.figures.starts:
            return self._investments(m, values)[0]
        return self._pattern(m, values, LIKELIEST)

    # ---- investments ----

    def _investments(self, m: int, values: Floats) -> list[Pattern]:
        """Started in the years that are begun most, or not at all."""
        years = [t for owner, t in self.model.start if owner == m]
        begun = np.array([values[self.started[m, t]] for t in years])
        order = np.argsort(-begun, kind="stable")[:MOST_STARTS]
        never = Pattern(np.zeros(len(years)), float(begun.sum()))
        starts = []
        for i in order.tolist():
            at = np.zeros(len(years))
            at[i] = 1.0
            starts.append(Pattern(at, float(1.0 - 2 * begun[i] + begun.sum())))
        return sorted([never, *starts], key=lambda pattern: pattern.distance)

    # ---- measures with a minimum or a duration ----

    def _runs(self, m: int, values: Floats) -> list[Pattern]:
        return [self._pattern(m, values, part) for part in THRESHOLDS]

    def _pattern(self, m: int, values: Floats, part: float) -> Pattern:
        figures = self.model.figures
        years = [t for owner, t in self.model.on if owner == m]
        paid = {t: float(values[self.paid[m, t]].sum()) for t in years}
        on = self._run(m, years, paid, part)
        starts = [t for owner, t in self.model.start if owner == m]
        start = [on[t] * (1.0 - on.get(t - 1, self._before(m, t))) for t in starts]
        least = {t: figures.least[m, t] for t in years}
        moved = sum(max(0.0, least[t] - paid[t]) if on[t] else paid[t] for t in years)
        usual = sum(least.values()) / len(years) if any(least.values()) else 1.0
        return Pattern(np.array([*(on[t] for t in years), *start]), moved / usual)

    def _run(self, m: int, years: list[int], paid: dict[int, float], part: float) -> dict[int, float]:
        """The years in which it is on: paid for a good part of its least, and then for as long as it must last."""
        figures, shortest = self.model.figures, self.model.figures.measures[m].min_years
        able = {t: figures.most(m, t) >= figures.least[m, t] for t in years}
        found: dict[int, float] = {}
        until = figures.runs_on(m)
        for t in years:
            enough = paid[t] >= part * figures.least[m, t] and (paid[t] > 0 or part == 0)
            if enough and t >= until and not found.get(t - 1, self._before(m, t)):
                enough = all(able.get(later, True) for later in range(t, t + shortest))
                until = t + shortest if enough else until
            found[t] = float(enough or t < until)
        return found

    def _before(self, m: int, t: int) -> float:
        """1 where t is the first year of the term and the measure ran up to it."""
        return float(t == 0 and self.model.figures.ran(m) > 0)
