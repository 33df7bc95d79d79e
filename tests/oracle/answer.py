"""What the oracle answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tests.oracle.system import Place

CellYear = tuple[str, str, int]
"""(wijk id, domain id, year)."""


@dataclass(frozen=True)
class AimRow:
    """A row of an aim: what it falls short, over the sowing line of its scope."""

    rule: str
    place: Place
    year: int | None
    euros: float
    part: float


@dataclass(frozen=True)
class OracleAnswer:
    """The optimum of docs/formulation.md, stage by stage. Euros, nominal. An infeasible answer holds nothing.

    - lapsed: the least that the musts let lapse.
    - largest, shortfall: the largest and the sum of the aims' shortfalls over their sowing lines; `aims` is one way to
      reach them.
    - coverage: of every cell with a sowing line, by (wijk, domain, year). It is unique.
    - growth: Σ L·U(a) in euros with U(a) = log a, or (a^(1−e) − 1)/(1−e), over the cells that can be paid.
    - change: Σ real year-on-year change in euros, focus cells double.
    - unpayable: cells with a sowing line that get nothing in any plan that is left after the first two stages.
    - binding: (rule, "must" or "aim") to the number of its rows that hold a stage back: no slack, and a multiplier
      that is not zero.

    How good it is: gap is what the solver left of the growth, over the total sowing line; residual the
    largest breach of a row, in middling sowing lines; drift how far the last two solves of growth lie apart
    in coverage; unclear how sure it is which limits hold on the face of an earlier stage (small is unsure).
    """

    status: Literal["optimal", "infeasible"]
    lapsed: float = 0.0
    largest: float = 0.0
    shortfall: float = 0.0
    growth: float = 0.0
    change: float = 0.0
    gap: float = 0.0
    residual: float = 0.0
    unclear: float = 1.0
    drift: float = 0.0
    aims: tuple[AimRow, ...] = ()
    coverage: Mapping[CellYear, float] = field(default_factory=dict)
    unpayable: frozenset[CellYear] = frozenset()
    binding: Mapping[tuple[str, str], int] = field(default_factory=dict)


def coverage_gap(answer: OracleAnswer, plan_coverage: Mapping[CellYear, float | None]) -> float:
    """The largest difference of coverage between oracle and plan: a fraction, 0.01 is one percentage point.

    `plan_coverage` is by (wijk id, domain id, year). Every cell with a sowing line must be in it.

    Raises:
        KeyError: for a cell that the plan leaves out, or gives no coverage.
    """
    missing = [key for key in answer.coverage if plan_coverage.get(key) is None]
    if missing:
        raise KeyError(missing)
    gaps = (abs(float(plan_coverage[key] or 0) - found) for key, found in answer.coverage.items())
    return max(gaps, default=0.0)
