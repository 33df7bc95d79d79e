"""Random programmes with a plan that keeps to what is exact, and the aims that it falls short of."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from random import Random
from typing import Any

from planning.plan import PlanDocument
from planning.prepared import Prepared
from tests.builders import measure, prepared, stream, wijk
from tests.planning.verify_oracle import Oracle
from tests.planning.verify_plans import plan

DOMAINS = ("school", "werk", "wonen")
START = 2027


def drawn(rng: Random) -> tuple[Prepared, PlanDocument]:
    """A programme with every rule that can be an aim as one, and a plan of it with all its rows."""
    made = prepared(**_fields(rng))
    spend, carried = _spend(rng, made)
    bare = plan(made, *spend, carried=carried)
    aims = [{**row, "short": Decimal(row["short"])} for row in Oracle(made, bare).aims()]
    return made, plan(made, *spend, carried=carried, aims=aims)


def _fields(rng: Random) -> dict[str, Any]:
    years, domains = rng.randint(2, 4), DOMAINS[: rng.randint(1, 3)]
    names = ["a", "b", "c"][: rng.randint(1, 3)]
    cells = [(w, d) for w in names for d in domains]
    return {
        "years": years,
        "index": {"default": rng.choice([0, 0.02, 0.035]), "by_year": {"2028": rng.choice([-0.01, 0.04])}},
        "domains": [{"id": domain, "share": rng.choice([1, 1, 2.5])} for domain in domains],
        "wijken": [_wijk(rng, name, domains) for name in names],
        "streams": [_stream(rng, i, years, names, domains) for i in range(rng.randint(1, 4))],
        "measures": [_measure(rng, i, cells) for i in range(rng.randint(1, 5))],
        "regular": [{"wijk": names[0], "domain": domains[0], "per_year": rng.randint(0, 9999) / 100}],
        "count_regular": rng.random() < 0.5,
        "rules": _rules(rng, domains),
    }


def _wijk(rng: Random, name: str, domains: tuple[str, ...]) -> dict[str, Any]:
    return wijk(
        name,
        rng.choice([0, 800, 2000, {"2027": 900, "2028": 1100}]),
        need={domains[0]: rng.choice([0.7, 1, 1.6])},
        focus=[{"domain": domains[-1]}] if rng.random() < 0.7 else [],
        baseline={domains[0]: rng.randint(0, 20_000) / 100} if rng.random() < 0.6 else {},
    )


def _stream(rng: Random, i: int, years: int, names: list[str], domains: tuple[str, ...]) -> dict[str, Any]:
    return stream(
        f"s{i}",
        *(rng.choice([0, rng.randint(1, 90_000) / 100]) for _ in range(years)),
        kind=rng.choice(["structural", "incidental"]),
        opening=rng.choice([0, 12.34]),
        wijken=rng.choice([None, None, names[:1]]),
        domains=rng.choice([None, None, list(domains[:1])]),
        excludes_staff=rng.random() < 0.3,
        carry_over=rng.choice([None, {"share": 0.5}, {"until": START + 1}]),
    )


def _measure(rng: Random, i: int, cells: list[tuple[str, str]]) -> dict[str, Any]:
    serves = [
        {"wijk": w, "domain": d, "weight": rng.choice([1, 1, 2, 0.37])}
        for w, d in rng.sample(cells, rng.randint(1, len(cells)))
    ]
    room = rng.choice([None, None, "professional", "resident"])
    fields = {
        "kind": rng.choice(["structural", "structural", "incidental"]),
        "first_year": START + rng.choice([0, 0, 1]),
        "max_per_year": rng.choice([None, rng.randint(50, 400)]),
        "staff": room is None and rng.random() < 0.5,
        "room": room,
    }
    return {**measure(f"m{i}"), "serves": serves, **fields}


def _rules(rng: Random, domains: tuple[str, ...]) -> dict[str, Any]:
    return {
        "structural_cover": {"from": START + 1},
        "floors": [
            {"per_resident": rng.randint(1, 40) / 100, "strength": "aim"},
            {"per_resident": 0.3, "domain": domains[0], "from": START + 1, "strength": "aim"},
        ],
        "hold_harmless": {"share": rng.choice([0.5, 0.9, 1])},
        "focus_minimum": {"share": rng.choice([0.25, 0.6])},
        "persistence": {
            "max_drop": rng.choice([0, 0.1, 0.333]),
            "cells": rng.choice(["focus", "all"]),
            "strength": "aim",
        },
        "ramp_up": {"max_growth": rng.choice([0, 0.05, 0.3])},
        "frontline_room": {"share": rng.choice([0.03, 0.2]), "strength": "aim"},
        "resident_initiatives": {"share": rng.choice([0.02, 0.15]), "strength": "aim"},
        "per_resident_ratio": {"max": rng.choice([1, 1.2, 3])},
    }


def _spend(rng: Random, made: Prepared) -> tuple[list[Any], dict[tuple[str, int], Decimal]]:
    """Payments of random size within limits; part of what is left is carried where it may be."""
    spend: list[Any] = []
    carried: dict[tuple[str, int], Decimal] = {}
    used: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for s in made.programme.counted:
        before = s.opening
        for year in made.programme.term:
            there = left = s.amounts.get(year, Decimal(0)) + before
            for m in rng.sample(made.measures, len(made.measures)):
                most = min(left, _room(made, m, year) - used[m.id, year])
                if year not in made.years_of(m) or not Oracle.may(s, m) or most <= 0 or rng.random() < 0.3:
                    continue
                amount = min(most, Decimal(rng.choice([1, 7, 40, 200]))) if rng.random() < 0.8 else most
                spend.append((s.id, m.id, year, amount))
                used[m.id, year] += amount
                left -= amount
            before = _kept(made, s, year, there, left)
            carried[s.id, year] = before
    return spend, carried


def _room(made: Prepared, m: Any, year: int) -> Decimal:
    most = 10**6 if m.max_per_year is None else Decimal(made.nominal(m, m.max_per_year, year)).scaleb(-2)
    return Decimal(most)


def _kept(made: Prepared, s: Any, year: int, there: Decimal, left: Decimal) -> Decimal:
    last = s.carry_over is None or year == made.programme.term[-1] or year >= (s.carry_over.until or 9999)
    return (
        Decimal(0) if last else min(left, (there * s.carry_over.share).quantize(Decimal("0.01"), rounding="ROUND_DOWN"))
    )
