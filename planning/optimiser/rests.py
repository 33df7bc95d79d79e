"""What is to be rounded, in cents, and what of it cannot lie on the grid: the offsets that single payments carry."""

from __future__ import annotations

import math
from collections import defaultdict
from fractions import Fraction

from planning.money import cents
from planning.optimiser.figures import CENTS_PER_UNIT
from planning.optimiser.linear import Model

Key = tuple[int, int, int]
"""Numbers of a stream, a measure and a year."""
NOTHING = 0.1
"""Cents: a payment below this is none, and one this near to a whole unit is that unit."""
DECIDED = 0.5


class Rests:
    """Amounts of one rounding in cents, with what of each is not whole units of `unit` cents.

    `offset` is what a payment carries beside whole units, `rest_carried` and `rest_lapsed` what is carried and lapses
    beside them, by (stream, year). With `off_grid` what a stream carries that may keep a share below 1 stays as it is:
    in whole units the share of one year is rounded down on the rounded share of the year before, and payments might
    have to move by more than a unit to make up for it.
    """

    def __init__(self, model: Model, values: dict[int, float], unit: int, off_grid: bool) -> None:
        self.model, self.figures, self.unit = model, model.figures, unit
        scaled = {key: values[column.hash] * CENTS_PER_UNIT for key, column in model.spend.items()}
        self.paid = {key: amount for key, amount in scaled.items() if amount > NOTHING or key in self.figures.committed}
        self.kept = {key: values[column.hash] * CENTS_PER_UNIT for key, column in model.carried.items()}
        self.was_lapsed = {key: values[column.hash] * CENTS_PER_UNIT for key, column in model.lapsed.items()}
        self.exact = {key: round(amount * CENTS_PER_UNIT) for key, amount in self.figures.committed.items()}
        self.limit = {key: round(amount * CENTS_PER_UNIT) for key, amount in self.figures.limit.items()}
        self.least = self._least(model, values)
        self.offset = {key: self.exact.get(key, 0) % unit for key in self.paid}
        self.fixed = self._carried_cents() if off_grid else {}
        self.rest_carried = dict(self.fixed)
        self.rest_lapsed: dict[tuple[int, int], int] = {}
        self._payments_by_node()
        self._fill_limits()
        self._place_rests()

    def _carried_cents(self) -> dict[tuple[int, int], int]:
        """Cents carried by streams that may keep a share below 1, within that share."""
        found: dict[tuple[int, int], int] = {}
        for (s, t), amount in sorted(self.kept.items()):
            rule = self.figures.streams[s].carry_over
            if rule is not None and rule.share < 1:
                there = self.income(s, t) + found.get((s, t - 1), 0)
                found[s, t] = max(0, min(round(amount), math.floor(Fraction(rule.share) * there)))
        return found

    def _least(self, model: Model, values: dict[int, float]) -> dict[tuple[int, int], int]:
        """Cents that a measure surely gets in a year by what was decided; of an investment they are its limit too."""
        figures = self.figures
        found = {
            key: round(figures.least[key] * CENTS_PER_UNIT)
            for key, column in model.on.items()
            if values[column.hash] > DECIDED
        }
        asked = dict(figures.going)
        for (m, tau), column in model.start.items():
            if m in figures.starts and values[column.hash] > DECIDED:
                asked.update({(m, t): due for (n, since, t), due in figures.due.items() if (n, since) == (m, tau)})
        exact = {key: round(due * CENTS_PER_UNIT) for key, due in asked.items()}
        self.limit.update(exact)
        return {**found, **exact}

    def _payments_by_node(self) -> None:
        self.of_stream: dict[tuple[int, int], list[Key]] = defaultdict(list)
        self.of_measure: dict[tuple[int, int], list[Key]] = defaultdict(list)
        for s, m, t in self.paid:
            self.of_stream[s, t].append((s, m, t))
            self.of_measure[m, t].append((s, m, t))

    def income(self, s: int, t: int) -> int:
        """Cents that come in, with the opening in the first year."""
        stream, year = self.figures.streams[s], self.figures.years[t]
        opening = cents(stream.opening) if t == 0 else 0
        return opening + (cents(stream.amounts[year]) if year in stream.amounts else 0)

    def _fill_limits(self) -> None:
        """A measure that gets all it may, or no more than it must, gets that to the cent.

        Its largest payment carries what is not whole units.
        """
        for (m, t), keys in self.of_measure.items():
            for bound in (self.limit.get((m, t)), self.least.get((m, t))):
                if bound is not None and abs(bound - sum(self.paid[key] for key in keys)) <= NOTHING:
                    self._carry_rest(keys, bound)
                    break

    def _carry_rest(self, keys: list[Key], bound: int) -> None:
        free = [key for key in keys if not self.offset[key]]
        rest = (bound - sum(self.offset[key] for key in keys)) % self.unit
        if rest and free:
            largest = max(free, key=lambda key: self.paid[key])
            self.offset[largest] += rest if self.paid[largest] >= rest else 0

    def _place_rests(self) -> None:
        """What of an income is not whole units goes to a payment with room, else to the next year, else lapses."""
        for s in range(len(self.figures.streams)):
            for t in range(len(self.figures.years)):
                offsets = sum(self.offset[key] for key in self.of_stream[s, t])
                before, after = self.rest_carried.get((s, t - 1), 0), self.rest_carried.get((s, t), 0)
                rest = (self.income(s, t) + before - after - offsets) % self.unit
                if not rest:
                    continue
                taker = self._taker(s, t, rest)
                if taker is not None:
                    self.offset[taker] += rest
                elif self._may_carry(s, t, rest):
                    self.rest_carried[s, t] = rest
                else:
                    self.rest_lapsed[s, t] = rest

    def _taker(self, s: int, t: int, rest: int) -> Key | None:
        """The largest payment without an offset that can hold the rest within its measure's limit."""
        fitting = [
            key
            for key in self.of_stream[s, t]
            if not self.offset[key] and self.paid[key] >= rest and self._room(key[1], t) >= 2 * self.unit
        ]
        return max(fitting, key=lambda key: (self.paid[key], (-key[1])), default=None)

    def _room(self, m: int, t: int) -> float:
        """Cents that a measure may still get in a year."""
        if (m, t) not in self.limit:
            return math.inf
        return self.limit[m, t] - sum(self.paid[key] for key in self.of_measure[m, t])

    def _may_carry(self, s: int, t: int, rest: int) -> bool:
        keep = self.figures.streams[s].carry_over
        return keep is not None and keep.share == 1 and self.kept.get((s, t), 0.0) >= rest
