"""What a thousand euros more would do: hand arithmetic, and two solves from nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planning.messages import Language
from planning.optimiser.engine import NoPlan
from planning.optimiser.explain import in_euros
from planning.optimiser.more import FINEST, growth_of, more_sentences, thousands_more, whole
from planning.optimiser.solved import solve
from planning.prepared import prepare
from tests.builders import measure, prepared, stream, wijk
from tests.programmes import random_programme, read

TWO = [wijk("a", name="Noord"), wijk("b", name="Zuid")]
TRIED = range(5, 200, 14)


def test_it_is_divided() -> None:
    """Two equal wijken on their line of 50,000: 500 more each, and growth 2 · 50 · log(50.5/50) = 995 euros."""
    given = solve(prepared(years=1, wijken=TWO, streams=[stream("g", 100_000)]))
    more = thousands_more(given, "g", [2027])[0]
    assert more.gets == {("a", "school"): 500, ("b", "school"): 500}
    assert (more.lapsed, more.growth) == (0, 995)


def test_it_goes_where_its_earmark_lets_it() -> None:
    """a has 60,000 of its own, b gets the free 20,000 (lines 40,000). A thousand for a stays in a and is worth

    40 · log(61/60) = 661 euros; a thousand that is free goes to b and is worth 40 · log(21/20) = 1,952 euros.
    """
    given = solve(prepared(years=1, wijken=TWO, streams=[stream("vrij", 20_000), stream("rijk", 60_000, wijken=["a"])]))
    own, free = thousands_more(given, "rijk", [2027])[0], thousands_more(given, "vrij", [2027])[0]
    assert (own.gets, own.growth) == ({("a", "school"): 1_000, ("b", "school"): 0}, 661)
    assert (free.gets, free.growth) == ({("a", "school"): 0, ("b", "school"): 1_000}, 1_952)


def test_it_may_push_other_money_away() -> None:
    """a has 45,000 of its own beside 55,000 that is free: 50,000 each. A thousand more for a moves 500."""
    given = solve(prepared(years=1, wijken=TWO, streams=[stream("vrij", 55_000), stream("rijk", 45_000, wijken=["a"])]))
    assert thousands_more(given, "rijk", [2027])[0].gets == {("a", "school"): 500, ("b", "school"): 500}


def test_it_may_lapse() -> None:
    """All that can be done in a costs 30,000 and 40,000 is there: a thousand more lapses too."""
    few = [measure("m", ("a", "school"), max_per_year=30_000)]
    given = solve(prepared(years=1, streams=[stream("g", 40_000)], measures=few))
    more = thousands_more(given, "g", [2027])[0]
    assert (dict(more.gets), more.lapsed, more.growth) == ({("a", "school"): 0}, 1_000, 0)
    assert "valt vrij" in more_sentences(given, more)[-1]
    assert "lapse" in more_sentences(given, more, "en")[-1]


def test_as_two_cold_solves_say() -> None:
    """The growth and the money of cells of random programmes, to what the grid is sure of; and it adds up to 1,000."""
    divided = pushed = 0
    for seed in TRIED:
        document = random_programme(seed)
        known = prepare(read(document))
        name = next(one.id for one in known.programme.counted if one.amounts)
        year = min(known.stream[name].amounts)
        more = thousands_more(solve(known), name, [year])[0]
        for one in document["streams"]:
            if one["id"] == name:
                one["amounts"][str(year)] = float(one["amounts"][str(year)]) + 1_000
        before = solve(known, finest=FINEST)
        try:
            after = solve(replace(prepare(read(document)), line=known.line), finest=FINEST)
        except NoPlan:
            continue
        assert sum(more.gets.values()) + more.lapsed == 1_000
        was, now = in_euros(before), in_euros(after)
        for (place, domain), euros in more.gets.items():
            years = known.programme.term
            change = sum(now[place, domain, y] - was[place, domain, y] for y in years)
            sure = sum(known.line.line[place, domain, y] for y in years) / 100 * 4 * FINEST
            assert abs(euros - change) <= max(5, sure), (seed, place, domain)
        assert more.growth == pytest.approx(1_000 * (growth_of(after) - growth_of(before)), abs=5), seed
        divided += sum(euros > 50 for euros in more.gets.values()) > 1
        pushed += min(more.gets.values()) < -50
    assert divided >= 8
    assert pushed >= 1


@pytest.mark.parametrize("asked", [("niemand", 2027), ("g", 2031)])
def test_money_that_is_not_there(asked: tuple[str, int]) -> None:
    given = solve(prepared(streams=[stream("g", 100)]))
    with pytest.raises(ValueError, match="no such money"):
        thousands_more(given, asked[0], [asked[1]])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "nl",
            [
                "€ 1.000 meer van «g» in 2027",
                "groeit € 995",
                "Noord krijgt € 500 meer.",
                "Zuid krijgt € 500 meer.",
                "Naar school gaat € 1.000 meer.",
            ],
        ),
        (
            "en",
            [
                "€1,000 more of “g” in 2027",
                "grows €995",
                "Noord gets €500 more.",
                "Zuid gets €500 more.",
                "€1,000 more goes to school.",
            ],
        ),
    ],
)
def test_sentences(language: Language, said: list[str]) -> None:
    given = solve(prepared(years=1, wijken=TWO, streams=[stream("g", 100_000)]))
    lines = more_sentences(given, thousands_more(given, "g", [2027])[0], language)
    for wanted, line in zip(said, lines, strict=True):
        assert wanted in line.replace("\u00a0", " ")


def test_whole_parts_add_up() -> None:
    assert whole([333.4, 333.3, 333.3], 1_000) == [334, 333, 333]
    assert whole([-0.2, 1_000.2], 1_000) == [0, 1_000]
    with pytest.raises(ValueError, match="is not 1000"):
        whole([10.0], 1_000)


def test_regular_money_does_not_come_of_it() -> None:
    """Where regular money counts the same cells have more, and of a thousand more still a thousand is divided."""
    fields: dict[str, Any] = {"years": 1, "wijken": TWO, "streams": [stream("g", 60_000)], "count_regular": True}
    given = solve(prepared(**fields, regular=[{"wijk": "a", "domain": "school", "per_year": 40_000}]))
    assert thousands_more(given, "g", [2027])[0].gets == {("a", "school"): 500, ("b", "school"): 500}


@pytest.mark.parametrize(
    ("objective", "growth", "said"),
    [
        ("benefit", 2_000, "baten zijn 2.000 hoger"),
        ({"coverage": 1, "benefit": 0.5}, 1_990, "gewogen zoals het programma vraagt, zijn 1.990 hoger"),
    ],
)
def test_what_it_is_worth_where_benefit_counts(objective: Any, growth: int, said: str) -> None:
    """A euro in a has a benefit of 2: 2,000 more. Mixed: half of that and 50 · log(51/50) = 990 of growth."""
    useful = [measure("m", ("a", "school"), benefit=2)]
    given = solve(prepared(years=1, streams=[stream("g", 50_000)], measures=useful, objective=objective))
    more = thousands_more(given, "g", [2027])[0]
    assert (more.gets, more.growth) == ({("a", "school"): 1_000}, growth)
    assert said in more_sentences(given, more)[1]
