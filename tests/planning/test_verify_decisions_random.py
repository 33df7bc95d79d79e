"""Random plans with whole decisions pass the checker; with one thing changed by one unit they do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from planning.plan import PlanDocument
from planning.prepared import Prepared
from planning.report import benefit
from planning.verify import verify
from tests.builders import measure, prepared, stream
from tests.planning.verify_plans import plan, rules

START = 2027
MUCH = 100_000
CENT = Decimal("0.01")


@dataclass
class Drawn:
    """A programme, the payments (euros by measure and year) of a plan that keeps all its rules, and its starts."""

    made: Prepared
    paid: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)

    def plan(self, paid: Any = None, starts: Any = None, more: Decimal = Decimal(0)) -> PlanDocument:
        """The plan document, with other payments or starts, and a benefit that is `more` than it should be."""
        paid, starts = self.paid if paid is None else paid, self.starts if starts is None else starts
        rows = [("gemeente", who, year, euros) for (who, year), euros in paid.items() if euros]
        lapsed = self.made.programme.years * MUCH - sum(paid.values())
        said = {"lapsed": lapsed, "benefit": self.benefit(paid, starts) + more}
        chosen = [{"measure": who, "start": year} for who, year in starts.items()]
        return plan(self.made, *rows, chosen=chosen, objectives=said)

    def benefit(self, paid: Any, starts: Any) -> Decimal:
        measures = self.made.programme.measures
        per_euro = {m.id: Fraction(m.benefit) for m in measures if m.profile is None}
        total = sum((per_euro.get(who, Fraction(0)) * Fraction(euros) for (who, _), euros in paid.items()), Fraction(0))
        total += sum((Fraction(m.benefit) for m in measures if m.id in starts), Fraction(0))
        return Decimal(round(total * 100)).scaleb(-2)


def allowed(pattern: str, before: str, least: int) -> bool:
    """Whether no run in a pattern of years ("1" is on), after the years `before` the term, is too short.

    A run may be short at the very end, or when it ended before the term.
    """
    runs = re.finditer("1+", before + pattern)
    return all(run.end() < len(before) or run.end() == len(before + pattern) or len(run[0]) >= least for run in runs)


def drawn(rng: Random) -> Drawn:
    years = rng.randint(3, 6)
    rows = [_ordinary(rng, f"m{i}", years) for i in range(rng.randint(1, 3))]
    rows += [_investment(rng, f"p{i}", years) for i in range(rng.randint(1, 3))]
    chained = {"requires": [{"measure": "p0", "lag": rng.randint(0, 1), "share": rng.choice([0.5, 1, 2])}]}
    rows.append(measure("na", ("a", "school"), max_per_year=500, benefit=rng.choice([0, 0.37]), **chained))
    index = {"default": rng.choice([0, 0.02, 0.035]), "by_year": {"2028": rng.choice([-0.01, 0.04])}}
    found = Drawn(prepared(years=years, streams=[stream("gemeente", *[MUCH] * years)], measures=rows, index=index))
    for each in found.made.programme.measures:
        if each.profile is not None:
            _choose(rng, found, each)
        elif each.id != "na":
            _pay(rng, found, each)
    done = finish(found)
    for year in found.made.programme.term:
        if done is not None and year >= done and rng.random() < 0.6:
            found.paid["na", year] = Decimal(rng.randint(1, 400))
    return found


def _ordinary(rng: Random, identifier: str, years: int) -> dict[str, Any]:
    least = rng.choice([0, 40, 99.99])
    last = START + years - 1
    return measure(
        identifier,
        ("a", "school"),
        min_per_year=least,
        min_years=rng.choice([2, 3, 3]) if least == 0 else rng.choice([1, 2, 3]),
        max_per_year=rng.choice([None, 400]),
        indexed=rng.random() < 0.5,
        first_year=rng.choice([START, START, START + 1]),
        last_year=rng.choice([last, last, last - 1]),
        already_running=rng.choice([[], [], [START - 1], [START - 2, START - 1]]),
        benefit=rng.choice([0, 0.5, 0.0125]),
    )


def _investment(rng: Random, identifier: str, years: int) -> dict[str, Any]:
    profile = [rng.choice([0, 55, 120.55, 300]) for _ in range(rng.randint(0, 2))] + [rng.randint(1, 200)]
    running = rng.choice([[], [], [], [START - rng.randint(1, 3)]])
    wanted = sorted(rng.sample(range(START, START + years), rng.randint(1, years)))
    return measure(
        identifier,
        ("a", "school"),
        profile=profile,
        start_years=rng.choice([None, wanted]),
        already_running=running,
        indexed=rng.random() < 0.5,
        benefit=rng.choice([0, 12.345, 7]),
    )


def _pay(rng: Random, found: Drawn, each: Any) -> None:
    """One of the patterns that a duration allows, with payments at the minimum or above it."""
    years = list(found.made.years_of(each))
    first = years[0] == START
    before = "".join("1" if START - 3 + i in each.already_running and first else "0" for i in range(3))
    every = [f"{number:0{len(years)}b}" for number in range(2 ** len(years))]
    pattern = rng.choice([p for p in every if allowed(p, before, each.min_years)])
    for year, on in zip(years, pattern, strict=True):
        least = max(minimum(found.made, each, year), Decimal(1 if each.min_years > 1 else 0))
        if on == "1":
            found.paid[each.id, year] = rng.choice([least, least + rng.randint(0, 200)])


def minimum(made: Prepared, each: Any, year: int) -> Decimal:
    return Decimal(made.nominal(each, each.min_per_year, year)).scaleb(-2)


def _choose(rng: Random, found: Drawn, each: Any) -> None:
    years, last = len(each.profile), found.made.programme.term[-1]
    if each.already_running:
        start = min(each.already_running)
    else:
        fits = [y for y in (each.start_years or found.made.programme.term) if y + years - 1 <= last]
        start = rng.choice([*fits, None])
        if start is None:
            return
        found.starts[each.id] = start
    for year in found.made.programme.term:
        if start <= year < start + years:
            found.paid[each.id, year] = Decimal(found.made.nominal(each, each.profile[year - start], year)).scaleb(-2)


def finish(found: Drawn) -> int | None:
    """The first year in which what builds on p0 can be paid."""
    first = found.made.measure["p0"]
    start = min(first.already_running) if first.already_running else found.starts.get("p0")
    return None if start is None else start + len(first.profile) + found.made.measure["na"].requires[0].lag


def changes(rng: Random, found: Drawn) -> Iterator[tuple[str, str, PlanDocument]]:
    """(what was changed, the rule that must catch it, the plan with that change)."""
    for (who, year), euros in found.paid.items():
        each = found.made.measure[who]
        if each.profile is not None:
            other = euros + (rng.choice([1, -1]) if euros else 1) * CENT
            yield "profile", "measure_limits", found.plan({**found.paid, (who, year): other})
        elif who != "na":
            least = minimum(found.made, each, year)
            if least > CENT:
                yield "minimum", "measure_limits", found.plan({**found.paid, (who, year): least - CENT})
            elif each.min_years > 1:
                yield "unit", "measure_limits", found.plan({**found.paid, (who, year): 1 - CENT})
            yield from _stopped(found, each, year)
    for who, start in found.starts.items():
        yield "chosen_year", "chosen", found.plan(starts={**found.starts, who: start + rng.choice([1, -1])})
        fewer = {other: year for other, year in found.starts.items() if other != who}
        yield "chosen_row", "chosen", _same_benefit(found, fewer)
    done = finish(found)
    for year in found.made.programme.term:
        if done is None or year < done:
            yield "chain", "coherence", found.plan({**found.paid, ("na", year): CENT})
    yield "benefit", "objectives", found.plan(more=rng.choice([1, -1]) * CENT)


def _same_benefit(found: Drawn, starts: dict[str, int]) -> PlanDocument:
    return found.plan(starts=starts, more=found.benefit(found.paid, found.starts) - found.benefit(found.paid, starts))


def _stopped(found: Drawn, each: Any, year: int) -> Iterator[tuple[str, str, PlanDocument]]:
    """One year less, where a run is too short then."""
    years = found.made.years_of(each)
    before = "".join("1" if START - 3 + i in each.already_running and years[0] == START else "0" for i in range(3))
    pattern = "".join("1" if found.paid.get((each.id, y)) and y != year else "0" for y in years)
    if not allowed(pattern, before, each.min_years):
        yield "duration", "min_duration", found.plan({**found.paid, (each.id, year): Decimal(0)})


def test_one_unit_or_one_year_is_caught() -> None:
    caught: Counter[str] = Counter()
    for seed in range(60):
        rng = Random(seed)
        found = drawn(rng)
        document = found.plan()
        verdict = verify(found.made, document)
        assert benefit(found.made, document.spend, document.chosen) == document.objectives.benefit
        assert rules(verdict) == [], (seed, [fault.sentence("en") for fault in verdict.faults])
        for what, rule, changed in changes(rng, found):
            assert rules(verify(found.made, changed)) == [rule], (seed, what)
            caught[what] += 1
    # It bites: every kind of change was made, often.
    assert set(caught) == {
        "profile",
        "minimum",
        "unit",
        "duration",
        "chosen_year",
        "chosen_row",
        "chain",
        "benefit",
    }
    assert min(caught.values()) >= 30, caught
