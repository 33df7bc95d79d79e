"""How good the oracle is: other solvers, another scale and a wider tolerance give the same answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import cvxpy as untyped_cvxpy
import numpy
import pytest
from scipy.optimize import linprog  # type: ignore[import-untyped]

from planning.prepared import Prepared
from tests.builders import prepared, stream, wijk
from tests.oracle import coverage_gap, solve
from tests.oracle.growth import change, changes
from tests.oracle.model import Model
from tests.oracle.stages import build
from tests.programmes import random_answer, random_prepared

cvx: Any = untyped_cvxpy
SLAB = 1e-8
"""By how much, in units, the checks let an earlier stage be worse: they keep it by a row."""


class Simplex:
    """The rows of a programme, put to the simplex method of HiGHS."""

    def __init__(self, programme: Prepared) -> None:
        self.model = build(programme)
        self.rows = [(row.terms, row.bound, row.equal) for row in self.model.system.rows]
        self.columns = self.model.system.columns + 1
        self.aims = [({aim.column: 1 / aim.scope}) for aim in self.model.system.aims]
        self.rows += [({**part, self.columns - 1: -1.0}, 0.0, False) for part in self.aims]

    def reach(self, cost: Mapping[int, float]) -> float:
        """The least cost, in units, which a row then keeps."""
        tables: dict[bool, tuple[list[list[float]], list[float]]] = {True: ([], []), False: ([], [])}
        for terms, bound, equal in self.rows:
            tables[equal][0].append(self._dense(terms))
            tables[equal][1].append(bound)
        ends = [(0, None) if i in self.model.system.positive else (None, None) for i in range(self.columns)]
        found = linprog(self._dense(cost), *tables[False], *tables[True], ends, method="highs-ds")
        assert found.status == 0
        self.rows.append((cost, found.fun + SLAB, False))
        return float(found.fun)

    def stages(self) -> tuple[float, float, float]:
        """Euros that lapse, largest shortfall, sum of the shortfalls."""
        lapsed = self.model.euros(self.reach({i: 1.0 for column in self.model.lapsed.values() for i in column.terms}))
        if not self.aims:
            return lapsed, 0.0, 0.0
        largest = self.reach({self.columns - 1: 1.0})
        return lapsed, largest, self.reach({i: value for part in self.aims for i, value in part.items()})

    def _dense(self, terms: Mapping[int, float]) -> list[float]:
        dense = [0.0] * self.columns
        for column, factor in terms.items():
            dense[column] = factor
        return dense


@pytest.mark.parametrize("seed", range(0, 200, 8))
def test_the_first_stages_agree_with_the_simplex_method(seed: int) -> None:
    lapsed, largest, shortfall = Simplex(random_prepared(seed)).stages()
    answer = random_answer(seed)
    assert answer.lapsed == pytest.approx(lapsed, abs=1)
    assert answer.largest == pytest.approx(largest, abs=1e-5)
    assert answer.shortfall == pytest.approx(shortfall, abs=1e-4)


@pytest.mark.parametrize("seed", [7, 31, 56, 101, 143])
def test_growth_agrees_with_cvxpy(seed: int) -> None:
    """The rows and the earlier stages as they are, the utility and the change in the words of CVXPY."""
    answer, simplex = random_answer(seed), Simplex(random_prepared(seed))
    simplex.stages()
    model, x = simplex.model, cvx.Variable(simplex.columns)
    positive = numpy.array(sorted(model.system.positive))
    found = [x[positive] >= 0]
    for wanted in (True, False):
        picked = [(terms, bound) for terms, bound, equal in simplex.rows if equal is wanted]
        table = numpy.array([simplex._dense(terms) for terms, _ in picked])
        bounds = numpy.array([bound for _, bound in picked])
        found.append(table @ x == bounds if wanted else table @ x <= bounds + SLAB)
    keys = list(answer.coverage)
    lines = numpy.array([model.line(key[:2], key[2]) for key in keys])
    coverage = _values(simplex, [model.money[key].terms for key in keys], x)
    coverage = (coverage + numpy.array([model.money[key].constant for key in keys])) / lines
    growth = lines @ _utility(coverage, float(model.programme.evenness))
    weights = changes(model)
    moved = _values(simplex, [change(model, key).terms for key in weights], x)
    moved += numpy.array([change(model, key).constant for key in weights])
    cost = float(model.programme.steadiness) * numpy.array(list(weights.values())) @ cvx.abs(moved)
    cvx.Problem(cvx.Maximize(growth - cost), found).solve(solver=cvx.CLARABEL)
    found_coverage = dict(zip(keys, coverage.value.tolist(), strict=True))
    assert coverage_gap(answer, found_coverage) < 5e-4


def _values(simplex: Simplex, terms: Sequence[Mapping[int, float]], x: Any) -> Any:
    return numpy.array([simplex._dense(row) for row in terms]) @ x


def _utility(coverage: Any, evenness: float) -> Any:
    if evenness == 1:
        return cvx.log(coverage)
    return cvx.power(coverage, 1 - evenness) / (1 - evenness)


@pytest.mark.parametrize("seed", range(3, 200, 10))
def test_a_wider_tolerance_gives_the_same_coverage(seed: int) -> None:
    assert coverage_gap(random_answer(seed), solve(random_prepared(seed), tolerance=1e-10).coverage) < 1e-4


@pytest.mark.parametrize("seed", range(4, 200, 10))
def test_another_unit_of_money_gives_the_same_coverage(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    answer, programme = random_answer(seed), random_prepared(seed)
    monkeypatch.setattr(Model, "units", lambda self, cents: 3 * cents / self.unit)
    monkeypatch.setattr(Model, "euros", lambda self, units: units / 3 * self.unit / 100)
    again = solve(programme)
    assert coverage_gap(answer, again.coverage) < 1e-4
    assert again.growth == pytest.approx(answer.growth, rel=1e-5, abs=1)


def test_ten_times_the_money_gives_the_same_coverage() -> None:
    """Lines, caps and floors all in proportion: nothing in the oracle knows the size of a euro."""

    def answer(times: int) -> Mapping[tuple[str, str, int], float]:
        rules = {"floors": [{"wijk": "a", "per_resident": 3 * times}], "ramp_up": {"strength": "must"}}
        streams = [stream("gemeente", 7000 * times, 3000 * times, 5000 * times, carry_over={"share": 0.5})]
        return solve(prepared(wijken=[wijk("a"), wijk("b", 2000)], streams=streams, rules=rules)).coverage

    assert list(answer(1).values()) == pytest.approx(list(answer(10).values()), abs=2e-5)
