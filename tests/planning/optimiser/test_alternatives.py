"""Alternatives: known answers by hand, an independent solver, and what holds of all of them on random programmes."""

from __future__ import annotations

import itertools
import json
import math
import time
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

import cvxpy as untyped_cvxpy
import numpy as np
import pytest
from scipy.optimize import brentq

from planning.document import read_plan
from planning.optimiser import Options, fewest_exact, growth, plan_programme
from planning.optimiser.alternatives import KINDS, Alternative, Alternatives, Kind, alternatives, fewest_sentence
from planning.optimiser.fewest import Fewest
from planning.optimiser.near_best import NearBest, chords
from planning.optimiser.solved import solve
from planning.plan import PlanDocument
from planning.prepared import Prepared, prepare
from planning.verify import verify
from tests.builders import measure, prepared, stream, wijk
from tests.programmes import random_prepared, random_programme, read

cvxpy: Any = untyped_cvxpy
FAMILY = range(30)
UNEVEN = [wijk("a", need={"school": 1.5}), wijk("b", need={"school": 0.5})]
"""Lines 3 : 1."""


def found(made: Prepared, previous: PlanDocument | None = None) -> dict[Kind, Alternative]:
    return {row.kind: row for row in alternatives(made, previous=previous).found}


def money(plan: PlanDocument, wijk: str) -> list[float]:
    return [float(cell.planned) for cell in plan.cells if cell.wijk == wijk]


def moved(loss: Callable[[float], float], most: float) -> float:
    """How far a euro can be moved until `loss` is 0: the root between 0 and `most`."""
    return float(brentq(loss, 1e-9, most, xtol=1e-12))


# By hand


def test_closest_to_equal_shares() -> None:
    """Lines 75,000 and 25,000 in one year, equal shares 50,000. Moving x from a to b gives up
    −75·ln(1 − x/75) − 25·ln(1 + x/25) thousand euros, and 1% of 100 is 1. To second order
    x²·(1/150 + 1/50) = 1, so x is about 6.12; exactly it is 6.43. Both wijken come x
    nearer to 50,000: the distance goes from 50,000 to 50,000 − 2x.
    """
    row = found(prepared(years=1, wijken=UNEVEN, streams=[stream("gemeente", 100_000)]))["equal_shares"]
    x = moved(lambda x: 75 * math.log(1 - x / 75) + 25 * math.log(1 + x / 25) + 1, 24)
    assert x == pytest.approx(6.43, abs=0.01)
    assert money(row.plan, "a") == [pytest.approx(75_000 - 1000 * x, abs=2)]
    assert float(row.measured.from_equal) == pytest.approx(50_000 - 2000 * x, abs=4)
    assert 990 < row.measured.given_up <= 1000
    assert row.plan.status == "gap"
    assert row.plan.gap == pytest.approx(Decimal("0.01"), abs=Decimal("0.0001"))
    assert row.plan.warnings[-1].sentence.startswith("Dit is een alternatief")


def test_closest_to_a_previous_plan_that_is_near() -> None:
    """Before: 72,000 and 28,000. From 75,000 and 25,000 that gives up −75·ln(72/75) − 25·ln(28/25) = 0.2285 of 1: the
    previous plan itself, and no more is given up than that.
    """
    fields: dict[str, Any] = {"years": 1, "streams": [stream("gemeente", 100_000)]}
    before = plan_programme(
        prepared(**fields, wijken=[wijk("a", need={"school": 1.44}), wijk("b", need={"school": 0.56})])
    )
    row = found(prepared(**fields, wijken=UNEVEN), before)["previous_plan"]
    assert money(row.plan, "a") == [72_000]
    assert row.measured.from_previous == 0
    lost = -75 * math.log(72 / 75) - 25 * math.log(28 / 25)
    assert float(row.measured.given_up) == pytest.approx(1000 * lost, abs=0.02)


def test_closest_to_a_previous_plan_that_is_far() -> None:
    """Before: 50,000 each. As close as to equal shares, and the distance to the plan is the same."""
    fields: dict[str, Any] = {"years": 1, "streams": [stream("gemeente", 100_000)], "wijken": UNEVEN}
    before = plan_programme(prepared(**fields, dial=0))
    rows = found(prepared(**fields), before)
    assert rows["previous_plan"].plan.spend == rows["equal_shares"].plan.spend
    assert rows["previous_plan"].measured.from_previous == rows["previous_plan"].measured.from_equal


