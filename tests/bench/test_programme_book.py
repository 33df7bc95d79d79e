"""The programme workbook of the benchmark."""

from __future__ import annotations

from bench import programme_book


def test_writing_and_reading_are_measured() -> None:
    written, read = programme_book.rows("S", 1)
    assert (written.size, written.unit, read.unit) == ("S", "s", "s")
    assert written.met
    assert read.met
