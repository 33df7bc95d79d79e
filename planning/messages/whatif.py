"""Sentences about what-if: why an answer is not the programme's own optimum."""

WHATIF: dict[str, tuple[str, str]] = {
    "whatif.held": (
        "Wat helemaal doorgaat of helemaal niet, is gehouden zoals in het plan. Met andere keuzes kan het beter.",
        "What goes ahead as a whole or not at all is kept as in the plan. Other choices may do better.",
    ),
    "whatif.market": (
        "De verdeling is niet tot op een half procentpunt bewezen.",
        "The division is not proven to half a percentage point.",
    ),
}
