"""The rules of docs/formulation.md that whole decisions bring, once these are made: linear rows again."""

from __future__ import annotations

from planning.programme import Measure, Requirement
from tests.oracle.decisions import Decision, done, is_whole
from tests.oracle.model import NOTHING, Model
from tests.oracle.money_rules import degree, most_of, payments
from tests.oracle.system import Linear


def minima(model: Model, decision: Decision) -> None:
    """y[m,t] ≥ min[m,t] in years that are on (with a duration at least a unit of rounding), else y[m,t] = 0."""
    for measure in model.prepared.measures:
        if not is_whole(measure) or measure.profile is not None:
            continue
        for year in model.prepared.years_of(measure):
            if year in decision.on[measure.id]:
                least = Linear({}, model.units(least_of(model, measure, year)))
                model.system.at_most("measure_limits", (measure.id,), year, least, model.paid[measure.id, year])
            else:
                model.system.nothing("min_duration", (measure.id,), year, payments(model, measure.id, year))


def least_of(model: Model, measure: Measure, year: int) -> int:
    """The least of a year that is on, in cents."""
    least = model.prepared.nominal(measure, measure.min_per_year, year)
    return max(least, 100 * model.programme.round_to) if measure.min_years > 1 else least


def profiles(model: Model, decision: Decision) -> None:
    """y[m,t] = profile[t−τ] of an investment that starts in τ, else 0."""
    for measure in model.prepared.measures:
        if measure.profile is None:
            continue
        for year in model.term:
            due = due_of(model, measure, decision, year)
            paid = payments(model, measure.id, year)
            if due:
                model.system.equal("measure_limits", (measure.id,), year, paid, Linear({}, model.units(due)))
            else:
                model.system.nothing("measure_limits", (measure.id,), year, paid)


def due_of(model: Model, measure: Measure, decision: Decision, year: int) -> int:
    """Cents of an investment in a year."""
    profile, since = measure.profile or (), year - decision.starts.get(measure.id, year + 1)
    return model.prepared.nominal(measure, profile[since], year) if 0 <= since < len(profile) else 0


def chains(model: Model, decision: Decision) -> None:
    """What builds on an investment waits until it is finished; an investment starts when its base is far enough."""
    for measure in model.prepared.measures:
        for link in measure.requires:
            if model.prepared.measure[link.measure].profile is not None:
                _after_investment(model, decision, measure, link)
            elif measure.profile is not None and not measure.already_running and measure.id in decision.starts:
                _start(model, measure, link, decision.starts[measure.id])


def _after_investment(model: Model, decision: Decision, measure: Measure, link: Requirement) -> None:
    if measure.profile is not None:
        return  # `decisions.in_turn`
    for year in model.prepared.years_of(measure):
        if not done(model.prepared, decision.starts, link.measure, year - link.lag):
            paid = payments(model, measure.id, year)
            model.system.nothing("coherence", (measure.id, link.measure), year, paid)


def _start(model: Model, measure: Measure, link: Requirement, start: int) -> None:
    """max[r] ≤ share · y[r,τ−lag], in units of money."""
    base = model.prepared.measure[link.measure]
    whole = most_of(model, base, start - link.lag) if start - link.lag in model.prepared.years_of(base) else 0.0
    far = degree(model, link, start - link.lag) * float(link.share) * (whole or 1.0)
    far = far if far.terms or far.constant else NOTHING
    model.system.at_most("coherence", (measure.id, link.measure), start, Linear({}, whole or 1.0), far)
