"""The linear optimiser: a prepared programme in, a plan document out. The only place where floats live."""

from planning.optimiser.planner import NotSolved, Options, plan_programme

__all__ = ["NotSolved", "Options", "plan_programme"]
