"""Rules of the measures: limits, chains, staff, structural cover."""

from __future__ import annotations

from collections import defaultdict

from planning.optimiser.linear import About, Model, Terms
from planning.programme import Requirement


def measure_limits(model: Model) -> None:
    """y[m,t] ≤ max[m,t]; an office gets what its commitments ask. Nominal, thousands of euros."""
    figures = model.figures
    for (m, t), limit in figures.limit.items():
        payments = model.paid_to.get((m, t), [])
        if payments:
            measure = figures.measures[m].id
            about = About("measure_limits", figures.measure_pointer[measure], figures.years[t], measure=measure)
            model.row(about, dict.fromkeys(payments, 1.0), "<=", limit)


def coherence(model: Model) -> None:
    """y[m,t]/max[m,t] ≤ share · y[r,t−lag]/max[r,t−lag] for each required r, times max[m,t]. Nominal."""
    figures = model.figures
    for m, measure in enumerate(figures.measures):
        for number, required in enumerate(measure.requires):
            pointer = f"{figures.measure_pointer[measure.id]}/requires/{number}"
            for t, year in enumerate(figures.years):
                payments = model.paid_to.get((m, t))
                if not payments:
                    continue
                before, reach = _required(model, required, t)
                top = figures.maximum[m, t]
                terms: Terms = dict.fromkeys(payments, 1.0)
                for paid, share in before.items():
                    terms[paid] = terms.get(paid, 0.0) - top * share
                model.row(About("coherence", pointer, year, measure=measure.id), terms, "<=", top * reach)


def _required(model: Model, required: Requirement, t: int) -> tuple[Terms, float]:
    """share · y[r,t−lag]/max[r,t−lag] as terms and a constant (before the term: 1 where it already ran)."""
    figures = model.figures
    r, share = figures.measure_number[required.measure], float(required.share)
    earlier = t - required.lag
    if earlier < 0:
        ran = figures.years[0] + earlier in figures.measures[r].already_running
        return {}, share if ran else 0.0
    top = figures.maximum.get((r, earlier), 0.0)
    payments = model.paid_to.get((r, earlier), []) if top > 0 else []
    return dict.fromkeys(payments, share / top if top > 0 else 0.0), 0.0


def staff_capacity(model: Model) -> None:
    """Σ_m q[m,d]·fte[m]·y[m,t]/p[t] ≤ capacity[d,t]; fte per million euros of the base year. Full-time staff."""
    figures = model.figures
    width = len(figures.domains)
    for domain, by_year in figures.rules.staff_capacity.items():
        d = figures.domains.index(domain)
        for year, capacity in by_year.items():
            t = year - figures.years[0]
            terms: Terms = defaultdict(float)
            for m, measure in enumerate(figures.measures):
                part = sum(share for c, share in figures.parts[m] if c % width == d)
                per_thousand = part * float(measure.fte_per_million) / 1000 / figures.price[t]
                if per_thousand > 0:
                    for paid in model.paid_to.get((m, t), []):
                        terms[paid] += per_thousand
            if terms:
                about = About("staff_capacity", f"/rules/staff_capacity/{domain}/{year}", year, domain=domain)
                model.row(about, dict(terms), "<=", float(capacity))


def structural_cover(model: Model) -> None:
    """Σ_{s incidental} spend[s,m,t] ≤ 0 for structural m, from `from` on. Nominal, thousands of euros."""
    figures, rule = model.figures, model.figures.rules.structural_cover
    if rule is None:
        return
    incidental = [stream.kind == "incidental" for stream in figures.streams]
    for (m, t), payers in figures.payers.items():
        measure = figures.measures[m]
        temporary = [s for s in payers if incidental[s]]
        if measure.kind == "structural" and temporary and t >= figures.first_year(rule.from_):
            scope = sum(figures.line[c][t] for c, _ in figures.parts[m])
            about = About("structural_cover", "/rules/structural_cover", figures.years[t], measure=measure.id)
            terms: Terms = dict.fromkeys((model.spend[s, m, t] for s in temporary), 1.0)
            model.rule(about, terms, "<=", 0.0, rule.strength, scope)
