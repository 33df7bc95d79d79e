"""Rules of fairness between wijken and domains: floors, hold harmless, focus, rooms, euros per resident.

Every row is out by `over / scale` cents, in whole numbers; see `planning.verify.record.Rows.row`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import lcm

from planning.money import price_index
from planning.programme import Programme, Wijk
from planning.rules import Floor, PerResidentRatio, Room
from planning.verify.exact import LEVEL, half_even, to_cents
from planning.verify.figures import Figures, to_level
from planning.verify.record import Record, Rows


def floors(record: Record, figures: Figures) -> None:
    """Y[w,d,t] ≥ p[t]·per_resident·P[w,t] (whole cents, half to even), from `from` on."""
    for i, floor in enumerate(figures.programme.rules.floors):
        with Rows(record, "floors", f"/rules/floors/{i}", floor.strength) as rows:
            for wijk in figures.programme.wijken:
                if floor.wijk is None or wijk.id == floor.wijk:
                    _floor(rows, figures, floor, wijk)


def _floor(rows: Rows, figures: Figures, floor: Floor, wijk: Wijk) -> None:
    per_resident = to_cents(floor.per_resident)
    domains = [domain.id for domain in figures.programme.domains if floor.domain in (None, domain.id)]
    for year in figures.programme.term:
        if floor.from_ is not None and year < floor.from_:
            continue
        least = half_even(figures.level[year] * per_resident * wijk.residents_in(year), LEVEL)
        for domain in domains:
            key = (wijk.id, domain, year)
            allowed = max(figures.cell_slack.get(key, 0), figures.unit)
            rows.row(least - figures.money[key], allowed, 1, year, wijk.id, domain)


def hold_harmless(record: Record, figures: Figures) -> None:
    """Σ_d Y[w,d,t] ≥ share · today[w] · p[t]/p[today]."""
    rule = figures.programme.rules.hold_harmless
    if rule is None:
        return
    top, bottom = rule.share.as_integer_ratio()
    today = _today(figures)
    with Rows(record, "hold_harmless", "/rules/hold_harmless", rule.strength) as rows:
        for wijk, (money, level) in today.items():
            for year in figures.programme.term:
                scale = bottom * level
                least = top * money * figures.level[year]
                allowed = max(figures.wijk_slack.get((wijk, year), 0), figures.unit) * scale
                rows.row(least - figures.wijk_money[wijk, year] * scale, allowed, scale, year, wijk)


def _today(figures: Figures) -> dict[str, tuple[int, int]]:
    """Today's money of a wijk in cents with the price level of its year; only wijken of which it is known.

    The baselines, in the year before the term; for a wijk without any the first year of the previous plan.
    """
    programme = figures.programme
    regular: dict[str, int] = defaultdict(int)
    for (wijk_id, _), amount in figures.regular_before.items():
        regular[wijk_id] += amount
    level = figures.level[programme.start_year - 1]
    earlier, earlier_level = _previous(programme)
    found = {}
    for wijk in programme.wijken:
        if wijk.baseline:
            found[wijk.id] = (sum(map(to_cents, wijk.baseline.values())) + regular.get(wijk.id, 0), level)
        elif wijk.id in earlier:
            found[wijk.id] = (earlier[wijk.id], earlier_level)
    return found


def _previous(programme: Programme) -> tuple[dict[str, int], int]:
    """Cents by wijk in the first year of the previous plan, and the price level of that year."""
    rows = programme.previous.cells if programme.previous is not None else ()
    if not rows:
        return {}, 1
    first = min(row.year for row in rows)
    base = programme.start_year if programme.price_base_year is None else programme.price_base_year
    level = price_index(base, [first], programme.index.default, programme.index.by_year)[first]
    money: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.year == first:
            money[row.wijk] += to_cents(row.planned) + (to_cents(row.regular) if programme.count_regular else 0)
    return money, to_level(level.as_integer_ratio())


def focus_minimum(record: Record, figures: Figures) -> None:
    """Σ_{d in focus} Y[w,d,t] ≥ share · Σ_d Y[w,d,t], in wijken that have a focus."""
    rule = figures.programme.rules.focus_minimum
    if rule is None:
        return
    top, bottom = rule.share.as_integer_ratio()
    least = figures.unit * max(top, bottom - top)
    with Rows(record, "focus_minimum", "/rules/focus_minimum", rule.strength) as rows:
        for wijk in figures.programme.wijken:
            if not wijk.focus:
                continue
            for year in figures.programme.term:
                focused, slack = 0, 0
                for domain in figures.programme.domains:
                    key = (wijk.id, domain.id, year)
                    inside = domain.id in wijk.focus_factor
                    focused += figures.money[key] if inside else 0
                    slack += figures.cell_slack.get(key, 0) * (bottom - top if inside else top)
                over = top * figures.wijk_money[wijk.id, year] - bottom * focused
                rows.row(over, max(slack, least), bottom, year, wijk.id)


def frontline_room(record: Record, figures: Figures) -> None:
    """Σ_{m professional room} q·y ≥ share · Σ_d Y[w,d,t]."""
    _room(record, figures, "frontline_room", "professional", figures.programme.rules.frontline_room)


def resident_initiatives(record: Record, figures: Figures) -> None:
    """Σ_{m resident room} q·y ≥ share · Σ_d Y[w,d,t]."""
    _room(record, figures, "resident_initiatives", "resident", figures.programme.rules.resident_initiatives)


def _room(record: Record, figures: Figures, name: str, kind: str, rule: Room | None) -> None:
    if rule is None:
        return
    top, bottom = rule.share.as_integer_ratio()
    least = figures.unit * max(top, bottom - top)
    with Rows(record, name, f"/rules/{name}", rule.strength) as rows:
        for wijk in figures.programme.wijken:
            for year in figures.programme.term:
                money = figures.wijk_money[wijk.id, year]
                slack = figures.room_slack.get((kind, wijk.id, year), 0)
                others = figures.wijk_slack.get((wijk.id, year), 0) - slack
                allowed = slack * (bottom - top) + others * top
                over = top * money - bottom * figures.room.get((kind, wijk.id, year), 0)
                rows.row(over, max(allowed, least), bottom, year, wijk.id)


@dataclass(frozen=True)
class PerResident:
    """A wijk over the term: real money and its tolerance (cents times the common level), and residents times years."""

    wijk: str
    money: int
    slack: int
    people: int


def per_resident_ratio(record: Record, figures: Figures) -> None:
    """(highest R − max·lowest R) · Σ_{w,t} P[w,t] ≤ 0 with R[w] = (Σ_{d,t} Y[w,d,t]/p[t]) / Σ_t P[w,t]; real cents."""
    rule = figures.programme.rules.per_resident_ratio
    if rule is None:
        return
    common = lcm(*(figures.level[year] for year in figures.programme.term))
    wijken = [found for wijk in figures.programme.wijken if (found := _per_resident(figures, wijk, common)).people]
    with Rows(record, "per_resident_ratio", "/rules/per_resident_ratio", rule.strength) as rows:
        if wijken:
            _ratio(rows, figures, rule, wijken, common)


def _per_resident(figures: Figures, wijk: Wijk, common: int) -> PerResident:
    """A wijk; without people where the rule does not speak of it (no residents, or no sowing line)."""
    line = figures.prepared.line.line
    term = figures.programme.term
    if not any(line[wijk.id, domain.id, year] for domain in figures.programme.domains for year in term):
        return PerResident(wijk.id, 0, 0, 0)
    money, slack, people = 0, 0, 0
    for year in term:
        factor = common // figures.level[year]
        money += figures.wijk_money[wijk.id, year] * factor
        slack += figures.wijk_slack.get((wijk.id, year), 0) * factor
        people += wijk.residents_in(year)
    return PerResident(wijk.id, money, slack, people)


def _ratio(rows: Rows, figures: Figures, rule: PerResidentRatio, wijken: list[PerResident], common: int) -> None:
    high = low = wijken[0]
    for wijk in wijken:
        if wijk.money * high.people > high.money * wijk.people:
            high = wijk
        if wijk.money * low.people < low.money * wijk.people:
            low = wijk
    top, bottom = rule.max.as_integer_ratio()
    everyone = sum(wijk.people for wijk in wijken)
    # highest − max · lowest, times bottom · people of both · common level, and divided by 10^10 for the real euros.
    scale = bottom * high.people * low.people * common
    over = (high.money * low.people * bottom - low.money * high.people * top) * everyone * LEVEL
    allowed = (high.slack * low.people * bottom + low.slack * high.people * top) * everyone * LEVEL
    dearest = common // min(figures.level[year] for year in figures.programme.term)
    least = figures.unit * dearest * max(low.people * bottom, high.people * top) * everyone * LEVEL
    # The wijken with most and with least stand for all pairs: their ratio is the largest.
    rows.row(over, max(allowed, least), scale, None)
