"""Notes on the headings of the programme workbook: what a column means, with its unit, (Dutch, English).

An empty English text: there the description of the field in the document is the note, so that it is said once.
"""

_ID = (
    "Kenmerk, uniek op dit blad: letters, cijfers, streepjes en punten, zonder spaties. Andere bladen verwijzen "
    "hiernaar.",
    "Identifier, unique on this sheet: letters, digits, hyphens and full stops, no spaces. Other sheets refer to it.",
)
_NAME = ("Naam voor mensen. Zonder naam wordt de id getoond.", "")
_WIJK = ("Id van een wijk, van het blad Wijken.", "Id of a wijk, from the sheet Neighbourhoods.")
_DOMAIN = ("Id van een leefdomein, van het blad Leefdomeinen.", "Id of a domain, from the sheet Domains.")
_MEASURE = ("Id van een maatregel, van het blad Maatregelen.", "Id of a measure, from the sheet Measures.")
_STREAM = ("Id van een geldstroom, van het blad Geldstromen.", "Id of a stream, from the sheet Streams.")
_STRENGTH = (
    "Moet: geldt altijd. Streven: zo ver als wat moet het toelaat; wat ontbreekt wordt gemeld.",
    "must: always holds. aim: as far as the musts allow; what it falls short is reported.",
)

