"""Seeded programmes of many municipalities, without rules that tie: each its own money, and the state's for all.

Illustrative figures, the same on every machine. Every municipality has a structural stream for all its domains and an
incidental one for some, which it may carry over. The state has a structural stream per domain, a stream for everything,
and incidental ones for a tenth of the wijken each, carried over for a few years.
"""

from __future__ import annotations

import random
from typing import Any

from bench.parts import DOMAINS, LAST, RISE, START, YEARS, wijk

NATIONAL = 7
"""Incidental streams of the state for some wijken alone."""
PER_RESIDENT = (40.0, 160.0)
"""Euros a year of a municipality's own structural stream."""


def nation(wijken: int, municipalities: int, seed: int = 1) -> dict[str, Any]:
    """A programme document of so many wijken in so many municipalities."""
    chance = random.Random(f"zaaiplan {wijken} {municipalities} {seed}")  # noqa: S311 - no secret
    document: dict[str, Any] = {
        "zaaiplan": 1,
        "name": f"Illustratief land {wijken}-{municipalities}-{seed}",
        "start_year": START,
        "years": YEARS,
        "index": {"default": 0.025},
        "steadiness": 0,
        "domains": [{"id": domain, "share": chance.choice((0.8, 1, 1.2))} for domain in DOMAINS],
        "wijken": [wijk(chance, number) for number in range(wijken)],
        "partners": [{"id": "rijk", "layer": "state"}],
        "streams": [],
    }
    homes = _municipalities(chance, [one["id"] for one in document["wijken"]], municipalities)
    people = {one["id"]: one["residents"] for one in document["wijken"]}
    for number, home in enumerate(homes):
        document["partners"].append({"id": f"gemeente-{number}", "layer": "municipality"})
        document["streams"] += _own(chance, number, home, sum(people[one] for one in home))
    document["streams"] += _of_the_state(chance, people)
    return document


def _municipalities(chance: random.Random, wijken: list[str], count: int) -> list[list[str]]:
    """The wijken in so many groups of neighbours, one each at least, of uneven size."""
    weights = [chance.paretovariate(1.2) for _ in range(count)]
    left = len(wijken) - count
    sizes = [1 + int(left * weight / sum(weights)) for weight in weights]
    for number in range(len(wijken) - sum(sizes)):
        sizes[number % count] += 1
    found, first = [], 0
    for size in sizes:
        found.append(wijken[first : first + size])
        first += size
    return found


def _own(chance: random.Random, number: int, home: list[str], people: int) -> list[dict[str, Any]]:
    yearly = people * chance.uniform(*PER_RESIDENT)
    first, length = START + chance.randrange(0, 4), chance.randrange(2, 6)
    some = people * chance.uniform(10, 120)
    return [
        {
            "id": f"eigen-{number}",
            "partner": f"gemeente-{number}",
            "amounts": {str(year): round(yearly * RISE ** (year - START)) for year in range(START, LAST + 1)},
            "wijken": home,
        },
        {
            "id": f"tijdelijk-{number}",
            "partner": f"gemeente-{number}",
            "kind": "incidental",
            "amounts": {
                str(year): round(some * chance.uniform(0.7, 1.3))
                for year in range(first, min(LAST + 1, first + length))
            },
            "wijken": home,
            "domains": sorted(chance.sample(DOMAINS, chance.randrange(1, 4))),
            "carry_over": {"share": 1, "until": min(LAST, first + length)},
        },
    ]


def _of_the_state(chance: random.Random, people: dict[str, int]) -> list[dict[str, Any]]:
    everybody = sum(people.values())
    found: list[dict[str, Any]] = [
        {
            "id": f"rijk-{domain}",
            "partner": "rijk",
            "amounts": {
                str(year): round(everybody * level * RISE ** (year - START)) for year in range(START, LAST + 1)
            },
            "domains": [domain],
        }
        for domain, level in ((domain, chance.uniform(3, 14)) for domain in DOMAINS)
    ]
    some = {str(year): round(everybody * chance.uniform(4, 9)) for year in range(START, LAST + 1)}
    found.append({"id": "rijk-vrij", "partner": "rijk", "amounts": some})
    for number in range(NATIONAL):
        wijken = sorted(chance.sample(list(people), max(1, len(people) // 10)))
        total = sum(people[one] for one in wijken) * chance.uniform(60, 300)
        first = START + chance.randrange(0, 4)
        amounts = {str(year): round(total * chance.uniform(0.5, 1.5)) for year in range(first, first + 4)}
        found.append(
            {
                "id": f"rijk-tijdelijk-{number}",
                "partner": "rijk",
                "kind": "incidental",
                "amounts": amounts,
                "wijken": wijken,
                "carry_over": {"share": 1, "until": first + 5},
            }
        )
    return found
