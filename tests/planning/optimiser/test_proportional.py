"""Where nothing stands in the way, money is in proportion to residents × need^dial × focus: the tool's first promise.

Random programmes without earmarks, measures and rules, with one stream. What a cell should get is worked out here
again, in plain floats.
"""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import stream
from tests.planning.optimiser.solving import Solved, solved

START = 2027
bounded = settings(deadline=None, derandomize=True, max_examples=40)
Fields = dict[str, Any]


def programme_of(seed: int) -> Fields:
    """Fields of a programme: 1 to 6 wijken of which residents may change, 1 to 4 domains, 1 to 6 years.

    Hypothesis draws the seed alone: drawn one by one, most figures would be the simplest or the same.
    """
    rng = Random(seed)
    years = rng.randint(1, 6)
    domains = [{"id": f"d{i}", "share": _hundredths(rng, 50, 300)} for i in range(rng.randint(1, 4))]
    return {
        "years": years,
        "domains": domains,
        "wijken": [_wijk(rng, f"w{i}", domains, years) for i in range(rng.randint(1, 6))],
        "index": {"default": _hundredths(rng, -5, 10), "by_year": {str(START + 1): _hundredths(rng, -5, 10)}},
        "dial": rng.choice((0, 0.5, 1, 1.5, 2, 4)),
        "evenness": rng.choice((0.25, 1, 4)),
    }


def _wijk(rng: Random, identifier: str, domains: list[Fields], years: int) -> Fields:
    residents: Any = rng.randint(500, 60_000)
    if rng.random() < 0.3:
        residents = {str(START): residents, str(START + years // 2): rng.randint(500, 60_000)}
    focus = rng.sample(domains, rng.randint(0, len(domains)))
    return {
        "id": identifier,
        "residents": residents,
        "need": {domain["id"]: _hundredths(rng, 20, 500) for domain in domains},
        "focus": [{"domain": domain["id"], "factor": _hundredths(rng, 50, 300)} for domain in focus],
    }


def _hundredths(rng: Random, low: int, high: int) -> float:
    """A number with two decimals, between two whole numbers of hundredths."""
    return rng.randint(low, high) / 100


programmes = st.integers(0, 10**9).map(programme_of)


def prices(fields: Fields) -> list[float]:
    """p[t], 1 in the first year."""
    rise = fields["index"]
    found = [1.0]
    for year in range(START + 1, START + fields["years"]):
        found.append(found[-1] * (1 + rise["by_year"].get(str(year), rise["default"])))
    return found


def steady(fields: Fields, yearly: float) -> dict[str, Any]:
    """A stream of `yearly` real euros: as steady as whole cents allow."""
    return stream("gemeente", *(round(yearly * price, 2) for price in prices(fields)))


def people(wijk: Fields, year: int) -> int:
    """Residents in a year."""
    given_for = wijk["residents"]
    if isinstance(given_for, int):
        return given_for
    return int(given_for[max(known for known in given_for if int(known) <= year)])


def weights(fields: Fields, year: int) -> dict[tuple[str, str, int], float]:
    """share · P · focus · n^dial over the resident-weighted mean of n^dial, for every cell of a year."""
    found = {}
    for domain in fields["domains"]:
        power = {wijk["id"]: wijk["need"][domain["id"]] ** fields["dial"] for wijk in fields["wijken"]}
        residents = {wijk["id"]: people(wijk, year) for wijk in fields["wijken"]}
        mean = sum(residents[w] * power[w] for w in power) / sum(residents.values())
        for wijk in fields["wijken"]:
            focus = {row["domain"]: row["factor"] for row in wijk["focus"]}.get(domain["id"], 1.0)
            key = (wijk["id"], domain["id"], year)
            found[key] = domain["share"] * residents[wijk["id"]] * focus * power[wijk["id"]] / mean
    return found


def lines(fields: Fields) -> dict[tuple[str, str, int], float]:
    """The sowing line of every cell in euros, for the money of the only stream."""
    income = [sum(float(amount) for amount in row["amounts"].values()) for row in fields["streams"]]
    yearly = sum(income) / sum(prices(fields))
    found = {}
    for t, price in enumerate(prices(fields)):
        weight = weights(fields, START + t)
        found.update({key: price * yearly * part / sum(weight.values()) for key, part in weight.items()})
    return found


@bounded
@given(programmes, st.integers(100_000, 50_000_000))
def test_steady_money_is_exactly_in_proportion(fields: Fields, yearly: int) -> None:
    """One stream, steady in real terms: every cell gets its line. A euro for whole euros and five cents for the whole
    cents of income and line: each year's income is rounded to cents, and one payment takes its cents.
    """
    fields["streams"] = [steady(fields, yearly)]
    plan = solved(**fields)
    assert plan.lost == 0
    for key, line in lines(fields).items():
        assert abs(float(plan.cells[key]) - line) <= 1.05, key
    assert all(abs(covered - 1) * float(plan.cells[key]) <= 1.05 for key, covered in plan.coverage.items())


@bounded
@given(programmes, st.lists(st.integers(10, 300), min_size=6, max_size=6))
def test_unsteady_money_covers_every_cell_of_a_year_alike(fields: Fields, parts: list[int]) -> None:
    """Without carry-over and steadiness a year's money stays in the year; within it coverage is the same to a
    percentage point. The smallest line is 5,000 euros, so that a euro is at most a fiftieth of a point.
    """
    parts = parts[: fields["years"]]
    fields["streams"] = [stream("gemeente", *(float(part) for part in parts))]
    enough = 5_000 / min(lines(fields).values())
    fields["streams"] = [stream("gemeente", *(round(part * enough, 2) for part in parts))]
    line, plan = lines(fields), solved(**fields)
    assert plan.lost == 0
    for t, part in enumerate(parts):
        year = START + t
        even = part * enough / sum(amount for key, amount in line.items() if key[2] == year)
        covered = [plan.coverage[key] for key in line if key[2] == year]
        assert max(covered) - min(covered) <= 0.01
        assert all(abs(found - even) <= 0.01 for found in covered)


def per_resident(plan: Solved, fields: Fields, year: int) -> list[float]:
    """Euros per resident of every wijk in a year."""
    return [
        sum(float(plan.cells[wijk["id"], domain["id"], year]) for domain in fields["domains"]) / people(wijk, year)
        for wijk in fields["wijken"]
    ]


@bounded
@given(programmes, st.integers(1_000_000, 50_000_000))
def test_dial_zero_is_equal_per_resident(fields: Fields, yearly: int) -> None:
    """Whatever the needs, without a focus: to a euro per cell, and 500 residents make that a small part of a euro
    each.
    """
    fields.update(dial=0, streams=[steady(fields, yearly)])
    for wijk in fields["wijken"]:
        wijk["focus"] = []
    plan = solved(**fields)
    for t in range(fields["years"]):
        each = per_resident(plan, fields, START + t)
        assert max(each) - min(each) <= 2 * 1.05 * len(fields["domains"]) / 500


def test_the_programmes_are_unequal() -> None:
    """So that the tests above bite: with a dial, needs of 1 and 3 give b three times what a gets per resident."""
    wijken = [{"id": w, "residents": 1000, "need": {"d0": need}, "focus": []} for w, need in (("a", 1), ("b", 3))]
    fields: Fields = {"years": 1, "domains": [{"id": "d0", "share": 1}], "wijken": wijken, "index": {"default": 0}}
    plan = solved(**fields, streams=[stream("gemeente", 400_000)])
    assert per_resident(plan, fields, START) == [100, 300]
