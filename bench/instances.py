"""Seeded programmes of the sizes S, M and L: illustrative figures, the same on every machine.

    python -m bench.instances M > programme.json
"""

from __future__ import annotations

import json
import random
import sys
from typing import Any

DOMAINS = ("school", "werk", "inkomen", "gezondheid", "wonen", "veiligheid")
SIZES = {"S": (8, 8, 40), "M": (20, 15, 100), "L": (400, 15, 100)}
"""Size: wijken, streams, measures. Always six domains and ten years."""
START, YEARS = 2027, 10


def instance(size: str, seed: int = 1, rules: bool = True) -> dict[str, Any]:
    """A programme document of a size; without rules it has earmarks and carry-over alone."""
    wijken, streams, measures = SIZES[size]
    chance = random.Random(f"zaaiplan {size} {seed}")  # noqa: S311 - no secret
    document: dict[str, Any] = {
        "zaaiplan": 1,
        "name": f"Illustratief {size}-{seed}",
        "start_year": START,
        "years": YEARS,
        "index": {"default": 0.025},
        "domains": [{"id": domain, "share": chance.choice((0.8, 1, 1.2))} for domain in DOMAINS],
        "wijken": [_wijk(chance, number) for number in range(wijken)],
        "partners": [
            {"id": "gemeente", "layer": "municipality"},
            {"id": "rijk", "layer": "state"},
            {"id": "corporaties", "layer": "partner"},
        ],
    }
    document["streams"] = [_stream(chance, document, number) for number in range(streams)]
    document["measures"] = [_measure(chance, document, number) for number in range(measures)] if rules else []
    document["rules"] = _rules(chance, document) if rules else {}
    return document


def _wijk(chance: random.Random, number: int) -> dict[str, Any]:
    need = {domain: round(chance.uniform(0.6, 1.7), 2) for domain in DOMAINS}
    worst = max(need, key=lambda domain: need[domain])
    residents = chance.randrange(5000, 90000, 5)
    return {
        "id": f"wijk-{number}",
        "residents": residents,
        "need": need,
        "focus": [{"domain": worst, "factor": 1.5, "reason": "De opgave is hier het grootst."}],
        "baseline": {domain: residents * chance.randrange(10, 30) for domain in DOMAINS},
    }


def _stream(chance: random.Random, document: dict[str, Any], number: int) -> dict[str, Any]:
    people = sum(wijk["residents"] for wijk in document["wijken"])
    structural = number % 3 == 0
    partner = ("gemeente", "rijk", "corporaties")[number % 3]
    yearly = people * chance.uniform(10, 40) * (2 if structural else 1)
    first = START if structural or number % 2 else START + chance.randrange(0, 3)
    last = START + YEARS - 1 if structural else min(START + YEARS - 1, first + chance.randrange(4, 9))
    amounts = {}
    for year in range(first, last + 1):
        grown = 1.025 ** (year - START) if structural else 1
        amounts[str(year)] = round(yearly * grown * (1 if structural else chance.uniform(0.8, 1.2)))
    stream: dict[str, Any] = {
        "id": f"stroom-{number}",
        "partner": partner,
        "kind": "structural" if structural else "incidental",
        "amounts": amounts,
    }
    if number:
        stream["domains"] = sorted(chance.sample(DOMAINS, chance.randrange(2, 6)))
    if number % 4 == 1:
        wijken = [wijk["id"] for wijk in document["wijken"]]
        stream["wijken"] = sorted(chance.sample(wijken, max(2, len(wijken) // 2)))
    if not structural:
        stream["carry_over"] = {"share": chance.choice((1, 0.5)), "until": min(last + 1, START + YEARS - 1)}
    if number == 1:
        stream["match"] = {"ratio": 0.5, "from_layers": ["municipality", "partner"]}
    return stream


def _measure(chance: random.Random, document: dict[str, Any], number: int) -> dict[str, Any]:
    """A measure of one domain in a few wijken; every tenth pair of measures is a chain."""
    wijken = [wijk["id"] for wijk in document["wijken"]]
    domain = DOMAINS[number % len(DOMAINS)]
    some = sorted(chance.sample(wijken, min(len(wijken), chance.randrange(1, 4))))
    measure: dict[str, Any] = {
        "id": f"maatregel-{number}",
        "serves": [{"wijk": wijk, "domain": domain} for wijk in some],
        "kind": "structural" if number % 2 else "incidental",
        "max_per_year": chance.randrange(400, 4000) * 1000,
        "fte_per_million": 10 if domain == "school" else 0,
        "staff": domain == "school",
    }
    if number >= 60 and number % 10 == 0:
        measure["requires"] = [{"measure": f"maatregel-{number - 6}", "lag": 1, "share": 1.2}]
    return measure


def _rules(chance: random.Random, document: dict[str, Any]) -> dict[str, Any]:
    return {
        "structural_cover": {"from": START + 4, "strength": "aim"},
        "hold_harmless": {"share": 0.9, "strength": "aim"},
        "focus_minimum": {"share": 0.2, "strength": "aim"},
        "persistence": {"max_drop": 0.15, "cells": "focus", "strength": "aim"},
        "ramp_up": {"max_growth": 0.5, "strength": "aim"},
        "staff_capacity": {"school": {str(START + t): 4 * len(document["wijken"]) * 2 for t in range(YEARS)}},
        "frontline_room": {"share": 0.03, "strength": "must"},
        "resident_initiatives": {"share": 0.02, "strength": "must"},
        "per_resident_ratio": {"max": 4, "strength": "aim"},
    }


if __name__ == "__main__":
    size, seed = (sys.argv[1:] + ["M", "1"])[:2] if len(sys.argv) < 3 else sys.argv[1:3]
    json.dump(instance(size, int(seed)), sys.stdout, indent=1)
