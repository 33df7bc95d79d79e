"""From a place in a document to the musts of the oracle that stand there."""

from __future__ import annotations

from planning.prepared import Prepared
from planning.programme import Commitment
from tests.oracle.repair import Key, Yielding


def must_at(
    prepared: Prepared,
    rule: str,
    pointer: str,
    year: int | None,
    place: tuple[str | None, str | None, str | None, str | None],
) -> Key:
    """The one must of a rule at a pointer, year and place (stream, measure, wijk, domain; None where not named)."""
    stream, measure, wijk, domain = place
    parts = pointer.split("/")[1:]
    if rule == "floors":
        return Key(rule, (wijk or "", domain or ""), year, _floors_before(prepared, int(parts[2]), place, year))
    if rule == "coherence":
        links = prepared.measure[measure or ""].requires
        required = links[int(parts[3])].measure
        return Key(rule, (measure or "", required), year)
    if rule == "commitments":
        return Key(rule, (stream or "", measure or ""), year)
    named = tuple(part for part in place if part is not None)
    return Key(rule, named, year)


def _floors_before(
    prepared: Prepared, number: int, place: tuple[str | None, str | None, str | None, str | None], year: int | None
) -> int:
    """How many floors of the same cell and year stand earlier in the document."""
    *_, wijk, domain = place
    first = prepared.programme.term[0]
    return sum(
        floor.strength == "must"
        and floor.wijk in (None, wijk)
        and floor.domain in (None, domain)
        and (year or first) >= (floor.from_ or first)
        for floor in prepared.programme.rules.floors[:number]
    )


def musts_of(prepared: Prepared, oracle: Yielding, rule: str, pointer: str) -> dict[Key, float]:
    """All musts of the rule at a pointer, with the euros that each loses when the rule is dropped (inf: all)."""
    programme, parts = prepared.programme, pointer.split("/")[1:]
    mine = {key for key in oracle.keys if key.rule == rule}
    whole = float("inf")
    if rule == "floors":
        floor = programme.rules.floors[int(parts[2])]
        cells = [key for key in mine if floor.wijk in (None, key.place[0]) and floor.domain in (None, key.place[1])]
        return {
            key: whole
            for key in cells
            if (key.year or 0) >= (floor.from_ or 0)
            and key.number
            == _floors_before(prepared, int(parts[2]), (None, None, key.place[0], key.place[1]), key.year)
        }
    if rule == "commitments":
        row: Commitment = programme.commitments[int(parts[1])]
        return {Key(rule, (row.stream, row.measure), row.year): float(row.amount)}
    if rule == "staff_capacity":
        return {Key(rule, (parts[2],), int(parts[3])): whole}
    if rule == "co_financing":
        return {key: whole for key in mine if key.place[0] == programme.streams[int(parts[1])].id}
    if rule == "measure_limits":
        return {key: whole for key in mine if key.place == (programme.measures[int(parts[1])].id,)}
    if rule == "coherence":
        measure = programme.measures[int(parts[1])]
        link = (measure.id, measure.requires[int(parts[3])].measure)
        return {key: whole for key in mine if key.place == link}
    return dict.fromkeys(mine, whole)
