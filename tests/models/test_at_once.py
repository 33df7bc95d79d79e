"""Two do something of one programme at once: the second waits for the first, and hears what it would hear alone."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.database import reading, writing
from models.store import listing, log, people, plans, programmes, remarks, states
from models.store.people import Account, AddressTaken
from models.store.plans import NoPlan
from models.store.programmes import Adopted, NoProgramme, StoredProgramme
from models.store.remarks import NoRemark, Place
from models.store.states import NameTaken, NoState
from tests.builders import programme
from tests.models.people import WHO
from tests.models.test_plans import MADE, PLAN

Doing = Callable[[Session], object]


def second(engine: Engine, first: Doing, then: Doing) -> None:
    """Do something while another has done something and not yet ended its transaction."""

    def wait() -> None:
        with writing(engine) as session:
            then(session)

    with ThreadPoolExecutor(1) as pool:
        with writing(engine) as session:
            first(session)
            waiting = pool.submit(wait)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.3)
        waiting.result()


def made(engine: Engine) -> tuple[StoredProgramme, Account]:
    with writing(engine) as session:
        here = programmes.add(session, MADE, WHO)
        return here, people.add(session, f"samen{here.id}@voorbeeld.nl", "Samen", WHO)


REMOVED: dict[str, tuple[Callable[[Session, StoredProgramme, Account], object], type[Exception]]] = {
    "a plan": (lambda s, here, _: plans.add(s, here.id, here.version, MADE, PLAN, WHO), NoProgramme),
    "a state": (lambda s, here, _: states.name(s, here, "Eén", WHO), NoProgramme),
    "a state goes": (lambda s, here, _: states.remove(s, here.id, "Eén", WHO), NoProgramme),
    "a role": (lambda s, here, person: people.give_role(s, here.id, person, "director", WHO), NoProgramme),
    "a remark": (lambda s, here, person: remarks.add(s, Place(here.id), "?", person.who), NoRemark),
}


@pytest.mark.parametrize("what", REMOVED)
def test_of_a_programme_that_is_being_removed_nothing_is_made(engine: Engine, what: str) -> None:
    here, person = made(engine)
    doing, told = REMOVED[what]
    with pytest.raises(told):
        second(engine, lambda s: programmes.remove(s, here.id, WHO), lambda s: doing(s, here, person))


def test_a_programme_of_which_a_plan_is_being_adopted_stays(fresh: Engine) -> None:
    here, person = made(fresh)
    with writing(fresh) as session:
        author = people.add(session, f"maker{here.id}@voorbeeld.nl", "Maker", WHO).who
        plan = plans.add(session, here.id, here.version, MADE, PLAN, author)
    with pytest.raises(Adopted):
        second(
            fresh,
            lambda s: plans.decide(s, plan.id, "adopted", person.who),
            lambda s: programmes.remove(s, here.id, WHO),
        )


@pytest.mark.parametrize("what", ["adopted", "removed"])
def test_a_plan_goes_with_a_programme_that_is_being_removed(engine: Engine, what: str) -> None:
    here, person = made(engine)
    with writing(engine) as session:
        author = people.add(session, f"maker{here.id}@voorbeeld.nl", "Maker", WHO).who
        plan = plans.add(session, here.id, here.version, MADE, PLAN, author)

    def then(session: Session) -> None:
        if what == "adopted":
            plans.decide(session, plan.id, "adopted", person.who)
        else:
            plans.remove(session, plan.id, person.who)

    with pytest.raises(NoPlan):
        second(engine, lambda s: programmes.remove(s, here.id, WHO), then)


def test_two_who_add_the_first_programme_of_a_name_do_so_one_after_the_other(engine: Engine) -> None:
    made = programme(name=f"Eerste {uuid.uuid4()}")
    found: list[list[int]] = []

    def add(session: Session) -> None:
        found.append(listing.named(session, made.name))
        if not found[-1]:
            programmes.add(session, made, WHO)

    second(engine, add, add)
    assert [len(numbers) for numbers in found] == [0, 1]


def test_two_states_get_one_name(engine: Engine) -> None:
    here, _ = made(engine)
    with pytest.raises(NameTaken):
        second(engine, lambda s: states.name(s, here, "Eén", WHO), lambda s: states.name(s, here, "Eén", WHO))


def test_a_state_goes_once(engine: Engine) -> None:
    here, _ = made(engine)
    with writing(engine) as session:
        states.name(session, here, "Eén", WHO)
    with pytest.raises(NoState):
        second(engine, lambda s: states.remove(s, here.id, "Eén", WHO), lambda s: states.remove(s, here.id, "Eén", WHO))
    with reading(engine) as session:
        actions = [(entry.action, entry.about.programme) for entry in log.entries(session, here.id)]
    assert actions == [("state.removed", "Klein"), ("state.named", "Klein"), ("programme.added", "Klein")]


def test_two_accounts_get_one_address(engine: Engine) -> None:
    here, _ = made(engine)
    address = f"eens{here.id}@voorbeeld.nl"
    with pytest.raises(AddressTaken):
        second(engine, lambda s: people.add(s, address, "A", WHO), lambda s: people.add(s, address, "B", WHO))


def test_one_has_one_role(engine: Engine) -> None:
    """The second gives what the first gave, and changes nothing."""
    here, person = made(engine)

    def give(session: Session) -> None:
        people.give_role(session, here.id, person, "director", WHO)

    second(engine, give, give)
    with reading(engine) as session:
        assert [entry.action for entry in log.entries(session, here.id)] == ["role.changed", "programme.added"]


def test_what_an_account_was_is_what_it_was_at_that_moment(engine: Engine) -> None:
    _, person = made(engine)
    second(
        engine,
        lambda s: people.change(s, person.email, WHO, name="Twee"),
        lambda s: people.change(s, person.email, WHO, name="Drie"),
    )
    with reading(engine) as session:
        last, before = (entry.changes[0] for entry in log.entries(session, None, most=2))
    assert (before.old, last.old) == ({"name": "Samen"}, {"name": "Twee"})


def test_a_plan_that_is_being_removed_gets_no_remark(engine: Engine) -> None:
    here, person = made(engine)
    with writing(engine) as session:
        plan = plans.add(session, here.id, here.version, MADE, PLAN, WHO)
    with pytest.raises(NoRemark):
        second(
            engine,
            lambda s: plans.remove(s, plan.id, WHO),
            lambda s: remarks.add(s, Place(here.id, plan.id), "?", person.who),
        )
