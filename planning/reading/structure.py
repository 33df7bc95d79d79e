"""From JSON values to models, and from what pydantic finds to problems in the words of planners."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from planning.problems import Problem
from planning.reading.place import Number, Path, Words, problem_at, value_at

Model = TypeVar("Model", bound=BaseModel)

CODES = {
    "missing": "missing_field",
    "extra_forbidden": "unknown_field",
    "string_type": "not_text",
    "string_too_short": "empty_text",
    "string_too_long": "text_too_long",
    "string_pattern_mismatch": "bad_id",
    "bool_type": "not_a_flag",
    "tuple_type": "not_a_list",
    "too_short": "empty_list",
    "dict_type": "not_an_object",
    "model_type": "not_an_object",
    "literal_error": "not_one_of",
    "greater_than_equal": "at_least",
    "less_than_equal": "at_most",
}
"""pydantic's kinds of error by our codes."""
OWN = {
    "not_a_number",
    "not_finite",
    "negative_number",
    "out_of_range",
    "negative_money",
    "too_much_money",
    "three_decimals",
    "not_a_year",
    "not_whole",
}
"""Codes that `planning.fields` gives itself."""
WRONG_KIND = {"dict_type", "model_type", "tuple_type", "literal_error", "not_whole"}
"""Errors that say that a value is of another branch of its union."""
UNIONS = {"residents": "bad_residents", "serves": "bad_serves", "objective": "bad_objective"}
"""Fields that take values of several kinds, with the code for one of no kind."""
VERSIONS = ("zaaiplan", "zaaiplan_plan")
MOST_ERRORS = 20_000
"""Errors that are looked at one by one."""
MOST_ITEMS = 500
"""Items of each list or object that are looked at where there are more errors than that."""

Finding = tuple[Path, str, Mapping[str, Any]]
"""Path, pydantic's type of error, and its context."""


def model_of(model: type[Model], raw: dict[str, Any]) -> tuple[Model | None, list[Problem]]:
    """The model of a document, or the problems of its structure: one for each place."""
    problems = list(_true_version(raw))
    try:
        read = model.model_validate(raw, by_alias=True, by_name=False)
    except ValidationError as error:
        return None, _once([*problems, *_problems(model, error, raw)])
    return (None, problems) if problems else (read, [])


def _problems(model: type[BaseModel], error: ValidationError, raw: dict[str, Any]) -> list[Problem]:
    if error.error_count() <= MOST_ERRORS:
        return [_problem(model, raw, *finding) for finding in _findings(error, raw)]
    return [*_of_heads(model, raw), Problem("", "more_problems")]


def _of_heads(model: type[BaseModel], raw: dict[str, Any]) -> list[Problem]:
    """The problems in the first items of each list: errors cannot be had one by one, and all are too many."""
    try:
        model.model_validate(_heads(raw), by_alias=True, by_name=False)
    except ValidationError as error:
        if error.error_count() <= MOST_ERRORS:
            findings = [finding for finding in _findings(error, raw) if not _is_cut_off(raw, finding)]
            return [_problem(model, raw, *finding) for finding in findings]
    return []


def _heads(value: Any) -> Any:
    """A document with the first items of its lists and objects only."""
    if isinstance(value, dict):
        return {key: _heads(value[key]) for key in islice(value, MOST_ITEMS)}
    return [_heads(item) for item in value[:MOST_ITEMS]] if isinstance(value, list) else value


def _is_cut_off(raw: dict[str, Any], finding: Finding) -> bool:
    """Whether a field is missing only because the document was cut."""
    path, kind, _ = finding
    return kind == "missing" and path[-1] in value_at(raw, path[:-1])


def _once(problems: list[Problem]) -> list[Problem]:
    first: dict[str, Problem] = {}
    for problem in problems:
        first.setdefault(problem.pointer, problem)
    return list(first.values())


def _findings(error: ValidationError, raw: dict[str, Any]) -> Iterator[Finding]:
    """The errors by place; of a union only those of the branch that was meant, or one for the union as a whole."""
    unions: dict[Path, list[tuple[Path, Mapping[str, Any]]]] = {}
    each: Mapping[str, Any]
    for each in error.errors(include_url=False, include_input=False):
        path, union = _path(each["loc"], raw, each["type"])
        if _is_artefact(each, path, raw):
            continue
        if union is None:
            yield path, each["type"], each.get("ctx", {})
        else:
            unions.setdefault(union, []).append((path, each))
    for union, found in unions.items():
        meant = [(path, each) for path, each in found if path != union or each["type"] not in WRONG_KIND]
        for path, each in meant:
            yield path, each["type"], each.get("ctx", {})
        if not meant:
            yield union, "union", {}


