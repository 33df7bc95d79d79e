"""Sentences about the market view: why it is not the whole answer, and what the price of equality shows."""

MARKET: dict[str, tuple[str, str]] = {
    "stage.market": ("Verdelen als markt", "Dividing as a market"),
    "stage.equality": ("Een stand doorgerekend", "One setting divided"),
    "market.objective": (
        "Het plan streeft niet alleen naar de zaailijn, maar ook naar baten.",
        "The plan strives for benefits too, not for the sowing line alone.",
    ),
    "market.steadiness": (
        "Gelijkmatigheid telt mee: wat een wijk krijgt, hangt af van het jaar ervoor en erna.",
        "Steadiness counts: what a wijk gets depends on the year before and after.",
    ),
    "market.commitments": (
        "{stream} heeft al geld toegezegd.",
        "{stream} has committed money already.",
    ),
    "market.match": ("{stream} vraagt cofinanciering.", "{stream} asks for co-financing."),
    "market.carry_over": (
        "{stream} mag maar een deel van wat overblijft meenemen naar het volgende jaar.",
        "{stream} may take only a part of what is left to the next year.",
    ),
    "market.shared": (
        "{measure} bedient meer dan één wijk of leefdomein tegelijk.",
        "{measure} serves more than one wijk or domain at once.",
    ),
    "market.limited": (
        "{measure} heeft een maximum, en voor een deel van het geld is er geen andere maatregel.",
        "{measure} has a maximum, and for some of the money there is no other measure.",
    ),
    "market.whole": (
        "{measure} gaat helemaal door of helemaal niet, of heeft een minimum.",
        "{measure} goes ahead as a whole or not at all, or has a minimum.",
    ),
    "market.requires": ("{measure} bouwt voort op een andere maatregel.", "{measure} builds on another measure."),
    "market.lineless": (
        "Geld van {stream} kan in {year} alleen naar wijken of leefdomeinen zonder zaailijn.",
        "Money of {stream} can in {year} only go to wijken or domains without a sowing line.",
    ),
    "market.rule": (
        "Er geldt een regel die wijken, leefdomeinen of jaren aan elkaar bindt of begrenst: {name}.",
        "A rule ties wijken, domains or years together or limits them: {name}.",
    ),
    "market.rule.structural_cover": ("structurele dekking", "structural cover"),
    "market.rule.floors": ("ondergrenzen", "floors"),
    "market.rule.hold_harmless": ("geen wijk gaat erop achteruit", "hold harmless"),
    "market.rule.focus_minimum": ("minimum voor focusdomeinen", "focus minimum"),
    "market.rule.persistence": ("volhouden", "persistence"),
    "market.rule.ramp_up": ("opbouw", "ramp-up"),
    "market.rule.staff_capacity": ("beschikbaar personeel", "staff capacity"),
    "market.rule.frontline_room": ("professionele ruimte", "frontline room"),
    "market.rule.resident_initiatives": ("bewonersinitiatieven", "resident initiatives"),
    "market.rule.per_resident_ratio": ("grootste verschil per inwoner", "per-resident ratio"),
    "equality.title.dial": (
        "{name}, {first}-{last}: de prijs van gelijkheid, per stand van de ongelijkheidsknop",
        "{name}, {first}-{last}: the price of equality, by setting of the inequality dial",
    ),
    "equality.title.evenness": (
        "{name}, {first}-{last}: de prijs van gelijkheid, per stand van de evenwichtigheid",
        "{name}, {first}-{last}: the price of equality, by evenness",
    ),
    "equality.head.dial": ("Knop", "Dial"),
    "equality.head.evenness": ("Evenwichtigheid", "Evenness"),
    "equality.head.gini": ("Gini", "Gini"),
    "equality.head.theil": ("Theil", "Theil"),
    "equality.head.atkinson": ("Atkinson", "Atkinson"),
    "equality.head.neediest": ("Dekking grootste opgave", "Coverage of the neediest"),
    "equality.head.growth_lost": ("Minder groei", "Less growth"),
    "equality.head.wijk": ("Wijk, € per inwoner per jaar", "Wijk, € per resident per year"),
    "equality.impossible": ("kan niet", "impossible"),
    "equality.about": (
        "Gini, Theil en Atkinson gaan over het geld per inwoner van de wijken, in prijzen van {base}; 0 is overal "
        "gelijk. Dekking grootste opgave: geld gedeeld door zaailijn, van de 20% van de inwoners met de grootste "
        "opgave. Minder groei: vergeleken met het programma zoals het is (knop {dial}, evenwichtigheid {evenness}), "
        "met de zaailijn van nu.",
        "Gini, Theil and Atkinson are of the money per resident of the wijken, in prices of {base}; 0 is equal "
        "everywhere. Coverage of the neediest: money over sowing line, of the 20% of residents with the most need. "
        "Less growth: against the programme as it is (dial {dial}, evenness {evenness}), with today's sowing line.",
    ),
    "equality.every_evenness": (
        "Niets bindt wijken, leefdomeinen en jaren hier aan elkaar: de verdeling is dan bij elke evenwichtigheid "
        "dezelfde.",
        "Nothing ties wijken, domains and years together here: then the division is the same for every evenness.",
    ),
    "equality.impossible_settings": (
        "Bij deze standen kunnen de regels die moeten niet allemaal gelden: {values}.",
        "At these settings the rules that must hold cannot all hold: {values}.",
    ),
    "equality.decisions": (
        "Wat wel of niet doorgaat, is bij elke stand zoals in het programma zoals het is.",
        "What goes ahead or not is at every setting as in the programme as it is.",
    ),
    "equality.unproven": (
        "Dat die besluiten de beste zijn, is niet bewezen.",
        "That those decisions are the best is not proven.",
    ),
    "equality.stopped": (
        "Het rekenen stopte: {known:#|één stand is|# standen zijn} doorgerekend van {all:#|de ene|de #}.",
        "Solving stopped: {known:#|one setting was|# settings were} divided of {all:#|the one|the #}.",
    ),
    "equality.nobody": (
        "Er wonen geen mensen in de wijken: er is niets te vergelijken.",
        "Nobody lives in the wijken: there is nothing to compare.",
    ),
}
