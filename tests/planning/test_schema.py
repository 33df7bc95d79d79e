"""The published schema says what the reader takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from planning.document import schema
from tests.planning.disagreements import DISAGREEMENTS
from tests.planning.documents import VALUES, Case, problems_of
from tests.planning.drawn import as_text, documents

SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))

BEYOND = {
    "blank_name",
    "control_character",
    "control_character_in_key",
    "direction_character",
    "duplicate_key",
    "not_finite",
    "number_too_long",
    "three_decimals",
    "too_fine",
}
"""What a schema cannot say, or what is no JSON to begin with."""


def fields() -> list[tuple[str, dict[str, Any]]]:
    parts = {"Programme": SCHEMA, **SCHEMA["$defs"]}
    return [(f"{part}.{name}", node) for part, held in parts.items() for name, node in held["properties"].items()]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["title"] == "Zaaiplan programme document"
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@pytest.mark.parametrize(("name", "node"), fields())
def test_every_field_is_described_and_has_its_default(name: str, node: dict[str, Any]) -> None:
    assert len(node["description"]) > 8, f"give {name} a description in its model"
    part, field = name.split(".", 1)
    owner = SCHEMA if part == "Programme" else SCHEMA["$defs"][part]
    assert ("default" in node) != (field in owner.get("required", []))
    if "default" in node:
        held = {**node, "$defs": SCHEMA["$defs"]}
        assert Draft202012Validator(held).is_valid(node["default"])


def test_defaults_are_the_numbers_that_are_used() -> None:
    top = SCHEMA["properties"]
    assert (top["dial"]["default"], top["steadiness"]["default"], top["years"]["default"]) == (1, 0.02, 10)
    assert (top["years"]["minimum"], top["years"]["maximum"]) == (1, 30)
    assert top["steadiness"]["description"].endswith("Default: 0.02.")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_are_valid(path: Path) -> None:
    VALIDATOR.validate(json.loads(path.read_text(encoding="utf-8")))


@given(documents())
@settings(max_examples=40, deadline=None)
def test_what_the_reader_takes_is_valid(drawn: dict[str, Any]) -> None:
    text = as_text(drawn)
    assert problems_of(text) == []
    VALIDATOR.validate(json.loads(text))


@pytest.mark.parametrize("found", [each for each in VALUES if each.code not in BEYOND], ids=repr)
def test_what_the_reader_refuses_is_not_valid(found: Case) -> None:
    assert not VALIDATOR.is_valid(json.loads(found.text()))


@pytest.mark.parametrize("found", DISAGREEMENTS, ids=repr)
def test_references_are_beyond_a_schema(found: Case) -> None:
    if found.code != "plan_without_figures":
        VALIDATOR.validate(json.loads(found.text()))
