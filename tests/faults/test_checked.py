"""What looks after the kills finds what is wrong."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import Engine, delete, update

from models.database import writing
from models.programme import ProgrammeRow
from models.store import programmes
from models.work import RunRow
from tests.builders import stream
from tests.faults.checked import Save, wrong
from tests.jobs.asking import added, asked, carried_out, small
from tests.models.people import WHO


def test_what_is_right_and_what_is_wrong(fresh: Engine) -> None:
    """A save that is there and one that is not, plans without a run and runs without a plan, versions that are lost."""
    here = added(fresh, small(streams=[stream("gemeente", 20_000, 20_000, 20_000)]))
    with writing(fresh) as session:
        after = small(streams=[stream("gemeente", 20_001, 20_000, 20_000)])
        saved = programmes.save(session, here, after, WHO).stored
    first, second = asked(fresh, saved), asked(fresh, saved)
    carried_out(fresh), carried_out(fresh)
    there = Save(here.id, 2, "gemeente", 2027, Decimal(20_001))
    assert wrong(fresh, [there], [first, second]) == []

    lost = Save(here.id, 3, "gemeente", 2028, Decimal(20_002))
    assert wrong(fresh, [there, lost], []) == [
        f"programme {here.id}: {lost} is not in the log",
        f"programme {here.id}: {lost} is not in the data",
    ]
    assert wrong(fresh, [], [second + 1]) == [f"run {second + 1} is not there"]

    with writing(fresh) as session:
        session.execute(delete(RunRow).where(RunRow.id == first))
    assert any("runs made plans" in said for said in wrong(fresh, [], []))
    with writing(fresh) as session:
        session.execute(update(RunRow).values(plan_id=None))
        session.execute(update(ProgrammeRow).values(version=7))
    found = wrong(fresh, [], [])
    assert f"programme {here.id}: run {second} is planned, with plan None" in found
    assert f"programme {here.id}: versions [1, 2] in the log, 7 in the data" in found

    with writing(fresh) as session:
        session.execute(update(ProgrammeRow).values(version=2, name="Buiten het logboek om"))
        session.execute(update(RunRow).values(status="waiting", ended_at=None))
    found = wrong(fresh, [], [second])
    assert f"programme {here.id}: the log leads to another document" in found
    assert f"run {second} is waiting" in found
    assert "a run has not ended" in found
