"""Programmes in and out of both databases: nothing is lost, nothing half written, nothing silently overwritten."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError

from bench.instances import instance
from models.base import Base
from models.database import connect, reading, writing
from models.rows import PARTS
from models.store import listing, programmes
from models.store.programmes import Conflict, NoProgramme, Saved, StoredProgramme
from planning.document import digest, read
from planning.programme import Programme
from tests.builders import programme, stream
from tests.models.people import WHO
from tests.models.test_rows import full
from tests.planning.drawn import as_text, documents

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))
DATABASE = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def added(engine: Engine, made: Programme) -> StoredProgramme:
    with writing(engine) as session:
        return programmes.add(session, made, WHO)


def loaded(engine: Engine, number: int) -> StoredProgramme:
    with reading(engine) as session:
        return programmes.load(session, number)


def rows_left(engine: Engine, number: int) -> int:
    """Rows of a programme in all tables of parts."""
    with reading(engine) as session:
        tables = [Base.metadata.tables[name] for name in PARTS]
        counts = [select(func.count()).where(table.c.programme_id == number) for table in tables]
        return sum(session.execute(count).scalar_one() for count in counts)


# ---- in and out ----


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_come_back_as_they_went_in(engine: Engine, path: Path) -> None:
    made = read(path.read_bytes())
    back = loaded(engine, added(engine, made).id).programme
    assert back == made
    assert digest(back) == digest(made)


def test_a_large_programme_comes_back_as_it_went_in(engine: Engine) -> None:
    made = read(json.dumps(instance("M", 1, whole=True)))
    assert digest(loaded(engine, added(engine, made).id).programme) == digest(made)


@DATABASE
@given(values=documents())
def test_any_programme_comes_back_as_it_went_in(engine: Engine, values: dict[str, Any]) -> None:
    made = read(as_text(values))
    back = loaded(engine, added(engine, made).id).programme
    assert back == made
    assert digest(back) == digest(made)


@DATABASE
@given(one=documents(), other=documents())
def test_any_change_is_saved(engine: Engine, one: dict[str, Any], other: dict[str, Any]) -> None:
    before, after = read(as_text(one)), read(as_text(other))
    here = added(engine, before)
    with writing(engine) as session:
        saved = programmes.save(session, here, after, WHO)
    there = loaded(engine, here.id)
    assert there == saved.stored
    assert there.version == here.version + bool(saved.changes)


def test_money_is_whole_cents(engine: Engine) -> None:
    """0.29 euros is 29 in the table: as a float it would be 28.999999999999996."""
    here = added(engine, programme(streams=[stream("s", 0.29, 10**12)]))
    with engine.connect() as connection:
        amounts = connection.exec_driver_sql(f"SELECT amount FROM stream_amount WHERE programme_id = {here.id}").all()  # noqa: S608
    assert sorted(amount for (amount,) in amounts) == [29, 10**14]


def test_a_part_of_a_cent_is_refused(engine: Engine) -> None:
    here = full()
    spoilt = here.model_copy(update={"streams": (here.streams[0].model_copy(update={"opening": Decimal("0.001")}),)})
    with pytest.raises(Exception, match="no whole number of cents"):
        added(engine, spoilt)


def test_what_is_read_is_of_one_moment(engine: Engine) -> None:
    """Settings and parts are two questions; what is saved between them is seen in neither."""
    here = added(engine, full())
    with reading(engine) as session:
        listing.programmes(session)  # the first question
        with writing(engine) as other:
            programmes.save(other, here, full(name="Nieuw", regular=[]), WHO)
        assert programmes.load(session, here.id) == here
    assert loaded(engine, here.id).programme == full(name="Nieuw", regular=[])


# ---- changes ----


def test_no_change_is_no_new_version(engine: Engine) -> None:
    here = added(engine, full())
    with writing(engine) as session:
        assert programmes.save(session, here, full(), WHO) == Saved(here, ())
    assert loaded(engine, here.id).version == here.version


def test_the_second_of_two_writers_is_told(engine: Engine) -> None:
    """Both loaded the same version. What the first saved stands, and of the second nothing does."""
    here = added(engine, full())
    with writing(engine) as session:
        programmes.save(session, here, full(name="Eerste"), WHO)
    with pytest.raises(Conflict), writing(engine) as session:
        programmes.save(session, here, full(name="Tweede", regular=[]), WHO)
    there = loaded(engine, here.id)
    assert (there.programme, there.version) == (full(name="Eerste"), here.version + 1)


def test_what_is_named_goes_with_what_names_it(engine: Engine) -> None:
    """Streams move to another partner, and the first goes: it comes before what names it, it goes after."""
    here = added(engine, programme(partners=[{"id": "gemeente"}]))
    moved = programme(partners=[{"id": "z"}], streams=[stream("gemeente", 100, 100, 100) | {"partner": "z"}])
    with writing(engine) as session:
        programmes.save(session, here, moved, WHO)
    assert loaded(engine, here.id).programme == moved


def spoilt(engine: Engine, here: StoredProgramme) -> None:
    """A change that is saved, and after it in the same transaction one that the database refuses."""
    with writing(engine) as session:
        programmes.save(session, here, full(name="Half", regular=[]), WHO)
        session.connection().exec_driver_sql("UPDATE floor SET strength = 'wish'")


def test_after_an_error_nothing_of_a_transaction_is_there(engine: Engine) -> None:
    here = added(engine, full())
    with pytest.raises(IntegrityError):
        spoilt(engine, here)
    assert loaded(engine, here.id) == here


def test_a_programme_that_is_removed_leaves_nothing(engine: Engine) -> None:
    here, other = added(engine, full()), added(engine, full())
    assert rows_left(engine, here.id) > 0
    with writing(engine) as session:
        programmes.remove(session, here.id, WHO)
    assert rows_left(engine, here.id) == 0
    assert loaded(engine, other.id).programme == full()
    with pytest.raises(NoProgramme):
        loaded(engine, here.id)
    with pytest.raises(NoProgramme), writing(engine) as session:
        programmes.remove(session, here.id, WHO)
    with pytest.raises(Conflict), writing(engine) as session:
        programmes.save(session, here, full(name="Weg"), WHO)


# ---- what the database itself holds (its checks: test_constraints.py) ----


@pytest.mark.parametrize("table", ["partner", "wijk", "domain", "measure", "stream", "indicator"])
def test_what_is_named_cannot_go_alone(engine: Engine, table: str) -> None:
    here = added(engine, full())
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.connection().exec_driver_sql(f"DELETE FROM {table} WHERE programme_id = {here.id}")  # noqa: S608


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(ValueError, match="mysql is no database that Zaaiplan knows"):
        connect("mysql://localhost/zaaiplan")


def test_what_is_at_the_edge_is_held(engine: Engine) -> None:
    """-0.2 and 0.25 are checked as numbers of double precision: of single precision -0.2 would be less than -0.2."""
    edge = programme(index={"default": -0.2, "by_year": {"2028": 1}}, dial=4, evenness=0.25, steadiness=1, years=30)
    assert loaded(engine, added(engine, edge).id).programme == edge
