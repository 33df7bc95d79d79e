"""The pieces of a document: each has its place in it, and is alone in being gone."""

from __future__ import annotations

from typing import Any

from planning.pieces import changed, pieces
from planning.prepared import prepare
from tests.builders import measure, prepared, stream, wijk
from tests.programmes import random_prepared, random_programme

MAY_BE_LEFT_OUT = ("carry_over", "steadiness")
"""Fields at which a piece is, although the document may not have them."""


def at(document: Any, pointer: str) -> Any:
    """What is at a JSON pointer; for a field that may be left out, what holds it."""
    for part in pointer.split("/")[1:]:
        if isinstance(document, dict) and part not in document:
            assert part in MAY_BE_LEFT_OUT, pointer
            return document
        document = document[int(part) if isinstance(document, list) else part]
    return document


def test_every_piece_has_its_place_in_the_document() -> None:
    places = 0
    for seed in range(0, 200, 7):
        known = pieces(random_prepared(seed))
        assert len({(piece.rule, piece.pointer) for piece in known}) == len(known), seed
        for piece in known:
            assert at(random_programme(seed), piece.pointer) is not None
            places += 1
    assert places >= 150


def test_without_a_piece_the_document_is_another_and_has_it_no_more() -> None:
    for seed in range(0, 200, 7):
        given = random_prepared(seed)
        for piece in pieces(given):
            after = piece.without(given.programme)
            assert after != given.programme, (seed, piece)
            left = {(one.rule, one.pointer) for one in pieces(prepare(after))}
            gone = {(one.rule, one.pointer) for one in pieces(given)} - left
            numbered = piece.rule in ("floors", "commitments", "coherence")  # those after it move up
            beside = len(after.measures) > len(given.programme.measures)  # a maximum that a chain needs
            assert numbered or beside or (piece.rule, piece.pointer) in gone, (seed, piece)


def test_what_was_worked_out_is_worked_out_again() -> None:
    """A programme keeps which streams count; a changed one must not keep those of the old."""
    known = prepared(streams=[stream("g", 100, wijken=["a"])]).programme
    assert known.counted[0].wijken == ("a",)
    free = known.streams[0].model_copy(update={"wijken": None})
    assert changed(known, streams=(free,)).counted[0].wijken is None


def test_streams_that_do_not_count_are_no_pieces() -> None:
    hope = stream("hoop", 100, certainty="possible", wijken=["a"])
    assert {piece.stream for piece in pieces(prepared(streams=[stream("g", 100, 100, 100), hope]))} == {"g"}


def test_the_maximum_of_a_measure_that_builds_on_another_is_no_piece() -> None:
    chain = [
        measure("eerst", ("a", "school"), max_per_year=100),
        measure("verder", ("b", "school"), max_per_year=100, requires=[{"measure": "eerst"}]),
    ]
    known = prepared(wijken=[wijk("a"), wijk("b")], measures=chain)
    found = [piece.pointer for piece in pieces(known) if piece.measure is not None]
    assert found == ["/measures/0/max_per_year", "/measures/1/requires/0"]
