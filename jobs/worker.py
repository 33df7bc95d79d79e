"""Workers: take up runs that wait, one after the other, until there are none; and watch whether all still live."""

from __future__ import annotations

import logging
import os
import socket
import threading
import uuid
from dataclasses import dataclass, field

from huey.consumer import Consumer
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from jobs.planning import Hold, carry_out
from jobs.queue import Queue
from models.database import reading, reason, trouble, writing
from models.store import runs
from models.store.runs import Alive

BEAT = 1.0
"""Seconds after which a worker says again that it lives, and hears whether to stop."""
DEAD = 20.0
"""Seconds in which a worker that says nothing is given up on."""
POLL = 1.0
"""Most seconds between two looks at the queue, where the engine cannot wake."""
RARELY = 60
"""Seconds between two looks at huey's list of messages for later: there are none."""
PATIENCE = 5.0
"""Seconds that a thread gets to come to its end when the workers stop."""

log = logging.getLogger(__name__)


def worker_name() -> str:
    """A name that no other worker has or will have."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


@dataclass
class Watch:
    """Looks every `BEAT` seconds: says of its own runs that they live, and gives up on those of workers that do not.

    It compares no clocks: a worker is gone when its beat has stayed the same for `dead` seconds of this process, in
    all of which the database answered. holds: by the name of the worker.
    """

    engine: Engine
    queue: Queue
    dead: float = DEAD
    holds: dict[str, Hold] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)
    _seen: dict[Alive, float] = field(default_factory=dict)
    _clock: float = 0.0
    _answers: bool = True

    def start(self) -> threading.Thread:
        """Look, in a thread of its own, until `over` is set."""
        thread = threading.Thread(target=self._go_on, name="zaaiplan-watch", daemon=True)
        thread.start()
        return thread

    def look(self, passed: float = BEAT) -> None:
        """Look once. passed: seconds since the last time."""
        self._clock += passed
        try:
            self._look()
        except Exception:  # others could not say either that they live
            self._seen = {}
            raise

    def _look(self) -> None:
        wrong: SQLAlchemyError | None = None
        for hold in list(self.holds.values()):
            try:
                self._beat(hold)
            except SQLAlchemyError as error:  # its row may be held by another: the others live all the same
                wrong = error
        if wrong is not None:
            raise wrong
        self._give_up()
        with reading(self.engine) as session:
            free = runs.can_be_taken(session)
        if free:
            self.queue.wake()

    def _beat(self, hold: Hold) -> None:
        """Say of a run that it lives, and hear whether to stop."""
        with writing(self.engine) as session:
            asked = runs.beat(session, hold.run_id, hold.worker, hold.stage, hold.percent)
        if asked is None:
            hold.let_go()
        hold.stop = hold.stop or bool(asked)

    def _give_up(self) -> None:
        """Give up on runs whose worker has been silent for too long."""
        with reading(self.engine) as session:
            alive = runs.running(session)
        self._seen = {one: self._seen.get(one, self._clock) for one in alive}
        for one, since in self._seen.items():
            if self._clock - since >= self.dead:
                with writing(self.engine) as session:
                    became = runs.give_up(session, one)
                if became is not None:
                    log.warning("run %s: its worker (%s) is silent; the run is now %s", one.id, one.worker, became)

    def _go_on(self) -> None:
        while not self.over.wait(BEAT):
            try:
                self.look()
            except Exception as error:  # whatever it is, it must not end the watch
                if trouble(error) is None:
                    log.exception("watching")
                    continue
                if self._answers:  # once, not every second
                    log.warning("the database does not answer: %s", reason(error))
                self._answers = False
            else:
                if not self._answers:
                    log.warning("the database answers again")
                self._answers = True


class _Consumer(Consumer):  # type: ignore[misc]
    """Listens to the queue in threads, and leaves the signals of the process alone."""

    def _set_signal_handlers(self) -> None:
        pass


class Workers:
    """So many workers on one database, each in a thread of this process. HiGHS leaves the others the processor."""

    def __init__(self, engine: Engine, count: int = 1, dead: float = DEAD) -> None:
        """Workers that have not begun. dead: seconds in which a silent worker is given up on; the same for all.

        Raises:
            BROKEN: the queue does not answer.
        """
        self.engine = engine
        self.queue = Queue(engine, self.work)
        self.watch = Watch(engine, self.queue, dead)
        self._consumer = _Consumer(
            self.queue.huey,
            workers=count,
            periodic=False,
            max_delay=POLL,
            scheduler_interval=RARELY,
            check_worker_health=False,
        )
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin, with what already waits."""
        self._consumer.start()
        self._threads = [
            self.watch.start(),
            self._consumer.scheduler,
            *(thread for _, thread in self._consumer.worker_threads),
        ]
        self.queue.wake()

    def stop(self) -> None:
        """Take up nothing more, and let go of the runs that are not done: another worker begins them anew."""
        self._consumer.stop_flag.set()
        self.watch.over.set()
        for hold in list(self.watch.holds.values()):
            self._hand_back(hold)
        for thread in self._threads:
            thread.join(PATIENCE)
        self.queue.close()

    def work(self) -> None:
        """Take up runs until none can be taken."""
        while not self.watch.over.is_set():
            try:
                if not self._one():
                    return
            except Exception as error:  # of a run that was taken nothing more is heard: it is given up on
                if trouble(error) is None:
                    log.exception("working")
                else:
                    log.warning("the database does not answer: %s", reason(error))
                return

    def _one(self) -> bool:
        """Take up a run and carry it out; whether there was one."""
        worker = worker_name()
        with writing(self.engine) as session:
            taken = runs.take(session, worker)
        if taken is None:
            return False
        hold = self.watch.holds[worker] = Hold(taken.id, worker, bool(taken.options.get("reasons")))
        try:
            if self.watch.over.is_set():  # since it was taken: `stop` may not have seen it
                self._hand_back(hold)
                return False
            status = carry_out(self.engine, taken, hold)
        finally:
            del self.watch.holds[worker]
        log.info("run %s: %s", taken.id, status or "no longer ours")
        return True

    def _hand_back(self, hold: Hold) -> None:
        hold.let_go()
        try:
            with writing(self.engine) as session:
                runs.hand_back(session, hold.run_id, hold.worker)
        except SQLAlchemyError as error:  # others will give up on it
            log.warning("run %s cannot be handed back: %s", hold.run_id, reason(error))
