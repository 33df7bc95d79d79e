"""One run: what comes of it is stored whole, and whatever goes wrong ends it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError, ProgrammingError, TimeoutError

from jobs import planning
from jobs.planning import PERCENT, REASONS, Hold, carry_out
from models.database import reading, writing
from models.store import plans, programmes, runs
from planning.document import digest
from planning.optimiser.answer import answer
from planning.optimiser.planner import plan_programme
from planning.prepared import prepare
from planning.verify import verify
from tests.builders import stream, wijk
from tests.jobs.asking import added, asked, asked_for, carried_out, impossible, middling, now, small, taken
from tests.models.people import WHO


def stored_plans(engine: Engine, programme_id: int) -> list[plans.ListedPlan]:
    with reading(engine) as session:
        return plans.listed(session, programme_id)


def test_a_run_ends_with_the_plan_that_planning_gives(fresh: Engine) -> None:
    made = middling()
    number = asked_for(fresh, made)
    waits = now(fresh, number)
    assert (waits.status, waits.started_at, waits.ended_at, waits.ended) == ("waiting", None, None, False)
    assert carried_out(fresh) == "planned"
    run = now(fresh, number)
    assert (run.status, run.tries, run.trouble, run.answer, run.ended) == ("planned", 1, "", None, True)
    assert run.started_at is not None
    assert run.ended_at is not None
    assert run.asked_at <= run.started_at <= run.ended_at
    assert run.plan_id is not None
    with reading(fresh) as session:
        stored = plans.load(session, run.plan_id)
    assert verify(prepare(made), stored.plan).ok
    assert digest(stored.plan) == digest(plan_programme(prepare(made)))
    assert (stored.about.author, stored.about.version, stored.programme) == (WHO, run.version, made)


def test_what_is_planned_is_the_programme_as_it_was_when_it_was_asked(fresh: Engine) -> None:
    here = added(fresh, small())
    number = asked(fresh, here)
    with writing(fresh) as session:
        programmes.save(session, here, small(name="Later"), WHO)
    carried_out(fresh)
    (plan,) = stored_plans(fresh, here.id)
    assert (plan.version, now(fresh, number).version) == (here.version, here.version)
    with reading(fresh) as session:
        assert plans.load(session, plan.id).programme == small()


def test_what_is_asked_of_a_run_is_done(fresh: Engine) -> None:
    made = small(wijken=[wijk("a"), wijk("b")], streams=[stream("gemeente", 90_000, 90_000, 90_000)])
    here = added(fresh, made)
    asked(fresh, here, round_to=1000, language="en", reasons=True)
    one = taken(fresh)
    assert one is not None
    carry_out(fresh, one, Hold(one.id, "w", reasons=True))
    (plan,) = stored_plans(fresh, here.id)
    options = planning.Options(round_to=1000, language="en")
    assert plan.sha256 == digest(answer(prepare(made), options, reasons=True))
    assert plan.sha256 not in (digest(answer(prepare(made), options)), digest(answer(prepare(made), reasons=True)))


def test_an_impossible_programme_ends_with_why(fresh: Engine) -> None:
    number = asked_for(fresh, impossible())
    assert carried_out(fresh) == "infeasible"
    run = now(fresh, number)
    assert (run.status, run.plan_id, run.trouble) == ("infeasible", None, "")
    assert run.answer is not None
    assert json.loads(run.answer)["status"] == "infeasible"
    assert stored_plans(fresh, run.programme_id) == []


def test_a_plan_that_is_wrong_is_not_stored(fresh: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*given: Any, **more: Any) -> Any:
        plan = answer(*given, **more)
        first = plan.spend[0]
        return plan.model_copy(
            update={"spend": (first.model_copy(update={"amount": first.amount + 1}), *plan.spend[1:])}
        )

    monkeypatch.setattr(planning, "answer", wrong)
    number = asked_for(fresh, small())
    assert carried_out(fresh) == "failed"
    run = now(fresh, number)
    assert run.trouble.startswith("Het plan klopt niet met het programma en wordt niet gebruikt.\n")
    assert run.plan_id is None
    assert stored_plans(fresh, run.programme_id) == []


def test_a_fault_of_the_program_ends_the_run(
    fresh: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fault(*given: Any, **more: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(planning, "answer", fault)
    number = asked_for(fresh, small())
    assert carried_out(fresh) == "failed"
    assert now(fresh, number).status == "failed"
    assert now(fresh, number).trouble == (
        "Zaaiplan zelf maakte een fout (ZeroDivisionError). In het logboek van de rekenaars staat er meer over, bij "
        f"run {number}."
    )
    assert [record.exc_info is not None for record in caplog.records] == [True]


@pytest.mark.parametrize("text", ["[]", '{"zaaiplan": 1}', "no JSON"])
def test_a_document_that_is_damaged_ends_the_run(fresh: Engine, text: str) -> None:
    number = asked_for(fresh, small())
    with fresh.begin() as connection:
        name = "frozen_snapshot_update" if fresh.dialect.name == "sqlite" else "frozen_snapshot ON snapshot"
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql(f"UPDATE snapshot SET document = '{text}'")  # noqa: S608
    assert carried_out(fresh) == "failed"
    assert "controlesom" in now(fresh, number).trouble
    assert taken(fresh) is None


def test_a_programme_that_is_removed_takes_its_run_along(fresh: Engine, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing is stored, and that is no fault."""
    here = added(fresh, small())
    asked(fresh, here)
    one = taken(fresh)
    assert one is not None
    outcome = planning._planned(fresh, one, Hold(one.id, "w"))
    with writing(fresh) as session:
        programmes.remove(session, here.id, WHO)
    assert planning._kept(fresh, one, outcome) is None
    assert stored_plans(fresh, here.id) == []
    assert caplog.records == []
    with pytest.raises(runs.NoRun):
        now(fresh, one.id)


