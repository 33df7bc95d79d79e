"""The solver call: status before values, warm as good as cold, faces that are kept, one answer, and a clean output."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import highspy
import numpy as np
import pytest

from planning.optimiser import Options, plan_programme
from planning.optimiser import engine as engine_module
from planning.optimiser.engine import ENGINE_NAME, Engine, How, NoPlan, Status
from planning.optimiser.linear import About, Linear
from planning.optimiser.stages import Stages
from tests.builders import measure, prepared, stream, wijk
from tests.planning.optimiser.solving import modelled, silent, solved

ROOT = Path(__file__).parents[3]
ABOUT = About("row", "/")
RICH: dict[str, Any] = {
    "years": 3,
    "index": {"default": 0.025},
    "steadiness": 0.02,
    "domains": [{"id": "school"}, {"id": "werk"}],
    "wijken": [wijk("a", 1200, need={"school": 1.3}), wijk("b", 2500), wijk("c", 700)],
    "streams": [
        stream("gemeente", 100_000, 120_000, 90_000, carry_over={"share": 0.5}),
        stream("rijk", 60_000, 50_000, 0, partner="rijk", match={"from_layers": ["municipality"]}),
        stream("rijk-a", 20_000, 20_000, 20_000, partner="rijk", wijken=["a"], match={"from_layers": ["municipality"]}),
    ],
    "measures": [
        measure("m", ("a", "school"), ("b", "werk"), max_per_year=30_000),
        measure("n", ("a", "school"), max_per_year=25_000),
    ],
    "rules": {
        "persistence": {"cells": "all", "strength": "aim"},
        "floors": [{"wijk": "c", "per_resident": 30, "strength": "aim"}],
    },
}
"""Carry-over, matches that overlap, a shared measure and aims: many ways to the same value."""
IMPOSSIBLE: dict[str, Any] = {"rules": {"floors": [{"per_resident": 1000}]}}
"""A floor of a million in a programme of 100 a year."""


def costs(engine: Engine, seed: int) -> Any:
    """Random costs per column (size,), none negative, so that there is an optimum."""
    rng = Random(seed)
    return np.array([rng.choice((0.0, 1.0, rng.random())) for _ in range(engine.size)])


# ---- the answer ----


def test_a_small_programme_by_hand() -> None:
    """x + 2y least, with x + y ≥ 3, x ≤ 2, y − x = −1 + z, z ≤ 5: x = 2, y = 1, z = 0."""
    linear = Linear("small")
    x, y, z = linear.column("x", 2.0), linear.column("y"), linear.column("z", 5.0)
    linear.row(ABOUT, {x: 1.0, y: 1.0}, ">=", 3.0)
    linear.row(ABOUT, {y: 1.0, x: -1.0, z: -1.0}, "==", -1.0)
    engine = Engine(linear)
    cost = np.zeros(3)
    cost[engine.places([y, x])] = [2.0, 1.0]
    for how in How:
        assert engine.minimise(cost, how) is Status.OPTIMAL
        assert engine.values() == pytest.approx([2.0, 1.0, 0.0], abs=1e-6)


def test_lower_bounds_and_upper_rows() -> None:
    """−x least, with 1 ≤ x and x ≤ 4 as a row: x = 4; then bounds of 2 and 3: x = 3; with the row free again: x = 3."""
    linear = Linear("small")
    x = linear.column("x", lower=1.0)
    linear.row(ABOUT, {x: 1.0}, "<=", 4.0)
    engine = Engine(linear)
    engine.minimise(np.array([-1.0]), How.COLD)
    assert engine.values() == pytest.approx([4.0])
    engine.free_rows(np.array([0], dtype=np.int32))
    assert engine.minimise(np.array([-1.0]), How.COLD) is Status.FAILED
    engine.bound(engine.places([x]), np.array([2.0]), np.array([3.0]))
    engine.minimise(np.array([-1.0]), How.WARM)
    assert engine.values() == pytest.approx([3.0])


# ---- status before values ----


def test_before_a_solve_there_are_no_values() -> None:
    """Neither values nor a face."""
    engine = Engine(modelled())
    with pytest.raises(NoPlan):
        engine.values()
    with pytest.raises(NoPlan):
        engine.keep_face()


@pytest.mark.parametrize("how", How)
def test_an_infeasible_model_has_no_values(how: How) -> None:
    """Whatever the solver left behind."""
    engine = Engine(modelled(**IMPOSSIBLE))
    assert engine.minimise(costs(engine, 1), how) is Status.INFEASIBLE
    with pytest.raises(NoPlan) as none:
        engine.values()
    assert none.value.status is Status.INFEASIBLE
    with pytest.raises(NoPlan):
        engine.keep_face()


@pytest.mark.parametrize("how", How)
def test_no_time_is_stopped_and_never_optimal(how: How) -> None:
    """A deadline of now, on a model that has an optimum."""
    engine = Engine(modelled(**RICH), deadline=time.monotonic())
    assert engine.minimise(costs(engine, 1), how) is Status.STOPPED
    with pytest.raises(NoPlan) as none:
        engine.values()
    assert none.value.status is Status.STOPPED


def test_a_stage_that_is_stopped_leaves_no_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock passes the deadline after the first stage: the stages stop, and the first stage's values are gone
    too.
    """
    now = [0.0]
    monkeypatch.setattr(engine_module, "time", SimpleNamespace(monotonic=lambda: now[0]))
    model = modelled(**RICH)
    engine = Engine(model, deadline=1000.0)
    stages = Stages(model, engine, silent)
    stages.nothing_lost()
    now[0] = 2000.0
    with pytest.raises(NoPlan) as none:
        stages.aims()
    assert none.value.status is Status.STOPPED
    with pytest.raises(NoPlan):
        engine.values()


