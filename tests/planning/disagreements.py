"""Documents whose parts do not agree with each other: one problem each."""

from __future__ import annotations

from typing import Any

from tests.builders import measure, stream, wijk
from tests.planning.documents import Case, case, les, office, rules

TWO = [wijk("a"), wijk("b")]
RESIDENT = {"room": "resident"}
CHAIN = {"requires": [{"measure": "taal"}]}
TAAL = measure("taal", ("a", "school"), max_per_year=10)
PLAN = {"zaaiplan_plan": 1, "programme": "Klein", "programme_sha256": "0" * 64, "status": "optimal"}


def paid(
    *measures: dict[str, Any], by: dict[str, Any] | None = None, year: int = 2028, **fields: Any
) -> dict[str, Any]:
    """Fields of a document in which a stream "s" (all its money free, or `by`) is committed to the first measure."""
    committed = {"stream": "s", "measure": measures[0]["id"], "year": year, "amount": 10}
    streams = [stream("s", 100, 100, 100, **(by or {}))]
    return {"streams": streams, "measures": list(measures), "commitments": [committed], **fields}


def floor(**fields: Any) -> dict[str, Any]:
    return {"wijk": "a", "domain": "school", "per_resident": 1, **fields}


IDS = [
    case("duplicate_id", "/wijken/1/id", wijken=[wijk("a"), wijk("a")]),
    case("duplicate_id", "/domains/2/id", domains=[{"id": "school"}, {"id": "werk"}, {"id": "school"}]),
    case("duplicate_id", "/partners/1/id", partners=[{"id": "gemeente"}, {"id": "gemeente"}]),
    case("duplicate_id", "/streams/1/id", streams=[stream("s", 1), stream("s", 1)]),
    case("duplicate_id", "/measures/1/id", measures=[les(), les()]),
    case("duplicate_id", "/indicators/1/id", indicators=[{"id": "i", "domain": "school"}] * 2),
    case("focus_twice", "/wijken/0/focus/1/domain", wijken=[wijk("a", focus=[{"domain": "school"}] * 2)]),
    case("cell_twice", "/measures/0/serves/1", measures=[measure("les", ("a", "school"), ("a", "school"))]),
    case("floor_twice", "/rules/floors/1", **rules(floors=[floor(), floor(per_resident=2, strength="must")])),
    case(
        "rooms_above_all",
        "/rules/resident_initiatives/share",
        **rules(frontline_room={"share": 0.6}, resident_initiatives={"share": 0.4001, "strength": "must"}),
    ),
]

NOTHING = [
    case("unknown_domain", "/wijken/0/need/werk", wijken=[wijk("a", need={"werk": 1})]),
    case("unknown_domain", "/wijken/0/focus/0/domain", wijken=[wijk("a", focus=[{"domain": "werk"}])]),
    case("unknown_domain", "/wijken/0/baseline/werk", wijken=[wijk("a", baseline={"werk": 1})]),
    case("unknown_domain", "/indicators/0/domain", indicators=[{"id": "i", "domain": "werk"}]),
    case("unknown_domain", "/streams/0/domains/1", streams=[stream("s", 1, domains=["school", "werk"])]),
    case("unknown_domain", "/regular/0/domain", regular=[{"wijk": "a", "domain": "werk", "per_year": 1}]),
    case("unknown_domain", "/measures/0/serves/0/domain", measures=[measure("les", ("a", "werk"))]),
    case("unknown_domain", "/rules/floors/0/domain", **rules(floors=[floor(domain="werk")])),
    case("unknown_domain", "/rules/staff_capacity/werk", **rules(staff_capacity={"werk": {"2027": 1}})),
    case("unknown_wijk", "/indicators/0/values/b", indicators=[{"id": "i", "domain": "school", "values": {"b": 1}}]),
    case("unknown_wijk", "/streams/0/wijken/0", streams=[stream("s", 1, wijken=["b"])]),
    case("unknown_wijk", "/regular/0/wijk", regular=[{"wijk": "b", "domain": "school", "per_year": 1}]),
    case("unknown_wijk", "/measures/0/serves/1/wijk", measures=[measure("les", ("a", "school"), ("b", "school"))]),
    case("unknown_wijk", "/rules/floors/0/wijk", **rules(floors=[floor(wijk="b")])),
    case("unknown_partner", "/streams/0/partner", streams=[stream("s", 1, partner="politie")]),
    case("unknown_partner", "/streams/0/partner", partners=None),
    case("unknown_stream", "/commitments/0/stream", **paid(les(), streams=[])),
    case("unknown_measure", "/commitments/0/measure", **{**paid(les()), "measures": []}),
    case("unknown_measure", "/streams/0/measures/0", streams=[stream("s", 1, measures=["les"])]),
    case("unknown_measure", "/measures/0/requires/0/measure", measures=[les(max_per_year=1, **CHAIN)]),
]

