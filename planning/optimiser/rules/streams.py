"""Rules of the money streams: balance, carry-over, commitments, co-financing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from planning.optimiser.figures import Figures
from planning.optimiser.linear import About, Model, Terms
from planning.programme import Stream


def stream_balance(model: Model) -> None:
    """Σ_m spend[s,m,t] + carried[s,t] + lapsed[s,t] = income[s,t] + carried[s,t−1]. Nominal, thousands of euros."""
    figures = model.figures
    for s, stream in enumerate(figures.streams):
        for t, year in enumerate(figures.years):
            terms: Terms = dict.fromkeys(model.paid_by[s, t], 1.0)
            terms[model.lapsed[s, t]] = 1.0
            if (s, t) in model.carried:
                terms[model.carried[s, t]] = 1.0
            if (s, t - 1) in model.carried:
                terms[model.carried[s, t - 1]] = -1.0
            right = figures.income[s][t] + (figures.opening[s] if t == 0 else 0.0)
            model.row(About("stream_balance", _pointer(model, stream), year, stream.id), terms, "==", right)


def carry_over(model: Model) -> None:
    """carried[s,t] ≤ share · (income[s,t] + carried[s,t−1]); no column where nothing may be kept. Nominal."""
    figures = model.figures
    for (s, t), kept in model.carried.items():
        stream = figures.streams[s]
        share = float(stream.carry_over.share) if stream.carry_over else 0.0
        terms: Terms = {kept: 1.0}
        if (s, t - 1) in model.carried:
            terms[model.carried[s, t - 1]] = -share
        right = share * (figures.income[s][t] + (figures.opening[s] if t == 0 else 0.0))
        about = About("carry_over", _pointer(model, stream) + "/carry_over", figures.years[t], stream.id)
        model.row(about, terms, "<=", right)


def commitments(model: Model) -> None:
    """spend[s,m,t] ≥ committed[s,m,t]. Nominal, thousands of euros."""
    figures = model.figures
    for (s, m, t), amount in figures.committed.items():
        stream, measure = figures.streams[s].id, figures.measures[m].id
        about = About("commitments", "/commitments", figures.years[t], stream, measure)
        paid = model.spend.get((s, m, t))
        model.row(about, {} if paid is None else {paid: 1.0}, ">=", amount)


@dataclass
class Demand:
    """What a matching stream asks in one place (the programme, a wijk or a measure): own[t], matching[t]."""

    stream: int
    own: dict[int, Terms] = field(default_factory=lambda: defaultdict(dict))
    matching: dict[int, Terms] = field(default_factory=lambda: defaultdict(dict))


Place = tuple[int, str, int]
"""(matching stream, kind of place, number of the place)."""


def co_financing(model: Model) -> None:
    """Σ_s' matched[s,s',g,t] ≥ ratio[s] · Σ_{m in g} spend[s,m,t]; Σ_s matched[s,s',·,t] ≤ spending of s' there.

    Per year, or summed over the term. Spending that can match for one demand alone stands in it directly; spending
    that can match for several gets a matched column for each. Nominal, thousands of euros.
    """
    figures = model.figures
    demands: dict[Place, Demand] = {}
    shared: dict[tuple[int, int, frozenset[Place]], Terms] = defaultdict(dict)
    for (s, m, t), paid in model.spend.items():
        for cell, share in figures.parts[m] or [(-1, 1.0)]:
            if _asks(figures, s, cell):
                own = _own(figures, demands, (s, m, t), cell)
                own[paid] = own.get(paid, 0.0) + share
            places = frozenset(place for place in _places(figures, m, cell) if _may_match(figures, s, place[0]))
            if places:
                part = shared[s, t, places]
                part[paid] = part.get(paid, 0.0) + share
    for (_, t, asked), spending in _asked(demands, shared).items():
        _share_out(model, demands, t, asked, spending)
    for place, demand in demands.items():
        _demand_rows(model, place, demand)


def _asks(figures: Figures, s: int, cell: int) -> bool:
    """Whether what stream s spends in a cell must be matched; an office (cell −1) lies in no wijk."""
    match = figures.streams[s].match
    return match is not None and (cell >= 0 or match.scope != "wijk")


def _asked(
    demands: dict[Place, Demand], shared: dict[tuple[int, int, frozenset[Place]], Terms]
) -> dict[tuple[int, int, tuple[Place, ...]], Terms]:
    """Spending by (stream, year, the places that do ask something and for which it can count)."""
    found: dict[tuple[int, int, tuple[Place, ...]], Terms] = defaultdict(dict)
    for (s, t, places), spending in shared.items():
        terms = found[s, t, tuple(sorted(place for place in places if place in demands))]
        for paid, share in spending.items():
            terms[paid] = terms.get(paid, 0.0) + share
    return found


def _own(figures: Figures, demands: dict[Place, Demand], key: tuple[int, int, int], cell: int) -> Terms:
    """The terms of what stream s itself spends in the place of this measure and cell."""
    s, m, t = key
    place = _place(figures, s, m, cell)
    return demands.setdefault(place, Demand(s)).own[t]


def _place(figures: Figures, s: int, m: int, cell: int) -> Place:
    match = figures.streams[s].match
    scope = match.scope if match else "programme"
    number = {"programme": 0, "wijk": cell // len(figures.domains) if cell >= 0 else -1, "measure": m}[scope]
    return (s, scope, number)


def _places(figures: Figures, m: int, cell: int) -> list[Place]:
    """The demands for which money of measure m in a cell can count: in the earmark of the matching stream."""
    return [
        _place(figures, s, m, cell)
        for s, stream in enumerate(figures.streams)
        if stream.match is not None and _in_earmark(figures, stream, m, cell)
    ]


def _in_earmark(figures: Figures, stream: Stream, m: int, cell: int) -> bool:
    if stream.measures is not None and figures.measures[m].id not in stream.measures:
        return False
    if cell < 0:
        anywhere = stream.wijken is None and stream.domains is None
        return anywhere and stream.match is not None and stream.match.scope != "wijk"
    wijk, domain = figures.cells[cell]
    return stream.covers(wijk, domain)


def _may_match(figures: Figures, giver: int, asker: int) -> bool:
    match = figures.streams[asker].match
    layer = figures.prepared.programme.layer_of[figures.streams[giver].partner]
    return giver != asker and match is not None and layer in match.from_layers


def _share_out(model: Model, demands: dict[Place, Demand], t: int, asked: tuple[Place, ...], spending: Terms) -> None:
    """Let spending count for the demands it can match: directly for one, through matched columns for several."""
    if len(asked) == 1:
        demands[asked[0]].matching[t].update(spending)
    elif asked:
        limit: Terms = {paid: -share for paid, share in spending.items()}
        for place in asked:
            matched = model.column("matched")
            demands[place].matching[t][matched] = 1.0
            limit[matched] = 1.0
        model.row(About("co_financing", "/streams", model.figures.years[t]), limit, "<=", 0.0)


def _demand_rows(model: Model, place: Place, demand: Demand) -> None:
    figures, stream = model.figures, model.figures.streams[demand.stream]
    if stream.match is None:
        return
    ratio = float(stream.match.ratio)
    rows: dict[int | None, Terms] = defaultdict(dict)
    for t in range(len(figures.years)):
        terms = rows[t if stream.match.per == "year" else None]
        terms.update(demand.matching.get(t, {}))
        for paid, share in demand.own.get(t, {}).items():
            terms[paid] = terms.get(paid, 0.0) - ratio * share
    for when, terms in rows.items():
        if terms:
            year = None if when is None else figures.years[when]
            wijk = figures.wijken[place[2]] if place[1] == "wijk" else None
            measure = figures.measures[place[2]].id if place[1] == "measure" else None
            about = About("co_financing", _pointer(model, stream) + "/match", year, stream.id, measure, wijk)
            model.row(about, terms, ">=", 0.0)


def _pointer(model: Model, stream: Stream) -> str:
    return model.figures.stream_pointer[stream.id]
