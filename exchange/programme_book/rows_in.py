"""From the rows of tables to a document: a function per shape of table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exchange.programme_book.drafting import Draft, Path, Spot, listed
from exchange.programme_book.sheets_in import BROKEN, Found
from exchange.programme_book.spec import MEASURES, PROFILES, RESIDENTS, SERVES, WIJKEN, Shape
from exchange.programme_book.words import SHEETS
from planning.reading.place import Words

UNKNOWN = {"wijken": "unknown_wijk", "measures": "unknown_measure", "streams": "unknown_stream"}
"""Code of a row of an item that is not there, by the list it should be in."""
LEADS = {"carry_over": "share", "match": "ratio"}
"""Of a condition in several columns, the one that must be filled in where any of them is."""


def read_rows(found: Found, draft: Draft) -> None:
    """Put what a table holds in the document."""
    READERS[found.table.shape](found, draft)


def _list(found: Found, draft: Draft) -> None:
    """A row per item."""
    at = found.table.at
    items: list[dict[str, Any]] = []
    by_id: dict[str, tuple[int, dict[str, Any]]] = {}
    for row in found.rows():
        item: dict[str, Any] = {}
        broken: set[Path] = set()
        for key in found.columns:
            value = found.value(row, key)
            if value is BROKEN:
                broken.add(key)
            elif value is not None:
                _set(item, key, value)
        _incomplete(found, row, item, broken)
        path = (*at, str(len(items)))
        draft.spots[path] = Spot(found, row, found.columns, _first(found))
        if isinstance(item.get("id"), str):
            by_id.setdefault(item["id"], (len(items), item))
        items.append(item)
    if items or found.table.needed:
        draft.put(at, items)
    draft.spots.setdefault(at, Spot(found, found.head))
    draft.by_id[at[0]] = by_id


def _set(item: dict[str, Any], key: Path, value: Any) -> None:
    for step in key[:-1]:
        item = item.setdefault(step, {})
    item[key[-1]] = listed(value)


def _incomplete(found: Found, row: int, item: dict[str, Any], broken: set[Path]) -> None:
    """A condition of which the column that makes it one is blank."""
    for name, lead in LEADS.items():
        part = item.get(name)
        if isinstance(part, dict) and lead not in part and (name, lead) in found.columns and (name, lead) not in broken:
            columns = [found.title(found.columns[name, field]) for field in part]
            found.wrong(row, found.columns[name, lead], "book.incomplete", columns=columns)


def _first(found: Found) -> int | None:
    """The column that names the row."""
    return found.columns.get(found.table.columns[0].path)


def _parent(found: Found, row: int, draft: Draft) -> tuple[int, dict[str, Any]] | None:
    """The item that the first column of a row names; None where it names none, which is then said."""
    key = found.table.columns[0].path
    identifier, of = found.value(row, key), found.table.columns[0].options
    if identifier is None or identifier is BROKEN:
        return None
    known = draft.by_id.get(of, {}).get(identifier)
    if known is None:
        found.wrong(row, found.columns[key], UNKNOWN[of], identifier, id=identifier)
    return known


def _child(found: Found, draft: Draft) -> None:
    """A row per item within the item that the first column names."""
    table, first = found.table, found.table.columns[0].path
    for row in found.rows():
        parent = _parent(found, row, draft)
        item: dict[str, Any] = {}
        for key in found.columns:
            if key != first:
                value = found.value(row, key)
                if value is not None and value is not BROKEN:
                    _set(item, key, value)
        if parent is None:
            continue
        number, holder = parent
        if table is SERVES and holder.get("office"):
            found.wrong(row, found.columns[first], "book.office_serves", holder["id"])
        held = holder.setdefault(table.within, [])
        path = (table.at[0], str(number), table.within)
        columns = {key: column for key, column in found.columns.items() if key != first}
        draft.spots[*path, str(len(held))] = Spot(found, row, columns, found.columns[first])
        held.append(item)


def _grid(found: Found, draft: Draft) -> None:
    """A row per item, with what it has per year or per step since its start."""
    table, first = found.table, found.table.columns[0].path
    seen: dict[str, int] = {}
    for row in found.rows():
        parent = _parent(found, row, draft)
        entries = {key[-1]: found.value(row, key) for key in found.columns if key != first}
        if parent is None:
            continue
        number, holder = parent
        if _twice(found, row, found.columns[first], holder["id"], seen):
            continue
        path = (table.at[0], str(number), table.within)
        if table is PROFILES:
            _profile(found, draft, row, path, holder, entries)
            continue
        filled = {year: value for year, value in entries.items() if value is not None and value is not BROKEN}
        columns = _by_last(found)
        draft.spots[path] = Spot(found, row, columns, found.columns[first])
        if table is RESIDENTS and holder.get("residents") is not None:
            name = Words(*SHEETS[WIJKEN.key])
            found.wrong(row, found.columns[first], "book.residents_twice", holder["id"], sheet=name)
        elif filled or table is RESIDENTS:
            holder[table.within] = filled


def _by_last(found: Found) -> dict[Path, int]:
    """The columns of a table but the first, by what they stand for."""
    first = found.table.columns[0].path
    return {(key[-1],): column for key, column in found.columns.items() if key != first}


def _twice(found: Found, row: int, column: int, name: Any, seen: dict[Any, int]) -> bool:
    """Whether a name stood in an earlier row, which is then said."""
    if seen.setdefault(name, row) == row:
        return False
    found.wrong(row, column, "book.twice", name, first=seen[name] + 1)
    return True


def _profile(found: Found, draft: Draft, row: int, path: Path, holder: dict[str, Any], entries: dict[str, Any]) -> None:
    """The euros of an investment: as many years as the last one filled in."""
    filled = sorted(int(step) for step, value in entries.items() if value is not None)
    by_step = {int(key[-1]): column for key, column in found.columns.items() if len(key) > 1}
    columns: dict[Path, int] = {(str(step - 1),): column for step, column in by_step.items()}
    draft.spots[path] = Spot(found, row, columns, found.columns[found.table.columns[0].path])
    for step in range(1, filled[-1] if filled else 1):
        if entries.get(str(step)) is None and step in by_step:
            found.wrong(row, by_step[step], "book.profile_gap")
    held = [entries.get(str(step)) for step in range(1, filled[-1] + 1)] if filled else []
    if held:
        holder[found.table.within] = [value for value in held if value is not None and value is not BROKEN]


def _turned(found: Found, draft: Draft) -> None:
    """A row per wijk, with its value of every indicator."""
    table, first = found.table, found.table.columns[0].path
    items = draft.by_id.get(table.at[0], {})
    keys = [key for key in found.columns if key != first]
    for key in keys:
        if key[-1] not in items:
            found.wrong(found.head, found.columns[key], "book.indicator_unknown", key[-1], id=key[-1])
    seen: dict[str, int] = {}
    for row in found.rows():
        wijk = found.value(row, first)
        values = [(key, found.value(row, key)) for key in keys if key[-1] in items]
        if wijk is None or wijk is BROKEN or _twice(found, row, found.columns[first], wijk, seen):
            continue
        for key, value in values:
            if value is not None and value is not BROKEN:
                number, item = items[key[-1]]
                item.setdefault(table.within, {})[wijk] = value
                path = (table.at[0], str(number), table.within, wijk)
                draft.spots[path] = Spot(found, row, {(): found.columns[key]}, found.columns[first], turned=True)


def _keyed(found: Found, draft: Draft) -> None:
    """A row per domain, with its staff by year; a row without any is a domain without limit in any year."""
    table, first = found.table, found.table.columns[0].path
    seen: dict[str, int] = {}
    for row in found.rows():
        name = found.value(row, first)
        entries = {key[-1]: found.value(row, key) for key in found.columns if key != first}
        if name is None or name is BROKEN or _twice(found, row, found.columns[first], name, seen):
            continue
        filled = {year: value for year, value in entries.items() if value is not None and value is not BROKEN}
        columns = _by_last(found)
        draft.spots[*table.at, name] = Spot(found, row, columns, found.columns[first])
        draft.put((*table.at, name), filled)


def _pairs(found: Found, draft: Draft) -> None:
    """A row per year with what it has."""
    first, second = (column.path for column in found.table.columns)
    seen: dict[int, int] = {}
    for row in found.rows():
        year, value = found.value(row, first), found.value(row, second)
        if year is None or year is BROKEN or _twice(found, row, found.columns[first], year, seen):
            continue
        path = (*found.table.at, str(year))
        draft.spots[path] = Spot(found, row, {(): found.columns[second]} if second in found.columns else {})
        draft.put(path, value)


def after_measures(found: dict[str, Found], draft: Draft) -> None:
    """Say what serves nothing, and write offices as documents do."""
    for number, item in enumerate(draft.values.get("measures", [])):
        if item.pop("office", False):
            item["serves"] = "programme"
        elif not item.get("serves") and MEASURES.key in found:
            measures = found[MEASURES.key]
            spot = draft.spots["measures", str(number)]
            name = Words(*SHEETS[SERVES.key])
            where = measures.columns.get(("office",), spot.key or 0)
            measures.wrong(spot.row, where, "book.serves_nothing", item.get("id"), sheet=name)


READERS: dict[Shape, Callable[[Found, Draft], None]] = {
    "list": _list,
    "child": _child,
    "grid": _grid,
    "turned": _turned,
    "keyed": _keyed,
    "pairs": _pairs,
}
