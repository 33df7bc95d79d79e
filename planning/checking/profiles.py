"""Investments by their years alone: when they fit, and what is due."""

from __future__ import annotations

from planning.prepared import Prepared
from planning.programme import Measure


def starts(prepared: Prepared, measure: Measure) -> list[int]:
    """The years from which the whole profile lies in the years of the measure; of a running one its start."""
    if measure.already_running:
        return [min(measure.already_running)]
    years = prepared.years_of(measure)
    fits = range(years.start, years.stop - len(measure.profile or ()) + 1)
    return [year for year in fits if measure.start_years is None or year in measure.start_years]


def due(prepared: Prepared, measure: Measure, start: int) -> dict[int, int]:
    """Cents of an investment that starts in a year, by year of the term in which its profile runs."""
    profile = measure.profile or ()
    return {
        year: prepared.nominal(measure, profile[year - start], year)
        for year in prepared.programme.term
        if 0 <= year - start < len(profile)
    }


def most_due(prepared: Prepared, measure: Measure) -> dict[int, int]:
    """The most that is due by year of the term, whatever the start."""
    found = dict.fromkeys(prepared.programme.term, 0)
    begun = set(starts(prepared, measure))
    for since, real in enumerate(measure.profile or ()):
        for year in found:
            if year - since in begun:
                found[year] = max(found[year], prepared.nominal(measure, real, year))
    return found
