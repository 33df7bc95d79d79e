"""Reasons where whole decisions were made: those of what is left with the decisions of the plan."""

from __future__ import annotations

from typing import Any

from planning.optimiser.explain import Explained, held, in_euros, reasons
from planning.optimiser.more import thousand_more
from planning.optimiser.solved import Solved, solve
from tests.builders import measure, prepared, stream, wijk
from tests.programmes.whole import whole_prepared

ALL = 1_000


def invested() -> Solved:
    """An investment of 90,000 in a, where beside it 20,000 can be done. Lines: 50,000 each.

    Of 100,000 the state's 95,000 is for a: the investment and 5,000 beside it, else 75,000 would lapse. b has 5,000.
    """
    measures: list[dict[str, Any]] = [
        measure("gebouw", ("a", "school"), profile=[90_000], start_years=[2027]),
        measure("m", ("a", "school"), max_per_year=20_000),
    ]
    streams = [stream("g", 5_000), stream("r", 95_000, wijken=["a"])]
    return solve(prepared(years=1, wijken=[wijk("a"), wijk("b")], streams=streams, measures=measures))


def found(given: Explained, wijk: str) -> dict[str, int]:
    return {reason.piece.pointer: reason.euros for reason in given.of(wijk, "school")}


def test_what_is_decided_stays() -> None:
    """Without the earmark the investment keeps its 90,000 and b gets the other 10,000.

    (If decisions were made anew the investment would be left out: 20,000 in a and 80,000 in b is more growth.)
    """
    given = reasons(invested(), ALL)
    assert found(given, "a") == {"/streams/1/wijken": -5_000}
    assert found(given, "b") == {"/streams/1/wijken": 5_000}
    assert "staat bij de redenen vast" in given.remarks()[-1].sentence
    anew = solve(
        held(
            given.given,
            next(r.piece for r in given.tried if r.piece.rule == "earmark").without(given.prepared.programme),
        )
    )
    assert round(in_euros(anew)["b", "school", 2027]) == 80_000


def test_a_thousand_euros_more_with_what_is_decided() -> None:
    """It goes to b, from 5,000 to 6,000 of a line of 50,000: growth 50 · log(6/5) = 9,116 euros."""
    more = thousand_more(invested(), "g", 2027)
    assert (more.gets, more.growth) == ({("a", "school"): 0, ("b", "school"): 1_000}, 9_116)


def test_a_minimum_that_is_on_stays_on() -> None:
    """ "les" in a asks at least 40,000 a year; 30,000 of the 60,000 is for b. Lines: 30,000.

    With it on, the free 30,000 falls short of the minimum: it stays off, a has no other measure, and b gets all.
    Without the earmark of b nothing is decided anew: b still gets all 60,000, so the earmark is no reason.
    """
    streams = [stream("g", 30_000), stream("r", 30_000, wijken=["b"])]
    lessons = [measure("les", ("a", "school"), min_per_year=40_000)]
    given = reasons(solve(prepared(years=1, wijken=[wijk("a"), wijk("b")], streams=streams, measures=lessons)), ALL)
    assert given.gap("a", "school") == 30_000
    assert found(given, "a") == {}


def test_without_a_piece_there_is_a_plan_of_the_same_decisions() -> None:
    """Of random programmes with whole decisions every piece can be left out, and a cold solve says the same."""
    moved = 0
    for seed in range(0, 40, 3):
        given = solve(whole_prepared(seed))
        programme, before = given.model.figures.prepared.programme, in_euros(given)
        explained = reasons(given, ALL)
        assert explained.left == 0, seed
        for row in explained.tried[:4]:
            after = in_euros(solve(held(given, row.piece.without(programme)), decisions=given.decisions))
            for key, change in row.change.items():
                sure = 0.0015 * given.model.figures.prepared.line.line[key] / 100
                assert abs(change - (after[key] - before[key])) <= max(sure, 1), (seed, row.piece, key)
            moved += max(map(abs, row.change.values())) > 100
    assert moved >= 5
