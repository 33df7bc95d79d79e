"""Errors found before solving: each worked out by hand, and confirmed by an LP."""

from typing import Any

import pytest

from tests.builders import measure, stream, wijk
from tests.planning.checked import TWO, M, checked, commitment, error, must, text, warnings

# Floors


def test_floors_that_ask_more_than_there_is() -> None:
    # 2 × 1000 residents × 20,60 euros = 41,2 mln with a thousand times the residents; 38 mln comes in
    fields: dict[str, Any] = {
        "wijken": [wijk("noord", 1_000_000), wijk("zuid", 1_000_000)],
        "streams": [stream("gemeente", 50_000_000, 50_000_000, 38_000_000)],
        "rules": {"floors": [{"per_resident": 20.60}]},
    }
    found = error(**fields)
    assert (found.pointer, found.code) == ("/rules/floors/0", "check.floors_whole")
    assert text(found.sentence()) == "De ondergrenzen van 2029 vragen samen € 41,2 mln; er is € 38,0 mln."
    assert text(found.sentence("en")) == "The floors of 2029 ask €41.2 million together; there is €38.0 million."
    # what is left of 2028 makes up for it
    carried = [stream("gemeente", 50_000_000, 50_000_000, 38_000_000, carry_over={"share": 1})]
    assert checked(**{**fields, "streams": carried}).errors == []


def test_amounts_that_would_read_the_same_are_written_out() -> None:
    fields = {
        "wijken": [wijk("noord", 1_000_000), wijk("zuid", 1_000_000)],
        "rules": {"floors": [{"per_resident": 20}]},
    }
    found = error(**fields, streams=[stream("gemeente", 10**9, 10**9, 39_999_999)])
    assert "€ 40.000.000; er is € 39.999.999." in text(found.sentence())


def test_floors_of_years_together() -> None:
    # 2027: 100 of 100 asked; 2028: 100 of 90; a kept 10 would do, but everything of 2027 is asked too
    streams = [stream("gemeente", 100, 90, 500, carry_over={"share": 1})]
    wijken = [wijk("noord", 50), wijk("zuid", 50)]
    found = error(wijken=wijken, streams=streams, rules={"floors": [{"per_resident": 1}]})
    assert text(found.sentence()) == "De ondergrenzen van 2027 en 2028 vragen samen € 200; er is € 190."


