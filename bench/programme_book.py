"""A programme as a workbook and back: seconds of each, and that it comes back the same.

python -m bench.programme_book 5     # five rounds
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator

from bench import programmes, timing
from bench.rows import Row
from exchange.programme_book import read, write

ROUNDS = 5
MOST = 2.0
"""Seconds of writing and of reading."""


def rows(size: str = "M", rounds: int = ROUNDS) -> Iterator[Row]:
    """The median seconds of writing a programme and of reading it back.

    Raises:
        RuntimeError: when it does not come back the same.
    """
    programme = programmes.programme(size).programme
    data = write(programme)
    if read(data).programme != programme:
        raise RuntimeError(f"the workbook of {programme.name} does not read back the same")
    seconds = timing.in_turn({"write": lambda: write(programme), "read": lambda: read(data)}, rounds)
    for name, times in seconds.items():
        what = f"programme workbook of {len(data) // 1000} kB, {name}"
        yield Row(what, size, statistics.median(times), "s", MOST, rounds=rounds)


if __name__ == "__main__":
    for row in rows(rounds=int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS):
        sys.stdout.write(row.line() + "\n")
