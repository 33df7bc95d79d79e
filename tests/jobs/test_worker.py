"""Workers at work: woken by the queue or by their watch, one run of a programme at a time, let go of when they stop."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import OperationalError, ProgrammingError

from jobs import planning
from jobs.planning import Hold
from jobs.queue import Queue
from jobs.worker import DEAD, Watch, Workers
from models import backup
from models.database import connect, reading, writing
from models.migrating import downgrade, is_current, upgrade
from models.store import plans, runs
from planning.optimiser.answer import answer
from tests.jobs.asking import added, asked, asked_for, at_work, long, middling, now, small, statuses, taken, until
from tests.models.people import WHO


@pytest.fixture
def watch(fresh: Engine) -> Any:
    """A watch that nobody has begun, and its queue."""
    queue = Queue(fresh)
    yield Watch(fresh, queue)
    queue.close()


def stop(engine: Engine, number: int) -> None:
    with writing(engine) as session:
        runs.stop(session, number, WHO)


# ---- at work ----


def test_what_waits_and_what_is_asked_later_is_planned(fresh: Engine) -> None:
    first = asked_for(fresh, small())
    with at_work(fresh) as workers:
        until(lambda: now(fresh, first).ended)
        second = asked_for(fresh, middling())
        workers.queue.wake()
        until(lambda: now(fresh, second).ended)
    assert statuses(fresh, first, second) == ["planned", "planned"]


def test_another_process_wakes_them(fresh: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue of a web process, which has no workers, is the same. Their watch sleeps here."""
    monkeypatch.setattr("jobs.worker.BEAT", 1000.0)
    with at_work(fresh) as workers:
        until(lambda: workers.queue.huey.storage.queue_size() == 0)  # the message with which they began
        number, queue = asked_for(fresh, small()), Queue(fresh)
        queue.wake()
        queue.close()
        until(lambda: now(fresh, number).ended)
    assert statuses(fresh, number) == ["planned"]


def test_a_message_that_is_lost_does_no_harm(fresh: Engine) -> None:
    """Nobody wakes them: their watch sees that something waits."""
    with at_work(fresh):
        number = asked_for(fresh, small())
        until(lambda: now(fresh, number).ended)
    assert statuses(fresh, number) == ["planned"]


def test_messages_too_many_do_no_harm(fresh: Engine) -> None:
    number, queue = asked_for(fresh, small()), Queue(fresh)
    for _ in range(10):
        queue.wake()
    assert queue.huey.storage.queue_size() <= 2
    queue.close()
    with at_work(fresh, 2):
        until(lambda: now(fresh, number).ended)
    assert now(fresh, number).tries == 1


