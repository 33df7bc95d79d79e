"""The aims that a plan says fall short, against what was recomputed."""

from __future__ import annotations

from planning.plan import AimShort, PlanDocument
from planning.verify.exact import to_cents
from planning.verify.record import AimKey, Record


def aims(record: Record, plan: PlanDocument) -> None:
    """A row for every aim that falls short, to the cent; one within its tolerance may be left out."""
    seen: set[AimKey] = set()
    rules = {rule for rule, *_ in record.aims}
    for i, row in enumerate(plan.aims):
        key = (row.rule, row.pointer, row.year, row.wijk, row.domain, row.measure)
        if key in seen:
            record.in_plan("doubles", f"/aims/{i}", "doubles", year=row.year)
        seen.add(key)
        rule = row.rule if row.rule in rules else "aims"
        _row(record, rule, f"/aims/{i}", row, record.aims.get(key, (0, False))[0])
    for key, (short, beyond) in record.aims.items():
        if beyond and key not in seen:
            rule, pointer, year, *subject = key
            record.in_programme(rule, pointer, short, year, "aims.missing", subject=record.subject(*subject))
    record.checked("aims", len(plan.aims))


def _row(record: Record, rule: str, pointer: str, row: AimShort, expected: int) -> None:
    found = to_cents(row.short)
    values = {"subject": record.subject(row.wijk, row.domain, row.measure), "found": found, "expected": expected}
    if expected == 0:
        record.in_plan(rule, pointer, "aims.extra", max(1, found), "cents", row.year, **values)
    elif found != expected:
        record.in_plan(rule, f"{pointer}/short", "aims.wrong", abs(found - expected), "cents", row.year, **values)
