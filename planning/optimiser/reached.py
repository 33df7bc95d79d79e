"""What a rounded plan reaches of what it strives for: growth and change in floats, everything else to the cent."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from planning import report
from planning.money import CENTS_PER_EURO, euros
from planning.optimiser import growth
from planning.optimiser.figures import Figures
from planning.optimiser.stages import Outcome
from planning.plan import CellYear, Chosen, Objectives
from planning.prepared import Prepared


def objectives(
    prepared: Prepared,
    found: Figures,
    ids: report.Rows,
    cells: tuple[CellYear, ...],
    outcome: Outcome,
    chosen: tuple[Chosen, ...],
) -> Objectives:
    """What the rounded plan reaches; growth and change in floats, to the cent."""
    counts = prepared.programme.count_regular
    money = {
        (cell.wijk, cell.domain, cell.year): float(cell.planned + (cell.regular if counts else 0)) for cell in cells
    }
    line = {(cell.wijk, cell.domain, cell.year): float(cell.sowing_line) for cell in cells}
    lined = [key for key in money if line[key] > 0]
    covered = np.array([money[key] / line[key] for key in lined])
    reached = growth.reached(covered, np.array([line[key] for key in lined]), float(prepared.programme.evenness))
    return Objectives(
        lapsed=sum((row.amount for row in ids.lapsed), Decimal(0)),
        aims=Decimal(f"{outcome.shortfall:.6f}"),
        coverage=_to_cents(reached),
        benefit=report.benefit(prepared, ids.spend, chosen),
        change=_to_cents(_change(found, money, line)),
        steadiness_cost=_to_cents(1000 * outcome.steadiness_cost),
    )


def _change(found: Figures, money: dict[tuple[str, str, int], float], line: dict[tuple[str, str, int], float]) -> float:
    """Σ real year-on-year change in euros, focus cells double; cells with a sowing line in both years."""
    total = 0.0
    for c, (wijk, domain) in enumerate(found.cells):
        for t in range(1, len(found.years)):
            now, before = (wijk, domain, found.years[t]), (wijk, domain, found.years[t - 1])
            if line[now] > 0 and line[before] > 0:
                step = abs(money[now] / found.price[t] - money[before] / found.price[t - 1])
                total += step * (2.0 if c in found.focus else 1.0)
    return total


def _to_cents(amount: float) -> Decimal:
    return euros(round(amount * CENTS_PER_EURO))
