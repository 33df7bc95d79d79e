"""Of repairs that cost as little, the one that asks least of each figure of the document.

A repair is rows that give way in years and places, and the least sum of euros leaves open which. A document has one
figure for all of them, so what counts is the row that needs most: a floor that gives way by 1,000 euros in each of ten
years can stay far higher than one that gives way by 10,000 in one.

Of a figure with rows i the change that row i needs is give[i] / scale[i], where scale[i] is how much more the row asks
(or allows) when the figure is one more: residents for a floor, the money of the wijk for a share of it. The largest is
made as small as can be. Where scales are fixed that is one linear programme with a common column; where they are money
of the plan it is a ratio, found by a few of them (Dinkelbach's algorithm for a largest ratio: Crouzeix, Ferland and
Schaible 1985, Journal of Optimization Theory and Applications 47, pp. 35-49).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from planning.optimiser.elastic import Elastic
from planning.optimiser.elastic_model import ElasticModel, Give, GroupKey, Scale
from planning.optimiser.engine import Floats, How, Ints, Status

HAIR = 1e-9
"""Thousands of euros by which what was reached may be missed later on: the last digits."""
NOTHING = 1e-8
"""Thousands of euros, a thousandth of a cent, that count as nothing."""
ROUNDS = 12
"""Most linear programmes for one figure; each comes much nearer than the one before, and three or four do."""
NEARER = 1e-7
"""Part by which a round must lower the largest ratio for there to be another one."""
MOST = 100.0
"""The change of a share at which it is looked whether any will do, where none does so far."""
LEAST_SCALE = 1e-3
"""Thousands of euros that a scale counts for at least in weighing rows, where it is nothing so far."""


def spread(elastic: Elastic, values: Floats, cost: Floats) -> Floats:
    """Values of all columns (size,) of a repair with the same euros for each rule, and less asked of its figure.

    The figures of which most euros are asked come first. Where time is up it ends with what was reached.

    Args:
        elastic: solved, with the least total kept.
        values: columns (size,) of a repair with that total.
        cost: of the columns (size,): what gives way first, among repairs that ask as little of every figure.
    """
    spreading = _Spreading(elastic, values)
    for rows in _by_euros(elastic, values):
        if not spreading.figure(rows):
            return spreading.values
    spreading.settle(cost)
    return spreading.values


def _by_euros(elastic: Elastic, values: Floats) -> list[list[int]]:
    """Rows of each figure that gives way and has more than one, most euros first."""
    groups = _rows(elastic)
    given = np.maximum(values[elastic.places], 0.0)
    euros = {key: float(given[rows].sum()) for key, rows in groups.items()}
    wide = [key for key, rows in groups.items() if euros[key] > NOTHING and len(rows) > 1]
    return [groups[key] for key in sorted(wide, key=lambda key: -euros[key])]


def _rows(elastic: Elastic) -> dict[GroupKey, list[int]]:
    """Numbers of the rows of each figure."""
    groups: dict[GroupKey, list[int]] = defaultdict(list)
    for number, give in enumerate(elastic.gives):
        groups[give.group].append(number)
    return groups


class _Spreading:
    """The repair as it is so far, in `values` (size,)."""

    def __init__(self, elastic: Elastic, values: Floats) -> None:
        self.elastic, self.engine, self.values = elastic, elastic.engine, values
        self.worst = int(elastic.engine.places([elastic.model.worst])[0])
        self._keep_euros()

    def _keep_euros(self) -> None:
        """Every rule keeps its euros, and what does not give way stays so."""
        for rows in _rows(self.elastic).values():
            places = self.elastic.places[rows]
            given = np.maximum(self.values[places], 0.0)
            if given.sum() > NOTHING:
                self._row({int(place): 1.0 for place in places}, float(given.sum()) + HAIR)
            else:
                self._bound(places, given)

    def figure(self, rows: list[int]) -> bool:
        """Ask as little as can be of the figure of these rows; whether there is time to go on."""
        gives = [self.elastic.gives[row] for row in rows]
        if gives[0].about.rule == "structural_cover":
            return self._earliest(rows)
        scale = SCALES.get(gives[0].about.rule)
        if scale is None:
            return True
        lines = [_Line(self.elastic, scale(self.elastic.model, give)) for give in gives]
        return self._ratio(self.elastic.places[rows], lines)

    def _ratio(self, gives: Ints, lines: Sequence[_Line]) -> bool:
        """Make the largest give / scale as small as can be, and hold it there; whether there is time to go on.

        With r the largest so far: minimise v with give − r·scale ≤ v·(scale as it is) in every row. Where v is below
        0 all ratios can be below r; the largest of the new point is the next r.
        """
        largest = self._largest(gives, lines)
        tried = MOST if math.isinf(largest) else largest
        for _ in range(ROUNDS):
            rows = [
                self._cap(give, line, tried, max(line.at(self.values), LEAST_SCALE))
                for give, line in zip(gives, lines, strict=True)
            ]
            status = self._solve(self._only(self.worst))
            self.engine.free_rows(np.array(rows, dtype=np.int32))
            if status is not Status.OPTIMAL:
                return False
            largest = self._largest(gives, lines)
            if largest >= tried * (1 - NEARER):
                break
            tried = largest
        if largest <= tried * (1 + NEARER):  # else no figure is enough
            for give, line in zip(gives, lines, strict=True):
                self._cap(give, line, tried, 0.0)
        return True

    def _largest(self, gives: Ints, lines: Sequence[_Line]) -> float:
        """The largest give / scale; what gives way where the scale is nothing needs an endless change."""
        return max(
            0.0 if given <= NOTHING else given / scale if scale > NOTHING else math.inf
            for given, scale in zip(self.values[gives].tolist(), (line.at(self.values) for line in lines), strict=True)
        )

    def _cap(self, give: int, line: _Line, ratio: float, room: float) -> int:
        """A row give − ratio·scale ≤ room·worst; its number."""
        terms = {int(place): -ratio * factor for place, factor in zip(line.places, line.factors, strict=True)}
        terms[int(give)] = terms.get(int(give), 0.0) + 1.0
        if room > 0.0:
            terms[self.worst] = -room
        return self._row(terms, ratio * line.constant + HAIR)

    def _earliest(self, rows: list[int]) -> bool:
        """Let what has a first year apply as early as can be: nothing gives way in the last years."""
        by_year: dict[int, list[int]] = defaultdict(list)
        for row in rows:
            by_year[self.elastic.gives[row].about.year or 0].append(row)
        for year in sorted(by_year, reverse=True):
            places = self.elastic.places[by_year[year]]
            if self._solve(self._only(*places.tolist())) is not Status.OPTIMAL:
                return False
            given = np.maximum(self.values[places], 0.0)
            if given.sum() > NOTHING:
                break
            self._bound(places, given)
        return True

    def settle(self, cost: Floats) -> None:
        """Of what is left take the one with the least cost (size,)."""
        self._solve(cost)

    def _solve(self, cost: Floats) -> Status:
        status = self.engine.minimise(cost, How.WARM)
        if status is Status.OPTIMAL:
            self.values = self.engine.values()
        return status

    def _only(self, *places: int) -> Floats:
        cost = np.zeros(self.engine.size)
        cost[list(places)] = 1.0
        return cost

    def _bound(self, places: Ints, most: Floats) -> None:
        self.engine.bound(places, np.zeros(len(places)), most)

    def _row(self, terms: Mapping[int, float], right: float) -> int:
        coefficients = np.zeros(self.engine.size)
        coefficients[list(terms)] = list(terms.values())
        return self.engine.add_row(coefficients, -np.inf, right)


class _Line:
    """A scale in the columns of an engine."""

    def __init__(self, elastic: Elastic, scale: Scale) -> None:
        self.places = elastic.engine.places(list(scale.terms))
        self.factors = np.array(list(scale.terms.values()))
        self.constant = scale.constant

    def at(self, values: Floats) -> float:
        """How much it is with columns (size,)."""
        return float(self.factors @ values[self.places] + self.constant)


def _proportional(model: ElasticModel, give: Give) -> Scale:
    """What is asked is a multiple of the figure, so it is its own scale."""
    return model.asked(give)


def _share_of_wijk(model: ElasticModel, give: Give) -> Scale:
    return model.all_of_wijk(give)


def _growth(model: ElasticModel, give: Give) -> Scale:
    """The money of the year before and the sowing line: (1 + growth)·before + growth·line is allowed."""
    rule = model.figures.rules.ramp_up
    growth = float(rule.max_growth) if rule is not None else 0.0
    allowed = model.asked(give)
    cell = model.figures.cell_number[give.about.wijk or "", give.about.domain or ""]
    line = model.figures.line[cell][model.year(give)]
    terms = {column: factor / (1 + growth) for column, factor in allowed.terms.items()}
    return Scale(terms, (allowed.constant - growth * line) / (1 + growth) + line)


def _limit(model: ElasticModel, give: Give) -> Scale:
    """A euro of the base year; what is left of an investment is no figure."""
    measure = model.figures.prepared.measure[give.about.measure or ""]
    return Scale({}, model.figures.price[model.year(give)] if measure.indexed else 1.0)


SCALES: dict[str, Callable[[ElasticModel, Give], Scale]] = {
    "co_financing": _proportional,
    "coherence": _proportional,
    "floors": _proportional,
    "focus_minimum": _share_of_wijk,
    "frontline_room": _share_of_wijk,
    "hold_harmless": _proportional,
    "measure_limits": _limit,
    "persistence": _proportional,
    "ramp_up": _growth,
    "resident_initiatives": _share_of_wijk,
}
"""How much more a row asks, or allows, when its figure is one more, up to a factor that all rows of a figure share.

The others have one row for each figure; that of structural_cover is a year, and of min_duration none helps by degrees.
"""
