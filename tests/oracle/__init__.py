"""An independent answer to a programme: the smooth concave programme of docs/formulation.md itself.

It shares no code with the optimiser: it reads the prepared programme (need, sowing line, open measures),
writes every rule out in its plainest form, and solves the stages with an interior-point method and the exact
utility.
"""

from tests.oracle.answer import AimRow, OracleAnswer, coverage_gap
from tests.oracle.interior import NotSolved
from tests.oracle.stages import foresee, solve

__all__ = ["AimRow", "NotSolved", "OracleAnswer", "coverage_gap", "foresee", "solve"]
