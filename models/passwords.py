"""Passwords: what is asked of one, and its Argon2 hash."""

from __future__ import annotations

from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 200
"""Characters. A short one is guessed; a very long one costs whoever must hash it."""
FEWEST_KINDS = 5
"""Different characters that there must be at least."""
HASHER = PasswordHasher()
NOBODY = HASHER.hash("nobody has this password")
"""For an address that is of nobody: finding that out takes as long as a wrong password does."""

Weakness = Literal["short", "long", "simple", "own"]
"""Fewer characters than `SHORTEST`, more than `LONGEST`, mostly the same ones, or the name or address of its owner."""


def weakness(password: str, *own: str) -> Weakness | None:
    """Why a password is refused; None where it is not.

    Args:
        own: what others know of its owner: name and address.
    """
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    if len(set(password)) < FEWEST_KINDS:
        return "simple"
    parts = [part.lower() for text in own for part in (text, *text.split("@")) if len(part) >= SHORTEST // 2]
    rest = password.lower()
    for part in parts:
        rest = rest.replace(part, "")
    return "own" if len(rest) < SHORTEST // 2 else None


def hashed(password: str) -> str:
    """The hash of a password, with its salt and how it was made."""
    return HASHER.hash(password)


def is_right(kept: str | None, password: str) -> bool:
    """Whether a password is the one of a hash; None: of nobody, which takes as long and is never right."""
    try:
        HASHER.verify(kept or NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_stale(kept: str) -> bool:
    """Whether a hash was made more weakly than it would be now."""
    return HASHER.check_needs_rehash(kept)
