"""Two people changed one programme: whether what both did can stand together. Pure, row by row.

Changes are of one thing where they are of the same row; of a list whose things have no identifier where they are of
the same list, because what goes from its middle moves the rest; of the settings where they are of the same one. Who
removes a thing also changes all that is part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.differences import Difference
from models.rows import PARTS, SETTINGS, Key

Unit = tuple[str, Key]
"""A table and what of it is one thing."""
Units = dict[Unit, list[Difference]]


@dataclass(frozen=True)
class Clash:
    """One thing that both changed, not to the same: what each made of it."""

    table: str
    key: Key
    mine: tuple[Difference, ...]
    theirs: tuple[Difference, ...]


def clashes(mine: Iterable[Difference], theirs: Iterable[Difference]) -> list[Clash]:
    """What two sets of changes to the same state both change, in the order of the tables; [] where both can stand."""
    ours, others = _by_unit(mine), _by_unit(theirs)
    both = [unit for unit in {**ours, **others} if _meet(unit, ours, others)]
    order = {table: number for number, table in enumerate((SETTINGS, *PARTS))}
    both.sort(key=lambda unit: (order[unit[0]], tuple(map(str, unit[1]))))
    return [Clash(*unit, tuple(ours.get(unit, ())), tuple(others.get(unit, ()))) for unit in both]


def _meet(unit: Unit, ours: Units, others: Units) -> bool:
    """Whether both changed a thing, or one a part of what the other removed."""
    if unit in ours and unit in others:
        return ours[unit] != others[unit]
    by, other = (ours, others) if unit in ours else (others, ours)
    part_of_what_goes = any(_goes(owner, other) for owner in _owner(unit))
    return part_of_what_goes or (_goes(unit, by) and any(unit in _owner(part) for part in other))


def _goes(unit: Unit, changes: Units) -> bool:
    return any(change.new is None for change in changes.get(unit, ()))


def _by_unit(changes: Iterable[Difference]) -> Units:
    """Changes by thing. That others come before a thing is no change of it."""
    found: Units = {}
    for change in changes:
        for unit, part in _units(change):
            found.setdefault(unit, []).append(part)
    return found


def _units(change: Difference) -> Iterator[tuple[Unit, Difference]]:
    if change.table == SETTINGS:
        for name, value in (change.new or {}).items():
            yield (SETTINGS, (name,)), Difference(SETTINGS, (), {name: (change.old or {})[name]}, {name: value})
    elif PARTS[change.table].part.key == "position":
        yield (change.table, change.key[:-1]), change
    elif change.old is None or change.new is None or set(change.new) != {"position"}:
        yield (change.table, change.key), change


def _owner(unit: Unit) -> Iterator[Unit]:
    """The thing that a thing is part of."""
    table, key = unit
    if table != SETTINGS and PARTS[table].part.parent is not None:
        top = next(name for name, row in PARTS.items() if row.part.path == PARTS[table].part.path[:1])
        yield top, key[:1]