def test_the_previous_plan_of_the_programme() -> None:
    fields: dict[str, Any] = {"years": 1, "streams": [stream("gemeente", 100_000)], "wijken": UNEVEN}
    before = plan_programme(prepared(**fields, dial=0)).as_json()
    rows = found(prepared(**fields, previous=before))
    assert rows["previous_plan"].measured.from_previous == rows["previous_plan"].measured.from_equal


def test_without_a_previous_plan_that_kind_is_left_out() -> None:
    answer = alternatives(prepared())
    assert [row.kind for row in answer.found] == ["steadiest", "fewest_payments", "equal_shares"]
    (sentence,) = answer.remarks
    assert sentence.startswith("Er is geen vorig plan")


def crossing(**fields: Any) -> Prepared:
    """Of 400,000 a year the lines are 100,000 then 300,000 in a, and 300,000 then 100,000 in b."""
    wijken = [
        wijk("a", residents={"2027": 1000, "2028": 3000}, **fields),  # type: ignore[arg-type]
        wijk("b", residents={"2027": 3000, "2028": 1000}),  # type: ignore[arg-type]
    ]
    return prepared(years=2, wijken=wijken, streams=[stream("gemeente", 400_000, 400_000)])


def test_steadiest() -> None:
    """On their lines both change by 200,000. With x more in the low and x less in the high year of each, by
    200,000 − 2x. Given up: 2·(−100·ln(1 + x/100) − 300·ln(1 − x/300)), which is 1% of 800 at x = 25.7
    (to second order x²·(1/100 + 1/300) = 8, so x = 24.5).
    """
    row = found(crossing())["steadiest"]
    x = moved(lambda x: 200 * math.log(1 + x / 100) + 600 * math.log(1 - x / 300) + 8, 99)
    assert x == pytest.approx(25.7, abs=0.1)
    assert float(row.measured.change) == pytest.approx(400_000 - 4000 * x, abs=8)
    assert money(row.plan, "a") == [
        pytest.approx(100_000 + 1000 * x, abs=20),
        pytest.approx(300_000 - 1000 * x, abs=20),
    ]
    assert row.measured.given_up <= 8000


def test_steadiest_counts_focus_cells_double() -> None:
    """In a focus cell (factor 1) change counts double: of the same lines the best plan has 3 · 200,000."""
    answer = alternatives(crossing(focus=[{"domain": "school", "factor": 1}]))
    assert answer.measured is not None
    assert answer.measured.change == 600_000
    row = next(row for row in answer.found if row.kind == "steadiest")
    a, b = money(row.plan, "a"), money(row.plan, "b")
    assert float(row.measured.change) == pytest.approx(2 * (a[1] - a[0]) + b[0] - b[1], abs=0.02)
    # The 400,000 of a year are shared, so what a gains in the low year b gains in its high year less.
    assert row.measured.change < 600_000 - 90_000


TWO = [wijk("a"), wijk("b")]


def test_fewest_payments() -> None:
    """Lines of 50,000; 51,000 from x and 49,000 from y. The best plan needs three payments. With two, 51,000 for one
    and 49,000 for the other, −50·ln(1.02) − 50·ln(0.98) = 0.02 is given up, of 1. One is too few: both must pay.
    """
    answer = alternatives(prepared(years=1, wijken=TWO, streams=[stream("x", 51_000), stream("y", 49_000)]))
    row = next(row for row in answer.found if row.kind == "fewest_payments")
    assert len(answer.best.spend) == 3
    assert len(row.plan.spend) == 2
    assert row.fewest == Fewest(proven=True, at_least=2)
    assert sorted(money(row.plan, "a") + money(row.plan, "b")) == [49_000, 51_000]
    assert float(row.measured.given_up) == pytest.approx(-50_000 * (math.log(1.02) + math.log(0.98)), abs=0.02)


def test_fewest_payments_that_would_cost_too_much() -> None:
    """60,000 and 40,000: −50·ln(1.2) − 50·ln(0.8) = 2.04, more than 1. So there are three, and the best plan it is."""
    answer = alternatives(prepared(years=1, wijken=TWO, streams=[stream("x", 60_000), stream("y", 40_000)]))
    row = next(row for row in answer.found if row.kind == "fewest_payments")
    assert row.plan == answer.best
    assert row.fewest == Fewest(proven=True, at_least=3)


