"""A real spreadsheet program works out every formula anew, and comes to the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from exchange.workbook import write_plan
from tests.builders import prepared, stream, wijk
from tests.exchange.plans import simple_plan
from tests.exchange.towns import ODD_NAMES, town

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")

# "Recalculation on file load" of Calc: 0 is always. Without it LibreOffice shows the values that stand in the file.
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_comes_to_the_same_values(tmp_path: Path) -> None:
    given, profile, made = tmp_path / "given", tmp_path / "profile", tmp_path / "made"
    given.mkdir()
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS, "utf-8")
    example = town()
    # Ids that a spreadsheet would take for the same, without case or as numbers, and names like formulas.
    wijken = [wijk(f"w{number}", name=name) for number, name in enumerate(ODD_NAMES)]
    wijken += [wijk("A"), wijk("a"), wijk("1"), wijk("01"), wijk("1.0")]
    odd = prepared(wijken=wijken, streams=[stream("s", 1000, 0, 3), stream("S", 7.31), stream("1"), stream("01", 5)])
    write_plan(example, simple_plan(example), given / "plan.xlsx")
    write_plan(odd, simple_plan(odd), given / "odd.xlsx")
    with Workbook(str(given / "wrong.xlsx")) as wrong:
        wrong.add_worksheet().write_formula("A1", "=1+1", None, 3)
    paths = [given / name for name in ("plan.xlsx", "odd.xlsx", "wrong.xlsx")]
    convert(paths, profile, made)
    assert everything(made / "wrong.xlsx") == {"Sheet1": [[2]]}, "LibreOffice must have worked the formulas out"
    for path in paths[:2]:
        written, anew = everything(path), everything(made / path.name)
        assert list(written) == list(anew)
        differences = [
            f"{sheet} row {row} column {column}: {one!r} is {other!r}"
            for sheet in written
            for row, (ours, theirs) in enumerate(zip(written[sheet], anew[sheet], strict=True), 1)
            for column, (one, other) in enumerate(zip(ours, theirs, strict=True), 1)
            if not same(one, other)
        ]
        assert differences == []


def convert(paths: list[Path], profile: Path, folder: Path) -> None:
    """Open workbooks in LibreOffice and save them again."""
    command = [str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    done = subprocess.run(
        [*command, "--outdir", str(folder), *map(str, paths)], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr


def everything(path: Path) -> dict[str, list[list[Any]]]:
    """All cells of a workbook: rows by sheet, empty rows and cells at the end left out."""
    book = CalamineWorkbook.from_path(str(path))
    found = {}
    for name in book.sheet_names:
        rows = [_trim(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        found[name] = _trim(rows)
    return found


def _trim(values: list[Any]) -> list[Any]:
    while values and values[-1] in ("", []):
        values = values[:-1]
    return values


def same(one: Any, other: Any) -> bool:
    """Text alike; numbers alike but for the last digits of a float."""
    if isinstance(one, str) or isinstance(other, str):
        return bool(one == other)
    return abs(one - other) <= 1e-9 * max(1, abs(one))
