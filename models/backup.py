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
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, BinaryIO

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Engine,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    collate,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.exc import DataError, IntegrityError

from models import migrating
from models.database import WRITING, take_time
from models.tables import METADATA

FORM = 1
ROWS, ROWS_WITH_TEXT = 1000, 20
"""Rows that are read at once, and of a table that holds documents."""
MOST_AT_ONCE = 10_000_000
"""Characters of rows that are written at once, with those of one row more."""
LONGEST = 100_000_000
"""Bytes of the longest line: a plan of the whole country is far below it."""
LATER: dict[str, tuple[str, ...]] = {"plan": ("adopter_id", "adopted_at")}
"""Columns that are filled when all else is: of an adopted plan the database lets nobody add to the ledger."""


class NoBackup(Exception):  # noqa: N818 - it is an answer
    """The file is no backup, is damaged or not whole, or of a version that is newer than this one."""


class Newer(NoBackup):
    """The file is of a version that is newer than this one."""


class NotEmpty(Exception):  # noqa: N818
    """The database holds programmes or accounts."""


def write(engine: Engine, target: BinaryIO) -> int:
    """Write all rows of a database as they are at one moment; how many rows.

    Raises:
        NotCurrent: its tables are not of this version.
    """
    isolation = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    count = 0
    with (
        engine.connect().execution_options(**isolation) as connection,
        # No name and no time, so that the same rows are the same bytes.
        gzip.GzipFile(filename="", fileobj=target, mode="wb", compresslevel=6, mtime=0) as file,
    ):
        take_time(connection)
        migrating.demand_current_within(connection)
        said = hashlib.sha256()
        for value in _lines(connection):
            line = json.dumps(value, ensure_ascii=False, default=_plain).encode() + b"\n"
            if len(line) > LONGEST:
                raise ValueError(f"a row of {len(line)} bytes")
            said.update(line)
            file.write(line)
            count += isinstance(value, list)
        file.write(json.dumps({"rows": count, "sha256": said.hexdigest()}).encode() + b"\n")
    return count


def read(engine: Engine, source: BinaryIO, replace: bool = False) -> int:
    """Fill a database with what a file holds, all or nothing; how many rows.

    Args:
        source: a file that can be read twice.
        replace: whether what is in the database may go.

    Raises:
        NoBackup: the file cannot be read back; nothing is changed then.
        NotEmpty: there is something in the database, and it may not go.
        NotCurrent: what is there is of a newer version than this one.
    """
    # All of it before there is a connection: for a file that is damaged nobody waits, and no database is made.
    with gzip.open(source, "rb") as file:
        values = _values(file)
        _heading(next(values, None))
        for _ in values:
            pass
    source.seek(0)
    writer = engine.execution_options(**{WRITING: True})
    with gzip.open(source, "rb") as file:
        values = _values(file)
        heading = _heading(next(values, None))
        with writer.begin() as connection:
            migrating.alone(connection)
            if not replace and _holds(connection):
                raise NotEmpty
            try:
                return _filled(connection, heading, values)
            except (IntegrityError, DataError, KeyError, TypeError, ValueError, ArithmeticError) as error:
                raise NoBackup(f"{type(error).__name__}") from error


def _lines(connection: Connection) -> Iterator[Any]:
    there = _tables(connection)
    tables = [there[table.name] for table in METADATA.sorted_tables if not table.info.get("passing")]
    yield {"zaaiplan_backup": FORM, "revision": migrating.revision(connection), "last": _last(connection, tables)}
    for table in tables:
        yield {"table": table.name, "columns": [column.name for column in table.columns]}
        documents = any(isinstance(column.type, Text) for column in table.columns)
        asked = select(table).order_by(*(_sorted(column, connection) for column in table.primary_key.columns))
        options = {"yield_per": ROWS_WITH_TEXT if documents else ROWS}
        for rows in connection.execute(asked, execution_options=options).partitions():
            yield from (list(row) for row in rows)


def _sorted(column: Column[Any], connection: Connection) -> Any:
    """A column to sort by: text byte by byte, as SQLite does, whatever the language of the database."""
    is_text = isinstance(column.type, String) and connection.dialect.name == "postgresql"
    return collate(column, "C") if is_text else column


