"""A small trial of kills on both engines; the large one is `python -m tests.faults.kill`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import emptied
from tests.faults.kill import tried


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_is_lost_when_processes_are_killed(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue("postgres") if kind == "postgresql" else None
    with emptied(tmp_path, server) as url:
        figures = tried(url, saves=8, runs=2, seed=1)
    assert figures["wrong"] == []
    assert figures["kills of web"]
    assert figures["kills of worker"]
