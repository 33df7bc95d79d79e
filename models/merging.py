"""Two people changed one programme: whether what both did can stand together, and what it is then. Pure.

Changes are of one thing where they are of the same row; of a list whose things have no identifier where they are of
the same list, because what goes from its middle moves the rest; of the settings where they are of the same one. Who
removes a thing also changes all that is part of it, and so does who says that it has no such parts: a number of
residents instead of one per year. The order of things that have an identifier is one thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.differences import Difference, applied, differences
from models.rows import COLUMNS, PARTS, SETTINGS, Key, Rows

Unit = tuple[str, Key]
"""A table and what of it is one thing."""
Units = dict[Unit, list[Difference]]
ORDERED = [table for table in PARTS if PARTS[table].part.key != "position" and "position" in COLUMNS[table]]
"""The tables of things that have an identifier and stand in an order."""


@dataclass(frozen=True)
class Clash:
    """One thing that both changed, not to the same: what each made of it."""

    table: str
    key: Key
    mine: tuple[Difference, ...]
    theirs: tuple[Difference, ...]


def clashes(before: Rows, mine: Rows, theirs: Rows) -> list[Clash]:
    """What two people, who both began with `before`, both changed, in the order of the tables; [] where all can stand.

    A clash with key () of things that have an identifier is of their order.
    """
    my_changes, their_changes = differences(before, mine), differences(before, theirs)
    ours, others = _by_unit(my_changes), _by_unit(their_changes)
    found = [
        Clash(*unit, tuple(ours.get(unit, ())), tuple(others.get(unit, ())))
        for unit in {**ours, **others}
        if _meet(unit, ours, others)
    ]
    for table in ORDERED:
        kept, by_me, by_them = _kept(*(_order(rows, table) for rows in (before, mine, theirs)))
        if kept not in (by_me, by_them) and by_me != by_them:
            moves = (
                tuple(one for one in by if one.table == table and _moves(one)) for by in (my_changes, their_changes)
            )
            found.append(Clash(table, (), *moves))
    order = {table: number for number, table in enumerate((SETTINGS, *PARTS))}
    return sorted(found, key=lambda clash: (order[clash.table], tuple(map(str, clash.key))))


def merged(before: Rows, mine: Rows, theirs: Rows) -> Rows:
    """What both made of `before`, where nothing clashes; the same whoever was first."""
    rows = applied(theirs, [change for change in differences(before, mine) if not _moves(change)])
    for table in ORDERED:
        for position, key in enumerate(_together(*(_order(held, table) for held in (before, mine, theirs)))):
            rows[table][key] = {**rows[table][key], "position": position}
    return rows


def _together(before: list[Key], mine: list[Key], theirs: list[Key]) -> list[Key]:
    """Things in the order of who moved them; what came, after the thing that it was put after."""
    kept, by_me, by_them = _kept(before, mine, theirs)
    came: dict[Key | None, list[Key]] = {}
    for order in sorted((mine, theirs)):
        last = None
        for key in order:
            if key in kept:
                last = key
            elif key not in before:
                came.setdefault(last, []).append(key)
    found = came.get(None, [])
    for key in by_them if by_me == kept else by_me:
        found = [*found, key, *came.get(key, ())]
    return list(dict.fromkeys(found))


def _kept(before: list[Key], mine: list[Key], theirs: list[Key]) -> tuple[list[Key], list[Key], list[Key]]:
    """What is in all three, in the order of each."""
    kept = {*before} & {*mine} & {*theirs}
    first, second, third = ([key for key in order if key in kept] for order in (before, mine, theirs))
    return first, second, third


def _order(rows: Rows, table: str) -> list[Key]:
    held = rows[table]
    return sorted(held, key=lambda key: held[key]["position"])


def _moves(change: Difference) -> bool:
    """Whether a change is of nothing but the position: other things came or went before it, or it was moved."""
    return change.old is not None and change.new is not None and set(change.new) == {"position"}


def _meet(unit: Unit, ours: Units, others: Units) -> bool:
    """Whether both changed a thing, or one a part of what the other removed or gave no such parts."""
    if unit in ours and unit in others:
        return ours[unit] != others[unit]
    by, other = (ours, others) if unit in ours else (others, ours)
    return any(_ends(owner, unit[0], other) for owner in _owner(unit)) or any(
        unit in _owner(part) and _ends(unit, part[0], by) for part in other
    )


def _ends(owner: Unit, table: str, changes: Units) -> bool:
    """Whether changes of a thing are also of all its parts in a table: it goes, or other parts go with it now."""
    said_by = PARTS[table].part.said_by
    changed = [change for change in changes.get(owner, ()) if change.old is not None]
    return any(change.new is None or said_by in change.new for change in changed)


def _by_unit(changes: Iterable[Difference]) -> Units:
    """Changes by thing. Where it stands among others is no change of it."""
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
    elif not _moves(change):
        yield (change.table, change.key), change


def _owner(unit: Unit) -> Iterator[Unit]:
    """The thing that a thing is part of."""
    table, key = unit
    if table != SETTINGS and PARTS[table].part.parent is not None:
        top = next(name for name, row in PARTS.items() if row.part.path == PARTS[table].part.path[:1])
        yield top, key[:1]
