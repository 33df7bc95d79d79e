"""Charts as geometry, drawn by `templates/components/`: no scripts, no styles, no scaled text.

Across, places are percentages, so that a drawing stretches with the page and its text does not; down they are pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from planning.money import CENTS_PER_EURO
from views.figures import nearest
from views.format import number

MILLION, THOUSAND = 1_000_000 * CENTS_PER_EURO, 1_000 * CENTS_PER_EURO
TOP, PLOT, BOTTOM = 24, 264, 28
"""Pixels above the highest step, of the steps themselves, and for the years below them."""
LABEL = 36
"""Pixels that the two lines of a label need."""
MOST_TICKS = 4
YEARS_WIDE, YEARS_NARROW = 15, 4
"""How many years can be named below the steps on a wide and on a narrow page."""


@dataclass(frozen=True)
class Tick:
    """A line across, with its label in the unit of the chart."""

    y: str
    label: str


@dataclass(frozen=True)
class Step:
    """A layer in a year: a rectangle. `edge` is its upper side, `riser` the upper side of the year before."""

    x: str
    end: str
    width: str
    y: str
    height: str
    riser: str | None


@dataclass(frozen=True)
class Area:
    """The steps of a layer, and its label beside the last of them (`middle` is the height of that step)."""

    key: str
    steps: tuple[Step, ...]
    middle: str
    label: str
    note: str
    last: int


@dataclass(frozen=True)
class YearMark:
    """A year below the steps; not every year has room on a narrow page."""

    x: str
    year: int
    wide: bool
    narrow: bool


@dataclass(frozen=True)
class Arrow:
    """A cliff: an arrow down from the level of the year before, with the amount. `last`: in the last year."""

    x: str
    top: str
    bottom: str
    head: str
    label: str
    last: bool


@dataclass(frozen=True)
class StepChart:
    """Stacked steps per year. `unit` is "mln", "duizend" or "" (euros)."""

    height: int
    floor: int
    unit: str
    ticks: tuple[Tick, ...]
    areas: tuple[Area, ...]
    years: tuple[YearMark, ...]
    arrows: tuple[Arrow, ...]


def step_chart(
    keys: Sequence[str], amounts: Sequence[Sequence[int]], years: Sequence[int], cliffs: Sequence[int]
) -> StepChart | None:
    """Yearly amounts (cents, not negative) of layers as stacked steps, first layer at the bottom.

    Args:
        keys: the layers, for their colours and names.
        amounts: cents per layer and year.
        years: the years.
        cliffs: years that get an arrow down from the level of the year before.

    Returns None where there is nothing to draw.
    """
    totals = [sum(column) for column in zip(*amounts, strict=True)]
    highest = max(totals, default=0)
    if not highest:
        return None
    unit, name = _unit(highest)
    levels = _levels(amounts, len(years))
    heights = [[_y(level, highest) for level in row] for row in levels]
    return StepChart(
        height=TOP + PLOT + BOTTOM,
        floor=TOP + PLOT,
        unit=name,
        ticks=_ticks(highest, unit),
        areas=_areas(keys, amounts, heights, unit),
        years=_marks(years),
        arrows=_arrows(years, cliffs, totals, heights[-1], unit),
    )


def _unit(highest: int) -> tuple[int, str]:
    """The unit of labels, in cents, and its name."""
    if highest >= MILLION:
        return MILLION, "mln"
    return (THOUSAND, "duizend") if highest >= 10 * THOUSAND else (CENTS_PER_EURO, "")


def _levels(amounts: Sequence[Sequence[int]], count: int) -> list[list[int]]:
    """Running sums per year: the ground, then the top of every layer."""
    levels = [[0] * count]
    for row in amounts:
        levels.append([below + amount for below, amount in zip(levels[-1], row, strict=True)])
    return levels


def _y(level: int, highest: int) -> int:
    """Tenths of a pixel from the top."""
    return 10 * (TOP + PLOT) - nearest(10 * PLOT * level, highest)


def _px(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"


def _across(place: int, count: int) -> str:
    """A percentage of the width, in hundredths."""
    hundredths = nearest(10_000 * place, count)
    return f"{hundredths // 100}.{hundredths % 100:02}%"


def _areas(
    keys: Sequence[str], amounts: Sequence[Sequence[int]], heights: list[list[int]], unit: int
) -> tuple[Area, ...]:
    middles = [(low[-1] + high[-1]) // 2 for low, high in pairwise(heights)]
    labels = _apart(middles)
    return tuple(
        Area(
            key=key,
            steps=_steps(heights[i], heights[i + 1]),
            middle=_px(middles[i]),
            label=_px(labels[i]),
            note=_in_unit(amounts[i][-1], unit),
            last=amounts[i][-1],
        )
        for i, key in enumerate(keys)
    )


def _steps(low: list[int], high: list[int]) -> tuple[Step, ...]:
    count = len(low)
    return tuple(
        Step(
            x=_across(i, count),
            end=_across(i + 1, count),
            width=_across(1, count),
            y=_px(high[i]),
            height=_px(low[i] - high[i]),
            riser=_px(high[i - 1]) if i else None,
        )
        for i in range(count)
    )


def _apart(middles: Sequence[int]) -> list[int]:
    """Heights of labels (tenths of a pixel, bottom layer first) near the middles, that do not overlap."""
    places: list[int] = []
    for middle in middles:
        lowest = places[-1] - 10 * LABEL if places else 10 * (TOP + PLOT) - 5 * LABEL
        places.append(min(middle, lowest))
    highest = 10 * TOP
    for i in reversed(range(len(places))):
        places[i] = max(places[i], highest)
        highest = places[i] + 10 * LABEL
    return places


def _ticks(highest: int, unit: int) -> tuple[Tick, ...]:
    """Round amounts from zero up: at most five, in steps of 1, 2 or 5 times a power of ten."""
    step = _round_step(highest)
    return tuple(Tick(_px(_y(level, highest)), _plain(level, unit)) for level in range(0, highest + 1, step))


def _round_step(highest: int) -> int:
    """The smallest of 1, 2, 5, 10, … euros in cents that needs at most `MOST_TICKS` steps."""
    power = CENTS_PER_EURO
    while True:
        for factor in (1, 2, 5):
            if highest <= MOST_TICKS * factor * power:
                return factor * power
        power *= 10


def _plain(level: int, unit: int) -> str:
    """A round amount in the unit: whole where it is, else one decimal."""
    return number(level // unit) if level % unit == 0 else _in_unit(level, unit)


def _in_unit(amount: int, unit: int) -> str:
    """An amount in the unit: one decimal in millions, else whole."""
    if unit != MILLION or not amount:
        return number(nearest(amount, unit))
    return number(Decimal(nearest(10 * amount, unit)).scaleb(-1))


def _marks(years: Sequence[int]) -> tuple[YearMark, ...]:
    """Every year, every second, … so many as there is room for."""
    count = len(years)
    wide, narrow = (-(-count // most) for most in (YEARS_WIDE, YEARS_NARROW))
    return tuple(
        YearMark(_across(2 * i + 1, 2 * count), year, i % wide == 0, i % narrow == 0) for i, year in enumerate(years)
    )


def _arrows(
    years: Sequence[int], cliffs: Sequence[int], totals: Sequence[int], tops: Sequence[int], unit: int
) -> tuple[Arrow, ...]:
    """An arrow per cliff, from the level of the year before to just above the step."""
    found = []
    for i, year in enumerate(years):
        if year in cliffs and i:
            tip = tops[i] - 30
            found.append(
                Arrow(
                    x=_across(i, len(years)),
                    top=_px(min(tops[i - 1], tip)),
                    bottom=_px(tip),
                    head=_px(tip - 60),
                    label=_in_unit(totals[i] - totals[i - 1], unit),
                    last=i == len(years) - 1,
                )
            )
    return tuple(found)
