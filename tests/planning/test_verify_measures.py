"""The checker on the rules of measures: limits, chains, staff, structural cover."""

from decimal import Decimal

from planning.verify import verify
from tests.builders import measure, prepared, stream, wijk
from tests.planning.verify_plans import aim, edge, plan, rules

RICH = [stream("gemeente", 1_000_000, 1_000_000, 1_000_000)]
LES = measure("les", ("a", "school"), max_per_year=100)


def test_measure_limits_follow_the_price_index():
    # p[2028] = 1.10: the maximum is 110.
    made = prepared(streams=RICH, measures=[LES], index={"default": 0.1})
    edge("measure_limits", lambda euros: plan(made, ("gemeente", "les", 2028, euros)), made, 110)


def test_measure_limits_without_index():
    made = prepared(streams=RICH, measures=[{**LES, "indexed": False}], index={"default": 0.1})
    edge("measure_limits", lambda euros: plan(made, ("gemeente", "les", 2028, euros)), made, 100)


def test_measure_limits_count_all_streams():
    two = [stream("een", 100, 100, 100), stream("twee", 100, 100, 100)]
    made = prepared(streams=two, measures=[LES])
    edge("measure_limits", lambda euros: plan(made, ("een", "les", 2027, 60), ("twee", "les", 2027, euros)), made, 40)


def test_an_office_gets_what_is_committed():
    asked = [{"stream": "gemeente", "measure": "bureau", "year": 2027, "amount": 10}]
    made = prepared(measures=[{"id": "bureau", "serves": "programme"}], commitments=asked)
    edge("measure_limits", lambda euros: plan(made, ("gemeente", "bureau", 2027, euros)), made, 10)
    edge("commitments", lambda euros: plan(made, ("gemeente", "bureau", 2027, euros)), made, 10, "-0.01")


def chain(lag=1, share=1, running=(), **required):
    """les (at most 100) builds on lijn (at most 50)."""
    return prepared(
        streams=RICH,
        measures=[
            {**LES, "requires": [{"measure": "lijn", "lag": lag, "share": share}]},
            measure("lijn", ("a", "school"), max_per_year=50, already_running=list(running), **required),
        ],
    )


def test_coherence_with_lag():
    # lijn 25 of 50 in 2027, so les at most 50 of 100 in 2028. Tolerance: 1 for les and 100/50 · 1 for lijn.
    made = chain()
    payment = ("gemeente", "lijn", 2027, 25)
    edge("coherence", lambda euros: plan(made, payment, ("gemeente", "les", 2028, euros)), made, 50 + 1 + 2)


def test_coherence_counts_a_unit_for_every_payment():
    # Two payments of 20 in les: tolerance 2 · 1 + 2 · 1, so with 46 + 8 = 54 against 50 it is at its edge.
    two = [*RICH, stream("rijk", 1_000_000, 1_000_000)]
    made = prepared(streams=two, measures=list(map(dict, _document(chain()))))
    payments = (("gemeente", "lijn", 2027, 25), ("rijk", "les", 2028, 46))
    edge("coherence", lambda euros: plan(made, *payments, ("gemeente", "les", 2028, euros)), made, 50 + 2 + 2 - 46)


def _document(made):
    return [measure.model_dump(mode="json", by_alias=True) for measure in made.programme.measures]


def test_coherence_with_share():
    # share 1.5: les at most 1.5 · 100 · 20/50 = 60 in the same year. Tolerance: 1 + 1.5 · 100/50.
    made = chain(lag=0, share=1.5)
    payment = ("gemeente", "lijn", 2027, 20)
    edge("coherence", lambda euros: plan(made, payment, ("gemeente", "les", 2027, euros)), made, 60 + 1 + 3)


def test_coherence_before_the_term():
    # Not running before the term: degree 0, so nothing but the tolerance of one payment.
    made = chain()
    edge("coherence", lambda euros: plan(made, ("gemeente", "les", 2027, euros)), made, 1)
    # Running in full: 0.5 · 100 = 50.
    running = chain(share=0.5, running=[2026])
    edge("coherence", lambda euros: plan(running, ("gemeente", "les", 2027, euros)), running, 50 + 1)


