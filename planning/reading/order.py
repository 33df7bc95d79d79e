"""The order in which problems are listed: that of the document."""

from __future__ import annotations

from typing import Any

from planning.problems import Problem
from planning.reading.text import MOST_PROBLEMS

MORE = "more_problems"
"""Code of the problem that there are more."""


def in_order(values: dict[str, Any], problems: list[Problem]) -> list[Problem]:
    """The problems as they come in the document; no more than people can read, and whether there are more."""
    ranks = _Ranks()
    listed = sorted(
        (found for found in problems if found.code != MORE), key=lambda found: ranks.of(values, found.pointer)
    )
    more = len(listed) > MOST_PROBLEMS or len(listed) < len(problems)
    return [*listed[:MOST_PROBLEMS], *([Problem("", MORE)] if more else [])]


class _Ranks:
    """Places of keys in the objects of a document, each object looked through once."""

    def __init__(self) -> None:
        self.known: dict[int, dict[str, int]] = {}

    def of(self, node: Any, pointer: str) -> list[int]:
        """Where a JSON pointer leads to, as a list of places that sorts in document order."""
        places = []
        for token in pointer.split("/")[1:]:
            step = token.replace("~1", "/").replace("~0", "~")
            if isinstance(node, dict):
                rank = self._ranks(node)
                places.append(rank.get(step, len(rank)))
                node = node.get(step)
            elif isinstance(node, list) and step.isdecimal() and int(step) < len(node):
                places.append(int(step))
                node = node[int(step)]
        return places

    def _ranks(self, node: dict[str, Any]) -> dict[str, int]:
        if id(node) not in self.known:
            self.known[id(node)] = {key: place for place, key in enumerate(node)}
        return self.known[id(node)]
