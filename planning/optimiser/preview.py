"""What cells get, in whole euros, of a division that nobody was paid by yet.

A preview is not a plan: it has no payments, is not held against the checker, and cannot be adopted. Its euros add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

import numpy as np

from planning.money import CENTS_PER_EURO, euros, split
from planning.optimiser import growth
from planning.optimiser.figures import CENTS_PER_UNIT
from planning.optimiser.market import MarketView
from planning.optimiser.solved import CellYear, Solved
from planning.prepared import Prepared
from planning.problems import Problem
from planning.report import coverage
from planning.sowing_line import income

Status = Literal["optimal", "near", "infeasible", "stopped"]
WEIGHTS_PER_UNIT = 10**9
"""Millionths of a euro in a thousand euros: what is divided into whole euros is divided in proportion to these."""


@dataclass(frozen=True, slots=True)
class CellPreview:
    """A cell in a year. planned: whole euros, nominal, regular money not in it; coverage with it where it counts."""

    wijk: str
    domain: str
    year: int
    planned: int
    sowing_line: Decimal
    coverage: Decimal | None


@dataclass(frozen=True)
class Preview:
    """An answer without payments.

    status: "optimal" where this is the programme's own optimum, to half a percentage point of coverage; "near" where
    it is not, for what `because` says; "infeasible" (with the whole decisions of the plan, where `because` says so) and
    "stopped" have no figures.
    wijken, domains, years: Σ planned of each, whole euros, nominal. offices: what overhead of the programme gets.
    Σ cells + offices + lapsed = income, to the euro; of an income with cents the nearest euro, half to even.
    growth: Σ L·U(coverage) in euros of the programme as it is changed, as its plan would have it, to the cent.
    shortfall: Σ of the aims' shortfalls over the sowing lines of their scopes.
    """

    status: Status
    because: tuple[Problem, ...] = ()
    cells: tuple[CellPreview, ...] = ()
    wijken: Mapping[str, int] = field(default_factory=dict)
    domains: Mapping[str, int] = field(default_factory=dict)
    years: Mapping[int, int] = field(default_factory=dict)
    offices: int = 0
    lapsed: int = 0
    income: int = 0
    growth: Decimal = Decimal(0)
    shortfall: float = 0.0


def of_solved(prepared: Prepared, solved: Solved, because: tuple[Problem, ...] = ()) -> Preview:
    """The preview of stages that have run."""
    model, values = solved.model, solved.outcome.values
    place = model.place
    lapsed = sum(float(values[place[column.hash]]) for column in model.lapsed.values())
    offices = sum(
        float(values[place[column.hash]])
        for (_, m, _), column in model.spend.items()
        if not model.figures.measures[m].cells
    )
    if not solved.outcome.settled:
        because = (*because, Problem("/evenness", "plan.not_settled"))
    return _preview(prepared, solved.money(), offices, lapsed, because, solved.outcome.shortfall)


def of_market(prepared: Prepared, view: MarketView, because: tuple[Problem, ...] = ()) -> Preview:
    """The preview of a market view; what no cell buys lapses."""
    money = view.money()
    return _preview(prepared, money, 0.0, _income(prepared) / CENTS_PER_UNIT - sum(money.values()), because)


def _income(prepared: Prepared) -> int:
    """Cents of all streams that count over the term, openings included."""
    return sum(income(prepared.programme).values())


def _preview(
    prepared: Prepared,
    money: Mapping[CellYear, float],
    offices: float,
    lapsed: float,
    because: tuple[Problem, ...],
    shortfall: float = 0.0,
) -> Preview:
    """The preview of money, thousands of euros, nominal."""
    programme, line = prepared.programme, prepared.line
    keys = [(w.id, d.id, year) for w in programme.wijken for d in programme.domains for year in programme.term]
    amounts = [money.get(((wijk, domain), year), 0.0) for wijk, domain, year in keys]
    weights = [max(0, round(amount * WEIGHTS_PER_UNIT)) for amount in (*amounts, offices, lapsed)]
    total = int(euros(_income(prepared)).to_integral_value(ROUND_HALF_EVEN))
    *planned, for_offices, lost = split(total, weights)
    wijken, domains, years = Counter[str](), Counter[str](), Counter[int]()
    cells = []
    for key, amount in zip(keys, planned, strict=True):
        wijk, domain, year = key
        wijken[wijk] += amount
        domains[domain] += amount
        years[year] += amount
        with_regular = CENTS_PER_EURO * amount + (line.regular.get(key, 0) if programme.count_regular else 0)
        cells.append(
            CellPreview(
                *key, planned=amount, sowing_line=euros(line.line[key]), coverage=coverage(with_regular, line.line[key])
            )
        )
    return Preview(
        "near" if because else "optimal",
        because,
        tuple(cells),
        dict(wijken),
        dict(domains),
        dict(years),
        for_offices,
        lost,
        total,
        _growth(cells, float(programme.evenness)),
        shortfall,
    )


def _growth(cells: list[CellPreview], evenness: float) -> Decimal:
    lined = [cell for cell in cells if cell.coverage is not None]
    covered = np.array([float(cell.coverage or 0) for cell in lined])
    line = np.array([float(cell.sowing_line) for cell in lined])
    return euros(round(growth.reached(covered, line, evenness) * CENTS_PER_EURO))
