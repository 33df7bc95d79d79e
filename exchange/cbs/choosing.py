"""From figures to a programme: which municipality, which wijken, which figures for which domain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from exchange.cbs.reading import Reading, Region
from exchange.cbs.topic import ONE, Topic
from exchange.cbs.topics import TOPIC
from planning.document import read_values
from planning.messages import Language, say
from planning.problems import InvalidDocument, Problem
from planning.programme import Programme
from planning.reading.place import clean

LONGEST_ID = 60


@dataclass(frozen=True)
class Municipality:
    """A municipality of which a reading has wijken; `name` is its code where the file has no name of it."""

    code: str
    name: str
    wijken: int


@dataclass(frozen=True)
class Choice:
    """A topic (its key) that serves as indicator of a domain: the first it may serve where none is said."""

    topic: str
    domain: str | None = None
    weight: Decimal = ONE


def municipalities(reading: Reading) -> tuple[Municipality, ...]:
    """The municipalities of which there are wijken, by name."""
    count: dict[str, int] = {}
    for region in reading.regions.values():
        if region.kind == "WK":
            count[region.municipality] = count.get(region.municipality, 0) + 1
    found = [Municipality(code, _municipality_name(reading, code), number) for code, number in count.items()]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.code)))


def wijken(reading: Reading, municipality: str) -> tuple[Region, ...]:
    """The wijken of a municipality (its code), in the order of their codes."""
    of_it = (r for r in reading.regions.values() if r.kind == "WK" and r.municipality == municipality)
    return tuple(sorted(of_it, key=lambda region: region.code))


def usual_choices(reading: Reading) -> tuple[Choice, ...]:
    """The topics of a reading that are taken where nobody chooses, each with its usual weight."""
    return tuple(Choice(topic.key, None, topic.weight) for topic in reading.topics if topic.weight > 0)


def programme(
    reading: Reading,
    codes: Sequence[str],
    *,
    name: str,
    start_year: int,
    years: int = 10,
    choices: Sequence[Choice] | None = None,
    need_method: str | None = None,
    language: Language = "nl",
) -> Programme:
    """A programme of wijken (their codes) with their residents and indicators, without money or measures.

    Raises:
        InvalidDocument: with all problems of the choices, or of the document that they make.
    """
    values = document(
        reading,
        codes,
        name=name,
        start_year=start_year,
        years=years,
        choices=choices,
        need_method=need_method,
        language=language,
    )
    return read_values(values)


def document(
    reading: Reading,
    codes: Sequence[str],
    *,
    name: str,
    start_year: int,
    years: int = 10,
    choices: Sequence[Choice] | None = None,
    need_method: str | None = None,
    language: Language = "nl",
) -> dict[str, Any]:
    """The document of `programme`, as JSON values (numbers are int or Decimal), to be added to.

    Args:
        reading: figures, of one file or `merged`.
        codes: codes of wijken of one municipality, in the order that the programme shall have.
        name: of the programme.
        start_year: first year of the term; residents are the same in every year.
        years: of the term.
        choices: topics with domain and weight; `usual_choices` where they are left out.
        need_method: how indicators become need. Where it is left out: ratio, with the figure of the municipality as
            reference where the reading has it; z_score where any figure can be below 0.
        language: of the names of the indicators.

    Raises:
        InvalidDocument: with all problems of the choices, or those of the reading.
    """
    if reading.problems:
        raise InvalidDocument(list(reading.problems))
    chosen = tuple(choices) if choices is not None else usual_choices(reading)
    problems = [*_of_wijken(reading, codes), *_of_choices(reading, chosen)]
    if problems:
        raise InvalidDocument(problems)
    regions = [reading.regions[code] for code in codes]
    if choices is None:  # what says nothing about any of these wijken is left out; but not what somebody chose
        chosen = tuple(one for one in chosen if any(one.topic in region.figures for region in regions))
    method = need_method or ("z_score" if any(TOPIC[one.topic].signed for one in chosen) else "ratio")
    ids = _ids(regions)
    people = [
        {"id": ids[region.code], "code": region.code, "name": region.name, "residents": region.residents}
        for region in regions
    ]
    return {
        "zaaiplan": 1,
        "name": name,
        "municipality": regions[0].municipality,
        "start_year": start_year,
        "years": years,
        "wijken": people,
        "indicators": [_indicator(reading, one, regions, ids, method, language) for one in chosen],
        "need_method": method,
    }


def _of_wijken(reading: Reading, codes: Sequence[str]) -> Iterator[Problem]:
    if not codes:
        yield Problem("/wijken", "cbs.choose_wijken")
    known = [reading.regions[code] for code in dict.fromkeys(codes) if _is_wijk(reading, code)]
    for number, code in enumerate(codes):
        if not _is_wijk(reading, code):
            yield Problem(f"/wijken/{number}", "cbs.unknown_wijk", {"wijk": clean(code)}, clean(code))
        elif code in codes[:number]:
            yield Problem(f"/wijken/{number}", "cbs.chosen_twice", {"wijk": code}, code)
        elif reading.regions[code].residents is None:
            about = {"wijk": code, "name": clean(reading.regions[code].name)}
            yield Problem(f"/wijken/{number}/residents", "cbs.no_residents", about)
    within = sorted({region.municipality for region in known})
    if len(within) > 1:
        yield Problem("/municipality", "cbs.municipalities", {"codes": within})


def _is_wijk(reading: Reading, code: str) -> bool:
    return code in reading.regions and reading.regions[code].kind == "WK"


def _of_choices(reading: Reading, choices: Sequence[Choice]) -> Iterator[Problem]:
    seen = set()
    for number, one in enumerate(choices):
        place = f"/indicators/{number}"
        if one.topic not in TOPIC or one.topic not in reading.sources:
            yield Problem(place, "cbs.unknown_topic", {"topic": clean(one.topic)}, clean(one.topic))
            continue
        topic = TOPIC[one.topic]
        domain = _domain(one, topic)
        if domain is None:
            yield Problem(f"{place}/domain", "cbs.no_domain", {"topic": topic.nl})
        elif (one.topic, domain) in seen:
            yield Problem(place, "cbs.topic_twice", {"topic": topic.nl})
        seen.add((one.topic, domain))


def _domain(one: Choice, topic: Topic) -> str | None:
    return one.domain or next(iter(topic.domains), None)


def _indicator(
    reading: Reading, one: Choice, regions: list[Region], ids: dict[str, str], method: str, language: Language
) -> dict[str, Any]:
    """An indicator of the document, named as what it is with unit, reference and source."""
    topic = TOPIC[one.topic]
    domain = _domain(one, topic)
    code = regions[0].municipality
    whole = reading.regions[code].figures.get(topic.key) if code in reading.regions else None
    reference = whole if method == "ratio" and whole else None
    about = {
        "title": topic.title(language),
        "unit": topic.measured_in(language),
        "source": reading.sources[topic.key],
        "municipality": _municipality_name(reading, code),
    }
    text = "cbs.indicator" if reference is None else "cbs.indicator_with_reference"
    values = {ids[region.code]: region.figures[topic.key] for region in regions if topic.key in region.figures}
    indicator = {
        "id": topic.key if domain == _domain(Choice(topic.key), topic) else f"{topic.key}-{domain}",
        "name": say(text, language, **about, **({} if reference is None else {"reference": reference})),
        "domain": domain,
        "higher_is": topic.higher_is,
        "weight": one.weight,
        "values": values,
    }
    return indicator if reference is None else {**indicator, "reference": reference}


def _municipality_name(reading: Reading, code: str) -> str:
    """The name of a municipality: of its own row, or as its wijken have it; its code where neither says it."""
    own = reading.regions.get(code)
    if own is not None and own.name != code:
        return own.name
    names = (r.municipality_name for r in reading.regions.values() if r.municipality == code)
    return next((name for name in names if name), code)


def _ids(regions: Sequence[Region]) -> dict[str, str]:
    """An id for each wijk, made of its name; with its code behind it where that is not enough to tell it apart."""
    plain = {region.code: _slug(region.name) or region.code.lower() for region in regions}
    names = list(plain.values())
    return {code: f"{slug}-{code.lower()}" if names.count(slug) > 1 else slug for code, slug in plain.items()}


def _slug(name: str) -> str:
    """A name in small letters, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters)[:LONGEST_ID].strip("-")
