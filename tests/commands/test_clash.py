"""What the command line says and writes where the rules that must hold clash."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from planning.document import read, read_plan, schema
from planning.problems import InvalidDocument
from tests.builders import document, measure, stream, wijk
from tests.commands.test_commands import Desk, app, desk  # noqa: F401 - fixtures


def seen_before() -> dict[str, Any]:
    """A floor of 130 a year where 100 comes: the checks see it."""
    wijken = [wijk("a", name="Feijenoord"), wijk("b", name="Charlois")]
    return document(wijken=wijken, rules={"floors": [{"wijk": "a", "per_resident": 0.13}]})


def found_by_solving() -> dict[str, Any]:
    """A floor of 100, for which the staff can do 50: no check sees that."""
    return document(
        years=1,
        domains=[{"id": "school", "name": "School"}],
        streams=[stream("gemeente", 100)],
        wijken=[wijk("a", name="Feijenoord")],
        measures=[measure("m", ("a", "school"), fte_per_million=20_000, staff=True)],
        rules={"floors": [{"per_resident": 0.1}], "staff_capacity": {"school": {"2027": 1}}},
    )


@pytest.fixture(params=[seen_before, found_by_solving])
def clash(request: pytest.FixtureRequest) -> dict[str, Any]:
    made: dict[str, Any] = request.param()
    return made


def test_no_figures_and_exit_code_3(desk: Desk, clash: dict[str, Any]) -> None:  # noqa: F811
    result = desk.run("plan", desk.file("d.json", clash), "--out", desk.path("p.json"), "--xlsx", desk.path("p.xlsx"))
    assert result.exit_code == 3
    assert result.stdout == ""
    found = desk.written("p.json")
    assert set(found) == {
        *("zaaiplan_plan", "programme", "programme_sha256", "status", "warnings", "round_to", "solver"),
        *("problems", "repair", "conflict", "conflict_minimal", "notes"),
    }
    assert found["status"] == "infeasible"
    assert not (desk.folder / "p.xlsx").exists()


def test_the_written_repair_adds_up(desk: Desk, clash: dict[str, Any]) -> None:  # noqa: F811
    desk.run("plan", desk.file("d.json", clash), "--out", desk.path("p.json"))
    repair = desk.written("p.json")["repair"]
    assert repair["euros"] == sum(step["euros"] for step in repair["steps"]) > 0
    assert all(step["pointer"].startswith("/rules/") and step["sentence"] for step in repair["steps"])


def test_what_solving_alone_finds(desk: Desk) -> None:  # noqa: F811
    """Floor and staff clash by 50 either way; the floor, which is the programme's own, gives way."""
    result = desk.run("plan", desk.file("d.json", found_by_solving()), "--out", desk.path("p.json"))
    found = desk.written("p.json")
    assert found["problems"] == []
    assert found["conflict_minimal"] is True
    assert {row["pointer"] for row in found["conflict"]} == {"/rules/floors/0", "/rules/staff_capacity/school/2027"}
    assert found["repair"] == {
        "euros": 50,
        "cheapest": True,
        "changes": [{"pointer": "/rules/floors/0/per_resident", "now": 0.1, "enough": 0.05}],
        "steps": [
            {
                "rule": "floors",
                "pointer": "/rules/floors/0",
                "year": 2027,
                "euros": 50,
                "wijk": "a",
                "domain": "school",
                "stream": None,
                "measure": None,
                "sentence": "Verlaag de ondergrens voor School in Feijenoord in 2027 met €\u00a050.",
            }
        ],
    }
    for row in (*found["conflict"], *found["repair"]["steps"]):
        assert f"  {row['pointer']}: {row['sentence']}" in result.stderr
    assert "  /rules/floors/0/per_resident: 0,1 wordt 0,05" in result.stderr


def test_what_the_checks_see_keeps_their_sentences(desk: Desk) -> None:  # noqa: F811
    """The checks' sentence stands under problems; the conflict is the solver's, and the repair is there too."""
    result = desk.run("plan", desk.file("d.json", seen_before()), "--out", desk.path("p.json"))
    found = desk.written("p.json")
    assert [problem["pointer"] for problem in found["problems"]] == ["/rules/floors/0"]
    assert found["problems"][0]["sentence"] in result.stderr
    assert [row["pointer"] for row in found["conflict"]] == ["/rules/floors/0"]
    assert found["repair"]["euros"] == 90


def test_english(desk: Desk) -> None:  # noqa: F811
    result = desk.run("plan", desk.file("d.json", seen_before()), "--out", desk.path("p.json"), "--lang", "en")
    assert "The least that must give way for a plan is €90 together:" in result.stderr
    assert "Lower the floor for school in Feijenoord in 2027 by €30. With 2 other years or places €90" in result.stderr
    assert "/rules/floors/0/per_resident: 0.13 becomes 0.1" in result.stderr


def test_the_document_that_was_changed_so_has_a_plan(desk: Desk, clash: dict[str, Any]) -> None:  # noqa: F811
    desk.run("plan", desk.file("d.json", clash), "--out", desk.path("p.json"))
    for change in desk.written("p.json")["repair"]["changes"]:
        *path, field = change["pointer"].split("/")[1:]
        at: Any = clash
        for part in path:
            at = at[int(part)] if isinstance(at, list) else at[part]
        assert at[field] == change["now"]
        at[field] = change["enough"]
    assert desk.run("plan", desk.file("e.json", clash), "--out", desk.path("q.json")).exit_code == 0


