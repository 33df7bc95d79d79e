"""The plan as tables of text: per wijk and per stream, in whole euros."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from planning.chosen import chosen_investments, investments_left_out
from planning.ledger import ledger
from planning.messages import Language, amount, say
from planning.messages.wording import decimals, whole
from planning.money import EXACT, cents
from planning.plan import Change, PlanDocument, Repair, Step, Warned
from planning.prepared import Prepared
from planning.verify import Verdict

WIDEST = 56
MOST_LINES = 20
"""Steps and rules of a clash that are shown; the plan document has them all."""
WIJK_HEADS = {
    "nl": ("Wijk", "Inwoners", "Gelijk deel", "Zaailijn", "Plan", "Dekking", "€ per inw. per jaar"),
    "en": ("Wijk", "Residents", "Equal share", "Sowing line", "Plan", "Coverage", "€ per res. per year"),
}
STREAM_HEADS = {
    "nl": ("Geldstroom", "Inkomsten", "Besteed", "Overgeheveld (som)", "Vrijval"),
    "en": ("Stream", "Income", "Spent", "Carried (sum)", "Lapsed"),
}


def tables(prepared: Prepared, plan: PlanDocument, language: Language) -> str:
    """The summary of `flask plan`: the table of wijken and the table of streams, nominal, whole term."""
    programme = prepared.programme
    title = f"{programme.name}, {programme.term[0]}-{programme.term[-1]} ({say('plan.nominal', language)})"
    aims = sum((row.short for row in plan.aims), Decimal(0))
    short = say("plan.aims_short", language, count=len(plan.aims), euros=amount(cents(aims), language))
    parts = [
        title,
        "",
        *_decided(prepared, plan, language),
        _wijken(prepared, plan, language),
        "",
        _streams(prepared, plan, language),
    ]
    if plan.aims:
        parts += ["", short]
    if plan.warnings:
        parts += ["", say("plan.look_out", language), *(f"  {_placed(odd)}" for odd in plan.warnings)]
    if plan.about_reasons:
        parts += ["", *plan.about_reasons]
    return "\n".join(parts)


def _placed(odd: Warned) -> str:
    """A warning after its place, where it has one."""
    return f"{odd.pointer}: {odd.sentence}" if odd.pointer else odd.sentence


def _decided(prepared: Prepared, plan: PlanDocument, language: Language) -> list[str]:
    """That a plan is not proven to be the best, and which investments go ahead."""
    found = []
    if plan.status == "gap":
        part = "plan.gap_benefit" if prepared.programme.objective == "benefit" else "plan.gap"
        code = part if plan.gap else "plan.gap_of_others"
        found.append(say(code, language, percent=plan.gap_percent))
    for one in chosen_investments(prepared, plan):
        values = {"label": one.label, "first": one.first, "last": one.last, "euros": one.amount}
        found.append(say("plan.chosen" if one.first < one.last else "plan.chosen_one_year", language, **values))
    left_out = tuple(measure.label for measure in investments_left_out(prepared, plan))
    if left_out:
        found.append(say("plan.left_out", language, labels=left_out))
    return [*found, ""] if found else []


def _wijken(prepared: Prepared, plan: PlanDocument, language: Language) -> str:
    """Per wijk: residents (mean of the term), equal share, sowing line, plan, coverage, euros per resident per year."""
    programme = prepared.programme
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for cell in plan.cells:
        counted = cents(cell.regular) if programme.count_regular else 0
        figures = (cents(cell.equal_share), cents(cell.sowing_line), cents(cell.planned), counted)
        sums[cell.wijk] = [total + figure for total, figure in zip(sums[cell.wijk], figures, strict=True)]
    lines, everyone, together = [], 0, [0, 0, 0, 0]
    offices = sum(entry.cents for entry in ledger(prepared, plan.spend) if entry.wijk is None)
    for wijk in programme.wijken:
        people = sum(wijk.residents_in(year) for year in programme.term)
        everyone += people
        together = [total + figure for total, figure in zip(together, sums[wijk.id], strict=True)]
        lines.append(_wijk_row(wijk.label, people, programme.years, sums[wijk.id], language))
    if offices:
        label = {"nl": "Programma, buiten de wijken", "en": "Programme, outside the wijken"}[language]
        together[2] += offices
        lines.append((label, "", "", "", amount(offices, language), "", ""))
    total = {"nl": "Samen", "en": "Together"}[language]
    lines.append(_wijk_row(total, everyone, programme.years, together, language))
    return table(WIJK_HEADS[language], lines)


def _wijk_row(label: str, people: int, years: int, sums: Sequence[int], language: Language) -> tuple[str, ...]:
    equal, line, planned, regular = sums
    covered = f"{_ratio(100 * (planned + regular), line, 1, language)}%" if line else "–"
    per_head = _ratio(planned, 100 * people, 2, language) if people else "–"
    residents = amount(100 * round(people / years), language).replace("€", "").strip("\u00a0")
    return (label, residents, *(amount(figure, language) for figure in (equal, line, planned)), covered, per_head)


def _streams(prepared: Prepared, plan: PlanDocument, language: Language) -> str:
    """Per stream: income with its opening, spent, carried (summed over the years), lapsed."""
    spent, carried, lapsed = (defaultdict(int) for _ in range(3))
    for rows, sums in ((plan.spend, spent), (plan.carried, carried), (plan.lapsed, lapsed)):
        for row in rows:
            sums[row.stream] += cents(row.amount)
    lines, together = [], [0, 0, 0, 0]
    for stream in prepared.programme.counted:
        income = cents(stream.opening) + sum(cents(paid) for paid in stream.amounts.values())
        figures = [income, spent[stream.id], carried[stream.id], lapsed[stream.id]]
        together = [total + figure for total, figure in zip(together, figures, strict=True)]
        lines.append((stream.label, *(amount(figure, language) for figure in figures)))
    total = {"nl": "Samen", "en": "Together"}[language]
    lines.append((total, *(amount(figure, language) for figure in together)))
    return table(STREAM_HEADS[language], lines)


def _ratio(top: int, bottom: int, digits: int, language: Language) -> str:
    return decimals(EXACT.divide(Decimal(top), Decimal(bottom)), digits, language)


def clash(plan: PlanDocument, language: Language) -> str:
    """Why there is no plan: the rules that clash, the least that must give way, and what to write instead."""
    heading = "not_minimal"
    if plan.conflict_minimal:
        heading = "together" if len(plan.conflict) > 1 else "by_itself"
    lines = [*plan.notes, say(f"clash.{heading if plan.conflict else 'not_found'}", language)]
    lines += [f"  {row.pointer}: {row.sentence}" for row in plan.conflict[:MOST_LINES]]
    lines += [say("repair.not_found", language)] if plan.repair is None else _repair(plan.repair, language)
    return "\n".join(lines)


def _repair(repair: Repair, language: Language) -> list[str]:
    """What gives way by its place in the document, the most first, and what to write there; as many as can be read."""
    lines = [say("repair.cheapest" if repair.cheapest else "repair.enough", language, euros=whole(cents(repair.euros)))]
    places: dict[str, list[Step]] = defaultdict(list)
    for step in repair.steps:
        places[step.pointer].append(step)
    rows = sorted(places.values(), key=lambda steps: -sum(cents(step.euros) for step in steps))
    lines += [f"  {steps[0].pointer}: {_place(steps, language)}" for steps in rows[:MOST_LINES]]
    more = [step for steps in rows[MOST_LINES:] for step in steps]
    if more:
        rest = whole(sum(cents(step.euros) for step in more))
        lines.append(f"  {say('repair.more', language, count=len(rows) - MOST_LINES, euros=rest)}")
    if repair.changes:
        lines.append(say("change.enough", language, count=len(repair.changes)))
    for row in repair.changes[:MOST_LINES]:
        lines.append(f"  {_change(row, language)}")
    if len(repair.changes) > MOST_LINES:
        lines.append(f"  {say('change.more', language, count=len(repair.changes) - MOST_LINES)}")
    return lines


def _change(row: Change, language: Language) -> str:
    """What to write at a place of the document; where no figure is enough, what to leave out."""
    if row.enough is None:
        place = row.pointer.rpartition("/")[0]
        return say("change.no_rule" if place.startswith("/rules/") else "change.none", language, pointer=place)
    if row.pointer.endswith("/from"):
        return say("change.year", language, pointer=row.pointer, now=int(row.now), enough=int(row.enough))
    return say("change.figure", language, pointer=row.pointer, now=row.now, enough=row.enough)


def _place(steps: Sequence[Step], language: Language) -> str:
    """What gives way at one place of the document: the step, or the largest of several and what they are together."""
    if len(steps) == 1:
        return steps[0].sentence
    together = whole(sum(cents(step.euros) for step in steps))
    return say("repair.place", language, largest=steps[0].sentence, count=len(steps) - 1, euros=together)


def table(heads: Sequence[str], lines: Sequence[Sequence[str]], total: bool = True) -> str:
    """Columns as wide as their widest entry, figures to the right, a rule above the `total`; long names are cut."""
    lines = [(row[0] if len(row[0]) <= WIDEST else row[0][: WIDEST - 1] + "…", *row[1:]) for row in lines]
    widths = [max(len(row[i]) for row in [heads, *lines]) for i in range(len(heads))]
    rule = "-" * (sum(widths) + 2 * (len(widths) - 1))

    def shown(row: Sequence[str]) -> str:
        first = row[0].ljust(widths[0])
        return "  ".join([first, *(entry.rjust(width) for entry, width in zip(row[1:], widths[1:], strict=True))])

    body = [shown(row) for row in lines]
    return "\n".join([shown(heads), rule, *body[:-1], *([rule] if total else []), *body[-1:]])


def verdict(found: Verdict, language: Language) -> str:
    """What the checker found, or how exactly every rule was checked."""
    if found.faults:
        return "\n".join(fault.sentence(language) for fault in found.faults)
    return "\n".join(
        [say("plan.verified", language), *(f"  {c.sentence(language)}" for c in found.tolerances.values())]
    )
