"""Two people change one programme: what can stand together does, and what cannot is told with both values."""

from __future__ import annotations

from typing import Any

import pytest

from models.differences import applied, differences
from models.merging import clashes
from models.rows import programme_of, rows_of
from planning.programme import Programme
from tests.builders import stream
from tests.models.test_rows import FULL, full

HERE = full()


def changed(**fields: Any) -> Programme:
    return full(**fields)


def streams(**amounts: Any) -> list[dict[str, Any]]:
    """The streams of FULL, with other fields by id."""
    return [{**one, **amounts.get(one["id"], {})} for one in FULL["streams"]]


def wijken(**fields: Any) -> list[dict[str, Any]]:
    return [{**one, **fields.get(one["id"], {})} for one in FULL["wijken"]]


def rules(**fields: Any) -> dict[str, Any]:
    return {**FULL["rules"], **fields}


def meet(mine: Programme, theirs: Programme) -> list[tuple[str, tuple[Any, ...]]]:
    """What both changed, which is the same whoever was first."""
    before = rows_of(HERE)
    ours, others = differences(before, rows_of(mine)), differences(before, rows_of(theirs))
    found = [(one.table, one.key) for one in clashes(ours, others)]
    assert found == [(one.table, one.key) for one in clashes(others, ours)]
    return found


def both(mine: Programme, theirs: Programme) -> Programme:
    """The programme with what both changed, which is the same whoever was first."""
    assert meet(mine, theirs) == []
    before = rows_of(HERE)
    ours, others = differences(before, rows_of(mine)), differences(before, rows_of(theirs))
    merged = programme_of(applied(rows_of(theirs), ours))
    assert merged == programme_of(applied(rows_of(mine), others))
    return merged


FLOOR, AIM = FULL["rules"]["floors"]
NEW = stream("u", 5)

TOGETHER = {
    "two settings": (changed(dial=2), changed(evenness=2), changed(dial=2, evenness=2)),
    "two streams": (
        changed(streams=streams(s={"name": "S"})),
        changed(streams=streams(t={"name": "T"})),
        changed(streams=streams(s={"name": "S"}, t={"name": "T"})),
    ),
    "an amount and the name of one stream": (
        changed(streams=streams(s={"amounts": {"2027": 7}})),
        changed(streams=streams(s={"name": "S"})),
        changed(streams=streams(s={"amounts": {"2027": 7}, "name": "S"})),
    ),
    "two years of one stream": (
        changed(streams=streams(s={"amounts": {"2027": 7}})),
        changed(streams=streams(s={"amounts": {"2027": 0.01, "2028": 8}})),
        changed(streams=streams(s={"amounts": {"2027": 7, "2028": 8}})),
    ),
    "one before a stream that the other changes": (
        changed(streams=[NEW, *FULL["streams"]]),
        changed(streams=streams(s={"name": "S"})),
        changed(streams=[NEW, *streams(s={"name": "S"})]),
    ),
    "the same by both": (changed(dial=2), changed(dial=2), changed(dial=2)),
    "a rule and a floor": (
        changed(rules=rules(persistence={"max_drop": 0.2})),
        changed(rules=rules(floors=[FLOOR])),
        changed(rules=rules(persistence={"max_drop": 0.2}, floors=[FLOOR])),
    ),
}

APART = {
    "one setting": (changed(dial=2), changed(dial=3), [("programme", ("dial",))]),
    "one amount": (
        changed(streams=streams(s={"amounts": {"2027": 7}})),
        changed(streams=streams(s={"amounts": {"2027": 8}})),
        [("stream_amount", ("s", 2027))],
    ),
    "one row, other columns": (
        changed(streams=streams(s={"name": "S"})),
        changed(streams=streams(s={"opening": 3})),
        [("stream", ("s",))],
    ),
    "a floor goes from the middle, another changes": (
        changed(rules=rules(floors=[AIM])),
        changed(rules=rules(floors=[FLOOR, {**AIM, "per_resident": 2}])),
        [("floor", ())],
    ),
    "both take the last of a list, which is not the same one": (
        changed(rules=rules(floors=[FLOOR])),
        changed(rules=rules(floors=[AIM])),
        [("floor", ())],
    ),
    "both add a need of one domain": (
        changed(wijken=wijken(b={"need": {"werk": 2}})),
        changed(wijken=wijken(b={"need": {"werk": 3}})),
        [("wijk_need", ("b", "werk"))],
    ),
    "an indicator goes that gets a value": (
        changed(indicators=[]),
        changed(indicators=[{**FULL["indicators"][0], "values": {"a": -1.5, "b": 2}}]),
        [("indicator", ("i",)), ("indicator_value", ("i", "b"))],
    ),
}


@pytest.mark.parametrize("case", TOGETHER)
def test_what_can_stand_together(case: str) -> None:
    mine, theirs, expected = TOGETHER[case]
    assert both(mine, theirs) == expected
    assert expected != HERE


@pytest.mark.parametrize("case", APART)
def test_what_cannot(case: str) -> None:
    mine, theirs, expected = APART[case]
    assert meet(mine, theirs) == expected


def test_a_clash_has_both_values() -> None:
    before = rows_of(HERE)
    ours = differences(before, rows_of(changed(streams=streams(s={"amounts": {"2027": 7}}))))
    others = differences(before, rows_of(changed(streams=streams(s={"amounts": {"2027": 8}}))))
    (clash,) = clashes(ours, others)
    (mine,), (theirs,) = clash.mine, clash.theirs
    assert (mine.old, mine.new, theirs.new) == (theirs.old, {"amount": 7}, {"amount": 8})


def test_a_wijk_that_goes_takes_what_is_of_it() -> None:
    """Who removes a wijk and who changes its need, or anything that is of it, cannot both have their way."""
    gone = full(
        wijken=[FULL["wijken"][1]],
        indicators=[{"id": "i", "domain": "school"}],
        regular=[],
        measures=FULL["measures"][1:],
        streams=streams(s={"measures": ["n"]}),
        commitments=[],
        rules=rules(floors=[FLOOR]),
    )
    assert ("wijk_need", ("a", "school")) in meet(gone, changed(wijken=wijken(a={"need": {"school": 2}})))
    assert ("wijk_need", ("a", "werk")) in meet(gone, changed(wijken=wijken(a={"need": {"school": 1.25, "werk": 2}})))
    assert [table for table, _ in meet(gone, changed(wijken=wijken(a={"name": "Aa"})))] == ["wijk"]
    assert meet(gone, changed(wijken=wijken(b={"name": "Bee"}))) == []
