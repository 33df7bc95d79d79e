"""Documents with something wrong in them: what was changed, which problem it gives, and where."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from planning.document import read
from planning.problems import InvalidDocument, Problem
from tests.builders import document, measure, stream, wijk


@dataclass(frozen=True)
class Case:
    """A document (fields of the smallest one, or text) that has one problem: `code` at `pointer`."""

    code: str
    pointer: str
    document: dict[str, Any] | str | bytes

    def text(self) -> str | bytes:
        return self.document if isinstance(self.document, str | bytes) else json.dumps(self.document)

    def __repr__(self) -> str:
        return f"{self.code} at {self.pointer or '(file)'}"


def case(code: str, pointer: str, **fields: Any) -> Case:
    """The smallest document with `fields` changed; a field that is None is left out."""
    changed = document(**fields)
    return Case(code, pointer, {key: value for key, value in changed.items() if value is not None})


def written(code: str, pointer: str, token: str, **fields: Any) -> Case:
    """As `case`, with a token written where a field says "@", which Python's JSON would not write."""
    return Case(code, pointer, json.dumps(document(**fields)).replace('"@"', token))


def office(identifier: str = "bureau", **fields: Any) -> dict[str, Any]:
    """A measure that serves no cell."""
    return {"id": identifier, "serves": "programme", **fields}


def les(**fields: Any) -> dict[str, Any]:
    """A measure "les" in the only cell."""
    return measure("les", ("a", "school"), **fields)


def rules(**fields: Any) -> dict[str, Any]:
    return {"rules": fields}


def problems_of(data: bytes | str) -> list[Problem]:
    """All problems of a programme document, in its order; none where `read` would give a programme."""
    try:
        read(data)
    except InvalidDocument as invalid:
        return invalid.problems
    return []


def placed(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.pointer, problem.code) for problem in problems]


ISOLATES = range(0x2066, 0x206A)
"""Characters that set a run of text apart from the direction of what is around it."""
UNSEEN_NAMES = (" ", "\u00a0\u2003", "\u200b", "\u200d \ufeff", "\u00ad", "\u3164", "\u2800", "\u2060")
"""Names that show nothing: spaces, joiners, a soft hyphen, fillers."""
FLOOR = {"wijk": "a", "domain": "school", "per_resident": 1}
DEEP = '{"a":' * 100_000

FILES = [
    Case("empty_file", "", ""),
    Case("empty_file", "", b"\xef\xbb\xbf \r\n"),
    Case("file_too_large", "", " " * 20_000_001),
    Case("too_many_values", "", "[" + "0," * 1_000_000 + "0]"),
    Case("too_many_values", "", '"' * 4_000_001),
    Case("too_deep", "", DEEP),
    Case("too_deep", "", "[" * 65 + "]" * 65),
    Case("not_utf8", "", '{"name": "Café"}'.encode("latin-1")),
    Case("not_utf8", "", '{"name": "Zuid"}'.encode("utf-16")),
    Case("invalid_json", "", '{"zaaiplan": 1,\n  "name": \'Zuid\'}'),
    Case("invalid_json", "", '{"zaaiplan": 1} {"zaaiplan": 1}'),
    Case("unfinished_json", "", '{"zaaiplan": 1, "name": "Zuid",'),
    Case("plan_as_programme", "", '{"zaaiplan_plan": 1, "spend": []}'),
    Case("not_a_document", "", "[]"),
    Case("not_a_document", "", '"zaaiplan"'),
    Case("not_a_document", "", "null"),
    Case("not_a_document", "", "true"),
    Case("not_a_document", "", "3.5"),
]

