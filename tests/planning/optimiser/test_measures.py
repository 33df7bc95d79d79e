"""Known answers for the rules of the measures. The arithmetic stands with each test; money in euros."""

from __future__ import annotations

from typing import Any

from tests.builders import measure, stream, wijk
from tests.planning.optimiser.solving import solved

TWO = [wijk("a"), wijk("b")]
"""Two equal wijken: each has half of the sowing line."""
TENTH: dict[str, Any] = {"index": {"default": 0.1}, "streams": [stream("gemeente", 100_000, 110_000, 121_000)]}
"""10% a year, and a stream that follows it: p = 1, 1.1, 1.21; with two wijken the line is 50,000 · p each."""


# ---- open measures ----


def test_a_cell_without_a_measure_gets_an_open_one() -> None:
    """Only a has a measure; b is paid through its open measure, and a has none."""
    plan = solved(years=1, wijken=TWO, streams=[stream("gemeente", 100_000)], measures=[measure("m", ("a", "school"))])
    assert plan.spend == {("gemeente", "m", 2027): 50_000, ("gemeente", "open:b:school", 2027): 50_000}


def test_a_measure_lies_in_its_cells_by_weight() -> None:
    """Weights 3 and 1: three quarters of the 80,000 in a. (a and b have no other measure.)"""
    serves = [{"wijk": "a", "domain": "school", "weight": 3}, {"wijk": "b", "domain": "school"}]
    plan = solved(years=1, wijken=TWO, streams=[stream("gemeente", 80_000)], measures=[{"id": "m", "serves": serves}])
    assert plan.cell("a") == [60_000]
    assert plan.cell("b") == [20_000]


# ---- measure_limits ----


def test_a_maximum_holds_money_back() -> None:
    """m at most 40,000, so b gets the other 60,000 (without a maximum 50,000 each)."""
    fields: dict[str, Any] = {"years": 1, "wijken": TWO, "streams": [stream("gemeente", 100_000)]}
    assert solved(**fields, measures=[measure("m", ("a", "school"))]).cell("a") == [50_000]
    plan = solved(**fields, measures=[measure("m", ("a", "school"), max_per_year=40_000)])
    assert plan.cell("a") == [40_000]
    assert plan.cell("b") == [60_000]


def test_a_maximum_follows_prices_unless_it_is_not_indexed() -> None:
    """40,000 in prices of 2027: 40,000, 44,000, 48,400 of 100,000, 110,000, 121,000. Not indexed: 40,000 each year."""
    indexed = solved(**TENTH, wijken=TWO, measures=[measure("m", ("a", "school"), max_per_year=40_000)])
    assert indexed.cell("a") == [40_000, 44_000, 48_400]
    assert indexed.cell("b") == [60_000, 66_000, 72_600]
    fixed = solved(**TENTH, wijken=TWO, measures=[measure("m", ("a", "school"), max_per_year=40_000, indexed=False)])
    assert fixed.cell("a") == [40_000, 40_000, 40_000]
    assert fixed.cell("b") == [60_000, 70_000, 81_000]


def test_an_indexed_maximum_is_whole_euros() -> None:
    """2.5% a year on 10,010: 10,260.25 becomes 10,260 in 2028. All the rest lapses, as nothing else can be paid."""
    plan = solved(
        years=2,
        index={"default": 0.025},
        streams=[stream("gemeente", 50_000, 50_000)],
        measures=[measure("m", ("a", "school"), max_per_year=10_010)],
    )
    assert plan.cell("a") == [10_010, 10_260]
    assert plan.lapsed("gemeente") == [39_990, 39_740]


def test_what_no_measure_can_hold_lapses() -> None:
    """Both cells have a maximum of 30,000: of 100,000, 40,000 lapses."""
    plan = solved(
        years=1,
        wijken=TWO,
        streams=[stream("gemeente", 100_000)],
        measures=[measure(f"m-{w}", (w, "school"), max_per_year=30_000) for w in "ab"],
    )
    assert plan.cell("a") == plan.cell("b") == [30_000]
    assert plan.lost == 40_000


def test_a_measure_is_paid_in_its_own_years_alone() -> None:
    """m runs in 2028 alone and is all that a has (the open measure stands for cells without a measure)."""
    plan = solved(
        wijken=TWO,
        streams=[stream("gemeente", 100_000, 100_000, 100_000)],
        measures=[measure("m", ("a", "school"), first_year=2028, last_year=2028)],
    )
    assert plan.cell("a") == [0, 50_000, 0]
    assert plan.cell("b") == [100_000, 50_000, 100_000]


