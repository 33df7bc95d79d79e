"""Whole decisions: minima, durations, and investments that are all or nothing. To the cent, from payments alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from planning.plan import Chosen
from planning.prepared import Prepared
from planning.programme import Measure
from planning.verify.exact import CENTS
from planning.verify.figures import Figures
from planning.verify.record import Record


@dataclass(frozen=True)
class Investment:
    """An investment as its payments show it.

    Attributes:
        start: calendar year of its start, before the term where it was already running; None: it does not start.
        sure: whether its payments are exactly those of that start; else it is the start they come nearest to.
    """

    measure: Measure
    start: int | None
    sure: bool

    @property
    def starts(self) -> bool:
        """Whether it starts in the term, so that it was for the plan to choose."""
        return self.start is not None and not self.measure.already_running

    def finished(self, year: int) -> bool:
        """Whether all years of its profile lie before a year."""
        return self.start is not None and self.start + _length(self.measure) <= year


def _length(measure: Measure) -> int:
    return len(measure.profile or ())


def measure_minima(record: Record, figures: Figures) -> None:
    """y[m,t] = 0 or y[m,t] ≥ min[m,t]; with `min_years` above 1 also at least a unit of rounding. Cents, exact."""
    rows = 0
    for i, measure in enumerate(figures.programme.measures):
        if measure.profile is not None or not (measure.min_per_year > 0 or measure.min_years > 1):
            continue
        for year in figures.prepared.years_of(measure):
            rows += 1
            spent = figures.total.get((measure.id, year), 0)
            least = figures.prepared.nominal(measure, measure.min_per_year, year)
            if measure.min_years > 1:
                least = max(least, figures.unit)
            if 0 < spent < least:
                pointer = f"/measures/{i}/{'min_per_year' if measure.min_per_year > 0 else 'min_years'}"
                record.in_programme(
                    "measure_limits",
                    pointer,
                    least - spent,
                    year,
                    "measure_limits.minimum",
                    measure=measure.label,
                    expected=least,
                )
    record.checked("measure_limits", rows)


def min_duration(record: Record, figures: Figures) -> None:
    """Once started, a measure is on (paid) for `min_years` years, or to its last year. Years, exact."""
    rows = 0
    for i, measure in enumerate(figures.programme.measures):
        if measure.profile is not None or measure.min_years < 2:
            continue
        years = figures.prepared.years_of(measure)
        rows += len(years)
        for first, ran in _runs(figures, measure, years):
            short = min(measure.min_years - ran, years.stop - first - ran)
            if short > 0:
                record.in_programme(
                    "min_duration",
                    f"/measures/{i}/min_years",
                    short,
                    first + ran,
                    measure=measure.label,
                    ran=ran,
                    least=measure.min_years,
                )
    record.checked("min_duration", rows, unit="rows")


def _runs(figures: Figures, measure: Measure, years: range) -> Iterator[tuple[int, int]]:
    """First year and length of every run of years in which a measure is on, one from before the term included."""
    before = figures.programme.start_year - 1
    first = before + 1
    while before + 1 in years and first - 1 in measure.already_running:
        first -= 1
    ran = before + 1 - first
    for year in years:
        if figures.total.get((measure.id, year), 0):
            first, ran = (first, ran + 1) if ran else (year, 1)
        elif ran:
            yield first, ran
            ran = 0
    if ran:
        yield first, ran


def investments(record: Record, figures: Figures, chosen: Sequence[Chosen]) -> dict[str, Investment]:
    """y[m,t] = profile[t−τ] from one allowed start τ in every year, or nothing. Cents, exact.

    Returns the investments by measure id. What is `chosen` says nothing here, but for an investment that costs nothing.
    """
    claimed = {row.measure: row.start for row in chosen}
    found: dict[str, Investment] = {}
    for i, measure in enumerate(figures.programme.measures):
        if measure.profile is None:
            continue
        starts = {start: _differences(figures, measure, start) for start in _starts(figures.prepared, measure)}
        # No start leaves the same payments as another, unless both cost nothing.
        nearest = min(starts, key=lambda s: (sum(starts[s].values()), s != claimed.get(measure.id)))
        wrong = {year: out for year, out in starts[nearest].items() if out}
        found[measure.id] = Investment(measure, nearest, not wrong)
        if wrong:
            where = f"/measures/{i}/profile"
            code = "measure_limits.profile"
            record.in_programme("measure_limits", where, sum(wrong.values()), min(wrong), code, measure=measure.label)
    record.checked("measure_limits", len(found) * figures.programme.years)
    return found


def _starts(prepared: Prepared, measure: Measure) -> list[int | None]:
    """Every year in which an investment may start (None: not at all); of one that was running the year it did."""
    if measure.already_running:
        return [min(measure.already_running)]
    years = prepared.years_of(measure)
    fits = range(years.start, years.stop - _length(measure) + 1)
    return [None, *(year for year in fits if measure.start_years is None or year in measure.start_years)]


def _differences(figures: Figures, measure: Measure, start: int | None) -> dict[int, int]:
    """By year of the term, how many cents the payments differ from the profile with this start."""
    found = {}
    for year in figures.programme.term:
        due = 0
        if start is not None and measure.profile is not None and 0 <= year - start < _length(measure):
            due = figures.prepared.nominal(measure, measure.profile[year - start], year)
        found[year] = abs(figures.total.get((measure.id, year), 0) - due)
    return found


def chosen(record: Record, rows: Sequence[Chosen], found: Mapping[str, Investment]) -> None:
    """One row for every investment that starts in the term, with the year in which its payments start."""
    seen: set[str] = set()
    for i, row in enumerate(rows):
        investment = found.get(row.measure)
        if investment is None:
            continue  # `papers.mentions` says so
        if row.measure in seen:
            record.in_plan("doubles", f"/chosen/{i}", "doubles", year=row.start)
        seen.add(row.measure)
        label = investment.measure.label
        if investment.sure and not (investment.starts and investment.start == row.start):
            record.in_plan("chosen", f"/chosen/{i}", "chosen.wrong", year=row.start, measure=label)
    for measure, investment in found.items():
        label = investment.measure.label
        if investment.sure and investment.starts and measure not in seen:
            record.in_plan("chosen", "/chosen", "chosen.missing", year=investment.start, measure=label)
    record.checked("chosen", len(found), unit="rows")


def benefit(figures: Figures, found: Mapping[str, Investment]) -> Fraction:
    """Σ benefit·y of measures without a profile, and the benefit of each investment that starts. Cents."""
    total = Fraction(0)
    for measure in figures.prepared.measures:
        if measure.profile is None:
            amount = sum(figures.total.get((measure.id, year), 0) for year in figures.programme.term)
        else:
            amount = CENTS if found[measure.id].starts else 0
        total += Fraction(measure.benefit) * amount
    return total
