"""The oracle of whole decisions: known answers, the programmes it is used on, and the checker beside it."""

from __future__ import annotations

import itertools
from collections import Counter
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from math import log
from random import Random
from typing import Any

import pytest

from planning import report
from planning.document import read as read_document
from planning.plan import PlanDocument
from planning.prepared import Prepared, prepare
from planning.verify import verify
from tests.builders import measure, prepared, stream
from tests.oracle.decisions import Decision, decisions, is_whole
from tests.oracle.rounded import in_cents
from tests.oracle.whole import Reached, solve_whole
from tests.planning.verify_plans import plan, rules
from tests.planning.whole_known import EXAMPLE, EXAMPLES, KNOWN, Known
from tests.programmes import random_answer, random_prepared
from tests.programmes.draft import read
from tests.programmes.whole import MOST_DECISIONS, WHOLE_SEEDS, whole_answer, whole_prepared, whole_programme


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.name)
def test_known_answers(known: Known) -> None:
    answer = solve_whole(prepared(**known.fields)).best
    assert answer is not None
    paid: Counter[tuple[str, int]] = Counter()
    for (_, who, year), euros in answer.spend.items():
        paid[who, year] += round(euros)
    assert {key: euros for key, euros in paid.items() if euros} == known.paid
    assert answer.worth == pytest.approx(known.worth, rel=1e-5)
    assert answer.lapsed == pytest.approx(known.lapsed, abs=1e-3)
    made = prepared(**known.fields)
    begun = {m: year for m, year in answer.decision.starts.items() if not made.measure[m].already_running}
    assert begun == known.chosen


def test_no_decisions_are_possible() -> None:
    """The run of les must go on, and costs 60 where there is 50."""
    les = measure("les", ("a", "school"), min_per_year=60, min_years=2, already_running=[2026])
    answer = solve_whole(prepared(years=1, streams=[stream("gemeente", 50)], measures=[les]))
    assert (answer.status, answer.best, answer.tried, answer.feasible) == ("infeasible", None, 1, 0)


def test_the_example_that_is_worked_out_by_hand() -> None:
    """examples/investeringen.md: its table of decisions, and its plan."""
    made = prepare(read_document((EXAMPLES / "investeringen.json").read_bytes()))
    answer = solve_whole(made)
    assert (answer.tried, answer.feasible) == (100, 34)
    assert answer.best is not None
    assert answer.runner_up is not None
    paid = {(who, year): round(euros) for (_, who, year), euros in answer.best.spend.items() if euros > 0.5}
    assert paid == EXAMPLE
    assert answer.best.growth == pytest.approx(50_000 * log(0.4 * 1.6), abs=0.01)
    assert (round(answer.best.worth, 2), round(answer.best.benefit, 2)) == (9_685.64, 32_000)
    assert round(answer.runner_up.worth, 2) == 7_685.64
    assert answer.best.decision.starts == {"gymzaal-b": 2027, "schooltuin-b": 2029}
    document = written(made, answer.best)
    assert verify(made, document).ok


@pytest.mark.parametrize("seed", [2, 7, 11, 24])
def test_without_whole_decisions_it_is_the_oracle_that_there_was(seed: int) -> None:
    made, known = random_prepared(seed), random_answer(seed)
    answer = solve_whole(made)
    assert answer.tried == 1
    assert answer.best is not None
    reached = (answer.best.lapsed, answer.best.shortfall, answer.best.growth)
    assert reached == pytest.approx((known.lapsed, known.shortfall, known.growth), rel=1e-6, abs=1e-3)


