"""A programme made ready: need, sowing line, and the open measures that let a plan be made on the first day.

Everything that plans, checks, verifies or shows starts from a `Prepared` programme.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from planning.money import CENTS_PER_EURO, cents
from planning.need import Needs, needs
from planning.programme import Cell, Measure, Programme, Stream, Wijk
from planning.sowing_line import SowingLine, sowing_line

RoomKind = Literal["professional", "resident"]
ROOM_RULES: dict[RoomKind, str] = {"professional": "frontline_room", "resident": "resident_initiatives"}
"""Kind of room: the rule that asks for it."""


@dataclass(frozen=True)
class Prepared:
    """A programme with what follows from it.

    `measures` are the measures of the document and after them the open ones; all money is in whole cents.
    """

    programme: Programme
    need: Needs
    line: SowingLine
    measures: tuple[Measure, ...]

    @cached_property
    def measure(self) -> Mapping[str, Measure]:
        """Measure by id."""
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def stream(self) -> Mapping[str, Stream]:
        """Counted stream by id."""
        return {stream.id: stream for stream in self.programme.counted}

    @cached_property
    def _near(self) -> Mapping[str, list[Stream]]:
        """Counted streams that may pay something in a wijk, in document order."""
        near: dict[str, list[Stream]] = {wijk.id: [] for wijk in self.programme.wijken}
        for stream in self.programme.counted:
            for wijk in near if stream.wijken is None else near.keys() & stream.wijken:
                near[wijk].append(stream)
        return near

    def payers_of(self, measure: Measure) -> list[Stream]:
        """The counted streams whose conditions let them pay a measure, the years aside; in document order.

        Only those of its first wijk are looked at: of a country's streams few are, and all would be too many.
        """
        near = self._near[measure.cells[0].wijk] if measure.cells else self.programme.counted
        return [stream for stream in near if stream.may_pay(measure)]

    def years_of(self, measure: Measure) -> range:
        """The calendar years of the term in which the measure may be paid."""
        term = self.programme.term
        first = measure.first_year if measure.first_year is not None else term[0]
        last = measure.last_year if measure.last_year is not None else term[-1]
        return range(max(first, term[0]), min(last, term[-1]) + 1)

    def nominal(self, measure: Measure, real: Decimal, year: int) -> int:
        """Cents of `year` for an amount of the measure in euros of the base year; indexed ones are whole euros."""
        if not measure.indexed:
            return cents(real)
        return CENTS_PER_EURO * self.programme.prices.nominal(cents(real), year, CENTS_PER_EURO)


def prepare(programme: Programme) -> Prepared:
    """Need, sowing line and open measures of a programme. Deterministic; no solving."""
    need = needs(programme)
    return prepare_with(programme, need, sowing_line(programme, need.value))


def prepare_with(programme: Programme, need: Needs, line: SowingLine) -> Prepared:
    """A programme made ready with a need and a sowing line that are known: those of one that it differs little from."""
    weight = {
        (wijk.id, domain.id): sum(line.line[wijk.id, domain.id, year] for year in programme.term)
        for wijk in programme.wijken
        for domain in programme.domains
    }
    opened = (*_open_cells(programme, weight), *_open_rooms(programme, weight))
    return Prepared(programme, need, line, (*programme.measures, *opened))


def _replaces_open(programme: Programme, measure: Measure) -> bool:
    """Whether a measure leaves the cells that it serves without an open measure. Decision 0011.

    Not an investment: it takes what it costs and no more, so that other money could not go where it is the only one.
    With benefit alone nothing is lost by that, for money that brings no benefit may lapse: there it does.
    """
    coverage, _ = programme.weights
    return measure.profile is None or coverage == 0


def _open_cells(programme: Programme, weight: Mapping[tuple[str, str], int]) -> list[Measure]:
    """A measure for every cell with a sowing line that no measure without a room serves, investments aside."""
    served = {
        (cell.wijk, cell.domain)
        for measure in programme.measures
        if measure.room is None and _replaces_open(programme, measure)
        for cell in measure.cells
    }
    return [
        _open(f"open:{wijk}:{domain}", (Cell(wijk=wijk, domain=domain),))
        for (wijk, domain), mass in weight.items()
        if mass > 0 and (wijk, domain) not in served
    ]


def _open_rooms(programme: Programme, weight: Mapping[tuple[str, str], int]) -> list[Measure]:
    """A room measure for every wijk without one, where the rule asks for room."""
    return [
        _open(f"open:{kind}:{wijk.id}", cells, room=kind)
        for kind, rule in ROOM_RULES.items()
        if getattr(programme.rules, rule) is not None
        for wijk in programme.wijken
        if not _has_room(programme, wijk, kind) and (cells := _all_domains(programme, wijk, weight))
    ]


def _has_room(programme: Programme, wijk: Wijk, kind: RoomKind) -> bool:
    return any(
        measure.room == kind
        and _replaces_open(programme, measure)
        and any(cell.wijk == wijk.id for cell in measure.cells)
        for measure in programme.measures
    )


def _all_domains(programme: Programme, wijk: Wijk, weight: Mapping[tuple[str, str], int]) -> tuple[Cell, ...]:
    return tuple(
        Cell.model_construct(wijk=wijk.id, domain=domain.id, weight=Decimal(weight[wijk.id, domain.id]))
        for domain in programme.domains
        if weight[wijk.id, domain.id] > 0
    )


def _open(identifier: str, cells: tuple[Cell, ...], room: RoomKind | None = None) -> Measure:
    """An open measure; its id holds colons, which a document's ids cannot."""
    return Measure.model_construct(id=identifier, serves=cells, kind="incidental", room=room)
