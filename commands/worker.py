"""`flask worker`: plan what was asked for, in a process of its own, on this machine or another; or beside the pages."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from commands import files, stored
from commands.files import language_option
from commands.stored import StoredCommand
from jobs.queue import BROKEN
from jobs.worker import BEAT, DEAD, Workers
from models.database import NotKnown, reason
from models.migrating import NotCurrent
from planning.messages import Language, say

LEAST_DEAD = 2 * BEAT
"""Seconds: a worker is not given up on while it may still be between two beats."""
LONG = 3600.0


@click.command("worker", cls=StoredCommand)
@click.option("--count", default=1, show_default=True, type=click.IntRange(1, 64), help="Rekenaars in dit proces.")
@language_option
@with_appcontext
def worker_command(count: int, language: Language) -> None:
    """Reken door wat gevraagd is, tot Ctrl-C of SIGTERM."""
    dead = _dead(language)
    engine = stored.engine()
    try:
        workers = Workers(engine, count, dead)
    except BROKEN as error:
        files.fail(stored.GONE, say("storage.gone", language, why=reason(error)))
    with _plainly():
        try:
            workers.start()
            click.echo(say("storage.working", language, count=count), err=True)
            while True:
                time.sleep(LONG)
        except KeyboardInterrupt:
            click.echo(say("storage.stopping_work", language), err=True)
        finally:
            workers.stop()
            engine.dispose()


@contextmanager
def beside(language: Language) -> Iterator[None]:
    """One worker in this process while something else runs; without a usable database none, in a sentence."""
    try:
        engine = stored.engine()
        workers = Workers(engine, dead=_dead(language))
    except (NotCurrent, NotKnown, SQLAlchemyError, *BROKEN):
        click.echo(say("storage.no_background", language), err=True)
        yield
        return
    with _plainly():
        try:
            workers.start()
            yield
        finally:
            workers.stop()
            engine.dispose()


def _dead(language: Language) -> float:
    """Seconds in which a silent worker is given up on: ZAAIPLAN_WORKER_DEAD, the same on all machines."""
    given = current_app.config.get("WORKER_DEAD", DEAD)
    if isinstance(given, bool) or not isinstance(given, int | float) or not given >= LEAST_DEAD:
        files.fail(files.INVALID, say("storage.worker_dead", language, given=given, least=int(LEAST_DEAD)))
    return float(given)


@contextmanager
def _plainly() -> Iterator[None]:
    """What workers have to say goes to standard error: a line each, a traceback for a fault of the program alone.

    And SIGTERM, with which a machine ends a service, lets go of runs as Ctrl-C does.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(_Plain("%(message)s"))
    handler.addFilter(_not_again())
    loggers = [(logging.getLogger(name), level) for name, level in (("jobs", logging.INFO), ("huey", logging.WARNING))]
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    for logger, level in loggers:
        logger.addHandler(handler)
        logger.setLevel(level)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
        for logger, _ in loggers:
            logger.removeHandler(handler)
            logger.setLevel(logging.NOTSET)


class _Plain(logging.Formatter):
    """Leaves out the traceback of a database that does not answer."""

    PLAIN: ClassVar[tuple[type[Exception], ...]] = (SQLAlchemyError, *BROKEN)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - its name in logging
        """The error in one line, where it is none of the program."""
        return reason(ei[1]) if isinstance(ei[1], self.PLAIN) else super().formatException(ei)


def _not_again() -> Any:
    """A filter that says the same only once, until something else was said."""
    last = [""]

    def other(record: logging.LogRecord) -> bool:
        said, last[0] = last[0], record.getMessage()
        return said != last[0]

    return other
