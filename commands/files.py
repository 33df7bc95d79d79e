"""Reading documents from files and writing results whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, NoReturn, TypeVar, cast

import click

from planning.document import LARGEST, LARGEST_PLAN, read, read_plan
from planning.messages import Language, say
from planning.plan import PlanDocument
from planning.problems import InvalidDocument, Problem
from planning.programme import Programme

Document = TypeVar("Document")
INVALID, INFEASIBLE, STOPPED = 2, 3, 4
"""Exit codes, beside 0 for a plan and 1 for a fault of the program itself."""

PRIVATE = 0o600
"""Permissions of a file that others than its owner do not read."""

language_option = click.option(
    "--lang", "language", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Taal van de zinnen."
)


def fail(code: int, sentence: str) -> NoReturn:
    """Say why on standard error and end with an exit code."""
    click.echo(sentence, err=True)
    raise SystemExit(code)


def content(path: str, most: int = LARGEST) -> bytes:
    """The bytes of a file, at most one more than a document may have (`most`)."""
    try:
        with open(path, "rb") as file:
            return file.read(most + 1)
    except OSError as error:
        fail(INVALID, f"{path}: {error.strerror}")


def programme(path: str, language: Language) -> Programme:
    """The programme in a file; a file with problems lists them and ends with exit code 2."""
    return _read(path, read, LARGEST, language)


def plan(path: str, language: Language, or_clash: bool = False) -> PlanDocument:
    """The plan in a file, or why there is none (`or_clash`); a file with problems lists them and ends with code 2."""
    return _read(path, lambda data: read_plan(data, or_clash), LARGEST_PLAN, language)


def _read(path: str, reader: Callable[[bytes], Document], most: int, language: Language) -> Document:
    try:
        return reader(content(path, most))
    except InvalidDocument as invalid:
        show_problems(path, invalid.problems, language)
        raise SystemExit(INVALID) from None


def show_problems(path: str, problems: Sequence[Problem], language: Language) -> None:
    """List problems on standard error: place, sentence, what stands there, what was expected."""
    click.echo(f"{path}: {say('plan.problems', language, count=len(problems))}", err=True)
    for problem in problems:
        click.echo(f"  {problem.pointer or '/'}: {problem.sentence(language)}", err=True)


def write(path: str, fill: Callable[[BinaryIO], object], private: bool = False) -> None:
    """Write a file whole or not at all: beside it first, then moved into place.

    What is no ordinary file (a pipe, /dev/stdout) is written to as it is. An existing file keeps its permissions.

    Args:
        private: whether a new file is for its owner alone.
    """
    given = Path(path)
    try:
        if given.exists() and not given.is_file():  # before it is resolved: /dev/stdout leads to no name there is
            with given.open("wb") as special:
                fill(special)
            return
        target = given.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, fill, PRIVATE if private else None)
    except OSError as error:
        fail(1, f"{path}: {error.strerror or error}")


def _replace(target: Path, fill: Callable[[BinaryIO], object], mode: int | None) -> None:
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name[:80]}.", delete=False) as file:
        try:
            fill(cast(BinaryIO, file))
            file.flush()
            os.fsync(file.fileno())
            os.chmod(file.name, _mode(target, mode))
            os.replace(file.name, target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _mode(target: Path, new: int | None) -> int:
    """Permissions for a file: those it has, else those of a new one, else what the umask leaves."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    if new is not None:
        return new
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
