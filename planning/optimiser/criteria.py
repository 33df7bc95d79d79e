"""What alternatives have the least of: each adds what it counts to a model, and says what a unit of it costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from planning.money import cents
from planning.optimiser import growth
from planning.optimiser.figures import thousands
from planning.optimiser.linear import About, Model
from planning.plan import PlanDocument

Kind = Literal["steadiest", "fewest_payments", "equal_shares", "previous_plan"]
KINDS: tuple[Kind, ...] = ("steadiest", "fewest_payments", "equal_shares", "previous_plan")


def criterion(kind: Kind, previous: PlanDocument | None) -> Callable[[Model], dict[str, float]]:
    """What the criterion of a kind adds to a model, with its cost by column name."""
    if kind == "steadiest":
        return steadiest
    if kind == "equal_shares":
        return equal_shares
    if kind == "previous_plan" and previous is not None:
        return lambda model: close_to(model, previous)
    return lambda model: {payment.name: 1.0 for payment in model.spend.values()}


def steadiest(model: Model) -> dict[str, float]:
    """Σ |Y[t]/p[t] − Y[t−1]/p[t−1]|, focus cells double; real thousands of euros."""
    if not model.changes:
        growth.year_on_year(model)
    return {column.name: weight for up, down, weight in model.changes for column in (up, down)}


def equal_shares(model: Model) -> dict[str, float]:
    """Σ |money[c,t] + regular[c,t] − equal share[c,t]|: over − under; nominal thousands of euros."""
    figures, cost = model.figures, {}
    equal = figures.prepared.line.equal
    for (c, t), money in model.money.items():
        (wijk, domain), year = figures.cells[c], figures.years[t]
        over, under = model.column("over"), model.column("under")
        about = About("equal_share", "/wijken", year, wijk=wijk, domain=domain)
        share = thousands(equal[wijk, domain, year]) - figures.regular[c][t]
        model.row(about, {money: 1.0, over: -1.0, under: 1.0}, "==", share)
        cost[over.name] = cost[under.name] = 1.0
    return cost


def close_to(model: Model, previous: PlanDocument) -> dict[str, float]:
    """Σ |spend[s,m,t] − payment in the previous plan|: more − less; nominal thousands of euros."""
    figures, cost = model.figures, {}
    before = {(row.stream, row.measure, row.year): thousands(cents(row.amount)) for row in previous.spend}
    for (s, m, t), payment in model.spend.items():
        was = before.get((figures.streams[s].id, figures.measures[m].id, figures.years[t]), 0.0)
        if was == 0.0:
            cost[payment.name] = 1.0
            continue
        more, less = model.column("more"), model.column("less")
        model.row(About("close_to", "/previous"), {payment: 1.0, more: -1.0, less: 1.0}, "==", was)
        cost[more.name] = cost[less.name] = 1.0
    return cost
