"""How a command ends that is broken off, or whose words cannot be written: one plain line, never a traceback."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
import threading
from typing import Any, NoReturn

import click

from planning.messages import Language, say

FAULT, BROKEN_OFF = 1, 4
"""Exit codes: of output that cannot be written, and stopped before there was a plan."""
NOT_WRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
"""Errors of writing to what is full, broken or closed. A reader that went away is left to click, which ends quietly."""


class Command(click.Command):
    """A command that says in one line that it was broken off, or that its output cannot be written."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run it."""
        language: Language = ctx.params.get("language", "nl")
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            _end(BROKEN_OFF, say("plan.broken_off", language))
        except OSError as error:
            if error.errno not in NOT_WRITTEN:
                raise
            _forget_output()
            _end(FAULT, say("plan.no_output", language, why=error.strerror or str(error)))


def watch_loading() -> None:
    """From here on Ctrl-C ends as it does in a command, also while the other modules are still loading.

    Only under `flask`: whoever imports this as a library keeps what Ctrl-C does there.
    """
    if os.environ.get("FLASK_RUN_FROM_CLI") == "true" and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, _while_loading)


def loaded() -> None:
    """From here on Ctrl-C is again what Python makes of it."""
    if signal.getsignal(signal.SIGINT) is _while_loading:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _while_loading(number: int, frame: object) -> None:
    english = "en" in sys.argv or "--lang=en" in sys.argv  # before the options are read
    _end(BROKEN_OFF, say("plan.broken_off", "en" if english else "nl"))


def _end(code: int, sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    raise SystemExit(code)


def _forget_output() -> None:
    """Send what is still waiting to be written nowhere, or Python would try once more at its end and complain."""
    with contextlib.suppress(OSError, ValueError):
        place = sys.stdout.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, place)
        os.close(nowhere)
