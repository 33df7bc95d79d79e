"""What people say beside a document: names and texts. A character that a document may not hold, they may not either."""

from __future__ import annotations

from planning.messages import Language, say
from planning.reading.place import blank, printable

BREAKS = "\n\r\t"
"""What else a text over several lines may hold."""


class NotKept(ValueError):  # noqa: N818 - it is an answer
    """Nothing is seen of a name or a text, or it holds what no database keeps or no screen shows."""

    def sentence(self, language: Language) -> str:
        """Why, for who said it."""
        return say("storage.not_kept", language)


def name(said: str) -> str:
    """A name as it is kept: one line, without spaces around it.

    Raises:
        NotKept: it is none.
    """
    kept = said.strip()
    if blank(kept) or not is_line(kept):
        raise NotKept
    return kept


def text(said: str) -> str:
    """A text as it is kept, over as many lines as it has.

    Raises:
        NotKept: it is none.
    """
    if blank(said) or not is_line("".join(one for one in said if one not in BREAKS)):
        raise NotKept
    return said


def is_line(said: str) -> bool:
    """Whether all of a text can be kept and shown on one line; what is not was never stored, and is not asked for."""
    return all(map(printable, said))
