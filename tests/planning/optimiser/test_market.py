"""The market view: known answers by hand, where it applies, and agreement with the linear programme."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from planning.optimiser.goods import NOBODY
from planning.optimiser.market import MarketView, applies, market
from planning.optimiser.solved import solve
from tests.builders import measure, prepared, stream, wijk
from tests.programmes.untied import UNTIED, untied_prepared

TWO = [wijk("a"), wijk("b")]
STEP = 0.001
"""Twice the last step of the grid of the linear programme: how far its coverage may be from the smooth optimum."""


def view(**fields: Any) -> MarketView:
    """An exact view of the smallest document with `fields`."""
    found = market(prepared(**fields), 1e-13)
    assert found.exact
    assert found.gap <= 1e-13
    assert found.within <= 1e-6
    return found


def euros(found: MarketView, wijk: str, domain: str = "school") -> list[float]:
    """Euros of a cell per year."""
    place = found.goods
    return list(1000 * found.amounts[place.cells.index((wijk, domain))])


def test_in_proportion_to_need() -> None:
    """Needs 1 and 2, the same residents, 90 a year: 30 and 60."""
    found = view(wijken=[wijk("a", need={"school": 1}), wijk("b", need={"school": 2})], streams=[stream("s", 90, 90)])
    assert euros(found, "a")[:2] == pytest.approx([30, 30])
    assert euros(found, "b")[:2] == pytest.approx([60, 60])
    assert euros(found, "a")[2] == 0  # nothing comes in in the third year


@pytest.mark.parametrize("evenness", [0.25, 1, 4])
def test_an_earmarked_stream(evenness: float) -> None:
    """160 for two equal wijken is a line of 80 each. 120 for a alone leaves 40 for b: coverage 1.5 and 0.5, whatever
    the evenness. A euro more is worth 1/coverage: 2/3 of the earmarked money and 2 of the free.
    """
    streams = [stream("vrij", 40), stream("voor-a", 120, wijken=["a"])]
    found = view(wijken=TWO, streams=streams, years=1, evenness=evenness)
    assert [*euros(found, "a"), *euros(found, "b")] == pytest.approx([120, 40])
    assert found.price == pytest.approx({("vrij", 2027): 2, ("voor-a", 2027): 2 / 3})


def test_carrying_over() -> None:
    """50, 150 and 100 on lines of 100: money goes forward and not back, so 50, then 250 over two years."""
    found = view(streams=[stream("s", 50, 150, 100, carry_over={})])
    assert euros(found, "a") == pytest.approx([50, 125, 125])
    assert found.price == pytest.approx({("s", 2027): 2, ("s", 2028): 0.8, ("s", 2029): 0.8})


def test_carrying_over_until() -> None:
    """300 in the first year, to be spent by the second: 150 and 150, and nothing for the third."""
    found = view(streams=[stream("s", 300, carry_over={"until": 2028})])
    assert euros(found, "a") == pytest.approx([150, 150, 0])
    assert ((("a", "school"), 2029)) not in found.money()


def test_regular_money_that_counts() -> None:
    """120 of regular work in a and 100 to divide: lines of 110. All goes to b. With 60 of regular work (lines of 80)
    a gets 20 and b 80.
    """
    for regular, expected in ((120, [0, 100]), (60, [20, 80])):
        rows = [{"wijk": "a", "domain": "school", "per_year": regular}]
        found = view(wijken=TWO, streams=[stream("s", 100)], years=1, regular=rows, count_regular=True)
        assert [*euros(found, "a"), *euros(found, "b")] == pytest.approx(expected, abs=1e-6)


def test_money_that_nobody_may_have_lapses() -> None:
    """A stream for one measure, in a year in which that measure is over."""
    measures = [measure("m", ("a", "school"), last_year=2027), measure("n", ("a", "school"))]
    found = view(streams=[stream("s", 100, 100, 100), stream("t", 7, 7, measures=["m"])], measures=measures)
    assert found.goods.unsold == {(1, 1): 700}
    assert euros(found, "a") == pytest.approx([107, 100, 100])


TIES: dict[str, tuple[str, dict[str, Any]]] = {
    "market.steadiness": ("/steadiness", {"steadiness": 0.02}),
    "market.objective": ("/objective", {"objective": {"coverage": 1, "benefit": 0.1}}),
    "market.match": ("/streams/0/match", {"streams": [stream("s", 100, match={}), stream("t", 50)]}),
    "market.carry_over": ("/streams/0/carry_over", {"streams": [stream("s", 100, carry_over={"share": 0.5})]}),
    "market.commitments": (
        "/commitments/0",
        {
            "measures": [measure("m", ("a", "school"))],
            "commitments": [{"stream": "gemeente", "measure": "m", "year": 2027, "amount": 10}],
        },
    ),
    "market.shared": (
        "/measures/0/serves",
        {"wijken": TWO, "measures": [measure("m", ("a", "school"), ("b", "school"))]},
    ),
    "market.limited": ("/measures/0/max_per_year", {"measures": [measure("m", ("a", "school"), max_per_year=10)]}),
    "market.whole": (
        "/measures/1",
        {"measures": [measure("m", ("a", "school")), measure("n", ("a", "school"), min_years=2)]},
    ),
    "market.requires": (
        "/measures/1/requires",
        {
            "measures": [
                measure("m", ("a", "school")),
                measure("n", ("a", "school"), max_per_year=9, requires=[{"measure": "o"}]),
                measure("o", ("a", "school"), max_per_year=9),
            ]
        },
    ),
    "market.rule": ("/rules/floors", {"rules": {"floors": [{"per_resident": 1, "strength": "aim"}]}}),
    "market.lineless": (
        "/streams/1",
        {
            "wijken": [wijk("a"), wijk("leeg", 0)],
            "measures": [measure("m", ("leeg", "school"))],
            "streams": [stream("s", 100), stream("t", 50, measures=["m"])],
        },
    ),
}


@pytest.mark.parametrize("code", TIES)
def test_where_it_does_not_apply_it_says_why(code: str) -> None:
    """One reason each, with its place, in two languages; and a preview all the same."""
    pointer, fields = TIES[code]
    made = prepared(**fields)
    reasons = applies(made)
    assert [(reason.code, reason.pointer) for reason in reasons] == [(code, pointer)]
    dutch, english = (reasons[0].sentence(language) for language in ("nl", "en"))
    assert dutch.endswith(".")
    assert english.endswith(".")
    assert dutch != english
    found = market(made)
    assert not found.exact
    assert sum(found.money().values()) > 0


RULES: dict[str, Any] = {
    "structural_cover": {},
    "floors": [{"per_resident": 1}],
    "hold_harmless": {},
    "focus_minimum": {},
    "persistence": {},
    "ramp_up": {},
    "staff_capacity": {"school": {"2027": 5}},
    "frontline_room": {"share": 0.1},
    "resident_initiatives": {"share": 0.1},
    "per_resident_ratio": {},
}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_named(rule: str) -> None:
    reasons = applies(prepared(rules={rule: RULES[rule]}))
    assert (f"/rules/{rule}", "market.rule") in {(reason.pointer, reason.code) for reason in reasons}
    assert all(reason.sentence("en") for reason in reasons)


def test_what_does_not_tie() -> None:
    """An office without commitments, a maximum beside a measure without one, and what does not count."""
    measures = [
        {"id": "bureau", "serves": "programme"},
        measure("ruim", ("a", "school")),
        measure("krap", ("a", "school"), max_per_year=10),
    ]
    streams = [stream("s", 100, 100, 100), stream("misschien", 50, match={}, certainty="possible")]
    owed = [{"stream": "misschien", "measure": "krap", "year": 2027, "amount": 10}]
    assert applies(prepared(measures=measures, streams=streams, commitments=owed)) == []


def test_a_maximum_ties_where_the_measure_beside_it_stops_earlier() -> None:
    measures = [measure("ruim", ("a", "school"), last_year=2028), measure("krap", ("a", "school"), max_per_year=10)]
    assert [reason.code for reason in applies(prepared(measures=measures))] == ["market.limited"]


def test_the_linear_programme_agrees() -> None:
    """On 200 random programmes without tying rules: the same cells, the same money lost, coverage to the grid's steps.

    Counted: programmes in which an earmark holds money back (cells of one year are covered differently), in which money
    is carried over, and of every evenness.
    """
    bound: Counter[str] = Counter()
    for seed in UNTIED:
        made = untied_prepared(seed)
        found, solved = market(made, 1e-13), solve(made)
        assert found.exact, seed
        assert found.within <= 1e-5, seed
        line = {((w, d), year): cents / 100_000 for (w, d, year), cents in made.line.line.items()}
        theirs = {key: amount for key, amount in solved.money().items() if line[key] > 0}
        ours = found.money()
        assert ours.keys() == theirs.keys(), seed
        apart = max((abs(ours[key] - theirs[key]) / line[key] for key in ours), default=0.0)
        assert apart <= STEP, (seed, apart)
        lapsed = solved.model.lapsed.values()
        place = {column.hash: i for i, column in enumerate(solved.model.columns)}
        lost = sum(solved.outcome.values[place[column.hash]] for column in lapsed)
        assert lost == pytest.approx(sum(found.goods.unsold.values()) / 100_000, abs=1e-6), seed
        bound.update(_held_back(found))
        bound[f"evenness {made.programme.evenness}"] += 1
    assert bound["earmark"] >= 50, bound
    assert bound["carried"] >= 80, bound
    assert min(bound[f"evenness {one}"] for one in ("1", "0.25", "0.5", "2", "4")) >= 10, bound


def _held_back(found: MarketView) -> set[str]:
    """Whether an earmark and whether carrying over made a difference."""
    place, seen = found.goods, set()
    for t in range(len(place.years)):
        some = found.covered[np.unique(place.buyer_of[:, t][place.buyer_of[:, t] != NOBODY])]
        if len(some) > 1 and some.max() > 1.01 * some.min():
            seen.add("earmark")
    since = np.array([t for _, t in place.good])[place.edge_good]
    if found.division.sold[place.year[place.edge_buyer] > since].sum() > 1e-3:
        seen.add("carried")
    return seen


def test_a_view_is_proven_before_it_is_exact() -> None:
    """A gap of 1e-4 is met and stated, and the coverage is as near as is said."""
    looser = 0
    for seed in range(40):
        made = untied_prepared(seed)
        rough, exact = market(made), market(made, 1e-13)
        assert exact.gap <= 1e-13
        assert rough.gap <= 1e-4
        away = np.abs(rough.covered - exact.covered).max(initial=0.0)
        assert away <= rough.within + exact.within
        looser += away > 1e-5
    assert looser >= 5
