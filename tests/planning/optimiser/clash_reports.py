"""What a clash report says, by pointer."""

from __future__ import annotations

from planning.clashes import ClashReport


def enough(report: ClashReport) -> dict[str, float | None]:
    return {row.pointer: None if row.enough is None else float(row.enough) for row in report.changes}


def clashing(report: ClashReport) -> dict[str, float]:
    """Euros by which each rule of the clashing set alone must give way, by its pointer."""
    assert report.minimal
    return {row.pointer: (row.cents or 0) / 100 for row in report.conflict}
