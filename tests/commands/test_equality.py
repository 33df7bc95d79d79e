"""`flask equality`: its tables, its file and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from app import create_app
from tests.builders import document, measure, stream, wijk

NEEDS = [wijk("a", name="Noord", need={"school": 1}), wijk("b", name="Zuid", need={"school": 4})]


@pytest.fixture
def file(tmp_path: Path) -> str:
    return written(tmp_path, wijken=NEEDS, years=1, streams=[stream("s", 100_000)])


def written(folder: Path, **fields: Any) -> str:
    path = folder / "p.json"
    path.write_text(json.dumps(document(**fields)))
    return str(path)


def run(*arguments: str) -> Result:
    return create_app().test_cli_runner().invoke(args=["equality", *arguments])


def test_a_row_for_each_setting_and_for_each_wijk(file: str) -> None:
    result = run(file)
    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.replace("\u00a0", "").splitlines()]
    assert ["1", "0,3000", "0,1927", "0,2000", "100,0%", "€0"] in lines
    assert ["0", "0,0000", "0,0000", "0,0000", "62,5%", "€19.274"] in lines
    assert next(line for line in lines if line[:1] == ["Zuid"])[1] == "50,00"
    assert "de prijs van gelijkheid" in result.stdout
    assert "Een stand doorgerekend" in result.stderr


def test_everything_in_a_file_and_twice_the_same_bytes(file: str, tmp_path: Path) -> None:
    outs = [tmp_path / "one.json", tmp_path / "two.json"]
    for out in outs:
        assert run(file, "--out", str(out), "--quiet", "--steps", "2").output == ""
    assert outs[0].read_bytes() == outs[1].read_bytes()
    found = json.loads(outs[0].read_text())
    assert found["setting"] == "dial"
    assert [point["value"] for point in found["points"]] == [0, 1, 2]
    assert found["points"][1]["wijken"] == [
        {"wijk": "a", "real_euros": 20_000, "per_resident_per_year": 20},
        {"wijk": "b", "real_euros": 80_000, "per_resident_per_year": 80},
    ]
    assert found["points"][1]["coverage_of_neediest_fifth"] == 1


def test_evenness_in_english(file: str) -> None:
    result = run(file, "--evenness", "--lang", "en")
    assert [line.split()[0] for line in result.stdout.splitlines()[4:9]] == ["0.25", "0.5", "1", "2", "4"]
    assert "the same for every evenness" in result.stdout


def test_evenness_in_other_steps(file: str) -> None:
    """0.25 · 16^(i/3): 0.25, 0.63, 1.5874 and 4."""
    result = run(file, "--evenness", "--steps", "3")
    assert [line.split()[0] for line in result.stdout.splitlines()[4:8]] == ["0,25", "0,63", "1,5874", "4"]


def test_an_impossible_programme_ends_with_3(tmp_path: Path) -> None:
    floors = [{"per_resident": 1000}]
    assert run(written(tmp_path, rules={"floors": floors})).exit_code == 3


def test_what_clashes_only_together_is_named(tmp_path: Path) -> None:
    """a has 50 committed in the second year, and may grow to 22 and a tenth of its line of 72: one at a time goes."""
    path = written(
        tmp_path,
        years=2,
        wijken=[wijk("a", need={"school": 0.2}), wijk("b", need={"school": 1.8})],
        streams=[stream("s", 20, 50, wijken=["a"]), stream("t", 0, 650, wijken=["b"])],
        measures=[measure("m", ("a", "school"))],
        commitments=[{"stream": "s", "measure": "m", "year": 2028, "amount": 50}],
        rules={"ramp_up": {"max_growth": 0.1, "strength": "must"}},
    )
    result, out = run(path, "--quiet"), str(tmp_path / "plan.json")
    planned = create_app().test_cli_runner().invoke(args=["plan", path, "--out", out, "--quiet"])
    assert (result.exit_code, result.stdout) == (3, "")
    assert "/commitments/0: " in result.stderr
    assert result.stderr == planned.stderr


def test_an_invalid_programme_ends_with_2(tmp_path: Path) -> None:
    assert run(written(tmp_path, years=0)).exit_code == 2


def test_nobody_to_compare_ends_with_2(tmp_path: Path) -> None:
    result = run(written(tmp_path, wijken=[wijk("a", 0)]))
    assert result.exit_code == 2
    assert "geen mensen" in result.stderr


def test_no_time_ends_with_4(tmp_path: Path) -> None:
    assert run(written(tmp_path, steadiness=0.02), "--time-limit", "0").exit_code == 4


def test_the_programme_is_never_written_over(file: str) -> None:
    assert run(file, "--out", file).exit_code == 2
    assert json.loads(Path(file).read_text())["zaaiplan"] == 1
