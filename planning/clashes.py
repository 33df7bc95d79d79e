"""Why there is no plan, in whole cents and ids, and as rows of a plan document with a sentence each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from planning.labels import measure_label
from planning.messages import Language, say
from planning.messages.wording import whole
from planning.money import CENTS_PER_EURO, euros
from planning.plan import Change as ChangeRow
from planning.plan import Clash, Repair
from planning.plan import Step as StepRow
from planning.prepared import Prepared

QUOTED = {"nl": "«{}»", "en": "“{}”"}
LIMITS = {"min_per_year": "_least", "profile": "_investment"}
"""Ending of the sentence of a limit that is no maximum."""
NOTHING_ELSE = "_only"
"""Ending of the sentence of a rule that cannot hold by itself."""


@dataclass(frozen=True)
class Step:
    """A rule that gives way at one place: by how many cents (nominal), and for staff by how many full-time posts.

    `year` None is the whole term; ids are None where the rule does not speak of them.
    """

    rule: str
    pointer: str
    year: int | None
    stream: str | None
    measure: str | None
    wijk: str | None
    domain: str | None
    cents: int
    posts: Decimal | None = None


@dataclass(frozen=True)
class Change:
    """A figure of the document, as it stands (`now`) and as it would be enough for the repair.

    `enough` None: no figure is; the rule must become an aim, or the link of a chain go.
    """

    pointer: str
    now: Decimal
    enough: Decimal | None


@dataclass(frozen=True)
class Where:
    """A year and place of a rule; None where it does not speak of one."""

    year: int | None
    wijk: str | None
    domain: str | None
    measure: str | None


@dataclass(frozen=True)
class Opposed:
    """A rule of a clashing set: where it clashes, and the cents by which it alone must give way (None: unknown)."""

    rule: str
    pointer: str
    stream: str | None
    where: tuple[Where, ...]
    cents: int | None


@dataclass(frozen=True)
class ClashReport:
    """Why there is no plan.

    steps: the cheapest repair, largest first (None: not found in time), and whether it is proven to be (`cheapest`).
    changes: what to write in the document so that it gives way by them. conflict: rules that cannot all hold; `minimal`
    says whether without any one of them the others can (else they were not thinned out in time). whole: whether it
    clashes only because measures are done wholly or not at all.
    """

    steps: tuple[Step, ...] | None
    changes: tuple[Change, ...]
    conflict: tuple[Opposed, ...]
    minimal: bool
    cheapest: bool = True
    whole: bool = False

    @property
    def cents(self) -> int | None:
        """What the repair costs: its steps added up; None where it is not known."""
        return None if self.steps is None else sum(step.cents for step in self.steps)


def repair(prepared: Prepared, report: ClashReport, language: Language) -> Repair | None:
    """The repair as it stands in a plan document; None where it was not found, or is less than a cent.

    In a document of whole euros every step is rounded up to one: what gives way by more is enough too.
    """
    if not report.steps:
        return None
    labels = Labels(prepared, language)
    steps = [replace(step, cents=_readable(prepared, step.cents)) for step in report.steps]
    rows = [
        StepRow(
            rule=step.rule,
            pointer=step.pointer,
            year=step.year,
            stream=step.stream,
            measure=step.measure,
            wijk=step.wijk,
            domain=step.domain,
            euros=euros(step.cents),
            sentence=labels.step(step),
        )
        for step in steps
    ]
    changes = [ChangeRow(pointer=row.pointer, now=row.now, enough=row.enough) for row in report.changes]
    together = euros(sum(step.cents for step in steps))
    return Repair(euros=together, cheapest=report.cheapest, steps=tuple(rows), changes=tuple(changes))


def conflict(prepared: Prepared, report: ClashReport, language: Language) -> tuple[Clash, ...]:
    """The clashing rules as they stand in a plan document."""
    labels, only = Labels(prepared, language), len(report.conflict) == 1
    return tuple(Clash(rule=row.rule, pointer=row.pointer, sentence=labels.clash(row, only)) for row in report.conflict)


def notes(report: ClashReport, language: Language) -> tuple[str, ...]:
    """What must be known of how this was found: a sentence each."""
    codes = ["clash.whole"] if report.whole else []
    if report.steps is not None and not report.cheapest:
        codes.append("repair.not_proven")
    return tuple(say(code, language) for code in codes)


class Labels:
    """Sentences with the names that people know."""

    def __init__(self, prepared: Prepared, language: Language) -> None:
        self.prepared, self.language = prepared, language
        programme = prepared.programme
        self.wijk = {wijk.id: wijk.label for wijk in programme.wijken}
        self.domain = {domain.id: domain.label for domain in programme.domains}

    def step(self, step: Step) -> str:
        """What to do, in one sentence."""
        where = Where(step.year, step.wijk, step.domain, step.measure)
        values = self._values(step.pointer, step.stream, [where])
        values |= {"euros": whole(step.cents), "posts": step.posts}
        return say(_code("repair", step.rule, values), self.language, **values)

    def clash(self, opposed: Opposed, only: bool) -> str:
        """What a rule asks too much, in one sentence; `only` where it clashes with nothing but the money there is."""
        values = self._values(opposed.pointer, opposed.stream, opposed.where)
        if opposed.cents is None:
            return say("clash.unknown", self.language, rule=(opposed.rule,), **values)
        code = _code("clash", opposed.rule, values)
        asked = whole(_readable(self.prepared, opposed.cents))
        return say(code + (NOTHING_ELSE if only else ""), self.language, euros=asked, **values)

    def _values(self, pointer: str, stream: str | None, where: Sequence[Where]) -> dict[str, Any]:
        """What a sentence can name; lists hold each name once."""
        measures = dict.fromkeys(row.measure for row in where if row.measure is not None)
        return {
            "years": tuple(sorted({row.year for row in where if row.year is not None})),
            "places": tuple(dict.fromkeys(place for row in where if (place := self._place(row)))),
            "stream": self.prepared.stream[stream].label if stream is not None else "",
            "measures": tuple(QUOTED[self.language].format(self._measure(measure)) for measure in measures),
            "required": self._required(pointer),
            "field": pointer.rsplit("/", 1)[-1],
        }

    def _place(self, where: Where) -> str:
        wijk, domain = self.wijk.get(where.wijk or ""), self.domain.get(where.domain or "")
        return f"{domain} in {wijk}" if wijk and domain else wijk or domain or ""

    def _measure(self, identifier: str) -> str:
        return measure_label(self.prepared, self.prepared.measure[identifier], self.language)

    def _required(self, pointer: str) -> str:
        """The measure that a link of a chain builds on, by the pointer of the link."""
        parts = pointer.split("/")
        if parts[3:4] != ["requires"]:
            return ""
        measure = self.prepared.programme.measures[int(parts[2])]
        return self._measure(measure.requires[int(parts[4])].measure)


def _readable(prepared: Prepared, amount: int) -> int:
    """Cents rounded up to whole euros, where the money of the document comes in whole euros."""
    return amount if prepared.programme.has_cents else -(-amount // CENTS_PER_EURO) * CENTS_PER_EURO


def _code(kind: str, rule: str, values: dict[str, Any]) -> str:
    """The key of a sentence; co-financing reads otherwise over the whole term and where it asks per wijk or measure."""
    if rule not in ("co_financing", "measure_limits"):
        return f"{kind}.{rule}"
    if rule == "measure_limits":
        return f"{kind}.{rule}{LIMITS.get(values['field'], '')}"
    place = "_wijk" if values["places"] else "_measure" if values["measures"] else ""
    return f"{kind}.{rule}{place}{'' if values['years'] else '_term'}"
