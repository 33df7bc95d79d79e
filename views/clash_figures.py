"""What the page of an infeasible programme shows: what clashes, the least that must give way, and what to write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from planning.labels import measure_label
from planning.messages import say
from planning.messages.wording import CENTS_PER_MILLION
from planning.money import CENTS_PER_EURO, cents
from planning.plan import Change, Clash, PlanDocument, Step, Warned
from planning.prepared import Prepared
from views.figures import FINGERPRINT

MOST_PLACES, MOST_STEPS = 20, 5
"""Places of the document that are shown, and steps of each, the largest; the rest is added up in a row, so that totals
are right."""


@dataclass(frozen=True)
class StepRow:
    """What gives way in a year (None: the whole term), in cents (nominal)."""

    sentence: str
    year: int | None
    amount: int


@dataclass(frozen=True)
class PlaceRows:
    """A place of the document that gives way: its rule, its largest steps, how many others, and cents of both."""

    rule: str
    pointer: str
    rows: tuple[StepRow, ...]
    others: int
    others_amount: int
    amount: int


@dataclass(frozen=True)
class ChangeRow:
    """A figure of the document: its rule, what it is about ("" more than one place), and what would be enough.

    Where no figure is (None) the pointer is that of what can be left out; a year reads without marks of thousands.
    """

    rule: str
    pointer: str
    about: str
    now: Decimal
    enough: Decimal | None

    @property
    def is_year(self) -> bool:
        """Whether the figure is a calendar year."""
        return self.pointer.endswith("/from")

    @property
    def has_strength(self) -> bool:
        """Whether it belongs to a rule, which can be an aim too."""
        return self.pointer.startswith("/rules/")


@dataclass(frozen=True)
class RepairTable:
    """The least that must give way, by place: the largest, how many others and their cents, and the total in cents."""

    places: tuple[PlaceRows, ...]
    others: int
    others_amount: int
    total: int
    steps: int
    cheapest: bool
    has_cents: bool
    changes: tuple[ChangeRow, ...]

    @property
    def total_in_full(self) -> bool:
        """Whether the headline has room for the total to the cent: below a million. There it is called proven."""
        return self.has_cents and self.total < CENTS_PER_MILLION


@dataclass(frozen=True)
class ClashPage:
    """Why there is no plan. `about` says what the conflict is; `repair` is None where it was not found in time."""

    plan: PlanDocument
    fingerprint: str
    about: str
    conflict: tuple[Clash, ...]
    repair: RepairTable | None
    problems: tuple[Warned, ...]
    notes: tuple[str, ...]


def clash_page(prepared: Prepared, plan: PlanDocument) -> ClashPage:
    """All figures of the page, from a plan document that is infeasible."""
    heading = "not_minimal"
    if plan.conflict_minimal:
        heading = "together" if len(plan.conflict) > 1 else "by_itself"
    about = say(f"clash.{heading if plan.conflict else 'not_found'}")
    return ClashPage(
        plan=plan,
        fingerprint=plan.programme_sha256[:FINGERPRINT],
        about=f"{about.rstrip(':.')}.",
        conflict=plan.conflict,
        repair=_repair(prepared, plan),
        problems=plan.problems,
        notes=plan.notes,
    )


def _repair(prepared: Prepared, plan: PlanDocument) -> RepairTable | None:
    if plan.repair is None:
        return None
    steps, by_place = plan.repair.steps, defaultdict(list)
    for step in steps:
        by_place[step.pointer].append(step)
    places = sorted((_place(each) for each in by_place.values()), key=lambda place: -place.amount)
    labels, rest = _Labels(prepared), places[MOST_PLACES:]
    return RepairTable(
        places=tuple(places[:MOST_PLACES]),
        others=len(rest),
        others_amount=sum(place.amount for place in rest),
        total=sum(place.amount for place in places),
        steps=len(steps),
        cheapest=plan.repair.cheapest,
        has_cents=any(cents(step.euros) % CENTS_PER_EURO for step in steps),
        changes=tuple(_change(steps, change, labels) for change in plan.repair.changes),
    )


def _place(steps: Sequence[Step]) -> PlaceRows:
    rows = [StepRow(step.sentence, step.year, cents(step.euros)) for step in steps]
    rows.sort(key=lambda row: -row.amount)
    return PlaceRows(
        rule=steps[0].rule,
        pointer=steps[0].pointer,
        rows=tuple(rows[:MOST_STEPS]),
        others=len(rows[MOST_STEPS:]),
        others_amount=sum(row.amount for row in rows[MOST_STEPS:]),
        amount=sum(row.amount for row in rows),
    )


def _change(steps: Sequence[Step], change: Change, labels: _Labels) -> ChangeRow:
    """The figure with what the steps at its place in the document have in common."""
    its = [step for step in steps if change.pointer == step.pointer or change.pointer.startswith(f"{step.pointer}/")]
    return ChangeRow(
        rule=its[0].rule if its else "",
        pointer=change.pointer if change.enough is not None else change.pointer.rpartition("/")[0],
        about=labels.common(its),
        now=change.now.normalize(),
        enough=None if change.enough is None else change.enough.normalize(),
    )


class _Labels:
    """Names that people know."""

    def __init__(self, prepared: Prepared) -> None:
        programme = prepared.programme
        self.of = {
            "wijk": {wijk.id: wijk.label for wijk in programme.wijken},
            "domain": {domain.id: domain.label for domain in programme.domains},
            "measure": {measure.id: measure_label(prepared, measure) for measure in prepared.measures},
            "stream": {stream.id: stream.label for stream in programme.streams},
        }

    def common(self, steps: Sequence[Step]) -> str:
        """What all these steps are about: "Feijenoord, School"; empty where it is more than one thing."""
        names = []
        for kind, labels in self.of.items():
            found = {getattr(step, kind) for step in steps}
            if len(found) == 1:
                names.append(labels.get(found.pop() or ""))
        return ", ".join(name for name in names if name)