NOTES: dict[str, tuple[str, str]] = {
    "programme.zaaiplan": ("Laat dit staan: 1.", ""),
    "programme.name": ("Naam van het programma.", "Name of the programme."),
    "programme.municipality": ("CBS-code van de gemeente, zoals GM0599.", ""),
    "programme.start_year": ("Eerste kalenderjaar van de looptijd.", "First calendar year of the term."),
    "programme.years": ("Jaren van de looptijd, 1 tot en met 30.", ""),
    "programme.price_base_year": ("Jaar van de reële euro's; leeg: het eerste jaar.", ""),
    "programme.index_default": (
        "Deel per jaar waarmee prijzen stijgen, voor elk jaar dat niet op het blad Index staat.",
        "",
    ),
    "programme.dial": ("Ongelijkheidsknop: macht op de opgave. 0 is gelijk per inwoner.", ""),
    "programme.evenness": ("Hoe sterk de minst gedekte cellen voorgaan, 0,25 tot en met 4.", ""),
    "programme.steadiness": ("Gewicht van een euro verandering van jaar op jaar, tegenover groei.", ""),
    "programme.count": ("Welke geldstromen meetellen.", ""),
    "programme.count_regular": ("Of regulier geld meetelt in dekking en zaailijn.", ""),
    "programme.need_method": ("Hoe indicatoren opgave worden.", ""),
    "programme.objective": ("Waar het plan naar streeft.", ""),
    "programme.mixed_coverage": ("Bij beide: gewicht van de groei naar de zaailijn.", ""),
    "programme.mixed_benefit": ("Bij beide: gewicht van de baten, per euro.", ""),
    "programme.round_to": ("Hele euro's waar betalingen een veelvoud van zijn.", ""),
    "settings.setting": ("Wat er ingesteld wordt. Laat deze kolom staan.", "What is set. Leave this column as it is."),
    "settings.value": ("De waarde. Leeg: wat bij Uitleg standaard heet.", "The value. Blank: the default."),
    "settings.meaning": ("Alleen ter uitleg; wordt niet gelezen.", "An explanation only; it is not read."),
    "domains.id": _ID,
    "domains.name": _NAME,
    "domains.share": ("Gewicht van het leefdomein in de zaailijn; alleen de verhoudingen tellen.", ""),
    "domains.norm": (
        "Euro per inwoner per jaar bij opgave 1, in prijzen van het basisjaar; in plaats van een gewicht.",
        "",
    ),
    "domains.taakveld": ("Code van het Iv3-taakveld, als tekst: 0.1 is niet 0.10.", ""),
    "wijken.id": _ID,
    "wijken.name": _NAME,
    "wijken.code": ("CBS-code, zoals WK059910.", ""),
    "wijken.residents": (
        "Aantal inwoners. Verschilt het per jaar: laat dit leeg en vul het blad Inwoners per jaar in.",
        "Residents. Where they differ by year: leave this blank and fill in the sheet Residents by year.",
    ),
    "wijken.need": ("Opgave in dit leefdomein, 1 is gemiddeld; gaat voor indicatoren. Leeg: uit indicatoren.", ""),
    "wijken.baseline": (
        "Euro, nominaal: geld van de soort die hier verdeeld wordt, in het jaar vóór de looptijd.",
        "",
    ),
    "residents.wijk": _WIJK,
    "residents.residents": ("Inwoners in dit jaar; leeg: die van het laatste jaar ervoor dat er wel staat.", ""),
    "focus.wijk": _WIJK,
    "focus.domain": _DOMAIN,
    "focus.factor": ("Factor op het gewicht van de cel; 1,5 is anderhalf keer zo zwaar.", ""),
    "focus.reason": ("Waarom dit leefdomein, in woorden.", ""),
    "indicators.id": _ID,
    "indicators.name": _NAME,
    "indicators.domain": _DOMAIN,
    "indicators.higher_is": ("Of een hogere waarde meer opgave betekent (slechter) of minder (beter).", ""),
    "indicators.weight": ("Gewicht onder de indicatoren van het leefdomein.", ""),
    "indicators.reference": (
        "Waarde bij opgave 1, in de eenheid van de waarden; leeg: het gemiddelde, naar inwoners gewogen.",
        "",
    ),
    "values.wijk": _WIJK,
    "values.values": ("Waarde van deze indicator in de wijk, in de eigen eenheid; leeg: geen cijfer.", ""),
    "partners.id": _ID,
    "partners.name": _NAME,
    "partners.layer": ("Laag: gemeente, Rijk of partner.", ""),
    "streams.id": _ID,
    "streams.name": _NAME,
    "streams.partner": ("Id van wie het geld brengt, van het blad Partners.", "Id of who brings it, from Partners."),
    "streams.kind": ("Structureel of incidenteel.", ""),
    "streams.opening": ("Euro, nominaal: beschikbaar bij het begin van de looptijd.", ""),
    "streams.domains": ("Oormerk: id's van leefdomeinen, met ; ertussen. Leeg: alle.", ""),
    "streams.wijken": ("Oormerk: id's van wijken, met ; ertussen. Leeg: alle.", ""),
    "streams.measures": ("Oormerk: id's van maatregelen, met ; ertussen. Leeg: alle.", ""),
    "streams.excludes_staff": ("Ja: kan geen maatregelen met personeel betalen.", ""),
    "streams.carry_over_share": (
        "Deel van wat in een jaar beschikbaar was dat naar het volgende jaar mag. Leeg: wat over is, valt vrij.",
        "Fraction of what was available in a year that may go on to the next. Blank: what is left lapses.",
    ),
    "streams.carry_over_until": ("Laatste jaar waarin het geld besteed kan worden; leeg: tot het einde.", ""),
    "streams.match_ratio": (
        "Euro van anderen per euro van deze geldstroom. Leeg: er wordt geen cofinanciering gevraagd.",
        "Euros of others per euro of this stream. Blank: no co-financing is asked.",
    ),
    "streams.match_from_layers": ("Lagen waarvan de geldstromen tellen, met ; ertussen. Leeg: alle drie.", ""),
    "streams.match_scope": ("Waar het geld van anderen moet zijn.", ""),
    "streams.match_per": ("Of het elk jaar moet kloppen of over de hele looptijd.", ""),
    "streams.certainty": ("Bevestigd, verwacht of mogelijk; zie Geldstromen die meetellen.", ""),
    "streams.probability": ("Kans dat het geld komt; wordt getoond, er wordt niet mee gerekend.", ""),
    "amounts.stream": _STREAM,
    "amounts.amounts": ("Euro, nominaal, in dit kalenderjaar; leeg is 0.", ""),
    "measures.id": _ID,
    "measures.name": _NAME,
    "measures.lead": ("Wie de trekker is.", ""),
    "measures.office": (
        "Ja: een bureau dat bij geen wijk en leefdomein hoort, en niet op het blad Dient staat.",
        "yes: an office that belongs to no wijk and domain, and is not on the sheet Serves.",
    ),
    "measures.kind": ("Structureel of incidenteel.", ""),
    "measures.first_year": ("Eerste jaar; leeg: het eerste van de looptijd.", ""),
    "measures.last_year": ("Laatste jaar; leeg: het laatste van de looptijd.", ""),
    "measures.min_per_year": ("Euro per jaar, prijzen van het basisjaar: het minste als hij doorgaat.", ""),
    "measures.max_per_year": ("Euro per jaar, prijzen van het basisjaar; leeg: geen maximum.", ""),
    "measures.min_years": ("Jaren die hij doorgaat als hij eenmaal begonnen is.", ""),
    "measures.indexed": ("Of minimum, maximum en investering de prijsindex volgen.", ""),
    "measures.start_years": ("Jaren waarin een investering kan beginnen, met ; ertussen. Leeg: elk jaar.", ""),
    "measures.fte_per_million": ("Voltijds personeel per miljoen euro, prijzen van het basisjaar.", ""),
    "measures.staff": ("Of hij personeel betaalt.", ""),
    "measures.room": ("Professionele ruimte, bewonersinitiatieven of leeg.", ""),
    "measures.indicator": ("Wat er gemeten wordt; nooit bij bewonersinitiatieven.", ""),
    "measures.already_running": ("Jaren vóór de looptijd waarin hij volledig liep, met ; ertussen.", ""),
    "measures.benefit": ("Baten per euro; van een investering: de baten als ze gekozen wordt.", ""),
    "serves.measure": _MEASURE,
    "serves.wijk": _WIJK,
    "serves.domain": _DOMAIN,
    "serves.weight": ("Gewicht van deze cel in de maatregel; samen gelden ze als 1.", ""),
    "requires.of": _MEASURE,
    "requires.measure": (
        "Id van de maatregel waarop hij voortbouwt.",
        "Id of the measure that it builds on.",
    ),
    "requires.lag": ("Jaren tussen de twee.", ""),
    "requires.share": ("Hoogste verhouding van de mate waarin beide uitgevoerd worden.", ""),
    "profiles.measure": (
        "Id van een maatregel die een investering is: alles of niets.",
        "Id of a measure that is an investment: all or nothing.",
    ),
    "profiles.profile": (
        "Euro in dit jaar sinds de start, prijzen van het basisjaar. Vul 0 in waar een jaar ertussen niets kost.",
        "Euros in this year since its start, base-year prices. Fill in 0 where a year in between costs nothing.",
    ),
    "commitments.stream": _STREAM,
    "commitments.measure": _MEASURE,
    "commitments.year": ("Kalenderjaar van de looptijd.", "Calendar year of the term."),
    "commitments.amount": ("Euro, nominaal: de geldstroom betaalt ten minste dit.", ""),
    "regular.wijk": _WIJK,
    "regular.domain": _DOMAIN,
    "regular.per_year": ("Euro per jaar in prijzen van het basisjaar; volgt de prijsindex.", ""),
    "rules.rule": ("De regel. Laat deze kolom staan.", "The rule. Leave this column as it is."),
    "rules.applies": ("Of de regel geldt. Bij nee tellen de andere kolommen niet.", "Whether the rule applies."),
    "rules.strength": _STRENGTH,
    "rules.figure": ("Het getal van de regel: zie de notitie bij de regel.", "The figure: see the note on the rule."),
    "rules.from": (
        "Eerste jaar waarin de regel geldt; alleen bij structurele dekking.",
        "First year in which the rule applies; of structural cover only.",
    ),
    "rules.cells": (
        "Alleen focusdomeinen of alle cellen; alleen bij volhouden.",
        "Focus domains alone or all cells; of persistence only.",
    ),
    "rules.structural_cover": (
        "Vanaf een jaar betalen alleen structurele geldstromen structurele maatregelen (BBV).",
        "From a year on, structural measures are paid by structural streams alone (BBV).",
    ),
    "rules.hold_harmless": (
        "Geen wijk zakt onder een deel van het geld van nu, in reële euro's. Getal: dat deel; standaard 100%.",
        "No wijk falls below a share of today's money, in real euros. Figure: that share; default 100%.",
    ),
    "rules.focus_minimum": (
        "In een wijk met een focus krijgen de focusdomeinen ten minste een deel van haar geld. Getal: dat deel; "
        "standaard 25%.",
        "In a wijk with a focus, the focus domains get at least a share of its money. Figure: that share; default 25%.",
    ),
    "rules.persistence": (
        "Geld van een cel daalt per jaar niet sneller dan dit, in reële euro's. Getal: grootste daling; standaard 10%.",
        "Money of a cell drops no faster than this per year, in real euros. Figure: largest drop; default 10%.",
    ),
    "rules.ramp_up": (
        "Geld van een cel groeit niet sneller dan het aan het werk kan. Getal: grootste groei; standaard 30%.",
        "Money of a cell grows no faster than can be put to work. Figure: largest growth; default 30%.",
    ),
    "rules.frontline_room": (
        "Deel van het geld van een wijk dat professionals vrij besteden. Getal: dat deel.",
        "Share of the money of a wijk that professionals spend freely. Figure: that share.",
    ),
    "rules.resident_initiatives": (
        "Deel van het geld van een wijk voor initiatieven van bewoners. Getal: dat deel.",
        "Share of the money of a wijk for initiatives of residents. Figure: that share.",
    ),
    "rules.per_resident_ratio": (
        "De wijk met het meeste geld per inwoner krijgt hoogstens zo veel keer de wijk met het minste, over de "
        "looptijd. Getal: zo veel keer; standaard 4.",
        "The wijk with most money per resident gets at most this many times the one with least, over the term. "
        "Figure: how many times; default 4.",
    ),
    "floors.wijk": ("Id van een wijk, van het blad Wijken. Leeg: elke wijk.", ""),
    "floors.domain": ("Id van een leefdomein, van het blad Leefdomeinen. Leeg: elk leefdomein.", ""),
    "floors.per_resident": ("Euro per inwoner per jaar, prijzen van het basisjaar: ten minste dit.", ""),
    "floors.from": ("Eerste jaar waarin dit geldt; leeg: het eerste van de looptijd.", ""),
    "floors.strength": _STRENGTH,
    "staff.domain": _DOMAIN,
    "staff.staff_capacity": ("Voltijds personeel dat er in dit jaar te krijgen is; leeg: geen grens.", ""),
    "index.year": ("Kalenderjaar.", "Calendar year."),
    "index.by_year": ("Deel waarmee de prijzen stijgen van het jaar ervoor naar dit jaar.", ""),
    "previous.part": ("Volgorde van de stukken.", "Order of the pieces."),
    "previous.json": (
        "Een eerder plan, als JSON in stukken, om dicht bij te blijven. Verander dit niet hier.",
        "An earlier plan, as JSON in pieces, to stay close to. Do not change this here.",
    ),
}
"""By table and column, as `exchange.programme_book.words.TITLES`; and by rule."""
