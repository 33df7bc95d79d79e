"""Sentences about alternatives: plans that are nearly as good as the best one."""

ALTERNATIVES: dict[str, tuple[str, str]] = {
    "stage.alternative_steadiest": ("Alternatief: het gelijkmatigst", "Alternative: steadiest"),
    "stage.alternative_fewest_payments": ("Alternatief: de minste betalingen", "Alternative: fewest payments"),
    "stage.alternative_equal_shares": ("Alternatief: dicht bij gelijke delen", "Alternative: close to equal shares"),
    "stage.alternative_previous_plan": ("Alternatief: dicht bij het vorige plan", "Alternative: close to previous"),
    "alternative.best": ("Beste plan", "Best plan"),
    "alternative.steadiest": ("Gelijkmatigste plan", "Steadiest plan"),
    "alternative.fewest_payments": ("Plan met de minste betalingen", "Plan with the fewest payments"),
    "alternative.equal_shares": ("Plan het dichtst bij gelijke delen", "Plan closest to equal shares"),
    "alternative.previous_plan": ("Plan het dichtst bij het vorige plan", "Plan closest to the previous plan"),
    "alternative.title": (
        "{name}, {first}-{last}: het beste plan en alternatieven",
        "{name}, {first}-{last}: the best plan and alternatives",
    ),
    "alternative.head.plan": ("Plan", "Plan"),
    "alternative.head.given_up": ("Minder groei", "Less growth"),
    "alternative.head.given_up_benefit": ("Minder baten", "Less benefit"),
    "alternative.head.given_up_mixed": ("Minder groei en baten", "Less growth and benefit"),
    "alternative.head.part": ("% van het geld", "% of the money"),
    "alternative.head.part_benefit": ("% van de baten", "% of the benefit"),
    "alternative.head.part_mixed": ("% van geld en baten", "% of money and benefit"),
    "alternative.head.change": ("Verschil tussen jaren", "Change between years"),
    "alternative.head.payments": ("Betalingen", "Payments"),
    "alternative.head.equal": ("Verschil met gelijke delen", "From equal shares"),
    "alternative.head.previous": ("Verschil met vorig plan", "From the previous plan"),
    "alternative.about": (
        "Een alternatief mag hoogstens 1% minder zijn dan het beste plan: hier {allowed} groei. Groei is in euro's: "
        "een euro telt voor een euro in een wijk die op haar zaailijn zit, en voor meer in een wijk die eronder zit.",
        "An alternative may be at most 1% below the best plan: here {allowed} of growth. Growth is in euros: a euro "
        "counts for one euro in a wijk that is on its sowing line, and for more in a wijk below it.",
    ),
    "alternative.about_benefit": (
        "Een alternatief mag hoogstens 1% minder baten hebben dan het beste plan: hier {allowed}.",
        "An alternative may have at most 1% less benefit than the best plan: here {allowed}.",
    ),
    "alternative.about_mixed": (
        "Een alternatief mag hoogstens 1% minder zijn dan het beste plan: hier {allowed} aan groei en baten samen.",
        "An alternative may be at most 1% below the best plan: here {allowed} of growth and benefit together.",
    ),
    "alternative.about_figures": (
        "Verschil tussen jaren: alle stijgingen en dalingen van jaar op jaar opgeteld, zonder prijsstijging; in "
        "focusdomeinen dubbel. De andere verschillen zijn opgeteld over alle jaren.",
        "Change between years: all rises and falls from year to year added up, without the rise of prices; twice in "
        "focus domains. The other differences are added up over all years.",
    ),
    "alternative.warning": (
        "Dit is een alternatief en niet het beste plan. Het heeft {given_up} minder groei (hoogstens {allowed} mag).",
        "This is an alternative and not the best plan. It has {given_up} less growth (at most {allowed} is allowed).",
    ),
    "alternative.warning_benefit": (
        "Dit is een alternatief en niet het beste plan. Het heeft {given_up} minder baten (hoogstens {allowed} mag).",
        "This is an alternative and not the best plan. It has {given_up} less benefit (at most {allowed} is allowed).",
    ),
    "alternative.warning_mixed": (
        "Dit is een alternatief en niet het beste plan. Groei en baten zijn samen {given_up} minder (hoogstens "
        "{allowed} mag).",
        "This is an alternative and not the best plan. Growth and benefit together are {given_up} less (at most "
        "{allowed} is allowed).",
    ),
    "alternative.fewest.proven": (
        "Minder betalingen dan in het plan met de minste betalingen kan niet: dat is bewezen, voor het afronden.",
        "There can be no fewer payments than in the plan with the fewest: that is proven, before rounding.",
    ),
    "alternative.fewest.unproven": (
        "Of het met nog minder betalingen kan, is niet bewezen.",
        "Whether fewer payments are possible is not proven.",
    ),
    "alternative.fewest.at_least": (
        "Of het met nog minder betalingen kan, is niet bewezen. Minder dan {least} kan zeker niet.",
        "Whether fewer payments are possible is not proven. Fewer than {least} is surely not.",
    ),
    "alternative.no_previous": (
        "Er is geen vorig plan, en dus geen alternatief dat daar dicht bij blijft.",
        "There is no previous plan, and so no alternative that stays close to it.",
    ),
    "alternative.stopped": (
        "{plan}: nog niet gevonden toen het rekenen stopte.",
        "{plan}: not found before solving stopped.",
    ),
    "alternative.failed": (
        "{plan}: niet gevonden, want het rekenen is mislukt. Meld dit met het programma erbij.",
        "{plan}: not found, because solving failed. Please report this with the programme.",
    ),
    "alternative.decisions": (
        "Wat in het beste plan wel of niet doorgaat, staat in de alternatieven vast.",
        "What goes ahead or not in the best plan is fixed in the alternatives.",
    ),
    "alternative.folder": (
        "{path} is geen map.",
        "{path} is not a folder.",
    ),
}
