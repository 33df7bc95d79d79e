"""`flask explain` and `flask plan --reasons`, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app import create_app
from planning.document import read_plan
from tests.builders import document, measure, stream, wijk


def two() -> dict[str, Any]:
    """60,000 for a and 20,000 that is free, for two equal wijken: lines of 40,000. Without the earmark 40,000 each."""
    return document(
        years=1,
        wijken=[wijk("a", name="Noord"), wijk("b", name="Zuid")],
        streams=[stream("vrij", 20_000), stream("rijk", 60_000, name="Regio Deal", wijken=["a"])],
    )


class Desk:
    """A folder with documents, and the command line; amounts in what it says have plain spaces."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.app, self.folder = app, folder

    def file(self, content: Any, name: str = "programma.json") -> str:
        (self.folder / name).write_text(json.dumps(content), encoding="utf-8")
        return str(self.folder / name)

    def run(self, *arguments: str) -> Result:
        result = self.app.test_cli_runner().invoke(args=list(arguments))
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result

    def says(self, *arguments: str) -> str:
        result = self.run(*arguments, "--quiet")
        assert result.exit_code == 0, result.output
        return result.stdout.replace("\u00a0", " ")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(create_app(), tmp_path)


class TestExplain:
    def test_who_gives_so_that_others_get(self, desk: Desk) -> None:
        said = desk.says("explain", desk.file(two()))
        assert "Noord krijgt over de hele looptijd € 20.000 meer dan bij gelijke behandeling (nominaal)." in said
        assert "Zuid krijgt over de hele looptijd € 20.000 minder dan bij gelijke behandeling (nominaal)." in said
        assert "Niemand maakt dit over" in said
        row = next(line for line in said.splitlines() if line.startswith("Zuid ") and "krijgt" not in line)
        assert row.split("€")[1:] == [" 20.000  ", " 20.000"]

    def test_why_a_cell_is_not_on_its_line(self, desk: Desk) -> None:
        said = desk.says("explain", desk.file(two()), "--wijk", "b", "--domain", "school")
        assert "Zuid krijgt voor school over de hele looptijd € 20.000 minder dan de zaailijn (nominaal)." in said
        assert "  Zonder het oormerk van «Regio Deal» zou Zuid daarvoor € 20.000 meer krijgen." in said
        assert "redenen tellen niet op" in said
        assert "Noord" not in said

    def test_why_in_english_and_of_a_domain(self, desk: Desk) -> None:
        said = desk.says("explain", desk.file(two()), "--domain", "school", "--lang", "en", "--year", "2027")
        assert "Noord gets €20,000 more for school over the whole term" in said
        assert "Without the earmark of “Regio Deal” Zuid would get €20,000 more for it." in said
        assert "reasons do not add up" in said

    def test_of_one_year(self, desk: Desk) -> None:
        programme = {**two(), "years": 2}
        said = desk.says("explain", desk.file(programme), "--wijk", "b", "--year", "2028")
        assert "Zuid krijgt voor school in 2028" in said

    def test_with_no_effort_nothing_is_looked_at(self, desk: Desk) -> None:
        said = desk.says("explain", desk.file(two()), "--wijk", "b", "--effort", "0")
        assert "Geen van de nagegane onderdelen" in said
        assert "onderdelen die weg te laten zijn, is nagegaan" in said

    def test_a_thousand_euros_more(self, desk: Desk) -> None:
        said = desk.says("explain", desk.file(two()), "--stream", "rijk", "--year", "2027", "--lang", "en")
        assert "€1,000 more of “Regio Deal” in 2027" in said
        assert "Noord gets €1,000 more." in said

    def test_a_thousand_euros_more_of_every_year(self, desk: Desk) -> None:
        said = desk.says("explain", desk.file({**two(), "years": 2}), "--stream", "vrij")
        assert "in 2027 (" in said
        assert "in 2028 (" in said

    @pytest.mark.parametrize(
        ("option", "value", "sentence"),
        [
            ("--wijk", "nergens", "Wijk «nergens» staat niet in het programma."),
            ("--domain", "geluk", "Leefdomein «geluk» staat niet"),
            ("--stream", "goud", "Geldstroom «goud» staat niet"),
            ("--year", "2050", "2050 valt buiten de looptijd."),
        ],
    )
    def test_what_is_not_there(self, desk: Desk, option: str, value: str, sentence: str) -> None:
        result = desk.run("explain", desk.file(two()), option, value)
        assert result.exit_code == 2
        assert sentence in result.stderr

    def test_not_both_a_stream_and_a_wijk(self, desk: Desk) -> None:
        result = desk.run("explain", desk.file(two()), "--stream", "rijk", "--wijk", "a")
        assert result.exit_code == 2
        assert "niet allebei" in result.stderr

    def test_without_a_plan_there_is_nothing_to_explain(self, desk: Desk) -> None:
        floors = [{"wijk": "a", "domain": "school", "per_resident": 90}]
        result = desk.run("explain", desk.file({**two(), "rules": {"floors": floors}}))
        assert result.exit_code == 3
        clash = {
            **two(),
            "measures": [measure("m", ("a", "school"), max_per_year=10)],
            "rules": {"floors": [{"wijk": "a", "domain": "school", "per_resident": 0.05}]},
        }
        assert desk.run("explain", desk.file(clash)).exit_code == 3

    def test_an_invalid_document(self, desk: Desk) -> None:
        assert desk.run("explain", desk.file({"zaaiplan": 1})).exit_code == 2


