"""The programmes that people ask what-if about: a few at a time, closed when nobody asks any more.

Nothing runs in the background: whoever uses the pool also closes what has been idle.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

from planning.document import digest
from planning.optimiser.solved import Solved
from planning.optimiser.whatif import WhatIf
from planning.prepared import Prepared

MOST, IDLE = 8, 900.0


class WhatIfs:
    """At most so many `WhatIf`, one per programme document; safe to use from several threads.

    most: how many are open at once; beyond it the one that was used longest ago is closed, one that is answering last.
    idle: seconds after which one that nobody asks is closed. limit: seconds for one question. clock: now, in seconds.
    """

    def __init__(
        self,
        most: int = MOST,
        idle: float = IDLE,
        limit: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.most, self.idle, self.limit, self._clock = most, idle, limit, clock
        self._lock = Lock()
        self._open: dict[str, WhatIf] = {}

    def of(self, prepared: Prepared, solved: Solved | None = None) -> WhatIf:
        """That of a programme: the one that is open, or a new one (with its stages, where they have run).

        It can be closed by the time it is asked, when many others are opened meanwhile: then come here again.
        """
        key = digest(prepared.programme)
        with self._lock:
            self._close_idle()
            found = self._open.pop(key, None) or WhatIf(prepared, solved, self.limit, self._clock)
            found.touch()
            self._open[key] = found
            while len(self._open) > max(1, self.most):
                others = [other for other in self._open if other != key]
                self._open.pop(min(others, key=self._last_needed)).close()
            return found

    def sweep(self) -> None:
        """Close what nobody has asked for a while."""
        with self._lock:
            self._close_idle()

    def close(self) -> None:
        """Close all."""
        with self._lock:
            for each in self._open.values():
                each.close()
            self._open.clear()

    def __len__(self) -> int:
        with self._lock:
            return len(self._open)

    def _close_idle(self) -> None:
        now = self._clock()
        for key, each in list(self._open.items()):
            if not each.busy and now - each.used >= self.idle:
                self._open.pop(key).close()

    def _last_needed(self, key: str) -> tuple[bool, float]:
        return self._open[key].busy, self._open[key].used
