"""The oracle's answer in whole cents: payments moved by less than a euro so that all that is exact holds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]

from planning.money import cents
from planning.prepared import Prepared
from planning.programme import Measure
from tests.oracle.decisions import Decision, is_whole
from tests.oracle.whole import Payment, Reached

StreamYear = tuple[str, int]


def in_cents(prepared: Prepared, reached: Reached) -> tuple[dict[Payment, int], dict[StreamYear, int]]:
    """Payments and what is carried in cents (what is left lapses), by whole-number programming; least lapses.

    Balances, carrying over, limits, minima, profiles and commitments hold exactly. Other rules are not looked at.

    Raises:
        ValueError: where there is no such rounding.
    """
    programme, payments, carries = prepared.programme, list(reached.spend), list(reached.carried)
    lapses = [(s.id, t) for s in programme.counted for t in programme.term]
    place = {
        key: i for i, key in enumerate([*payments, *(("carried", *k) for k in carries), *(("", *k) for k in lapses)])
    }
    owed: dict[Payment, int] = {}
    for row in programme.commitments:
        key = (row.stream, row.measure, row.year)
        owed[key] = owed.get(key, 0) + cents(row.amount)
    low = [max(owed.get(k, 0), 100 * math.floor(reached.spend[k] + 1e-4)) for k in payments]
    high = [100 * math.ceil(reached.spend[k] - 1e-4) for k in payments]
    low += [100 * max(0, math.floor(reached.carried[k]) - 9) for k in carries] + [0] * len(lapses)
    high += [100 * (math.ceil(reached.carried[k]) + 9) for k in carries] + [10**14] * len(lapses)
    rows, least, most = [], [], []

    def add(terms: Mapping[int, float], lower: float, upper: float) -> None:
        line = numpy.zeros(len(place))
        line[list(terms)] = list(terms.values())
        rows.append(line)
        least.append(lower)
        most.append(upper)

    for stream in programme.counted:
        for t in programme.term:
            terms = {place[k]: 1.0 for k in payments if (k[0], k[2]) == (stream.id, t)}
            terms[place["", stream.id, t]] = 1.0
            terms |= {place["carried", *k]: 1.0 for k in carries if k == (stream.id, t)}
            terms |= {place["carried", *k]: -1.0 for k in carries if k == (stream.id, t - 1)}
            income = cents(stream.amounts.get(t, Decimal(0))) + (cents(stream.opening) if t == programme.term[0] else 0)
            add(terms, income, income)
    for measure in prepared.measures:
        for t in prepared.years_of(measure):
            terms = {place[k]: 1.0 for k in payments if k[1:] == (measure.id, t)}
            if terms:
                add(terms, *_limits(prepared, measure, t, reached.decision))
    cost = numpy.array([1.0 if isinstance(k, tuple) and k[0] == "" else 0.0 for k in place])
    found = milp(
        cost, constraints=LinearConstraint(numpy.array(rows), least, most), bounds=Bounds(low, high), integrality=1
    )
    if found.x is None:
        raise ValueError("no rounding")
    whole = [round(x) for x in found.x]
    return {k: whole[place[k]] for k in payments}, {k: whole[place["carried", *k]] for k in carries}


def _limits(prepared: Prepared, measure: Measure, year: int, decision: Decision) -> tuple[float, float]:
    """The least and the most that a measure gets in a year, in cents."""
    if measure.profile is not None:
        since = year - decision.starts.get(measure.id, year + 1)
        inside = 0 <= since < len(measure.profile)
        due = prepared.nominal(measure, measure.profile[since], year) if inside else 0
        return due, due
    most = math.inf if measure.max_per_year is None else prepared.nominal(measure, measure.max_per_year, year)
    if not is_whole(measure):
        return 0, most
    if year not in decision.on[measure.id]:
        return 0, 0
    least = prepared.nominal(measure, measure.min_per_year, year)
    return max(least, 100 * prepared.programme.round_to if measure.min_years > 1 else 0), most
