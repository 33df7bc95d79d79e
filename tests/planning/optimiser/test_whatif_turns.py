"""Whose turn it is: several threads, newer questions, closing, and how much is remembered. No clock but a given one."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from decimal import Decimal
from threading import Event
from typing import Any

import pytest

from planning.changes import Change, SetDial
from planning.optimiser import whatif as under_test
from planning.optimiser.engine import NoPlan, Status
from planning.optimiser.preview import Preview
from planning.optimiser.solved import solve
from planning.optimiser.whatif import MOST_ANSWERS, Closed, Overtaken, WhatIf
from planning.optimiser.whatif_pool import WhatIfs
from planning.problems import InvalidDocument
from tests.builders import prepared, stream, wijk
from tests.programmes import random_prepared

LONG = 60.0
"""Seconds after which a test that hangs fails."""
FIELDS: dict[str, Any] = {
    "years": 1,
    "wijken": [wijk("a", need={"school": 1}), wijk("b", need={"school": 4})],
    "streams": [stream("s", 100_000)],
    "rules": {"per_resident_ratio": {"max": 100, "strength": "must"}},
}


def dial(value: float) -> tuple[Change]:
    return (SetDial(Decimal(str(value))),)


class Gate:
    """In the place of `solve`: each call waits at its gate, and stops there when told to."""

    def __init__(self) -> None:
        self.solved: list[Decimal] = []
        self.come, self.open = Event(), Event()

    def __call__(self, made: Any, *rest: Any, **more: Any) -> Any:
        self.come.set()
        assert self.open.wait(LONG)
        if more["search"].stop():
            raise NoPlan(Status.STOPPED)
        self.solved.append(made.programme.dial)
        return solve(made, *rest, **more)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    made = Gate()
    monkeypatch.setattr(under_test, "solve", made)
    return made


def waiting(whatif: WhatIf, threads: ThreadPoolExecutor, value: float, asker: str) -> Future[Preview]:
    """A question in a thread of its own, once it has arrived."""
    arrived = Event()
    arrive = whatif._arrive

    def noted(*given: Any) -> Preview | None:
        found = arrive(*given)
        arrived.set()
        return found

    whatif._arrive = noted  # type: ignore[method-assign]
    future = threads.submit(whatif.ask, dial(value), asker)
    assert arrived.wait(LONG)
    whatif._arrive = arrive  # type: ignore[method-assign]
    return future


def test_questions_of_many_threads_have_the_answers_of_one() -> None:
    """Forty questions of eight askers, four threads each at once; each answer is that of an object of its own."""
    made = random_prepared(22)
    solved = solve(made)
    values = [0.5, 0.8, 1.1, 1.4, 1.7]
    alone = {value: WhatIf(made, solved).ask(dial(value)) for value in values}
    assert len({alone[value].growth for value in values}) == len(values)
    whatif = WhatIf(made, solved)
    with ThreadPoolExecutor(8) as threads:
        asked = [(value, threads.submit(whatif.ask, dial(value), f"{value}/{n}")) for n in range(8) for value in values]
        for value, future in asked:
            assert future.result(LONG) == alone[value]
    assert not whatif.busy


def test_two_objects_at_once_do_not_disturb_each_other() -> None:
    one, other = random_prepared(22), random_prepared(33)
    alone = [WhatIf(made).ask(dial(1.3)) for made in (one, other)]
    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(WhatIf(made).ask, dial(1.3)) for made in (one, other) * 3]
        assert [future.result(LONG) for future in both] == alone * 3


def test_a_slider_that_is_dragged_solves_first_and_last(gate: Gate) -> None:
    """Five settings while the first is being solved: the first is stopped, three are never begun, the last answers."""
    whatif = WhatIf(prepared(**FIELDS), solve(prepared(**FIELDS)))
    with ThreadPoolExecutor(8) as threads:
        first = threads.submit(whatif.ask, dial(0.1), "anna")
        assert gate.come.wait(LONG)
        futures = [waiting(whatif, threads, value, "anna") for value in (0.2, 0.3, 0.4, 0.5)]
        for stale in futures[:-1]:
            with pytest.raises(Overtaken):
                stale.result(LONG)  # at once: nothing has been solved yet
        assert gate.solved == []
        gate.open.set()
        with pytest.raises(Overtaken):
            first.result(LONG)
        assert futures[-1].result(LONG).status == "optimal"
    assert gate.solved == [Decimal("0.5")]


def test_another_asker_keeps_its_question(gate: Gate) -> None:
    whatif = WhatIf(prepared(**FIELDS), solve(prepared(**FIELDS)))
    with ThreadPoolExecutor(8) as threads:
        futures = [waiting(whatif, threads, value, asker) for value, asker in ((0.1, "anna"), (0.2, "bram"))]
        assert whatif.busy
        gate.open.set()
        answers = [future.result(LONG) for future in futures]
    assert [answer.status for answer in answers] == ["optimal", "optimal"]
    assert answers[0].cells != answers[1].cells
    assert sorted(gate.solved) == [Decimal("0.1"), Decimal("0.2")]
    assert not whatif.busy


def test_a_remembered_answer_overtakes_too(gate: Gate) -> None:
    whatif = WhatIf(prepared(**FIELDS), solve(prepared(**FIELDS)))
    gate.open.set()
    known = whatif.ask(dial(0), "anna")
    gate.open.clear()
    with ThreadPoolExecutor(2) as threads:
        stale = waiting(whatif, threads, 0.7, "anna")
        assert whatif.ask(dial(0), "anna") is known
        gate.open.set()
        with pytest.raises(Overtaken):
            stale.result(LONG)


def test_the_programme_as_it_is_is_finished_for_the_newer_question(gate: Gate) -> None:
    """A newer question does not stop the stages of the programme itself, which it needs."""
    whatif = WhatIf(prepared(**FIELDS))
    with ThreadPoolExecutor(2) as threads:
        first = waiting(whatif, threads, 0.1, "anna")
        assert gate.come.wait(LONG)
        second = waiting(whatif, threads, 0.2, "anna")
        gate.open.set()
        with pytest.raises(Overtaken):
            first.result(LONG)
        assert second.result(LONG).status == "optimal"
    assert gate.solved == [Decimal(1), Decimal("0.2")]


def test_closing_stops_and_refuses(gate: Gate) -> None:
    whatif = WhatIf(prepared(**FIELDS), solve(prepared(**FIELDS)))
    with ThreadPoolExecutor(8) as threads:
        running = threads.submit(whatif.ask, dial(0.1), "anna")
        assert gate.come.wait(LONG)
        waits = waiting(whatif, threads, 0.2, "bram")
        whatif.close()
        with pytest.raises(Closed):
            waits.result(LONG)
        gate.open.set()
        with pytest.raises(Closed):
            running.result(LONG)
    assert gate.solved == []
    with pytest.raises(Closed):
        whatif.ask()


def test_recent_answers_are_remembered_and_old_ones_forgotten(gate: Gate) -> None:
    """The 17th pushes out the one that was asked longest ago, which is the second: the first was asked again."""
    gate.open.set()
    whatif = WhatIf(prepared(**FIELDS), solve(prepared(**FIELDS)))
    values = [step / 10 for step in range(MOST_ANSWERS + 1)]
    first = whatif.ask(dial(values[0]))
    for value in values[1:-1]:
        whatif.ask(dial(value))
    assert whatif.ask((SetDial(Decimal("0.00")),)) is first  # the same change
    whatif.ask(dial(values[-1]))
    gate.solved.clear()
    assert whatif.ask(dial(values[0])) is first
    whatif.ask(dial(values[2]))
    assert gate.solved == []
    whatif.ask(dial(values[1]))
    assert gate.solved == [Decimal("0.1")]
    assert len(whatif._answers) == MOST_ANSWERS


def test_a_question_that_fails_leaves_the_object_as_it_was() -> None:
    whatif = WhatIf(prepared(**FIELDS))
    before = whatif.ask(dial(0))
    for _ in range(2):
        with pytest.raises(InvalidDocument):
            whatif.ask((SetDial(9),))
    assert not whatif.busy
    assert whatif.ask(dial(0)) is before
    assert whatif.ask(dial(2)).status == "optimal"


# ---- the pool ----


class Clock:
    """Seconds, moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def named(name: str) -> Any:
    return prepared(**FIELDS, name=name)


