"""The linear programme that HiGHS gets in the benchmark of the country is the optimiser's own, and its rows."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from bench import bare, market
from bench.nation import nation
from planning.prepared import Prepared, prepare
from planning.programme import Programme


def land(seed: int) -> Prepared:
    text = json.dumps(nation(6, 2, seed))
    return prepare(Programme.model_validate(json.loads(text, parse_float=Decimal)))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_optimum_as_the_optimisers_own_programme(seed: int) -> None:
    prepared = land(seed)
    ours, theirs = (bare.cold(lp) for lp in (bare.first_growth(prepared), market.growth_lp(prepared)))
    for highs in (ours, theirs):
        bare.run(highs)
    one, other = (highs.getInfo().objective_function_value for highs in (ours, theirs))
    assert one == pytest.approx(other, rel=1e-9)


def test_a_limit_that_is_reached_is_the_time_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(market, "programme", lambda size: land(1))
    assert market._timed_highs("XL", 0.0) == 0.0
    assert market._timed_highs("XL", 60.0) < 60.0


def test_rows_of_m() -> None:
    """With their bars; no figure is asserted, for machines are noisy, but the gap is none of time."""
    rows = list(market.rows(("M",), 1, 600))
    assert [row.bar for row in rows] == [1, 0.2, 0.2]
    assert rows[0].met
