"""The utility of a cell as cones: a column u with U as its bound, exact.

With b the coverage (over its scale) and e the evenness, the column u is paid −1 (e ≤ 1) or +1 (e > 1) for

    e = 1      u ≤ log b           exponential cone
    e = 1/2    u ≤ b^(1/2)         u² ≤ b·1
    e = 1/4    u ≤ b^(3/4)         u² ≤ b·v,  v² ≤ b·1
    e = 2      u ≥ 1/b             u·b ≥ 1²
    e = 4      u ≥ 1/b³            u·b ≥ v²,  v·b ≥ 1²
    other      u ≤ b^(1−e) or u ≥ b^(1−e)    power cone

The products are second-order cones (Lobo, Vandenberghe, Boyd and Lebret 1998, section 2.3), which an
interior-point method solves to more digits than power cones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.oracle.system import Linear

ONE = Linear({}, 1.0)


@dataclass(frozen=True)
class Cone:
    """Three amounts in a cone: "exponential" (u, 1, b): u ≤ log b; "second_order": (x, y, z): x² ≥ y² + z²;
    "power" (x, y, z): x^power · y^(1−power) ≥ |z|.
    """

    kind: str
    amounts: tuple[Linear, Linear, Linear]
    power: float = 0.0


def product(x: Linear, y: Linear, z: Linear) -> Cone:
    """x·y ≥ z², x and y at least 0."""
    return Cone("second_order", (x + y, x - y, z * 2.0))


def utility_cones(u: Linear, b: Linear, evenness: float, new_column: Callable[[], Linear]) -> list[Cone]:
    """The cones that bound `u` by the utility of coverage `b`."""
    if evenness == 1.0:
        return [Cone("exponential", (u, ONE, b))]
    if evenness == 0.5:
        return [product(b, ONE, u)]
    if evenness == 2.0:
        return [product(u, b, ONE)]
    if evenness == 0.25:
        v = new_column()
        return [product(b, v, u), product(b, ONE, v)]
    if evenness == 4.0:
        v = new_column()
        return [product(u, b, v), product(v, b, ONE)]
    if evenness < 1.0:
        return [Cone("power", (b, ONE, u), 1.0 - evenness)]
    return [Cone("power", (b, u, ONE), 1.0 - 1.0 / evenness)]
