"""What is different between two states of a programme, row by row."""

from __future__ import annotations

from dataclasses import dataclass

from models.flat import Values
from models.rows import Key, Rows


@dataclass(frozen=True)
class Difference:
    """A row that came (old is None), went (new is None), or has other values: the columns that differ alone."""

    table: str
    key: Key
    old: Values | None
    new: Values | None


def differences(old: Rows, new: Rows) -> list[Difference]:
    """What is different, table by table in their order, by key."""
    found = []
    for table in new:
        was, becomes = old.get(table, {}), new[table]
        for key in sorted({*was, *becomes}):
            difference = _between(table, key, was.get(key), becomes.get(key))
            if difference is not None:
                found.append(difference)
    return found


def _between(table: str, key: Key, old: Values | None, new: Values | None) -> Difference | None:
    if old is None or new is None:
        return Difference(table, key, old, new)
    other = [name for name in new if old[name] != new[name]]
    if not other:
        return None
    return Difference(table, key, {name: old[name] for name in other}, {name: new[name] for name in other})


def applied(rows: Rows, changes: list[Difference]) -> Rows:
    """Rows after changes. What a change says was there is not looked at."""
    after = {table: dict(held) for table, held in rows.items()}
    for change in changes:
        if change.new is None:
            after[change.table].pop(change.key, None)
        else:
            after[change.table][change.key] = {**after[change.table].get(change.key, {}), **change.new}
    return after


def undone(changes: list[Difference]) -> list[Difference]:
    """The changes that take changes back, the last first."""
    return [Difference(change.table, change.key, change.new, change.old) for change in reversed(changes)]
