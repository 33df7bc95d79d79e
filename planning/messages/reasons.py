"""Sentences that say why: what keeps a cell from its sowing line, what more money would do, who gives and who gets.

`piece.*` are what people call a piece of the document, in the middle of a sentence. `euros` is nominal.
"""

PIECES: dict[str, tuple[str, str]] = {
    "piece.floors.wijk.domain": ("de ondergrens van {wijk} voor {domain}", "the floor of {wijk} for {domain}"),
    "piece.floors.wijk.all": ("de ondergrens van {wijk} voor elk leefdomein", "the floor of {wijk} for every domain"),
    "piece.floors.all.domain": ("de ondergrens van elke wijk voor {domain}", "the floor of every wijk for {domain}"),
    "piece.floors.all.all": (
        "de ondergrens van elke wijk voor elk leefdomein",
        "the floor of every wijk for every domain",
    ),
    "piece.structural_cover": (
        "de structurele dekking (tijdelijk geld betaalt geen structurele maatregelen)",
        "structural cover (incidental money pays no structural measures)",
    ),
    "piece.hold_harmless": (
        "de regel dat geen wijk terugvalt onder het geld van nu",
        "the rule that no wijk falls back below today's money",
    ),
    "piece.focus_minimum": (
        "het vaste deel voor de focusdomeinen",
        "the focus minimum",
    ),
    "piece.persistence": (
        "het volhouden (geld daalt van jaar op jaar niet te snel)",
        "persistence (money does not drop too fast from year to year)",
    ),
    "piece.ramp_up": (
        "het groeitempo (geld groeit van jaar op jaar niet te snel)",
        "the ramp-up (money does not grow too fast from year to year)",
    ),
    "piece.staff_capacity": (
        "de grens aan het personeel voor {domain}",
        "the limit on staff for {domain}",
    ),
    "piece.frontline_room": ("het deel voor professionele ruimte", "the share for frontline room"),
    "piece.resident_initiatives": ("het deel voor bewonersinitiatieven", "the share for resident initiatives"),
    "piece.per_resident_ratio": (
        "de grens aan de verschillen per inwoner tussen wijken",
        "the limit on differences per resident between wijken",
    ),
    "piece.earmark": ("het oormerk van «{stream}»", "the earmark of “{stream}”"),
    "piece.excludes_staff": (
        "de voorwaarde dat «{stream}» geen personeel betaalt",
        "the condition that “{stream}” pays no staff",
    ),
    "piece.carry_over.none": (
        "de voorwaarde dat «{stream}» niet mee mag naar een volgend jaar",
        "the condition that “{stream}” may not be carried over to a next year",
    ),
    "piece.carry_over.until": (
        "de voorwaarde dat «{stream}» uiterlijk in {year} is besteed",
        "the condition that “{stream}” is spent by {year}",
    ),
    "piece.carry_over.share": (
        "de voorwaarde dat «{stream}» maar voor een deel mee mag naar een volgend jaar",
        "the condition that only part of “{stream}” may be carried over",
    ),
    "piece.match": ("de cofinanciering die «{stream}» vraagt", "the co-financing that “{stream}” asks"),
    "piece.max_per_year": ("het maximum van maatregel «{measure}»", "the maximum of measure “{measure}”"),
    "piece.first_year": (
        "de start van maatregel «{measure}» pas in {year}",
        "the late start of measure “{measure}” in {year}",
    ),
    "piece.last_year": ("het einde van maatregel «{measure}» in {year}", "the end of measure “{measure}” in {year}"),
    "piece.requires": (
        "de keten waarin maatregel «{measure}» voortbouwt op «{required}»",
        "the chain in which measure “{measure}” builds on “{required}”",
    ),
    "piece.commitments": (
        "de verplichtingen aan maatregel «{measure}»",
        "the commitments to measure “{measure}”",
    ),
    "piece.investment": (
        "de keuze om investering «{measure}» in {year} te starten",
        "the choice to start investment “{measure}” in {year}",
    ),
    "piece.steadiness": ("het gewicht van gelijkmatigheid", "the weight on steadiness"),
    "piece.previous_plan": ("het vorige plan", "the previous plan"),
}

