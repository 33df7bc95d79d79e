"""Whether any plan can exist: a plain linear programme of the rules that must hold, in euros, with scipy.

Shares nothing with the optimiser or the checks. It leaves out ramp_up and per_resident_ratio, so that what it finds
impossible is impossible by the rules it has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from planning.prepared import Prepared
from planning.programme import Measure, Stream

Row = dict[int, float]


class Plain:
    """Columns are numbered as they come; every row is terms ≥ bound."""

    def __init__(self, prepared: Prepared, only: Iterable[str] | None = None) -> None:
        self.prepared, self.programme = prepared, prepared.programme
        self.rules = prepared.programme.rules
        self.term = list(prepared.programme.term)
        self.price = {year: float(level) for year, level in prepared.programme.prices.levels.items()}
        self.columns = 0
        self.rows: list[tuple[Row, float]] = []
        self.spend = {
            (s.id, m.id, t): self.column()
            for s in self.programme.counted
            for m in prepared.measures
            for t in self.term
            if t in prepared.years_of(m) and pays(s, m)
        }
        self.kept = {(s.id, t): self.column() for s in self.programme.counted for t in self.term}
        for name, rule in RULES.items():
            if only is None or name in only:
                rule(self)

    def column(self) -> int:
        self.columns += 1
        return self.columns - 1

    def at_least(self, terms: Row, bound: float) -> None:
        self.rows.append((terms, bound))

    def paid(self, where: Callable[[str, str, int], float]) -> Row:
        """Σ factor · spend, the factor by (stream, measure, year)."""
        return {column: factor for key, column in self.spend.items() if (factor := where(*key))}

    def cell(self, wijk: str, domain: str, year: int) -> tuple[Row, float]:
        """Money of a cell: terms and the regular money in it."""
        share = {m.id: part(m, wijk, domain) for m in self.prepared.measures}
        return self.paid(lambda s, m, t: share[m] if t == year else 0.0), self.regular(wijk, domain, year)

    def wijk(self, wijk: str, year: int, domains: Iterable[str]) -> tuple[Row, float]:
        """Money of some domains of a wijk."""
        terms: Row = defaultdict(float)
        fixed = 0.0
        for domain in domains:
            own, regular = self.cell(wijk, domain, year)
            fixed += regular
            for column, factor in own.items():
                terms[column] += factor
        return terms, fixed

    def regular(self, wijk: str, domain: str, year: int) -> float:
        if not self.programme.count_regular:
            return 0.0
        rows = [float(r.per_year) for r in self.programme.regular if (r.wijk, r.domain) == (wijk, domain)]
        return sum(rows) * self.price[year]

    def possible(self) -> bool:
        return self.largest([]) is not None

    def largest(self, columns: Iterable[int]) -> float | None:
        """The largest sum of some columns; None when there is no plan."""
        if any(bound > 0 and not terms for terms, bound in self.rows):
            return None
        entries = [(i, j, v) for i, (terms, _) in enumerate(self.rows) for j, v in terms.items()]
        i, j, v = zip(*entries, strict=True) if entries else ((), (), ())
        matrix = coo_array((v, (i, j)), shape=(len(self.rows), self.columns)).tocsr()
        cost = np.zeros(self.columns)
        cost[list(columns)] = -1.0
        found = linprog(cost, A_ub=-matrix, b_ub=[-bound for _, bound in self.rows], method="highs")
        assert found.status in (0, 2), found.message
        return -float(found.fun) if found.status == 0 else None


def feasible(prepared: Prepared, only: Iterable[str] | None = None) -> bool:
    """Whether the musts (or only those named, see RULES) can all hold."""
    return Plain(prepared, only).possible()


def pays(stream: Stream, measure: Measure) -> bool:
    if stream.measures is not None and measure.id not in stream.measures:
        return False
    if stream.excludes_staff and measure.staff:
        return False
    if not measure.cells:
        return stream.domains is None and stream.wijken is None
    return all(inside(stream, c.wijk, c.domain) for c in measure.cells)


def inside(stream: Stream, wijk: str, domain: str) -> bool:
    return (stream.domains is None or domain in stream.domains) and (stream.wijken is None or wijk in stream.wijken)


def part(measure: Measure, wijk: str | None = None, domain: str | None = None) -> float:
    """The part of a measure in a cell, a wijk or a domain."""
    mine = [c for c in measure.cells if wijk in (None, c.wijk) and domain in (None, c.domain)]
    return sum(float(c.weight) for c in mine) / (sum(float(c.weight) for c in measure.cells) or 1.0)


def most(lp: Plain, measure: Measure, year: int) -> float | None:
    return None if measure.max_per_year is None else lp.prepared.nominal(measure, measure.max_per_year, year) / 100


def committed(lp: Plain) -> dict[tuple[str, str, int], float]:
    found: dict[tuple[str, str, int], float] = defaultdict(float)
    for row in lp.programme.commitments:
        if row.stream in lp.prepared.stream:
            found[row.stream, row.measure, row.year] += float(row.amount)
    return found


def money(lp: Plain) -> None:
    """Spending and what is kept come out of income and what was kept; what is kept is at most its share."""
    for stream in lp.programme.counted:
        carry = stream.carry_over
        for year in lp.term:
            income = float(stream.amounts.get(year, 0)) + (float(stream.opening) if year == lp.term[0] else 0.0)
            before = {lp.kept[stream.id, year - 1]: 1.0} if year > lp.term[0] else {}
            out = lp.paid(lambda s, m, t, sid=stream.id, y=year: -1.0 if (s, t) == (sid, y) else 0.0)
            lp.at_least({**before, **out, lp.kept[stream.id, year]: -1.0}, -income)
            keep = 0.0 if carry is None or year == lp.term[-1] else float(carry.share)
            if carry is not None and carry.until is not None and year >= carry.until:
                keep = 0.0
            share = {column: keep for column in before}
            lp.at_least({**share, lp.kept[stream.id, year]: -1.0}, -keep * income)


def measures(lp: Plain) -> None:
    """Maxima; an office gets what is committed to it."""
    for measure in lp.prepared.measures:
        for year in lp.prepared.years_of(measure):
            limit = most(lp, measure, year)
            if not measure.cells:
                limit = sum(x for (_, m, t), x in committed(lp).items() if (m, t) == (measure.id, year))
            if limit is not None:
                lp.at_least(to_measure(lp, measure.id, year, -1.0), -limit)


def to_measure(lp: Plain, measure: str, year: int, factor: float) -> Row:
    return lp.paid(lambda s, m, t: factor if (m, t) == (measure, year) else 0.0)


def promises(lp: Plain) -> None:
    for key, amount in committed(lp).items():
        lp.at_least({lp.spend[key]: 1.0} if key in lp.spend else {}, amount)


def chains(lp: Plain) -> None:
    for measure in lp.prepared.measures:
        for required in measure.requires:
            base = lp.prepared.measure[required.measure]
            for year in lp.prepared.years_of(measure):
                limit, earlier = most(lp, measure, year), year - required.lag
                if not limit:
                    continue
                terms, reach = to_measure(lp, measure.id, year, -1.0), 0.0
                if earlier < lp.term[0]:
                    reach = limit * float(required.share) * (earlier in base.already_running)
                elif top := most(lp, base, earlier):
                    terms |= to_measure(lp, base.id, earlier, limit * float(required.share) / top)
                lp.at_least(terms, -reach)


def staff(lp: Plain) -> None:
    for domain, by_year in lp.rules.staff_capacity.items():
        for year, capacity in by_year.items():
            each = {m.id: part(m, domain=domain) * float(m.fte_per_million) for m in lp.prepared.measures}
            scale = lp.price[year] * 1e6
            lp.at_least(lp.paid(lambda s, m, t, e=each, y=year: -e[m] if t == y else 0.0), -float(capacity) * scale)


def cover(lp: Plain) -> None:
    rule = lp.rules.structural_cover
    if rule is not None and rule.strength == "must":
        temporary = {s.id for s in lp.programme.counted if s.kind == "incidental"}
        lasting_ = {m.id for m in lp.prepared.measures if m.kind == "structural"}
        since = rule.from_ or lp.term[0]
        lp.at_least(lp.paid(lambda s, m, t: -1.0 if s in temporary and m in lasting_ and t >= since else 0.0), 0.0)


def floors(lp: Plain) -> None:
    for floor in lp.rules.floors:
        for w in lp.programme.wijken if floor.strength == "must" else ():
            for d in lp.programme.domains:
                for year in lp.term:
                    speaks = floor.wijk in (None, w.id) and floor.domain in (None, d.id)
                    if speaks and year >= (floor.from_ or lp.term[0]):
                        terms, regular = lp.cell(w.id, d.id, year)
                        least = round(lp.price[year] * float(floor.per_resident) * w.residents_in(year), 2)
                        lp.at_least(terms, least - regular)


def harmless(lp: Plain) -> None:
    rule = lp.rules.hold_harmless
    for w in lp.programme.wijken if rule is not None and rule.strength == "must" else ():
        if w.baseline:
            before = lp.term[0] - 1
            today = sum(float(x) + lp.regular(w.id, d, before) for d, x in w.baseline.items()) / lp.price[before]
            for year in lp.term:
                terms, regular = lp.wijk(w.id, year, [d.id for d in lp.programme.domains])
                lp.at_least(terms, float(rule.share) * today * lp.price[year] - regular)


def shares(lp: Plain) -> None:
    """Rooms and focus: at least a share of the money of the wijk."""
    everything = [d.id for d in lp.programme.domains]
    for w in lp.programme.wijken:
        for year in lp.term:
            whole, fixed = lp.wijk(w.id, year, everything)
            for kind, rule in (("professional", lp.rules.frontline_room), ("resident", lp.rules.resident_initiatives)):
                if rule is not None and rule.strength == "must":
                    rooms = {m.id: part(m, w.id) for m in lp.prepared.measures if m.room == kind}
                    room = lp.paid(lambda s, m, t, r=rooms, y=year: r.get(m, 0.0) if t == y else 0.0)
                    above(lp, room, 0.0, whole, fixed, float(rule.share))
            focus = lp.rules.focus_minimum
            if focus is not None and focus.strength == "must" and w.focus:
                above(lp, *lp.wijk(w.id, year, list(w.focus_factor)), whole, fixed, float(focus.share))


def above(lp: Plain, terms: Row, constant: float, whole: Row, fixed: float, share: float) -> None:
    row: Row = defaultdict(float, terms)
    for column, factor in whole.items():
        row[column] -= share * factor
    lp.at_least(row, share * fixed - constant)


def lasting(lp: Plain) -> None:
    rule = lp.rules.persistence
    for w in lp.programme.wijken if rule is not None and rule.strength == "must" else ():
        for d in lp.programme.domains if rule is not None else ():
            if rule.cells == "focus" and d.id not in w.focus_factor:
                continue
            for year in lp.term:
                if year == lp.term[0] and d.id not in w.baseline:
                    continue
                step = (1 - float(rule.max_drop)) * lp.price[year] / lp.price[year - 1]
                terms, fixed = lp.cell(w.id, d.id, year)
                row, right = dict(terms), -fixed
                if year == lp.term[0]:
                    right += step * (float(w.baseline[d.id]) + lp.regular(w.id, d.id, year - 1))
                else:
                    earlier, was = lp.cell(w.id, d.id, year - 1)
                    row |= {column: -step * factor for column, factor in earlier.items()}
                    right += step * was
                lp.at_least(row, right)


def matching(lp: Plain) -> None:
    """A matched column for every asking stream and every part of a payment of another that may count."""
    asking = [s for s in lp.programme.counted if s.match is not None]
    layer = lp.programme.layer_of
    uses: dict[tuple[int, object], list[int]] = defaultdict(list)
    sizes: dict[tuple[int, object], float] = {}
    for stream in asking:
        match = stream.match
        got: dict[tuple[object, object], Row] = defaultdict(lambda: defaultdict(float))
        for (payer, m, year), column in lp.spend.items():
            measure = lp.prepared.measure[m]
            for cell in {(c.wijk, c.domain) for c in measure.cells} or {None}:
                share = 1.0 if cell is None else part(measure, *cell)
                place = {"programme": None, "measure": m, "wijk": cell and cell[0]}[match.scope]
                when = year if match.per == "year" else None
                if cell is None and match.scope == "wijk":
                    continue  # an office is in no wijk
                if payer == stream.id:
                    got[place, when][column] -= float(match.ratio) * share
                elif layer[lp.prepared.stream[payer].partner] in match.from_layers and counts(stream, measure, cell):
                    matched = lp.column()
                    got[place, when][matched] += 1.0
                    uses[column, cell].append(matched)
                    sizes[column, cell] = share
        for terms in got.values():
            lp.at_least(terms, 0.0)
    for (column, cell), parts in uses.items():
        lp.at_least({column: sizes[column, cell], **dict.fromkeys(parts, -1.0)}, 0.0)


def counts(stream: Stream, measure: Measure, cell: tuple[str, str] | None) -> bool:
    if stream.measures is not None and measure.id not in stream.measures:
        return False
    if cell is None:
        return stream.match.scope != "wijk" and stream.domains is None and stream.wijken is None
    return inside(stream, *cell)


RULES: dict[str, Callable[[Plain], None]] = {
    "money": money,
    "measure_limits": measures,
    "commitments": promises,
    "coherence": chains,
    "staff_capacity": staff,
    "structural_cover": cover,
    "floors": floors,
    "hold_harmless": harmless,
    "shares": shares,
    "persistence": lasting,
    "co_financing": matching,
}
