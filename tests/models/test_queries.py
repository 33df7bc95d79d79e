"""How many questions the database gets does not grow with what is in it, and stays far below what a page may ask."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from bench.instances import instance
from models.database import reading, writing
from models.store import listing, log, plans, programmes, runs, states
from planning.document import read
from planning.optimiser import plan_programme
from planning.prepared import prepare
from tests.builders import programme
from tests.models.people import WHO

MOST = 25
"""Questions of the heaviest page."""


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that are executed meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture(scope="module")
def large(engine: Engine) -> int:
    """A programme of size M."""
    with writing(engine) as session:
        return programmes.add(session, read(json.dumps(instance("M", 1, whole=True))), WHO).id


def test_a_programme_is_opened_in_two(engine: Engine, large: int) -> None:
    with counted(engine) as asked, reading(engine) as session:
        programmes.load(session, large)
    assert len(asked) == 2


def test_an_earlier_version_is_three_however_long_ago(engine: Engine) -> None:
    with writing(engine) as session:
        first = now = programmes.add(session, programme(), WHO)
        for dial in (2, 3, 4):
            now = programmes.save(session, now, programme(dial=dial), WHO).stored
    with counted(engine) as asked, reading(engine) as session:
        assert programmes.at_version(session, first.id, 1) == first
    assert len(asked) == 3


def test_a_list_is_one_however_long(engine: Engine, large: int) -> None:
    with writing(engine) as session:
        for _ in range(30):
            programmes.add(session, programme(), WHO)
    with counted(engine) as asked, reading(engine) as session:
        found = listing.programmes(session)
    assert len(found) > 30
    assert len(asked) == 1


def test_a_list_says_what_each_is(engine: Engine) -> None:
    """300 euros over three years, one plan, changed by WHO."""
    with writing(engine) as session:
        here = programmes.add(session, programme(name="Zo"), WHO)
        plans.add(session, here.id, 1, here.programme, plan_programme(prepare(here.programme)), WHO)
        (found,) = (one for one in listing.programmes(session) if one.id == here.id)
        assert (found.name, found.start_year, found.years, found.version) == ("Zo", 2027, 3, 1)
        assert (found.money, found.plans, found.adopted, found.changed_by) == (300, 1, False, WHO.name)
        assert found.changed_at == log.entries(session, here.id, most=1)[0].at


def test_all_of_a_page_at_once(engine: Engine) -> None:
    """A programme with its plans, states, runs and log, and the last plan opened."""
    with writing(engine) as session:
        here = programmes.add(session, programme(), WHO)
        plan = plan_programme(prepare(here.programme))
        for number in range(5):
            last = plans.add(session, here.id, 1, here.programme, plan, WHO)
            states.name(session, here, f"Stand {number}", WHO)
            runs.ask(session, here, {}, WHO)
    with counted(engine) as asked, reading(engine) as session:
        programmes.load(session, here.id)
        assert len(plans.listed(session, here.id)) == 5
        assert len(states.listed(session, here.id)) == 5
        assert len(runs.listed(session, here.id)) == 5
        assert len(log.entries(session, here.id)) == 16
        plans.load(session, last.id)
    assert len(asked) <= 12 < MOST
