"""How a solve is asked for, and what came of it: the words of the engine."""

from __future__ import annotations

from enum import Enum

import highspy


class How(Enum):
    """The way of a solve.

    COLD: interior point and crossover, from nothing. ROUGH: interior point alone, near enough to refine a grid from.
    WARM: primal simplex from the last basis, with capped iterations, and COLD where the cap is reached.
    PRIMAL and DUAL: simplex from a basis that is nearly the best, with a lower cap.
    """

    COLD = "cold"
    ROUGH = "rough"
    WARM = "warm"
    PRIMAL = "primal"
    DUAL = "dual"


class Status(Enum):
    """What HiGHS says of the last solve."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    FAILED = "failed"
    STOPPED = "stopped"


class NoPlan(Exception):  # noqa: N818 - it is an answer, not an error of the program
    """There is no optimum, so there are no values to read."""

    def __init__(self, status: Status) -> None:
        super().__init__(status.value)
        self.status = status


def status_of(found: highspy.HighsModelStatus) -> Status:
    """What HiGHS says, in our words."""
    known = {
        highspy.HighsModelStatus.kOptimal: Status.OPTIMAL,
        highspy.HighsModelStatus.kInfeasible: Status.INFEASIBLE,
        highspy.HighsModelStatus.kModelEmpty: Status.OPTIMAL,
        highspy.HighsModelStatus.kTimeLimit: Status.STOPPED,
        highspy.HighsModelStatus.kIterationLimit: Status.STOPPED,
        highspy.HighsModelStatus.kInterrupt: Status.STOPPED,
        highspy.HighsModelStatus.kSolutionLimit: Status.STOPPED,
    }
    return known.get(found, Status.FAILED)