def _path(loc: tuple[str | int, ...], raw: Any, kind: str) -> tuple[Path, Path | None]:
    """The path that pydantic's `loc` names, and that of the union it lies in.

    In `loc` stand also the names of union branches, and "[key]" for a key: neither is in the document.
    """
    path: list[str | int] = []
    union: Path | None = None
    for position, step in enumerate(loc):
        last = position == len(loc) - 1
        inside = step in raw if isinstance(raw, dict) else isinstance(raw, list) and isinstance(step, int)
        if inside:
            raw = value_at(raw, (step,))
            path.append(step)
        elif last and kind == "missing":
            path.append(step)
        elif step != "[key]":
            union = tuple(path)
    return tuple(path), union


def _is_artefact(each: Mapping[str, Any], path: Path, raw: Any) -> bool:
    """pydantic calls a list too short when its items are wrong: then that is what is said."""
    return each["type"] == "too_short" and bool(value_at(raw, path))


def _problem(model: type[BaseModel], raw: dict[str, Any], path: Path, kind: str, context: Mapping[str, Any]) -> Problem:
    """The problem for one error of pydantic."""
    code = CODES.get(kind, kind if kind in OWN else "not_accepted")
    last = str(path[-1]) if path else ""
    if kind == "union":
        code = UNIONS.get(last, "not_accepted")
    elif code == "not_one_of" and last in VERSIONS:
        code = "wrong_version"
    elif code == "empty_list" and last == "serves":
        code = "empty_serves"
    if code == "unknown_field":
        return _unknown(model, raw, path)
    if code == "out_of_range":
        return _out_of_range(raw, path, context)
    return problem_at(raw, path, code, **_values(context))


def _values(context: Mapping[str, Any]) -> dict[str, Any]:
    """What a sentence names, from pydantic's context."""
    values: dict[str, Any] = {}
    if "max_length" in context:
        values["most"] = Number(context["max_length"])
    if "ge" in context:
        values["low"] = Number(context["ge"])
    if "le" in context:
        values["high"] = Number(context["le"])
    if "expected" in context:
        options = str(context["expected"]).replace("'", '"')
        values["options"] = Words(options.replace(" or ", " of "), options)
    return values


def _unknown(model: type[BaseModel], raw: dict[str, Any], path: Path) -> Problem:
    """A field that is not there, with the field of the same place that it looks like."""
    fields = [name for each in _models(model, path[:-1]) for name in _fields(each)]
    near = difflib.get_close_matches(str(path[-1])[:80], fields, 1)
    return problem_at(raw, path, "unknown_field_near", near=near[0]) if near else problem_at(raw, path, "unknown_field")


def _models(kind: Any, path: Path) -> Iterator[type[BaseModel]]:
    """The models that can stand at a path in a value of a kind (a model, or an annotation of a field)."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if not path:
            yield kind
        elif path[0] in _fields(kind):
            yield from _models(_fields(kind)[str(path[0])], path[1:])
    elif get_origin(kind) in (dict, tuple):
        yield from _models(get_args(kind)[get_origin(kind) is dict], path[1:]) if path else ()
    else:  # of a union any branch; of what is annotated the rest of its arguments are no models
        for each in get_args(kind):
            yield from _models(each, path)


@cache
def _fields(model: type[BaseModel]) -> dict[str, Any]:
    """Annotations of the fields of a model, by their names as documents write them."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _out_of_range(raw: dict[str, Any], path: Path, context: Mapping[str, Any]) -> Problem:
    """`planning.fields` says only that a number is out of range: here we say in which way."""
    low, high = Decimal(context["low"]), Decimal(context["high"])
    number = value_at(raw, path)
    code = "out_of_range"
    if number == low:
        code = "must_be_above"
    elif low < number < high:
        code = "too_fine"
    return problem_at(raw, path, code, low=Number(low), high=Number(high))


def _true_version(raw: dict[str, Any]) -> Iterator[Problem]:
    """`true` passes for 1 in pydantic."""
    for version in VERSIONS:
        if raw.get(version) is True:
            yield problem_at(raw, (version,), "wrong_version")
