"""One run, from its document to what comes of it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from models.database import writing
from models.store import plans, runs
from models.store.runs import Taken
from models.work import FAILED, INFEASIBLE, PLANNED, STOPPED
from planning.messages import say
from planning.optimiser import NotSolved, Options
from planning.optimiser.answer import answer
from planning.plan import PlanDocument
from planning.prepared import Prepared, prepare

PERCENT = {
    "model": 1,
    "nothing_lost": 4,
    "aims_largest": 8,
    "aims_sum": 20,
    "decisions_first": 5,
    "whole_nothing_lost": 30,
    "whole_aims_largest": 32,
    "whole_aims_sum": 36,
    "whole_growth": 40,
    "growth": 45,
    "growth_coarse": 45,
    "growth_refined": 60,
    "growth_again": 70,
    "growth_unsteady": 75,
    "previous_plan": 80,
    "tidiness": 84,
    "market": 5,
    "rounding": 88,
    "reasons": 90,
    "clash": 10,
    "verify": 97,
}
"""How far a run is when a stage begins, in percent of what usually comes."""
OPTIONS = ("round_to", "time_limit", "gap", "language")
"""What can be asked of a run, beside `reasons`."""

log = logging.getLogger(__name__)


@dataclass
class Hold:
    """What a worker shares with the one that watches: the run it has, how far it is, and whether it shall stop."""

    run_id: int
    worker: str
    stage: str = ""
    percent: int = 0
    stop: bool = False

    def progress(self, stage: str, seconds: float | None) -> None:
        """A stage began (`seconds` None) or ended. The percentage never goes back."""
        if seconds is None:
            self.stage, self.percent = stage, max(self.percent, PERCENT.get(stage, 0))

    def asked_to_stop(self) -> bool:
        """Whether to stop with what there is."""
        return self.stop


def carry_out(engine: Engine, taken: Taken, hold: Hold) -> str | None:
    """Plan a run and store what comes of it, in one transaction; its status, None where it was no longer ours.

    Whatever goes wrong with the planning itself ends the run as failed. An error of the database is raised: the run is
    then given up on by whoever sees that it no longer lives.
    """
    try:
        prepared, plan = _planned(taken, hold.progress, hold.asked_to_stop)
    except NotSolved:
        return _ended(engine, taken, FAILED, trouble=say("plan.failed", _language(taken.options)))
    except Exception as error:  # a fault of the program: the run ends, the worker goes on
        log.exception("run %s", taken.id)
        return _ended(engine, taken, FAILED, trouble=type(error).__name__)
    if not plan.has_figures:
        status = INFEASIBLE if plan.status == "infeasible" else STOPPED
        return _ended(engine, taken, status, answer=json.dumps(plan.as_json(), ensure_ascii=False, sort_keys=True))
    hold.progress("verify", None)
    return _stored(engine, taken, prepared, plan)


def _planned(
    taken: Taken, progress: Callable[[str, float | None], None], stop: Callable[[], bool]
) -> tuple[Prepared, PlanDocument]:
    chosen: dict[str, Any] = {name: taken.options[name] for name in OPTIONS if name in taken.options}
    prepared = prepare(taken.programme)
    options = Options(stop=stop, **chosen)
    return prepared, answer(prepared, options, progress, reasons=bool(taken.options.get("reasons")))


def _stored(engine: Engine, taken: Taken, prepared: Prepared, plan: PlanDocument) -> str | None:
    """The plan and the end of its run, both or neither."""
    language = _language(taken.options)
    try:
        with writing(engine) as session:
            made = plans.add(session, taken.programme_id, taken.version, prepared.programme, plan, taken.who)
            if not runs.end(session, taken, PLANNED, plan_id=made.id):
                session.rollback()
                return None
    except plans.NotVerified as wrong:
        said = "\n".join(fault.sentence(language) for fault in wrong.verdict.faults)
        return _ended(engine, taken, FAILED, trouble=f"{say('plan.not_verified', language)}\n{said}")
    return PLANNED


def _ended(engine: Engine, taken: Taken, status: str, answer: str | None = None, trouble: str = "") -> str | None:
    with writing(engine) as session:
        ours = runs.end(session, taken, status, answer=answer, trouble=trouble)
    return status if ours else None


def _language(options: Any) -> Any:
    return options.get("language", "nl")
