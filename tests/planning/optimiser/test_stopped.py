"""Whatever is stopped, at whichever moment, claims nothing that an unhurried run does not give."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal

import pytest

from planning.optimiser import Options, explain_clash
from planning.optimiser.alternatives import alternatives
from planning.optimiser.engine import NoPlan
from planning.optimiser.equality import Point, price_of_equality
from planning.optimiser.explain import reasons
from planning.optimiser.market import market
from planning.optimiser.more import thousands_more
from planning.optimiser.planner import market_plan
from planning.optimiser.solved import solve
from planning.prepared import Prepared
from planning.verify import verify
from tests.builders import measure, prepared, stream, wijk
from tests.programmes.clashing import clashing_programme

MOMENTS, EVERY = 24, 170
A, B = ("a", "school"), ("b", "school")
TWO = [wijk("a", need={"school": 1.5}), wijk("b", need={"school": 0.5})]
UNEVEN = prepared(years=2, wijken=TWO, streams=[stream("s", 60_000, 90_000), stream("r", 20_000, 5_000, wijken=["a"])])
FREE = prepared(years=2, wijken=TWO, streams=[stream("s", 60_000, 90_000), stream("r", 90_000, 5_000, wijken=["b"])])
STEADY = prepared(years=2, wijken=TWO, streams=[stream("s", 60_000, 90_000)], steadiness=0.02)
WHOLE = prepared(years=2, wijken=TWO, streams=[stream("s", 100, 100)], measures=[measure("m", A, min_per_year=60)])


class Clock:
    """Says stop after it was asked so many times; counts how often it was asked."""

    def __init__(self, most: float) -> None:
        self.asked, self.most = 0, most

    def __call__(self) -> bool:
        self.asked += 1
        return self.asked > self.most


def moments(run: Callable[[Callable[[], bool]], object], most: int = MOMENTS) -> Iterator[Clock]:
    """Clocks that stop at about so many moments all over a run, its first ones and its last among them."""
    whole = Clock(float("inf"))
    run(whole)
    assert whole.asked > 0, "it never asks"
    spread = {whole.asked * i // most for i in range(most)}
    # The interior point method asks often and the simplex method hardly: the last few times are many solves.
    last = {max(0, whole.asked - back) for back in range(1, MOMENTS)}
    yield from map(Clock, sorted({0, 1, 2, 3, *spread, *last}))


@pytest.fixture
def no_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], float]:
    """A deadline that has come after the time was asked so often."""

    def after(most: int) -> float:
        asked = Clock(most)
        monkeypatch.setattr(time, "monotonic", lambda: 1e9 if asked() else 0.0)
        return 1.0

    return after


def test_alternatives() -> None:
    """What is left out says that it was stopped; what is there is what it was, and as proven as it was."""
    whole = alternatives(UNEVEN)
    rows = {row.kind: row for row in whole.found}
    seen = set()
    for stop in moments(lambda stop: alternatives(UNEVEN, Options(stop=stop))):
        found = alternatives(UNEVEN, Options(stop=stop))
        assert not any("mislukt" in remark for remark in found.remarks)
        if not found.best.has_figures:
            assert found.best.status == "stopped"
            continue
        assert found.best == whole.best
        assert len(found.found) + sum("toen het rekenen stopte" in remark for remark in found.remarks) == 3
        for row in found.found:
            assert verify(UNEVEN, row.plan).ok
            assert row.measured.given_up <= found.allowed
            assert row.plan.status == "gap" or row.plan == whole.best
            assert row.measured.of(row.kind) >= rows[row.kind].measured.of(row.kind)
            if row.fewest is not None:
                assert row.fewest == rows[row.kind].fewest
        seen.add(len(found.found))
    assert len(seen) > 2, seen


CLASH = prepared(
    years=1,
    streams=[stream("gemeente", 100)],
    wijken=[wijk("a"), wijk("b")],
    measures=[measure("m", A, max_per_year=80)],
    commitments=[{"stream": "gemeente", "measure": "m", "year": 2027, "amount": 60}],
    rules={"floors": [{"wijk": "b", "per_resident": 0.07}, {"wijk": "a", "per_resident": 0.01}]},
)
"""60 is committed in a and 70 asked in b, of 100."""
WHOLE_CLASH = prepared(
    years=1,
    streams=[stream("gemeente", 100)],
    wijken=[wijk("a"), wijk("b")],
    measures=[measure("m", A, min_per_year=60), measure("rest", B)],
    commitments=[{"stream": "gemeente", "measure": "rest", "year": 2027, "amount": 60}],
    rules={"floors": [{"wijk": "a", "per_resident": 0.03}]},
)
"""a asks 30, which is 60 or nothing; 60 of 100 is committed in b."""


@pytest.mark.parametrize("made", [CLASH, WHOLE_CLASH, clashing_programme(6)[1]], ids=["rules", "whole", "random"])
def test_clashes(made: Prepared) -> None:
    """No repair, or one that is enough; the cheapest and minimal ones are those of an unhurried run."""
    whole, seen = explain_clash(made), set()
    assert whole.steps
    assert whole.cheapest
    assert whole.minimal
    for stop in moments(lambda stop: explain_clash(made, stop=stop), EVERY):
        found = explain_clash(made, stop=stop)
        if found.steps is not None and found.cheapest:
            assert (found.steps, found.changes) == (whole.steps, whole.changes)
        if found.cents is not None:
            assert abs(found.cents - (whole.cents or 0)) <= len(found.steps or ())  # each is rounded up to a cent
        if found.minimal:
            assert {row.pointer for row in found.conflict} == {row.pointer for row in whole.conflict}
        seen.add((found.steps is None, found.minimal))
    assert {(True, False), (False, False), (False, True)} <= seen


def test_reasons() -> None:
    """Those that are there are the first of all, and it is said that there can be more."""
    given = solve(UNEVEN)
    whole, seen = reasons(given), set()
    assert whole.tried
    assert not whole.stopped
    for stop in moments(lambda stop: reasons(given, stop=stop)):
        found = reasons(given, stop=stop)
        assert found.tried == whole.tried[: len(found.tried)]
        assert found.stopped == (len(found.tried) < len(whole.tried))
        assert any("gestopt" in remark.sentence for remark in found.remarks()) == found.stopped
        seen.add(found.stopped)
    assert True in seen


def test_a_thousand_more() -> None:
    given, years = solve(UNEVEN), [2027, 2028]
    whole, seen = thousands_more(given, "s", years), set()
    for stop in moments(lambda stop: thousands_more(given, "s", years, stop=stop)):
        found = thousands_more(given, "s", years, stop=stop)
        assert found == whole[: len(found)]
        seen.add(len(found))
    assert {0, 1} <= seen


@pytest.mark.parametrize("kind", ["market", "steady", "whole"])
def test_equality(kind: str) -> None:
    """Points that are there are what they were; without any it is stopped."""
    made = {"market": FREE, "steady": STEADY, "whole": WHOLE}[kind]
    values = [Decimal(0), Decimal(1), Decimal(2)]

    def run(stop: Callable[[], bool]) -> list[Point]:
        with suppress(NoPlan):
            return price_of_equality(made, "dial", values, stop=stop)
        assert stop(), "only what was stopped has nothing"
        return []

    whole, seen = {point.value: point for point in run(lambda: False)}, set()
    assert len(whole) == 3
    for stop in moments(run):
        found = run(stop)
        assert all(point == whole[point.value] for point in found)
        seen.add(len(found))
    assert seen & {1, 2}, seen
    assert 0 in seen


def test_the_market() -> None:
    """A view has the gap that it proves, and a plan is only called the optimum when it is."""
    best, seen = market(FREE, 1e-13), set()
    assert best.gap <= 1e-13
    for stop in moments(lambda stop: market(FREE, 1e-13, stop=stop)):
        found = market(FREE, 1e-13, stop=stop)
        assert abs(found.covered - best.covered).max() <= found.within + 1e-9
        plan = market_plan(FREE, Options(stop=Clock(stop.most)))
        assert verify(FREE, plan).ok
        assert (plan.status == "optimal") == (plan.gap == 0)
        seen.add(plan.status)
    assert "gap" in seen


def test_time_that_is_up(no_time: Callable[[int], float], monkeypatch: pytest.MonkeyPatch) -> None:
    """The same by the clock, which moves on when it is looked at."""
    given = solve(UNEVEN)
    tried, clash = reasons(given).tried, explain_clash(CLASH)
    for most in range(12):
        some = reasons(given, deadline=no_time(most))
        assert some.tried == tried[: len(some.tried)]
        assert some.stopped or some.tried == tried
        found = explain_clash(CLASH, no_time(most))
        assert found.steps in (None, clash.steps)
        assert not found.minimal or {row.pointer for row in found.conflict} == {row.pointer for row in clash.conflict}
        monkeypatch.undo()
