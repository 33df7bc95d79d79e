"""What is odd but possible: few warnings, one per subject, with the euros."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planning.checks import check
from planning.prepared import prepare
from planning.programme import Programme
from tests.builders import measure, stream, wijk
from tests.planning.checked import TWO, M, checked, commitment, text, warnings

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def test_a_sound_programme_has_no_warnings() -> None:
    found = checked(wijken=[wijk("a", need={"school": 1})])
    assert (found.errors, found.warnings) == ([], [])


def test_warnings_of_need_come_along() -> None:
    assert [warning.code for warning in checked().warnings] == ["need.unknown_everywhere"]


def test_measures_that_no_stream_pays() -> None:
    streams = [stream("gemeente", 100, 100, 100, domains=["school"])]
    extra = [measure("baan", ("noord", "werk")), measure("les", ("noord", "school"))]
    found = warnings(**TWO, streams=streams, measures=extra)
    assert [(w.pointer, w.code) for w in found] == [
        ("/measures/0", "check.measure_unpaid"),
        ("/streams", "check.cells_unpaid"),  # noord-werk has its own; zuid-werk is open
    ]
    assert found[1].sentence().endswith("werk in zuid.")


def test_cells_that_are_paid_in_whole_steps_only() -> None:
    """noord-school has a minimum alone, zuid-werk an investment with an open measure beside it, zuid-school both."""
    measures = [
        measure("les", ("noord", "school"), min_per_year=50),
        measure("zaal", ("zuid", "werk"), profile=[60]),
        measure("plein", ("zuid", "school"), profile=[60]),
        measure("huis", ("zuid", "school"), max_per_year=10, benefit=1),
    ]
    (found,) = warnings(**TWO, measures=measures)
    assert (found.pointer, found.code, found.values["places"]) == (
        "/measures",
        "check.cells_whole",
        ("school in noord",),
    )
    assert found.sentence() == (
        "Hier kan alleen een hele investering of ten minste een minimum worden betaald; minder geld kan er niet heen: "
        "school in noord."
    )
    # with benefit alone an investment leaves no open measure
    (alone,) = warnings(**TWO, measures=measures, objective="benefit")
    assert alone.values["places"] == ("school in noord", "werk in zuid")


def test_a_measure_with_a_minimum_that_nobody_pays_is_not_a_step() -> None:
    streams = [stream("gemeente", 100, 100, 100, domains=["school"])]
    measures = [measure("les", ("noord", "school")), measure("baan", ("noord", "werk"), min_per_year=50)]
    assert "check.cells_whole" not in [w.code for w in warnings(**TWO, streams=streams, measures=measures)]


def test_an_office_without_commitments() -> None:
    (found,) = warnings(measures=[{"id": "bureau", "serves": "programme"}])
    assert (found.pointer, found.code) == ("/measures/0", "check.office_idle")
    paid = [commitment(5, "bureau")]
    assert warnings(measures=[{"id": "bureau", "serves": "programme"}], commitments=paid) == []


def test_a_stream_that_no_measure_may_use() -> None:
    streams = [stream("gemeente", 100, 100, 100), stream("los", 100, 0, 50, opening=10, measures=["m"])]
    m = measure("m", ("a", "school"), staff=True)
    streams[1]["excludes_staff"] = True
    (found,) = [w for w in warnings(streams=streams, measures=[m]) if w.code != "check.cliff_stream"]
    assert (found.pointer, found.code) == ("/streams/1", "check.stream_idle")
    assert "€ 160 blijft liggen" in text(found.sentence())


def test_years_in_which_no_measure_may_use_a_stream() -> None:
    # m ends in 2028: the 100 of 2029 lapses; what may be kept of the past does not matter
    m = measure("m", ("a", "school"), last_year=2028)
    (found,) = warnings(streams=[stream("gemeente", 100, 100, 100, carry_over={})], measures=[m])
    assert (found.code, found.values["lost"], found.values["years"]) == ("check.stream_idle_years", 10_000, (2029,))
    # money that may be kept until there is something to pay is not lost
    later = measure("m", ("a", "school"), first_year=2028)
    assert warnings(streams=[stream("gemeente", 100, 100, 100, carry_over={})], measures=[later]) == []
    half = [stream("gemeente", 100, 100, 100, carry_over={"share": 0.5})]
    assert [w.values["lost"] for w in warnings(streams=half, measures=[later])] == [5_000]


def test_maxima_below_the_money() -> None:
    # 60 + 20 a year of 100: 20 lapses each year, when nothing may be kept
    measures = [measure("m", ("a", "school"), max_per_year=60), measure("n", ("a", "school"), max_per_year=20)]
    (found,) = warnings(measures=measures)
    assert (found.code, found.values["lost"]) == ("check.stream_maxima", 6_000)
    # kept money needs room later: 5 too much in 2027, room for 5 more in 2029
    growing = [stream("gemeente", 85, 80, 75, carry_over={"share": 1})]
    assert warnings(measures=measures, streams=growing) == []


def test_co_financing_that_is_short_at_best() -> None:
    # the 30 a year of the municipality match 30 at a ratio of 1; the other 70 lapse
    streams = [
        stream("gemeente", 30, 30, 30),
        stream("rijk", 100, 100, 100, partner="rijk", match={"from_layers": ["municipality"]}),
    ]
    (found,) = warnings(streams=streams)
    assert (found.pointer, found.code, found.values["lost"]) == ("/streams/1/match", "check.stream_match", 21_000)
    streams[1]["match"]["ratio"] = 0.3
    assert warnings(streams=streams) == []
    streams[1]["match"] = {"from_layers": ["partner"]}
    assert [w.code for w in warnings(streams=streams)] == ["check.stream_no_match"]


def test_cliffs() -> None:
    # rijk falls by 40 of 140 in 2028 and by 50 of 100 in 2029
    streams = [stream("gemeente", 50, 50, 50), stream("rijk", 90, 50, 0, partner="rijk")]
    (found,) = warnings(streams=streams)
    assert (found.pointer, found.code) == ("/streams/1/amounts", "check.cliff_stream_more")
    assert text(found.sentence()) == (
        "Ravijnjaar 2029: geldstroom «rijk» brengt dan € 50 minder dan het jaar ervoor. "
        "Ook in 2028 valt zij sterk terug."
    )
    # a tenth is not a cliff, more is
    assert warnings(streams=[stream("gemeente", 100, 90, 81)]) == []
    assert [w.values["year"] for w in warnings(streams=[stream("gemeente", 100, 89, 89)])] == [2028]


def test_streams_of_a_layer_that_fall_together() -> None:
    streams = [stream("gemeente", 60, 60, 60)] + [stream(f"r{i}", 20, 20, 12, partner="rijk") for i in range(2)]
    (found,) = warnings(streams=streams)  # 8 each is under 10 of 100, 16 together is not
    assert (found.pointer, found.code, found.values["lost"]) == ("/streams", "check.cliff_state", 1_600)
    assert "het Rijk" in found.sentence()


def test_streams_that_do_not_count() -> None:
    streams = [stream("gemeente", 100, 100, 100)] + [stream(name, 50, certainty="possible") for name in ("x", "y")]
    commitments = [commitment(20, by="x")]
    found = warnings(streams=streams, measures=[M], commitments=commitments)
    assert [(w.pointer, w.code) for w in found] == [
        ("/count", "check.not_counted"),
        ("/commitments/0", "check.commitment_not_counted"),
    ]
    assert text(found[0].sentence()) == "Niet meegeteld, alleen genoemd: x en y, samen € 100."


def test_a_wijk_without_residents() -> None:
    (found,) = warnings(wijken=[wijk("a"), wijk("haven", 0)])
    assert (found.pointer, found.code) == ("/wijken/1/residents", "check.no_residents")


def test_a_domain_without_a_task_field_is_fine() -> None:
    assert warnings(domains=[{"id": "school", "taakveld": ""}]) == []


@pytest.mark.parametrize("name", ["rotterdam", "smallest", "investeringen"])
def test_the_examples_can_be_planned(name: str) -> None:
    text_of = (EXAMPLES / f"{name}.json").read_text(encoding="utf-8")
    found = check(prepare(Programme.model_validate(json.loads(text_of, parse_float=Decimal))))
    assert found.errors == []
    assert len(found.warnings) <= 12


def told(**fields: object) -> list[tuple[str, str]]:
    return [(found.pointer, found.code) for found in warnings(**fields)]


def test_a_domain_in_which_nobody_has_need() -> None:
    wijken = [wijk("noord", need={"school": 1, "werk": 0}), wijk("zuid", need={"school": 2, "werk": 0})]
    codes = [("/wijken", "check.no_line_domain_need"), ("/domains", "check.one_domain")]
    assert told(domains=TWO["domains"], wijken=wijken) == codes
    assert told(domains=TWO["domains"], wijken=wijken, dial=0) == []  # then need does not count


def test_a_domain_that_weighs_nothing() -> None:
    domains = [{"id": "school"}, {"id": "werk", "share": 0}, {"id": "wonen"}]
    assert told(wijken=TWO["wijken"], domains=domains) == [("/domains/1", "check.no_line_domain_share")]
    norms = [{"id": "school", "norm": 10}, {"id": "werk", "norm": 0}, {"id": "wonen", "norm": 5}]
    assert told(wijken=TWO["wijken"], domains=norms) == [("/domains/1", "check.no_line_domain_share")]


def test_all_money_to_one_wijk() -> None:
    wijken = [wijk("noord", need={"school": 0}), wijk("zuid", need={"school": 1})]
    assert told(wijken=wijken) == [("/wijken/0/need", "check.no_line_wijk"), ("/wijken", "check.one_wijk")]


def test_no_need_at_all() -> None:
    assert told(wijken=[wijk("a", need={"school": 0})]) == [
        ("/streams/0", "check.stream_idle"),
        ("/wijken", "check.no_line_anywhere"),
    ]


def test_an_objective_that_says_nothing() -> None:
    """Benefit alone and none anywhere, or weights of 0: money goes anywhere, so that is said."""
    unsaid, worth = [measure("m", ("a", "school"))], [measure("m", ("a", "school"), benefit=1)]
    none, zero = [("/objective", "check.no_benefit_anywhere")], [("/objective", "check.objective_zero")]

    def told_of(objective: object, measures: list[dict[str, Any]]) -> list[tuple[str, str]]:
        found = told(wijken=[wijk("a"), wijk("b")], measures=measures, objective=objective)
        return [each for each in found if each[0] == "/objective"]

    for alone in ("benefit", {"coverage": 0, "benefit": 1}):
        assert told_of(alone, unsaid) == none
        assert told_of(alone, worth) == []
    assert told_of({"coverage": 0, "benefit": 0}, worth) == zero
    for lined in ("coverage", {"coverage": 0.1, "benefit": 1}):
        assert told_of(lined, unsaid) == []


def test_items_that_read_the_same() -> None:
    wijken = [wijk("a", name="Noord"), wijk("b", name=" noord\u200b"), wijk("noord"), wijk("c", name="Zuid")]
    (found,) = warnings(wijken=wijken)
    assert (found.pointer, found.code, found.values["ids"]) == (
        "/wijken/1/name",
        "check.same_name_wijken",
        ("a", "b", "noord"),
    )
    streams = [stream("s", 100, name="Regio Deal"), stream("t", 100, 100, 100, name="Regio  Deal")]
    measures = [measure("m", ("a", "school"), name="Les"), measure("n", ("a", "school"), name="Les")]
    codes = [code for _, code in told(streams=streams, measures=measures)]
    assert codes[-2:] == ["check.same_name_streams", "check.same_name_measures"]
