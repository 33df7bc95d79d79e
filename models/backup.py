"""Everything in the database as one file, and back, on either engine: what was written on one can be read on the other.

The file is gzip of JSON lines: a heading, then for each table a line that names it and one per row, then the number of
rows and the SHA-256 of all lines. It says of which revision its tables are: an older file is read into the tables of
its time, and these are then brought to those of this version. Tables are read as they are in the database and not as
this version knows them.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from sqlalchemy import Connection, DateTime, Engine, MetaData, Numeric, Table, insert, inspect, select, text, update

from models import migrating
from models.database import WRITING
from models.tables import METADATA

FORM = 1
ROWS = 1000
"""Rows that are read or written at once."""
LONGEST = 200_000_000
"""Characters of the longest line: a plan of the whole country is far below it."""
LATER: dict[str, tuple[str, ...]] = {"plan": ("adopter_id", "adopted_at")}
"""Columns that are filled when all else is: of an adopted plan the database lets nobody add to the ledger."""


class NoBackup(Exception):  # noqa: N818 - it is an answer
    """The file is no backup, is damaged or not whole, or of a version that is newer than this one."""


class NotEmpty(Exception):  # noqa: N818
    """The database holds programmes or accounts."""


def write(engine: Engine, target: BinaryIO) -> int:
    """Write all rows of a database as they are at one moment; how many rows.

    Raises:
        NotCurrent: its tables are not of this version.
    """
    migrating.demand_current(engine)
    isolation = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    count = 0
    with (
        engine.connect().execution_options(**isolation) as connection,
        gzip.GzipFile(fileobj=target, mode="wb", mtime=0) as file,
    ):
        said = hashlib.sha256()
        for value in _lines(connection):
            line = json.dumps(value, ensure_ascii=False, default=_plain).encode() + b"\n"
            said.update(line)
            file.write(line)
            count += isinstance(value, list)
        file.write(json.dumps({"rows": count, "sha256": said.hexdigest()}).encode() + b"\n")
    return count


def read(engine: Engine, source: BinaryIO, replace: bool = False) -> int:
    """Fill a database with what a file holds, all or nothing; how many rows.

    Args:
        replace: whether what is in the database may go.

    Raises:
        NoBackup: the file cannot be read back; nothing is changed then.
        NotEmpty: there is something in the database, and it may not go.
    """
    writer = engine.execution_options(**{WRITING: True})
    try:
        with gzip.open(source, "rb") as file, writer.begin() as connection:
            if not replace and _holds(connection):
                raise NotEmpty
            return _filled(connection, _values(file))
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise NoBackup(str(error)) from error


def _lines(connection: Connection) -> Iterator[Any]:
    tables = _tables(connection, [table.name for table in METADATA.sorted_tables])
    yield {"zaaiplan_backup": FORM, "revision": migrating.revision(connection), "last": _last(connection, tables)}
    for table in tables:
        yield {"table": table.name, "columns": [column.name for column in table.columns]}
        asked = select(table).order_by(*table.primary_key.columns)
        for rows in connection.execution_options(yield_per=ROWS).execute(asked).partitions():
            yield from (list(row) for row in rows)


def _filled(connection: Connection, values: Iterator[Any]) -> int:
    """Make the tables of a file and fill them."""
    heading = next(values, None)
    if not isinstance(heading, dict) or heading.get("zaaiplan_backup") != FORM:
        raise NoBackup("no heading")
    if not migrating.is_known(heading["revision"]):
        raise NoBackup(f"of a newer version ({heading['revision']})")
    migrating.empty(connection)
    migrating.upgrade_within(connection, heading["revision"])
    count, later = 0, []
    for table, rows in _by_table(connection, values):
        count += len(rows)
        for name in LATER.get(table.name, ()):
            later += [(table, row["id"], name, row[name]) for row in rows if row[name] is not None]
            rows = [{**row, name: None} for row in rows]
        connection.execute(insert(table), rows)
    for table, number, name, value in later[::-1]:
        connection.execute(update(table).where(table.c.id == number).values({name: value}))
    _go_on_from(connection, heading["last"])
    migrating.upgrade_within(connection, "head")
    return count


def _by_table(connection: Connection, values: Iterator[Any]) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """Rows of a file, so many at a time, with the table they are of."""
    table: Table | None = None
    columns: list[str] = []
    rows: list[dict[str, Any]] = []
    for value in values:
        if table is not None and rows and (isinstance(value, dict) or len(rows) == ROWS):
            yield table, rows
            rows = []
        if isinstance(value, dict):
            (table,) = _tables(connection, [value["table"]])
            columns = value["columns"]
        elif table is not None:
            pairs = zip(columns, value, strict=True)
            rows.append({name: _held(table, name, one, connection.dialect.name) for name, one in pairs})
    if table is not None and rows:
        yield table, rows


def _values(file: Any) -> Iterator[Any]:
    """The lines of a file; at its end they must be all there, and as they were written."""
    said, count = hashlib.sha256(), 0
    while line := file.readline(LONGEST):
        value = json.loads(line)
        if isinstance(value, dict) and "sha256" in value:
            if value != {"rows": count, "sha256": said.hexdigest()}:
                raise NoBackup("not what was written")
            return
        said.update(line)
        count += isinstance(value, list)
        yield value
    raise NoBackup("not whole")


def _tables(connection: Connection, names: list[str]) -> list[Table]:
    """Tables as they are in the database, in the order of the names."""
    there = MetaData()
    there.reflect(connection, only=names, resolve_fks=False)
    return [there.tables[name] for name in names]


def _holds(connection: Connection) -> bool:
    """Whether there is anything that somebody put there."""
    there = set(inspect(connection).get_table_names())
    return any(
        connection.execute(text(f"SELECT 1 FROM {name} LIMIT 1")).first() is not None  # noqa: S608 - of ours
        for name in ("programme", "account", "log")
        if name in there
    )


def _plain(value: object) -> Any:
    """What JSON has no word for."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    raise TypeError(f"{type(value).__name__} is no value of a row")


def _held(table: Table, column: str, value: Any, engine: str) -> Any:
    """A value of a file as the column takes it."""
    kind = table.columns[column].type
    if value is None:
        return None
    if isinstance(kind, DateTime):
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=None) if engine == "sqlite" else moment
    return Decimal(value) if isinstance(kind, Numeric) else value


def _last(connection: Connection, tables: list[Table]) -> dict[str, int]:
    """The last number that was given out by table, also of rows that are gone: no row gets it again."""
    if connection.dialect.name == "sqlite":
        return {name: int(last) for name, last in connection.execute(text("SELECT name, seq FROM sqlite_sequence"))}
    found = {}
    for table in tables:
        if "id" in table.columns and table.columns["id"].type.python_type is int and len(table.primary_key) == 1:
            sequence = connection.execute(text(f"SELECT pg_get_serial_sequence('{table.name}', 'id')")).scalar_one()
            last, called = connection.execute(text(f"SELECT last_value, is_called FROM {sequence}")).one()  # noqa: S608
            if called:
                found[table.name] = int(last)
    return found


def _go_on_from(connection: Connection, last: dict[str, int]) -> None:
    """Give out numbers after those that were given out."""
    for name, number in last.items():
        if connection.dialect.name == "sqlite":
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": name})
            connection.execute(text("INSERT INTO sqlite_sequence VALUES (:name, :n)"), {"name": name, "n": int(number)})
        else:
            sequence = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :n)")
            connection.execute(sequence, {"name": name, "n": int(number)})
