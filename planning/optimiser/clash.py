"""Why there is no plan: the cheapest repair and a minimal clashing set."""

from __future__ import annotations

from dataclasses import replace

from planning.clashes import ClashReport
from planning.optimiser.changes import changes
from planning.optimiser.cheapest import Repaired, cheapest, steps
from planning.optimiser.conflicts import Conflict, clashing
from planning.optimiser.elastic import Elastic, ElasticModel, elastic_model
from planning.optimiser.engine import NoPlan
from planning.prepared import Prepared


def explain_clash(prepared: Prepared, deadline: float | None = None, round_to: int | None = None) -> ClashReport:
    """What must give way for a plan to exist, and which rules clash, of a programme whose musts cannot all hold.

    Of a programme that can be planned the repair has no steps and the conflict no rules. Whole decisions are first
    taken in part (the relaxation): what clashes then, clashes with whole decisions too.

    Args:
        deadline: moment of `time.monotonic` after which solving stops; the report then says what was not found out.
        round_to: whole euros that payments come in; as the document says where left out.
    """
    model = elastic_model(prepared, round_to)
    nothing = [0] * len(model.gives)
    repair, proven = _repair(model, deadline), True
    given = repair.cents if repair is not None else nothing
    conflict = _conflict(model, deadline, given)
    through = bool(model.decisions) and repair is not None and not any(given)
    if model.decisions and repair is not None:
        repair, proven = _whole_repair(model, deadline)
        given = repair.cents if repair is not None else nothing
        conflict = _whole_conflict(model, deadline, given, conflict)
    return ClashReport(
        steps=None if repair is None else steps(model.gives, given),
        changes=() if repair is None else changes(model, repair.values, given),
        conflict=conflict.opposed,
        minimal=conflict.minimal,
        cheapest=proven,
        whole=through,
    )


def _repair(model: ElasticModel, deadline: float | None) -> Repaired | None:
    """None where it was not found."""
    try:
        return cheapest(Elastic(model, deadline))
    except NoPlan:
        return None


def _whole_repair(model: ElasticModel, deadline: float | None) -> tuple[Repaired | None, bool]:
    """The cheapest repair with whole decisions, and whether it is proven to be; None where none was found."""
    elastic = Elastic(model, deadline, whole=True)
    try:
        proven = elastic.decide()
        return (None, False) if proven is None else (cheapest(elastic), proven)
    except NoPlan:
        return None, False


def _conflict(model: ElasticModel, deadline: float | None, repair: list[int]) -> Conflict:
    try:
        return clashing(Elastic(model, deadline), repair)
    except NoPlan:
        return Conflict()


def _whole_conflict(model: ElasticModel, deadline: float | None, repair: list[int], relaxed: Conflict) -> Conflict:
    """What clashes with whole decisions: of what clashes already without them a part may be enough."""
    among = {(row.rule, row.pointer) for row in relaxed.opposed} or None
    try:
        found = clashing(Elastic(model, deadline, whole=True), repair, among)
    except NoPlan:
        found = Conflict()
    return found if found.opposed else replace(relaxed, minimal=False)