def test_a_payment_that_is_committed_stays() -> None:
    """As above, 51,000 and 49,000, but x has committed 1,000 to a and y 1,000 to a too: then b needs a third."""
    measures = [measure("in-a", ("a", "school")), measure("in-b", ("b", "school"))]
    committed = [{"stream": s, "measure": "in-a", "year": 2027, "amount": 1000} for s in ("x", "y")]
    fields = {"measures": measures, "commitments": committed}
    streams = [stream("x", 51_000), stream("y", 49_000)]
    row = found(prepared(years=1, wijken=TWO, streams=streams, **fields))["fewest_payments"]
    assert len(row.plan.spend) == 3
    assert row.fewest == Fewest(proven=True, at_least=3)


# Objectives


def beneficial(objective: Any) -> Prepared:
    """m gives 2 a euro in a, n 1 in b; lines 50,000 each a year."""
    measures = [measure("m", ("a", "school"), benefit=2), measure("n", ("b", "school"), benefit=1)]
    streams = [stream("gemeente", 100_000, 100_000, 100_000)]
    return prepared(wijken=TWO, measures=measures, streams=streams, objective=objective)


def test_of_benefit_one_percent_is_given_up() -> None:
    """All 300,000 to m is a benefit of 600,000, of which 6,000 may go: 6,000 euros to n, nearer to equal shares by
    2 · 6,000 from 300,000.
    """
    answer = alternatives(beneficial("benefit"))
    row = next(row for row in answer.found if row.kind == "equal_shares")
    assert answer.allowed == 6000
    assert answer.best.objectives.benefit == 600_000
    assert float(row.plan.objectives.benefit) == pytest.approx(594_000, abs=2)
    assert float(row.measured.from_equal) == pytest.approx(288_000, abs=4)
    assert "baten" in row.plan.warnings[-1].sentence
    assert "€" not in row.plan.warnings[-1].sentence


def test_of_a_mixed_objective_it_is_the_weighted_sum() -> None:
    """Growth 1 and benefit 0.5: with y in a, y + x = 100: 50/y + 1 = 50/x + 0.5 a year, so y = 64.04 (thousands).
    The benefit is 3·(2y + x), and 1% of 300,000 + 0.5 · that may be given up.
    """
    answer = alternatives(beneficial({"coverage": 1, "benefit": 0.5}))
    y = moved(lambda y: 50 / y + 0.5 - 50 / (100 - y), 99)
    assert money(answer.best, "a") == [pytest.approx(1000 * y, abs=40)] * 3
    reached = 3000 * (100 + y)
    assert float(answer.allowed) == pytest.approx(0.01 * (300_000 + 0.5 * reached), abs=2)
    row = next(row for row in answer.found if row.kind == "equal_shares")

    def total(y: float) -> float:
        return 3 * (50 * math.log(y / 50) + 50 * math.log((100 - y) / 50) + 0.5 * (100 + y))

    near = float(brentq(lambda z: total(z) - total(y) + float(answer.allowed) / 1000, 50, y))
    assert float(row.measured.from_equal) == pytest.approx(6000 * (near - 50), abs=60)
    assert row.measured.given_up <= answer.allowed


def test_regular_money_that_counts_is_in_the_one_percent() -> None:
    regular = [{"wijk": "a", "domain": "school", "per_year": 10_000}]
    fields = {"wijken": TWO, "streams": [stream("gemeente", 100_000, 100_000, 100_000)], "regular": regular}
    assert alternatives(prepared(**fields)).allowed == 3000
    assert alternatives(prepared(**fields, count_regular=True)).allowed == 3300


def test_next_to_nothing_that_lapses_is_not_a_failure() -> None:
    """1,000.01 of the state asks 1,100.011 beside it, a tenth of a cent more than there is: 0.001/1.1 euros of it lapse
    before rounding. That is next to nothing, but to take it for nothing leaves no plan.
    """
    streams = [
        stream("s", 1000.01, partner="rijk", match={"ratio": 1.1, "from_layers": ["municipality"]}),
        stream("g", 1100.01),
    ]
    made = prepared(years=1, wijken=UNEVEN, streams=streams)
    answer = alternatives(made)
    assert [row.kind for row in answer.found] == ["steadiest", "fewest_payments", "equal_shares"], answer.remarks
    assert all(verify(made, row.plan).ok and row.measured.given_up <= answer.allowed for row in answer.found)
    assert answer.found[-1].measured.given_up > Decimal("0.9") * answer.allowed


# Independent solvers


