"""Known answers of the oracle, worked out by hand: the division, and the rules of streams and measures."""

from __future__ import annotations

import ast
import math
from pathlib import Path
from typing import Any

import pytest

from tests.builders import measure, prepared, stream, wijk
from tests.oracle import coverage_gap, solve
from tests.oracle.known import CLOSE, SCHOOL_WERK, TWO, coverages, near, one_year, rules_of


def test_steady_money_is_divided_by_residents_and_need() -> None:
    """Sowing lines 1000·1 : 3000·1.5 = 2 : 9, and a steady stream meets them all."""
    answer = solve(prepared(wijken=[wijk("a"), wijk("b", 3000, need={"school": 1.5})]))
    assert coverages(answer) == near(1, 1, 1, 1, 1, 1)
    assert answer.lapsed == pytest.approx(0, abs=1e-6)
    assert answer.growth == pytest.approx(0, abs=1e-6)
    assert rules_of(answer) == set()


def test_money_that_is_not_steady_covers_all_cells_of_a_year_alike() -> None:
    """300 over three years is a sowing line of 100 a year; the years bring 50, 100 and 150."""
    answer = solve(prepared(wijken=TWO, streams=[stream("gemeente", 50, 100, 150)]))
    assert coverages(answer) == near(0.5, 1, 1.5, 0.5, 1, 1.5)
    assert answer.growth == pytest.approx(50 * 2 * (math.log(0.5) + math.log(1.5)), abs=1e-4)


def test_carry_over() -> None:
    """300 in the first year, all carried: 100 a year. At half: 150 spent, then 150 over two years.

    Money to be spent until 2028 leaves nothing for 2029: that cell cannot be paid.
    """
    free = solve(prepared(streams=[stream("gemeente", 300, carry_over={})]))
    assert coverages(free) == near(1, 1, 1)
    half = solve(prepared(streams=[stream("gemeente", 300, carry_over={"share": 0.5})]))
    assert coverages(half) == near(1.5, 0.75, 0.75)
    assert rules_of(half) == {"carry_over"}
    until = solve(prepared(streams=[stream("gemeente", 300, carry_over={"until": 2028})]))
    assert coverages(until) == near(1.5, 1.5, 0)
    assert until.unpayable == {("a", "school", 2029)}


def test_without_carry_over_money_stays_in_its_year() -> None:
    answer = solve(prepared(streams=[stream("gemeente", 100, 100, 100, opening=60)]))
    assert coverages(answer) == near(160 / 120, 100 / 120, 100 / 120)


def test_earmark() -> None:
    """400 in all is 200 for school and for werk; 300 may go to school alone."""
    streams = [stream("vrij", 100), stream("school", 300, domains=["school"])]
    assert coverages(one_year(domains=SCHOOL_WERK, streams=streams)) == near(1.5, 0.5)


def test_streams_that_do_not_count_are_not_spent() -> None:
    streams = [stream("gemeente", 100), stream("misschien", 100, certainty="possible")]
    assert coverages(one_year(streams=streams)) == near(1)
    assert coverages(one_year(streams=streams, count="all")) == near(1)


def test_measure_limits() -> None:
    """20 at most in a, where the line is 50."""
    answer = one_year(wijken=TWO, measures=[measure("m", ("a", "school"), max_per_year=20)])
    assert coverages(answer) == near(0.4, 1.6)
    assert rules_of(answer) == {"measure_limits"}


def test_what_no_measure_may_have_lapses() -> None:
    """One cell, 60 at most: 40 of the 100 lapse."""
    answer = one_year(measures=[measure("m", ("a", "school"), max_per_year=60)])
    assert answer.lapsed == pytest.approx(40, abs=1e-5)
    assert coverages(answer) == near(0.6)


def test_commitments_and_an_office() -> None:
    """80 is committed to a, where the line is 50. An office gets the 30 that is committed to it and no more."""
    cell = [{"stream": "gemeente", "measure": "m", "year": 2027, "amount": 80}]
    answer = one_year(wijken=TWO, measures=[measure("m", ("a", "school"))], commitments=cell)
    assert coverages(answer) == near(1.6, 0.4)
    assert rules_of(answer) == {"commitments"}
    office = [{"stream": "gemeente", "measure": "bureau", "year": 2027, "amount": 30}]
    answer = one_year(measures=[{"id": "bureau", "serves": "programme"}], commitments=office)
    assert coverages(answer) == near(0.7)


