"""Random programmes whose musts clash: drawn as the others are, with every rule a must and some of it made tighter."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

from planning.prepared import Prepared, prepare
from tests.oracle.repair import Yielding
from tests.programmes import draw, family
from tests.programmes.draft import read

CLASHING = range(120)
LEAST = 1.0
"""Euros that a repair costs at least."""
DRAWS = 50
Document = dict[str, Any]


def _floor(rng: Random, document: Document, part: float, domains: list[str] | None = None) -> None:
    """A floor of a part of all money of a year, in a cell."""
    wijk = rng.choice(document["wijken"])
    people = _people(wijk)
    money = min(_yearly(document).values()) * part
    domain = rng.choice(domains or [domain["id"] for domain in document["domains"]])
    floor = {"wijk": wijk["id"], "domain": domain, "per_resident": round(money / people, 2), "strength": "must"}
    floors = document["rules"].setdefault("floors", [])
    floors[:] = [row for row in floors if (row["wijk"], row["domain"]) != (floor["wijk"], floor["domain"])]
    floors.append(floor)


def _yearly(document: Document) -> dict[str, float]:
    """Money of all streams by year."""
    years = [str(document["start_year"] + i) for i in range(document["years"])]
    return {year: sum(s["amounts"].get(year, 0) for s in document["streams"]) for year in years}


def _commit(rng: Random, document: Document, measure: Document, streams: list[Document], part: float) -> None:
    """Part of a year of a stream that may pay a measure, committed to it."""
    streams = [stream for stream in streams if _may_pay(stream, measure)]
    if not streams:
        return
    stream = rng.choice(streams)
    first = max(int(year) for year in [measure.get("first_year", document["start_year"])])
    years = [year for year, amount in stream["amounts"].items() if amount > 0 and int(year) >= first]
    if years:
        year = rng.choice(years)
        amount = max(1, round(stream["amounts"][year] * part))
        row = {"stream": stream["id"], "measure": measure["id"], "year": int(year), "amount": amount}
        document["commitments"].append(row)


def _may_pay(stream: Document, measure: Document) -> bool:
    domains, wijken = stream.get("domains"), stream.get("wijken")
    cells = measure["serves"]
    return (
        all(domains is None or cell["domain"] in domains for cell in cells)
        and all(wijken is None or cell["wijk"] in wijken for cell in cells)
        and (stream.get("measures") is None or measure["id"] in stream["measures"])
        and not (stream.get("excludes_staff") and measure.get("staff"))
    )


def floors(rng: Random, document: Document) -> None:
    """Floors of more than all money."""
    _floor(rng, document, rng.uniform(0.6, 1.3))
    _floor(rng, document, rng.uniform(0.5, 0.9))


def commitments(rng: Random, document: Document) -> None:
    """Commitments beyond the income of their stream."""
    for measure in rng.sample(document["measures"], min(2, len(document["measures"]))):
        if measure["serves"] != "programme":
            _commit(rng, document, measure, document["streams"], rng.uniform(0.9, 1.6))


def measure_limits(rng: Random, document: Document) -> None:
    """Maxima below what is committed."""
    for measure in document["measures"]:
        if measure["serves"] != "programme" and not measure.get("room"):
            measure["max_per_year"] = rng.randint(1, 5) * 1000
            _commit(rng, document, measure, document["streams"], rng.uniform(0.2, 0.6))


def coherence(rng: Random, document: Document) -> None:
    """What builds on another is committed before that other can be carried out."""
    for measure in document["measures"]:
        for link in measure.get("requires", []):
            link["lag"] = link["lag"] or rng.choice((0, 1))
            _commit(rng, document, measure, document["streams"], rng.uniform(0.1, 0.4))
            base = next(one for one in document["measures"] if one["id"] == link["measure"])
            base["max_per_year"] = max(base["max_per_year"], 10_000_000)


def staff_capacity(rng: Random, document: Document) -> None:
    """Next to no staff, and floors in their domain."""
    for domain, years in document["rules"].get("staff_capacity", {}).items():
        for year in years:
            years[year] = round(years[year] * rng.uniform(0.05, 0.3), 2)
        _floor(rng, document, rng.uniform(0.3, 0.7), [domain])


def structural_cover(rng: Random, document: Document) -> None:
    """Incidental money committed to structural measures, and too little structural money."""
    document["rules"]["structural_cover"] = {"strength": "must"}
    temporary = [s for s in document["streams"] if s.get("kind") == "incidental"]
    for measure in document["measures"]:
        if temporary and measure.get("kind") == "structural" and measure["serves"] != "programme":
            _commit(rng, document, measure, temporary, rng.uniform(0.2, 0.6))


def hold_harmless(rng: Random, document: Document) -> None:
    """Today's money far above what comes."""
    for wijk in document["wijken"]:
        if "baseline" in wijk:
            wijk["baseline"] = {d: round(amount * rng.uniform(2, 5)) for d, amount in wijk["baseline"].items()}