def test_coherence_outside_the_years_of_what_is_required():
    made = chain(lag=0, running=[2026], first_year=2028)
    edge("coherence", lambda euros: plan(made, ("gemeente", "les", 2027, euros)), made, 1)


def test_staff_capacity():
    # 11 posts per million at p = 1.1: 2.2 posts are 2.2/11 · 1.1 million = 220,000 euros. Tolerance one payment.
    made = prepared(
        streams=RICH,
        index={"default": 0.1},
        measures=[measure("les", ("a", "school"), fte_per_million=11)],
        rules={"staff_capacity": {"school": {"2028": 2.2}}},
    )
    edge("staff_capacity", lambda euros: plan(made, ("gemeente", "les", 2028, euros)), made, 220_001)
    verdict = verify(made, plan(made, ("gemeente", "les", 2028, 220_101)))
    # 100 euros too many: 100 / 1.1 · 11 = 1,000 millionths of a post.
    assert [(fault.out, fault.unit, fault.year) for fault in verdict.faults] == [(1000, "microfte", 2028)]
    assert "0.001000 fte" in verdict.faults[0].sentence("en")
    assert "0,001000 fte" in verdict.faults[0].sentence("nl")
    # The tolerance is 1 / 1.1 · 11 = 10 millionths.
    assert verdict.tolerances["staff_capacity"].tolerance == 10


def test_staff_capacity_by_part():
    # A third of `les` is in werk: 30 posts per million · 1/3 = 10; with 20 of `baan`: 10·y + 20·z ≤ 1 million · 1.
    # z = 20,000 asks 0.4, so y at most 60,000. Tolerance in millionths of a post: 10 · 1 + 20 · 1, or 3 euros of y.
    serves = [{"wijk": "a", "domain": "werk"}, {"wijk": "b", "domain": "school", "weight": 2}]
    made = prepared(
        streams=RICH,
        domains=[{"id": "school"}, {"id": "werk"}],
        wijken=[wijk("a"), wijk("b")],
        measures=[
            {"id": "les", "serves": serves, "fte_per_million": 30},
            measure("baan", ("b", "werk"), fte_per_million=20),
        ],
        rules={"staff_capacity": {"werk": {"2027": 1}}},
    )
    payment = ("gemeente", "baan", 2027, 20_000)
    edge("staff_capacity", lambda euros: plan(made, payment, ("gemeente", "les", 2027, euros)), made, 60_003)


def test_staff_capacity_allows_a_unit_of_the_measure_with_most_staff():
    # One payment of `les`, at 5 posts per million: 0.1 posts are 20,000 euros. `baan` asks four times as many per euro,
    # and one euro of that is four of `les`.
    made = prepared(
        streams=RICH,
        measures=[
            measure("les", ("a", "school"), fte_per_million=5),
            measure("baan", ("a", "school"), fte_per_million=20),
        ],
        rules={"staff_capacity": {"school": {"2027": 0.1}}},
    )
    edge("staff_capacity", lambda euros: plan(made, ("gemeente", "les", 2027, euros)), made, 20_004)


COVER = {"structural_cover": {"from": 2028, "strength": "must"}}


def covered(**rule):
    return prepared(
        streams=[*RICH, stream("impuls", 100, 100, 100, kind="incidental")],
        measures=[measure("les", ("a", "school")), measure("kamp", ("a", "school"), kind="incidental")],
        rules={"structural_cover": {**COVER["structural_cover"], **rule}},
    )


def test_structural_cover_is_exact_as_a_must():
    made = covered()
    free = (("impuls", "les", 2027, 50), ("impuls", "kamp", 2028, 50), ("gemeente", "les", 2028, 50))
    edge("structural_cover", lambda euros: plan(made, *free, ("impuls", "les", 2028, euros)), made, 0)


def test_structural_cover_as_an_aim():
    made = covered(strength="aim")
    payment = ("impuls", "les", 2028, 40)
    row = aim("structural_cover", 40, 2028, measure="les")
    assert rules(verify(made, plan(made, payment))) == ["structural_cover"]
    assert verify(made, plan(made, payment, aims=[row])).ok
    wrong = {**row, "short": Decimal("40.01")}
    assert rules(verify(made, plan(made, payment, aims=[wrong]))) == ["structural_cover"]
