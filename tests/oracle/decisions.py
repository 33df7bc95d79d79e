"""Every set of whole decisions that docs/formulation.md allows, written out one by one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from planning.prepared import Prepared
from planning.programme import Measure


@dataclass(frozen=True)
class Decision:
    """In which years each measure with a minimum or a duration is on, and when each investment starts.

    `on` has every such measure. `starts` has the investments that start, those that were running too.
    """

    on: Mapping[str, frozenset[int]] = field(default_factory=dict)
    starts: Mapping[str, int] = field(default_factory=dict)


def is_whole(measure: Measure) -> bool:
    """Whether a measure asks for whole decisions."""
    return measure.profile is not None or measure.min_per_year > 0 or measure.min_years > 1


def decisions(prepared: Prepared) -> Iterator[Decision]:
    """All that is allowed, in an order that never changes: nothing at all comes first where it is allowed."""
    ordinary = [m for m in prepared.measures if is_whole(m) and m.profile is None]
    invested = [m for m in prepared.measures if m.profile is not None]
    for years in itertools.product(*(patterns(prepared, m) for m in ordinary)):
        on = {m.id: chosen for m, chosen in zip(ordinary, years, strict=True)}
        for begun in itertools.product(*(starts(prepared, m) for m in invested)):
            found = {m.id: start for m, start in zip(invested, begun, strict=True) if start is not None}
            if all(in_turn(prepared, m, found) for m in invested):
                yield Decision(on, found)


def patterns(prepared: Prepared, measure: Measure) -> list[frozenset[int]]:
    """The sets of years in which a measure may be on."""
    years = list(prepared.years_of(measure))
    every = itertools.chain.from_iterable(itertools.combinations(years, n) for n in range(len(years) + 1))
    return [frozenset(on) for on in every if goes_on(prepared, measure, frozenset(on))]


def goes_on(prepared: Prepared, measure: Measure, on: frozenset[int]) -> bool:
    """Whether each start, one before the term that still runs included, is followed by enough years."""
    years = prepared.years_of(measure)
    first = prepared.programme.start_year
    ran = set(measure.already_running) if first in years else set()
    earlier = {year for year in ran if all(between in ran for between in range(year, first))}
    whole = on | earlier
    begun = [year for year in whole if year - 1 not in whole]
    must = {year + i for year in begun for i in range(measure.min_years)}
    return {year for year in must if year in years} <= on


def starts(prepared: Prepared, measure: Measure) -> list[int | None]:
    """The years in which an investment may start, None for not at all; of one that was running its start."""
    if measure.already_running:
        return [min(measure.already_running)]
    years, length = prepared.years_of(measure), len(measure.profile or ())
    wanted = prepared.programme.term if measure.start_years is None else dict.fromkeys(measure.start_years)
    return [None, *(start for start in wanted if all(start + i in years for i in range(length)))]


def done(prepared: Prepared, found: Mapping[str, int], investment: str, year: int) -> bool:
    """Whether an investment was finished before a year."""
    return investment in found and found[investment] + len(prepared.measure[investment].profile or ()) <= year


def in_turn(prepared: Prepared, measure: Measure, found: Mapping[str, int]) -> bool:
    """Whether an investment starts after the investments that it requires."""
    start = found.get(measure.id)
    links = [link for link in measure.requires if prepared.measure[link.measure].profile is not None]
    if start is None or measure.already_running:
        return True
    return all(done(prepared, found, link.measure, start - link.lag) for link in links)