def market(seed: int, years: int = 3) -> dict[str, Any]:
    """Streams with earmarks on wijken and no carrying over; cells with different needs; residents that move."""
    chance = Random(seed)
    names = ["a", "b", "c"]
    wijken = [
        wijk(
            name,
            residents={str(2027 + t): chance.randrange(500, 3000) for t in range(years)},  # type: ignore[arg-type]
            need={"school": round(chance.uniform(0.5, 2), 2)},
        )
        for name in names
    ]
    streams = [
        stream(f"s{i}", *[chance.randrange(20_000, 200_000) for _ in range(years)], wijken=names[: 3 - i] or None)
        for i in range(3)
    ]
    return {"years": years, "wijken": wijken, "streams": streams, "evenness": chance.choice((0.5, 1, 2))}


class Smooth:
    """The same programme as a smooth concave one, in cvxpy: pay[s, w, t] in thousands of euros, all of it spent."""

    def __init__(self, made: Prepared) -> None:
        programme = made.programme
        self.years, self.wijken = list(programme.term), [wijk.id for wijk in programme.wijken]
        shape = (len(programme.streams), len(self.wijken))
        self.pay = [cvxpy.Variable(shape, nonneg=True) for _ in self.years]
        self.line = np.array([[made.line.line[w, "school", y] / 1e5 for y in self.years] for w in self.wijken])
        self.equal = np.array([[made.line.equal[w, "school", y] / 1e5 for y in self.years] for w in self.wijken])
        self.cells = cvxpy.vstack([cvxpy.sum(pay, axis=0) for pay in self.pay]).T
        self.rules = []
        for t, year in enumerate(self.years):
            for s, given in enumerate(programme.streams):
                self.rules.append(cvxpy.sum(self.pay[t][s]) == float(given.amounts[year]) / 1000)
                closed = [w for w, name in enumerate(self.wijken) if given.wijken and name not in given.wijken]
                self.rules += [self.pay[t][s, w] == 0 for w in closed]
        evenness, covered = float(programme.evenness), self.cells / self.line
        value = cvxpy.log(covered) if evenness == 1 else cvxpy.power(covered, 1 - evenness) / (1 - evenness)
        self.growth = cvxpy.sum(cvxpy.multiply(self.line, value))

    def least(self, criterion: Any) -> float:
        """The least of a criterion with at most 1% of the money given up; thousands of euros."""
        best = cvxpy.Problem(cvxpy.Maximize(self.growth), self.rules).solve(solver="CLARABEL")
        bound = best - 0.01 * float(self.line.sum())
        return float(
            cvxpy.Problem(cvxpy.Minimize(criterion), [*self.rules, self.growth >= bound]).solve(solver="CLARABEL")
        )


@pytest.mark.parametrize("seed", range(6))
def test_an_independent_solver_finds_the_same_least(seed: int) -> None:
    made = prepared(**market(seed))
    smooth, rows = Smooth(made), found(made)
    steadiest = smooth.least(cvxpy.sum(cvxpy.abs(smooth.cells[:, 1:] - smooth.cells[:, :-1])))
    assert float(rows["steadiest"].measured.change) / 1000 == pytest.approx(steadiest, rel=2e-3, abs=0.05)
    equal = smooth.least(cvxpy.sum(cvxpy.abs(smooth.cells - smooth.equal)))
    assert float(rows["equal_shares"].measured.from_equal) / 1000 == pytest.approx(equal, rel=2e-3, abs=0.05)


def _fewest_by_force(made: Prepared) -> int:
    """Every set of payments, the smallest first, until one reaches the growth (evenness 1, one year)."""
    smooth = Smooth(made)
    best = cvxpy.Problem(cvxpy.Maximize(smooth.growth), smooth.rules).solve(solver="CLARABEL")
    bound = best - 0.01 * float(smooth.line.sum())
    closed = cvxpy.Parameter(smooth.pay[0].shape, nonneg=True)
    most = 2 * float(smooth.line.sum())
    problem = cvxpy.Problem(cvxpy.Maximize(smooth.growth), [*smooth.rules, smooth.pay[0] <= most * (1 - closed)])
    places = [
        (s, w)
        for s, given in enumerate(made.programme.streams)
        for w, name in enumerate(smooth.wijken)
        if not given.wijken or name in given.wijken
    ]
    for count in range(1, len(places) + 1):
        for chosen in itertools.combinations(places, count):
            # Each stream must pay, each cell be paid: the others need no solver.
            if len({s for s, _ in chosen}) < closed.shape[0] or len({w for _, w in chosen}) < closed.shape[1]:
                continue
            mask = np.ones(closed.shape)
            for place in chosen:
                mask[place] = 0
            closed.value = mask
            reached = problem.solve(solver="CLARABEL")
            if problem.status in ("optimal", "optimal_inaccurate") and reached >= bound - 1e-5:
                return count
    raise AssertionError("the best plan itself reaches it")


