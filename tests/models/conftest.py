"""What tests of the store share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from models.store import log


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    """How much later than its beginning the test is, for the store."""
    begun, later = datetime.now(UTC), [timedelta()]
    monkeypatch.setattr(log, "now", lambda: begun + later[0])
    return later
