"""The checker on aims: every shortfall to the cent, no row too many, none left out."""

from decimal import Decimal

import pytest

from planning.verify import verify
from tests.builders import measure, prepared, stream, wijk
from tests.planning.verify_plans import aim, plan, rules

OPEN = "open:a:school"
TWO = {
    "wijken": [wijk("a", focus=[{"domain": "school"}], baseline={"school": 100}), wijk("b", need={"school": 0.5})],
    "domains": [{"id": "school"}, {"id": "werk"}],
    "index": {"default": 0.1},
    "years": 2,
    "streams": [stream("gemeente", 1000, 1000), stream("impuls", 100, 100, kind="incidental")],
    "measures": [measure("les", ("a", "school"), ("a", "werk"))],
}
FLOOR = "/rules/floors/1"
PAID = [("gemeente", "les", 2027, 50), ("gemeente", "les", 2028, 30), ("gemeente", "open:b:werk", 2027, 200)]


def cases():
    """Rule, its fields, the row of its (largest) shortfall."""
    yield (
        # The second floor: 0.04 · 1,000 = 40 in 2027, with 25 there; 44 in 2028, with 15 there.
        {"floors": [{"per_resident": 0, "strength": "aim"}, {"per_resident": 0.04, "wijk": "a", "domain": "school"}]},
        [
            aim("floors", 15, 2027, FLOOR, wijk="a", domain="school"),
            aim("floors", 29, 2028, FLOOR, wijk="a", domain="school"),
        ],
    )
    yield (
        # 0.5 · 100 · 1.1 = 55 in 2027, with 50 there; 60.50 in 2028, with 30 there. (p[2026] is 0.9090909091, so the
        # last decimals differ: 50 · 1 / 0.9090909091 = 54.9999999995, which is 55.00.)
        {"hold_harmless": {"share": 0.5}},
        [aim("hold_harmless", 5, 2027, wijk="a"), aim("hold_harmless", "30.50", 2028, wijk="a")],
    )
    yield (
        # 0.8 · 50 = 40 − 25 and 0.8 · 30 = 24 − 15.
        {"focus_minimum": {"share": 0.8}},
        [aim("focus_minimum", 15, 2027, wijk="a"), aim("focus_minimum", 9, 2028, wijk="a")],
    )
    yield (
        # 0.9 · 100 · 1.1 = 99 − 25 and 0.9 · 25 · 1.1 = 24.75 − 15.
        {"persistence": {"max_drop": 0.1}},
        [
            aim("persistence", 74, 2027, wijk="a", domain="school"),
            aim("persistence", "9.75", 2028, wijk="a", domain="school"),
        ],
    )
    yield (
        # A tenth of 50, of 30 and, in wijk b, of 200. No room was paid.
        {"frontline_room": {"share": 0.1}},
        [
            aim("frontline_room", 5, 2027, wijk="a"),
            aim("frontline_room", 3, 2028, wijk="a"),
            aim("frontline_room", 20, 2027, wijk="b"),
        ],
    )
    yield (
        {"resident_initiatives": {"share": 0.1}},
        [
            aim("resident_initiatives", 5, 2027, wijk="a"),
            aim("resident_initiatives", 3, 2028, wijk="a"),
            aim("resident_initiatives", 20, 2027, wijk="b"),
        ],
    )
    yield (
        # a: 50 + 30/1.1 = 77.2727... real; b: 200; 2,000 resident-years each, 4,000 in all:
        # (200 − 2 · 77.2727...) / 2,000 · 4,000 = 90.90909...
        {"per_resident_ratio": {"max": 2}},
        [aim("per_resident_ratio", "90.91")],
    )


def aimed(rule):
    """The rule, every strength an aim."""
    return {
        name: [{**floor, "strength": "aim"} for floor in fields] if name == "floors" else {**fields, "strength": "aim"}
        for name, fields in rule.items()
    }


