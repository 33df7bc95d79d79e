"""What is odd but possible, told once per subject: money and measures that cannot meet, cliffs, what does not count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from planning.checking.matching import Matching
from planning.checking.supply import Supply, bits, up
from planning.money import CENTS_PER_EURO, cents
from planning.prepared import Prepared
from planning.problems import Problem
from planning.programme import Measure, Stream
from planning.reading.place import visible
from planning.reading.raw import LISTS
from planning.sowing_line import income

CLIFF_PERCENT = 10
"""A drop of more than this part of all counted money of the year before is a cliff."""


def warnings(prepared: Prepared, supply: Supply) -> Iterator[Problem]:
    """Everything odd about a programme that can be planned all the same."""
    yield from _unpayable_measures(prepared, supply)
    yield from _all_or_nothing(prepared, supply)
    yield from _idle_offices(prepared, supply)
    for number, stream in enumerate(prepared.programme.streams):
        if stream.id in prepared.stream:
            yield from _unspendable(prepared, supply, stream, f"/streams/{number}")
    yield from _cliffs(prepared, supply)
    yield from _not_counted(prepared)
    yield from _without_residents(prepared)
    yield from _without_line(prepared)
    yield from _without_benefit(prepared)
    yield from _same_names(prepared)


def _unpayable_measures(prepared: Prepared, supply: Supply) -> Iterator[Problem]:
    """Measures that no stream with money may pay in any year; the open ones together."""
    given = len(prepared.programme.measures)
    opened: list[Measure] = []
    for number, measure in enumerate(prepared.measures):
        if _payable(supply, measure):
            continue
        if number < given:
            yield Problem(f"/measures/{number}", "check.measure_unpaid", {"measure": measure.label})
        else:
            opened.append(measure)
    if opened:
        places = _places(prepared, ((cell.wijk, cell.domain) for measure in opened for cell in measure.cells))
        yield Problem("/streams", "check.cells_unpaid", {"places": places})


def _all_or_nothing(prepared: Prepared, supply: Supply) -> Iterator[Problem]:
    """Cells that only investments and measures with a minimum can pay: less than those ask cannot go there."""
    whole: dict[tuple[str, str], bool] = {}
    for measure in prepared.measures:
        if measure.room is None and _payable(supply, measure):
            steps = measure.profile is not None or measure.min_per_year > 0
            for cell in measure.cells:
                whole[cell.wijk, cell.domain] = steps and whole.get((cell.wijk, cell.domain), True)
    places = _places(prepared, [cell for cell, steps in whole.items() if steps])
    if places:
        yield Problem("/measures", "check.cells_whole", {"places": places})


def _places(prepared: Prepared, cells: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Cells by name, each once."""
    wijk = {w.id: w.label for w in prepared.programme.wijken}
    domain = {d.id: d.label for d in prepared.programme.domains}
    return tuple(dict.fromkeys(f"{domain[d]} in {wijk[w]}" for w, d in cells))


def _payable(supply: Supply, measure: Measure) -> bool:
    last = len(supply.years) - 1
    return any(
        supply.purses[stream].have[t] > 0
        for stream, years in supply.payers[measure.id].items()
        for t in bits(years, 0, last)
    )


def _idle_offices(prepared: Prepared, supply: Supply) -> Iterator[Problem]:
    """Offices get what is committed to them; without a commitment that is nothing."""
    paid = {measure for _, measure, _ in supply.committed}
    for number, measure in enumerate(prepared.programme.measures):
        if not measure.cells and measure.profile is None and measure.id not in paid:
            yield Problem(f"/measures/{number}", "check.office_idle", {"measure": measure.label})


