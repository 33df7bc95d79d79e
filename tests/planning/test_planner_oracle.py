"""The planner beside the oracle: 200 random programmes in which every rule binds (see test_programmes)."""

from __future__ import annotations

import json
from functools import cache

import pytest

from planning.document import read, read_plan
from planning.optimiser import plan_programme
from planning.plan import PlanDocument
from planning.verify import verify
from tests.oracle import coverage_gap
from tests.programmes import SEEDS, income, random_answer, random_prepared, random_programme

pytestmark = pytest.mark.xdist_group("planner_oracle")  # one process: its programmes are planned once

POINT = 0.01
"""A percentage point of coverage."""
FAMILIES = 20
"""Tests that the seeds are divided over, so that they can run side by side."""


@cache
def _planned(seed: int) -> PlanDocument:
    return plan_programme(random_prepared(seed))


def _seeds(family: int) -> list[int]:
    return [seed for seed in SEEDS if seed % FAMILIES == family]


@pytest.mark.parametrize("family", range(FAMILIES))
class TestRandomProgrammes:
    """Every seed gives a plan that is verified, near the smooth optimum, and the same twice."""

    def test_the_plan_is_verified(self, family: int) -> None:
        for seed in _seeds(family):
            verdict = verify(random_prepared(seed), _planned(seed))
            assert verdict.ok, (seed, [fault.sentence("en") for fault in verdict.faults])

    def test_coverage_is_within_a_point_of_the_smooth_optimum(self, family: int) -> None:
        for seed in _seeds(family):
            found = {
                (c.wijk, c.domain, c.year): None if c.coverage is None else float(c.coverage)
                for c in _planned(seed).cells
            }
            assert coverage_gap(random_answer(seed), found) < POINT, seed

    def test_no_more_lapses_than_must(self, family: int) -> None:
        for seed in _seeds(family):
            lapsed = float(_planned(seed).objectives.lapsed)
            # Rounding may cost a euro per stream and year where every measure is full.
            slack = len(random_prepared(seed).programme.counted) * random_prepared(seed).programme.years
            assert lapsed <= random_answer(seed).lapsed + slack, seed

    def test_aims_fall_no_shorter_than_they_must(self, family: int) -> None:
        for seed in _seeds(family):
            assert float(_planned(seed).objectives.aims) == pytest.approx(
                random_answer(seed).shortfall, rel=1e-5, abs=1e-5
            ), seed

    def test_the_same_document_gives_the_same_plan(self, family: int) -> None:
        for seed in _seeds(family):
            again = plan_programme(random_prepared(seed))
            assert json.dumps(again.as_json(), sort_keys=True) == json.dumps(
                _planned(seed).as_json(), sort_keys=True
            ), seed


def test_nearly_all_money_that_can_be_spent_is_spent() -> None:
    """Over all programmes at least 95% of what need not lapse is spent."""
    spent = sum(float(row.amount) for seed in SEEDS for row in _planned(seed).spend)
    spendable = sum(income(random_prepared(seed)) - random_answer(seed).lapsed for seed in SEEDS)
    assert spent >= 0.95 * spendable


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_documents_and_plans_survive_being_written(seed: int) -> None:
    programme = read(json.dumps(random_programme(seed)))
    assert programme.name
    plan = _planned(seed)
    assert read_plan(json.dumps(plan.as_json())) == plan