def test_a_share_that_may_be_kept_limits_what_is_there() -> None:
    # of 100 a half may be kept: 2028 has 50 + 40 = 90 at most. Exactly 90 is enough
    streams = [stream("gemeente", 100, 40, carry_over={"share": 0.5})]
    floors = {"floors": [{"per_resident": 1, "from": 2028}]}
    for people, errors in ((90, 0), (92, 1)):
        wijken = [wijk("noord", people // 2), wijk("zuid", people // 2)]
        assert len(checked(years=2, wijken=wijken, streams=streams, rules=floors).errors) == errors


def test_a_floor_where_nobody_can_pay() -> None:
    fields = {
        "streams": [stream("gemeente", 100, 100, 100, domains=["werk"])],
        "rules": {"floors": [{"wijk": "zuid", "per_resident": 0.01}]},
    }
    found = error(**TWO, **fields)
    assert (found.pointer, found.code) == ("/rules/floors/0", "check.musts_unpayable")
    assert found.sentence() == (
        "Voor de ondergrenzen is geld nodig waar in 2027 geen geldstroom mag of kan betalen: school in zuid."
    )


def test_a_floor_after_the_last_year_of_the_only_measure() -> None:
    # the measure of the cell ends in 2028, so there is no open one either
    found = error(measures=[measure("m", ("a", "school"), last_year=2028)], rules={"floors": [{"per_resident": 0.01}]})
    assert (found.code, found.values["years"]) == ("check.musts_unpayable", [2029])


def test_a_floor_above_the_maximum_of_the_only_measure() -> None:
    # 1000 × 0.09 = 90; half of a measure of at most 160 comes here
    found = error(
        **{**TWO, "domains": [{"id": "school"}]},
        streams=[stream("gemeente", 1000, 1000, 1000)],
        measures=[measure("m", ("noord", "school"), ("zuid", "school"), max_per_year=160)],
        rules={"floors": [{"wijk": "zuid", "per_resident": 0.09}]},
    )
    assert text(found.sentence()).endswith("is in 2027 € 90 nodig; daar kan hoogstens € 80 heen.")


def test_money_for_one_domain_does_not_meet_floors_of_another() -> None:
    # school may have 100 of 300; 2 × 60 is asked there, 60 in each wijk alone would do
    streams = [stream("gemeente", 100), stream("rijk", 200, domains=["werk"])]
    found = error(**TWO, years=1, streams=streams, rules={"floors": [{"domain": "school", "per_resident": 0.06}]})
    assert found.code == "check.musts_place"
    assert (
        text(found.sentence()) == "school: voor de ondergrenzen is in 2027 € 120 nodig; daar kan hoogstens € 100 heen."
    )


def test_an_aim_is_never_an_error() -> None:
    rules = {
        "floors": [{"per_resident": 999, "strength": "aim"}],
        "hold_harmless": {"share": 1},
        "frontline_room": {"share": 1, "strength": "aim"},
        "structural_cover": {"strength": "aim"},
    }
    streams = [stream("gemeente", 100, 100, 100, kind="incidental")]
    commitments = [commitment(10)]
    assert (
        checked(
            wijken=[wijk("a", baseline={"school": 900})],
            measures=[M],
            streams=streams,
            commitments=commitments,
            rules=rules,
        ).errors
        == []
    )


def test_regular_money_that_counts_meets_floors() -> None:
    rules = {"floors": [{"per_resident": 0.15}]}  # 150 a year; 100 from the stream
    regular = [{"wijk": "a", "domain": "school", "per_year": 50}]
    assert len(checked(rules=rules).errors) == 1
    assert checked(rules=rules, regular=regular, count_regular=True).errors == []
    assert len(checked(rules=rules, regular=regular).errors) == 1


def test_money_of_offices_is_not_there_for_floors() -> None:
    # 100 a year, 30 of which is committed to an office: 70 is left for a floor of 80
    fields = {"measures": [{"id": "bureau", "serves": "programme"}], "commitments": [commitment(30, "bureau")]}
    found = error(**fields, rules={"floors": [{"per_resident": 0.08}]})
    assert (found.values["asked"].cents, found.values["there"].cents) == (8_000, 7_000)


# Other musts


def test_hold_harmless_that_asks_more_than_there_is() -> None:
    # today 120 + 80; prices rise by 10%: 220 in 2027. 100 a year comes in
    found = error(
        domains=[{"id": "school"}, {"id": "werk"}],
        wijken=[wijk("a", baseline={"school": 120, "werk": 80})],
        index={"default": 0.1},
        rules=must("hold_harmless", share=1),
    )
    assert found.pointer == "/rules/hold_harmless"
    assert text(found.sentence()) == (
        "a: voor het niet terugvallen van wijken is in 2027 € 220 nodig; daar kan hoogstens € 100 heen."
    )


def test_persistence_adds_to_the_floors() -> None:
    # baseline 200, at most 10% less a year: 180 in 2027, where 150 comes in; 162 in 2028
    fields = {"wijken": [wijk("a", baseline={"school": 200})], "rules": must("persistence", max_drop=0.1, cells="all")}
    found = error(**fields, streams=[stream("gemeente", 150, 500, 500)])
    assert (found.pointer, found.values["asked"].cents) == ("/rules/persistence", 18_000)
    later = error(**fields, streams=[stream("gemeente", 180, 161, 500)])
    assert (later.values["years"], later.values["asked"].cents) == ([2028], 16_200)
    assert checked(**fields, streams=[stream("gemeente", 180, 162, 145.80)]).errors == []


def test_structural_cover_leaves_too_little_for_floors() -> None:
    streams = [stream("gemeente", 50, 50, 50), stream("rijk", 100, 100, 100, kind="incidental")]
    rules = {**must("structural_cover", **{"from": 2028}), "floors": [{"per_resident": 0.08}]}
    found = error(measures=[M], streams=streams, rules=rules)
    assert found.code == "check.musts_place_covered"
    assert text(found.sentence()) == (
        "school in a: voor de ondergrenzen is in 2028 € 80 nodig; met structurele dekking kan er hoogstens € 50 heen."
    )
    assert checked(streams=streams, rules=rules).errors == []  # open measures are incidental


def test_structural_cover_leaves_too_little_for_several_floors() -> None:
    streams = [stream("gemeente", 50, 50, 50), stream("rijk", 400, 400, 400, kind="incidental")]
    measures = [measure("m", ("noord", "school")), measure("n", ("zuid", "school"))]
    fields: dict[str, Any] = {"wijken": TWO["wijken"], "streams": streams, "measures": measures}
    each = error(**fields, rules={**must("structural_cover"), "floors": [{"per_resident": 0.08}]})
    assert (each.code, each.values["others"]) == ("check.musts_places_covered", ("school in zuid",))
    # 30 each is possible, together 60 is not
    both = error(**fields, rules={**must("structural_cover"), "floors": [{"per_resident": 0.03}]})
    assert text(both.sentence()) == (
        "Voor de ondergrenzen is in 2027 samen € 60 nodig; met structurele dekking is er hoogstens € 50."
    )


@pytest.mark.parametrize(("rule", "kind"), [("frontline_room", "professional"), ("resident_initiatives", "resident")])
def test_a_room_that_nobody_can_pay_in_a_wijk_that_gets_money(rule: str, kind: str) -> None:
    fields: dict[str, Any] = {
        "measures": [measure("kamer", ("a", "school"), room=kind, first_year=2028), M],
        "rules": must(rule, share=0.1),
    }
    # 50 of 100 is committed to m in 2027: 5 must go to the room, which begins in 2028
    found = error(**fields, commitments=[commitment(50)])
    assert (found.pointer, found.code) == (f"/rules/{rule}", f"check.{rule}")
    assert "daarvan moet € 5 naar" in text(found.sentence())
    # 50 in 2028 asks 5 for the room, and 5 is its maximum
    fields["measures"][0]["max_per_year"] = 5
    for amount, errors in ((50, 0), (51, 1)):
        assert len(checked(**fields, commitments=[commitment(amount, year=2028)]).errors) == errors
    # without it the wijk can get nothing in 2027: odd, not impossible
    (dry,) = warnings(**fields)
    assert (dry.code, dry.values["years"]) == (f"check.{rule}_dry", (2027,))


def test_a_focus_that_nobody_can_pay_in_a_wijk_that_gets_money() -> None:
    wijken = [wijk("noord", focus=[{"domain": "werk"}]), wijk("zuid")]
    found = error(
        **{**TWO, "wijken": wijken},
        streams=[stream("gemeente", 100, 100, 100, domains=["school"])],
        rules={
            **must("focus_minimum", share=0.25),
            "floors": [{"wijk": "noord", "domain": "school", "per_resident": 0.04}],
        },
    )
    assert (found.pointer, found.code) == ("/rules/focus_minimum", "check.focus_minimum")


# Commitments


def test_commitments_above_the_money_of_the_stream() -> None:
    # 100 a year, half of what is there may be kept: 2027 pays 70, so 30 is left; 2028 has 130
    streams = [stream("gemeente", 100, 100, 100, carry_over={"share": 0.5})]
    fields = {"measures": [M], "streams": streams}
    enough = [commitment(70), commitment(130, year=2028)]
    assert checked(**fields, commitments=enough).errors == []
    found = error(**fields, commitments=[commitment(70), commitment(100, year=2028), commitment(31, year=2028)])
    assert (found.pointer, found.code) == ("/commitments/1", "check.commitment_money")
    assert text(found.sentence()) == (
        "De verplichtingen van geldstroom «gemeente» in 2028 zijn samen € 131; er is dan hoogstens € 130."
    )


def test_commitments_to_different_streams_and_until() -> None:
    streams = [stream("gemeente", 100, 0, 0, carry_over={"share": 1, "until": 2028})]
    assert checked(measures=[M], streams=streams, commitments=[commitment(100, year=2028)]).errors == []
    assert error(measures=[M], streams=streams, commitments=[commitment(1, year=2029)]).code == "check.commitment_money"


def test_commitments_above_the_maximum_of_the_measure() -> None:
    streams = [stream("gemeente", 100), stream("rijk", 100)]
    commitments = [commitment(60), commitment(41, by="rijk")]
    fields = {"years": 1, "streams": streams, "measures": [measure("m", ("a", "school"), max_per_year=100)]}
    found = error(**fields, commitments=commitments)
    assert (found.pointer, found.code) == ("/commitments/0", "check.commitment_maximum")
    assert text(found.sentence()) == "Aan maatregel «m» is in 2027 € 101 verplicht; zijn maximum is dan € 100."
    assert checked(**fields, commitments=[commitment(60), commitment(40, by="rijk")]).errors == []


def test_a_commitment_that_the_stream_may_not_pay() -> None:
    streams = [stream("gemeente", 100, domains=[]), stream("rijk", 100)]
    found = error(years=1, streams=streams, measures=[M], commitments=[commitment(1, by="rijk"), commitment(1)])
    assert (found.pointer, found.code) == ("/commitments/1", "check.commitment_barred")


def test_incidental_commitments_under_structural_cover() -> None:
    streams = [stream("gemeente", 100, 100, 100, kind="incidental")]
    commitments = [commitment(10), commitment(10, year=2028)]
    fields = {"streams": streams, "commitments": commitments, "rules": must("structural_cover", **{"from": 2028})}
    found = error(measures=[M], **fields)
    assert (found.pointer, found.code) == ("/commitments/1", "check.commitment_uncovered")
    assert checked(measures=[{**M, "kind": "incidental"}], **fields).errors == []


def test_commitments_beyond_the_staff() -> None:
    # 300,000 at 10 per million is 3 posts; prices of 2028 are 20% higher, so 2.5 then
    m = measure("m", ("a", "school"), staff=True, fte_per_million=10)
    rules = {"staff_capacity": {"school": {"2027": 3, "2028": 2.4}}}
    fields = {"measures": [m], "streams": [stream("gemeente", 10**6, 10**6)], "index": {"default": 0.2}, "rules": rules}
    found = error(years=2, **fields, commitments=[commitment(300_000), commitment(300_000, year=2028)])
    assert found.pointer == "/rules/staff_capacity/school/2028"
    assert (
        found.sentence() == "De verplichtingen vragen in 2028 2,5 voltijdbanen in leefdomein «school»; er zijn er 2,4."
    )


def test_a_commitment_that_outruns_its_chain() -> None:
    first = measure("eerst", ("a", "school"), max_per_year=100)
    then = measure("dan", ("a", "school"), max_per_year=50, requires=[{"measure": "eerst", "lag": 1}])
    fields: dict[str, Any] = {"measures": [first, then], "commitments": [commitment(10, "dan")]}
    found = error(**fields)
    assert (found.pointer, found.code) == ("/commitments/0", "check.commitment_chain")
    assert "«eerst»" in found.sentence()
    fields["measures"] = [{**first, "already_running": [2026]}, then]
    assert checked(**fields).errors == []
    # half as far as eerst, so at most 25 of 50 (with eerst in 2026 in full)
    fields["measures"][1]["requires"][0]["share"] = 0.5
    for amount, errors in ((25, 0), (26, 1)):
        assert len(checked(**{**fields, "commitments": [commitment(amount, "dan")]}).errors) == errors
    fields["measures"][1]["requires"][0]["share"] = 1
    # in 2028 a fifth of dan needs a fifth of eerst in 2027: 20 of 100. There is 20, and 19
    fields["commitments"] = [commitment(10, "dan", 2028)]
    for there, errors in ((20, 0), (19, 1)):
        streams = [stream("gemeente", there, 100, 100)]
        assert len(checked(**fields, streams=streams).errors) == errors


def test_a_commitment_that_nobody_can_match() -> None:
    streams = [stream("gemeente", 40, 40), stream("rijk", 100, 100, partner="rijk", match={"from_layers": ["partner"]})]
    found = error(years=2, streams=streams, measures=[M], commitments=[commitment(10, by="rijk", year=2028)])
    assert (found.pointer, found.code) == ("/streams/1/match", "check.commitment_match")
    assert text(found.sentence()) == (
        "De verplichtingen van geldstroom «rijk» in 2028 vragen € 10 cofinanciering; anderen kunnen daar hoogstens € 0 "
        "naast leggen."
    )
    # 40 of the municipality match 40 at a ratio of 1, 80 at a half
    for ratio, amount, errors in ((1, 40, 0), (1, 41, 1), (0.5, 80, 0), (0.5, 81, 1)):
        streams[1]["match"] = {"from_layers": ["municipality"], "ratio": ratio}
        fields = {"years": 2, "streams": streams, "measures": [M]}
        assert len(checked(**fields, commitments=[commitment(amount, by="rijk")]).errors) == errors


def test_a_stream_does_not_match_itself_and_an_office_can_match() -> None:
    streams = [stream("gemeente", 40), stream("rijk", 100, match={})]  # both of the municipality, every layer may match
    office = {"id": "bureau", "serves": "programme"}
    fields: dict[str, Any] = {"years": 1, "streams": streams, "measures": [M, office]}
    for amount, errors in ((40, 0), (41, 1)):
        promised = [commitment(amount, by="rijk"), commitment(30, "bureau")]
        assert len(checked(**fields, commitments=promised).errors) == errors


def test_matching_over_the_term_and_in_a_wijk() -> None:
    match = {"from_layers": ["municipality"], "per": "term"}
    streams = [stream("gemeente", 0, 60, wijken=["noord"]), stream("rijk", 100, 100, partner="rijk", match=match)]
    measures = [measure("n", ("noord", "school")), measure("z", ("zuid", "school"))]
    fields = {**TWO, "years": 2, "streams": streams, "measures": measures}
    assert checked(**fields, commitments=[commitment(60, "z", by="rijk")]).errors == []
    assert len(checked(**fields, commitments=[commitment(61, "z", by="rijk")]).errors) == 1
    match["scope"] = "wijk"
    assert len(checked(**fields, commitments=[commitment(1, "z", by="rijk")]).errors) == 1
    assert checked(**fields, commitments=[commitment(60, "n", by="rijk")]).errors == []
