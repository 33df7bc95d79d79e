"""Rules from year to year: persistence and ramp-up."""

from __future__ import annotations

from planning.optimiser.figures import Figures
from planning.optimiser.linear import About, Model, Terms


def persistence(model: Model) -> None:
    """Y[c,t]/p[t] ≥ (1−max_drop)·Y[c,t−1]/p[t−1], times p[t]; year one only with a baseline. Nominal."""
    figures, rule = model.figures, model.figures.rules.persistence
    if rule is None:
        return
    keep = 1.0 - float(rule.max_drop)
    for c in range(len(figures.cells)):
        if rule.cells == "focus" and c not in figures.focus:
            continue
        for t in range(0 if c in figures.baseline else 1, len(figures.years)):
            terms, right = _step(model, c, t, keep)
            if terms or right > 0:
                about = _about(figures, "persistence", c, t)
                model.rule(about, terms, ">=", right, rule.strength, figures.line[c][t])


def ramp_up(model: Model) -> None:
    """Y[c,t]/p[t] ≤ (1+max_growth)·Y[c,t−1]/p[t−1] + max_growth·L[c,t]/p[t], times p[t]. Nominal.

    The first year in which the cell can be paid is free, unless a baseline precedes the term.
    """
    figures, rule = model.figures, model.figures.rules.ramp_up
    if rule is None:
        return
    growth = float(rule.max_growth)
    for c in range(len(figures.cells)):
        for t in range(_ramp_start(figures, c), len(figures.years)):
            terms, right = _step(model, c, t, 1.0 + growth)
            if (c, t) in model.money:
                most = right + growth * figures.line[c][t]
                about = _about(figures, "ramp_up", c, t)
                model.rule(about, terms, "<=", most, rule.strength, figures.line[c][t])


def _ramp_start(figures: Figures, c: int) -> int:
    if not any(figures.line[c]):
        return len(figures.years)
    if c in figures.baseline:
        return 0
    return next((t + 1 for t, can in enumerate(figures.payable[c]) if can), len(figures.years))


def _step(model: Model, c: int, t: int, factor: float) -> tuple[Terms, float]:
    """Y[c,t] − factor·Y[c,t−1]·p[t]/p[t−1] as terms, and what of it is fixed on the other side."""
    figures = model.figures
    follow = factor * figures.real(t) / figures.real(t - 1)
    terms: Terms = {model.money[c, t]: 1.0} if (c, t) in model.money else {}
    if t == 0:
        return terms, follow * figures.baseline[c] - figures.regular[c][t]
    if (c, t - 1) in model.money:
        terms[model.money[c, t - 1]] = -follow
    return terms, follow * figures.regular[c][t - 1] - figures.regular[c][t]


def _about(figures: Figures, rule: str, c: int, t: int) -> About:
    wijk, domain = figures.cells[c]
    return About(rule, f"/rules/{rule}", figures.years[t], wijk=wijk, domain=domain)
