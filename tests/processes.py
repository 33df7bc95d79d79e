"""The program as a process of its own, started and ended as a machine does it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DEAD = 3
"""Seconds in which workers of the tests are given up on."""
PATIENCE = 60.0
BOTH_WAYS = pytest.mark.parametrize(
    ("fresh", "how"), [("sqlite", signal.SIGINT), ("postgresql", signal.SIGTERM)], indirect=["fresh"]
)
"""Both engines and both ways to stop: what stops a process does not know which database it has."""


@contextmanager
def flask(url: str, said: Path, *words: str, dead: object = DEAD) -> Iterator[subprocess.Popen[str]]:
    """`flask ...` on a database; said: the file that gets all it says. What still runs at the end is killed."""
    environment = {**os.environ, "DATABASE_URL": url, "ZAAIPLAN_WORKER_DEAD": str(dead)}
    with said.open("w") as file:
        command = [sys.executable, "-m", "flask", "--app", "app", *words]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=file, text=True)
        try:
            yield process
        finally:
            process.kill()
            process.wait(PATIENCE)
