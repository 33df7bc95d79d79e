"""Why there is no plan: the cheapest repair and a minimal clashing set."""

from __future__ import annotations

from planning.clashes import ClashReport
from planning.optimiser.changes import changes
from planning.optimiser.cheapest import Repaired, cheapest, steps
from planning.optimiser.conflicts import Conflict, clashing
from planning.optimiser.elastic import Elastic, ElasticModel, elastic_model
from planning.optimiser.engine import NoPlan
from planning.prepared import Prepared


def explain_clash(prepared: Prepared, deadline: float | None = None) -> ClashReport:
    """What must give way for a plan to exist, and which rules clash, of a programme whose musts cannot all hold.

    Of a programme that can be planned the repair has no steps and the conflict no rules.

    Args:
        deadline: moment of `time.monotonic` after which solving stops; the report then says what was not found out.
    """
    model = elastic_model(prepared)
    repair = _repair(model, deadline)
    given = repair.cents if repair is not None else [0] * len(model.gives)
    conflict = _conflict(model, deadline, given)
    return ClashReport(
        steps=None if repair is None else steps(model.gives, given),
        changes=() if repair is None else changes(model, repair.values, given),
        conflict=conflict.opposed,
        minimal=conflict.minimal,
    )


def _repair(model: ElasticModel, deadline: float | None) -> Repaired | None:
    """None where it was not found."""
    try:
        return cheapest(Elastic(model, deadline))
    except NoPlan:
        return None


def _conflict(model: ElasticModel, deadline: float | None, repair: list[int]) -> Conflict:
    try:
        return clashing(Elastic(model, deadline), repair)
    except NoPlan:
        return Conflict()