class TestReasons:
    def test_the_plan_has_its_reasons_and_verifies(self, desk: Desk) -> None:
        programme, out = desk.file(two()), str(desk.folder / "plan.json")
        result = desk.run("plan", programme, "--out", out, "--reasons")
        assert result.exit_code == 0
        assert "Redenen nagaan" in result.stderr
        plan = read_plan(Path(out).read_bytes())
        assert [(row.wijk, row.pointer, row.euros) for row in plan.reasons] == [
            ("a", "/streams/1/wijken", -20_000),
            ("b", "/streams/1/wijken", 20_000),
        ]
        assert any("redenen tellen niet op" in sentence for sentence in plan.about_reasons)
        assert not any("redenen" in row.sentence.lower() for row in plan.warnings)
        assert result.stdout.rstrip().endswith("redenen tellen niet op.")
        assert desk.run("verify", programme, out).exit_code == 0

    def test_all_pieces_of_a_small_programme_are_looked_at(self, desk: Desk) -> None:
        earmarked = [stream(f"s{i}", 1_000, wijken=["a"]) for i in range(8)]
        fields = {**two(), "streams": [*two()["streams"], *earmarked]}
        out = str(desk.folder / "plan.json")
        assert desk.run("plan", desk.file(fields), "--out", out, "--reasons", "--quiet").exit_code == 0
        assert "alle 19 onderdelen" in read_plan(Path(out).read_bytes()).about_reasons[0]

    def test_the_same_bytes_twice(self, desk: Desk) -> None:
        programme, found = desk.file(two()), []
        for name in ("een.json", "twee.json"):
            desk.run("plan", programme, "--out", str(desk.folder / name), "--reasons", "--quiet")
            found.append((desk.folder / name).read_bytes())
        assert found[0] == found[1]

    def test_without_it_there_are_none(self, desk: Desk) -> None:
        out = str(desk.folder / "plan.json")
        desk.run("plan", desk.file(two()), "--out", out, "--quiet")
        assert read_plan(Path(out).read_bytes()).reasons == ()

    def test_without_a_plan_there_are_no_reasons(self, desk: Desk) -> None:
        out = str(desk.folder / "plan.json")
        floors = [{"per_resident": 45}]
        result = desk.run("plan", desk.file({**two(), "rules": {"floors": floors}}), "--out", out, "--reasons")
        assert result.exit_code == 3


class TestWhatIsNotExplained:
    def test_a_whole_country(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        """A programme that is divided as a market has gifts, and no reasons: its plan says so."""
        monkeypatch.setattr("planning.optimiser.planner.MOST_CELLS", 1)
        programme, out = desk.file(two()), str(desk.folder / "plan.json")
        assert "Noord krijgt over de hele looptijd € 20.000 meer" in desk.says("explain", programme)
        refused = desk.run("explain", programme, "--wijk", "a")
        assert refused.exit_code == 2
        assert "niet nagegaan" in refused.stderr
        assert desk.run("plan", programme, "--out", out, "--reasons", "--quiet").exit_code == 0
        plan = read_plan(Path(out).read_bytes())
        assert plan.reasons == ()
        assert "niet nagegaan" in plan.about_reasons[0]

    def test_whole_decisions(self, desk: Desk) -> None:
        """They stay as they are in the plan, and that is said."""
        building = [{"id": "gebouw", "serves": [{"wijk": "a", "domain": "school"}], "profile": [10_000]}]
        found = desk.run("explain", desk.file({**two(), "measures": building}), "--wijk", "a")
        assert found.exit_code == 0, found.output
        assert "zoals in het plan" in found.stdout
