"""The log says who changed what, from what to what, in the transaction of the change; and changes can be undone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from models.database import reading, writing
from models.differences import Difference
from models.store import log, people, programmes
from models.store.programmes import Conflict, InUse, NoProgramme, NothingToUndo, StoredProgramme
from models.store.who import Who
from planning.document import digest, read
from planning.programme import Programme
from tests.builders import programme, stream, wijk
from tests.models.people import WHO
from tests.models.test_rows import full
from tests.planning.drawn import as_text, documents

ANNA = Who(None, "Anna")
DATABASE = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def added(engine: Engine, made: Programme) -> StoredProgramme:
    with writing(engine) as session:
        return programmes.add(session, made, WHO)


def saved(engine: Engine, before: StoredProgramme, after: Programme) -> programmes.Saved:
    with writing(engine) as session:
        return programmes.save(session, before, after, ANNA)


def loaded(engine: Engine, number: int) -> StoredProgramme:
    with reading(engine) as session:
        return programmes.load(session, number)


def entries(engine: Engine, number: int | None, **asked: Any) -> list[log.Entry]:
    with reading(engine) as session:
        return log.entries(session, number, **asked)


def undo(engine: Engine, number: int, count: int = 1) -> programmes.Saved:
    with writing(engine) as session:
        return programmes.undo(session, number, programmes.load(session, number).version, ANNA, count)


# ---- what stands in it ----


def test_a_change_is_there_with_who_when_and_both_values(engine: Engine) -> None:
    """100.00 became 250.50 in 2028: the row, the column, and euros to the cent."""
    here = added(engine, programme())
    start = log.now()
    after = saved(engine, here, programme(streams=[stream("gemeente", 100, 250.5, 100)])).stored
    entry, first = entries(engine, here.id)
    assert (entry.who, entry.action, entry.about.version) == (ANNA, "programme.saved", 2)
    assert start <= entry.at <= log.now()
    assert entry.changes == (
        Difference("stream_amount", ("gemeente", 2028), {"amount": Decimal(100)}, {"amount": Decimal("250.5")}),
    )
    assert (first.who, first.action, first.about.programme) == (WHO, "programme.added", "Klein")
    assert loaded(engine, here.id) == after


def test_what_comes_and_goes_has_one_value(engine: Engine) -> None:
    here = added(engine, programme())
    there = saved(engine, here, programme(wijken=[wijk("a"), wijk("b")])).stored
    saved(engine, there, programme())
    gone, came, _ = entries(engine, here.id)
    assert [(c.table, c.old is None, c.new is None) for c in came.changes] == [("wijk", True, False)]
    assert [(c.table, c.old is None, c.new is None) for c in gone.changes] == [("wijk", False, True)]
    assert gone.changes[0].old == came.changes[0].new


def spoilt(engine: Engine, here: StoredProgramme) -> None:
    """A change that is saved, and after it an error in the same transaction."""
    with writing(engine) as session:
        programmes.save(session, here, programme(dial=4), ANNA)
        raise RuntimeError


def test_a_refused_change_leaves_no_entry(engine: Engine) -> None:
    here = added(engine, programme())
    saved(engine, here, programme(dial=2))
    with pytest.raises(Conflict):
        saved(engine, here, programme(dial=3))
    with pytest.raises(RuntimeError):
        spoilt(engine, loaded(engine, here.id))
    assert [entry.about.version for entry in entries(engine, here.id)] == [2, 1]


def test_pages_go_on_where_the_last_ended(engine: Engine) -> None:
    here = added(engine, programme())
    for dial in (2, 3, 4):
        here = saved(engine, here, programme(dial=dial)).stored
    first = entries(engine, here.id, most=2)
    rest = entries(engine, here.id, most=3, before=first[-1].id)
    assert [entry.about.version for entry in [*first, *rest]] == [4, 3, 2, 1]


CHANGES = {
    "log": ("UPDATE log SET who = 'x'", "DELETE FROM log"),
    "log_change": ("UPDATE log_change SET new = '{}'", "DELETE FROM log_change"),
}


@pytest.mark.parametrize("table", CHANGES)
def test_nobody_changes_the_log(engine: Engine, table: str) -> None:
    saved(engine, added(engine, programme()), programme(dial=2))
    own = {"sqlite": f"REPLACE INTO {table} SELECT * FROM {table}", "postgresql": f"TRUNCATE {table} CASCADE"}  # noqa: S608
    for text in (*CHANGES[table], own[engine.dialect.name]):
        with pytest.raises(DBAPIError, match="the log cannot be changed"), writing(engine) as session:
            session.connection().exec_driver_sql(text)


# ---- back ----


def test_undo_is_a_change_of_its_own(engine: Engine) -> None:
    here = added(engine, programme())
    saved(engine, here, programme(dial=2, name="Anders"))
    assert undo(engine, here.id).stored.programme == programme()
    entry, before, _ = entries(engine, here.id)
    assert (entry.action, entry.about.undoes, entry.about.version) == ("programme.undone", before.id, 3)
    assert entry.changes == (Difference("programme", (), before.changes[0].new, before.changes[0].old),)
    assert loaded(engine, here.id).programme == programme()


def test_several_go_back_one_after_the_other(engine: Engine) -> None:
    """2, 3, 4; back to 2; then 3; back to 2; back to the first; and no further."""
    here = at = added(engine, programme(dial=1))
    for dial in (2, 3, 4):
        at = saved(engine, at, programme(dial=dial)).stored
    assert undo(engine, here.id, 2).stored.programme.dial == 2
    saved(engine, loaded(engine, here.id), programme(dial=3))
    assert undo(engine, here.id).stored.programme.dial == 2
    assert undo(engine, here.id).stored.programme.dial == 1
    with pytest.raises(NothingToUndo):
        undo(engine, here.id)
    assert loaded(engine, here.id).programme == programme(dial=1)


def test_more_than_there_is_changes_nothing(engine: Engine) -> None:
    here = added(engine, programme())
    after = saved(engine, here, programme(dial=2)).stored
    with pytest.raises(NothingToUndo):
        undo(engine, here.id, 2)
    assert loaded(engine, here.id) == after


@DATABASE
@given(values=documents(), other=documents())
def test_any_change_goes_back(engine: Engine, values: dict[str, Any], other: dict[str, Any]) -> None:
    before, after = read(as_text(values)), read(as_text(other))
    here = added(engine, before)
    if saved(engine, here, after).changes:
        undo(engine, here.id)
    assert digest(loaded(engine, here.id).programme) == digest(before)


def test_every_version_can_be_seen_again(engine: Engine) -> None:
    """Also those after an undo; and no other."""
    here = added(engine, full())
    seen = [here, saved(engine, here, full(name="Twee", regular=[])).stored, undo(engine, here.id).stored]
    seen.append(saved(engine, loaded(engine, here.id), full(name="Vier")).stored)
    with reading(engine) as session:
        assert [programmes.at_version(session, here.id, version) for version in (1, 2, 3, 4)] == seen
        for version in (0, 5):
            with pytest.raises(NoProgramme):
                programmes.at_version(session, here.id, version)


# ---- two at once ----


def test_who_takes_back_takes_back_what_they_saw(engine: Engine) -> None:
    """Two people undo at once: the second would take back a change that they never looked at."""
    here = added(engine, programme())
    seen = saved(engine, saved(engine, here, programme(dial=2)).stored, programme(dial=3)).stored
    with writing(engine) as session:
        programmes.undo(session, here.id, seen.version, ANNA)
    with pytest.raises(Conflict) as told, writing(engine) as session:
        programmes.undo(session, here.id, seen.version, ANNA)
    assert told.value.now == loaded(engine, here.id)
    assert loaded(engine, here.id).programme.dial == 2


def test_what_two_people_changed_stands_together(engine: Engine) -> None:
    """The second had not seen what the first did, and changed something else."""
    regular = [{"wijk": "a", "domain": "school", "per_year": 3}]
    here = added(engine, programme())
    saved(engine, here, programme(dial=2))
    second = saved(engine, here, programme(regular=regular))
    assert (second.merged, second.stored.version) == (True, 3)
    assert second.stored.programme == programme(dial=2, regular=regular)
    assert {change.table for change in second.changes} == {"regular"}
    assert loaded(engine, here.id) == second.stored


def test_of_the_same_the_second_sees_both_values(engine: Engine) -> None:
    here = added(engine, programme())
    first = saved(engine, here, programme(streams=[stream("gemeente", 7, 100, 100)])).stored
    with pytest.raises(Conflict) as told:
        saved(engine, here, programme(streams=[stream("gemeente", 8, 100, 100)]))
    (clash,) = told.value.clashes
    assert (clash.table, clash.key) == ("stream_amount", ("gemeente", 2027))
    assert clash.mine[0].old == {"amount": Decimal(100)}
    assert (clash.mine[0].new, clash.theirs[0].new) == ({"amount": Decimal(8)}, {"amount": Decimal(7)})
    assert told.value.now == first
    assert loaded(engine, here.id) == first


def test_what_is_wrong_only_together_is_told(engine: Engine) -> None:
    """One removes wijk b, the other gives it a floor: no row is the same, and no programme can have both."""
    two = [wijk("a"), wijk("b")]
    here = added(engine, programme(wijken=two))
    first = saved(engine, here, programme(wijken=two[:1])).stored
    with pytest.raises(Conflict) as told:
        saved(engine, here, programme(wijken=two, rules={"floors": [{"wijk": "b", "per_resident": 1}]}))
    assert [problem.pointer for problem in told.value.problems] == ["/rules/floors/0/wijk"]
    assert loaded(engine, here.id) == first


def test_a_programme_that_went_is_told(engine: Engine) -> None:
    here = added(engine, programme())
    with writing(engine) as session:
        programmes.remove(session, here.id, WHO)
    with pytest.raises(Conflict) as told:
        saved(engine, here, programme(dial=2))
    assert told.value.now is None


def test_the_log_outlives_the_programme_and_its_number(engine: Engine) -> None:
    """A programme that went is in the log as it was, and no other gets its number."""
    here = added(engine, programme())
    with writing(engine) as session:
        programmes.remove(session, here.id, WHO)
    last = entries(engine, here.id)[0]
    assert (last.action, last.changes[0].old) == ("programme.removed", {"sha256": digest(programme())})
    assert added(engine, programme()).id > here.id


def test_a_partner_whom_people_have_as_their_role_stays(engine: Engine) -> None:
    here = added(engine, programme())
    with writing(engine) as session:
        person = people.add(session, f"p{here.id}@voorbeeld.nl", "P", WHO)
        people.give_role(session, here.id, person, "partner", WHO, "corporatie")
    with pytest.raises(InUse) as told:
        saved(engine, here, programme(partners=[{"id": "gemeente"}]))
    assert told.value.partners == ("corporatie",)
    assert loaded(engine, here.id) == here
