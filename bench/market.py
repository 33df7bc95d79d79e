"""The market view beside HiGHS, how planning grows with the number of wijken, and a plan for the whole country.

python -m bench.market XL 600    # HiGHS on the linear programme of a size, with a limit in seconds
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import highspy
import numpy as np

from bench import bare, memory, programmes, timing
from bench.instances import untied
from bench.rows import Row, medians
from planning.optimiser import growth
from planning.optimiser.goods import NOBODY, goods, last_year
from planning.optimiser.market import MarketView, market
from planning.prepared import Prepared, prepare
from planning.programme import Programme

LATE = 60
"""Seconds beyond its limit after which HiGHS is ended: it looks at the clock now and then only."""


def programme(size: str, seed: int = 1) -> Prepared:
    """A programme of a size without rules that tie, read as from a file and made ready."""
    text = json.dumps(untied(size, seed))
    return prepare(Programme.model_validate(json.loads(text, parse_float=Decimal)))


def rows(sizes: tuple[str, ...], rounds: int, limit: float) -> Iterator[Row]:
    """The rows of the market view; `limit` is the seconds that HiGHS gets for the country."""
    if "XL" in sizes:  # first, while this process is small
        yield _memory()
    if "M" in sizes:
        yield from _against_bare(rounds)
    if "L" in sizes and "M" in sizes:
        yield from _growth(rounds)
    if "XL" in sizes:
        yield from _country(rounds, limit)


def _gap(size: str, view: MarketView) -> Row:
    """The proven gap in ten-thousandths."""
    return Row("market view: proven gap, in 1/10,000 of the sowing lines", size, 1e4 * view.gap, unit="", bar=1)


def _against_bare(rounds: int) -> Iterator[Row]:
    prepared = programme("M")
    view = market(prepared)
    yield _gap("M", view)
    sixteen = bare.first_growth(prepared)
    with bare.eight_segments():
        eight = bare.first_growth(prepared)
    fresh: list[Any] = []
    seconds = timing.in_turn(
        {
            "market": lambda: market(prepared),
            "hand-over 16": lambda: fresh.append(bare.cold(sixteen)),
            "bare 16": lambda: bare.run(fresh.pop()),
            "hand-over 8": lambda: fresh.append(bare.cold(eight)),
            "bare 8": lambda: bare.run(fresh.pop()),
        },
        rounds,
    )
    yield _ratio("M", "market view / bare HiGHS on the growth LP, 16 segments", rounds, seconds, "bare 16")
    yield _ratio("M", "market view / bare HiGHS on the growth LP, 8 segments", rounds, seconds, "bare 8")


def _ratio(size: str, what: str, rounds: int, seconds: timing.Seconds, against: str) -> Row:
    shown = medians({"it": seconds["market"], "against": seconds[against]})
    figure = timing.ratio(seconds["market"], seconds[against])
    return Row(what, size, figure, bar=0.2, rounds=rounds, seconds=shown)


def _growth(rounds: int) -> Iterator[Row]:
    """Seconds per wijk at 400 over those at 20: the plan as the tool makes it, and the view alone."""
    large, small = programme("L"), programme("M")
    times = len(large.programme.wijken) / len(small.programme.wijken)
    for what, job in (("plan as the tool makes it", programmes.plan), ("market view", market)):
        seconds = timing.in_turn({"it": lambda job=job: job(large), "against": lambda job=job: job(small)}, rounds)  # type: ignore[misc]
        figure = timing.ratio(seconds["it"], seconds["against"]) / times
        about = f"growth: {what}, time per wijk at 400 / at 20"
        yield Row(about, "L", figure, bar=1.5, rounds=rounds, seconds=medians(seconds))


def _country(rounds: int, limit: float) -> Iterator[Row]:
    prepared = programme("XL")
    yield _gap("XL", market(prepared))
    seconds = timing.in_turn({"it": lambda: market(prepared)}, rounds)
    started = time.perf_counter()
    done = _highs_in(limit)
    against = limit if done is None else done
    name = f"HiGHS on the same LP ({'done' if done else f'not done at {limit:.0f} s'})"
    shown = {**medians(seconds), "against": time.perf_counter() - started}
    figure = medians(seconds)["it"] / against
    yield Row(f"market view / {name}", "XL", figure, bar=0.01, rounds=rounds, cut_off=done is None, seconds=shown)
    started = time.perf_counter()
    plan, parts = programmes.timed_plan(prepared)
    spent = time.perf_counter() - started
    what = f"a plan of the country, verified: {len(plan.spend):,} payments, {plan.status}"
    yield Row(what, "XL", spent, unit="s", parts=parts)


def _memory() -> Row:
    above, alone = memory.above_bare("XL")
    return Row(f"memory of a plan above the bare process ({alone:.0f} MB)", "XL", above, unit="MB")


def _highs_in(limit: float) -> float | None:
    """Seconds in which HiGHS solves the linear programme of the country, in a process of its own; None: not in time."""
    command = [sys.executable, "-m", "bench.market", "XL", str(limit)]
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=limit + LATE)  # noqa: S603
    except subprocess.TimeoutExpired:
        return None
    seconds = float(done.stdout)
    return seconds if seconds < limit else None


def growth_lp(prepared: Prepared) -> highspy.HighsLp:
    """The first growth programme of a programme without ties, in arrays: PuLP would take hours and gigabytes.

    Columns: spend[s,c,t], carried[s,t], lapsed[s,t], segments[c,t]. Rows: stream_balance and coverage. Costs are minus
    the growth. It is the optimiser's own, but for the cells' money, which is written out.
    """
    place = goods(prepared)
    years, streams = len(place.years), len(place.streams)
    cell_of, year_of = np.nonzero(place.buyer_of != NOBODY)
    owner = place.buyer_of[cell_of, year_of]
    order = np.argsort(owner, kind="stable")
    starts = np.searchsorted(owner[order], np.arange(len(place.budget) + 1))
    stream = np.array([s for s, _ in place.good])[place.edge_good]
    pairs = np.unique(stream * len(place.budget) + place.edge_buyer)
    payer, buyer = np.divmod(pairs, len(place.budget))
    count = np.diff(starts)[buyer]
    spend_cell = order[np.concatenate([np.arange(starts[k], starts[k + 1]) for k in buyer])]
    spend_row = np.repeat(payer * years + place.year[buyer], count)
    kept = [
        s * years + t for s, one in enumerate(place.streams) for t in range(years) if last_year(one, t, place.years) > t
    ]
    balances, cells = streams * years, len(owner)
    grid = growth.coarse(cells, 1.0)
    widths = grid.widths(place.line[cell_of, year_of])
    per_cell = widths.shape[1]
    spends, keeps = len(spend_row), len(kept)
    size = spends + keeps + balances + widths.size
    income = np.zeros(balances)
    for (s, t), amount in place.incomes.items():
        income[s * years + t] = amount / 100_000
    first, second = np.arange(spends), np.array(kept, dtype=np.int64)
    lapsed = spends + keeps + np.arange(balances)
    segment = spends + keeps + balances + np.arange(widths.size)
    column = np.concatenate([first, first, spends + np.arange(keeps), spends + np.arange(keeps), lapsed, segment])
    row = np.concatenate(
        [
            spend_row,
            balances + spend_cell,
            second,
            second + 1,
            np.arange(balances),
            balances + np.repeat(np.arange(cells), per_cell),
        ]
    )
    value = np.concatenate(
        [np.ones(spends), -np.ones(spends), np.ones(keeps), -np.ones(keeps), np.ones(balances), np.ones(widths.size)]
    )
    by_column = np.lexsort((row, column))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = size, balances + cells
    lp.col_cost_ = np.concatenate([np.zeros(size - widths.size), -grid.slopes().ravel()])
    lp.col_lower_ = np.zeros(size)
    lp.col_upper_ = np.concatenate([np.full(size - widths.size, np.inf), widths.ravel()])
    lp.row_lower_ = lp.row_upper_ = np.concatenate([income, np.zeros(cells)])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.searchsorted(column[by_column], np.arange(size + 1)).astype(np.int32)
    lp.a_matrix_.index_, lp.a_matrix_.value_ = row[by_column].astype(np.int32), value[by_column]
    return lp


def _timed_highs(size: str, limit: float) -> float:
    """Seconds of HiGHS on the linear programme of a size; the limit where it did not finish."""
    highs = bare.cold(growth_lp(programme(size)))
    highs.setOptionValue("time_limit", limit)
    started = time.perf_counter()
    highs.run()
    spent = time.perf_counter() - started
    return spent if highs.getModelStatus() == highspy.HighsModelStatus.kOptimal else limit


if __name__ == "__main__":
    sys.stdout.write(f"{_timed_highs(sys.argv[1], float(sys.argv[2]))}\n")
