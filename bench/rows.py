"""The table of results: a figure per row with its bar beside it, on the screen and as JSON."""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

WIDTH = 78


@dataclass(frozen=True)
class Row:
    """One figure. `bar` None: printed without a bar. `cut_off`: the truth lies beyond it, on the side of `better`.

    seconds: median seconds by what was timed, of so many `rounds`; parts: seconds of one time by its parts. They differ
    from machine to machine.
    """

    what: str
    size: str
    figure: float
    unit: str = "×"
    bar: float | None = None
    better: Literal["low", "high"] = "low"
    rounds: int = 1
    cut_off: bool = False
    seconds: Mapping[str, float] = field(default_factory=dict)
    parts: Mapping[str, float] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        """Whether the figure clears its bar; None where there is none."""
        if self.bar is None:
            return None
        return self.figure <= self.bar if self.better == "low" else self.figure >= self.bar

    def line(self) -> str:
        """The row as it is printed."""
        sign = ("> " if self.better == "high" else "< ") if self.cut_off else ""
        figure = f"{sign}{self.figure:.2f} {self.unit}"
        bar = "" if self.bar is None else f"{'≤' if self.better == 'low' else '≥'} {self.bar:g} {self.unit}"
        met = {True: "met", False: "NOT MET", None: ""}[self.met]
        times = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in self.seconds.items())
        detail = f"\n      {times}; {self.rounds} round{'s' if self.rounds > 1 else ''}" if times else ""
        if self.parts:
            detail += "\n      of which " + ", ".join(f"{name} {spent:.2f}" for name, spent in self.parts.items())
        return f"{self.size:<3}{self.what:<{WIDTH}}{figure:>12}  {bar:<9} {met}{detail}"


def medians(seconds: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Median seconds by name."""
    return {name: statistics.median(times) for name, times in seconds.items()}


def machine() -> dict[str, Any]:
    """What it ran on, and with which versions."""
    names = ("highspy", "pulp", "linopy", "xlsxwriter", "numpy")
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load": load,
        "versions": {name: version(name) for name in names},
    }


def write(rows: Sequence[Row], agreements: Sequence[Mapping[str, Any]], path: Path) -> None:
    """The rows, and how far the peers agree, as JSON."""
    found = {
        "machine": machine(),
        "rows": [{**asdict(row), "met": row.met} for row in rows],
        "agreement": list(agreements),
    }
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
