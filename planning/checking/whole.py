"""Whole decisions that cannot be, or that can only be no: minima, durations and investments against money and years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planning.checking.investments import Investments
from planning.checking.profiles import due, starts
from planning.checking.supply import Supply
from planning.messages.wording import money_pair
from planning.money import CENTS_PER_EURO
from planning.prepared import Prepared
from planning.problems import Problem
from planning.programme import Measure


def whole_errors(prepared: Prepared, supply: Supply, investments: Investments) -> Iterator[Problem]:
    """What no plan can do: commitments and runs from before the term that ask a decision that is not there."""
    for number, measure in enumerate(prepared.programme.measures):
        if measure.profile is not None and measure.already_running:
            yield from _running(prepared, investments, measure, f"/measures/{number}")
        elif measure.profile is not None:
            yield from _committed_start(prepared, investments, measure)
        elif measure.min_per_year > 0 or measure.min_years > 1:
            yield from _committed_minimum(prepared, supply, investments, measure)
            yield from _forced(prepared, supply, measure, f"/measures/{number}/already_running")
            yield from _forced_early(prepared, investments, measure, f"/measures/{number}/requires")


def whole_warnings(prepared: Prepared, supply: Supply, investments: Investments) -> Iterator[Problem]:
    """What can only be left undone, and what lasts shorter or is surer than it seems."""
    for number, measure in enumerate(prepared.programme.measures):
        pointer = f"/measures/{number}"
        if measure.profile is None:
            yield from _minimum_never(prepared, supply, measure, pointer)
            yield from _long(prepared, measure, pointer)
            yield from _waits_for_ever(prepared, investments, measure, pointer)
        elif not measure.already_running:
            yield from _never_or_surely(prepared, investments, measure, pointer)


def _running(prepared: Prepared, investments: Investments, measure: Measure, pointer: str) -> Iterator[Problem]:
    """What is left of a running investment: in its years, with money, and no less than is committed."""
    (start,) = starts(prepared, measure)
    years = prepared.years_of(measure)
    outside = tuple(y for y, amount in due(prepared, measure, start).items() if amount and y not in years)
    if outside:
        about = {"measure": measure.label, "years": outside}
        yield Problem(f"{pointer}/already_running", "check.running_outside", about)
    elif not investments.affordable[measure.id]:
        yield Problem(f"{pointer}/already_running", "check.running_unpaid", {"measure": measure.label})
    if not investments.keeps_commitments(measure, start):
        yield _commitment(prepared, measure, "check.profile_commitment")


def _committed_start(prepared: Prepared, investments: Investments, measure: Measure) -> Iterator[Problem]:
    """Commitments to an investment ask a start: one whose profile has room for them, and that can be."""
    if not investments.committed[measure.id] or investments.starts[measure.id]:
        return
    fits = any(investments.keeps_commitments(measure, start) for start in starts(prepared, measure))
    yield _commitment(prepared, measure, "check.start_commitment" if fits else "check.profile_commitment")


def _commitment(prepared: Prepared, measure: Measure, code: str) -> Problem:
    """A problem at the first commitment to a measure."""
    rows = enumerate(prepared.programme.commitments)
    number = next(
        i for i, row in rows if row.measure == measure.id and row.amount > 0 and row.stream in prepared.stream
    )
    return Problem(f"/commitments/{number}", code, {"measure": measure.label})


def _committed_minimum(
    prepared: Prepared, supply: Supply, investments: Investments, measure: Measure
) -> Iterator[Problem]:
    """A commitment makes that the measure is on, and then it needs its minimum."""
    for year in investments.committed[measure.id]:
        least, most = _least(prepared, measure, year), _most(supply, investments.committed[measure.id], measure, year)
        if most < least:
            asked, there = money_pair(least, most)
            about = {"measure": measure.label, "year": year, "asked": asked, "there": there}
            first = _commitment(prepared, measure, "check.minimum_commitment")
            yield Problem(first.pointer, first.code, about)
            return


def _forced(prepared: Prepared, supply: Supply, measure: Measure, pointer: str) -> Iterator[Problem]:
    """A run from before the term that is not long enough yet goes on: in those years its minimum must be there."""
    if not measure.cells:
        return  # an office gets what is committed to it
    for year in _forced_years(prepared, measure):
        least, most = _least(prepared, measure, year), _most(supply, {}, measure, year)
        if most < least:
            asked, there = money_pair(least, most)
            about = {"measure": measure.label, "year": year, "asked": asked, "there": there}
            yield Problem(pointer, "check.running_minimum", about)
            return


def _forced_early(prepared: Prepared, investments: Investments, measure: Measure, pointer: str) -> Iterator[Problem]:
    """A run from before the term that goes on, and builds on what cannot be there in time."""
    for number, link in enumerate(measure.requires):
        for year in _forced_years(prepared, measure):
            if investments.degree(link, year - link.lag) == 0:
                about = {"measure": measure.label, "year": year, "required": prepared.measure[link.measure].label}
                yield Problem(f"{pointer}/{number}", "check.running_early", about)
                return


def _forced_years(prepared: Prepared, measure: Measure) -> range:
    """The years in which a measure is on because it ran before the term."""
    years, ran = prepared.years_of(measure), _ran(prepared, measure)
    return years[: max(0, measure.min_years - ran)] if ran else years[:0]


def _ran(prepared: Prepared, measure: Measure) -> int:
    """How many years a measure ran without a break up to the term, where it can go on in its first year."""
    first, ran = prepared.programme.start_year, 0
    if first in prepared.years_of(measure):
        while first - 1 - ran in measure.already_running:
            ran += 1
    return ran


def _least(prepared: Prepared, measure: Measure, year: int) -> int:
    """Cents that a measure gets at least in a year in which it is on."""
    least = prepared.nominal(measure, measure.min_per_year, year)
    return max(least, CENTS_PER_EURO) if measure.min_years > 1 else least


def _most(supply: Supply, committed: Mapping[int, int], measure: Measure, year: int) -> int:
    """The most that a measure can get in a year: of its streams, and of an office what is committed to it."""
    t = year - supply.years[0]
    payers = supply.payers[measure.id].items()
    most = sum(supply.purses[stream].have[t] for stream, years in payers if years >> t & 1)
    return most if measure.cells else min(most, committed.get(year, 0))


def _minimum_never(prepared: Prepared, supply: Supply, measure: Measure, pointer: str) -> Iterator[Problem]:
    """A minimum that the streams that may pay it can reach in no year."""
    if measure.min_per_year == 0 or not measure.cells:
        return
    by_year = {year: _most(supply, {}, measure, year) for year in prepared.years_of(measure)}
    if not any(by_year.values()) or any(most >= _least(prepared, measure, year) for year, most in by_year.items()):
        return  # `check.measure_unpaid` says that nobody pays it
    best = max(by_year, key=lambda year: (by_year[year], -year))
    asked, there = money_pair(_least(prepared, measure, best), by_year[best])
    about = {"measure": measure.label, "asked": asked, "there": there, "year": best}
    yield Problem(f"{pointer}/min_per_year", "check.minimum_never", about)


def _long(prepared: Prepared, measure: Measure, pointer: str) -> Iterator[Problem]:
    """More years than the measure has in the term: then it goes on to its last year."""
    years = prepared.years_of(measure)
    if measure.min_years > len(years) + _ran(prepared, measure) and len(years) > 0:
        about = {"measure": measure.label, "asked": measure.min_years, "there": len(years), "last": years[-1]}
        yield Problem(f"{pointer}/min_years", "check.duration_long", about)


def _waits_for_ever(prepared: Prepared, investments: Investments, measure: Measure, pointer: str) -> Iterator[Problem]:
    """A measure that builds on an investment that is never finished in time."""
    years = prepared.years_of(measure)
    for number, link in enumerate(measure.requires):
        base = prepared.measure[link.measure]
        if base.profile is not None and len(years) and not investments.finished(base, years[-1] - link.lag):
            about = {"measure": measure.label, "required": base.label, "last": years[-1]}
            yield Problem(f"{pointer}/requires/{number}", "check.chain_never", about)


def _never_or_surely(prepared: Prepared, investments: Investments, measure: Measure, pointer: str) -> Iterator[Problem]:
    """An investment that cannot start, with the first reason why; or that must, because it is committed to."""
    about = {"measure": measure.label}
    if investments.committed[measure.id]:
        if len(investments.starts[measure.id]) == 1:
            (start,) = investments.starts[measure.id]
            yield Problem(pointer, "check.start_sure", {**about, "year": start})
        return
    fits = starts(prepared, measure)
    paid = investments.affordable[measure.id]
    if not fits:
        field = "profile" if measure.start_years is None else "start_years"
        yield Problem(f"{pointer}/{field}", "check.start_never", about)
    elif not paid:
        yield Problem(f"{pointer}/profile", "check.start_unpaid", about)
    elif not investments.starts[measure.id]:
        link = investments.late(measure, paid[-1])
        number = 0 if link is None else measure.requires.index(link)
        required = prepared.measure[measure.requires[number].measure].label
        yield Problem(f"{pointer}/requires/{number}", "check.start_late", {**about, "required": required})
