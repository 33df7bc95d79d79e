"""A programme as flat values: what is nested once, or is one of two things, as plain fields; and back.

Lists and mappings stay where they are: `models.rows` makes tables of them.
"""

from __future__ import annotations

from typing import Any

from models.rules import SINGLE
from planning.document import canonical, read_plan
from planning.programme import Programme

Values = dict[str, Any]

FIGURES = {
    "hold_harmless": "share",
    "focus_minimum": "share",
    "persistence": "max_drop",
    "ramp_up": "max_growth",
    "frontline_room": "share",
    "resident_initiatives": "share",
    "per_resident_ratio": "max",
}
"""The field of a rule that its figure is."""
SCOPES = ("domains", "wijken", "measures")
"""What a stream can be earmarked for."""


def flattened(programme: Programme) -> Values:
    """The values of a programme, with all defaults."""
    values = programme.model_dump(by_alias=True)
    del values["zaaiplan"]
    index, rules, objective = values.pop("index"), values.pop("rules"), values["objective"]
    mixed = objective if isinstance(objective, dict) else {"coverage": None, "benefit": None}
    values |= {
        "index_default": index["default"],
        "index_by_year": index["by_year"],
        "objective": "mixed" if isinstance(objective, dict) else objective,
        "coverage_weight": mixed["coverage"],
        "benefit_weight": mixed["benefit"],
        "previous": None if programme.previous is None else canonical(programme.previous),
        "floors": [_renamed(floor, "from", "from_year") for floor in rules["floors"]],
        "single_rules": [_rule(name, rules[name]) for name in SINGLE if rules[name] is not None],
    }
    for domain in values["domains"]:
        by_year = rules["staff_capacity"].get(domain["id"])
        domain |= {"staff_limited": by_year is not None, "staff_by_year": by_year or {}}
    for wijk in values["wijken"]:
        residents = wijk["residents"]
        by_year = residents if isinstance(residents, dict) else {}
        wijk |= {"residents": None if isinstance(residents, dict) else residents, "residents_by_year": by_year}
    for stream in values["streams"]:
        _flatten_stream(stream)
    for measure in values["measures"]:
        _flatten_measure(measure)
    return values


def restored(values: Values) -> Programme:
    """The programme with these values, which `flattened` gave; they are changed on the way."""
    index = {"default": values.pop("index_default"), "by_year": values.pop("index_by_year")}
    coverage, benefit = values.pop("coverage_weight"), values.pop("benefit_weight")
    if values["objective"] == "mixed":
        values["objective"] = {"coverage": coverage, "benefit": benefit}
    if values["previous"] is not None:
        values["previous"] = read_plan(values["previous"])
    rules: Values = {rule["id"]: _unruled(rule) for rule in values.pop("single_rules")}
    rules["floors"] = [_renamed(floor, "from_year", "from") for floor in values.pop("floors")]
    staff = {domain["id"]: (domain.pop("staff_limited"), domain.pop("staff_by_year")) for domain in values["domains"]}
    rules["staff_capacity"] = {domain: by_year for domain, (limited, by_year) in staff.items() if limited}
    for wijk in values["wijken"]:
        by_year = wijk.pop("residents_by_year")
        wijk["residents"] = by_year if wijk["residents"] is None else wijk["residents"]
    for stream in values["streams"]:
        _restore_stream(stream)
    for measure in values["measures"]:
        _restore_measure(measure)
    return Programme.model_validate({**values, "zaaiplan": 1, "index": index, "rules": rules})


def _renamed(values: Values, old: str, new: str) -> Values:
    return {new if name == old else name: value for name, value in values.items()}


def _rule(name: str, rule: Values) -> Values:
    return {
        "id": name,
        "strength": rule["strength"],
        "figure": rule[FIGURES[name]] if name in FIGURES else None,
        "from_year": rule.get("from"),
        "cells": rule.get("cells"),
    }


def _unruled(rule: Values) -> Values:
    found = {"strength": rule["strength"]}
    if rule["id"] in FIGURES:
        found[FIGURES[rule["id"]]] = rule["figure"]
    if rule["id"] == "structural_cover":
        found["from"] = rule["from_year"]
    if rule["id"] == "persistence":
        found["cells"] = rule["cells"]
    return found


def _flatten_stream(stream: Values) -> None:
    carry = stream.pop("carry_over") or {"share": None, "until": None}
    match = stream.pop("match") or {"ratio": None, "from_layers": (), "scope": None, "per": None}
    stream |= {
        "carried_share": carry["share"],
        "carried_until": carry["until"],
        "match_ratio": match["ratio"],
        "match_layers": match["from_layers"],
        "match_scope": match["scope"],
        "match_per": match["per"],
    }
    for scope in SCOPES:
        stream[f"all_{scope}"] = stream[scope] is None
        stream[scope] = stream[scope] or ()


def _restore_stream(stream: Values) -> None:
    share, until = stream.pop("carried_share"), stream.pop("carried_until")
    stream["carry_over"] = None if share is None else {"share": share, "until": until}
    ratio, layers = stream.pop("match_ratio"), stream.pop("match_layers")
    scope, per = stream.pop("match_scope"), stream.pop("match_per")
    asked = {"ratio": ratio, "from_layers": layers, "scope": scope, "per": per}
    stream["match"] = None if ratio is None else asked
    for scope in SCOPES:
        if stream.pop(f"all_{scope}"):
            stream[scope] = None


def _flatten_measure(measure: Values) -> None:
    office, starts = measure["serves"] == "programme", measure["start_years"]
    measure |= {
        "office": office,
        "serves": () if office else measure["serves"],
        "profile": measure["profile"] or (),
        "any_start": starts is None,
        "start_years": starts or (),
        "requires": [_renamed(link, "measure", "required") for link in measure["requires"]],
    }


def _restore_measure(measure: Values) -> None:
    if measure.pop("office"):
        measure["serves"] = "programme"
    if measure.pop("any_start"):
        measure["start_years"] = None
    measure["profile"] = measure["profile"] or None
    measure["requires"] = [_renamed(link, "required", "measure") for link in measure["requires"]]
