"""The pieces of a programme that may keep money from where it would flow: each with its place, and how to do without.

A rule, an earmark, a maximum, a chain: whatever a planner could strike from the document. `without` gives the document
with that piece alone gone; what is written beside it stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from planning.messages import Language, say
from planning.prepared import Prepared
from planning.programme import CarryOver, Measure, Programme, Stream

Without = Callable[[Programme], Programme]
RULES = ("structural_cover", "hold_harmless", "focus_minimum", "persistence", "ramp_up")
EARMARKS = ("domains", "wijken", "measures")
ROOMS = ("frontline_room", "resident_initiatives", "per_resident_ratio")


@dataclass(frozen=True)
class Piece:
    """A piece of the document: the rule it belongs to, its place, how it is gone, the code and values of its name.

    `stream` and `measure` are the ids of what it belongs to, where it belongs to one.
    """

    rule: str
    pointer: str
    code: str
    without: Without = field(compare=False)
    values: tuple[tuple[str, Any], ...] = ()
    stream: str | None = None
    measure: str | None = None

    def name(self, language: Language) -> str:
        """What people call it, in the middle of a sentence."""
        return say(f"piece.{self.code}", language, **dict(self.values))


def pieces(prepared: Prepared) -> list[Piece]:
    """All pieces of a programme: rules, streams that count, measures, commitments, the programme as a whole."""
    programme = prepared.programme
    return [
        *_rules(prepared),
        *(piece for number, stream in _counted(prepared) for piece in _of_stream(programme, number, stream)),
        *(
            piece
            for number, measure in enumerate(programme.measures)
            for piece in _of_measure(programme, number, measure)
        ),
        *_commitments(prepared),
        *_of_the_whole(programme),
    ]


def investments(prepared: Prepared, started: Iterable[tuple[str, int]]) -> list[Piece]:
    """The investments that a plan chose (measure id, year of the start), in document order: choices, not rules.

    The document stays as it is: what is gone is the choice, so that the investment does not go ahead.
    """
    place = {measure.id: number for number, measure in enumerate(prepared.programme.measures)}
    return [
        Piece(
            "investment",
            f"/measures/{place[identifier]}",
            "investment",
            lambda programme: programme,
            (("measure", prepared.measure[identifier].label), ("year", year)),
            measure=identifier,
        )
        for identifier, year in sorted(started, key=lambda one: place[one[0]])
    ]


def changed(programme: Programme, **fields: Any) -> Programme:
    """A programme with other fields; `model_copy` would take along what was worked out from the old ones."""
    kept = {name: getattr(programme, name) for name in Programme.model_fields}
    return Programme.model_construct(**{**kept, **fields})


# ---- rules ----


def _rules(prepared: Prepared) -> Iterator[Piece]:
    rules = prepared.programme.rules
    for number, floor in enumerate(rules.floors):
        wijk, domain = _label(prepared.programme.wijken, floor.wijk), _label(prepared.programme.domains, floor.domain)
        code = f"floors.{'wijk' if wijk else 'all'}.{'domain' if domain else 'all'}"
        yield Piece("floors", f"/rules/floors/{number}", code, _no_floor(number), (("wijk", wijk), ("domain", domain)))
    for name in (*RULES, *ROOMS):
        if getattr(rules, name) is not None:
            yield Piece(name, f"/rules/{name}", name, _no_rule(name))
    for domain in rules.staff_capacity:
        values = (("domain", _label(prepared.programme.domains, domain)),)
        pointer = f"/rules/staff_capacity/{domain}"
        yield Piece("staff_capacity", pointer, "staff_capacity", _no_capacity(domain), values)


def _label(parts: Any, identifier: str | None) -> str | None:
    return next((part.label for part in parts if part.id == identifier), None)


def _no_floor(number: int) -> Without:
    def without(programme: Programme) -> Programme:
        floors = programme.rules.floors
        return _with_rules(programme, floors=floors[:number] + floors[number + 1 :])

    return without


def _no_rule(name: str) -> Without:
    return lambda programme: _with_rules(programme, **{name: None})


def _no_capacity(domain: str) -> Without:
    def without(programme: Programme) -> Programme:
        capacity = {known: years for known, years in programme.rules.staff_capacity.items() if known != domain}
        return _with_rules(programme, staff_capacity=capacity)

    return without


def _with_rules(programme: Programme, **rules: Any) -> Programme:
    return changed(programme, rules=programme.rules.model_copy(update=rules))


# ---- streams ----


def _counted(prepared: Prepared) -> Iterator[tuple[int, Stream]]:
    counted = {stream.id for stream in prepared.programme.counted}
    return ((i, stream) for i, stream in enumerate(prepared.programme.streams) if stream.id in counted)


def _of_stream(programme: Programme, number: int, stream: Stream) -> Iterator[Piece]:
    """Its earmark (wijken, domains and measures together), what it excludes, its carry-over and its co-financing."""

    def piece(rule: str, end: str, code: str, fields: dict[str, Any], **values: Any) -> Piece:
        known = (("stream", stream.label), *values.items())
        return Piece(rule, f"/streams/{number}{end}", code, _other_stream(number, fields), known, stream=stream.id)

    marks = [name for name in EARMARKS if getattr(stream, name) is not None]
    if marks:
        yield piece("earmark", f"/{marks[0]}" if len(marks) == 1 else "", "earmark", dict.fromkeys(marks))
    if stream.excludes_staff:
        yield piece("excludes_staff", "/excludes_staff", "excludes_staff", {"excludes_staff": False})
    kept = stream.carry_over
    if kept is None:
        yield piece("carry_over", "/carry_over", "carry_over.none", {"carry_over": CarryOver()})
    elif kept.until is not None and kept.until < programme.term[-1]:
        yield piece("carry_over", "/carry_over", "carry_over.until", {"carry_over": CarryOver()}, year=kept.until)
    elif kept.share < 1:
        yield piece("carry_over", "/carry_over", "carry_over.share", {"carry_over": CarryOver()})
    if stream.match is not None:
        yield piece("co_financing", "/match", "match", {"match": None})


def _other_stream(number: int, fields: dict[str, Any]) -> Without:
    def without(programme: Programme) -> Programme:
        streams = list(programme.streams)
        streams[number] = streams[number].model_copy(update=fields)
        return changed(programme, streams=tuple(streams))

    return without


# ---- measures ----


def _of_measure(programme: Programme, number: int, measure: Measure) -> Iterator[Piece]:
    """Years, maximum and links of a measure; of whole decisions nothing, as these stay as they are.

    The maximum of a measure that builds on others is no piece: the links are stated in it.
    """
    term = programme.term

    def piece(rule: str, end: str, code: str, without: Without, **values: Any) -> Piece:
        known = (("measure", measure.label), *values.items())
        return Piece(rule, f"/measures/{number}{end}", code, without, known, measure=measure.id)

    first, last = measure.first_year, measure.last_year
    if first is not None and first > term[0]:
        yield piece("measure_years", "/first_year", "first_year", _other(number, first_year=None), year=first)
    if last is not None and last < term[-1]:
        yield piece("measure_years", "/last_year", "last_year", _other(number, last_year=None), year=last)
    if measure.max_per_year is not None and not measure.requires:
        asked = any(link.measure == measure.id for other in programme.measures for link in other.requires)
        without = _beside(number) if asked else _other(number, max_per_year=None)
        yield piece("measure_limits", "/max_per_year", "max_per_year", without)
    for place, link in enumerate(measure.requires):
        left = measure.requires[:place] + measure.requires[place + 1 :]
        required = next(other.label for other in programme.measures if other.id == link.measure)
        yield piece("coherence", f"/requires/{place}", "requires", _other(number, requires=left), required=required)


def _other(number: int, **fields: Any) -> Without:
    def without(programme: Programme) -> Programme:
        measures = list(programme.measures)
        measures[number] = measures[number].model_copy(update=fields)
        return changed(programme, measures=tuple(measures))

    return without


def _beside(number: int) -> Without:
    """Without the maximum of a measure that others build on: the chain needs it, so what comes above it is a twin's."""

    def without(programme: Programme) -> Programme:
        measure = programme.measures[number]
        alone = {"max_per_year": None, "min_per_year": Decimal(0), "min_years": 1}
        twin = measure.model_copy(update={"id": f"{measure.id}:more", **alone})
        streams = tuple(
            stream.model_copy(update={"measures": (*stream.measures, twin.id)})
            if stream.measures is not None and measure.id in stream.measures
            else stream
            for stream in programme.streams
        )
        return changed(programme, measures=(*programme.measures, twin), streams=streams)

    return without


def _commitments(prepared: Prepared) -> Iterator[Piece]:
    """All commitments of a measure together, at the place of the first."""
    seen: set[str] = set()
    for number, row in enumerate(prepared.programme.commitments):
        if row.measure not in seen and row.stream in prepared.stream:
            seen.add(row.measure)
            known = (("measure", prepared.measure[row.measure].label),)
            without, pointer = _uncommitted(row.measure), f"/commitments/{number}"
            yield Piece("commitments", pointer, "commitments", without, known, measure=row.measure)


def _uncommitted(measure: str) -> Without:
    def without(programme: Programme) -> Programme:
        return changed(programme, commitments=tuple(row for row in programme.commitments if row.measure != measure))

    return without


def _of_the_whole(programme: Programme) -> Iterator[Piece]:
    if programme.steadiness > 0:
        yield Piece("steadiness", "/steadiness", "steadiness", lambda given: changed(given, steadiness=Decimal(0)))
    if programme.previous is not None:
        yield Piece("previous_plan", "/previous", "previous_plan", lambda given: changed(given, previous=None))
