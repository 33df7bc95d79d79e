"""The plain peers against the optimiser on the smallest programme: the same in every stage."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from bench import agreement, programmes, timing
from bench.peers import linopy_plan, plain, pulp_plan
from bench.peers.plain import OutOfTime, Reached
from planning.optimiser.figures import Figures, figures
from tests import builders

PEERS = {"linopy": linopy_plan.plan, "pulp": pulp_plan.plan}


@pytest.fixture(autouse=True)
def threads() -> Iterator[None]:
    """Each HiGHS with the number of threads that it asks for, also in the tests that come after."""
    timing.fresh()
    yield
    timing.fresh()


@pytest.fixture(scope="module")
def ours() -> Reached:
    timing.fresh()
    return programmes.reached(programmes.programme("XS", 2))


@pytest.mark.parametrize("peer", PEERS)
def test_a_peer_comes_to_the_same(peer: str, ours: Reached) -> None:
    found = PEERS[peer](figures(programmes.programme("XS", 2)))
    record = agreement.agree("XS", peer, ours, found)
    assert max(record["apart"].values()) <= 1e-6
    # Every stage has something to decide: money lapses, aims fall short, coverage is not even.
    assert ours.lapsed > 1
    assert ours.largest > 0.01
    assert ours.shortfall > ours.largest
    assert ours.growth < 0


@pytest.mark.parametrize("stage", ["lapsed", "largest", "shortfall", "coarse", "growth"])
def test_a_difference_is_refused(stage: str, ours: Reached) -> None:
    other = replace(ours, **{stage: getattr(ours, stage) * (1 + 3e-6)})
    with pytest.raises(AssertionError, match="somebody on XS differs"):
        agreement.agree("XS", "somebody", ours, other)


@pytest.mark.parametrize("plan", PEERS.values())
def test_a_peer_without_time_gives_up(plan: Callable[[Figures, float], Reached]) -> None:
    with pytest.raises(OutOfTime):
        plan(figures(programmes.programme("XS", 2)), 0.0)


def test_a_programme_that_no_peer_knows_is_refused() -> None:
    given = figures(builders.prepared(objective="benefit"))
    with pytest.raises(ValueError, match="objective"):
        plain.refuse_unknown(given)


def test_the_deadline_is_kept_between_solves(ours: Reached) -> None:
    class Nobody:
        lapsed = None

    with pytest.raises(OutOfTime):
        plain.run(Nobody(), figures(programmes.programme("XS", 2)), time.monotonic() - 1)  # type: ignore[arg-type]
