"""The alternatives of a programme by their kind."""

from __future__ import annotations

from planning.optimiser.alternatives import Alternative, alternatives
from planning.optimiser.criteria import Kind
from planning.plan import PlanDocument
from planning.prepared import Prepared


def found(made: Prepared, previous: PlanDocument | None = None) -> dict[Kind, Alternative]:
    """Those that were found."""
    return {row.kind: row for row in alternatives(made, previous=previous).found}
