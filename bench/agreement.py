"""Whether the plain peers come to the same: otherwise comparing times means nothing."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bench.peers.plain import Reached

WITHIN = 1e-6
"""Relative difference that counts as the same."""
NOTHING = {"lapsed": 1e-5, "largest": 1e-8, "shortfall": 1e-6, "coarse": 1e-3, "growth": 1e-3}
"""What counts as nothing where the value is nothing: a cent, a hundred-millionth of a sowing line, and so on."""


def apart(ours: Reached, theirs: Reached) -> dict[str, float]:
    """Relative difference per stage; 0 where both are next to nothing."""
    found = {}
    for stage, nothing in NOTHING.items():
        here, there = getattr(ours, stage), getattr(theirs, stage)
        gap, size = abs(here - there), max(abs(here), abs(there))
        found[stage] = 0.0 if gap <= nothing * WITHIN or size <= nothing else gap / size
    return found


def agree(size: str, peer: str, ours: Reached, theirs: Reached) -> dict[str, Any]:
    """What both reached, as a record.

    Raises:
        AssertionError: when they differ by more than WITHIN in any stage.
    """
    gaps = apart(ours, theirs)
    if max(gaps.values()) > WITHIN:
        raise AssertionError(f"{peer} on {size} differs: {gaps}\n  ours   {ours}\n  theirs {theirs}")
    return {"size": size, "peer": peer, "apart": gaps, "ours": asdict(ours), "theirs": asdict(theirs)}
