"""Sentences about what-if: a change that names nothing, and why an answer is not the programme's own optimum."""

WHATIF: dict[str, tuple[str, str]] = {
    "unknown_floor": (
        "{place}: een ondergrens nr. {id} (vanaf 0 geteld) staat niet in het programma.",
        "{place}: a floor no. {id} (counted from 0) is not in the programme.",
    ),
    "unknown_floor.expected": ("het nummer van een ondergrens uit rules/floors", "the number of one of rules/floors"),
    "whatif.not_yet": (
        "{measure} gaat helemaal door of helemaal niet, of heeft een minimum. Wat-als kan daar nog niet mee rekenen.",
        "{measure} goes ahead as a whole or not at all, or has a minimum. What-if cannot yet reckon with that.",
    ),
    "whatif.market": (
        "De verdeling is niet tot op een half procentpunt bewezen.",
        "The division is not proven to half a percentage point.",
    ),
}
