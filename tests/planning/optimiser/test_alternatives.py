"""Alternatives: known answers by hand, objectives, and where there is no plan."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from scipy.optimize import brentq

from planning.document import read_plan
from planning.optimiser import Options, plan_programme
from planning.optimiser.alternatives import alternatives, fewest_sentence
from planning.optimiser.fewest import Fewest
from planning.plan import PlanDocument
from planning.prepared import Prepared
from planning.verify import verify
from tests.builders import measure, prepared, stream, wijk
from tests.planning.optimiser.by_kind import found
from tests.programmes import random_prepared

UNEVEN = [wijk("a", need={"school": 1.5}), wijk("b", need={"school": 0.5})]
"""Lines 3 : 1."""


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
