"""Kinds of value that a document holds: money, numbers, shares, years, identifiers.

Each kind refuses what it should with its own code; `planning.messages` turns the code into a sentence.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

MOST_EUROS = Decimal(10) ** 12
MOST_TOTAL = Decimal(10) ** 20
FIRST_YEAR, LAST_YEAR = 1950, 2200


class Part(BaseModel):
    """A part of a document: frozen, and refusing every field it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _decimal(value: Any) -> Decimal:
    """A finite Decimal, from an int, a Decimal or (only from Python, never from a document) a float."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise PydanticCustomError("not_a_number", "a number was expected")
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise PydanticCustomError("not_finite", "a finite number was expected")
    return number


def _between(low: str, high: str, above: bool = False) -> Any:
    lowest, highest = Decimal(low), Decimal(high)

    def check(value: Any) -> Decimal:
        number = _decimal(value)
        if number < lowest or number > highest or (above and number == lowest):
            code = "negative_number" if number < 0 <= lowest else "out_of_range"
            raise PydanticCustomError(code, "out of range", {"low": low, "high": high})
        if number.adjusted() < -12 and number != 0:
            raise PydanticCustomError("out_of_range", "too many decimals", {"low": low, "high": high})
        return number

    schema: dict[str, Any] = {"type": "number", "maximum": float(high)}
    schema["exclusiveMinimum" if above else "minimum"] = float(low)
    return Annotated[Decimal, BeforeValidator(check), WithJsonSchema(schema), as_number]


def _json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


as_number = PlainSerializer(_json_number, when_used="json")


def _money(value: Any, most: Decimal = MOST_EUROS) -> Decimal:
    number = _decimal(value)
    if number < 0:
        raise PydanticCustomError("negative_money", "money cannot be negative")
    if number > most:
        raise PydanticCustomError("too_much_money", "more than a trillion euros")
    if number != number.quantize(Decimal("0.01")):
        raise PydanticCustomError("three_decimals", "at most two decimals")
    return number


Euros = Annotated[
    Decimal,
    BeforeValidator(_money),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": float(MOST_EUROS), "multipleOf": 0.01}),
    as_number,
]
"""Money in euros, at most two decimals, not negative."""

Total = Annotated[
    Decimal,
    BeforeValidator(lambda value: _money(value, MOST_TOTAL)),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": float(MOST_TOTAL), "multipleOf": 0.01}),
    as_number,
]
"""Money in euros that was added up: as Euros, but of any size that sums of them can have."""

Share = _between("0", "1")
"""A fraction from 0 to 1."""
Weight = _between("0", "1000000")
"""A number that is not negative."""
Benefit = _between("0", "1000000000000")
"""Benefit, in a unit of the document; beside growth a euro of it weighs as a euro on the sowing line."""
Need = _between("0", "100")
"""Need: 1 is average, 1.35 reads "35% more than average"."""
Rise = _between("-0.2", "1")
"""A yearly rise as a fraction: 0.025 is 2.5%."""
Figure = _between("-1000000000000", "1000000000000")
"""A statistical figure, in its own unit."""
Quantity = _between("-1e30", "1e30")
"""A figure that was computed, of any size."""
Dial = _between("0", "4")
Evenness = _between("0.25", "4")
Ratio = _between("1", "1000000")
Factor = _between("0", "100", above=True)


def _year(value: Any) -> int:
    """A calendar year; a key of a JSON object is text, so digits will do."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) == 4:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise PydanticCustomError("not_a_year", "a calendar year was expected")
    if not FIRST_YEAR <= value <= LAST_YEAR:
        raise PydanticCustomError("not_a_year", "a calendar year was expected")
    return value


Year = Annotated[
    int, BeforeValidator(_year), WithJsonSchema({"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR})
]


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise PydanticCustomError("not_whole", "a whole number was expected")
    if value < 0:
        raise PydanticCustomError("negative_number", "cannot be negative")
    if value > 10**9:
        raise PydanticCustomError("out_of_range", "too large", {"low": "0", "high": "1000000000"})
    return value


Count = Annotated[int, BeforeValidator(_count), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 10**9})]
"""A whole number that is not negative."""

Id = Annotated[str, Field(pattern=r"^\w[\w.\-]*$", max_length=80)]
"""An identifier: letters, digits, underscore, hyphen and full stop; unique in its list."""
Name = Annotated[str, Field(min_length=1, max_length=300)]
"""A name for people; one line."""
Text = Annotated[str, Field(max_length=5000)]
Flag = Annotated[bool, Field(strict=True)]


class Named(Part):
    """A part with an identifier, unique in its list, and a name for people."""

    id: Id
    name: Text = Field("", description="Name for people; the id is shown where it is left out.")

    @property
    def label(self) -> str:
        """What people see."""
        return self.name or self.id
