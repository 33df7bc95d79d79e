"""Sentences about what-if: why an answer is not the programme's own optimum."""

WHATIF: dict[str, tuple[str, str]] = {
    "whatif.not_yet": (
        "{measure} gaat helemaal door of helemaal niet, of heeft een minimum. Wat-als kan daar nog niet mee rekenen.",
        "{measure} goes ahead as a whole or not at all, or has a minimum. What-if cannot yet reckon with that.",
    ),
    "whatif.market": (
        "De verdeling is niet tot op een half procentpunt bewezen.",
        "The division is not proven to half a percentage point.",
    ),
}
