"""Plans that are nearly as good as the best and differ from it on purpose (modelling to generate alternatives).

What a model leaves out may matter more than the last percent of what it maximises, so a planner is shown the steadiest
plan, the one with the fewest payments, the one closest to equal shares and the one closest to a previous plan, each of
which gives up at most one percent (E. D. Brill, S.-Y. Chang and L. D. Hopkins 1982, Management Science 28(3), p. 221).

Growth is in euros: one more in a cell on its sowing line is worth 1. Its level means nothing (with evenness 1 it is a
sum of logarithms, 0 when every cell is on its line), so one percent is of the money: growth given up ≤ 1% of all money
that counts, over the whole term. With the objective "benefit" it is 1% of the benefit reached, and of a mixed objective
the weighted sum of both. All musts hold, nothing more lapses, and aims are met as in the best plan. Whole decisions are
those of the best plan.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from planning.compare import distance_between, distance_to_equal_shares
from planning.messages import Language, say
from planning.messages import amount as shown_euros
from planning.money import CENTS_PER_EURO, EXACT, cents, euros
from planning.optimiser.criteria import KINDS, Kind, criterion
from planning.optimiser.engine import NoPlan, Status
from planning.optimiser.fewest import Fewest, fewest_payments
from planning.optimiser.near_best import NearBest
from planning.optimiser.planner import DEFAULTS, NotSolved, Options, finished, planned
from planning.optimiser.solved import Solved
from planning.optimiser.stages import Progress, silent
from planning.plan import Objectives, PlanDocument, Warned
from planning.prepared import Prepared
from planning.sowing_line import income

PART = Decimal("0.01")
"""What an alternative may give up, as a part of the money (of the benefit, where that is the objective)."""
ATTEMPTS = 4
"""Times that less is given up before rounding, because rounding gave up too much."""
ROUNDING = 1e-4
"""Part of what may be given up that is first left for rounding."""
PART_DECIMALS = Decimal("0.000001")


@dataclass(frozen=True)
class Measured:
    """How a plan stands beside the best one, whole euros and cents as in its document.

    given_up: growth (or benefit) less than that of the best plan; part: the same as a fraction of what 1% is taken of;
    change: real year-on-year change, focus cells double; payments: how many; from_equal: Σ |money − equal share|;
    from_previous: Σ |payment − payment before|, None without a previous plan.
    """

    given_up: Decimal
    part: Decimal
    change: Decimal
    payments: int
    from_equal: Decimal
    from_previous: Decimal | None

    def of(self, kind: Kind) -> Decimal:
        """What an alternative of this kind has the least of."""
        return {
            "steadiest": self.change,
            "fewest_payments": Decimal(self.payments),
            "equal_shares": self.from_equal,
            "previous_plan": self.from_previous or Decimal(0),
        }[kind]


@dataclass(frozen=True)
class Alternative:
    """A plan that has the least of what its kind says, with what is to be said about it.

    fewest: for the fewest payments, how sure it is that there are no fewer.
    """

    kind: Kind
    plan: PlanDocument
    measured: Measured
    fewest: Fewest | None = None


@dataclass(frozen=True)
class Alternatives:
    """The best plan and what is nearly as good. Without a plan only `best`, whose status says why.

    allowed: what may be given up, in euros of growth (or in benefit); remarks: a sentence for each kind that is not
    there, and one where whole decisions were kept.
    """

    best: PlanDocument
    measured: Measured | None = None
    allowed: Decimal = Decimal(0)
    found: tuple[Alternative, ...] = ()
    remarks: tuple[str, ...] = ()


def alternatives(
    prepared: Prepared,
    options: Options = DEFAULTS,
    previous: PlanDocument | None = None,
    progress: Progress = silent,
) -> Alternatives:
    """The best plan of a programme and its alternatives, rounded; the same document gives the same plans.

    No kind is beaten on its own ground, by the best plan or by another kind. The plans are not verified here: see
    `planning.verify.verify`.

    Args:
        previous: the plan to stay close to; the `previous` of the programme where left out.
        options: its time limit is for all plans together; what is not found in time is left out.

    Raises:
        NotSolved: as of `plan_programme`.
    """
    started = time.monotonic()
    best, solved = planned(prepared, options, progress)
    if solved is None:
        return Alternatives(best)
    deadline = None if options.time_limit is None else started + options.time_limit
    search = _Search(solved, best, options, previous or prepared.programme.previous, deadline)
    remarks = [say("alternative.decisions", options.language)] if solved.decisions is not None else []
    for kind in KINDS:
        progress(f"alternative_{kind}", None)
        begun = time.perf_counter()
        refused = search.find(kind)
        if refused is not None:
            remarks.append(refused)
        progress(f"alternative_{kind}", time.perf_counter() - begun)
    return Alternatives(best, search.measured(best), search.allowed, tuple(search.chosen()), tuple(remarks))


class _Search:
    """The alternatives of one best plan."""

    def __init__(
        self,
        solved: Solved,
        best: PlanDocument,
        options: Options,
        previous: PlanDocument | None,
        deadline: float | None,
    ) -> None:
        self.solved, self.best, self.options, self.previous, self.deadline = solved, best, options, previous, deadline
        self.prepared = solved.model.figures.prepared
        self.base = _base(self.prepared, best.objectives)
        self.allowed = (PART * self.base).quantize(Decimal("0.01"), ROUND_HALF_EVEN)
        self.plans: dict[Kind, tuple[PlanDocument, Fewest | None]] = {}

    def find(self, kind: Kind) -> str | None:
        """Find the alternative of a kind, or say why it is left out."""
        language = self.options.language
        if kind == "previous_plan" and self.previous is None:
            return say("alternative.no_previous", language)
        try:
            self.plans[kind] = self._found(kind)
        except (NoPlan, NotSolved) as none:
            stopped = isinstance(none, NoPlan) and none.status is Status.STOPPED
            code = "stopped" if stopped else "failed"
            return say(f"alternative.{code}", language, plan=say(f"alternative.{kind}", language))
        return None

    def _found(self, kind: Kind) -> tuple[PlanDocument, Fewest | None]:
        """The alternative of a kind: with a little less given up where rounding gave up too much, and else the best."""
        spare, fewest = ROUNDING * float(self.allowed), None
        for _ in range(ATTEMPTS):
            solved, fewest = self._near(kind, max(0.0, float(self.allowed) - spare) / 1000)
            plan = finished(solved, self.options)
            excess = self.given_up(plan) - self.allowed
            if excess <= 0:
                return plan, fewest
            spare += 2 * float(excess)
        return self.best, Fewest(False, fewest.at_least) if fewest else None

    def _near(self, kind: Kind, allowed: float) -> tuple[Solved, Fewest | None]:
        """The stages of a kind; once more, exactly, where taking next to nothing for nothing left no plan.

        Raises:
            NoPlan: when the solver stopped, or there is none though the best plan itself is one.
        """
        try:
            return self._once(kind, allowed)
        except NoPlan as none:
            if none.status is Status.STOPPED:
                raise
        return self._once(kind, allowed, exact=True)

    def _once(self, kind: Kind, allowed: float, exact: bool = False) -> tuple[Solved, Fewest | None]:
        extend, fewest = criterion(kind, self.previous), None
        near = NearBest(self.solved, allowed, extend, self.deadline, self.options.stop, exact)
        if kind == "fewest_payments":
            outcome, fewest = fewest_payments(near)
        else:
            outcome = near.most_growth(near.cost, near.least(near.cost))
        return Solved(near.model, outcome, self.solved.decisions), fewest

    def given_up(self, plan: PlanDocument) -> Decimal:
        """Growth (and benefit) less than that of the best plan, as its document counts it."""
        return _reached(self.prepared, self.best.objectives) - _reached(self.prepared, plan.objectives)

    def measured(self, plan: PlanDocument) -> Measured:
        """How a plan stands beside the best."""
        given_up = self.given_up(plan)
        return Measured(
            given_up=given_up,
            part=EXACT.divide(given_up, self.base) if self.base else Decimal(0),
            change=plan.objectives.change,
            payments=len(plan.spend),
            from_equal=distance_to_equal_shares(self.prepared, plan),
            from_previous=None if self.previous is None else distance_between(self.prepared, plan, self.previous),
        )

    def chosen(self) -> list[Alternative]:
        """For each kind the plan with the least of it, of all that were found; the best one where equal."""
        plans = [plan for plan, _ in self.plans.values()]
        measured = {id(plan): self.measured(plan) for plan in [*plans, self.best]}
        rows = []
        for kind, (own, fewest) in self.plans.items():
            plan = min((self.best, own, *plans), key=lambda plan: self._rank(measured[id(plan)], kind))
            rows.append(Alternative(kind, self._marked(plan, measured[id(plan)]), measured[id(plan)], fewest))
        return rows

    @staticmethod
    def _rank(measured: Measured, kind: Kind) -> tuple[Decimal, Decimal]:
        return measured.of(kind), measured.given_up

    def _marked(self, plan: PlanDocument, measured: Measured) -> PlanDocument:
        """A plan that gives something up is not the optimum: its document says so, and how much it gives up."""
        part = measured.part.quantize(PART_DECIMALS, ROUND_HALF_EVEN, context=EXACT)
        if part <= 0:
            return plan.model_copy(update={"status": self.best.status, "gap": self.best.gap})
        prepared, language = self.prepared, self.options.language
        shown = {"given_up": worth(prepared, measured.given_up, language)}
        shown["allowed"] = worth(prepared, self.allowed, language)
        about = Warned(pointer="/objective", sentence=say(f"alternative.warning{kind_of(prepared)}", language, **shown))
        warnings = (*plan.warnings, about)
        return plan.model_copy(update={"status": "gap", "gap": self.best.gap + part, "warnings": warnings})


def kind_of(prepared: Prepared) -> str:
    """The end of codes of sentences about what is given up: growth, "_benefit" or "_mixed"."""
    coverage, benefit = prepared.programme.weights
    return "" if not benefit else "_mixed" if coverage else "_benefit"


def worth(prepared: Prepared, amount: Decimal, language: Language) -> str:
    """An amount of growth in euros; of benefit as a number, because that is in the unit of the document."""
    whole = cents(amount)
    euros_shown = shown_euros(whole if abs(whole) >= CENTS_PER_EURO // 2 else 0, language)
    return euros_shown if not kind_of(prepared) else euros_shown.replace("€", "").strip("\u00a0")


def _reached(prepared: Prepared, objectives: Objectives) -> Decimal:
    """What a plan reaches of the objective."""
    coverage, benefit = prepared.programme.weights
    grown: Decimal = objectives.coverage - prepared.programme.steadiness * objectives.change
    reached: Decimal = coverage * grown + benefit * objectives.benefit
    return reached


def _base(prepared: Prepared, best: Objectives) -> Decimal:
    """What one percent is taken of: all money that counts, and the benefit reached, as the objective weighs them."""
    coverage, benefit = prepared.programme.weights
    money: int = sum(income(prepared.programme).values())
    if prepared.programme.count_regular:
        money += sum(prepared.line.regular.values())
    base: Decimal = coverage * euros(money) + benefit * best.benefit
    return base


def fewest_sentence(fewest: Fewest, language: Language) -> str:
    """Whether there could be fewer payments."""
    code = "proven" if fewest.proven else "at_least" if fewest.at_least else "unproven"
    return say(f"alternative.fewest.{code}", language, least=fewest.at_least)
