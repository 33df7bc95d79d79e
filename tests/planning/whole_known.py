"""Programmes with whole decisions whose best plan can be found by hand: for the oracle, and for the planner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log
from pathlib import Path
from typing import Any

from tests.builders import measure, stream, wijk

TWO = [wijk("a"), wijk("b")]


@dataclass(frozen=True)
class Known:
    """Fields of a document, and what its best plan pays and is worth (by `objective`)."""

    name: str
    why: str
    fields: dict[str, Any]
    paid: Mapping[tuple[str, int], int]
    worth: float
    chosen: Mapping[str, int] = field(default_factory=dict)
    lapsed: int = 0


def project(identifier: str, *profile: int, benefit: float = 0, **fields: Any) -> dict[str, Any]:
    return measure(identifier, ("a", "school"), profile=list(profile), benefit=benefit, **fields)


def minimum(least: int) -> dict[str, Any]:
    """One year, 100,000; lines of 50,000 in a and b. a has basis (at most 20,000) and les (nothing or `least`)."""
    return {
        "years": 1,
        "wijken": TWO,
        "streams": [stream("gemeente", 100_000)],
        "measures": [
            measure("basis", ("a", "school"), max_per_year=20_000),
            measure("les", ("a", "school"), min_per_year=least, max_per_year=90_000),
            measure("rest", ("b", "school")),
        ],
    }


def budget(*yearly: int, **fields: Any) -> dict[str, Any]:
    """Benefit alone, and money that cannot wait."""
    return {"years": len(yearly), "streams": [stream("gemeente", *yearly)], "objective": "benefit", **fields}


KNOWN = [
    Known(
        "minimum worth it",
        "a 60, b 40: 50·ln(1.2·0.8) = −2.0; without les a 20, b 80: 50·ln(0.4·1.6) = −22.3",
        minimum(60_000),
        {("les", 2027): 60_000, ("rest", 2027): 40_000},
        50_000 * log(1.2 * 0.8),
    ),
    Known(
        "minimum too much",
        "a 85, b 15: 50·ln(1.7·0.3) = −33.7, less than the −22.3 without les",
        minimum(85_000),
        {("basis", 2027): 20_000, ("rest", 2027): 80_000},
        50_000 * log(0.4 * 1.6),
    ),
    Known(
        "duration that cannot be kept up",
        "les is worth 1 a euro and rest 0.1; it lasts three years or to 2029, when there is 10 of the 50 it needs",
        budget(
            100,
            100,
            10,
            measures=[
                measure("les", ("a", "school"), min_per_year=50, min_years=3, benefit=1, max_per_year=100),
                measure("rest", ("a", "school"), benefit=0.1),
            ],
        ),
        {("rest", 2027): 100, ("rest", 2028): 100, ("rest", 2029): 10},
        21,
    ),
    Known(
        "duration that is kept up",
        "with money that may wait, 60 of 2027 and 2028 goes to 2029: les gets its maximum of 70 three times",
        {
            **budget(100, 100, 10),
            "streams": [stream("gemeente", 100, 100, 10, carry_over={"share": 1})],
            "measures": [
                measure("les", ("a", "school"), min_per_year=50, min_years=3, benefit=1, max_per_year=70),
                measure("rest", ("a", "school"), benefit=0.1),
            ],
        },
        {("les", 2027): 70, ("les", 2028): 70, ("les", 2029): 70},
        210,
    ),
    Known(
        "a run from before the term",
        "les ran two of its three years: 2027 must be paid its 60, though rest is worth more; in 2028 it may stop",
        budget(
            100,
            100,
            measures=[
                measure(
                    "les", ("a", "school"), min_per_year=60, max_per_year=90, min_years=3, already_running=[2025, 2026]
                ),
                measure("rest", ("a", "school"), benefit=1),
            ],
        ),
        {("les", 2027): 60, ("rest", 2027): 40, ("rest", 2028): 100},
        140,
    ),
    Known(
        "two small projects",
        "10 + 10: the dearest (6 + 5, worth 10) leaves no room; the two of 5 + 5 are worth 8 + 7 = 15",
        budget(
            10,
            10,
            measures=[project("x", 6, 5, benefit=10), project("y", 5, 5, benefit=8), project("z", 5, 5, benefit=7)],
        ),
        {("y", 2027): 5, ("y", 2028): 5, ("z", 2027): 5, ("z", 2028): 5},
        15,
        {"y": 2027, "z": 2027},
    ),
    Known(
        "one start fits beside the other",
        "6, 10, 6: x (4, in 2028 alone) and y (6 + 6): y from 2027 or 2028 fits beside x only while 6 + 4 ≤ 10; "
        "z (6, 2027 alone) then wants y to start in 2028",
        budget(
            6,
            10,
            6,
            measures=[
                project("x", 4, benefit=3, start_years=[2028]),
                project("y", 6, 6, benefit=5),
                project("z", 6, benefit=2, start_years=[2027]),
            ],
        ),
        {("z", 2027): 6, ("x", 2028): 4, ("y", 2028): 6, ("y", 2029): 6},
        10,
        {"x": 2028, "y": 2028, "z": 2027},
    ),
    Known(
        "a chain that is worth it",
        "5 + 5: huis (13) needs grond (0) finished, so grond in 2027; other (12) fits in 2027 alone",
        budget(
            5,
            5,
            measures=[
                project("grond", 5),
                project("huis", 5, benefit=13, requires=[{"measure": "grond"}]),
                project("other", 5, benefit=12, start_years=[2027]),
            ],
        ),
        {("grond", 2027): 5, ("huis", 2028): 5},
        13,
        {"grond": 2027, "huis": 2028},
    ),
    Known(
        "a chain that is not",
        "as before with huis worth 11: other (12) takes 2027, and then grond is as good as nothing: its 5 lapses last, "
        "so grond in 2028 (worth 0) is better than losing 5",
        budget(
            5,
            5,
            measures=[
                project("grond", 5),
                project("huis", 5, benefit=11, requires=[{"measure": "grond"}]),
                project("other", 5, benefit=12, start_years=[2027]),
            ],
        ),
        {("other", 2027): 5, ("grond", 2028): 5},
        12,
        {"other": 2027, "grond": 2028},
    ),
    Known(
        "an investment after an ordinary measure",
        "huis (9) starts when les had 8 of 10 the year before (share 1.25): 8 to les rather than to rest (0.5 a euro)",
        budget(
            10,
            6,
            measures=[
                measure("les", ("a", "school"), max_per_year=10),
                project("huis", 6, benefit=9, requires=[{"measure": "les", "lag": 1, "share": 1.25}]),
                measure("rest", ("a", "school"), benefit=0.5),
            ],
        ),
        {("les", 2027): 8, ("rest", 2027): 2, ("huis", 2028): 6},
        10,
        {"huis": 2028},
    ),
    Known(
        "what is left of a running investment",
        "weg began in 2026: its 7 in 2027 is paid, brings nothing, and leaves 3 for rest; it does not start again",
        budget(
            10,
            10,
            measures=[
                project("weg", 9, 7, benefit=100, already_running=[2026]),
                measure("rest", ("a", "school"), benefit=1),
            ],
        ),
        {("weg", 2027): 7, ("rest", 2027): 3, ("rest", 2028): 10},
        13,
    ),
    Known(
        "what nothing can take lapses",
        "x (8, worth 5) is for 2027 alone, s takes 1 a year: 1 of 2027 and 9 of 2028 lapse",
        budget(
            10,
            10,
            measures=[project("x", 8, benefit=5, start_years=[2027]), measure("s", ("a", "school"), max_per_year=1)],
        ),
        {("x", 2027): 8, ("s", 2027): 1, ("s", 2028): 1},
        5,
        {"x": 2027},
        10,
    ),
]

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
EXAMPLE = {
    ("huiswerkklas-a", 2027): 20_000,
    ("extra-les-b", 2027): 10_000,
    ("gymzaal-b", 2027): 70_000,
    ("brede-school-a", 2028): 50_000,
    ("extra-les-b", 2028): 50_000,
    ("brede-school-a", 2029): 50_000,
    ("extra-les-b", 2029): 40_000,
    ("schooltuin-b", 2029): 10_000,
}
"""The plan of examples/investeringen.md, in euros."""
