"""Why wijken are not on their sowing line, for the overview: per wijk and domain the reasons, the largest first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from planning.money import cents
from planning.pieces import investments, pieces
from planning.plan import PlanDocument, Reason
from planning.prepared import Prepared
from views.figures import Sums


@dataclass(frozen=True)
class ReasonRow:
    """A piece of the programme and the cents (nominal, whole term) that the cell would get more without it.

    `name` is what people call the piece, in the middle of a sentence; where it is not known `sentence` says all.
    """

    rule: str
    name: str
    sentence: str
    amount: int


@dataclass(frozen=True)
class CellReasons:
    """A wijk and domain that is not on its sowing line: cents it is short (less than 0: beyond it), and why."""

    domain: str
    short: int
    coverage: int | None
    rows: tuple[ReasonRow, ...]


@dataclass(frozen=True)
class WijkReasons:
    """The domains of a wijk that have reasons, the furthest from their line first."""

    label: str
    cells: tuple[CellReasons, ...]


def reasons(sums: Sums, plan: PlanDocument) -> tuple[WijkReasons, ...]:
    """The reasons of a plan by wijk, the one with the cell furthest from its line first; empty where there are none."""
    names, found = _names(sums.prepared, plan), defaultdict(list)
    for reason in plan.reasons:
        found[reason.wijk, reason.domain].append(_row(reason, names))
    by_wijk = []
    for wijk in sums.programme.wijken:
        cells = []
        for domain in sums.programme.domains:
            if (wijk.id, domain.id) in found:
                sown = sums.cells[wijk.id, domain.id]
                rows = sorted(found[wijk.id, domain.id], key=lambda row: -abs(row.amount))
                cells.append(CellReasons(domain.label, sown.line - sown.money, sown.coverage, tuple(rows)))
        if cells:
            by_wijk.append(WijkReasons(wijk.label, tuple(sorted(cells, key=lambda cell: -abs(cell.short)))))
    return tuple(sorted(by_wijk, key=lambda wijk: -abs(wijk.cells[0].short)))


def _names(prepared: Prepared, plan: PlanDocument) -> dict[tuple[str, str], str]:
    """What pieces are called, by rule and place in the document."""
    known = {measure.id for measure in prepared.programme.measures}
    chosen = [(row.measure, row.start) for row in plan.chosen if row.measure in known]
    return {
        (piece.rule, piece.pointer): piece.name("nl") for piece in [*pieces(prepared), *investments(prepared, chosen)]
    }


def _row(reason: Reason, names: dict[tuple[str, str], str]) -> ReasonRow:
    name = names.get((reason.rule, reason.pointer), "")
    return ReasonRow(reason.rule, name, reason.sentence, cents(reason.euros))
