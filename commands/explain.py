"""`flask explain`: why the plan is as it is, in sentences."""

from __future__ import annotations

import time
from collections.abc import Sequence

import click

from commands import files, summary
from commands.endings import Command
from commands.files import INFEASIBLE, INVALID, STOPPED, language_option
from commands.limits import gap_option, on_interrupt, time_limit_option
from commands.planning import Progress, _verified
from planning.checks import check
from planning.gifts import LAPSED, OFFICE, OTHER, Gifts, gifts
from planning.messages import Language, amount, say
from planning.messages.wording import whole
from planning.money import CENTS_PER_EURO
from planning.optimiser import NotSolved, Options, plan_programme
from planning.optimiser.engine import NoPlan
from planning.optimiser.explain import EFFORT, Explained, reasons, span
from planning.optimiser.more import more_sentences, thousands_more
from planning.optimiser.planner import by_market, planned
from planning.optimiser.solved import Solved
from planning.plan import PlanDocument
from planning.prepared import Prepared, prepare

BESIDE = {OFFICE: "gift.office", LAPSED: "gift.lapsed", OTHER: "gift.other"}
"""What is not divided over wijken."""


@click.command("explain", cls=Command)
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--wijk", help="Redenen van deze wijk (id).")
@click.option("--domain", help="Redenen van dit leefdomein (id).")
@click.option("--year", type=int, help="Alleen dit jaar; anders de hele looptijd.")
@click.option("--stream", help="Wat € 1.000 meer in deze geldstroom (id) zou doen.")
@click.option(
    "--effort",
    default=EFFORT,
    show_default=True,
    type=click.IntRange(0, 100_000),
    help="Hoeveel na te gaan: een oormerk of maximum telt voor 1, een regel of overheveling voor 2.",
)
@time_limit_option
@gap_option
@click.option("--quiet", is_flag=True, help="Geen voortgang.")
@language_option
def explain_command(
    file: str,
    wijk: str | None,
    domain: str | None,
    year: int | None,
    stream: str | None,
    effort: int,
    time_limit: float | None,
    gap: float | None,
    quiet: bool,
    language: Language,
) -> None:
    """Leg een plan uit: wie geeft zodat anderen krijgen, en met --wijk, --domain of --stream waarom."""
    prepared = prepare(files.programme(file, language))
    _known(prepared, {"wijk": wijk, "domain": domain, "stream": stream, "year": year}, language)
    if stream is not None and (wijk is not None or domain is not None):
        files.fail(INVALID, say("explain.stream_or_cell", language))
    progress = Progress(language, quiet)
    years = list(prepared.programme.term) if year is None else [year]
    why = stream is not None or wijk is not None or domain is not None
    if why and by_market(prepared):
        files.fail(INVALID, say("reason.market", language))
    options = Options(time_limit=time_limit, language=language, gap=gap, stop=on_interrupt(language))
    deadline = None if time_limit is None else time.monotonic() + time_limit
    plan, solved = _planned(file, prepared, progress, options)
    if not why or solved is None:
        lines = table_of_gifts(prepared, plan, years, language)
    elif stream is not None:
        lines = _more(solved, stream, years, deadline, options)
    else:
        cells = [
            (one.id, other.id)
            for one in prepared.programme.wijken
            for other in prepared.programme.domains
            if wijk in (None, one.id) and domain in (None, other.id)
        ]
        found = reasons(solved, effort, language, deadline, progress, cells, options.stop)
        lines = _reasons(found, cells, years)
        if wijk is not None:
            lines += ["", _gift(prepared, gifts(prepared, plan, years), wijk, years, language)]
    click.echo("\n".join(lines))


def _known(prepared: Prepared, asked: dict[str, str | int | None], language: Language) -> None:
    """What is asked about must be in the programme."""
    programme = prepared.programme
    known: dict[str, set[str | int]] = {
        "wijk": {wijk.id for wijk in programme.wijken},
        "domain": {domain.id for domain in programme.domains},
        "stream": set(prepared.stream),
        "year": set(programme.term),
    }
    for name, value in asked.items():
        if value is not None and value not in known[name]:
            files.fail(INVALID, say(f"explain.unknown.{name}", language, id=value))


