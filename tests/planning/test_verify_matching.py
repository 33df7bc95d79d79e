"""The flow behind co-financing, against Hall's condition tried on every set of demands."""

from itertools import combinations
from random import Random

import pytest

from planning.matching import unmet


def least_unmet(demands, supplies):
    """The most that any set of demands lacks (Gale 1957): demands of the set less all supplies that suit one of it."""
    numbers = range(len(demands))
    sets = [set(chosen) for size in range(len(demands) + 1) for chosen in combinations(numbers, size)]
    return max(
        sum(demands[i] for i in chosen) - sum(amount for suits, amount in supplies.items() if chosen & set(suits))
        for chosen in sets
    )


def test_nothing_asked_and_nothing_there():
    assert unmet([], {}) == []
    assert unmet([5, 0], {}) == [5, 0]
    assert unmet([5], {(0,): 3}) == [2]
    assert unmet([5], {(0,): 7}) == [0]


def test_shared_supply_goes_where_nothing_else_does():
    # 1 can only be met by what 0 could use as well.
    assert unmet([20, 20], {(0, 1): 20, (0,): 20}) == [0, 0]
    assert unmet([20, 20, 20], {(0, 1): 20, (1, 2): 20, (0, 2): 20}) == [0, 0, 0]
    assert sum(unmet([20, 20, 20], {(0, 1): 20, (1, 2): 20, (0, 2): 19})) == 1


def test_a_long_way_round():
    # Each supply is tempted to the demand before; the last demand asks that all move on.
    size = 60
    supplies = {(i, i + 1): 7 for i in range(size)}
    assert unmet([0] + [7] * size, supplies) == [0] * (size + 1)
    assert unmet([1] + [7] * size, supplies).count(0) == size


@pytest.mark.parametrize("seed", range(40))
def test_against_every_set_of_demands(seed):
    rng = Random(seed)
    short = 0
    for _ in range(10):
        demands = [rng.choice([0, rng.randint(1, 30), 10**17 + rng.randint(0, 9)]) for _ in range(rng.randint(1, 6))]
        supplies = {
            tuple(sorted(rng.sample(range(len(demands)), rng.randint(1, len(demands))))): rng.choice(
                [0, rng.randint(1, 30), 10**17 + rng.randint(0, 9)]
            )
            for _ in range(rng.randint(0, 8))
        }
        found = unmet(demands, supplies)
        assert all(0 <= lack <= demand for lack, demand in zip(found, demands, strict=True))
        assert sum(found) == least_unmet(demands, supplies)
        assert found == unmet(demands, supplies)
        short += sum(found) > 0
    assert short  # it must happen that something lacks
