"""`flask worker`: plan what was asked for, in a process of its own, on this machine or another."""

from __future__ import annotations

import signal
import threading

import click
from flask.cli import with_appcontext

from commands import stored
from commands.files import language_option
from commands.stored import StoredCommand
from jobs.worker import Workers
from planning.messages import Language, say


@click.command("worker", cls=StoredCommand)
@click.option("--count", default=1, show_default=True, type=click.IntRange(1, 64), help="Rekenaars in dit proces.")
@language_option
@with_appcontext
def worker_command(count: int, language: Language) -> None:
    """Reken door wat gevraagd is, tot Ctrl-C of SIGTERM."""
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())
    workers = Workers(stored.engine(), count)
    workers.start()
    click.echo(say("storage.working", language, count=count), err=True)
    over.wait()
    click.echo(say("storage.stopping_work", language), err=True)
    workers.stop()