def _heading(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or value.get("zaaiplan_backup") != FORM:
        raise NoBackup("no heading")
    number, last = value.get("revision"), value.get("last")
    if not isinstance(number, str) or not isinstance(last, dict) or any(type(one) is not int for one in last.values()):
        raise NoBackup("no heading")
    if not migrating.is_known(number):
        raise Newer(number)
    return value


def _filled(connection: Connection, heading: dict[str, Any], values: Iterator[Any]) -> int:
    """Make the tables of a file and fill them."""
    migrating.empty(connection)
    migrating.upgrade_within(connection, heading["revision"])
    count, later = 0, []
    for table, rows in _by_table(connection, values):
        count += len(rows)
        names = LATER.get(table.name, ())
        for row in rows:
            held = {name: row[name] for name in names if row[name] is not None}
            if held:
                later.append((table, row["id"], held))
                row.update(dict.fromkeys(held))
        connection.execute(insert(table), rows)
    for table, number, held in later:
        connection.execute(update(table).where(table.c.id == number).values(held))
    _go_on_from(connection, heading["last"])
    migrating.upgrade_within(connection, "head")
    return count


def _by_table(connection: Connection, values: Iterator[Any]) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """Rows of a file, so many at a time, with the table they are of."""
    there = _tables(connection)
    table: Table | None = None
    columns: list[str] = []
    rows: list[dict[str, Any]] = []
    size = 0
    for value in values:
        if table is not None and rows and (isinstance(value, dict) or len(rows) == ROWS or size >= MOST_AT_ONCE):
            yield table, rows
            rows, size = [], 0
        if isinstance(value, dict):
            table = there[value["table"]]
            columns = value["columns"]
        elif table is None or not isinstance(value, list) or len(value) != len(columns):
            raise NoBackup("no row")
        else:
            pairs = zip(columns, value, strict=True)
            rows.append({name: _held(table, name, one, connection.dialect.name) for name, one in pairs})
            size += sum(len(one) for one in value if isinstance(one, str))
    if table is not None and rows:
        yield table, rows


def _values(file: gzip.GzipFile) -> Iterator[Any]:
    """The lines of a file; at its end they must be all there, and as they were written.

    Raises:
        NoBackup: they are not.
    """
    said, count = hashlib.sha256(), 0
    try:
        while line := file.readline(LONGEST):
            value = json.loads(line)
            if isinstance(value, dict) and "sha256" in value:
                # What is read to its end has its checksum compared.
                if value != {"rows": count, "sha256": said.hexdigest()} or file.read(1):
                    raise NoBackup("not what was written")
                return
            said.update(line)
            count += isinstance(value, list)
            yield value
    except (OSError, EOFError, zlib.error, ValueError, RecursionError) as error:
        raise NoBackup(type(error).__name__) from error
    raise NoBackup("not whole")


def _tables(connection: Connection) -> dict[str, Table]:
    """Tables as they are in the database, by name, but for that of the revision: no file may fill it."""
    there = MetaData()
    there.reflect(connection, resolve_fks=False)
    return {name: table for name, table in there.tables.items() if name != migrating.VERSION}


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
    """A value of a file as the column takes it.

    Raises:
        NoBackup: it is no value of this column. SQLite would take it all the same.
    """
    kind = table.columns[column].type
    if value is None:
        return None
    if isinstance(kind, DateTime | Numeric):
        try:
            made = datetime.fromisoformat(value) if isinstance(kind, DateTime) else Decimal(value)
        except (TypeError, ValueError, ArithmeticError):
            raise NoBackup(f"{table.name}.{column}") from None
        if isinstance(made, datetime) and made.utcoffset() != timedelta(0):
            raise NoBackup(f"{table.name}.{column}")  # all are written in UTC; SQLite has no word for another
        return made.replace(tzinfo=None) if isinstance(made, datetime) and engine == "sqlite" else made
    if type(value) is not kind.python_type:
        raise NoBackup(f"{table.name}.{column}")
    return value


def _last(connection: Connection, tables: list[Table]) -> dict[str, int]:
    """The last number that was given out by table, also of rows that are gone: no row gets it again."""
    if connection.dialect.name == "sqlite":
        found = {name: int(last) for name, last in connection.execute(text("SELECT name, seq FROM sqlite_sequence"))}
        return {table.name: found[table.name] for table in tables if table.name in found}
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
    if not set(last) <= set(_tables(connection)):
        raise NoBackup("numbers of no table")
    for name, number in last.items():
        if connection.dialect.name == "sqlite":
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": name})
            connection.execute(text("INSERT INTO sqlite_sequence VALUES (:name, :n)"), {"name": name, "n": number})
        else:
            sequence = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :n)")
            connection.execute(sequence, {"name": name, "n": number})
