"""How the payments of a measure fall over its cells, and how exactly that can be checked."""

from __future__ import annotations

from collections.abc import Sequence

from planning.programme import Measure
from planning.verify.exact import CENTS, divide, up, whole_weights


class Division:
    """The cells of one measure; an office has none.

    Attributes:
        cells: (wijk, domain) of every part, in document order.
        weights, mass: whole numbers in proportion to the parts, and their sum.
        slack: tolerance of a part, in cents, as `within` gives it.
        wijken: for every wijk the positions of its parts, and their tolerance together.
    """

    def __init__(self, measure: Measure, unit: int) -> None:
        self.unit = unit
        self.room = measure.room
        self.cells = [(cell.wijk, cell.domain) for cell in measure.cells]
        self.weights = whole_weights([cell.weight for cell in measure.cells])
        self.mass = sum(self.weights)
        self.slack = [self.within([i]) for i in range(len(self.cells))]
        places: dict[str, list[int]] = {}
        for i, (wijk, _) in enumerate(self.cells):
            places.setdefault(wijk, []).append(i)
        self.wijken = [(wijk, chosen, self.within(chosen)) for wijk, chosen in places.items()]

    def parts(self, amount: int) -> list[int]:
        """Cents of a payment per cell: whole euros by largest remainder, odd cents to the largest part."""
        if len(self.cells) == 1:
            return [amount]
        euros, odd = divmod(amount, CENTS)
        parts = [CENTS * part for part in divide(euros, self.weights)]
        if odd:
            parts[parts.index(max(parts))] += odd
        return parts

    def within(self, chosen: Sequence[int]) -> int:
        """Cents by which the parts `chosen` of one payment together may differ from those before rounding.

        The payment moved by less than one unit, and the parts with it by their share of that. Splitting then moves
        each part by less than a euro, and what the chosen ones gain the others lose. (Odd cents come on top.)
        """
        others = len(self.cells) - len(chosen)
        if not others:
            return self.unit
        share = up(self.unit * sum(self.weights[i] for i in chosen), self.mass)
        return share + CENTS * min(len(chosen), others)

    def odd(self, chosen: Sequence[int], amount: int) -> int:
        """Cents that come on top of `within`: odd cents of a payment go to one part whole."""
        return amount % CENTS if len(chosen) < len(self.cells) else 0
