"""A problem in a document, with the place and a sentence: what `flask check` lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from planning.messages import Language, say


@runtime_checkable
class Spoken(Protocol):
    """A value of a sentence that reads otherwise in each language."""

    def spoken(self, language: Language) -> str:
        """The value in words."""
        ...


@dataclass(frozen=True)
class Problem:
    """Something wrong (or, as a warning, odd) at a place of a document.

    `pointer` is a JSON pointer (RFC 6901), `code` the key of the sentence in `planning.messages`, `values` what the
    sentence names (a `Spoken` value is put in the language first), `found` what stands there: text, a number, true,
    false, or None where nothing does.
    """

    pointer: str
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)
    found: Any = None

    def sentence(self, language: Language = "nl") -> str:
        """One sentence for people."""
        return say(self.code, language, **self._values(language))

    def expected(self, language: Language = "nl") -> str:
        """What should stand there, in words; empty where the sentence says it all."""
        return say(f"{self.code}.expected", language, **self._values(language))

    def _values(self, language: Language) -> dict[str, Any]:
        return {
            name: value.spoken(language) if isinstance(value, Spoken) else value for name, value in self.values.items()
        }


class InvalidDocument(Exception):  # noqa: N818 - it is a finding, not a failure of the program
    """The document cannot be used; `problems` says why, all at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problem(s)")
        self.problems = problems
