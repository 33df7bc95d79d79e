"""Sentences of what happens in a plan: money that lapses, and why as far as is known."""

PLANNING: dict[str, tuple[str, str]] = {
    "lapse.stream": (
        "Van geldstroom «{stream}» blijft in dit plan {lost:euros} liggen, in {years:years}.{why}",
        "{lost:euros} of stream “{stream}” lapses in this plan, in {years:years}.{why}",
    ),
    "lapse.others": (
        "Ook van andere geldstromen blijft geld liggen, samen {lost:euros}: {streams:names}.",
        "Money of other streams lapses too, {lost:euros} together: {streams:names}.",
    ),
    "lapse.idle": ("Zij mag geen enkele maatregel betalen.", "It may pay no measure at all."),
    "lapse.idle_years": (
        "In {years:years} mag zij geen enkele maatregel betalen: daardoor ten minste {lost:euros}.",
        "It may pay no measure at all in {years:years}: at least {lost:euros} of it by that.",
    ),
    "lapse.maxima": (
        "De maatregelen die zij mag betalen hebben maxima die samen te laag zijn: daardoor ten minste {lost:euros}.",
        "The measures that it may pay have maxima that are too low together: at least {lost:euros} of it by that.",
    ),
    "lapse.match": (
        "Anderen kunnen er te weinig cofinanciering naast leggen: daardoor ten minste {lost:euros}.",
        "Others can put too little co-financing beside it: at least {lost:euros} of it by that.",
    ),
    "lapse.no_match": (
        "Zij vraagt cofinanciering die geen enkele andere geldstroom kan geven.",
        "It asks co-financing that no other stream can give.",
    ),
    "lapse.worthless": (
        "Waar alleen baten tellen, mag geld blijven liggen dat geen baten brengt.",
        "Where benefit alone counts, money that brings none may lapse.",
    ),
}
