"""Accounts and roles: one address one account, one person one role in a programme, and all of it in the log."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from models.database import reading, writing
from models.differences import Difference
from models.store import log, people, programmes
from models.store.people import Account, AddressTaken, NoAccount, NoPartner
from models.store.programmes import StoredProgramme
from tests.builders import programme
from tests.models.people import WHO


@pytest.fixture
def here(engine: Engine) -> StoredProgramme:
    with writing(engine) as session:
        return programmes.add(session, programme(), WHO)


@pytest.fixture
def anna(engine: Engine, here: StoredProgramme) -> Account:
    with writing(engine) as session:
        return people.add(session, f"Anna{here.id}.{engine.dialect.name}@Voorbeeld.nl ", "Anna", WHO)


def roles(engine: Engine, here: StoredProgramme) -> list[tuple[int, str, str | None]]:
    with reading(engine) as session:
        return [(r.account_id, r.role, r.partner) for r in people.roles(session) if r.programme_id == here.id]


def last(engine: Engine, number: int | None) -> log.Entry:
    with reading(engine) as session:
        return log.entries(session, number, most=1)[0]


def test_an_address_is_of_one_account_in_whatever_letters(engine: Engine, anna: Account) -> None:
    assert anna.email == anna.email.lower().strip()
    with pytest.raises(AddressTaken), writing(engine) as session:
        people.add(session, anna.email.upper(), "Ander", WHO)
    with reading(engine) as session:
        assert people.account(session, anna.email.title()) == anna
        assert anna in people.accounts(session)
        with pytest.raises(NoAccount):
            people.account(session, "niemand@voorbeeld.nl")
    entry = last(engine, None)
    assert (entry.action, entry.about.what) == ("account.added", anna.email)


def test_the_database_keeps_addresses_in_small_letters(engine: Engine, anna: Account) -> None:
    with pytest.raises(IntegrityError, match="ck_account_email"), writing(engine) as session:
        session.connection().exec_driver_sql(f"UPDATE account SET email = 'ANNA' WHERE id = {anna.id}")  # noqa: S608


def test_what_changes_of_an_account_is_logged_and_nothing_else(engine: Engine, anna: Account) -> None:
    with writing(engine) as session:
        assert not people.change(session, anna.email, WHO, active=False).active
    entry = last(engine, None)
    assert entry.changes == (Difference("account", (anna.id,), {"active": True}, {"active": False}),)
    with writing(engine) as session:
        people.change(session, anna.email, WHO, active=False, name="Anna")
    assert last(engine, None) == entry


def test_one_person_has_one_role_in_a_programme(engine: Engine, here: StoredProgramme, anna: Account) -> None:
    for role, partner in (("director", None), ("partner", "corporatie"), ("partner", "rijk"), ("reader", None)):
        with writing(engine) as session:
            people.give_role(session, here.id, anna, role, WHO, partner)
        assert roles(engine, here) == [(anna.id, role, partner)]
    entry = last(engine, here.id)
    assert (entry.action, entry.about.what) == ("role.changed", anna.email)
    assert entry.changes[0].old == {"role": "partner", "partner": "rijk"}
    with writing(engine) as session:
        people.give_role(session, here.id, anna, "reader", WHO)
    assert last(engine, here.id) == entry
    with writing(engine) as session:
        people.give_role(session, here.id, anna, None, WHO)
    assert roles(engine, here) == []
    assert last(engine, here.id).changes[0].new is None


@pytest.mark.parametrize(("role", "partner"), [("partner", None), ("partner", "school"), ("reader", "rijk")])
def test_a_partner_has_a_party_of_the_programme_and_nobody_else_has(
    engine: Engine, here: StoredProgramme, anna: Account, role: str, partner: str | None
) -> None:
    with pytest.raises(NoPartner), writing(engine) as session:
        people.give_role(session, here.id, anna, role, WHO, partner)
    assert roles(engine, here) == []


def test_a_role_that_there_is_not(engine: Engine, here: StoredProgramme, anna: Account) -> None:
    with pytest.raises(ValueError, match="burgemeester"), writing(engine) as session:
        people.give_role(session, here.id, anna, "burgemeester", WHO)


def test_roles_go_with_their_programme(engine: Engine, here: StoredProgramme, anna: Account) -> None:
    with writing(engine) as session:
        people.give_role(session, here.id, anna, "partner", WHO, "rijk")
        programmes.remove(session, here.id, WHO)
    assert roles(engine, here) == []
