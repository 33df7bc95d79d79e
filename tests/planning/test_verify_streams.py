"""The checker on the rules of streams: all exact, so that one cent is a fault."""

from decimal import Decimal

import pytest

from planning.verify import verify
from tests.builders import measure, prepared, stream, wijk
from tests.planning.verify_plans import edge, plan, rules

OPEN = "open:a:school"


def test_a_plan_that_spends_all_is_good():
    made = prepared()
    verdict = verify(made, plan(made, *(("gemeente", OPEN, year, 100) for year in made.programme.term)))
    assert verdict.ok
    assert verdict.tolerances["stream_balance"].rows == 3
    assert verdict.tolerances["stream_balance"].tolerance == 0


def test_stream_balance_catches_a_cent_too_much():
    # 100 comes in, so 100.01 spent (nothing lapses) is a cent over.
    made = prepared()
    edge("stream_balance", lambda euros: plan(made, ("gemeente", OPEN, 2027, euros)), made, 100)


def test_stream_balance_catches_a_cent_that_is_nowhere():
    # 100 = 60 spent + 39.99 lapsed + a cent that is nowhere.
    made = prepared(years=1, streams=[stream("gemeente", 100)])
    lapsed = [{"stream": "gemeente", "year": 2027, "amount": Decimal("39.99")}]
    document = plan(made, ("gemeente", OPEN, 2027, 60), lapsed=lapsed, objectives={"lapsed": Decimal("39.99")})
    verdict = verify(made, document)
    assert [(fault.rule, fault.year, fault.out) for fault in verdict.faults] == [("stream_balance", 2027, 1)]
    assert "€\u00a00,01" in verdict.faults[0].sentence("nl")


def test_rows_left_out_count_as_nothing():
    made = prepared(years=1, streams=[stream("gemeente", 100)])
    payment = ("gemeente", OPEN, 2027, 100)
    assert verify(made, plan(made, payment, carried=None, lapsed=[])).ok
    assert rules(verify(made, plan(made, ("gemeente", OPEN, 2027, 99), lapsed=[]))) == ["objectives", "stream_balance"]


def test_opening_is_there_in_the_first_year():
    made = prepared(years=2, streams=[stream("gemeente", 100, opening=25)])
    edge("stream_balance", lambda euros: plan(made, ("gemeente", OPEN, 2027, euros)), made, 125)


def test_carry_over_is_a_share_of_what_was_there():
    # carried[2027] ≤ 0.25 · (100 + 20) = 30.
    carry = {"share": 0.25}
    made = prepared(years=2, streams=[stream("gemeente", 100, 0, opening=20, carry_over=carry)])
    edge(
        "carry_over",
        lambda euros: plan(
            made,
            ("gemeente", OPEN, 2027, 120 - euros),
            ("gemeente", OPEN, 2028, euros),
            carried={("gemeente", 2027): euros},
        ),
        made,
        30,
    )


@pytest.mark.parametrize(
    ("carry", "year"), [(None, 2027), ({"until": 2028}, 2028), ({"share": 0}, 2027), ({"share": 1}, 2029)]
)
def test_carry_over_ends(carry, year):
    # Nothing without carry_over, from `until` on, with share 0, and in the last year of the term.
    made = prepared(streams=[stream("gemeente", 100, 100, 100, carry_over=carry)])
    assert rules(verify(made, plan(made, carried={("gemeente", year): "0.01"}))) == ["carry_over"]


def test_carry_over_may_go_on_to_the_year_until():
    made = prepared(streams=[stream("gemeente", 100, 0, 0, carry_over={"until": 2028})])
    assert verify(made, plan(made, ("gemeente", OPEN, 2028, 100), carried={("gemeente", 2027): 100})).ok


def test_commitments_add_up_and_hold_to_the_cent():
    # 30 + 10.50 committed: 40.50 is enough, 40.49 is not.
    asked = [{"stream": "gemeente", "measure": "les", "year": 2028, "amount": amount} for amount in (30, 10.5)]
    made = prepared(measures=[measure("les", ("a", "school"))], commitments=asked)
    edge("commitments", lambda euros: plan(made, ("gemeente", "les", 2028, euros)), made, "40.50", "-0.01")


EARMARKED = {
    "domains": ({"domains": ["werk"]}, {}),
    "wijken": ({"wijken": ["b"]}, {}),
    "measures": ({"measures": ["ander"]}, {}),
    "excludes_staff": ({"excludes_staff": True}, {"staff": True}),
    "certainty": ({"certainty": "possible"}, {}),
    "years": ({}, {"first_year": 2028}),
    "years_after": ({}, {"last_year": 2026}),
}


@pytest.mark.parametrize("code", EARMARKED)
def test_earmarks_bar_a_payment(code):
    of_stream, of_measure = EARMARKED[code]
    made = prepared(
        years=2,
        domains=[{"id": "school"}, {"id": "werk"}],
        wijken=[wijk("a"), wijk("b")],
        measures=[measure("les", ("a", "school"), **of_measure), measure("ander", ("b", "werk"))],
        streams=[stream("vrij", 100), stream("pot", 100, **of_stream)],
    )
    assert verify(made, plan(made, ("vrij", "ander", 2027, 50))).ok
    verdict = verify(made, plan(made, ("pot", "les", 2027, "0.01")))
    assert rules(verdict) == ["earmarks"]
    assert verdict.faults[0].code == f"verify.earmarks.{code.removesuffix('_after')}"
    assert verdict.faults[0].pointer == "/spend/0"


def test_earmarks_ask_that_every_cell_lies_inside():
    both = measure("samen", ("a", "school"), ("b", "school"))
    made = prepared(wijken=[wijk("a"), wijk("b")], measures=[both], streams=[stream("pot", 100, wijken=["a"])])
    assert rules(verify(made, plan(made, ("pot", "samen", 2027, 10)))) == ["earmarks"]
    wide = prepared(wijken=[wijk("a"), wijk("b")], measures=[both], streams=[stream("pot", 100, wijken=["a", "b"])])
    assert verify(wide, plan(wide, ("pot", "samen", 2027, 10))).ok


@pytest.mark.parametrize("earmark", [{"wijken": ["a"]}, {"domains": ["school"]}])
def test_an_office_has_no_cell_for_an_earmark(earmark):
    asked = [{"stream": "pot", "measure": "bureau", "year": 2027, "amount": 10}]
    office = {"id": "bureau", "serves": "programme"}
    made = prepared(measures=[office], streams=[stream("pot", 100, **earmark)], commitments=asked)
    assert rules(verify(made, plan(made, ("pot", "bureau", 2027, 10)))) == ["earmarks"]
    free = prepared(measures=[office], streams=[stream("pot", 100)], commitments=asked)
    assert verify(free, plan(free, ("pot", "bureau", 2027, 10))).ok
