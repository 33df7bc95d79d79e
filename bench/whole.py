"""Whole decisions: the gap that is proven in a minute where every measure has a minimum and a duration.

Beside it stands CBC (of PuLP) on the very search for growth that HiGHS is given, all decisions free, without a start
for either: the same mixed-integer programme, in a file, with the same time.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
from pulp.apis.coin_api import pulp_cbc_path

from bench.instances import instance
from bench.rows import Row
from planning.document import read
from planning.optimiser.engine import Floats, Status
from planning.optimiser.figures import figures
from planning.optimiser.integers import Integers
from planning.optimiser.model import build_model
from planning.optimiser.planner import proven_gap
from planning.optimiser.search import Search
from planning.optimiser.solved import solve
from planning.optimiser.stages import silent
from planning.optimiser.whole_engine import Whole, WholeEngine
from planning.prepared import Prepared, prepare

SECONDS = 60.0
BAR = 0.5
"""Percent of all money."""
SEEDS = (1, 2, 3, 4, 5)
PERCENT = 100.0
LONG = 10


def programme(size: str, seed: int) -> Prepared:
    """A programme of a size in which every measure has a minimum and a duration."""
    return prepare(read(json.dumps(instance(size, seed, whole=True))))


def rows(size: str, seeds: tuple[int, ...] = SEEDS, seconds: float = SECONDS) -> Iterator[Row]:
    """The gap of each seed, with the stages that it comes from; then both solvers on the growth of the first."""
    for seed in seeds:
        started = time.perf_counter()
        solved = solve(programme(size, seed), search=Search(seconds=seconds))
        took = time.perf_counter() - started
        found = solved.found
        parts = {} if found is None else {name: spent for name, spent, _ in found.searched}
        short = "" if found is None else ", ".join(f"{name} {PERCENT * part:.2f}" for name, part in found.short.items())
        what = f"whole decisions, gap after {seconds:.0f} s of search, seed {seed}" + (f" ({short})" if short else "")
        figure = PERCENT * float(proven_gap(solved))
        yield Row(what, size, figure, "%", BAR, seconds={"plan": took}, parts=parts)
    yield from _both(size, seeds[0], seconds)


def _both(size: str, seed: int, seconds: float) -> Iterator[Row]:
    """How far the best point of both solvers is from their own bound, on the same search, as a part of all money."""
    taken = _Taken(programme(size, seed), seconds)
    for name, (best, bound) in (("HiGHS", taken.by_highs(seconds)), ("CBC", taken.by_cbc(seconds))):
        figure = PERCENT * (bound - best) / taken.base if np.isfinite(best) and np.isfinite(bound) else float("inf")
        what = f"{name} on the growth of seed {seed} alone, {seconds:.0f} s: gap of its own bound; growth {best:.0f}"
        yield Row(what, size, figure, "%")


class _Done(Exception):  # noqa: N818 - it is what we wait for
    """The search for growth has been taken down."""


class _Taken:
    """The search for growth of a programme, as it is first given to HiGHS. Growth here is more is better."""

    def __init__(self, prepared: Prepared, seconds: float) -> None:
        model = build_model(figures(prepared))
        # Time enough to come to it: the searches before it are left out.
        self.search = Integers(model, silent, Search(seconds=seconds), time.monotonic() + LONG * seconds)
        self.base = self.search.money()
        self.engine: WholeEngine = self.search.engine
        self.folder = tempfile.TemporaryDirectory(prefix="zaaiplan-bench-")
        self.path = Path(self.folder.name) / "growth.mps"
        self.cost = np.zeros(0)
        own, self.engine.minimise_whole = self.engine.minimise_whole, self._take  # type: ignore[method-assign]
        with suppress(_Done):
            self.search.run()
        self.engine.minimise_whole = own  # type: ignore[method-assign]

    def _take(self, cost: Floats, *arguments: object) -> Whole:
        """Searches before growth are left out: the starts must do there."""
        if not (cost[self.search.stages.segments.ravel()] < 0).any():
            return Whole(Status.STOPPED, None, 0.0)
        self.cost = cost.copy()
        raise _Done

    def by_highs(self, seconds: float) -> tuple[float, float]:
        """Growth of the best point, and its bound."""
        found = self.engine.minimise_whole(self.cost, self.search.whole, 0.0, time.monotonic() + seconds, None)
        best = -np.inf if found.values is None else -float(self.cost @ found.values)
        return best, -found.bound

    def by_cbc(self, seconds: float) -> tuple[float, float]:
        """The same of CBC; −∞ and ∞ where it has none. What it calls optimal at its limit is not read."""
        self.engine.price(self.cost)
        whole = self.search.whole
        self.engine.mark_whole(whole, True)
        self.engine.highs.writeModel(str(self.path))
        self.engine.mark_whole(whole, False)
        command = [pulp_cbc_path, str(self.path), "-timem", "elapsed", "-sec", str(seconds), "-solve", "-quit"]
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=4 * seconds + 60)  # noqa: S603
        said = run.stdout
        best = re.findall(r"^Objective value:\s+(\S+)", said, flags=re.M)
        bound = re.findall(r"^Lower bound:\s+(\S+)", said, flags=re.M)
        return (-float(best[-1]) if best else -np.inf), (-float(bound[-1]) if bound else np.inf)
