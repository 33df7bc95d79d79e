"""What stands on which sheet: every table of a programme document, column by column, for writing and for reading.

A column says where its value is in an item of the document and what kind of value it is. A column that spreads stands
for one column per domain, indicator, year or step. Titles are in `words`, notes in `planning.messages.workbook_notes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from planning.programme import (
    CarryOver,
    Cell,
    Commitment,
    Domain,
    Focus,
    Index,
    Indicator,
    Match,
    Measure,
    Mixed,
    Partner,
    Programme,
    Regular,
    Requirement,
    Stream,
    Wijk,
)
from planning.rules import Floor, Rules

Kind = Literal[
    "choice", "flag", "id", "ids", "layers", "money", "number", "optional_text", "share", "text", "whole", "year",
    "years",
]  # fmt: skip
Shape = Literal["list", "child", "grid", "turned", "keyed", "pairs", "settings", "rules", "pieces"]
Spread = Literal["", "domains", "indicators", "years", "years_and_before", "steps"]
Path = tuple[str, ...]

ANY = "any"
"""Options of a year that need not be in the term."""


@dataclass(frozen=True)
class Column:
    """A column: the path of its value in an item, its kind, the model whose field it is, and what it may hold.

    `options` names the choices of a choice, and for ids the list of the document that they refer to.
    """

    path: Path
    kind: Kind
    model: type[BaseModel]
    options: str = ""
    spread: Spread = ""
    needed: bool = False


@dataclass(frozen=True)
class Table:
    """A table: where it is in the document, its shape, and its columns.

    list: a row per item of a list. child: a row per item of the list `within` an item that the first column names.
    grid: a row per item, a column per key of the mapping or list `within` it. turned: as grid, with the items as
    columns. keyed: a row per key of a mapping of mappings. pairs: a row per key of a mapping.
    """

    key: str
    shape: Shape
    at: Path = ()
    columns: tuple[Column, ...] = ()
    within: str = ""
    needed: bool = False


def _c(name: str, kind: Kind, model: type[BaseModel], options: str = "", **fields: Any) -> Column:
    return Column(tuple(name.split(".")), kind, model, options, **fields)


_ID = {model: _c("id", "id", model, needed=True) for model in (Domain, Wijk, Indicator, Partner, Stream, Measure)}

SETTINGS = Table(
    "programme",
    "settings",
    needed=True,
    columns=(
        _c("zaaiplan", "whole", Programme, needed=True),
        _c("name", "text", Programme, needed=True),
        _c("municipality", "text", Programme),
        _c("start_year", "year", Programme, ANY, needed=True),
        _c("years", "whole", Programme),
        _c("price_base_year", "year", Programme, ANY),
        _c("index.default", "share", Index),
        _c("dial", "number", Programme),
        _c("evenness", "number", Programme),
        _c("steadiness", "share", Programme),
        _c("count", "choice", Programme, "count"),
        _c("count_regular", "flag", Programme),
        _c("need_method", "choice", Programme, "need_method"),
        _c("objective", "choice", Programme, "objective"),
        _c("mixed.coverage", "number", Mixed),
        _c("mixed.benefit", "number", Mixed),
        _c("round_to", "whole", Programme),
    ),
)
DOMAINS = Table(
    "domains",
    "list",
    ("domains",),
    (
        _ID[Domain],
        _c("name", "text", Domain),
        _c("share", "number", Domain),
        _c("norm", "money", Domain),
        _c("taakveld", "text", Domain),
    ),
    needed=True,
)
WIJKEN = Table(
    "wijken",
    "list",
    ("wijken",),
    (
        _ID[Wijk],
        _c("name", "text", Wijk),
        _c("code", "text", Wijk),
        _c("residents", "whole", Wijk),
        _c("need", "number", Wijk, spread="domains"),
        _c("baseline", "money", Wijk, spread="domains"),
    ),
    needed=True,
)
RESIDENTS = Table(
    "residents",
    "grid",
    ("wijken",),
    (_c("wijk", "id", Wijk, "wijken", needed=True), _c("residents", "whole", Wijk, spread="years_and_before")),
    "residents",
)
FOCUS = Table(
    "focus",
    "child",
    ("wijken",),
    (
        _c("wijk", "id", Wijk, "wijken", needed=True),
        _c("domain", "id", Focus, "domains", needed=True),
        _c("factor", "number", Focus),
        _c("reason", "text", Focus),
    ),
    "focus",
)
INDICATORS = Table(
    "indicators",
    "list",
    ("indicators",),
    (
        _ID[Indicator],
        _c("name", "text", Indicator),
        _c("domain", "id", Indicator, "domains", needed=True),
        _c("higher_is", "choice", Indicator, "higher_is"),
        _c("weight", "number", Indicator),
        _c("reference", "number", Indicator),
    ),
)
VALUES = Table(
    "values",
    "turned",
    ("indicators",),
    (_c("wijk", "id", Wijk, "wijken", needed=True), _c("values", "number", Indicator, spread="indicators")),
    "values",
)
PARTNERS = Table(
    "partners",
    "list",
    ("partners",),
    (_ID[Partner], _c("name", "text", Partner), _c("layer", "choice", Partner, "layer")),
)
STREAMS = Table(
    "streams",
    "list",
    ("streams",),
    (
        _ID[Stream],
        _c("name", "text", Stream),
        _c("partner", "id", Stream, "partners", needed=True),
        _c("kind", "choice", Stream, "kind"),
        _c("opening", "money", Stream),
        _c("domains", "ids", Stream, "domains"),
        _c("wijken", "ids", Stream, "wijken"),
        _c("measures", "ids", Stream, "measures"),
        _c("excludes_staff", "flag", Stream),
        _c("carry_over.share", "share", CarryOver),
        _c("carry_over.until", "year", CarryOver),
        _c("match.ratio", "number", Match),
        _c("match.from_layers", "layers", Match),
        _c("match.scope", "choice", Match, "scope"),
        _c("match.per", "choice", Match, "per"),
        _c("certainty", "choice", Stream, "certainty"),
        _c("probability", "share", Stream),
    ),
)
AMOUNTS = Table(
    "amounts",
    "grid",
    ("streams",),
    (_c("stream", "id", Stream, "streams", needed=True), _c("amounts", "money", Stream, spread="years")),
    "amounts",
)
MEASURES = Table(
    "measures",
    "list",
    ("measures",),
    (
        _ID[Measure],
        _c("name", "text", Measure),
        _c("lead", "text", Measure),
        _c("office", "flag", Measure),
        _c("kind", "choice", Measure, "kind"),
        _c("first_year", "year", Measure),
        _c("last_year", "year", Measure),
        _c("min_per_year", "money", Measure),
        _c("max_per_year", "money", Measure),
        _c("min_years", "whole", Measure),
        _c("indexed", "flag", Measure),
        _c("start_years", "years", Measure),
        _c("fte_per_million", "number", Measure),
        _c("staff", "flag", Measure),
        _c("room", "choice", Measure, "room"),
        _c("indicator", "optional_text", Measure),
        _c("already_running", "years", Measure),
        _c("benefit", "number", Measure),
    ),
)
SERVES = Table(
    "serves",
    "child",
    ("measures",),
    (
        _c("measure", "id", Measure, "measures", needed=True),
        _c("wijk", "id", Cell, "wijken", needed=True),
        _c("domain", "id", Cell, "domains", needed=True),
        _c("weight", "number", Cell),
    ),
    "serves",
)
REQUIRES = Table(
    "requires",
    "child",
    ("measures",),
    (
        _c("of", "id", Measure, "measures", needed=True),
        _c("measure", "id", Requirement, "measures", needed=True),
        _c("lag", "whole", Requirement),
        _c("share", "number", Requirement),
    ),
    "requires",
)
PROFILES = Table(
    "profiles",
    "grid",
    ("measures",),
    (_c("measure", "id", Measure, "measures", needed=True), _c("profile", "money", Measure, spread="steps")),
    "profile",
)
COMMITMENTS = Table(
    "commitments",
    "list",
    ("commitments",),
    (
        _c("stream", "id", Commitment, "streams", needed=True),
        _c("measure", "id", Commitment, "measures", needed=True),
        _c("year", "year", Commitment, needed=True),
        _c("amount", "money", Commitment, needed=True),
    ),
)
REGULAR = Table(
    "regular",
    "list",
    ("regular",),
    (
        _c("wijk", "id", Regular, "wijken", needed=True),
        _c("domain", "id", Regular, "domains", needed=True),
        _c("per_year", "money", Regular, needed=True),
    ),
)
RULES = Table("rules", "rules", ("rules",))
FLOORS = Table(
    "floors",
    "list",
    ("rules", "floors"),
    (
        _c("wijk", "id", Floor, "wijken"),
        _c("domain", "id", Floor, "domains"),
        _c("per_resident", "money", Floor, needed=True),
        _c("from", "year", Floor),
        _c("strength", "choice", Floor, "strength"),
    ),
)
STAFF = Table(
    "staff",
    "keyed",
    ("rules", "staff_capacity"),
    (_c("domain", "id", Domain, "domains", needed=True), _c("staff_capacity", "number", Rules, spread="years")),
)
INDEX = Table(
    "index",
    "pairs",
    ("index", "by_year"),
    (_c("year", "year", Index, ANY, needed=True), _c("by_year", "share", Index, needed=True)),
)
PREVIOUS = Table("previous", "pieces", ("previous",))

TABLES = (
    SETTINGS, DOMAINS, WIJKEN, RESIDENTS, FOCUS, INDICATORS, VALUES, PARTNERS, STREAMS, AMOUNTS, MEASURES, SERVES,
    REQUIRES, PROFILES, COMMITMENTS, REGULAR, RULES, FLOORS, STAFF, INDEX, PREVIOUS,
)  # fmt: skip
"""All tables, in the order of their sheets."""

SINGLE = tuple(name for name in Rules.model_fields if name not in ("floors", "staff_capacity"))
"""The rules that are there once or not at all: a row each on the sheet of rules."""
FIGURES: dict[str, tuple[str, Kind]] = {
    "hold_harmless": ("share", "share"),
    "focus_minimum": ("share", "share"),
    "persistence": ("max_drop", "share"),
    "ramp_up": ("max_growth", "share"),
    "frontline_room": ("share", "share"),
    "resident_initiatives": ("share", "share"),
    "per_resident_ratio": ("max", "number"),
}
"""The field of a rule that its figure is, and its kind."""
RULE_COLUMNS = ("rule", "applies", "strength", "figure", "from", "cells")
SETTING_COLUMNS = ("setting", "value", "meaning")
PIECE_COLUMNS = ("part", "json")
