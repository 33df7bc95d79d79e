"""Commitments that a stream could not pay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planning.problems import Problem
from planning.reading.place import Path
from planning.reading.raw import Raw, label, objects, year

Row = dict[str, Any]


def commitments(raw: Raw) -> Iterator[Problem]:
    """A stream can only be committed to what it may pay. Whether the money is there is for the checks."""
    for c, row in raw.rows("commitments"):
        stream, measure = raw.item("streams", row.get("stream")), raw.item("measures", row.get("measure"))
        if stream is not None and measure is not None:
            names = {"stream": label(stream, 0), "measure": label(measure, 0)}
            yield from _year(raw, ("commitments", c, "year"), row, measure, names)
            yield from _earmark(raw, ("commitments", c, "measure"), stream, measure, names)


def _year(raw: Raw, path: Path, row: Row, measure: Row, names: dict[str, str]) -> Iterator[Problem]:
    """The year is one of the measure; a year outside the term has its own problem."""
    paid, term = year(row.get("year")), raw.term
    if term is None or paid is None or paid not in term:
        return
    first, last = year(measure.get("first_year")) or term[0], year(measure.get("last_year")) or term[-1]
    if not first <= paid <= last:
        yield raw.problem(path, "commitment_outside_measure", year=paid, first=first, last=last, **names)


def _earmark(raw: Raw, path: Path, stream: Row, measure: Row, names: dict[str, str]) -> Iterator[Problem]:
    """The stream may pay the measure: its measures, wijken and domains, and staff."""
    if isinstance(stream.get("measures"), list) and measure["id"] not in stream["measures"]:
        yield raw.problem(path, "commitment_measure", **names)
    if stream.get("excludes_staff") is True and measure.get("staff") is True:
        yield raw.problem(path, "commitment_staff", **names)
    wijken, domains = stream.get("wijken"), stream.get("domains")
    if measure.get("serves") == "programme" and (wijken is not None or domains is not None):
        yield raw.problem(path, "commitment_office", **names)
    for _, cell in objects(measure, "serves"):
        wijk, domain = cell.get("wijk"), cell.get("domain")
        if not isinstance(wijk, str) or not isinstance(domain, str):
            continue
        if _outside(wijk, wijken) or _outside(domain, domains):
            cell_names = {"wijk": raw.called("wijken", wijk), "domain": raw.called("domains", domain)}
            yield raw.problem(path, "commitment_cell", **cell_names, **names)
            return  # one cell says it


def _outside(identifier: str, earmark: Any) -> bool:
    return isinstance(earmark, list) and identifier not in earmark
