"""Reasons solve no more than they need: beside the full stages of the changed programme, and where these are needed."""

from __future__ import annotations

from typing import Any

from planning.optimiser.explain import SURE, Explained, held, in_euros, reasons
from planning.optimiser.solved import Limits, Solved, solve
from planning.optimiser.without import money_without
from planning.pieces import Piece, pieces
from planning.prepared import prepare
from tests.builders import measure, prepared, stream, wijk
from tests.programmes import random_programme, read

SEEDS = range(7, 260, 17)
ALL = 1_000
STATED = 1.5 * SURE
"""Of the sowing line: what is sure of the two solves, and at most half of it for rounding to its power of ten."""
Cell = tuple[str, str]


def by_cell(solved: Solved) -> dict[Cell, float]:
    """Euros of every cell over the term."""
    found: dict[Cell, float] = {}
    for (wijk_id, domain, _), euros in in_euros(solved).items():
        found[wijk_id, domain] = found.get((wijk_id, domain), 0.0) + euros
    return found


def sown(given: Explained) -> dict[Cell, float]:
    """Euros of the sowing line of every cell over the term."""
    found: dict[Cell, float] = {}
    for (wijk_id, domain, _), cents in given.prepared.line.line.items():
        found[wijk_id, domain] = found.get((wijk_id, domain), 0.0) + cents / 100
    return found


def quick(given: Solved, piece: Piece) -> Solved | None:
    """The programme without a piece, as reasons solve it; None where they solve it in full."""
    without = held(given, piece.without(given.model.figures.prepared.programme))
    return money_without(given, without, Limits(decisions=given.decisions), piece.rule == "carry_over")


def test_stated_euros_are_those_of_a_full_plan_of_the_changed_programme() -> None:
    """Every stated reason is the difference to within what is said to be sure, and what is well above it is stated."""
    stated = silent = met = unmet = in_full = 0
    for seed in SEEDS:
        plan = solve(prepare(read(random_programme(seed))))
        given = reasons(plan, ALL)
        before, line = by_cell(plan), sown(given)
        met, unmet = met + (plan.outcome.shortfall == 0), unmet + (plan.outcome.shortfall > 0)
        for row in given.tried:
            in_full += quick(plan, row.piece) is None
            after = by_cell(solve(held(plan, row.piece.without(given.prepared.programme)), decisions=plan.decisions))
            for cell in plan.model.figures.cells:
                said = {because.piece: because.euros for because in given.of(*cell)}.get(row.piece, 0)
                real, sure = after[cell] - before[cell], max(STATED * line[cell], 2)
                if said:
                    stated += 1
                    assert abs(said - real) <= sure, (seed, row.piece, cell)
                elif real * given.gap(*cell) > 0:
                    silent += 1
                    assert abs(real) <= sure, (seed, row.piece, cell)
    assert stated >= 300, stated
    assert silent >= 80, silent
    assert met >= 5, met
    assert unmet >= 3, unmet
    assert in_full <= 5, in_full


def test_the_full_way_where_an_open_measure_goes_with_its_rule() -> None:
    """60,000 is structural and 40,000 incidental; what is done in a is structural and to be paid by structural money.

    The rule for room brings an open measure, which the 40,000 can pay: nothing lapses. Without the rule there is none,
    and the 40,000 lapses after all. No figure may say otherwise: a gets 40,000 less.
    """
    rules: dict[str, Any] = {
        "structural_cover": {"strength": "must"},
        "frontline_room": {"share": 0.1, "strength": "must"},
    }
    streams = [stream("g", 60_000), stream("r", 40_000, kind="incidental")]
    plan = solve(prepared(years=1, measures=[measure("m", ("a", "school"))], streams=streams, rules=rules))
    given = reasons(plan, ALL)
    (room,) = (row for row in given.tried if row.piece.rule == "frontline_room")
    assert quick(plan, room.piece) is None
    assert round(room.change["a", "school", 2027]) == -40_000


def test_the_full_way_where_growth_does_not_settle_the_money_of_every_cell() -> None:
    """A domain without a share has no sowing line, and benefit alone no growth: the last stages say who gets what."""
    earmarked = [stream("g", 60_000), stream("r", 40_000, wijken=["a"])]
    two = {"years": 1, "wijken": [wijk("a"), wijk("b")], "streams": earmarked}
    no_line = {"domains": [{"id": "school"}, {"id": "werk", "share": 0}], "measures": [measure("m", ("a", "werk"))]}
    ways = []
    for more in ({}, no_line, {"objective": "benefit"}):
        plan = solve(prepared(**two, **more))
        (earmark,) = (piece for piece in pieces(plan.model.figures.prepared) if piece.rule == "earmark")
        ways.append(quick(plan, earmark) is not None)
    assert ways == [True, False, False]
