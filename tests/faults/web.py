"""What a web process does, over and over until it is killed: save a programme, and now and then ask for a run.

    python -m tests.faults.web URL FIRST RUNS SEED

It prints "trying" before each change, and what was done once the database has it. A value that is saved is the one of
the first document plus a number of cents that is given out once: FIRST, FIRST + 1, ... It asks for RUNS runs at most.
"""

from __future__ import annotations

import sys
import time
from decimal import Decimal
from random import Random

from sqlalchemy import Engine

from jobs.queue import Queue
from models.database import connect, reading, writing
from models.store import listing, programmes, runs
from models.store.programmes import StoredProgramme
from tests.models.people import WHO

ROOM = 10_000
"""Euros below which an amount is what is given out: a million values. Amounts are far above."""
PAUSE = 0.03
"""Most seconds between two changes."""
OFTEN = 0.15
"""How often, of all changes, a run is asked for."""


def main() -> None:
    """Change things until killed."""
    url, first, left, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    engine, chance = connect(url, create=False), Random(seed)
    queue = Queue(engine)
    with reading(engine) as session:
        numbers = [one.id for one in listing.programmes(session)]
    say("ready")
    while True:
        with reading(engine) as session:
            stored = programmes.load(session, chance.choice(numbers))
        say("trying")
        if left and chance.random() < OFTEN:
            with writing(engine) as session:
                run = runs.ask(session, stored, {}, WHO)
            say("asked", run.id)
            queue.wake()
            left -= 1
        else:
            save(engine, stored, chance, first)
            first += 1
        time.sleep(chance.uniform(0, PAUSE))


def save(engine: Engine, stored: StoredProgramme, chance: Random, cents: int) -> None:
    """Save a programme with another amount of one stream in one year, as a page does."""
    programme = stored.programme
    stream = chance.choice(programme.streams)
    year = chance.choice(sorted(stream.amounts))
    value = int(stream.amounts[year]) // ROOM * ROOM + Decimal(cents) / 100
    changed = stream.model_copy(update={"amounts": {**stream.amounts, year: value}})
    streams = tuple(changed if one.id == stream.id else one for one in programme.streams)
    with writing(engine) as session:
        saved = programmes.save(session, stored, programme.model_copy(update={"streams": streams}), WHO)
    say("saved", stored.id, saved.stored.version, stream.id, year, value)


def say(*words: object) -> None:
    """A line that is out at once, in one piece."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
