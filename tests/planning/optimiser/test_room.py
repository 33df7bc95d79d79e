"""Known answers for the rules of room. The arithmetic stands with each test; money in euros."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import measure, stream, wijk
from tests.planning.optimiser.solving import Solved, solved

KINDS = [("frontline_room", "professional"), ("resident_initiatives", "resident")]


def roomy(rule: str, strength: str | None, room: dict[str, Any], **fields: Any) -> Solved:
    """One wijk with 100,000, a measure m and a room measure; a tenth must be room."""
    rules = {} if strength is None else {rule: {"share": 0.1, "strength": strength}}
    measures = [measure("m", ("a", "school")), measure("vrij", ("a", "school"), **room)]
    return solved(
        **{"years": 1, "streams": [stream("gemeente", 100_000)], "measures": measures, "rules": rules, **fields}
    )


@pytest.mark.parametrize(("rule", "kind"), KINDS)
@pytest.mark.parametrize("strength", ["must", "aim"])
def test_a_tenth_is_room(rule: str, kind: str, strength: str) -> None:
    """0.1 · 100,000 = 10,000 for the room measure; without the rule nothing, as m comes first in the document."""
    assert roomy(rule, None, {"room": kind}).paid(measure="vrij") == [0]
    plan = roomy(rule, strength, {"room": kind})
    assert plan.paid(measure="vrij") == [10_000]
    assert plan.paid(measure="m") == [90_000]


@pytest.mark.parametrize(("rule", "kind"), KINDS)
def test_room_out_of_reach(rule: str, kind: str) -> None:
    """The room measure holds 6,000. As an aim 4,000 is short and nothing lapses; as a must 6,000 is a tenth of
    60,000, so m gets 54,000 and 40,000 lapses.
    """
    aim = roomy(rule, "aim", {"room": kind, "max_per_year": 6_000})
    must = roomy(rule, "must", {"room": kind, "max_per_year": 6_000})
    assert aim.short(rule) == {("a", 2027): 4_000}
    assert aim.cell("a") == [100_000]
    assert aim.lost == 0
    assert must.paid(measure="m") == [54_000]
    assert must.lost == 40_000


@pytest.mark.parametrize(("rule", "kind"), KINDS)
def test_a_wijk_without_a_room_measure_gets_an_open_one(rule: str, kind: str) -> None:
    """Only a has a room measure. b gets one that serves its domains in proportion to their lines: school and werk with
    shares 3 and 1 have lines of 37,500 and 12,500; of 5,000 of room 3,750 is in school. The plan stays on the line.
    """
    plan = roomy(
        rule,
        "must",
        {"room": kind},
        domains=[{"id": "school", "share": 3}, {"id": "werk"}],
        wijken=[wijk("a"), wijk("b")],
    )
    assert plan.paid(measure=f"open:{kind}:b") == [5_000]
    assert plan.paid(measure="vrij") == [5_000]
    assert plan.cell("b") == [37_500]
    assert plan.cell("b", "werk") == [12_500]


@pytest.mark.parametrize(("rule", "kind"), KINDS)
def test_room_counts_by_the_part_in_the_wijk(rule: str, kind: str) -> None:
    """The room measure serves a and b in parts 3 and 1, so of its money a quarter is room in b: the 5,000 that b needs
    takes 20,000, which gives a 15,000 (more than its 5,000).
    """
    serves = [{"wijk": "a", "domain": "school", "weight": 3}, {"wijk": "b", "domain": "school"}]
    plan = solved(
        years=1,
        wijken=[wijk("a"), wijk("b")],
        streams=[stream("gemeente", 100_000)],
        measures=[
            measure("m", ("a", "school")),
            measure("n", ("b", "school")),
            {"id": "v", "serves": serves, "room": kind},
        ],
        rules={rule: {"share": 0.1, "strength": "must"}},
    )
    assert plan.paid(measure="v") == [20_000]
    assert plan.paid(measure="m") == [35_000]
    assert plan.paid(measure="n") == [45_000]


@pytest.mark.parametrize(("rule", "kind"), KINDS)
def test_regular_money_counts_in_the_whole(rule: str, kind: str) -> None:
    """100,000 and 50,000 of regular money: a tenth of the wijk's money is 15,000."""
    regular = {"count_regular": True, "regular": [{"wijk": "a", "domain": "school", "per_year": 50_000}]}
    assert roomy(rule, "must", {"room": kind}, **regular).paid(measure="vrij") == [15_000]


@pytest.mark.parametrize(("rule", "kind"), KINDS)
def test_the_other_kind_of_room_does_not_count(rule: str, kind: str) -> None:
    """The room measure is of the other kind, so an open one is made, and it gets the tenth."""
    other = "resident" if kind == "professional" else "professional"
    plan = roomy(rule, "must", {"room": other})
    assert plan.paid(measure=f"open:{kind}:a") == [10_000]
    assert plan.paid(measure="vrij") == [0]
