"""A database with a row in every table, and what can be read from it: to see whether it comes back as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, insert, select, text

from bench.instances import instance
from models.database import connect, reading, writing
from models.plans import RemarkRow
from models.store import credentials, listing, log, people, plans, programmes, runs, states
from models.tables import METADATA
from planning.document import digest, read
from planning.optimiser import plan_programme
from planning.prepared import prepare
from tests.builders import programme, stream
from tests.models.people import WHO
from tests.models.test_rows import full

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))


@contextmanager
def new_database(kind: str, postgres: str, folder: Path) -> Iterator[Engine]:
    """An engine on a file or a schema of its own without any table, which goes afterwards."""
    name = f"own_{uuid4().hex}"
    if kind == "sqlite":
        made = connect(f"sqlite:///{folder / name}.db")
        yield made
        made.dispose()
        return
    whole = connect(postgres)
    with whole.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    made = connect(f"{postgres}&options=-csearch_path%3D{name}")
    yield made
    made.dispose()
    with whole.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    whole.dispose()


KEPT = [table for table in METADATA.sorted_tables if not table.info.get("passing")]
"""Tables that a backup holds."""


def fill(engine: Engine) -> None:
    """Put something in every table, with gaps in the numbers."""
    with writing(engine) as session:
        for path in EXAMPLES:
            programmes.add(session, read(path.read_bytes()), WHO)
        programmes.add(session, read(json.dumps(instance("M", 1, whole=True))), WHO)
        everything = programmes.add(session, full(), WHO)
        director = people.add(session, "Ans@Voorbeeld.nl", "Ans", WHO, administrator=True)
        alderman = people.add(session, "bé@voorbeeld.nl", "Bé ‘t Hoen", director.who)
        credentials.set_password(session, director, "a hash", director.who)
        credentials.set_second_step(session, director, "A" * 32, director.who)
        credentials.bind_subject(session, alderman.email, "elders 1")
        people.give_role(session, everything.id, director, "director", director.who)
        people.give_role(session, everything.id, alderman, "partner", director.who, "gemeente")
        states.name(session, everything, "vóór de raad", director.who)
        later = programmes.save(session, everything, full(name="Alles 2", dial=2), alderman.who).stored
        last = programmes.save(session, later, full(name="Alles 3", regular=[]), director.who).stored
        programmes.undo(session, everything.id, last.version, director.who)
        gone = programmes.add(session, full(name="Weg"), WHO)
        programmes.remove(session, gone.id, WHO)
    _plans(engine, director, alderman)


def _plans(engine: Engine, director: people.Account, alderman: people.Account) -> None:
    made = programme(streams=[stream("gemeente", 300, 0, 0, carry_over={"share": 1})])
    plan = plan_programme(prepare(made))
    with writing(engine) as session:
        small = programmes.add(session, made, WHO)
        adopted = plans.add(session, small.id, 1, made, plan, director.who, "het eerste")
        plans.add(session, small.id, 1, made, plan, WHO)
        plans.decide(session, adopted.id, "submitted", director.who, "klaar")
        plans.decide(session, adopted.id, "sent_back", alderman.who, "nog niet")
        plans.decide(session, adopted.id, "adopted", alderman.who, "goed")
        runs.ask(session, small, {"gap": 0.01}, director.who)
        taken = runs.take(session, "w")
        assert taken is not None
        runs.end(session, taken, "planned", plan_id=adopted.id)
        runs.ask(session, small, {}, WHO)
        moment = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
        said = {"programme_id": small.id, "pointer": "/wijken/0", "account_id": alderman.id, "at": moment}
        session.execute(insert(RemarkRow).values(**said, plan_id=adopted.id, remark="Waarom?"))
        first = session.scalars(select(RemarkRow.id)).one()
        settled = {"answers": first, "settler_id": director.id, "settled_at": moment}
        session.execute(insert(RemarkRow).values(**said, remark='Dáárom: "€ 5"\n\\ 🌱', **settled))


def seen(engine: Engine) -> dict[str, Any]:
    """Everything that the store gives of a database, and all rows of all tables but those of now alone."""
    with reading(engine) as session:
        there = listing.programmes(session)
        kept = [one for each in there for one in plans.listed(session, each.id)]
        found: dict[str, Any] = {
            "listed": there,
            "documents": {each.id: digest(programmes.load(session, each.id).programme) for each in there},
            "plans": {one.id: (one, digest(plans.load(session, one.id).plan)) for one in kept},
            "states": [states.listed(session, each.id) for each in there],
            "runs": [runs.listed(session, each.id) for each in there],
            "log": [log.entries(session, each.id, 1000) for each in there] + [log.entries(session, None, 1000)],
            "people": (people.accounts(session), people.roles(session)),
        }
    with engine.connect() as connection:
        rows = {table: sorted(map(repr, connection.execute(select(table)))) for table in KEPT}
    assert [table.name for table, held in rows.items() if not held] == [], "a table without a row"
    return {**found, "rows": rows}
