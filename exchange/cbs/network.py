"""Figures of a municipality over the network, with the package `cbsodata` where there is one.

Zaaiplan does not need it: nothing is fetched unless somebody asks, and what a file gives is the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

from exchange.cbs.cells import MOST_ROWS
from exchange.cbs.problems import TableProblem
from exchange.cbs.reading import Reading, read_records
from planning.problems import Problem
from planning.reading.place import Number, clean

TABLES = {
    2018: "84286NED",
    2019: "84583NED",
    2020: "84799NED",
    2021: "85039NED",
    2022: "85318NED",
    2023: "85618NED",
    2024: "85984NED",
    2025: "86165NED",
}
"""StatLine tables of Kerncijfers wijken en buurten, by year."""
TIMEOUT = 30
"""Seconds in which CBS must begin to answer."""
_MUNICIPALITY = re.compile(r"GM(\d{4})", re.ASCII)


def fetch(municipality: str, year: int) -> Reading:
    """The figures of a municipality (its code) and its wijken in a year, from StatLine. Never raises.

    Where the package is not installed or CBS does not answer, `problems` says so and what can be done instead.
    """
    match = _MUNICIPALITY.fullmatch(municipality)
    if match is None:
        shown = clean(municipality)
        return _refused(TableProblem("", "cbs.no_municipality", {"value": shown}, shown))
    if year not in TABLES:
        return _refused(TableProblem("", "cbs.no_table", {"year": str(year), "years": tuple(TABLES)}, year))
    try:
        get_data: Callable[..., Any] = import_module("cbsodata").get_data
    except (ImportError, AttributeError):
        return _refused(TableProblem("", "cbs.no_package"))
    digits = match[1]
    filters = f"startswith(WijkenEnBuurten,'GM{digits}') or startswith(WijkenEnBuurten,'WK{digits}')"
    try:
        records = list(get_data(TABLES[year], filters=filters, timeout=TIMEOUT))
    except Exception:  # of the network, of the package or of what CBS sent: to the user they are the same
        return _refused(TableProblem("", "cbs.no_answer"))
    if len(records) > MOST_ROWS:
        return _refused(TableProblem("", "cbs.too_many_rows", {"most": Number(MOST_ROWS)}))
    if not records or not all(isinstance(record, dict) for record in records):
        return _refused(TableProblem("", "cbs.no_answer"))
    return read_records(records, year)


def _refused(problem: Problem) -> Reading:
    return Reading(problems=(problem,))
