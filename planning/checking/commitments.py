"""Commitments that cannot be kept: what is already promised against conditions, money, maxima, staff and matching."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from planning.checking.investments import Investments
from planning.checking.matching import Matching
from planning.checking.supply import Supply, parts, up
from planning.messages.wording import money_pair
from planning.prepared import Prepared
from planning.problems import Problem
from planning.programme import Commitment, Measure
from planning.rules import MUST

Row = tuple[int, Commitment]
"""A commitment of a counted stream with its number in the document."""


def commitment_errors(prepared: Prepared, supply: Supply, investments: Investments) -> Iterator[Problem]:
    """Every commitment, or sum of commitments, that no plan can keep. Exact; a problem per subject."""
    rows = [(i, row) for i, row in enumerate(prepared.programme.commitments) if row.stream in prepared.stream]
    rows = [(i, row) for i, row in rows if row.amount > 0]
    yield from _barred(prepared, supply, rows)
    yield from _uncovered(prepared, rows)
    yield from _beyond_stream(prepared, supply, rows)
    yield from _beyond_maximum(prepared, supply, rows)
    yield from _beyond_staff(prepared, supply, rows)
    yield from _beyond_chain(prepared, supply, investments, rows)
    yield from _unmatched(prepared, supply, rows)


def _barred(prepared: Prepared, supply: Supply, rows: list[Row]) -> Iterator[Problem]:
    """spend[s,m,t] ≥ committed where there is no such payment: earmark, staff, or a year outside the measure's."""
    for i, row in rows:
        if not supply.may_pay(row.stream, row.measure, row.year):
            yield Problem(f"/commitments/{i}", "check.commitment_barred", _named(prepared, row))


def _uncovered(prepared: Prepared, rows: list[Row]) -> Iterator[Problem]:
    """Incidental money committed to a structural measure, from the year of a must of structural_cover."""
    rule = prepared.programme.rules.structural_cover
    if rule is None or rule.strength != MUST:
        return
    for i, row in rows:
        in_force = rule.from_ is None or row.year >= rule.from_
        structural = prepared.measure[row.measure].kind == "structural"
        if in_force and structural and prepared.stream[row.stream].kind == "incidental":
            yield Problem(f"/commitments/{i}", "check.commitment_uncovered", _named(prepared, row))


def _beyond_stream(prepared: Prepared, supply: Supply, rows: list[Row]) -> Iterator[Problem]:
    """Commitments of a stream in a year above what it can have then, after its earlier commitments."""
    for stream in supply.streams:
        purse = supply.purses[stream.id]
        for t, year in enumerate(supply.years):
            if purse.committed[t] > purse.have[t]:
                first = next(i for i, row in rows if (row.stream, row.year) == (stream.id, year))
                asked, there = money_pair(purse.committed[t], purse.have[t])
                about = {"stream": stream.label, "year": year, "asked": asked, "there": there}
                yield Problem(f"/commitments/{first}", "check.commitment_money", about)
                break  # what follows can follow from this


def _beyond_maximum(prepared: Prepared, supply: Supply, rows: list[Row]) -> Iterator[Problem]:
    """Commitments to a measure in a year, of all streams together, above its maximum."""
    for (measure, year), numbers in _by_measure(rows).items():
        limit = supply.cap(prepared.measure[measure], year - supply.years[0])
        committed = _to_measure(supply, measure, year)
        if limit is not None and committed > limit and prepared.measure[measure].profile is None:
            asked, there = money_pair(committed, limit)
            about = {"measure": prepared.measure[measure].label, "year": year, "asked": asked, "there": there}
            yield Problem(f"/commitments/{numbers[0]}", "check.commitment_maximum", about)


def _beyond_staff(prepared: Prepared, supply: Supply, rows: list[Row]) -> Iterator[Problem]:
    """Staff of what is committed in a domain and year above the capacity there."""
    label = {domain.id: domain.label for domain in prepared.programme.domains}
    needed: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
    for (_, identifier, year), amount in supply.committed.items():
        measure = prepared.measure[identifier]
        real = Fraction(amount, 100) / Fraction(prepared.programme.prices[year])
        for (wijk, domain), part in parts(measure).items():
            if wijk is None and domain is not None:
                needed[domain, year] += part * Fraction(measure.fte_per_million) * real / 1_000_000
    for domain, by_year in prepared.programme.rules.staff_capacity.items():
        for year, capacity in by_year.items():
            if needed[domain, year] > Fraction(capacity):
                asked = _tenths(needed[domain, year])
                about = {"domain": label[domain], "year": year, "asked": asked, "there": capacity}
                yield Problem(f"/rules/staff_capacity/{domain}/{year}", "check.commitment_staff", about)


def _tenths(number: Fraction) -> Decimal:
    """Rounded up to one decimal, so that it never reads as enough."""
    return Decimal(up(number * 10)).scaleb(-1)


def _beyond_chain(prepared: Prepared, supply: Supply, investments: Investments, rows: list[Row]) -> Iterator[Problem]:
    """A commitment to a measure that outruns what it requires, however much of that is carried out."""
    for (identifier, year), numbers in _by_measure(rows).items():
        measure = prepared.measure[identifier]
        limit = supply.cap(measure, year - supply.years[0])
        for required in measure.requires:
            degree = investments.degree(required, year - required.lag)
            if not limit or degree is None or measure.profile is not None:
                continue  # when an investment starts is for `planning.checking.whole`
            committed = _to_measure(supply, identifier, year)
            share = 1 if prepared.measure[required.measure].profile is not None else Fraction(required.share)
            if committed <= limit and committed > share * degree * limit:
                about = {"measure": measure.label, "year": year, "earlier": year - required.lag}
                about |= {"required": prepared.measure[required.measure].label}
                yield Problem(f"/commitments/{numbers[0]}", "check.commitment_chain", about)
                break


def _unmatched(prepared: Prepared, supply: Supply, rows: list[Row]) -> Iterator[Problem]:
    """Committed money that asks more co-financing than others can give, in its place and time."""
    for number, stream in enumerate(prepared.programme.streams):
        if stream.match is None or stream.id not in prepared.stream:
            continue
        shortest = None
        matching = Matching(supply, stream, stream.match)
        for place, by_year in matching.committed().items():
            for first, last in matching.spans():
                asked = matching.ratio * sum(by_year.get(t, 0) for t in range(first, last + 1))
                there = matching.most(place, first, last)
                if asked > there and (shortest is None or asked - there > shortest[0]):
                    shortest = (asked - there, asked, there, supply.years[first : last + 1])
        if shortest is not None:
            _, asked, there, years = shortest
            sums = money_pair(up(asked), there)
            about = {"stream": stream.label, "years": years, "asked": sums[0], "there": sums[1]}
            yield Problem(f"/streams/{number}/match", "check.commitment_match", about)


def _by_measure(rows: list[Row]) -> dict[tuple[str, int], list[int]]:
    """Numbers of the commitments by measure and year."""
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for i, row in rows:
        found[row.measure, row.year].append(i)
    return found


def _to_measure(supply: Supply, measure: str, year: int) -> int:
    return sum(amount for (_, m, t), amount in supply.committed.items() if (m, t) == (measure, year))


def _named(prepared: Prepared, row: Commitment) -> dict[str, object]:
    measure: Measure = prepared.measure[row.measure]
    return {"stream": prepared.stream[row.stream].label, "measure": measure.label, "year": row.year}
