"""Random programmes that are small, feasible, and held back by the rules: the same one for the same seed.

A seed is a family: it picks three to five rules with their strengths, and its streams, measures and
parameters are drawn so that those rules bind. A draw whose musts clash, that must let much money lapse, or
that leaves a cell next to nothing is drawn again.
"""

from __future__ import annotations

import math
from copy import deepcopy
from functools import cache
from random import Random
from typing import Any

from planning.prepared import Prepared, prepare
from tests.oracle import NotSolved, OracleAnswer, foresee, solve
from tests.programmes.draft import Draft, read
from tests.programmes.recipes import RECIPES, spices
from tests.programmes.streams import add_streams

__all__ = ["RECIPES", "SEEDS", "income", "random_answer", "random_prepared", "random_programme", "read"]

SEEDS = range(200)
MOST_LAPSED = 0.10
"""Part of the income that a programme may be forced to let lapse."""
LEAST_COVERAGE = 0.005
"""Below it a cell gets so little that the solvers' last digits show."""
MOST_SPREAD = 1e4
"""How many times more a euro may be worth in one cell than in another: beyond it, coverage is hardly determined."""
MOST_DRIFT = 2e-5
"""How sure the oracle must be of the coverage, as a fraction."""
DRAWS = 100
SCARCE = (
    "per_resident_ratio",
    "ramp_up",
    "hold_harmless",
    "persistence",
    "focus_minimum",
    "structural_cover",
    "floors",
    "resident_initiatives",
)
"""Rules that are drawn twice as often, because they bind less often."""


def random_programme(seed: int) -> dict[str, Any]:
    """The document of a seed: 2 to 5 wijken, 1 to 4 domains, 2 to 6 years, feasible, without whole decisions.

    Raises:
        RuntimeError: when no draw of the seed was usable.
    """
    return deepcopy(_made(seed)[0])


def random_prepared(seed: int) -> Prepared:
    """The programme of a seed, made ready."""
    return _made(seed)[1]


def random_answer(seed: int) -> OracleAnswer:
    """What the oracle answers to the programme of a seed."""
    return _made(seed)[2]


@cache
def _made(seed: int) -> tuple[dict[str, Any], Prepared, OracleAnswer]:
    """Kept in memory, as several tests go through all seeds."""
    strengths = family(seed)
    for attempt in range(DRAWS):
        document = draw(Random(f"{seed}/{attempt}"), strengths)
        prepared = prepare(read(document))
        answer = _usable(prepared)
        if answer is not None:
            return document, prepared, answer
    raise RuntimeError(f"seed {seed} gave no usable programme in {DRAWS} draws")


def family(seed: int) -> dict[str, str]:
    """Three to five rules, each a must or an aim."""
    rng, names = Random(seed), list(RECIPES)
    strengths = {names[seed % len(names)]: rng.choice(("must", "aim"))}
    wanted = rng.randint(3, 5)
    while len(strengths) < wanted:
        strengths.setdefault(rng.choice([*names, *SCARCE]), rng.choice(("must", "aim")))
    return strengths


def draw(rng: Random, strengths: dict[str, str]) -> dict[str, Any]:
    draft = Draft(rng, strengths)
    add_streams(draft)
    draft.measure_figures()
    for name, recipe in RECIPES.items():
        if name in strengths:
            recipe(draft)
    spices(draft)
    return draft.document


def _usable(prepared: Prepared) -> OracleAnswer | None:
    """The answer where the programme is feasible, lets little lapse, and leaves every cell something."""
    try:
        foreseen = foresee(prepared)
        if foreseen.status != "optimal" or foreseen.unpayable or foreseen.lapsed > MOST_LAPSED * income(prepared):
            return None
        answer = solve(prepared)
    except NotSolved:
        return None
    least, most = min(answer.coverage.values()), max(answer.coverage.values())
    spread = (most / least) ** float(prepared.programme.evenness) if least >= LEAST_COVERAGE else math.inf
    return answer if answer.drift <= MOST_DRIFT and spread <= MOST_SPREAD else None


def income(prepared: Prepared) -> float:
    """Euros, nominal, of all streams that count over the term, openings included."""
    return sum(float(s.opening) + sum(float(a) for a in s.amounts.values()) for s in prepared.programme.counted)
