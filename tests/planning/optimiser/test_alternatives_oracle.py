"""Alternatives beside independent solvers: the same least, and no set of payments that is smaller."""

from __future__ import annotations

import itertools
import time
from random import Random
from typing import Any

import cvxpy as untyped_cvxpy
import numpy as np
import pytest

from planning.optimiser import fewest_exact, growth
from planning.optimiser.near_best import NearBest, chords
from planning.optimiser.solved import solve
from planning.prepared import Prepared
from tests.builders import prepared, stream, wijk
from tests.planning.optimiser.by_kind import found

cvxpy: Any = untyped_cvxpy


def market(seed: int, years: int = 3) -> dict[str, Any]:
    """Streams with earmarks on wijken and no carrying over; cells with different needs; residents that move."""
    chance = Random(seed)
    names = ["a", "b", "c"]
    wijken = [
        wijk(
            name,
            residents={str(2027 + t): chance.randrange(500, 3000) for t in range(years)},  # type: ignore[arg-type]
            need={"school": round(chance.uniform(0.5, 2), 2)},
        )
        for name in names
    ]
    streams = [
        stream(f"s{i}", *[chance.randrange(20_000, 200_000) for _ in range(years)], wijken=names[: 3 - i] or None)
        for i in range(3)
    ]
    return {"years": years, "wijken": wijken, "streams": streams, "evenness": chance.choice((0.5, 1, 2))}


class Smooth:
    """The same programme as a smooth concave one, in cvxpy: pay[s, w, t] in thousands of euros, all of it spent."""

    def __init__(self, made: Prepared) -> None:
        programme = made.programme
        self.years, self.wijken = list(programme.term), [wijk.id for wijk in programme.wijken]
        shape = (len(programme.streams), len(self.wijken))
        self.pay = [cvxpy.Variable(shape, nonneg=True) for _ in self.years]
        self.line = np.array([[made.line.line[w, "school", y] / 1e5 for y in self.years] for w in self.wijken])
        self.equal = np.array([[made.line.equal[w, "school", y] / 1e5 for y in self.years] for w in self.wijken])
        self.cells = cvxpy.vstack([cvxpy.sum(pay, axis=0) for pay in self.pay]).T
        self.rules = []
        for t, year in enumerate(self.years):
            for s, given in enumerate(programme.streams):
                self.rules.append(cvxpy.sum(self.pay[t][s]) == float(given.amounts[year]) / 1000)
                closed = [w for w, name in enumerate(self.wijken) if given.wijken and name not in given.wijken]
                self.rules += [self.pay[t][s, w] == 0 for w in closed]
        evenness, covered = float(programme.evenness), self.cells / self.line
        value = cvxpy.log(covered) if evenness == 1 else cvxpy.power(covered, 1 - evenness) / (1 - evenness)
        self.growth = cvxpy.sum(cvxpy.multiply(self.line, value))

    def least(self, criterion: Any) -> float:
        """The least of a criterion with at most 1% of the money given up; thousands of euros."""
        best = cvxpy.Problem(cvxpy.Maximize(self.growth), self.rules).solve(solver="CLARABEL")
        bound = best - 0.01 * float(self.line.sum())
        return float(
            cvxpy.Problem(cvxpy.Minimize(criterion), [*self.rules, self.growth >= bound]).solve(solver="CLARABEL")
        )


@pytest.mark.parametrize("seed", range(6))
def test_an_independent_solver_finds_the_same_least(seed: int) -> None:
    made = prepared(**market(seed))
    smooth, rows = Smooth(made), found(made)
    steadiest = smooth.least(cvxpy.sum(cvxpy.abs(smooth.cells[:, 1:] - smooth.cells[:, :-1])))
    assert float(rows["steadiest"].measured.change) / 1000 == pytest.approx(steadiest, rel=2e-3, abs=0.05)
    equal = smooth.least(cvxpy.sum(cvxpy.abs(smooth.cells - smooth.equal)))
    assert float(rows["equal_shares"].measured.from_equal) / 1000 == pytest.approx(equal, rel=2e-3, abs=0.05)


