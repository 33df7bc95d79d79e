"""What gives way, rule by rule, by how many euros, and which figure of the document would be enough."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from planning.clashes import ClashReport, Step
from planning.document import read
from planning.optimiser import explain_clash, infeasible, plan_programme
from planning.prepared import prepare
from tests.builders import document, measure, prepared, stream, wijk
from tests.planning.documents import problems_of
from tests.planning.optimiser.clash_reports import clashing, enough
from tests.planning.optimiser.mended import with_changes

ONE: dict[str, Any] = {"years": 1, "streams": [stream("gemeente", 100)]}
TWO_DOMAINS = [{"id": "school"}, {"id": "werk"}]
M = measure("m", ("a", "school"))


def explained(**fields: Any) -> ClashReport:
    """Why the smallest document with `fields`, which is a valid one, has no plan."""
    assert problems_of(json.dumps(document(**fields))) == []
    return explain_clash(prepared(**fields))


def must(**fields: Any) -> dict[str, Any]:
    return {**fields, "strength": "must"}


def commitment(amount: float, to: str = "m", year: int = 2027, by: str = "gemeente") -> dict[str, Any]:
    return {"stream": by, "measure": to, "year": year, "amount": amount}


def gave_way(report: ClashReport) -> list[tuple[str, int | None, float]]:
    """(pointer, year, euros) of the steps."""
    return [(step.pointer, step.year, step.cents / 100) for step in report.steps or ()]


def test_a_programme_that_can_be_planned_has_nothing_to_repair() -> None:
    found = explained()
    assert (found.steps, found.cents, found.changes, found.conflict) == ((), 0, (), ())


class TestEachRule:
    def test_floors(self) -> None:
        """130 asked, 100 there: 30 less, so 100 for 1,000 residents is 0.10 each."""
        found = explained(**ONE, rules={"floors": [{"per_resident": 0.13}]})
        assert gave_way(found) == [("/rules/floors/0", 2027, 30)]
        assert enough(found) == {"/rules/floors/0/per_resident": 0.10}
        assert clashing(found) == {"/rules/floors/0": 30}

    def test_floors_are_in_nominal_euros(self) -> None:
        """In 2028 prices are 1.1 times those of 2027: 0.13 for 1,000 is 143, and 43 too much; 0.09 each is 99."""
        found = explained(
            years=2,
            streams=[stream("gemeente", 130, 100)],
            index={"default": 0.1},
            rules={"floors": [{"per_resident": 0.13}]},
        )
        assert gave_way(found) == [("/rules/floors/0", 2028, 43)]
        assert enough(found) == {"/rules/floors/0/per_resident": 0.09}

    def test_commitments(self) -> None:
        """60 and 70 committed, 100 there: 30 too much, and the later one gives way."""
        rows = [commitment(60), commitment(70, to="n")]
        found = explained(**ONE, measures=[M, measure("n", ("a", "school"))], commitments=rows)
        assert gave_way(found) == [("/commitments/1", 2027, 30)]
        assert enough(found) == {"/commitments/1/amount": 40}
        assert clashing(found) == {"/commitments/0": 30, "/commitments/1": 30}

    def test_commitments_of_one_stream_to_one_measure_are_each_a_rule(self) -> None:
        """80 + 10 + 40 = 130 of 100: the last gives way by 30. The second does not matter: 80 + 40 is too much too."""
        found = explained(**ONE, measures=[M], commitments=[commitment(80), commitment(10), commitment(40)])
        assert gave_way(found) == [("/commitments/2", 2027, 30)]
        assert set(clashing(found)) == {"/commitments/0", "/commitments/2"}

    def test_a_commitment_gives_way_no_further_than_nothing(self) -> None:
        """90 + 20 committed with nothing there: both give way wholly."""
        found = explained(
            years=1, streams=[stream("gemeente", 0)], measures=[M], commitments=[commitment(90), commitment(20)]
        )
        assert sorted(gave_way(found)) == [("/commitments/0", 2027, 90), ("/commitments/1", 2027, 20)]

    def test_measure_limits(self) -> None:
        """80 committed to a measure of at most 50: the maximum, which the programme sets, is 30 too low."""
        most = measure("m", ("a", "school"), max_per_year=50)
        found = explained(**ONE, measures=[most], commitments=[commitment(80)])
        assert gave_way(found) == [("/measures/0/max_per_year", 2027, 30)]
        assert enough(found) == {"/measures/0/max_per_year": 80}
        assert clashing(found) == {"/measures/0/max_per_year": 30, "/commitments/0": 30}

    def test_an_indexed_maximum_is_given_in_prices_of_the_base_year(self) -> None:
        """A maximum of 50 is 55 in 2028, and 80 is committed: 25 too low. 73 of 2027 is 80.3 then, and 80 in euros."""
        most = measure("m", ("a", "school"), max_per_year=50)
        streams = [stream("gemeente", 0, 100)]
        found = explained(
            years=2, streams=streams, index={"default": 0.1}, measures=[most], commitments=[commitment(80, year=2028)]
        )
        assert gave_way(found) == [("/measures/0/max_per_year", 2028, 25)]
        assert enough(found) == {"/measures/0/max_per_year": 73}

    def test_coherence(self) -> None:
        """What n builds on gets 20 of at most 100, so n may get 20% of 100; 50 is committed: 30 ahead. 50% is 2.5 times
        as far as 20%."""
        found = explained(
            years=1,
            domains=TWO_DOMAINS,
            streams=[stream("s", 20, domains=["school"]), stream("w", 50, domains=["werk"])],
            measures=[
                measure("m", ("a", "school"), max_per_year=100),
                measure("n", ("a", "werk"), max_per_year=100, requires=[{"measure": "m"}]),
            ],
            commitments=[commitment(50, to="n", by="w")],
        )
        assert gave_way(found) == [("/measures/1/requires/0", 2027, 30)]
        assert enough(found) == {"/measures/1/requires/0/share": 2.5}
        assert clashing(found) == {"/measures/1/requires/0": 30, "/commitments/0": 30}

    def test_a_chain_that_no_share_can_mend(self) -> None:
        """What n builds on did not run a year ago: whatever the share, n gets nothing, and 50 is committed."""
        found = explained(
            **ONE,
            measures=[
                measure("m", ("a", "school"), max_per_year=100),
                measure("n", ("a", "school"), max_per_year=100, requires=[{"measure": "m", "lag": 1}]),
            ],
            commitments=[commitment(50, to="n")],
        )
        assert gave_way(found) == [("/measures/1/requires/0", 2027, 50)]
        assert enough(found) == {"/measures/1/requires/0/share": None}

    def test_staff_capacity(self) -> None:
        """A million asks 20,000 posts, so 110 of 2028 (100 of 2027) asks 2, and there is 1: 55 cannot be worked."""
        busy = measure("m", ("a", "school"), fte_per_million=20_000, staff=True)
        found = explained(
            years=2,
            streams=[stream("gemeente", 0, 110)],
            index={"default": 0.1},
            measures=[busy],
            commitments=[commitment(110, year=2028)],
            rules={"staff_capacity": {"school": {"2028": 1}}},
        )
        assert gave_way(found) == [("/rules/staff_capacity/school/2028", 2028, 55)]
        assert [step.posts for step in found.steps or ()] == [1]
        assert enough(found) == {"/rules/staff_capacity/school/2028": 2}
        assert clashing(found) == {"/rules/staff_capacity/school/2028": 55, "/commitments/0": 55}

    def test_a_post_stands_for_what_most_staff_spends(self) -> None:
        """1 post too few; m spends 50 on one and n 100: it stands for the 50."""
        found = explained(
            **ONE,
            measures=[
                measure("m", ("a", "school"), fte_per_million=20_000, staff=True),
                measure("n", ("a", "school"), fte_per_million=10_000, staff=True),
            ],
            commitments=[commitment(100, to="n")],
            rules={"staff_capacity": {"school": {"2027": 0}}},
        )
        assert gave_way(found) == [("/rules/staff_capacity/school/2027", 2027, 50)]

    def test_structural_cover(self) -> None:
        """Incidental money is committed to a structural measure: the rule can only hold from the next year on."""
        found = explained(
            streams=[stream("gemeente", 100, 100, 100), stream("tijdelijk", 40, kind="incidental")],
            measures=[M],
            commitments=[commitment(40, by="tijdelijk")],
            rules={"structural_cover": must()},
        )
        assert gave_way(found) == [("/rules/structural_cover", 2027, 40)]
        assert enough(found) == {"/rules/structural_cover/from": 2028}
        assert clashing(found) == {"/rules/structural_cover": 40, "/commitments/0": 40}

    def test_hold_harmless(self) -> None:
        """150 today and 100 to come: 50 less, and two thirds is enough (in four decimals, down)."""
        found = explained(**ONE, wijken=[wijk("a", baseline={"school": 150})], rules={"hold_harmless": must(share=1)})
        assert gave_way(found) == [("/rules/hold_harmless", 2027, 50)]
        assert enough(found) == {"/rules/hold_harmless/share": 0.6666}

    def test_focus_minimum(self) -> None:
        """A floor keeps 60 of the 100 out of the focus, which must get 80: 40 too little. (With a floor of 10 it could
        hold, 40 of 50, but that costs 50.)"""
        found = explained(
            years=1,
            domains=TWO_DOMAINS,
            wijken=[wijk("a", focus=[{"domain": "school"}])],
            streams=[stream("s", 40, domains=["school"]), stream("w", 60, domains=["werk"])],
            rules={"focus_minimum": must(share=0.8), "floors": [{"domain": "werk", "per_resident": 0.06}]},
        )
        assert gave_way(found) == [("/rules/focus_minimum", 2027, 40)]
        assert enough(found) == {"/rules/focus_minimum/share": 0.4}
        assert clashing(found) == {"/rules/focus_minimum": 40, "/rules/floors/0": 50}

    def test_persistence(self) -> None:
        """100 committed in 2027 and 50 there in 2028: a drop of 50, where none is allowed."""
        found = explained(
            years=2,
            streams=[stream("gemeente", 100, 50)],
            measures=[M],
            commitments=[commitment(100)],
            rules={"persistence": must(max_drop=0, cells="all")},
        )
        assert gave_way(found) == [("/rules/persistence", 2028, 50)]
        assert enough(found) == {"/rules/persistence/max_drop": 0.5}
        assert clashing(found) == {"/rules/persistence": 50, "/commitments/0": 50}

    def test_ramp_up(self) -> None:
        """From 50 before the term nothing may be added; 80 is committed: 30 too fast, 0.2 of 50 and a line of 100."""
        found = explained(
            **ONE,
            wijken=[wijk("a", baseline={"school": 50})],
            measures=[M],
            commitments=[commitment(80)],
            rules={"ramp_up": must(max_growth=0)},
        )
        assert gave_way(found) == [("/rules/ramp_up", 2027, 30)]
        assert enough(found) == {"/rules/ramp_up/max_growth": 0.2}
        assert clashing(found) == {"/rules/ramp_up": 30, "/commitments/0": 30}

    def test_growth_from_nothing(self) -> None:
        """Nobody lives in a in 2027, which had nothing before: no part of nothing is enough for the 40 committed."""
        found = explained(
            years=2,
            wijken=[wijk("a", {"2027": 0, "2028": 1000}, baseline={"school": 0}), wijk("b")],
            streams=[stream("gemeente", 100, 100)],
            measures=[M],
            commitments=[commitment(40)],
            rules={"ramp_up": must(max_growth=1)},
        )
        assert gave_way(found) == [("/rules/ramp_up", 2027, 40)]
        assert enough(found) == {"/rules/ramp_up/max_growth": None}

    @pytest.mark.parametrize("rule", ["frontline_room", "resident_initiatives"])
    def test_rooms(self, rule: str) -> None:
        """All money may only pay m, to which 100 is committed: the 30 for room cannot be paid by any."""
        found = explained(
            years=1,
            streams=[stream("gemeente", 100, measures=["m"])],
            measures=[M],
            commitments=[commitment(100)],
            rules={rule: must(share=0.3)},
        )
        assert gave_way(found) == [(f"/rules/{rule}", 2027, 30)]
        assert enough(found) == {f"/rules/{rule}/share": 0}
        assert clashing(found) == {f"/rules/{rule}": 30, "/commitments/0": 100}

    def test_per_resident_ratio(self) -> None:
        """a gets 0.05 each because of two floors, b can get 0.01 each; at most twice as much is 0.02: 0.03 too much for
        each of 10,100 residents, 303. (Both floors would have to fall by 300.) Five times is enough."""
        floor = {"wijk": "a", "per_resident": 0.05}
        found = explained(
            years=1,
            wijken=[wijk("a", 10_000), wijk("b", 100)],
            streams=[stream("a", 500, wijken=["a"]), stream("b", 1, wijken=["b"])],
            rules={"per_resident_ratio": must(max=2), "floors": [{**floor, "domain": "school"}, floor]},
        )
        assert gave_way(found) == [("/rules/per_resident_ratio", None, 303)]
        assert enough(found) == {"/rules/per_resident_ratio/max": 5}
        clash = clashing(found)
        assert clash.pop("/rules/per_resident_ratio") == 303
        assert list(clash.values()) == [300]

    def test_a_ratio_that_no_figure_can_mend(self) -> None:
        """b gets nothing, so that no number of times it is enough for the 0.05 of a: 0.05 for each of 10,100."""
        floor = {"wijk": "a", "per_resident": 0.05}
        found = explained(
            years=1,
            wijken=[wijk("a", 10_000), wijk("b", 100)],
            streams=[stream("a", 500, wijken=["a"])],
            rules={"per_resident_ratio": must(max=2), "floors": [{**floor, "domain": "school"}, floor]},
        )
        assert gave_way(found) == [("/rules/per_resident_ratio", None, 505)]
        assert enough(found) == {"/rules/per_resident_ratio/max": None}

    @pytest.mark.parametrize(("per", "year"), [("year", 2027), ("term", None)])
    def test_co_financing(self, per: str, year: int | None) -> None:
        """60 of the state is committed, and asks as much of the municipality, which has 20: 40 too much; a third."""
        match = {"from_layers": ["municipality"], "per": per}
        found = explained(
            years=1,
            streams=[stream("gemeente", 20), stream("rijk", 60, partner="rijk", match=match)],
            measures=[M],
            commitments=[commitment(60, by="rijk")],
        )
        assert gave_way(found) == [("/streams/1/match", year, 40)]
        assert enough(found) == {"/streams/1/match/ratio": 0.3333}
        assert clashing(found) == {"/streams/1/match": 40, "/commitments/0": 40}

    def test_an_office_gets_less_where_its_commitment_gives_way(self) -> None:
        """130 committed to an office of a stream with 100: 30 less."""
        found = explained(
            **ONE, measures=[{"id": "m", "serves": "programme"}], commitments=[commitment(130)], rules={"floors": []}
        )
        assert gave_way(found) == [("/commitments/0", 2027, 30)]
        assert clashing(found) == {"/commitments/0": 30}

    def test_aims_fall_short_and_do_not_give_way(self) -> None:
        """The aim asks 200; only what the must (130) asks beyond the 100 has to give way."""
        floors = [{"per_resident": 0.2, "strength": "aim"}, {"per_resident": 0.13}]
        assert gave_way(explained(**ONE, rules={"floors": floors})) == [("/rules/floors/1", 2027, 30)]


class TestTheChoice:
    def test_of_equal_repairs_the_rule_that_comes_first_gives_way(self) -> None:
        """A commitment of 70 and a floor of 60 for 100: 30 too much either way; the floor is the programme's own."""
        found = explained(
            **ONE,
            domains=TWO_DOMAINS,
            measures=[M],
            commitments=[commitment(70)],
            rules={"floors": [{"domain": "werk", "per_resident": 0.06}]},
        )
        assert gave_way(found) == [("/rules/floors/0", 2027, 30)]
        assert clashing(found) == {"/rules/floors/0": 30, "/commitments/0": 30}

    def test_then_the_later_in_the_document(self) -> None:
        wijken = [wijk("a"), wijk("b")]
        floors = [{"wijk": "b", "per_resident": 0.07}, {"wijk": "a", "per_resident": 0.07}]
        assert gave_way(explained(**ONE, wijken=wijken, rules={"floors": floors})) == [("/rules/floors/1", 2027, 40)]

    def test_steps_come_largest_first_and_add_up(self) -> None:
        """Floors of 130 with 100, 90 and 110 there: 40, 30 and 20 less."""
        found = explained(streams=[stream("gemeente", 100, 90, 110)], rules={"floors": [{"per_resident": 0.13}]})
        assert gave_way(found) == [("/rules/floors/0", y, e) for y, e in ((2028, 40), (2027, 30), (2029, 20))]
        assert found.cents == 9000
        assert enough(found) == {"/rules/floors/0/per_resident": 0.09}

    def test_a_part_of_a_cent_is_rounded_up(self) -> None:
        """After 100 at least 66.667 must follow, and 50 is there: 16.667 becomes 16.67."""
        found = explained(
            years=2,
            streams=[stream("gemeente", 100, 50)],
            measures=[M],
            commitments=[commitment(100)],
            rules={"persistence": must(max_drop=0.33333, cells="all")},
        )
        assert gave_way(found) == [("/rules/persistence", 2028, 16.67)]

    def test_the_same_document_gives_the_same_report(self) -> None:
        fields: dict[str, Any] = {**ONE, "rules": {"floors": [{"per_resident": 0.13}]}}
        assert explained(**fields) == explained(**fields)


