"""Money that lapses in a plan: a warning for every stream, with as much of the reason as the checks know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planning.messages import Language, say
from planning.messages.wording import whole
from planning.money import cents
from planning.plan import StreamYear
from planning.prepared import Prepared
from planning.problems import Problem

MOST = 5
"""Streams that are told one by one; of more, the others are told together."""
REASONS = {
    "check.stream_idle": "lapse.idle",
    "check.stream_no_match": "lapse.no_match",
    "check.stream_idle_years": "lapse.idle_years",
    "check.stream_maxima": "lapse.maxima",
    "check.stream_match": "lapse.match",
}
"""What the checks know of money that must lapse, and how that reads as the reason of what did."""


@dataclass(frozen=True)
class Why:
    """The reasons of a lapse, a sentence each with a space before it; empty where none is known."""

    known: tuple[Problem, ...]
    worthless: bool

    def spoken(self, language: Language) -> str:
        """The reasons in words."""
        told = [say(REASONS[problem.code], language, **problem.values) for problem in self.known]
        told += [say("lapse.worthless", language)] if self.worthless else []
        return "".join(f" {sentence}" for sentence in told)


def lapses(
    prepared: Prepared, lapsed: Iterable[StreamYear], unit: int, odd: Sequence[Problem]
) -> tuple[list[Problem], list[Problem]]:
    """Warnings of the streams that lapse, most euros first, and of `odd` what is left to tell beside them.

    Args:
        lapsed: what lapses in the plan.
        unit: cents that payments come in: a stream that lapses less than one is rounding, and not told.
        odd: warnings of the checks; those that say why a stream lapses become part of what is told of it.
    """
    years: dict[str, list[int]] = defaultdict(list)
    lost: dict[str, int] = defaultdict(int)
    for row in lapsed:
        if row.amount > 0:
            years[row.stream].append(row.year)
            lost[row.stream] += cents(row.amount)
    order = sorted((stream for stream in lost if lost[stream] >= unit), key=lambda stream: -lost[stream])
    told = set(order[:MOST])
    places = {stream.id: f"/streams/{number}" for number, stream in enumerate(prepared.programme.streams)}
    reasons = {stream: _reasons(odd, places[stream]) for stream in told}
    found = [
        Problem(
            places[stream],
            "lapse.stream",
            {
                "stream": prepared.stream[stream].label,
                "lost": whole(lost[stream]),
                "years": tuple(years[stream]),
                "why": _why(prepared, reasons[stream], lost[stream]),
            },
        )
        for stream in order[:MOST]
    ]
    if rest := order[MOST:]:
        labels = tuple(prepared.stream[stream].label for stream in rest)
        about = {"streams": labels, "lost": whole(sum(lost[stream] for stream in rest))}
        found.append(Problem("/streams", "lapse.others", about))
    merged = [problem for known in reasons.values() for problem in known]
    return found, [problem for problem in odd if problem not in merged]


def _reasons(odd: Sequence[Problem], place: str) -> tuple[Problem, ...]:
    return tuple(row for row in odd if row.code in REASONS and row.pointer in (place, f"{place}/match"))


def _why(prepared: Prepared, known: tuple[Problem, ...], lost: int) -> Why:
    """With benefit alone money also lapses because nothing it could pay brings any."""
    coverage, _ = prepared.programme.weights
    return Why(known, coverage == 0 and sum(problem.values["lost"] for problem in known) < lost)
