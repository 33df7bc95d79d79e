"""The columns of the oracle and the sums that its rules speak of. A unit of money is a middling sowing line."""

from __future__ import annotations

from functools import cached_property

from planning.prepared import Prepared
from planning.programme import Measure, Stream
from tests.oracle.system import Linear, System, total

Cell = tuple[str, str]
"""(wijk id, domain id)."""
NOTHING = Linear()
THOUSAND_EUROS = 100_000
"""Cents by which a shortfall is divided where the sowing line of its scope is 0."""


class Model:
    """Columns spend[s,m,t], carried[s,t], lapsed[s,t], and the money of measures and cells in terms of them."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.programme = prepared.programme
        self.rules = prepared.programme.rules
        self.term = list(prepared.programme.term)
        self.price = {year: float(level) for year, level in prepared.programme.prices.levels.items()}
        self.cells = [(w.id, d.id) for w in self.programme.wijken for d in self.programme.domains]
        self.focus = {(wijk.id, domain) for wijk in self.programme.wijken for domain in wijk.focus_factor}
        lines = [amount for amount in prepared.line.line.values() if amount > 0]
        self.unit = sum(lines) / len(lines) if lines else float(THOUSAND_EUROS)
        self.system = System()
        self.spend: dict[tuple[str, str, int], Linear] = {}
        self.carried: dict[tuple[str, int], Linear] = {}
        self.lapsed: dict[tuple[str, int], Linear] = {}
        for stream in self.programme.counted:
            self._columns(stream)
        self.paid = {(m.id, t): self._paid(m, t) for m in prepared.measures for t in self.term}
        self.money = {(*cell, t): self._money(cell, t) for cell in self.cells for t in self.term}

    def units(self, cents: float) -> float:
        """Cents in units."""
        return cents / self.unit

    def euros(self, units: float) -> float:
        """Units in euros."""
        return units * self.unit / 100.0

    # Streams

    def income(self, stream: Stream, year: int) -> float:
        """What comes in, with the opening in the first year."""
        euros = stream.amounts.get(year, 0) + (stream.opening if year == self.term[0] else 0)
        return self.units(float(euros) * 100.0)

    def may_pay(self, stream: Stream, measure: Measure) -> bool:
        """The earmarks, apart from the years."""
        if stream.measures is not None and measure.id not in stream.measures:
            return False
        if stream.excludes_staff and measure.staff:
            return False
        if not measure.cells:
            return stream.domains is None and stream.wijken is None
        return all(in_earmark(stream, cell.wijk, cell.domain) for cell in measure.cells)

    def _columns(self, stream: Stream) -> None:
        """A stream that can have no money in a year gets no columns there: no row forces them to 0."""
        carry = stream.carry_over
        arrives = False
        for year in self.term:
            if self.income(stream, year) == 0 and not arrives:
                continue
            self.lapsed[stream.id, year] = self.system.column()
            for measure in self.prepared.measures:
                if year in self.prepared.years_of(measure) and self.may_pay(stream, measure):
                    self.spend[stream.id, measure.id, year] = self.system.column()
            if carry is not None and year != self.term[-1]:
                self.carried[stream.id, year] = self.system.column()
            arrives = carry is not None and carry.share > 0 and (carry.until is None or year < carry.until)

    # Measures and cells

    def parts(self, measure: Measure) -> dict[Cell, float]:
        """q[m,w,d]: the part of the measure in each of its cells."""
        weight = sum(float(cell.weight) for cell in measure.cells)
        parts: dict[Cell, float] = {}
        for cell in measure.cells:
            key = (cell.wijk, cell.domain)
            parts[key] = parts.get(key, 0.0) + float(cell.weight) / weight
        return parts

    def part_in(self, measure: Measure, wijk: str) -> float:
        """The part of the measure in a wijk."""
        return sum(part for (where, _), part in self.parts(measure).items() if where == wijk)

    def _paid(self, measure: Measure, year: int) -> Linear:
        columns = (self.spend.get((s.id, measure.id, year), NOTHING) for s in self.programme.counted)
        return self.system.define(total(columns))

    @cached_property
    def served(self) -> dict[Cell, list[tuple[Measure, float]]]:
        """The measures of each cell, with the part of the measure that lies in it."""
        served: dict[Cell, list[tuple[Measure, float]]] = {cell: [] for cell in self.cells}
        for measure in self.prepared.measures:
            for cell, part in self.parts(measure).items():
                served[cell].append((measure, part))
        return served

    def _money(self, cell: Cell, year: int) -> Linear:
        paid = total(self.paid[measure.id, year] * part for measure, part in self.served[cell])
        return self.system.define(paid + Linear({}, self.regular(cell, year)))

    def regular(self, cell: Cell, year: int) -> float:
        """Regular money of a cell where it counts; also in the year before the term."""
        if not self.programme.count_regular:
            return 0.0
        rows = (row for row in self.programme.regular if (row.wijk, row.domain) == cell)
        return self.units(sum(float(row.per_year) for row in rows) * 100.0 * self.price[year])

    def before(self, cell: Cell) -> Linear | None:
        """Money of a cell in the year before the term; None where nothing is known."""
        wijk = next(wijk for wijk in self.programme.wijken if wijk.id == cell[0])
        baseline = wijk.baseline.get(cell[1])
        if baseline is None:
            return None
        return Linear({}, self.units(float(baseline) * 100.0) + self.regular(cell, self.term[0] - 1))

    def of_wijk(self, wijk: str, year: int) -> Linear:
        """Σ_d Y[w,d,t]."""
        return total(self.money[wijk, domain.id, year] for domain in self.programme.domains)

    def line(self, cell: Cell, year: int) -> float:
        """The sowing line of a cell."""
        return self.units(self.prepared.line.line[(*cell, year)])

    def scope(self, cells: list[Cell], year: int) -> float:
        """The sowing line of the scope of an aim; a thousand euros where it is 0."""
        return sum(self.line(cell, year) for cell in cells) or self.units(THOUSAND_EUROS)

    def cells_of(self, wijk: str) -> list[Cell]:
        """The cells of a wijk."""
        return [cell for cell in self.cells if cell[0] == wijk]

    def can_be_paid(self, cell: Cell, year: int) -> bool:
        """Whether some stream may pay some measure of the cell in the year."""
        return any(self.paid[measure.id, year].terms for measure, _ in self.served[cell])


def in_earmark(stream: Stream, wijk: str, domain: str) -> bool:
    """Whether a cell lies in the domains and the wijken of a stream."""
    within = stream.domains is None or domain in stream.domains
    return within and (stream.wijken is None or wijk in stream.wijken)
