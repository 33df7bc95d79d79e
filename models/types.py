"""Kinds of column: money as whole cents, numbers that are exact, and moments, the same on every engine."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Numeric, String
from sqlalchemy.types import TypeDecorator, TypeEngine

CENTS = 100
DIGITS = 60
"""Room for the text of a number: 13 digits before the point and 12 behind it, and more."""


class Cents(TypeDecorator[Decimal]):
    """Euros in Python, whole cents in a BIGINT."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Whole cents.

        Raises:
            ValueError: for a part of a cent.
        """
        if value is None:
            return None
        cents = value * CENTS
        if cents != int(cents):
            raise ValueError(f"{value} euros is no whole number of cents")
        return int(cents)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Euros."""
        return None if value is None else Decimal(value) / CENTS


class Exact(TypeDecorator[Decimal]):
    """A Decimal that is no money: NUMERIC, and text on SQLite, which would make a float of it."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text on SQLite."""
        return dialect.type_descriptor(String(DIGITS) if dialect.name == "sqlite" else Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """The number; its digits on SQLite."""
        return format(value, "f") if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """The number."""
        return None if value is None else Decimal(value)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, to the microsecond; SQLite keeps no zone, so it is added again."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The same moment in UTC.

        Raises:
            ValueError: for a moment without a zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment, with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