def focus_minimum(rng: Random, document: Document) -> None:
    """Nearly all for the focus, and a floor elsewhere."""
    if "focus_minimum" in document["rules"]:
        document["rules"]["focus_minimum"]["share"] = 0.95
        _floor(rng, document, rng.uniform(0.2, 0.5))
        _floor(rng, document, rng.uniform(0.2, 0.5))


def persistence(rng: Random, document: Document) -> None:
    """Nothing may drop, much is committed in one year."""
    document["rules"]["persistence"] = {"max_drop": 0, "cells": "all", "strength": "must"}
    for measure in document["measures"]:
        if measure["serves"] != "programme":
            _commit(rng, document, measure, document["streams"], rng.uniform(0.4, 0.8))


def ramp_up(rng: Random, document: Document) -> None:
    """Next to no growth, and a floor that begins late."""
    document["rules"]["ramp_up"] = {"max_growth": 0.02, "strength": "must"}
    _floor(rng, document, rng.uniform(0.4, 0.8))
    document["rules"]["floors"][-1]["from"] = document["start_year"] + document["years"] - 1
    for stream in document["streams"]:
        stream["amounts"] = {year: amount if i else round(amount * 0.2, 2) for i, (year, amount) in _numbered(stream)}


def _numbered(stream: Document) -> Any:
    return enumerate(stream["amounts"].items())


def rooms(rng: Random, document: Document) -> None:
    """Room in measures that can take next to nothing, in wijken with a floor."""
    for measure in document["measures"]:
        if measure.get("room"):
            measure["max_per_year"] = 1000
    _floor(rng, document, rng.uniform(0.1, 0.4))
    _floor(rng, document, rng.uniform(0.1, 0.4))


def per_resident_ratio(rng: Random, document: Document) -> None:
    """Nearly all money is for a wijk where nearly all live, and two floors ask it: letting both go would cost more."""
    document["count_regular"] = False  # its cents are rounded, which a small wijk makes count
    document["commitments"] = []
    large, *small = (wijk["id"] for wijk in document["wijken"])
    people = rng.randint(100, 200) * 100
    for wijk in document["wijken"]:
        wijk["residents"] = people if wijk["id"] == large else people // 20
    for stream in document["streams"]:
        stream["wijken"] = [large]
    yearly = _yearly(document)
    little = {year: round(amount * 0.01) for year, amount in yearly.items()}
    document["streams"].append({"id": "klein", "partner": "rijk", "amounts": little, "wijken": small})
    each = round(min(yearly.values()) / people * rng.uniform(0.3, 0.6), 2)
    floor = {"wijk": large, "domain": document["domains"][0]["id"], "per_resident": each, "strength": "must"}
    ratio = {"max": rng.choice((1, 1.5)), "strength": "must"}
    document["rules"] = {"per_resident_ratio": ratio, "floors": [floor, {**floor, "domain": None}]}


def _people(wijk: Document) -> int:
    residents = wijk["residents"]
    return int(residents if isinstance(residents, int) else min(residents.values()))


def co_financing(rng: Random, document: Document) -> None:
    """Co-financing by others who have little, and money that asks it committed."""
    for stream in document["streams"]:
        if stream.get("match"):
            layer = rng.choice(("municipality", "partner"))
            stream["match"].update(ratio=rng.choice((0.5, 0.9, 1, 3)), from_layers=[layer])
            for measure in document["measures"][:2]:
                if measure["serves"] != "programme":
                    _commit(rng, document, measure, [stream], rng.uniform(0.2, 0.4))


TIGHTER: dict[str, Callable[[Random, Document], None]] = {
    "floors": floors,
    "commitments": commitments,
    "measure_limits": measure_limits,
    "coherence": coherence,
    "staff_capacity": staff_capacity,
    "structural_cover": structural_cover,
    "hold_harmless": hold_harmless,
    "focus_minimum": focus_minimum,
    "persistence": persistence,
    "ramp_up": ramp_up,
    "frontline_room": rooms,
    "resident_initiatives": rooms,
    "per_resident_ratio": per_resident_ratio,
    "co_financing": co_financing,
}
"""What makes a rule clash, by the rule."""
RARE = ("staff_capacity", "coherence", "co_financing", "co_financing", "persistence", "resident_initiatives")
"""Rules that give way less often than others when they are in a clash, and so are drawn twice as often."""
ROUND = (*TIGHTER, *RARE)


@cache
def clashing_programme(seed: int) -> tuple[Document, Prepared, Yielding]:
    """The document of a seed, ready, with its rows by the oracle: small, its musts clash, without whole decisions.

    Raises:
        RuntimeError: when no draw of the seed clashed.
    """
    rule = ROUND[seed % len(ROUND)]
    for attempt in range(DRAWS):
        rng = Random(f"clash/{seed}/{attempt}")
        strengths = dict.fromkeys((rule, *family(seed)), "must")
        document = draw(rng, strengths)
        TIGHTER[rule](rng, document)
        prepared = prepare(read(document))
        oracle = Yielding(prepared)
        if oracle.least() > LEAST:
            return document, prepared, oracle
    raise RuntimeError(f"seed {seed} gave no clash in {DRAWS} draws")
