"""Whatever is handed over: problems or a programme, never a traceback."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.document import digest, dump, read
from planning.problems import InvalidDocument
from tests.planning.documents import problems_of
from tests.planning.drawn import as_text, documents, junk, paths
from tests.planning.test_canonical import RICH


def check(text: str | bytes) -> bool:
    """Whether `text` is a valid document; if not, every problem can be said and points into it."""
    problems = problems_of(text)
    for problem in problems:
        for language in ("nl", "en"):
            problem.sentence(language).encode()
            problem.expected(language).encode()
        problem.pointer.encode()
        json.dumps(problem.found, default=str).encode()
        assert problem.pointer == "" or problem.pointer.startswith("/")
    if not problems:
        programme = read(text)
        assert digest(read(dump(programme))) == digest(programme)
    return not problems


@given(st.binary(max_size=60) | st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_bytes(data: bytes | str) -> None:
    assert not check(data)


@given(junk)
@settings(max_examples=100, deadline=None)
def test_any_json(value: Any) -> None:
    assert not check(json.dumps(value))


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_valid_document_with_junk_in_it(data: st.DataObject) -> None:
    changed = copy.deepcopy(RICH)
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(paths(changed)[1:]))
        node: Any = changed
        for step in path[:-1]:
            node = node[step]
        action = data.draw(st.sampled_from(["replace", "remove", "add"]))
        if action == "replace":
            node[path[-1]] = data.draw(junk)
        elif action == "remove":
            del node[path[-1]]
        elif isinstance(node, list):
            node.append(data.draw(junk))
        else:
            node[data.draw(st.text(max_size=4))] = data.draw(junk)
        if len(changed) == 0:
            break
    check(json.dumps(changed))


@given(documents(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_text_that_is_cut_or_changed(drawn: dict[str, Any], data: st.DataObject) -> None:
    text = as_text(drawn)
    at = data.draw(st.integers(0, len(text) - 1))
    check(text[:at])
    check(text[:at] + data.draw(st.sampled_from('{}[]",:0-9e.\\\x00\ud800é')) + text[at + 1 :])


def test_problems_are_those_that_reading_raises() -> None:
    assert problems_of(json.dumps(RICH)) == []
    with pytest.raises(InvalidDocument) as raised:
        read("{}")
    assert raised.value.problems == problems_of("{}") != []
