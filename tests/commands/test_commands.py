"""The command line, as a user runs it: what it writes, what it says, how it ends."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app import create_app
from planning.document import read_plan
from tests.builders import document, measure, stream, wijk

SMALLEST = Path(__file__).parent.parent.parent / "examples" / "smallest.json"


@pytest.fixture
def app() -> Flask:
    return create_app()


class Desk:
    """A folder with documents, and the command line."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.app, self.folder = app, folder

    def file(self, name: str, content: Any) -> str:
        path = self.folder / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(path)

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def run(self, *arguments: str) -> Result:
        result = self.app.test_cli_runner().invoke(args=list(arguments))
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result

    def written(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / name).read_text(encoding="utf-8"))
        return found


@pytest.fixture
def desk(app: Flask, tmp_path: Path) -> Desk:
    return Desk(app, tmp_path)


def clash() -> dict[str, Any]:
    """Two floors that together ask more than there is, but not in one year of one cell."""
    return document(
        wijken=[wijk("a"), wijk("b")],
        measures=[measure("m", ("a", "school"), max_per_year=10)],
        rules={"floors": [{"wijk": "a", "domain": "school", "per_resident": 0.05, "strength": "must"}]},
    )


class TestPlan:
    def test_a_plan_and_its_workbook(self, desk: Desk) -> None:
        result = desk.run("plan", str(SMALLEST), "--out", desk.path("p.json"), "--xlsx", desk.path("p.xlsx"))
        assert result.exit_code == 0
        plan = read_plan((desk.folder / "p.json").read_bytes())
        assert plan.status == "optimal"
        assert sum(row.amount for row in plan.spend) == 400_000
        assert (desk.folder / "p.xlsx").read_bytes().startswith(b"PK")
        assert "Wijk A" in result.stdout
        assert "106,7%" in result.stdout
        assert "Afronden" in result.stderr

    def test_the_document_has_the_form_that_was_promised(self, desk: Desk) -> None:
        desk.run("plan", str(SMALLEST), "--out", desk.path("p.json"), "--quiet")
        plan = desk.written("p.json")
        assert set(plan) == {
            *("zaaiplan_plan", "programme", "programme_sha256", "status", "warnings", "gap", "round_to", "objectives"),
            *("spend", "carried", "lapsed", "cells", "reasons", "about_reasons", "chosen", "aims", "solver"),
        }
        assert list(plan) == sorted(plan)
        assert plan["spend"][0] == {
            "stream": "gemeente-vrij",
            "measure": "extra-les-a",
            "year": 2028,
            "amount": 120_000,
        }
        assert set(plan["cells"][0]) == {
            *("wijk", "domain", "year", "planned", "regular", "sowing_line", "equal_share", "coverage"),
        }

    def test_the_same_document_gives_the_same_bytes(self, desk: Desk) -> None:
        for name in ("one", "two"):
            desk.run(
                "plan",
                str(SMALLEST),
                "--out",
                desk.path(f"{name}.json"),
                "--xlsx",
                desk.path(f"{name}.xlsx"),
                "--quiet",
            )
        for kind in ("json", "xlsx"):
            assert (desk.folder / f"one.{kind}").read_bytes() == (desk.folder / f"two.{kind}").read_bytes()

    def test_quiet_says_nothing(self, desk: Desk) -> None:
        result = desk.run("plan", str(SMALLEST), "--out", desk.path("p.json"), "--quiet")
        assert result.output == ""

    def test_english(self, desk: Desk) -> None:
        result = desk.run("plan", str(SMALLEST), "--out", desk.path("p.json"), "--lang", "en")
        assert "Sowing line" in result.stdout
        assert "106.7%" in result.stdout

    def test_rounding_to_thousands(self, desk: Desk) -> None:
        data = document(streams=[stream("gemeente", 100_000, 100_000, 100_000)], wijken=[wijk("a"), wijk("b", 2000)])
        result = desk.run("plan", desk.file("d.json", data), "--out", desk.path("p.json"), "--round-to", "1000")
        assert result.exit_code == 0
        amounts = [row["amount"] for row in desk.written("p.json")["spend"]]
        assert amounts
        assert all(amount % 1000 == 0 for amount in amounts)

    def test_an_invalid_document(self, desk: Desk) -> None:
        data = document(wijken=[wijk("a"), wijk("a")], streams=[stream("s", -1, partner="niemand")])
        result = desk.run("plan", desk.file("d.json", data), "--out", desk.path("p.json"))
        assert result.exit_code == 2
        found = desk.written("p.json")
        assert found["status"] == "invalid"
        assert {problem["pointer"] for problem in found["problems"]} == {
            *("/wijken/1/id", "/streams/0/amounts/2027", "/streams/0/partner"),
        }
        assert "spend" not in found

    def test_whole_decisions_to_a_proven_optimum(self, desk: Desk) -> None:
        """Of 100 a year an investment of 60 and then one of 50 do not fit together; 12 is more benefit than 10."""
        measures = [
            measure("m", ("a", "school"), profile=[60], start_years=[2027], benefit=10),
            measure("n", ("a", "school"), profile=[50, 50], start_years=[2027], benefit=12),
        ]
        data = document(measures=measures, objective="benefit")
        result = desk.run("plan", desk.file("d.json", data), "--out", desk.path("p.json"), "--gap", "0")
        assert result.exit_code == 0, result.output
        found = desk.written("p.json")
        assert (found["status"], found["gap"]) == ("optimal", 0)
        assert found["chosen"] == [{"measure": "n", "start": 2027}]
        assert found["objectives"]["benefit"] == 12
        assert "Niet gekozen: m." in result.stdout

    def test_what_cannot_be_has_no_figures(self, desk: Desk) -> None:
        result = desk.run("plan", desk.file("d.json", clash()), "--out", desk.path("p.json"))
        assert result.exit_code == 3
        found = desk.written("p.json")
        assert found["status"] == "infeasible"
        assert not {"spend", "cells", "objectives"} & set(found)

    def test_no_time(self, desk: Desk) -> None:
        result = desk.run("plan", str(SMALLEST), "--out", desk.path("p.json"), "--time-limit", "0")
        assert result.exit_code == 4
        assert desk.written("p.json")["status"] == "stopped"

    def test_a_plan_that_is_not_verified_is_not_written(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        from commands import planning

        real = planning.answer

        def bent(*arguments: Any) -> Any:
            plan = real(*arguments)
            row = plan.spend[0]
            return plan.model_copy(
                update={"spend": (row.model_copy(update={"amount": row.amount + 1}), *plan.spend[1:])}
            )

        monkeypatch.setattr(planning, "answer", bent)
        result = desk.run("plan", str(SMALLEST), "--out", desk.path("p.json"), "--xlsx", desk.path("p.xlsx"))
        assert result.exit_code == 1
        assert list(desk.folder.iterdir()) == []

    @pytest.mark.parametrize("out", ["", "map"])
    def test_a_place_that_cannot_be_written(self, desk: Desk, out: str) -> None:
        (desk.folder / "map").mkdir()
        result = desk.run("plan", str(SMALLEST), "--out", desk.path(out), "--quiet")
        assert result.exit_code == 2
        assert list(desk.folder.iterdir()) == [desk.folder / "map"]


class TestFiles:
    """What is written never lands where it should not, and never half."""

    @pytest.mark.parametrize("names", [("d.json", None), ("p.json", "d.json"), ("p.json", "p.json")])
    def test_two_files_that_are_one(self, desk: Desk, names: tuple[str, str | None]) -> None:
        programme = desk.file("d.json", document())
        before = Path(programme).read_bytes()
        out, xlsx = names
        more = ["--xlsx", desk.path(xlsx)] if xlsx else []
        result = desk.run("plan", programme, "--out", desk.path(out), *more)
        assert result.exit_code == 2
        assert [path.name for path in desk.folder.iterdir()] == ["d.json"]
        assert Path(programme).read_bytes() == before

    def test_a_link_is_followed(self, desk: Desk) -> None:
        real = desk.folder / "real.json"
        real.write_text("{}")
        real.chmod(0o600)
        (desk.folder / "link.json").symlink_to(real)
        assert desk.run("plan", str(SMALLEST), "--out", desk.path("link.json"), "--quiet").exit_code == 0
        assert (desk.folder / "link.json").is_symlink()
        assert desk.written("real.json")["status"] == "optimal"
        assert real.stat().st_mode & 0o777 == 0o600

    def test_a_device_stays_a_device(self, desk: Desk) -> None:
        assert desk.run("plan", str(SMALLEST), "--out", os.devnull, "--quiet").exit_code == 0
        assert not Path(os.devnull).is_file()

    def test_a_document_from_a_pipe(self, desk: Desk) -> None:
        pipe = desk.path("pipe")
        os.mkfifo(pipe)
        writer = threading.Thread(target=lambda: Path(pipe).write_bytes(SMALLEST.read_bytes()))
        writer.start()
        result = desk.run("check", pipe)
        writer.join()
        assert result.exit_code == 0

    def test_what_fails_halfway_leaves_nothing(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(source: str, target: Path) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("commands.files.os.replace", full)
        result = desk.run("plan", str(SMALLEST), "--out", desk.path("p.json"), "--quiet")
        assert result.exit_code == 1
        assert "No space left" in result.stderr
        assert list(desk.folder.iterdir()) == []


class TestCheckAndSchema:
    def test_in_order(self, desk: Desk) -> None:
        result = desk.run("check", str(SMALLEST))
        assert (result.exit_code, result.stdout) == (
            0,
            "Geen fouten gevonden. Of alle regels samen kunnen gelden, blijkt bij het plannen.\n",
        )

    def test_all_problems_with_place_and_sentence(self, desk: Desk) -> None:
        data = document(wijken=[wijk("a", -1)], dial=9, onbekend=1)
        result = desk.run("check", desk.file("d.json", data))
        assert result.exit_code == 2
        for pointer in ("/wijken/0/residents", "/dial", "/onbekend"):
            assert f"{pointer}: " in result.stderr

    def test_what_is_plainly_impossible(self, desk: Desk) -> None:
        assert desk.run("check", desk.file("d.json", clash())).exit_code == 3

    @pytest.mark.parametrize("content", ["", "niets", "[]", "{", '{"zaaiplan": NaN}', "\ufeff{}"])
    def test_no_document(self, desk: Desk, content: str) -> None:
        result = desk.run("check", desk.file("d.json", content), "--lang", "en")
        assert result.exit_code == 2
        assert result.stderr

    def test_a_huge_file(self, desk: Desk) -> None:
        result = desk.run("check", desk.file("d.json", " " * 50_000_000))
        assert result.exit_code == 2

    def test_a_file_that_is_not_there(self, desk: Desk) -> None:
        assert desk.run("check", desk.path("nergens.json")).exit_code == 2

    def test_the_schema_is_json(self, desk: Desk) -> None:
        result = desk.run("schema")
        assert json.loads(result.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


class TestVerify:
    def test_a_plan_that_agrees(self, desk: Desk) -> None:
        desk.run("plan", str(SMALLEST), "--out", desk.path("p.json"), "--quiet")
        result = desk.run("verify", str(SMALLEST), desk.path("p.json"))
        assert result.exit_code == 0
        assert "tot op de cent" in result.stdout
        assert "Geldstromen die sluiten: 4 keer nageteld, exact" in result.stdout
        assert not re.search("[a-z]_[a-z]", result.stdout), "the name of a rule as the code has it"

    def test_a_euro_too_many(self, desk: Desk) -> None:
        desk.run("plan", str(SMALLEST), "--out", desk.path("p.json"), "--quiet")
        plan = desk.written("p.json")
        plan["spend"][0]["amount"] += 1
        result = desk.run("verify", str(SMALLEST), desk.file("q.json", plan))
        assert result.exit_code == 1
        assert "[Geldstromen die sluiten, programma /streams/0]" in result.stdout

    def test_an_answer_without_figures(self, desk: Desk) -> None:
        programme = desk.file("d.json", clash())
        assert desk.run("plan", programme, "--out", desk.path("p.json"), "--quiet").exit_code == 3
        result = desk.run("verify", programme, desk.path("p.json"), "--lang", "en")
        assert result.exit_code == 3
        assert "There are no figures to verify: exit code 3, no plan." in result.stderr
        assert result.stdout == ""

    def test_a_file_that_is_no_plan(self, desk: Desk) -> None:
        """A programme given as plan, and the other way round, gets one sentence with what to do; in its language."""
        result = desk.run("verify", str(SMALLEST), str(SMALLEST))
        assert result.exit_code == 2
        assert "Dit is een programma en geen plan." in result.stderr
        assert "flask verify PROGRAMMA.json PLAN.json" in result.stderr
        assert "1 probleem\n" in result.stderr
        desk.run("plan", str(SMALLEST), "--out", desk.path("p.json"), "--quiet")
        result = desk.run("verify", desk.path("p.json"), str(SMALLEST), "--lang", "en")
        assert result.exit_code == 2
        assert "This is a plan and not a programme." in result.stderr
        assert "1 problem\n" in result.stderr

    def test_euros_per_resident_have_marks_of_thousands(self, desk: Desk) -> None:
        """€ 100,000 for ten residents in one year is 10,000 each."""
        few = document(years=1, wijken=[wijk("a", 10)], streams=[stream("g", 100_000)])
        for language, shown in (("nl", "10.000,00"), ("en", "10,000.00")):
            result = desk.run("plan", desk.file("d.json", few), "--out", desk.path("p.json"), "--lang", language)
            assert f"  {shown}\n" in result.stdout, language


class Ended:
    """A server that is stopped as soon as it runs."""

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def run(self) -> None:
        raise KeyboardInterrupt

    def close(self) -> None:
        """Nothing to close."""


class TestServe:
    def test_in_english_the_workbook_is_and_the_pages_are_said_to_be_dutch(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("waitress.create_server", Ended)
        desk.run("plan", str(SMALLEST), "--out", desk.path("p.json"), "--quiet")
        for language, sheet, said in (("nl", "Samenvatting", False), ("en", "Summary", True)):
            result = desk.run("serve", str(SMALLEST), desk.path("p.json"), "--lang", language)
            assert result.exit_code == 0
            assert ("The pages are in Dutch" in result.stdout) == said
            with zipfile.ZipFile(io.BytesIO(desk.app.config["WORKBOOK"])) as book:
                assert f'name="{sheet}"' in book.read("xl/workbook.xml").decode()

    def test_a_plan_that_does_not_agree_is_not_shown(self, desk: Desk) -> None:
        desk.run("plan", str(SMALLEST), "--out", desk.path("p.json"), "--quiet")
        plan = desk.written("p.json")
        plan["cells"][0]["planned"] += 1
        result = desk.run("serve", str(SMALLEST), desk.file("q.json", plan))
        assert result.exit_code == 1


def test_a_plan_that_is_not_proven_says_so_and_names_its_investments(desk: Desk) -> None:
    """Within half a percent of the money the example is not proven; its few decisions are, where no gap is asked."""
    example = str(SMALLEST.parent / "investeringen.json")
    near = desk.run("plan", example, "--out", desk.path("p.json"), "--gap", "0.005")
    assert "Niet bewezen het beste plan" in near.stdout
    best = desk.run("plan", example, "--out", desk.path("q.json"))
    assert "Niet bewezen" not in best.stdout
    assert "Gaat door: Nieuwe gymzaal in Wijk B" in best.stdout


@pytest.mark.parametrize("option", ["--gap", "--time-limit"])
def test_nan_is_no_number(desk: Desk, option: str) -> None:
    result = desk.run("plan", str(SMALLEST), "--out", desk.path("p.json"), option, "nan")
    assert result.exit_code == 2
    assert "'nan' is not a number" in result.stderr
