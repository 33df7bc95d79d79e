"""Solving again from where a programme like it ended: the same answer as from nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest

from planning.optimiser import engine
from planning.optimiser.engine import Engine, How, NoPlan, Status
from planning.optimiser.solved import Solved, solve
from planning.prepared import Prepared, prepare
from tests.builders import measure, prepared, stream, wijk
from tests.programmes import random_programme, read

NEAR = 0.0011
"""Part of the sowing line: two of the last steps of the grid, on which cells may be equally well off."""
MONEY_NEAR = 0.005
"""Half a percentage point: what money alone is right to."""
TRIED = range(0, 200, 9)
"""Among them programmes that a change moves so far that growth begins afresh."""


def dial(document: dict[str, Any]) -> None:
    document["dial"] = 1.05


def evenness(document: dict[str, Any]) -> None:
    document["evenness"] = min(4, round(float(document.get("evenness", 1)) * 1.5, 4))


def income(document: dict[str, Any]) -> None:
    amounts = document["streams"][0]["amounts"]
    for year in amounts:
        amounts[year] = round(float(amounts[year]) * 1.05)


def need(document: dict[str, Any]) -> None:
    document["wijken"][0]["need"] = {domain["id"]: 1.2 for domain in document["domains"]}


def earmark(document: dict[str, Any]) -> None:
    for each in document["streams"]:
        each["wijken"] = each["domains"] = None


def rule(document: dict[str, Any]) -> None:
    for name in list(document["rules"])[:2]:
        del document["rules"][name]


FIGURES: list[Callable[[dict[str, Any]], None]] = [dial, evenness, income, need]
"""Changes of figures alone: the same columns and rows."""
CHANGES: list[Callable[[dict[str, Any]], None]] = [*FIGURES, earmark, rule]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_warm_is_the_same_as_cold(change: Callable[[dict[str, Any]], None]) -> None:
    moved = plans = 0
    for seed in TRIED:
        before = solve(prepare(read(random_programme(seed))))
        document = random_programme(seed)
        change(document)
        after = prepare(read(document))
        try:
            cold = solve(after)
        except NoPlan:
            continue  # the change made the musts clash
        warm = solve(after, start=before.outcome.start)
        plans += 1
        assert apart(after, cold, warm) < NEAR, seed
        assert warm.outcome.shortfall == pytest.approx(cold.outcome.shortfall, abs=1e-6), seed
        moved += cold.money().keys() != before.money().keys() or apart(after, cold, before) > 10 * NEAR
    assert plans >= 15
    assert moved >= 5, "the change changed too little to be a test"


def test_money_alone_from_a_warm_start() -> None:
    """To half a point what a cold solve gives, near the other programme or, where it is far, from a coarse grid."""
    ways: Counter[str] = Counter()
    for seed in TRIED:
        before = solve(prepare(read(random_programme(seed))))
        for change in FIGURES:
            document = random_programme(seed)
            change(document)
            after = prepare(read(document))
            cold = solve(after)
            warm = solve(after, start=before.outcome.start, finest=0.0015, money_only=True)
            assert apart(after, cold, warm) < MONEY_NEAR, (seed, change.__name__)
            assert warm.outcome.shortfall == pytest.approx(cold.outcome.shortfall, abs=1e-6), (seed, change.__name__)
            names = {name for name, _, _ in warm.outcome.stages}
            assert "tidiness" not in names
            ways["afresh" if "growth_coarse" in names else "near"] += apart(after, cold, before) > MONEY_NEAR
    assert ways["near"] >= 20
    assert ways["afresh"] >= 2


def test_growth_that_is_far_begins_afresh() -> None:
    """Need of a wijk goes to 1.2 where money is scarce and bounds change: no vertex near the old one is the best."""
    before = solve(prepare(read(random_programme(45))))
    document = random_programme(45)
    need(document)
    after = prepare(read(document))
    warm = solve(after, start=before.outcome.start)
    assert "growth_coarse" in {name for name, _, _ in warm.outcome.stages}
    assert warm.outcome.settled
    assert apart(after, solve(after), warm) < NEAR


def test_once_far_the_stages_after_it_are_cold() -> None:
    """A cap of no pivots in the first stage: nearness is not tried again, and the answer is that of a cold solve."""
    before, after = solve(prepare(read(random_programme(45)))), random_programme(45)
    need(after)
    given = prepare(read(after))
    ways: list[How] = []
    minimise = Engine.minimise

    def watched(self: Engine, cost: Any, how: How, rescue: How | None = How.COLD) -> Status:
        ways.append(how)
        return minimise(self, cost, how, rescue)

    no_pivots = patch.multiple(engine, LEAST_PIVOTS=0, NEAR_PART=10**9)
    with no_pivots, patch.object(Engine, "minimise", watched):
        warm = solve(given, start=before.outcome.start)
    assert ways.count(How.PRIMAL) == 1
    assert How.DUAL not in ways
    assert apart(given, solve(given), warm) < NEAR


def apart(given: Prepared, one: Solved, other: Solved) -> float:
    """Largest difference in coverage, a fraction."""
    first, second = one.money(), other.money()
    return max(
        abs(first.get(key, 0.0) - second.get(key, 0.0)) * 1e5 / given.line.line[*key[0], key[1]]
        for key in {*first, *second}
        if given.line.line[*key[0], key[1]] > 0
    )


def test_a_thousand_euros_more_with_the_sowing_line_held() -> None:
    """Two equal wijken share 100,000 in 2027; 1,000 more is 500 more for each, and the line is as it was."""
    given = prepared(years=1, wijken=[wijk("a"), wijk("b")], streams=[stream("gemeente", 100_000)])
    more = prepared(years=1, wijken=[wijk("a"), wijk("b")], streams=[stream("gemeente", 101_000)])
    before = solve(given, finest=1e-5)
    after = solve(replace(more, line=given.line), start=before.outcome.start, finest=1e-5)
    gained = {cell: after.money()[cell] - before.money()[cell] for cell in before.money()}
    assert gained == pytest.approx({(("a", "school"), 2027): 0.5, (("b", "school"), 2027): 0.5}, abs=2e-3)


def test_a_measure_that_is_new_and_a_rule_that_is_gone() -> None:
    """A floor of 60,000 for a of 100,000 goes, b gets a measure of at most 30,000: 70,000 and 30,000."""
    wijken, streams = [wijk("a"), wijk("b")], [stream("gemeente", 100_000)]
    floor = {"wijk": "a", "domain": "school", "per_resident": 60}
    before = solve(prepared(years=1, wijken=wijken, streams=streams, rules={"floors": [floor]}))
    assert before.money() == pytest.approx({(("a", "school"), 2027): 60, (("b", "school"), 2027): 40}, abs=1e-6)
    few = [measure("weinig", ("b", "school"), max_per_year=30_000)]
    after = solve(prepared(years=1, wijken=wijken, streams=streams, measures=few), start=before.outcome.start)
    assert after.money() == pytest.approx({(("a", "school"), 2027): 70, (("b", "school"), 2027): 30}, abs=1e-6)


def test_clashing_musts_are_found_from_a_warm_start_too() -> None:
    before = solve(prepared())
    floors = [{"per_resident": 0.2}]
    with pytest.raises(NoPlan, match="infeasible"):
        solve(prepared(rules={"floors": floors}), start=before.outcome.start)
