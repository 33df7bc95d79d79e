"""From the fields of a small document to its plan, without the plan document: model, stages, rounding."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from planning.ledger import ledger
from planning.money import CENTS_PER_EURO, euros
from planning.optimiser.engine import Engine, Floats
from planning.optimiser.figures import CENTS_PER_UNIT, figures
from planning.optimiser.linear import Model
from planning.optimiser.model import build_model
from planning.optimiser.rounding import Payments, rounded
from planning.optimiser.stages import Outcome, Stages
from planning.plan import Spend
from planning.prepared import Prepared
from tests.builders import prepared


def silent(stage: str, seconds: float | None) -> None:
    """No progress."""


def modelled(**fields: Any) -> Model:
    """The linear programme of the smallest document with `fields`."""
    return build_model(figures(prepared(**fields)))


@dataclass(frozen=True)
class Solved:
    """A plan by ids. Money is in whole or broken euros (Decimal), lists run over the years of the term."""

    model: Model
    outcome: Outcome
    payments: Payments

    @property
    def prepared(self) -> Prepared:
        """The programme that was planned."""
        return self.model.figures.prepared

    @property
    def years(self) -> list[int]:
        """The years of the term."""
        return self.model.figures.years

    @cached_property
    def spend(self) -> dict[tuple[str, str, int], Decimal]:
        """Euros by (stream, measure, year); payments of nothing are not in it."""
        found = self.model.figures
        return {
            (found.streams[s].id, found.measures[m].id, found.years[t]): euros(amount)
            for (s, m, t), amount in sorted(self.payments.spend.items())
        }

    @cached_property
    def cells(self) -> dict[tuple[str, str, int], Decimal]:
        """Euros of this plan by (wijk, domain, year), without regular money."""
        paid = [Spend(stream=s, measure=m, year=year, amount=amount) for (s, m, year), amount in self.spend.items()]
        money = dict.fromkeys(self.prepared.line.line, Decimal(0))
        for entry in ledger(self.prepared, paid):
            if entry.wijk is not None and entry.domain is not None:
                money[entry.wijk, entry.domain, entry.year] += euros(entry.cents)
        return money

    @cached_property
    def coverage(self) -> dict[tuple[str, str, int], float]:
        """Coverage as a fraction by (wijk, domain, year), regular money in it where it counts."""
        line, counts = self.prepared.line, self.prepared.programme.count_regular
        regular = line.regular if counts else {}
        return {
            key: float(self.cells[key] + euros(regular.get(key, 0))) / float(euros(sown))
            for key, sown in line.line.items()
            if sown > 0
        }

    def cell(self, wijk: str, domain: str = "school") -> list[Decimal]:
        """Euros of a cell per year."""
        return [self.cells[wijk, domain, year] for year in self.years]

    def paid(self, stream: str | None = None, measure: str | None = None) -> list[Decimal]:
        """Euros per year that a stream (or all) pays a measure (or all)."""
        rows = [
            (year, amount)
            for (s, m, year), amount in self.spend.items()
            if stream in (None, s) and measure in (None, m)
        ]
        return [sum((amount for when, amount in rows if when == year), Decimal(0)) for year in self.years]

    def carried(self, stream: str) -> list[Decimal]:
        """Euros that a stream carries to the next year, per year."""
        return self._of_stream(self.payments.carried, stream)

    def lapsed(self, stream: str) -> list[Decimal]:
        """Euros of a stream that lapse, per year."""
        return self._of_stream(self.payments.lapsed, stream)

    @property
    def lost(self) -> Decimal:
        """Euros that lapse, of all streams and years together."""
        return euros(sum(self.payments.lapsed.values()))

    def short(self, rule: str) -> dict[tuple[Any, ...], Decimal]:
        """Shortfalls of an aim before rounding, in the euros of its row: by what is known of (measure, wijk, domain,
        year). Only those of a euro or more.
        """
        values = self.values
        found = {}
        for aim in self.model.aims:
            about = self.model.about[aim.row]
            amount = Decimal(round(values[aim.short.hash] * CENTS_PER_UNIT / CENTS_PER_EURO))
            if about.rule == rule and amount >= 1:
                place = (about.measure, about.wijk, about.domain, about.year)
                found[tuple(part for part in place if part is not None)] = amount
        return found

    @cached_property
    def values(self) -> dict[int, float]:
        """Value of each column before rounding, by its hash, in thousands of euros."""
        return by_hash(self.model, self.outcome.values)

    def _of_stream(self, amounts: dict[tuple[int, int], int], stream: str) -> list[Decimal]:
        s = self.model.figures.stream_number[stream]
        return [euros(amounts.get((s, t), 0)) for t in range(len(self.years))]


def by_hash(model: Model, values: Floats) -> dict[int, float]:
    """Values (size,) by the hash of their column, as rounding wants them."""
    return {column.hash: value for column, value in zip(model.columns, values.tolist(), strict=True)}


def solve_prepared(made: Prepared, unit: int = CENTS_PER_EURO) -> Solved:
    """The plan of a programme in whole units of `unit` cents."""
    model = build_model(figures(made))
    outcome = Stages(model, Engine(model), silent).run()
    return Solved(model, outcome, rounded(model, by_hash(model, outcome.values), unit))


def solved(**fields: Any) -> Solved:
    """The plan of the smallest document with `fields` (see tests.builders.document), in whole euros."""
    return solve_prepared(prepared(**fields))
