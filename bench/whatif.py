"""What-if: from a question to its figures, against solving the changed programme cold.

A change is of 5%, up and down in turn: the dial, the need of one wijk in one domain, the income of one stream. The
object has the stages of the programme as it is; making those is not on its account, and it remembers no answer.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from bench import bare, programmes, timing
from bench.rows import Row, medians
from planning.changes import Change, ScaleIncome, SetDial, SetNeed, changed
from planning.optimiser.solved import Solved, solve
from planning.optimiser.whatif import WhatIf
from planning.prepared import Prepared, prepare

PARTS = (Decimal("1.05"), Decimal("0.95"))
BAR, WORST = 0.5, 1.5
FOUR = Decimal("0.0001")
AGAINST = {"tool": "the tool's own cold solve of it", "bare": "the quicker bare HiGHS on its first growth LP"}


def changes_of(prepared: Prepared, part: Decimal) -> dict[str, Change]:
    """A change of each kind, to a part of what is there."""
    programme = prepared.programme
    wijk, domain = programme.wijken[len(programme.wijken) // 2].id, programme.domains[-1].id
    return {
        "dial": SetDial((programme.dial * part).quantize(FOUR)),
        "weight": SetNeed(wijk, domain, (prepared.need.value[wijk, domain] * part).quantize(FOUR)),
        "income": ScaleIncome(programme.streams[0].id, part),
    }


def rows(size: str, rounds: int) -> Iterator[Row]:
    """For each kind of change its median against both cold runs; then the worst of all kinds and rounds."""
    prepared = programmes.programme(size)
    solved = solve(prepared)
    worst = dict.fromkeys(AGAINST, 0.0)
    for kind in changes_of(prepared, PARTS[0]):
        seconds: timing.Seconds = {}
        for number in range(rounds):
            change = changes_of(prepared, PARTS[number % len(PARTS)])[kind]
            for name, times in _once(prepared, solved, change).items():
                seconds.setdefault(name, []).extend(times)
        for against, name in AGAINST.items():
            ratios = [a / b for a, b in zip(seconds["it"], seconds[against], strict=True)]
            worst[against] = max(worst[against], *ratios)
            shown = medians({"it": seconds["it"], "against": seconds[against]})
            what = f"what-if, {kind} 5% / {name}"
            yield Row(what, size, statistics.median(ratios), bar=BAR, rounds=rounds, seconds=shown)
    for against, name in AGAINST.items():
        yield Row(f"what-if, slowest of all rounds / {name}", size, worst[against], bar=WORST, rounds=rounds)


def _once(prepared: Prepared, solved: Solved, change: Change) -> timing.Seconds:
    """Seconds of the answer and of what it stands beside, in turn."""
    after = prepare(changed(prepared.programme, [change]))
    sixteen = bare.first_growth(after)
    with bare.eight_segments():
        eight = bare.first_growth(after)
    whatif = WhatIf(prepared, solved)
    fresh: list[Any] = []
    jobs: dict[str, Callable[[], object]] = {
        "it": lambda: _asked(whatif, change),
        "tool": lambda: solve(after),
        "hand-over 16": lambda: fresh.append(bare.cold(sixteen)),
        "bare 16": lambda: bare.run(fresh.pop()),
        "hand-over 8": lambda: fresh.append(bare.cold(eight)),
        "bare 8": lambda: bare.run(fresh.pop()),
    }
    seconds = timing.in_turn(jobs, 1)
    return {**seconds, "bare": timing.lesser(seconds["bare 16"], seconds["bare 8"])}


def _asked(whatif: WhatIf, change: Change) -> None:
    """Ask once.

    Raises:
        RuntimeError: when there are no figures.
    """
    answer = whatif.ask([change])
    if answer.status != "optimal":
        raise RuntimeError(f"what-if says {answer.status}")
