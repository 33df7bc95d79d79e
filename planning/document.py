"""The door for documents: text in, a programme or a plan out, with all problems at once; and back to text.

Reading goes in steps (`planning.reading`): bytes to JSON values (`text`), their form (`structure`), what they refer to
(`planning.references`). The last two both look at the JSON values, so that one reading lists all there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from planning.plan import PlanDocument
from planning.problems import InvalidDocument, Problem
from planning.programme import Programme
from planning.reading.canonical import canonical, digest, dump
from planning.reading.order import in_order
from planning.reading.place import pointer, problem_at
from planning.reading.schema import schema
from planning.reading.structure import model_of
from planning.reading.text import LARGEST, LARGEST_PLAN, MOST_PLAN_VALUES, MOST_PROBLEMS, PLAN, Content, content
from planning.references import reference_problems

__all__ = ["LARGEST", "LARGEST_PLAN", "canonical", "digest", "dump", "read", "read_plan", "read_values", "schema"]

WITHOUT_FIGURES = ("infeasible", "invalid", "stopped")
"""Status of a plan document that holds no plan."""


def read(data: bytes | str) -> Programme:
    """The programme in a document.

    Args:
        data: JSON in UTF-8, with or without byte order mark; at most `LARGEST` bytes.

    Raises:
        InvalidDocument: with all problems, in the order of the document.
    """
    raw = content(data)
    _of_kind(raw.values, "zaaiplan", "zaaiplan_plan", "plan_as_programme")
    if not raw.readable:
        raise InvalidDocument(in_order(raw.values, raw.problems))
    status = _status(raw.values.get("previous"))
    values = {**raw.values, "previous": None} if status else raw.values
    programme, form = model_of(Programme, values)
    found = _merged(raw, form, islice(reference_problems(raw.values), MOST_PROBLEMS))
    if status:
        found.append(problem_at(raw.values, ("previous", "status"), "plan_without_figures"))
    if found or programme is None:
        raise InvalidDocument(in_order(raw.values, found))
    return programme


def read_values(values: dict[str, Any]) -> Programme:
    """The programme in a document that is given as JSON values: numbers are int or Decimal.

    Raises:
        InvalidDocument: with all problems, in the order of the document.
    """
    programme, form = model_of(Programme, values)
    said = {problem.pointer for problem in form}
    references = islice(reference_problems(values), MOST_PROBLEMS)
    found = [*form, *(problem for problem in references if problem.pointer not in said)]
    if found or programme is None:
        raise InvalidDocument(in_order(values, found))
    return programme


def read_plan(data: bytes | str, or_clash: bool = False) -> PlanDocument:
    """The plan in a plan document, of at most `LARGEST_PLAN` bytes; one that says why there is no plan is refused.

    Args:
        or_clash: whether one that is infeasible will do, with what clashes and no figures.

    Raises:
        InvalidDocument: with all problems, in the order of the document.
    """
    raw = content(data, LARGEST_PLAN, MOST_PLAN_VALUES, PLAN)
    _of_kind(raw.values, "zaaiplan_plan", "zaaiplan", "programme_as_plan")
    if not raw.readable:
        raise InvalidDocument(in_order(raw.values, raw.problems))
    status = _status(raw.values)
    if status and not (or_clash and status == "infeasible"):
        raise InvalidDocument([problem_at(raw.values, ("status",), "plan_without_figures")])
    plan, form = model_of(PlanDocument, raw.values)
    found = _merged(raw, form, ())
    if found or plan is None:
        raise InvalidDocument(in_order(raw.values, found))
    return plan


def _of_kind(values: dict[str, Any], own: str, other: str, code: str) -> None:
    """Refuse, with the one problem that matters, a document that says of itself that it is of the other kind."""
    if other in values and own not in values:
        raise InvalidDocument([Problem("", code)])


def _status(plan: Any) -> str | None:
    """The status of a plan document (JSON values) that holds no plan, else None."""
    status = plan.get("status") if isinstance(plan, dict) else None
    return status if isinstance(status, str) and status in WITHOUT_FIGURES else None


def _merged(raw: Content, form: list[Problem], references: Iterable[Problem]) -> list[Problem]:
    """The problems of the text, of the form, and of the references, the first of them where they are at one place."""
    spoilt = {pointer(path) for path in raw.spoilt}
    formed = [problem for problem in form if problem.pointer not in spoilt]
    said = spoilt | {problem.pointer for problem in form if problem.pointer}
    return [*raw.problems, *formed, *(problem for problem in references if problem.pointer not in said)]