def test_a_rule_that_gives_way_in_many_places_is_one_line_on_the_screen(desk: Desk) -> None:  # noqa: F811
    """A floor of 10 in 30 years without money: one line says the largest and 300 together."""
    data = document(years=30, streams=[stream("gemeente", 0)], rules={"floors": [{"per_resident": 0.01}]})
    result = desk.run("plan", desk.file("d.json", data), "--out", desk.path("p.json"))
    assert len(desk.written("p.json")["repair"]["steps"]) == 30
    assert result.stderr.count("Verlaag de ondergrens") == 1
    assert "Met 29 andere jaren of plekken samen €\u00a0300." in result.stderr


def test_a_long_repair_is_cut_on_the_screen_alone(desk: Desk) -> None:  # noqa: F811
    """30 floors, each of 10 too much of nothing: 20 are shown, and what the other 10 come to."""
    wijken = [wijk(f"w{i}") for i in range(30)]
    floors = [{"wijk": f"w{i}", "per_resident": 0.01} for i in range(30)]
    data = document(years=1, wijken=wijken, streams=[stream("gemeente", 0)], rules={"floors": floors})
    result = desk.run("plan", desk.file("d.json", data), "--out", desk.path("p.json"))
    assert len(desk.written("p.json")["repair"]["steps"]) == 30
    assert result.stderr.count("Verlaag de ondergrens") == 20
    assert "En op 10 andere plaatsen samen €\u00a0100." in result.stderr
    assert result.stderr.count("0,01 wordt 0") == 20


def test_without_time_the_answer_says_what_it_did_not_find(desk: Desk) -> None:  # noqa: F811
    data = desk.file("d.json", seen_before())
    result = desk.run("plan", data, "--out", desk.path("p.json"), "--time-limit", "0")
    assert result.exit_code == 3
    found = desk.written("p.json")
    assert (found["repair"], found["conflict"], found["conflict_minimal"]) == (None, [], False)
    assert found["problems"]
    assert "Het rekenen stopte voordat gevonden was wat er het minst moet wijken" in result.stderr


def test_what_only_whole_decisions_make_clash(desk: Desk) -> None:  # noqa: F811
    """Half of an investment of 100 could be paid of 60, as is committed; all of it cannot."""
    data = document(
        years=1,
        streams=[stream("gemeente", 60)],
        measures=[measure("m", ("a", "school"), profile=[100])],
        commitments=[{"stream": "gemeente", "measure": "m", "year": 2027, "amount": 50}],
    )
    result = desk.run("plan", desk.file("d.json", data), "--out", desk.path("p.json"))
    assert result.exit_code == 3
    found = desk.written("p.json")
    assert found["repair"]["euros"] == 50
    assert found["notes"][0] in result.stderr


def test_the_same_document_gives_the_same_bytes(desk: Desk, clash: dict[str, Any]) -> None:  # noqa: F811
    for name in ("one.json", "two.json"):
        desk.run("plan", desk.file("d.json", clash), "--out", desk.path(name))
    assert (desk.folder / "one.json").read_bytes() == (desk.folder / "two.json").read_bytes()


def test_alternatives_say_the_same(desk: Desk, clash: dict[str, Any]) -> None:  # noqa: F811
    result = desk.run("alternatives", desk.file("d.json", clash), "--out", desk.path("plans"))
    assert result.exit_code == 3
    assert desk.written("plans/beste.json")["repair"]["euros"] > 0


def test_it_is_no_plan_to_read_back(desk: Desk, clash: dict[str, Any]) -> None:  # noqa: F811
    desk.run("plan", desk.file("d.json", clash), "--out", desk.path("p.json"))
    written = (desk.folder / "p.json").read_bytes()
    with pytest.raises(InvalidDocument):
        read_plan(written)
    with pytest.raises(InvalidDocument):
        read(desk.folder.joinpath("d.json").read_text().replace("{", '{"previous": ' + written.decode() + ", ", 1))


def test_check_is_as_it_was(desk: Desk) -> None:  # noqa: F811
    assert desk.run("check", desk.file("d.json", seen_before())).exit_code == 3
    assert desk.run("check", desk.file("d.json", found_by_solving())).exit_code == 0


def test_the_schema_has_it() -> None:
    parts = schema()["$defs"]
    assert set(parts["Repair"]["properties"]) == {"euros", "cheapest", "steps", "changes"}
    assert {"rule", "pointer", "year", "euros", "sentence"} <= set(parts["Step"]["properties"])


def test_why_there_is_no_plan_can_be_served(
    desk: Desk,  # noqa: F811
    app: Flask,  # noqa: F811
    clash: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`flask serve` shows what clashes, for the programme that it was found of and no other; there is no workbook."""
    monkeypatch.setattr("waitress.create_server", Stopped)
    programme, plan = desk.file("d.json", clash), desk.path("p.json")
    desk.run("plan", programme, "--out", plan)
    assert desk.run("serve", programme, plan).exit_code == 0
    client = app.test_client()
    assert "Wat is het minste dat moet wijken?" in client.get("/").get_data(as_text=True)
    assert client.get("/plan.xlsx").status_code == 404
    assert client.get("/plan.json").get_json()["status"] == "infeasible"
    other = desk.run("serve", desk.file("e.json", {**clash, "name": "Anders"}), plan)
    assert other.exit_code == 1
    assert "van een ander programma" in other.stderr


class Stopped:
    """A server that stops as soon as it runs."""

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def run(self) -> None:
        raise KeyboardInterrupt

    def close(self) -> None:
        """Nothing to close."""
