"""An independent answer to a programme with whole decisions: all of them tried, one by one.

With its decisions made a programme is the smooth concave one again, which the oracle solves with an interior-point
method. Stage after stage only the decisions are left that reach the best of it (lexicographic, as docs/formulation.md
has it).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from planning.prepared import Prepared
from tests.oracle.answer import CellYear
from tests.oracle.decisions import Decision, decisions
from tests.oracle.growth import benefit, grow, weights
from tests.oracle.stages import TOLERANCE, Stages, build
from tests.oracle.system import total
from tests.oracle.whole_rules import chains, minima, profiles

TIE = 2e-6
"""In units (a middling sowing line): decisions that differ less in a stage are equally good there."""
Payment = tuple[str, str, int]
"""(stream, measure, year)."""


@dataclass(frozen=True)
class Reached:
    """What the best plan with these decisions reaches. Euros, nominal; shortfalls over their sowing lines.

    worth is what growth maximises: coverage · (growth − steadiness · change) + benefit · benefit, by their weights.
    It is comparable within a programme, and leaves out the cells that the stages before growth leave without money
    (unpayable). spend and carried are one plan that reaches it.
    """

    decision: Decision
    lapsed: float
    largest: float
    shortfall: float
    worth: float
    growth: float
    change: float
    benefit: float
    unpayable: frozenset[CellYear] = frozenset()
    spend: Mapping[Payment, float] = field(default_factory=dict)
    carried: Mapping[tuple[str, int], float] = field(default_factory=dict)


@dataclass(frozen=True)
class WholeAnswer:
    """The best plan, how many sets of decisions were tried, and how many of them have a plan.

    best is None where no decisions have one. runner_up is what the next best decisions reach, of those that came as far
    as growth.
    """

    status: Literal["optimal", "infeasible"]
    best: Reached | None
    runner_up: Reached | None
    tried: int
    feasible: int


def solve_whole(prepared: Prepared) -> WholeAnswer:
    """The best plan over all allowed decisions.

    Raises:
        ValueError: for a previous plan, and where decisions leave different cells without any money (the logarithm of
            nothing cannot be compared).
        NotSolved: when the solver gives up.
    """
    if prepared.programme.previous is not None:
        raise ValueError("the oracle knows no previous plan")
    allowed = list(decisions(prepared))
    lapse_last = prepared.programme.objective == "benefit"
    left = [made for decision in allowed if (made := Made(prepared, decision)).begin(lapse_last)]
    feasible = len(left)
    if not left:
        return WholeAnswer("infeasible", None, None, len(allowed), 0)
    left = _least(left, lambda made: made.stages.lapsed)
    for made in left:
        made.stages.aims()
    left = _least(left, lambda made: made.stages.largest)
    left = _least(left, lambda made: made.stages.shortfall)
    if len({made.stages.outline().unpayable for made in left if weights(made.model)[0]}) > 1:
        raise ValueError("decisions leave different cells without money")
    reached = sorted((made.grow(lapse_last) for made in left), key=lambda one: -one.worth)
    worth = reached[0].worth - TIE * left[0].model.euros(1.0)
    best = min((one for one in reached if one.worth >= worth), key=lambda one: one.lapsed if lapse_last else 0.0)
    others = [one for one in reached if one is not best]
    return WholeAnswer("optimal", best, others[0] if others else None, len(allowed), feasible)


class Made:
    """A programme with its decisions made."""

    def __init__(self, prepared: Prepared, decision: Decision) -> None:
        self.decision = decision
        self.model = build(prepared)
        for rule in (minima, profiles, chains):
            rule(self.model, decision)
        self.stages = Stages(self.model, TOLERANCE)

    def begin(self, lapse_last: bool) -> bool:
        """The first stage; whether there is any plan."""
        return self.stages.feasible() if lapse_last else self.stages.nothing_lost()

    def grow(self, lapse_last: bool) -> Reached:
        """Growth (and after it nothing lost, where that comes last), and what is reached."""
        coverage, useful = weights(self.model)
        growth = change = 0.0
        unpayable = self.stages.outline().unpayable if coverage else frozenset()
        if coverage:
            assert self.stages.solved is not None
            cells = [key for key in self.model.money if self.model.line(key[:2], key[2]) > 0]
            payable = [key for key in cells if key not in unpayable]
            grown = grow(self.model, self.stages.problem({}), self.stages.solved, payable, TOLERANCE)
            growth, change, values = grown.growth, grown.change, grown.solved.values
        else:
            self.stages.most(benefit(self.model))
            if lapse_last:
                self.stages.nothing_lost()
            assert self.stages.solved is not None
            values = self.stages.solved.values
        euros, programme = self.model.euros, self.model.programme
        brought = euros(benefit(self.model).at(values)) + self._of_starts()
        growth, change = euros(growth), euros(change)
        return Reached(
            decision=self.decision,
            lapsed=euros(total(self.model.lapsed.values()).at(values)),
            largest=self.stages.largest,
            shortfall=self.stages.shortfall,
            worth=coverage * (growth - float(programme.steadiness) * change) + useful * brought,
            growth=growth,
            change=change,
            benefit=brought,
            unpayable=unpayable,
            spend={key: euros(column.at(values)) for key, column in self.model.spend.items()},
            carried={key: euros(column.at(values)) for key, column in self.model.carried.items()},
        )

    def _of_starts(self) -> float:
        """Benefit of the investments that start in the term."""
        measures = self.model.prepared.measure
        started = (measures[m] for m in self.decision.starts)
        return sum(float(measure.benefit) for measure in started if not measure.already_running)


def _least(made: Sequence[Made], what: Callable[[Made], float]) -> list[Made]:
    least = min(what(one) for one in made)
    return [one for one in made if what(one) <= least + TIE]
