"""The rule that whole decisions over the years obey: a measure that has started goes on."""

from __future__ import annotations

from planning.optimiser.linear import About, Model, Terms


def min_duration(model: Model) -> None:
    """Σ_{t−min_years<τ≤t} start[m,τ] ≤ on[m,t], and start[m,t] = 1 exactly where on[m,t] = 1 and on[m,t−1] = 0.

    With these facets the on-and-off years of one measure have whole corners (Rajan and Takriti 2005, IBM Research
    Report RC23628). A run that began before the term goes on until it has had its years.
    """
    for m, measure in enumerate(model.figures.measures):
        years = [t for t in range(len(model.figures.years)) if (m, t) in model.on]
        if measure.min_years > 1 and years:
            ran = _years_run(model, m) if years[0] == 0 else 0
            for t in years:
                _year(model, m, t, ran)


def _year(model: Model, m: int, t: int, ran: int) -> None:
    """The rows of one measure and year; `ran` is how many years it ran without a break up to the term."""
    figures, on, start = model.figures, model.on[m, t], model.start[m, t]
    measure = figures.measures[m]
    about = About("min_duration", f"{figures.measure_pointer[measure.id]}/min_years", figures.years[t], None, measure.id)
    before = model.on.get((m, t - 1))
    earlier: Terms = {} if before is None else {before: 1.0}
    was_on = 1.0 if t == 0 and ran else 0.0
    model.row(about, {on: 1.0, start: -1.0, **{column: -1.0 for column in earlier}}, "<=", was_on)
    model.row(about, {start: 1.0, **earlier}, "<=", 1.0 - was_on)
    recent = range(max(0, t - measure.min_years + 1), t + 1)
    terms: Terms = {model.start[m, tau]: 1.0 for tau in recent if (m, tau) in model.start}
    model.row(about, {**terms, on: -1.0}, "<=", 0.0)
    if ran and t < measure.min_years - ran:
        model.row(about, {on: 1.0}, ">=", 1.0)


def _years_run(model: Model, m: int) -> int:
    """Years without a break, up to and including the year before the term, in which a measure already ran."""
    run = set(model.figures.measures[m].already_running)
    count = 0
    while model.figures.years[0] - 1 - count in run:
        count += 1
    return count
