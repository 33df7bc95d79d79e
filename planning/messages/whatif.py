"""Sentences about what-if: why an answer is not the programme's own optimum."""

WHATIF: dict[str, tuple[str, str]] = {
    "whatif.decisions": (
        "Wat wel of niet doorgaat, staat hierbij vast zoals in het plan. Een nieuw plan kan iets anders kiezen.",
        "What goes ahead or not is fixed here as it is in the plan. A new plan may choose something else.",
    ),
    "whatif.market": (
        "De verdeling is niet tot op een half procentpunt bewezen.",
        "The division is not proven to half a percentage point.",
    ),
}
