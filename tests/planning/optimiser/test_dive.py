"""Dives: points with whole decisions, measure by measure, beside all decisions there are (scipy's branch and bound)."""

from __future__ import annotations

import random
import time
from typing import Any

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from planning.optimiser.arrays import Floats
from planning.optimiser.dive import Dive
from planning.optimiser.engine import How, Status
from planning.optimiser.figures import figures
from planning.optimiser.linear import Model
from planning.optimiser.model import build_model
from planning.optimiser.patterns import Measures
from planning.optimiser.whole_engine import WholeEngine
from tests.builders import measure, prepared, stream, wijk

CELLS = [(w, d) for w in "ab" for d in ("school", "werk")]
WHENEVER = 1e9
NOT_NEAR = 1e-6


def model_of(**fields: Any) -> Model:
    return build_model(figures(prepared(**fields)))


def drawn(seed: int) -> Model:
    """Four cells, seven measures with whole decisions, two of them investments; two streams over four years."""
    chance = random.Random(f"duik {seed}")
    rows = [
        measure(f"m{i}", *chance.sample(CELLS, chance.randint(1, 2)), indexed=False, benefit=chance.randint(1, 9))
        | {"min_per_year": chance.randint(10, 50), "max_per_year": chance.randint(50, 80)}
        | {"min_years": chance.randint(1, 3)}
        for i in range(5)
    ]
    rows += [
        measure(f"p{i}", chance.choice(CELLS), indexed=False, benefit=chance.randint(10, 200))
        | {"profile": [chance.randint(10, 60), chance.randint(10, 60)]}
        for i in range(2)
    ]
    return model_of(
        years=4,
        objective="benefit",
        domains=[{"id": "school"}, {"id": "werk"}],
        wijken=[wijk("a"), wijk("b")],
        measures=rows,
        streams=[
            stream("gemeente", *(chance.randint(40, 160) for _ in range(4)), carry_over={}),
            stream("fonds", *(chance.randint(0, 60) for _ in range(4)), domains=["werk"]),
        ],
    )


def cost_of(model: Model, seed: int) -> Floats:
    """A cost that differs for every payment; what lapses costs most."""
    chance = np.random.default_rng(seed)
    place = model.place
    cost = np.zeros(len(model.columns))
    for column in model.spend.values():
        cost[place[column.hash]] = chance.uniform(-1, 1)
    for column in model.lapsed.values():
        cost[place[column.hash]] = 2.0
    for column in model.start.values():
        cost[place[column.hash]] = chance.uniform(-0.01, 0.05)
    return cost


def oracle(model: Model, engine: WholeEngine, cost: Floats) -> float:
    """The least cost with whole decisions, by scipy."""
    given = engine.arrays
    rows = csr_matrix((given.value, given.index, given.starts), shape=(len(given.row_low), engine.size))
    whole = np.zeros(engine.size)
    whole[engine.places(model.decisions)] = 1
    found = milp(
        cost,
        constraints=LinearConstraint(rows, given.row_low, given.row_high),
        bounds=Bounds(given.col_low, given.col_high),
        integrality=whole,
        options={"mip_rel_gap": 0},
    )
    assert found.status == 0
    return float(found.fun)


def dives(model: Model, engine: WholeEngine, cost: Floats, deadline: float = WHENEVER) -> list[Floats]:
    """The points of a dive. Of each is checked that its decisions are whole, and that the engine agrees to them."""
    whole = engine.places(model.decisions)
    assert engine.minimise(cost, How.COLD) is Status.OPTIMAL
    points = [point.values for point in Dive(model, engine, whole).run(cost, 1e-6, time.monotonic() + deadline)]
    for values in points:
        at = np.round(values[whole])
        assert np.abs(values[whole] - at).max() < NOT_NEAR
        engine.bound(whole, at, at)
        assert engine.minimise(cost, How.COLD) is Status.OPTIMAL
        assert cost @ engine.values() == pytest.approx(cost @ values, abs=1e-6)
        engine.bound(whole, np.zeros(len(at)), np.ones(len(at)))
    return points


def test_what_a_dive_finds_beside_the_best_of_all() -> None:
    """A dive costs never less than the best, mostly as little, and it is often not the relaxed plan as it stands."""
    found = best = relaxed = 0
    for seed in range(60):
        model = drawn(seed)
        engine = WholeEngine(model)
        cost = cost_of(model, seed)
        least = oracle(model, engine, cost)
        assert engine.minimise(cost, How.COLD) is Status.OPTIMAL
        relaxed += float(cost @ engine.values()) < least - NOT_NEAR
        points = dives(model, engine, cost)
        costs = [float(cost @ values) for values in points]
        assert costs == sorted(costs, reverse=True)
        found += bool(costs)
        if costs:
            assert costs[-1] >= least - NOT_NEAR
            best += costs[-1] <= least + NOT_NEAR
    assert relaxed >= 50, "whole decisions must have cost something"
    assert (found, best) >= (58, 30)


