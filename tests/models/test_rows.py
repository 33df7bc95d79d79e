"""A programme as rows: the round trip is the identity, and every table is used on the way."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from models.differences import Difference, applied, differences, undone
from models.rows import PARTS, programme_of, rows_of
from planning.document import digest, read
from planning.programme import Programme
from tests.builders import measure, programme, stream, wijk
from tests.planning.drawn import as_text, documents

FULL: dict[str, Any] = {
    "name": "Alles",
    "index": {"default": 0.02, "by_year": {"2028": 0.03}},
    "domains": [{"id": "school", "norm": 12.5}, {"id": "werk", "taakveld": "0.1"}],
    "wijken": [
        wijk("a", need={"school": 1.25}, focus=[{"domain": "werk", "reason": "achterstand"}], baseline={"werk": 7.01}),
        wijk("b") | {"residents": {"2027": 10, "2029": 12}},
    ],
    "indicators": [{"id": "i", "domain": "school", "values": {"a": -1.5}}],
    "streams": [
        stream("s", 0.01, domains=["werk", "school"], wijken=["b"], measures=["m"], carry_over={"share": 0.5}),
        stream("t", wijken=None, domains=[], match={"from_layers": ["state", "partner"], "ratio": 0.25}),
    ],
    "regular": [{"wijk": "a", "domain": "school", "per_year": 3}],
    "measures": [
        measure("m", ("a", "school"), profile=[3, 0, 1], start_years=[2028, 2027]),
        measure("n", ("b", "werk"), max_per_year=9, already_running=[2026], requires=[{"measure": "o", "lag": 1}]),
        measure("o", ("b", "school"), max_per_year=9, start_years=None),
        {"id": "bureau", "serves": "programme"},
    ],
    "commitments": [{"stream": "s", "measure": "m", "year": 2027, "amount": 0.01}],
    "rules": {
        "structural_cover": {"from": 2028},
        "persistence": {"max_drop": 0.1, "cells": "all"},
        "floors": [{"per_resident": 0.5}, {"wijk": "a", "domain": "werk", "per_resident": 1, "strength": "aim"}],
        "staff_capacity": {"school": {}, "werk": {"2027": 1.5}},
        "per_resident_ratio": {"max": 3},
    },
    "objective": {"coverage": 1, "benefit": 0.2},
}
"""A programme with a row in every table."""


def full(**fields: Any) -> Programme:
    return programme(**{**FULL, **fields})


def test_a_programme_with_everything_has_a_row_in_every_table() -> None:
    rows = rows_of(full())
    assert [table for table in PARTS if not rows[table]] == []
    assert programme_of(rows) == full()


def test_what_stands_in_the_rows() -> None:
    """Two amounts of a stream without any are none; residents by year are apart; nothing and no earmark differ."""
    rows = rows_of(full())
    assert rows["stream_amount"].keys() == {("s", 2027)}
    assert rows["wijk"]["b",]["residents"] is None
    assert rows["wijk_residents"] == {("b", 2027): {"residents": 10}, ("b", 2029): {"residents": 12}}
    stream_t = rows["stream"]["t",]
    assert (stream_t["all_wijken"], stream_t["all_domains"]) == (True, False)
    assert rows["measure_profile"][("m", 0)] == {"amount": 3}
    assert rows["rule"]["persistence",] == {"strength": "must", "figure": full().rules.persistence.max_drop} | {  # type: ignore[union-attr]
        "from_year": None,
        "cells": "all",
    }


@settings(max_examples=150)
@given(documents())
def test_the_round_trip_is_the_identity(values: dict[str, Any]) -> None:
    made = read(as_text(values))
    rows = rows_of(made)
    back = programme_of(rows)
    assert back == made
    assert digest(back) == digest(made)


def test_differences_make_the_one_of_the_other_and_back() -> None:
    old, new = rows_of(full()), rows_of(full(name="Anders", regular=[], commitments=[], dial=2))
    changes = differences(old, new)
    assert Difference("programme", (), {"name": "Alles", "dial": 1}, {"name": "Anders", "dial": 2}) in changes
    assert {change.table for change in changes} == {"programme", "regular", "commitment"}
    assert applied(old, changes) == new
    assert applied(new, undone(changes)) == old
    assert differences(old, old) == []


@settings(max_examples=40)
@given(documents(), documents())
def test_any_two_programmes_differ_by_their_differences(one: dict[str, Any], other: dict[str, Any]) -> None:
    old, new = rows_of(read(as_text(one))), rows_of(read(as_text(other)))
    changes = differences(old, new)
    assert programme_of(applied(old, changes)) == programme_of(new)
    assert programme_of(applied(new, undone(changes))) == programme_of(old)