def test_without_time_nothing_is_claimed() -> None:
    late = explain_clash(prepared(rules={"floors": [{"per_resident": 0.2}]}), time.monotonic() - 1)
    assert (late.steps, late.cents, late.changes, late.conflict, late.minimal) == (None, None, (), (), False)


def test_a_step_says_what_it_is_about() -> None:
    (step,) = explained(**ONE, rules={"floors": [{"per_resident": 0.13}]}).steps or ()
    assert step == Step("floors", "/rules/floors/0", 2027, None, None, "a", "school", 3000, None)


def test_a_repair_in_whole_euros_still_suffices() -> None:
    """Of 100 a part of 0.333 is carried over, so 26.70 of the 60 committed must go; what is written has no cents."""
    kept = stream("s", 100, 0, 0, carry_over={"share": 0.333})
    data = document(streams=[kept], measures=[M], commitments=[commitment(60, by="s", year=2028)])
    ready = prepare(read(json.dumps(data)))
    assert gave_way(explain_clash(ready)) == [("/commitments/0", 2028, 26.7)]
    found = infeasible(ready)
    assert found.repair is not None
    assert [step.euros for step in found.repair.steps] == [27]
    changed = with_changes(data, explain_clash(ready).changes)
    assert changed["commitments"][0]["amount"] == 33
    assert plan_programme(prepare(read(json.dumps(changed)))).status == "optimal"
