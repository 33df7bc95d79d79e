"""One door for money: Decimal euros outside, whole cents inside.

Amounts that a document or a person gives are `Decimal` euros with at most two decimals. Everything that is
added, compared or stored is an `int` of cents. Floats exist in `planning.optimiser` alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from math import lcm

CENTS_PER_EURO = 100
EXACT = Context(prec=50, rounding=ROUND_HALF_EVEN)
"""Arithmetic context of everything that is not whole cents: the same digits on every machine."""

FRACTION = 10**30
INDEX_DECIMALS = Decimal("1e-10")


def cents(euros: Decimal) -> int:
    """Whole cents of `euros`, rounded half to even where there are more than two decimals."""
    return int(EXACT.multiply(euros, Decimal(CENTS_PER_EURO)).to_integral_value(ROUND_HALF_EVEN))


def euros(amount: int) -> Decimal:
    """Euros, with two decimals, of `amount` in cents."""
    return Decimal(amount).scaleb(-2, EXACT)


def split(total: int, weights: Sequence[int | Decimal]) -> list[int]:
    """Divide `total` (a whole number, not negative) in proportion to `weights`, exactly.

    Largest remainder (Hamilton's method): every part is rounded down and what is left goes, one by one, to the
    largest fractions, earlier parts first where they are equal (to 30 decimals: weights that were themselves divided
    are off in about the fortieth, and that must not decide). All zeros where the weights sum to nothing.

    Raises:
        ValueError: for a negative total or weight, or money without any weight to divide it by.
    """
    if total < 0 or any(weight < 0 for weight in weights):
        raise ValueError("split needs a total and weights that are not negative")
    whole = _whole(weights)
    mass = sum(whole)
    if mass == 0:
        if total:
            raise ValueError("nothing to divide the money by")
        return [0] * len(whole)
    divided = [divmod(weight * total, mass) for weight in whole]
    parts = [part for part, _ in divided]
    fractions = [(remainder * FRACTION + mass // 2) // mass for _, remainder in divided]
    for i in sorted(range(len(whole)), key=lambda i: (-fractions[i], i))[: total - sum(parts)]:
        parts[i] += 1
    return parts


def _whole(weights: Sequence[int | Decimal]) -> list[int]:
    """Whole numbers in the proportion of `weights`, without rounding."""
    ratios = [weight.as_integer_ratio() for weight in weights]
    common = lcm(*(denominator for _, denominator in ratios))
    return [numerator * (common // denominator) for numerator, denominator in ratios]


@dataclass(frozen=True)
class PriceIndex:
    """p[t]: what one euro of the price base year costs in year t (1 in the price base year).

    `levels` maps a year to the index with ten decimals, which is its exact value everywhere.
    """

    levels: Mapping[int, Decimal]

    def __getitem__(self, year: int) -> Decimal:
        return self.levels[year]

    def nominal(self, real_cents: int, year: int, unit: int = 1) -> int:
        """Whole units (of `unit` cents) of `year` for cents of the price base year, half to even."""
        amount = EXACT.divide(EXACT.multiply(self.levels[year], Decimal(real_cents)), Decimal(unit))
        return int(amount.to_integral_value(ROUND_HALF_EVEN))


def price_index(base_year: int, years: Sequence[int], default: Decimal, by_year: Mapping[int, Decimal]) -> PriceIndex:
    """The index for `years`: by_year[t] (else `default`) is the rise of prices from t−1 to t, a fraction."""
    level = {base_year: Decimal(1)}
    for year in range(base_year + 1, max([base_year, *years]) + 1):
        rise = EXACT.add(Decimal(1), by_year.get(year, default))
        level[year] = EXACT.multiply(level[year - 1], rise).quantize(INDEX_DECIMALS, context=EXACT)
    for year in range(base_year - 1, min([base_year, *years]) - 1, -1):
        rise = EXACT.add(Decimal(1), by_year.get(year + 1, default))
        level[year] = EXACT.divide(level[year + 1], rise).quantize(INDEX_DECIMALS, context=EXACT)
    return PriceIndex({year: level[year] for year in sorted({base_year, *years})})
