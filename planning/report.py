"""From payments to the rows of a plan document, in whole cents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from planning.checks import check
from planning.labels import measure_label
from planning.lapses import lapses
from planning.ledger import ledger
from planning.messages import Language, amount, say
from planning.money import CENTS_PER_EURO, EXACT, euros
from planning.plan import AimShort, CellYear, Chosen, Spend, StreamYear, Warned
from planning.prepared import Prepared
from planning.verify import shortfalls

COVERAGE_DECIMALS = Decimal("0.000001")


@dataclass(frozen=True)
class Rows:
    """Payments and what streams carried and lapsed, as rows of a plan document."""

    spend: tuple[Spend, ...]
    carried: tuple[StreamYear, ...]
    lapsed: tuple[StreamYear, ...]


def rows(
    spend: Iterable[tuple[str, str, int, int]],
    carried: Mapping[tuple[str, int], int],
    lapsed: Mapping[tuple[str, int], int],
    streams: Sequence[str],
    years: Sequence[int],
) -> Rows:
    """Rows from cents: spend (stream, measure, year, cents) as given, one carried and lapsed row per stream-year."""

    def by_year(amounts: Mapping[tuple[str, int], int]) -> tuple[StreamYear, ...]:
        return tuple(
            StreamYear(stream=stream, year=year, amount=euros(amounts.get((stream, year), 0)))
            for stream in streams
            for year in years
        )

    payments = tuple(Spend(stream=s, measure=m, year=y, amount=euros(amount)) for s, m, y, amount in spend)
    return Rows(payments, by_year(carried), by_year(lapsed))


def cells(prepared: Prepared, spend: Iterable[Spend]) -> tuple[CellYear, ...]:
    """One row per cell and year: planned, regular, sowing line, equal share, coverage."""
    programme = prepared.programme
    planned: dict[tuple[str, str, int], int] = defaultdict(int)
    for entry in ledger(prepared, spend):
        if entry.wijk is not None and entry.domain is not None:
            planned[entry.wijk, entry.domain, entry.year] += entry.cents
    found = []
    for wijk in programme.wijken:
        for domain in programme.domains:
            for year in programme.term:
                key = (wijk.id, domain.id, year)
                regular = prepared.line.regular.get(key, 0)
                money = planned[key] + (regular if programme.count_regular else 0)
                found.append(
                    CellYear(
                        wijk=wijk.id,
                        domain=domain.id,
                        year=year,
                        planned=euros(planned[key]),
                        regular=euros(regular),
                        sowing_line=euros(prepared.line.line[key]),
                        equal_share=euros(prepared.line.equal[key]),
                        coverage=coverage(money, prepared.line.line[key]),
                    )
                )
    return tuple(found)


def coverage(money: int, line: int) -> Decimal | None:
    """Money over sowing line (cents), six decimals, half to even; None where there is no line."""
    if line == 0:
        return None
    return EXACT.divide(Decimal(money), Decimal(line)).quantize(COVERAGE_DECIMALS, ROUND_HALF_EVEN, context=EXACT)


def benefit(prepared: Prepared, spend: Iterable[Spend], chosen: Iterable[Chosen] = ()) -> Decimal:
    """Σ benefit·y of measures without a profile (nominal euros), and that of the chosen ones; cents, half to even."""
    total = Fraction(0)
    for row in spend:
        measure = prepared.measure[row.measure]
        if measure.profile is None and measure.benefit:
            total += Fraction(measure.benefit) * Fraction(row.amount)
    total += sum((Fraction(prepared.measure[row.measure].benefit) for row in chosen), Fraction(0))
    return euros(round(total * CENTS_PER_EURO))


def warnings(
    prepared: Prepared,
    language: Language,
    settled: bool = True,
    ended: bool = True,
    lapsed: Sequence[StreamYear] = (),
    unit: int = CENTS_PER_EURO,
) -> tuple[Warned, ...]:
    """What is odd but possible, as rows of the plan document; also that growth was not refined or ended.

    What lapses comes first; less than a `unit` (cents that payments come in) of a stream is not told.
    """
    lost, others = lapses(prepared, lapsed, unit, check(prepared).warnings)
    found = [Warned(pointer=odd.pointer, sentence=odd.sentence(language)) for odd in (*lost, *others)]
    if not ended:
        found.append(Warned(pointer="", sentence=say("plan.not_ended", language)))
    elif not settled:
        found.append(Warned(pointer="/evenness", sentence=say("plan.not_settled", language)))
    return tuple(found)


def aims(prepared: Prepared, spend: Sequence[Spend], round_to: int, language: Language) -> tuple[AimShort, ...]:
    """Every aim that falls short by more than rounding explains, in the order of the rules.

    The arithmetic is the checker's own (`planning.verify.shortfalls`): whole cents, and not the optimiser's.
    """
    labels = {measure.id: measure_label(prepared, measure, language) for measure in prepared.measures}
    wijken = {wijk.id: wijk.label for wijk in prepared.programme.wijken}
    domains = {domain.id: domain.label for domain in prepared.programme.domains}
    found = []
    for rule, pointer, year, wijk, domain, measure, short in shortfalls(prepared, spend, round_to):
        subject = ", ".join(
            filter(None, (wijken.get(wijk or ""), domains.get(domain or ""), labels.get(measure or "")))
        )
        sentence = say(f"aim.{rule}", language, subject=subject, year=year, euros=amount(short, language))
        row = AimShort(
            rule=rule,
            pointer=pointer,
            year=year,
            wijk=wijk,
            domain=domain,
            measure=measure,
            short=euros(short),
            sentence=sentence,
        )
        found.append(row)
    return tuple(found)