def _fewest_by_force(made: Prepared) -> int:
    """Every set of payments, the smallest first, until one reaches the growth (evenness 1, one year)."""
    smooth = Smooth(made)
    best = cvxpy.Problem(cvxpy.Maximize(smooth.growth), smooth.rules).solve(solver="CLARABEL")
    bound = best - 0.01 * float(smooth.line.sum())
    closed = cvxpy.Parameter(smooth.pay[0].shape, nonneg=True)
    most = 2 * float(smooth.line.sum())
    problem = cvxpy.Problem(cvxpy.Maximize(smooth.growth), [*smooth.rules, smooth.pay[0] <= most * (1 - closed)])
    places = [
        (s, w)
        for s, given in enumerate(made.programme.streams)
        for w, name in enumerate(smooth.wijken)
        if not given.wijken or name in given.wijken
    ]
    for count in range(1, len(places) + 1):
        for chosen in itertools.combinations(places, count):
            # Each stream must pay, each cell be paid: the others need no solver.
            if len({s for s, _ in chosen}) < closed.shape[0] or len({w for _, w in chosen}) < closed.shape[1]:
                continue
            mask = np.ones(closed.shape)
            for place in chosen:
                mask[place] = 0
            closed.value = mask
            reached = problem.solve(solver="CLARABEL")
            if problem.status in ("optimal", "optimal_inaccurate") and reached >= bound - 1e-5:
                return count
    raise AssertionError("the best plan itself reaches it")


@pytest.mark.parametrize("seed", range(5))
def test_no_set_of_payments_is_smaller(seed: int) -> None:
    made = prepared(**{**market(seed, years=1), "evenness": 1})
    row = found(made)["fewest_payments"]
    assert row.fewest is not None
    assert row.fewest.proven
    assert len(row.plan.spend) == _fewest_by_force(made)


@pytest.mark.parametrize("evenness", [0.25, 1.0, 4.0])
def test_chords_lie_under_growth_and_end_on_it(evenness: float) -> None:
    """At every coverage from 0 to the most there can be; and they touch U at the coverage round which they are laid."""
    most, centre = np.array([3.0, 40.0]), np.array([0.9, 0.0])
    for width in (0.02, 0.0025):
        grid = chords(centre, width, evenness, most, np.full(2, np.inf))
        slopes, widths = grid.slopes(), np.minimum(grid.widths(np.ones(2)), 100.0)  # the last has no end
        for share in np.linspace(0, 1, 201):
            covered = share * most
            filled = np.clip(covered[:, None] - np.cumsum(widths, axis=1) + widths, 0, widths)
            under = grid.bottom() + (slopes * filled).sum(axis=1)
            scale = np.maximum(1, np.abs(growth.utility(covered, evenness)))
            assert np.all((growth.utility(covered, evenness) - under) / scale >= -1e-9)
        filled = np.clip(centre[:, None] - np.cumsum(widths, axis=1) + widths, 0, widths)
        touched = grid.bottom() + (slopes * filled).sum(axis=1)
        assert touched == pytest.approx(growth.utility(centre, evenness), rel=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_whole_decisions_find_the_fewest_from_a_poor_start(seed: int) -> None:
    """From all payments that could be made, and though some of them were closed before."""
    made = prepared(**{**market(seed, years=1), "evenness": 1})
    best = solve(made)
    allowed = 0.01 * sum(map(sum, best.model.figures.income))
    near = NearBest(best, allowed, lambda model: {})
    pays = near.engine.places(list(near.model.spend.values()))
    near.engine.bound(pays[:2], np.zeros(2), np.zeros(2))
    chosen, at_least = fewest_exact.fewer_payments(near, pays, {int(place) for place in pays}, near.at_best)
    assert len(chosen) == at_least == _fewest_by_force(made)


def test_a_search_for_fewer_payments_that_is_stopped_keeps_what_was_known() -> None:
    """Stopped at any moment it proves no more than there is to prove: the fewest by force."""
    made = prepared(**{**market(1, years=1), "evenness": 1})
    best, asked, most = solve(made), [0, 0], _fewest_by_force(made)
    claims = set()
    for stop_after in (0, 1, 2, 3, 5, 8, 13, 10_000):
        asked[:] = [0, 10_000]

        def stop() -> bool:
            asked[0] += 1
            return asked[0] > asked[1]

        near = NearBest(best, 0.01 * sum(map(sum, best.model.figures.income)), lambda model: {}, stop=stop)
        pays = near.engine.places(list(near.model.spend.values()))
        everything = {int(place) for place in pays}
        asked[:] = [0, stop_after]
        chosen, at_least = fewest_exact.fewer_payments(near, pays, everything, near.at_best)
        assert at_least <= most
        assert chosen == everything or len(chosen) == most
        claims.add(len(chosen) == at_least)
    assert claims == {False, True}
    with_time = NearBest(best, 1.0, lambda model: {}, deadline=time.monotonic() + 60)
    with_time.deadline = time.monotonic()
    assert fewest_exact.fewer_payments(with_time, pays, everything, near.at_best) == (everything, 0)
