"""The checker on co-financing: who matches what, where and when, and each euro once."""

import pytest

from planning.verify import verify
from tests.builders import measure, prepared, stream, wijk
from tests.planning.verify_plans import edge, plan, rules

CELLS = [(w, d) for w in ("a", "b") for d in ("school", "werk")]


def matched(*matches, **fields):
    """Wijken a and b, domains school and werk, a measure for each cell ("a-school") and two years.

    Streams s0, s1 ... of the state ask `matches` (fields of their streams beside `match` under "stream");
    `gemeente` and `corporatie` bring what they like.
    """
    asking = [
        stream(f"s{i}", 1000, 1000, partner="rijk", match=match.get("match", {}), **match.get("stream", {}))
        for i, match in enumerate(matches)
    ]
    others = [stream("gemeente", 1000, 1000), stream("corporatie", 1000, 1000, partner="corporatie")]
    return prepared(
        **{
            "years": 2,
            "wijken": [wijk("a"), wijk("b")],
            "domains": [{"id": "school"}, {"id": "werk"}],
            "measures": [measure(f"{w}-{d}", (w, d)) for w, d in CELLS] + [measure("samen", *CELLS)],
            "streams": asking + others,
            **fields,
        }
    )


def test_a_euro_for_a_euro():
    # 50 asks 50. Tolerance: 1 for the payment that asks, 1 for the one that matches.
    made = matched({})
    asks = ("s0", "a-school", 2027, 50)
    edge("co_financing", lambda euros: plan(made, asks, ("gemeente", "b-werk", 2027, euros)), made, 48, "-0.01")


def test_ratio():
    # 50 asks 0.3 · 50 = 15; tolerance 0.3 · 1 + 1.
    made = matched({"match": {"ratio": 0.3}})
    asks = ("s0", "a-school", 2027, 50)
    edge("co_financing", lambda euros: plan(made, asks, ("gemeente", "b-werk", 2027, euros)), made, "13.70", "-0.01")


@pytest.mark.parametrize(("ratio", "good", "bad"), [(3, 1, 2), (0.5, 2, 3)])
def test_without_others_there_is_one_unit_at_least(ratio, good, bad):
    # Ratio 3: the payment that asks counts 3 · 1, so 1 euro passes and 2 do not. Ratio 0.5: one unit, so 2 euros pass.
    made = matched({"match": {"ratio": ratio}})
    assert verify(made, plan(made, ("s0", "a-school", 2027, good))).ok
    assert rules(verify(made, plan(made, ("s0", "a-school", 2027, bad)))) == ["co_financing"]


def test_a_year_for_itself_or_the_whole_term():
    payments = (("s0", "a-school", 2027, 50), ("gemeente", "a-school", 2028, 50))
    assert rules(verify(matched({}), plan(matched({}), *payments))) == ["co_financing"]
    made = matched({"match": {"per": "term"}})
    assert verify(made, plan(made, *payments)).ok


@pytest.mark.parametrize(
    ("match", "of_stream", "payer", "name", "good"),
    [
        ({}, {}, "gemeente", "b-werk", True),
        ({"from_layers": ["partner"]}, {}, "gemeente", "a-school", False),
        ({"from_layers": ["partner"]}, {}, "corporatie", "a-school", True),
        ({"scope": "wijk"}, {}, "gemeente", "b-school", False),
        ({"scope": "wijk"}, {}, "gemeente", "a-werk", True),
        ({"scope": "measure"}, {}, "gemeente", "a-werk", False),
        ({"scope": "measure"}, {}, "gemeente", "a-school", True),
        ({}, {"wijken": ["a"]}, "gemeente", "b-school", False),
        ({}, {"wijken": ["a"]}, "gemeente", "a-werk", True),
        ({}, {"domains": ["school"]}, "gemeente", "a-werk", False),
        ({}, {"domains": ["school"]}, "gemeente", "b-school", True),
        ({}, {"measures": ["a-school"]}, "gemeente", "a-werk", False),
        ({}, {"measures": ["a-school"]}, "gemeente", "a-school", True),
        ({}, {"measures": ["a-school", "a-werk"]}, "gemeente", "a-werk", True),
        ({"from_layers": ["state"]}, {}, "s1", "a-school", True),
        ({"from_layers": ["state"]}, {}, "s0", "a-school", False),
    ],
)
def test_what_matches(match, of_stream, payer, name, good):
    made = matched({"match": match, "stream": of_stream}, {"match": None})
    spend = {("s0", "a-school"): 50}
    spend[payer, name] = spend.get((payer, name), 0) + 50
    verdict = verify(made, plan(made, *((s, m, 2027, euros) for (s, m), euros in spend.items())))
    assert rules(verdict) == ([] if good else ["co_financing"])
    assert all(fault.pointer == "/streams/0/match" for fault in verdict.faults)


