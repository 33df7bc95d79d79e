"""Where the checks write down what they find."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from planning.prepared import Prepared
from planning.rules import Strength
from planning.verify.exact import half_even, up
from planning.verify.verdict import UNITS, Checked, Fault, Unit, Verdict

AimKey = tuple[str, str, int | None, str | None, str | None, str | None]
"""What tells rows of aims apart: (rule, pointer, year, wijk, domain, measure)."""


class Record:
    """Faults, tolerances and shortfalls of aims, as the checks find them.

    `aims` has the shortfall in whole cents (half to even) of every aim that falls short, and whether that is beyond
    its tolerance.
    """

    def __init__(self, prepared: Prepared) -> None:
        self.faults: list[Fault] = []
        self.aims: dict[AimKey, tuple[int, bool]] = {}
        self._checked: dict[str, Checked] = {}
        programme = prepared.programme
        self._wijk = {wijk.id: wijk.label for wijk in programme.wijken}
        self._domain = {domain.id: domain.label for domain in programme.domains}
        self._measure = {measure.id: measure.label for measure in prepared.measures}

    def verdict(self) -> Verdict:
        """All that was found."""
        return Verdict(self.faults, self._checked)

    def checked(self, rule: str, rows: int, tolerance: int = 0, unit: Unit = "cents") -> None:
        """Count rows of a rule, with the largest tolerance that one of them had."""
        known = self._checked.get(rule)
        if known is not None:
            rows, tolerance = known.rows + rows, max(known.tolerance, tolerance)
        self._checked[rule] = Checked(rule, rows, tolerance, unit)

    def in_plan(
        self,
        rule: str,
        pointer: str,
        code: str,
        out: int = 1,
        unit: Unit = "rows",
        year: int | None = None,
        **values: Any,
    ) -> None:
        """A fault at a place of the plan."""
        self.faults.append(Fault(rule, "plan", pointer, year, out, unit, f"verify.{code}", values))

    def in_programme(
        self, rule: str, pointer: str, out: int, year: int | None, code: str | None = None, **values: Any
    ) -> None:
        """A fault against a place of the programme."""
        unit = UNITS.get(rule, "cents")
        code = f"verify.{code or rule}"
        self.faults.append(Fault(rule, "programme", pointer, year, out, unit, code, values))

    def subject(self, wijk: str | None, domain: str | None, measure: str | None) -> str:
        """What a row is about, in labels: "Feijenoord, School"."""
        labels: Iterable[str | None] = (
            wijk and self._wijk.get(wijk, wijk),
            domain and self._domain.get(domain, domain),
            measure and self._measure.get(measure, measure),
        )
        return ", ".join(label for label in labels if label)


class Rows:
    """The rows of one rule at one place of the programme.

    A row of a must may be out by its tolerance; of an aim its shortfall is kept for the comparison with the plan.
    """

    def __init__(self, record: Record, rule: str, pointer: str = "", strength: Strength = "must") -> None:
        self.record, self.rule, self.pointer = record, rule, pointer
        self.must = strength == "must"
        self.rows = 0
        self.tolerance = 0

    def __enter__(self) -> Rows:
        return self

    def __exit__(self, *_: object) -> Literal[False]:
        self.record.checked(self.rule, self.rows, self.tolerance, UNITS.get(self.rule, "cents"))
        return False

    def row(
        self,
        over: int,
        allowed: int,
        scale: int,
        year: int | None,
        wijk: str | None = None,
        domain: str | None = None,
        measure: str | None = None,
        pointer: str = "",
        code: str | None = None,
    ) -> None:
        """Judge one row.

        Args:
            over: how far it is out, times `scale`; 0 or less where it holds.
            allowed: its tolerance, times `scale`.
            scale: a whole number above 0.
            year: calendar year, None for the whole term.
            wijk, domain, measure: what it is about.
            pointer: its place in the programme, where that is not the place of all rows.
            code: of its sentence, where that is not the sentence of the rule.
        """
        self.rows += 1
        tolerance = up(allowed, scale)
        if tolerance > self.tolerance:
            self.tolerance = tolerance
        if over <= 0:
            return
        pointer = pointer or self.pointer
        if not self.must:
            short = half_even(over, scale)
            self.record.aims[self.rule, pointer, year, wijk, domain, measure] = (short, over > allowed)
        elif over > allowed:
            out = up(over - allowed, scale)
            subject = self.record.subject(wijk, domain, measure)
            self.record.in_programme(self.rule, pointer, out, year, code, subject=subject, allowed=tolerance)
