"""Money on the overview: per layer and year, and per stream. All in nominal cents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from planning.money import cents
from planning.programme import Stream
from views.figures import Sums, percentage

LAYERS = ("municipality", "state", "partner")
"""From the bottom up, as soil lies."""
CLIFF = 5
"""A year is a cliff (ravijnjaar) when the plan pays at least this many percent less than in the year before."""


@dataclass(frozen=True)
class YearRow:
    """A year: what each layer pays, in the order of the layers; change is None in the first year."""

    year: int
    layers: tuple[int, ...]
    total: int
    structural: int | None
    change: int | None
    cliff: bool


@dataclass(frozen=True)
class Drop:
    """A year in which the plan pays less than in the year before, and the layer that falls most."""

    before: int
    year: int
    amount: int
    cliff: bool
    layer: str
    layer_amount: int


@dataclass(frozen=True)
class Years:
    """What the plan pays per layer and year; layers that pay nothing are left out."""

    layers: tuple[str, ...]
    rows: tuple[YearRow, ...]
    totals: tuple[int, ...]
    total: int
    structural: int | None
    drops: tuple[Drop, ...]

    @property
    def cliffs(self) -> tuple[Drop, ...]:
        """Cliffs, deepest first."""
        return tuple(drop for drop in self.drops if drop.cliff)


@dataclass(frozen=True)
class StreamRow:
    """A stream over the term. Carried is the sum over the years: the same euro can go on more than once."""

    label: str
    partner: str
    kind: str
    certainty: str
    income: int
    spent: int
    carried: int
    lapsed: int


@dataclass(frozen=True)
class LayerGroup:
    """The streams of a layer and their sum."""

    layer: str
    rows: tuple[StreamRow, ...]
    total: StreamRow


@dataclass(frozen=True)
class Streams:
    """All streams that count by layer, their sum, what does not balance, and the streams that do not count."""

    groups: tuple[LayerGroup, ...]
    total: StreamRow
    difference: int
    not_counted: tuple[StreamRow, ...]
    has_cents: bool


def years(sums: Sums) -> Years:
    """What the plan pays per layer and year."""
    paid = _paid(sums)
    layers = tuple(layer for layer in LAYERS if any(paid[layer, year] for year in sums.years))
    structural = _structural(sums)
    rows: list[YearRow] = []
    for year in sums.years:
        amounts = tuple(paid[layer, year] for layer in layers)
        total = sum(amounts)
        before = rows[-1].total if rows else None
        rows.append(
            YearRow(
                year=year,
                layers=amounts,
                total=total,
                structural=percentage(structural[year], total),
                change=None if before is None else total - before,
                cliff=before is not None and 100 * (before - total) >= CLIFF * before > 0,
            )
        )
    total = sum(row.total for row in rows)
    return Years(
        layers=layers,
        rows=tuple(rows),
        totals=tuple(sum(row.layers[i] for row in rows) for i in range(len(layers))),
        total=total,
        structural=percentage(sum(structural.values()), total),
        drops=_drops(layers, rows),
    )


def _paid(sums: Sums) -> dict[tuple[str, int], int]:
    """Cents by (layer, year)."""
    layer_of = sums.programme.layer_of
    paid: dict[tuple[str, int], int] = {(layer, year): 0 for layer in LAYERS for year in sums.years}
    for stream in sums.programme.counted:
        for year in sums.years:
            paid[layer_of[stream.partner], year] += sums.spent[stream.id, year]
    return paid


def _structural(sums: Sums) -> dict[int, int]:
    """What structural streams pay, by year."""
    ids = [stream.id for stream in sums.programme.counted if stream.kind == "structural"]
    return {year: sum(sums.spent[stream, year] for stream in ids) for year in sums.years}


def _drops(layers: tuple[str, ...], rows: list[YearRow]) -> tuple[Drop, ...]:
    """Years with less than the year before, largest drop first."""
    drops = []
    for before, row in pairwise(rows):
        if row.total < before.total:
            falls = [was - now for was, now in zip(before.layers, row.layers, strict=True)]
            most = max(range(len(layers)), key=lambda i: falls[i])
            drops.append(Drop(before.year, row.year, before.total - row.total, row.cliff, layers[most], falls[most]))
    return tuple(sorted(drops, key=lambda drop: (-drop.amount, drop.year)))


def streams(sums: Sums) -> Streams:
    """The table of streams with its balance."""
    programme = sums.programme
    partner = {partner.id: partner.label for partner in programme.partners}
    groups = []
    for layer in LAYERS:
        there = [stream for stream in programme.counted if programme.layer_of[stream.partner] == layer]
        if there:
            rows = tuple(_stream_row(sums, stream, partner[stream.partner]) for stream in there)
            groups.append(LayerGroup(layer, rows, _sum(rows)))
    counted = {stream.id for stream in programme.counted}
    return Streams(
        groups=tuple(groups),
        total=_sum(group.total for group in groups),
        difference=sum(sums.difference(stream.id) for stream in programme.counted),
        not_counted=tuple(
            _idle_row(stream, partner[stream.partner]) for stream in programme.streams if stream.id not in counted
        ),
        has_cents=sums.has_cents,
    )


def _stream_row(sums: Sums, stream: Stream, partner: str) -> StreamRow:
    income, spent, carried, lapsed = (
        sum(table[stream.id, year] for year in sums.years)
        for table in (sums.income, sums.spent, sums.carried, sums.lapsed)
    )
    return StreamRow(stream.label, partner, stream.kind, stream.certainty, income, spent, carried, lapsed)


def _idle_row(stream: Stream, partner: str) -> StreamRow:
    """A stream that does not count: only what would come in is known."""
    income = cents(stream.opening) + sum(cents(amount) for amount in stream.amounts.values())
    return StreamRow(stream.label, partner, stream.kind, stream.certainty, income, 0, 0, 0)


def _sum(rows: Iterable[StreamRow]) -> StreamRow:
    amounts = [(row.income, row.spent, row.carried, row.lapsed) for row in rows]
    columns = [sum(column) for column in zip(*amounts, strict=True)] or [0, 0, 0, 0]
    return StreamRow("", "", "", "", *columns)