def _more(solved: Solved, stream: str, years: Sequence[int], deadline: float | None, options: Options) -> list[str]:
    """What a thousand euros more would do, year by year; where it was stopped of the first years alone."""
    language = options.language
    try:
        found = thousands_more(solved, stream, years, deadline, options.stop)
    except NoPlan:
        files.fail(1, say("plan.failed", language))
    short = say("more.stopped", language, known=len(found), all=len(years))
    if not found:
        files.fail(STOPPED, short)
    lines = [line for more in found for line in more_sentences(solved, more, language)]
    if solved.decisions is not None:
        lines.append(say("more.decisions", language))
    return lines if len(found) == len(years) else [*lines, short]


def _planned(file: str, prepared: Prepared, progress: Progress, options: Options) -> tuple[PlanDocument, Solved | None]:
    """The plan, verified, with the stages behind it (of a plan by the market view there are none)."""
    language, errors = options.language, check(prepared).errors
    if errors:
        files.show_problems(file, errors, language)
        raise SystemExit(INFEASIBLE)
    try:
        if by_market(prepared):
            plan, solved = plan_programme(prepared, options, progress), None
        else:
            plan, solved = planned(prepared, options, progress)
    except NotSolved:
        files.fail(1, say("plan.failed", language))
    if plan.status == "infeasible":
        files.fail(INFEASIBLE, f"{say('plan.infeasible', language)}\n{summary.clash(plan, language)}")
    if not plan.has_figures:
        files.fail(STOPPED, say("plan.stopped", language))
    _verified(prepared, plan, progress, language)
    return plan, solved


def _reasons(found: Explained, cells: Sequence[tuple[str, str]], years: Sequence[int]) -> list[str]:
    """Per cell how far it is from its line, and under it its reasons, the largest first; then what was looked at."""
    lines = []
    for wijk, domain in cells:
        far, *why = found.sentences(wijk, domain, years)
        lines += [far, *(f"  {sentence}" for sentence in why)]
    return [*lines, "", *(remark.sentence for remark in found.remarks())]


def _gift(prepared: Prepared, found: Gifts, wijk: str, years: Sequence[int], language: Language) -> str:
    euros = found.more[wijk]
    code = "gift.same" if euros == 0 else "gift.gets" if euros > 0 else "gift.gives"
    label = next(one.label for one in prepared.programme.wijken if one.id == wijk)
    when = span(prepared.programme, years, language)
    return say(code, language, wijk=label, span=when, euros=whole(CENTS_PER_EURO * abs(euros)))


def table_of_gifts(prepared: Prepared, plan: PlanDocument, years: Sequence[int], language: Language) -> list[str]:
    """A sentence per wijk, and the table from whom to whom: rows give, columns get."""
    found = gifts(prepared, plan, years)
    wijken = prepared.programme.wijken
    labels = {wijk.id: wijk.label for wijk in wijken}
    labels |= {one: say(code, language) for one, code in BESIDE.items()}
    lines = [say("gift.head", language, span=span(prepared.programme, years, language)), ""]
    lines += [_gift(prepared, found, wijk.id, years, language) for wijk in wijken]
    getters = [one for one, euros in found.more.items() if euros > 0]
    if not getters:
        return lines

    def row(label: str, parts: Sequence[int]) -> tuple[str, ...]:
        return (label, *(amount(CENTS_PER_EURO * euros, language) for euros in (*parts, sum(parts))))

    total = say("gift.total", language)
    rows = [row(labels[giver], [flow[one] for one in getters]) for giver, flow in found.flows.items()]
    rows.append(row(total, [found.more[one] for one in getters]))
    heads = [say("gift.from", language), *(labels[one] for one in getters), total]
    return [*lines, "", summary.table(heads, rows), "", say("gift.note", language)]
