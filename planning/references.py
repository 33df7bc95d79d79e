"""What does not agree within a programme document: double ids, references to nothing, years outside the term.

Works on the JSON values, before they are known to make a programme, so that these problems are listed together with
those of the form. Whatever is not what it should be is passed over here: `planning.reading.structure` names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from planning.prepared import ROOM_RULES
from planning.problems import Problem
from planning.reading.chains import chains
from planning.reading.commitments import commitments
from planning.reading.measures import measures
from planning.reading.place import Path
from planning.reading.raw import LISTS, Raw, entries, label, number, objects, texts, year
from planning.rules import MUST

UNKNOWN = {
    "domains": "unknown_domain",
    "wijken": "unknown_wijk",
    "partners": "unknown_partner",
    "streams": "unknown_stream",
    "measures": "unknown_measure",
}
"""Code of a reference to nothing, by the list it refers to."""

MOST_YEARS_AWAY = 50

Reference = tuple[Path, str, Any]
"""Where a reference stands, the list it refers to, and the id."""


def reference_problems(values: dict[str, Any]) -> Iterator[Problem]:
    """The problems in the references of a programme document, given as JSON values."""
    raw = Raw(values)
    for find in FINDERS:
        yield from find(raw)


def duplicate_ids(raw: Raw) -> Iterator[Problem]:
    """An id is unique in its list."""
    for name in LISTS:
        first: dict[str, int] = {}
        for position, row in raw.rows(name):
            identifier = row.get("id")
            if isinstance(identifier, str) and first.setdefault(identifier, position) != position:
                number = first[identifier] + 1
                yield raw.problem((name, position, "id"), "duplicate_id", id=identifier, first=number)


def focus_twice(raw: Raw) -> Iterator[Problem]:
    """A domain is at most once a focus of a wijk."""
    for w, wijk in raw.rows("wijken"):
        seen: set[str] = set()
        for f, focus in objects(wijk, "focus"):
            domain = focus.get("domain")
            if isinstance(domain, str):
                if domain in seen:
                    path = ("wijken", w, "focus", f, "domain")
                    yield raw.problem(path, "focus_twice", wijk=label(wijk, w), domain=raw.called("domains", domain))
                seen.add(domain)


def floors_twice(raw: Raw) -> Iterator[Problem]:
    """No two floors for the same wijk, domain, first year and strength; a floor may rise in a later year."""
    rules = raw.values.get("rules")
    first: dict[str, int] = {}
    for position, floor in objects(rules if isinstance(rules, dict) else {}, "floors"):
        key = repr([floor.get(field) for field in ("wijk", "domain", "from")] + [floor.get("strength", "must")])
        if first.setdefault(key, position) != position:
            yield raw.problem(("rules", "floors", position), "floor_twice", first=first[key] + 1)


def rooms_above_all(raw: Raw) -> Iterator[Problem]:
    """The rooms of two kinds, both a must, are at most all money of a wijk: else no wijk can have a euro."""
    rules = raw.values.get("rules")
    shares: dict[str, Decimal] = {}
    for rule in ROOM_RULES.values():
        room = dict(entries(rules, rule)) if isinstance(rules, dict) else {}
        share = number(room.get("share"))
        if share is not None and share <= 1 and room.get("strength", MUST) == MUST:
            shares[rule] = share
    if sum(shares.values()) > 1:
        (first, share), (last, _) = shares.items()
        values = {"rules": (first, last), "percent": 100 * sum(shares.values()), "most": 1 - share}
        yield raw.problem(("rules", last, "share"), "rooms_above_all", **values)


def unknown_references(raw: Raw) -> Iterator[Problem]:
    """Every id that is referred to exists."""
    for path, name, identifier in _references(raw):
        if raw.lacks(name, identifier):
            yield raw.problem(path, UNKNOWN[name], id=identifier)


def _references(raw: Raw) -> Iterator[Reference]:
    yield from _of_wijken(raw)
    yield from _of_indicators(raw)
    yield from _of_streams(raw)
    yield from _of_measures(raw)
    for r, row in raw.rows("regular"):
        yield from _fields(("regular", r), row, wijk="wijken", domain="domains")
    for c, row in raw.rows("commitments"):
        yield from _fields(("commitments", c), row, stream="streams", measure="measures")
    yield from _of_rules(raw)


def _fields(path: Path, row: dict[str, Any], **lists: str) -> Iterator[Reference]:
    """References in fields of a row, each with the list it refers to."""
    for field, name in lists.items():
        yield (*path, field), name, row.get(field)


def _of_wijken(raw: Raw) -> Iterator[Reference]:
    for w, wijk in raw.rows("wijken"):
        for field in ("need", "baseline"):
            for domain, _ in entries(wijk, field):
                yield ("wijken", w, field, domain), "domains", domain
        for f, focus in objects(wijk, "focus"):
            yield from _fields(("wijken", w, "focus", f), focus, domain="domains")


def _of_indicators(raw: Raw) -> Iterator[Reference]:
    for i, indicator in raw.rows("indicators"):
        yield from _fields(("indicators", i), indicator, domain="domains")
        for wijk, _ in entries(indicator, "values"):
            yield ("indicators", i, "values", wijk), "wijken", wijk


def _of_streams(raw: Raw) -> Iterator[Reference]:
    for s, stream in raw.rows("streams"):
        yield from _fields(("streams", s), stream, partner="partners")
        for name in ("domains", "wijken", "measures"):
            for position, identifier in texts(stream, name):
                yield ("streams", s, name, position), name, identifier


def _of_measures(raw: Raw) -> Iterator[Reference]:
    for m, measure in raw.rows("measures"):
        for c, cell in objects(measure, "serves"):
            yield from _fields(("measures", m, "serves", c), cell, wijk="wijken", domain="domains")
        for r, link in objects(measure, "requires"):
            yield from _fields(("measures", m, "requires", r), link, measure="measures")


def _of_rules(raw: Raw) -> Iterator[Reference]:
    rules = raw.values.get("rules")
    if isinstance(rules, dict):
        for f, floor in objects(rules, "floors"):
            yield from _fields(("rules", "floors", f), floor, wijk="wijken", domain="domains")
        for domain, _ in entries(rules, "staff_capacity"):
            yield ("rules", "staff_capacity", domain), "domains", domain


def years_outside(raw: Raw) -> Iterator[Problem]:
    """Years lie in the term, years before it before it; money of another year would be lost unseen."""
    term = raw.term
    if term is None:
        return
    first, last = term[0], term[-1]
    for path, value in [*_years_of_streams(raw), *_years_of_measures(raw), *_years_of_rules(raw)]:
        found = year(value)
        if found is not None and found not in term:
            yield raw.problem(path, "outside_term", year=found, first=first, last=last)
    for m, measure in raw.rows("measures"):
        for position, value in enumerate(_list(measure, "already_running")):
            found = year(value)
            if found is not None and found >= first:
                yield raw.problem(
                    ("measures", m, "already_running", position), "not_before_term", year=found, first=first
                )


def _list(node: dict[str, Any], key: str) -> list[Any]:
    held = node.get(key)
    return held if isinstance(held, list) else []


def _years_of_streams(raw: Raw) -> Iterator[tuple[Path, Any]]:
    for s, stream in raw.rows("streams"):
        for key, _ in entries(stream, "amounts"):
            yield ("streams", s, "amounts", key), key
        for key, value in entries(stream, "carry_over"):
            if key == "until":
                yield ("streams", s, "carry_over", key), value
    for c, row in raw.rows("commitments"):
        yield ("commitments", c, "year"), row.get("year")


def _years_of_measures(raw: Raw) -> Iterator[tuple[Path, Any]]:
    for m, measure in raw.rows("measures"):
        for field in ("first_year", "last_year"):
            yield ("measures", m, field), measure.get(field)
        for position, value in enumerate(_list(measure, "start_years")):
            yield ("measures", m, "start_years", position), value


def _years_of_rules(raw: Raw) -> Iterator[tuple[Path, Any]]:
    rules = raw.values.get("rules")
    if not isinstance(rules, dict):
        return
    for key, value in entries(rules, "structural_cover"):
        if key == "from":
            yield ("rules", "structural_cover", key), value
    for f, floor in objects(rules, "floors"):
        yield ("rules", "floors", f, "from"), floor.get("from")
    for domain, capacity in entries(rules, "staff_capacity"):
        for key in capacity if isinstance(capacity, dict) else ():
            yield ("rules", "staff_capacity", domain, key), key


def residents(raw: Raw) -> Iterator[Problem]:
    """Residents by year are of the term or the year before it, and of one year at least."""
    for w, wijk in raw.rows("wijken"):
        if wijk.get("residents") == {}:
            yield raw.problem(("wijken", w, "residents"), "no_residents")
        for key, _ in entries(wijk, "residents"):
            found = year(key)
            if found is not None and raw.term is not None and not raw.term[0] - 1 <= found <= raw.term[-1]:
                path = ("wijken", w, "residents", key)
                yield raw.problem(path, "residents_year", year=found, first=raw.term[0], last=raw.term[-1])


def norms(raw: Raw) -> Iterator[Problem]:
    """A norm for every domain or for none."""
    domains = raw.rows("domains")
    if any(domain.get("norm") is not None for _, domain in domains):
        for d, domain in domains:
            if domain.get("norm") is None:
                yield raw.problem(("domains", d), "norm_on_some", domain=label(domain, d))


def base_year(raw: Raw) -> Iterator[Problem]:
    """Prices of a year within MOST_YEARS_AWAY of the start; further away an index means nothing and can vanish."""
    base = year(raw.values.get("price_base_year"))
    if raw.term is not None and base is not None and abs(base - raw.term[0]) > MOST_YEARS_AWAY:
        yield raw.problem(("price_base_year",), "far_base_year", year=base, most=MOST_YEARS_AWAY)


FINDERS: tuple[Callable[[Raw], Iterator[Problem]], ...] = (
    duplicate_ids,
    focus_twice,
    floors_twice,
    rooms_above_all,
    unknown_references,
    years_outside,
    residents,
    norms,
    base_year,
    measures,
    chains,
    commitments,
)
"""Everything that is looked for."""
