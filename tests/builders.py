"""The smallest programme that shows one thing."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from planning.prepared import Prepared, prepare
from planning.programme import Programme


def document(**fields: Any) -> dict[str, Any]:
    """A document of one wijk ("a", 1,000 residents), one domain ("school"), one free stream ("gemeente", 100 a year)
    and three years from 2027, without rules; `fields` replace or add fields of the programme.
    """
    smallest: dict[str, Any] = {
        "zaaiplan": 1,
        "name": "Klein",
        "start_year": 2027,
        "years": 3,
        "steadiness": 0,
        "domains": [{"id": "school"}],
        "wijken": [wijk("a")],
        "partners": [{"id": "gemeente"}, {"id": "rijk", "layer": "state"}, {"id": "corporatie", "layer": "partner"}],
        "streams": [stream("gemeente", 100, 100, 100)],
    }
    return {**smallest, **fields}


def wijk(identifier: str, residents: int = 1000, **fields: Any) -> dict[str, Any]:
    """A wijk with need 1."""
    return {"id": identifier, "residents": residents, **fields}


def stream(identifier: str, *amounts: float, start: int = 2027, **fields: Any) -> dict[str, Any]:
    """A structural stream of partner gemeente with amounts from `start` on."""
    by_year = {str(start + i): amount for i, amount in enumerate(amounts)}
    return {"id": identifier, "partner": "gemeente", "amounts": by_year, **fields}


def measure(identifier: str, *cells: tuple[str, str], **fields: Any) -> dict[str, Any]:
    """A structural measure that serves cells (wijk, domain) in equal parts."""
    return {"id": identifier, "serves": [{"wijk": w, "domain": d} for w, d in cells], **fields}


def programme(**fields: Any) -> Programme:
    """The programme of `document(**fields)`, as if read from a file."""
    return Programme.model_validate(json.loads(json.dumps(document(**fields)), parse_float=Decimal))


def prepared(**fields: Any) -> Prepared:
    """The programme of `document(**fields)`, made ready."""
    return prepare(programme(**fields))
