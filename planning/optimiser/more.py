"""What a thousand euros more of a stream in a year would do: the difference of two solves, the sowing line held."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from planning.messages import Language, say
from planning.money import CENTS_PER_EURO, cents
from planning.optimiser import growth
from planning.optimiser.engine import NoPlan, Status
from planning.optimiser.explain import PER_THOUSAND, again, held, in_euros
from planning.optimiser.solved import Solved
from planning.optimiser.stopping import Stop
from planning.pieces import changed
from planning.programme import Programme, Stream

EXTRA = Decimal(1000)
"""Euros more."""
FINEST = 1e-6
"""Last step of the grid: a thousand euros over the cells of a city, each right to about two euros."""


@dataclass(frozen=True)
class More:
    """What a thousand euros more of a stream in a year would do. Whole euros, nominal.

    growth: of stage 2 (a euro in a cell on its sowing line is worth 1; where benefit counts, in units of it); gets: by
    (wijk, domain) over the whole term, less is negative; lapsed: what lapses more. The last two add up to 1,000.
    """

    stream: str
    year: int
    growth: int
    gets: Mapping[tuple[str, str], int]
    lapsed: int


def thousands_more(
    given: Solved, stream: str, years: Sequence[int], deadline: float | None = None, stop: Stop | None = None
) -> list[More]:
    """What a thousand euros more in each of these years would do, by a second solve with the sowing line held.

    Of the first of them alone where it was stopped.

    Raises:
        NoPlan: when the solver failed.
        ValueError: for a stream that does not count, or a year outside the term.
    """
    prepared = given.model.figures.prepared
    if stream not in prepared.stream or not set(years) <= set(prepared.programme.term):
        raise ValueError(f"{stream} in {years}: no such money")
    found: list[More] = []
    try:
        before = again(given, prepared, deadline, finest=FINEST, stop=stop)
        for year in years:
            found.append(_more(before, stream, year, deadline, stop))
    except NoPlan as none:
        if none.status is not Status.STOPPED:
            raise
    return found


def _more(before: Solved, stream: str, year: int, deadline: float | None, stop: Stop | None) -> More:
    programme = before.model.figures.prepared.programme
    richer = held(before, changed(programme, streams=tuple(_richer(programme, stream, year))))
    after = again(before, richer, deadline, finest=FINEST, stop=stop)
    now, was = in_euros(after), in_euros(before)
    gets: dict[tuple[str, str], float] = defaultdict(float)
    for (wijk, domain, _), money in ((key, now[key] - was[key]) for key in now):
        gets[wijk, domain] += money
    lapsed = _lapsed(after) - _lapsed(before)
    parts = whole([*gets.values(), lapsed], int(EXTRA))
    gain = PER_THOUSAND * (growth_of(after) - growth_of(before))
    return More(stream, year, round(gain), dict(zip(gets, parts[:-1], strict=True)), parts[-1])


def _richer(programme: Programme, stream: str, year: int) -> Iterable[Stream]:
    for known in programme.streams:
        more = {**known.amounts, year: known.amounts.get(year, Decimal(0)) + EXTRA}
        yield known.model_copy(update={"amounts": more}) if known.id == stream else known


def whole(parts: Sequence[float], total: int) -> list[int]:
    """Parts (of any sign) as whole numbers that add up to `total`: down, and what is left to the largest fractions."""
    down = [math.floor(part) for part in parts]
    left = total - sum(down)
    order = sorted(range(len(parts)), key=lambda i: (down[i] - round(parts[i], 6), i))
    for i in order[: max(0, left)]:
        down[i] += 1
    if not 0 <= left <= len(parts):
        raise ValueError(f"{sum(parts)} is not {total}")
    return down


def _lapsed(solved: Solved) -> float:
    place = solved.model.place
    return PER_THOUSAND * sum(float(solved.outcome.values[place[c.hash]]) for c in solved.model.lapsed.values())


def growth_of(solved: Solved) -> float:
    """What stage 2 maximises, with U itself and steadiness taken off (thousands of euros), but for a constant."""
    figures, programme = solved.model.figures, solved.model.figures.prepared.programme
    place = solved.model.place
    values = solved.outcome.values
    coverage, benefit = map(float, programme.weights)
    line = np.array([figures.line[c][t] for c, t in solved.model.segments])
    money = np.array([values[place[solved.model.money[key].hash]] for key in solved.model.segments])
    money = money + np.array([figures.regular[c][t] for c, t in solved.model.segments])
    reached = growth.reached(money / line, line, float(programme.evenness))
    change = sum(w * float(values[place[up.hash]] + values[place[down.hash]]) for up, down, w in solved.model.changes)
    paid = sum(
        float(figures.measures[m].benefit) * float(values[place[column.hash]])
        for (_, m, _), column in solved.model.spend.items()
    )
    return coverage * (reached - float(programme.steadiness) * change) + benefit * paid


def more_sentences(given: Solved, more: More, language: Language = "nl") -> list[str]:
    """What a thousand euros more would do, in sentences: growth, what each wijk and each domain gets, what lapses."""
    prepared = given.model.figures.prepared
    programme, label = prepared.programme, prepared.stream[more.stream].label
    found = [say("more.head", language, euros=cents(EXTRA), stream=label, year=more.year)]
    if more.lapsed == EXTRA:
        return [*found, say("more.all_lapses", language)]
    strives = programme.objective if isinstance(programme.objective, str) else "mixed"
    gained = {"euros": more.growth * CENTS_PER_EURO, "growth": Decimal(more.growth)}
    found.append(say(f"more.{strives}", language, **gained))
    wijken = [(one.label, sum(e for (wijk, _), e in more.gets.items() if wijk == one.id)) for one in programme.wijken]
    domains = [
        (one.label, sum(e for (_, domain), e in more.gets.items() if domain == one.id)) for one in programme.domains
    ]
    for code, parts in (("more.wijk", wijken), ("more.domain", domains)):
        for name, euros in sorted(parts, key=lambda part: -part[1]):
            if euros:
                side = "gets" if euros > 0 else "gives"
                found.append(say(f"{code}.{side}", language, name=name, euros=abs(euros) * CENTS_PER_EURO))
    if more.lapsed:
        code = "more.lapses" if more.lapsed > 0 else "more.lapses_less"
        found.append(say(code, language, euros=abs(more.lapsed) * CENTS_PER_EURO))
    return found
