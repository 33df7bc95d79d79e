"""Arithmetic of the checker: whole numbers and ratios of whole numbers, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import lcm

CENTS = 100
"""Cents per euro."""
LEVEL = 10**10
"""A price index has ten decimals: its level times this is a whole number."""


def to_cents(euros: Decimal) -> int:
    """Cents of an amount that has at most two decimals."""
    return int(euros * CENTS)


def up(over: int, scale: int) -> int:
    """over / scale, rounded up; scale > 0."""
    return -(-over // scale)


def half_even(top: int, bottom: int) -> int:
    """top / bottom as a whole number, halves to the even one; bottom > 0."""
    whole, rest = divmod(top, bottom)
    if 2 * rest > bottom or (2 * rest == bottom and whole % 2):
        return whole + 1
    return whole


def whole_weights(weights: Sequence[Decimal]) -> list[int]:
    """Whole numbers in the same proportions."""
    ratios = [weight.as_integer_ratio() for weight in weights]
    scale = lcm(*(bottom for _, bottom in ratios))
    return [top * (scale // bottom) for top, bottom in ratios]


def divide(euros: int, weights: Sequence[int]) -> list[int]:
    """Whole euros by largest remainder: rounded down, the rest to the largest remainders, earlier ones first.

    Weights are whole numbers above 0 in sum (Hamilton's method).
    """
    mass = sum(weights)
    parts, remainders = [], []
    for weight in weights:
        part, remainder = divmod(euros * weight, mass)
        parts.append(part)
        remainders.append(remainder)
    left = euros - sum(parts)
    if left:
        for i in sorted(range(len(parts)), key=lambda i: -remainders[i])[:left]:
            parts[i] += 1
    return parts
