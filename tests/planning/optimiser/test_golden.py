"""The linear programme of every rule, as text, against a file that was read by eye beside docs/formulation.md.

To write the files anew after a change that is meant, and then read the difference:

    ZAAIPLAN_GOLDEN=write pytest tests/planning/optimiser/test_golden.py
"""

from __future__ import annotations

import inspect
import os
import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from planning.optimiser import growth, model, rules
from planning.optimiser.linear import About, Model
from tests.planning.optimiser.golden_programmes import PROGRAMMES
from tests.planning.optimiser.solving import modelled

GOLDEN = Path(__file__).parent / "golden"
FORMULATION = Path(__file__).parents[3] / "docs" / "formulation.md"
REWRITE = os.environ.get("ZAAIPLAN_GOLDEN") == "write"
DEFINITIONS = {
    function.__name__
    for function in (model.cell_money, model.largest_shortfall, model.previous_plan, growth.coverage, growth.change)
}
"""Rows that define a column rather than ask something."""


def rule_names() -> set[str]:
    """Every function of planning/optimiser/rules/ that does not begin with an underscore."""
    modules = [import_module(f"{rules.__name__}.{found.name}") for found in iter_modules(rules.__path__)]
    return {
        name
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


def text(made: Model, name: str, folder: Path) -> str:
    """The LP of a model, with what its columns and rows are. Rows of coverage (16 segments each) in their own file
    alone.
    """
    path = folder / "plan.lp"
    made.problem.writeLP(path)
    head, *rest = re.split(r"^(?=[a-z_]+_\d+: )", path.read_text(encoding="utf-8").split("\nBounds\n")[0], flags=re.M)
    rows = [row.rstrip() for row in rest if name == "coverage" or not row.startswith("coverage_")]
    lines = [f"\\ {name}; thousands of euros", *legend(made), *head.splitlines()[1:], *rows, "End"]
    return "\n".join(lines) + "\n"


def legend(made: Model) -> list[str]:
    """A comment for every column and row that is not of a balance, saying which it is in ids."""
    found = made.figures
    streams, measures = [s.id for s in found.streams], [m.id for m in found.measures]
    lines = [
        f"{column}: {streams[s]} pays {measures[m]} in {found.years[t]}" for (s, m, t), column in made.spend.items()
    ]
    for columns in (made.carried, made.lapsed):
        lines += [f"{column}: of {streams[s]} in {found.years[t]}" for (s, t), column in columns.items()]
    lines += [f"{column}: of {'/'.join(found.cells[c])} in {found.years[t]}" for (c, t), column in made.money.items()]
    lines += [
        f"line of {'/'.join(found.cells[c])}: {', '.join(f'{amount:.8g}' for amount in row)}"
        for c, row in enumerate(found.line)
    ]
    shown = [(row, about) for row, about in made.about.items() if about.rule not in {"stream_balance", "coverage"}]
    lines += [f"{row}: {place(about)}" for row, about in shown]
    lines += [f"{aim.short}: of {aim.row}, over {aim.scope:.8g}" for aim in made.aims]
    return [f"\\ {line}" for line in lines]


def place(about: About) -> str:
    """What a row speaks of."""
    known = [about.pointer, about.stream, about.measure, about.wijk, about.domain, about.year]
    return " ".join(str(part) for part in known if part is not None)


@pytest.mark.parametrize("name", PROGRAMMES)
def test_the_linear_programme_is_the_golden_one(name: str, tmp_path: Path) -> None:
    """To the letter; and it holds rows of that rule."""
    found = text(modelled(**PROGRAMMES[name]), name, tmp_path)
    assert re.search(rf"^{name.split('-')[0]}_\d+: ", found, flags=re.M)
    path = GOLDEN / f"{name}.lp"
    if REWRITE:
        path.write_text(found, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == found


def test_every_rule_and_definition_has_a_golden_file() -> None:
    """A rule function without one fails here, and so does a file without a programme."""
    assert {path.stem.split("-")[0] for path in GOLDEN.glob("*.lp")} == rule_names() | DEFINITIONS
    assert {path.stem for path in GOLDEN.glob("*.lp")} == set(PROGRAMMES)


def test_every_rule_is_a_heading_of_the_formulation() -> None:
    """The same name everywhere; and the page has no heading of that level that is not a rule."""
    headings = re.findall(r"^### (\S+)$", FORMULATION.read_text(encoding="utf-8"), flags=re.M)
    assert len(headings) == len(set(headings))
    assert set(headings) == rule_names()


def test_every_row_says_what_it_is_of() -> None:
    """Its name is its rule and a number; rule and year stand in the table."""
    for fields in PROGRAMMES.values():
        made = modelled(**fields)
        assert list(made.about) == [row.name for row in made.problem.constraints()]
        for name, about in made.about.items():
            assert re.fullmatch(rf"{about.rule}_\d+", name)
            assert about.pointer.startswith("/")