def test_one_object_for_each_document() -> None:
    pool = WhatIfs()
    one = pool.of(named("een"))
    assert pool.of(named("een")) is one
    assert pool.of(named("twee")) is not one
    assert len(pool) == 2


def test_what_nobody_asks_is_closed() -> None:
    """Idle after 10 seconds, counted from the last answer; nothing happens until somebody uses the pool."""
    clock = Clock()
    pool = WhatIfs(idle=10, clock=clock)
    asked, forgotten = pool.of(named("een")), pool.of(named("twee"))
    clock.now = 9
    asked.ask(dial(0))
    clock.now = 18
    assert len(pool) == 2
    pool.sweep()
    assert len(pool) == 1
    with pytest.raises(Closed):
        forgotten.ask(dial(0))
    assert asked.ask(dial(1)).status == "optimal"
    clock.now = 28
    again = pool.of(named("twee"))
    assert again is not forgotten
    assert len(pool) == 1
    with pytest.raises(Closed):
        asked.ask(dial(0))


def test_one_that_answers_is_not_idle(gate: Gate) -> None:
    clock = Clock()
    pool = WhatIfs(idle=10, clock=clock)
    whatif = pool.of(named("een"), solve(named("een")))
    with ThreadPoolExecutor(1) as threads:
        future = waiting(whatif, threads, 0.1, "anna")
        assert gate.come.wait(LONG)
        clock.now = 100
        pool.sweep()
        assert len(pool) == 1
        gate.open.set()
        assert future.result(LONG).status == "optimal"
    clock.now = 109.9
    pool.sweep()
    assert len(pool) == 1
    clock.now = 110
    pool.sweep()
    assert len(pool) == 0


def test_beyond_the_most_the_longest_unused_is_closed_and_one_that_answers_last(gate: Gate) -> None:
    clock = Clock()
    pool = WhatIfs(most=2, clock=clock)
    busy = pool.of(named("een"), solve(named("een")))
    with ThreadPoolExecutor(1) as threads:
        future = waiting(busy, threads, 0.1, "anna")
        clock.now = 1
        second = pool.of(named("twee"))
        clock.now = 2
        pool.of(named("drie"))
        assert len(pool) == 2
        with pytest.raises(Closed):
            second.ask()
        gate.open.set()
        assert future.result(LONG).status == "optimal"
    pool.close()
    assert len(pool) == 0
    with pytest.raises(Closed):
        busy.ask(dial(0.1))
