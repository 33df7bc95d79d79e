"""From the sheets of settings, of rules and of the previous plan to a document."""

from __future__ import annotations

from typing import Any

from exchange.programme_book.drafting import Draft, Path, Spot
from exchange.programme_book.findings import Either, Findings, Said, SheetPlace
from exchange.programme_book.sheets_in import BROKEN, Found
from exchange.programme_book.spec import FIGURES, SETTINGS, SINGLE, Column, Kind
from exchange.programme_book.words import TITLES, folded, title_key
from planning.messages.wording import RULE_NAMES
from planning.problems import InvalidDocument
from planning.programme import Programme
from planning.reading.place import Words
from planning.reading.text import PLAN, content
from planning.rules import Rules

OBJECTIVE, MIXED = ("objective",), "mixed"


def read_settings(found: Found, draft: Draft, findings: Findings) -> None:
    """A row per setting."""
    names = {folded(title): column for column in SETTINGS.columns for title in TITLES[title_key(SETTINGS, column)]}
    seen: dict[Path, int] = {}
    for row in found.rows():
        said = found.value(row, ("setting",))
        if said is None or said is BROKEN:
            continue
        column = names.get(folded(said))
        where = found.columns["setting",]
        if column is None:
            found.wrong(row, where, "book.setting_unknown", said)
        elif seen.setdefault(column.path, row) != row:
            found.wrong(row, where, "book.twice", said, first=seen[column.path] + 1)
        else:
            _setting(found, draft, row, column)
    for column in SETTINGS.columns:
        if column.needed and column.path not in seen:
            name = Words(*TITLES[title_key(SETTINGS, column)])
            findings.add(SheetPlace(found.sheet.name), "book.setting_missing", setting=name)
            draft.said.add(column.path)
    _objective(found, draft)


def _setting(found: Found, draft: Draft, row: int, column: Column) -> None:
    if ("value",) not in found.columns:
        return
    path = ("objective", column.path[1]) if column.path[0] == MIXED else column.path
    draft.spots[path] = Spot(found, row, {(): found.columns["value",]})
    draft.put(column.path, found.value(row, ("value",), column))


def _objective(found: Found, draft: Draft) -> None:
    """Weights of both make the objective where it is both; else they say nothing."""
    mixed = draft.values.pop(MIXED, None)
    if draft.values.get("objective") == MIXED:
        draft.values["objective"] = mixed or {}
    elif mixed:
        for name in mixed:
            spot = draft.spots["objective", name]
            why = Said("book.not_mixed")
            found.findings.add(found.place(spot.row, spot.columns[()]), "book.unused", warning=True, why=why)


def read_rules(found: Found, draft: Draft) -> None:
    """A row per rule; one that does not apply is left out."""
    names = {folded(name): rule for rule in SINGLE for name in (rule, *RULE_NAMES[rule])}
    seen: dict[str, int] = {}
    for row in found.rows():
        said = found.value(row, ("rule",))
        if said is None or said is BROKEN:
            continue
        name = names.get(folded(said))
        if name is None:
            options = Either(tuple(RULE_NAMES[rule] for rule in SINGLE))
            found.wrong(row, found.columns["rule",], "book.rule_unknown", said, options=options)
        elif seen.setdefault(name, row) != row:
            found.wrong(row, found.columns["rule",], "book.twice", said, first=seen[name] + 1)
        else:
            _rule(found, draft, row, name)


def _rule(found: Found, draft: Draft, row: int, name: str) -> None:
    """The fields of a rule. Cells that are blank have their default, the figure of a room has none."""
    applies = found.value(row, ("applies",), Column(("applies",), "flag", Rules, needed=True))
    figure, kind = FIGURES.get(name, ("", "number"))
    fields: dict[str, tuple[str, Kind]] = {"strength": ("strength", "choice")}
    fields |= {"figure": (figure, kind)} if figure else {}
    fields |= {"from": ("from", "year")} if name == "structural_cover" else {}
    fields |= {"cells": ("cells", "choice")} if name == "persistence" else {}
    values: dict[str, Any] = {}
    columns: dict[Path, int] = {}
    for key in ("strength", "figure", "from", "cells"):
        field, of = fields.get(key, ("", "text"))
        if not field:
            _not_of_rule(found, row, key)
            continue
        value = found.value(row, (key,), Column((key,), of, Rules, key))
        if value is None or value is BROKEN:
            pass
        elif applies is False:
            place = found.place(row, found.columns[key,])
            found.findings.add(place, "book.unused", warning=True, why=Said("book.rule_off"))
        else:
            values[field] = value
        if (key,) in found.columns:
            columns[field,] = found.columns[key,]
    draft.spots["rules", name] = Spot(found, row, columns, found.columns["rule",])
    if applies is True:
        draft.put(("rules", name), values)


def _not_of_rule(found: Found, row: int, key: str) -> None:
    """A column that another rule has must be blank."""
    column = found.columns.get((key,))
    if column is not None and str(found.raw(row, column)).strip():
        found.wrong(row, column, "book.not_of_rule", found.raw(row, column))


def read_previous(found: Found, draft: Draft) -> None:
    """The pieces of a plan document, joined."""
    column = Column(("json",), "text", Programme)
    rows = list(found.rows())
    pieces = [found.value(row, ("json",), column) for row in rows]
    if not rows or ("json",) not in found.columns:
        return
    draft.spots["previous",] = Spot(found, rows[0], {(): found.columns["json",]})
    if any(piece is BROKEN for piece in pieces):
        return
    try:
        plan = content("".join(piece or "" for piece in pieces), asked=PLAN)
    except InvalidDocument:
        plan = None
    if plan is None or plan.problems:
        found.wrong(rows[0], found.columns["json",], "book.bad_json", pieces[0])
    else:
        draft.put(("previous",), plan.values)