class TestProgrammes:
    """The random programmes are what they say they are, and whole decisions matter in them."""

    def test_the_same_seed_gives_the_same_programme(self) -> None:
        first = whole_programme(3)
        first["name"] = "another"
        assert whole_programme(3)["name"] == "Hele besluiten"

    def test_there_is_something_to_decide_and_not_too_much(self) -> None:
        for seed in WHOLE_SEEDS:
            answer = whole_answer(seed)
            assert 2 <= answer.feasible <= answer.tried <= MOST_DECISIONS, seed

    def test_kinds_occur(self) -> None:
        kinds: Counter[str] = Counter()
        for seed in WHOLE_SEEDS:
            document = whole_programme(seed)
            kinds[str(document["objective"])[:7]] += 1
            for each in document["measures"]:
                kinds["minimum"] += bool(each.get("min_per_year"))
                kinds["duration"] += each.get("min_years", 1) > 1
                kinds["running"] += bool(each.get("already_running"))
                kinds["investment"] += "profile" in each
                kinds["chain"] += "requires" in each
        assert min(kinds.values()) >= 15, kinds

    def test_the_best_is_often_clearly_the_best(self) -> None:
        """So that a planner that chooses wrong is found out: by more than a ten-thousandth of all money."""
        clear = 0
        for seed in WHOLE_SEEDS:
            answer, line = whole_answer(seed), sum(whole_prepared(seed).line.line.values()) / 100
            assert answer.best is not None
            clear += answer.runner_up is None or answer.best.worth - answer.runner_up.worth > 1e-4 * line
        assert clear >= 30

    def test_aims_and_money_that_lapses_occur(self) -> None:
        best = [answer.best for answer in map(whole_answer, WHOLE_SEEDS) if answer.best is not None]
        assert sum(one.shortfall > 1e-3 for one in best) >= 5
        assert sum(one.lapsed > 100 for one in best) >= 10

    def test_minimum_duration_start_and_chain_decide(self) -> None:
        """Without it, the best plan would be better (or there would be none: then it cannot be missed)."""
        decided: Counter[str] = Counter()
        for seed in range(0, len(WHOLE_SEEDS), 2):
            best, line = whole_answer(seed).best, sum(whole_prepared(seed).line.line.values()) / 100
            for what in ("minimum", "duration", "start", "chain"):
                document = _other(whole_programme(seed), what)
                if document is not None and best is not None:
                    other = solve_whole(prepare(read(document))).best
                    decided[what] += other is None or _differs(best, other, line)
        assert min(decided[what] for what in ("minimum", "duration", "start", "chain")) >= 5, decided


def _other(document: dict[str, Any], what: str) -> dict[str, Any] | None:
    """The document without minima, durations or chains, or with only the first start; None where it has none."""
    changed = False
    for each in document["measures"]:
        held = deepcopy(each)
        if what == "minimum":
            each["min_per_year"] = 0
        elif what == "duration":
            each["min_years"] = 1
        elif what == "chain":
            each["requires"] = []
        elif "profile" in each:
            each["start_years"] = (each["start_years"] or [2027])[:1]
        changed |= {k: v for k, v in each.items() if held.get(k, {"min_years": 1}.get(k, v and None)) != v} != {}
    return document if changed else None


def _differs(one: Reached, other: Reached, line: float) -> bool:
    parts = ((one.lapsed, other.lapsed, line), (one.worth, other.worth, line))
    short = ((one.largest, other.largest, 1.0), (one.shortfall, other.shortfall, 1.0))
    return any(abs(a - b) > 1e-4 * scale for a, b, scale in (*parts, *short))


class TestCheckerBesideOracle:
    """Written by different rules, they agree on what is allowed."""

    def test_the_checker_accepts_what_the_oracle_plans(self) -> None:
        for seed in WHOLE_SEEDS:
            made, best = whole_prepared(seed), whole_answer(seed).best
            assert best is not None
            document = written(made, best)
            verdict = verify(made, document)
            assert verdict.ok, (seed, [fault.sentence("en") for fault in verdict.faults])
            slack = 2 * len(document.spend) + 2
            assert float(document.objectives.benefit) == pytest.approx(best.benefit, abs=slack), seed

    def test_they_agree_on_every_decision(self) -> None:
        """Every pattern of years and every year to start, also those that are not allowed: paid at the minimum from
        money without end, the checker finds a fault exactly where the oracle has no such decision."""
        seen: Counter[bool] = Counter()
        caught: Counter[str] = Counter()
        for seed in WHOLE_SEEDS:
            made = _rich(whole_programme(seed))
            allowed = {_key(decision) for decision in decisions(made)}
            for decision in _some(Random(seed), made, 40):
                found = {rule for rule in rules(verify(made, _paid(made, decision))) if rule in WHOLE}
                fine = _key(decision) in allowed and _in_time(made, decision)
                assert bool(found) != fine, (seed, decision, found)
                seen[not found] += 1
                caught.update(found)
        assert min(seen.values()) >= 400, seen
        assert caught["min_duration"] >= 100, caught
        assert caught["measure_limits"] >= 100, caught
        assert caught["coherence"] >= 20, caught


