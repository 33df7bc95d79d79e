"""Reading a document: every problem at its place and in words, nothing that breaks, nothing lost on the way back."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from planning.document import LARGEST, LARGEST_PLAN, read, read_plan
from planning.messages import CATALOGUE
from planning.messages.documents import DOCUMENTS
from planning.optimiser import plan_programme
from planning.problems import InvalidDocument, Problem
from planning.programme import Programme
from planning.reading.structure import CODES, MOST_ERRORS, OWN, _problem
from planning.reading.text import MOST_PROBLEMS, YEARS
from tests.builders import document, prepared, stream, wijk
from tests.planning.disagreements import DISAGREEMENTS, PLAN
from tests.planning.documents import DEEP, FILES, VALUES, Case, case, placed, problems_of, rules

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))


def all_problems() -> list[tuple[str, Problem]]:
    """A problem of every code, with the code that its case says."""
    found = [(each.code, *problems_of(each.text())) for each in [*FILES, *VALUES, *DISAGREEMENTS]]
    pairs = [(code, problem) for code, problem, *_ in found]
    many = document(wijken=[1] * (MOST_PROBLEMS + 1))
    pairs += [("more_problems", problems_of(json.dumps(many))[-1])]
    with pytest.raises(InvalidDocument) as refused:
        read_plan(json.dumps(document()))
    pairs += [("programme_as_plan", *refused.value.problems)]
    return [*pairs, ("not_accepted", _problem(Programme, {"name": 1}, ("name",), "an_error_of_a_later_pydantic", {}))]


@pytest.mark.parametrize("found", [*FILES, *VALUES], ids=repr)
def test_each_problem_at_its_place(found: Case) -> None:
    assert placed(problems_of(found.text())) == [(found.pointer, found.code)]


class TestCatalogue:
    def test_every_code_is_produced_and_reads_in_both_languages(self) -> None:
        produced = set()
        for code, problem in all_problems():
            produced.add(code)
            assert problem.code == code
            dutch, english = problem.sentence("nl"), problem.sentence("en")
            assert dutch != english
            for text in (dutch, english):
                assert re.fullmatch(r"\S.*\S\.", text), text
                assert not re.search(r"[«“(]None|Decimal|Unusable", text), text
            assert bool(problem.expected("nl")) == bool(problem.expected("en")) == (f"{code}.expected" in DOCUMENTS)
            json.dumps(problem.found, default=str).encode()
        assert produced == {code for code in DOCUMENTS if not code.endswith(".expected")}

    def test_both_languages_name_the_same_values(self) -> None:
        for code, sentences in DOCUMENTS.items():
            dutch, english = ({field for _, field, _, _ in Formatter().parse(text) if field} for text in sentences)
            assert dutch == english, code

    def test_no_other_catalogue_takes_a_code(self) -> None:
        assert all(CATALOGUE[code] == sentences for code, sentences in DOCUMENTS.items())

    def test_every_code_of_the_fields_has_a_sentence(self) -> None:
        assert {*CODES.values(), *OWN} <= set(DOCUMENTS)


class TestSentences:
    @staticmethod
    def only(**fields: Any) -> Problem:
        [problem] = problems_of(case("", "", **fields).text())
        return problem

    def test_negative_money(self) -> None:
        problem = self.only(streams=[stream("regiodeal", -1)])
        assert problem.sentence() == "Geldstroom «regiodeal», amounts 2027: een bedrag kan niet negatief zijn (-1)."
        assert problem.sentence("en") == "Stream “regiodeal”, amounts 2027: an amount cannot be negative (-1)."
        assert problem.expected() == "euro's, 0 of meer"
        assert problem.found == -1

    def test_decimals_are_written_as_the_language_does(self) -> None:
        problem = self.only(streams=[stream("s", 1234.567)])
        assert "(1.234,567)" in problem.sentence("nl")
        assert "(1,234.567)" in problem.sentence("en")
        assert problem.found == Decimal("1234.567")

    def test_places_of_every_depth(self) -> None:
        assert problems_of("[]")[0].sentence() == (
            "Verwacht werd een programma; in dit bestand staat alleen een lijst."
        )
        assert (
            problems_of("null")[0].sentence("en") == "A programme was expected; this file holds only null, so nothing."
        )
        with pytest.raises(InvalidDocument) as refused:
            read_plan("12")
        assert refused.value.problems[0].sentence() == "Verwacht werd een plan; in dit bestand staat alleen een getal."
        assert self.only(streams=1).sentence() == "Veld «streams»: hier hoort een lijst te staan."
        assert self.only(wijken=[1]).sentence() == "Wijk nr. 1: hier hoort een blok te staan."
        assert self.only(index={"by_year": {"2028": 2}}).sentence() == (
            "Prijsindex, by_year 2028: 2 ligt niet tussen -0,2 en 1."
        )

    def test_choices_are_named(self) -> None:
        problem = self.only(count="some")
        assert problem.expected("nl") == '"confirmed", "expected" of "all"'
        assert problem.expected("en") == '"confirmed", "expected" or "all"'

    def test_a_field_that_is_nearly_right(self) -> None:
        problem = self.only(wijken=[wijk("a", bassline={})])
        assert problem.sentence() == "Wijk «a», bassline: dit veld bestaat niet; het lijkt op «baseline»."

    def test_long_values_are_shortened(self) -> None:
        assert len(self.only(count="x" * 10_000).sentence()) < 120
        assert len(self.only(name=[["x" * 1000] * 100] * 10).found) <= 60

    def test_line_and_column(self) -> None:
        [problem] = problems_of('{"zaaiplan": 1,\n  "name": \'Zuid\'}')
        assert problem.sentence("en") == ("This is not valid JSON: it goes wrong at line 2, column 11, near “'Zuid'}”.")

    def test_both_amounts_of_a_doubled_year(self) -> None:
        doubled = next(each for each in VALUES if each.code == "duplicate_key")
        [problem] = problems_of(doubled.text())
        assert (
            problem.sentence()
            == "Geldstroom «s», amounts 2027: «2027» staat hier 2 keer; dan zou maar één waarde tellen."
        )
        assert problem.found == "[1, 2]"


class TestRefusedBeforeReading:
    @pytest.mark.parametrize("data", [b" " * 50_000_000, "é" * 20_000_001, DEEP, DEEP.encode(), "[" * 100_000])
    def test_large_and_deep_files(self, data: str | bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(json, "loads", None)
        [problem] = problems_of(data)
        assert problem.code in ("file_too_large", "too_deep")

    def test_a_large_file_is_not_even_looked_at(self) -> None:
        class Large(bytes):
            def __len__(self) -> int:
                return LARGEST + 1

        assert placed(problems_of(Large(b"{}"))) == [("", "file_too_large")]

    def test_a_plan_may_be_larger_than_a_programme(self) -> None:
        """The plan of a country is 80 MB; what pads it out is refused in a programme alone."""
        padding = " " * (LARGEST + 1)
        plan = plan_programme(prepared())
        text = json.dumps(plan.as_json()) + padding
        assert read_plan(text) == plan
        assert placed(problems_of(json.dumps(document()) + padding)) == [("", "file_too_large")]

        class Large(bytes):
            def __len__(self) -> int:
                return LARGEST_PLAN + 1

        with pytest.raises(InvalidDocument) as refused:
            read_plan(Large(b"{}"))
        assert placed(refused.value.problems) == [("", "file_too_large")]

    def test_brackets_in_texts_do_not_nest(self) -> None:
        assert problems_of(case("", "", name='[{"' * 90 + "\\").text()) == []

    def test_the_deepest_that_is_read(self) -> None:
        assert placed(problems_of("[" * 64 + "]" * 64)) == [("", "not_a_document")]
        assert placed(problems_of("[" * 64)) == [("", "unfinished_json")]

    @pytest.mark.parametrize("text", ["}{" * 1000, "[}" * 1000, '"' + "[" * 1000, '"\\', "\\" * 99, "]" * 1000])
    def test_brackets_that_do_not_fit_are_left_to_the_parser(self, text: str) -> None:
        assert problems_of(text)[0].code == "invalid_json"


class TestMany:
    def test_more_problems_than_can_be_read(self) -> None:
        found = problems_of(json.dumps(document(partners=[{}] * (MOST_PROBLEMS + 5))))
        assert len(found) == MOST_PROBLEMS + 1
        assert placed(found)[0] == ("/partners/0/id", "missing_field")
        assert found[-1].code == "more_problems"

    def test_more_errors_than_can_be_looked_at(self) -> None:
        found = problems_of(json.dumps(document(partners=[{}] * (MOST_ERRORS + 1))))
        assert placed(found)[:2] == [("/partners/0/id", "missing_field"), ("/partners/1/id", "missing_field")]
        assert found[-1].code == "more_problems"
        assert {problem.code for problem in found} == {"missing_field", "unknown_partner", "more_problems"}

    def test_more_unknown_fields_than_can_be_looked_at(self) -> None:
        fields = {f"q{i}": 1 for i in range(MOST_ERRORS + 1)}
        found = problems_of(json.dumps({**fields, **document()}))
        assert {problem.code for problem in found} == {"unknown_field", "more_problems"}

    def test_more_texts_that_cannot_be_shown(self) -> None:
        found = problems_of(json.dumps(document(name=["\x00"] * (2 * MOST_PROBLEMS))))
        assert len(found) == MOST_PROBLEMS + 1
        assert found[-1].code == "more_problems"

    def test_several_at_once(self) -> None:
        text = json.dumps(document(start_year="@", extra=1, count="?", name="a\tb", dial="#")).replace('"#"', "1e99")
        assert placed(problems_of(text)) == [
            ("/name", "control_character"),
            ("/start_year", "not_a_year"),
            ("/extra", "unknown_field"),
            ("/count", "not_one_of"),
            ("/dial", "number_too_long"),
        ]

    def test_one_problem_for_a_value_that_fits_no_branch(self) -> None:
        wijken = [wijk("a", residents="veel"), wijk("b", residents={"2027": -1, "later": 3}), wijk("c", residents=[3])]
        assert placed(problems_of(json.dumps(document(wijken=wijken)))) == [
            ("/wijken/0/residents", "bad_residents"),
            ("/wijken/1/residents/2027", "negative_number"),
            ("/wijken/1/residents/later", "not_a_year"),
            ("/wijken/2/residents", "bad_residents"),
        ]


class TestRead:
    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
    def test_examples(self, path: Path) -> None:
        assert read(path.read_bytes()).wijken

    def test_bytes_text_and_byte_order_mark_are_the_same(self) -> None:
        text = json.dumps(document(name="Zuid é"), ensure_ascii=False)
        programme = read(text)
        assert programme.name == "Zuid é"
        assert all(read(other) == programme for other in (text.encode(), "\ufeff" + text, text.encode("utf-8-sig")))

    def test_money_is_exact(self) -> None:
        text = json.dumps(document(streams=[stream("s", opening="@")])).replace('"@"', "0.07")
        assert read(text).streams[0].opening == Decimal("0.07")

    @pytest.mark.parametrize("number", ["1000", "1000.0", "1e3", "10.00e2"])
    def test_a_whole_number_however_written(self, number: str) -> None:
        text = json.dumps(document(wijken=[wijk("a", residents="@")])).replace('"@"', number)
        assert read(text).wijken[0].residents == 1000

    @pytest.mark.parametrize(
        "fields",
        [
            {"dial": 0, "evenness": 0.25, "steadiness": 0, "round_to": 1},
            {"dial": 4, "evenness": 4, "steadiness": 1, "round_to": 1_000_000},
            {"index": {"default": -0.2, "by_year": {"1950": 1, "2200": 1}}, "price_base_year": 1977},
            {"streams": [stream("s", 0, 0.01, 10**12)]},
            {"wijken": [wijk("é_1.-", 10**9, need={"school": 100})]},
            {"years": 1, "streams": []},
            {"name": "x" * 300},
        ],
        ids=repr,
    )
    def test_the_outermost_values(self, fields: dict[str, Any]) -> None:
        assert problems_of(json.dumps(document(**fields))) == []

    def test_lines_in_reasons_only(self) -> None:
        focus = [{"domain": "school", "reason": "Eerst dit.\n\tDan dat."}]
        assert read(json.dumps(document(wijken=[wijk("a", focus=focus)]))).wijken[0].focus[0].reason.endswith("dat.")

    def test_from_by_its_name_in_the_document(self) -> None:
        programme = read(json.dumps(document(**rules(structural_cover={"from": 2028}))))
        assert programme.rules.structural_cover is not None
        assert programme.rules.structural_cover.from_ == 2028

    def test_problems_are_raised_together(self) -> None:
        with pytest.raises(InvalidDocument, match=r"2 problem") as raised:
            read(json.dumps(document(dial=-1, years=0)))
        assert placed(raised.value.problems) == [("/years", "at_least"), ("/dial", "negative_number")]

    def test_every_field_that_holds_a_year_refuses_text(self) -> None:
        """The names in YEARS are those that the models give to a year that is a value."""
        source = (Path(__file__).parents[2] / "planning").joinpath
        text = "".join(source(name).read_text() for name in ("programme.py", "streams.py", "rules.py", "plan.py"))
        single = set(re.findall(r"^    (\w+): (?:tuple\[)?Year\b", text, re.MULTILINE))
        assert {name.rstrip("_") for name in single} == YEARS


class TestPlan:
    def test_a_plan(self) -> None:
        plan = read_plan(json.dumps({**PLAN, "spend": [{"stream": "s", "measure": "m", "year": 2027, "amount": 1.5}]}))
        assert plan.spend[0].amount == Decimal("1.5")

    def test_all_problems_at_once(self) -> None:
        spend = [{"stream": "s", "measure": "m", "year": "2027", "amount": -1}]
        with pytest.raises(InvalidDocument) as raised:
            read_plan(json.dumps({**PLAN, "zaaiplan_plan": 2, "spend": spend}))
        assert placed(raised.value.problems) == [
            ("/zaaiplan_plan", "wrong_version"),
            ("/spend/0/year", "not_a_year"),
            ("/spend/0/amount", "negative_money"),
        ]
        assert raised.value.problems[-1].sentence().startswith("Betaling nr. 1, amount: een bedrag")

    @pytest.mark.parametrize("status", ["infeasible", "invalid", "stopped"])
    def test_no_plan(self, status: str) -> None:
        with pytest.raises(InvalidDocument) as raised:
            read_plan(json.dumps({"zaaiplan_plan": 1, "status": status, "problems": []}))
        assert placed(raised.value.problems) == [("/status", "plan_without_figures")]

    @pytest.mark.parametrize("data", [b"", "[]", "[" * 1000, b"\xff", '{"status": NaN}', '{"\\u0000": 1}', "{}"])
    def test_no_document(self, data: bytes | str) -> None:
        with pytest.raises(InvalidDocument):
            read_plan(data)