YEARS = [
    case("outside_term", "/streams/0/amounts/2030", streams=[stream("s", 1, 1, 1, 1)]),
    case("outside_term", "/streams/0/amounts/2026", streams=[stream("s", 1, start=2026)]),
    case("outside_term", "/streams/0/carry_over/until", streams=[stream("s", 1, carry_over={"until": 2030})]),
    case("outside_term", "/measures/0/first_year", measures=[les(first_year=2026)]),
    case("outside_term", "/measures/0/last_year", measures=[les(last_year=2030)]),
    case("outside_term", "/measures/0/start_years/1", measures=[les(profile=[1], start_years=[2027, 2030])]),
    case("outside_term", "/commitments/0/year", **paid(les(), year=2030)),
    case("outside_term", "/rules/structural_cover/from", **rules(structural_cover={"from": 2030})),
    case("outside_term", "/rules/floors/0/from", **rules(floors=[floor(**{"from": 2026})])),
    case("outside_term", "/rules/staff_capacity/school/2030", **rules(staff_capacity={"school": {"2030": 1}})),
    case("not_before_term", "/measures/0/already_running/1", measures=[les(already_running=[2026, 2027])]),
    case("residents_year", "/wijken/0/residents/2025", wijken=[wijk("a", residents={"2025": 1, "2026": 1})]),
    case("residents_year", "/wijken/0/residents/2030", wijken=[wijk("a", residents={"2027": 1, "2030": 1})]),
    case("no_residents", "/wijken/0/residents", wijken=[wijk("a", residents={})]),
    case("first_after_last", "/measures/0/first_year", measures=[les(first_year=2029, last_year=2028)]),
]

MEASURES = [
    case("minimum_above_maximum", "/measures/0/min_per_year", measures=[les(min_per_year=5, max_per_year=3)]),
    case("requires_itself", "/measures/0/requires/0", measures=[les(requires=[{"measure": "les"}])]),
    case("circle", "/measures/1/requires/0", measures=[
        les(max_per_year=1, **CHAIN), {**TAAL, "requires": [{"measure": "les"}]}
    ]),
    case("chain_without_maximum", "/measures/0/requires/0", measures=[les(**CHAIN), TAAL]),
    case("chain_without_maximum", "/measures/0/requires/0", measures=[
        les(max_per_year=1, **CHAIN), {**TAAL, "max_per_year": 0}
    ]),
    case("resident_with_staff", "/measures/0/staff", measures=[les(staff=True, **RESIDENT)]),
    case("resident_with_fte", "/measures/0/fte_per_million", measures=[les(fte_per_million=0.5, **RESIDENT)]),
    case("resident_with_indicator", "/measures/0/indicator", measures=[les(indicator="cijfers", **RESIDENT)]),
    case("resident_with_benefit", "/measures/0/benefit", measures=[les(benefit=1, **RESIDENT)]),
    case("fte_without_staff", "/measures/0/fte_per_million", measures=[les(fte_per_million=11)]),
    case("room_on_office", "/measures/0/room", measures=[office(room="professional")]),
    case("profile_with_maximum", "/measures/0/max_per_year", measures=[les(profile=[5], max_per_year=5)]),
    case("profile_with_minimum", "/measures/0/min_per_year", measures=[les(profile=[5], min_per_year=5)]),
    case("profile_with_duration", "/measures/0/min_years", measures=[les(profile=[5], min_years=2)]),
    case("start_years_without_profile", "/measures/0/start_years", measures=[les(start_years=[2027])]),
]  # fmt: skip

COMMITMENTS = [
    case("commitment_outside_measure", "/commitments/0/year", **paid(les(first_year=2029))),
    case("commitment_outside_measure", "/commitments/0/year", **paid(les(last_year=2027))),
    case("commitment_measure", "/commitments/0/measure", **paid(les(), TAAL, by={"measures": ["taal"]})),
    case("commitment_cell", "/commitments/0/measure", **paid(les(), by={"wijken": ["b"]}, wijken=TWO)),
    case("commitment_cell", "/commitments/0/measure", **paid(
        les(), by={"domains": ["werk"]}, domains=[{"id": "school"}, {"id": "werk"}]
    )),
    case("commitment_office", "/commitments/0/measure", **paid(office(), by={"wijken": ["a"]})),
    case("commitment_staff", "/commitments/0/measure", **paid(les(staff=True), by={"excludes_staff": True})),
]  # fmt: skip

OTHERS = [
    case("far_base_year", "/price_base_year", price_base_year=1970),
    case("norm_on_some", "/domains/1", domains=[{"id": "school", "norm": 100}, {"id": "werk"}]),
    case("plan_without_figures", "/previous/status", previous={**PLAN, "status": "stopped"}),
    case("plan_without_figures", "/previous/status", previous={"status": "infeasible", "repair": {"euros": 5}}),
]

DISAGREEMENTS: list[Case] = [*IDS, *NOTHING, *YEARS, *MEASURES, *COMMITMENTS, *OTHERS]