def matched(identifier: str, amount: float, scope: str = "wijk", **match: Any) -> dict[str, Any]:
    """State money for wijk a, to be matched by the municipality."""
    asks = {"from_layers": ["municipality"], "scope": scope, **match}
    return {**stream(identifier, amount, wijken=["a"]), "partner": "rijk", "match": asks}


@pytest.mark.parametrize("scope", ["programme", "wijk", "measure"])
def test_co_financing_draws_money_into_the_earmark(scope: str) -> None:
    """60 of the state in a asks 60 of the municipality there: 120 in a, 40 in b, where the lines are 80."""
    answer = one_year(wijken=TWO, streams=[stream("gemeente", 100), matched("rijk", 60, scope)])
    assert coverages(answer) == near(1.5, 0.5)
    assert rules_of(answer) == {"co_financing"}


def test_a_euro_matches_once() -> None:
    """Two times 40 asks 80 of the municipality: 160 in a and 20 in b, where the lines are 90."""
    streams = [stream("gemeente", 100), matched("een", 40), matched("twee", 40)]
    assert coverages(one_year(wijken=TWO, streams=streams)) == near(160 / 90, 20 / 90)


def test_money_that_is_not_matched_lapses() -> None:
    """50 can match 25 at a ratio of 2: the other 35 of the state lapse. Money of the layer state does not match."""
    own = {**stream("eigen", 10), "partner": "rijk"}
    answer = one_year(streams=[stream("gemeente", 50), own, matched("rijk", 60, ratio=2)])
    assert answer.lapsed == pytest.approx(35, abs=1e-5)
    assert ("co_financing", "must") in answer.binding


def test_co_financing_over_the_term() -> None:
    """The state's 60 of the first year may be matched by the 100 of the second."""
    fields: dict[str, Any] = {"years": 2, "wijken": TWO}
    own = stream("gemeente", 20, 100)
    assert solve(prepared(**fields, streams=[own, matched("rijk", 60)])).lapsed == pytest.approx(40, abs=1e-5)
    term = solve(prepared(**fields, streams=[own, matched("rijk", 60, per="term")]))
    assert term.lapsed == pytest.approx(0, abs=1e-5)
    # The lines are 45. Of the 60 to be matched in a, x comes in the first year: a 60 + x and 60 − x, b 20 − x and
    # 40 + x. −1/(60 − x) + 1/(60 + x) − 1/(20 − x) + 1/(40 + x) < 0 for x ≥ 0: x is 0.
    assert coverages(term) == near(60 / 45, 60 / 45, 20 / 45, 40 / 45)


def test_coherence_with_a_lag() -> None:
    """a may be carried out at 0.4 of the degree of b the year before; both have a maximum of 100.

    First year: a 0, b 100. Then x and 100 − x, then 0.4·(100 − x) and 60 + 0.4·x. The product is largest where
    1/x − 1/(100 − x) − 0.4/(40 − 0.4·x) + 0.4/(60 + 0.4·x) = 1/x − 2/(100 − x) + 1/(150 + x) = 0: x = 37.5.
    """
    base = measure("basis", ("b", "school"), max_per_year=100)
    link = [{"measure": "basis", "lag": 1, "share": 0.4}]
    later = measure("later", ("a", "school"), max_per_year=100, requires=link)
    answer = solve(prepared(wijken=TWO, measures=[base, later]))
    assert coverages(answer) == near(0, 0.75, 0.5, 2, 1.25, 1.5)
    assert answer.unpayable == {("a", "school", 2027)}
    assert ("coherence", "must") in answer.binding


def test_coherence_with_a_measure_that_ran_before_the_term() -> None:
    """In the first year a may be carried out at 0.4, as b ran in full: 40 and 60."""
    base = measure("basis", ("b", "school"), max_per_year=100, already_running=[2026])
    link = [{"measure": "basis", "lag": 1, "share": 0.4}]
    later = measure("later", ("a", "school"), max_per_year=100, requires=link)
    answer = one_year(wijken=TWO, measures=[base, later])
    assert coverages(answer) == near(0.8, 1.2)
    assert rules_of(answer) == {"coherence"}


def test_staff_capacity() -> None:
    """10 staff per million, and 3 to be had: 300,000 of the million for school, where the line is 500,000."""
    school = measure("m", ("a", "school"), fte_per_million=10)
    fields = {"domains": SCHOOL_WERK, "streams": [stream("gemeente", 1_000_000)], "measures": [school]}
    answer = one_year(**fields, rules={"staff_capacity": {"school": {"2027": 3}}})
    assert coverages(answer) == near(0.6, 1.4)
    assert rules_of(answer) == {"staff_capacity"}


