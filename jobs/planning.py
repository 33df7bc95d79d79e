"""One run, from its document to what comes of it."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from models.database import reading, trouble, writing
from models.store import plans, runs
from models.store.runs import Taken
from models.store.snapshots import Damaged
from models.work import FAILED, INFEASIBLE, PLANNED, STOPPED
from planning.messages import Language, say
from planning.optimiser import NotSolved, Options
from planning.optimiser.answer import answer
from planning.plan import PlanDocument
from planning.prepared import prepare
from planning.programme import Programme

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
REASONS = 35
"""Percent at which reasons begin, where they are asked for: they take two to three times as long as the plan."""
SEARCH = "whole_growth"
"""The search for whole decisions, which has stages of growth in it: it is the one that people wait for."""
OPTIONS = ("round_to", "time_limit", "gap", "language")
"""What can be asked of a run, beside `reasons`."""
TRIES, PAUSE = 5, 2.0
"""How often what came of a run is written to a database that does not answer, and the seconds in between."""

log = logging.getLogger(__name__)


@dataclass
class Hold:
    """What a worker shares with the one that watches: the run it has, how far it is, and whether it shall stop.

    reasons: whether they were asked for; ours: False when another may have the run by now.
    """

    run_id: int
    worker: str
    reasons: bool = False
    stage: str = ""
    percent: int = 0
    stop: bool = False
    ours: bool = True
    _searching: bool = False

    def progress(self, stage: str, seconds: float | None) -> None:
        """A stage began (`seconds` None) or ended. The percentage never goes back."""
        if stage == SEARCH:
            self._searching = seconds is None
        elif seconds is not None or (self._searching and stage.startswith("growth")):
            return
        if seconds is None:
            self.stage, self.percent = stage, max(self.percent, self._reached(stage))

    def _reached(self, stage: str) -> int:
        percent = PERCENT.get(stage, 0)
        if not self.reasons or stage == "verify":
            return percent
        return REASONS if stage == "reasons" else percent * REASONS // PERCENT["reasons"]

    def let_go(self) -> None:
        """The run is no longer this worker's: whatever still comes of it is stored by nobody."""
        self.stop, self.ours = True, False

    def asked_to_stop(self) -> bool:
        """Whether to stop with what there is."""
        return self.stop


@dataclass(frozen=True)
class Outcome:
    """What came of a run. plan: with the programme it is of, where there are figures; answer, trouble: as in the table.

    fault: the error of the program, for its log.
    """

    status: str
    plan: tuple[Programme, PlanDocument] | None = None
    answer: str | None = None
    trouble: str = ""
    fault: Exception | None = None


def carry_out(engine: Engine, taken: Taken, hold: Hold) -> str | None:
    """Plan a run and store what comes of it, in one transaction; its status, None where it was no longer ours.

    No transaction is open while it plans. Whatever goes wrong with the planning itself ends the run as failed.

    Raises:
        SQLAlchemyError: the database does not answer, also after some tries. The run is then given up on by whoever
            sees that it no longer lives.
    """
    outcome = _planned(engine, taken, hold)
    for left in reversed(range(TRIES)):
        try:
            return _kept(engine, taken, outcome)
        except SQLAlchemyError as error:
            if trouble(error) is None or not left or not hold.ours:
                raise
            time.sleep(PAUSE)
    return None


def _planned(engine: Engine, taken: Taken, hold: Hold) -> Outcome:
    language = _language(taken)
    try:
        with reading(engine) as session:
            programme = runs.document(session, taken)
        plan = _answer(programme, taken, hold)
    except Damaged as damaged:
        return Outcome(FAILED, trouble=say("storage.damaged", language, what=damaged))
    except NotSolved:
        return Outcome(FAILED, trouble=say("plan.failed", language))
    except Exception as error:
        if trouble(error) is not None:
            raise
        return _fault(taken, error)
    if plan.has_figures:
        hold.progress("verify", None)
        return Outcome(PLANNED, (programme, plan))
    status = INFEASIBLE if plan.status == "infeasible" else STOPPED
    return Outcome(status, answer=json.dumps(plan.as_json(), ensure_ascii=False, sort_keys=True))


def _answer(programme: Programme, taken: Taken, hold: Hold) -> PlanDocument:
    chosen: dict[str, Any] = {name: taken.options[name] for name in OPTIONS if name in taken.options}
    options = Options(stop=hold.asked_to_stop, **chosen)
    return answer(prepare(programme), options, hold.progress, reasons=hold.reasons)


def _kept(engine: Engine, taken: Taken, outcome: Outcome) -> str | None:
    """Store what came of a run; its status, None where it was no longer ours or is gone."""
    if outcome.plan is None:
        return _ended(engine, taken, outcome)
    try:
        return _plan_kept(engine, taken, *outcome.plan)
    except plans.NotVerified as wrong:
        language = _language(taken)
        said = "\n".join(fault.sentence(language) for fault in wrong.verdict.faults)
        outcome = Outcome(FAILED, trouble=f"{say('plan.not_verified', language)}\n{said}")
    except Exception as error:
        if trouble(error) is not None:
            raise
        outcome = _fault(taken, error)
    return _ended(engine, taken, outcome)  # which does nothing where its programme is gone, and the run with it


def _plan_kept(engine: Engine, taken: Taken, programme: Programme, plan: PlanDocument) -> str | None:
    """The plan and the end of its run, both or neither."""
    with writing(engine) as session:
        made = plans.add(session, taken.programme_id, taken.version, programme, plan, taken.who)
        if runs.end(session, taken, PLANNED, plan_id=made.id):
            return PLANNED
        session.rollback()
        return None


def _ended(engine: Engine, taken: Taken, outcome: Outcome) -> str | None:
    with writing(engine) as session:
        ours = runs.end(session, taken, outcome.status, answer=outcome.answer, trouble=outcome.trouble)
    if ours and outcome.fault is not None:
        log.error("run %s", taken.id, exc_info=outcome.fault)
    return outcome.status if ours else None


def _fault(taken: Taken, error: Exception) -> Outcome:
    """A fault of the program: the run ends, the worker goes on."""
    said = say("storage.run_fault", _language(taken), what=type(error).__name__, number=taken.id)
    return Outcome(FAILED, trouble=said, fault=error)


def _language(taken: Taken) -> Language:
    return "en" if taken.options.get("language") == "en" else "nl"
