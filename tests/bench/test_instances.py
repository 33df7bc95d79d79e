"""The seeded programmes: valid documents, the same everywhere, and such that nearly all money can be spent."""

import hashlib
import json
from decimal import Decimal

import pytest

from bench import programmes
from bench.instances import NATION, SIZES, instance, untied
from bench.nation import nation
from bench.parts import DOMAINS, YEARS
from planning.checks import check
from planning.optimiser.engine import How, Status
from planning.optimiser.market import applies
from planning.prepared import prepare
from planning.programme import Programme
from tests.planning.documents import problems_of

FINGERPRINTS = {
    "XS": "314715428fe6",
    "S": "c1a3f6845d5f",
    "M": "808f2aea81a9",
    "L": "f18d81d0cc7b",
    "XL": "3e80d0b093ff",
}
"""First digits of the SHA-256 of each document as JSON: a change of an instance shows here, and makes figures old."""


@pytest.mark.parametrize("size", [*SIZES, "XL"])
def test_the_same_document_on_every_machine(size: str) -> None:
    text = json.dumps(instance(size), sort_keys=True)
    assert hashlib.sha256(text.encode()).hexdigest()[:12] == FINGERPRINTS[size]
    assert text == json.dumps(instance(size), sort_keys=True)
    assert text != json.dumps(instance(size, seed=2), sort_keys=True)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("rules", [True, False])
def test_a_document_without_problems(size: str, rules: bool) -> None:
    assert problems_of(json.dumps(instance(size, rules=rules)).encode()) == []


@pytest.mark.parametrize("size", SIZES)
def test_the_sizes_that_were_asked(size: str) -> None:
    prepared = programmes.programme(size)
    programme = prepared.programme
    counts = (len(programme.wijken), len(programme.streams), len(programme.measures))
    assert counts == SIZES[size]
    assert (len(programme.domains), programme.years) == (len(DOMAINS), YEARS)
    assert check(prepared).errors == []


def test_the_whole_country() -> None:
    """3,340 wijken in 345 municipalities, read without problems: it stays within the limits of a document."""
    document = instance("XL")
    assert (len(document["wijken"]), len(document["partners"]) - 1) == NATION
    assert problems_of(json.dumps(document).encode()) == []
    homes = [set(stream["wijken"]) for stream in document["streams"] if stream["id"].startswith("eigen-")]
    assert len(homes) == NATION[1]
    assert sum(map(len, homes)) == len(set().union(*homes)) == NATION[0]


@pytest.mark.parametrize("size", ["S", "M"])
def test_without_ties(size: str) -> None:
    prepared = prepare(Programme.model_validate(json.loads(json.dumps(untied(size)), parse_float=Decimal)))
    assert applies(prepared) == []
    assert len(prepared.programme.streams) == SIZES[size][1]


def test_a_country_without_ties() -> None:
    prepared = prepare(Programme.model_validate(json.loads(json.dumps(nation(12, 3)), parse_float=Decimal)))
    assert applies(prepared) == []
    assert check(prepared).errors == []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nearly_all_money_can_be_spent(seed: int) -> None:
    prepared = programmes.programme("S", seed)
    engine, lapsed = programmes.lapse(prepared)
    assert engine.minimise(lapsed, How.COLD) is Status.OPTIMAL
    income = sum(float(amount) for stream in prepared.programme.streams for amount in stream.amounts.values())
    assert float(lapsed @ engine.values()) * 1000 <= 0.05 * income
