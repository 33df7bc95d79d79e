"""Which pieces are tried first: an order by the duals of growth, for all cells or for those asked about."""

from __future__ import annotations

import pytest

from planning.optimiser.explain import reasons
from planning.optimiser.ranking import Ranking
from planning.optimiser.solved import Solved, solve
from planning.pieces import pieces
from planning.prepared import prepare
from tests.builders import measure, prepared, stream, wijk
from tests.programmes import random_programme, read

TRIED = range(4, 200, 14)


def capped() -> Solved:
    """Four equal wijken share 400,000. a can have 10,000 and b 60,000, so c and d get 165,000. Lines: 100,000."""
    few = [measure("kort", ("a", "school"), max_per_year=10_000), measure("lang", ("b", "school"), max_per_year=60_000)]
    wijken = [wijk(name) for name in "abcd"]
    return solve(prepared(years=1, wijken=wijken, streams=[stream("g", 400_000)], measures=few))


def tried(given: Solved, wijk: str | None) -> list[str]:
    """Pieces that are tried with an effort of one, where one wijk (or none in particular) is asked about."""
    cells = None if wijk is None else [(wijk, "school")]
    return [row.piece.pointer for row in reasons(given, 1, cells=cells).tried]


def test_the_piece_that_holds_back_most_is_first() -> None:
    """A euro more for a is worth 100/10 − 100/165, of b 100/60 − 100/165; times the maxima 94 and 64 (thousand)."""
    given = capped()
    assert tried(given, None) == ["/measures/0/max_per_year"]
    ranking = Ranking(given)
    after = given.model.figures.prepared
    guesses = {piece.pointer: ranking.guess(piece, after) for piece in pieces(after)}
    assert round(guesses["/measures/0/max_per_year"]) == 94
    assert round(guesses["/measures/1/max_per_year"]) == 64


def test_the_piece_of_the_wijk_that_is_asked_about_is_first() -> None:
    given = capped()
    assert tried(given, "b") == ["/measures/1/max_per_year"]
    assert tried(given, "a") == ["/measures/0/max_per_year"]


def test_money_that_may_not_pay_is_looked_at_although_its_row_says_nothing() -> None:
    """Structural cover is a row of 0 ≤ 0; it keeps 40,000 out of a, where that is worth 30/20 − 30/40 each."""
    streams = [stream("g", 20_000), stream("r", 40_000, kind="incidental")]
    rules = {"structural_cover": {"strength": "must"}}
    lasting = [measure("m", ("a", "school"))]
    given = solve(prepared(years=1, wijken=[wijk("a"), wijk("b")], streams=streams, measures=lasting, rules=rules))
    known = given.model.figures.prepared
    piece = next(one for one in pieces(known) if one.rule == "structural_cover")
    assert Ranking(given).guess(piece, known) == pytest.approx(40 * (30 / 20 - 30 / 40), rel=0.01)


def test_the_order_finds_most_of_what_moves() -> None:
    """On random programmes the first four pieces tell, on average over cells, four fifths of the largest reason."""
    parts = []
    for seed in TRIED:
        everything = reasons(solve(prepare(read(random_programme(seed)))), 1_000)
        first = [row.piece for row in everything.tried[:4]]
        for cell in everything.given.model.figures.cells:
            rows = everything.of(*cell)
            if rows:
                early = max((abs(row.euros) for row in rows if row.piece in first), default=0)
                parts.append(early / abs(rows[0].euros))
    assert len(parts) >= 50
    assert sum(parts) / len(parts) > 0.8
