"""Names and texts that people give: one rule for all, the same on both engines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.database import reading, writing
from models.store import people, plans, programmes, remarks, states, words
from models.store.people import Account, NoAccount, NoPartner
from models.store.programmes import StoredProgramme
from models.store.remarks import NoRemark, Place
from models.store.states import NoState
from models.store.words import NotKept
from tests.models.people import WHO
from tests.models.test_plans import MADE, PLAN

NOTHING = ("", "  ", "\n", "\u200b\u200b")
NOT_SHOWN = ("a\0b", "a\ud800", "a\x1b[2J", "a\u202eb", "a\uffff")
Doing = Callable[[Session, StoredProgramme, Account, str], object]
NAMED: dict[str, Doing] = {
    "an account": lambda s, _, __, said: people.add(s, "nieuw@voorbeeld.nl", said, WHO),
    "an address": lambda s, _, __, said: people.add(s, said, "Nieuw", WHO),
    "a changed account": lambda s, _, person, said: people.change(s, person.email, WHO, name=said),
    "a state": lambda s, here, _, said: states.name(s, here, said, WHO),
    "a plan": lambda s, here, _, said: plans.add(s, here.id, 1, MADE, PLAN, WHO, said or " "),
}
SAID: dict[str, Doing] = {
    "a remark": lambda s, here, person, said: remarks.add(s, Place(here.id), said, person.who),
    "a reason": lambda s, here, person, said: plans.decide(
        s, plans.add(s, here.id, 1, MADE, PLAN, WHO).id, "sent_back", person.who, said or " "
    ),
}
ASKED: dict[str, tuple[Doing, type[Exception]]] = {
    "an account": (lambda s, _, __, said: people.account(s, said), NoAccount),
    "a state": (lambda s, here, _, said: states.document(s, here.id, said), NoState),
    "a state that goes": (lambda s, here, _, said: states.remove(s, here.id, said, WHO), NoState),
    "a partner": (lambda s, here, person, said: people.give_role(s, here.id, person, "partner", WHO, said), NoPartner),
    "a place": (lambda s, here, person, said: remarks.add(s, Place(here.id, None, said), "?", person.who), NoRemark),
}


def made(session: Session) -> tuple[StoredProgramme, Account]:
    return programmes.add(session, MADE, WHO), people.add(session, "iemand@voorbeeld.nl", "Iemand", WHO)


@pytest.mark.parametrize("what", [*NAMED, *SAID])
def test_what_is_no_name_or_text_is_refused(fresh: Engine, what: str) -> None:
    doing = (NAMED | SAID)[what]
    with writing(fresh) as session:
        here, person = made(session)
    for said in (*NOTHING, *NOT_SHOWN, *(("a\nb", "a\tb") if what in NAMED else ())):
        with pytest.raises(NotKept) as found, writing(fresh) as session:
            doing(session, here, person, said)
        told = "is geen e-mailadres" if what == "an address" else "De naam of tekst is leeg"
        assert told in found.value.sentence("nl")


@pytest.mark.parametrize("what", ASKED)
def test_what_cannot_be_is_not_there(fresh: Engine, what: str) -> None:
    doing, told = ASKED[what]
    with writing(fresh) as session:
        here, person = made(session)
    for said in NOT_SHOWN:
        with pytest.raises(told), writing(fresh) as session:
            doing(session, here, person, said)


def test_what_is_said_is_kept_as_it_was(fresh: Engine) -> None:
    """Without spaces around a name; emoji, combining marks and other scripts are text like any other."""
    said = "Zo is het:\n\t\u00e9\u00e9n \u2192 \u05e9\u05dc\u05d5\u05dd, e\u0301 \U0001f331 "
    with writing(fresh) as session:
        here, person = made(session)
        name = states.name(session, here, " \u05e9\u05dc\u05d5\u05dd \U0001f331 ", WHO).name
        remarks.add(session, Place(here.id), said, person.who)
    with reading(fresh) as session:
        assert name == "\u05e9\u05dc\u05d5\u05dd \U0001f331"
        assert [state.name for state in states.listed(session, here.id)] == [name]
        assert [remark.text for remark in remarks.listed(session, here.id)] == [said]
    assert words.text(said) == said
