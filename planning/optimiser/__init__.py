"""The linear optimiser: a prepared programme in, a plan document out. The only place where floats live."""

from planning.optimiser.planner import Options, plan_programme

__all__ = ["Options", "plan_programme"]
