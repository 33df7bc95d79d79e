"""The figures of the document that make a repair true: what stands at each place now, and what would be enough.

A repair says by how many euros a rule gives way somewhere in some year. A document has one figure of a rule for all
places and years, so what is enough is what the worst of them needs. The plan that the repair was found with keeps every
rule with the new figures, because none of them is tighter than before.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from pulp import LpVariable

from planning.clashes import Change
from planning.money import CENTS_PER_EURO, cents, euros
from planning.optimiser.elastic_model import ElasticModel, Give, Scale, posts
from planning.optimiser.engine import Floats
from planning.optimiser.figures import CENTS_PER_UNIT, thousands
from planning.programme import Measure, Requirement

DECIMALS = 4
"""Of fractions; rounded to the side that is enough."""
EXACTLY = 1e-8
"""Thousands of euros that a rule may be off for a round figure: a thousandth of a cent."""
TINY = 1e-7
"""Thousands of euros that count as no payment."""
MOST = 100.0
"""The largest share of a link of a chain."""


def changes(model: ElasticModel, values: Floats, given: Sequence[int]) -> tuple[Change, ...]:
    """What to write in the document, in its order of rules.

    Args:
        values: the columns of the repaired plan (size,).
        given: cents by which each row gives way.
    """
    point = Point(model, values)
    worst: dict[str, Change] = {}
    for give, amount in zip(model.gives, given, strict=True):
        if amount > 0 and give.about.rule != "coherence":
            change = FIGURE[give.about.rule](point, give, amount)
            worst[change.pointer] = _worse(worst.get(change.pointer), change)
    raised = {pointer: change for pointer, change in worst.items() if pointer.endswith("/max_per_year")}
    return (*worst.values(), *point.chains(raised))


def _worse(one: Change | None, other: Change) -> Change:
    """Of two changes of one figure the one that goes further; nothing is enough goes furthest."""
    if one is None or other.enough is None:
        return other
    return one if one.enough is None or abs(one.enough - one.now) >= abs(other.enough - other.now) else other


class Point:
    """The repaired plan, and what rules ask in it."""

    def __init__(self, model: ElasticModel, values: Floats) -> None:
        self.model, self.figures = model, model.figures
        self._at = {column.hash: value for column, value in zip(model.columns, values.tolist(), strict=True)}

    def value(self, column: LpVariable) -> float:
        """Value of a column."""
        return float(self._at[column.hash])

    def missing(self, give: Give) -> float:
        """How much a row is missed by, in its own unit."""
        return self.value(give.column) * give.worth

    def asked(self, give: Give) -> float:
        """What a row asks (≥) or allows (≤), in its own unit, regular money of the place in it."""
        return self._worth(self.model.asked(give))

    def money_of_wijk(self, give: Give) -> float:
        """All money of the wijk and year that a row speaks of, thousands of euros."""
        return self._worth(self.model.all_of_wijk(give))

    def _worth(self, scale: Scale) -> float:
        return sum(factor * self.value(column) for column, factor in scale.terms.items()) + scale.constant

    # ---- chains ----

    def chains(self, raised: dict[str, Change]) -> Iterator[Change]:
        """The links that the plan outruns, with the maxima as they are to be."""
        for m, measure in enumerate(self.figures.measures):
            for number, link in enumerate(measure.requires):
                pointer = f"{self.figures.measure_pointer[measure.id]}/requires/{number}/share"
                needs = [self._outrun(m, link, t, raised) for t in range(len(self.figures.years))]
                if max(needs) > MOST:
                    yield Change(pointer, link.share, None)
                elif max(needs) > float(link.share) * (1 + EXACTLY):
                    yield Change(pointer, link.share, _rounded(max(needs), up=True))

    def _outrun(self, m: int, link: Requirement, t: int, raised: dict[str, Change]) -> float:
        """How many times further a measure is than what it requires, as parts of their maxima.

        An investment is as far as it starts: what it requires may be less far beside a maximum that is raised.
        """
        far = self._far(m, t, raised)
        if far == 0:
            return 0.0
        r, earlier = self.figures.measure_number[link.measure], t - link.lag
        if self.figures.measures[r].profile is not None:
            terms, reach = self.model.finished(r, earlier)
            return (
                0.0 if reach + sum(factor * self.value(column) for column, factor in terms.items()) > 0.5 else math.inf
            )
        if earlier < 0:
            before = 1.0 if self.figures.years[0] + earlier in self.figures.measures[r].already_running else 0.0
        else:
            before = self._paid(r, earlier) / self._most(r, earlier, raised) if self._paid(r, earlier) > TINY else 0.0
        return far / before if before > 0 else math.inf

    def _far(self, m: int, t: int, raised: dict[str, Change]) -> float:
        """How far a measure is: a part of its maximum; of an investment, whether it starts."""
        if self.figures.measures[m].profile is not None:
            start = self.model.start.get((m, t))
            begun = 0.0 if start is None else self.value(start)
            return begun if begun > TINY else 0.0
        paid = self._paid(m, t)
        return paid / self._most(m, t, raised) if paid > TINY else 0.0

    def _paid(self, m: int, t: int) -> float:
        return sum(map(self.value, self.model.paid_to.get((m, t), [])))

    def _most(self, m: int, t: int, raised: dict[str, Change]) -> float:
        """The maximum of a measure in a year with the changes, thousands of euros."""
        measure = self.figures.measures[m]
        change = raised.get(f"{self.figures.measure_pointer[measure.id]}/max_per_year")
        if change is None or change.enough is None:
            return self.figures.maximum[m, t]
        return thousands(self.figures.prepared.nominal(measure, change.enough, self.figures.years[t]))


def _rounded(fraction: float, up: bool, per_unit: float = 0.0) -> Decimal:
    """A fraction on four decimals, to one side; to the nearest where that makes next to no difference.

    `per_unit` is the thousands of euros that 1 of it stands for; 0 where it is not known.
    """
    scaled = fraction * 10**DECIMALS
    near = round(scaled)
    if abs(scaled - near) / 10**DECIMALS * per_unit > EXACTLY or per_unit == 0.0:
        near = math.ceil(scaled) if up else math.floor(scaled)
    return Decimal(max(0, near)).scaleb(-DECIMALS)


def _less(field: str) -> Callable[[Point, Give, int], Change]:
    """Of a figure that what is asked is proportional to: so much less that nothing is missing."""

    def figure(point: Point, give: Give, amount: int) -> Change:
        now = _now(point, give, field)
        asked = point.asked(give)
        enough = float(now) * (1 - point.missing(give) / asked)
        return Change(f"{give.about.pointer}/{field}", now, _rounded(enough, up=False, per_unit=asked / float(now)))

    return figure


def _share_of_wijk(point: Point, give: Give, amount: int) -> Change:
    """Of a share of the money of a wijk."""
    now, money = _now(point, give, "share"), point.money_of_wijk(give)
    enough = float(now) - point.missing(give) / money
    return Change(f"{give.about.pointer}/share", now, _rounded(enough, up=False, per_unit=money))


def _persistence(point: Point, give: Give, amount: int) -> Change:
    now, asked = _now(point, give, "max_drop"), point.asked(give)
    kept = (1 - float(now)) * (1 - point.missing(give) / asked)
    most = _rounded(1 - kept, up=True, per_unit=asked / (1 - float(now)))
    return Change(f"{give.about.pointer}/max_drop", now, min(most, Decimal(1)))


def _ramp_up(point: Point, give: Give, amount: int) -> Change:
    now = _now(point, give, "max_growth")
    c = point.figures.cell_number[give.about.wijk or "", give.about.domain or ""]
    line = point.figures.line[c][point.model.year(give)]
    before = (point.asked(give) - float(now) * line) / (1 + float(now))
    base = before + line
    enough = _rounded(float(now) + point.missing(give) / base, up=True, per_unit=base) if base > TINY else None
    return Change(f"{give.about.pointer}/max_growth", now, enough)


def _ratio(point: Point, give: Give, amount: int) -> Change:
    now, asked = _now(point, give, "max"), point.asked(give)
    if asked <= TINY:
        return Change(f"{give.about.pointer}/max", now, None)
    enough = float(now) * (1 + point.missing(give) / asked)
    return Change(f"{give.about.pointer}/max", now, _rounded(enough, up=True, per_unit=asked / float(now)))


def _now(point: Point, give: Give, field: str) -> Decimal:
    """The figure as it stands: of a rule, or of the co-financing of a stream."""
    programme = point.figures.prepared.programme
    if give.about.rule == "co_financing":
        match = programme.streams[_index(give)].match
        return match.ratio if match is not None else Decimal(0)
    return Decimal(getattr(getattr(programme.rules, give.about.rule), field))


def _index(give: Give, part: int = 2) -> int:
    """A number in the pointer of a row."""
    return int(give.about.pointer.split("/")[part])


def _floor(point: Point, give: Give, amount: int) -> Change:
    """The most cents per resident that ask no more than what is left of the floor."""
    prepared, about = point.figures.prepared, give.about
    year, prices = about.year or 0, prepared.programme.prices
    now = prepared.programme.rules.floors[_index(give, 3)].per_resident
    residents = next(w for w in prepared.programme.wijken if w.id == about.wijk).residents_in(year)
    left = max(0, prices.nominal(cents(now) * residents, year) - amount)
    each = math.floor(Fraction(left) / (Fraction(prices[year]) * residents))
    return Change(f"{about.pointer}/per_resident", now, euros(each))


def _commitment(point: Point, give: Give, amount: int) -> Change:
    now = point.figures.prepared.programme.commitments[_index(give)].amount
    return Change(f"{give.about.pointer}/amount", now, _like(now, now - euros(amount), ROUND_FLOOR))


def _like(now: Decimal, enough: Decimal, side: str) -> Decimal:
    """Euros, whole where the document has whole ones: rounded to the side that is enough."""
    return enough if now % 1 else enough.to_integral_value(side)


def _staff(point: Point, give: Give, amount: int) -> Change:
    capacity = point.figures.rules.staff_capacity[give.about.domain or ""][give.about.year or 0]
    return Change(give.about.pointer, capacity, capacity + posts(give, amount))


def _cover(point: Point, give: Give, amount: int) -> Change:
    """From the year after the last in which incidental money pays."""
    first = point.figures.rules.structural_cover
    now = first.from_ if first is not None and first.from_ is not None else point.figures.years[0]
    after = (give.about.year or 0) + 1
    # After the last year of the term there is none from which it could apply: it must become an aim.
    enough = Decimal(after) if after <= point.figures.years[-1] else None
    return Change(f"{give.about.pointer}/from", Decimal(now), enough)


def _limit(point: Point, give: Give, amount: int) -> Change:
    """Of a measure its maximum or its minimum; what is left of an investment no figure changes."""
    field = give.about.pointer.rsplit("/", 1)[-1]
    if field == "max_per_year":
        return _maximum(point, give, amount)
    return _minimum(point, give, amount) if field == "min_per_year" else Change(give.about.pointer, Decimal(0), None)


def _minimum(point: Point, give: Give, amount: int) -> Change:
    """The most euros that ask no more than is paid; where it is not paid at all, a duration of one year."""
    prepared, year = point.figures.prepared, give.about.year or 0
    measure: Measure = prepared.programme.measures[_index(give)]
    unit = round(point.figures.unit * CENTS_PER_UNIT)
    left = max(prepared.nominal(measure, measure.min_per_year, year), unit if measure.min_years > 1 else 0) - amount
    if measure.min_years > 1 and left < unit:
        return _duration(point, give, amount)
    enough = _like(measure.min_per_year, euros(max(0, left)), ROUND_FLOOR)
    if measure.indexed:
        enough = Decimal(math.floor(Fraction(max(0, left), CENTS_PER_EURO) / Fraction(prepared.programme.prices[year])))
    while enough > 0 and prepared.nominal(measure, enough, year) > left:
        enough = max(Decimal(0), enough - 1)
    return Change(give.about.pointer, measure.min_per_year, enough)


def _duration(point: Point, give: Give, amount: int) -> Change:
    """A measure that lasts no longer than a year may stop."""
    measure: Measure = point.figures.prepared.programme.measures[_index(give)]
    return Change(f"/measures/{_index(give)}/min_years", Decimal(measure.min_years), Decimal(1))


def _maximum(point: Point, give: Give, amount: int) -> Change:
    """The least whole euros (cents where it has them and is not indexed) that reach what is paid in the year."""
    prepared = point.figures.prepared
    measure: Measure = prepared.programme.measures[_index(give)]
    year, now = give.about.year or 0, measure.max_per_year or Decimal(0)
    needed = prepared.nominal(measure, now, year) + amount
    enough = _like(now, now + euros(amount), ROUND_CEILING)
    if measure.indexed:
        whole = math.ceil(Fraction(needed, CENTS_PER_EURO) / Fraction(prepared.programme.prices[year]))
        enough = max(now, Decimal(whole))
    while prepared.nominal(measure, enough, year) < needed:
        enough += 1
    return Change(give.about.pointer, now, enough)


FIGURE: dict[str, Callable[[Point, Give, int], Change]] = {
    "commitments": _commitment,
    "co_financing": _less("ratio"),
    "measure_limits": _limit,
    "min_duration": _duration,
    "staff_capacity": _staff,
    "structural_cover": _cover,
    "floors": _floor,
    "hold_harmless": _less("share"),
    "focus_minimum": _share_of_wijk,
    "per_resident_ratio": _ratio,
    "persistence": _persistence,
    "ramp_up": _ramp_up,
    "frontline_room": _share_of_wijk,
    "resident_initiatives": _share_of_wijk,
}
"""What would be enough of the figure behind a row; links of a chain are looked at together."""
