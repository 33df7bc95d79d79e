"""The least money that the musts ask, per cell, wijk and year: lower bounds in whole cents, rounded down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction

from planning.checking.supply import Subject, Supply, down, parts
from planning.money import EXACT, cents
from planning.prepared import Prepared
from planning.programme import Wijk
from planning.rules import MUST, Floor

Cause = str
"""Name of a rule, "commitments" among them."""


class Asks:
    """What must go to a place in a year, apart from the regular money that counts there.

    For every cell with such a must, `cell[w, d, t]` is the least of the money of the programme, and `cause[w, d, t]`
    what asks it; `wijk[w, t]` is what hold_harmless asks of a wijk. Year numbers from 0.
    """

    def __init__(self, prepared: Prepared, supply: Supply) -> None:
        self.prepared, self.programme = prepared, prepared.programme
        self.supply = supply
        self.years = supply.years
        self.committed = self._committed()
        self.regular_before = self._regular_before()
        self.floors = [floor for floor in self.programme.rules.floors if floor.strength == MUST]
        self.cell: dict[tuple[str, str, int], int] = {}
        self.cause: dict[tuple[str, str, int], Cause] = {}
        self.wijk: dict[tuple[str, int], int] = {}
        for wijk in self.programme.wijken:
            for domain in self.programme.domains:
                self._cell(wijk, domain.id)
            self._hold_harmless(wijk)

    def least(self, subject: Subject, t: int, without: Collection[Subject] = ()) -> tuple[int, set[Cause]]:
        """Cents that a subject asks in a year and what asks them, leaving out some cells, wijken and domains."""
        wijk, domain = subject
        wijken = [w.id for w in self.programme.wijken] if wijk is None else [wijk]
        domains = [d.id for d in self.programme.domains] if domain is None else [domain]
        total, causes = 0, set()
        for w in wijken:
            if (w, None) in without and wijk is None:
                continue
            asked = 0
            found = set()
            for d in domains:
                amount = self.cell.get((w, d, t), 0)
                if amount and not ((w, d) in without or ((None, d) in without and wijk is None)):
                    asked += amount
                    found.add(self.cause[w, d, t])
            whole = self.wijk.get((w, t), 0) if domain is None else 0
            if whole > asked:
                asked, found = whole, {"hold_harmless"}
            total += asked
            causes |= found
        return total, causes

    def forced(self, wijk: str, t: int) -> int:
        """Cents that a wijk gets in a year whatever the plan, regular money that counts included."""
        regular = sum(self.regular(wijk, domain.id, t) for domain in self.programme.domains)
        return self.least((wijk, None), t)[0] + regular

    def regular(self, wijk: str, domain: str, t: int) -> int:
        """Cents of regular money of a cell that count in a year."""
        if not self.programme.count_regular:
            return 0
        return self.prepared.line.regular.get((wijk, domain, self.years[t]), 0)

    def _committed(self) -> dict[tuple[str, str, int], Fraction]:
        """Committed cents by cell and year number."""
        found: dict[tuple[str, str, int], Fraction] = defaultdict(Fraction)
        for (_, measure, year), amount in self.supply.committed.items():
            for (wijk, domain), part in parts(self.prepared.measure[measure]).items():
                if wijk is not None and domain is not None:
                    found[wijk, domain, year - self.years[0]] += part * amount
        return found

    def _cell(self, wijk: Wijk, domain: str) -> None:
        """Follow one cell through the years: commitments, floors, and what persistence keeps of the year before."""
        keep = self._keep(wijk, domain)
        before = Fraction(self._baseline(wijk, domain))
        floors = [floor for floor in self.floors if _speaks_of(floor, wijk.id, domain)]
        for t, year in enumerate(self.years):
            regular = self.regular(wijk.id, domain, t)
            asked: dict[Cause, Fraction] = {"commitments": self.committed.get((wijk.id, domain, t), Fraction(0))}
            asked["floors"] = Fraction(self._floor(floors, wijk, year) - regular)
            if keep:
                asked["persistence"] = keep * before * self._price(year) / self._price(year - 1) - regular
            most = max(asked.values())
            if most >= 1:
                key = (wijk.id, domain, t)
                self.cell[key] = down(most)
                self.cause[key] = next(cause for cause, amount in asked.items() if amount == most)
            before = regular + max(Fraction(0), most)

    def _keep(self, wijk: Wijk, domain: str) -> Fraction:
        """What a must of persistence keeps of the year before, as a fraction; 0 where it does not speak of the cell."""
        rule = self.programme.rules.persistence
        if rule is None or rule.strength != MUST or (rule.cells == "focus" and domain not in wijk.focus_factor):
            return Fraction(0)
        return 1 - Fraction(rule.max_drop)

    def _baseline(self, wijk: Wijk, domain: str) -> int:
        """Cents of a cell in the year before the term; 0 where nothing is known."""
        if domain not in wijk.baseline:
            return 0
        return cents(wijk.baseline[domain]) + self.regular_before[wijk.id, domain]

    def _regular_before(self) -> dict[tuple[str, str], int]:
        """Regular money that counts, by cell, in the year before the term."""
        found: dict[tuple[str, str], int] = defaultdict(int)
        for row in self.programme.regular if self.programme.count_regular else ():
            found[row.wijk, row.domain] += self.programme.prices.nominal(cents(row.per_year), self.years[0] - 1)
        return found

    def _floor(self, floors: list[Floor], wijk: Wijk, year: int) -> int:
        people = Decimal(wijk.residents_in(year))
        amounts = [
            cents(EXACT.multiply(EXACT.multiply(floor.per_resident, people), self.programme.prices[year]))
            for floor in floors
            if floor.from_ is None or year >= floor.from_
        ]
        return max(amounts, default=0)

    def _hold_harmless(self, wijk: Wijk) -> None:
        """What a must of hold_harmless asks of a wijk with a baseline, apart from its regular money.

        A wijk whose today is that of the previous plan is left to the optimiser.
        """
        rule = self.programme.rules.hold_harmless
        if rule is None or rule.strength != MUST or not wijk.baseline:
            return
        domains = [domain.id for domain in self.programme.domains]
        today = sum(self._baseline(wijk, domain) for domain in wijk.baseline)
        for t, year in enumerate(self.years):
            real = Fraction(rule.share) * today / self._price(self.years[0] - 1)
            least = down(real * self._price(year)) - sum(self.regular(wijk.id, domain, t) for domain in domains)
            if least > 0:
                self.wijk[wijk.id, t] = least

    def _price(self, year: int) -> Fraction:
        return Fraction(self.programme.prices[year])


def _speaks_of(floor: Floor, wijk: str, domain: str) -> bool:
    return floor.wijk in (None, wijk) and floor.domain in (None, domain)
