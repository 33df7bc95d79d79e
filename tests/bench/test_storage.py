"""The thousand programmes of the benchmark, with a few: the rows are there, and a copy is a whole programme."""

from __future__ import annotations

from bench import storage


def test_the_list_and_one_programme_are_measured() -> None:
    found = {row.what: row for row in storage.rows(12)}
    assert found["list with 12 programmes, sqlite: questions"].figure == 1
    assert found["open with 12 programmes, sqlite: questions"].figure == 2
    assert all(row.met is not False for row in found.values())
