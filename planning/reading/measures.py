"""Fields of a measure that do not go together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from planning.messages.wording import money_pair
from planning.money import cents
from planning.problems import Problem
from planning.reading.place import Path
from planning.reading.raw import Raw, label, number, objects, year

Row = dict[str, Any]


def measures(raw: Raw) -> Iterator[Problem]:
    """The problems of every measure by itself."""
    for m, measure in raw.rows("measures"):
        for find in FINDERS:
            yield from find(raw, ("measures", m), measure, label(measure, m))


def cell_twice(raw: Raw, path: Path, measure: Row, name: str) -> Iterator[Problem]:
    """A measure serves a cell once, with one weight."""
    seen: set[tuple[str, str]] = set()
    for c, cell in objects(measure, "serves"):
        wijk, domain = cell.get("wijk"), cell.get("domain")
        if isinstance(wijk, str) and isinstance(domain, str):
            if (wijk, domain) in seen:
                names = {"wijk": raw.called("wijken", wijk), "domain": raw.called("domains", domain)}
                yield raw.problem((*path, "serves", c), "cell_twice", measure=name, **names)
            seen.add((wijk, domain))


def limits(raw: Raw, path: Path, measure: Row, name: str) -> Iterator[Problem]:
    """min_per_year ≤ max_per_year and first_year ≤ last_year."""
    least, most = number(measure.get("min_per_year")), number(measure.get("max_per_year"))
    if least is not None and most is not None and least > most and measure.get("profile") is None:
        minimum, maximum = money_pair(cents(least), cents(most))
        values = {"measure": name, "minimum": minimum, "maximum": maximum}
        yield raw.problem((*path, "min_per_year"), "minimum_above_maximum", **values)
    first, last = year(measure.get("first_year")), year(measure.get("last_year"))
    if first is not None and last is not None and first > last:
        yield raw.problem((*path, "first_year"), "first_after_last", measure=name, first=first, last=last)


def profile(raw: Raw, path: Path, measure: Row, name: str) -> Iterator[Problem]:
    """An investment has its own amounts per year; only an investment has start years."""
    if measure.get("profile") is None:
        if measure.get("start_years") is not None:
            yield raw.problem((*path, "start_years"), "start_years_without_profile", measure=name)
        return
    if measure.get("max_per_year") is not None:
        yield raw.problem((*path, "max_per_year"), "profile_with_maximum", measure=name)
    if number(measure.get("min_per_year")):
        yield raw.problem((*path, "min_per_year"), "profile_with_minimum", measure=name)
    if (number(measure.get("min_years")) or 0) > 1:
        yield raw.problem((*path, "min_years"), "profile_with_duration", measure=name)


def resident(raw: Raw, path: Path, measure: Row, name: str) -> Iterator[Problem]:
    """Resident initiatives are not weighed by indicators or benefit, and pay no staff."""
    asks_staff = bool(number(measure.get("fte_per_million")))
    if measure.get("room") != "resident":
        if asks_staff and measure.get("staff", False) is False:
            yield raw.problem((*path, "fte_per_million"), "fte_without_staff", measure=name)
        return
    if measure.get("staff") is True:
        yield raw.problem((*path, "staff"), "resident_with_staff", measure=name)
    if asks_staff:
        yield raw.problem((*path, "fte_per_million"), "resident_with_fte", measure=name)
    if measure.get("indicator") is not None:
        yield raw.problem((*path, "indicator"), "resident_with_indicator", measure=name)
    if number(measure.get("benefit")):
        yield raw.problem((*path, "benefit"), "resident_with_benefit", measure=name)


def office(raw: Raw, path: Path, measure: Row, name: str) -> Iterator[Problem]:
    """An office lies in no wijk, so it is no room of one."""
    if measure.get("serves") == "programme" and measure.get("room") is not None:
        yield raw.problem((*path, "room"), "room_on_office", measure=name)


FINDERS: tuple[Callable[[Raw, Path, Row, str], Iterator[Problem]], ...] = (
    cell_twice,
    limits,
    profile,
    resident,
    office,
)
