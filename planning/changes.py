"""Changes of figures in a programme: what a planner tries out. They are judged as the document they make.

A change that names nothing in the programme has a place of its own ("/changes/0/wijk"); a figure that the document may
not hold is a problem of the changed document, at the place where it would stand there ("/dial").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from planning.document import read_values
from planning.money import EXACT, cents, euros
from planning.problems import InvalidDocument, Problem
from planning.programme import Programme
from planning.reading.canonical import plain
from planning.reading.place import Path, problem_at
from planning.references import UNKNOWN
from planning.rules import MUST, Strength

Number = int | Decimal
Values = dict[str, Any]
"""A programme as JSON values."""


class _NotThereError(Exception):
    """A change speaks of something that is not in the programme: the field that names it, and the code to say so."""

    def __init__(self, field: str, code: str, named: Any) -> None:
        super().__init__(code)
        self.field, self.code, self.named = field, code, named


@dataclass(frozen=True)
class SetDial:
    """Another inequality dial, 0 to 4."""

    value: Number

    def on(self, values: Values) -> None:
        """Change the values of a document."""
        values["dial"] = self.value


@dataclass(frozen=True)
class SetEvenness:
    """Another evenness, 0.25 to 4."""

    value: Number

    def on(self, values: Values) -> None:
        """Change the values of a document."""
        values["evenness"] = self.value


@dataclass(frozen=True)
class SetNeed:
    """Need of a wijk in a domain (1 is average), whatever the indicators say."""

    wijk: str
    domain: str
    value: Number

    def on(self, values: Values) -> None:
        """Change the values of a document."""
        _row(values, "domains", "domain", self.domain)
        _row(values, "wijken", "wijk", self.wijk).setdefault("need", {})[self.domain] = self.value


@dataclass(frozen=True)
class SetFocus:
    """The focus factor of a wijk in a domain; None: no focus there."""

    wijk: str
    domain: str
    factor: Number | None
    reason: str = ""

    def on(self, values: Values) -> None:
        """Change the values of a document; the reason of a focus that is there stays."""
        _row(values, "domains", "domain", self.domain)
        focus: list[Values] = _row(values, "wijken", "wijk", self.wijk).setdefault("focus", [])
        there = next((each for each in focus if each["domain"] == self.domain), None)
        if self.factor is None:
            focus[:] = [each for each in focus if each is not there]
        elif there is not None:
            there["factor"] = self.factor
        else:
            focus.append({"domain": self.domain, "factor": self.factor, "reason": self.reason})


@dataclass(frozen=True)
class SetShare:
    """The weight of a domain in the sowing line; only the ratios of shares count."""

    domain: str
    value: Number

    def on(self, values: Values) -> None:
        """Change the values of a document."""
        _row(values, "domains", "domain", self.domain)["share"] = self.value


@dataclass(frozen=True)
class SetIncome:
    """What a stream brings in a calendar year: euros, nominal."""

    stream: str
    year: int
    amount: Number

    def on(self, values: Values) -> None:
        """Change the values of a document."""
        _row(values, "streams", "stream", self.stream).setdefault("amounts", {})[str(self.year)] = self.amount


@dataclass(frozen=True)
class ScaleIncome:
    """What a stream brings in every year, times a factor; to the cent, half to even. What it opens with stays."""

    stream: str
    factor: Number

    def on(self, values: Values) -> None:
        """Change the values of a document."""
        amounts = _row(values, "streams", "stream", self.stream).setdefault("amounts", {})
        for year, amount in amounts.items():
            amounts[year] = euros(cents(EXACT.multiply(Decimal(amount), Decimal(self.factor))))


@dataclass(frozen=True)
class SetFloor:
    """Another height of a floor: euros per resident per year, base-year prices.

    `number` counts from 0, as the floor stands in the programme before any change.
    """

    number: int
    per_resident: Number

    def on(self, values: Values) -> None:
        """Change the values of a document."""
        _floor(values, self.number)["per_resident"] = self.per_resident


@dataclass(frozen=True)
class AddFloor:
    """One more floor; wijk or domain None: one for each. Euros per resident per year, base-year prices."""

    wijk: str | None
    domain: str | None
    per_resident: Number
    from_year: int | None = None
    strength: Strength = MUST

    def on(self, values: Values) -> None:
        """Change the values of a document."""
        if self.wijk is not None:
            _row(values, "wijken", "wijk", self.wijk)
        if self.domain is not None:
            _row(values, "domains", "domain", self.domain)
        floor = {"per_resident": self.per_resident, "strength": self.strength}
        named = {"wijk": self.wijk, "domain": self.domain, "from": self.from_year}
        _floors(values).append({**{key: value for key, value in named.items() if value is not None}, **floor})


@dataclass(frozen=True)
class DropFloor:
    """A floor that goes. `number` as of `SetFloor`."""

    number: int

    def on(self, values: Values) -> None:
        """Change the values of a document; the place stays empty until all changes are made, so that numbers keep."""
        _floor(values, self.number)
        _floors(values)[self.number] = None


Change = (
    SetDial | SetEvenness | SetNeed | SetFocus | SetShare | SetIncome | ScaleIncome | SetFloor | AddFloor | DropFloor
)


def changed(programme: Programme, changes: Sequence[Change]) -> Programme:
    """The programme with all changes, made one after the other.

    Raises:
        InvalidDocument: when a change names nothing in the programme, or the changed programme is no valid document.
    """
    values: Values = plain(programme)
    values["domains"] = [plain(domain) for domain in programme.domains]  # which may be the default, and so left out
    problems: list[Problem] = []
    for number, change in enumerate(changes):
        try:
            change.on(values)
        except _NotThereError as lack:
            path: Path = ("changes", number, lack.field)
            said: Values = {"changes": [{}] * number + [{lack.field: lack.named}]}
            problems.append(problem_at(said, path, lack.code, id=lack.named))
    if problems:
        raise InvalidDocument(problems)
    if "floors" in values.get("rules", {}):
        values["rules"]["floors"] = [floor for floor in _floors(values) if floor is not None]
    return read_values(values)


def _row(values: Values, part: str, field: str, identifier: str) -> Values:
    """The row of a list with this id, which the `field` of a change names."""
    rows: list[Values] = values.get(part, [])
    for row in rows:
        if row["id"] == identifier:
            return row
    raise _NotThereError(field, UNKNOWN[part], identifier)


def _floors(values: Values) -> list[Any]:
    found: list[Any] = values.setdefault("rules", {}).setdefault("floors", [])
    return found


def _floor(values: Values, number: int) -> Values:
    floors = values.get("rules", {}).get("floors", [])
    if not 0 <= number < len(floors) or floors[number] is None:
        raise _NotThereError("number", "unknown_floor", number)
    found: Values = floors[number]
    return found
