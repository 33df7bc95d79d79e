"""Two people change one programme: what can stand together does, and what cannot is told with both values."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import randoms

from models.differences import Difference, differences
from models.merging import clashes, merged
from models.rows import Rows, programme_of, rows_of
from planning.document import read_values
from planning.problems import InvalidDocument
from planning.programme import Programme
from planning.reading.canonical import plain
from tests.builders import stream
from tests.models.test_rows import FULL, full
from tests.planning.drawn import as_text, documents

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
    before, ours, others = rows_of(HERE), rows_of(mine), rows_of(theirs)
    found = [(one.table, one.key) for one in clashes(before, ours, others)]
    assert found == [(one.table, one.key) for one in clashes(before, others, ours)]
    return found


def both(mine: Programme, theirs: Programme) -> Programme:
    """The programme with what both changed, which is the same whoever was first."""
    assert meet(mine, theirs) == []
    before, ours, others = rows_of(HERE), rows_of(mine), rows_of(theirs)
    together = merged(before, ours, others)
    assert together == merged(before, others, ours)
    assert rows_of(programme_of(together)) == together  # no row is left without a place in the document
    return programme_of(together)


FLOOR, AIM = FULL["rules"]["floors"]
PARTNERS = [{"id": partner.id, "layer": partner.layer} for partner in HERE.partners]
MEASURES = FULL["measures"]
V, X, Y, Z = ({"id": one, "serves": "programme"} for one in "vxyz")
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
    "one comes before what the other removes": (
        changed(partners=[{"id": "z"}, *PARTNERS]),
        changed(partners=PARTNERS[:-1]),
        changed(partners=[{"id": "z"}, *PARTNERS[:-1]]),
    ),
    "both put something between others": (
        changed(measures=[*MEASURES[:2], X, *MEASURES[2:]]),
        changed(measures=[Y, Z, V, *MEASURES]),
        changed(measures=[Y, Z, V, *MEASURES[:2], X, *MEASURES[2:]]),
    ),
    "one moves, the other removes and adds": (
        changed(measures=[MEASURES[3], *MEASURES[:3]]),
        changed(measures=[*MEASURES[:2], X, *MEASURES[2:]]),
        changed(measures=[MEASURES[3], *MEASURES[:2], X, MEASURES[2]]),
    ),
    "a rule and a floor": (
        changed(rules=rules(persistence={"max_drop": 0.2})),
        changed(rules=rules(floors=[FLOOR])),
        changed(rules=rules(persistence={"max_drop": 0.2}, floors=[FLOOR])),
    ),
}

APART = {
    "residents by year or one number": (
        changed(wijken=wijken(b={"residents": 11})),
        changed(wijken=wijken(b={"residents": {"2027": 10, "2029": 12, "2030": 13}})),
        [("wijk", ("b",)), ("wijk_residents", ("b", 2030))],
    ),
    "staff that is limited in one more year, or not at all": (
        changed(rules=rules(staff_capacity={"school": {}})),
        changed(rules=rules(staff_capacity={"school": {}, "werk": {"2027": 1.5, "2028": 2}})),
        [("domain", ("werk",)), ("staff_capacity", ("werk", 2028))],
    ),
    "an earmark for nothing becomes one for something, or none": (
        changed(streams=streams(t={"domains": None})),
        changed(streams=streams(t={"domains": ["werk"]})),
        [("stream", ("t",)), ("stream_domain", ("t",))],
    ),
    "both move": (
        changed(measures=[MEASURES[3], *MEASURES[:3]]),
        changed(measures=[*MEASURES[:2], MEASURES[3], MEASURES[2]]),
        [("measure", ())],
    ),
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
    ours = rows_of(changed(streams=streams(s={"amounts": {"2027": 7}})))
    others = rows_of(changed(streams=streams(s={"amounts": {"2027": 8}})))
    (clash,) = clashes(rows_of(HERE), ours, others)
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


def changes_lost(before: Rows, after: Rows, found: Rows) -> list[Difference]:
    """What somebody changed that is not in what was found; where things stand among others aside."""
    lost = []
    for change in differences(before, after):
        held = found[change.table].get(change.key)
        if change.new is None or held is None:
            if (change.new is None) != (held is None) and set(change.new or {"": 0}) != {"position"}:
                lost.append(change)
        elif any(held[name] != value for name, value in change.new.items() if name != "position"):
            lost.append(change)
    return lost


def crossed(one: Any, other: Any, some: Random) -> Any:
    """A document, with here and there what stands in another one; of lists of things some move, come and go."""
    if some.random() < 0.01:
        return other
    if isinstance(one, dict) and isinstance(other, dict):
        names = [name for name in {**one, **other} if name in one or some.random() < 0.02]
        kept = [name for name in names if name == "id" or name not in other or some.random() > 0.005]
        return {
            n: crossed(one[n], other[n], some) if n in one and n in other else one.get(n, other.get(n)) for n in kept
        }
    if not (isinstance(one, list) and one and isinstance(one[0], dict) and "id" in one[0]):
        return one
    others = {thing["id"]: thing for thing in other}
    things = [crossed(thing, others.get(thing["id"], thing), some) for thing in one]
    if some.random() < 0.1:
        some.shuffle(things)
    if some.random() < 0.1:
        things.pop(some.randrange(len(things)))
    new = [{**some.choice(one), "id": some.choice("xyz")} for _ in range(some.choice((0, 0, 0, 1, 3)))]
    for thing in new:
        if thing["id"] not in {held["id"] for held in things}:
            things.insert(some.randint(0, len(things)), thing)
    return things


def one_of(values: dict[str, Any], other: dict[str, Any], some: Random) -> Programme:
    """A valid programme made of two documents."""
    for _ in range(20):
        try:
            return read_values(crossed(values, other, some))
        except InvalidDocument:
            continue
    return read_values(values)


def test_nothing_that_either_changed_is_lost() -> None:
    """Of many programmes that two people changed: a merge that is accepted holds all that both did."""
    came: Counter[str] = Counter()

    @settings(
        max_examples=40,
        deadline=None,
        derandomize=True,  # or the count below would be another each time
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(documents(), documents(), documents(), randoms(use_true_random=False))
    def hold(here: dict[str, Any], one: dict[str, Any], other: dict[str, Any], some: Random) -> None:
        values = [json.loads(as_text(each), parse_float=Decimal) for each in (here, one, other)]
        before = rows_of(read_values(values[0]))
        mine, theirs = (rows_of(one_of(values[0], each, some)) for each in values[1:])
        if clashes(before, mine, theirs):
            came["refused"] += 1
            return
        together = merged(before, mine, theirs)
        assert together == merged(before, theirs, mine)
        try:
            back = rows_of(read_values(plain(programme_of(together))))
        except InvalidDocument:
            came["refused"] += 1
            return
        assert back == together
        assert [changes_lost(before, each, back) for each in (mine, theirs)] == [[], []]
        came["accepted"] += differences(before, mine) != [] != differences(before, theirs)

    hold()
    assert min(came["accepted"], came["refused"]) >= 3, came
