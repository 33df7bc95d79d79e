"""Who does something, for the log."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Who:
    """account_id: None for who has no account here, such as somebody at the command line; name: as the log shows it."""

    account_id: int | None
    name: str
