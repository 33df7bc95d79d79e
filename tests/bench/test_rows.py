"""What the table says of a figure, and the parts that figures are made of."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from bench import bare, programmes, timing, workbook
from bench.memory import peak
from bench.rows import Row, write


@pytest.fixture(autouse=True)
def threads() -> Iterator[None]:
    """Each HiGHS with the number of threads that it asks for, also in the tests that come after."""
    timing.fresh()
    yield
    timing.fresh()


def test_a_figure_meets_its_bar_or_does_not() -> None:
    assert Row("plan", "S", 4.9, bar=5).met is True
    assert Row("plan", "S", 5.1, bar=5).met is False
    assert Row("peer", "S", 3.1, bar=3, better="high").met is True
    assert Row("peer", "S", 2.9, bar=3, better="high").met is False
    assert Row("peer", "S", 2.9).met is None


def test_a_line_shows_figure_bar_and_times() -> None:
    line = Row("peer", "M", 60, bar=3, better="high", cut_off=True, seconds={"it": 10.0, "against": 600.0}).line()
    assert "> 60.00 ×" in line
    assert "≥ 3 ×" in line
    assert "it 10.00 s, against 600.00 s; 1 round" in line


def test_the_figure_is_the_median_of_the_ratios() -> None:
    # 2/1, 9/3 and 4/4: the median of 2, 3 and 1 is 2; the ratio of the medians would be 4/3.
    assert timing.ratio([2, 9, 4], [1, 3, 4]) == 2
    assert timing.lesser([1, 5], [2, 4]) == [1, 4]


def test_jobs_run_in_turn() -> None:
    done: list[str] = []
    seconds = timing.in_turn({"a": lambda: done.append("a"), "b": lambda: done.append("b")}, 2)
    assert done == ["a", "b", "a", "b"]
    assert [len(times) for times in seconds.values()] == [2, 2]


def test_results_are_json(tmp_path: Path) -> None:
    write([Row("plan", "S", 4.9, bar=5)], [{"peer": "p"}], tmp_path / "results.json")
    found = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert found["rows"][0]["met"] is True
    assert found["agreement"] == [{"peer": "p"}]
    assert found["machine"]["cores"] >= 1


def test_the_bare_programme_is_the_first_growth_programme() -> None:
    prepared = programmes.programme("XS", 2)
    sixteen = bare.first_growth(prepared)
    with bare.eight_segments():
        eight = bare.first_growth(prepared)
    # Eight columns fewer for each of 2 wijken, 6 domains and 10 years.
    assert sixteen.num_col_ - eight.num_col_ == 8 * 2 * 6 * 10
    assert sixteen.num_row_ == eight.num_row_
    objectives = []
    for lp in (sixteen, eight):
        timing.fresh()
        highs = bare.cold(lp)
        bare.run(highs)
        objectives.append(highs.getInfo().objective_function_value)
    timing.fresh()
    # Shortfalls are free here, so more growth than the plan's own coarse grid reaches under its aims.
    assert objectives[0] <= programmes.reached(prepared).coarse
    assert objectives[1] < 0


def test_memory_is_counted_in_bytes() -> None:
    assert 10e6 < peak() < 100e9


def test_the_bare_workbook_has_the_same_cells() -> None:
    prepared = programmes.programme("XS", 2)
    plan = programmes.plan(prepared)
    cells = workbook.cells_of(prepared, plan)
    assert len(cells) > 500
    assert _read(workbook.write_bare(cells)) == _read(workbook.write(prepared, plan))


def _read(data: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
