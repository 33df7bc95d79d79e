"""The rows of what-if: their bars, and that a question without figures stops the benchmark."""

from __future__ import annotations

import pytest

from bench import programmes, whatif
from planning.changes import AddFloor
from planning.optimiser.whatif import WhatIf
from tests.programmes import random_prepared


def test_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """No figure is asserted, for machines are noisy."""
    monkeypatch.setattr(programmes, "programme", lambda size: random_prepared(22))
    rows = list(whatif.rows("M", 2))
    assert [row.bar for row in rows] == [0.5] * 6 + [1.5] * 2
    assert all(row.figure > 0 and row.rounds == 2 for row in rows)
    assert rows[-1].figure >= max(row.figure for row in rows[1:6:2])


def test_without_figures_there_is_no_time() -> None:
    with pytest.raises(RuntimeError, match="infeasible"):
        whatif._asked(WhatIf(random_prepared(22)), AddFloor(None, None, 10**9))