@pytest.mark.parametrize("seed", range(5))
def test_no_set_of_payments_is_smaller(seed: int) -> None:
    made = prepared(**{**market(seed, years=1), "evenness": 1})
    row = found(made)["fewest_payments"]
    assert row.fewest is not None
    assert row.fewest.proven
    assert len(row.plan.spend) == _fewest_by_force(made)


@pytest.mark.parametrize("evenness", [0.25, 1.0, 4.0])
def test_chords_lie_under_growth_and_end_on_it(evenness: float) -> None:
    """At every coverage from 0 to the most there can be; and they touch U at the coverage round which they are laid."""
    most, centre = np.array([3.0, 40.0]), np.array([0.9, 0.0])
    for width in (0.02, 0.0025):
        grid = chords(centre, width, evenness, most, np.full(2, np.inf))
        slopes, widths = grid.slopes(), np.minimum(grid.widths(np.ones(2)), 100.0)  # the last has no end
        for share in np.linspace(0, 1, 201):
            covered = share * most
            filled = np.clip(covered[:, None] - np.cumsum(widths, axis=1) + widths, 0, widths)
            under = grid.bottom() + (slopes * filled).sum(axis=1)
            scale = np.maximum(1, np.abs(growth.utility(covered, evenness)))
            assert np.all((growth.utility(covered, evenness) - under) / scale >= -1e-9)
        filled = np.clip(centre[:, None] - np.cumsum(widths, axis=1) + widths, 0, widths)
        touched = grid.bottom() + (slopes * filled).sum(axis=1)
        assert touched == pytest.approx(growth.utility(centre, evenness), rel=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_whole_decisions_find_the_fewest_from_a_poor_start(seed: int) -> None:
    """From all payments that could be made, and though some of them were closed before."""
    made = prepared(**{**market(seed, years=1), "evenness": 1})
    best = solve(made)
    allowed = 0.01 * sum(map(sum, best.model.figures.income))
    near = NearBest(best, allowed, lambda model: {})
    pays = near.engine.places(list(near.model.spend.values()))
    near.engine.bound(pays[:2], np.zeros(2), np.zeros(2))
    chosen, at_least = fewest_exact.fewer_payments(near, pays, {int(place) for place in pays}, near.at_best)
    assert len(chosen) == at_least == _fewest_by_force(made)


def test_a_search_for_fewer_payments_that_is_stopped_keeps_what_was_known() -> None:
    """Stopped at any moment it proves no more than there is to prove: the fewest by force."""
    made = prepared(**{**market(1, years=1), "evenness": 1})
    best, asked, most = solve(made), [0, 0], _fewest_by_force(made)
    claims = set()
    for stop_after in (0, 1, 2, 3, 5, 8, 13, 10_000):
        asked[:] = [0, 10_000]

        def stop() -> bool:
            asked[0] += 1
            return asked[0] > asked[1]

        near = NearBest(best, 0.01 * sum(map(sum, best.model.figures.income)), lambda model: {}, stop=stop)
        pays = near.engine.places(list(near.model.spend.values()))
        everything = {int(place) for place in pays}
        asked[:] = [0, stop_after]
        chosen, at_least = fewest_exact.fewer_payments(near, pays, everything, near.at_best)
        assert at_least <= most
        assert chosen == everything or len(chosen) == most
        claims.add(len(chosen) == at_least)
    assert claims == {False, True}
    with_time = NearBest(best, 1.0, lambda model: {}, deadline=time.monotonic() + 60)
    with_time.deadline = time.monotonic()
    assert fewest_exact.fewer_payments(with_time, pays, everything, near.at_best) == (everything, 0)


# What holds of all


@cache
def _answer(seed: int) -> Alternatives:
    """The alternatives of a random programme, close to the plan it would have had at dial 0."""
    document = random_programme(seed)
    before = plan_programme(prepare(read({**document, "dial": 0})))
    kept = fewest_exact.MOST_PAYMENTS
    fewest_exact.MOST_PAYMENTS = 30  # more would take a second or more each; they are proven elsewhere
    try:
        return alternatives(random_prepared(seed), previous=before)
    finally:
        fewest_exact.MOST_PAYMENTS = kept


@pytest.mark.parametrize("family", range(5))
def test_every_alternative_is_a_plan_that_gives_up_at_most_one_percent(family: int) -> None:
    for seed in FAMILY[family::5]:
        made, answer = random_prepared(seed), _answer(seed)
        assert [row.kind for row in answer.found] == list(KINDS)
        for row in answer.found:
            verdict = verify(made, row.plan)
            assert verdict.ok, (seed, row.kind, [fault.sentence("en") for fault in verdict.faults])
            assert row.measured.given_up <= answer.allowed
            lapsed = row.plan.objectives.lapsed - answer.best.objectives.lapsed
            assert lapsed <= len(made.programme.counted) * made.programme.years  # a euro of rounding each
            assert row.plan.objectives.aims <= answer.best.objectives.aims + Decimal("0.00001")
            assert (row.plan.status == "gap") == (row.measured.part >= Decimal("0.0000005"))


def test_nothing_beats_an_alternative_on_its_own_ground() -> None:
    better: dict[Kind, int] = dict.fromkeys(KINDS, 0)
    bound = 0
    for seed in FAMILY:
        answer = _answer(seed)
        assert answer.measured is not None
        everyone = [answer.measured, *(row.measured for row in answer.found)]
        for row in answer.found:
            assert all(row.measured.of(row.kind) <= other.of(row.kind) for other in everyone)
            better[row.kind] += row.measured.of(row.kind) < answer.measured.of(row.kind)
            bound += row.measured.given_up > Decimal("0.99") * answer.allowed
    assert all(count > 15 for count in better.values()), better
    assert bound > 45, bound  # of 120: what may be given up is what holds most of them back


def test_what_is_said_to_be_fewest_is_not_less_than_the_bound() -> None:
    proven = 0
    for seed in FAMILY:
        row = next(row for row in _answer(seed).found if row.kind == "fewest_payments")
        assert row.fewest is not None
        assert row.fewest.at_least <= len(row.plan.spend) + 1  # rounding may do without a payment of less than a euro
        proven += row.fewest.proven
    assert proven >= 3


def test_without_the_search_by_whole_decisions_there_are_hardly_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The quick way against the proven fewest, where both are known."""
    extra = 0
    for seed in (3, 14, 18, 20):
        made = random_prepared(seed)
        exactly = found(made)["fewest_payments"]
        with monkeypatch.context() as patched:
            patched.setattr(fewest_exact, "MOST_PAYMENTS", 0)
            quickly = found(made)["fewest_payments"]
        assert exactly.fewest is not None
        assert quickly.fewest == Fewest(proven=False, at_least=0)
        assert len(quickly.plan.spend) >= exactly.fewest.at_least
        extra += len(quickly.plan.spend) - len(exactly.plan.spend)
    assert 0 <= extra <= 4


@pytest.mark.parametrize("seed", [3, 20])
def test_the_same_programme_has_the_same_alternatives(seed: int) -> None:
    first, second = (alternatives(random_prepared(seed)) for _ in range(2))
    assert [row.plan.as_json() for row in first.found] == [row.plan.as_json() for row in second.found]


def test_coarse_rounding_keeps_the_one_percent() -> None:
    made = prepared(years=1, wijken=UNEVEN, streams=[stream("gemeente", 100_000)], round_to=1000)
    row = found(made)["equal_shares"]
    assert money(row.plan, "a") == [69_000]  # 68,650 and less would be 68,000, which is too much
    assert row.measured.given_up <= 1000
    assert verify(made, row.plan).ok


# Without a plan


def test_no_plan_has_no_alternatives() -> None:
    floor = {"wijk": "a", "domain": "school", "per_resident": 1000, "strength": "must"}
    answer = alternatives(prepared(rules={"floors": [floor]}))
    assert answer.best.status == "infeasible"
    assert answer.found == ()


def test_no_time_leaves_alternatives_out() -> None:
    answer = alternatives(random_prepared(0), Options(time_limit=0))
    assert answer.best.status == "stopped"
    assert answer.found == ()


def test_an_alternative_can_be_read_again() -> None:
    row = found(prepared(years=1, wijken=UNEVEN, streams=[stream("gemeente", 100_000)]))["equal_shares"]
    again = read_plan(json.dumps(row.plan.as_json(), default=float).encode())
    assert again.gap == row.plan.gap
    assert again.spend == row.plan.spend


def test_sentences_of_how_sure_it_is() -> None:
    assert "bewezen" in fewest_sentence(Fewest(True, 3), "nl")
    assert "3" in fewest_sentence(Fewest(False, 3), "en")
    assert "not proven" in fewest_sentence(Fewest(False, 0), "en")
