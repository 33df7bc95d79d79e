"""Rules of room: a share of every wijk for frontline professionals and for resident initiatives."""

from __future__ import annotations

from collections import defaultdict

from planning.optimiser.linear import About, Model, Terms
from planning.rules import Room


def frontline_room(model: Model) -> None:
    """Σ_{m professional} q·y[m,t] ≥ share · Σ_d Y[w,d,t], per wijk and year. Nominal, thousands of euros."""
    _room(model, "frontline_room", "professional", model.figures.rules.frontline_room)


def resident_initiatives(model: Model) -> None:
    """Σ_{m resident} q·y[m,t] ≥ share · Σ_d Y[w,d,t], per wijk and year. Nominal, thousands of euros."""
    _room(model, "resident_initiatives", "resident", model.figures.rules.resident_initiatives)


def _room(model: Model, name: str, kind: str, rule: Room | None) -> None:
    if rule is None:
        return
    figures = model.figures
    share, width = float(rule.share), len(figures.domains)
    room: dict[tuple[int, int], Terms] = defaultdict(lambda: defaultdict(float))
    for m, measure in enumerate(figures.measures):
        if measure.room == kind:
            for c, part in figures.parts[m]:
                for t in range(len(figures.years)):
                    for paid in model.paid_to.get((m, t), []):
                        room[c // width, t][paid] += part
    for w, wijk in enumerate(figures.wijken):
        for t, year in enumerate(figures.years):
            terms: Terms = {column: -share for column in model.wijk_money(w, t)}
            terms.update(room.get((w, t), {}))
            right = share * model.wijk_regular(w, t)
            if terms or right > 0:
                about = About(name, f"/rules/{name}", year, wijk=wijk)
                model.rule(about, terms, ">=", right, rule.strength, figures.wijk_line(w, t))
