"""Random small programmes with whole decisions against brute force over all decisions."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest

from planning.optimiser import Options, plan_programme
from planning.plan import PlanDocument
from tests.builders import document, measure, prepared, stream
from tests.planning.optimiser.whole_oracle import best, on_years

TRIED = 40


def drawn(seed: int) -> dict[str, Any]:
    """One cell, three measures of which each asks whole decisions, and two streams."""
    chance = random.Random(f"hele besluiten {seed}")
    cell = ("a", "school")
    rows = []
    for name in "mno":
        kind = chance.choice(["least", "duration", "profile", "both"])
        row = measure(name, cell, indexed=False, benefit=chance.randint(1, 9))
        if kind == "profile":
            row |= {"profile": [chance.randint(5, 60) for _ in range(chance.randint(1, 2))]}
            row["benefit"] = chance.randint(10, 300)
            if chance.random() < 0.3:
                row["start_years"] = [2028]
            elif chance.random() < 0.2:
                row["already_running"] = [2026]
        if kind in ("least", "both"):
            row |= {"min_per_year": chance.randint(20, 70), "max_per_year": chance.randint(70, 90)}
        if kind in ("duration", "both"):
            row |= {"min_years": chance.randint(2, 3)}
            if chance.random() < 0.5:
                row |= {"already_running": [2026], "min_per_year": chance.randint(5, 20)}
            if chance.random() < 0.3:
                row |= {"last_year": 2028}
        rows.append(row)
    streams = [stream("gemeente", *(chance.randint(20, 120) for _ in range(3)))]
    streams.append(stream("fonds", *(chance.randint(0, 60) for _ in range(3)), measures=["m", "n"]))
    if chance.random() < 0.5:
        streams[0]["carry_over"] = {}
    return document(measures=rows, streams=streams)


def checked(given: dict[str, Any], plan: PlanDocument) -> None:
    """In whole euros every measure is paid as one of the ways in which it may be on."""
    for row in given["measures"]:
        paid = {year: 0.0 for year in (2027, 2028, 2029)}
        for payment in plan.spend:
            if payment.measure == row["id"]:
                paid[payment.year] += float(payment.amount)
        ways = on_years(row, 2027, 3)
        assert any(
            all(limits.get(t, (0, 0))[0] <= amount <= limits.get(t, (0, 0))[1] for t, amount in paid.items())
            for _, limits in ways
        ), (row, paid)


@pytest.mark.parametrize("benefit", [True, False])
def test_the_best_of_all_decisions(benefit: bool) -> None:
    """Benefit is the most there can be, or the least lapses; what cannot be is infeasible. All proven."""
    kinds = {"plan": 0, "infeasible": 0, "loses": 0}
    for seed in range(TRIED):
        given = drawn(seed)
        made = prepared(**{**given, "objective": "benefit" if benefit else "coverage"})
        plan = plan_programme(made, Options(gap=0))
        expected = best(given, benefit)
        if expected is None:
            assert plan.status == "infeasible", seed
            kinds["infeasible"] += 1
            continue
        assert (plan.status, plan.gap) == ("optimal", 0), seed
        found = float(plan.objectives.benefit if benefit else -plan.objectives.lapsed)
        assert found == pytest.approx(expected, abs=1e-4), seed
        checked(given, plan)
        kinds["plan"] += 1
        kinds["loses"] += plan.objectives.lapsed > 0
    assert kinds["plan"] >= TRIED / 2
    assert kinds["infeasible"] >= 1
    assert kinds["loses"] >= 5


def test_the_same_document_gives_the_same_bytes() -> None:
    for seed in itertools.islice(range(TRIED), 5):
        one, other = (plan_programme(prepared(**drawn(seed))) for _ in range(2))
        assert one.model_dump_json() == other.model_dump_json()
