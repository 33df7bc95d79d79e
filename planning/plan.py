"""The plan document: what comes out of planning.

Amounts are Decimal euros, nominal, to the cent. A document that is infeasible or invalid holds no figures.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from planning.fields import Count, Figure, Flag, Id, Part, Quantity, Text, Total, Year

Status = Literal["optimal", "gap", "infeasible", "invalid", "stopped"]


class Spend(Part):
    """What a stream pays a measure in a year."""

    stream: Id
    measure: Text = Field(description='Measure id; "open:wijk:domain" is an open measure that the tool added.')
    year: Year
    amount: Total


class StreamYear(Part):
    """An amount of a stream in a year: carried to the next year, or lapsed."""

    stream: Id
    year: Year
    amount: Total


class CellYear(Part):
    """A cell in a year: planned, regular, sowing line and equal share in euros; coverage as a fraction."""

    wijk: Id
    domain: Id
    year: Year
    planned: Total
    regular: Total
    sowing_line: Total
    equal_share: Total
    coverage: Quantity | None = Field(description="Money over sowing line; null where the sowing line is 0.")


class Reason(Part):
    """Why a cell is not on its sowing line."""

    wijk: Id
    domain: Id
    rule: Text
    pointer: Text
    euros: Figure
    sentence: Text


class Chosen(Part):
    """An investment that was chosen, with its start."""

    measure: Id
    start: Year


class AimShort(Part):
    """An aim that is not met in full: one row per place and year where it falls short."""

    rule: Text
    pointer: Text
    year: Year | None = Field(None, description="null: an aim over the whole term.")
    wijk: Id | None = Field(None, description="null: an aim that is not about one wijk.")
    domain: Id | None = Field(None, description="null: an aim that is not about one domain.")
    measure: Text | None = Field(None, description="null: an aim that is not about one measure.")
    short: Total
    sentence: Text


class Warned(Part):
    """Something odd but possible."""

    pointer: Text
    sentence: Text


class Clash(Part):
    """A rule that cannot hold together with others."""

    rule: Text
    pointer: Text
    sentence: Text


class Step(Part):
    """A rule that gives way at one place, so that a plan can exist."""

    rule: Text
    pointer: Text
    year: Year | None = Field(None, description="null: over the whole term.")
    stream: Id | None = Field(None, description="null: not about one stream.")
    measure: Text | None = Field(None, description="null: not about one measure.")
    wijk: Id | None = Field(None, description="null: not about one wijk.")
    domain: Id | None = Field(None, description="null: not about one domain.")
    euros: Total = Field(description="Euros, nominal, by which it gives way.")
    sentence: Text


class Change(Part):
    """A figure of the programme document that would be enough for a repair."""

    pointer: Text
    now: Quantity = Field(description="What stands there; the default where it is left out.")
    enough: Quantity | None = Field(
        description="null: no figure is; make the rule an aim, or drop the link of a chain."
    )


class Repair(Part):
    """The least euros by which rules must give way for a plan to exist; the steps add up to it.

    With its changes in the programme document there is a plan.
    """

    euros: Total
    cheapest: Flag = Field(True, description="Whether it is proven that no repair costs less; else time was up.")
    steps: tuple[Step, ...] = ()
    changes: tuple[Change, ...] = ()


class Stage(Part):
    """One solve of the optimiser, with its simplex iterations."""

    name: Text
    iterations: Count


class Solver(Part):
    """How the plan was made. Seconds differ from run to run, so they are shown but not written (null)."""

    engine: Text
    seconds: Figure | None = None
    stages: tuple[Stage, ...] = ()


class Objectives(Part):
    """What each stage reached.

    lapsed: euros; aims: sum of shortfalls over their sowing lines; coverage: growth, Σ L·U(coverage) in euros;
    benefit: sum of benefits; change: Σ real year-on-year change in euros, focus cells double; steadiness_cost: the
    growth in euros that the weight on steadiness cost.
    """

    lapsed: Quantity = Decimal(0)
    aims: Quantity = Decimal(0)
    coverage: Quantity = Decimal(0)
    benefit: Quantity = Decimal(0)
    change: Quantity = Decimal(0)
    steadiness_cost: Quantity = Decimal(0)


CLASHES = {"problems", "repair", "conflict", "conflict_minimal", "notes"}
FIGURES = {"gap", "objectives", "spend", "carried", "lapsed", "cells", "reasons", "about_reasons", "chosen", "aims"}


class PlanDocument(Part):
    """A plan: every payment, and what it means per cell."""

    zaaiplan_plan: Literal[1] = 1
    programme: Text
    programme_sha256: Text
    status: Status
    warnings: tuple[Warned, ...] = ()
    gap: Figure = Decimal(0)
    round_to: Annotated[Count, Field(ge=1, le=1_000_000)] = Field(1, description="Whole euros that payments come in.")
    objectives: Objectives = Objectives()
    spend: tuple[Spend, ...] = ()
    carried: tuple[StreamYear, ...] = ()
    lapsed: tuple[StreamYear, ...] = ()
    cells: tuple[CellYear, ...] = ()
    reasons: tuple[Reason, ...] = ()
    about_reasons: tuple[Text, ...] = Field((), description="What must be known beside the reasons, in sentences.")
    chosen: tuple[Chosen, ...] = ()
    aims: tuple[AimShort, ...] = ()
    problems: tuple[Warned, ...] = Field((), description="Of an infeasible programme: what is plainly impossible.")
    repair: Repair | None = Field(None, description="Of an infeasible programme; null where it was not found in time.")
    conflict: tuple[Clash, ...] = Field((), description="Of an infeasible programme: rules that cannot all hold.")
    conflict_minimal: Flag = Field(
        False, description="Whether without any one rule of the conflict the others can hold; else time was up."
    )
    notes: tuple[Text, ...] = Field((), description="Of an infeasible programme: how this was found.")
    solver: Solver = Solver(engine="")

    @property
    def has_figures(self) -> bool:
        """Whether this is a plan, rather than the reason why there is none."""
        return self.status in ("optimal", "gap")

    @property
    def gap_percent(self) -> Decimal:
        """How far the plan may be from the proven optimum at most: percent, two decimals, rounded up."""
        percent: Decimal = 100 * self.gap
        return percent.quantize(Decimal("0.01"), ROUND_CEILING).normalize()

    def as_json(self) -> dict[str, Any]:
        """The document as plain JSON values, amounts in euros (whole numbers where they are whole).

        Without a plan the document holds no figures at all.
        """
        return self.model_dump(mode="json", exclude=CLASHES if self.has_figures else self._left_out)

    @property
    def _left_out(self) -> set[str]:
        """What a document without figures does not speak of."""
        return FIGURES if self.status == "infeasible" else FIGURES | CLASHES
