"""Chains of measures that build on each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from planning.problems import Problem
from planning.reading.place import Path, Words, clean
from planning.reading.raw import Raw, label, number, objects

LONGEST_CIRCLE = 12
"""Measures of a circle that are named."""

Links = dict[str, list[tuple[str, Path]]]
"""By measure id: the ids it builds on, with the place where it says so."""


def chains(raw: Raw) -> Iterator[Problem]:
    """A chain has a beginning, and a maximum on every measure in it (a profile counts as one)."""
    links: Links = {}
    for m, measure in raw.rows("measures"):
        for r, link in objects(measure, "requires"):
            path: Path = ("measures", m, "requires", r)
            required = link.get("measure")
            if not isinstance(required, str) or raw.item("measures", required) is None:
                continue
            if required == measure.get("id"):
                yield raw.problem(path, "requires_itself", measure=label(measure, m))
                continue
            yield from _without_maximum(raw, path, label(measure, m), measure, required)
            if raw.item("measures", measure.get("id")) is measure:
                links.setdefault(measure["id"], []).append((required, path))
    yield from _circles(raw, links)


def _without_maximum(raw: Raw, path: Path, name: str, measure: dict[str, Any], required: str) -> Iterator[Problem]:
    """How far a measure is carried out is its money over its maximum, so both ends need one."""
    other = raw.item("measures", required) or {}
    asked = raw.called("measures", required)
    lacking = [each for each, row in ((name, measure), (asked, other)) if not _has_maximum(row)]
    if lacking:
        values = {"measure": name, "required": asked, "lacking": lacking[0]}
        yield raw.problem(path, "chain_without_maximum", **values)


def _has_maximum(row: dict[str, Any]) -> bool:
    """Whether there is a maximum above zero; one that cannot be read is named elsewhere."""
    most = row.get("max_per_year")
    return row.get("profile") is not None or (most is not None and number(most) != 0)


def _circles(raw: Raw, links: Links) -> Iterator[Problem]:
    """Circles in which measures build on each other; no measure is named in two of them.

    Depth-first, without recursion: a link back to a measure on the way closes a circle.
    """
    done: set[str] = set()
    named: set[str] = set()
    for start in links:
        if start not in done:
            for path, circle in _circles_from(start, links, done):
                if named.isdisjoint(circle):
                    named.update(circle)
                    yield raw.problem(path, "circle", circle=_told([raw.called("measures", one) for one in circle]))


def _circles_from(start: str, links: Links, done: set[str]) -> Iterator[tuple[Path, list[str]]]:
    """Place and measures of each circle that a walk from `start` closes; what it leaves behind is `done`."""
    way = {start: 0}
    ahead = [iter(links[start])]
    while ahead:
        step = next(ahead[-1], None)
        if step is None:
            ahead.pop()
            done.add(way.popitem()[0])
            continue
        measure, path = step
        if measure in way:
            yield path, list(islice(way, way[measure], None))
        elif measure not in done:
            way[measure] = len(way)
            ahead.append(iter(links.get(measure, ())))


def _told(circle: list[str]) -> Words:
    """The way round, "a → b → a", shortened where it is long."""
    shown = [clean(measure) for measure in circle]
    if len(shown) > LONGEST_CIRCLE:
        shown = [*shown[: LONGEST_CIRCLE - 1], "…"]
    text = " → ".join([*shown, shown[0]])
    return Words(text, text)
