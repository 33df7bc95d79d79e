"""Sentences about what-if: a change that names nothing, and why an answer is not the programme's own optimum."""

WHATIF: dict[str, tuple[str, str]] = {
    "unknown_floor": (
        "{place}: een ondergrens nr. {id} (vanaf 0 geteld) staat niet in het programma.",
        "{place}: a floor no. {id} (counted from 0) is not in the programme.",
    ),
    "unknown_floor.expected": ("het nummer van een ondergrens uit rules/floors", "the number of one of rules/floors"),
    "whatif.held": (
        "Wat helemaal doorgaat of helemaal niet, is gehouden zoals in het plan. Met andere keuzes kan het beter.",
        "What goes ahead as a whole or not at all is kept as in the plan. Other choices may do better.",
    ),
    "whatif.gap": (
        "Van wat helemaal doorgaat of helemaal niet, is niet bewezen dat het de beste keuzes zijn.",
        "What goes ahead as a whole or not at all is not proven to be the best choice.",
    ),
    "whatif.market": (
        "De verdeling is niet tot op een half procentpunt bewezen.",
        "The division is not proven to half a percentage point.",
    ),
}
