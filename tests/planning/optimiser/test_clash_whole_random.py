"""Clashes of random programmes with minima and durations, beside a search over whole decisions by scipy."""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from functools import cache
from random import Random
from typing import Any

import pytest

from planning.clashes import ClashReport, Opposed
from planning.optimiser import explain_clash
from planning.prepared import Prepared, prepare
from tests.oracle.places import musts_of
from tests.oracle.repair import Key
from tests.oracle.repair_whole import WholeYielding
from tests.planning.documents import problems_of
from tests.planning.optimiser.mended import with_changes
from tests.programmes.clashing import clashing_programme
from tests.programmes.draft import read

pytestmark = pytest.mark.xdist_group("clash_whole_random")  # one process: its programmes are planned once

CENT = 0.01
NOTHING = 0.01
"""Euros that count as nothing."""
MENDED = range(0, 120, 2)
"""Programmes that were mended, so that they just hold, and then got minima."""
CLASHED = range(1, 120, 4)
"""Programmes that clash already."""
SEEDS = [("mended", seed) for seed in MENDED] + [("clashed", seed) for seed in CLASHED]


@cache
def made(kind: str, seed: int) -> tuple[dict[str, Any], Prepared, ClashReport] | None:
    """Document, ready, and why it has no plan; None where minima made no valid document of it."""
    rng, document = Random(f"whole/{seed}"), deepcopy(clashing_programme(seed)[0])
    if kind == "mended":
        document = with_changes(document, explain_clash(clashing_programme(seed)[1]).changes)
    first = document["start_year"]
    years = [str(first + i) for i in range(document["years"])]
    money = min(sum(stream["amounts"].get(year, 0) for stream in document["streams"]) for year in years)
    for measure in document["measures"]:
        if measure["serves"] != "programme" and rng.random() < 0.7:
            least = round(money * rng.uniform(0.1, 1.0) / len(document["measures"]))
            owed = [row["amount"] for row in document["commitments"] if row["measure"] == measure["id"]]
            if owed and rng.random() < 0.6:
                least = round(max(owed) * rng.uniform(1.1, 3))
            most = measure.get("max_per_year", least)
            measure["min_per_year"] = min(least, int(most))
            measure["min_years"] = rng.choice((1, 1, 2, 3))
            measure["already_running"] = [first - 1] if rng.random() < 0.3 else []
    if problems_of(json.dumps(document)):
        return None
    prepared = prepare(read(document))
    return document, prepared, explain_clash(prepared)


@pytest.mark.parametrize(("kind", "seed"), SEEDS)
def test_the_repair_costs_the_least_and_mends(kind: str, seed: int) -> None:
    found = made(kind, seed)
    if found is None:
        return
    document, prepared, report = found
    assert report.steps is not None
    assert report.cheapest
    assert (
        -NOTHING
        < (report.cents or 0) * CENT - WholeYielding(prepared).least_whole()
        < len(report.steps) * CENT + NOTHING
    )
    assert WholeYielding(prepare(read(with_changes(document, report.changes)))).least_whole() < NOTHING


@pytest.mark.parametrize(("kind", "seed"), SEEDS)
def test_the_clashing_set_is_irreducible(kind: str, seed: int) -> None:
    found = made(kind, seed)
    if found is None:
        return
    _, prepared, report = found
    oracle = WholeYielding(prepared)
    assert report.minimal or not report.steps
    if report.steps:
        assert clash(prepared, oracle, report.conflict, None) > NOTHING
        for dropped in report.conflict:
            assert clash(prepared, oracle, report.conflict, dropped) < NOTHING, dropped
        # The optimiser's relaxation is the tighter one, so that not all that is whole to it is to the oracle.
        assert not report.whole or oracle.least_whole(relax=True) < NOTHING


def clash(prepared: Prepared, oracle: WholeYielding, conflict: tuple[Opposed, ...], dropped: Opposed | None) -> float:
    counted: set[Key] = set()
    for row in conflict:
        if row is not dropped:
            counted |= musts(prepared, oracle, row)
    return oracle.least_whole(lambda key: key in counted)


def musts(prepared: Prepared, oracle: WholeYielding, row: Opposed) -> set[Key]:
    if row.pointer.endswith(("/min_per_year", "/min_years")):
        measure = prepared.programme.measures[int(row.pointer.split("/")[2])].id
        return {key for key in oracle.below if key.place == (measure,)}
    return set(musts_of(prepared, oracle, row.rule, row.pointer))


def test_it_bites() -> None:
    """Through the integers and through the relaxation, with minima that give way and that clash."""
    gave: Counter[str] = Counter()
    clashed: Counter[str] = Counter()
    whole = usable = 0
    for kind, seed in SEEDS:
        found = made(kind, seed)
        if found is not None and found[2].steps:
            usable += 1
            whole += found[2].whole
            gave.update({step.pointer.rsplit("/", 1)[-1] for step in found[2].steps})
            clashed.update({row.pointer.rsplit("/", 1)[-1] for row in found[2].conflict})
    assert usable >= 40
    assert whole >= 10
    assert min(gave["min_per_year"], clashed["min_per_year"]) >= 5
