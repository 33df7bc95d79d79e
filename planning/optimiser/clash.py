"""Why there is no plan: the cheapest repair and a minimal clashing set."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planning.clashes import ClashReport
from planning.optimiser.changes import changes
from planning.optimiser.cheapest import Repaired, cheapest, steps
from planning.optimiser.conflicts import Conflict, clashing
from planning.optimiser.elastic import Elastic
from planning.optimiser.elastic_model import ElasticModel, elastic_model
from planning.optimiser.engine import NoPlan
from planning.optimiser.stopping import Stop
from planning.prepared import Prepared


def explain_clash(
    prepared: Prepared, deadline: float | None = None, round_to: int | None = None, stop: Stop | None = None
) -> ClashReport:
    """What must give way for a plan to exist, and which rules clash, of a programme whose musts cannot all hold.

    Of a programme that can be planned the repair has no steps and the conflict no rules. Whole decisions are first
    taken in part (the relaxation): what clashes then, clashes with whole decisions too.

    Args:
        deadline: moment of `time.monotonic` after which solving stops; the report then says what was not found out.
        round_to: whole euros that payments come in; as the document says where left out.
        stop: asked now and then whether to stop, as at the deadline.
    """
    model = elastic_model(prepared, round_to)
    nothing = [0] * len(model.gives)
    limits = _Limits(deadline, stop)
    repair = _repair(model, limits)
    proven = repair is not None and repair.settled
    given = repair.cents if repair is not None else nothing
    conflict = _conflict(model, limits, given)
    through = bool(model.decisions) and repair is not None and not any(given)
    if model.decisions and repair is not None:
        repair, proven = _whole_repair(model, limits)
        given = repair.cents if repair is not None else nothing
        conflict = _whole_conflict(model, limits, given, conflict)
    elif model.decisions:
        conflict = replace(conflict, minimal=False)  # with whole decisions fewer of them may clash
    return ClashReport(
        steps=None if repair is None else steps(model.gives, given),
        changes=() if repair is None else changes(model, repair.values, given),
        conflict=conflict.opposed,
        minimal=conflict.minimal,
        cheapest=proven,
        whole=through,
    )


@dataclass(frozen=True)
class _Limits:
    """When solving stops."""

    deadline: float | None
    stop: Stop | None

    def elastic(self, model: ElasticModel, whole: bool = False) -> Elastic:
        return Elastic(model, self.deadline, whole, self.stop)


def _repair(model: ElasticModel, limits: _Limits) -> Repaired | None:
    """None where it was not found."""
    try:
        return cheapest(limits.elastic(model))
    except NoPlan:
        return None


def _whole_repair(model: ElasticModel, limits: _Limits) -> tuple[Repaired | None, bool]:
    """The cheapest repair with whole decisions, and whether it is proven to be; None where none was found."""
    elastic = limits.elastic(model, whole=True)
    try:
        proven = elastic.decide()
        found = None if proven is None else cheapest(elastic)
        return found, bool(proven) and found is not None and found.settled
    except NoPlan:
        return None, False


def _conflict(model: ElasticModel, limits: _Limits, repair: list[int]) -> Conflict:
    try:
        return clashing(limits.elastic(model), repair)
    except NoPlan:
        return Conflict()


def _whole_conflict(model: ElasticModel, limits: _Limits, repair: list[int], relaxed: Conflict) -> Conflict:
    """What clashes with whole decisions: of what clashes already without them a part may be enough."""
    among = {(row.rule, row.pointer) for row in relaxed.opposed} or None
    try:
        found = clashing(limits.elastic(model, whole=True), repair, among)
    except NoPlan:
        found = Conflict()
    return found if found.opposed else replace(relaxed, minimal=False)
