"""The options that limit solving, and Ctrl-C: the same for every command that solves."""

from __future__ import annotations

import math
import signal
import threading
from collections.abc import Callable
from typing import Any

import click

from planning.messages import Language, say
from planning.optimiser import GAP, SMALL


class Number(click.FloatRange):
    """A number in a range; "nan" is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        number = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return number


time_limit_option = click.option("--time-limit", type=Number(min=0), help="Seconden waarna het rekenen stopt.")
gap_option = click.option(
    "--gap",
    type=Number(min=0, max=1),
    help="Hoever hele besluiten van het bewezen optimum mogen zijn, als deel van het geld; 0 is het optimum. "
    f"Zonder deze optie {str(GAP).replace('.', ',')}, en 0 bij hooguit {SMALL} besluiten.",
)


def on_interrupt(language: Language) -> Callable[[], bool]:
    """Whether Ctrl-C was given: solving then stops, with what there is so far. Twice ends at once."""
    given = threading.Event()

    def handle(number: int, frame: object) -> None:
        if given.is_set():
            raise KeyboardInterrupt
        given.set()
        click.echo(say("plan.stopping", language), err=True)

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, handle)
    return given.is_set
