"""What holds for every aim: it never makes money lapse, and it falls short where it cannot be met."""

from __future__ import annotations

from typing import Any

import pytest

from planning.rules import Rules
from tests.builders import measure, stream, wijk
from tests.planning.optimiser.solving import Solved, solved

FOCUS = [{"domain": "school", "factor": 1}]
DOMAINS = [{"id": "school"}, {"id": "werk"}]
TWO = [wijk("a"), wijk("b")]


def room(kind: str) -> dict[str, Any]:
    """Room of at most 5,000 where a tenth of 100,000 is asked: spending 50,000 would meet it."""
    measures = [measure("m", ("a", "school")), measure("v", ("a", "school"), room=kind, max_per_year=5_000)]
    return {"measures": measures, "streams": [stream("gemeente", *[100_000] * 3)]}


HARD: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    # Incidental money and structural work alone: spending nothing would meet it.
    "structural_cover": (
        {},
        {
            "measures": [measure("m", ("a", "school"))],
            "streams": [stream("rijk", 9_000, 9_000, 9_000, kind="incidental")],
        },
    ),
    # More than there is.
    "floors": ({"per_resident": 200}, {}),
    "hold_harmless": ({}, {"wijken": [wijk("a", baseline={"school": 200_000})]}),
    # Money for werk alone, and a focus on school.
    "focus_minimum": (
        {"share": 0.5},
        {
            "domains": DOMAINS,
            "wijken": [wijk("a", focus=FOCUS)],
            "streams": [stream("gemeente", *[50_000] * 3, domains=["werk"])],
        },
    ),
    # Much at first, little later: spending little at first would meet it.
    "persistence": ({"cells": "all"}, {"streams": [stream("gemeente", 100_000, 20_000, 20_000)]}),
    # Little at first, much later: spending less later would meet it.
    "ramp_up": ({"max_growth": 0.1}, {"streams": [stream("gemeente", 10_000, 100_000, 100_000)]}),
    "frontline_room": ({"share": 0.1}, room("professional")),
    "resident_initiatives": ({"share": 0.1}, room("resident")),
    # Much for a alone, little for b alone: spending less in a would meet it.
    "per_resident_ratio": (
        {"max": 1.5},
        {
            "wijken": TWO,
            "streams": [stream("x", *[90_000] * 3, wijken=["a"]), stream("y", *[10_000] * 3, wijken=["b"])],
        },
    ),
}
"""For each rule that has a strength: its parameters, and a programme in which it cannot be met without losing money."""

LOSES = {"structural_cover", "focus_minimum", "persistence", "ramp_up"} | {"frontline_room", "resident_initiatives"}
LOSES |= {"per_resident_ratio"}
"""Rules that as a must would let money lapse in that programme; the others would have no plan."""


def with_strength(name: str, strength: str) -> Solved:
    """The programme of a rule with that rule alone."""
    parameters, fields = HARD[name]
    rule: Any = {**parameters, "strength": strength}
    return solved(**fields, rules={name: [rule] if name == "floors" else rule})


def test_every_rule_with_a_strength_is_here() -> None:
    """Everything under `rules` but staff_capacity, which always holds."""
    assert set(HARD) == set(Rules.model_fields) - {"staff_capacity"}


@pytest.mark.parametrize("name", HARD)
def test_an_aim_never_makes_money_lapse(name: str) -> None:
    """Nothing lapses, and the aim falls short."""
    plan = with_strength(name, "aim")
    assert plan.lost == 0
    assert sum(plan.values[aim.short.hash] for aim in plan.model.aims if plan.model.about[aim.row].rule == name) > 0.1


@pytest.mark.parametrize("name", sorted(LOSES))
def test_as_a_must_the_same_rule_does(name: str) -> None:
    """So the test above bites: the aim could have been met by losing money."""
    assert with_strength(name, "must").lost > 1000


def test_aims_do_not_change_what_musts_lose() -> None:
    """A maximum of 60,000 lets 40,000 lapse; a persistence aim that would rather lose more in 2027 changes nothing."""
    fields: dict[str, Any] = {
        "years": 2,
        "streams": [stream("gemeente", 100_000, 20_000)],
        "measures": [measure("m", ("a", "school"), max_per_year=60_000)],
    }
    plan = solved(**fields, rules={"persistence": {"cells": "all", "strength": "aim"}})
    assert plan.cell("a") == [60_000, 20_000]
    assert plan.lapsed("gemeente") == [40_000, 0]


def test_aims_come_before_growth() -> None:
    """A floor of 90 in b (of 100,000 for two equal wijken): the aim is met in full, though a keeps 10,000 alone."""
    rules = {"floors": [{"wijk": "b", "per_resident": 90, "strength": "aim"}]}
    plan = solved(wijken=TWO, streams=[stream("gemeente", *[100_000] * 3)], rules=rules)
    assert plan.cell("b") == [90_000] * 3


def test_an_aim_over_no_line_is_measured_by_a_thousand_euros() -> None:
    """c has no residents and so no line. Its focus is school, its 10,000 is for werk: half, 5,000, is short."""
    plan = solved(
        years=1,
        domains=DOMAINS,
        wijken=[wijk("a"), wijk("c", 0, focus=FOCUS)],
        streams=[stream("gemeente", 10_000, measures=["m"])],
        measures=[measure("m", ("c", "werk"))],
        rules={"focus_minimum": {"share": 0.5, "strength": "aim"}},
    )
    (aim,) = plan.model.aims
    assert aim.scope == 1.0
    assert plan.short("focus_minimum") == {("c", 2027): 5_000}


@pytest.mark.parametrize("money", [100, 10**8, 10**10, 10**11])
def test_the_largest_shortfall_is_kept_whatever_the_size_of_the_money(money: int) -> None:
    """Sowing lines of a quarter and three quarters of the money, and floors of six tenths for each: both fall short by
    a fifth of their line with 55% and 45%. The least sum alone would give 60% and 40%, growth alone 25% and 75%.
    """
    wijken = [wijk("a"), wijk("b", need={"school": 3})]
    floors = [{"per_resident": money * 6 / 10_000, "strength": "aim"}]
    found = solved(years=1, wijken=wijken, streams=[stream("gemeente", money)], rules={"floors": floors})
    assert [float(euros) / money for euros in found.cell("a")] == pytest.approx([0.55], abs=1e-6)
