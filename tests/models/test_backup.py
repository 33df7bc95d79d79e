"""Everything as one file and back: identical on either engine, all or nothing, and never of half a file."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError, OperationalError

from jobs.queue import Queue
from models import backup, database, migrating
from models.backup import Newer, NoBackup, NotEmpty
from models.database import connect, reading, trouble, writing
from models.store import attempts, credentials, links, people, programmes, sessions
from tests.builders import programme
from tests.models.everything import fill, new_database, seen
from tests.models.people import WHO
from tests.models.test_rows import full

KINDS = ("sqlite", "postgresql")
SPARING = 13
"""Of so many places one is tried."""


@pytest.fixture(scope="module")
def filled(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Engine]]:
    """By kind of engine a database with everything in it, which no test changes."""
    with ExitStack() as stack:
        made = {}
        for kind in KINDS:
            made[kind] = stack.enter_context(new_database(kind, postgres, tmp_path_factory.mktemp("filled")))
            migrating.upgrade(made[kind])
            fill(made[kind])
        yield made


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, postgres: str, tmp_path: Path) -> Iterator[Engine]:
    with new_database(request.param, postgres, tmp_path) as made:
        yield made


@pytest.fixture
def small(fresh: Engine) -> Engine:
    """A database with one programme and one account."""
    with writing(fresh) as session:
        programmes.add(session, programme(), WHO)
        people.add(session, "ans@voorbeeld.nl", "Ans", WHO)
    return fresh


def written(engine: Engine) -> bytes:
    target = io.BytesIO()
    backup.write(engine, target)
    return target.getvalue()


def read(engine: Engine, data: bytes, replace: bool = False) -> int:
    return backup.read(engine, io.BytesIO(data), replace)


def lines(data: bytes) -> list[Any]:
    return [json.loads(line) for line in gzip.decompress(data).splitlines()]


def sealed(values: list[Any]) -> bytes:
    """A file of lines, all but the last of a backup, with the checksum that belongs to them."""
    text = b"".join(json.dumps(value).encode() + b"\n" for value in values)
    count = sum(isinstance(value, list) for value in values)
    last = {"rows": count, "sha256": hashlib.sha256(text).hexdigest()}
    return gzip.compress(text + json.dumps(last).encode() + b"\n")


# ---- there and back ----


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_restored_is_identical(filled: dict[str, Engine], kind: str, empty: Engine) -> None:
    """Also from the one engine to the other: the documents, the plans, the log, all rows, and the file of them."""
    source = filled[kind]
    first = written(source)
    assert written(source) == first
    assert read(empty, first) == len([line for line in lines(first) if isinstance(line, list)])
    assert migrating.is_current(empty)
    assert seen(empty) == seen(source)
    assert written(empty) == first


def test_from_sqlite_to_postgresql_and_back(filled: dict[str, Engine], postgres: str, tmp_path: Path) -> None:
    first = written(filled["sqlite"])
    with new_database("postgresql", postgres, tmp_path) as there, new_database("sqlite", postgres, tmp_path) as back:
        read(there, first)
        read(back, written(there))
        assert written(back) == first


def test_a_file_tells_nothing_of_where_it_was_written(small: Engine, tmp_path: Path) -> None:
    """A GzipFile would keep the name of the file, which is another each time."""
    for name in ("one", "two"):
        with (tmp_path / name).open("wb") as target:
            backup.write(small, target)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes() == written(small)


def test_after_a_wipe_all_is_there_again(small: Engine) -> None:
    before, kept = all_rows(small), written(small)
    migrating.downgrade(small, "base")
    assert set(inspect(small).get_table_names()) <= {"alembic_version"}
    read(small, kept)
    assert all_rows(small) == before


def test_numbers_are_not_given_out_again(small: Engine, postgres: str, tmp_path: Path) -> None:
    with writing(small) as session:
        gone = programmes.add(session, programme(), WHO)
    with writing(small) as session:
        programmes.remove(session, gone.id, WHO)
    for kind in KINDS:
        with new_database(kind, postgres, tmp_path) as other:
            read(other, written(small))
            with writing(other) as session:
                assert programmes.add(session, programme(), WHO).id == gone.id + 1


FROZEN = (
    "UPDATE plan SET name = 'x' WHERE adopted_at IS NOT NULL",
    "DELETE FROM plan WHERE adopted_at IS NOT NULL",
    "UPDATE plan_payment SET amount = 1 WHERE plan_id IN (SELECT id FROM plan WHERE adopted_at IS NOT NULL)",
    "DELETE FROM decision WHERE plan_id IN (SELECT id FROM plan WHERE adopted_at IS NOT NULL)",
    "UPDATE snapshot SET document = 'x'",
    "DELETE FROM log_change",
    "UPDATE log SET who = 'x'",
)


def test_what_was_adopted_stays_frozen(filled: dict[str, Engine], empty: Engine) -> None:
    read(empty, written(filled["sqlite"]))
    for change in FROZEN:
        with pytest.raises(IntegrityError, match="cannot be changed"), empty.begin() as connection:
            connection.execute(text(change))


def test_the_tables_of_the_queue_do_no_harm(small: Engine) -> None:
    queue = Queue(small)
    queue.wake()
    before = written(small)
    read(small, before, replace=True)
    assert written(small) == before
    assert queue.huey.storage.queue_size() == 1
    queue.close()


# ---- of one moment ----


def by_table(values: list[Any]) -> dict[str, list[dict[str, Any]]]:
    """The rows in a file, by table and column."""
    found: dict[str, list[dict[str, Any]]] = {}
    for value in values[1:-1]:
        if isinstance(value, dict):
            name, columns = value["table"], value["columns"]
            found[name] = []
        else:
            found[name].append(dict(zip(columns, value, strict=True)))
    return found


def test_a_backup_is_of_one_moment(small: Engine, postgres: str, tmp_path: Path) -> None:
    """A change is in the programme and in the log, or in neither, while somebody goes on changing."""
    over = threading.Event()
    saved = threading.Semaphore(0)

    def change() -> None:
        other = connect(small.url.render_as_string(hide_password=False))
        count = 0
        while not over.is_set():
            count += 1
            with writing(other) as session:
                here = programmes.load(session, 1)
                programmes.save(session, here, programme(name=f"Klein {count}"), WHO)
            saved.release()
        other.dispose()

    thread = threading.Thread(target=change)
    thread.start()
    try:
        versions = set()
        for _ in range(5):
            assert saved.acquire(timeout=20)
            tables = by_table(lines(written(small)))
            (row,) = tables["programme"]
            assert max(entry["version"] or 0 for entry in tables["log"]) == row["version"]
            versions.add(row["version"])
    finally:
        over.set()
        thread.join()
    assert len(versions) > 1


# ---- files that are none ----


def all_rows(engine: Engine) -> list[bytes]:
    """All that is in a database, as lines of a backup without the heading."""
    return gzip.decompress(written(engine)).splitlines()


def refused(engine: Engine, *files: bytes, kind: type[Exception] = NoBackup) -> None:
    """Each is refused and nothing is changed, also where what is there may go."""
    before = all_rows(engine)
    for data in files:
        with pytest.raises(kind):
            read(engine, data, replace=True)
    assert all_rows(engine) == before


def test_what_is_no_backup_is_refused(small: Engine) -> None:
    heading, *rest = lines(written(small))[:-1]
    refused(
        small,
        b"",
        b"PK\x03\x04",
        b'{"zaaiplan_backup": 1}',
        gzip.compress(b""),
        gzip.compress(b"[]\n"),
        gzip.compress(b'{"zaaiplan": 1, "name": "Klein"}\n'),
        gzip.compress(b"[" * 1_000_000),
        sealed([]),
        sealed([{**heading, "zaaiplan_backup": 2}, *rest]),
        sealed([{**heading, "revision": None}, *rest]),
        sealed([{**heading, "last": []}, *rest]),
        sealed([{**heading, "last": {"nergens": 3}}, *rest]),
        sealed([{**heading, "last": {"log": "3"}}, *rest]),
        sealed([{**heading, "last": {"alembic_version": 3}}, *rest]),
        sealed([heading, *rest, {"table": "alembic_version", "columns": ["version_num"]}, ["0001"]]),
        sealed([heading, [1, 2], *rest]),
        sealed([heading, {"table": "nergens", "columns": ["id"]}, [1]]),
        sealed([heading, {"table": "account", "columns": ["id"]}, [1]]),
        sealed([heading, {"columns": ["id"]}, [1]]),
        sealed([heading, *rest, "los"]),
    )


def test_a_newer_version_is_refused(small: Engine) -> None:
    heading, *rest = lines(written(small))[:-1]
    refused(small, sealed([{**heading, "revision": "9999"}, *rest]), kind=Newer)


def test_rows_before_what_they_name_are_refused(small: Engine) -> None:
    """The log before the accounts is as it was; what is in a programme before the programme is not."""
    heading, *rest = lines(written(small))[:-1]
    starts = [i for i, line in enumerate(rest) if isinstance(line, dict)]
    tables = [rest[a:b] for a, b in zip(starts, [*starts[1:], len(rest)], strict=True)]
    assert read(small, sealed([heading, *rest]), replace=True) > 0
    refused(small, sealed([heading, *(line for table in reversed(tables) for line in table)]))


def row_of(values: list[Any], table: str) -> tuple[dict[str, Any], int]:
    """The first row of a table by its columns, and where it is."""
    at = next(i for i, line in enumerate(values) if isinstance(line, dict) and line.get("table") == table)
    return dict(zip(values[at]["columns"], values[at + 1], strict=True)), at + 1


WRONG = [
    ("programme", "years", 31),  # refused by a check
    ("programme", "years", "10"),  # another kind of value: SQLite would take it
    ("programme", "years", 10**30),
    ("programme", "years", None),
    ("programme", "count_regular", 1),
    ("programme", "name", ["x"]),
    ("account", "created_at", "gisteren"),
    ("account", "created_at", 5),
    ("account", "created_at", "2027-01-01T12:00:00"),  # of no place
    ("account", "created_at", "9999-12-31T23:00:00-12:00"),  # a year that PostgreSQL holds and Python does not
    ("account", "email", "x@voorbeeld.nl\ud800"),
]


def test_rows_that_no_table_holds_are_refused(small: Engine) -> None:
    whole, files = lines(written(small))[:-1], []
    for table, column, value in WRONG:
        row, at = row_of(whole, table)
        files.append(sealed([*whole[:at], list({**row, column: value}.values()), *whole[at + 1 :]]))
    refused(small, *files)


def test_half_a_file_is_refused(small: Engine) -> None:
    whole = written(small)
    plain = gzip.decompress(whole).splitlines(keepends=True)
    parts = [whole[:length] for length in (*range(0, len(whole), SPARING), len(whole) - 8, len(whole) - 1)]
    refused(small, *parts, *(gzip.compress(b"".join(plain[:count])) for count in range(len(plain))))


def test_more_than_a_file_is_refused(small: Engine) -> None:
    whole = written(small)
    refused(small, whole + b"x", whole + gzip.compress(b"[1]\n"))


def test_a_byte_that_is_another_is_noticed(small: Engine) -> None:
    """Wherever it is. Where gzip itself does not mind (of when and by what it was made), the rows are the same."""
    whole = written(small)
    harmless, spoilt = [], []
    for place in (*range(12), *range(12, len(whole), SPARING), *range(len(whole) - 8, len(whole))):
        for bit in (1, 64):
            other = bytearray(whole)
            other[place] ^= bit
            try:
                same = gzip.decompress(bytes(other)) == gzip.decompress(whole)
            except Exception:
                same = False
            (harmless if same else spoilt).append(bytes(other))
    refused(small, *spoilt)
    before = all_rows(small)
    assert 12 <= len(harmless) < 24 < len(spoilt)
    read(small, harmless[-1], replace=True)
    assert all_rows(small) == before


def test_a_line_that_is_another_is_noticed(small: Engine) -> None:
    """A name with another letter, in a file that gzip finds whole."""
    plain = gzip.decompress(written(small))
    assert plain.count(b"ans@voorbeeld.nl") > 1
    refused(small, gzip.compress(plain.replace(b"ans@voorbeeld.nl", b"bas@voorbeeld.nl")))


def test_a_line_without_an_end_is_refused(small: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read no further than the longest line there can be: a small file may be of any length when unpacked."""
    monkeypatch.setattr(backup, "LONGEST", 100_000)
    asked: list[int] = []

    class Watched(gzip.GzipFile):
        def readline(self, size: int | None = -1) -> bytes:
            asked.append(-1 if size is None else size)
            return super().readline(size)

    bomb = io.BytesIO(gzip.compress(b'{"zaaiplan_backup": "' + b"a" * 50_000_000))
    with pytest.raises(NoBackup):
        next(backup._values(Watched(fileobj=bomb)))
    assert asked == [100_000]
    refused(small, bomb.getvalue())


