"""When to stop: a moment has come, or somebody says so. Asked between solves; within one HiGHS asks it itself."""

from __future__ import annotations

import time
from collections.abc import Callable

Stop = Callable[[], bool]
"""Whether to stop now. Once it has said so it goes on saying it."""


def late(deadline: float | None, stop: Stop | None) -> bool:
    """Whether it is past a moment of `time.monotonic`, or `stop` says so."""
    return (stop is not None and stop()) or (deadline is not None and time.monotonic() >= deadline)
