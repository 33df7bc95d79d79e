"""Alternatives of random programmes: what holds of all of them."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from planning.optimiser import fewest_exact, plan_programme
from planning.optimiser.alternatives import Alternatives, alternatives
from planning.optimiser.criteria import KINDS, Kind
from planning.optimiser.fewest import Fewest
from planning.prepared import prepare
from planning.verify import verify
from tests.planning.optimiser.by_kind import found
from tests.programmes import random_prepared, random_programme, read

pytestmark = pytest.mark.xdist_group("alternatives_random")  # one process: its programmes are planned once

FAMILY = range(30)


@cache
def _answer(seed: int) -> Alternatives:
    """The alternatives of a random programme, close to the plan it would have had at dial 0."""
    document = random_programme(seed)
    before = plan_programme(prepare(read({**document, "dial": 0})))
    kept = fewest_exact.MOST_PAYMENTS
    fewest_exact.MOST_PAYMENTS = 30  # more would take a second or more each; they are proven elsewhere
    try:
        return alternatives(random_prepared(seed), previous=before)
    finally:
        fewest_exact.MOST_PAYMENTS = kept


@pytest.mark.parametrize("family", range(5))
def test_every_alternative_is_a_plan_that_gives_up_at_most_one_percent(family: int) -> None:
    for seed in FAMILY[family::5]:
        made, answer = random_prepared(seed), _answer(seed)
        assert [row.kind for row in answer.found] == list(KINDS)
        for row in answer.found:
            verdict = verify(made, row.plan)
            assert verdict.ok, (seed, row.kind, [fault.sentence("en") for fault in verdict.faults])
            assert row.measured.given_up <= answer.allowed
            lapsed = row.plan.objectives.lapsed - answer.best.objectives.lapsed
            assert lapsed <= len(made.programme.counted) * made.programme.years  # a euro of rounding each
            assert row.plan.objectives.aims <= answer.best.objectives.aims + Decimal("0.00001")
            assert (row.plan.status == "gap") == (row.measured.part >= Decimal("0.0000005"))


def test_nothing_beats_an_alternative_on_its_own_ground() -> None:
    better: dict[Kind, int] = dict.fromkeys(KINDS, 0)
    bound = 0
    for seed in FAMILY:
        answer = _answer(seed)
        assert answer.measured is not None
        everyone = [answer.measured, *(row.measured for row in answer.found)]
        for row in answer.found:
            assert all(row.measured.of(row.kind) <= other.of(row.kind) for other in everyone)
            better[row.kind] += row.measured.of(row.kind) < answer.measured.of(row.kind)
            bound += row.measured.given_up > Decimal("0.99") * answer.allowed
    assert all(count > 15 for count in better.values()), better
    assert bound > 45, bound  # of 120: what may be given up is what holds most of them back


def test_what_is_said_to_be_fewest_is_not_less_than_the_bound() -> None:
    proven = 0
    for seed in FAMILY:
        row = next(row for row in _answer(seed).found if row.kind == "fewest_payments")
        assert row.fewest is not None
        assert row.fewest.at_least <= len(row.plan.spend) + 1  # rounding may do without a payment of less than a euro
        proven += row.fewest.proven
    assert proven >= 3


def test_without_the_search_by_whole_decisions_there_are_hardly_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The quick way against the proven fewest, where both are known."""
    extra = 0
    for seed in (3, 14, 18, 20):
        made = random_prepared(seed)
        exactly = found(made)["fewest_payments"]
        with monkeypatch.context() as patched:
            patched.setattr(fewest_exact, "MOST_PAYMENTS", 0)
            quickly = found(made)["fewest_payments"]
        assert exactly.fewest is not None
        assert quickly.fewest == Fewest(proven=False, at_least=0)
        assert len(quickly.plan.spend) >= exactly.fewest.at_least
        extra += len(quickly.plan.spend) - len(exactly.plan.spend)
    assert 0 <= extra <= 4


@pytest.mark.parametrize("seed", [3, 20])
def test_the_same_programme_has_the_same_alternatives(seed: int) -> None:
    first, second = (alternatives(random_prepared(seed)) for _ in range(2))
    assert [row.plan.as_json() for row in first.found] == [row.plan.as_json() for row in second.found]
