"""A plan written plainly in PuLP, solved by the CBC that comes with it."""

from __future__ import annotations

import time
import warnings

import numpy as np
import pulp
from pulp import LpAffineExpression, LpVariable, lpSum

from bench.peers import plain
from bench.peers.grids import SEGMENTS, Floats, Grid
from bench.peers.plain import Goal, OutOfTime, Reached
from planning.optimiser.figures import Figures


def plan(figures: Figures, seconds: float = float("inf")) -> Reached:
    """All stages within so many seconds.

    Raises:
        OutOfTime: when they take longer.
        ValueError: for a programme with what the peers do not know.
    """
    deadline = time.monotonic() + seconds
    plain.refuse_unknown(figures)
    return plain.run(PulpPlan(figures), figures, deadline)


class PulpPlan:
    """The linear programme of a plan: a dict of variables per kind, a loop per rule. Thousands of euros, nominal."""

    hair = 2e-8  # CBC writes its answer with eight digits

    def __init__(self, figures: Figures) -> None:
        self.figures, self.rules = figures, figures.rules
        self.streams, self.measures = range(len(figures.streams)), range(len(figures.measures))
        self.cells, self.wijken = range(len(figures.cells)), range(len(figures.wijken))
        self.years = range(len(figures.years))
        self.problem = pulp.LpProblem("plan", pulp.LpMinimize)
        self.aims: list[tuple[LpVariable, float]] = []
        self.variables()
        self.stream_balance_and_carry_over()
        self.commitments()
        self.co_financing()
        self.measure_limits()
        self.coherence()
        self.staff_capacity()
        self.structural_cover()
        self.floors()
        self.hold_harmless()
        self.focus_minimum()
        self.per_resident_ratio()
        self.persistence()
        self.ramp_up()
        self.rooms()
        self.stages()

    # ---- variables ----

    def variables(self) -> None:
        """Payments where a stream may pay, what streams carry and lapse, and the money of measures and cells."""
        figures, problem = self.figures, self.problem
        pairs = [(s, m, t) for (m, t), payers in figures.payers.items() for s in payers]
        self.spend = problem.add_variable_dicts("spend", pairs, 0)
        by_year = [(s, t) for s in self.streams for t in self.years]
        self.carried = problem.add_variable_dicts("carried", by_year, 0)
        self.lapse = problem.add_variable_dicts("lapsed", by_year, 0)
        self.paid = {
            (m, t): lpSum(self.spend[s, m, t] for s in figures.payers.get((m, t), []))
            for m in self.measures
            for t in self.years
        }
        self.money = problem.add_variable_dicts("money", [(c, t) for c in self.cells for t in self.years], 0)
        serving: dict[int, list[tuple[int, float]]] = {c: [] for c in self.cells}
        for m in self.measures:
            for c, share in figures.parts[m]:
                serving[c].append((m, share))
        for c in self.cells:
            for t in self.years:
                problem.addConstraint(self.money[c, t] == lpSum(share * self.paid[m, t] for m, share in serving[c]))

    def aim(self, left: LpAffineExpression, scope: float) -> None:
        """left ≤ 0, or short by as little as can be."""
        short = self.problem.add_variable(f"short_{len(self.aims)}", 0)
        self.problem.addConstraint(left <= short)
        self.aims.append((short, scope))

    def wijk_money(self, w: int, t: int) -> LpAffineExpression:
        return lpSum(self.money[c, t] for c in self.figures.cells_of_wijk[w])

    # ---- rules that always hold ----

    def stream_balance_and_carry_over(self) -> None:
        for s in self.streams:
            keep = self.figures.streams[s].carry_over
            for t, year in enumerate(self.figures.years):
                before = self.carried[s, t - 1] if t else self.figures.opening[s]
                there = self.figures.income[s][t] + before
                out = lpSum(self.spend[s, m, t] for m in self.measures if (s, m, t) in self.spend)
                self.problem.addConstraint(out + self.carried[s, t] + self.lapse[s, t] == there)
                last = t == self.years[-1] or (keep is not None and keep.until is not None and year >= keep.until)
                share = 0.0 if keep is None or last else float(keep.share)
                self.problem.addConstraint(self.carried[s, t] <= share * there)

    def commitments(self) -> None:
        for key, amount in self.figures.committed.items():
            self.spend[key].lowBound = amount

    def co_financing(self) -> None:
        figures = self.figures
        layer = figures.prepared.programme.layer_of
        for s, stream in enumerate(figures.streams):
            if stream.match is None:
                continue
            weight = {s: float(stream.match.ratio)}
            for g, giver in enumerate(figures.streams):
                if g != s and layer[giver.partner] in stream.match.from_layers:
                    weight[g] = -1.0
            short = []
            for t in self.years:
                pairs = [(g, m) for g in weight for m in self.measures if (g, m, t) in self.spend]
                inside = {m: self.matching(s, m) for _, m in pairs}
                short.append(lpSum(weight[g] * (1.0 if g == s else inside[m]) * self.spend[g, m, t] for g, m in pairs))
            for row in short if stream.match.per == "year" else [lpSum(short)]:
                self.problem.addConstraint(row <= 0)

    def matching(self, s: int, m: int) -> float:
        """The part of a measure that lies in the earmark of a stream."""
        stream, measure = self.figures.streams[s], self.figures.measures[m]
        if stream.measures is not None and measure.id not in stream.measures:
            return 0.0
        inside = 0.0
        for c, share in self.figures.parts[m]:
            wijk, domain = self.figures.cells[c]
            there = stream.wijken is None or wijk in stream.wijken
            inside += share if there and (stream.domains is None or domain in stream.domains) else 0.0
        return inside

    def measure_limits(self) -> None:
        for key, limit in self.figures.limit.items():
            self.problem.addConstraint(self.paid[key] <= limit)

    def coherence(self) -> None:
        figures = self.figures
        for m, measure in enumerate(figures.measures):
            for required in measure.requires:
                r = figures.measure_number[required.measure]
                for t in self.years:
                    if (m, t) not in figures.limit:
                        continue
                    before = t - required.lag
                    degree = self.paid[r, before] / figures.limit[r, before] if (r, before) in figures.limit else 0.0
                    if before < 0 and figures.years[0] + before in figures.measures[r].already_running:
                        degree = 1.0
                    self.problem.addConstraint(self.paid[m, t] <= figures.limit[m, t] * float(required.share) * degree)

    def staff_capacity(self) -> None:
        figures = self.figures
        for domain, by_year in self.rules.staff_capacity.items():
            for year, capacity in by_year.items():
                t = year - figures.years[0]
                staff = []
                for m, measure in enumerate(figures.measures):
                    part = sum(share for c, share in figures.parts[m] if figures.cells[c][1] == domain)
                    if part and measure.fte_per_million:
                        staff.append(part * float(measure.fte_per_million) / 1000 / figures.price[t] * self.paid[m, t])
                self.problem.addConstraint(lpSum(staff) <= float(capacity))

    # ---- aims and rooms ----

    def structural_cover(self) -> None:
        figures, rule = self.figures, self.rules.structural_cover
        if rule is None:
            return
        for (m, t), payers in figures.payers.items():
            temporary = [self.spend[s, m, t] for s in payers if figures.streams[s].kind == "incidental"]
            if temporary and figures.measures[m].kind == "structural" and t >= figures.first_year(rule.from_):
                self.aim(lpSum(temporary), sum(figures.line[c][t] for c, _ in figures.parts[m]))

    def floors(self) -> None:
        figures = self.figures
        for floor in self.rules.floors:
            for c, (wijk, domain) in enumerate(figures.cells):
                if floor.wijk in (None, wijk) and floor.domain in (None, domain):
                    for t in range(figures.first_year(floor.from_), len(figures.years)):
                        least = plain.floor(figures, floor, c, t)
                        self.aim(least - self.money[c, t], figures.line[c][t])

    def hold_harmless(self) -> None:
        figures, rule = self.figures, self.rules.hold_harmless
        if rule is None:
            return
        for w in self.wijken:
            today = sum(figures.baseline[c] for c in figures.cells_of_wijk[w]) / figures.price_before
            for t in self.years:
                least = float(rule.share) * today * figures.price[t]
                self.aim(least - self.wijk_money(w, t), figures.wijk_line(w, t))

    def focus_minimum(self) -> None:
        figures, rule = self.figures, self.rules.focus_minimum
        if rule is None:
            return
        for w in self.wijken:
            focus = [c for c in figures.cells_of_wijk[w] if c in figures.focus]
            for t in self.years if focus else ():
                got = lpSum(self.money[c, t] for c in focus)
                self.aim(float(rule.share) * self.wijk_money(w, t) - got, figures.wijk_line(w, t))

    def per_resident_ratio(self) -> None:
        figures, rule = self.figures, self.rules.per_resident_ratio
        if rule is None:
            return
        everyone = sum(sum(row) for row in figures.residents)
        highest = self.problem.add_variable("highest", 0)
        lowest = self.problem.add_variable("lowest", 0)
        for w in self.wijken:
            scale = everyone / len(self.wijken) / sum(figures.residents[w])
            each = lpSum(scale / figures.price[t] * self.wijk_money(w, t) for t in self.years)
            self.problem.addConstraint(each <= highest)
            self.problem.addConstraint(each >= lowest)
        lined = sum(figures.wijk_line(w, t) / figures.price[t] for w in self.wijken for t in self.years)
        self.aim(highest - float(rule.max) * lowest, lined / len(self.wijken))

    def before(self, c: int, t: int) -> LpAffineExpression | float:
        """Money of the cell in the year before, in prices of year t."""
        follow = self.figures.real(t) / self.figures.real(t - 1)
        return follow * (self.money[c, t - 1] if t else self.figures.baseline[c])

    def persistence(self) -> None:
        rule = self.rules.persistence
        if rule is None:
            return
        for c in self.cells if rule.cells == "all" else sorted(self.figures.focus):
            for t in self.years:
                kept = (1 - float(rule.max_drop)) * self.before(c, t)
                self.aim(kept - self.money[c, t], self.figures.line[c][t])

    def ramp_up(self) -> None:
        rule = self.rules.ramp_up
        if rule is None:
            return
        for c in self.cells:
            for t in self.years:
                rise, line = float(rule.max_growth), self.figures.line[c][t]
                self.aim(self.money[c, t] - (1 + rise) * self.before(c, t) - rise * line, line)

    def rooms(self) -> None:
        figures = self.figures
        for kind, rule in (("professional", self.rules.frontline_room), ("resident", self.rules.resident_initiatives)):
            if rule is None:
                continue
            of_kind = [m for m in self.measures if figures.measures[m].room == kind]
            for w in self.wijken:
                cells = figures.cells_of_wijk[w]
                parts = {m: sum(share for c, share in figures.parts[m] if c in cells) for m in of_kind}
                for t in self.years:
                    room = lpSum(part * self.paid[m, t] for m, part in parts.items() if part)
                    self.problem.addConstraint(room >= float(rule.share) * self.wijk_money(w, t))

    # ---- stages ----

    def stages(self) -> None:
        """What each stage makes as small as can be."""
        figures, problem = self.figures, self.problem
        self.lapsed = lpSum(self.lapse.values())
        top = problem.add_variable("largest", 0)
        for short, scope in self.aims:
            problem.addConstraint(short <= scope * top)
        self.largest = LpAffineExpression({top: plain.SCALE})
        self.shortfall = lpSum(short * (plain.SCALE / scope) for short, scope in self.aims)
        self.keys = [(c, t) for c in self.cells for t in self.years]
        self.segments = [
            [problem.add_variable(f"segment_{c}_{t}_{k}", 0) for k in range(SEGMENTS)] for c, t in self.keys
        ]
        for key, pieces in zip(self.keys, self.segments, strict=True):
            problem.addConstraint(lpSum(pieces) == self.money[key])
        self.change = self.changes()
        ranks = plain.ranks(figures)
        self.tidiness = lpSum(ranks[key] * paid for key, paid in self.spend.items())
        self.tidiness += lpSum(0.01 * kept for kept in self.carried.values())

    def changes(self) -> LpAffineExpression:
        """Σ |real change from year to year|, focus cells double, times steadiness."""
        figures, problem = self.figures, self.problem
        keys = [(c, t) for c in self.cells for t in self.years[1:]]
        up, down = problem.add_variable_dicts("up", keys, 0), problem.add_variable_dicts("down", keys, 0)
        for c, t in keys:
            step = self.money[c, t] / figures.price[t] - self.money[c, t - 1] / figures.price[t - 1]
            problem.addConstraint(up[c, t] - down[c, t] == step)
        weight = float(figures.prepared.programme.steadiness)
        return lpSum(weight * (2 if c in figures.focus else 1) * (up[c, t] + down[c, t]) for c, t in keys)

    def grow_on(self, grid: Grid) -> Goal:
        widths, slopes = grid.widths(plain.line(self.figures)), grid.slopes()
        grown = []
        for pieces, width, slope in zip(self.segments, widths.tolist(), slopes.tolist(), strict=True):
            for piece, most, worth in zip(pieces, width, slope, strict=True):
                piece.upBound = None if most == float("inf") else most
                grown.append(worth * piece)
        return self.change - lpSum(grown)

    def keep(self, goal: Goal, most: float) -> None:
        self.problem.addConstraint(goal <= most)

    def minimise(self, goal: Goal, seconds: float) -> float:
        self.problem.setObjective(goal)
        started = time.monotonic()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # the bundled CBC goes in PuLP 4
            solver = pulp.PULP_CBC_CMD(msg=False, timeLimit=None if seconds == float("inf") else seconds)
        status = self.problem.solve(solver)
        if time.monotonic() - started >= seconds:  # CBC at its limit reads "Optimal" too
            raise OutOfTime
        if status != pulp.LpStatusOptimal:
            raise RuntimeError(f"CBC says {pulp.LpStatus[status]}")
        return float(pulp.value(goal))

    def coverage(self) -> Floats:
        money = np.array([self.money[key].value() for key in self.keys])
        return money / plain.line(self.figures)
