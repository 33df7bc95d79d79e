"""Rules of the measures: limits, chains, staff, structural cover."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from planning.programme import Measure, Requirement
from planning.verify.decisions import Investment
from planning.verify.exact import CENTS, LEVEL
from planning.verify.figures import Figures
from planning.verify.record import Record, Rows
from planning.verify.streams import committed

MICRO = 10**6
"""Millionths in one; also euros in the million that `fte_per_million` speaks of."""


def measure_limits(record: Record, figures: Figures) -> None:
    """y[m,t] ≤ max[m,t]; of an office that is no investment y[m,t] ≤ Σ_s committed[s,m,t]. Cents, exact."""
    programme = figures.programme
    asked: dict[tuple[str, int], int] = defaultdict(int)
    for (_, measure_id, year), amount in committed(programme).items():
        asked[measure_id, year] += amount
    rows = 0
    for i, measure in enumerate(programme.measures):
        office = not measure.cells and measure.profile is None
        if measure.max_per_year is None and not office:
            continue
        for year in programme.term:
            rows += 1
            spent = figures.total.get((measure.id, year), 0)
            over = spent - asked.get((measure.id, year), 0) if office else 0
            if measure.max_per_year is not None and spent:
                over = max(over, spent - figures.prepared.nominal(measure, measure.max_per_year, year))
            if over > 0:
                where = f"/measures/{i}/{'serves' if office else 'max_per_year'}"
                record.in_programme("measure_limits", where, over, year, measure=measure.label)
    record.checked("measure_limits", rows)


def coherence(record: Record, figures: Figures, investments: Mapping[str, Investment]) -> None:
    """y[m,t]/max[m,t] ≤ share · y[r,t−lag]/max[r,t−lag] for each r that m requires. Cents of m.

    Of an investment r: nothing in m before r is finished, exact. Of an investment m: it starts when r is far enough;
    cents of r.
    """
    with Rows(record, "coherence") as rows:
        for i, measure in enumerate(figures.programme.measures):
            for j, link in enumerate(measure.requires):
                required = figures.prepared.measure.get(link.measure)
                pointer = f"/measures/{i}/requires/{j}"
                if required is None:
                    continue
                if required.id in investments:
                    _after(rows, figures, measure, investments, link, pointer)
                elif measure.id in investments:
                    _start(rows, figures, investments[measure.id], required, link, pointer)
                elif measure.max_per_year is not None and required.max_per_year is not None:
                    _link(rows, figures, measure, required, link, pointer)


def _after(
    rows: Rows,
    figures: Figures,
    measure: Measure,
    investments: Mapping[str, Investment],
    link: Requirement,
    pointer: str,
) -> None:
    """Nothing is paid, and no investment starts, before a required investment is finished. Cents, exact."""
    required, own = investments[link.measure], investments.get(measure.id)
    for year in figures.prepared.years_of(measure):
        over, code = figures.total.get((measure.id, year), 0), None
        if own is not None:
            over, code = int(own.starts and own.start == year), "coherence.start"
        if required.finished(year - link.lag):
            over = 0
        rows.row(over, 0, 1, year, measure=measure.id, pointer=pointer, code=code)


def _start(rows: Rows, figures: Figures, own: Investment, required: Measure, link: Requirement, pointer: str) -> None:
    """An investment starts only when max[r] ≤ share · y[r,τ−lag]. Cents of r."""
    if own.start is None or not own.starts:
        return
    top, bottom = link.share.as_integer_ratio()
    done, whole, slack = _degree(figures, required, own.start - link.lag)
    allowed = 0 if slack is None else top * max(slack, figures.unit)
    over, code = bottom * whole - top * done, "coherence.start"
    rows.row(over, allowed, top, own.start, measure=own.measure.id, pointer=pointer, code=code)


def _link(rows: Rows, figures: Figures, measure: Measure, required: Measure, link: Requirement, pointer: str) -> None:
    """One link of a chain, in every year of the later measure."""
    top, bottom = link.share.as_integer_ratio()
    limit = {year: _most(figures, measure, year) for year in figures.prepared.years_of(measure)}
    for year, most in limit.items():
        done, whole, slack = _degree(figures, required, year - link.lag)
        spent = figures.total.get((measure.id, year), 0)
        count = figures.payments.get((measure.id, year), 0)
        # y[m] ≤ share · max[m] · done / whole, both sides times bottom · whole.
        scale, factor = bottom * whole, top * most
        least = figures.unit * max(scale, factor if slack is not None else 0)
        allowed = max(figures.unit * count * scale + (slack or 0) * factor, least)
        rows.row(spent * scale - factor * done, allowed, scale, year, measure=measure.id, pointer=pointer)


def _degree(figures: Figures, required: Measure, year: int) -> tuple[int, int, int | None]:
    """How far a required measure is carried out in a year: a part of a whole, and the tolerance of the part.

    The tolerance is None where the degree is given and not planned: before the term, and outside its own years. A
    measure with a maximum of nothing is carried out to degree 0.
    """
    if year < figures.programme.start_year:
        return (1 if year in required.already_running else 0), 1, None
    most = _most(figures, required, year) if year in figures.prepared.years_of(required) else 0
    if most == 0:
        return 0, 1, None
    key = (required.id, year)
    return figures.total.get(key, 0), most, figures.unit * figures.payments.get(key, 0)


def _most(figures: Figures, measure: Measure, year: int) -> int:
    """Maximum of a measure in cents of the year; 0 where it has none."""
    return 0 if measure.max_per_year is None else figures.prepared.nominal(measure, measure.max_per_year, year)


def staff_capacity(record: Record, figures: Figures) -> None:
    """Σ_m q[m,d]·fte[m]·(y[m,t]/p[t])/1,000,000 ≤ capacity[d,t]. Millionths of a post; y exact, not as split."""
    capacity = figures.programme.rules.staff_capacity
    if not capacity:
        return
    staff = _staff(figures)
    with Rows(record, "staff_capacity") as rows:
        for domain, by_year in capacity.items():
            for year, posts in by_year.items():
                if year in figures.programme.term:
                    _posts(rows, figures, staff[domain], domain, year, posts.as_integer_ratio())


def _staff(figures: Figures) -> dict[str, list[tuple[str, Fraction]]]:
    """By domain the measures with staff there, and their q[m,d]·fte[m]: posts per million euros."""
    found: dict[str, list[tuple[str, Fraction]]] = defaultdict(list)
    for measure in figures.prepared.measures:
        if measure.fte_per_million == 0:
            continue
        division = figures.division[measure.id]
        weight: dict[str, int] = defaultdict(int)
        for (_, domain), part in zip(division.cells, division.weights, strict=True):
            weight[domain] += part
        for domain, part in weight.items():
            found[domain].append((measure.id, Fraction(part, division.mass) * Fraction(measure.fte_per_million)))
    return found


def _posts(
    rows: Rows,
    figures: Figures,
    staff: Sequence[tuple[str, Fraction]],
    domain: str,
    year: int,
    capacity: tuple[int, int],
) -> None:
    """One domain and year."""
    # Cents times posts per million euros, at prices of the base year, are posts times 10^6 · CENTS.
    used: dict[int, int] = defaultdict(int)
    slack: dict[int, int] = defaultdict(int)
    for measure, posts in staff:
        used[posts.denominator] += posts.numerator * figures.total.get((measure, year), 0)
        slack[posts.denominator] += posts.numerator * figures.unit * figures.payments.get((measure, year), 0)
    largest = max((posts for _, posts in staff), default=Fraction(0)) * figures.unit
    common = lcm(largest.denominator, *used)
    there, bottom = capacity
    spent = sum(amount * (common // part) for part, amount in used.items()) * LEVEL * bottom
    allowed = sum(amount * (common // part) for part, amount in slack.items())
    least = largest.numerator * (common // largest.denominator)
    scale = common * CENTS * figures.level[year] * bottom
    over = spent - there * MICRO * common * CENTS * figures.level[year]
    pointer = f"/rules/staff_capacity/{domain}/{year}"
    rows.row(over, max(allowed, least) * LEVEL * bottom, scale, year, domain=domain, pointer=pointer)


def structural_cover(record: Record, figures: Figures) -> None:
    """From `from` on, for each structural measure: Σ_{s incidental} spend[s,m,t] ≤ 0. As a must to the cent."""
    rule = figures.programme.rules.structural_cover
    if rule is None:
        return
    incidental = {stream.id for stream in figures.programme.counted if stream.kind == "incidental"}
    spent: dict[tuple[str, int], int] = defaultdict(int)
    count: dict[tuple[str, int], int] = defaultdict(int)
    for (stream, measure_id, year), amount in figures.paid.items():
        if stream in incidental and amount:
            spent[measure_id, year] += amount
            count[measure_id, year] += 1
    with Rows(record, "structural_cover", "/rules/structural_cover", rule.strength) as rows:
        for measure in figures.prepared.measures:
            if measure.kind != "structural":
                continue
            for year in figures.programme.term:
                if rule.from_ is None or year >= rule.from_:
                    key = (measure.id, year)
                    allowed = 0 if rule.strength == "must" else figures.unit * max(1, count.get(key, 0))
                    rows.row(spent.get(key, 0), allowed, 1, year, measure=measure.id)
