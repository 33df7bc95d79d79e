"""Small programmes with whole decisions by brute force: each combination of decisions, and a linear programme for it.

Written from docs/formulation.md with scipy, in euros, and shares nothing with the optimiser. Prices do not rise, and
there are no rules but those of measures and streams.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy.optimize import linprog

Years = tuple[int, ...]


def on_years(row: dict[str, Any], start: int, years: int) -> Iterator[tuple[Years, dict[int, tuple[float, float]]]]:
    """Every way in which a measure may be on, with the least and the most it is paid in each of these years."""
    term = range(start, start + years)
    own = [year for year in term if year <= row.get("last_year", term[-1])]
    if "profile" in row:
        yield from _profile(row, own)
        return
    least, most = row.get("min_per_year", 0), row.get("max_per_year", 1e9)
    duration, ran = row.get("min_years", 1), set(row.get("already_running", ()))
    if not least and duration == 1:
        yield (), {year: (0, most) for year in own}
        return
    for chosen in itertools.chain.from_iterable(itertools.combinations(own, k) for k in range(len(own) + 1)):
        if _lasts({*chosen, *ran}, own, duration, start):
            yield chosen, {year: (max(least, 1 if duration > 1 else 0), most) for year in chosen}


def _profile(row: dict[str, Any], own: list[int]) -> Iterator[tuple[Years, dict[int, tuple[float, float]]]]:
    amounts = row["profile"]
    if row.get("already_running"):
        first = min(row["already_running"])
        left = {year: float(amounts[year - first]) for year in own if year - first < len(amounts)}
        yield (), {year: (amount, amount) for year, amount in left.items()}
        return
    yield (), {}
    for first in row.get("start_years", own):
        if first in own and first + len(amounts) - 1 in own:
            yield (first,), {first + k: (float(amount), float(amount)) for k, amount in enumerate(amounts)}


def _lasts(on: set[int], own: list[int], duration: int, start: int) -> bool:
    """Whether every run of years that reaches into the term is long enough, or ends with the measure's last year."""
    for year in own:
        ended = year not in on and year - 1 in on
        if ended:
            run = next(k for k in itertools.count(1) if year - 1 - k not in on)
            if run < duration and (year - 1 >= start or own[0] == start):
                return False
    return True


def best(document: dict[str, Any], benefit: bool) -> float | None:
    """The most benefit, or (negative) the least euros that lapse; None where nothing can be."""
    ways = [list(on_years(row, document["start_year"], document["years"])) for row in document["measures"]]
    found = [_solve(document, combined, benefit) for combined in itertools.product(*ways)]
    return max((value for value in found if value is not None), default=None)


def _solve(document: dict[str, Any], combined: tuple[Any, ...], benefit: bool) -> float | None:
    """One linear programme: payments to measures and to what else there is, money kept, money that lapses."""
    measures, streams = document["measures"], document["streams"]
    term = range(document["start_year"], document["start_year"] + document["years"])
    names: list[tuple[Any, ...]] = []
    for s, t in itertools.product(range(len(streams)), term):
        names += [("pay", s, m, t) for m, row in enumerate(measures) if _may(streams[s], row)]
        names += [("keep", s, t), ("lose", s, t)]
    place = {name: i for i, name in enumerate(names)}
    upper = [None if name[0] != "keep" or _keeps(streams[name[1]], name[2], term) else 0 for name in names]
    equal, right = [], []
    for s, t in itertools.product(range(len(streams)), term):
        row = np.zeros(len(names))
        for name in names:
            if name[1] == s and name[-1] == t:
                row[place[name]] = 1
        if t > term[0]:
            row[place["keep", s, t - 1]] = -1
        equal.append(row)
        right.append(streams[s]["amounts"].get(str(t), 0))
    above, limits = [], []
    for (m, (_, paid)), t in itertools.product(enumerate(combined), term):
        low, high = paid.get(t, (0, 0))
        row = np.array([float(name[0] == "pay" and name[2:] == (m, t)) for name in names])
        above += [row, -row]
        limits += [high, -low]
    cost = np.array([_cost(name, measures, benefit) for name in names])
    started = [m for m, (chosen, _) in enumerate(combined) if "profile" in measures[m] and chosen]
    once = float(sum(measures[m].get("benefit", 0) for m in started)) if benefit else 0.0
    solved = linprog(cost, np.array(above), limits, np.array(equal), right, [(0, most) for most in upper])
    return None if solved.status == 2 else once - float(solved.fun)


def _cost(name: tuple[Any, ...], measures: list[dict[str, Any]], benefit: bool) -> float:
    if not benefit:
        return float(name[0] == "lose")
    paid = name[0] == "pay" and "profile" not in measures[name[2]]
    return -float(measures[name[2]].get("benefit", 0)) if paid else 0.0


def _may(stream: dict[str, Any], row: dict[str, Any]) -> bool:
    return stream.get("measures") is None or row["id"] in stream["measures"]


def _keeps(stream: dict[str, Any], year: int, term: range) -> bool:
    return "carry_over" in stream and year < term[-1]
