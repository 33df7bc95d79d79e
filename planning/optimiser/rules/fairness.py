"""Rules between wijken: floors, hold harmless, focus minimum, ratio per resident."""

from __future__ import annotations

from collections import defaultdict

from planning.money import cents, euros
from planning.optimiser.figures import thousands
from planning.optimiser.linear import About, Model, Terms
from planning.rules import Floor


def floors(model: Model) -> None:
    """Y[w,d,t] ≥ p[t]·per_resident·P[w,t], from `from` on. Nominal, thousands of euros."""
    figures = model.figures
    for number, floor in enumerate(figures.rules.floors):
        for c, (wijk, domain) in enumerate(figures.cells):
            if floor.wijk in (None, wijk) and floor.domain in (None, domain):
                for t in range(figures.first_year(floor.from_), len(figures.years)):
                    _floor(model, number, floor, c, t)


def _floor(model: Model, number: int, floor: Floor, c: int, t: int) -> None:
    figures = model.figures
    wijk, domain = figures.cells[c]
    residents = figures.residents[figures.wijken.index(wijk)][t]
    least = figures.prepared.programme.prices.nominal(cents(floor.per_resident) * residents, figures.years[t])
    about = About("floors", f"/rules/floors/{number}", figures.years[t], wijk=wijk, domain=domain)
    paid = model.money.get((c, t))
    right = thousands(least) - figures.regular[c][t]
    model.rule(about, {} if paid is None else {paid: 1.0}, ">=", right, floor.strength, figures.line[c][t])


def hold_harmless(model: Model) -> None:
    """Σ_d Y[w,d,t] ≥ share · today[w] · p[t]/p[today]. Nominal, thousands of euros."""
    figures, rule = model.figures, model.figures.rules.hold_harmless
    if rule is None:
        return
    for w, wijk in enumerate(figures.wijken):
        today = _today(model, w)
        if today <= 0:
            continue
        for t, year in enumerate(figures.years):
            least = float(rule.share) * today * figures.price[t] - model.wijk_regular(w, t)
            about = About("hold_harmless", "/rules/hold_harmless", year, wijk=wijk)
            model.rule(about, model.wijk_money(w, t), ">=", least, rule.strength, figures.wijk_line(w, t))


def _today(model: Model, w: int) -> float:
    """Today's money of a wijk in real thousands: its baselines, else the first year of the previous plan; else 0.

    Where regular money counts, all of the wijk's is in it, also of cells without a baseline.
    """
    figures, programme = model.figures, model.figures.prepared.programme
    known = [c for c in figures.cells_of_wijk[w] if c in figures.baseline]
    if known:
        elsewhere = [figures.regular_before[c] for c in figures.cells_of_wijk[w] if c not in figures.baseline]
        return (sum(figures.baseline[c] for c in known) + sum(elsewhere)) / figures.price_before
    if programme.previous is None or not programme.previous.cells:
        return 0.0
    first = min(cell.year for cell in programme.previous.cells)
    rows = [cell for cell in programme.previous.cells if cell.year == first and cell.wijk == figures.wijken[w]]
    counted = [cell.planned + (cell.regular if programme.count_regular else euros(0)) for cell in rows]
    return thousands(sum(cents(amount) for amount in counted)) / float(programme.prices[first])


def focus_minimum(model: Model) -> None:
    """Σ_{d in focus} Y[w,d,t] ≥ share · Σ_d Y[w,d,t], in wijken with a focus. Nominal, thousands of euros."""
    figures, rule = model.figures, model.figures.rules.focus_minimum
    if rule is None:
        return
    share = float(rule.share)
    for w, wijk in enumerate(figures.wijken):
        focus = [c for c in figures.cells_of_wijk[w] if c in figures.focus]
        if not focus:
            continue
        for t, year in enumerate(figures.years):
            terms: Terms = {column: -share for column in model.wijk_money(w, t)}
            for c in focus:
                if (c, t) in model.money:
                    terms[model.money[c, t]] = 1.0 - share
            right = share * model.wijk_regular(w, t) - sum(figures.regular[c][t] for c in focus)
            about = About("focus_minimum", "/rules/focus_minimum", year, wijk=wijk)
            if terms or right > 0:
                model.rule(about, terms, ">=", right, rule.strength, figures.wijk_line(w, t))


def per_resident_ratio(model: Model) -> None:
    """highest R ≤ max · lowest R, R[w] = Σ_t (Y[w,t]/p[t]) / Σ_t P[w,t]; real euros per resident over the term.

    The columns highest and lowest bound R of every wijk from above and below. R is in thousands of real euros for as
    many residents as the programme has on average per wijk, which keeps the numbers of one size.
    """
    figures, rule = model.figures, model.figures.rules.per_resident_ratio
    if rule is None:
        return
    people = {w: float(sum(figures.residents[w])) for w in range(len(figures.wijken))}
    lined = {w: sum(figures.wijk_line(w, t) / figures.price[t] for t in range(len(figures.years))) for w in people}
    wijken = [w for w in people if people[w] > 0 and lined[w] > 0]
    if not wijken:
        return
    everyone = sum(people[w] for w in wijken)
    scale = everyone / len(wijken)
    highest, lowest = model.column("highest"), model.column("lowest")
    for w in wijken:
        terms: Terms = defaultdict(float)
        fixed = 0.0
        for t, price in enumerate(figures.price):
            for column in model.wijk_money(w, t):
                terms[column] += scale / people[w] / price
            fixed += model.wijk_regular(w, t) * scale / people[w] / price
        about = About("per_resident_ratio", "/rules/per_resident_ratio", wijk=figures.wijken[w])
        model.row(about, {**terms, highest: -1.0}, "<=", -fixed)
        model.row(about, {**terms, lowest: -1.0}, ">=", -fixed)
    about = About("per_resident_ratio", "/rules/per_resident_ratio")
    ratio: Terms = {highest: 1.0, lowest: -float(rule.max)}
    model.rule(about, ratio, "<=", 0.0, rule.strength, sum(lined[w] for w in wijken) / len(wijken))
