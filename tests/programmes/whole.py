"""Random programmes with whole decisions: small enough to try all of them, feasible, and decided by their rules.

A seed picks two or three of the things that ask for whole decisions (a minimum, a duration, an investment, a chain) and
an objective. Every cell has a measure without whole decisions, so that no decision leaves a cell without money; its
maximum is low, or money is earmarked, so that the whole decisions matter.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from random import Random
from typing import Any

from planning.prepared import Prepared, prepare
from tests.oracle import NotSolved
from tests.oracle.decisions import decisions
from tests.oracle.whole import WholeAnswer, solve_whole
from tests.programmes.draft import START, read

__all__ = ["WHOLE_SEEDS", "whole_answer", "whole_prepared", "whole_programme"]

WHOLE_SEEDS = range(60)
MOST_DECISIONS = 200
DRAWS = 100
THINGS = ("minimum", "duration", "running", "investment", "chain")
OBJECTIVES = ("coverage", "benefit", "mixed")
Row = dict[str, Any]


def whole_programme(seed: int) -> Row:
    """The document of a seed: 1 or 2 wijken, 1 or 2 domains, 2 to 4 years, at most 200 sets of decisions, feasible.

    Raises:
        RuntimeError: when no draw of the seed was usable.
    """
    return deepcopy(_made(seed)[0])


def whole_prepared(seed: int) -> Prepared:
    """The programme of a seed, made ready."""
    return _made(seed)[1]


def whole_answer(seed: int) -> WholeAnswer:
    """What the oracle answers to the programme of a seed."""
    return _made(seed)[2]


@cache
def _made(seed: int) -> tuple[Row, Prepared, WholeAnswer]:
    """Kept in memory, as several tests go through all seeds."""
    for attempt in range(DRAWS):
        document = Draw(Random(f"whole/{seed}/{attempt}"), seed).document
        prepared = prepare(read(document))
        answer = _usable(prepared)
        if answer is not None:
            return document, prepared, answer
    raise RuntimeError(f"seed {seed} gave no usable programme in {DRAWS} draws")


def _usable(prepared: Prepared) -> WholeAnswer | None:
    if not 2 <= sum(1 for _ in decisions(prepared)) <= MOST_DECISIONS:
        return None
    try:
        answer = solve_whole(prepared)
    except NotSolved:
        return None
    return answer if answer.feasible >= 2 else None


class Draw:
    """One draw. Money is in whole hundreds of euros; `each` is about what a cell would get in a year."""

    def __init__(self, rng: Random, seed: int) -> None:
        self.rng = rng
        self.things = {THINGS[seed % len(THINGS)], rng.choice(THINGS), rng.choice(THINGS)}
        objective = OBJECTIVES[seed % len(OBJECTIVES)]
        self.document = self._frame(objective)
        self.term = list(range(START, START + self.document["years"]))
        self.cells = [(w["id"], d["id"]) for w in self.document["wijken"] for d in self.document["domains"]]
        self.each = rng.randint(200, 900) * 1000
        self._streams()
        self._basis()
        for thing in sorted(self.things):
            getattr(self, f"_{thing}")()
        if rng.random() < 0.5:
            self._rule()

    def _frame(self, objective: str) -> Row:
        rng = self.rng
        names = ("school", "werk")[: rng.randint(1, 2)]
        need = (0.7, 1, 1.4)
        wijken = [
            {"id": w, "residents": rng.randint(20, 90) * 100, "need": {d: rng.choice(need) for d in names}}
            for w in "ab"[: rng.randint(1, 2)]
        ]
        return {
            "zaaiplan": 1,
            "name": "Hele besluiten",
            "start_year": START,
            "years": rng.randint(2, 4),
            "index": {"default": rng.choice((0, 0, 0.02, 0.035))},
            "evenness": rng.choice((1, 1, 1, 0.5, 2)),
            "steadiness": rng.choice((0, 0.02, 0.1)),
            "objective": {"coverage": 1, "benefit": rng.choice((0.3, 1))} if objective == "mixed" else objective,
            "domains": [{"id": name} for name in names],
            "wijken": wijken,
            "partners": [{"id": "gemeente"}, {"id": "rijk", "layer": "state"}],
            "streams": [],
            "measures": [],
            "commitments": [],
            "rules": {},
        }

    @property
    def benefits(self) -> bool:
        return self.document["objective"] != "coverage"

    def euros(self, low: float, high: float) -> int:
        """A random part of what a cell would get in a year."""
        return max(100, round(self.each * self.rng.uniform(low, high) / 100) * 100)

    def _streams(self) -> None:
        rng = self.rng
        shape = [rng.uniform(0.5, 1.5) for _ in self.term]
        amounts = {
            str(t): round(self.each * len(self.cells) * f / 100) * 100 for t, f in zip(self.term, shape, strict=True)
        }
        free: Row = {"id": "gemeente", "partner": "gemeente", "amounts": amounts}
        if rng.random() < 0.5:
            free["carry_over"] = {"share": 1}
        self.document["streams"].append(free)

    def _basis(self) -> None:
        """A measure in every cell; some have room for less than the cell would get."""
        for number, (w, d) in enumerate(self.cells):
            most = self.euros(0.4, 0.9) if number == 0 or self.rng.random() < 0.5 else None
            brings = self.rng.choice((0, 0.1)) if self.benefits else 0
            self._add(f"basis{number}", (w, d), max_per_year=most, benefit=brings)

    def _add(self, identifier: str, cell: tuple[str, str], **fields: Any) -> Row:
        serves = [{"wijk": cell[0], "domain": cell[1]}]
        measure = {"id": identifier, "serves": serves, "indexed": self.rng.random() < 0.7, **fields}
        self.document["measures"].append(measure)
        return measure

    def _ordinary(self, identifier: str, **fields: Any) -> Row:
        """A measure with a maximum; with benefit per euro where that counts."""
        most = self.euros(0.6, 1.4)
        brings = self.rng.choice((0.2, 0.5, 0.9)) if self.benefits else 0
        where = self.rng.choice(self.cells[:2])
        return self._add(identifier, where, **{"max_per_year": most, "benefit": brings, **fields})

    def _earmark(self, measure: Row) -> None:
        """Now and then money for this measure alone, which lapses unless it is on."""
        if self.rng.random() < 0.5:
            years = self.rng.sample(self.term, self.rng.randint(1, len(self.term)))
            amounts = {str(year): self.euros(0.1, 0.5) for year in sorted(years)}
            stream = {"id": f"voor-{measure['id']}", "partner": "rijk", "amounts": amounts, "measures": [measure["id"]]}
            self.document["streams"].append(stream)

    def _minimum(self) -> None:
        measure = self._ordinary("minimum")
        measure["min_per_year"] = round(measure["max_per_year"] * self.rng.uniform(0.4, 1) / 100) * 100
        self._earmark(measure)

    def _duration(self) -> None:
        least = self.rng.choice((0, self.euros(0.2, 0.6)))
        measure = self._ordinary("duur", min_years=self.rng.randint(2, 3), min_per_year=least)
        measure["max_per_year"] = max(measure["max_per_year"], least)
        self._earmark(measure)

    def _running(self) -> None:
        """A measure that must go on for a year or two, and costs much."""
        least = self.euros(0.3, 0.8)
        ran = self.rng.randint(1, 2)
        years = [START - 1 - i for i in range(ran)]
        self._ordinary(
            "lopend", min_years=ran + 1, min_per_year=least, max_per_year=least + 500, already_running=years, benefit=0
        )

    def _investment(self) -> None:
        self._invest("werf", self.rng.randint(1, 2))

    def _invest(self, identifier: str, years: int) -> Row:
        profile = [self.euros(0.15, 0.7) for _ in range(years)]
        starts = None if self.rng.random() < 0.5 else sorted(self.rng.sample(self.term, 2))
        brings = round(sum(profile) * self.rng.choice((0.1, 0.4, 0.8))) if self.benefits else 0
        where = self.rng.choice(self.cells[:2])
        measure = self._add(identifier, where, profile=profile, start_years=starts, benefit=brings)
        self._earmark(measure)
        return measure

    def _chain(self) -> None:
        """An ordinary measure after an investment, an investment after an ordinary one, or after an investment."""
        rng = self.rng
        kind = rng.choice(("after_investment", "after_ordinary", "investments"))
        if kind == "after_ordinary":
            share = rng.choice((1, 1.25, 2))
            link = {"measure": "grond", "lag": rng.randint(0, 1), "share": share}
            self._ordinary("grond", max_per_year=self.euros(0.2, 0.7))
            self._invest("huis", 1)["requires"] = [link]
            return
        self._invest("grond", 1)
        link = {"measure": "grond", "lag": rng.choice((0, 0, 1)), "share": rng.choice((0.5, 1))}
        follows = self._ordinary("huis") if kind == "after_investment" else self._invest("huis", 1)
        follows["requires"] = [link]
        if kind == "after_investment":
            self._earmark(follows)

    def _rule(self) -> None:
        """A floor as an aim, or a commitment that makes a decision."""
        rng, least = self.rng, floor_of(self)
        if rng.random() < 0.5:
            w, d = rng.choice(self.cells)
            row = {"wijk": w, "domain": d, "per_resident": least, "strength": "aim"}
            self.document["rules"]["floors"] = [row]
            return
        whole = [m["id"] for m in self.document["measures"] if m.get("min_per_year") or m.get("min_years")]
        if whole:
            amount = self.euros(0.05, 0.15)
            row = {"stream": "gemeente", "measure": rng.choice(whole), "year": rng.choice(self.term), "amount": amount}
            self.document["commitments"].append(row)


def floor_of(draw: Draw) -> float:
    """Euros per resident, more than the first cell would get."""
    return round(draw.each / draw.document["wijken"][0]["residents"] * draw.rng.uniform(1.0, 2.0), 2)
