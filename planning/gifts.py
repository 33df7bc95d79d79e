"""Who gives so that others get: what every wijk gets more or less than with equal treatment, from whom to whom.

Equal treatment is the equal share: dial 0, no focus. Plan and equal shares divide the same money but for what the plan
gives no wijk (offices, what lapses) and, in one year or with a norm, for money of other years or beyond the norm. With
these beside the wijken what is given is what is got, to the euro. Nominal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from planning.ledger import ledger
from planning.money import CENTS_PER_EURO, cents, split
from planning.plan import PlanDocument
from planning.prepared import Prepared

OFFICE, LAPSED, OTHER = ":office", ":lapsed", ":other"
"""What takes part beside the wijken; an id of a document holds no colon."""


@dataclass(frozen=True)
class Gifts:
    """Whole euros. `more`: what each wijk, and OFFICE, LAPSED and OTHER, get above equal treatment; they sum to 0.

    `flows[giver][getter]` divides what each giver gives over the getters in proportion: rows add up to what is given,
    columns to what is got.
    """

    more: Mapping[str, int]
    flows: Mapping[str, Mapping[str, int]]


def gifts(prepared: Prepared, plan: PlanDocument, years: Iterable[int] | None = None) -> Gifts:
    """Gifts of a plan over these years; over the whole term where left out."""
    wanted = set(prepared.programme.term if years is None else years)
    found = _in_cents(prepared, plan, wanted)
    more = dict(zip(found, _whole_euros(list(found.values())), strict=True))
    return Gifts(more, flows(more))


def _in_cents(prepared: Prepared, plan: PlanDocument, years: set[int]) -> dict[str, int]:
    counts = prepared.programme.count_regular
    found = {wijk.id: 0 for wijk in prepared.programme.wijken}
    for cell in plan.cells:
        if cell.year in years:
            money = cents(cell.planned) + (cents(cell.regular) if counts else 0)
            found[cell.wijk] += money - cents(cell.equal_share)
    entries = ledger(prepared, (row for row in plan.spend if row.year in years))
    found[OFFICE] = sum(entry.cents for entry in entries if entry.wijk is None)
    found[LAPSED] = sum(cents(row.amount) for row in plan.lapsed if row.year in years)
    found[OTHER] = -sum(found.values())
    return found


def _whole_euros(amounts: list[int]) -> list[int]:
    """Cents that sum to 0 as whole euros that do: rounded down, what is left to the largest fractions."""
    down = [amount // CENTS_PER_EURO for amount in amounts]
    order = sorted(range(len(amounts)), key=lambda i: (-(amounts[i] % CENTS_PER_EURO), i))
    for i in order[: -sum(down)]:
        down[i] += 1
    return down


def flows(more: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """From whom to whom: each giver's euros divided by largest remainder over what the getters still lack.

    In proportion to what they lack nobody gets more than that, so the last giver's euros come out exactly.
    """
    lacking = {getter: euros for getter, euros in more.items() if euros > 0}
    found = {}
    for giver, euros in more.items():
        if euros < 0:
            parts = split(-euros, [Decimal(lack) for lack in lacking.values()])
            found[giver] = dict(zip(lacking, parts, strict=True))
            lacking = {getter: lack - found[giver][getter] for getter, lack in lacking.items()}
    return found
