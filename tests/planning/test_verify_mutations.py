"""Good plans of random programmes pass; with any one number changed by one unit they do not."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from planning.programme import Programme
from planning.verify import papers, shortfalls, verify
from tests.planning.verify_plans import rules
from tests.planning.verify_random import drawn

CENT = Decimal("0.01")
UNITS = {
    "spend": {"amount": CENT, "year": 1},
    "carried": {"amount": CENT, "year": 1},
    "lapsed": {"amount": CENT, "year": 1},
    "cells": {
        "planned": CENT,
        "regular": CENT,
        "sowing_line": CENT,
        "equal_share": CENT,
        "coverage": Decimal("0.000001"),
        "year": 1,
    },
    "aims": {"short": CENT, "year": 1},
}
"""Every number of a plan that the checker vouches for, with its unit."""

SUMS = ("lapsed", "benefit")
"""Objectives that the checker counts again."""
AIMS = {
    "structural_cover",
    "floors",
    "hold_harmless",
    "focus_minimum",
    "persistence",
    "ramp_up",
    "frontline_room",
    "resident_initiatives",
    "per_resident_ratio",
}


def changes(rng: Random, document: Any):
    """(list, field, changed document): one number of every kind up or down by its unit."""
    for name, units in UNITS.items():
        rows = getattr(document, name)
        for field, unit in units.items():
            numbers = [i for i, row in enumerate(rows) if getattr(row, field) is not None]
            for i in rng.sample(numbers, min(3, len(numbers))):
                row = rows[i].model_copy(update={field: getattr(rows[i], field) + rng.choice([1, -1]) * unit})
                yield name, field, document.model_copy(update={name: (*rows[:i], row, *rows[i + 1 :])})
    for field in SUMS:
        number = getattr(document.objectives, field) + rng.choice([1, -1]) * CENT
        objectives = document.objectives.model_copy(update={field: number})
        yield "objectives", field, document.model_copy(update={"objectives": objectives})


@pytest.fixture(autouse=True)
def _quick_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of plans of few programmes: each programme is digested once (it is never let go, so ids hold)."""
    known: dict[int, tuple[Programme, str]] = {}
    whole = papers.digest

    def digest(programme: Programme) -> str:
        if id(programme) not in known:
            known[id(programme)] = (programme, whole(programme))
        return known[id(programme)][1]

    monkeypatch.setattr(papers, "digest", digest)


def test_any_number_changed_by_one_unit_is_caught():
    caught: Counter[tuple[str, str]] = Counter()
    short: Counter[str] = Counter()
    for seed in range(40):
        rng = Random(seed)
        made, document = drawn(rng)
        assert rules(verify(made, document)) == [], seed
        short.update({row.rule for row in document.aims})
        for name, field, changed in changes(rng, document):
            assert not verify(made, changed).ok, (seed, name, field)
            caught[name, field] += 1
    # It bites: every kind of number was changed, and every aim fell short, often.
    assert set(caught) == {(name, field) for name, units in UNITS.items() for field in units} | {
        ("objectives", field) for field in SUMS
    }
    assert min(caught.values()) >= 40
    assert set(short) == AIMS
    assert min(short.values()) >= 10


def test_shortfalls_are_what_a_plan_must_name():
    left_out = 0
    for seed in range(2000, 2025):
        made, document = drawn(Random(seed))
        rows = {(*key, cents) for *key, cents in shortfalls(made, document.spend, document.round_to)}
        named = {
            (row.rule, row.pointer, row.year, row.wijk, row.domain, row.measure, int(row.short * 100)): row
            for row in document.aims
        }
        assert rows <= set(named), seed
        kept = tuple(row for key, row in named.items() if key in rows)
        assert rules(verify(made, document.model_copy(update={"aims": kept}))) == [], seed
        left_out += len(document.aims) - len(kept)
    assert left_out >= 10  # some fall short by no more than rounding explains


def test_a_row_left_out_is_caught():
    caught: Counter[str] = Counter()
    for seed in range(25):
        rng = Random(1000 + seed)
        made, document = drawn(rng)
        for name in ("spend", "cells", "aims", "lapsed"):
            rows = [
                row for row in getattr(document, name) if getattr(row, "amount", 1) and getattr(row, "short", 99) > 50
            ]
            for row in rng.sample(rows, min(3, len(rows))):
                less = tuple(other for other in getattr(document, name) if other is not row)
                assert not verify(made, document.model_copy(update={name: less})).ok, (seed, row)
                caught[name] += 1
    assert min(caught.values()) >= 35
