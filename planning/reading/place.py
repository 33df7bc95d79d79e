"""Where something stands in a document, for machines (a JSON pointer) and for people, and what stands there."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from planning.messages import Language
from planning.messages.documents import DOCUMENT, FIELD, ITEM, NUMBERED, PARTS
from planning.messages.wording import RULE_NAMES, marked, rule_name
from planning.problems import Problem

Path = tuple[str | int, ...]
"""Keys and list positions from the top of a document: ("streams", 0, "amounts", "2027")."""

LONGEST_SHOWN = 60
"""Characters of a value that a sentence shows."""
LONGEST_ID = 30
"""Characters of an id for which the name beside it makes room."""
STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that are not seen and turn the direction of reading (Unicode Standard Annex 9): what is read is not what
is written."""
UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Characters that are letters, marks or symbols to Unicode, and show nothing."""
MOST_SHOWN = 4
"""Items of a list or object that are shown."""
BARRED = ("Cc", "Cs", "Zl", "Zp")
"""Unicode categories of characters that no text may hold."""
LONGEST_STEP = 200
"""Characters of a key in a pointer; longer than any key that a document can hold."""


@dataclass(frozen=True)
class Unusable:
    """Stands in for a number that JSON text can write but a document cannot hold."""

    text: str
    code: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Words:
    """A few words in Dutch and English."""

    nl: str
    en: str

    def spoken(self, language: Language) -> str:
        """The words."""
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True)
class Number:
    """A number, as it is written in the language: 1.000,5 or 1,000.5."""

    value: Decimal | int

    def spoken(self, language: Language) -> str:
        """The number."""
        return marked(f"{self.value:,}", language)


@dataclass(frozen=True)
class Place:
    """A place in words: "Geldstroom «Gemeente (g)», amounts 2027". `label` is what the item it is in is called."""

    path: Path
    label: str | None = None

    def spoken(self, language: Language) -> str:
        """The place."""
        which = 0 if language == "nl" else 1
        if not self.path:
            return DOCUMENT[which]
        first, rest = str(self.path[0]), self.path[1:]
        if first not in PARTS or not rest:
            head = FIELD[which].format(clean(first))
        elif self.label is not None:
            name = (
                f"{rule_name(self.label, language)} ({self.label})"
                if first == "rules" and self.label in RULE_NAMES
                else self.label
            )
            head, rest = ITEM[which].format(PARTS[first][which], clean(name)), rest[1:]
        elif isinstance(rest[0], int):
            head, rest = NUMBERED[which].format(PARTS[first][which], rest[0] + 1), rest[1:]
        else:
            head = PARTS[first][which]
        steps = [NUMBERED[which].format("", step + 1).strip() if isinstance(step, int) else step for step in rest]
        return ", ".join([head, *([clean(" ".join(steps))] if steps else [])])


def place(raw: Any, path: Path) -> Place:
    """The place of `path` in `raw`, with the name and id of the item where it has them."""
    label: Any = None
    if len(path) > 1 and isinstance(path[1], int):
        item = value_at(raw, path[:2])
        label = called(item) if isinstance(item, dict) else None
    elif len(path) > 1 and path[0] == "rules":
        label = path[1]
    return Place(path, label if isinstance(label, str) and label else None)


def called(item: Mapping[str, Any]) -> str | None:
    """What an item is called in a sentence: "Regio Deal (rd)"; its id where it has no name; None where neither."""
    identifier, name = (value if isinstance(value := item.get(key), str) else "" for key in ("id", "name"))
    if not (name and identifier) or name == identifier:
        return name or identifier or None
    room = LONGEST_SHOWN - len(" ()") - min(len(identifier), LONGEST_ID)
    short = name if len(name) <= room else f"{name[: room - 1]}…"
    return f"{short} ({identifier})"


def problem_at(raw: Any, path: Path, code: str, **values: Any) -> Problem:
    """The problem `code` at `path` of a document, with the place and what was found there."""
    found = shown(value_at(raw, path))
    return Problem(pointer(path), code, {"place": place(raw, path), "value": _as_written(found), **values}, found)


def pointer(path: Path) -> str:
    """The JSON pointer (RFC 6901) of a path; the whole document is the empty text."""
    steps = (_printable(str(step)[:LONGEST_STEP]) for step in path)
    return "".join(f"/{step.replace('~', '~0').replace('/', '~1')}" for step in steps)


def value_at(raw: Any, path: Path) -> Any:
    """What stands at `path`; None where nothing does."""
    for step in path:
        if isinstance(raw, dict):
            raw = raw.get(step)
        elif isinstance(raw, list) and isinstance(step, int) and step < len(raw):
            raw = raw[step]
        else:
            return None
    return raw


def shown(value: Any) -> Any:
    """A value that can be shown: a number, true, false or null as it is, everything else as short printable text."""
    if value is None or isinstance(value, int | Decimal):
        return value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | dict):
        return clean(json.dumps(_head(value, 2), ensure_ascii=False, default=_as_json))
    return clean(str(value))


def _as_json(value: Any) -> Any:
    """A Decimal or an `Unusable` within a value that is only shown."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def _as_written(found: Any) -> Any:
    """What was found, as a sentence writes it."""
    if isinstance(found, Decimal):
        return Number(found)
    return json.dumps(found) if found is None or isinstance(found, bool) else found


def clean(text: str) -> str:
    """Text for a sentence: short, and every character that cannot be printed as its code."""
    short = text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
    return _printable(short)


def printable(character: str) -> bool:
    """Whether a character can stand in a text: no control character, no line break, no half of a surrogate pair."""
    return (
        unicodedata.category(character) not in BARRED and character not in STEERING and character not in "\ufffe\uffff"
    )


def visible(text: str) -> str:
    """What is seen of a text, in small letters: without invisible characters, spaces as one and none at its ends."""
    kept = "".join(one for one in unicodedata.normalize("NFKC", text) if one not in UNSEEN and one.isprintable())
    return " ".join(kept.split()).casefold()


def blank(text: str) -> bool:
    """Whether nothing is seen of a text."""
    return not visible(text)


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(one if printable(one) else f"\\u{ord(one):04x}" for one in text)


def _head(value: Any, depth: int) -> Any:
    """The first items of a value, not deeper than `depth`: a large value is never written out to show its start."""
    if isinstance(value, Mapping):
        if depth == 0:
            return "{…}"
        return {key[:LONGEST_SHOWN]: _head(value[key], depth - 1) for key in islice(value, MOST_SHOWN)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[…]" if depth == 0 else [_head(item, depth - 1) for item in value[:MOST_SHOWN]]
    if isinstance(value, str):
        return value[:LONGEST_SHOWN]
    return value