def test_a_limited_measure_in_a_year_without_money() -> None:
    """Nothing comes in in 2028, so nobody can pay m then; a maximum of 0 in b, which is all that b has."""
    plan = solved(
        years=2,
        wijken=TWO,
        streams=[stream("gemeente", 100_000, 0)],
        measures=[
            measure("m", ("a", "school"), max_per_year=60_000),
            measure("n", ("b", "school"), max_per_year=0),
        ],
    )
    assert plan.cell("a") == [60_000, 0]
    assert plan.cell("b") == [0, 0]
    assert plan.lapsed("gemeente") == [40_000, 0]


def test_an_office_gets_exactly_its_commitments() -> None:
    """10,000 + 5,000 committed in 2027 by two streams, nothing in 2028; never more, though it has no maximum."""
    plan = solved(
        years=2,
        streams=[stream("gemeente", 60_000, 60_000), stream("rijk", 30_000, 30_000, partner="rijk")],
        measures=[{"id": "bureau", "serves": "programme"}],
        commitments=[
            {"stream": "gemeente", "measure": "bureau", "year": 2027, "amount": 10_000},
            {"stream": "rijk", "measure": "bureau", "year": 2027, "amount": 5_000},
        ],
    )
    assert plan.paid(measure="bureau") == [15_000, 0]
    assert plan.paid("rijk", "bureau") == [5_000, 0]
    assert plan.cell("a") == [75_000, 90_000]


# ---- coherence ----


def test_a_later_link_cannot_outrun_an_earlier_one() -> None:
    """m (at most 100,000) requires r (at most 200,000), share 0.5: m ≤ 100,000 · 0.5 · r/200,000 = r/4. Of 100,000
    that is 20,000 to 80,000; without the chain 50,000 each.
    """

    def chained(**link: Any) -> list[dict[str, Any]]:
        last = measure("m", ("a", "school"), max_per_year=100_000, **link)
        return [last, measure("r", ("b", "school"), max_per_year=200_000)]

    fields: dict[str, Any] = {"years": 1, "wijken": TWO, "streams": [stream("gemeente", 100_000)]}
    assert solved(**fields, measures=chained()).cell("a") == [50_000]
    plan = solved(**fields, measures=chained(requires=[{"measure": "r", "share": 0.5}]))
    assert plan.cell("a") == [20_000]
    assert plan.cell("b") == [80_000]


def lagged(already_running: list[int], lag: int = 1, share: float = 1, years: int = 3) -> dict[str, Any]:
    """m in a requires r in b, both at most 100,000, some years later."""
    link = {"measure": "r", "lag": lag, "share": share}
    return {
        "years": years,
        "wijken": TWO,
        "measures": [
            measure("m", ("a", "school"), max_per_year=100_000, requires=[link]),
            measure("r", ("b", "school"), max_per_year=100_000, already_running=already_running),
        ],
    }


def test_a_lag_waits_for_the_earlier_link() -> None:
    """m[t] ≤ r[t−1]; before the term r did not run, so m begins a year later: 2027 goes to r, then 50,000 each."""
    streams = [stream("gemeente", 100_000, 100_000, 100_000)]
    plan = solved(**lagged([]), streams=streams)
    assert plan.cell("a") == [0, 50_000, 50_000]
    assert plan.cell("b") == [100_000, 50_000, 50_000]


def test_what_ran_before_the_term_counts() -> None:
    """r ran in full in 2026, so m may get up to 100,000 in 2027: the even plan stands."""
    streams = [stream("gemeente", 100_000, 100_000, 100_000)]
    plan = solved(**lagged([2026]), streams=streams)
    assert plan.cell("a") == [50_000, 50_000, 50_000]


def test_every_year_of_a_lag_must_have_run() -> None:
    """Lag 2, and r ran in 2026 but not in 2025: m waits in 2027 (which looks at 2025), not in 2028."""
    streams = [stream("gemeente", 100_000, 100_000, 100_000)]
    plan = solved(**lagged([2026], lag=2), streams=streams)
    assert plan.cell("a") == [0, 50_000, 50_000]


def test_degrees_compare_maxima_of_their_own_years() -> None:
    """10% a year, share 0.4, lag 1. 2027: m 0, r 100,000 (its maximum). 2028: m ≤ 110,000 · 0.4 · 100,000/100,000 =
    44,000, so r 66,000.
    """
    prices = {"index": {"default": 0.1}, "streams": [stream("gemeente", 100_000, 110_000)]}
    plan = solved(**prices, **lagged([], share=0.4, years=2))
    assert plan.cell("a") == [0, 44_000]
    assert plan.cell("b") == [100_000, 66_000]