def test_a_worker_that_was_given_up_on_stores_nothing(fresh: Engine) -> None:
    number = asked_for(fresh, small())
    late = taken(fresh, "late")
    assert late is not None
    with writing(fresh) as session:
        (alive,) = runs.running(session)
        assert runs.give_up(session, alive) == "waiting"
    assert carry_out(fresh, late, Hold(late.id, "late")) is None
    assert stored_plans(fresh, late.programme_id) == []
    assert now(fresh, number).status == "waiting"
    assert carried_out(fresh, "other") == "planned"
    assert carry_out(fresh, late, Hold(late.id, "late")) is None
    assert len(stored_plans(fresh, late.programme_id)) == 1
    assert now(fresh, number).tries == 2


def test_no_transaction_is_open_while_planning(fresh: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Others write while a run is planned; on SQLite one that held the file would have them wait."""

    def meanwhile(*given: Any, **more: Any) -> Any:
        assert fresh.pool.checkedout() == 0
        return answer(*given, **more)

    monkeypatch.setattr(planning, "answer", meanwhile)
    number = asked_for(fresh, small())
    assert carried_out(fresh) == "planned"
    assert now(fresh, number).trouble == ""


@pytest.mark.parametrize("error", [OperationalError("", {}, Exception("away")), TimeoutError("no connection left")])
def test_what_came_of_a_run_is_stored_when_the_database_answers_again(
    fresh: Engine, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(planning, "PAUSE", 0.0)
    left = [error] * (planning.TRIES - 1)
    end = runs.end

    def away(*given: Any, **more: Any) -> bool:
        if left:
            raise left.pop()
        return end(*given, **more)

    monkeypatch.setattr(runs, "end", away)
    number = asked_for(fresh, small())
    assert carried_out(fresh) == "planned"
    assert len(stored_plans(fresh, now(fresh, number).programme_id)) == 1


def test_a_database_that_stays_away_is_not_waited_for_for_ever(fresh: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "PAUSE", 0.0)

    def away(*given: Any, **more: Any) -> bool:
        raise OperationalError("", {}, Exception("away"))

    monkeypatch.setattr(runs, "end", away)
    number = asked_for(fresh, small())
    with pytest.raises(OperationalError):
        carried_out(fresh)
    assert now(fresh, number).status == "running"
    assert stored_plans(fresh, now(fresh, number).programme_id) == []


def test_a_question_that_is_wrong_ends_the_run_and_is_not_asked_again(
    fresh: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def wrong(*given: Any) -> Any:
        raise ProgrammingError("SELECT", {}, Exception("no such column"))

    monkeypatch.setattr(runs, "document", wrong)
    number = asked_for(fresh, small())
    assert carried_out(fresh) == "failed"
    assert "(ProgrammingError)" in now(fresh, number).trouble
    assert [record.exc_info is not None for record in caplog.records] == [True]


@pytest.mark.parametrize("ours", [True, False])
def test_a_run_that_was_asked_to_stop_is_stored_with_as_much_patience(
    fresh: Engine, monkeypatch: pytest.MonkeyPatch, ours: bool
) -> None:
    """Only who was told that the run is no longer its own gives up at once."""
    monkeypatch.setattr(planning, "PAUSE", 0.0)
    left, end = [OperationalError("", {}, Exception("away"))], runs.end

    def away(*given: Any, **more: Any) -> bool:
        if left:
            raise left.pop()
        return end(*given, **more)

    monkeypatch.setattr(runs, "end", away)
    asked_for(fresh, small())
    one = taken(fresh)
    assert one is not None
    hold = Hold(one.id, "w", stop=True, ours=ours)
    if ours:
        assert carry_out(fresh, one, hold) in ("planned", "stopped")
        return
    with pytest.raises(OperationalError):
        carry_out(fresh, one, hold)


# ---- how far a run is ----


def test_the_percentage_goes_forward_and_the_stage_along() -> None:
    hold, seen = Hold(1, "w"), []

    def progress(stage: str, seconds: float | None) -> None:
        hold.progress(stage, seconds)
        seen.append((hold.stage, hold.percent))

    answer(prepare(middling()), planning.Options(), progress)
    stages = [stage for stage, _ in seen]
    assert set(stages) <= set(PERCENT)
    assert {"nothing_lost", "aims_sum", "growth_refined", "tidiness", "rounding"} <= set(stages)
    percents = [percent for _, percent in seen]
    assert percents == sorted(percents)
    assert percents[0] == PERCENT["model"]
    assert percents[-1] == PERCENT["rounding"]


def test_with_reasons_they_are_most_of_it() -> None:
    hold = Hold(1, "w", reasons=True)
    for stage, percent in (("rounding", 34), ("reasons", REASONS), ("verify", 97)):
        hold.progress(stage, None)
        assert (hold.stage, hold.percent) == (stage, percent)


def test_the_search_for_whole_decisions_stays_the_stage() -> None:
    """It has stages of growth in it, and is the longest of all."""
    hold = Hold(1, "w")
    for stage, seconds in (("whole_growth", None), ("growth_again", None), ("growth_again", 0.1)):
        hold.progress(stage, seconds)
        assert (hold.stage, hold.percent) == ("whole_growth", PERCENT["whole_growth"])
    hold.progress("whole_growth", 60.0)
    hold.progress("growth_refined", None)
    assert (hold.stage, hold.percent) == ("growth_refined", PERCENT["growth_refined"])


def test_a_stage_without_a_place_does_no_harm() -> None:
    hold = Hold(1, "w", stage="model", percent=1)
    hold.progress("something_new", None)
    assert (hold.stage, hold.percent) == ("something_new", 1)
