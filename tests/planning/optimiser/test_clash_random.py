"""The cheapest repair and the clashing set of 120 random programmes, beside an oracle that shares nothing with them."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from functools import cache

import pytest

from planning.checks import check
from planning.clashes import ClashReport, Opposed
from planning.optimiser import explain_clash, plan_programme
from planning.prepared import Prepared, prepare
from planning.verify import verify
from tests.oracle.places import must_at, musts_of
from tests.oracle.repair import YIELDING, Key, Yielding
from tests.planning.documents import problems_of
from tests.planning.optimiser.mended import with_changes
from tests.programmes.clashing import CLASHING, clashing_programme
from tests.programmes.draft import read

pytestmark = pytest.mark.xdist_group("clash_random")  # one process: its programmes are planned once

CENT = 0.01
NOTHING = 0.006
"""Euros: up to half a cent counts as nothing, on repairs of up to tens of millions of euros."""
SEVERAL = 3
FIRMLY = 1e4
"""How much dearer it is that another rule gives way."""


@cache
def report(seed: int) -> ClashReport:
    return explain_clash(clashing_programme(seed)[1])


def test_the_documents_are_valid() -> None:
    for seed in CLASHING:
        assert problems_of(json.dumps(clashing_programme(seed)[0])) == [], seed


@pytest.mark.parametrize("seed", CLASHING)
def test_the_repair_costs_the_least(seed: int) -> None:
    """No cheaper repair exists; what is above the least is the rounding of each step to a cent."""
    _, _, oracle = clashing_programme(seed)
    found = report(seed)
    assert found.steps
    assert found.cents == sum(step.cents for step in found.steps)
    assert -NOTHING < found.cents * CENT - oracle.least() < len(found.steps) * CENT + NOTHING


@pytest.mark.parametrize("seed", CLASHING)
def test_with_the_steps_everything_else_holds(seed: int) -> None:
    """Each must gives way by its step and no other must gives way at all: nothing is left to give way."""
    _, prepared, oracle = clashing_programme(seed)
    allowed: dict[Key, float] = defaultdict(float)
    for step in report(seed).steps or ():
        place = (step.stream, step.measure, step.wijk, step.domain)
        key = must_at(prepared, step.rule, step.pointer, step.year, place)
        assert key in oracle.keys, step
        allowed[key] += step.cents * CENT
    assert oracle.least(allowed=allowed) < NOTHING


@pytest.mark.parametrize("seed", CLASHING)
def test_the_clashing_set_is_irreducible(seed: int) -> None:
    """Its rules cannot all hold; with any one of them dropped the others can."""
    _, prepared, oracle = clashing_programme(seed)
    found = report(seed)
    assert found.minimal
    assert len({(row.rule, row.pointer) for row in found.conflict}) == len(found.conflict) > 0
    assert clash(prepared, oracle, found.conflict, None) > NOTHING
    for dropped in found.conflict:
        assert clash(prepared, oracle, found.conflict, dropped) < NOTHING, dropped


@pytest.mark.parametrize("seed", CLASHING)
def test_each_rule_alone_must_give_way_by_what_it_says(seed: int) -> None:
    """No less will do where the other rules of the set hold, and at the years and places that it names it will."""
    _, prepared, oracle = clashing_programme(seed)
    rules = {row.pointer: musts_of(prepared, oracle, row.rule, row.pointer) for row in report(seed).conflict}
    everything = {key for keys in rules.values() for key in keys}
    for row in report(seed).conflict:
        mine = rules[row.pointer].keys()
        shared = any(mine & keys.keys() for pointer, keys in rules.items() if pointer != row.pointer)
        assert row.cents is not None
        if shared:  # commitments of one stream to one measure in one year are one row of the oracle
            continue
        others = everything - mine
        least = oracle.least(lambda key, mine=mine, others=others: (key in mine) + FIRMLY * (key in others))
        assert -2 * NOTHING < row.cents * CENT - least < CENT * len(row.where) + NOTHING
        named = named_musts(prepared, row)
        assert named <= mine
        elsewhere = everything - named
        there = oracle.least(lambda key, named=named, elsewhere=elsewhere: (key in named) + FIRMLY * (key in elsewhere))
        assert there < least + NOTHING


def named_musts(prepared: Prepared, row: Opposed) -> frozenset[Key]:
    places = [(row.stream, where.measure, where.wijk, where.domain) for where in row.where]
    return frozenset(
        must_at(prepared, row.rule, row.pointer, where.year, place)
        for where, place in zip(row.where, places, strict=True)
    )


def clash(prepared: Prepared, oracle: Yielding, conflict: tuple[Opposed, ...], dropped: Opposed | None) -> float:
    """The least euros that the rules of a conflict must give way, with one of them dropped and all others left out."""
    counted: dict[Key, float] = defaultdict(float)
    for row in conflict:
        if row is not dropped:
            for key, euros in musts_of(prepared, oracle, row.rule, row.pointer).items():
                counted[key] += euros
    # Of several commitments of one stream to one measure in one year those that are dropped are allowed to be missing.
    allowed = {
        key: committed(prepared, key) - euros
        for key, euros in counted.items()
        if key.rule == "commitments" and not math.isinf(euros)
    }
    return oracle.least(lambda key: key in counted, allowed)


def committed(prepared: Prepared, key: Key) -> float:
    rows = prepared.programme.commitments
    return sum(float(r.amount) for r in rows if (r.stream, r.measure, r.year) == (*key.place, key.year))


@pytest.mark.parametrize("seed", CLASHING)
def test_with_the_changes_in_the_document_there_is_a_plan(seed: int) -> None:
    """The whole planner, in whole euros, and what it makes is verified."""
    document, _, _ = clashing_programme(seed)
    changed = prepare(read(with_changes(document, report(seed).changes)))
    plan = plan_programme(changed)
    assert plan.status == "optimal"
    assert check(changed).errors == []
    assert verify(changed, plan).ok


def test_every_rule_gives_way_and_clashes() -> None:
    gave: Counter[str] = Counter()
    clashed: Counter[str] = Counter()
    for seed in CLASHING:
        gave.update({step.rule for step in report(seed).steps or ()})
        clashed.update({row.rule for row in report(seed).conflict})
    assert set(gave) == set(clashed) == YIELDING
    assert min(gave.values()) >= SEVERAL, gave
    assert min(clashed.values()) >= SEVERAL, clashed
    assert sum(len(report(seed).conflict) > 1 for seed in CLASHING) >= 50
