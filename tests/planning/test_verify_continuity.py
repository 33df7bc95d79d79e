"""The checker on persistence and ramp-up: the last cent that passes."""

import pytest

from planning.verify import verify
from tests.builders import measure, prepared, stream, wijk
from tests.planning.verify_plans import edge, plan, rules

OPEN = "open:a:school"
RICH = [stream("gemeente", *[1_000_000] * 3)]
FOCUS = [wijk("a", focus=[{"domain": "school"}])]
DROP = {"persistence": {"max_drop": 0.1}}


def pays(made, *euros, name="gemeente"):
    return plan(made, *((name, OPEN, 2027 + i, amount) for i, amount in enumerate(euros)))


def test_persistence_from_year_to_year():
    # At least 0.9 · 100 = 90; tolerance 1 for the year and 0.9 for the year before: 88.10. Then 0.9 · 88.10 = 79.29.
    made = prepared(streams=RICH, wijken=FOCUS, rules=DROP)
    edge("persistence", lambda euros: pays(made, 100, euros, 80), made, "88.10", "-0.01")


def test_persistence_in_real_euros():
    # Prices rise 10%: at least 0.9 · 100 · 1.1 = 99; tolerance 1 + 0.99.
    made = prepared(streams=RICH, wijken=FOCUS, rules=DROP, index={"by_year": {"2028": 0.1}})
    edge("persistence", lambda euros: pays(made, 100, euros, 90), made, "97.01", "-0.01")


def test_persistence_from_a_baseline():
    # At least 0.9 · 200 = 180 in the first year; what came before is given, so the tolerance is one payment.
    made = prepared(streams=RICH, wijken=[{**FOCUS[0], "baseline": {"school": 200}}], rules=DROP)
    edge("persistence", lambda euros: pays(made, euros, 180, 180), made, 179, "-0.01")


def test_persistence_counts_regular_money():
    # 100 + 50 regular; at least 0.9 · 150 = 135, of which 50 is regular: 85; tolerance 1.9.
    regular = [{"wijk": "a", "domain": "school", "per_year": 50}]
    made = prepared(streams=RICH, wijken=FOCUS, rules=DROP, regular=regular, count_regular=True)
    edge("persistence", lambda euros: pays(made, 100, euros, 85), made, "83.10", "-0.01")


def test_persistence_of_focus_cells_or_all():
    made = prepared(streams=RICH, rules=DROP)
    assert verify(made, pays(made, 100, 0, 0)).ok
    every = prepared(streams=RICH, rules={"persistence": {"max_drop": 0.1, "cells": "all"}})
    assert rules(verify(every, pays(every, 100, 0, 0))) == ["persistence"]


GROW = {"ramp_up": {"max_growth": 0.5, "strength": "must"}}
STEADY = [stream("gemeente", 100, 100, 100)]


def test_ramp_up_after_a_free_first_year():
    # The sowing line is 100 a year. 2027 is free; 2028 at most 1.5 · 20 + 0.5 · 100 = 80; tolerance 1 + 1.5.
    made = prepared(streams=STEADY, rules=GROW)
    edge("ramp_up", lambda euros: pays(made, 20, euros, 0), made, "82.50")


def test_ramp_up_from_a_baseline():
    # At most 1.5 · 10 + 50 = 65 in the first year; what came before is given, so the tolerance is one payment.
    made = prepared(streams=STEADY, wijken=[wijk("a", baseline={"school": 10})], rules=GROW)
    edge("ramp_up", lambda euros: pays(made, euros, 0, 0), made, 66)


def test_ramp_up_in_real_euros():
    # Income 300 over prices 1, 1.5, 1.5: the line is 75, 112.50, 112.50. 2028: 1.5 · 10 · 1.5 + 0.5 · 112.50 = 78.75,
    # and the tolerance is 1 + 1.5 · 1.5.
    made = prepared(streams=STEADY, rules=GROW, index={"by_year": {"2028": 0.5}})
    edge("ramp_up", lambda euros: pays(made, 10, euros, 0), made, 82)


LATE = stream("gemeente", 0, 300, 300)
EVERY = stream("gemeente", 300, 300, 300)


def early(**fields):
    """A stream of the first year alone, which cannot pay `les` in wijk a."""
    return stream("ander", 300, 0, 0, **fields)


@pytest.mark.parametrize(
    ("streams", "fields", "first"),
    [
        ([EVERY], {}, 2027),
        ([LATE], {}, 2028),
        ([{**LATE, "opening": 5}], {}, 2027),
        ([EVERY], {"first_year": 2028}, 2028),
        ([stream("gemeente", 300, 0, 0, carry_over={})], {"first_year": 2028}, 2028),
        ([early(wijken=["b"]), LATE], {}, 2028),
        ([early(domains=[]), LATE], {}, 2028),
        ([early(measures=[]), LATE], {}, 2028),
        ([early(excludes_staff=True), LATE], {}, 2028),
        ([early(certainty="possible"), LATE], {}, 2028),
    ],
)
def test_ramp_up_starts_when_the_cell_can_be_paid(streams, fields, first):
    # No growth is allowed: 5 euros are free in the first year in which `les` can be paid, and 4 too many in the next.
    rule = {"ramp_up": {"max_growth": 0, "strength": "must"}}
    les = measure("les", ("a", "school"), staff=True, **fields)
    made = prepared(wijken=[wijk("a"), wijk("b")], streams=streams, measures=[les], rules=rule)
    kept = {("gemeente", 2027): 5} if streams[0].get("carry_over") == {} else {}
    assert verify(made, plan(made, ("gemeente", "les", first, 5), carried=kept)).ok
    kept = {("gemeente", year): 5 for _, year in kept for year in (2027, 2028)}
    late = verify(made, plan(made, ("gemeente", "les", first + 1, 5), carried=kept))
    assert [(fault.rule, fault.year, fault.out) for fault in late.faults] == [("ramp_up", first + 1, 400)]


def test_ramp_up_is_silent_about_cells_that_nobody_can_pay():
    made = prepared(
        streams=[stream("gemeente", 300, 300, 300, wijken=["b"])], wijken=[wijk("a"), wijk("b")], rules=GROW
    )
    # Wijk b has two rows, after its free first year; wijk a none.
    assert verify(made, plan(made)).tolerances["ramp_up"].rows == 2


def test_ramp_up_needs_a_sowing_line():
    made = prepared(streams=[*STEADY], domains=[{"id": "school"}, {"id": "werk", "share": 0}], rules=GROW)
    assert verify(made, plan(made)).tolerances["ramp_up"].rows == 2
