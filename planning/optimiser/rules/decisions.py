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
        if measure.min_years > 1:
            for t in years:
                _year(model, m, t)


def _year(model: Model, m: int, t: int) -> None:
    """The rows of one measure and year."""
    figures, on, start = model.figures, model.on[m, t], model.start[m, t]
    measure = figures.measures[m]
    pointer = f"{figures.measure_pointer[measure.id]}/min_years"
    about = About("min_duration", pointer, figures.years[t], measure=measure.id)
    before = model.on.get((m, t - 1))
    earlier: Terms = {} if before is None else {before: 1.0}
    was_on = 1.0 if t == 0 and figures.ran(m) else 0.0
    model.row(about, {on: 1.0, start: -1.0, **{column: -1.0 for column in earlier}}, "<=", was_on)
    model.row(about, {start: 1.0, **earlier}, "<=", 1.0 - was_on)
    recent = range(max(0, t - measure.min_years + 1), t + 1)
    terms: Terms = {model.start[m, tau]: 1.0 for tau in recent if (m, tau) in model.start}
    model.row(about, {**terms, on: -1.0}, "<=", 0.0)
    if t < figures.runs_on(m):
        model.row(about, {on: 1.0}, ">=", 1.0)
