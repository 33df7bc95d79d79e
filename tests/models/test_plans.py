"""Plans are kept with what they were made from, come back to the digest, and once adopted can be changed by nobody."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from models.database import connect, reading, writing
from models.migrating import upgrade
from models.store import listing, log, people, plans, programmes, states
from models.store.plans import FourEyes, Frozen, ListedPlan, NoPlan, NotVerified
from models.store.programmes import Adopted, StoredProgramme
from models.store.snapshots import Damaged
from models.store.who import Who
from planning.document import digest
from planning.optimiser import plan_programme
from planning.plan import PlanDocument
from planning.prepared import prepare
from tests.builders import measure, programme, stream, wijk
from tests.models.people import WHO

MADE = programme(
    wijken=[wijk("a", need={"school": 1.25}), wijk("b")],
    streams=[
        stream("gemeente", 100, 100, 100),
        stream("rijk", 400.55, 0, 0, carry_over={"share": 1}, wijken=["a"], kind="incidental"),
    ],
    measures=[measure("les", ("a", "school"), ("b", "school")), measure("boot", ("a", "school"))],
    commitments=[{"stream": "gemeente", "measure": "les", "year": 2027, "amount": 20.45}],
)
PLAN = plan_programme(prepare(MADE))
"""A plan with payments in cents, money that is carried over, and a measure that is split."""


def people_of(engine: Engine, here: StoredProgramme) -> tuple[Who, Who]:
    """Two people with accounts."""
    with writing(engine) as session:
        one, two = (people.add(session, f"{n}{here.id}@voorbeeld.nl", n, WHO).who for n in ("Anna", "Bo"))
    return one, two


def added(engine: Engine, who: Who = WHO, plan: PlanDocument = PLAN, here: StoredProgramme | None = None) -> ListedPlan:
    with writing(engine) as session:
        here = here or programmes.add(session, MADE, WHO)
        return plans.add(session, here.id, here.version, MADE, plan, who)


def adopted(engine: Engine) -> ListedPlan:
    with writing(engine) as session:
        here = programmes.add(session, MADE, WHO)
    author, other = people_of(engine, here)
    made = added(engine, author, here=here)
    with writing(engine) as session:
        plans.decide(session, made.id, "submitted", author)
        plans.decide(session, made.id, "adopted", other, "Goed onderbouwd.")
    return made


def test_the_plan_of_the_tests_has_something_of_all() -> None:
    assert any(row.amount % 1 for row in PLAN.spend)
    assert any(row.amount for row in PLAN.carried)


def test_a_plan_comes_back_as_it_went_in(engine: Engine) -> None:
    made = added(engine)
    with reading(engine) as session:
        back = plans.load(session, made.id)
        assert plans.listed(session, made.programme_id) == [made]
    assert (back.plan, back.programme, back.about) == (PLAN, MADE, made)
    assert digest(back.plan) == made.sha256


def test_the_ledger_is_rows_in_cents(engine: Engine) -> None:
    """The sum of payments and lapses is all money: 700.55 euros."""
    made = added(engine)
    with engine.connect() as connection:
        of = f"WHERE plan_id = {made.id}"
        paid = connection.exec_driver_sql(f"SELECT sum(amount) FROM plan_payment {of}").scalar_one()  # noqa: S608
        lapsed = connection.exec_driver_sql(
            f"SELECT coalesce(sum(amount), 0) FROM plan_balance {of} AND kind = 'lapsed'"  # noqa: S608
        ).scalar_one()
    assert paid + lapsed == 70055
    assert paid == sum(int(row.amount * 100) for row in PLAN.spend)


def test_a_plan_keeps_the_document_it_was_made_from(engine: Engine) -> None:
    """The programme goes on; the plan still has its own document, and two plans of one document keep it once."""
    with writing(engine) as session:
        here = programmes.add(session, MADE, WHO)
    first, second = added(engine, here=here), added(engine, here=here)
    with writing(engine) as session:
        programmes.save(session, here, MADE.model_copy(update={"dial": Decimal(2)}), WHO)
    with reading(engine) as session:
        assert plans.load(session, second.id).programme == MADE
        assert [one.number for one in plans.listed(session, here.id)] == [2, 1]
        kept = session.connection().exec_driver_sql(f"SELECT count(*) FROM snapshot WHERE sha256 = '{digest(MADE)}'")  # noqa: S608
        assert kept.scalar_one() == 1
    assert first.version == 1


def test_a_plan_that_does_not_agree_is_not_kept(engine: Engine) -> None:
    row = PLAN.spend[0]
    bent = PLAN.model_copy(update={"spend": (row.model_copy(update={"amount": row.amount + 1}), *PLAN.spend[1:])})
    none = PLAN.model_copy(update={"status": "infeasible"})
    other = plan_programme(prepare(programme()))
    with writing(engine) as session:
        here = programmes.add(session, MADE, WHO)
    for plan in (bent, none, other):
        with pytest.raises(NotVerified):
            added(engine, plan=plan, here=here)
    with reading(engine) as session:
        assert plans.listed(session, here.id) == []
        assert [entry.action for entry in log.entries(session, here.id)] == ["programme.added"]


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE plan_payment SET amount = amount + 1 WHERE plan_id = {} AND position = 0",
        "DELETE FROM plan_payment WHERE plan_id = {} AND position = 1",
        "UPDATE plan_balance SET year = 2050 WHERE plan_id = {} AND position = 0 AND kind = 'carried'",
        "UPDATE plan SET document = replace(document, 'Klein', 'Groot') WHERE id = {}",
    ],
)
def test_a_plan_that_was_tampered_with_is_not_shown(engine: Engine, spoil: str) -> None:
    """Before it is adopted the database lets it happen, and the digest tells."""
    made = added(engine)
    with writing(engine) as session:
        session.connection().exec_driver_sql(spoil.format(made.id))
    with pytest.raises(Damaged), reading(engine) as session:
        plans.load(session, made.id)


def test_the_author_does_not_adopt(engine: Engine) -> None:
    with writing(engine) as session:
        here = programmes.add(session, MADE, WHO)
    author, other = people_of(engine, here)
    mine, nobodys = added(engine, author, here=here), added(engine, WHO, here=here)
    for plan, who in ((mine, author), (mine, WHO), (nobodys, other)):
        with pytest.raises(FourEyes), writing(engine) as session:
            plans.decide(session, plan.id, "adopted", who)
    with pytest.raises(IntegrityError, match="four_eyes"), writing(engine) as session:
        session.connection().exec_driver_sql(
            f"UPDATE plan SET adopter_id = author_id, adopted_at = made_at WHERE id = {mine.id}"  # noqa: S608
        )
    with reading(engine) as session:
        assert [one.adopted_at for one in plans.listed(session, here.id)] == [None, None]


def test_adoption_is_a_decision_with_its_entry(engine: Engine) -> None:
    made = adopted(engine)
    with reading(engine) as session:
        (now,) = plans.listed(session, made.programme_id)
        last, submitted, *_ = log.entries(session, made.programme_id)
        assert now.adopted_at is not None
        assert [one.adopted for one in listing.programmes(session) if one.id == made.programme_id] == [True]
    assert (last.action, submitted.action, last.about.what) == ("plan.adopted", "plan.submitted", "plan 1")
    assert last.who.name == "Bo"
    assert last.changes[0].new == {"adopted_at": now.adopted_at.isoformat()}


FREEZES: dict[str, Any] = {
    "its name": "UPDATE plan SET name = 'x' WHERE id = {}",
    "its adoption": "UPDATE plan SET adopted_at = NULL, adopter_id = NULL WHERE id = {}",
    "its number, and so its ledger": "UPDATE plan SET id = id + 1000000 WHERE id = {}",
    "a payment": "UPDATE plan_payment SET amount = 1 WHERE plan_id = {}",
    "where a payment belongs": "UPDATE plan_payment SET plan_id = 0 WHERE plan_id = {}",
    "a payment goes": "DELETE FROM plan_payment WHERE plan_id = {}",
    "a payment comes": "INSERT INTO plan_payment VALUES (9999, 's', 'm', 2027, 1, {})",
    "a balance": "UPDATE plan_balance SET amount = 1 WHERE plan_id = {}",
    "a balance goes": "DELETE FROM plan_balance WHERE plan_id = {}",
    "its document": "UPDATE snapshot SET document = '{{}}' WHERE sha256 = (SELECT snapshot FROM plan WHERE id = {})",
    "its document goes": "DELETE FROM snapshot WHERE sha256 = (SELECT snapshot FROM plan WHERE id = {})",
    "its decision": "UPDATE decision SET reason = 'x' WHERE plan_id = {}",
    "its decision goes": "DELETE FROM decision WHERE plan_id = {}",
    "it goes": "DELETE FROM plan WHERE id = {}",
    "its programme goes": "DELETE FROM programme WHERE id = (SELECT programme_id FROM plan WHERE id = {})",
}
OWN = {
    "sqlite": (
        "REPLACE INTO plan SELECT * FROM plan WHERE id = {}",
        "REPLACE INTO plan_payment SELECT * FROM plan_payment WHERE plan_id = {}",
        "REPLACE INTO snapshot SELECT * FROM snapshot WHERE sha256 = (SELECT snapshot FROM plan WHERE id = {})",
        # of another plan, which would take its place
        "REPLACE INTO plan SELECT 999999, programme_id, number, 'x', version, snapshot, status, document, sha256, "
        "author_id, author, made_at, NULL, NULL FROM plan WHERE id = {}",
        "UPDATE OR REPLACE plan SET (programme_id, number) = (SELECT programme_id, number FROM plan WHERE id = {}) "
        "WHERE adopted_at IS NULL AND name = 'ander'",
        "UPDATE OR REPLACE plan SET id = {} WHERE adopted_at IS NULL AND name = 'ander'",
        "REPLACE INTO decision SELECT id, (SELECT max(id) FROM plan WHERE name = 'ander'), kind, 'x', account_id, at "
        "FROM decision WHERE plan_id = {}",
        "UPDATE OR REPLACE decision SET id = (SELECT max(id) FROM decision WHERE plan_id = {}) "
        "WHERE plan_id IN (SELECT id FROM plan WHERE name = 'ander')",
    ),
    "postgresql": tuple(
        f"TRUNCATE {table} CASCADE" for table in ("plan", "plan_payment", "plan_balance", "snapshot", "decision")
    ),
}
"""What one engine has and the other has not: to replace rows, and to empty a table."""


def resists(engine: Engine, made: ListedPlan, text: str) -> None:
    with pytest.raises(DBAPIError, match="cannot be changed"), writing(engine) as session:
        session.connection().exec_driver_sql(text)
    with reading(engine) as session:
        now = plans.load(session, made.id)
    assert (now.plan, now.programme) == (PLAN, MADE)


@pytest.mark.parametrize("what", FREEZES)
def test_nothing_of_an_adopted_plan_can_be_changed(engine: Engine, what: str) -> None:
    made = adopted(engine)
    resists(engine, made, FREEZES[what].format(made.id))


def test_nor_in_the_ways_of_one_engine(engine: Engine) -> None:
    made = adopted(engine)
    with writing(engine) as session:
        here = programmes.load(session, made.programme_id)
        person = people.add(session, f"ander{here.id}@voorbeeld.nl", "Ander", WHO)
        other = plans.add(session, here.id, here.version, MADE, PLAN, WHO, "ander")
        plans.decide(session, other.id, "submitted", person.who)
    for text in OWN[engine.dialect.name]:
        resists(engine, made, text.format(made.id))


def test_a_ledger_that_is_changed_is_not_adopted_meanwhile(engine: Engine) -> None:
    """On PostgreSQL, where two can write at once: who adopts waits for who changes, and then sees what was changed."""
    with writing(engine) as session:
        here = programmes.add(session, MADE, WHO)
    author, other = people_of(engine, here)
    made = added(engine, author, here=here)

    def adopt() -> None:
        with writing(engine) as session:
            plans.decide(session, made.id, "adopted", other)

    with ThreadPoolExecutor(1) as pool:
        with writing(engine) as session:
            session.connection().exec_driver_sql(f"UPDATE plan_payment SET amount = 1 WHERE plan_id = {made.id}")  # noqa: S608
            adopting = pool.submit(adopt)
            with pytest.raises(TimeoutError):
                adopting.result(timeout=0.5)
        with pytest.raises(Damaged):
            adopting.result()
    with reading(engine) as session:
        assert [one.adopted_at for one in plans.listed(session, here.id)] == [None]


def test_foreign_keys_that_are_off_do_not_help(tmp_path: Path) -> None:
    """SQLite keeps them for whoever asks it to; the triggers ask nobody."""
    engine = connect(f"sqlite:///{tmp_path}/zaaiplan.db")
    upgrade(engine)
    made = adopted(engine)
    engine.dispose()
    with closing(sqlite3.connect(tmp_path / "zaaiplan.db", isolation_level=None)) as connection:
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (0,)
        for text in set(FREEZES.values()) - {FREEZES["its programme goes"]}:  # which then goes alone
            with pytest.raises(sqlite3.IntegrityError, match="cannot be changed"):
                connection.execute(text.format(made.id))


def test_nothing_more_is_decided_about_it(engine: Engine) -> None:
    made = adopted(engine)
    with writing(engine) as session:
        here = programmes.load(session, made.programme_id)
        late = people.add(session, f"laat{here.id}@voorbeeld.nl", "Laat", WHO)
    for doing in (
        lambda session: plans.decide(session, made.id, "sent_back", late.who),
        lambda session: plans.decide(session, made.id, "adopted", late.who),
        lambda session: plans.remove(session, made.id, late.who),
    ):
        with pytest.raises(Frozen), writing(engine) as session:
            doing(session)
    with pytest.raises(Adopted), writing(engine) as session:
        programmes.remove(session, made.programme_id, late.who)


def test_a_plan_that_is_not_adopted_can_go(engine: Engine) -> None:
    made = added(engine)
    with writing(engine) as session:
        plans.remove(session, made.id, WHO)
    with reading(engine) as session:
        assert plans.listed(session, made.programme_id) == []
        assert log.entries(session, made.programme_id)[0].changes[0].old["sha256"] == made.sha256  # type: ignore[index]
        with pytest.raises(NoPlan):
            plans.load(session, made.id)
    with writing(engine) as session:
        programmes.remove(session, made.programme_id, WHO)


# ---- states ----


def changed(engine: Engine, here: StoredProgramme, **fields: Any) -> StoredProgramme:
    with writing(engine) as session:
        after = programme(**fields)
        return programmes.save(session, here, after, WHO).stored


def small(engine: Engine) -> StoredProgramme:
    with writing(engine) as session:
        return programmes.add(session, programme(), WHO)


def test_a_state_is_named_compared_and_brought_back(engine: Engine) -> None:
    here = small(engine)
    with writing(engine) as session:
        named = states.name(session, here, "Voor de raad", WHO)
    later = changed(engine, here, dial=2, streams=[stream("gemeente", 100, 250, 100)])
    with reading(engine) as session:
        assert states.listed(session, here.id) == [named]
        then = states.document(session, here.id, "Voor de raad")
    assert then == programme()
    found = states.compared(then, later.programme)
    assert [(one.table, one.key, one.new) for one in found] == [
        ("programme", (), {"dial": Decimal(2)}),
        ("stream_amount", ("gemeente", 2028), {"amount": Decimal(250)}),
    ]
    with writing(engine) as session:
        back = states.bring_back(session, later, "Voor de raad", WHO)
    assert (back.stored.programme, back.stored.version) == (programme(), 3)
    with writing(engine) as session:
        assert programmes.undo(session, here.id, 3, WHO).stored.programme == later.programme
    with reading(engine) as session:
        assert [e.about.what for e in log.entries(session, here.id)] == ["", "Voor de raad", "", "Voor de raad", ""]


def test_a_name_is_of_one_state(engine: Engine) -> None:
    here = small(engine)
    with writing(engine) as session:
        states.name(session, here, "Eén", WHO)
    with pytest.raises(states.NameTaken), writing(engine) as session:
        states.name(session, here, "Eén", WHO)
    with writing(engine) as session:
        states.remove(session, here.id, "Eén", WHO)
    for doing in (states.remove, states.bring_back):
        with pytest.raises(states.NoState), writing(engine) as session:
            doing(session, here if doing is states.bring_back else here.id, "Eén", WHO)  # type: ignore[arg-type]
    with writing(engine) as session:
        states.name(session, here, "Eén", WHO)


def test_a_programme_with_its_plans_and_states_is_one_thing(engine: Engine) -> None:
    """What is of it goes with it, and what others have stays."""
    here, other = small(engine), small(engine)
    with writing(engine) as session:
        for one in (here, other):
            states.name(session, one, "Eén", WHO)
        programmes.remove(session, here.id, WHO)
    with reading(engine) as session:
        assert states.listed(session, here.id) == []
        assert states.document(session, other.id, "Eén") == programme()
