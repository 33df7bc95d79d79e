"""Wijken on the overview: coverage per domain, and equal share, sowing line and plan side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from planning.money import CENTS_PER_EURO
from planning.programme import Wijk
from views.figures import Sown, Sums, adding_up, nearest, per_head, together

BANDS = (60, 75, 90, 110, 125, 150)
"""First whole percentages of the second to the seventh band of coverage."""
ROOM_ON_SCALE = 104
"""The scale of the furrow ends at this percentage of the highest figure, so that its seed is not cut off."""
FEW_EUROS = 10
"""Below this many euros per resident, figures per resident have decimals."""


@dataclass(frozen=True)
class HeatCell:
    """Coverage of a cell in whole percent with its band, 1 (far short) to 7; None without a sowing line."""

    coverage: int | None
    focus: bool

    @property
    def band(self) -> int | None:
        """The band of what is shown, so that figure and colour agree."""
        return None if self.coverage is None else 1 + sum(self.coverage >= first for first in BANDS)


@dataclass(frozen=True)
class Furrow:
    """The furrow drawing: percentages of its width, from zero."""

    equal: str
    line: str
    sown: str
    gap: str | None
    extra: str | None


@dataclass(frozen=True)
class PerHead:
    """Euros per resident per year; None without residents."""

    equal: Decimal | None
    line: Decimal | None
    plan: Decimal | None


@dataclass(frozen=True)
class WijkRow:
    """A wijk over the term. Yearly amounts are means in cents, in whole euros that add up over the wijken."""

    label: str
    residents: int
    coverage: int | None
    cells: tuple[HeatCell, ...]
    head: PerHead
    furrow: Furrow | None
    plan: int
    regular: int
    gets: int
    short: int


@dataclass(frozen=True)
class Wijken:
    """All wijken, least covered first, and the row of all together; amounts in cents per year."""

    domains: tuple[str, ...]
    rows: tuple[WijkRow, ...]
    total: WijkRow
    office: int
    has_regular: bool
    counts_regular: bool
    has_norm: bool
    has_focus: bool

    @property
    def furthest(self) -> WijkRow:
        """The least covered wijk."""
        return self.rows[0]

    @property
    def peopled(self) -> tuple[WijkRow, ...]:
        """Wijken with residents, least money per resident first."""
        return tuple(sorted((row for row in self.rows if row.residents), key=lambda row: row.head.plan or 0))


def wijken(sums: Sums) -> Wijken:
    """Every figure about wijken that the overview shows."""
    programme = sums.programme
    by_wijk = {
        wijk.id: together(sums.cells[wijk.id, domain.id] for domain in programme.domains) for wijk in programme.wijken
    }
    rows = _rows(sums, by_wijk)
    shown = sorted(rows, key=lambda row: (row.coverage is None, row.coverage or 0))
    return Wijken(
        domains=tuple(domain.label for domain in programme.domains),
        rows=tuple(shown),
        total=_total(sums, rows, together(by_wijk.values())),
        office=_per_year([sums.office], sums)[0],
        has_regular=any(sown.regular for sown in by_wijk.values()),
        counts_regular=programme.count_regular,
        has_norm=any(domain.norm is not None for domain in programme.domains),
        has_focus=any(wijk.focus for wijk in programme.wijken),
    )


def _per_year(amounts: Sequence[int], sums: Sums) -> list[int]:
    """Cents per year for cents over the term, in whole euros that add up."""
    return [CENTS_PER_EURO * part for part in adding_up(amounts, CENTS_PER_EURO * len(sums.years))]


def _heads(sown: Sown, people: int, decimals: int) -> PerHead:
    return PerHead(*(per_head(amount, people, decimals) for amount in (sown.equal, sown.line, sown.money)))


def _decimals(sums: Sums, by_wijk: dict[str, Sown]) -> int:
    """Decimals of figures per resident: none, or two where all of them are small."""
    highest = max(
        (max(per_head(amount, sums.people[wijk], 2) or 0 for amount in (sown.money, sown.line)))
        for wijk, sown in by_wijk.items()
    )
    return 0 if highest >= FEW_EUROS else 2


def _rows(sums: Sums, by_wijk: dict[str, Sown]) -> list[WijkRow]:
    """The rows in document order."""
    decimals = _decimals(sums, by_wijk)
    plan = _per_year([sown.money for sown in by_wijk.values()], sums)
    equal = _per_year([sown.equal for sown in by_wijk.values()], sums)
    regular = _per_year([sown.regular for sown in by_wijk.values()], sums)
    scale = _scale(sums, by_wijk)
    rows = []
    for place, wijk in enumerate(sums.programme.wijken):
        sown, people = by_wijk[wijk.id], sums.people[wijk.id]
        rows.append(
            WijkRow(
                label=wijk.label,
                residents=nearest(people, len(sums.years)),
                coverage=sown.coverage,
                cells=_heat(sums, wijk),
                head=_heads(sown, people, decimals),
                furrow=_furrow(sown, people, scale),
                plan=plan[place],
                regular=regular[place],
                gets=plan[place] - equal[place],
                short=max(0, nearest(sown.line - sown.money, len(sums.years))),
            )
        )
    return rows


def _total(sums: Sums, rows: Sequence[WijkRow], sown: Sown) -> WijkRow:
    """All wijken: its yearly amounts are the sums of the rows above it."""
    people = sum(sums.people.values())
    ids = [wijk.id for wijk in sums.programme.wijken]
    return WijkRow(
        label="",
        residents=nearest(people, len(sums.years)),
        coverage=sown.coverage,
        cells=tuple(
            HeatCell(together(sums.cells[wijk, domain.id] for wijk in ids).coverage, focus=False)
            for domain in sums.programme.domains
        ),
        head=_heads(sown, people, 0 if all(_whole(row.head.plan) for row in rows) else 2),
        furrow=None,
        plan=sum(row.plan for row in rows),
        regular=sum(row.regular for row in rows),
        gets=sum(row.gets for row in rows),
        short=max(0, nearest(sown.line - sown.money, len(sums.years))),
    )


def _whole(euros: Decimal | None) -> bool:
    return euros is None or euros.as_tuple().exponent == 0


def _heat(sums: Sums, wijk: Wijk) -> tuple[HeatCell, ...]:
    return tuple(
        HeatCell(sums.cells[wijk.id, domain.id].coverage, domain.id in wijk.focus_factor)
        for domain in sums.programme.domains
    )


def _scale(sums: Sums, by_wijk: dict[str, Sown]) -> tuple[int, int]:
    """The highest figure per resident of all wijken, as (cents, resident-years), with some room."""
    figures = [
        (amount, sums.people[wijk])
        for wijk, sown in by_wijk.items()
        for amount in (sown.equal, sown.line, sown.money)
        if sums.people[wijk]
    ]
    highest = max(figures, key=lambda figure: Decimal(figure[0]) / figure[1], default=(0, 1))
    return ROOM_ON_SCALE * highest[0], 100 * highest[1]


def _furrow(sown: Sown, people: int, scale: tuple[int, int]) -> Furrow | None:
    """The drawing of a wijk; None where there is nothing to draw."""
    if not people or not scale[0]:
        return None

    def at(amount: int) -> int:
        """Tenths of a percent of the width."""
        return nearest(1000 * amount * scale[1], people * scale[0])

    line, plan = at(sown.line), at(sown.money)
    return Furrow(
        equal=_tenths(at(sown.equal)),
        line=_tenths(line),
        sown=_tenths(min(line, plan)),
        gap=_tenths(line - plan) if plan < line else None,
        extra=_tenths(plan - line) if plan > line else None,
    )


def _tenths(value: int) -> str:
    return f"{value // 10}.{value % 10}%"
