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


Interrupted = Callable[..., Iterator[Result]]
MOMENTS = 16


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
def interrupted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Interrupted]:
    """Ctrl-C is given, as a signal, when a command has asked so often whether it was."""

    def after(command: str, most: float, asked: list[int]) -> None:
        asked.clear()

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

    def all_over(command: str, *arguments: str) -> Iterator[Result]:
        asked: list[int] = []
        after(command, float("inf"), asked)
        assert run(command, *arguments).exit_code == 0
        often = len(asked)
        spread = [often * i // MOMENTS for i in range(1, MOMENTS)]
        # The interior point method asks often and the simplex method hardly: the last few times are many solves.
        for most in sorted({1, *spread, *(often - back for back in range(min(MOMENTS, often - 1)))}):
            after(command, most, asked)
            result = run(command, *arguments)
            assert result.exit_code in (0, 4), result.output
            yield result

    yield all_over
    signal.signal(signal.SIGINT, before)


def test_equality_keeps_the_settings_that_were_divided(file: str, tmp_path: Path, interrupted: Interrupted) -> None:
    out, known = tmp_path / "e.json", set()
    for result in interrupted("equality", file, "--steps", "4", "--out", str(out)):
        if result.exit_code == 4:
            assert "Gestopt voordat" in result.stderr
            known.add(0)
            continue
        found = json.loads(out.read_text())
        assert found["complete"] == (len(found["points"]) == 5)
        count = len(found["points"])
        divided = "één stand is" if count == 1 else f"{count} standen zijn"
        said = f"{divided} doorgerekend van de 5" in result.stderr
        assert said == (not found["complete"])
        known.add(len(found["points"]))
    assert 0 in known
    assert known & {1, 2, 3, 4}, known


def test_explain_says_that_there_can_be_more(file: str, interrupted: Interrupted) -> None:
    said = {
        (result.exit_code, "Het zoeken naar redenen is eerder gestopt" in result.stdout)
        for result in interrupted("explain", file, "--wijk", "a")
    }
    assert {(4, False), (0, True)} <= said


YEARS = ("geen enkel jaar", "één jaar", "2 jaren")


def test_explain_a_thousand_more_of_some_years(file: str, interrupted: Interrupted) -> None:
    said = set()
    for result in interrupted("explain", file, "--stream", "s"):
        said.update((code, result.exit_code) for code in YEARS if f"van {code} is bekend" in result.output)
    assert said == {(YEARS[0], 4), (YEARS[1], 0)}


def test_alternatives_that_were_found_are_written(file: str, tmp_path: Path, interrupted: Interrupted) -> None:
    written, out = set(), tmp_path / "out"
    for result in interrupted("alternatives", file, "--out", str(out)):
        stopped = result.stdout.count("toen het rekenen stopte")
        assert "mislukt" not in result.output
        if result.exit_code == 0:
            assert len([line for line in result.stdout.splitlines() if line.startswith(("Gelijkmat", "Plan "))]) >= 3
            written.add(stopped)
    assert written & {1, 2}, written


def test_the_limits_are_the_same_everywhere(file: str, tmp_path: Path) -> None:
    """No time is no answer, and a gap is no more than all."""
    for command in (["explain"], ["alternatives", "--out", str(tmp_path / "out")], ["equality"]):
        assert run(command[0], file, *command[1:], "--time-limit", "0").exit_code == 4
    for command in (["explain"], ["alternatives", "--out", str(tmp_path / "out")]):
        assert run(command[0], file, *command[1:], "--gap", "0").exit_code == 0
        assert run(command[0], file, *command[1:], "--gap", "2").exit_code == 2