WHOLE = {"min_duration", "measure_limits", "coherence", "chosen"}


def written(made: Prepared, best: Reached) -> PlanDocument:
    """The plan document of the oracle's plan, in whole cents."""
    spend, carried = in_cents(made, best)
    rows = [(*key, Decimal(amount).scaleb(-2)) for key, amount in spend.items() if amount]
    kept = {key: Decimal(amount).scaleb(-2) for key, amount in carried.items()}
    started = {m: t for m, t in best.decision.starts.items() if not made.measure[m].already_running}
    benefit = sum((Fraction(made.measure[m].benefit) for m in started), Fraction(0))
    for _, who, _, euros in rows:
        benefit += Fraction(made.measure[who].benefit) * Fraction(euros) * (made.measure[who].profile is None)
    bare = plan(made, *rows, carried=kept)
    return plan(
        made,
        *rows,
        carried=kept,
        chosen=[{"measure": m, "start": t} for m, t in started.items()],
        objectives={"lapsed": bare.objectives.lapsed, "benefit": Decimal(round(benefit * 100)).scaleb(-2)},
        aims=[row.model_dump() for row in report.aims(made, bare.spend, 1, "nl")],
    )


def _rich(document: dict[str, Any]) -> Prepared:
    """The programme with money for everything, whoever it is for."""
    term = range(document["start_year"], document["start_year"] + document["years"])
    streams = [{"id": "gemeente", "partner": "gemeente", "amounts": {str(year): 10**9 for year in term}}]
    return prepare(read({**document, "streams": streams, "commitments": [], "rules": {}}))


def _key(decision: Decision) -> tuple[Any, ...]:
    return tuple(sorted((m, tuple(sorted(on))) for m, on in decision.on.items())), tuple(
        sorted(decision.starts.items())
    )


def _in_time(made: Prepared, decision: Decision) -> bool:
    """Whether what a starting investment builds on could be paid by then, where that is no investment itself."""
    return all(
        decision.starts[m.id] - link.lag in made.years_of(made.measure[link.measure])
        for m in made.measures
        for link in m.requires
        if m.id in decision.starts and made.measure[link.measure].profile is None
    )


def _some(rng: Random, made: Prepared, count: int) -> list[Decision]:
    """Some of all decisions without any rule, some of those that are allowed among them."""
    ordinary = [m for m in made.measures if is_whole(m) and m.profile is None]
    invested = [m for m in made.measures if m.profile is not None]
    found = []
    for _ in range(count):
        on = {m.id: frozenset(y for y in made.years_of(m) if rng.random() < 0.5) for m in ordinary}
        begun = {m.id: rng.choice([None, *made.programme.term]) for m in invested}
        found.append(Decision(on, {m: start for m, start in begun.items() if start is not None}))
    allowed = list(itertools.islice(decisions(made), MOST_DECISIONS))
    return found + rng.sample(allowed, min(len(allowed), count // 2))


def _paid(made: Prepared, decision: Decision) -> PlanDocument:
    """Every decision paid: minima, and the part of a profile that lies in the term; what an investment that starts
    builds on is paid in full."""
    rows: dict[tuple[str, int], int] = {}
    for m in made.measures:
        for year in made.years_of(m):
            if m.profile is not None:
                since = year - decision.starts.get(m.id, year + 1)
                rows[m.id, year] = made.nominal(m, m.profile[since], year) if 0 <= since < len(m.profile) else 0
            elif is_whole(m) and year in decision.on[m.id]:
                rows[m.id, year] = max(100, made.nominal(m, m.min_per_year, year))
    for m in made.measures:
        for link in m.requires:
            base = made.measure[link.measure]
            if m.id in decision.starts and base.max_per_year is not None:
                for year in made.years_of(base):
                    rows[base.id, year] = made.nominal(base, base.max_per_year, year)
    paid = [("gemeente", who, year, Decimal(amount).scaleb(-2)) for (who, year), amount in rows.items() if amount]
    return plan(made, *paid, chosen=[{"measure": m, "start": year} for m, year in decision.starts.items()])
