"""A minimal clashing set: rules that cannot all hold, of which any one dropped makes the rest possible.

In the elastic programme (planning.optimiser.elastic) a set of rules clashes when the least that its rows must give way
is more than nothing, while the rows of all other rules may give way for free. Rules are then left out in ever smaller
blocks for as long as the rest still clashes (deletion filter on the elastic programme: Chinneck and Dravnieks 1991,
ORSA Journal on Computing 3, pp. 157-168). No solve is ever infeasible, so each goes on from the one before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from planning.clashes import Opposed, Where
from planning.optimiser.cheapest import whole_cents
from planning.optimiser.elastic import NO_CLASH, Elastic
from planning.optimiser.elastic_model import GroupKey
from planning.optimiser.engine import Floats, NoPlan

Given = dict[int, int]
"""Cents by the number of a row."""
Unit = list[int]
"""Numbers of rows that are left out together."""


@dataclass(frozen=True)
class Conflict:
    """Rules that clash; `minimal` says whether any one of them dropped makes the rest possible (else: time was up)."""

    opposed: tuple[Opposed, ...] = ()
    minimal: bool = False


def clashing(elastic: Elastic, repair: Sequence[int], among: Collection[GroupKey] | None = None) -> Conflict:
    """A minimal clashing set. What gives way most in the repair (cents per row) is in it rather than what does less.

    `among`: rules of which it is known that they clash.

    Of each of its rules: by how much, and in which years and places, it alone must give way for the set to hold.

    Raises:
        NoPlan: when the solver failed.
    """
    rules = [rows for rows in _rules(elastic, repair) if among is None or elastic.gives[rows[0]].group in among]
    if not _clash(elastic, rules):
        return Conflict()
    rules, minimal = _thinned(elastic, rules)
    everything = {row for rule in rules for row in rule}
    alone = [_alone(elastic, rows, everything) if minimal else None for rows in rules]
    found = [_opposed(elastic, rows, given) for rows, given in zip(rules, alone, strict=True)]
    return Conflict(tuple(sorted(found, key=lambda opposed: -(opposed.cents or 0))), minimal)


def _rules(elastic: Elastic, repair: Sequence[int]) -> list[Unit]:
    """The rows of each rule, what gives way least in the repair first."""
    rows: dict[GroupKey, Unit] = defaultdict(list)
    for number, give in enumerate(elastic.gives):
        rows[give.group].append(number)
    units = list(rows.values())
    given = [sum(repair[row] for row in unit) for unit in units]
    return [units[i] for i in _least_first(range(len(units)), given)]


def _least_first(numbers: Sequence[int], given: Sequence[int]) -> list[int]:
    """Numbers by what is given, then the later in the document first."""
    return sorted(numbers, key=lambda number: (given[number], -number))


def _clash(elastic: Elastic, units: Sequence[Unit]) -> bool | None:
    return elastic.clash([row for unit in units for row in unit])


def _thinned(elastic: Elastic, units: list[Unit]) -> tuple[list[Unit], bool]:
    """Units of a clashing list without which it does not clash, and whether the search came to its end."""
    size = max(1, len(units) // 2)
    while True:
        first = 0
        while first < len(units):
            rest = units[:first] + units[first + size :]
            clash = _clash(elastic, rest)
            if clash is None:
                return units, False
            if clash:
                units = rest
            else:
                first += size
        if size == 1:
            return units, True
        size = max(1, min(size, len(units)) // 2)


def _alone(elastic: Elastic, rows: Unit, clash: set[int]) -> Given | None:
    """Cents by which each of these rows must give way for all others of a clash to hold; None when time was up."""
    prices, most = np.zeros(len(elastic.gives)), np.full(len(elastic.gives), np.inf)
    prices[rows] = 1.0
    others = sorted(clash.difference(rows))
    for allowed in (0.0, NO_CLASH):  # what counts as no clash may still be a hair too much
        most[others] = allowed
        elastic.bound(most)
        try:
            least = elastic.least(prices)
            return None if least is None else _in_cents(rows, elastic.given())
        except NoPlan:
            continue
        finally:
            elastic.bound(np.inf)
    return None


def _in_cents(rows: Unit, given: Floats) -> Given:
    """Rounded up; a cent of the row that gives way most where all are less than one."""
    found = {row: whole_cents(float(given[row])) for row in rows}
    return {row: cents for row, cents in found.items() if cents} or {max(rows, key=lambda row: float(given[row])): 1}


def _opposed(elastic: Elastic, rows: Unit, given: Given | None) -> Opposed:
    about = [elastic.gives[row].about for row in (rows if given is None else given)]
    return Opposed(
        rule=about[0].rule,
        pointer=about[0].pointer,
        stream=about[0].stream,
        where=tuple(Where(row.year, row.wijk, row.domain, row.measure) for row in about),
        cents=None if given is None else sum(given.values()),
    )