REASONS: dict[str, tuple[str, str]] = {
    **PIECES,
    "stage.reasons": ("Redenen nagaan", "Looking for reasons"),
    "reason.term": ("over de hele looptijd", "over the whole term"),
    "reason.years": ("in {years:years}", "in {years:years}"),
    "reason.below": (
        "{wijk} krijgt voor {domain} {span} {euros:euros} minder dan de zaailijn (nominaal).",
        "{wijk} gets {euros:euros} less for {domain} {span} than its sowing line (nominal).",
    ),
    "reason.above": (
        "{wijk} krijgt voor {domain} {span} {euros:euros} meer dan de zaailijn (nominaal).",
        "{wijk} gets {euros:euros} more for {domain} {span} than its sowing line (nominal).",
    ),
    "reason.more": (
        "Zonder {piece} zou {wijk} daarvoor {euros:euros} meer krijgen.",
        "Without {piece} {wijk} would get {euros:euros} more for it.",
    ),
    "reason.less": (
        "Zonder {piece} zou {wijk} daarvoor {euros:euros} minder krijgen.",
        "Without {piece} {wijk} would get {euros:euros} less for it.",
    ),
    "reason.none": (
        "Geen van de nagegane onderdelen is daar alleen de reden van.",
        "None of the parts that were looked at is the reason by itself.",
    ),
    "reason.on_line": (
        "{wijk} zit voor {domain} {span} op de zaailijn.",
        "{wijk} is on its sowing line for {domain} {span}.",
    ),
    "reason.looked": (
        "Redenen: van de {all:number} onderdelen die weg te laten zijn, {tried:#|is er één nagegaan, het onderdeel "
        "dat|zijn er # nagegaan, de onderdelen die} het meest {tried:#|leek|leken} uit te maken; {left:#|één|#} niet. "
        "{tried:#|Het|Elk} is alleen weggelaten, met dezelfde zaailijn: redenen tellen niet op.",
        "Reasons: of the {all:number} parts that could be left out, {tried:#|one was looked at, the one|# were looked "
        "at, those} that seemed to matter most; {left:#|one was|# were} not. {tried:#|It|Each} was left out alone, "
        "with the same sowing line: reasons do not add up.",
    ),
    "reason.stopped": (
        "Het zoeken naar redenen is eerder gestopt: er kunnen er meer zijn.",
        "Looking for reasons was stopped early: there can be more.",
    ),
    "reason.looked_at_all": (
        "Redenen: {all:#|geen enkel onderdeel is weg te laten, dus er was niets na te gaan.|het enige onderdeel dat "
        "weg te laten is, is nagegaan: het is weggelaten, met dezelfde zaailijn.|alle # onderdelen die weg te laten "
        "zijn, zijn nagegaan. Elk is alleen weggelaten, met dezelfde zaailijn: redenen tellen niet op.}",
        "Reasons: {all:#|there is no part that could be left out, so there was nothing to look at.|the only part that "
        "could be left out was looked at: it was left out, with the same sowing line.|all # parts that could be left "
        "out were looked at. Each was left out alone, with the same sowing line: reasons do not add up.}",
    ),
    "reason.looked_at_none": (
        "Redenen: {all:#|het enige onderdeel dat weg te laten is, is niet nagegaan.|geen van de # onderdelen die weg "
        "te laten zijn, is nagegaan.}",
        "Reasons: {all:#|the only part that could be left out was not looked at.|none of the # parts that could be "
        "left out was looked at.}",
    ),
    "reason.market": (
        "Redenen en wat € 1.000 meer zou doen, worden bij zoveel wijken niet nagegaan.",
        "Reasons, and what €1,000 more would do, are not looked for with so many wijken.",
    ),
    "reason.decisions": (
        "Wat wel of niet doorgaat en wanneer het begint, staat bij de redenen vast zoals in het plan. Een gekozen "
        "investering is er één van: daarzonder staan de andere vast.",
        "What goes ahead or not, and when it starts, is fixed in the reasons as it is in the plan. An investment that "
        "was chosen is one of them: without it the others are fixed.",
    ),
    "more.decisions": (
        "Wat wel of niet doorgaat, staat daarbij vast zoals in het plan.",
        "What goes ahead or not is fixed as it is in the plan.",
    ),
    "more.stopped": (
        "Het rekenen stopte: van {known:#|geen enkel jaar|één jaar|# jaren} is bekend wat meer geld zou doen, "
        "van {all:#|het ene|de #}.",
        "Solving stopped: of {known:#|no year|one year|# years} it is known what more money would do, "
        "of {all:#|the one|the #}.",
    ),
    "more.head": (
        "{euros:euros} meer van «{stream}» in {year} (nominaal, met dezelfde zaailijn):",
        "{euros:euros} more of “{stream}” in {year} (nominal, with the same sowing line):",
    ),
    "more.coverage": (
        "  Het plan groeit {euros:euros} naar de zaailijn (een euro telt voor een euro in een wijk op haar zaailijn, "
        "voor meer eronder, voor minder erboven).",
        "  The plan grows {euros:euros} towards the sowing line (a euro counts for one euro in a wijk on its sowing "
        "line, for more below it, for less above it).",
    ),
    "more.benefit": ("  De baten zijn {growth:number} hoger.", "  Benefits are {growth:number} higher."),
    "more.mixed": (
        "  Groei en baten, gewogen zoals het programma vraagt, zijn {growth:number} hoger.",
        "  Growth and benefits, weighed as the programme asks, are {growth:number} higher.",
    ),
    "more.wijk.gets": ("  {name} krijgt {euros:euros} meer.", "  {name} gets {euros:euros} more."),
    "more.wijk.gives": ("  {name} krijgt {euros:euros} minder.", "  {name} gets {euros:euros} less."),
    "more.domain.gets": ("  Naar {name} gaat {euros:euros} meer.", "  {euros:euros} more goes to {name}."),
    "more.domain.gives": ("  Naar {name} gaat {euros:euros} minder.", "  {euros:euros} less goes to {name}."),
    "more.all_lapses": ("  Dat valt vrij: niemand kan het krijgen.", "  It would lapse: nobody can get it."),
    "more.lapses": ("  {euros:euros} valt vrij.", "  {euros:euros} lapses."),
    "more.lapses_less": ("  Er valt {euros:euros} minder vrij.", "  {euros:euros} less lapses."),
    "gift.head": (
        "Wie geeft zodat anderen krijgen: het plan tegen gelijke delen, {span} (nominaal).",
        "Who gives so that others get: the plan against equal shares, {span} (nominal).",
    ),
    "gift.gets": (
        "{wijk} krijgt {span} {euros:euros} meer dan bij gelijke behandeling (nominaal).",
        "{wijk} gets {euros:euros} more {span} than with equal treatment (nominal).",
    ),
    "gift.gives": (
        "{wijk} krijgt {span} {euros:euros} minder dan bij gelijke behandeling (nominaal).",
        "{wijk} gets {euros:euros} less {span} than with equal treatment (nominal).",
    ),
    "gift.same": (
        "{wijk} krijgt {span} evenveel als bij gelijke behandeling.",
        "{wijk} gets as much {span} as with equal treatment.",
    ),
    "gift.office": ("Programma, buiten de wijken", "Programme, outside the wijken"),
    "gift.lapsed": ("Vrijval", "Lapsed"),
    "gift.other": ("Andere jaren, of boven de norm", "Other years, or beyond the norm"),
    "gift.from": ("Van", "From"),
    "gift.total": ("Samen", "Together"),
    "gift.note": (
        "Niemand maakt dit over: wat wijken minder krijgen, is naar verhouding verdeeld over wie meer krijgen.",
        "Nobody transfers this: what wijken get less is divided in proportion over those that get more.",
    ),
    "explain.unknown.wijk": ("Wijk «{id}» staat niet in het programma.", "Wijk “{id}” is not in the programme."),
    "explain.unknown.domain": (
        "Leefdomein «{id}» staat niet in het programma.",
        "Domain “{id}” is not in the programme.",
    ),
    "explain.unknown.stream": (
        "Geldstroom «{id}» staat niet in het programma, of telt niet mee.",
        "Stream “{id}” is not in the programme, or does not count.",
    ),
    "explain.unknown.year": ("{id} valt buiten de looptijd.", "{id} is outside the term."),
    "explain.stream_or_cell": (
        "Kies een geldstroom, of een wijk of leefdomein; niet allebei.",
        "Choose a stream, or a wijk or domain; not both.",
    ),
}
