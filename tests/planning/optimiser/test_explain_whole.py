"""Reasons where whole decisions were made: those of what is left with the decisions of the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planning.optimiser.explain import Explained, held, in_euros, reasons
from planning.optimiser.more import thousands_more
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
    assert found(given, "a") == {"/measures/0": -75_000, "/streams/1/wijken": -5_000}
    assert found(given, "b") == {"/streams/1/wijken": 5_000}
    assert "staat bij de redenen vast" in given.remarks()[-1].sentence
    anew = solve(
        held(
            given.given,
            next(r.piece for r in given.tried if r.piece.rule == "earmark").without(given.prepared.programme),
        )
    )
    assert round(in_euros(anew)["b", "school", 2027]) == 80_000


def chosen(**fields: Any) -> Solved:
    """An investment of 60,000 in a that is chosen for its benefit, of 100,000 that may go anywhere. Lines: 50,000."""
    measures = [
        measure("gebouw", ("a", "school"), name="Brede school", profile=[60_000], start_years=[2027], benefit=100_000),
        measure("m", ("a", "school")),
    ]
    wijken = [wijk("a", name="Noord"), wijk("b", name="Zuid")]
    mixed = {"objective": {"coverage": 1, "benefit": 1}, "steadiness": 0}
    return solve(prepared(years=1, wijken=wijken, streams=[stream("g", 100_000)], measures=measures, **mixed, **fields))


def test_an_investment_that_takes_the_money_is_a_reason() -> None:
    """With it a has 60,000 and b 40,000; without it both have 50,000: b gets 10,000 more, and a 10,000 less."""
    given = reasons(chosen(), ALL)
    assert found(given, "a") == {"/measures/0": -10_000}
    assert found(given, "b") == {"/measures/0": 10_000}
    assert given.sentences("b", "school")[1].replace("\u00a0", " ") == (
        "Zonder de keuze om investering «Brede school» in 2027 te starten zou Zuid daarvoor € 10.000 meer krijgen."
    )
    [_, row] = [replace(given, language="en").rows()[i] for i in range(2)]
    assert (row.wijk, row.rule, row.pointer, row.euros) == ("b", "investment", "/measures/0", 10_000)
    assert "Without the choice to start investment “Brede school” in 2027 Zuid would get" in row.sentence


def test_an_investment_that_is_committed_is_no_choice() -> None:
    """It must go ahead, so there is no plan without it: the commitment is the reason, and that it is left is said."""
    paid = [{"stream": "g", "measure": "gebouw", "year": 2027, "amount": 60_000}]
    given = reasons(chosen(commitments=paid), ALL)
    assert "/measures/0" not in found(given, "b")
    assert given.left == 1


def test_the_largest_investment_is_looked_at_first() -> None:
    """Of two choices with a small effort: that of 30,000 at b's cost, not that of 1,000."""
    measures = [
        measure("klein", ("a", "school"), profile=[1_000], benefit=100_000),
        measure("groot", ("a", "school"), profile=[70_000], benefit=100_000),
    ]
    mixed = {"objective": {"coverage": 1, "benefit": 1}, "steadiness": 0, "years": 1}
    town = prepared(wijken=[wijk("a"), wijk("b")], streams=[stream("g", 100_000)], measures=measures, **mixed)
    solved = solve(town)
    assert solved.decisions is not None
    assert len(solved.decisions.started) == 2
    investments = [row.piece for row in reasons(solved, 2).tried if row.piece.rule == "investment"]
    assert [piece.measure for piece in investments] == ["groot"]


def test_a_thousand_euros_more_with_what_is_decided() -> None:
    """It goes to b, from 5,000 to 6,000 of a line of 50,000: growth 50 · log(6/5) = 9,116 euros."""
    more = thousands_more(invested(), "g", [2027])[0]
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
    """Of random programmes with whole decisions every piece can be left out, and a cold solve says the same.

    Investments that are committed, or that others build on, cannot be left out alone.
    """
    moved = choices = 0
    for seed in range(0, 40, 3):
        given = solve(whole_prepared(seed))
        programme, before = given.model.figures.prepared.programme, in_euros(given)
        explained = reasons(given, ALL)
        assert given.decisions is not None
        assert explained.left <= len(given.decisions.started), seed
        for row in explained.tried[:4]:
            decisions = given.decisions
            if row.piece.rule == "investment":
                decisions = replace(
                    decisions, started=decisions.started - {(row.piece.measure, row.piece.values[1][1])}
                )
                choices += 1
            after = in_euros(solve(held(given, row.piece.without(programme)), decisions=decisions))
            for key, change in row.change.items():
                sure = 0.0015 * given.model.figures.prepared.line.line[key] / 100
                assert abs(change - (after[key] - before[key])) <= max(sure, 1), (seed, row.piece, key)
            moved += max(map(abs, row.change.values())) > 100
    assert moved >= 5
    assert choices >= 3