def test_a_stream_with_a_match_may_match_another():
    # s0 and s1 ask of each other: 50 each is enough, also for both at once.
    made = matched({"match": {"from_layers": ["state"]}}, {"match": {"from_layers": ["state"]}})
    assert verify(made, plan(made, ("s0", "a-school", 2027, 50), ("s1", "b-werk", 2027, 50))).ok


def test_each_euro_matches_once():
    # Both ask 20 and 30 would do for either. Together 40 are asked: tolerance 1 + 1 for what they spend, 1 for what
    # matches, so 37 passes.
    asks = (("s0", "a-school", 2027, 20), ("s1", "b-school", 2027, 20))
    layers = {"from_layers": ["municipality"]}
    made = matched({"match": layers}, {"match": layers})
    edge("co_financing", lambda euros: plan(made, *asks, ("gemeente", "a-werk", 2027, euros)), made, 37, "-0.01")


def test_each_euro_goes_where_it_is_needed():
    # s0 asks 20 in wijk a, s1 asks 20 anywhere. 20 in a and 20 in b is enough, but only if the money in a goes to s0.
    # With 35 in b, a still needs 20: tolerance 1 + 1.
    layers = {"from_layers": ["municipality"]}
    made = matched({"match": layers}, {"match": layers, "stream": {"wijken": ["a"]}})
    asks = (("s0", "b-school", 2027, 20), ("s1", "a-school", 2027, 20))
    there = ("gemeente", "b-werk", 2027, 20)
    assert verify(made, plan(made, *asks, there, ("gemeente", "a-werk", 2027, 20))).ok
    more = ("gemeente", "b-werk", 2027, 35)
    edge("co_financing", lambda euros: plan(made, *asks, more, ("gemeente", "a-werk", 2027, euros)), made, 18, "-0.01")


def test_only_the_part_in_the_earmark_matches():
    # 100 over four cells: 25 in a-school, 50 in wijk a. s0 may only be matched in wijk a, school: 25 for 25.
    made = matched({"stream": {"wijken": ["a"], "domains": ["school"]}})
    pay = ("gemeente", "samen", 2027, 100)
    # Tolerance: 1 for what asks; for the part a quarter of a unit and a euro: 25 + 1 + 1.25.
    edge("co_financing", lambda euros: plan(made, pay, ("s0", "a-school", 2027, euros)), made, "27.25")


def test_the_scope_of_a_wijk_divides_what_is_spent():
    # s0 pays 100 over both wijken, 50 each. Tolerance in b: half a unit and two euros for two of four parts, and 1.
    made = matched({"match": {"scope": "wijk"}})
    asks = (("s0", "samen", 2027, 100), ("gemeente", "a-school", 2027, 50))
    edge("co_financing", lambda euros: plan(made, *asks, ("gemeente", "b-werk", 2027, euros)), made, "46.50", "-0.01")


@pytest.mark.parametrize(
    ("match", "of_stream", "good"),
    [
        ({}, {}, True),
        ({"scope": "wijk"}, {}, False),
        ({}, {"wijken": ["a"]}, False),
        ({}, {"domains": ["school"]}, False),
    ],
)
def test_money_of_an_office(match, of_stream, good):
    asked = [{"stream": "gemeente", "measure": "bureau", "year": 2027, "amount": 50}]
    les = measure("a-school", ("a", "school"))
    made = matched(
        {"match": match, "stream": of_stream},
        measures=[les, {"id": "bureau", "serves": "programme"}],
        commitments=asked,
    )
    verdict = verify(made, plan(made, ("s0", "a-school", 2027, 50), ("gemeente", "bureau", 2027, 50)))
    assert rules(verdict) == ([] if good else ["co_financing"])


def test_the_office_itself_with_scope_measure():
    asked = [{"stream": name, "measure": "bureau", "year": 2027, "amount": 50} for name in ("s0", "gemeente")]
    made = matched(
        {"match": {"scope": "measure"}}, measures=[{"id": "bureau", "serves": "programme"}], commitments=asked
    )
    assert verify(made, plan(made, ("s0", "bureau", 2027, 50), ("gemeente", "bureau", 2027, 50))).ok
