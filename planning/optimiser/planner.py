"""From a prepared programme to a plan document: model, stages, rounding, report."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np

from planning import clashes, report
from planning.checks import check
from planning.document import digest
from planning.messages import Language, say
from planning.money import CENTS_PER_EURO
from planning.optimiser.clash import explain_clash
from planning.optimiser.decisions import Decisions
from planning.optimiser.engine import ENGINE_NAME, NoPlan, Status
from planning.optimiser.figures import Figures, figures
from planning.optimiser.linear import Model
from planning.optimiser.market import applies, market
from planning.optimiser.market_payments import whole_payments
from planning.optimiser.reached import objectives
from planning.optimiser.rounding import Payments, rounded
from planning.optimiser.search import Search
from planning.optimiser.solved import Solved, solve
from planning.optimiser.stages import Outcome, Progress, silent
from planning.plan import Chosen, PlanDocument, Solver, Stage, Warned
from planning.prepared import Prepared

MOST_CELLS = 6_000
"""Cells times years above which the linear programme takes minutes: a hundred wijken, six domains, ten years."""
MARKET_GAP = 1e-13
"""Growth over all sowing lines that a market plan is proven to: the last digits."""
NEAR = 0.01
"""Coverage within which every cell of a plan is of the best division."""
MARKET_NAME = "Zaaiplan market (proportional response)"


SHORT = {"nothing_lost": "/streams", "aims_largest": "/rules", "aims_sum": "/rules"}
"""Stages before growth that a search for whole decisions may leave unproven, and what they are about."""


class NotSolved(Exception):  # noqa: N818 - it says what came of it
    """The solver failed, which says nothing about the programme."""


@dataclass(frozen=True)
class Options:
    """How to plan.

    round_to: whole euros that payments come in (None: as the document says); time_limit: seconds; gap: how far whole
    decisions may be from the proven optimum, as a part of all money (of the benefit, where that is the objective), 0
    for the optimum; stop: asked now and then whether to stop, with the best plan so far.
    """

    round_to: int | None = None
    time_limit: float | None = None
    language: Language = "nl"
    gap: float | None = None
    stop: Callable[[], bool] | None = None


DEFAULTS = Options()


def plan_programme(prepared: Prepared, options: Options = DEFAULTS, progress: Progress = silent) -> PlanDocument:
    """Plan a programme. The same document gives the same plan, to the byte, unless a search was cut off by the clock.

    The plan is not verified here: see `planning.verify.verify`. Without a plan the status says why: "infeasible", or
    "stopped" when the time limit came first.

    Raises:
        NotSolved: when the solver could not do it, for a reason that says nothing about the programme.
    """
    if by_market(prepared):
        return market_plan(prepared, options, progress)
    return planned(prepared, options, progress)[0]


def by_market(prepared: Prepared) -> bool:
    """Whether a programme is planned as a market: too many cells for the linear programme, and nothing against it."""
    programme = prepared.programme
    size = len(programme.wijken) * len(programme.domains) * programme.years
    return size > MOST_CELLS and programme.previous is None and not applies(prepared)


def market_plan(prepared: Prepared, options: Options = DEFAULTS, progress: Progress = silent) -> PlanDocument:
    """The plan document of a programme to which nothing but earmarks applies, from its market view.

    "optimal" where every cell's coverage is proven to be within NEAR of the best division, which is what the linear
    programme promises; else "gap", with the growth that can still be won over all sowing lines.

    Raises:
        ValueError: for a programme of which the market view is only a preview.
    """
    progress("market", None)
    started = time.perf_counter()
    deadline = None if options.time_limit is None else time.monotonic() + options.time_limit
    view = market(prepared, MARKET_GAP, deadline, options.stop)
    seconds = time.perf_counter() - started
    progress("market", seconds)
    if not math.isfinite(view.gap):
        return _without_figures(prepared, options, "stopped")
    progress("rounding", None)
    started = time.perf_counter()
    payments = whole_payments(view, (options.round_to or prepared.programme.round_to) * CENTS_PER_EURO)
    progress("rounding", time.perf_counter() - started)
    solved = Solved(Model(figures(prepared)), Outcome(np.zeros(0), stages=[("market", seconds, view.rounds)]))
    round_to = payments.unit // CENTS_PER_EURO
    plan = _document(prepared, solved.model.figures, payments, solved.outcome, round_to, options.language)
    proof = {"status": "optimal", "gap": Decimal(0)}
    if view.within > NEAR:
        proof = {"status": "gap", "gap": Decimal(math.ceil(view.gap * 1e9)).scaleb(-9)}
    return plan.model_copy(update={**proof, "solver": plan.solver.model_copy(update={"engine": MARKET_NAME})})


def planned(
    prepared: Prepared, options: Options = DEFAULTS, progress: Progress = silent
) -> tuple[PlanDocument, Solved | None]:
    """The plan of a programme as of `plan_programme`, with the stages behind it; without a plan there are none."""
    deadline = _deadline(options)
    search = Search(gap=options.gap, stop=options.stop)
    try:
        solved = solve(prepared, deadline, progress, search=search, round_to=options.round_to)
    except NoPlan as none:
        if none.status is Status.FAILED:
            raise NotSolved from none
        if none.status is Status.INFEASIBLE:
            return infeasible(prepared, options, progress, deadline), None
        return _without_figures(prepared, options, "stopped"), None
    return finished(solved, options, progress), solved


def finished(solved: Solved, options: Options = DEFAULTS, progress: Progress = silent) -> PlanDocument:
    """The plan document of stages that have run: rounded, with what it means per cell.

    Raises:
        NotSolved: when no rounding exists.
    """
    model, outcome = solved.model, solved.outcome
    prepared = model.figures.prepared
    payments = _round(model, outcome, options.round_to or prepared.programme.round_to, progress)
    round_to = max(1, payments.unit // CENTS_PER_EURO)
    plan = _document(prepared, model.figures, payments, outcome, round_to, options.language, solved.decisions)
    if solved.proven:
        return plan
    short = solved.found.short if solved.found is not None else {}
    said = (
        Warned(pointer=SHORT[name], sentence=say(f"plan.short.{name}", options.language, percent=_percent(part)))
        for name, part in short.items()
    )
    gap = proven_gap(solved)
    return plan.model_copy(update={"status": "gap", "gap": gap, "warnings": (*plan.warnings, *said)})


def proven_gap(solved: Solved) -> Decimal:
    """By how much growth may be below the most, as a part, rounded up to a millionth; 0 where that is proven."""
    return Decimal(math.ceil(solved.found.gap * 1e6)).scaleb(-6) if solved.found is not None else Decimal(0)


def _percent(part: float) -> Decimal:
    """A part in percent with one decimal, rounded up."""
    return Decimal(math.ceil(part * 1000)).scaleb(-1)


def _round(model: Model, outcome: Outcome, round_to: int, progress: Progress) -> Payments:
    progress("rounding", None)
    started = time.perf_counter()
    values = {column.hash: value for column, value in zip(model.columns, outcome.values.tolist(), strict=True)}
    try:
        payments = rounded(model, values, round_to * CENTS_PER_EURO)
    except NoPlan as none:
        raise NotSolved from none
    progress("rounding", time.perf_counter() - started)
    return payments


def infeasible(
    prepared: Prepared, options: Options = DEFAULTS, progress: Progress = silent, deadline: float | None = None
) -> PlanDocument:
    """The document of a programme whose musts cannot all hold, without figures.

    It says what is plainly impossible, what is the cheapest repair, and which rules clash.

    Args:
        deadline: moment of `time.monotonic` after which solving stops; the time limit of the options where left out.
    """
    progress("clash", None)
    started = time.perf_counter()
    until = _deadline(options) if deadline is None else deadline
    found = explain_clash(prepared, until, options.round_to, options.stop)
    progress("clash", time.perf_counter() - started)
    problems = check(prepared).errors
    return _without_figures(prepared, options, "infeasible").model_copy(
        update={
            "problems": tuple(Warned(pointer=p.pointer, sentence=p.sentence(options.language)) for p in problems),
            "repair": clashes.repair(prepared, found, options.language),
            "conflict": clashes.conflict(prepared, found, options.language),
            "conflict_minimal": found.minimal,
            "notes": clashes.notes(found, options.language),
        }
    )


def _deadline(options: Options) -> float | None:
    return None if options.time_limit is None else time.monotonic() + options.time_limit


def _without_figures(prepared: Prepared, options: Options, status: Literal["infeasible", "stopped"]) -> PlanDocument:
    return PlanDocument(
        programme=prepared.programme.name,
        programme_sha256=digest(prepared.programme),
        status=status,
        warnings=report.warnings(prepared, options.language),
        round_to=options.round_to or prepared.programme.round_to,
        solver=Solver(engine=ENGINE_NAME),
    )


def _document(
    prepared: Prepared,
    found: Figures,
    payments: Payments,
    outcome: Outcome,
    round_to: int,
    language: Language,
    decisions: Decisions | None = None,
) -> PlanDocument:
    chosen = _chosen(prepared, decisions)
    ids = _by_id(found, payments)
    cells = report.cells(prepared, ids.spend)
    aims = report.aims(prepared, ids.spend, round_to, language)
    return PlanDocument(
        programme=prepared.programme.name,
        programme_sha256=digest(prepared.programme),
        status="optimal",
        warnings=report.warnings(
            prepared, language, outcome.settled, outcome.ended, ids.lapsed, round_to * CENTS_PER_EURO
        ),
        round_to=round_to,
        objectives=objectives(prepared, found, ids, cells, outcome, chosen),
        spend=ids.spend,
        carried=ids.carried,
        lapsed=ids.lapsed,
        cells=cells,
        chosen=chosen,
        aims=aims,
        solver=Solver(
            engine=ENGINE_NAME,
            stages=tuple(Stage(name=name, iterations=iterations) for name, _, iterations in outcome.stages),
        ),
    )


def _chosen(prepared: Prepared, decisions: Decisions | None) -> tuple[Chosen, ...]:
    """The investments that start in the term, earliest first, then in document order."""
    started = decisions.started if decisions is not None else frozenset()
    order = {measure.id: number for number, measure in enumerate(prepared.measures)}
    rows = sorted(started, key=lambda row: (row[1], order[row[0]]))
    return tuple(Chosen(measure=measure, start=year) for measure, year in rows)


def _by_id(found: Figures, payments: Payments) -> report.Rows:
    """Numbers back to ids, in the order of the document."""
    streams = [stream.id for stream in found.streams]
    measures = [measure.id for measure in found.measures]
    spend = [(streams[s], measures[m], found.years[t], amount) for (s, m, t), amount in sorted(payments.spend.items())]
    carried = {(streams[s], found.years[t]): amount for (s, t), amount in payments.carried.items()}
    lapsed = {(streams[s], found.years[t]): amount for (s, t), amount in payments.lapsed.items()}
    return report.rows(spend, carried, lapsed, streams, found.years)
