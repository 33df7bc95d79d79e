"""A programme as a market: the money of each stream and year is a good, cells are buyers.

Cells with the same payers in a year are worth the same to them, so they buy as one group: a country's 200,000 cells
and years are some ten thousand buyers. Thousands of euros, nominal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planning.money import cents
from planning.optimiser.bidding import Floats, Ints, sums
from planning.optimiser.figures import CENTS_PER_UNIT, thousands
from planning.prepared import Prepared
from planning.programme import Measure, Stream
from planning.sowing_line import CellKey

NOBODY = -1
Payers = tuple[int, ...]


@dataclass(frozen=True)
class Goods:
    """Goods (n) and buyers (k), and who may buy what.

    incomes: cents by (stream number, number of the year in which they come in), openings in the first; unsold: those of
    them that no buyer may have; good[i]: the others, with supply (n,). budget (k,): sowing line; own (k,): regular
    money that counts, which the buyer has already; year (k,); buyer_of (cells, years), NOBODY where there is none; line
    and regular (cells, years). edge_good and edge_buyer (e,): every pair that can trade.
    """

    prepared: Prepared
    streams: tuple[Stream, ...]
    years: list[int]
    cells: list[tuple[str, str]]
    incomes: dict[tuple[int, int], int]
    good: list[tuple[int, int]]
    supply: Floats
    unsold: dict[tuple[int, int], int]
    budget: Floats
    own: Floats
    year: Ints
    buyer_of: Ints
    line: Floats
    regular: Floats
    edge_good: Ints
    edge_buyer: Ints


def goods(prepared: Prepared) -> Goods:
    """The market of a programme, as if nothing but earmarks, years and carrying over held money back."""
    programme = prepared.programme
    streams, years = programme.counted, list(programme.term)
    cells = [(wijk.id, domain.id) for wijk in programme.wijken for domain in programme.domains]
    line = _by_cell(prepared.line.line, cells, years)
    counted = prepared.line.regular if programme.count_regular else {}
    regular = _by_cell(counted, cells, years) if counted else np.zeros_like(line)
    incomes = {(s, t): amount for s, stream in enumerate(streams) for t, amount in _incomes(stream, years)}
    there: dict[int, list[list[int]]] = {s: [[] for _ in years] for s in range(len(streams))}
    for s, t in incomes:
        for later in range(t, last_year(streams[s], t, years) + 1):
            there[s][later].append(t)
    keys, buyer_of = _buyers(_payers(prepared, cells, years), there, line, regular)
    pairs = [(s, since, k) for (payers, t, _), k in keys.items() for s in payers for since in there[s][t]]
    sold = sorted({(s, since) for s, since, _ in pairs})
    number = {good: i for i, good in enumerate(sold)}
    owner = buyer_of.ravel()
    lined = owner != NOBODY
    return Goods(
        prepared=prepared,
        streams=streams,
        years=years,
        cells=cells,
        incomes=incomes,
        good=sold,
        supply=np.array([thousands(incomes[good]) for good in sold]),
        unsold={good: amount for good, amount in incomes.items() if good not in number},
        budget=sums(owner[lined], line.ravel()[lined], len(keys)),
        own=sums(owner[lined], regular.ravel()[lined], len(keys)),
        year=np.array([t for _, t, _ in keys], dtype=np.int64),
        buyer_of=buyer_of,
        line=line,
        regular=regular,
        edge_good=np.array([number[s, since] for s, since, _ in pairs], dtype=np.int64),
        edge_buyer=np.array([k for _, _, k in pairs], dtype=np.int64),
    )


def last_year(stream: Stream, since: int, years: list[int]) -> int:
    """Number of the last year in which money that comes in in year number `since` can be spent."""
    keep = stream.carry_over
    if keep is None or keep.share == 0:
        return since
    until = years[-1] if keep.until is None else min(keep.until, years[-1])
    return max(since, until - years[0])


def one_cell_measures(prepared: Prepared) -> dict[tuple[str, str], list[Measure]]:
    """The measures that serve a cell and no other, by cell, in document order."""
    found: dict[tuple[str, str], list[Measure]] = defaultdict(list)
    for measure in prepared.measures:
        served = {(cell.wijk, cell.domain) for cell in measure.cells}
        if len(served) == 1:
            found[served.pop()].append(measure)
    return found


def _by_cell(amounts: Mapping[CellKey, int], cells: list[tuple[str, str]], years: list[int]) -> Floats:
    """Thousands of euros (cells, years)."""
    flat = [amounts.get((wijk, domain, year), 0) for wijk, domain in cells for year in years]
    return np.array(flat, dtype=np.float64).reshape(len(cells), len(years)) / CENTS_PER_UNIT


def _incomes(stream: Stream, years: list[int]) -> list[tuple[int, int]]:
    """(number of the year, cents) of what comes in; the opening in the first year."""
    found = [cents(stream.amounts[year]) if year in stream.amounts else 0 for year in years]
    found[0] += cents(stream.opening)
    return [(t, amount) for t, amount in enumerate(found) if amount > 0]


def _payers(prepared: Prepared, cells: list[tuple[str, str]], years: list[int]) -> list[list[Payers]]:
    """By cell and year the streams that may pay any of its measures, shared ones too."""
    number = {stream.id: s for s, stream in enumerate(prepared.programme.counted)}
    place = {cell: c for c, cell in enumerate(cells)}
    found: list[list[Payers]] = [[()] * len(years) for _ in cells]
    for measure in prepared.measures:
        payers = tuple(number[stream.id] for stream in prepared.payers_of(measure))
        if not payers or not measure.cells:
            continue
        for cell in measure.cells:
            row = found[place[cell.wijk, cell.domain]]
            for year in prepared.years_of(measure):
                t = year - years[0]
                row[t] = payers if not row[t] or row[t] == payers else tuple(sorted({*row[t], *payers}))
    return found


def _buyers(
    payers: list[list[Payers]], there: dict[int, list[list[int]]], line: Floats, regular: Floats
) -> tuple[dict[tuple[Payers, int, int], int], Ints]:
    """Groups of cells with the same payers that have money in a year, numbered; and the group of each cell and year.

    A cell with regular money that counts is a group of its own: it comes to the market with something.
    """
    keys: dict[tuple[Payers, int, int], int] = {}
    buyer_of = np.full(line.shape, NOBODY, dtype=np.int64)
    known: dict[tuple[Payers, int], Payers] = {}
    lined, alone = (line > 0).tolist(), (regular > 0).tolist()
    for c, row in enumerate(payers):
        for t, some in enumerate(row):
            if not lined[c][t] or not some:
                continue
            able = known.get((some, t))
            if able is None:
                able = known[some, t] = tuple(s for s in some if there[s][t])
            if able:
                key = (able, t, c if alone[c][t] else NOBODY)
                buyer_of[c, t] = keys.setdefault(key, len(keys))
    return keys, buyer_of
