"""Seeded programmes of the sizes S, M, L and XL: illustrative figures, the same on every machine.

    python -m bench.instances M > programme.json
    python -m bench.instances M 1 whole > programme.json

What they are like: a programme of about € 150 per resident, year and domain is over; of its streams some are for the
whole term and some for a few years, most with earmarks. Measures are about as large as the sowing line of what they
serve, some without a maximum, so nearly all money can be spent, but not everywhere in the right proportion. Early on
there is more money than later, and school has fewer staff than its measures ask: some aims cannot be met.
"""

from __future__ import annotations

import json
import random
import sys
from typing import Any

from bench.nation import nation
from bench.parts import DOMAINS, LAST, RISE, START, YEARS, wijk

SIZES = {"XS": (2, 5, 8), "S": (8, 8, 40), "M": (20, 15, 100), "L": (400, 15, 100)}
"""Size: wijken, streams, measures. Always six domains and ten years. XS is for trying things out."""
NATION = (3340, 345)
"""XL: wijken and municipalities, each with streams of its own (CBS 2022: all of the Netherlands)."""
FTE_PER_MILLION = 10


def instance(size: str, seed: int = 1, rules: bool = True, whole: bool = False) -> dict[str, Any]:
    """A programme document of a size; without rules it has earmarks, carry-over and co-financing alone. XL has none.

    `whole`: every measure has a minimum scale (a quarter to a half of its maximum, or of the fair share of what it
    serves) and a minimum duration of two to five years. All else is the same.
    """
    if size == "XL":
        return nation(*NATION, seed)
    wijken, streams, measures = SIZES[size]
    chance = random.Random(f"zaaiplan {size} {seed}")  # noqa: S311 - no secret
    document: dict[str, Any] = {
        "zaaiplan": 1,
        "name": f"Illustratief {size}-{seed}",
        "start_year": START,
        "years": YEARS,
        "index": {"default": 0.025},
        "domains": [{"id": domain, "share": chance.choice((0.8, 1, 1.2))} for domain in DOMAINS],
        "wijken": [wijk(chance, number) for number in range(wijken)],
        "partners": [
            {"id": "gemeente", "layer": "municipality"},
            {"id": "rijk", "layer": "state"},
            {"id": "corporaties", "layer": "partner"},
        ],
    }
    document["streams"] = [_stream(chance, document, number) for number in range(streams)]
    document["measures"] = [_measure(chance, document, number) for number in range(measures)] if rules else []
    document["commitments"] = _commitments(document) if rules else []
    document["rules"] = _rules(document) if rules else {}
    if whole:
        _whole(document, random.Random(f"zaaiplan whole {size} {seed}"))  # noqa: S311 - no secret
    return document


def untied(size: str, seed: int = 1) -> dict[str, Any]:
    """A programme of a size in which nothing but earmarks, years and carrying over holds money back."""
    document = {**instance(size, seed, rules=False), "steadiness": 0}
    for stream in document["streams"]:
        stream.pop("match", None)
        if "carry_over" in stream:
            stream["carry_over"]["share"] = 1
    return document


