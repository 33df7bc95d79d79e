"""Shortfalls of aims straight from the formulas, with fractions and without any thought of speed.

Shares no code with the checker: cells come from the plan's own rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from planning.ledger import ledger
from planning.plan import PlanDocument
from planning.prepared import Prepared
from tests.planning.verify_plans import aim


class Oracle:
    """The aims of a programme against the plan's cells. Money in euros, as fractions."""

    def __init__(self, prepared: Prepared, plan: PlanDocument) -> None:
        self.prepared, self.plan, self.programme = prepared, plan, prepared.programme
        self.wijken, self.term = self.programme.wijken, list(self.programme.term)
        self.domains = [domain.id for domain in self.programme.domains]
        self.counts = self.programme.count_regular
        self.cell = {
            (row.wijk, row.domain, row.year): Fraction(row.planned) + (Fraction(row.regular) if self.counts else 0)
            for row in plan.cells
        }

    def price(self, year: int) -> Fraction:
        return Fraction(self.programme.prices[year])

    def money(self, wijk: Any, domain: str, year: int) -> Fraction | None:
        if year >= self.programme.start_year:
            return self.cell[wijk.id, domain, year]
        known = wijk.baseline.get(domain)
        return None if known is None else Fraction(known) + self.regular(wijk, domain, year)

    def regular(self, wijk: Any, domain: str, year: int) -> Fraction:
        rows = [row for row in self.programme.regular if (row.wijk, row.domain) == (wijk.id, domain)] * self.counts
        return sum((Fraction(round(self.price(year) * Fraction(row.per_year) * 100), 100) for row in rows), Fraction(0))

    def total(self, wijk: Any, year: int) -> Fraction:
        return sum((self.cell[wijk.id, domain, year] for domain in self.domains), Fraction(0))

    def aims(self) -> list[dict[str, Any]]:
        """Rows of the plan document, of every aim that falls short by a cent or more."""
        found = []
        for rule, pointer, year, short, about in self.shortfalls():
            cents = round(short * 100)
            if cents > 0:
                row = aim(rule, 0, year, pointer, **about)
                found.append({**row, "short": (cents // 100) + Fraction(cents % 100, 100)})
        for row in found:
            row["short"] = f"{float(row['short']):.2f}"
        return found

    def shortfalls(self) -> Iterator[tuple[str, str, int | None, Fraction, dict[str, str]]]:
        rules = self.programme.rules
        for i, floor in enumerate(rules.floors):
            yield from self.floor(floor, f"/rules/floors/{i}")
        yield from self.cover(rules.structural_cover) if rules.structural_cover else ()
        for wijk in self.wijken:
            for year in self.term:
                for name, pair in self.of_wijk(wijk, year).items():
                    yield name, "", year, pair, {"wijk": wijk.id}
                for domain in self.domains:
                    for name, short in self.of_cell(wijk, domain, year).items():
                        yield name, "", year, short, {"wijk": wijk.id, "domain": domain}
        if rules.per_resident_ratio:
            yield "per_resident_ratio", "", None, self.ratio(Fraction(rules.per_resident_ratio.max)), {}

    def floor(self, floor: Any, pointer: str) -> Iterator[Any]:
        for wijk in self.wijken:
            for domain in self.domains:
                for year in self.term:
                    if floor.wijk in (None, wijk.id) and floor.domain in (None, domain) and year >= (floor.from_ or 0):
                        asked = self.price(year) * Fraction(floor.per_resident) * wijk.residents_in(year)
                        short = Fraction(round(asked * 100), 100) - self.cell[wijk.id, domain, year]
                        yield "floors", pointer, year, short, {"wijk": wijk.id, "domain": domain}

    def cover(self, rule: Any) -> Iterator[Any]:
        incidental = {stream.id for stream in self.programme.streams if stream.kind == "incidental"}
        for measure in self.prepared.measures:
            for year in self.term:
                rows = [row for row in self.plan.spend if (row.measure, row.year) == (measure.id, year)]
                if measure.kind == "structural" and year >= (rule.from_ or 0):
                    short = sum((Fraction(row.amount) for row in rows if row.stream in incidental), Fraction(0))
                    yield "structural_cover", "", year, short, {"measure": measure.id}

    def of_wijk(self, wijk: Any, year: int) -> dict[str, Fraction]:
        rules, found = self.programme.rules, {}
        if rules.hold_harmless and wijk.baseline:
            before = self.term[0] - 1
            today = sum(map(Fraction, wijk.baseline.values())) + sum(
                self.regular(wijk, domain, before) for domain in self.domains
            )
            asked = Fraction(rules.hold_harmless.share) * today * self.price(year) / self.price(before)
            found["hold_harmless"] = asked - self.total(wijk, year)
        if rules.focus_minimum and wijk.focus:
            inside = sum(self.cell[wijk.id, focus.domain, year] for focus in wijk.focus)
            found["focus_minimum"] = Fraction(rules.focus_minimum.share) * self.total(wijk, year) - inside
        for name, kind in (("frontline_room", "professional"), ("resident_initiatives", "resident")):
            if getattr(rules, name):
                there = [
                    entry.cents
                    for entry in ledger(self.prepared, self.plan.spend)
                    if self.prepared.measure[entry.measure].room == kind and (entry.wijk, entry.year) == (wijk.id, year)
                ]
                asked = Fraction(getattr(rules, name).share) * self.total(wijk, year)
                found[name] = asked - Fraction(sum(there), 100)
        return found

    def of_cell(self, wijk: Any, domain: str, year: int) -> dict[str, Fraction]:
        rules, found = self.programme.rules, {}
        now, before = self.cell[wijk.id, domain, year], self.money(wijk, domain, year - 1)
        rise = self.price(year) / self.price(year - 1)
        persistence = rules.persistence
        if persistence and before is not None and (persistence.cells == "all" or domain in wijk.focus_factor):
            found["persistence"] = (1 - Fraction(persistence.max_drop)) * before * rise - now
        lines = [self.prepared.line.line[wijk.id, domain, y] for y in self.term]
        if rules.ramp_up and any(lines) and before is not None and year > self.start(wijk, domain):
            growth = Fraction(rules.ramp_up.max_growth)
            line = Fraction(self.prepared.line.line[wijk.id, domain, year], 100)
            found["ramp_up"] = now - (1 + growth) * before * rise - growth * line
        return found

    def start(self, wijk: Any, domain: str) -> int:
        """The year that is free: before the term with a baseline, else the first in which the cell can be paid."""
        if domain in wijk.baseline:
            return self.term[0] - 1
        return min((year for year in self.term if self.payable(wijk.id, domain, year)), default=self.term[-1])

    def payable(self, wijk: str, domain: str, year: int) -> bool:
        measures = [m for m in self.prepared.measures if (wijk, domain) in {(c.wijk, c.domain) for c in m.cells}]
        return any(
            year in self.prepared.years_of(measure) and self.has_money(stream, year) and self.may(stream, measure)
            for measure in measures
            for stream in self.programme.counted
        )

    @staticmethod
    def may(stream: Any, measure: Any) -> bool:
        return all(
            (stream.wijken is None or cell.wijk in stream.wijken)
            and (stream.domains is None or cell.domain in stream.domains)
            for cell in measure.cells
        ) and not (stream.excludes_staff and measure.staff)

    def has_money(self, stream: Any, year: int) -> bool:
        if stream.amounts.get(year, 0) > 0 or (year == self.term[0] and stream.opening > 0):
            return True
        carry = stream.carry_over
        return (
            year > self.term[0]
            and carry is not None
            and carry.share > 0
            and (carry.until is None or year <= carry.until)
            and self.has_money(stream, year - 1)
        )

    def ratio(self, most: Fraction) -> Fraction:
        found, everyone = [], 0
        for wijk in self.wijken:
            people = sum(wijk.residents_in(year) for year in self.term)
            line = sum(self.prepared.line.line[wijk.id, domain, year] for domain in self.domains for year in self.term)
            if people and line:
                real = sum((self.total(wijk, year) / self.price(year) for year in self.term), Fraction(0))
                found.append(real / people)
                everyone += people
        return (max(found) - most * min(found)) * everyone if found else Fraction(0)
