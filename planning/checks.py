"""What is plainly wrong with a programme before anything is solved, and what is odd but possible.

An error is proof: something that must hold asks more than there can ever be, in exact arithmetic (whole cents, bounds
rounded to the safe side), so no plan exists. That there is no error does not prove that there is one: rules can also
clash in ways that only solving finds.
"""

from __future__ import annotations

from dataclasses import dataclass

from planning.checking.asks import Asks
from planning.checking.commitments import commitment_errors
from planning.checking.investments import Investments
from planning.checking.musts import must_errors
from planning.checking.odd import warnings
from planning.checking.shares import share_problems
from planning.checking.supply import Supply
from planning.checking.whole import whole_errors, whole_warnings
from planning.prepared import Prepared
from planning.problems import Problem
from planning.rules import MUST


@dataclass(frozen=True)
class Checked:
    """`errors`: why no plan can exist; `warnings`: what a planner should know. Each with its place and a sentence."""

    errors: list[Problem]
    warnings: list[Problem]


def check(prepared: Prepared) -> Checked:
    """All errors and warnings of a programme, in the order of the document's subjects. Solves nothing."""
    supply = Supply(prepared)
    cover = prepared.programme.rules.structural_cover
    barred = Supply(prepared, barred=True) if cover is not None and cover.strength == MUST else None
    asks = Asks(prepared, supply)
    investments = Investments(prepared, supply)
    shares = list(share_problems(prepared, asks, supply))
    errors = [
        *commitment_errors(prepared, supply, investments),
        *whole_errors(prepared, supply, investments),
        *must_errors(prepared, asks, supply, barred),
        *(problem for impossible, problem in shares if impossible),
    ]
    odd = [
        *prepared.need.warnings,
        *warnings(prepared, supply),
        *whole_warnings(prepared, supply, investments),
        *(problem for impossible, problem in shares if not impossible),
    ]
    return Checked(errors, odd)
