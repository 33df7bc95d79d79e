"""Commands that are broken off, or whose output cannot be written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from commands.endings import Command

ROOT = Path(__file__).parents[2]
LOADED = "import app, os, signal; app.create_app(); os.kill(os.getpid(), signal.SIGINT)"
INTERRUPTED = "import commands, os, signal; os.kill(os.getpid(), signal.SIGINT)"
SCHEMA = [sys.executable, "-m", "flask", "--app", "app", "schema"]


def python(*arguments: str, code: str = INTERRUPTED, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_ctrl_c_while_the_program_is_loading() -> None:
    ended = python(FLASK_RUN_FROM_CLI="true")
    assert (ended.returncode, ended.stdout) == (4, "")
    assert ended.stderr == "Afgebroken met Ctrl-C, voordat er een uitkomst was.\n"
    ended = python("plan", "--lang", "en", FLASK_RUN_FROM_CLI="true")
    assert ended.stderr == "Broken off by Ctrl-C, before there was a result.\n"


def test_a_library_leaves_ctrl_c_as_it_is() -> None:
    assert "KeyboardInterrupt" in python(FLASK_RUN_FROM_CLI="").stderr


def test_other_commands_have_the_ctrl_c_of_python_once_all_is_loaded() -> None:
    assert "KeyboardInterrupt" in python(code=LOADED, FLASK_RUN_FROM_CLI="true").stderr


def ended(error: BaseException, *arguments: str) -> Any:
    def fail(language: str) -> None:
        raise error

    language = click.Option(["--lang", "language"], default="nl")
    return CliRunner().invoke(Command("fail", callback=fail, params=[language]), arguments)


def test_ctrl_c_in_a_command() -> None:
    found = ended(KeyboardInterrupt(), "--lang", "en")
    assert (found.exit_code, found.stderr) == (4, "Broken off by Ctrl-C, before there was a result.\n")


def test_a_full_disk() -> None:
    found = ended(OSError(28, "No space left on device"))
    assert found.exit_code == 1
    assert found.stderr == "Wat hier zou staan, kan niet worden geschreven: No space left on device.\n"


def test_an_error_that_is_not_about_output_keeps_its_traceback() -> None:
    found = ended(OSError(24, "Too many open files"))
    assert isinstance(found.exception, OSError)
    assert found.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_leaves_nothing_for_the_end() -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        found = subprocess.run(SCHEMA, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert found.returncode == 1
    assert len(found.stderr.splitlines()) == 1


def test_a_reader_that_went_away() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    found = subprocess.run(SCHEMA, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert found.stderr == ""
