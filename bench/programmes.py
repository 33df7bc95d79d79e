"""The seeded programmes made ready, and a plan of them in the ways that are timed."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from decimal import Decimal

import numpy as np

from bench.instances import instance
from bench.peers import plain
from bench.peers.plain import Reached
from planning.optimiser import plan_programme
from planning.optimiser.engine import Engine, Floats
from planning.optimiser.explain import with_reasons
from planning.optimiser.figures import figures
from planning.optimiser.model import build_model
from planning.optimiser.planner import planned
from planning.optimiser.stages import Stages
from planning.plan import PlanDocument
from planning.prepared import Prepared, prepare
from planning.programme import Programme
from planning.verify import verify


def programme(size: str, seed: int = 1) -> Prepared:
    """A seeded programme, read as from a file and made ready."""
    text = json.dumps(instance(size, seed))
    return prepare(Programme.model_validate(json.loads(text, parse_float=Decimal)))


def plan(prepared: Prepared) -> PlanDocument:
    """One plan: all stages, rounded, verified.

    Raises:
        RuntimeError: when there is no plan, or one that does not agree with its programme.
    """
    return timed_plan(prepared)[0]


def timed_plan(prepared: Prepared) -> tuple[PlanDocument, dict[str, float]]:
    """`plan`, and the seconds of its parts by name; a stage that is solved more than once is added up."""
    spent: dict[str, float] = defaultdict(float)

    def add(part: str, seconds: float | None) -> None:
        spent[part] += seconds or 0.0

    started = time.perf_counter()
    found = plan_programme(prepared, progress=add)
    add("document", time.perf_counter() - started - sum(spent.values()))
    started = time.perf_counter()
    if not found.has_figures or not verify(prepared, found).ok:
        raise RuntimeError(f"no verified plan of {prepared.programme.name}: {found.status}")
    add("verify", time.perf_counter() - started)
    return found, dict(spent)


def explained(prepared: Prepared) -> PlanDocument:
    """One plan with its reasons, as `flask plan --reasons` makes it, verified.

    Raises:
        RuntimeError: when there is no plan, one that does not agree with its programme, or one without reasons.
    """
    found, solved = planned(prepared)
    if solved is None:
        raise RuntimeError(f"no plan of {prepared.programme.name}: {found.status}")
    found = with_reasons(found, solved)
    if not found.reasons or not verify(prepared, found).ok:
        raise RuntimeError(f"no verified plan of {prepared.programme.name} with reasons")
    return found


def hand_over(prepared: Prepared) -> Engine:
    """Build the linear programme and hand it to HiGHS."""
    return Engine(build_model(figures(prepared)))


def lapse(prepared: Prepared) -> tuple[Engine, Floats]:
    """The linear programme in HiGHS, and the cost (size,) that counts what lapses."""
    model = build_model(figures(prepared))
    engine = Engine(model)
    cost = np.zeros(engine.size)
    cost[engine.places(list(model.lapsed.values()))] = 1.0
    return engine, cost


def reached(prepared: Prepared) -> Reached:
    """What the optimiser's own stages come to, before rounding, in the terms of the peers."""
    given = figures(prepared)
    model = build_model(given)
    engine = Engine(model)
    lapsed = engine.places(list(model.lapsed.values()))
    shorts = engine.places([aim.short for aim in model.aims])
    scopes = np.array([aim.scope for aim in model.aims])
    found = {"aims_sum": 0.0, "solves": 0.0}

    def watch(stage: str, seconds: float | None) -> None:
        if seconds is None:
            return
        values = engine.values()
        found["solves"] += 1
        if stage == "nothing_lost":
            found[stage] = float(values[lapsed].sum())
        elif stage == "aims_largest":
            found[stage] = max(0.0, float((values[shorts] / scopes).max()))
        elif stage == "aims_sum":
            found[stage] = float((values[shorts] / scopes).sum())
        elif stage == "growth_coarse":
            found[stage] = float(engine.highs.getInfo().objective_function_value)

    stages = Stages(model, engine, watch)
    outcome = stages.run()
    money = np.zeros((len(given.cells), len(given.years)))
    for key, column in zip(model.money, engine.places(list(model.money.values())).tolist(), strict=True):
        money[key] = outcome.values[column]
    return Reached(
        lapsed=found["nothing_lost"],
        largest=found["aims_largest"],
        shortfall=found["aims_sum"],
        coarse=found["growth_coarse"],
        growth=plain.smooth(given, money.ravel() / plain.line(given)),
        solves=int(found["solves"]),
    )
