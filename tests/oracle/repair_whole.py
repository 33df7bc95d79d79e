"""The least repair where measures have minima and durations: the rows of the oracle with on-and-off years, by scipy.

The plainest form: y ≤ M·on, y + below ≥ least·on, and once on after a year that is off, on for `min_years` or to the
last year.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
from scipy.sparse import coo_array, hstack, vstack  # type: ignore[import-untyped]

from planning.prepared import Prepared
from planning.programme import Measure
from tests.oracle.repair import Key, Yielding


class WholeYielding(Yielding):
    """As `Yielding`, with `least_whole`; a minimum is a must with the key measure_limits_least."""

    def __init__(self, prepared: Prepared) -> None:
        super().__init__(prepared)
        self.on: dict[tuple[str, int], int] = {}
        self.below: dict[Key, int] = {}
        self.entries: list[tuple[int, int, float]] = []
        self.low: list[float] = []
        self.columns = self.size
        for measure in prepared.measures:
            if measure.min_per_year > 0 or measure.min_years > 1:
                self._measure(measure)

    def _measure(self, measure: Measure) -> None:
        prepared, model = self.model.prepared, self.model
        years = list(prepared.years_of(measure))
        unit = prepared.programme.round_to * 100 if measure.min_years > 1 else 0
        most = 2 * sum(model.units(100.0 * float(x)) for s in prepared.programme.counted for x in s.amounts.values())
        most += sum(model.units(100.0 * float(s.opening)) for s in prepared.programme.counted)
        for year in years:
            paid = model.paid[measure.id, year]
            on, below = self._column(), self._column()
            self.on[measure.id, year] = on
            self.below[Key("measure_limits_least", (measure.id,), year)] = below
            least = model.units(max(prepared.nominal(measure, measure.min_per_year, year), unit))
            self._at_least({**{c: -f for c, f in paid.terms.items()}, on: most + least}, 0.0)
            self._at_least({**paid.terms, below: 1.0, on: -least}, 0.0)
        self._duration(measure, years)

    def _duration(self, measure: Measure, years: list[int]) -> None:
        run = 0
        while years and years[0] == self.model.term[0] and years[0] - 1 - run in measure.already_running:
            run += 1
        for i, year in enumerate(years):
            before = {} if i == 0 else {self.on[measure.id, year - 1]: 1.0}
            was = 1.0 if i == 0 and run else 0.0
            for later in years[i : i + measure.min_years]:
                if later > year:  # on[later] ≥ on[year] − on[year − 1]
                    terms = {self.on[measure.id, later]: 1.0, self.on[measure.id, year]: -1.0, **before}
                    self._at_least(terms, -was)
            if run and i < measure.min_years - run:
                self._at_least({self.on[measure.id, year]: 1.0}, 1.0)

    def _column(self) -> int:
        self.columns += 1
        return self.columns - 1

    def _at_least(self, terms: dict[int, float], low: float) -> None:
        self.entries += [(len(self.low), column, factor) for column, factor in terms.items()]
        self.low.append(low)

    def least_whole(self, counted: Callable[[Key], float] = lambda key: 1.0, relax: bool = False) -> float:
        """As `least`, with whole decisions; `relax` takes them in part."""
        cost = np.zeros(self.columns)
        for k, key in enumerate(self.keys):
            cost[self.beyond + k] = counted(key) * self.price(key)
        for key, column in self.below.items():
            cost[column] = counted(key)
        more = coo_array((self.matrix.shape[0], self.columns - self.size))
        i, j, factors = zip(*self.entries, strict=True) if self.entries else ((), (), ())
        own = coo_array((factors, (i, j)), shape=(len(self.low), self.columns))
        rows = vstack([hstack([self.matrix, more]), own]).tocsr()
        low = np.concatenate([np.where(self.equal, self.right, -np.inf), self.low])
        high = np.concatenate([self.right, np.full(len(self.low), np.inf)])
        whole = np.zeros(self.columns)
        decided = list(self.on.values())
        whole[decided] = 1
        bounds = [*self.bounds, *[(0.0, None)] * (self.columns - self.size)]
        lower = np.array([-np.inf if b[0] is None else b[0] for b in bounds])
        upper = np.full(self.columns, np.inf)
        upper[decided] = 1.0
        for integrality in [np.zeros(self.columns)] if relax else [whole, np.zeros(self.columns)]:
            found = milp(
                cost * self.model.euros(1.0),  # euros, as the gap that is allowed is absolute
                constraints=LinearConstraint(rows, low, high),
                integrality=integrality,
                bounds=Bounds(lower, upper),
                options={"mip_rel_gap": 0.0, "time_limit": 60},
            )
            assert found.status == 0, found.message
            # What is nearly whole, a millionth of a large minimum, is made whole.
            lower[decided] = upper[decided] = np.round(found.x[decided])
        return float(found.fun)
