"""Why the plan is as it is: what keeps cells from their sowing line, each piece of the document alone.

A reason is what a cell would get more (or less) if one piece of the document were not there: the programme without it
is solved again, with the sowing line as it was. The duals of growth only say which pieces to try first. So reasons are
about one piece at a time, and do not add up. Whole decisions stay as they are in the plan; but each investment that was
chosen is a piece too, and without it all others stay.
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from planning.messages import Language, say
from planning.money import CENTS_PER_EURO
from planning.optimiser.decisions import Decisions
from planning.optimiser.engine import NoPlan, Status
from planning.optimiser.ranking import Ranking
from planning.optimiser.search import Search
from planning.optimiser.solved import Limits, Solved, solve
from planning.optimiser.stages import STEPS, Progress, silent
from planning.optimiser.stopping import Stop, late
from planning.optimiser.without import money_without
from planning.pieces import Piece, investments, pieces
from planning.plan import PlanDocument, Reason, Warned
from planning.prepared import Prepared, prepare_with
from planning.programme import Programme

CellYear = tuple[str, str, int]
SURE = 0.001
"""Part of the sowing line that is sure: two of the last steps of the grid. Less is no reason, nor a gap."""
LIGHT = ("earmark", "excludes_staff", "measure_limits", "measure_years", "coherence", "staff_capacity")
"""Pieces without which money moves in fewer places: solving without one takes about two thirds of what others take."""
EFFORT = 12
"""How much is tried where nobody says so: 1 for a light piece, 2 for another."""
EFFORT_IN_PLAN = 6
"""The same for a plan document, which then takes about three times as long: a piece takes some half of a plan."""
EFFORT_OF_CELLS = 1_500
"""Effort times cells and years up to which more is tried for a plan document: of a small programme all pieces."""
PER_THOUSAND = 1000.0


# ---- reasons ----


@dataclass(frozen=True)
class Because:
    """A piece that keeps a cell from its sowing line, and what the cell would get more without it (whole euros)."""

    piece: Piece
    euros: int


@dataclass(frozen=True)
class Dropped:
    """A piece, and what every cell and year would get more without it (euros, nominal; less is negative)."""

    piece: Piece
    change: Mapping[CellYear, float]


@dataclass(frozen=True)
class Explained:
    """What was tried, and what was not: `left` pieces that seemed to matter less or could not be solved without."""

    given: Solved
    tried: tuple[Dropped, ...]
    left: int
    language: Language = "nl"
    stopped: bool = False
    """Whether it was stopped before all was tried that was to be."""

    @property
    def prepared(self) -> Prepared:
        """The programme."""
        return self.given.model.figures.prepared

    @cached_property
    def money(self) -> dict[CellYear, float]:
        """Euros of every cell and year, nominal; regular money is in it where it counts."""
        return in_euros(self.given)

    def gap(self, wijk: str, domain: str, years: Iterable[int] | None = None) -> int:
        """Sowing line minus money of a cell, in whole euros as sure as they are; 0 where it is on its line."""
        wanted = self._years(years)
        line = self._line(wijk, domain, wanted)
        gap = line - sum(self.money[wijk, domain, year] for year in wanted)
        return _surely(gap, line)

    def of(self, wijk: str, domain: str, years: Iterable[int] | None = None) -> list[Because]:
        """The reasons for the gap of a cell over these years (the whole term), the largest first.

        Only what would bring the cell nearer to its sowing line, or past it, is a reason.
        """
        wanted, gap = self._years(years), self.gap(wijk, domain, years)
        line = self._line(wijk, domain, wanted)
        found = []
        for dropped in self.tried:
            euros = _surely(sum(dropped.change[wijk, domain, year] for year in wanted), line)
            if euros * gap > 0:
                found.append(Because(dropped.piece, euros))
        return sorted(found, key=lambda because: -abs(because.euros))

    def sentences(self, wijk: str, domain: str, years: Iterable[int] | None = None) -> list[str]:
        """How far a cell is from its sowing line, in a sentence, and after it a sentence for each of its reasons."""
        known, gap = self._named(wijk, domain, years), self.gap(wijk, domain, years)
        if gap == 0:
            return [say("reason.on_line", self.language, **known)]
        found = [self._how_far(gap, known)]
        for reason in self.of(wijk, domain, years):
            found.append(self._without(reason, known))
        return found if found[1:] else [*found, say("reason.none", self.language)]

    def _named(self, wijk: str, domain: str, years: Iterable[int] | None) -> dict[str, object]:
        programme = self.prepared.programme
        return {
            "wijk": next(one.label for one in programme.wijken if one.id == wijk),
            "domain": next(one.label for one in programme.domains if one.id == domain),
            "span": span(programme, self._years(years), self.language),
        }

    def _how_far(self, gap: int, known: Mapping[str, object]) -> str:
        code = "reason.below" if gap > 0 else "reason.above"
        return say(code, self.language, euros=abs(gap) * CENTS_PER_EURO, **known)

    def _without(self, reason: Because, known: Mapping[str, object]) -> str:
        code = "reason.more" if reason.euros > 0 else "reason.less"
        name, euros = reason.piece.name(self.language), abs(reason.euros) * CENTS_PER_EURO
        return say(code, self.language, piece=name, euros=euros, **known)

    def rows(self) -> tuple[Reason, ...]:
        """All reasons over the whole term, as rows of a plan document: cells in its order, the largest first."""
        programme, found = self.prepared.programme, []
        for wijk, domain in ((wijk.id, domain.id) for wijk in programme.wijken for domain in programme.domains):
            known, gap = self._named(wijk, domain, None), self.gap(wijk, domain)
            for reason in self.of(wijk, domain):
                row = Reason(
                    wijk=wijk,
                    domain=domain,
                    rule=reason.piece.rule,
                    pointer=reason.piece.pointer,
                    euros=Decimal(reason.euros),
                    sentence=f"{self._how_far(gap, known)} {self._without(reason, known)}",
                )
                found.append(row)
        return tuple(found)

    def remarks(self) -> tuple[Warned, ...]:
        """What must be said beside reasons: what was not looked at, and that whole decisions were kept."""
        tried = len(self.tried)
        code = "reason.looked_at_all" if not self.left else "reason.looked" if tried else "reason.looked_at_none"
        looked = say(code, self.language, tried=tried, all=tried + self.left, left=self.left)
        found = [Warned(pointer="", sentence=looked)]
        if self.stopped:
            found.append(Warned(pointer="", sentence=say("reason.stopped", self.language)))
        if self.given.decisions is not None:
            found.append(Warned(pointer="/measures", sentence=say("reason.decisions", self.language)))
        return tuple(found)

    def _line(self, wijk: str, domain: str, years: Iterable[int]) -> float:
        return sum(self.prepared.line.line[wijk, domain, year] for year in years) / CENTS_PER_EURO

    def _years(self, years: Iterable[int] | None) -> list[int]:
        return list(self.prepared.programme.term if years is None else years)


def span(programme: Programme, years: Sequence[int], language: Language) -> str:
    """Years in a sentence: "over de hele looptijd", "in 2029"."""
    code = "reason.term" if list(years) == list(programme.term) else "reason.years"
    return say(code, language, years=tuple(years))


def reasons(
    given: Solved,
    effort: int = EFFORT,
    language: Language = "nl",
    deadline: float | None = None,
    progress: Progress = silent,
    cells: Collection[tuple[str, str]] | None = None,
    stop: Stop | None = None,
) -> Explained:
    """Why cells are not on their sowing line: what every cell would get more without a piece, piece by piece.

    The same document gives the same reasons.

    Args:
        effort: how much is tried, the most telling first: 1 for a piece of LIGHT, 2 for another.
        deadline: moment of `time.monotonic` after which no more is tried.
        cells: (wijk, domain) that are asked about, so that what seems to matter most there is tried first; all.
        stop: asked now and then whether to stop, as at the deadline.
    """
    programme = given.model.figures.prepared.programme
    known = pieces(given.model.figures.prepared)
    if given.decisions is not None:
        known += investments(given.model.figures.prepared, given.decisions.started)
    if given.outcome.start is None or late(deadline, stop):  # of stages that did not end there is nowhere to start from
        return Explained(given, (), len(known), language, stopped=True)
    progress("reasons", None)
    started = time.perf_counter()
    ranking = Ranking(given, cells)
    after = [held(given, piece.without(programme)) for piece in known]
    guesses = [_digits(ranking.guess(piece, other)) for piece, other in zip(known, after, strict=True)]
    before, tried, stopped = in_euros(given), [], False
    for i in sorted(range(len(known)), key=lambda i: (-guesses[i], i)):
        takes = 1 if known[i].rule in LIGHT else 2
        if takes > effort:
            continue
        stopped = stopped or late(deadline, stop)
        if stopped:
            break
        effort -= takes
        try:
            without = in_euros(_without(given, known[i], after[i], deadline, stop))
        except NoPlan as none:
            stopped = stopped or none.status is Status.STOPPED
            continue  # nothing is known of this piece, for example because the investment is committed
        tried.append(Dropped(known[i], {key: without[key] - money for key, money in before.items()}))
    progress("reasons", time.perf_counter() - started)
    return Explained(given, tuple(tried), len(known) - len(tried), language, stopped)


def _without(given: Solved, piece: Piece, prepared: Prepared, deadline: float | None, stop: Stop | None) -> Solved:
    """The programme without a piece (`prepared`), solved as far as the money of its cells.

    The decisions are those of the plan. Without an investment they are all others; money may lapse then, so that is
    solved in full.

    Raises:
        NoPlan: when there is none, or time was up.
    """
    if piece.rule == "investment" and given.decisions is not None:
        others = given.decisions.without(piece.measure or "")
        return again(given, prepared, deadline, stop=stop, decisions=others)
    # Without a limit on carry-over money moves between years everywhere: from nothing is quicker.
    afresh = piece.rule == "carry_over"
    limits = Limits(deadline, decisions=given.decisions, stop=stop)
    found = money_without(given, prepared, limits, afresh)
    return again(given, prepared, deadline, afresh, stop=stop) if found is None else found


def held(given: Solved, programme: Programme) -> Prepared:
    """A programme that differs a little, with the sowing line of the one that was solved."""
    prepared = given.model.figures.prepared
    return prepare_with(programme, prepared.need, prepared.line)


def again(
    given: Solved,
    prepared: Prepared,
    deadline: float | None = None,
    afresh: bool = False,
    finest: float = STEPS[-1],
    stop: Stop | None = None,
    decisions: Decisions | None = None,
) -> Solved:
    """Solve a programme that differs a little from one that was solved: from where that ended, or afresh.

    Whole decisions stay what they were, unless others are given.

    Raises:
        NoPlan: when there is none, or time was up.
    """
    return solve(
        prepared,
        deadline,
        start=None if afresh else given.outcome.start,
        finest=finest,
        decisions=given.decisions if decisions is None else decisions,
        search=Search(stop=stop),
        round_to=given.model.figures.round_to,
    )


def _digits(guess: float) -> float:
    """A guess without its last digits, which must not decide the order."""
    return float(f"{guess:.6e}")


def in_euros(solved: Solved) -> dict[CellYear, float]:
    """Euros of every cell and year, regular money in it where it counts; 0 where nothing can be paid."""
    figures, money = solved.model.figures, solved.money()
    return {
        (*cell, year): PER_THOUSAND * (money.get((cell, year), 0.0) + figures.regular[c][t])
        for c, cell in enumerate(figures.cells)
        for t, year in enumerate(figures.years)
    }


def _surely(euros: float, line: float) -> int:
    """Whole euros, rounded to what is sure beside a sowing line (euros): 0 below it, else to its power of ten."""
    sure = max(SURE * line, 1.0)
    if abs(euros) < sure:
        return 0
    unit: int = 10 ** math.floor(math.log10(sure))
    return unit * round(euros / unit)


def with_reasons(
    plan: PlanDocument,
    given: Solved,
    language: Language = "nl",
    deadline: float | None = None,
    progress: Progress = silent,
    stop: Stop | None = None,
) -> PlanDocument:
    """A plan document with its reasons, and what must be said beside them."""
    programme = given.model.figures.prepared.programme
    size = len(programme.wijken) * len(programme.domains) * programme.years
    effort = max(EFFORT_IN_PLAN, EFFORT_OF_CELLS // size)
    found = reasons(given, effort, language, deadline, progress, stop=stop)
    about = tuple(remark.sentence for remark in found.remarks())
    return plan.model_copy(update={"reasons": found.rows(), "about_reasons": about})
