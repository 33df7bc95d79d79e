"""A plan written plainly in linopy (arrays over labelled dimensions), solved by HiGHS."""

from __future__ import annotations

import time
from typing import Any

import linopy
import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import xarray as xr
from linopy import LinearExpression

from bench.peers import plain
from bench.peers.grids import SEGMENTS, Floats, Grid
from bench.peers.plain import Goal, OutOfTime, Reached
from planning.optimiser.figures import Figures
from planning.programme import Requirement, Stream


def plan(figures: Figures, seconds: float = float("inf"), **options: Any) -> Reached:
    """All stages within so many seconds; `options` go to HiGHS.

    Raises:
        OutOfTime: when they take longer.
        ValueError: for a programme with what the peers do not know.
    """
    deadline = time.monotonic() + seconds
    plain.refuse_unknown(figures)
    return plain.run(LinopyPlan(figures, options), figures, deadline)


class LinopyPlan:
    """The linear programme of a plan: an array of variables per kind, an array of rows per rule.

    Dimensions: stream, measure, year, cell, wijk, segment; `part` is a cell that a measure serves. Thousands of euros,
    nominal.
    """

    hair = 1e-9

    def __init__(self, figures: Figures, options: dict[str, Any]) -> None:
        self.figures, self.rules, self.options = figures, figures.rules, options
        self.model = linopy.Model()
        self.aims: list[tuple[linopy.Variable, xr.DataArray]] = []
        self.data()
        self.variables()
        self.stream_balance_and_carry_over()
        self.co_financing()
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

    # ---- data and variables ----

    def data(self) -> None:
        """The figures as labelled arrays."""
        figures = self.figures
        self.year = pd.Index(figures.years, name="year")
        self.stream = pd.RangeIndex(len(figures.streams), name="stream")
        self.measure = pd.RangeIndex(len(figures.measures), name="measure")
        self.cell = pd.RangeIndex(len(figures.cells), name="cell")
        self.wijk = pd.RangeIndex(len(figures.wijken), name="wijk")
        self.income = xr.DataArray(figures.income, coords=[self.stream, self.year])
        self.income.loc[{"year": figures.years[0]}] += xr.DataArray(figures.opening, coords=[self.stream])
        self.price = xr.DataArray(figures.price, coords=[self.year])
        real = [figures.real(t) / figures.real(t - 1) for t in range(len(figures.years))]
        self.follow = xr.DataArray(real, coords=[self.year])
        self.line = xr.DataArray(figures.line, coords=[self.cell, self.year])
        of_wijk = np.repeat(np.arange(len(figures.wijken)), len(figures.domains))
        self.of_wijk = xr.DataArray(of_wijk, coords=[self.cell], name="wijk")
        self.wijk_line = self.line.groupby(self.of_wijk).sum()
        self.baseline = xr.DataArray([figures.baseline[c] for c in range(len(figures.cells))], coords=[self.cell])
        self.focus = xr.DataArray([c in figures.focus for c in range(len(figures.cells))], coords=[self.cell])
        self.incidental = xr.DataArray([s.kind == "incidental" for s in figures.streams], coords=[self.stream])
        parts = [(m, c, share) for m, served in enumerate(figures.parts) for c, share in served]
        part = pd.RangeIndex(len(parts), name="part")
        self.part_measure, self.part_cell, self.part_share = (
            xr.DataArray(list(column), coords=[part], name=name)
            for column, name in zip(zip(*parts, strict=True), ("measure", "cell", "share"), strict=True)
        )

    def grid(self, *kinds: pd.Index) -> xr.DataArray:
        """Zeros over dimensions."""
        return xr.DataArray(np.zeros([len(kind) for kind in kinds]), coords=list(kinds))

    def variables(self) -> None:
        """Payments (at least what is committed), what measures get (at most their limit), money of cells."""
        figures, model = self.figures, self.model
        may_pay = self.grid(self.stream, self.measure, self.year).astype(bool)
        committed = self.grid(self.stream, self.measure, self.year)
        limit = self.grid(self.measure, self.year) + np.inf
        for (m, t), payers in figures.payers.items():
            may_pay.values[payers, m, t] = True
        for (s, m, t), amount in figures.committed.items():
            committed.values[s, m, t] = amount
        for (m, t), most in figures.limit.items():
            limit.values[m, t] = most
        self.spend = model.add_variables(lower=committed, mask=may_pay, name="spend")
        self.paid = model.add_variables(lower=0, upper=limit, name="paid")
        model.add_constraints(self.paid == self.spend.fillna(0).sum("stream"), name="paid")
        self.carried = model.add_variables(lower=0, coords=[self.stream, self.year], name="carried")
        self.lapse = model.add_variables(lower=0, coords=[self.stream, self.year], name="lapsed")
        self.money = model.add_variables(lower=0, coords=[self.cell, self.year], name="money")
        served = (self.paid.sel(measure=self.part_measure) * self.part_share).groupby(self.part_cell).sum()
        model.add_constraints(self.money == served, name="cell_money")
        self.wijk_money = (1 * self.money).groupby(self.of_wijk).sum()

    def aim(self, name: str, left: LinearExpression, scope: xr.DataArray, where: xr.DataArray | None = None) -> None:
        """left ≤ 0, or short by as little as can be."""
        short = self.model.add_variables(lower=0, coords=scope.coords, mask=where, name=f"short_{name}")
        self.model.add_constraints(left - short.fillna(0) <= 0, mask=where, name=name)
        self.aims.append((short, scope))

    # ---- rules that always hold ----

    def stream_balance_and_carry_over(self) -> None:
        before = self.carried.shift(year=1).fillna(0)
        out = self.spend.fillna(0).sum("measure")
        self.model.add_constraints(out + self.carried + self.lapse - before == self.income, name="stream_balance")
        share = self.grid(self.stream, self.year)
        for s, stream in enumerate(self.figures.streams):
            keep = stream.carry_over
            for t, year in enumerate(self.figures.years[:-1]):
                if keep is not None and (keep.until is None or year < keep.until):
                    share.values[s, t] = keep.share
        self.model.add_constraints(self.carried - share * before <= share * self.income, name="carry_over")

    def co_financing(self) -> None:
        programme = self.figures.prepared.programme
        for s, stream in enumerate(self.figures.streams):
            if stream.match is None:
                continue
            counts = self.matching(stream).expand_dims({"stream": self.stream}).copy()
            for g, giver in enumerate(self.figures.streams):
                if g == s or programme.layer_of[giver.partner] not in stream.match.from_layers:
                    counts.values[g] = 0
            counts.values[s] = -float(stream.match.ratio)
            given = (self.spend.fillna(0) * counts).sum(["stream", "measure"])
            given = given if stream.match.per == "year" else given.sum("year")
            self.model.add_constraints(given >= 0, name="match")

    def matching(self, stream: Stream) -> xr.DataArray:
        """The part of each measure that lies in the earmark of a stream."""
        inside = self.grid(self.measure)
        for m, measure in enumerate(self.figures.measures):
            for c, share in self.figures.parts[m]:
                wijk, domain = self.figures.cells[c]
                there = (stream.wijken is None or wijk in stream.wijken) and (
                    stream.domains is None or domain in stream.domains
                )
                if there and (stream.measures is None or measure.id in stream.measures):
                    inside.values[m] += share
        return inside

    def coherence(self) -> None:
        for m, measure in enumerate(self.figures.measures):
            for number, required in enumerate(measure.requires):
                self.link(m, required, f"coherence_{m}_{number}")

    def link(self, m: int, required: Requirement, name: str) -> None:
        """A measure against the one that it requires, in all years of the measure."""
        figures = self.figures
        r, share = figures.measure_number[required.measure], float(required.share)
        reach, ratio = self.grid(self.year), self.grid(self.year)
        for t in range(len(figures.years)):
            before = t - required.lag
            top = figures.limit.get((m, t), 0.0) * share
            if before < 0:
                ran = figures.years[0] + before in figures.measures[r].already_running
                reach.values[t] = top if ran else 0.0
            elif (r, before) in figures.limit:
                ratio.values[t] = top / figures.limit[r, before]
        earlier = self.paid.sel(measure=r, drop=True).shift(year=required.lag).fillna(0)
        self.model.add_constraints(self.paid.sel(measure=m, drop=True) - ratio * earlier <= reach, name=name)

    def staff_capacity(self) -> None:
        figures = self.figures
        fte = xr.DataArray([float(m.fte_per_million) / 1000 for m in figures.measures], coords=[self.measure])
        for domain, by_year in self.rules.staff_capacity.items():
            part = self.grid(self.measure)
            for m, served in enumerate(figures.parts):
                part.values[m] = sum(share for c, share in served if figures.cells[c][1] == domain)
            capacity = xr.DataArray(
                [float(amount) for amount in by_year.values()], coords=[pd.Index(list(by_year), name="year")]
            )
            asks = self.measure[(part * fte).values > 0]
            staff = (self.paid.sel(measure=asks) * (part * fte / self.price).sel(measure=asks)).sum("measure")
            self.model.add_constraints(staff.sel(year=capacity.year) <= capacity, name=f"staff_{domain}")

    # ---- aims and rooms ----

    def structural_cover(self) -> None:
        figures, rule = self.figures, self.rules.structural_cover
        if rule is None:
            return
        scope = self.grid(self.measure, self.year)
        where = scope.astype(bool)
        for (m, t), payers in figures.payers.items():
            scope.values[m, t] = sum(figures.line[c][t] for c, _ in figures.parts[m])
            temporary = any(figures.streams[s].kind == "incidental" for s in payers)
            late = t >= figures.first_year(rule.from_)
            where.values[m, t] = temporary and late and figures.measures[m].kind == "structural"
        temporary = self.stream[self.incidental.values]
        self.aim("structural_cover", self.spend.sel(stream=temporary).fillna(0).sum("stream"), scope, where)

    def floors(self) -> None:
        figures = self.figures
        for number, rule in enumerate(self.rules.floors):
            least = self.grid(self.cell, self.year)
            where = least.astype(bool)
            for c, (wijk, domain) in enumerate(figures.cells):
                if rule.wijk in (None, wijk) and rule.domain in (None, domain):
                    for t in range(figures.first_year(rule.from_), len(figures.years)):
                        least.values[c, t], where.values[c, t] = plain.floor(figures, rule, c, t), True
            self.aim(f"floor_{number}", least - self.money, self.line, where)

    def hold_harmless(self) -> None:
        rule = self.rules.hold_harmless
        if rule is not None:
            today = self.baseline.groupby(self.of_wijk).sum() / self.figures.price_before
            self.aim("hold_harmless", float(rule.share) * today * self.price - self.wijk_money, self.wijk_line)

    def focus_minimum(self) -> None:
        rule = self.rules.focus_minimum
        if rule is not None:
            weight = float(rule.share) - self.focus
            left = (weight * self.money).groupby(self.of_wijk).sum()
            focused = self.focus.groupby(self.of_wijk).any()
            self.aim("focus_minimum", left, self.wijk_line, focused.broadcast_like(self.wijk_line))

    def per_resident_ratio(self) -> None:
        rule = self.rules.per_resident_ratio
        if rule is None:
            return
        people = xr.DataArray([float(sum(row)) for row in self.figures.residents], coords=[self.wijk])
        each = ((1 / self.price) * self.wijk_money).sum("year") * (people.mean() / people)
        highest, lowest = (self.model.add_variables(lower=0, name=name) for name in ("highest", "lowest"))
        self.model.add_constraints(each - highest <= 0, name="highest")
        self.model.add_constraints(each - lowest >= 0, name="lowest")
        scope = (self.wijk_line / self.price).sum() / len(self.wijk)
        self.aim("per_resident_ratio", highest - float(rule.max) * lowest, scope)

    def step(self, factor: float) -> LinearExpression:
        """Money of a cell minus factor times that of the year before, in prices of the year."""
        first = self.figures.years[0]
        start = (self.baseline * self.follow).where(self.year == first, 0)
        before = self.money.shift(year=1).fillna(0)
        left: LinearExpression = self.money - factor * self.follow * before - factor * start
        return left

    def persistence(self) -> None:
        rule = self.rules.persistence
        if rule is not None:
            where = self.focus | (rule.cells == "all")
            left = -1 * self.step(1 - float(rule.max_drop))
            self.aim("persistence", left, self.line, where.broadcast_like(self.line))

    def ramp_up(self) -> None:
        rule = self.rules.ramp_up
        if rule is not None:
            rise = float(rule.max_growth)
            self.aim("ramp_up", self.step(1 + rise) - rise * self.line, self.line)

    def rooms(self) -> None:
        for kind, rule in (("professional", self.rules.frontline_room), ("resident", self.rules.resident_initiatives)):
            if rule is None:
                continue
            of_kind = [self.figures.measures[m].room == kind for m in self.part_measure.values]
            parts = {"part": self.part_measure.part[of_kind]}
            wijk = self.of_wijk.sel(cell=self.part_cell.sel(parts)).drop_vars("cell").rename("wijk")
            room = self.paid.sel(measure=self.part_measure.sel(parts)) * self.part_share.sel(parts)
            room = room.groupby(wijk).sum()
            self.model.add_constraints(room - float(rule.share) * self.wijk_money >= 0, name=f"room_{kind}")

    # ---- stages ----

    def stages(self) -> None:
        """What each stage makes as small as can be."""
        model, figures = self.model, self.figures
        self.lapsed = self.lapse.sum()
        top = model.add_variables(lower=0, name="largest")
        self.largest = plain.SCALE * top
        for short, scope in self.aims:
            model.add_constraints(short.fillna(0) - scope * top <= 0, name=f"largest_{short.name}")
        self.shortfall = linopy.merge([(short.fillna(0) * (plain.SCALE / scope)).sum() for short, scope in self.aims])
        segment = pd.RangeIndex(SEGMENTS, name="segment")
        self.segments = model.add_variables(lower=0, coords=[self.cell, self.year, segment], name="segment")
        model.add_constraints(self.segments.sum("segment") == self.money, name="coverage")
        self.change = self.changes()
        ranks = xr.DataArray(plain.ranks(figures), coords=[self.stream, self.measure, self.year])
        self.tidiness = (ranks * self.spend.fillna(0)).sum() + (0.01 * self.carried).sum()

    def changes(self) -> LinearExpression:
        """Σ |real change from year to year|, focus cells double, times steadiness."""
        real = (1 / self.price) * self.money
        later = self.year[1:]
        step = (real - real.shift(year=1).fillna(0)).sel(year=later)
        up, down = (self.model.add_variables(lower=0, coords=[self.cell, later], name=name) for name in ("up", "down"))
        self.model.add_constraints(step - up + down == 0, name="change")
        weight = float(self.figures.prepared.programme.steadiness) * (1 + self.focus)
        return (weight * (up + down)).sum()

    def grow_on(self, grid: Grid) -> Goal:
        shape = self.segments.shape
        widths, slopes = grid.widths(plain.line(self.figures)), grid.slopes()
        coords = self.segments.coords
        self.segments.update(upper=xr.DataArray(widths.reshape(shape), coords=coords))
        return self.change - (xr.DataArray(slopes.reshape(shape), coords=coords) * self.segments).sum()

    def keep(self, goal: Goal, most: float) -> None:
        self.model.add_constraints(goal <= most)

    def minimise(self, goal: Goal, seconds: float) -> float:
        self.model.add_objective(goal, overwrite=True)
        options: dict[str, Any] = {"output_flag": False, "time_limit": seconds, **self.options}
        status, condition = self.model.solve("highs", io_api="direct", **options)
        if condition == "time_limit":
            raise OutOfTime
        if status != "ok":
            raise RuntimeError(f"HiGHS says {condition}")
        return float(self.model.objective.value or 0.0)

    def coverage(self) -> Floats:
        return np.asarray((self.money.solution / self.line).values).ravel()