def _unspendable(prepared: Prepared, supply: Supply, stream: Stream, pointer: str) -> Iterator[Problem]:
    """The least that a stream must let lapse: nothing to pay, maxima that are too low, too little co-financing."""
    purse = supply.purses[stream.id]
    width = len(supply.years)
    caps = [_cap(supply, stream, t) for t in range(width)]
    total = sum(purse.income)
    barred = purse.lapses([cap if cap == 0 else None for cap in caps])
    if barred == total > 0:
        yield Problem(pointer, "check.stream_idle", {"stream": stream.label, "lost": total})
        return
    unmatched = _unmatched(supply, stream, total)
    if unmatched == total > 0:
        yield Problem(f"{pointer}/match", "check.stream_no_match", {"stream": stream.label, "lost": total})
        return
    if barred >= CENTS_PER_EURO:
        years = tuple(year for year, cap in zip(supply.years, caps, strict=True) if cap == 0)
        yield Problem(pointer, "check.stream_idle_years", {"stream": stream.label, "lost": barred, "years": years})
    capped = purse.lapses(caps)
    if capped - barred >= CENTS_PER_EURO:
        yield Problem(pointer, "check.stream_maxima", {"stream": stream.label, "lost": capped - barred})
    if unmatched - capped >= CENTS_PER_EURO:
        about = {"stream": stream.label, "lost": unmatched - capped}
        yield Problem(f"{pointer}/match", "check.stream_match", about)


def _cap(supply: Supply, stream: Stream, t: int) -> int | None:
    """The most that all measures together can take from a stream in a year; None where one has no maximum."""
    total = 0
    for measure in supply.paid_by.get(stream.id, ()):
        if not supply.payers[measure.id][stream.id] >> t & 1:
            continue
        if not measure.cells and measure.profile is None:
            total += supply.committed.get((stream.id, measure.id, supply.years[t]), 0)
            continue
        cap = supply.cap(measure, t)
        if cap is None:
            return None
        total += cap
    return total


def _unmatched(supply: Supply, stream: Stream, total: int) -> int:
    """The least that must lapse because others cannot match more."""
    if stream.match is None or stream.match.ratio == 0:
        return 0
    matching = Matching(supply, stream, stream.match)
    by_year = supply.purses[stream.id].lapses(matching.caps())
    most = matching.anywhere(0, len(supply.years) - 1)
    return max(by_year, total - up(most / matching.ratio))


def _cliffs(prepared: Prepared, supply: Supply) -> Iterator[Problem]:
    """Years in which the money of a stream, or of a layer, drops by more than a tenth of all money; nominal."""
    amounts = {s.id: [cents(s.amounts[y]) if y in s.amounts else 0 for y in supply.years] for s in supply.streams}
    together = [sum(column) for column in zip(*amounts.values(), strict=True)]
    told: dict[str, set[int]] = defaultdict(set)
    layers: dict[str, list[int]] = {}
    layer_of = prepared.programme.layer_of
    for number, stream in enumerate(prepared.programme.streams):
        if stream.id not in amounts:
            continue
        layer = layer_of[stream.partner]
        before = layers.get(layer, [0] * len(together))
        layers[layer] = [sum(pair) for pair in zip(before, amounts[stream.id], strict=True)]
        drops = _drops(amounts[stream.id], together)
        if drops:
            told[layer] |= drops.keys()
            yield _cliff(f"/streams/{number}/amounts", "check.cliff_stream", {"stream": stream.label}, drops, supply)
    for name, found in layers.items():
        drops = {t: lost for t, lost in _drops(found, together).items() if t not in told[name]}
        if drops:
            yield _cliff("/streams", f"check.cliff_{name}", {}, drops, supply)


def _drops(amounts: list[int], together: list[int]) -> dict[int, int]:
    """By year number: how many cents less than the year before, where that is a cliff."""
    return {
        t: amounts[t - 1] - amounts[t]
        for t in range(1, len(amounts))
        if 100 * (amounts[t - 1] - amounts[t]) > CLIFF_PERCENT * together[t - 1]
    }


def _cliff(pointer: str, code: str, about: dict[str, object], drops: dict[int, int], supply: Supply) -> Problem:
    """The largest drop, the earliest of equal ones; the other years are named with it."""
    worst = max(drops, key=lambda t: (drops[t], -t))
    others = tuple(supply.years[t] for t in drops if t != worst)
    values = {**about, "year": supply.years[worst], "lost": drops[worst], "others": others}
    return Problem(pointer, code + ("_more" if others else ""), values)


