"""What checking a small programme finds; whatever is called an error the LP of `feasible` confirms."""

from typing import Any

from planning.checks import Checked, check
from planning.problems import Problem
from tests.builders import measure, prepared, wijk
from tests.planning.feasible import feasible

TWO = {"wijken": [wijk("noord"), wijk("zuid")], "domains": [{"id": "school"}, {"id": "werk"}]}
M = measure("m", ("a", "school"))


def checked(**fields: Any) -> Checked:
    """Errors and warnings of a programme; where there are errors the LP agrees that it is impossible."""
    made = prepared(**fields)
    found = check(made)
    if found.errors:
        assert not feasible(made)
    return found


def error(**fields: Any) -> Problem:
    """The only error, which the LP confirms."""
    (found,) = checked(**fields).errors
    return found


def warnings(**fields: Any) -> list[Problem]:
    """Without those about need, for a programme that can be planned."""
    found = checked(**fields)
    assert found.errors == []
    return [warning for warning in found.warnings if not warning.code.startswith("need.")]


def must(rule: str, **fields: Any) -> dict[str, Any]:
    return {rule: {**fields, "strength": "must"}}


def commitment(amount: float, to: str = "m", year: int = 2027, by: str = "gemeente") -> dict[str, Any]:
    return {"stream": by, "measure": to, "year": year, "amount": amount}


def text(sentence: str) -> str:
    return sentence.replace("\u00a0", " ")
