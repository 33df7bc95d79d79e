"""Commands that are stopped by Ctrl-C or by their time limit."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from app import create_app
from commands import limits
from planning.messages import Language
from tests.builders import document, stream, wijk

UNEVEN: dict[str, Any] = {
    "years": 2,
    "steadiness": 0.02,
    "wijken": [wijk("a", need={"school": 1.5}), wijk("b", need={"school": 0.5})],
    "streams": [stream("s", 60_000, 90_000), stream("r", 20_000, 5_000, wijken=["a"])],
}


def run(*arguments: str) -> Result:
    result = create_app().test_cli_runner().invoke(args=list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "p.json"
    path.write_text(json.dumps(document(**UNEVEN)))
    return str(path)


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, int], None]]:
    """Ctrl-C is given, as a signal, when a command asks so often whether it was."""

    def after(command: str, most: int) -> None:
        asked: list[int] = []

        def on_interrupt(language: Language) -> Callable[[], bool]:
            given = limits.on_interrupt(language)

            def stop() -> bool:
                asked.append(1)
                if len(asked) == most:
                    os.kill(os.getpid(), signal.SIGINT)
                return given()

            return stop

        monkeypatch.setattr(f"commands.{command}.on_interrupt", on_interrupt)

    before = signal.getsignal(signal.SIGINT)
    yield after
    signal.signal(signal.SIGINT, before)


def test_equality_keeps_the_settings_that_were_divided(
    file: str, tmp_path: Path, interrupted: Callable[[str, int], None]
) -> None:
    out, known = tmp_path / "e.json", set()
    for most in range(1, 60, 6):
        out.unlink(missing_ok=True)
        interrupted("equality", most)
        result = run("equality", file, "--steps", "4", "--out", str(out))
        if result.exit_code == 4:
            assert not out.exists()
            assert "Gestopt voordat" in result.stderr
            known.add(0)
            continue
        found = json.loads(out.read_text())
        assert result.exit_code == 0, result.output
        assert found["complete"] == (len(found["points"]) == 5)
        said = f"{len(found['points'])} van de 5 standen" in result.stderr
        assert said == (not found["complete"])
        known.add(len(found["points"]))
    assert 0 in known
    assert known & {1, 2, 3, 4}, known


def test_explain_says_that_there_can_be_more(file: str, interrupted: Callable[[str, int], None]) -> None:
    said = set()
    for most in range(1, 100, 6):
        interrupted("explain", most)
        result = run("explain", file, "--wijk", "a")
        assert result.exit_code in (0, 4), result.output
        said.add((result.exit_code, "Het zoeken naar redenen is eerder gestopt" in result.stdout))
    assert (4, False) in said
    assert (0, True) in said


def test_explain_a_thousand_more_of_some_years(file: str, interrupted: Callable[[str, int], None]) -> None:
    said = set()
    for most in range(1, 100, 4):
        interrupted("explain", most)
        result = run("explain", file, "--stream", "s")
        assert result.exit_code in (0, 4), result.output
        said.update(known for known in "012" if f"van {known} van de 2 jaren" in result.output)
    assert {"0", "1"} <= said


def test_alternatives_that_were_found_are_written(
    file: str, tmp_path: Path, interrupted: Callable[[str, int], None]
) -> None:
    written = set()
    for most in range(1, 160, 8):
        interrupted("alternatives", most)
        out = tmp_path / str(most)
        result = run("alternatives", file, "--out", str(out), "--quiet")
        assert result.exit_code in (0, 4), result.output
        written.add(len(list(out.iterdir())) if result.exit_code == 0 else 0)
    assert {0, 1} <= written
    assert written & {2, 3}


def test_the_limits_are_the_same_everywhere(file: str, tmp_path: Path) -> None:
    """No time is no answer, and a gap is no more than all."""
    for command in (["explain"], ["alternatives", "--out", str(tmp_path / "out")], ["equality"]):
        assert run(command[0], file, *command[1:], "--time-limit", "0").exit_code == 4
    for command in (["explain"], ["alternatives", "--out", str(tmp_path / "out")]):
        assert run(command[0], file, *command[1:], "--gap", "0").exit_code == 0
        assert run(command[0], file, *command[1:], "--gap", "2").exit_code == 2