def _not_counted(prepared: Prepared) -> Iterator[Problem]:
    """Streams that the document does not count, with their euros, and what they have committed."""
    programme = prepared.programme
    left_out = [stream for stream in programme.streams if stream.id not in prepared.stream]
    if left_out:
        total = sum(cents(s.opening) + sum(cents(amount) for amount in s.amounts.values()) for s in left_out)
        streams = tuple(stream.label for stream in left_out)
        yield Problem("/count", "check.not_counted", {"streams": streams, "total": total})
    for stream in left_out:
        rows = [(i, row) for i, row in enumerate(programme.commitments) if row.stream == stream.id]
        total = sum(cents(row.amount) for _, row in rows)
        if total:
            about = {"stream": stream.label, "total": total}
            yield Problem(f"/commitments/{rows[0][0]}", "check.commitment_not_counted", about)


def _without_residents(prepared: Prepared) -> Iterator[Problem]:
    """Wijken without residents in the whole term: they have no sowing line."""
    term = prepared.programme.term
    for number, wijk in enumerate(prepared.programme.wijken):
        if not any(wijk.residents_in(year) for year in term):
            yield Problem(f"/wijken/{number}/residents", "check.no_residents", {"wijk": wijk.label})


def _without_line(prepared: Prepared) -> Iterator[Problem]:
    """Domains and wijken in which nobody has a sowing line: need 0 everywhere, or a share or norm of 0.

    A wijk without residents is told by `_without_residents`.
    """
    programme, line = prepared.programme, prepared.line.line
    if not any(line.values()):
        if sum(income(programme).values()):
            yield Problem("/wijken", "check.no_line_anywhere")
        return
    wijken = {wijk for (wijk, _, _), amount in line.items() if amount}
    domains = {domain for (_, domain, _), amount in line.items() if amount}
    for number, domain in enumerate(programme.domains):
        if domain.id not in domains:
            given = domain.share if domain.norm is None else domain.norm
            cause, pointer = ("share", f"/domains/{number}") if given == 0 else ("need", "/wijken")
            yield Problem(pointer, f"check.no_line_domain_{cause}", {"domain": domain.label})
    peopled = {wijk.id for wijk in programme.wijken if any(wijk.residents_in(year) for year in programme.term)}
    dry = peopled - wijken
    for number, wijk in enumerate(programme.wijken):
        if wijk.id in dry:
            yield Problem(f"/wijken/{number}/need", "check.no_line_wijk", {"wijk": wijk.label})
    if len(wijken) == 1 and dry:
        (only,) = (wijk.label for wijk in programme.wijken if wijk.id in wijken)
        yield Problem("/wijken", "check.one_wijk", {"wijk": only})
    if len(domains) == 1 < len(programme.domains):
        (only,) = (domain.label for domain in programme.domains if domain.id in domains)
        yield Problem("/domains", "check.one_domain", {"domain": only})


def _without_benefit(prepared: Prepared) -> Iterator[Problem]:
    """An objective that does not look at the sowing line while no measure has a benefit, or that weighs nothing."""
    growth, benefit = prepared.programme.weights
    if growth == 0 and benefit == 0:
        yield Problem("/objective", "check.objective_zero")
    elif growth == 0 and not any(measure.benefit for measure in prepared.measures):
        yield Problem("/objective", "check.no_benefit_anywhere")


def _same_names(prepared: Prepared) -> Iterator[Problem]:
    """Items of one list that read the same: on every page and sheet nobody can tell them apart."""
    for name in LISTS:
        first: dict[str, int] = {}
        twice: dict[int, list[int]] = defaultdict(list)
        items = getattr(prepared.programme, name)
        for number, item in enumerate(items):
            earlier = first.setdefault(visible(item.label), number)
            if earlier != number:
                twice[earlier].append(number)
        for earlier, later in twice.items():
            ids = tuple(items[number].id for number in (earlier, *later))
            yield Problem(
                f"/{name}/{later[0]}/name", f"check.same_name_{name}", {"name": items[earlier].label, "ids": ids}
            )
