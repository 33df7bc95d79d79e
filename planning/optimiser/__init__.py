"""The linear optimiser: a prepared programme in, a plan document out. The only place where floats live."""

from planning.optimiser.clash import explain_clash
from planning.optimiser.planner import NotSolved, Options, infeasible, plan_programme
from planning.optimiser.search import GAP, SMALL

__all__ = ["GAP", "SMALL", "NotSolved", "Options", "explain_clash", "infeasible", "plan_programme"]
