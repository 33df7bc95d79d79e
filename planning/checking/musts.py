"""Musts that ask more than there can be: per cell, wijk and domain, and for the whole programme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planning.checking.asks import Asks, Cause
from planning.checking.supply import ALL, Subject, Supply
from planning.messages.wording import money_pair
from planning.prepared import Prepared
from planning.problems import Problem
from planning.rules import MUST


@dataclass(frozen=True)
class Short:
    """A subject that cannot get what is asked: years, cents asked and the most there can be, and what asks it."""

    subject: Subject
    years: list[int]
    asked: int
    there: int
    causes: tuple[Cause, ...]
    covered: bool = False


class Shortage:
    """Looks for subjects, and runs of years, in which the musts ask more than all money that can reach them.

    A run of years counts as such when no shorter run in it is short by itself. With `barred`, money is what a must of
    structural cover leaves.
    """

    def __init__(self, prepared: Prepared, asks: Asks, supply: Supply, barred: Supply | None) -> None:
        self.prepared, self.asks, self.supply, self.barred = prepared, asks, supply, barred
        self.width = len(supply.years)
        self._runs = [(t, t + more) for more in range(self.width) for t in range(self.width - more)]
        programme = prepared.programme
        wijken: list[Subject] = [(wijk.id, None) for wijk in programme.wijken]
        domains: list[Subject] = [(None, domain.id) for domain in programme.domains]
        self.cells = self._all([(w.id, d.id) for w in programme.wijken for d in programme.domains], ())
        bad = {short.subject for short in self.cells}
        self.wijken = self._all(wijken if len(domains) > 1 else [], bad)
        self.domains = self._all(domains if len(wijken) > 1 and len(domains) > 1 else [], bad)
        bad |= {short.subject for short in (*self.domains, *self.wijken)}
        self.whole = self._all([ALL] if len(wijken) > 1 else [], bad)

    def _all(self, subjects: Sequence[Subject], without: set[Subject] | tuple[()]) -> list[Short]:
        found = []
        for subject in subjects:
            asked = [self.asks.least(subject, t, without) for t in range(self.width)]
            for supply in (self.supply, self.barred):
                if supply is not None and any(
                    amount > supply.surely(subject, t) for t, (amount, _) in enumerate(asked)
                ):
                    short = self._first(subject, asked, supply)
                    if short is not None:
                        found.append(short)
                        break
        return found

    def _first(self, subject: Subject, asked: list[tuple[int, set[Cause]]], supply: Supply) -> Short | None:
        """The shortest run of years that is short, the earliest of those; None when there is none.

        What commitments alone ask too much is told by itself.
        """
        for first, last in self._runs:
            run = asked[first : last + 1]
            total = sum(amount for amount, _ in run)
            if run[0][0] and run[-1][0] and total > (there := supply.most(subject, first, last)):
                causes = {cause for _, found in run for cause in found}
                if causes != {"commitments"}:
                    years = supply.years[first : last + 1]
                    return Short(subject, years, total, there, tuple(sorted(causes)), supply is self.barred)
        return None


def must_errors(prepared: Prepared, asks: Asks, supply: Supply, barred: Supply | None) -> Iterator[Problem]:
    """What floors, persistence, hold_harmless and commitments together ask beyond what there can be. Exact."""
    shortage = Shortage(prepared, asks, supply, barred)
    for short in shortage.whole:
        yield _problem(prepared, short, "whole", {})
    for short in shortage.wijken:
        yield _problem(prepared, short, "place", {"place": _labels(prepared)[short.subject]})
    for short in shortage.domains:
        yield _problem(prepared, short, "place", {"place": _labels(prepared)[short.subject]})
    yield from _cells(prepared, shortage.cells)


def _problem(prepared: Prepared, short: Short, kind: str, about: dict[str, object]) -> Problem:
    asked, there = money_pair(short.asked, short.there)
    code = f"check.musts_{kind}{'_covered' if short.covered else ''}"
    if kind == "whole" and short.causes == ("floors",) and not short.covered:
        code = "check.floors_whole"
    values = {"rules": short.causes, "years": short.years, "asked": asked, "there": there}
    return Problem(_pointer(prepared, short), code, {**values, **about})


def _pointer(prepared: Prepared, short: Short) -> str:
    """The rule that asks; the floor itself where one floor speaks of the subject."""
    causes = [cause for cause in short.causes if cause != "commitments"]
    if causes != ["floors"]:
        return f"/rules/{causes[0]}" if len(causes) == 1 else "/rules"
    wijk, domain = short.subject
    speaks = [
        number
        for number, floor in enumerate(prepared.programme.rules.floors)
        if floor.strength == MUST
        and (wijk is None or floor.wijk in (None, wijk))
        and (domain is None or floor.domain in (None, domain))
    ]
    return f"/rules/floors/{speaks[0]}" if len(speaks) == 1 else "/rules/floors"


def _cells(prepared: Prepared, shorts: list[Short]) -> Iterator[Problem]:
    """Cells that cannot get what is asked, told once for cells with the same cause; without any payer apart."""
    groups: dict[tuple[str, bool, bool], list[Short]] = defaultdict(list)
    for short in shorts:
        groups[_pointer(prepared, short), short.covered, short.there == 0].append(short)
    labels = _labels(prepared)
    for group in groups.values():
        about: dict[str, object] = {"place": labels[group[0].subject]}
        others = tuple(labels[short.subject] for short in group[1:])
        kind = "place"
        if group[0].there == 0 and not group[0].covered:
            kind = "unpayable"
            about["place"] = tuple(labels[short.subject] for short in group)
        elif others:
            kind, about["others"] = "places", others
        yield _problem(prepared, group[0], kind, about)


def _labels(prepared: Prepared) -> dict[Subject, str]:
    """Names of wijken, domains and cells: "Noord", "School", "School in Noord"."""
    programme = prepared.programme
    found: dict[Subject, str] = {(w.id, None): w.label for w in programme.wijken}
    found |= {(None, d.id): d.label for d in programme.domains}
    return found | {(w.id, d.id): f"{d.label} in {w.label}" for w in programme.wijken for d in programme.domains}
