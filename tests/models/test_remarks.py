"""Remarks: on a programme or a plan of it, with answers, settled once, and in the log."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from models.database import reading, writing
from models.store import log, people, plans, programmes, remarks
from models.store.people import NoAccount
from models.store.remarks import NoRemark, Place
from planning.optimiser import plan_programme
from planning.prepared import prepare
from tests.builders import programme
from tests.models.people import WHO

FIGURE = "/streams/0/amounts/2028"


def test_a_remark_its_answer_and_that_it_is_settled(engine: Engine) -> None:
    with writing(engine) as session:
        here = programmes.add(session, programme(), WHO)
        plan = plans.add(session, here.id, 1, here.programme, plan_programme(prepare(here.programme)), WHO)
        anna = people.add(session, f"r{here.id}@voorbeeld.nl", "Anna", WHO).who
        first = remarks.add(session, Place(here.id, plan.id, FIGURE), "Is dit zeker?", anna)
        answer = remarks.add(session, Place(here.id), "Ja.", anna, answers=first.id)
    with reading(engine) as session:
        assert remarks.listed(session, here.id) == [first, answer]
    for _ in range(2):
        with writing(engine) as session:
            remarks.settle(session, first.id, anna)
    with reading(engine) as session:
        assert remarks.listed(session, here.id, open_only=True) == [answer]
        assert remarks.listed(session, here.id)[0].settled_at is not None
        settled, answered, made, *_ = log.entries(session, here.id)
    assert [e.action for e in (settled, answered, made)] == ["remark.settled", "remark.added", "remark.added"]
    assert made.changes[0].new == {"remark": "Is dit zeker?", "pointer": FIGURE, "plan_id": plan.id, "answers": None}


def test_only_on_what_is_there_and_by_who_has_an_account(engine: Engine) -> None:
    with writing(engine) as session:
        here, other = (programmes.add(session, programme(), WHO) for _ in range(2))
        plan = plans.add(session, other.id, 1, other.programme, plan_programme(prepare(other.programme)), WHO)
        anna = people.add(session, f"q{here.id}@voorbeeld.nl", "Anna", WHO).who
        theirs = remarks.add(session, Place(other.id), "Daar", anna)
    for place, answers in ((Place(here.id, plan.id), None), (Place(here.id), theirs.id), (Place(10**6), None)):
        with pytest.raises(NoRemark), writing(engine) as session:
            remarks.add(session, place, "x", anna, answers)
    with pytest.raises(NoAccount), writing(engine) as session:
        remarks.add(session, Place(here.id), "x", WHO)
    with pytest.raises(NoAccount), writing(engine) as session:
        remarks.settle(session, theirs.id, WHO)
    with pytest.raises(NoRemark), writing(engine) as session:
        remarks.settle(session, 10**6, anna)
