"""The linear programme of a plan, read as a table of contents: variables, rules by name, growth."""

from __future__ import annotations

from planning.money import cents
from planning.optimiser import growth
from planning.optimiser.figures import Figures, thousands
from planning.optimiser.linear import About, Model, Terms
from planning.optimiser.rules import continuity, decisions, fairness, measures, room, streams


def build_model(figures: Figures, kind: type[Model] = Model) -> Model:
    """The whole linear programme of a programme, with its first, coarse grid of coverage."""
    model = kind(figures)
    state_rules(model)
    largest_shortfall(model)
    growth.coverage(model)
    growth.change(model)
    previous_plan(model)
    return model


def state_rules(model: Model) -> None:
    """Variables and every rule: all that decides whether a plan exists, and nothing of what a plan strives for."""
    variables(model)
    streams.stream_balance(model)
    streams.carry_over(model)
    streams.commitments(model)
    streams.co_financing(model)
    measures.measure_limits(model)
    decisions.min_duration(model)
    measures.coherence(model)
    measures.staff_capacity(model)
    measures.structural_cover(model)
    cell_money(model)
    fairness.floors(model)
    fairness.hold_harmless(model)
    fairness.focus_minimum(model)
    fairness.per_resident_ratio(model)
    continuity.persistence(model)
    continuity.ramp_up(model)
    room.frontline_room(model)
    room.resident_initiatives(model)


def variables(model: Model) -> None:
    """spend where a stream may pay and can have money; carried where it may be kept; lapsed; money of cells."""
    figures = model.figures
    for (m, t), payers in figures.payers.items():
        for s in payers:
            payment = model.column("spend")
            model.spend[s, m, t] = payment
            model.paid_by[s, t].append(payment)
            model.paid_to[m, t].append(payment)
    for s, stream in enumerate(figures.streams):
        for t, year in enumerate(figures.years):
            model.lapsed[s, t] = model.column("lapsed")
            keep = stream.carry_over
            if keep is not None and t + 1 < len(figures.years) and (keep.until is None or year < keep.until):
                model.carried[s, t] = model.column("carried")
    whole_decisions(model)
    for c in range(len(figures.cells)):
        for t in range(len(figures.years)):
            if figures.payable[c][t]:
                model.money[c, t] = model.column("money")


def whole_decisions(model: Model) -> None:
    """on where a measure has a minimum or a duration, start where it has a duration or is an investment."""
    figures = model.figures
    for m, t in figures.least:
        model.on[m, t] = model.whole("on")
        if figures.measures[m].min_years > 1:
            model.start[m, t] = model.whole("start")
    for m, years in figures.starts.items():
        model.start.update({(m, t): model.whole("start") for t in years})


def cell_money(model: Model) -> None:
    """money[c,t] = Σ_m q[m,c] · Σ_s spend[s,m,t]. Thousands of euros, nominal; a definition, not a rule."""
    terms: dict[tuple[int, int], Terms] = {key: {column: -1.0} for key, column in model.money.items()}
    for (m, t), payments in model.paid_to.items():
        for c, share in model.figures.parts[m]:
            terms[c, t].update(dict.fromkeys(payments, share))
    for (c, t), entries in terms.items():
        wijk, domain = model.figures.cells[c]
        about = About("cell_money", "/wijken", model.figures.years[t], wijk=wijk, domain=domain)
        model.row(about, entries, "==", 0.0)


def largest_shortfall(model: Model) -> None:
    """short[i] ≤ scope[i] · largest, for every aim i: what stage 1 makes as small as can be first. A fraction."""
    if not model.aims:
        return
    model.largest = model.column("largest")
    for aim in model.aims:
        terms: Terms = {aim.short: 1.0, model.largest: -aim.scope}
        model.largest_rows.append(len(model.about))
        model.row(About("largest_shortfall", model.about[aim.row].pointer), terms, "<=", 0.0)


def previous_plan(model: Model) -> None:
    """moved[s,m,t] ≥ |spend[s,m,t] − spending of the previous plan|. Nominal, thousands of euros; a definition."""
    figures = model.figures
    previous = figures.prepared.programme.previous
    if previous is None:
        return
    before: dict[tuple[int, int, int], float] = {}
    for row in previous.spend:
        s, m = figures.stream_number.get(row.stream), figures.measure_number.get(row.measure)
        if s is not None and m is not None:
            before[s, m, row.year - figures.years[0]] = thousands(cents(row.amount))
    for key, paid in model.spend.items():
        was = before.get(key, 0.0)
        if was == 0.0:
            model.moved.append(paid)
            continue
        moved = model.column("moved")
        model.moved.append(moved)
        model.row(About("previous_plan", "/previous"), {moved: 1.0, paid: -1.0}, ">=", -was)
        model.row(About("previous_plan", "/previous"), {moved: 1.0, paid: 1.0}, ">=", was)
