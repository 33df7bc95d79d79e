"""The optimiser's door: a prepared programme as numbered sets and floats, in thousands of euros.

Everything inside the optimiser is numbered: stream s, measure m, cell c (wijk outside, domain inside), wijk w, domain
d, year t from 0. Money is nominal unless its name says real.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from planning.money import CENTS_PER_EURO, cents
from planning.prepared import Prepared
from planning.programme import Measure, Stream

CENTS_PER_UNIT = 100_000
"""Cents in a thousand euros, the unit inside the optimiser."""


def thousands(amount: int) -> float:
    """Thousands of euros of an amount in cents."""
    return amount / CENTS_PER_UNIT


@dataclass
class Figures:
    """Everything a rule needs to know, in thousands of euros unless said.

    income[s][t], opening[s], have[s][t] the most a stream can have; maximum[m, t] where a measure has one, and
    limit[m, t], which for an office is what its commitments ask; least[m, t] of a measure that is on, where that is a
    whole decision; of an investment starts[m], the years in which it can start, and due[m, τ, t], what it then asks in
    t; going[m, t] of one that started before the term; unit in which payments come; price[t] with
    price_before for the year before the term; line[c][t] the sowing line; regular[c][t] and regular_before[c] only
    where it counts; baseline[c] where a cell has one (regular money in it where it counts); parts[m] = [(cell, share)];
    payers[m, t] = streams that may pay and can have money; payable[c][t] whether a cell can be paid.
    """

    prepared: Prepared
    years: list[int]
    streams: list[Stream]
    measures: list[Measure]
    cells: list[tuple[str, str]]
    price: list[float] = field(default_factory=list)
    price_before: float = 1.0
    residents: list[list[int]] = field(default_factory=list)
    income: list[list[float]] = field(default_factory=list)
    opening: list[float] = field(default_factory=list)
    have: list[list[float]] = field(default_factory=list)
    unit: float = 0.001
    least: dict[tuple[int, int], float] = field(default_factory=dict)
    starts: dict[int, list[int]] = field(default_factory=dict)
    due: dict[tuple[int, int, int], float] = field(default_factory=dict)
    going: dict[tuple[int, int], float] = field(default_factory=dict)
    limit: dict[tuple[int, int], float] = field(default_factory=dict)
    maximum: dict[tuple[int, int], float] = field(default_factory=dict)
    line: list[list[float]] = field(default_factory=list)
    regular: list[list[float]] = field(default_factory=list)
    regular_before: list[float] = field(default_factory=list)
    baseline: dict[int, float] = field(default_factory=dict)
    committed: dict[tuple[int, int, int], float] = field(default_factory=dict)
    parts: list[list[tuple[int, float]]] = field(default_factory=list)
    payers: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    payable: list[list[bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        programme = self.prepared.programme
        self.stream_number = {stream.id: s for s, stream in enumerate(self.streams)}
        self.measure_number = {measure.id: m for m, measure in enumerate(self.measures)}
        self.stream_pointer = {stream.id: f"/streams/{i}" for i, stream in enumerate(programme.streams)}
        self.measure_pointer = {measure.id: f"/measures/{i}" for i, measure in enumerate(programme.measures)}
        self.cell_number = {cell: c for c, cell in enumerate(self.cells)}
        self.wijken = [wijk.id for wijk in programme.wijken]
        self.domains = [domain.id for domain in programme.domains]
        width = len(self.domains)
        self.cells_of_wijk = [list(range(w * width, (w + 1) * width)) for w in range(len(self.wijken))]
        self.focus = {self.cell_number[wijk.id, domain] for wijk in programme.wijken for domain in wijk.focus_factor}
        self.rules = programme.rules

    @property
    def round_to(self) -> int:
        """Whole euros that payments come in."""
        return round(1000 * self.unit)

    def most(self, m: int, t: int) -> float:
        """The most a measure can be paid in a year: its limit, or less where its payers cannot have so much."""
        there = sum(self.have[s][t] for s in self.payers.get((m, t), []))
        return min(self.limit.get((m, t), there), there)

    def ran(self, m: int) -> int:
        """Years without a break, up to and including the one before the term, in which a measure already ran.

        0 where it cannot go on: the first year of the term is none of its own.
        """
        run, count = set(self.measures[m].already_running), 0
        while self.years[0] - 1 - count in run:
            count += 1
        return count if self.years[0] in self.prepared.years_of(self.measures[m]) else 0

    def runs_on(self, m: int) -> int:
        """Years at the start of the term in which a measure that ran must go on, to have had its duration."""
        ran = self.ran(m)
        return max(0, self.measures[m].min_years - ran) if ran else 0

    def first_year(self, since: int | None) -> int:
        """Number of the first year from which a rule applies; 0 where it names none."""
        return 0 if since is None else max(0, since - self.years[0])

    def wijk_line(self, w: int, t: int) -> float:
        """Sowing line of a wijk in a year."""
        return sum(self.line[c][t] for c in self.cells_of_wijk[w])

    def real(self, t: int) -> float:
        """Price index of year t; t = −1 is the year before the term."""
        return self.price_before if t < 0 else self.price[t]


def figures(prepared: Prepared, round_to: int | None = None) -> Figures:
    """Number the sets of a programme and turn its money into floats.

    `round_to`: whole euros that payments come in; as the document says where left out.
    """
    programme = prepared.programme
    found = Figures(
        prepared=prepared,
        years=list(programme.term),
        streams=list(programme.counted),
        measures=list(prepared.measures),
        cells=[(wijk.id, domain.id) for wijk in programme.wijken for domain in programme.domains],
        unit=thousands((round_to or programme.round_to) * CENTS_PER_EURO),
    )
    _prices_and_people(found)
    _cells(found)
    _streams(found)
    _measures(found)
    _payers(found)
    _whole(found)
    return found


def _prices_and_people(found: Figures) -> None:
    programme = found.prepared.programme
    found.price = [float(programme.prices[year]) for year in found.years]
    found.price_before = float(programme.prices[found.years[0] - 1])
    found.residents = [[wijk.residents_in(year) for year in found.years] for wijk in programme.wijken]


def _cells(found: Figures) -> None:
    programme, line = found.prepared.programme, found.prepared.line
    counts = programme.count_regular
    for cell in found.cells:
        found.line.append([thousands(line.line[(*cell, year)]) for year in found.years])
        regular = [line.regular.get((*cell, year), 0) if counts else 0 for year in found.years]
        found.regular.append([thousands(amount) for amount in regular])
    before: dict[tuple[str, str], int] = defaultdict(int)
    if counts:
        for row in programme.regular:
            amount = programme.prices.nominal(cents(row.per_year), found.years[0] - 1)
            before[row.wijk, row.domain] += amount
    found.regular_before = [thousands(before[cell]) for cell in found.cells]
    for wijk in programme.wijken:
        for domain, amount_before in wijk.baseline.items():
            total = cents(amount_before) + before[wijk.id, domain]
            found.baseline[found.cell_number[wijk.id, domain]] = thousands(total)


def _streams(found: Figures) -> None:
    for stream in found.streams:
        amounts = stream.amounts
        found.income.append([thousands(cents(amounts.get(year, Decimal(0)))) for year in found.years])
        found.opening.append(thousands(cents(stream.opening)))


def _measures(found: Figures) -> None:
    owed: dict[tuple[int, int], int] = defaultdict(int)
    exact: dict[tuple[int, int, int], int] = defaultdict(int)
    for row in found.prepared.programme.commitments:
        if row.stream not in found.stream_number:
            continue
        s, m, t = found.stream_number[row.stream], found.measure_number[row.measure], row.year - found.years[0]
        exact[s, m, t] += cents(row.amount)
        owed[m, t] += cents(row.amount)
    found.committed = {key: thousands(amount) for key, amount in exact.items()}
    for m, measure in enumerate(found.measures):
        total = sum((cell.weight for cell in measure.cells), Decimal(0))
        found.parts.append(
            [(found.cell_number[cell.wijk, cell.domain], float(cell.weight / total)) for cell in measure.cells]
        )
        for year in found.prepared.years_of(measure):
            t = year - found.years[0]
            if measure.max_per_year is not None:
                most = thousands(found.prepared.nominal(measure, measure.max_per_year, year))
                found.maximum[m, t] = found.limit[m, t] = most
            if not measure.cells and measure.profile is None:
                found.limit[m, t] = thousands(owed[m, t])


def has_money(found: Figures, s: int) -> list[bool]:
    """Per year: whether stream s can have money, from income or from what it may carry over."""
    rule = found.streams[s].carry_over
    left = found.opening[s] > 0
    able = []
    for t, year in enumerate(found.years):
        now = left or found.income[s][t] > 0
        able.append(now)
        left = now and rule is not None and rule.share > 0 and (rule.until is None or year < rule.until)
    return able


def _payers(found: Figures) -> None:
    able = [has_money(found, s) for s in range(len(found.streams))]
    found.payable = [[False] * len(found.years) for _ in found.cells]
    for m, measure in enumerate(found.measures):
        allowed = [found.stream_number[stream.id] for stream in found.prepared.payers_of(measure)]
        for year in found.prepared.years_of(measure):
            t = year - found.years[0]
            asked = bool(measure.cells) or measure.profile is not None or found.limit[m, t] > 0
            payers = [s for s in allowed if able[s][t] and asked]
            found.payers[m, t] = payers
            if payers:
                for c, _ in found.parts[m]:
                    found.payable[c][t] = True


def _whole(found: Figures) -> None:
    """What asks for whole decisions: the least of a year in which a measure is on, and the profiles of investments."""
    for s, stream in enumerate(found.streams):
        keep, left, found_have = stream.carry_over, found.opening[s], []
        for t, year in enumerate(found.years):
            found_have.append(found.income[s][t] + left)
            kept = keep is not None and (keep.until is None or year < keep.until)
            left = float(keep.share) * found_have[-1] if keep is not None and kept else 0.0
        found.have.append(found_have)
    for m, measure in enumerate(found.measures):
        if measure.profile is not None:
            _investment(found, m, measure, measure.profile)
        elif measure.min_per_year > 0 or measure.min_years > 1:
            for year in found.prepared.years_of(measure):
                asked = thousands(found.prepared.nominal(measure, measure.min_per_year, year))
                # What a measure with a duration is on for must be seen in the plan: at least one unit is paid.
                found.least[m, year - found.years[0]] = max(asked, found.unit if measure.min_years > 1 else 0.0)


def _investment(found: Figures, m: int, measure: Measure, profile: Sequence[Decimal]) -> None:
    """The years in which an investment can start with what it then asks, or what is left of one that has started."""
    first = found.years[0]

    def amount(k: int, year: int) -> float:
        return thousands(found.prepared.nominal(measure, profile[k], year))

    if measure.already_running:
        began = min(measure.already_running)
        for t, year in enumerate(found.years):
            if year - began < len(profile):
                found.going[m, t] = amount(year - began, year)
        return
    years = found.prepared.years_of(measure)
    wanted = years if measure.start_years is None else sorted(set(measure.start_years))
    found.starts[m] = [year - first for year in wanted if year in years and year + len(profile) <= years.stop]
    for tau in found.starts[m]:
        for k in range(len(profile)):
            found.due[m, tau, tau + k] = amount(k, first + tau + k)
