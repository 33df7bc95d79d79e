"""Whether supplies can meet demands when each supply suits only some of them: a maximum flow in whole numbers.

A transportation problem is feasible exactly when every set of demands has enough supply that suits one of them
(D. Gale, "A theorem on flows in networks", Pacific Journal of Mathematics 7, 1957, pages 1073-1082). A maximum flow
finds out, here by E. A. Dinic, "Algorithm for solution of a problem of maximum flow in a network with power
estimation", Soviet Mathematics Doklady 11, 1970, pages 1277-1280.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def unmet(demands: Sequence[int], supplies: Mapping[tuple[int, ...], int]) -> list[int]:
    """What every demand lacks when as much as possible is met in total.

    Args:
        demands: whole amounts, not negative.
        supplies: whole amounts by the demands (positions, each once) that they suit; each is used once.

    Returns:
        One amount per demand; their sum is the least there can be. How it falls over the demands that compete is
        a choice, the same on every run. Supplies that suit one demand, and supplies of demands that nobody competes
        for, need no flow.
    """
    open_amounts = list(demands)
    shared: list[tuple[tuple[int, ...], int]] = []
    for suits, amount in supplies.items():
        if len(suits) == 1:
            open_amounts[suits[0]] -= min(amount, open_amounts[suits[0]])
        elif amount > 0:
            shared.append((suits, amount))
    # A demand that its own supplies meet takes nothing from the others.
    shared = [(tuple(i for i in suits if open_amounts[i]), amount) for suits, amount in shared]
    for i, taken in _flows(open_amounts, [(suits, amount) for suits, amount in shared if suits]).items():
        open_amounts[i] -= taken
    return open_amounts


def _flows(demands: Sequence[int], supplies: Sequence[tuple[tuple[int, ...], int]]) -> dict[int, int]:
    """What a maximum flow brings to each demand."""
    if not supplies:
        return {}
    node = {i: 2 + n for n, i in enumerate(sorted({i for suits, _ in supplies for i in suits}))}
    network = Network(2 + len(node) + len(supplies))
    into = {i: network.edge(node[i], Network.SINK, demands[i]) for i in node}
    for n, (suits, amount) in enumerate(supplies, start=2 + len(node)):
        network.edge(Network.SOURCE, n, amount)
        for i in suits:
            network.edge(n, node[i], amount)
    network.fill()
    return {i: network.flow(edge) for i, edge in into.items()}


class Network:
    """A directed network with whole capacities; node 0 is the source, node 1 the sink."""

    SOURCE, SINK = 0, 1

    def __init__(self, nodes: int) -> None:
        self._out: list[list[int]] = [[] for _ in range(nodes)]
        self._head: list[int] = []
        self._room: list[int] = []

    def edge(self, tail: int, head: int, capacity: int) -> int:
        """Add an edge; returns its number. Its twin (number + 1) is the way back, without room at first."""
        number = len(self._head)
        self._head += [head, tail]
        self._room += [capacity, 0]
        self._out[tail].append(number)
        self._out[head].append(number + 1)
        return number

    def flow(self, edge: int) -> int:
        """What flows through an edge."""
        return self._room[edge + 1]

    def fill(self) -> None:
        """Make the flow as large as can be: shortest ways first, all of one length at once."""
        while level := self._levels():
            self._block(level)

    def _levels(self) -> list[int]:
        """Edges between the source and each node over edges with room (−1: none); empty if the sink is cut off."""
        level = [-1] * len(self._out)
        level[self.SOURCE] = 0
        front = [self.SOURCE]
        while front and level[self.SINK] < 0:
            ahead = []
            for node in front:
                for edge in self._out[node]:
                    head = self._head[edge]
                    if level[head] < 0 and self._room[edge]:
                        level[head] = level[node] + 1
                        ahead.append(head)
            front = ahead
        return level if level[self.SINK] >= 0 else []

    def _block(self, level: list[int]) -> None:
        """Push flow along ways that go up one level at each edge until there is none left."""
        tried = [0] * len(self._out)
        way: list[int] = []
        while True:
            node = self._head[way[-1]] if way else self.SOURCE
            if node == self.SINK:
                self._push(way)
                way.clear()
            elif (edge := self._next(node, level, tried)) is not None:
                way.append(edge)
            elif way:
                tried[self._head[way.pop() ^ 1]] += 1
            else:
                return

    def _next(self, node: int, level: list[int], tried: list[int]) -> int | None:
        """The first edge from `node` that has not failed yet, has room and goes up a level."""
        out = self._out[node]
        while tried[node] < len(out):
            edge = out[tried[node]]
            if self._room[edge] and level[self._head[edge]] == level[node] + 1:
                return edge
            tried[node] += 1
        return None

    def _push(self, way: Sequence[int]) -> None:
        amount = min(self._room[edge] for edge in way)
        for edge in way:
            self._room[edge] -= amount
            self._room[edge ^ 1] += amount