@pytest.mark.parametrize(
    ("rule", "rows"), list(cases()), ids=lambda value: next(iter(value), "") if isinstance(value, dict) else ""
)
def test_shortfalls(rule, rows):
    name = next(iter(rule))
    made = prepared(**TWO, rules=aimed(rule))
    assert verify(made, plan(made, *PAID, aims=rows)).ok
    for i, row in enumerate(rows):
        others = rows[:i] + rows[i + 1 :]
        missing = verify(made, plan(made, *PAID, aims=others))
        assert [(fault.rule, fault.year, fault.out) for fault in missing.faults] == [
            (name, row["year"], row["short"] * 100)
        ]
        for cent in ("0.01", "-0.01"):
            wrong = {**row, "short": row["short"] + Decimal(cent)}
            found = verify(made, plan(made, *PAID, aims=[*others, wrong]))
            assert [(fault.rule, fault.pointer, fault.out) for fault in found.faults] == [
                (name, f"/aims/{len(others)}/short", 1)
            ]
        for key, value in (
            ("year", 2029),
            ("wijk", "x"),
            ("domain", "werk"),
            ("measure", "les"),
            ("pointer", "/rules"),
        ):
            found = verify(made, plan(made, *PAID, aims=[*others, {**row, key: value}]))
            assert rules(found) == [name]
            assert len(found.faults) == 2  # one too many, one left out


def test_ramp_up_shortfall():
    # Lines: 2,200 over 1 + 1.1 is 1,047.62 and 1,152.38 of which wijk a, school gets a part; no growth is allowed, so
    # 2028 may have 1.1 · 10 = 11; 100 is 89 over. The baseline is unknown, so 2027 is free.
    wijken = [wijk("a"), wijk("b")]
    made = prepared(**{**TWO, "wijken": wijken, "rules": {"ramp_up": {"max_growth": 0}}})
    payments = [("gemeente", "les", 2027, 20), ("gemeente", "les", 2028, 200)]
    rows = [aim("ramp_up", 89, 2028, wijk="a", domain=domain) for domain in ("school", "werk")]
    assert verify(made, plan(made, *payments, aims=rows)).ok
    assert rules(verify(made, plan(made, *payments, aims=rows[:1]))) == ["ramp_up"]


def test_an_aim_within_its_tolerance_may_be_left_out_or_named():
    # 49.50 of 50: half a euro short with one payment.
    made = prepared(years=1, streams=[stream("gemeente", 100)], rules=aimed({"floors": [{"per_resident": 0.05}]}))
    row = aim("floors", "0.50", 2027, "/rules/floors/0", wijk="a", domain="school")
    near = ("gemeente", OPEN, 2027, "49.50")
    assert verify(made, plan(made, near)).ok
    assert verify(made, plan(made, near, aims=[row])).ok
    far = ("gemeente", OPEN, 2027, "48.99")
    assert rules(verify(made, plan(made, far))) == ["floors"]


@pytest.mark.parametrize("short", [0, "0.01", 7])
def test_a_row_for_an_aim_that_is_met(short):
    made = prepared(years=1, streams=[stream("gemeente", 100)], rules=aimed({"floors": [{"per_resident": 0.05}]}))
    row = aim("floors", short, 2027, "/rules/floors/0", wijk="a", domain="school")
    verdict = verify(made, plan(made, ("gemeente", OPEN, 2027, 50), aims=[row]))
    assert [(fault.rule, fault.pointer) for fault in verdict.faults] == [("aims", "/aims/0")]
    assert verdict.faults[0].out == max(1, Decimal(short) * 100)


def test_a_shortfall_is_rounded_half_to_even():
    # 0.9 · 0.05 · ... : p[2028] = 1.005 and 10 · 0.9 · 1.005 = 9.045: 904.5 cents is 904.
    made = prepared(
        years=2,
        wijken=[wijk("a", focus=[{"domain": "school"}])],
        streams=[stream("gemeente", 100, 100)],
        index={"default": 0.005},
        rules={"persistence": {"max_drop": 0.1, "strength": "aim"}},
    )
    payment = ("gemeente", OPEN, 2027, 10)
    for short, good in (("9.04", True), ("9.05", False)):
        row = aim("persistence", short, 2028, wijk="a", domain="school")
        assert verify(made, plan(made, payment, aims=[row])).ok is good
