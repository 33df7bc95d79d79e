"""A search for what clashes that is stopped says what is known, and claims no more."""

from __future__ import annotations

import pytest

from planning.clashes import ClashReport, conflict, repair
from planning.optimiser import Options, explain_clash, infeasible
from planning.optimiser.elastic import Elastic
from planning.optimiser.engine import Floats
from tests.builders import measure, prepared, stream, wijk
from tests.oracle.places import musts_of
from tests.oracle.repair import Yielding

CLASH = prepared(
    years=1,
    streams=[stream("gemeente", 100)],
    wijken=[wijk("a"), wijk("b")],
    measures=[measure("m", ("a", "school"), max_per_year=80)],
    commitments=[{"stream": "gemeente", "measure": "m", "year": 2027, "amount": 60}],
    rules={"floors": [{"wijk": "b", "per_resident": 0.07}, {"wijk": "a", "per_resident": 0.01}]},
)
"""60 is committed in a and 70 asked in b, of 100."""


def stopped_after(solves: int, monkeypatch: pytest.MonkeyPatch) -> ClashReport:
    """The report when time is up after so many solves."""
    left, real = [solves], Elastic.least

    def least(self: Elastic, prices: Floats) -> float | None:
        left[0] -= 1
        return real(self, prices) if left[0] >= 0 else None

    with monkeypatch.context() as patch:
        patch.setattr(Elastic, "least", least)
        return explain_clash(CLASH)


def test_wherever_it_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it names clashes indeed; it is called minimal only when it is what an unhurried search finds."""
    whole, oracle = explain_clash(CLASH), Yielding(CLASH)
    assert {row.pointer for row in whole.conflict} == {"/rules/floors/0", "/commitments/0"}
    claims = set()
    for solves in range(30):
        found = stopped_after(solves, monkeypatch)
        assert found.steps in (None, whole.steps)
        named = {key for row in found.conflict for key in musts_of(CLASH, oracle, row.rule, row.pointer)}
        assert not found.conflict or oracle.least(lambda key, named=named: key in named) > 0.01
        if found.minimal:
            assert {row.pointer for row in found.conflict} == {row.pointer for row in whole.conflict}
        assert all(row.sentence for row in conflict(CLASH, found, "nl"))
        claims.add((found.steps is None, bool(found.conflict), found.minimal))
    assert claims == {(True, False, False), (False, False, False), (False, True, False), (False, True, True)}


def test_without_time_the_document_says_that_it_is_infeasible_and_no_more() -> None:
    found = infeasible(CLASH, Options(time_limit=0.0))
    assert found.status == "infeasible"
    assert (found.repair, found.conflict, found.conflict_minimal) == (None, (), False)
    assert [row.pointer for row in found.problems] == ["/rules/floors/0"] or found.problems
    assert repair(CLASH, explain_clash(CLASH), "nl") is not None
