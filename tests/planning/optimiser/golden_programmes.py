"""A tiny programme per rule, with that rule alone: what its golden file is made of.

A name is that of a rule or definition, with a hyphen and a variant where one programme does not show all of it. Two
years of 100,000 a year unless said, so that the thousands of euros in the files are easily read; where prices matter
they rise by 10%: p is 0.909…, 1, 1.1 in 2026, 2027 and 2028.
"""

from __future__ import annotations

from typing import Any

from tests.builders import measure, stream, wijk

TWO = [wijk("a"), wijk("b")]
DOMAINS = [{"id": "school"}, {"id": "werk"}]
TENTH = {"default": 0.1}
FOCUS = [{"domain": "school", "factor": 1}]
HUNDRED = stream("gemeente", 100_000, 100_000)


def state(**match: Any) -> dict[str, Any]:
    """40,000 a year of the state, to be matched."""
    return stream("rijk", 40_000, 40_000, partner="rijk", match=match)


def committed(name: str, year: int, amount: float) -> dict[str, Any]:
    """A commitment of the municipality."""
    return {"stream": "gemeente", "measure": name, "year": year, "amount": amount}


def ruled(name: str, strength: str, **rule: Any) -> dict[str, Any]:
    """The rules of a document with one rule."""
    one = {**rule, "strength": strength}
    return {name: [one] if name == "floors" else one}


ROOMS = [measure("m", ("a", "school"), ("a", "werk"))]
SHARED = {
    "id": "v",
    "serves": [{"wijk": "a", "domain": "school", "weight": 3}, {"wijk": "b", "domain": "school"}],
}
WITH_RULE: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "structural_cover": (
        {"from": 2028},
        {
            "streams": [
                HUNDRED,
                stream("rijk", 40_000, 40_000, kind="incidental"),
                stream("fonds", 0, 10_000, kind="incidental"),
            ],
            "measures": [measure("m", ("a", "school"))],
        },
    ),
    "floors": ({"wijk": "b", "per_resident": 30, "from": 2028}, {"wijken": TWO, "index": TENTH}),
    "hold_harmless": (
        {"share": 0.9},
        {"domains": DOMAINS, "wijken": [wijk("a", baseline={"school": 50_000, "werk": 20_000})], "index": TENTH},
    ),
    "focus_minimum": ({"share": 0.7}, {"domains": DOMAINS, "wijken": [wijk("a", focus=FOCUS)]}),
    "persistence": (
        {"max_drop": 0.25, "cells": "all"},
        {"wijken": [wijk("a", baseline={"school": 80_000}), wijk("b")], "index": TENTH},
    ),
    "ramp_up": (
        {"max_growth": 0.5},
        {"wijken": [wijk("a", baseline={"school": 20_000}), wijk("b")], "index": TENTH},
    ),
    "frontline_room": (
        {"share": 0.1},
        {"domains": DOMAINS, "measures": [*ROOMS, {**SHARED, "room": "professional"}], "wijken": TWO},
    ),
    "resident_initiatives": (
        {"share": 0.1},
        {"domains": DOMAINS, "measures": [*ROOMS, {**SHARED, "room": "resident"}], "wijken": TWO},
    ),
    "per_resident_ratio": ({"max": 1.5}, {"wijken": [wijk("a"), wijk("b", 3000)], "index": TENTH}),
}
"""Rules with a strength: their parameters and the programme. Each has a file as a must and one as an aim."""

REGULAR = {"count_regular": True, "regular": [{"wijk": "a", "domain": "school", "per_year": 10_000}], "index": TENTH}
"""10,000 of regular money in a in prices of 2027, 11,000 in 2028."""

