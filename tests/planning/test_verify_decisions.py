"""The checker on whole decisions: minima, durations, investments, chains to them, what was chosen, benefit, gap."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from planning.plan import PlanDocument
from planning.prepared import Prepared
from planning.report import benefit
from planning.verify import verify
from tests.builders import measure, prepared, stream
from tests.planning.verify_plans import Payment, edge, plan, rules

FOUR = [2027, 2028, 2029, 2030]
RICH = [stream("gemeente", *[1_000_000] * 4)]
BOUW = measure("bouw", ("a", "school"), profile=[30, 50])


def made(*measures: dict[str, Any], **fields: Any) -> Prepared:
    """Four years and a million each year."""
    return prepared(**{"years": 4, "streams": RICH, "measures": list(measures), **fields})


def paid(who: str, amounts: dict[int, Any]) -> list[Payment]:
    return [("gemeente", who, year, euros) for year, euros in amounts.items() if euros]


def chosen(**starts: int) -> list[dict[str, Any]]:
    return [{"measure": identifier, "start": year} for identifier, year in starts.items()]


def faults(there: Prepared, *payments: Payment, **fields: Any) -> list[str]:
    return rules(verify(there, plan(there, *payments, **fields)))


# ---- minimum ----


def test_a_minimum_is_nothing_or_at_least_that():
    """p[2028] = 1.10: the minimum of 75 is 82.50, in whole euros 82 (half to even)."""
    there = made(measure("les", ("a", "school"), min_per_year=75, max_per_year=100), index={"default": 0.1})
    edge("measure_limits", lambda euros: plan(there, *paid("les", {2028: euros})), there, 82, "-0.01")
    assert faults(there) == []


def test_a_minimum_without_index_is_to_the_cent():
    there = made(measure("les", ("a", "school"), min_per_year=75.25, indexed=False), index={"default": 0.1})
    edge("measure_limits", lambda euros: plan(there, *paid("les", {2028: euros})), there, "75.25", "-0.01")


def test_a_minimum_counts_all_streams():
    two = [*RICH, stream("rijk", 100, 100)]
    there = made(measure("les", ("a", "school"), min_per_year=75), streams=two)
    edge(
        "measure_limits", lambda e: plan(there, ("rijk", "les", 2028, 60), *paid("les", {2028: e})), there, 15, "-0.01"
    )


# ---- duration ----

DUUR = measure("les", ("a", "school"), min_years=3)


@pytest.mark.parametrize(
    ("years", "holds"),
    [
        ((2027, 2028, 2029), True),
        ((2027, 2028), False),
        ((2027, 2028, 2030), False),
        ((2028, 2029, 2030), True),
        ((2029, 2030), True),  # to the last year of the term
        ((2029,), False),
        ((2030,), True),
        ((), True),
        ((2027, 2028, 2029, 2030), True),
        ((2027, 2029, 2030), False),
    ],
)
def test_once_started_it_goes_on(years: tuple[int, ...], holds: bool):
    there = made(DUUR)
    assert faults(there, *paid("les", dict.fromkeys(years, 5))) == ([] if holds else ["min_duration"])


@pytest.mark.parametrize(("years", "holds"), [((2028, 2029), True), ((2029,), True), ((2028,), False)])
def test_or_to_its_own_last_year(years: tuple[int, ...], holds: bool):
    there = made({**DUUR, "last_year": 2029})
    assert faults(there, *paid("les", dict.fromkeys(years, 5))) == ([] if holds else ["min_duration"])


@pytest.mark.parametrize(
    ("running", "years", "holds"),
    [
        # Two of three years ran: it is on in 2027. Then it may stop.
        ((2025, 2026), (2027,), True),
        ((2025, 2026), (), False),
        ((2025, 2026), (2028, 2029, 2030), False),
        ((2025, 2026), (2027, 2029, 2030), True),
        # One of three: on in 2027 and 2028.
        ((2026,), (2027, 2028), True),
        ((2026,), (2027,), False),
        # Three or more: it may stop at once, and another year is no new start.
        ((2023, 2024, 2025, 2026), (), True),
        ((2024, 2025, 2026), (2027,), True),
        ((2024, 2025, 2026), (2028,), False),
        # A run that ended before 2026, or has a hole, does not count on.
        ((2024, 2025), (), True),
        ((2024, 2025), (2027,), False),
        ((2023, 2024, 2026), (2027, 2028), True),
        ((2023, 2024, 2026), (2027,), False),
    ],
)
def test_a_run_from_before_the_term_counts_with_its_years(running: Any, years: Any, holds: bool):
    there = made({**DUUR, "already_running": list(running)})
    assert faults(there, *paid("les", dict.fromkeys(years, 5))) == ([] if holds else ["min_duration"])


def test_a_run_cannot_go_on_where_the_measure_begins_later():
    there = made({**DUUR, "already_running": [2026], "first_year": 2028})
    assert faults(there) == []


def test_the_year_and_number_of_what_is_missing():
    """On in 2027 alone of three years: it stops in 2028, two years short."""
    there = made(DUUR)
    (fault,) = verify(there, plan(there, *paid("les", {2027: 5}))).faults
    assert (fault.pointer, fault.year, fault.out, fault.unit) == ("/measures/0/min_years", 2028, 2, "rows")
    assert fault.sentence().startswith("les stopt in 2028 na 1 jaar, te vroeg: eenmaal begonnen duurt zij 3 jaar.")


def test_a_year_that_counts_has_at_least_a_unit():
    """A euro; with round_to 1,000 a thousand euros."""
    there = made({**DUUR, "min_years": 2})

    def build(euros: Decimal, round_to: int = 1) -> PlanDocument:
        return plan(there, *paid("les", {2027: 2000, 2028: euros}), round_to=round_to)

    edge("measure_limits", build, there, 1, "-0.01")
    edge("measure_limits", lambda euros: build(euros, 1000), there, 1000, "-0.01")


def test_without_a_duration_a_cent_will_do():
    there = made(measure("les", ("a", "school")))
    assert faults(there, *paid("les", {2027: "0.01"})) == []


# ---- investments ----


def test_an_investment_is_its_whole_profile():
    """p = 1, 1.10, 1.21, 1.331: from 2028 on 30 · 1.10 = 33 and 50 · 1.21 = 60.5, in whole euros 60 (half to even)."""
    there = made(BOUW, index={"default": 0.1})
    for step in ("0.01", "-0.01"):
        edge(
            "measure_limits",
            lambda euros: plan(there, *paid("bouw", {2028: euros, 2029: 60}), chosen=chosen(bouw=2028)),
            there,
            33,
            step,
        )
    assert faults(there) == []


def test_an_investment_without_index_is_paid_to_the_cent():
    there = made({**BOUW, "profile": [30.25, 50], "indexed": False}, index={"default": 0.1})
    payments = paid("bouw", {2029: "30.25", 2030: 50})
    assert faults(there, *payments, chosen=chosen(bouw=2029)) == []


@pytest.mark.parametrize(
    ("fields", "starts"),
    [
        ({}, [2027, 2028, 2029]),  # both years in the term
        ({"start_years": [2028, 2030]}, [2028]),
        ({"first_year": 2028, "last_year": 2029}, [2028]),
        ({"last_year": 2028}, [2027]),
        ({"start_years": []}, []),
        ({"already_running": [2026]}, []),
    ],
)
def test_the_years_in_which_it_may_start(fields: dict[str, Any], starts: list[int]):
    there = made({**BOUW, **fields})
    running = paid("bouw", {2027: 50}) if "already_running" in fields else []
    for start in FOUR:
        payments = paid("bouw", {start: 30, start + 1: 50} if start < 2030 else {start: 30})
        extra = [row for row in running if row[2] not in {row[2] for row in payments}]
        found = faults(there, *payments, *extra, chosen=chosen(bouw=start))
        assert (found == []) == (start in starts), (start, found)
    assert faults(there, *running) == []


@pytest.mark.parametrize("amounts", [{2027: 30}, {2027: 60, 2028: 100}, {2027: 30, 2028: 50, 2029: 30, 2030: 50}])
def test_half_or_twice_an_investment_is_none(amounts: dict[int, int]):
    there = made(BOUW)
    assert faults(there, *paid("bouw", amounts), chosen=chosen(bouw=2027)) == ["measure_limits"]


def test_what_is_left_of_a_running_investment_is_paid():
    """It began in 2025, in the first of those years: 2027 has its third amount, 2028 its fourth."""
    there = made({**BOUW, "profile": [1, 2, 30, 40], "already_running": [2026, 2025]})
    edge("measure_limits", lambda euros: plan(there, *paid("bouw", {2027: 30, 2028: euros})), there, 40)
    assert faults(there) == ["measure_limits"]
    assert faults(there, *paid("bouw", {2027: 30, 2028: 40}), chosen=chosen(bouw=2025)) == ["chosen"]


def test_a_finished_investment_does_not_start_again():
    there = made({**BOUW, "already_running": [2020]})
    assert faults(there) == []
    assert faults(there, *paid("bouw", {2027: 30, 2028: 50}), chosen=chosen(bouw=2027)) == ["measure_limits"]


def test_an_investment_of_the_whole_programme_gets_its_profile():
    there = made({"id": "bouw", "serves": "programme", "profile": [30, 50]})
    assert faults(there, *paid("bouw", {2027: 30, 2028: 50}), chosen=chosen(bouw=2027)) == []


def test_a_profile_with_gaps_has_one_start():
    there = made({**BOUW, "profile": [0, 30, 0]})
    assert faults(there, *paid("bouw", {2029: 30}), chosen=chosen(bouw=2028)) == []
    assert faults(there, *paid("bouw", {2030: 30})) == ["measure_limits"]  # 2029 to 2031


# ---- what was chosen ----


def test_chosen_says_what_the_payments_say():
    there = made(BOUW, {**BOUW, "id": "weg"})
    payments = [*paid("bouw", {2027: 30, 2028: 50}), *paid("weg", {2028: 30, 2029: 50})]
    assert faults(there, *payments, chosen=chosen(bouw=2027, weg=2028)) == []
    assert faults(there, *payments, chosen=chosen(weg=2028, bouw=2027)) == []
    assert faults(there, *payments, chosen=chosen(bouw=2027)) == ["chosen"]
    assert faults(there, *payments, chosen=chosen(bouw=2027, weg=2027)) == ["chosen"]
    assert faults(there, *payments[:2], chosen=chosen(bouw=2027, weg=2028)) == ["chosen"]
    assert faults(there, *payments, chosen=[*chosen(bouw=2027, weg=2028), *chosen(weg=2028)]) == ["doubles"]
    assert faults(there, *payments, chosen=chosen(bouw=2027, weg=2028, brug=2027)) == ["ids"]


def test_an_investment_that_costs_nothing_is_taken_at_its_word():
    there = made({**BOUW, "profile": [0, 0], "benefit": 7})
    assert faults(there) == []
    assert faults(there, chosen=chosen(bouw=2028), objectives=objectives(there, 7)) == []
    assert faults(there, chosen=chosen(bouw=2030), objectives=objectives(there, 7)) == ["chosen", "objectives"]


# ---- chains ----


def after(lag: int = 0, share: Any = 1, **fields: Any) -> dict[str, Any]:
    return {"requires": [{"measure": "bouw", "lag": lag, "share": share}], **fields}


@pytest.mark.parametrize(("lag", "first"), [(0, 2029), (1, 2030)])
@pytest.mark.parametrize("share", [0.5, 1, 2])
def test_nothing_before_an_investment_is_finished(lag: int, first: int, share: Any):
    """bouw has two years from 2027: what builds on it can be paid from 2029 on, with a lag of a year from 2030."""
    there = made(BOUW, measure("les", ("a", "school"), max_per_year=100, **after(lag, share)))
    for year in FOUR:
        payments = [*paid("bouw", {2027: 30, 2028: 50}), *paid("les", {year: "0.01"})]
        assert (faults(there, *payments, chosen=chosen(bouw=2027)) == []) == (year >= first)
    assert faults(there, *paid("les", {2030: 5})) == ["coherence"]


def test_an_investment_that_was_finished_before_the_term():
    """Two years from 2024: finished in 2026, with a lag of two years 2028."""
    there = made({**BOUW, "already_running": [2024, 2025]}, measure("les", ("a", "school"), max_per_year=9, **after(2)))
    assert faults(there, *paid("les", {2028: 9, 2029: 9})) == []
    assert faults(there, *paid("les", {2027: 9})) == ["coherence"]


@pytest.mark.parametrize(("lag", "first"), [(0, 2029), (1, 2030)])
def test_an_investment_after_an_investment(lag: int, first: int):
    there = made(BOUW, measure("weg", ("a", "school"), profile=[8], **after(lag, 0.5)))
    for year in FOUR:
        payments = [*paid("bouw", {2027: 30, 2028: 50}), *paid("weg", {year: 8})]
        found = faults(there, *payments, chosen=chosen(bouw=2027, weg=year))
        assert found == ([] if year >= first else ["coherence"])


def test_an_investment_starts_when_what_it_builds_on_is_far_enough():
    """les has a maximum of 100 and share is 1.25: 80 a year before the start of bouw. Tolerance: a euro."""
    les = measure("les", ("a", "school"), max_per_year=100)
    link = {"requires": [{"measure": "les", "lag": 1, "share": 1.25}]}
    there = made(les, {**BOUW, **link})

    def build(euros: Decimal) -> PlanDocument:
        payments = [*paid("les", {2027: euros}), *paid("bouw", {2028: 30, 2029: 50})]
        return plan(there, *payments, chosen=chosen(bouw=2028))

    edge("coherence", build, there, 79, "-0.01")


@pytest.mark.parametrize(("running", "share", "holds"), [([2026], 1, True), ([], 1, False), ([2026], 0.5, False)])
def test_an_investment_after_a_measure_from_before_the_term(running: list[int], share: Any, holds: bool):
    les = measure("les", ("a", "school"), max_per_year=100, already_running=running)
    there = made(les, {**BOUW, "requires": [{"measure": "les", "lag": 1, "share": share}]})
    found = faults(there, *paid("bouw", {2027: 30, 2028: 50}), chosen=chosen(bouw=2027))
    assert found == ([] if holds else ["coherence"])


def test_a_running_investment_asks_nothing_of_what_it_builds_on():
    les = measure("les", ("a", "school"), max_per_year=100)
    there = made(les, {**BOUW, "already_running": [2026], "requires": [{"measure": "les"}]})
    assert faults(there, *paid("bouw", {2027: 50})) == []


# ---- benefit and gap ----


def objectives(there: Prepared, benefit: Any) -> dict[str, Any]:
    """All that is not spent lapses; benefit as said."""
    return {"lapsed": 4_000_000, "benefit": Decimal(benefit)}


def test_benefit_is_that_of_payments_and_of_investments_that_start():
    """les 0.125 · 20.20 = 2.525, bouw 7.5, weg is running and brings nothing: 10.025, halves to even 10.02."""
    there = made(
        measure("les", ("a", "school"), benefit=0.125),
        {**BOUW, "benefit": 7.5},
        {**BOUW, "id": "weg", "benefit": 1000, "already_running": [2026]},
        measure("rest", ("a", "school")),
    )
    payments = [*paid("les", {2027: 20, 2030: "0.20"}), *paid("bouw", {2027: 30, 2028: 50}), *paid("weg", {2027: 50})]
    lapsed = 4_000_000 - 150 - Decimal("0.20")

    def build(euros: Decimal) -> PlanDocument:
        said = {"lapsed": lapsed, "benefit": euros}
        return plan(there, *payments, chosen=chosen(bouw=2027), objectives=said)

    for step in ("0.01", "-0.01"):
        edge("objectives", build, there, "10.02", step)
    document = build(Decimal("10.02"))
    assert benefit(there, document.spend, document.chosen) == Decimal("10.02")


@pytest.mark.parametrize(
    ("status", "gap", "holds"),
    [("optimal", 0, True), ("optimal", 0.001, False), ("gap", 0.004, True), ("gap", 0, True), ("gap", -0.001, False)],
)
def test_an_optimal_plan_leaves_no_gap(status: str, gap: float, holds: bool):
    there = made()
    assert faults(there, status=status, gap=Decimal(str(gap))) == ([] if holds else ["document"])
