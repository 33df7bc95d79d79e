"""`flask alternatives`, as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from app import create_app
from planning.document import read_plan
from planning.optimiser import plan_programme
from planning.plan import PlanDocument
from planning.prepared import prepare
from planning.verify import verify
from planning.verify.verdict import Verdict
from tests.builders import document, programme, stream, wijk

UNEVEN: dict[str, Any] = {
    "years": 1,
    "wijken": [wijk("a", need={"school": 1.5}), wijk("b", need={"school": 0.5})],
    "streams": [stream("gemeente", 100_000)],
}
"""Lines of 75,000 and 25,000; a closer division to equal shares gives up growth."""


def run(*arguments: str) -> Result:
    result = create_app().test_cli_runner().invoke(args=["alternatives", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def uneven(tmp_path: Path) -> str:
    return _written(tmp_path / "programme.json", document(**UNEVEN))


def _written(path: Path, content: dict[str, Any]) -> str:
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


def _plans(folder: Path) -> dict[str, PlanDocument]:
    return {path.name: read_plan(path.read_bytes()) for path in sorted(folder.iterdir())}


def test_a_file_for_every_plan_and_a_table(uneven: str, tmp_path: Path) -> None:
    before = plan_programme(prepare(programme(**UNEVEN, dial=0)))
    previous = _written(tmp_path / "before.json", json.loads(json.dumps(before.as_json(), default=float)))
    result = run(uneven, "--out", str(tmp_path / "out"), "--previous", previous)
    assert result.exit_code == 0, result.output
    plans = _plans(tmp_path / "out")
    assert list(plans) == [
        "beste.json",
        "dicht-bij-gelijke-delen.json",
        "dicht-bij-vorig-plan.json",
        "gelijkmatigste.json",
        "minste-betalingen.json",
    ]
    made = prepare(programme(**UNEVEN))
    assert all(verify(made, plan).ok for plan in plans.values())
    rows = [
        line for line in result.stdout.splitlines() if line.startswith(("Beste plan", "Plan het dichtst bij vorig"))
    ]
    assert rows[0].split("  ")[0] == "Beste plan"
    shown = result.stdout.replace("\u00a0", " ")
    assert "Verschil met vorig plan" in shown
    assert "hoogstens 1% minder" in shown
    assert "0,00%" in shown
    assert "1,00%" in shown
    assert "Alternatief: het gelijkmatigst" in result.stderr


def test_the_best_is_the_plan_of_flask_plan(uneven: str, tmp_path: Path) -> None:
    run(uneven, "--out", str(tmp_path / "out"), "--quiet")
    plan = str(tmp_path / "plan.json")
    create_app().test_cli_runner().invoke(args=["plan", uneven, "--out", plan, "--quiet"])
    assert (tmp_path / "out" / "beste.json").read_bytes() == Path(plan).read_bytes()


def test_twice_the_same_bytes_and_quiet_says_nothing(uneven: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        result = run(uneven, "--out", str(tmp_path / name), "--quiet")
        assert result.output == ""
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert first == second
    assert "dicht-bij-vorig-plan.json" not in first


def test_english(uneven: str, tmp_path: Path) -> None:
    result = run(uneven, "--out", str(tmp_path / "out"), "--lang", "en")
    assert "Plan closest to equal shares" in result.stdout
    assert "€50,000" in result.stdout
    assert "There is no previous plan" in result.stdout


def test_benefit_is_not_in_euros(tmp_path: Path) -> None:
    measures = [
        {"id": "m", "serves": [{"wijk": "a", "domain": "school"}], "benefit": 2},
        {"id": "n", "serves": [{"wijk": "b", "domain": "school"}], "benefit": 1},
    ]
    file = _written(tmp_path / "p.json", document(**UNEVEN, measures=measures, objective="benefit"))
    result = run(file, "--out", str(tmp_path / "out"))
    assert "Minder baten" in result.stdout
    assert "hier 2.000." in result.stdout  # 1% of 2 · 100,000


def test_an_invalid_programme_ends_with_2(tmp_path: Path) -> None:
    file = _written(tmp_path / "p.json", document(years=0))
    result = run(file, "--out", str(tmp_path / "out"))
    assert result.exit_code == 2
    assert json.loads((tmp_path / "out" / "beste.json").read_text())["status"] == "invalid"


def test_an_impossible_programme_ends_with_3(tmp_path: Path) -> None:
    floor = {"wijk": "a", "domain": "school", "per_resident": 1000, "strength": "must"}
    file = _written(tmp_path / "p.json", document(rules={"floors": [floor]}))
    result = run(file, "--out", str(tmp_path / "out"))
    assert result.exit_code == 3
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["beste.json"]


def test_no_time_ends_with_4(uneven: str, tmp_path: Path) -> None:
    result = run(uneven, "--out", str(tmp_path / "out"), "--time-limit", "0")
    assert result.exit_code == 4


def test_the_folder_is_a_folder(uneven: str, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    result = run(uneven, "--out", str(tmp_path / "taken"))
    assert result.exit_code == 2
    assert "geen map" in result.stderr


def test_the_programme_is_never_written_over(tmp_path: Path) -> None:
    file = _written(tmp_path / "beste.json", document(**UNEVEN))
    result = run(file, "--out", str(tmp_path))
    assert result.exit_code == 2
    assert json.loads(Path(file).read_text())["zaaiplan"] == 1


def test_a_previous_plan_that_is_none(uneven: str, tmp_path: Path) -> None:
    result = run(uneven, "--out", str(tmp_path / "out"), "--previous", uneven)
    assert result.exit_code == 2


def test_what_is_not_verified_is_not_written(uneven: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when only the last of them is wrong."""
    seen: list[PlanDocument] = []

    def broken(prepared: Any, plan: PlanDocument) -> Verdict:
        seen.append(plan)
        if len(seen) == 4:
            plan = plan.model_copy(update={"spend": plan.spend[:-1]})
        return verify(prepared, plan)

    monkeypatch.setattr("commands.planning.verify", broken)
    result = run(uneven, "--out", str(tmp_path / "out"))
    assert result.exit_code == 1
    assert not (tmp_path / "out").exists()
