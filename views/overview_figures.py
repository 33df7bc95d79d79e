"""Everything the overview shows, computed once from the prepared programme and its plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from planning.chosen import Investment, chosen_investments, investments_left_out
from planning.money import cents
from planning.plan import AimShort, PlanDocument, Warned
from planning.prepared import Prepared
from planning.programme import Programme
from views.charts import StepChart, step_chart
from views.figures import FINGERPRINT, Sums, per_head
from views.overview_money import Streams, Years, streams, years
from views.overview_reasons import WijkReasons, reasons
from views.overview_wijken import Wijken, wijken

WARNINGS = 5
"""How many warnings are shown at once; the rest folds open."""
PLACES = 50
"""At most so many places and years are named where an aim falls short; the plan document has them all."""


@dataclass(frozen=True)
class Lapsed:
    """Money that lapses: cents over the term, and by stream the most first."""

    amount: int
    streams: tuple[tuple[str, int], ...]
    years: tuple[int, ...]


@dataclass(frozen=True)
class AimGroup:
    """A rule that is an aim and falls short: cents over the term, and where it falls short, most first."""

    rule: str
    short: int
    worst: str
    others: tuple[str, ...]
    count: int
    unnamed: int

    @property
    def rest(self) -> int:
        """How many there are beside the worst."""
        return self.count - 1


@dataclass(frozen=True)
class Alert:
    """A row of the ledger of what needs attention; what it is about stands in one of the last two."""

    amount: int
    kind: str
    subject: Any


@dataclass(frozen=True)
class Overview:
    """The overview. Amounts in nominal cents; per resident in euros per year."""

    programme: Programme
    plan: PlanDocument
    fingerprint: str
    varying_residents: bool
    income: int
    income_head: Decimal | None
    unequal_on_purpose: bool
    wijken: Wijken
    years: Years
    chart: StepChart | None
    streams: Streams
    lapsed: Lapsed
    alerts: tuple[Alert, ...]
    warnings: tuple[Warned, ...]
    more_warnings: tuple[Warned, ...]
    chosen: tuple[Investment, ...]
    left_out: tuple[str, ...]
    reasons: tuple[WijkReasons, ...]
    aims: tuple[AimGroup, ...]
    has_aims: bool

    @property
    def first(self) -> int:
        """First year of the term."""
        return self.programme.term[0]

    @property
    def last(self) -> int:
        """Last year of the term."""
        return self.programme.term[-1]

    @property
    def chosen_amount(self) -> int:
        """What all chosen investments cost together."""
        return sum(row.amount for row in self.chosen)


def overview(prepared: Prepared, plan: PlanDocument) -> Overview:
    """All figures of the overview; the plan must have figures."""
    programme, sums = prepared.programme, Sums(prepared, plan)
    by_year = years(sums)
    lapsed = _lapsed(sums)
    table = wijken(sums)
    income = sum(sums.income.values())
    columns = [[row.layers[i] for row in by_year.rows] for i in range(len(by_year.layers))]
    decimals = 0 if table.total.head.plan is None else -int(table.total.head.plan.as_tuple().exponent)
    return Overview(
        programme=programme,
        plan=plan,
        fingerprint=plan.programme_sha256[:FINGERPRINT],
        varying_residents=any(not isinstance(wijk.residents, int) for wijk in programme.wijken),
        income=income,
        income_head=per_head(income, sum(sums.people.values()), decimals),
        unequal_on_purpose=programme.dial > 0 or table.has_focus,
        wijken=table,
        years=by_year,
        chart=step_chart(by_year.layers, columns, sums.years, [drop.year for drop in by_year.cliffs]),
        streams=streams(sums),
        lapsed=lapsed,
        alerts=_alerts(by_year, lapsed),
        warnings=plan.warnings[:WARNINGS],
        more_warnings=plan.warnings[WARNINGS:],
        chosen=tuple(chosen_investments(prepared, plan)),
        left_out=tuple(measure.label for measure in investments_left_out(prepared, plan)),
        reasons=reasons(sums, plan),
        aims=_aims(plan.aims),
        has_aims=_has_aims(programme),
    )


def _lapsed(sums: Sums) -> Lapsed:
    """What lapses, by stream."""
    label = {stream.id: stream.label for stream in sums.programme.streams}
    by_stream: dict[str, int] = defaultdict(int)
    for (stream, _), amount in sums.lapsed.items():
        by_stream[label[stream]] += amount
    most_first = sorted(((name, amount) for name, amount in by_stream.items() if amount), key=lambda row: -row[1])
    return Lapsed(
        amount=sum(by_stream.values()),
        streams=tuple(most_first),
        years=tuple(sorted({year for (_, year), amount in sums.lapsed.items() if amount})),
    )


def _alerts(by_year: Years, lapsed: Lapsed) -> tuple[Alert, ...]:
    """Cliffs and lapsing money, largest amount first."""
    found = [Alert(drop.amount, "cliff", drop) for drop in by_year.cliffs]
    if lapsed.amount:
        found.append(Alert(lapsed.amount, "lapsed", lapsed))
    return tuple(sorted(found, key=lambda alert: -alert.amount))


def _aims(short: Iterable[AimShort]) -> tuple[AimGroup, ...]:
    """Aims that fall short, by rule, largest shortfall first."""
    by_rule: dict[str, list[AimShort]] = defaultdict(list)
    for row in short:
        by_rule[row.rule].append(row)
    groups = []
    for rule, rows in by_rule.items():
        sentences = tuple(row.sentence for row in sorted(rows, key=lambda row: -row.short))
        groups.append(
            AimGroup(
                rule=rule,
                short=sum(cents(row.short) for row in rows),
                worst=sentences[0],
                others=sentences[1:PLACES],
                count=len(rows),
                unnamed=len(sentences[PLACES:]),
            )
        )
    return tuple(sorted(groups, key=lambda group: -group.short))


def _has_aims(programme: Programme) -> bool:
    """Whether any rule of the programme is an aim."""
    rules = programme.rules
    single = (getattr(rules, name) for name in type(rules).model_fields if name != "floors")
    return any(getattr(rule, "strength", None) == "aim" for rule in (*rules.floors, *single))
