"""`flask schema`, `check`, `plan` and `verify`."""

from __future__ import annotations

import json
import os
import time
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import click

from commands import files, summary
from commands.endings import Command
from commands.files import INFEASIBLE, INVALID, STOPPED, language_option
from commands.limits import gap_option, on_interrupt, time_limit_option
from exchange.workbook import write_plan
from planning.checks import check
from planning.document import read, schema
from planning.messages import Language, say
from planning.optimiser import NotSolved, Options, infeasible
from planning.optimiser.answer import answer
from planning.plan import PlanDocument
from planning.prepared import Prepared, prepare
from planning.problems import InvalidDocument, Problem
from planning.verify import verify


@click.command("schema", cls=Command)
def schema_command() -> None:
    """Druk het JSON Schema van het programmadocument af."""
    click.echo(json.dumps(schema(), indent=2, ensure_ascii=False, sort_keys=True))


@click.command("check", cls=Command)
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@language_option
def check_command(file: str, language: Language) -> None:
    """Lees een programma na en noem alle problemen tegelijk."""
    programme = files.programme(file, language)
    checked = check(prepare(programme))
    for warning in checked.warnings:
        click.echo(f"  {say('plan.look_out', language)} {warning.pointer}: {warning.sentence(language)}", err=True)
    if checked.errors:
        files.show_problems(file, checked.errors, language)
        raise SystemExit(INFEASIBLE)
    click.echo(say("plan.checked", language))


@click.command("plan", cls=Command)
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--out", required=True, type=click.Path(dir_okay=False, writable=True), help="Het plan, als JSON.")
@click.option("--xlsx", type=click.Path(dir_okay=False, writable=True), help="Het plan, als Excel-werkboek.")
@click.option("--round-to", type=click.IntRange(1, 1_000_000), help="Hele euro's waarin betaald wordt.")
@time_limit_option
@gap_option
@click.option("--reasons", is_flag=True, help="Zet in het plan waarom wijken niet op hun zaailijn zitten.")
@click.option("--quiet", is_flag=True, help="Geen voortgang en geen tabel.")
@language_option
def plan_command(
    file: str,
    out: str,
    xlsx: str | None,
    round_to: int | None,
    time_limit: float | None,
    gap: float | None,
    reasons: bool,
    quiet: bool,
    language: Language,
) -> None:
    """Maak het plan van een programma: verdeel, rond af, tel na en schrijf het op."""
    _apart(language, file, out, xlsx)
    progress, stop = Progress(language, quiet), on_interrupt(language)
    options = Options(round_to=round_to, time_limit=time_limit, language=language, gap=gap, stop=stop)
    prepared = _prepared(file, out, options, progress)
    try:
        plan = answer(prepared, options, progress, reasons)
    except NotSolved:
        files.fail(1, say("plan.failed", language))
    if not plan.has_figures:
        _no_plan(out, plan, language)
    _verified(prepared, plan, progress, language)
    _write_json(out, plan.as_json())
    if xlsx:
        progress("workbook", None)
        started = time.perf_counter()
        files.write(xlsx, lambda target: write_plan(prepared, plan, target, language))
        progress("workbook", time.perf_counter() - started)
    if not quiet:
        click.echo(summary.tables(prepared, plan, language))


@click.command("verify", cls=Command)
@click.argument("programme", type=click.Path(exists=True, dir_okay=False))
@click.argument("plan", type=click.Path(exists=True, dir_okay=False))
@language_option
def verify_command(programme: str, plan: str, language: Language) -> None:
    """Tel een plan na tegen zijn programma, tot op de cent."""
    prepared = prepare(files.programme(programme, language))
    document = files.plan(plan, language, or_clash=True)
    if not document.has_figures:
        files.fail(INFEASIBLE, say("plan.nothing_to_verify", language, path=plan, ends=INFEASIBLE))
    verdict = verify(prepared, document)
    click.echo(summary.verdict(verdict, language))
    if not verdict.ok:
        raise SystemExit(1)


class Progress:
    """Shows on standard error which stage runs and how long each took."""

    def __init__(self, language: Language, quiet: bool) -> None:
        self.language, self.quiet = language, quiet

    def __call__(self, stage: str, seconds: float | None) -> None:
        if not self.quiet and seconds is not None:
            label = say(f"stage.{stage}", self.language)
            took = f"{seconds:8.2f} s"
            click.echo(f"  {label:<40}{took.replace('.', ',') if self.language == 'nl' else took}", err=True)


def _prepared(file: str, out: str, options: Options, progress: Progress) -> Prepared:
    """The programme of a file made ready; what is plainly wrong with it ends here."""
    try:
        prepared = prepare(read(files.content(file)))
    except InvalidDocument as invalid:
        _refuse(file, out, invalid.problems, options.language)
    errors = check(prepared).errors
    if errors:
        files.show_problems(file, errors, options.language)
        _no_plan(out, infeasible(prepared, options, progress), options.language)
    return prepared


def _apart(language: Language, *paths: str | None) -> None:
    """What is written never lands on the document or on each other."""
    seen: set[Path] = set()
    for path in filter(None, paths):
        place = Path(path).resolve()
        folder = next(parent for parent in place.parents if parent.exists())
        if seen and not os.access(place if place.exists() else folder, os.W_OK):
            files.fail(INVALID, say("plan.not_writable", language, path=path))
        if place in seen:
            files.fail(INVALID, say("plan.same_file", language, path=path))
        seen.add(place)


def _refuse(file: str, out: str, problems: list[Problem], language: Language) -> NoReturn:
    """Write the problems of an invalid document and end with exit code 2."""
    listed = [
        {
            "pointer": problem.pointer,
            "sentence": problem.sentence(language),
            "found": problem.found if _plain(problem.found) else str(problem.found),
            "expected": problem.expected(language),
        }
        for problem in problems
    ]
    files.show_problems(file, problems, language)
    _write_json(out, {"zaaiplan_plan": 1, "status": "invalid", "problems": listed})
    raise SystemExit(INVALID)


def _plain(found: object) -> bool:
    return found is None or isinstance(found, str | int | bool)


def _no_plan(out: str, plan: PlanDocument, language: Language) -> NoReturn:
    """Write why there is no plan and end with its exit code."""
    _write_json(out, plan.as_json())
    if plan.status == "infeasible":
        files.fail(INFEASIBLE, f"{say('plan.infeasible', language)}\n{summary.clash(plan, language)}")
    files.fail(STOPPED, say("plan.stopped", language))


def _verified(prepared: Prepared, plan: PlanDocument, progress: Progress, language: Language) -> None:
    """No plan leaves here without having been verified."""
    progress("verify", None)
    started = time.perf_counter()
    verdict = verify(prepared, plan)
    progress("verify", time.perf_counter() - started)
    if not verdict.ok:
        advice = f"\n{say('plan.finer', language)}" if plan.round_to > 1 else ""
        files.fail(1, f"{say('plan.not_verified', language)}\n{summary.verdict(verdict, language)}{advice}")


def _write_json(out: str, document: dict[str, Any]) -> None:
    text = json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True, default=_number)
    files.write(out, lambda target: target.write(text.encode() + b"\n"))


def _number(value: object) -> float:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} is not a JSON value")
