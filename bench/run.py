"""Time the optimiser beside bare HiGHS and its peers: a table with the bar beside each figure, and bench/results.json.

    python -m bench.run            # all rows, at least five rounds (peers on M: one)
    python -m bench.run --quick    # one round

Everything that is compared runs in turn in one process; a figure is the median of the ratios of its rounds. Seconds
are printed, and mean little elsewhere.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench import agreement, bare, market, memory, programme_book, programmes, storage, timing, whatif, whole, workbook
from bench.peers import linopy_plan, pulp_plan
from bench.peers.plain import OutOfTime, Reached
from bench.rows import Row, machine, medians, write
from planning.optimiser.figures import Figures, figures

SIZES = ("S", "M", "L", "XL")
RESULTS = Path(__file__).parent / "results.json"
PEERS: dict[str, tuple[Callable[..., Reached], dict[str, str], float | None]] = {
    "linopy + HiGHS": (linopy_plan.plan, {}, 3),
    "linopy + HiGHS, told to use its interior point": (linopy_plan.plan, {"solver": "ipm"}, None),
    "PuLP + CBC": (pulp_plan.plan, {}, 3),
}
"""Name: how it plans, options, and how many times faster we must be (None: printed only)."""


@dataclass(frozen=True)
class Setting:
    """How much is measured: sizes, rounds, of the peers by size, seconds for a peer, programmes that are stored."""

    sizes: tuple[str, ...]
    rounds: int
    peer_rounds: Mapping[str, int]
    limit: float
    nation_limit: float
    stored: int


def main(arguments: Iterable[str] | None = None) -> None:
    """Measure what is asked, print each row as it comes, write the results."""
    setting = _setting(arguments)
    rows: list[Row] = []
    agreements: list[dict[str, Any]] = []
    _show(_heading())
    for row in _rows(setting, agreements):
        rows.append(row)
        _show(row.line())
    for found in agreements:
        worst = max(found["apart"].items(), key=lambda item: item[1])
        _show(f"{found['size']:<3}{found['peer']} gives the same: at most {worst[1]:.0e} apart ({worst[0]})")
    write(rows, agreements, RESULTS)
    missed = sum(row.met is False for row in rows)
    _show(f"{sum(row.met is True for row in rows)} bars met, {missed} not; written to {RESULTS.name}")


def _setting(arguments: Iterable[str] | None) -> Setting:
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="one round of everything")
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=list(SIZES), help="default: all")
    parser.add_argument("--limit", type=float, default=600, help="seconds that one plan of a peer may take")
    parser.add_argument("--nation-limit", type=float, default=600, help="seconds for HiGHS on the whole country")
    parser.add_argument("--stored", type=int, default=storage.MANY, help="programmes in the database")
    given = parser.parse_args(None if arguments is None else list(arguments))
    rounds = 1 if given.quick else 5
    peers = {"S": rounds, "M": 1}
    return Setting(tuple(given.sizes), rounds, peers, given.limit, given.nation_limit, given.stored)


def _heading() -> str:
    here = machine()
    versions = ", ".join(f"{name} {number}" for name, number in here["versions"].items())
    load = "" if here["load"] is None else f", load {here['load']:.1f}"
    return (
        f"Python {here['python']}, {here['system']}, {here['cores']} cores{load}; {versions}\n"
        "A plan is all stages, rounded and verified; with its reasons where the row says so.\n"
    )


def _show(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _rows(setting: Setting, agreements: list[dict[str, Any]]) -> Iterator[Row]:
    if "M" in setting.sizes:  # first, while this process is small
        yield _memory()
    yield from market.rows(setting.sizes, setting.rounds, setting.nation_limit)
    small = [size for size in setting.sizes if size in setting.peer_rounds]
    for size in small:
        yield from _against_bare(size, setting.rounds)
    if "M" in setting.sizes:
        yield _workbook(setting.rounds)
        yield from programme_book.rows("M", setting.rounds)
        yield from whatif.rows("M", setting.rounds)
        yield from whole.rows("M")
        yield from storage.rows(setting.stored)
    for size in small:
        yield from _against_peers(size, setting, agreements)


def _memory() -> Row:
    above, alone = memory.above_bare("M")
    return Row(f"memory of a plan above the bare process ({alone:.0f} MB)", "M", above, "MB", 150)


def _against_bare(size: str, rounds: int) -> Iterator[Row]:
    """A plan, and building alone, against the bare cold run of the first growth programme."""
    prepared = programmes.programme(size)
    sixteen = bare.first_growth(prepared)
    with bare.eight_segments():
        eight = bare.first_growth(prepared)
    parts: list[dict[str, float]] = []
    seconds = timing.in_turn(
        {
            "plan": lambda: parts.append(programmes.timed_plan(prepared)[1]),
            "explained": lambda: programmes.explained(prepared),
            "build": lambda: programmes.hand_over(prepared),
            **_bare_jobs("bare 16", sixteen, "choose"),
            **_bare_jobs("bare 8", eight, "choose"),
            **_bare_jobs("interior 16", sixteen, "ipm"),
        },
        rounds,
    )
    plan, quicker = seconds["plan"], timing.lesser(seconds["bare 16"], seconds["bare 8"])
    yield _ratio("plan / bare HiGHS on the first growth LP, 16 segments", size, rounds, plan, seconds["bare 16"])
    yield _ratio("plan / bare HiGHS on the first growth LP, 8 segments", size, rounds, plan, seconds["bare 8"])
    yield _ratio("plan / bare HiGHS, interior point, 16 segments", size, rounds, plan, seconds["interior 16"])
    last = _ratio("plan / the quicker bare HiGHS of the two", size, rounds, plan, quicker, bar=5)
    yield replace(last, parts=parts[-1])
    yield _ratio("plan with its reasons / the same", size, rounds, seconds["explained"], quicker, bar=5)
    yield _ratio("plan with its reasons / plan", size, rounds, seconds["explained"], plan)
    if size == "M":
        yield _ratio(
            "build and hand-over / the quicker bare HiGHS of the two", size, rounds, seconds["build"], quicker, bar=1.2
        )


def _bare_jobs(name: str, lp: Any, solver: str) -> dict[str, Callable[[], object]]:
    """Handing the programme to a fresh HiGHS is not on the account of the run."""
    fresh: list[Any] = []
    return {f"{name} (hand-over)": lambda: fresh.append(bare.cold(lp, solver)), name: lambda: bare.run(fresh.pop())}


def _ratio(what: str, size: str, rounds: int, above: list[float], below: list[float], bar: float | None = None) -> Row:
    seconds = medians({"it": above, "against": below})
    return Row(what, size, timing.ratio(above, below), bar=bar, rounds=rounds, seconds=seconds)


def _workbook(rounds: int) -> Row:
    prepared = programmes.programme("M")
    plan = programmes.plan(prepared)
    cells = workbook.cells_of(prepared, plan)
    seconds = timing.in_turn(
        {"it": lambda: workbook.write(prepared, plan), "against": lambda: workbook.write_bare(cells)}, rounds
    )
    what = f"workbook / bare XlsxWriter, the same {len(cells)} cells"
    figure = timing.ratio(seconds["it"], seconds["against"])
    return Row(what, "M", figure, bar=2, rounds=rounds, seconds=medians(seconds))


def _against_peers(size: str, setting: Setting, agreements: list[dict[str, Any]]) -> Iterator[Row]:
    prepared = programmes.programme(size)
    given, ours = figures(prepared), programmes.reached(prepared)
    for peer in PEERS:
        found: list[Reached | None] = []
        rounds = setting.peer_rounds[size]
        seconds = timing.in_turn(
            {
                "it": lambda: programmes.plan(prepared),
                "against": lambda peer=peer, found=found: found.append(_peer(peer, given, setting.limit)),  # type: ignore[misc]
            },
            rounds,
        )
        late = any(one is None for one in found)
        agreements.extend(agreement.agree(size, peer, ours, one) for one in found[:1] if one is not None)
        figure = timing.ratio(seconds["against"], seconds["it"])
        what = f"{peer} / plan" + (f" (stopped at {setting.limit:.0f} s)" if late else "")
        bar = PEERS[peer][2]
        yield Row(what, size, figure, bar=bar, better="high", rounds=rounds, cut_off=late, seconds=medians(seconds))


def _peer(peer: str, given: Figures, limit: float) -> Reached | None:
    """What a peer reached, or None when the time was up."""
    plan, options, _ = PEERS[peer]
    try:
        return plan(given, limit, **options)
    except OutOfTime:
        return None


if __name__ == "__main__":
    started = time.perf_counter()
    main()
    _show(f"{time.perf_counter() - started:.0f} s")
