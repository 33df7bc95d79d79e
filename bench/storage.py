"""A database with a thousand programmes of size M: how many questions it gets for the list and for opening one.

python -m bench.storage 1000                      # SQLite, in a folder of its own
python -m bench.storage 1000 postgresql://...     # an empty PostgreSQL
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator

from sqlalchemy import Engine, event, func, insert, literal, select

from bench.rows import Row
from bench.whole import programme
from models.database import connect, reading, writing
from models.migrating import upgrade
from models.rows import PARTS, SETTINGS
from models.store import listing, programmes
from models.store.who import Who
from models.tables import METADATA

MANY, FEW = 1000, 10
MOST = 25
"""Questions of the heaviest page."""
WHO = Who(None, "bench")
ROUNDS = 5


def rows(many: int = MANY, url: str | None = None) -> Iterator[Row]:
    """Questions and times of the list and of opening a programme, with many and with few programmes."""
    with tempfile.TemporaryDirectory(prefix="zaaiplan-bench-") as folder:
        engine = connect(url or f"sqlite:///{folder}/zaaiplan.db")
        upgrade(engine)
        with writing(engine) as session:
            first = programmes.add(session, programme("M", 1).programme, WHO).id
        _copies(engine, first, FEW)
        jobs = {"list": listing.programmes, "open": lambda session: programmes.load(session, first + 3)}
        few = {name: _measured(engine, job)[1] for name, job in jobs.items()}
        _copies(engine, first, many)
        for name, job in jobs.items():
            asked, seconds = _measured(engine, job)
            kind = engine.dialect.name
            yield Row(f"{name} with {many} programmes, {kind}: questions", "M", asked, "", MOST, rounds=ROUNDS)
            shown = {"it": seconds, "against": few[name]}
            what = f"{name} with {many} / with {FEW}, {kind}"
            yield Row(what, "M", seconds / few[name], rounds=ROUNDS, seconds=shown)
        engine.dispose()


def _measured(engine: Engine, job: Callable[..., object]) -> tuple[int, float]:
    """Questions of one go, and the median seconds of several."""
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _k, said, *_: asked.append(said), named=False)
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        with reading(engine) as session:
            job(session)
        times.append(time.perf_counter() - started)
    return sum(not said.startswith("BEGIN") for said in asked) // ROUNDS, statistics.median(times)


def _copies(engine: Engine, first: int, many: int) -> None:
    """Fill up to so many programmes with copies of one."""
    tables = [METADATA.tables[name] for name in (SETTINGS, *PARTS)]
    with writing(engine) as session:
        there = session.scalar(select(func.max(tables[0].c.id))) or 0
        for number in range(there + 1, first + many):
            for table in tables:
                key = "id" if table is tables[0] else "programme_id"
                held = [literal(number).label(key) if c.name == key else c for c in table.columns]
                session.execute(
                    insert(table).from_select(
                        [c.name for c in table.columns], select(*held).where(table.c[key] == first)
                    )
                )


if __name__ == "__main__":
    for row in rows(int(sys.argv[1]) if len(sys.argv) > 1 else MANY, sys.argv[2] if len(sys.argv) > 2 else None):
        sys.stdout.write(row.line() + "\n")