def test_stages_of_an_infeasible_programme_say_so() -> None:
    """In the first stage, and in every order of stages."""
    for objective in ("coverage", "benefit"):
        model = modelled(**IMPOSSIBLE, objective=objective)
        with pytest.raises(NoPlan) as none:
            Stages(model, Engine(model), silent).run()
        assert none.value.status is Status.INFEASIBLE


@pytest.mark.parametrize(
    ("fields", "options", "status"),
    [(IMPOSSIBLE, Options(), "infeasible"), (RICH, Options(time_limit=0), "stopped")],
)
def test_a_document_without_a_plan_has_no_figures(fields: dict[str, Any], options: Options, status: str) -> None:
    """It says why there is none."""
    plan = plan_programme(prepared(**fields), options)
    assert plan.status == status
    assert not plan.has_figures
    assert [plan.spend, plan.cells, plan.lapsed, plan.carried] == [()] * 4


def test_an_infeasible_model_can_be_solved_after_its_bounds_are_eased() -> None:
    """The state is of the last solve, not of an earlier one."""
    linear = Linear("small")
    x = linear.column("x", 1.0)
    linear.row(ABOUT, {x: 1.0}, ">=", 2.0)
    engine = Engine(linear)
    assert engine.minimise(np.ones(1), How.COLD) is Status.INFEASIBLE
    engine.bound(engine.places([x]), np.zeros(1), np.array([5.0]))
    assert engine.minimise(np.ones(1), How.WARM) is Status.OPTIMAL
    assert engine.values() == pytest.approx([2.0])


# ---- solving again ----


@pytest.mark.parametrize("seed", range(6))
def test_solving_again_from_a_basis_is_as_good_as_from_nothing(seed: int) -> None:
    """The value of a second objective, warm after the first, against a fresh solve."""
    model = modelled(**RICH)
    warm, cold = Engine(model), Engine(model)
    first, second = costs(warm, seed), costs(warm, seed + 100)
    assert warm.minimise(first, How.COLD) is Status.OPTIMAL
    assert warm.minimise(second, How.WARM) is Status.OPTIMAL
    assert cold.minimise(second, How.COLD) is Status.OPTIMAL
    assert warm.values() @ second == pytest.approx(cold.values() @ second, abs=1e-6)


@pytest.mark.parametrize("seed", range(6))
def test_a_face_keeps_its_objective(seed: int) -> None:
    """Once kept, the most and the least of the objective are the same, and other objectives leave it as it is."""
    engine = Engine(modelled(**RICH))
    first, second = costs(engine, seed), costs(engine, seed + 100)
    engine.minimise(first, How.COLD)
    least = engine.values() @ first
    free = Engine(modelled(**RICH))
    free.minimise(second, How.COLD)
    engine.keep_face()
    for cost, how in ((second, How.WARM), (second, How.COLD), (-first, How.COLD), (first, How.WARM)):
        assert engine.minimise(cost, how) is Status.OPTIMAL
        assert engine.values() @ first == pytest.approx(least, abs=1e-5)
    engine.minimise(second, How.COLD)
    assert engine.values() @ second >= free.values() @ second - 1e-6


