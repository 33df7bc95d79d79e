"""What people see for a measure, also for the open ones, which have no name of their own."""

from __future__ import annotations

from planning.messages import Language
from planning.prepared import Prepared
from planning.programme import Measure

OPEN_CELL = ("Nader in te vullen: {wijk}, {domain}", "To be filled in: {wijk}, {domain}")
OPEN_ROOM = {
    "professional": ("Professionele ruimte: {wijk}", "Frontline room: {wijk}"),
    "resident": ("Bewonersinitiatieven: {wijk}", "Resident initiatives: {wijk}"),
}
"""(Dutch, English) by kind of room."""


def measure_label(prepared: Prepared, measure: Measure, language: Language = "nl") -> str:
    """Name of a measure for people: its name or id, and for an open measure the wijk and domain it stands for.

    Raises:
        ValueError: for an open measure whose wijk or domain is not in the programme.
    """
    if not is_open(measure):
        return measure.label
    cell = measure.cells[0]
    wijk = next((wijk.label for wijk in prepared.programme.wijken if wijk.id == cell.wijk), None)
    domain = next((domain.label for domain in prepared.programme.domains if domain.id == cell.domain), None)
    if wijk is None or domain is None:
        raise ValueError(f"open measure {measure.id!r} serves a cell that the programme does not have")
    texts = OPEN_CELL if measure.room is None else OPEN_ROOM[measure.room]
    return texts[0 if language == "nl" else 1].format(wijk=wijk, domain=domain)


def is_open(measure: Measure) -> bool:
    """Whether the tool added the measure: its id holds a colon, which ids of a document cannot."""
    return ":" in measure.id