def test_rows_are_held_a_few_at_a_time(small: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing(small) as session:
        for i in range(30):
            people.add(session, f"naam-{i}@voorbeeld.nl", "Naam", WHO)
    whole = written(small)
    values = iter(lines(whole)[1:-1])
    with small.connect() as connection:
        monkeypatch.setattr(backup, "ROWS", 7)
        sizes = [len(rows) for table, rows in backup._by_table(connection, values) if table.name == "account"]
        assert sizes == [7, 7, 7, 7, 3]
        monkeypatch.setattr(backup, "MOST_AT_ONCE", 1)
        values = iter(lines(whole)[1:-1])
        assert {len(rows) for _, rows in backup._by_table(connection, values)} == {1}
    assert written(small) == whole


# ---- what is there ----


def test_what_is_there_stays_unless_it_may_go(small: Engine, filled: dict[str, Engine]) -> None:
    before, other = all_rows(small), written(filled["sqlite"])
    with pytest.raises(NotEmpty):
        read(small, other)
    assert all_rows(small) == before
    read(small, other, replace=True)
    assert written(small) == other


def test_tables_without_rows_may_go(empty: Engine, filled: dict[str, Engine]) -> None:
    migrating.upgrade(empty)
    read(empty, written(filled["postgresql"]))
    assert seen(empty) == seen(filled["postgresql"])


def test_adopted_plans_may_go_too(filled: dict[str, Engine], empty: Engine) -> None:
    read(empty, written(filled["sqlite"]))
    with writing(empty) as session:
        programmes.add(session, programme(), WHO)
    read(empty, written(filled["sqlite"]), replace=True)
    assert seen(empty) == seen(filled["sqlite"])


def test_after_an_error_halfway_all_is_as_it_was(small: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    before, other = all_rows(small), written(small)

    def fails(*_: Any) -> None:
        raise RuntimeError("halverwege")

    monkeypatch.setattr(backup, "_go_on_from", fails)
    with pytest.raises(RuntimeError, match="halverwege"):
        read(small, other, replace=True)
    assert all_rows(small) == before


def test_of_a_version_that_is_newer_nothing_goes(small: Engine) -> None:
    whole = written(small)
    with small.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(migrating.NotCurrent) as found:
        read(small, whole, replace=True)
    assert found.value.newer
    with pytest.raises(migrating.NotCurrent):
        backup.write(small, io.BytesIO())
    with small.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM account")).scalar_one() == 1


def test_an_older_file_is_brought_to_this_version(small: Engine, postgres: str, tmp_path: Path) -> None:
    """Of the first revision, which had only the tables of programmes: read back, it has those of today."""
    values = lines(written(small))[:-1]
    with new_database("sqlite", postgres, tmp_path) as first:
        migrating.upgrade(first, "0001")
        there = set(inspect(first).get_table_names())
    heading = {**values[0], "revision": "0001", "last": {"programme": 7}}
    kept, keep = [], False
    for value in values[1:]:
        keep = value["table"] in there if isinstance(value, dict) else keep
        kept += [value] if keep else []
    for kind in KINDS:
        with new_database(kind, postgres, tmp_path) as other:
            read(other, sealed([heading, *kept]))
            assert migrating.is_current(other)
            with reading(other) as session:
                assert programmes.load(session, 1).programme == programme()
                assert people.accounts(session) == []
            with writing(other) as session:
                assert programmes.add(session, full(), WHO).id == 8


def test_a_junk_file_makes_no_database(tmp_path: Path) -> None:
    with pytest.raises(NoBackup):
        read(connect(f"sqlite:///{tmp_path}/nieuw.db"), b"junk")
    assert not (tmp_path / "nieuw.db").exists()


def test_who_holds_the_tables_is_not_waited_for_without_end(small: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL whoever reads in a transaction keeps the tables from going; on SQLite whoever writes."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    whole, before = written(small), all_rows(small)
    other = connect(small.url.render_as_string(hide_password=False))
    small.dispose()
    with writing(other) as session:
        programmes.load(session, 1)
        began = time.monotonic()
        with pytest.raises(OperationalError) as found:
            read(small, whole, replace=True)
        assert trouble(found.value) == "busy"
        assert time.monotonic() - began < 10
    other.dispose()
    assert all_rows(small) == before
    read(small, whole, replace=True)


# ---- who is signed in ----


def test_who_is_signed_in_is_not_in_it(small: Engine, empty: Engine) -> None:
    """Sessions, links and attempts are of now; passwords are not."""
    with writing(small) as session:
        person = people.account(session, "ans@voorbeeld.nl")
        credentials.set_password(session, person, "a hash", WHO)
        mine, link = sessions.begin(session, person.id), links.make(session, person, WHO)
        attempts.count(session, person.email, "127.0.0.1")
    whole = written(small)
    assert not {"sign_in", "link", "attempt"} & set(by_table(lines(whole)))
    read(empty, whole)
    with reading(empty) as session:
        assert credentials.password_of(session, person.email) == (person, "a hash")
        assert sessions.account(session, mine) is None
        with pytest.raises(links.NoLink):
            links.owner(session, link)
