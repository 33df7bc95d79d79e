"""From the bytes of a file to JSON values, refusing what no document can be before much time is spent on it.

Numbers become int or Decimal, never float; 1.0 is 1. What is wrong with single values is listed, not raised.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from planning.problems import InvalidDocument, Problem
from planning.reading.place import STEERING, Number, Path, Unusable, Words, blank, printable, problem_at, shown

LARGEST, LARGEST_PLAN = 20_000_000, 200_000_000
"""Bytes of a programme document and of a plan document: the country's programme takes 2 MB, its plan 80."""
DEEPEST = 64
"""Levels of lists and objects in each other."""
MOST_VALUES, MOST_PLAN_VALUES = 1_000_000, 10_000_000
"""Values in a document: each may turn out to be a problem, and problems take memory."""
MOST_PROBLEMS = 1_000
"""Problems that are listed; what comes after them is counted or left for the next reading."""
PROGRAMME, PLAN = Words("een programma", "A programme"), Words("een plan", "A plan")
"""What a file should hold, where a sentence speaks of it."""
LONGEST_NUMBER = 40
"""Characters of a number."""
LARGEST_EXPONENT = 30

WRAPPED = {"reason", "indicator", "sentence"}
"""Texts that may run over several lines."""
YEARS = {
    "already_running",
    "first_year",
    "from",
    "last_year",
    "price_base_year",
    "start",
    "start_year",
    "start_years",
    "until",
    "year",
}
"""Fields that hold a year as a value: a number, never text. (A key is always text.)"""

# Possessive, so that a long or unfinished text costs no backtracking.
TEXTS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
OUTSIDE = bytes(set(range(256)) - set(b"[]{}"))
LONG_DIGITS = re.compile(rb"[0-9]{19}")


@dataclass
class Content:
    """A document as JSON values, and the problems that its text alone shows.

    `spoilt` are the paths of values that cannot be read as what they are. `readable` is False where keys cannot be
    read, or too much cannot: then nothing more is said about it.
    """

    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    spoilt: set[Path] = field(default_factory=set)
    readable: bool = True