def test_a_face_leaves_what_is_free() -> None:
    """x + y least with x + y + z = 2 and z ≤ 1 keeps z at 1 and x + y at 1, and lets x and y trade."""
    linear = Linear("small")
    x, y, z = linear.column("x"), linear.column("y"), linear.column("z", 1.0)
    linear.row(ABOUT, {x: 1.0, y: 1.0, z: 1.0}, "==", 2.0)
    engine = Engine(linear)
    engine.minimise(np.array([1.0, 1.0, 0.0]), How.COLD)
    engine.keep_face()
    for cost, expected in (([1.0, 0.0, 0.0], [0.0, 1.0, 1.0]), ([0.0, 1.0, 0.0], [1.0, 0.0, 1.0])):
        engine.minimise(np.array(cost), How.WARM)
        assert engine.values() == pytest.approx(expected, abs=1e-9)


# ---- one answer ----


def fingerprint() -> str:
    """What a plan of RICH comes to, in letters."""
    payments = solved(**RICH).payments
    rows = [sorted(part.items()) for part in (payments.spend, payments.carried, payments.lapsed)]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def test_the_same_programme_has_the_same_plan_twice() -> None:
    """Not the payments alone: every column, to the last bit."""
    once, again = solved(**RICH), solved(**RICH)
    assert once.outcome.values.tobytes() == again.outcome.values.tobytes()
    assert once.spend == again.spend


@pytest.mark.parametrize("seed", ["1", "2"])
def test_and_in_another_process_with_other_hashes(seed: str) -> None:
    """The order of a set of texts differs from process to process; the plan does not. Standard output holds nothing but
    what was printed: the banner of HiGHS goes elsewhere, for standard output may be a document.
    """
    code = "from tests.planning.optimiser.test_engine import fingerprint; print(fingerprint())"
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, env=environment
    )
    assert done.stdout == fingerprint() + "\n"


def test_the_engine_has_a_name() -> None:
    """With its version, for the plan document."""
    assert ENGINE_NAME.startswith("HiGHS 1.")


# ---- a basis to go on from ----


def test_a_basis_from_before_a_row_was_added_is_gone_on_from() -> None:
    """The new row is basic: what it asks is then found in a few pivots, and it is the same as from nothing."""
    engine = Engine(modelled(**RICH))
    cost = costs(engine, 3) + 1.0
    assert engine.minimise(cost, How.COLD) is Status.OPTIMAL
    least, basis = float(cost @ engine.values()), engine.basis()
    engine.add_row(cost, least * 1.1, np.inf)
    assert engine.minimise(costs(engine, 4), How.COLD) is Status.OPTIMAL  # elsewhere
    engine.start_from(basis)
    assert engine.minimise(cost, How.DUAL) is Status.OPTIMAL
    assert not engine.rescued
    assert cost @ engine.values() == pytest.approx(least * 1.1)


def test_a_basis_where_the_engine_stands_is_not_set_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """And one where it does not stand is: another was set since, or something was solved since."""
    engine = Engine(modelled(**RICH))
    assert engine.minimise(costs(engine, 3), How.COLD) is Status.OPTIMAL
    first = engine.basis()
    assert engine.minimise(costs(engine, 4), How.COLD) is Status.OPTIMAL
    second = engine.basis()
    told: list[Any] = []
    monkeypatch.setattr(engine, "highs", SimpleNamespace(setBasis=told.append, getNumRow=engine.highs.getNumRow))
    engine.go_on_from(second)
    assert told == []
    engine.go_on_from(first)
    engine.go_on_from(second)
    assert told == [first, second]


def test_a_basis_that_was_changed_is_set() -> None:
    """As when a grid is laid anew: it is the same object, but the engine does not stand there."""
    engine = Engine(modelled(**RICH))
    assert engine.minimise(costs(engine, 3), How.COLD) is Status.OPTIMAL
    basis, kind = engine.basis(), highspy.HighsBasisStatus
    upper = [kind.kUpper if status == kind.kLower else status for status in basis.col_status]
    assert upper != basis.col_status
    basis.col_status = upper
    engine.start_from(basis)
    assert engine.highs.getBasis().col_status == upper


def test_a_stopped_solve_stands_nowhere() -> None:
    """It may have forgotten the basis before it stopped."""
    stopped: list[bool] = []
    engine = Engine(modelled(**RICH), stop=lambda: bool(stopped))
    assert engine.minimise(costs(engine, 3), How.COLD) is Status.OPTIMAL
    basis = engine.basis()
    stopped.append(True)
    assert engine.minimise(costs(engine, 4), How.COLD) is Status.STOPPED
    engine.go_on_from(basis)
    assert engine.highs.getBasis().valid
