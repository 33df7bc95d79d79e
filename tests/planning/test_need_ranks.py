"""How far the ranks of wijken move under random weights."""

from typing import Any

import pytest

from planning.need_ranks import RankRange, rank_ranges
from planning.programme import Programme
from tests.builders import programme, wijk


def two_domains(**fields: Any) -> Programme:
    indicators = [
        {"id": "x", "domain": "school", "values": {"a": 10, "b": 20, "c": 60}},
        {"id": "y", "domain": "school", "values": {"a": 50, "b": 30, "c": 10}},
        {"id": "z", "domain": "werk", "values": {"a": 30, "b": 31, "c": 29}},
    ]
    domains = [{"id": "school"}, {"id": "werk", "share": 0.5}]
    return programme(**{"wijken": [wijk(c) for c in "abc"], "domains": domains, "indicators": indicators, **fields})


def test_ranks_move_with_the_weights() -> None:
    ranges = rank_ranges(two_domains(), draws=400, seed=7)
    assert (ranges["a"].best, ranges["a"].worst) == (1, 3)
    assert (ranges["c"].best, ranges["c"].worst) == (1, 3)
    for found_range in ranges.values():
        parts = (found_range.best, found_range.low, found_range.median, found_range.high, found_range.worst)
        assert list(parts) == sorted(parts)


def test_the_same_seed_gives_the_same_ranges() -> None:
    assert rank_ranges(two_domains(), draws=200, seed=3) == rank_ranges(two_domains(), draws=200, seed=3)
    many = {tuple(rank_ranges(two_domains(), draws=20, seed=seed).values()) for seed in range(10)}
    assert len(many) > 1


def test_a_wijk_that_is_worse_off_in_everything_is_first_in_every_draw() -> None:
    indicators = [
        {"id": name, "domain": "school", "values": {"a": 90, "b": 10 + step, "c": 30 - step}}
        for step, name in enumerate(("x", "y", "z"))
    ]
    ranges = rank_ranges(two_domains(indicators=indicators), draws=200)
    assert ranges["a"] == RankRange(1, 1, 1, 1, 1, 1)


def test_without_indicators_a_range_is_a_point() -> None:
    # means with shares 1 and 0.5: a (2 + 0.5 × 1)/1.5 = 5/3, b (1 + 0.5 × 3)/1.5 = 5/3, c 1: a and b share rank 1
    wijken = [wijk("a", need={"school": 2}), wijk("b", need={"werk": 3}), wijk("c")]
    ranges = rank_ranges(two_domains(wijken=wijken, indicators=[]), draws=50)
    assert ranges == {w: RankRange(rank, rank, rank, rank, rank, rank) for w, rank in (("a", 1), ("b", 1), ("c", 3))}


def test_given_need_does_not_vary() -> None:
    wijken = [wijk(c, need={"school": n, "werk": n}) for c, n in (("a", 3), ("b", 2), ("c", 1))]
    assert rank_ranges(two_domains(wijken=wijken))["b"] == RankRange(2, 2, 2, 2, 2, 2)


def test_a_domain_with_share_0_has_no_say() -> None:
    domains = [{"id": "school", "share": 0}, {"id": "werk"}]
    ranges = rank_ranges(two_domains(domains=domains), draws=200)
    assert [ranges[w] for w in "bac"] == [RankRange(r, r, r, r, r, r) for r in (1, 2, 3)]  # by z alone: 31, 30, 29


def test_random_weights_are_uniform_over_the_divisions_of_one() -> None:
    """With two indicators the weight of the first is uniform on 0 to 1: a is above b where w·1.5 + (1−w)·0.9 > 1."""
    indicators = [
        {"id": "x", "domain": "school", "values": {"a": 15, "b": 10}, "reference": 10},
        {"id": "y", "domain": "school", "values": {"a": 9, "b": 10}, "reference": 10},
    ]
    one = programme(wijken=[wijk("a"), wijk("b")], indicators=indicators)
    ranges = [rank_ranges(one, draws=1, seed=seed)["a"].best for seed in range(600)]
    assert ranges.count(1) / 600 == pytest.approx(5 / 6, abs=0.05)  # w > 1/6; standard error 0.015


def test_no_draws_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one draw"):
        rank_ranges(two_domains(), draws=0)
