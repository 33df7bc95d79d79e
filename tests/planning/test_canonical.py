"""From a programme back to text, and its fingerprint."""

from __future__ import annotations

import copy
import hashlib
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.document import digest, dump, read
from planning.programme import Programme
from tests.builders import document, measure, programme, stream, wijk
from tests.planning.documents import office, problems_of
from tests.planning.drawn import as_text, documents, paths

RICH: dict[str, Any] = document(
    municipality="GM0599",
    wijken=[
        wijk("a", residents={"2027": 1000, "2028": 1010}, need={"school": 1.31}, baseline={"school": 5}),
        wijk("b", name="Wijk B", focus=[{"domain": "school", "factor": 2, "reason": "Hier begint het."}]),
    ],
    index={"default": 0.025, "by_year": {"2028": 0.03}},
    streams=[
        stream("s", 100, 100.5, carry_over={"share": 0.5, "until": 2028}, match={"ratio": 2, "scope": "wijk"}),
        stream("vrij", 10, wijken=["a", "b"], kind="incidental", certainty="expected"),
    ],
    measures=[
        measure("les", ("a", "school"), ("b", "school"), max_per_year=90, staff=True, fte_per_million=11),
        measure("taal", ("a", "school"), max_per_year=20, requires=[{"measure": "les", "lag": 1}], first_year=2028),
        office(benefit=1.5),
    ],
    commitments=[{"stream": "s", "measure": "les", "year": 2027, "amount": 3.25}],
    rules={
        "structural_cover": {"from": 2028},
        "floors": [{"wijk": "a", "per_resident": 2, "from": 2028}],
        "staff_capacity": {"school": {"2027": 160}},
        "persistence": {"max_drop": 0.2},
    },
    objective={"coverage": 1, "benefit": 0.2},
    round_to=10,
)


def read_back(document: Any) -> Programme:
    return read(as_text(document))


@given(documents())
@settings(max_examples=60, deadline=None)
def test_what_is_dumped_reads_back(drawn: dict[str, Any]) -> None:
    programme = read_back(drawn)
    again = read(dump(programme))
    assert again == programme
    assert dump(again) == dump(programme)
    assert digest(again) == digest(programme)


@given(documents(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_way_of_writing_does_not_change_the_digest(drawn: dict[str, Any], random: Any) -> None:
    def otherwise(node: Any) -> Any:
        if isinstance(node, dict):
            keys = list(node)
            random.shuffle(keys)
            return {key: otherwise(node[key]) for key in keys}
        if isinstance(node, list | tuple):
            return [otherwise(item) for item in node]
        if isinstance(node, int) and not isinstance(node, bool):
            return Decimal(f"{node}.00")
        return node

    assert digest(read(as_text(otherwise(drawn), indent=3))) == digest(read_back(drawn))


def test_spelled_out_defaults_do_not_change_the_digest() -> None:
    short = {key: value for key, value in document().items() if key not in ("domains", "steadiness")}
    long = json.loads(read(json.dumps(short)).model_dump_json(by_alias=True))
    assert long["need_method"] == "ratio"
    assert len(long["domains"]) == 6
    assert digest(read(json.dumps(long))) == digest(read(json.dumps(short)))


def test_the_digest_is_of_one_fixed_text() -> None:
    """A digest is kept with every plan, so its text may never change: pinned here, for the smallest document."""
    text = (
        '{"domains":[{"id":"school"}],"name":"Klein","partners":[{"id":"gemeente"},{"id":"rijk","layer":"state"},'
        '{"id":"corporatie","layer":"partner"}],"start_year":2027,"steadiness":0,"streams":[{"amounts":{"2027":100,'
        '"2028":100,"2029":100},"id":"gemeente","partner":"gemeente"}],"wijken":[{"id":"a","residents":1000}],'
        '"years":3,"zaaiplan":1}'
    )
    assert digest(programme()) == hashlib.sha256(text.encode()).hexdigest()


def changes() -> list[tuple[tuple[str | int, ...], Any]]:
    """Every value of the rich document with another value for it."""
    found = []
    for path in paths(RICH):
        node = RICH
        for step in path:
            node = node[step]  # type: ignore[index]
        if isinstance(node, bool):
            found.append((path, not node))
        elif isinstance(node, int | float):
            found += [(path, node + 1), (path, node / 2)]
        elif isinstance(node, str):
            found.append((path, node + "x"))
        elif isinstance(node, list) and path:
            found += [(path, node[::-1]), (path, node[:-1])]
    return found


def test_every_change_of_a_value_changes_the_digest() -> None:
    before = digest(read(json.dumps(RICH)))
    valid = 0
    for path, other in changes():
        changed = copy.deepcopy(RICH)
        node = changed
        for step in path[:-1]:
            node = node[step]  # type: ignore[index]
        if node[path[-1]] == other:  # type: ignore[index]
            continue
        node[path[-1]] = other  # type: ignore[index]
        text = json.dumps(changed)
        if not problems_of(text):
            valid += 1
            assert digest(read(text)) != before, path
    assert valid >= 40


@pytest.mark.parametrize("number", ["0.1234567890123456789", "0.3", "1e-12", "0.10", "1", "0"])
def test_every_digit_comes_back(number: str) -> None:
    text = json.dumps(document(steadiness="@")).replace('"@"', number)
    assert read(dump(read(text))).steadiness == Decimal(number)


def test_a_dump_is_for_people() -> None:
    assert dump(programme(domains=[{"id": "school", "name": "Café", "norm": 2.50}])).startswith(
        '{\n  "zaaiplan": 1,\n  "name": "Klein",\n  "start_year": 2027,\n  "years": 3,\n  "steadiness": 0,\n'
        '  "domains": [\n    {\n      "id": "school",\n      "name": "Café",\n      "norm": 2.5\n    }\n  ],\n'
    )