# ---- staff_capacity ----


def test_staff_that_cannot_be_had_limits_money() -> None:
    """20 staff per million and 0.8 to be had: 40,000 at most in a; b needs no staff. 2028 has no limit."""
    fields: dict[str, Any] = {
        "years": 2,
        "wijken": TWO,
        "streams": [stream("gemeente", 100_000, 100_000)],
        "measures": [measure("m", ("a", "school"), fte_per_million=20)],
    }
    assert solved(**fields).cell("a") == [50_000, 50_000]
    plan = solved(**fields, rules={"staff_capacity": {"school": {"2027": 0.8}}})
    assert plan.cell("a") == [40_000, 50_000]
    assert plan.cell("b") == [60_000, 50_000]


def test_staff_is_counted_in_real_money() -> None:
    """10% a year: 0.8 staff is 40,000 in 2027 and 44,000 in 2028."""
    capacity = {"2027": 0.8, "2028": 0.8, "2029": 10}
    plan = solved(
        **TENTH,
        wijken=TWO,
        measures=[measure("m", ("a", "school"), fte_per_million=20)],
        rules={"staff_capacity": {"school": capacity}},
    )
    assert plan.cell("a") == [40_000, 44_000, 60_500]


def test_staff_of_a_shared_measure_is_split_over_its_domains() -> None:
    """m serves school and werk in equal parts, 10 staff per million: of each euro half counts for school. 0.2 staff in
    school is y ≤ 0.2/10 million · 2 = 40,000. All else in werk comes from its own measure: 60,000.
    """
    plan = solved(
        years=1,
        domains=[{"id": "school"}, {"id": "werk"}],
        streams=[stream("gemeente", 100_000)],
        measures=[
            measure("m", ("a", "school"), ("a", "werk"), fte_per_million=10),
            measure("n", ("a", "werk"), fte_per_million=10),
        ],
        rules={"staff_capacity": {"school": {"2027": 0.2}}},
    )
    assert plan.paid(measure="m") == [40_000]
    assert plan.cell("a", "school") == [20_000]
    assert plan.cell("a", "werk") == [80_000]


# ---- structural_cover ----


def covered(strength: str | None, structural: list[str], **fields: Any) -> Any:
    """30,000 structural and 70,000 incidental a year; the measures of the wijken named are structural."""
    rules = {} if strength is None else {"structural_cover": {"from": 2028, "strength": strength}}
    kinds = {name: "structural" if name in structural else "incidental" for name in "ab"}
    return solved(
        years=2,
        wijken=TWO,
        streams=[
            stream("gemeente", 30_000, 30_000),
            stream("rijk", 70_000, 70_000, partner="rijk", kind="incidental"),
        ],
        measures=[measure(f"m-{w}", (w, "school"), kind=kind) for w, kind in kinds.items()],
        rules=rules,
        **fields,
    )


def test_structural_work_waits_for_structural_money() -> None:
    """Only a is structural. Without the rule 50,000 each; from 2028 a has the 30,000 structural money alone."""
    assert covered(None, ["a"]).cell("a") == [50_000, 50_000]
    for strength in ("must", "aim"):
        plan = covered(strength, ["a"])
        assert plan.cell("a") == [50_000, 30_000]
        assert plan.cell("b") == [50_000, 70_000]
        assert plan.paid("rijk", "m-a")[1] == 0


def test_structural_cover_as_a_must_lets_incidental_money_lapse() -> None:
    """Both are structural: in 2028 the 70,000 has nowhere to go, and 15,000 each is left."""
    plan = covered("must", ["a", "b"])
    assert plan.cell("a") == [50_000, 15_000]
    assert plan.lapsed("rijk") == [0, 70_000]


def test_structural_cover_as_an_aim_falls_short_and_loses_nothing() -> None:
    """Both are structural: the 70,000 of 2028 is spent all the same. Its shortfall is least for the worst measure when
    each has 35,000 of it (0.7 of a line of 50,000), and the money of each is 50,000.
    """
    plan = covered("aim", ["a", "b"])
    assert plan.lost == 0
    assert plan.cell("a") == plan.cell("b") == [50_000, 50_000]
    assert plan.short("structural_cover") == {("m-a", 2028): 35_000, ("m-b", 2028): 35_000}
    assert plan.paid("rijk", "m-a")[1] == 35_000
