"""The rules about the money of cells and wijken, as docs/formulation.md has them: one function per rule."""

from __future__ import annotations

from planning.money import EXACT, cents
from planning.rules import Floor, Room
from tests.oracle.model import THOUSAND_EUROS, Cell, Model
from tests.oracle.system import Linear, total


def floors(model: Model) -> None:
    """Y[w,d,t] ≥ p[t]·per_resident·P[w,t] (whole cents), from `from` on."""
    for floor in model.rules.floors:
        for cell in model.cells:
            if floor.wijk in (None, cell[0]) and floor.domain in (None, cell[1]):
                _floor(model, floor, cell)


def _floor(model: Model, floor: Floor, cell: Cell) -> None:
    wijk = next(wijk for wijk in model.programme.wijken if wijk.id == cell[0])
    for year in model.term:
        if year >= (floor.from_ or model.term[0]):
            each = EXACT.multiply(floor.per_resident, model.programme.prices[year])
            least = Linear({}, model.units(cents(EXACT.multiply(each, wijk.residents_in(year)))))
            money, scope = model.money[(*cell, year)], model.scope([cell], year)
            model.system.at_most("floors", cell, year, least, money, floor.strength, scope)


def hold_harmless(model: Model) -> None:
    """Σ_d Y[w,d,t] ≥ share · today[w] · p[t]/p[start−1], for wijken with a baseline.

    Raises:
        ValueError: for a programme with a previous plan, which this oracle does not read.
    """
    rule = model.rules.hold_harmless
    if rule is None:
        return
    if model.programme.previous is not None:
        raise ValueError("the oracle does not read a previous plan")
    before = model.term[0] - 1
    for wijk in model.programme.wijken:
        if not wijk.baseline:
            continue
        regular = sum(model.regular(cell, before) for cell in model.cells_of(wijk.id))
        today = model.units(sum(float(amount) for amount in wijk.baseline.values()) * 100.0) + regular
        for year in model.term:
            least = Linear({}, float(rule.share) * today * model.price[year] / model.price[before])
            money, scope = model.of_wijk(wijk.id, year), model.scope(model.cells_of(wijk.id), year)
            model.system.at_most("hold_harmless", (wijk.id,), year, least, money, rule.strength, scope)


def focus_minimum(model: Model) -> None:
    """Σ_{d in focus} Y[w,d,t] ≥ share · Σ_d Y[w,d,t], in wijken that have a focus."""
    rule = model.rules.focus_minimum
    if rule is None:
        return
    for wijk in model.programme.wijken:
        for year in model.term if wijk.focus else []:
            focused = total(model.money[wijk.id, domain, year] for domain in wijk.focus_factor)
            least = model.of_wijk(wijk.id, year) * float(rule.share)
            scope = model.scope(model.cells_of(wijk.id), year)
            model.system.at_most("focus_minimum", (wijk.id,), year, least, focused, rule.strength, scope)


def persistence(model: Model) -> None:
    """Y[w,d,t] ≥ (1 − max_drop) · Y[w,d,t−1] · p[t]/p[t−1]; in the first year where there is a baseline."""
    rule = model.rules.persistence
    if rule is None:
        return
    for cell in model.cells:
        if rule.cells == "focus" and cell not in model.focus:
            continue
        for year in model.term:
            earlier = _earlier(model, cell, year)
            if earlier is not None:
                least = earlier * (1.0 - float(rule.max_drop))
                money, scope = model.money[(*cell, year)], model.scope([cell], year)
                model.system.at_most("persistence", cell, year, least, money, rule.strength, scope)


def ramp_up(model: Model) -> None:
    """Y[w,d,t] ≤ (1 + max_growth) · Y[w,d,t−1] · p[t]/p[t−1] + max_growth · L[w,d,t].

    For cells with a sowing line; after the first year in which the cell can be paid, or with a baseline from
    the first year of the term on.
    """
    rule = model.rules.ramp_up
    if rule is None:
        return
    growth = float(rule.max_growth)
    for cell in model.cells:
        payable = [year for year in model.term if model.can_be_paid(cell, year)]
        if not payable or not any(model.line(cell, year) for year in model.term):
            continue
        first = model.term[0] if model.before(cell) is not None else payable[0] + 1
        for year in range(first, model.term[-1] + 1):
            earlier = _earlier(model, cell, year)
            assert earlier is not None
            most = earlier * (1.0 + growth) + Linear({}, growth * model.line(cell, year))
            money, scope = model.money[(*cell, year)], model.scope([cell], year)
            model.system.at_most("ramp_up", cell, year, money, most, rule.strength, scope)


def _earlier(model: Model, cell: Cell, year: int) -> Linear | None:
    """Y[w,d,t−1] in prices of year t; None where it is not known."""
    money = model.before(cell) if year == model.term[0] else model.money[(*cell, year - 1)]
    return None if money is None else money * (model.price[year] / model.price[year - 1])


def frontline_room(model: Model) -> None:
    """Σ_{m professional room} q·y ≥ share · Σ_d Y, per wijk and year."""
    _room(model, "frontline_room", model.rules.frontline_room, "professional")


def resident_initiatives(model: Model) -> None:
    """Σ_{m resident room} q·y ≥ share · Σ_d Y, per wijk and year."""
    _room(model, "resident_initiatives", model.rules.resident_initiatives, "resident")


def _room(model: Model, name: str, rule: Room | None, kind: str) -> None:
    if rule is None:
        return
    rooms = [measure for measure in model.prepared.measures if measure.room == kind]
    for wijk in model.programme.wijken:
        for year in model.term:
            room = total(model.paid[measure.id, year] * model.part_in(measure, wijk.id) for measure in rooms)
            least = model.of_wijk(wijk.id, year) * float(rule.share)
            scope = model.scope(model.cells_of(wijk.id), year)
            model.system.at_most(name, (wijk.id,), year, least, room, rule.strength, scope)


def per_resident_ratio(model: Model) -> None:
    """highest R ≤ max · lowest R, R[w] = Σ_{d,t} Y[w,d,t]/p[t] / Σ_t P[w,t]; all times Σ_{w,t} P[w,t]."""
    rule = model.rules.per_resident_ratio
    if rule is None:
        return
    people = {wijk.id: sum(wijk.residents_in(year) for year in model.term) for wijk in model.programme.wijken}
    sown = {wijk: sum(model.line(c, t) for c in model.cells_of(wijk) for t in model.term) for wijk in people}
    wijken = [wijk for wijk in people if people[wijk] and sown[wijk]]
    everyone = sum(people[wijk] for wijk in wijken)
    highest, lowest = model.system.column(free=True), model.system.column(free=True)
    for wijk in wijken:
        real = total(model.of_wijk(wijk, year) * (1.0 / model.price[year]) for year in model.term)
        each = real * (everyone / people[wijk])
        model.system.at_most("", (wijk,), None, each, highest)
        model.system.at_most("", (wijk,), None, lowest, each)
    lines = [model.line(cell, year) / model.price[year] for cell in model.cells for year in model.term]
    scope = sum(lines) or model.units(THOUSAND_EUROS)
    most = lowest * float(rule.max)
    model.system.at_most("per_resident_ratio", (), None, highest, most, rule.strength, scope)
