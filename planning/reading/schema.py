"""The JSON Schema of the programme document, made from the models: the form, not the references within it."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from annotated_types import Ge, Le
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from planning.fields import Part
from planning.programme import Programme
from planning.reading.canonical import plain

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "Zaaiplan programme document"
YEAR_KEY = "^(19[5-9][0-9]|2[01][0-9]{2}|2200)$"

WORDS: dict[str, str] = {
    "id": "Identifier, unique in its list: letters, digits, _, - and full stops, no spaces.",
    "Programme.name": "Name of the programme, one line.",
    "start_year": "First calendar year of the term.",
    "domains": "Domains of life (leefdomeinen). Left out: School, Werk, Inkomen, Gezondheid, Wonen and Veiligheid.",
    "strength": "must: always holds; aim: is met as far as the musts allow.",
    "wijk": "Id of a wijk.",
    "domain": "Id of a domain.",
    "stream": "Id of a stream.",
    "partner": "Id of the partner that brings the money.",
    "measure": "Id of a measure.",
    "Requirement.measure": "Id of the measure it builds on.",
    "year": "Calendar year.",
    "start": "Calendar year in which it starts.",
    "amount": "Euros, nominal.",
    "planned": "Euros, nominal: money of this programme.",
    "CellYear.regular": "Euros, nominal: regular money.",
    "sowing_line": "Euros, nominal: the sowing line (zaailijn).",
    "equal_share": "Euros, nominal: what it would be at dial 0 without focus.",
    "euros": "Euros, nominal.",
    "short": "Euros that are missing.",
    "rule": "Name of the rule, as under rules.",
    "pointer": "JSON pointer into the programme document.",
    "sentence": "One sentence for people.",
    "zaaiplan_plan": "Version of the plan format.",
    "programme": "Name of the programme.",
    "programme_sha256": "SHA-256 of what the programme says, 64 hexadecimal digits.",
    "status": "optimal, gap (proven to within gap), infeasible, invalid or stopped.",
    "gap": "Proven distance to the optimum, as a fraction.",
    "Stage.name": "Name of the stage.",
    "iterations": "Simplex iterations.",
    "Solver.engine": "Name and version of the solver.",
    "Solver.seconds": "Seconds; null: not written.",
    "Objectives.lapsed": "Euros, nominal: all money that lapses.",
    "Objectives.aims": "Sum of the shortfalls of aims, each over the sowing line of its scope.",
    "Objectives.coverage": "Growth: euros of sowing line times utility.",
    "Objectives.benefit": "Sum of benefits.",
    "Objectives.change": "Euros of the base year: year-on-year change of cells, focus cells double.",
    "steadiness_cost": "Growth that steadiness cost, in the unit of coverage.",
}
"""Descriptions of fields that speak for themselves in the code, by field name or "Model.field"."""


@functools.cache
def _models() -> dict[str, type[BaseModel]]:
    """All models by name."""
    found: dict[str, type[BaseModel]] = {}
    todo: list[type[BaseModel]] = [Part]
    while todo:
        model = todo.pop()
        found[model.__name__] = model
        todo += model.__subclasses__()
    return found


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the programme document; every field with description, unit and default."""
    made = Programme.model_json_schema(by_alias=True)
    for name, part in {**made["$defs"], "Programme": made}.items():
        _complete(name, part)
    for node in _nodes(made):
        _by_key(node)
    made.pop("title")
    return {"$schema": DIALECT, "title": TITLE, **made}


def _complete(model: str, part: dict[str, Any]) -> None:
    """Bounds, defaults and descriptions of the fields of one model."""
    fields = {field.alias or name: (name, field) for name, field in _models()[model].model_fields.items()}
    for alias, node in part["properties"].items():
        name, field = fields[alias]
        node.pop("title", None)
        _bound(node, field)
        described = node.get("description") or WORDS.get(f"{model}.{name}") or WORDS.get(name) or _of_model(node)
        if not field.is_required():
            node["default"] = _number(plain(field.get_default(call_default_factory=True)))
            described += _default_in_words(node["default"])
        node["description"] = described


def _bound(node: dict[str, Any], field: FieldInfo) -> None:
    """Bounds that a field sets on top of its kind of value, which pydantic does not write down."""
    for rule in field.metadata:
        if isinstance(rule, Ge):
            node["minimum"] = rule.ge
        elif isinstance(rule, Le):
            node["maximum"] = rule.le


def _of_model(node: dict[str, Any]) -> str:
    """The description of the model that a field holds, or holds a list of."""
    held = [node, node.get("items", {}), *node.get("anyOf", [])]
    names = [each["$ref"].rpartition("/")[2] for each in held if "$ref" in each]
    return (_models()[names[0]].__doc__ or "").split("\n\n")[0].replace("\n", " ") if names else ""


def _default_in_words(default: Any) -> str:
    if default is None or default in ("", [], {}) or isinstance(default, list | dict):
        return ""
    return f" Default: {str(default).lower() if isinstance(default, bool) else default}."


def _number(value: Any) -> Any:
    """Decimals as JSON numbers."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {key: _number(item) for key, item in value.items()}
    return [_number(item) for item in value] if isinstance(value, list) else value


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for part in node.values():
            yield from _nodes(part)
    elif isinstance(node, list):
        for part in node:
            yield from _nodes(part)


def _by_key(node: dict[str, Any]) -> None:
    """What pydantic leaves open: which keys an object takes. And away with what checkers get wrong.

    Whether 0.07 is a multiple of 0.01 is decided in floats by most checkers, wrongly: the description says that
    money has two decimals, and the reader holds it.
    """
    node.pop("multipleOf", None)
    if isinstance(node.get("additionalProperties"), dict):
        node["propertyNames"] = {"pattern": YEAR_KEY}
    if "patternProperties" in node:
        node["additionalProperties"] = False
