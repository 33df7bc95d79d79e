"""What the known-answer tests of the oracle are written with."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import prepared, stream, wijk
from tests.oracle.answer import OracleAnswer
from tests.oracle.stages import solve

TWO = [wijk("a"), wijk("b")]
SCHOOL_WERK = [{"id": "school"}, {"id": "werk"}]
CLOSE = 2e-5


def one_year(**fields: Any) -> OracleAnswer:
    """The answer for one year in which the stream gemeente brings 100, unless `fields` say otherwise."""
    return solve(prepared(**{"years": 1, "streams": [stream("gemeente", 100)], **fields}))


def coverages(answer: OracleAnswer) -> list[float]:
    """Coverage in the order wijk, domain, year."""
    return list(answer.coverage.values())


def near(*expected: float) -> Any:
    """Coverages, to within two thousandths of a percentage point."""
    return pytest.approx(list(expected), abs=CLOSE)


def rules_of(answer: OracleAnswer) -> set[str]:
    """The rules that bind, apart from the balance of streams."""
    return {rule for rule, _ in answer.binding} - {"stream_balance"}