def content(
    data: bytes | str, largest: int = LARGEST, most_values: int = MOST_VALUES, asked: Words = PROGRAMME
) -> Content:
    """The JSON object in `data`, of at most `largest` bytes and `most_values` values; `asked` is what it should be.

    Raises:
        InvalidDocument: with one problem, where the file as a whole cannot be read.
    """
    if len(data) > largest:
        _refuse("file_too_large", most=Number(largest // 1_000_000))
    encoded = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    _refuse_by_shape(encoded, most_values)
    text = (data if isinstance(data, str) else _decoded(data)).removeprefix("\ufeff")
    if not text.strip():
        _refuse("empty_file")
    double: dict[int, _Double] = {}
    values = _parsed(text, double, any_size=LONG_DIGITS.search(encoded) is not None)
    if not isinstance(values, dict):
        raise InvalidDocument([Problem("", "not_a_document", {"asked": asked, "found": _kind(values)}, shown(values))])
    read = Content(values)
    for path, node in _nodes(values, ()):
        _inspect(read, path, node, double)
        if len(read.problems) > MOST_PROBLEMS:
            read.readable = False
            break
    return read


def _kind(value: Any) -> Words:
    """What a file holds that holds no object."""
    if value is None:
        return Words("null, dus niets", "null, so nothing")
    if isinstance(value, list):
        return Words("een lijst", "a list")
    if isinstance(value, bool):
        return Words("ja of nee (true of false)", "yes or no (true or false)")
    return Words("een tekst", "a text") if isinstance(value, str) else Words("een getal", "a number")


def _refuse(code: str, **values: Any) -> None:
    raise InvalidDocument([Problem("", code, values)])


def _refuse_by_shape(encoded: bytes, most_values: int) -> None:
    """Refuse too many values or too many levels, seen from quotes, brackets and commas alone."""
    many = encoded.count(b'"') > 4 * most_values  # a key and a text for each
    bare = b"" if many else TEXTS.sub(b"", encoded)
    if many or bare.count(b",") >= most_values:
        _refuse("too_many_values", most=Number(most_values))
    brackets = bare.translate(None, OUTSIDE)
    for _ in range(DEEPEST):  # each round takes away the innermost level
        inner = brackets.replace(b"[]", b"").replace(b"{}", b"")
        if len(inner) == len(brackets):
            break
        brackets = inner
    # What opens now opens before anything closes, or closes wrongly, where the parser stops.
    opening = len(brackets) - len(brackets.lstrip(b"[{"))
    if opening > DEEPEST or b"[]" in brackets or b"{}" in brackets:
        _refuse("too_deep", most=DEEPEST)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidDocument([Problem("", "not_utf8", {"byte": Number(error.start + 1)})]) from None


@dataclass
class _Double:
    """An object in which keys stand more than once, with what stands there each time."""

    node: dict[str, Any]  # kept, so that its identity stays its own
    seen: dict[str, list[Any]]


def _parsed(text: str, double: dict[int, _Double], any_size: bool) -> Any:
    """The JSON value of `text`; objects with keys that stand twice are put in `double`, by identity."""

    def one_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        node = dict(pairs)
        if len(node) < len(pairs):
            seen: dict[str, list[Any]] = {}
            for key, value in pairs:
                seen.setdefault(key, []).append(value)
            double[id(node)] = _Double(node, {key: each for key, each in seen.items() if len(each) > 1})
        return node

    try:
        return json.loads(
            text,
            object_pairs_hook=one_object,
            parse_float=_number,
            parse_int=_number if any_size else None,
            parse_constant=lambda constant: Unusable(constant, "not_finite"),
        )
    except json.JSONDecodeError as error:
        code = "invalid_json" if text[error.pos :].strip() else "unfinished_json"
        values = {"line": error.lineno, "column": error.colno, "near": shown(text[error.pos : error.pos + 20])}
        raise InvalidDocument([Problem("", code, values)]) from None


def _number(text: str) -> int | Decimal | Unusable:
    """A number, exactly; `Unusable` where it is longer or larger than any figure, however it is written."""
    if len(text) > LONGEST_NUMBER:
        return Unusable(text, "number_too_long")
    exponent = text.lower().partition("e")[2]
    if exponent and abs(int(exponent)) > LARGEST_EXPONENT:
        return Unusable(text, "number_too_long")
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else number


def _nodes(node: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Every value of a document with its path, in document order; the parser has bounded the depth."""
    yield path, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _nodes(value, (*path, key))
    elif isinstance(node, list):
        for position, value in enumerate(node):
            yield from _nodes(value, (*path, position))


def _inspect(read: Content, path: Path, node: Any, double: dict[int, _Double]) -> None:
    """Add the problems of one value to `read`."""
    if isinstance(node, Unusable):
        _spoil(read, path, node.code)
    elif isinstance(node, str):
        code = _wrong_text(node, path)
        if code is not None:
            _spoil(read, path, code)
    elif isinstance(node, dict):
        for key in node:
            if not (key.isprintable() or _legible(key, ())):
                _spoil(read, (*path, key), "control_character_in_key")
                read.readable = False
        if id(node) in double:
            for key, each in double[id(node)].seen.items():
                found = problem_at(read.values, (*path, key), "duplicate_key", key=shown(key), count=len(each))
                read.problems.append(Problem(found.pointer, found.code, found.values, shown(each)))


def _wrong_text(text: str, path: Path) -> str | None:
    """Code of what is wrong with a text at a path; None where nothing is."""
    if not (text.isprintable() or _legible(text, path)):
        return "control_character" if STEERING.isdisjoint(text) else "direction_character"
    if text and path[-1:] == ("name",) and blank(text):
        return "blank_name"
    return "not_a_year" if _field(path) in YEARS else None


def _spoil(read: Content, path: Path, code: str) -> None:
    read.problems.append(problem_at(read.values, path, code))
    read.spoilt.add(path)


def _field(path: Path) -> str | int:
    """Name of the field that a value, or the list it stands in, belongs to."""
    named = [step for step in path[-2:] if isinstance(step, str)]
    return named[-1] if named else ""


def _legible(text: str, path: Path) -> bool:
    """Whether every character can stand in the text; line breaks only where a text may run over lines."""
    breaks = "\n\r\t" if path and path[-1] in WRAPPED else ""
    return all(printable(character) or character in breaks for character in text)
