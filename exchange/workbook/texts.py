"""Every text of the workbook: key -> (Dutch, English). Templates are for `str.format`."""

from __future__ import annotations

from typing import Any

from planning.messages import Language

TEXTS: dict[str, tuple[str, str]] = {
    # Sheets
    "sheet.summary": ("Samenvatting", "Summary"),
    "sheet.streams": ("Geldstromen", "Streams"),
    "sheet.wijken": ("Wijken", "Neighbourhoods"),
    "sheet.domains": ("Leefdomeinen", "Domains"),
    "sheet.years": ("Jaren", "Years"),
    "sheet.measures": ("Maatregelen", "Measures"),
    "sheet.notes": ("Aandachtspunten", "Points of attention"),
    "sheet.why": ("Waarom", "Why"),
    "sheet.checks": ("Controle", "Checks"),
    "sheet.ledger": ("Grootboek", "Ledger"),
    "sheet.year": ("Jaar {year}", "Year {year}"),
    # Codes, and the names that formulas use for the columns of the ledger. Not Jaar or Year: those are functions.
    "prefix.stream": ("G", "S"),
    "prefix.wijk": ("W", "N"),
    "prefix.domain": ("D", "D"),
    "prefix.measure": ("M", "M"),
    "name.cents": ("Bedrag", "Amount"),
    "name.stream": ("Geldstroomcode", "StreamCode"),
    "name.measure": ("Maatregelcode", "MeasureCode"),
    "name.wijk": ("Wijkcode", "NeighbourhoodCode"),
    "name.domain": ("Domeincode", "DomainCode"),
    "name.year": ("Boekjaar", "BookYear"),
    "name.layer": ("Laag", "Layer"),
    # Words
    "stream": ("Geldstroom", "Stream"),
    "streams": ("Geldstromen", "Streams"),
    "wijk": ("Wijk", "Neighbourhood"),
    "wijken": ("Wijken", "Neighbourhoods"),
    "domain": ("Leefdomein", "Domain"),
    "measure": ("Maatregel", "Measure"),
    "year": ("Jaar", "Year"),
    "partner": ("Partner", "Partner"),
    "layer": ("Laag", "Layer"),
    "kind": ("Soort", "Kind"),
    "kind.stream": ("Soort geld", "Kind of money"),
    "kind.measure": ("Soort maatregel", "Kind of measure"),
    "amount": ("Bedrag", "Amount"),
    "code": ("Code", "Code"),
    "id": ("Kenmerk in het document", "Identifier in the document"),
    "lead": ("Trekker", "Lead"),
    "total": ("Totaal", "Total"),
    "term": ("Hele looptijd", "Whole term"),
    "none": ("Geen", "None"),
    "programme_wide": ("Hele programma", "Whole programme"),
    "municipality": ("Gemeente", "Municipality"),
    "state": ("Rijk", "State"),
    "structural": ("Structureel", "Structural"),
    "incidental": ("Incidenteel", "Incidental"),
    "confirmed": ("Bevestigd", "Confirmed"),
    "expected": ("Verwacht", "Expected"),
    "possible": ("Mogelijk", "Possible"),
    "back": ("← Samenvatting", "← Summary"),
    "focus": (
        "Focus op {domain} (weegt {factor} keer): {reason}",
        "Focus on {domain} (weighs {factor} times): {reason}",
    ),
    "nominal": (
        "Bedragen in euro's, nominaal (lopende prijzen).",
        "Amounts in euros, nominal (current prices).",
    ),
    "footer": ("Pagina {page} van {pages}", "Page {page} of {pages}"),
    # Money of a stream
    "income": ("Inkomsten", "Income"),
    "carried_in": ("Overgeheveld uit vorig jaar", "Carried over from last year"),
    "carried_in.opening": (
        "Overgeheveld uit vorig jaar (eerste jaar: beginsaldo)",
        "Carried over from last year (first year: opening)",
    ),
    "available": ("Beschikbaar", "Available"),
    "available.opening": ("Inkomsten met beginsaldo", "Income with opening"),
    "spent": ("Besteed", "Spent"),
    "carried_out": ("Overgeheveld naar volgend jaar", "Carried over to next year"),
    "carried_end": ("Overgeheveld na de looptijd", "Carried beyond the term"),
    "lapsed": ("Vrijval", "Lapsed"),
    "difference": ("Verschil", "Difference"),
    # Money of a cell
    "residents": ("Inwoners", "Residents"),
    "residents.mean": ("Inwoners (gemiddeld)", "Residents (mean)"),
    "residents.term": ("Inwoners (hele looptijd: gemiddeld)", "Residents (whole term: mean)"),
    "equal": ("Gelijk deel", "Equal share"),
    "line": ("Zaailijn", "Sowing line"),
    "plan": ("Plan", "Plan"),
    "regular.counted": ("Regulier geld (telt mee in de dekking)", "Regular money (counts in the coverage)"),
    "regular": ("Regulier geld", "Regular money"),
    "coverage": ("Dekking van de zaailijn", "Coverage of the sowing line"),
    "per_resident": ("Plan per inwoner", "Plan per resident"),
    "per_resident_per_year": ("Per inwoner per jaar: {what}", "Per resident per year: {what}"),
    # Groups
    "per_year": ("Per jaar", "Per year"),
    "spent_by": ("Besteed per {what}", "Spent by {what}"),
    "plan_by": ("Plan per {what}", "Plan by {what}"),
    "line_by": ("Zaailijn per {what}", "Sowing line by {what}"),
    "coverage_by": ("Dekking per {what}", "Coverage by {what}"),
    "regular_by": ("Regulier geld per {what}", "Regular money by {what}"),
    "not_counted": ("Niet meegeteld: alleen genoemd, niet besteed", "Not counted: listed, not spent"),
    # Summary
    "subtitle": (
        "Programmaplan {first} tot en met {last} · vingerafdruk van het programma {fingerprint}",
        "Programme plan {first} to {last} · fingerprint of the programme {fingerprint}",
    ),
    "municipality.code": ("Gemeente", "Municipality"),
    "horizon": ("Looptijd", "Term"),
    "horizon.value": ("{first} tot en met {last}", "{first} to {last}"),
    "status": ("Status", "Status"),
    "status.optimal": ("Bewezen beste verdeling", "Proven best division"),
    "status.gap": (
        "Hoogstens {gap}% onder het bewezen optimum",
        "At most {gap}% below the proven optimum",
    ),
    "chosen": ("Gekozen investeringen", "Chosen investments"),
    "left_out": ("Niet gekozen investeringen", "Investments that were not chosen"),
    "chosen.measure": ("Investering", "Investment"),
    "chosen.first": ("Start", "Start"),
    "chosen.last": ("Tot en met", "To"),
    "chosen.amount": ("Kosten", "Cost"),
    "counting": ("Geldstromen die meetellen", "Streams that count"),
    "counting.confirmed": ("Bevestigde", "Confirmed"),
    "counting.expected": ("Bevestigde en verwachte", "Confirmed and expected"),
    "counting.all": ("Alle, ook mogelijke", "All, possible ones too"),
    "dial": ("Ongelijkheidsknop", "Inequality dial"),
    "rounding": ("Betalingen in veelvouden van", "Payments in multiples of"),
    "check": ("Controle: alle verschillen samen", "Check: all differences together"),
    "open_aims": ("Streefregels die niet gehaald zijn", "Aims that are not met"),
    "warnings": ("Waarschuwingen", "Warnings"),
    "why.rule": ("Regel of voorwaarde", "Rule or condition"),
    "why.euros": ("Zonder dat: meer (of minder)", "Without it: more (or less)"),
    "why.sentence": ("Uitleg", "Explanation"),
    "why.pointer": ("Plek in het programma", "Place in the programme"),
    "sentence": ("Wat er aan de hand is", "What is the matter"),
    "short": ("Tekort", "Short"),
    "note.summary": (
        "De zaailijn is wat een wijk zou krijgen als al het geld vrij en gestaag naar opgave stroomde; "
        "het gelijk deel is hetzelfde bedrag per inwoner voor iedereen.",
        "The sowing line is what a neighbourhood would get if all money flowed freely and steadily to need; "
        "the equal share is the same amount per resident for everyone.",
    ),
    "note.streams": (
        "Inkomsten plus wat overgeheveld is, is wat er te besteden valt. Het verschil moet 0 zijn.",
        "Income plus what is carried over is what can be spent. The difference must be 0.",
    ),
    "note.years": (
        "Wat er in een jaar beschikbaar is, wie het betaalt en wat er overblijft.",
        "What there is in a year, who pays it and what is left.",
    ),
    "note.measures": (
        "Wat elke maatregel per jaar krijgt. Een maatregel zonder geld staat er met 0.",
        "What each measure gets per year. A measure without money stands there with 0.",
    ),
    "note.notes": (
        "Streefregels wijken als het geld of een harde regel het vraagt. Het tekort is in euro's.",
        "Aims give way where the money or a hard rule asks for it. The shortfall is in euros.",
    ),
    "note.why": (
        "Wat een wijk in de hele looptijd meer of minder zou krijgen zonder dat ene onderdeel, met dezelfde zaailijn. "
        "Elk is alleen weggelaten: de bedragen tellen niet op.",
        "What a neighbourhood would get more or less in the whole term without that one part, with the same sowing "
        "line. Each was left out alone: the amounts do not add up.",
    ),
    "note.checks": (
        "Elk totaal in deze werkmap naast het grootboek. Elk verschil moet 0 zijn.",
        "Every total of this workbook beside the ledger. Every difference must be 0.",
    ),
    "note.ledger": (
        "Elke betaling, gedeeld over de wijken en leefdomeinen die ze dient. Alle bladen rekenen hieruit.",
        "Every payment, divided over the neighbourhoods and domains that it serves. All sheets draw on it.",
    ),
    "ledger.filtered": ("Zichtbaar na filter", "Visible after filter"),
    # Checks
    "checks.streams": ("Elke geldstroom sluit", "Every stream balances"),
    "checks.sheets": ("Elk blad sluit met het grootboek", "Every sheet agrees with the ledger"),
    "checks.line": ("De zaailijn sluit met het geld", "The sowing line agrees with the money"),
    "checks.what": ("Wat", "What"),
    "checks.name": ("Blad", "Sheet"),
    "checks.sheet": ("Volgens het blad", "By the sheet"),
    "checks.ledger": ("Volgens het grootboek", "By the ledger"),
    "checks.domains": (
        "Zaailijn van alle wijken en van alle leefdomeinen",
        "Sowing line of all neighbourhoods and domains",
    ),
    "checks.beside": ("Daarnaast", "Beside it"),
    "checks.income": ("Al het geld dat verdeeld wordt", "All money that is divided"),
    "checks.all": ("Alle verschillen samen", "All differences together"),
    # Conditions of a stream
    "conditions.free": ("Vrij te besteden.", "Free to spend."),
    "conditions.domains": ("Alleen voor leefdomein {names}.", "Only for domain {names}."),
    "conditions.wijken": ("Alleen voor wijk {names}.", "Only for neighbourhood {names}."),
    "conditions.measures": ("Alleen voor maatregel {names}.", "Only for measure {names}."),
    "conditions.staff": ("Niet voor personeel.", "Not for staff."),
    "conditions.lapse": (
        "Wat in een jaar niet besteed is, valt vrij.",
        "What is not spent in a year lapses.",
    ),
    "conditions.carry": (
        "Overheveling: {share} procent, te besteden tot en met {until}.",
        "Carry-over: {share} percent, to be spent by {until}.",
    ),
    "conditions.match": (
        "Cofinanciering: {ratio} euro per euro, van {layers}, {scope}, {per}.",
        "Co-financing: {ratio} euro per euro, from {layers}, {scope}, {per}.",
    ),
    "scope.programme": ("in het hele programma", "anywhere in the programme"),
    "scope.wijk": ("in dezelfde wijk", "in the same neighbourhood"),
    "scope.measure": ("in dezelfde maatregel", "in the same measure"),
    "per.year": ("elk jaar", "every year"),
    "per.term": ("over de hele looptijd", "over the whole term"),
    # Charts
    "chart.layers": ("Geld per laag per jaar", "Money per layer per year"),
    "chart.layers.alt": (
        "Gestapelde kolommen: wat gemeente, Rijk en partners per jaar betalen. De bedragen staan op het blad Jaren.",
        "Stacked columns: what municipality, state and partners pay per year. The amounts are on the sheet Years.",
    ),
    "chart.wijken": (
        "Euro's per inwoner per jaar: gelijk deel, zaailijn en plan",
        "Euros per resident per year: equal share, sowing line and plan",
    ),
    "chart.wijken.alt": (
        "Per wijk een groene kolom voor het plan, met een zwarte ruit op de zaailijn en een open cirkel op het "
        "gelijk deel. De bedragen staan in de tabel eronder.",
        "Per neighbourhood a green column for the plan, with a black diamond at the sowing line and an open circle "
        "at the equal share. The amounts are in the table below.",
    ),
    "chart.stream": ("Besteed, overgeheveld en vrijgevallen", "Spent, carried over and lapsed"),
    "chart.stream.alt": (
        "Gestapelde kolommen per jaar voor {name}: besteed, overgeheveld naar volgend jaar en vrijval. "
        "De bedragen staan in de tabel erboven.",
        "Stacked columns per year for {name}: spent, carried over to next year and lapsed. "
        "The amounts are in the table above.",
    ),
    "chart.area": ("Plan en zaailijn per jaar", "Plan and sowing line per year"),
    "chart.area.alt": (
        "Per jaar een groene kolom voor het plan van {name}, met een zwarte ruit op de zaailijn en een open cirkel "
        "op het gelijk deel. De bedragen staan in de tabel erboven.",
        "Per year a green column for the plan of {name}, with a black diamond at the sowing line and an open circle "
        "at the equal share. The amounts are in the table above.",
    ),
}


def text(key: str, language: Language, **values: Any) -> str:
    """The text of `key` with `values` filled in.

    Raises:
        KeyError: for a key without a text.
    """
    template = TEXTS[key][0 if language == "nl" else 1]
    return template.format(**values) if values else template
