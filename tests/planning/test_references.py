"""What does not agree within a document is found, named in words, and listed with everything else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planning.document import read
from planning.references import reference_problems
from tests.builders import document, measure, stream, wijk
from tests.planning.disagreements import CHAIN, DISAGREEMENTS, PLAN, TAAL, floor, paid
from tests.planning.documents import Case, case, les, office, placed, problems_of, rules

NBSP = "\u00a0"


def problems(**fields: Any) -> list[tuple[str, str]]:
    return placed(problems_of(json.dumps(document(**fields))))


def sentence(found: Case, language: Any = "nl") -> str:
    [problem] = problems_of(found.text())
    return problem.sentence(language)


@pytest.mark.parametrize("found", DISAGREEMENTS, ids=repr)
def test_each_is_found_at_its_place(found: Case) -> None:
    assert placed(problems_of(found.text())) == [(found.pointer, found.code)]


class TestSentences:
    def test_minimum_above_maximum(self) -> None:
        found = case("", "", measures=[measure("extra-lesuren", ("a", "school"), min_per_year=5, max_per_year=3)])
        assert sentence(found) == (
            f"Maatregel «extra-lesuren» heeft een minimum (€{NBSP}5) boven het maximum (€{NBSP}3)."
        )
        assert sentence(found, "en") == "Measure “extra-lesuren” has a minimum (€5) above its maximum (€3)."

    def test_cents_where_euros_would_read_the_same(self) -> None:
        found = case("", "", measures=[les(min_per_year=3.4, max_per_year=3.2)])
        assert f"(€{NBSP}3,40) boven het maximum (€{NBSP}3,20)" in sentence(found)

    def test_reference_to_nothing_says_where(self) -> None:
        found = case("", "", streams=[stream("regiodeal", 1, wijken=["feyenoord"])])
        assert sentence(found) == "Geldstroom «regiodeal», wijken nr. 1: wijk «feyenoord» staat niet in het programma."
        assert sentence(found, "en") == "Stream “regiodeal”, wijken no. 1: wijk “feyenoord” is not in the programme."

    def test_year_outside_the_term(self) -> None:
        found = case("", "", streams=[stream("regiodeal", 1, start=2031)])
        assert sentence(found) == "Geldstroom «regiodeal», amounts 2031: 2031 valt buiten de looptijd (2027 t/m 2029)."

    def test_place_in_rules(self) -> None:
        found = case("", "", **rules(floors=[floor(wijk="b")]))
        assert sentence(found) == "Regel «Ondergrenzen (floors)», nr. 1 wijk: wijk «b» staat niet in het programma."

    def test_names_beside_ids(self) -> None:
        """What has a name is called by it, with the id to find it by; an id that refers to nothing is all there is."""
        named = {"name": "Extra lesuren", "min_per_year": 5, "max_per_year": 3}
        assert sentence(case("", "", measures=[les(**named)])).startswith("Maatregel «Extra lesuren (les)» heeft")
        found = case("", "", wijken=[wijk("a", name="Zuid", bassline={})])
        assert sentence(found).startswith("Wijk «Zuid (a)», bassline: dit veld bestaat niet")
        by = {"name": "Regio Deal", "measures": ["bureau"]}
        assert sentence(case("", "", **paid(les(name="Lessen"), office(), by=by))) == (
            "Geldstroom «Regio Deal (s)» is verplicht aan maatregel «Lessen (les)», maar mag die niet betalen "
            "(measures)."
        )

    def test_a_long_name_leaves_room_for_its_id(self) -> None:
        found = case("", "", wijken=[wijk("a", name="Z" * 300, bassline={})])
        assert sentence(found).startswith(f"Wijk «{'Z' * 55}… (a)», bassline")

    def test_rooms_that_ask_more_than_all_money(self) -> None:
        found = case("", "", **rules(frontline_room={"share": 0.6}, resident_initiatives={"share": 0.65}))
        assert sentence(found) == (
            "Regel «Bewonersinitiatieven (resident_initiatives)», share: de professionele ruimte en de "
            "bewonersinitiatieven moeten samen 125% van het geld van elke wijk krijgen, meer dan er is. "
            "Zo kan er naar geen enkele wijk geld."
        )
        [problem] = problems_of(found.text())
        assert problem.expected() == "hoogstens 0,4, of een van beide als streven (aim)"

    def test_item_without_id_is_counted(self) -> None:
        found = case("", "", **paid(les(), year=2030))
        assert sentence(found).startswith("Verplichting nr. 1, year: 2030 valt buiten de looptijd")

    def test_circle_is_spelled_out(self) -> None:
        def link(first: str, second: str) -> dict[str, Any]:
            return measure(first, ("a", "school"), max_per_year=1, requires=[{"measure": second}])

        found = case("", "", measures=[link("x", "a"), link("a", "b"), link("b", "c"), link("c", "a")])
        assert sentence(found) == (
            "Deze maatregelen bouwen in een kring op elkaar voort: a → b → c → a. Geen ervan kan beginnen."
        )


class TestChains:
    def test_every_circle_is_named_once(self) -> None:
        def link(first: str, *others: str) -> dict[str, Any]:
            return office(first, max_per_year=1, requires=[{"measure": other} for other in others])

        measures = [link("a", "b"), link("b", "a", "c"), link("c", "d", "d"), link("d", "c"), link("e", "a", "c")]
        found = problems(measures=measures)
        assert found == [("/measures/1/requires/0", "circle"), ("/measures/3/requires/0", "circle")]

    def test_a_diamond_is_no_circle(self) -> None:
        def link(first: str, *others: str) -> dict[str, Any]:
            return office(first, max_per_year=1, requires=[{"measure": other} for other in others])

        assert problems(measures=[link("a", "b", "c"), link("b", "d"), link("c", "d"), link("d")]) == []

    def test_ten_thousand_links_need_no_deep_stack(self) -> None:
        n = 10_000
        measures = [{"id": f"m{i}", "max_per_year": 1, "requires": [{"measure": f"m{(i + 1) % n}"}]} for i in range(n)]
        assert [found.code for found in reference_problems({"measures": measures})] == ["circle"]

    def test_a_profile_counts_as_a_maximum(self) -> None:
        investment = measure("taal", ("a", "school"), profile=[5, 5])
        assert problems(measures=[les(max_per_year=1, **CHAIN), investment]) == []

    def test_both_ends_without_maximum_are_one_problem(self) -> None:
        assert problems(measures=[les(**CHAIN), measure("taal", ("a", "school"))]) == [
            ("/measures/0/requires/0", "chain_without_maximum")
        ]


class TestAllowed:
    """What looks odd and is meant."""

    def test_commitments_add_up(self) -> None:
        twice = paid(les())
        assert problems(**{**twice, "commitments": twice["commitments"] * 2}) == []

    def test_a_floor_that_rises(self) -> None:
        assert problems(**rules(floors=[floor(), floor(**{"from": 2028}), floor(strength="aim")])) == []

    def test_rooms_that_take_all_money_or_of_which_one_is_an_aim(self) -> None:
        professional, most = {"share": 0.6}, {"share": 0.4}
        assert problems(**rules(frontline_room=professional, resident_initiatives=most)) == []
        aim = {"share": 0.7, "strength": "aim"}
        assert problems(**rules(frontline_room=professional, resident_initiatives=aim)) == []
        assert problems(**rules(frontline_room=aim, resident_initiatives=professional)) == []

    def test_residents_of_the_year_before(self) -> None:
        assert problems(wijken=[wijk("a", residents={"2026": 10, "2029": 12})]) == []

    def test_prices_of_any_year(self) -> None:
        assert problems(index={"by_year": {"1999": 0.02, "2045": 0.03}}, price_base_year=2020) == []

    def test_an_office_in_a_chain(self) -> None:
        assert problems(measures=[office(max_per_year=1, **CHAIN), TAAL]) == []

    def test_a_free_stream_pays_an_office(self) -> None:
        assert problems(**paid(office())) == []

    def test_an_unmeasured_resident_initiative(self) -> None:
        assert problems(measures=[les(room="resident", benefit=0, staff=False, indicator=None)]) == []

    def test_a_norm_for_every_domain(self) -> None:
        assert problems(domains=[{"id": "school", "norm": 100}, {"id": "werk", "norm": 0}]) == []

    def test_the_six_domains_that_are_left_out(self) -> None:
        fields = document(wijken=[wijk("a", need={"veiligheid": 2}, focus=[{"domain": "inkomen"}])])
        del fields["domains"]
        assert problems_of(json.dumps(fields)) == []

    @pytest.mark.parametrize("status", ["optimal", "gap"])
    def test_a_previous_plan(self, status: str) -> None:
        assert problems(previous={**PLAN, "status": status}) == []

    def test_a_minimum_equal_to_the_maximum(self) -> None:
        assert problems(measures=[les(min_per_year=5, max_per_year=5, first_year=2028, last_year=2028)]) == []


class TestTogether:
    def test_form_and_references_in_one_reading_in_document_order(self) -> None:
        found = problems(
            dial=-1,
            wijken=[wijk("a", need={"werk": 1, "school": 200})],
            streams=[stream("s", 1, 1, 1, 1, partner="politie", kind="los")],
            measures=[les(min_per_year=5, max_per_year=3, first_year=2035, staff=0)],
        )
        assert found == [
            ("/wijken/0/need/werk", "unknown_domain"),
            ("/wijken/0/need/school", "out_of_range"),
            ("/streams/0/partner", "unknown_partner"),
            ("/streams/0/amounts/2030", "outside_term"),
            ("/streams/0/kind", "not_one_of"),
            ("/dial", "negative_number"),
            ("/measures/0/min_per_year", "minimum_above_maximum"),
            ("/measures/0/first_year", "outside_term"),
            ("/measures/0/staff", "not_a_flag"),
        ]

    def test_a_resident_initiative_with_everything(self) -> None:
        everything = les(room="resident", staff=True, fte_per_million=1, indicator="x", benefit=1)
        assert [code for _, code in problems(measures=[everything])] == [
            "resident_with_staff",
            "resident_with_fte",
            "resident_with_indicator",
            "resident_with_benefit",
        ]

    def test_a_list_that_cannot_be_read_makes_no_references_fail(self) -> None:
        assert problems(wijken=5, measures=[les()]) == [("/wijken", "not_a_list")]

    def test_one_problem_where_an_id_is_wrong_and_unknown(self) -> None:
        assert problems(streams=[stream("s", 1, wijken=["wijk b"])]) == [("/streams/0/wijken/0", "bad_id")]

    def test_a_term_that_cannot_be_read_makes_no_years_fail(self) -> None:
        assert problems(start_year="later") == [("/start_year", "not_a_year")]

    def test_a_commitment_that_may_not_be_paid_for_three_reasons(self) -> None:
        found = problems(
            **paid(les(staff=True), TAAL, by={"measures": ["taal"], "excludes_staff": True, "domains": []}, year=2027)
        )
        assert [code for _, code in found] == ["commitment_measure", "commitment_staff", "commitment_cell"]


@pytest.mark.parametrize("junk", [None, 1, "x", [], [1], {}, [[]], {"a": 1}, [{"id": 1}], [{"id": ["a"]}], True])
def test_junk_in_any_part_is_passed_over(junk: Any) -> None:
    """The form names it; here nothing breaks."""
    rich = document(
        **paid(les(requires=[{"measure": "taal"}], already_running=[2026]), TAAL),
        **rules(floors=[floor()], staff_capacity={"school": {"2027": 1}}, structural_cover={"from": 2028}),
        indicators=[{"id": "i", "domain": "school", "values": {"a": 1}}],
        regular=[{"wijk": "a", "domain": "school", "per_year": 1}],
    )
    for name in rich:
        list(reference_problems({**rich, name: junk}))
        if isinstance(rich[name], list):
            for field in rich[name][0]:
                list(reference_problems({**rich, name: [{**rich[name][0], field: junk}]}))


def test_what_is_allowed_can_be_read() -> None:
    programme = read(json.dumps(document(**paid(les()))))
    assert programme.commitments[0].measure == "les"