@pytest.mark.parametrize("strength", ["must", "aim"])
def test_structural_cover(strength: str) -> None:
    """From 2028 on school has to do with the 60 of structural money; the line is 100."""
    fields = {
        "domains": SCHOOL_WERK,
        "streams": [stream("vast", 60, 60), stream("tijdelijk", 140, 140, kind="incidental")],
        "measures": [measure("m", ("a", "school"))],
        "rules": {"structural_cover": {"from": 2028, "strength": strength}},
    }
    answer = solve(prepared(years=2, **fields))
    assert coverages(answer) == near(1, 0.6, 1, 1.4)
    assert answer.binding["structural_cover", strength] == 1


def test_regular_money_counts_where_it_is_asked_to() -> None:
    """30 of regular money in a and 70 to divide: 50 for each, of which 20 and 50 are new. Else 35 and 35."""
    fields: dict[str, Any] = {"wijken": TWO, "streams": [stream("gemeente", 70)]}
    regular = [{"wijk": "a", "domain": "school", "per_year": 30}]
    assert coverages(one_year(**fields, regular=regular, count_regular=True)) == near(1, 1)
    rules = {"floors": [{"wijk": "a", "per_resident": 0.03}]}
    assert coverages(one_year(**fields, regular=regular, rules=rules)) == near(1, 1)


@pytest.mark.parametrize("evenness", [0.25, 0.5, 1, 2, 3, 4])
def test_evenness(evenness: float) -> None:
    """A measure serves a and b in equal parts, with lines 10 and 40; c has a line of 50. It gets x of the 100.

    ½·(x/20)^−e + ½·(x/80)^−e = ((100 − x)/50)^−e, so x = 100·k/(k + 50) with k = (½·(20^e + 80^e))^(1/e).
    """
    wijken = [wijk("a", need={"school": 0.2}), wijk("b", need={"school": 0.8}), wijk("c", need={"school": 1})]
    shared = measure("m", ("a", "school"), ("b", "school"))
    answer = one_year(wijken=wijken, measures=[shared], evenness=evenness)
    k = ((20**evenness + 80**evenness) / 2) ** (1 / evenness)
    x = 100 * k / (k + 50)
    assert coverages(answer) == near(x / 20, x / 80, (100 - x) / 50)


def test_steadiness() -> None:
    """150, then 50; the lines are 50. The focus cell a counts double, so it moves less: from 75 − x to 25 + y.

    50/(75 − x) − 50/(75 + x) = 0.1 and 50/(25 − y) − 50/(25 + y) = 0.1: z² + 1000·z = 75² and z² + 1000·z = 25².
    """
    wijken = [wijk("a", focus=[{"domain": "school", "factor": 1}]), wijk("b")]
    fields: dict[str, Any] = {"years": 2, "wijken": wijken, "streams": [stream("gemeente", 150, 50)]}
    answer = solve(prepared(**fields, steadiness=0.1))
    x, y = (-500 + math.sqrt(500**2 + z**2) for z in (75, 25))
    assert coverages(answer) == near((75 - x) / 50, (25 + y) / 50, (75 + x) / 50, (25 - y) / 50)
    assert answer.change == pytest.approx(2 * (50 - x - y) + 50 + x + y, abs=2e-3)


def test_what_it_does_not_model_is_refused() -> None:
    with pytest.raises(ValueError, match="objective"):
        solve(prepared(objective="benefit"))
    with pytest.raises(ValueError, match="whole decisions"):
        solve(prepared(measures=[measure("m", ("a", "school"), min_per_year=10)]))


def test_coverage_gap() -> None:
    """The largest difference over the cells; a cell that is left out is an error."""
    answer = one_year(wijken=TWO)
    plan = {("a", "school", 2027): 1.02, ("b", "school", 2027): 0.97, ("c", "school", 2027): None}
    assert coverage_gap(answer, plan) == pytest.approx(0.03, abs=CLOSE)
    with pytest.raises(KeyError):
        coverage_gap(answer, {("a", "school", 2027): 1.0, ("b", "school", 2027): None})


def test_it_shares_nothing_with_what_it_judges() -> None:
    """Of planning it knows the document, the sowing line and what follows from them; no rule, and no solver of it."""
    known = {f"planning.{name}" for name in ("money", "need", "prepared", "programme", "rules", "sowing_line")}
    folder = Path(__file__).parents[1]
    for path in [*folder.glob("oracle/*.py"), *folder.glob("programmes/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            named += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert {name for name in named if name.split(".")[0] == "planning"} <= known, path.name
