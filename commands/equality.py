"""`flask equality`: what the inequality dial, or the evenness, does to wijken, and what growth it costs."""

from __future__ import annotations

import time
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, NoReturn

import click

from commands import files, summary
from commands.endings import Command
from commands.files import INFEASIBLE, INVALID, STOPPED, language_option
from commands.limits import on_interrupt, time_limit_option
from commands.planning import Progress, _apart, _write_json
from planning.checks import check
from planning.document import digest
from planning.messages import Language, amount, say
from planning.messages.wording import decimals, number
from planning.money import CENTS_PER_EURO, EXACT
from planning.optimiser import Options, infeasible
from planning.optimiser.engine import NoPlan, Status
from planning.optimiser.equality import DIALS, EVENNESSES, Point, Setting, price_of_equality
from planning.prepared import Prepared, prepare

MOST_STEPS = 40
SETTING_DECIMALS = Decimal("0.0001")
HIGHEST_DIAL = DIALS[-1]


@click.command("equality", cls=Command)
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--evenness", is_flag=True, help="De evenwichtigheid van 0,25 tot 4, in plaats van de knop van 0 tot 2.")
@click.option("--steps", type=click.IntRange(1, MOST_STEPS), help="In hoeveel stappen; anders 8 (evenwichtigheid: 4).")
@click.option("--out", type=click.Path(dir_okay=False, writable=True), help="Alle cijfers, als JSON.")
@time_limit_option
@click.option("--quiet", is_flag=True, help="Geen voortgang en geen tabel.")
@language_option
def equality_command(
    file: str,
    evenness: bool,
    steps: int | None,
    out: str | None,
    time_limit: float | None,
    quiet: bool,
    language: Language,
) -> None:
    """Verdeel het geld bij elke stand van de knop, en toon per stand de ongelijkheid en wat die aan groei kost."""
    _apart(language, file, out)
    programme = files.programme(file, language)
    prepared = prepare(programme)
    errors = check(prepared).errors
    if errors:
        files.show_problems(file, errors, language)
        raise SystemExit(INFEASIBLE)
    setting: Setting = "evenness" if evenness else "dial"
    deadline = None if time_limit is None else time.monotonic() + time_limit
    values, progress, stop = settings(setting, steps), Progress(language, quiet), on_interrupt(language)
    try:
        points = price_of_equality(prepared, setting, values, deadline, progress, stop)
    except NoPlan as none:
        if none.status is Status.INFEASIBLE:
            _clash(prepared, Options(language=language, stop=stop), progress, deadline)
        _no_figures(none, language)
    except ValueError:
        files.fail(INVALID, say("equality.nobody", language))
    if out:
        _write_json(out, as_json(prepared, setting, points, len(values)))
    if not quiet:
        click.echo(tables(prepared, setting, points, language))
    if len(points) < len(values):
        click.echo(say("equality.stopped", language, known=len(points), all=len(values)), err=True)


def settings(setting: Setting, steps: int | None) -> list[Decimal]:
    """The values of a setting in so many steps: the dial evenly from 0 to 2, the evenness each so many times more."""
    if steps is None:
        return list(DIALS if setting == "dial" else EVENNESSES)
    if setting == "dial":
        found = [EXACT.divide(HIGHEST_DIAL * step, Decimal(steps)) for step in range(steps + 1)]
    else:
        low, high = EVENNESSES[0], EVENNESSES[-1]
        found = [
            low * EXACT.power(high / low, EXACT.divide(Decimal(step), Decimal(steps))) for step in range(steps + 1)
        ]
    return [value.quantize(SETTING_DECIMALS, ROUND_HALF_EVEN, context=EXACT).normalize(EXACT) for value in found]


def _clash(prepared: Prepared, options: Options, progress: Progress, deadline: float | None) -> NoReturn:
    """End with what clashes, as `flask plan` says it."""
    plan = infeasible(prepared, options, progress, deadline)
    files.fail(INFEASIBLE, f"{say('plan.infeasible', options.language)}\n{summary.clash(plan, options.language)}")


