"""The checker on floors, hold harmless, focus, rooms and euros per resident: the last cent that passes."""

from decimal import Decimal

import pytest

from planning.verify import verify
from tests.builders import measure, prepared, stream, wijk
from tests.planning.verify_plans import aim, edge, plan, rules

OPEN = "open:a:school"
RICH = [stream("gemeente", *[1_000_000] * 3), stream("rijk", *[1_000_000] * 3)]
LATER = {"by_year": {"2028": 0.1}}
TWO = {"wijken": [wijk("a"), wijk("b")], "domains": [{"id": "school"}, {"id": "werk"}]}
HARMLESS = {"hold_harmless": {"share": 0.9, "strength": "must"}}


def floor(**fields):
    return {"floors": [{"per_resident": 0.05, "from": 2028, **fields}]}


def test_floors_follow_prices_and_residents():
    # p[2028] · 0.05 · 1,000 = 1.1 · 50 = 55; one payment, so 54 passes. 2029 is met.
    made = prepared(streams=RICH, index=LATER, rules=floor())
    done = ("gemeente", OPEN, 2029, 55)
    edge("floors", lambda euros: plan(made, done, ("gemeente", OPEN, 2028, euros)), made, 54, "-0.01")


def test_floors_are_whole_cents_half_to_even():
    # 1.0005 · 0.01 · 1,000 = 10.005 euros, 1,000.5 cents: half to even is 1,000, so 10 − 1 passes.
    made = prepared(streams=RICH, index={"by_year": {"2028": 0.0005}}, rules=floor(per_resident=0.01))
    done = ("gemeente", OPEN, 2029, 11)
    edge("floors", lambda euros: plan(made, done, ("gemeente", OPEN, 2028, euros)), made, 9, "-0.01")


@pytest.mark.parametrize("payments", [1, 2])
def test_floors_have_a_unit_per_payment(payments):
    # Asked is 0.1 · 1,000 = 100 in 2029.
    made = prepared(streams=RICH, rules=floor(**{"from": 2029}, per_resident=0.1))
    paid = [("rijk", OPEN, 2029, 20)][: payments - 1]
    last = 100 - payments - 20 * len(paid)
    edge("floors", lambda euros: plan(made, *paid, ("gemeente", OPEN, 2029, euros)), made, last, "-0.01")


@pytest.mark.parametrize(("residents", "good"), [(10, True), (11, False)])
def test_floors_have_at_least_one_unit(residents, good):
    # 0.1 · 10 = 1 euro is asked and nothing is paid: one unit. For 11 residents it is 1.10.
    made = prepared(streams=RICH, wijken=[wijk("a", residents)], rules=floor(**{"from": 2029}, per_resident=0.1))
    assert verify(made, plan(made)).ok is good


def test_floors_with_a_coarser_unit():
    made = prepared(streams=RICH, rules=floor(**{"from": 2029}))
    edge("floors", lambda euros: plan(made, ("gemeente", OPEN, 2029, euros), round_to=10), made, 40, "-0.01")


def test_floors_of_shared_measures_allow_a_euro_for_splitting():
    # 100 over two equal cells is 50 each, as asked. 97 is 49 and 48: 2 short in werk, of which half a unit and one
    # euro are allowed; 98 is 49 each, one short.
    made = prepared(**TWO, streams=RICH, measures=[measure("m", ("a", "school"), ("a", "werk"))], rules=floor(wijk="a"))
    done = ("gemeente", "m", 2029, 100)
    assert verify(made, plan(made, done, ("gemeente", "m", 2028, 98))).ok
    verdict = verify(made, plan(made, done, ("gemeente", "m", 2028, 97)))
    assert rules(verdict) == ["floors"]
    assert [(fault.year, fault.out) for fault in verdict.faults] == [(2028, 50)]
    assert verdict.tolerances["floors"].tolerance == 150


@pytest.mark.parametrize(("euros", "of_cell", "of_wijk"), [(100, 125, 175), ("100.01", 126, 176)])
def test_tolerance_of_a_shared_payment(euros, of_cell, of_wijk):
    # Three of four equal cells are in wijk a. A cell: a quarter of a unit and a euro. Wijk a: three quarters of a unit,
    # and only one euro, as what three parts gain by splitting the fourth loses. Odd cents go to one part: on top.
    made = prepared(
        wijken=[wijk("a", baseline={"school": 0}), wijk("b")],
        domains=[{"id": "school"}, {"id": "werk"}, {"id": "wonen"}],
        measures=[measure("m", ("a", "school"), ("a", "werk"), ("a", "wonen"), ("b", "school"))],
        streams=RICH,
        rules={**HARMLESS, "floors": [{"per_resident": 0}]},
    )
    found = verify(made, plan(made, ("gemeente", "m", 2027, euros)))
    assert found.ok
    assert found.tolerances["floors"].tolerance == of_cell
    assert found.tolerances["hold_harmless"].tolerance == of_wijk


