"""`flask alternatives`: the best plan and the plans that are nearly as good, each in a file of its own."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import click

from commands import files, summary
from commands.endings import Command
from commands.files import INVALID, language_option
from commands.limits import gap_option, on_interrupt, time_limit_option
from commands.planning import Progress, _no_plan, _prepared, _verified, _write_json
from planning.messages import Language, amount, say
from planning.messages.wording import decimals, number
from planning.money import EXACT, cents
from planning.optimiser import NotSolved, Options
from planning.optimiser.alternatives import (
    Alternatives,
    Measured,
    alternatives,
    fewest_sentence,
    kind_of,
    worth,
)
from planning.optimiser.criteria import Kind
from planning.plan import PlanDocument
from planning.prepared import Prepared

BEST = "beste.json"
FILES: dict[Kind, str] = {
    "steadiest": "gelijkmatigste.json",
    "fewest_payments": "minste-betalingen.json",
    "equal_shares": "dicht-bij-gelijke-delen.json",
    "previous_plan": "dicht-bij-vorig-plan.json",
}


@click.command("alternatives", cls=Command)
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--out", required=True, type=click.Path(), help="Map voor de plannen, als JSON.")
@click.option("--previous", type=click.Path(exists=True, dir_okay=False), help="Vorig plan om dicht bij te blijven.")
@time_limit_option
@gap_option
@click.option("--quiet", is_flag=True, help="Geen voortgang en geen tabel.")
@language_option
def alternatives_command(
    file: str,
    out: str,
    previous: str | None,
    time_limit: float | None,
    gap: float | None,
    quiet: bool,
    language: Language,
) -> None:
    """Maak het beste plan en plannen die hoogstens 1% minder zijn: elk is het beste in iets anders."""
    if Path(out).exists() and not Path(out).is_dir():
        files.fail(INVALID, say("alternative.folder", language, path=out))
    best = str(Path(out) / BEST)
    given = {Path(path).resolve() for path in (file, previous) if path}
    for path in (best, *(str(Path(out) / name) for name in FILES.values())):
        if Path(path).resolve() in given:
            files.fail(INVALID, say("plan.same_file", language, path=path))
    options = Options(time_limit=time_limit, language=language, gap=gap, stop=on_interrupt(language))
    progress = Progress(language, quiet)
    prepared = _prepared(file, best, options, progress)
    before = files.plan(previous, language) if previous else None
    try:
        found = alternatives(prepared, options, before, progress)
    except NotSolved:
        files.fail(1, say("plan.failed", language))
    if not found.best.has_figures:
        _no_plan(best, found.best, language)
    plans = {best: found.best} | {str(Path(out) / FILES[row.kind]): row.plan for row in found.found}
    _write(prepared, plans, progress, language)
    if not quiet:
        click.echo(table(prepared, found, language))


def _write(prepared: Prepared, plans: dict[str, PlanDocument], progress: Progress, language: Language) -> None:
    """All plans, after every one of them has been verified."""
    for plan in plans.values():
        _verified(prepared, plan, progress, language)
    for path, plan in plans.items():
        _write_json(path, plan.as_json())


def table(prepared: Prepared, found: Alternatives, language: Language) -> str:
    """A row for the best plan and for each alternative, and what the figures mean."""
    if found.measured is None:
        return ""
    end, programme = kind_of(prepared), prepared.programme
    heads = ["plan", f"given_up{end}", f"part{end}", "change", "payments", "equal"]
    heads += ["previous"] if found.measured.from_previous is not None else []
    rows = [(say("alternative.best", language), *_figures(prepared, found.measured, language))]
    rows += [
        (say(f"alternative.{row.kind}", language), *_figures(prepared, row.measured, language)) for row in found.found
    ]
    about = say(f"alternative.about{end}", language, allowed=worth(prepared, found.allowed, language))
    notes = [about, say("alternative.about_figures", language)]
    notes += [fewest_sentence(row.fewest, language) for row in found.found if row.fewest is not None]
    title = say("alternative.title", language, name=programme.name, first=programme.term[0], last=programme.term[-1])
    shown = summary.table([say(f"alternative.head.{head}", language) for head in heads], rows, total=False)
    return "\n".join([title, "", shown, "", *notes, *found.remarks])


def _figures(prepared: Prepared, measured: Measured, language: Language) -> list[str]:
    part = (100 * measured.part).quantize(Decimal("0.01"), ROUND_HALF_EVEN, context=EXACT)
    figures = [
        worth(prepared, measured.given_up, language),
        f"{decimals(part + 0, 2, language)}%",
        amount(cents(measured.change), language),
        number(Decimal(measured.payments), language),
        amount(cents(measured.from_equal), language),
    ]
    if measured.from_previous is not None:
        figures.append(amount(cents(measured.from_previous), language))
    return figures
