"""The table of runs: taken by one, ended once, given up on, handed back."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.exc import IntegrityError

from models.database import reading, writing
from models.store import log, programmes, runs
from models.store.runs import Alive
from models.work import RUNNING, RunRow
from tests.jobs.asking import added, asked, asked_for, now, small, statuses, taken
from tests.models.people import WHO


def together(doings: list[Callable[[], object]]) -> None:
    """Do things in threads of their own, that begin at once."""
    begin = threading.Barrier(len(doings))
    wrong: list[BaseException] = []

    def one(doing: Callable[[], object]) -> None:
        begin.wait()
        try:
            doing()
        except BaseException as error:  # it is raised where it is seen
            wrong.append(error)

    threads = [threading.Thread(target=one, args=(doing,)) for doing in doings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def alive(engine: Engine) -> list[Alive]:
    with reading(engine) as session:
        return runs.running(session)


def test_the_oldest_of_a_free_programme_is_taken_first(fresh: Engine) -> None:
    here, other = added(fresh, small()), added(fresh, small())
    first, second, third = asked(fresh, here), asked(fresh, here), asked(fresh, other)
    got = [taken(fresh, worker) for worker in ("a", "b", "c")]
    assert [one and one.id for one in got] == [first, third, None]
    assert got[0] is not None
    with writing(fresh) as session:
        assert runs.end(session, got[0], "failed", trouble="x")
    again = taken(fresh, "d")
    assert again is not None
    assert again.id == second


def test_the_database_holds_that_one_run_of_a_programme_runs(fresh: Engine) -> None:
    here = added(fresh, small())
    asked(fresh, here), asked(fresh, here)
    with pytest.raises(IntegrityError), writing(fresh) as session:
        session.execute(update(RunRow).values(status=RUNNING, worker="w"))


def test_what_waits_is_found_by_its_index(fresh: Engine) -> None:
    """And not by reading all that ever ran."""
    sqlite = fresh.dialect.name == "sqlite"
    with fresh.begin() as connection:
        if not sqlite:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # which is quicker while there are few
        asked = runs._free().compile(fresh)
        given = tuple(asked.params[name] for name in asked.positiontup or ()) if sqlite else asked.params
        explained = connection.exec_driver_sql(f"EXPLAIN {'QUERY PLAN ' if sqlite else ''}{asked}", given)
        plan = "\n".join(str(row) for row in explained)
        assert "ix_run_waiting" in plan
        assert "uq_run_running" in plan


def test_many_workers_at_once_take_every_programme_once(fresh: Engine) -> None:
    """None of them errs, none goes away empty while a programme is free, and none takes what another has."""
    for _ in range(5):
        here = added(fresh, small())
        asked(fresh, here), asked(fresh, here)
    got: list[tuple[int, int]] = []

    def take(worker: str) -> None:
        one = taken(fresh, worker)
        if one is not None:
            got.append((one.programme_id, one.id))

    together([lambda name=f"w{i}": take(name) for i in range(8)])  # type: ignore[misc]
    assert len(got) == 5
    assert len({programme for programme, _ in got}) == 5
    assert len(alive(fresh)) == 5


def test_a_run_that_waits_is_stopped_at_once(fresh: Engine) -> None:
    number = asked_for(fresh, small())
    with writing(fresh) as session:
        runs.stop(session, number, WHO)
    run = now(fresh, number)
    assert (run.status, run.stop_asked, run.tries) == ("stopped", True, 0)
    assert run.ended_at is not None
    assert taken(fresh) is None
    with writing(fresh) as session:
        runs.stop(session, number, WHO)  # it has ended: nothing is to be done, nor logged
    with reading(fresh) as session:
        actions = [entry.action for entry in log.entries(session, run.programme_id)]
    assert actions == ["run.stopped", "run.asked", "programme.added"]
    with pytest.raises(runs.NoRun), writing(fresh) as session:
        runs.stop(session, number + 1, WHO)


def test_stopping_and_taking_at_once_does_one_of_both(fresh: Engine) -> None:
    for _ in range(5):
        number = asked_for(fresh, small())

        def stop(number: int = number) -> None:
            with writing(fresh) as session:
                runs.stop(session, number, WHO)

        together([stop, lambda: taken(fresh)])
        run = now(fresh, number)
        assert run.stop_asked
        assert (run.status, run.tries) in (("stopped", 0), ("running", 1))


def test_a_worker_hears_with_its_beat_that_it_shall_stop(fresh: Engine) -> None:
    number = asked_for(fresh, small())
    taken(fresh, "w")
    with writing(fresh) as session:
        assert runs.beat(session, number, "w", "growth", 45) is False
    assert (now(fresh, number).stage, now(fresh, number).percent) == ("growth", 45)
    with writing(fresh) as session:
        runs.stop(session, number, WHO)
        assert runs.beat(session, number, "w", "growth", 45) is True
        assert runs.beat(session, number, "another", "growth", 50) is None
    assert now(fresh, number).percent == 45


def test_a_silent_run_is_taken_up_again_once(fresh: Engine) -> None:
    number = asked_for(fresh, small())
    for became in ("waiting", "broken_off"):
        assert taken(fresh) is not None
        (one,) = alive(fresh)
        with writing(fresh) as session:
            assert runs.give_up(session, one) == became
        run = now(fresh, number)
        assert (run.status, run.started_at is None) == (became, became == "waiting")
    assert (run.tries, run.ended) == (2, True)
    assert taken(fresh) is None


def test_who_lives_is_not_given_up_on(fresh: Engine) -> None:
    number = asked_for(fresh, small())
    taken(fresh, "w")
    (seen,) = alive(fresh)
    with writing(fresh) as session:
        runs.beat(session, number, "w", "", 0)
    with writing(fresh) as session:
        assert runs.give_up(session, seen) is None
        assert runs.give_up(session, Alive(number + 1, "w", 0)) is None  # gone
    assert statuses(fresh, number) == ["running"]


def test_a_silent_run_that_should_stop_has_stopped(fresh: Engine) -> None:
    number = asked_for(fresh, small())
    taken(fresh)
    with writing(fresh) as session:
        runs.stop(session, number, WHO)
    (one,) = alive(fresh)
    with writing(fresh) as session:
        assert runs.give_up(session, one) == "stopped"
    assert now(fresh, number).ended_at is not None


@pytest.mark.parametrize("stop", [False, True])
def test_a_run_that_is_handed_back_was_no_try(fresh: Engine, stop: bool) -> None:
    number = asked_for(fresh, small())
    for _ in range(3):
        taken(fresh, "w")
        with writing(fresh) as session:
            if stop:
                runs.stop(session, number, WHO)
            runs.hand_back(session, number, "another")
        assert statuses(fresh, number) == ["running"]
        with writing(fresh) as session:
            runs.hand_back(session, number, "w")
            runs.hand_back(session, number, "w")
        run = now(fresh, number)
        assert (run.status, run.tries) == (("stopped", 1) if stop else ("waiting", 0))
        assert (run.started_at is None) != stop
        if stop:
            return


def test_runs_are_listed_newest_first_and_go_with_their_programme(fresh: Engine) -> None:
    here = added(fresh, small())
    numbers = [asked(fresh, here), asked(fresh, here)]
    with reading(fresh) as session:
        assert [run.id for run in runs.listed(session, here.id)] == numbers[::-1]
    with writing(fresh) as session:
        programmes.remove(session, here.id, WHO)
    with reading(fresh) as session:
        assert runs.listed(session, here.id) == []
        assert not runs.can_be_taken(session)