def test_floors_without_wijk_or_domain_are_one_for_each():
    made = prepared(**TWO, streams=RICH, rules=floor(**{"from": 2029}))
    verdict = verify(made, plan(made))
    assert verdict.tolerances["floors"].rows == 4
    assert len(verdict.faults) == 4
    one = prepared(**TWO, streams=RICH, rules=floor(**{"from": 2029}, domain="werk"))
    assert len(verify(one, plan(one)).faults) == 2


def test_floors_count_regular_money_where_it_counts():
    # Regular 40 a year follows prices: 44 in 2028; asked is 55, so 11 must be paid; 10 passes.
    regular = [{"wijk": "a", "domain": "school", "per_year": 40}]
    made = prepared(streams=RICH, index=LATER, regular=regular, count_regular=True, rules=floor())
    done = ("gemeente", OPEN, 2029, 11)
    edge("floors", lambda euros: plan(made, done, ("gemeente", OPEN, 2028, euros)), made, 10, "-0.01")


def yearly(first, second, third):
    return [("gemeente", OPEN, year, euros) for year, euros in ((2027, first), (2028, second), (2029, third))]


def test_hold_harmless_with_baselines():
    # 0.9 · 100 in 2027 and 0.9 · 110 = 99 in 2028 and 2029, as prices rise 10% in 2028.
    made = prepared(streams=RICH, index=LATER, wijken=[wijk("a", baseline={"school": 100})], rules=HARMLESS)
    edge("hold_harmless", lambda euros: plan(made, *yearly(euros, 99, 99)), made, 89, "-0.01")
    edge("hold_harmless", lambda euros: plan(made, *yearly(90, euros, 99)), made, 98, "-0.01")


def test_hold_harmless_is_about_the_wijk():
    # Baselines of 60 and 40 make 100: all of it may go to one domain. A measure for two domains of the wijk
    # needs no euro for splitting: 90 − 1.
    wijken = [wijk("a", baseline={"school": 60, "werk": 40}), wijk("b")]
    made = prepared(
        **{**TWO, "wijken": wijken},
        years=1,
        streams=[stream("gemeente", 1000)],
        measures=[measure("m", ("a", "school"), ("a", "werk"))],
        rules=HARMLESS,
    )
    edge("hold_harmless", lambda euros: plan(made, ("gemeente", "m", 2027, euros)), made, 89, "-0.01")


def test_hold_harmless_counts_regular_money_before_the_term():
    # Today: 100 + 50 regular; 0.9 · 150 = 135, of which 50 is regular again: 85 must be paid, 84 passes.
    regular = [{"wijk": "a", "domain": "school", "per_year": 50}]
    made = prepared(
        streams=RICH,
        regular=regular,
        count_regular=True,
        wijken=[wijk("a", baseline={"school": 100})],
        rules=HARMLESS,
    )
    edge("hold_harmless", lambda euros: plan(made, *yearly(euros, 85, 85)), made, 84, "-0.01")


def test_hold_harmless_without_baseline_looks_at_the_previous_plan():
    # The previous plan gave 200 in its first year, 2025. p[2025] = 1 (prices rise in 2026 by 25%: p[2025] = 0.8 with
    # base year 2027), so 0.9 · 200 / 0.8 = 225 in 2027; 224 passes.
    earlier = prepared(start_year=2025, streams=[stream("gemeente", 200, 0, 0, start=2025)])
    previous = plan(earlier, ("gemeente", OPEN, 2025, 200)).as_json()
    index = {"by_year": {"2026": 0.25}}
    made = prepared(streams=RICH, previous=previous, index=index, rules=HARMLESS)
    edge("hold_harmless", lambda euros: plan(made, *yearly(euros, 225, 225)), made, 224, "-0.01")


def test_hold_harmless_without_either_does_not_speak():
    made = prepared(streams=RICH, rules=HARMLESS)
    verdict = verify(made, plan(made))
    assert verdict.ok
    assert verdict.tolerances["hold_harmless"].rows == 0


