"""Random programmes in which nothing but earmarks, years and carrying over holds money back: the market view is exact.

Made from the same skeleton and streams as the others, without rules; what would tie is taken off. Some cells have
measures of their own: of a few years, for staff, or beside another; some streams may pay those alone.
"""

from __future__ import annotations

from random import Random
from typing import Any

from planning.prepared import Prepared, prepare
from tests.programmes.draft import Draft, read
from tests.programmes.streams import add_streams

UNTIED = range(200)


def untied_programme(seed: int) -> dict[str, Any]:
    """The document of a seed: 2 to 5 wijken, 1 to 4 domains, 2 to 6 years, of any evenness."""
    rng = Random(f"untied {seed}")
    draft = Draft(rng, {})
    draft.document["steadiness"] = 0
    add_streams(draft)
    for stream in draft.document["streams"]:
        stream.pop("match", None)
        _loosen(rng, draft, stream)
    if rng.random() < 0.5:  # without money for everything, earmarks bind harder
        _earmark(rng, draft, draft.document["streams"][0])
    _own_measures(rng, draft)
    return draft.document


def untied_prepared(seed: int) -> Prepared:
    """The programme of a seed, made ready."""
    return prepare(read(untied_programme(seed)))


def _loosen(rng: Random, draft: Draft, stream: dict[str, Any]) -> None:
    """Carrying over all or nothing; a few years at most, now and then."""
    if "carry_over" in stream or rng.random() < 0.4:
        stream["carry_over"] = {"share": rng.choice((1, 1, 1, 1, 0))}
        if rng.random() < 0.4:
            stream["carry_over"]["until"] = rng.choice(draft.term)


def _earmark(rng: Random, draft: Draft, stream: dict[str, Any]) -> None:
    key, ids = rng.choice((("domains", draft.domains), ("wijken", draft.wijken)))
    stream[key] = sorted(rng.sample(ids, rng.randint(1, len(ids))))


def _own_measures(rng: Random, draft: Draft) -> None:
    made = []
    for cell in draft.take(rng.choice((0, 0, 1, 2))):
        if rng.random() < 0.4:
            made.append(draft.add_measure([cell], staff=True))
        if rng.random() < 0.4:
            made.append(draft.add_measure([cell], last_year=draft.term[0]))
            draft.add_measure([cell], first_year=draft.term[1])
        made.append(draft.add_measure([cell]))
        if rng.random() < 0.3:
            draft.add_measure([cell], max_per_year=draft.euros(draft.usual([cell]) * 0.3))
    if made and rng.random() < 0.5:
        amounts = {str(year): draft.euros(draft.level[year] * 20_000) for year in draft.term}
        some = [rng.choice(made)["id"]]
        draft.document["streams"].append(
            {"id": "gericht", "partner": "corporatie", "amounts": amounts, "measures": some}
        )
