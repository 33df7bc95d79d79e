"""The sowing line (zaailijn): what every cell would get if money flowed freely.

Steady for the whole term in real terms and in proportion to need. Also the equal share: the same line with the
inequality dial at 0 and without focus.

    ω[w,d] = focus[w,d] · n[w,d]^dial / (Σ_w P·n[w,d]^dial / Σ_w P)
    L[w,d,t] = p[t] · M · share[d]·P[w,t]·ω[w,d,t] / Σ_{w',d'} share[d']·P[w',t]·ω[w',d',t]
    M = Σ_t income[t] / Σ_t p[t]   (all counted streams with their openings; regular money too where it counts)

With a norm: L[w,d,t] = p[t]·norm[d]·P[w,t]·focus[w,d]·n[w,d]^dial.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from planning.money import EXACT, cents, split
from planning.programme import Programme

CellKey = tuple[str, str, int]
"""(wijk id, domain id, calendar year)."""


@dataclass(frozen=True)
class SowingLine:
    """Whole cents, nominal, by (wijk, domain, year): the sowing line and the equal share; regular money beside."""

    line: Mapping[CellKey, int]
    equal: Mapping[CellKey, int]
    regular: Mapping[CellKey, int]


def sowing_line(programme: Programme, need: Mapping[tuple[str, str], Decimal]) -> SowingLine:
    """The sowing line and the equal share of every cell and year of the term, in whole cents.

    Args:
        programme: the document.
        need: need by (wijk id, domain id), 1 is average; see `planning.need.needs`.

    Without a norm the cents of all cells together are those of all income (largest remainder, year by year).
    A cell without residents, share or need has 0.
    """
    regular = _regular(programme)
    yearly = _steady_money(programme, sum(regular.values()) if programme.count_regular else 0)
    focus = {(w.id, d.id): w.focus_factor.get(d.id, Decimal(1)) for w in programme.wijken for d in programme.domains}
    none = dict.fromkeys(focus, Decimal(1))
    return SowingLine(
        line=_line(programme, yearly, _powers(need, programme.dial), focus),
        equal=_line(programme, yearly, none, none),
        regular=regular,
    )


def income(programme: Programme) -> dict[int, int]:
    """Cents, nominal, of all counted streams by year; openings in the first year."""
    total = dict.fromkeys(programme.term, 0)
    for stream in programme.counted:
        total[programme.start_year] += cents(stream.opening)
        for year, amount in stream.amounts.items():
            total[year] += cents(amount)
    return total


def _regular(programme: Programme) -> dict[CellKey, int]:
    found: dict[CellKey, int] = {}
    for row in programme.regular:
        for year in programme.term:
            key = (row.wijk, row.domain, year)
            found[key] = found.get(key, 0) + programme.prices.nominal(cents(row.per_year), year)
    return found


def _steady_money(programme: Programme, regular: int) -> dict[int, int]:
    """p[t]·M in whole cents: the money of the whole term divided over its years in proportion to p[t]."""
    years = list(programme.term)
    total = sum(income(programme).values()) + regular
    return dict(zip(years, split(total, [programme.prices[year] for year in years]), strict=True))


def _powers(need: Mapping[tuple[str, str], Decimal], dial: Decimal) -> dict[tuple[str, str], Decimal]:
    """need^dial by cell, with 50 digits; 1 at dial 0, also for a need of 0."""
    if dial == 0:
        return dict.fromkeys(need, Decimal(1))
    known: dict[Decimal, Decimal] = {}
    for value in need.values():
        if value not in known:
            known[value] = value if dial == 1 or value == 0 else EXACT.power(value, dial)
    return {cell: known[value] for cell, value in need.items()}


def _line(
    programme: Programme,
    yearly: Mapping[int, int],
    power: Mapping[tuple[str, str], Decimal],
    focus: Mapping[tuple[str, str], Decimal],
) -> dict[CellKey, int]:
    line: dict[CellKey, int] = {}
    normed = any(domain.norm is not None for domain in programme.domains)
    for year in programme.term:
        keys = [(w.id, d.id) for w in programme.wijken for d in programme.domains]
        if normed:
            amounts = _by_norm(programme, power, focus, year)
        else:
            weights = _weights(programme, power, focus, year)
            amounts = split(yearly[year], weights) if any(weights) else [0] * len(keys)
        line.update({(*key, year): amount for key, amount in zip(keys, amounts, strict=True)})
    return line


def _weights(
    programme: Programme,
    power: Mapping[tuple[str, str], Decimal],
    focus: Mapping[tuple[str, str], Decimal],
    year: int,
) -> list[Decimal]:
    """share·P·ω of every cell in a year, wijken outside and domains inside."""
    residents = {wijk.id: Decimal(wijk.residents_in(year)) for wijk in programme.wijken}
    people = sum(residents.values(), Decimal(0))
    scale: dict[str, Decimal] = {}
    for domain in programme.domains:
        mass = Decimal(0)
        for wijk, count in residents.items():
            mass = EXACT.add(mass, EXACT.multiply(count, power[wijk, domain.id]))
        scale[domain.id] = EXACT.divide(EXACT.multiply(domain.share, people), mass) if mass else Decimal(0)
    return [
        EXACT.multiply(
            EXACT.multiply(scale[domain.id], residents[wijk.id]),
            EXACT.multiply(power[wijk.id, domain.id], focus[wijk.id, domain.id]),
        )
        for wijk in programme.wijken
        for domain in programme.domains
    ]


def _by_norm(
    programme: Programme,
    power: Mapping[tuple[str, str], Decimal],
    focus: Mapping[tuple[str, str], Decimal],
    year: int,
) -> list[int]:
    """Cents of every cell in a year: p[t]·norm·P·focus·n^dial; 0 for a domain without a norm."""
    amounts = []
    for wijk in programme.wijken:
        for domain in programme.domains:
            per_resident = EXACT.multiply(domain.norm or Decimal(0), programme.prices[year])
            scale = EXACT.multiply(power[wijk.id, domain.id], focus[wijk.id, domain.id])
            people = Decimal(wijk.residents_in(year))
            amounts.append(cents(EXACT.multiply(EXACT.multiply(per_resident, people), scale)))
    return amounts
