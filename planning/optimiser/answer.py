"""All that planning a programme can come to, in one document: a plan, with reasons or without, or why there is none."""

from __future__ import annotations

import time

from planning.checks import check
from planning.messages import say
from planning.optimiser.explain import with_reasons
from planning.optimiser.planner import DEFAULTS, Options, by_market, infeasible, plan_programme, planned
from planning.optimiser.stages import Progress, silent
from planning.plan import PlanDocument
from planning.prepared import Prepared


def answer(
    prepared: Prepared, options: Options = DEFAULTS, progress: Progress = silent, reasons: bool = False
) -> PlanDocument:
    """The plan document of a programme. It is not verified here: see `planning.verify.verify`.

    Args:
        reasons: whether to say why cells are not on their sowing line, as far as time allows.

    Raises:
        NotSolved: when the solver could not do it, for a reason that says nothing about the programme.
    """
    if check(prepared).errors:
        return infeasible(prepared, options, progress)
    if not reasons:
        return plan_programme(prepared, options, progress)
    if by_market(prepared):
        plan = plan_programme(prepared, options, progress)
        return plan.model_copy(update={"about_reasons": (say("reason.market", options.language),)})
    deadline = None if options.time_limit is None else time.monotonic() + options.time_limit
    plan, solved = planned(prepared, options, progress)
    return plan if solved is None else with_reasons(plan, solved, options.language, deadline, progress, options.stop)
