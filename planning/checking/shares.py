"""Shares of a wijk's money, for rooms and focus, that cannot be reached: impossible, or the wijk can get no money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from planning.checking.asks import Asks
from planning.checking.supply import Supply, parts, up
from planning.messages.wording import money_pair
from planning.prepared import ROOM_RULES, Prepared
from planning.problems import Problem
from planning.programme import Measure, Wijk
from planning.rules import MUST

Reach = Callable[[Wijk, int], int]
"""The most cents that count for a share in a wijk and year number."""
Place = tuple[str, int]
"""(name of a wijk, calendar year)."""


def share_problems(prepared: Prepared, asks: Asks, supply: Supply) -> Iterator[tuple[bool, Problem]]:
    """(whether it is impossible, problem) for every must of a share that cannot be reached somewhere.

    Impossible where the wijk gets money whatever the plan (musts, commitments, regular money that counts). Else it is
    odd: where nothing can go to the room or the focus, the wijk can get nothing at all.
    """
    rules = prepared.programme.rules
    for kind, name in ROOM_RULES.items():
        room = rules.frontline_room if name == "frontline_room" else rules.resident_initiatives
        if room is not None and room.strength == MUST and room.share > 0:
            yield from _rule(name, room.share, asks, supply, _room_reach(prepared, supply, kind))
    focus = rules.focus_minimum
    if focus is not None and focus.strength == MUST and focus.share > 0:
        yield from _rule("focus_minimum", focus.share, asks, supply, _focus_reach(asks, supply))


def _rule(name: str, share: Decimal, asks: Asks, supply: Supply, reach: Reach) -> Iterator[tuple[bool, Problem]]:
    impossible: dict[Place, tuple[int, int]] = {}
    dry: list[Place] = []
    for wijk in asks.programme.wijken:
        if name == "focus_minimum" and not wijk.focus:
            continue
        for t, year in enumerate(asks.years):
            there = reach(wijk, t)
            least = Fraction(share) * asks.forced(wijk.id, t)
            if least > there:
                impossible[wijk.label, year] = (up(least), there)
            elif there == 0 and supply.most((wijk.id, None), t, t):
                dry.append((wijk.label, year))
    if impossible:
        yield True, _impossible(name, impossible)
    if dry:
        wijken = tuple(dict.fromkeys(label for label, _ in dry))
        about = {"wijken": wijken, "years": tuple(sorted({year for _, year in dry}))}
        yield False, Problem(f"/rules/{name}", f"check.{name}_dry", about)


def _impossible(name: str, impossible: dict[Place, tuple[int, int]]) -> Problem:
    wijk, year = next(iter(impossible))
    asked, there = money_pair(*impossible[wijk, year])
    others = tuple(dict.fromkeys(label for label, _ in impossible if label != wijk))
    about = {"wijk": wijk, "year": year, "asked": asked, "there": there, "others": others}
    return Problem(f"/rules/{name}", f"check.{name}{'_more' if others else ''}", about)


def _room_reach(prepared: Prepared, supply: Supply, kind: str) -> Reach:
    rooms: dict[str, list[tuple[Measure, Fraction]]] = defaultdict(list)
    for measure in prepared.measures:
        if measure.room == kind:
            for (wijk, domain), part in parts(measure).items():
                if wijk is not None and domain is None:
                    rooms[wijk].append((measure, part))
    return lambda wijk, t: up(sum((part * _most(supply, m, t) for m, part in rooms[wijk.id]), Fraction(0)))


def _most(supply: Supply, measure: Measure, t: int) -> int:
    """The most a measure can get in a year: from all that may pay it, and by its maximum."""
    year = supply.years[t]
    payers = [stream for stream in supply.payers[measure.id] if supply.may_pay(stream, measure.id, year)]
    there = sum(supply.purses[stream].have[t] for stream in payers)
    cap = supply.cap(measure, t) if there else None
    return there if cap is None else min(there, cap)


def _focus_reach(asks: Asks, supply: Supply) -> Reach:
    def reach(wijk: Wijk, t: int) -> int:
        domains = wijk.focus_factor
        return sum(supply.most((wijk.id, d), t, t) + asks.regular(wijk.id, d, t) for d in domains)

    return reach