def test_late_it_decides_the_rest_at_once() -> None:
    """Without time there is one point at most, which is what every measure would likeliest do."""
    points = 0
    for seed in range(20):
        model = drawn(seed)
        engine = WholeEngine(model)
        cost = cost_of(model, seed)
        found = dives(model, engine, cost, deadline=-1.0)
        points += len(found)
        assert len(found) <= 1
    assert points > 0


def test_after_a_dive_all_decisions_are_free_again() -> None:
    model = drawn(3)
    engine = WholeEngine(model)
    cost = cost_of(model, 3)
    engine.minimise(cost, How.COLD)
    before = float(cost @ engine.values())
    dives(model, engine, cost)
    engine.minimise(cost, How.COLD)
    assert cost @ engine.values() == pytest.approx(before, abs=1e-6)


# ---- patterns ----


def values_of(model: Model, paid: dict[int, float]) -> Floats:
    """Columns in which the only stream pays so much by year."""
    values = np.zeros(len(model.columns))
    for (_, _, t), column in model.spend.items():
        values[model.place[column.hash]] = paid.get(t, 0.0)
    return values


def one_measure(**fields: Any) -> Model:
    return model_of(years=4, streams=[stream("g", 100_000, 100_000, 100_000, 100_000)], measures=[fields])


def test_on_where_half_of_its_least_is_paid_and_as_long_as_it_must() -> None:
    """Least 40 thousand, two years at least. Paid 10, 25, 0, 5: on in the second year by 25 ≥ 20, and so in the third.
    On asks 40 − 25 + 40 more, off takes 10 + 5 away: 70 of the usual 40.
    """
    row = measure("m", ("a", "school"), min_per_year=40_000, min_years=2, indexed=False)
    model = one_measure(**row)
    pattern = Measures(model).likeliest(0, values_of(model, {0: 10.0, 1: 25.0, 3: 5.0}))
    assert pattern.at.tolist() == [0, 1, 1, 0, 0, 1, 0, 0]
    assert pattern.distance == pytest.approx(70 / 40)


def test_what_runs_already_is_no_start_and_goes_on() -> None:
    """It ran one year of its three before the term: on in the first two whatever is paid; and no start in the first."""
    row = measure("m", ("a", "school"), min_per_year=40_000, min_years=3, already_running=[2026], indexed=False)
    model = one_measure(**row)
    pattern = Measures(model).likeliest(0, values_of(model, {}))
    assert pattern.at.tolist() == [1, 1, 0, 0, 0, 0, 0, 0]


def test_what_else_it_can_do_is_each_thing_once() -> None:
    """Paid 10, 25, 0, 5 of 40: on from a tenth in the first and the last year, from a quarter in the first, from a half
    in the second, from three quarters never; and always.
    """
    row = measure("m", ("a", "school"), min_per_year=40_000, min_years=2, indexed=False)
    model = one_measure(**row)
    patterns = Measures(model).patterns(0, values_of(model, {0: 10.0, 1: 25.0, 3: 5.0}))
    assert len({pattern.at.tobytes() for pattern in patterns}) == len(patterns) == 5
    assert [0.0] * 8 in [pattern.at.tolist() for pattern in patterns]
    assert [1, 1, 1, 1, 1, 0, 0, 0] in [pattern.at.tolist() for pattern in patterns]


def test_an_investment_starts_where_it_is_begun_most_or_not_at_all() -> None:
    """Begun for 0.2 in the first and 0.5 in the third year. Started there 0.5 must move and 0.2 go, 0.7; never, 0.7
    too; in the first 0.8 + 0.5. Begun for 0.6 in the third alone it is 0.4 against 0.6.
    """
    row = measure("m", ("a", "school"), profile=[10_000], indexed=False)
    model = one_measure(**row)
    values = np.zeros(len(model.columns))
    start = [model.place[model.start[0, t].hash] for t in range(4)]
    values[start[0]], values[start[2]] = 0.2, 0.5
    found = {tuple(p.at.tolist()): p.distance for p in Measures(model).patterns(0, values)}
    assert found[0, 0, 1, 0] == pytest.approx(0.7)
    assert found[0, 0, 0, 0] == pytest.approx(0.7)
    assert found[1, 0, 0, 0] == pytest.approx(1.3)
    values[start[0]], values[start[2]] = 0.0, 0.6
    assert Measures(model).likeliest(0, values).at.tolist() == [0, 0, 1, 0]