def test_focus_minimum():
    # School (focus) at least a quarter: x + 75 in all asks (x + 75)/4. At 23.67: 24.6675 − 23.67 = 0.9975 short, and
    # the tolerance is 0.75 for school and 0.25 for werk. At 23.66 it is 1.005.
    made = prepared(
        **{**TWO, "wijken": [wijk("a", focus=[{"domain": "school"}]), wijk("b")]},
        streams=RICH,
        rules={"focus_minimum": {"share": 0.25, "strength": "must"}},
    )
    other = (("gemeente", "open:a:werk", 2027, 75), ("gemeente", "open:b:werk", 2027, 75))
    edge("focus_minimum", lambda euros: plan(made, *other, ("gemeente", OPEN, 2027, euros)), made, "23.67", "-0.01")


ROOMS = {"frontline_room": "professional", "resident_initiatives": "resident"}


@pytest.mark.parametrize("rule", ROOMS)
def test_rooms(rule):
    # A tenth: x + 90 in all asks (x + 90)/10. At 8.89: 9.889 − 8.89 = 0.999 short; the tolerance is 0.9 + 0.1.
    made = prepared(streams=RICH, rules={rule: {"share": 0.1}})
    room = f"open:{ROOMS[rule]}:a"
    payment = ("gemeente", OPEN, 2027, 90)
    edge(rule, lambda euros: plan(made, payment, ("gemeente", room, 2027, euros)), made, "8.89", "-0.01")
    other = next(kind for kind in ROOMS.values() if kind != ROOMS[rule])
    elsewhere = measure("m", ("a", "school"), kind="incidental", room=other)
    wrong = prepared(streams=RICH, rules={rule: {"share": 0.1}}, measures=[elsewhere])
    assert rules(verify(wrong, plan(wrong, payment, ("gemeente", "m", 2027, 50)))) == [rule]


def test_per_resident_ratio_over_the_term_in_real_euros():
    # p is 1 and 1.5; both wijken have 2 · 1,000 resident-years, together 4,000. b gets 100 at p = 1, a gets x at 1.5.
    # Out by (x/1.5 − 2 · 100) / 2,000 · 4,000 = 4x/3 − 400. Tolerance: (1/1.5 + 2 · 1) / 2,000 · 4,000 = 16/3 real
    # euros: more than one unit times the largest coefficient, 2 · 2 = 4. So x = 304 passes: 4/3 · 304 − 400 = 16/3.
    made = prepared(
        years=2,
        wijken=[wijk("a"), wijk("b")],
        streams=[stream("gemeente", 1000, 1000)],
        index={"by_year": {"2028": 0.5}},
        rules={"per_resident_ratio": {"max": 2, "strength": "must"}},
    )
    low = ("gemeente", "open:b:school", 2027, 100)
    edge("per_resident_ratio", lambda euros: plan(made, low, ("gemeente", OPEN, 2028, euros)), made, 304)
    short = plan(made, low, ("gemeente", OPEN, 2028, 604))
    assert [fault.out for fault in verify(made, short).faults] == [40_000]  # 4/3 · 300 more


@pytest.mark.parametrize(("regular", "good"), [(1, True), (1.01, False)])
def test_per_resident_ratio_without_payments_has_one_unit(regular, good):
    # Regular money in a alone: out by regular / 1,000 · 2,000; one unit with the largest coefficient is 1 / 1,000 ·
    # 2,000.
    made = prepared(
        years=1,
        wijken=[wijk("a"), wijk("b")],
        regular=[{"wijk": "a", "domain": "school", "per_year": regular}],
        count_regular=True,
        rules={"per_resident_ratio": {"max": 1, "strength": "must"}},
        streams=[stream("gemeente", 100)],
    )
    assert verify(made, plan(made)).ok is good


def test_per_resident_ratio_leaves_out_wijken_without_residents():
    made = prepared(
        years=1,
        wijken=[wijk("a"), wijk("b", 0)],
        streams=[stream("gemeente", 1000)],
        rules={"per_resident_ratio": {"max": 1, "strength": "must"}},
    )
    assert verify(made, plan(made, ("gemeente", OPEN, 2027, 500))).ok


def test_a_must_within_its_tolerance_has_no_row_among_the_aims():
    made = prepared(years=1, streams=[stream("gemeente", 100)], rules={"floors": [{"per_resident": 0.05}]})
    payment = ("gemeente", OPEN, 2027, "49.50")
    assert verify(made, plan(made, payment)).ok
    row = aim("floors", Decimal("0.50"), 2027, "/rules/floors/0", wijk="a", domain="school")
    assert rules(verify(made, plan(made, payment, aims=[row]))) == ["aims"]
