"""Timing on a noisy machine: the things that are compared run in turn, in one process, and a figure is their ratio."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence

import highspy

Seconds = dict[str, list[float]]
"""Seconds by name, one per round."""


def in_turn(jobs: Mapping[str, Callable[[], object]], rounds: int) -> Seconds:
    """Run all jobs, one after the other, so many rounds; what they leave lying about is not on their account."""
    found: Seconds = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            fresh()
            started = time.perf_counter()
            job()
            found[name].append(time.perf_counter() - started)
    fresh()
    return found


def fresh() -> None:
    """Memory swept, and no threads of HiGHS left from before.

    The first HiGHS of a process sets the threads for all; one that asks for another number then refuses to run.
    """
    gc.collect()
    highspy.Highs.resetGlobalScheduler(True)


def ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """The median over the rounds of one time over the other."""
    return statistics.median(a / b for a, b in zip(above, below, strict=True))


def lesser(*times: Sequence[float]) -> list[float]:
    """The least of several, round by round."""
    return [min(of_round) for of_round in zip(*times, strict=True)]
