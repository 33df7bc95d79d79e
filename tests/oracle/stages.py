"""The stages of the oracle: nothing lost, aims, growth; each keeps what the one before reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from planning.prepared import Prepared
from tests.oracle import cell_rules, money_rules
from tests.oracle.answer import AimRow, CellYear, OracleAnswer
from tests.oracle.growth import Grown, grow, limit
from tests.oracle.interior import NotSolved, Problem, Solved, minimise
from tests.oracle.model import NOTHING, Model
from tests.oracle.system import Linear, Row, total

RULES = (
    money_rules.stream_balance,
    money_rules.carry_over,
    money_rules.measure_limits,
    money_rules.commitments,
    money_rules.co_financing,
    money_rules.coherence,
    money_rules.staff_capacity,
    money_rules.structural_cover,
    cell_rules.floors,
    cell_rules.hold_harmless,
    cell_rules.focus_minimum,
    cell_rules.persistence,
    cell_rules.ramp_up,
    cell_rules.frontline_room,
    cell_rules.resident_initiatives,
    cell_rules.per_resident_ratio,
)
TOLERANCE = 1e-11
TINY = 1e-6
"""Coverage that counts as none; slack, lapse or shortfall that counts as none (in units)."""
KEPT = 1e-5
"""How much worse than its optimum, in units, an earlier stage may end up."""
BITES = 1e-3
"""A row binds when a unit of it is worth this part of what a unit of money is worth in the middle."""


def solve(prepared: Prepared, tolerance: float = TOLERANCE) -> OracleAnswer:
    """The optimum of a programme without whole decisions, objective coverage.

    Shares no code with the optimiser: the smooth concave programme itself, solved by an interior-point
    method.

    Args:
        prepared: the programme with its sowing line and open measures.
        tolerance: of the interior-point method, relative.

    Raises:
        ValueError: for a programme that it does not model (whole decisions, benefit, a previous plan).
        NotSolved: when the solver gives up.
    """
    stages = _early_stages(prepared, tolerance)
    return stages.growth() if stages is not None else OracleAnswer("infeasible")


def foresee(prepared: Prepared) -> OracleAnswer:
    """Stages 0 and 1 alone: status, lapsed, largest, shortfall and unpayable. Raises what `solve` raises."""
    stages = _early_stages(prepared, TOLERANCE)
    return stages.outline() if stages is not None else OracleAnswer("infeasible")


def build(prepared: Prepared) -> Model:
    """The columns and the rows of every rule."""
    model = Model(prepared)
    for rule in RULES:
        rule(model)
    return model


def _early_stages(prepared: Prepared, tolerance: float) -> Stages | None:
    if prepared.programme.objective != "coverage":
        raise ValueError("the oracle knows the objective coverage alone")
    if any(m.profile is not None or m.min_per_year or m.min_years > 1 for m in prepared.measures):
        raise ValueError("the oracle knows no whole decisions")
    stages = Stages(build(prepared), tolerance)
    if not stages.nothing_lost():
        return None
    stages.aims()
    return stages


class Stages:
    """The rows so far, and what was reached.

    A stage is kept by its optimal face: an interior-point method ends inside it, where of every limit either
    the slack or the multiplier is positive (Goldman and Tucker 1956; Güler and Ye 1993). The limits with the
    larger multiplier hold with equality on the whole face, and become equations, at the values found (which
    differ from the limits in the last digits alone, and never contradict each other). That leaves later
    stages an inside, which a row "no worse than the optimum" would not. `unclear` is the least of what was
    the larger of the two.
    """

    def __init__(self, model: Model, tolerance: float) -> None:
        self.model, self.tolerance = model, tolerance
        self.rows = list(model.system.rows)
        self.positive = set(model.system.positive)
        self.fixed: dict[int, float] = {}
        self.columns = model.system.columns
        self.lapsed = self.largest = self.shortfall = 0.0
        self.solved: Solved | None = None
        self.bound_before: set[int] = set()
        self.unclear = 1.0

    def nothing_lost(self) -> bool:
        """Stage 0: least Σ lapsed, and keep it. False where the musts clash."""
        lapsed = total(self.model.lapsed.values())
        if not self.feasible(lapsed):
            return False
        assert self.solved is not None
        self.lapsed = self._keep(lapsed, self.solved)
        return True

    def feasible(self, goal: Linear = NOTHING) -> bool:
        """Whether any plan is left; where there is, the one with the least of `goal`, which is not kept."""
        self.solved = minimise(self.problem(goal.terms), self.tolerance)
        return self.solved is not None

    def aims(self) -> None:
        """Stage 1: the largest shortfall over its scope, then their sum; keep both."""
        parts = [Linear({aim.column: 1.0 / aim.scope}) for aim in self.model.system.aims]
        if parts:
            largest = Linear({self.columns: 1.0})
            self.columns += 1
            self.rows += [limit(part - largest) for part in parts]
            self.largest = self._reach(largest)
            self.shortfall = self._reach(total(parts))

    def growth(self) -> OracleAnswer:
        """Stage 2, and the answer."""
        assert self.solved is not None
        outline, cells = self.outline(), self._cells()
        payable = [key for key in cells if key not in outline.unpayable]
        grown = grow(self.model, self.problem({}), self.solved, payable, self.tolerance)
        self._check(grown.solved)
        return replace(
            outline,
            growth=self.model.euros(grown.growth),
            change=self.model.euros(grown.change),
            gap=grown.solved.gap / (sum(self.model.line(key[:2], key[2]) for key in payable) or 1.0),
            residual=grown.solved.residual,
            drift=grown.drift,
            aims=self._shortfalls(grown.solved),
            coverage={key: grown.coverage.get(key, 0.0) for key in cells},
            binding=self._binding(grown),
        )

    def outline(self) -> OracleAnswer:
        """What the stages before growth reached."""
        return OracleAnswer(
            status="optimal",
            lapsed=self.model.euros(self.lapsed),
            largest=self.largest,
            shortfall=self.shortfall,
            unpayable=self._unpayable(),
            unclear=self.unclear,
        )

    def most(self, goal: Linear) -> float:
        """The most of `goal` over the plans that are left, and only those that reach it are left."""
        self.solved = minimise(self.problem((goal * -1.0).terms), self.tolerance)
        if self.solved is None:
            raise NotSolved("no plan on the face of an earlier stage")
        self._keep(goal * -1.0, self.solved)
        return goal.at(self.solved.values)

    def problem(self, cost: Mapping[int, float]) -> Problem:
        """The plans that are left, with a cost."""
        return Problem(self.columns, frozenset(self.positive), dict(self.fixed), self.rows, cost)

    def _reach(self, goal: Linear) -> float:
        self.solved = minimise(self.problem(goal.terms), self.tolerance)
        if self.solved is None:
            raise NotSolved("no plan on the face of an earlier stage")
        return self._keep(goal, self.solved)

    def _keep(self, goal: Linear, solved: Solved) -> float:
        """The least of `goal`; only plans that reach it are left."""
        least = max(goal.at(solved.values), 0.0)
        for column, multiplier in solved.bounds.items():
            if self._on_face(solved.values[column], multiplier):
                self.positive.discard(column)
                self.fixed[column] = solved.values[column]
        for i, multiplier in enumerate(solved.multipliers):
            row = self.rows[i]
            slack = row.slack(solved.values)
            if not row.equal and self._on_face(slack, multiplier):
                self.rows[i] = replace(row, equal=True, bound=row.bound - slack)
            if least > TINY and multiplier > BITES:
                self.bound_before.add(i)
        return least

    def _on_face(self, slack: float, multiplier: float) -> bool:
        self.unclear = min(self.unclear, max(slack, multiplier))
        return multiplier > slack

    def _cells(self) -> list[CellYear]:
        """The cells with a sowing line."""
        return [key for key in self.model.money if self.model.line(key[:2], key[2]) > 0]

    def _unpayable(self) -> frozenset[CellYear]:
        """Cells that cannot get money. An interior point gives some to every cell that can get any, so only
        the cells that it leaves without are tried, one by one."""
        assert self.solved is not None
        found = set()
        for key in self._cells():
            money, tiny = self.model.money[key], TINY * self.model.line(key[:2], key[2])
            if money.at(self.solved.values) < 10 * tiny and self._most(money) < tiny:
                found.add(key)
        return frozenset(found)

    def _most(self, money: Linear) -> float:
        if all(column in self.fixed for column in money.terms):
            return money.at(self.solved.values) if self.solved is not None else money.constant
        solved = minimise(self.problem((money * -1.0).terms), self.tolerance)
        return money.at(solved.values) if solved is not None else 0.0

    def _check(self, solved: Solved) -> None:
        """The earlier stages are kept indeed."""
        lapsed = total(self.model.lapsed.values()).at(solved.values)
        parts = [solved.values[aim.column] / aim.scope for aim in self.model.system.aims]
        worse = (lapsed - self.lapsed, max(parts, default=0.0) - self.largest, sum(parts) - self.shortfall)
        if max(worse) > KEPT:
            raise NotSolved(f"an earlier stage was not kept: {worse}")

    def _shortfalls(self, solved: Solved) -> tuple[AimRow, ...]:
        found = []
        for aim in self.model.system.aims:
            row, short = self.model.system.rows[aim.row], max(solved.values[aim.column], 0.0)
            found.append(AimRow(row.rule, row.place, row.year, self.model.euros(short), short / aim.scope))
        return tuple(found)

    def _binding(self, grown: Grown) -> Mapping[tuple[str, str], int]:
        """How many rows of each rule hold growth back, or held an earlier stage back."""
        rows, multipliers = self.model.system.rows, grown.solved.multipliers
        prices = sorted(abs(multipliers[i]) for i, row in enumerate(rows) if row.rule == "stream_balance")
        bites = BITES * prices[len(prices) // 2] if prices else BITES
        wanted = self._wanted(multipliers, bites)
        found: dict[tuple[str, str], int] = {}
        for i, row in enumerate(rows):
            now = multipliers[i] > bites and row.slack(grown.solved.values) < TINY
            if row.rule and (now or i in self.bound_before or self._bans(row, wanted)):
                found[row.rule, row.strength] = found.get((row.rule, row.strength), 0) + 1
        return found

    def _wanted(self, multipliers: Sequence[float], bites: float) -> set[int]:
        """Columns that an earlier stage left at 0 and that growth would want more of."""
        worth = dict.fromkeys(self.fixed, 0.0)
        for multiplier, row in zip(multipliers, self.rows, strict=False):
            for column, factor in row.terms.items():
                if column in worth:
                    worth[column] -= multiplier * factor
        return {column for column, value in worth.items() if value > bites}

    def _bans(self, row: Row, wanted: set[int]) -> bool:
        """Whether a row lets nothing of any of its columns be (a shortfall apart), some of which are wanted."""
        shortfalls = {aim.column for aim in self.model.system.aims}
        columns = {column for column in row.terms if column not in shortfalls}
        banned = row.bound == 0 and all(row.terms[column] > 0 and column in self.fixed for column in columns)
        return banned and bool(columns & wanted)