def _stream(chance: random.Random, document: dict[str, Any], number: int) -> dict[str, Any]:
    """Every third stream is structural and of the municipality; the first has no earmark, every fourth some wijken."""
    people = sum(wijk["residents"] for wijk in document["wijken"])
    structural = number % 3 == 0
    narrow = number % 4 == 1
    size = 0.4 if narrow else 4 if number == 0 else 2 if structural else 1
    yearly = people * chance.uniform(10, 40) * size
    first = START if structural or number % 2 else START + chance.randrange(0, 3)
    last = LAST if structural else min(LAST, first + chance.randrange(4, 9))
    amounts = {}
    for year in range(first, last + 1):
        grown = RISE ** (year - START) if structural else chance.uniform(0.8, 1.2)
        amounts[str(year)] = round(yearly * grown)
    stream: dict[str, Any] = {
        "id": f"stroom-{number}",
        "partner": ("gemeente", "rijk", "corporaties")[number % 3],
        "kind": "structural" if structural else "incidental",
        "amounts": amounts,
    }
    if number:
        stream["domains"] = sorted(chance.sample(DOMAINS, 5 if structural else chance.randrange(3, 6)))
    if narrow:
        wijken = [wijk["id"] for wijk in document["wijken"]]
        stream["wijken"] = _neighbours(chance, wijken, max(2, len(wijken) // 2))
    if not structural:
        stream["carry_over"] = {"share": chance.choice((1, 0.5)), "until": min(last + 1, LAST)}
    if number == 4:
        stream["match"] = {"ratio": 1, "from_layers": ["partner"]}
    return stream


def _neighbours(chance: random.Random, wijken: list[str], count: int) -> list[str]:
    """Wijken that follow each other: those of a narrow stream then cover whole measures."""
    first = chance.randrange(max(1, len(wijken) - count + 1))
    return wijken[first : first + count]


def _yearly(document: dict[str, Any]) -> float:
    """Money of an average year, in prices of the first."""
    amounts = [
        float(amount) / RISE ** (int(year) - START)
        for stream in document["streams"]
        for year, amount in stream["amounts"].items()
    ]
    return sum(amounts) / YEARS


def _fair(document: dict[str, Any], some: list[str]) -> float:
    """Euros per year for one domain in some wijken, if all domains and residents got the same."""
    people: dict[str, int] = {wijk["id"]: wijk["residents"] for wijk in document["wijken"]}
    return _yearly(document) / len(DOMAINS) * sum(people[wijk] for wijk in some) / sum(people.values())


def _measure(chance: random.Random, document: dict[str, Any], number: int) -> dict[str, Any]:
    """A measure of one domain in a few wijken; every tenth from the sixtieth on is the next link of a chain."""
    wijken = {wijk["id"]: wijk["residents"] for wijk in document["wijken"]}
    domain = DOMAINS[number % len(DOMAINS)]
    some = _neighbours(chance, list(wijken), chance.choice((1, 1, 2, 3)))
    measure: dict[str, Any] = {
        "id": f"maatregel-{number}",
        "serves": [{"wijk": wijk, "domain": domain, "weight": round(wijken[wijk] / 1000)} for wijk in some],
        "kind": chance.choice(("structural", "incidental")),
        "fte_per_million": FTE_PER_MILLION if domain == "school" else 0,
        "staff": domain == "school",
    }
    if number % 10 not in (1, 2, 7):
        measure["max_per_year"] = round(_fair(document, some) * chance.uniform(0.5, 1.5), -3)
    if number >= 60 and number % 10 == 0:
        measure["requires"] = [{"measure": f"maatregel-{number - 6}", "lag": 1, "share": 1.2}]
    return measure


def _whole(document: dict[str, Any], chance: random.Random) -> None:
    for measure in document["measures"]:
        most = measure.get("max_per_year") or _fair(document, [cell["wijk"] for cell in measure["serves"]])
        measure["min_per_year"] = round(most * chance.uniform(0.25, 0.5), -3)
        measure["min_years"] = chance.randint(2, 5)


def _commitments(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Some money of the first two years that has been promised already."""
    return [
        {"stream": "stroom-0", "measure": measure["id"], "year": year, "amount": round(0.4 * fair, -3)}
        for measure in document["measures"][1:5]
        for year in (START, START + 1)
        if (fair := _fair(document, [cell["wijk"] for cell in measure["serves"]]))
    ]


def _rules(document: dict[str, Any]) -> dict[str, Any]:
    """All rules that need no whole decisions; staff for four fifths of what an average year asks for school."""
    staff = 0.8 * FTE_PER_MILLION * _yearly(document) / len(DOMAINS) / 1_000_000
    served = {cell["wijk"] for measure in document["measures"] if measure["staff"] for cell in measure["serves"]}
    people = {wijk["id"]: wijk["residents"] for wijk in document["wijken"]}
    staff *= sum(people[wijk] for wijk in served) / sum(people.values())
    return {
        "structural_cover": {"from": START + 4, "strength": "aim"},
        "floors": [{"domain": "school", "per_resident": 50, "from": START + 1, "strength": "aim"}],
        "hold_harmless": {"share": 1, "strength": "aim"},
        "focus_minimum": {"share": 0.25, "strength": "aim"},
        "persistence": {"max_drop": 0.1, "cells": "focus", "strength": "aim"},
        "ramp_up": {"max_growth": 0.3, "strength": "aim"},
        "staff_capacity": {"school": {str(START + t): round(staff, 1) for t in range(YEARS)}},
        "frontline_room": {"share": 0.03, "strength": "must"},
        "resident_initiatives": {"share": 0.02, "strength": "must"},
        "per_resident_ratio": {"max": 2, "strength": "aim"},
    }


if __name__ == "__main__":
    given = dict(enumerate(sys.argv))
    json.dump(instance(given.get(1, "M"), int(given.get(2, "1")), whole=given.get(3) == "whole"), sys.stdout, indent=1)