VALUES = [
    written("duplicate_key", "/streams/0/amounts/2027", '{"2027": 1, "2027": 2}', streams=[stream("s", amounts="@")]),
    written("duplicate_key", "/index", '{}, "index": {"default": 0}', index="@"),
    case("control_character", "/name", name="Zuid\x00"),
    case("control_character", "/wijken/0/name", wijken=[wijk("a", name="Noord\nOost")]),
    written("control_character", "/partners/0/name", r'"\ud800"', partners=[{"id": "gemeente", "name": "@"}]),
    case("control_character", "/name", name="Zuid\x85"),
    case("control_character", "/name", name="Zuid\u2028Noord"),
    *(case("direction_character", "/name", name=f"Zuid{chr(code)}Noord") for code in (*range(0x202A, 0x202F),)),
    *(case("direction_character", "/measures/0/indicator", measures=[les(indicator=chr(code))]) for code in ISOLATES),
    *(case("blank_name", "/wijken/0/name", wijken=[wijk("a", name=name)]) for name in UNSEEN_NAMES),
    case("blank_name", "/name", name=" "),
    case("control_character_in_key", "/wijken/0/need/\\u202e", wijken=[wijk("a", need={"\u202e": 1})]),
    case("control_character_in_key", r"/wijken/0/need/\u0000", wijken=[wijk("a", need={"\x00": 1})]),
    written("control_character_in_key", r"/\udfff", r'1, "\udfff": 1', years="@"),
    written("number_too_long", "/dial", "1e999999999", dial="@"),
    written("number_too_long", "/dial", "1e-999999999", dial="@"),
    written("number_too_long", "/round_to", "9" * 5000, round_to="@"),
    written("not_finite", "/dial", "NaN", dial="@"),
    written("not_finite", "/streams/0/opening", "-Infinity", streams=[stream("s", opening="@")]),
    case("wrong_version", "/zaaiplan", zaaiplan=2),
    case("wrong_version", "/zaaiplan", zaaiplan="1"),
    case("wrong_version", "/zaaiplan", zaaiplan=True),
    case("unknown_field", "/xyzzy", xyzzy=1),
    case("unknown_field", "/wijken/0/~0 ~1", wijken=[wijk("a", **{"~ /": 1})]),
    case("unknown_field", "/wijken/0/amounts", wijken=[wijk("a", amounts={})]),
    case("unknown_field", "/streams/0/residents", streams=[stream("s", residents=1)]),
    case("unknown_field", "/rules/floors/0/max_drop", **rules(floors=[FLOOR | {"max_drop": 1}])),
    case("unknown_field_near", "/wijken/0/bassline", wijken=[wijk("a", bassline={})]),
    case("unknown_field_near", "/rules/structural_cover/from_", **rules(structural_cover={"from_": 2028})),
    case("missing_field", "/name", name=None),
    case("missing_field", "/wijken/0/residents", wijken=[{"id": "a"}]),
    case("missing_field", "/measures/0/serves/0/domain", measures=[les(serves=[{"wijk": "a"}])]),
    case("not_text", "/wijken/0/name", wijken=[wijk("a", name=7)]),
    case("not_text", "/municipality", municipality=["GM0599"]),
    case("empty_text", "/name", name=""),
    case("text_too_long", "/name", name="x" * 301),
    case("bad_id", "/wijken/0/id", wijken=[wijk("wijk a")]),
    case("bad_id", "/wijken/0/need/sch ool", wijken=[wijk("a", need={"sch ool": 1})]),
    case("not_a_flag", "/measures/0/staff", measures=[les(staff="ja")]),
    case("not_a_flag", "/count_regular", count_regular=1),
    case("not_a_list", "/streams", streams={"id": "s"}),
    case("not_a_list", "/streams/0/domains", streams=[stream("s", domains="school")]),
    case("empty_list", "/wijken", wijken=[]),
    case("empty_list", "/streams/0/match/from_layers", streams=[stream("s", match={"from_layers": []})]),
    case("not_an_object", "/wijken/0", wijken=["a"]),
    case("not_an_object", "/index", index=0.02),
    case("not_an_object", "/streams/0/amounts", streams=[stream("s", amounts=[100])]),
    case("not_one_of", "/count", count="some"),
    case("not_one_of", "/measures/0/room", measures=[les(room="bewoners")]),
    case("bad_residents", "/wijken/0/residents", wijken=[wijk("a", residents=10.5)]),
    case("bad_residents", "/wijken/0/residents", wijken=[{"id": "a", "residents": None}]),
    case("bad_serves", "/measures/0/serves", measures=[les(serves="school")]),
    case("bad_serves", "/measures/0/serves", measures=[les(serves={"wijk": "a", "domain": "school"})]),
    case("empty_serves", "/measures/0/serves", measures=[les(serves=[])]),
    case("bad_objective", "/objective", objective="growth"),
    case("bad_objective", "/objective", objective=1),
    case("not_a_number", "/dial", dial="1,5"),
    case("not_a_number", "/streams/0/amounts/2027", streams=[stream("s", amounts={"2027": None})]),
    case("not_whole", "/years", years=2.5),
    case("not_whole", "/wijken/0/residents/2027", wijken=[wijk("a", residents={"2027": "veel"})]),
    case("not_a_year", "/start_year", start_year=27),
    case("not_a_year", "/start_year", start_year="2027"),
    case("not_a_year", "/measures/0/start_years/0", measures=[les(profile=[1], start_years=["2027"])]),
    case("not_a_year", "/streams/0/amounts/27", streams=[stream("s", amounts={"27": 1})]),
    case("negative_money", "/streams/0/amounts/2027", streams=[stream("s", -1)]),
    case("too_much_money", "/streams/0/opening", streams=[stream("s", opening=10**12 + 1)]),
    case("three_decimals", "/streams/0/amounts/2027", streams=[stream("s", 0.001)]),
    case("negative_number", "/wijken/0/residents", wijken=[wijk("a", -1)]),
    case("negative_number", "/wijken/0/residents/2027", wijken=[wijk("a", residents={"2027": -1})]),
    case("negative_number", "/domains/0/share", domains=[{"id": "school", "share": -0.5}]),
    case("negative_number", "/objective/benefit", objective={"benefit": -1}),
    case("out_of_range", "/dial", dial=4.5),
    case("out_of_range", "/index/default", index={"default": -0.6}),
    case("must_be_above", "/measures/0/serves/0/weight", measures=[les(serves=[
        {"wijk": "a", "domain": "school", "weight": 0}
    ])]),
    case("too_fine", "/steadiness", steadiness=1e-13),
    case("at_least", "/years", years=0),
    case("at_least", "/measures/0/min_years", measures=[les(min_years=0)]),
    case("at_most", "/years", years=31),
]  # fmt: skip
