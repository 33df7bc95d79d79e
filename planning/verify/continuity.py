"""Rules from year to year: persistence and ramp-up.

Every row is out by `over / scale` cents, in whole numbers; see `planning.verify.record.Rows.row`.
"""

from __future__ import annotations

from collections import defaultdict

from planning.programme import Measure, Stream
from planning.verify.figures import Figures
from planning.verify.record import Record, Rows
from planning.verify.streams import Earmarks, carry_share

Cell = tuple[str, str]
"""(wijk id, domain id)."""


def persistence(record: Record, figures: Figures) -> None:
    """Y[w,d,t] ≥ (1 − max_drop) · Y[w,d,t−1] · p[t]/p[t−1]; in the first year where the cell has a baseline."""
    programme = figures.programme
    rule = programme.rules.persistence
    if rule is None:
        return
    drop, bottom = rule.max_drop.as_integer_ratio()
    keep = bottom - drop
    with Rows(record, "persistence", "/rules/persistence", rule.strength) as rows:
        for year in programme.term:
            # Y[t] · scale against Y[t−1] · factor.
            scale, factor = bottom * figures.level[year - 1], keep * figures.level[year]
            least = _least(figures, year, scale, factor)
            for wijk in programme.wijken:
                for domain in programme.domains:
                    if rule.cells == "focus" and domain.id not in wijk.focus_factor:
                        continue
                    earlier = figures.earlier(wijk.id, domain.id, year)
                    if earlier is None:
                        continue
                    over = earlier * factor - figures.money[wijk.id, domain.id, year] * scale
                    allowed = _slack(figures, wijk.id, domain.id, year, scale, factor)
                    rows.row(over, max(allowed, least), scale, year, wijk.id, domain.id)


def ramp_up(record: Record, figures: Figures, earmarks: Earmarks) -> None:
    """Y[w,d,t] ≤ (1 + max_growth) · Y[w,d,t−1] · p[t]/p[t−1] + max_growth · L[w,d,t].

    For cells with a sowing line in some year; after the first year in which the cell can be paid, or from the first
    year of the term on where the cell has a baseline.
    """
    programme = figures.programme
    rule = programme.rules.ramp_up
    if rule is None:
        return
    grow, bottom = rule.max_growth.as_integer_ratio()
    line = figures.prepared.line.line
    begin = _begin(figures, first_payable(figures, earmarks))
    with Rows(record, "ramp_up", "/rules/ramp_up", rule.strength) as rows:
        for year in programme.term:
            # Y[t] · scale against Y[t−1] · factor + L[t] · more.
            scale, factor = bottom * figures.level[year - 1], (bottom + grow) * figures.level[year]
            more = grow * figures.level[year - 1]
            least = _least(figures, year, scale, factor)
            for (wijk, domain), first in begin.items():
                if year < first:
                    continue
                key = (wijk, domain, year)
                earlier = figures.earlier(wijk, domain, year) or 0
                over = figures.money[key] * scale - earlier * factor - line[key] * more
                allowed = _slack(figures, wijk, domain, year, scale, factor)
                rows.row(over, max(allowed, least), scale, year, wijk, domain)


def _least(figures: Figures, year: int, now: int, before: int) -> int:
    """Smallest tolerance: a unit times the largest coefficient; what precedes the term is given and not planned."""
    return figures.unit * (now if year == figures.programme.start_year else max(now, before))


def _slack(figures: Figures, wijk: str, domain: str, year: int, now: int, before: int) -> int:
    """Tolerance of a cell in a year times `now` and in the year before times `before`."""
    slack = figures.cell_slack
    return slack.get((wijk, domain, year), 0) * now + slack.get((wijk, domain, year - 1), 0) * before


def _begin(figures: Figures, payable: dict[Cell, int]) -> dict[Cell, int]:
    """The first year in which the growth of a cell is limited; cells that it never is are not in it."""
    programme, line = figures.programme, figures.prepared.line.line
    begin = {}
    for wijk in programme.wijken:
        for domain in programme.domains:
            cell = (wijk.id, domain.id)
            if not any(line[(*cell, year)] for year in programme.term):
                continue
            if cell in figures.before:
                begin[cell] = programme.start_year
            elif cell in payable:
                begin[cell] = payable[cell] + 1
    return begin


def first_payable(figures: Figures, earmarks: Earmarks) -> dict[Cell, int]:
    """The first year in which a stream that can have money then may pay a measure of the cell; none: not in it."""
    general, special = _by_wijk(figures)
    years = {stream.id: money_years(figures, stream) for stream in figures.programme.counted}
    first: dict[Cell, int] = {}
    for measure in figures.prepared.measures:
        if not measure.cells:
            continue
        streams = [*general, *special.get(measure.cells[0].wijk, ())]
        year = _first(figures, measure, streams, years, earmarks)
        for cell in measure.cells if year is not None else ():
            key = (cell.wijk, cell.domain)
            first[key] = min(year or 0, first.get(key, year or 0))
    return first


def _first(
    figures: Figures, measure: Measure, streams: list[str], years: dict[str, list[int]], earmarks: Earmarks
) -> int | None:
    """The first year in which one of `streams` may pay the measure and can have money."""
    own = figures.prepared.years_of(measure)
    found: int | None = None
    for stream in streams:
        year = next((year for year in years[stream] if year in own), None)
        if year is not None and (found is None or year < found) and not earmarks.bar(stream, measure.id):
            found = year
    return found


def _by_wijk(figures: Figures) -> tuple[list[str], dict[str, list[str]]]:
    """Streams for every wijk, and by wijk those for some: a measure need not look at all streams of the country."""
    general: list[str] = []
    special: dict[str, list[str]] = defaultdict(list)
    for stream in figures.programme.counted:
        if stream.wijken is None:
            general.append(stream.id)
        for wijk in stream.wijken or ():
            special[wijk].append(stream.id)
    return general, special


def money_years(figures: Figures, stream: Stream) -> list[int]:
    """Years in which a stream can have money: something comes in, or could be carried over from the year before."""
    found: list[int] = []
    there = stream.opening > 0
    for year in figures.programme.term:
        there = there or stream.amounts.get(year, 0) > 0
        if there:
            found.append(year)
        there = there and carry_share(figures.programme, stream, year)[0] > 0
    return found