def test_a_fault_of_the_program_does_not_end_the_worker(fresh: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(prepared: Any, *given: Any, **more: Any) -> Any:
        if prepared.programme.name == "Fout":
            raise ZeroDivisionError
        return answer(prepared, *given, **more)

    monkeypatch.setattr(planning, "answer", fault)
    wrong, right = asked_for(fresh, small(name="Fout")), asked_for(fresh, small())
    with at_work(fresh):
        until(lambda: now(fresh, right).ended)
    assert statuses(fresh, wrong, right) == ["failed", "planned"]


def test_one_run_of_a_programme_at_a_time_and_others_beside_it(fresh: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sets of two workers on one database, as of two machines, with three runs of each of three programmes."""
    counted, busy, most, both = threading.Lock(), dict[str, int](), list[int](), threading.Event()

    def slowly(prepared: Any, *given: Any, **more: Any) -> Any:
        name = prepared.programme.name
        with counted:
            busy[name] = busy.get(name, 0) + 1
            most.append(busy[name])
            if sum(busy.values()) > 1:
                both.set()
        both.wait(10)  # until another programme is planned beside this one
        plan = answer(prepared, *given, **more)
        with counted:
            busy[name] -= 1
        return plan

    monkeypatch.setattr(planning, "answer", slowly)
    here = [added(fresh, small(name=name)) for name in "abc"]
    numbers = [asked(fresh, one) for one in here for _ in range(3)]
    elsewhere = connect(fresh.url.render_as_string(hide_password=False))
    with at_work(fresh, 2), at_work(elsewhere, 2):
        until(lambda: all(now(fresh, number).ended for number in numbers))
    elsewhere.dispose()
    assert statuses(fresh, *numbers) == ["planned"] * 9
    assert len(most) == 9
    assert max(most) == 1
    assert both.is_set()
    with reading(fresh) as session:
        for one in here:
            assert [plan.number for plan in plans.listed(session, one.id)] == [3, 2, 1]


def test_a_run_is_stopped_while_it_runs(fresh: Engine) -> None:
    """Its programme takes half a minute; it is stopped in the solver, and a plan that is not there is not stored."""
    number = asked_for(fresh, long())
    with at_work(fresh):
        until(lambda: now(fresh, number).stage not in ("", "model"))
        running = now(fresh, number)
        assert (running.status, running.plan_id) == ("running", None)
        assert running.percent > 0
        stop(fresh, number)
        until(lambda: now(fresh, number).ended)
    run = now(fresh, number)
    assert run.status == "stopped"
    assert run.answer is not None
    assert json.loads(run.answer)["status"] == "stopped"


def test_workers_that_stop_let_go_of_their_runs(fresh: Engine) -> None:
    number = asked_for(fresh, long())
    with at_work(fresh):
        until(lambda: now(fresh, number).stage != "")
    run = now(fresh, number)
    assert (run.status, run.tries, run.stage, run.percent) == ("waiting", 0, "", 0)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("Worker-", "zaaiplan-watch"))]


def test_a_run_that_is_taken_while_workers_stop_is_let_go_of(fresh: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    number, workers = asked_for(fresh, small()), Workers(fresh)
    take = runs.take

    def late(*given: Any) -> Any:
        got = take(*given)
        workers.watch.over.set()
        return got

    monkeypatch.setattr(runs, "take", late)
    workers.work()
    workers.stop()
    assert (now(fresh, number).status, now(fresh, number).tries) == ("waiting", 0)


# ---- who lives ----


def test_the_watch_says_how_far_its_own_runs_are(fresh: Engine, watch: Watch) -> None:
    number = asked_for(fresh, small())
    taken(fresh, "w")
    hold = watch.holds["w"] = Hold(number, "w", stage="growth", percent=45)
    for _ in range(3 * int(DEAD)):
        watch.look()
    run = now(fresh, number)
    assert (run.status, run.stage, run.percent, hold.stop) == ("running", "growth", 45, False)
    stop(fresh, number)
    watch.look()
    assert hold.stop


def test_a_silent_worker_is_given_up_on_and_its_run_taken_up_again_once(fresh: Engine, watch: Watch) -> None:
    number = asked_for(fresh, small())
    for worker, became in (("first", "waiting"), ("second", "broken_off")):
        assert taken(fresh, worker) is not None
        watch.look()  # the first time that it is seen
        watch.look(DEAD - 0.5)
        assert statuses(fresh, number) == ["running"]
        watch.look(0.5)
        assert statuses(fresh, number) == [became]
    watch.look(DEAD)
    assert statuses(fresh, number) == ["broken_off"]


def test_nobody_is_given_up_on_for_the_time_in_which_the_database_was_away(
    fresh: Engine, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who was away was the database, for all alike; from when it answers again each has all its seconds."""
    number = asked_for(fresh, small())
    taken(fresh, "other")
    watch.look()
    with monkeypatch.context() as patch:
        patch.setattr(runs, "running", gone_for(2, runs.running))
        for _ in range(2):
            with pytest.raises(OperationalError):
                watch.look(DEAD)
    watch.look()
    watch.look(DEAD - 0.5)
    assert statuses(fresh, number) == ["running"]
    watch.look(0.5)
    assert statuses(fresh, number) == ["waiting"]


def test_one_run_that_another_holds_silences_no_other(
    fresh: Engine, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    for worker in ("held", "free"):
        number = asked_for(fresh, small())
        taken(fresh, worker)
        watch.holds[worker] = Hold(number, worker, stage="growth", percent=45)
    monkeypatch.setattr(runs, "beat", gone_for(1, runs.beat))
    with pytest.raises(OperationalError):
        watch.look()
    held, free = watch.holds.values()
    assert (now(fresh, held.run_id).percent, now(fresh, free.run_id).percent) == (0, 45)


def test_who_was_given_up_on_hears_it(fresh: Engine, watch: Watch) -> None:
    number = asked_for(fresh, small())
    taken(fresh, "late")
    watch.look()
    watch.look(DEAD)
    taken(fresh, "other")
    hold = watch.holds["late"] = Hold(number, "late")
    watch.look()
    assert hold.stop
    assert now(fresh, number).status == "running"


def test_the_watch_wakes_workers_when_something_waits(fresh: Engine, watch: Watch) -> None:
    watch.look()
    assert watch.queue.huey.storage.queue_size() == 0
    here = added(fresh, small())
    asked(fresh, here)
    watch.look()
    assert watch.queue.huey.storage.queue_size() == 1


def test_the_watch_wakes_nobody_for_what_cannot_be_taken_yet(fresh: Engine, watch: Watch) -> None:
    here = added(fresh, small())
    asked(fresh, here), asked(fresh, here)
    taken(fresh)
    watch.look()
    assert watch.queue.huey.storage.queue_size() == 0


AWAY = OperationalError("", {}, Exception("away"))


def gone_for(times: int, one: Callable[..., Any], error: Exception = AWAY) -> Callable[..., Any]:
    """A function of a database that does not answer so many times."""
    left = [error] * times

    def gone(*given: Any) -> Any:
        if left:
            raise left.pop()
        return one(*given)

    return gone


def test_a_database_that_is_away_for_a_while_ends_no_worker(
    fresh: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is said once that it is gone, and once that it is back, without a traceback."""
    monkeypatch.setattr("jobs.worker.BEAT", 0.02)
    monkeypatch.setattr(runs, "can_be_taken", gone_for(5, runs.can_be_taken))
    monkeypatch.setattr(runs, "take", gone_for(1, runs.take))
    number = asked_for(fresh, small())
    with at_work(fresh):
        until(lambda: now(fresh, number).ended)
        until(lambda: "the database answers again" in caplog.messages)
    assert statuses(fresh, number) == ["planned"]
    assert 1 <= caplog.messages.count("the database does not answer: away") <= 2  # by the watch, and by a worker
    assert all(record.exc_info is None for record in caplog.records)


def test_a_fault_of_the_program_is_not_said_to_be_one_of_the_database(
    fresh: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither ends what goes on every second, and both come with their traceback."""
    monkeypatch.setattr("jobs.worker.BEAT", 0.02)
    wrong = ProgrammingError("SELECT", {}, Exception("no such column"))
    monkeypatch.setattr(runs, "running", gone_for(1, runs.running, wrong))
    monkeypatch.setattr(runs, "take", gone_for(1, runs.take, wrong))
    number = asked_for(fresh, small())
    with at_work(fresh):
        until(lambda: now(fresh, number).ended)
        until(lambda: "watching" in caplog.messages)
    assert sorted(caplog.messages) == ["watching", "working"]
    assert all(record.exc_info is not None for record in caplog.records)


def test_stopping_without_a_database_is_no_error(
    fresh: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    workers = Workers(fresh)
    workers.watch.holds["w"] = hold = Hold(1, "w")
    monkeypatch.setattr(runs, "hand_back", gone_for(1, runs.hand_back))
    workers.stop()
    assert hold.stop
    assert caplog.messages == ["run 1 cannot be handed back: away"]


# ---- the queue ----


def test_messages_are_plain_json(fresh: Engine) -> None:
    queue = Queue(fresh)
    queue.wake()
    (message,) = queue.huey.storage.enqueued_items()
    queue.close()
    assert json.loads(message)[1] == "jobs.queue.wake"


def test_what_is_no_message_of_ours_does_no_harm(fresh: Engine, caplog: pytest.LogCaptureFixture) -> None:
    number, queue = asked_for(fresh, small()), Queue(fresh)
    for message in (b"\x80\x04N.", b"[]", b'{"a": 1}', b'["1", "os.system"]'):
        queue.huey.storage.enqueue(message)
    queue.close()
    with at_work(fresh):
        until(lambda: now(fresh, number).ended)


def test_a_queue_that_does_not_answer_stops_nobody_who_asks(fresh: Engine, caplog: pytest.LogCaptureFixture) -> None:
    queue = Queue(fresh)
    with queue.huey.storage.db() as cursor:
        cursor.execute("DROP TABLE task" if fresh.dialect.name == "sqlite" else "DROP TABLE huey_task")
    queue.wake()
    queue.close()
    assert [message.split(":")[0] for message in caplog.messages] == ["the queue does not answer"]


def test_many_queues_can_be_made_at_once(fresh: Engine) -> None:
    wrong: list[Exception] = []

    def make() -> None:
        try:
            Queue(fresh).close()
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_queue_is_no_part_of_backups_and_does_them_no_harm(fresh: Engine, tmp_path: Path) -> None:
    number, queue = asked_for(fresh, small()), Queue(fresh)
    queue.wake()
    with open(tmp_path / "copy", "wb") as file:
        backup.write(fresh, file)
    with open(tmp_path / "copy", "rb") as file:
        backup.read(fresh, file, replace=True)
    upgrade(fresh)
    assert is_current(fresh)
    assert queue.huey.storage.queue_size() == 1
    with at_work(fresh):
        until(lambda: now(fresh, number).ended)
    queue.close()
    with open(tmp_path / "copy", "rb") as file:
        assert b"huey" not in gzip.decompress(file.read())
    downgrade(fresh, "base")
    left = set(inspect(fresh).get_table_names()) - {"alembic_version"}
    assert all(name.startswith("huey_") for name in left)