ALWAYS: dict[str, dict[str, Any]] = {
    "stream_balance": {
        "streams": [stream("gemeente", 100_000, 20_000.5, opening=5_000, carry_over={}), stream("rijk", 0, 40_000)]
    },
    "carry_over": {
        "years": 3,
        "streams": [
            stream("gemeente", 100_000, 20_000, 30_000, opening=5_000, carry_over={"share": 0.5}),
            stream("tot", 10_000, 10_000, 10_000, carry_over={"until": 2028}),
        ],
    },
    "measure_limits": {
        "index": TENTH,
        "wijken": TWO,
        "streams": [HUNDRED, stream("rijk", 40_000, 40_000)],
        "measures": [
            measure("m", ("a", "school"), max_per_year=40_000),
            measure("n", ("b", "school"), max_per_year=30_000, indexed=False, last_year=2027),
            {"id": "bureau", "serves": "programme"},
        ],
        "commitments": [committed("bureau", 2027, 10_000), committed("bureau", 2027, 2_500)],
    },
    "commitments": {
        "index": TENTH,
        "measures": [measure("m", ("a", "school"))],
        "commitments": [committed("m", 2027, 10_000), committed("m", 2027, 2_500.25), committed("m", 2028, 7_000)],
    },
    "co_financing": {"wijken": TWO, "streams": [HUNDRED, state(ratio=0.5, from_layers=["municipality"])]},
    "co_financing-wijk-term": {
        "wijken": TWO,
        "streams": [HUNDRED, state(ratio=0.5, scope="wijk", per="term")],
        "measures": [SHARED],
    },
    "co_financing-measure": {
        "streams": [HUNDRED, state(scope="measure")],
        "measures": [measure("m", ("a", "school")), measure("n", ("a", "school"))],
    },
    "co_financing-overlap": {
        "years": 1,
        "wijken": TWO,
        "streams": [
            stream("gemeente", 100_000),
            stream("rijk-a", 40_000, partner="rijk", wijken=["a"], match={"ratio": 1, "from_layers": ["municipality"]}),
            stream("rijk", 40_000, partner="rijk", match={"ratio": 2, "from_layers": ["municipality"]}),
        ],
    },
    "coherence": {
        "index": TENTH,
        "wijken": TWO,
        "measures": [
            measure("m", ("a", "school"), max_per_year=80_000, requires=[{"measure": "r", "lag": 1, "share": 0.5}]),
            measure("r", ("b", "school"), max_per_year=100_000, already_running=[2026]),
        ],
    },
    "coherence-no-lag": {
        "wijken": TWO,
        "measures": [
            measure("m", ("a", "school"), max_per_year=80_000, requires=[{"measure": "r"}, {"measure": "k", "lag": 1}]),
            measure("r", ("b", "school"), max_per_year=100_000),
            measure("k", ("b", "school"), max_per_year=50_000, first_year=2028),
        ],
    },
    "staff_capacity": {
        "index": TENTH,
        "domains": DOMAINS,
        "measures": [
            measure("m", ("a", "school"), fte_per_million=20),
            measure("n", ("a", "school"), ("a", "werk"), fte_per_million=10),
        ],
        "rules": {"staff_capacity": {"school": {"2027": 0.8, "2028": 1.5}, "werk": {"2028": 0.25}}},
    },
    "min_duration": {"years": 3, "measures": [measure("m", ("a", "school"), min_years=2, max_per_year=60_000)]},
    "min_duration-running": {
        "years": 3,
        "measures": [measure("m", ("a", "school"), min_years=3, max_per_year=60_000, already_running=[2026])],
    },
    "measure_limits-minimum": {
        "index": TENTH,
        "measures": [
            measure("m", ("a", "school"), min_per_year=30_000, max_per_year=60_000),
            measure("n", ("a", "school"), min_per_year=20_000, indexed=False),
        ],
    },
    "measure_limits-investment": {
        "years": 3,
        "index": TENTH,
        "measures": [
            measure("m", ("a", "school"), profile=[30_000, 50_000]),
            measure("n", ("a", "school"), profile=[10_000, 20_000, 5_000], already_running=[2026]),
        ],
    },
    "coherence-investment": {
        "years": 3,
        "measures": [
            measure("m", ("a", "school"), profile=[30_000], requires=[{"measure": "n", "lag": 1, "share": 1}]),
            measure("n", ("a", "school"), max_per_year=60_000, requires=[{"measure": "k", "share": 1}]),
            measure("k", ("a", "school"), profile=[10_000], start_years=[2027, 2028]),
        ],
    },
    "cell_money": {"measures": [SHARED, measure("m", ("a", "school"))], "wijken": TWO},
    "coverage": {"years": 1, "wijken": TWO, **REGULAR, "streams": [stream("gemeente", 100_000)]},
    "change": {"steadiness": 0.02, "wijken": [wijk("a", focus=FOCUS), wijk("b")], **REGULAR},
    "largest_shortfall": {
        "years": 1,
        "wijken": [wijk("a"), wijk("b", 3000)],
        "streams": [stream("gemeente", 100_000)],
        "rules": ruled("floors", "aim", per_resident=30),
    },
    "previous_plan": {
        "years": 1,
        "streams": [stream("gemeente", 100_000), stream("rijk", 40_000)],
        "previous": {
            "programme": "Klein",
            "programme_sha256": "",
            "status": "optimal",
            "spend": [{"stream": "gemeente", "measure": "open:a:school", "year": 2027, "amount": 90_000}],
        },
    },
    "floors-regular": {**REGULAR, "rules": ruled("floors", "must", per_resident=30)},
    "hold_harmless-regular": {
        **REGULAR,
        "domains": DOMAINS,
        "wijken": [wijk("a", baseline={"werk": 20_000})],
        "rules": ruled("hold_harmless", "must"),
    },
    "focus_minimum-regular": {
        **REGULAR,
        "domains": DOMAINS,
        "wijken": [wijk("a", focus=FOCUS)],
        "rules": ruled("focus_minimum", "must", share=0.7),
    },
    "persistence-regular": {**REGULAR, "rules": ruled("persistence", "must", max_drop=0.25, cells="all")},
    "ramp_up-regular": {**REGULAR, "rules": ruled("ramp_up", "must", max_growth=0.5)},
    "frontline_room-regular": {**REGULAR, "rules": ruled("frontline_room", "must", share=0.1)},
    "per_resident_ratio-regular": {**REGULAR, "wijken": TWO, "rules": ruled("per_resident_ratio", "must", max=1.5)},
}
"""Rules that always hold, definitions, and variants with regular money."""

PROGRAMMES: dict[str, dict[str, Any]] = {
    name: {"years": 2, "streams": [HUNDRED], **fields}
    for name, fields in {
        **ALWAYS,
        **{
            f"{name}-{strength}": {**fields, "rules": ruled(name, strength, **rule)}
            for name, (rule, fields) in WITH_RULE.items()
            for strength in ("must", "aim")
        },
    }.items()
}
"""The fields of each programme, by the name of its golden file."""
