"""What people say beside a document: names and texts. A character that a document may not hold, they may not either."""

from __future__ import annotations

import re

from planning.messages import Language, say
from planning.reading.place import blank, printable

BREAKS = "\n\r\t"
"""What else a text over several lines may hold."""


LONGEST = 254
"""Characters of the longest name, and of the longest address (RFC 5321)."""
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


class NotKept(ValueError):  # noqa: N818 - it is an answer
    """Nothing is seen of a name or a text, it is too long, or it holds what no database keeps or no screen shows."""

    def __init__(self, code: str = "storage.not_kept", said: str = "") -> None:
        super().__init__(code)
        self.code, self.said = code, said

    def sentence(self, language: Language) -> str:
        """Why, for who said it."""
        return say(self.code, language, said=self.said, most=LONGEST)


def name(said: str) -> str:
    """A name as it is kept: one line, without spaces around it.

    Raises:
        NotKept: it is none.
    """
    kept = said.strip()
    if blank(kept) or not is_line(kept):
        raise NotKept
    if len(kept) > LONGEST:
        raise NotKept("storage.long_name")
    return kept


def address(said: str) -> str:
    """An e-mail address as it is kept: in small letters, without spaces around it.

    Raises:
        NotKept: it can be none.
    """
    kept = said.strip().lower()
    if len(kept) > LONGEST or not ADDRESS.fullmatch(kept) or not is_line(kept):
        raise NotKept("storage.no_address", kept)
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
