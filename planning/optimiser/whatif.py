"""What if: the figures of a programme in which a little is changed, quickly enough for a slider.

`WhatIf` remembers where the stages of its programme ended, and answers each question from there (`solved.solve` with
a start), or as a market where that is exact. So an answer depends on the programme and the question alone, not on what
was asked before. An answer is a `Preview`: what cells get, not who pays it. Every question has a HiGHS of its own,
which no other thread sees; questions to one object are answered one at a time, and one that was overtaken by a newer
question of the same asker is dropped.

Whole decisions are searched for once. Answers keep them as they are in the plan, and say so.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from decimal import Decimal
from threading import Condition

from planning.changes import Change, DropFloor, SetFloor, changed
from planning.optimiser.engine import NoPlan, Status
from planning.optimiser.market import MarketView, applies, market
from planning.optimiser.planner import MARKET_GAP, MOST_CELLS, NotSolved
from planning.optimiser.preview import Preview, of_market, of_solved
from planning.optimiser.search import Search
from planning.optimiser.solved import Solved, solve
from planning.prepared import Prepared, prepare
from planning.problems import Problem

Question = tuple[Change, ...]
NEAR = 0.005
"""Half a percentage point of coverage: what an answer that is called optimal is right to."""
FINEST = 0.002
"""Last step of the grid, a fraction of coverage."""
MOST_ANSWERS = 16
"""Answers that an object remembers; one of twenty wijken is about half a megabyte."""


class Overtaken(Exception):  # noqa: N818 - it says what became of the question
    """The same asker has asked something newer, so there is no answer to this question."""


class Closed(Exception):  # noqa: N818 - it says what became of the object
    """The object was closed, because nobody used it or memory was needed: make a new one and ask again."""


class WhatIf:
    """Answers questions about one programme; safe to use from several threads."""

    def __init__(
        self,
        prepared: Prepared,
        solved: Solved | None = None,
        limit: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """For a programme, with the stages of its plan where they have run (else they run at the first question).

        Args:
            prepared: the programme as it is.
            solved: its stages, as `planner.planned` gives them.
            limit: seconds after which solving for one question stops.
            clock: what time it is for `used`, in seconds.

        """
        self.prepared, self.limit, self._clock = prepared, limit, clock
        self.used = clock()
        """When it was last asked something, or last answered."""
        self._as_it_is, self._ready = solved, solved is not None
        self._turn = Condition()
        self._busy = self._closed = False
        self._newest: dict[Hashable, object] = {}
        self._answers: OrderedDict[Question, Preview] = OrderedDict()

    @property
    def busy(self) -> bool:
        """Whether a question is being answered or waits."""
        with self._turn:
            return bool(self._newest)

    def touch(self) -> None:
        """Somebody is about to ask."""
        with self._turn:
            self.used = self._clock()

    def ask(self, changes: Sequence[Change] = (), asker: Hashable = None) -> Preview:
        """What the programme comes to with these changes; without any, as it is.

        Args:
            changes: made one after the other.
            asker: whose question this is: it takes the place of an earlier one of theirs that has no answer yet.

        Raises:
            InvalidDocument: when a change names nothing in the programme, or makes a document that is not valid.
            Overtaken: when the asker asked something newer meanwhile.
            Closed: when the object is, or was meanwhile.
            NotSolved: when the solver failed, which says nothing about the programme.
        """
        question, ticket = tuple(changes), object()
        known = self._arrive(question, asker, ticket)
        if known is not None:
            return known
        try:
            known = self._wait(question, asker, ticket)
            return known if known is not None else self._answered(question, asker, ticket)
        finally:
            with self._turn:
                self.used = self._clock()
                if self._newest.get(asker) is ticket:
                    del self._newest[asker]

    def close(self) -> None:
        """Forget everything. What is being solved stops at its next stage; what waits or comes later is refused."""
        with self._turn:
            self._closed = True
            self._as_it_is, self._ready = None, False
            self._answers.clear()
            self._turn.notify_all()

    # ---- turns ----

    def _arrive(self, question: Question, asker: Hashable, ticket: object) -> Preview | None:
        """The answer where it is remembered; else the question is the newest of its asker."""
        with self._turn:
            self.used = self._clock()
            self._refuse_when_closed()
            known = self._remembered(question)
            if known is not None:
                self._newest.pop(asker, None)  # what this asker waited for is overtaken
            else:
                self._newest[asker] = ticket
            self._turn.notify_all()
            return known

    def _wait(self, question: Question, asker: Hashable, ticket: object) -> Preview | None:
        """Wait for the turn of a question, and take it unless it was answered meanwhile."""
        with self._turn:
            self._turn.wait_for(lambda: not self._busy or self._closed or self._newest.get(asker) is not ticket)
            self._go_on(asker, ticket)
            known = self._remembered(question)
            self._busy = known is None
            return known

    def _answered(self, question: Question, asker: Hashable, ticket: object) -> Preview:
        def stale() -> bool:
            with self._turn:
                return self._closed or self._newest.get(asker) is not ticket

        try:
            found = self._answer(question, stale)
            with self._turn:
                self._go_on(asker, ticket)
                if found.status != "stopped":
                    self._answers[question] = found
                    while len(self._answers) > MOST_ANSWERS:
                        self._answers.popitem(last=False)
            return found
        finally:
            with self._turn:
                self._busy = False
                self._turn.notify_all()

    def _go_on(self, asker: Hashable, ticket: object) -> None:
        self._refuse_when_closed()
        if self._newest.get(asker) is not ticket:
            raise Overtaken

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise Closed

    def _remembered(self, question: Question) -> Preview | None:
        if question in self._answers:
            self._answers.move_to_end(question)
        return self._answers.get(question)

    # ---- answers: of one thread at a time ----

    def _answer(self, question: Question, stale: Callable[[], bool]) -> Preview:
        programme = self.prepared.programme
        prepared = prepare(changed(programme, question)) if question else self.prepared
        deadline = None if self.limit is None else time.monotonic() + self.limit
        try:
            return _as_market(prepared, deadline) or self._by_stages(prepared, question, stale, deadline)
        except NoPlan as none:
            if none.status is Status.STOPPED:
                return Preview("stopped")
            if none.status is not Status.INFEASIBLE:
                raise NotSolved from none
            return Preview("infeasible", self._held() if question else ())

    def _by_stages(
        self, prepared: Prepared, question: Question, stale: Callable[[], bool], deadline: float | None
    ) -> Preview:
        as_it_is = self._own(deadline)
        if not question and as_it_is is not None:
            return of_solved(prepared, as_it_is, _proof(as_it_is))
        search = Search(stop=stale)
        if as_it_is is None:
            found = solve(prepared, deadline, search=search)
            return of_solved(prepared, found, _proof(found))
        alike, gentle = prepared, _with_dropped_floors_at_0(question)
        if gentle != question:
            alike = prepare(changed(self.prepared.programme, gentle))
        warm = solve(
            alike,
            deadline,
            start=as_it_is.outcome.start,
            finest=FINEST,
            money_only=True,
            decisions=as_it_is.decisions,
            search=search,
        )
        return of_solved(prepared, warm, self._held())

    def _held(self) -> tuple[Problem, ...]:
        """That an answer keeps the whole decisions of the plan, where there are any."""
        held = self._as_it_is is not None and self._as_it_is.decisions is not None
        return (Problem("/measures", "whatif.held"),) if held else ()

    def _own(self, deadline: float | None) -> Solved | None:
        """The stages of the programme as it is, run once; None where its musts clash, which a change may mend.

        A newer question does not stop them: it needs them too.
        """

        def closed() -> bool:
            with self._turn:
                return self._closed

        if not self._ready:
            try:
                found: Solved | None = solve(self.prepared, deadline, search=Search(stop=closed))
            except NoPlan as none:
                if none.status is not Status.INFEASIBLE:
                    raise
                found = None
            if found is not None and not found.outcome.ended:
                raise NoPlan(Status.STOPPED)  # time was up: it is tried again when somebody asks
            with self._turn:
                self._refuse_when_closed()
                self._as_it_is, self._ready = found, True
        return self._as_it_is


def _proof(solved: Solved) -> tuple[Problem, ...]:
    """Why stages that searched for whole decisions themselves may not have found the best."""
    return () if solved.proven else (Problem("/measures", "whatif.gap"),)


def _with_dropped_floors_at_0(question: Question) -> Question:
    """The same changes with floors of 0 for those that go: nothing else, and the linear programme keeps its rows."""
    return tuple(SetFloor(each.number, Decimal(0)) if isinstance(each, DropFloor) else each for each in question)


def _as_market(prepared: Prepared, deadline: float | None) -> Preview | None:
    """The answer of the market view, where it is exact or the linear programme would take minutes."""
    programme = prepared.programme
    large = len(programme.wijken) * len(programme.domains) * programme.years > MOST_CELLS
    left_out = tuple(applies(prepared))
    if left_out and not large:
        return None
    view = market(prepared, MARKET_GAP, deadline)
    if deadline is not None and time.monotonic() >= deadline and view.within > NEAR:
        raise NoPlan(Status.STOPPED)
    if view.within > NEAR and not large:
        return None
    return of_market(prepared, view, _reservations(view))


def _reservations(view: MarketView) -> tuple[Problem, ...]:
    """Why a market view may not be the programme's own optimum."""
    if view.left_out or view.within <= NEAR:
        return view.left_out
    return (Problem("", "whatif.market"),)