def _no_figures(none: NoPlan, language: Language) -> None:
    """End with the exit code of what came instead."""
    if none.status is Status.STOPPED:
        files.fail(STOPPED, say("plan.stopped", language))
    files.fail(1, say("plan.failed", language))


def as_json(prepared: Prepared, setting: Setting, points: list[Point], asked: int) -> dict[str, Any]:
    """All figures: amounts in real euros with two decimals, the rest with six; a point without a plan has none.

    complete: whether all points that were asked are there, else it was stopped.
    """
    return {
        "zaaiplan_equality": 1,
        "programme": prepared.programme.name,
        "programme_sha256": digest(prepared.programme),
        "setting": setting,
        "complete": len(points) == asked,
        "proven": all(point.proven for point in points),
        "points": [_point(point) for point in points],
    }


def _point(point: Point) -> dict[str, Any]:
    if not point.possible:
        return {"value": point.value, "possible": False}
    return {
        "value": point.value,
        "possible": True,
        "market": point.market,
        "gini": round(point.gini, 6),
        "theil": round(point.theil, 6),
        "atkinson": round(point.atkinson, 6),
        "coverage_of_neediest_fifth": None if point.neediest is None else round(point.neediest, 6),
        "growth_lost": round(point.growth_lost) + 0,
        "wijken": [
            {
                "wijk": wijk,
                "real_euros": round(money),
                "per_resident_per_year": _rounded(point.per_resident.get(wijk), 2),
            }
            for wijk, money in point.real.items()
        ],
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def tables(prepared: Prepared, setting: Setting, points: list[Point], language: Language) -> str:
    """A row for each setting, then a row for each wijk, and what the figures mean."""
    programme = prepared.programme
    about = {"name": programme.name, "first": programme.term[0], "last": programme.term[-1]}
    names = (setting, "gini", "theil", "atkinson", "neediest", "growth_lost")
    heads = [say(f"equality.head.{name}", language) for name in names]
    base = programme.start_year if programme.price_base_year is None else programme.price_base_year
    note = say(
        "equality.about",
        language,
        base=base,
        dial=number(programme.dial, language),
        evenness=number(programme.evenness, language),
    )
    parts = [
        say(f"equality.title.{setting}", language, **about),
        "",
        summary.table(heads, [_row(point, language) for point in points], total=False),
        "",
        _wijken(prepared, points, language),
        "",
        note,
    ]
    impossible = [number(point.value, language) for point in points if not point.possible]
    if impossible:
        parts.append(say("equality.impossible_settings", language, values="; ".join(impossible)))
    if any(measure.all_or_nothing for measure in programme.measures):
        parts.append(say("equality.decisions", language))
    if not all(point.proven for point in points):
        parts.append(say("equality.unproven", language))
    if setting == "evenness" and all(point.market for point in points):
        parts.append(say("equality.every_evenness", language))
    return "\n".join(parts)


def _row(point: Point, language: Language) -> list[str]:
    value = number(point.value, language)
    if not point.possible:
        return [value, say("equality.impossible", language), "", "", "", ""]
    neediest = "–" if point.neediest is None else f"{decimals(100 * point.neediest, 1, language)}%"
    measures = [decimals(figure, 4, language) for figure in (point.gini, point.theil, point.atkinson)]
    return [value, *measures, neediest, amount(CENTS_PER_EURO * round(point.growth_lost), language)]


def _wijken(prepared: Prepared, points: list[Point], language: Language) -> str:
    """Real euros per resident per year of each wijk, a column for each setting."""
    shown = [point for point in points if point.possible]
    heads = [say("equality.head.wijk", language), *(number(point.value, language) for point in shown)]
    rows = []
    for wijk in prepared.programme.wijken:
        each = [point.per_resident.get(wijk.id) for point in shown]
        rows.append([wijk.label, *("–" if one is None else decimals(one, 2, language) for one in each)])
    return summary.table(heads, rows, total=False)
