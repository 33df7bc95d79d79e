"""Sentences of need (`planning.need`) and of what is checked before solving (`planning.checks`)."""

NEED: dict[str, tuple[str, str]] = {
    "need.no_figures": (
        "De indicator «{indicator}» heeft geen enkel cijfer en telt niet mee.",
        "The indicator “{indicator}” has no figures at all and does not count.",
    ),
    "need.no_reference": (
        "De indicator «{indicator}» telt niet mee: bij verhoudingen moet de referentie (of het gemiddelde) boven 0 "
        "liggen. Geef een referentie of kies een andere methode (z_score, percentile of min_max).",
        "The indicator “{indicator}” does not count: for ratios the reference (or the mean) must be above 0. Give a "
        "reference or choose another method (z_score, percentile or min_max).",
    ),
    "need.not_positive": (
        "De indicator «{indicator}» is 0 of lager in {wijken:names}. Een verhouding zegt dan niets: het geldt als de "
        "laagste opgave, of als de hoogste waar een hoog cijfer gunstig is. Kies zo nodig een andere methode.",
        "The indicator “{indicator}” is 0 or less in {wijken:names}. A ratio says nothing there: it counts as the "
        "lowest need, or as the highest where a high figure is good. Choose another method where that is wrong.",
    ),
    "need.all_equal": (
        "De indicator «{indicator}» is in alle wijken gelijk en maakt geen verschil: de opgave is daarvoor overal 1.",
        "The indicator “{indicator}” is the same in every wijk and makes no difference: its need is 1 everywhere.",
    ),
    "need.idle_reference": (
        "De referentie van {indicators:names} wordt niet gebruikt: dat doet alleen de methode ratio.",
        "The reference of {indicators:names} is not used: only the method ratio does that.",
    ),
    "need.no_figure": (
        "De indicator «{indicator}» heeft geen cijfer voor {wijken:names}: daar tellen de andere indicatoren van het "
        "leefdomein zwaarder.",
        "The indicator “{indicator}” has no figure for {wijken:names}: there the other indicators of the domain weigh "
        "more.",
    ),
    "need.limited": (
        "De opgave voor «{domain}» is begrensd (op 0,2 tot 5) in {wijken:names}.",
        "The need for “{domain}” is limited (to 0.2 to 5) in {wijken:names}.",
    ),
    "need.unknown_everywhere": (
        "Van geen wijk is een opgave bekend: overal geldt 1 (gemiddeld).",
        "No need is known of any wijk: it is 1 (average) everywhere.",
    ),
    "need.unknown_domain": (
        "Voor {domains:names} is van geen wijk een opgave bekend: daar geldt 1 (gemiddeld).",
        "For {domains:names} no need is known of any wijk: it is 1 (average) there.",
    ),
    "need.unknown": (
        "Voor {domains:names} is geen opgave bekend van {wijken:names}: daar geldt 1 (gemiddeld).",
        "For {domains:names} no need is known of {wijken:names}: it is 1 (average) there.",
    ),
}


COMMITMENTS: dict[str, tuple[str, str]] = {
    "check.commitment_barred": (
        "Geldstroom «{stream}» is in {year} verplicht aan maatregel «{measure}», maar mag die dan niet betalen.",
        "Stream “{stream}” is committed to measure “{measure}” in {year}, but may not pay it then.",
    ),
    "check.commitment_uncovered": (
        "Geldstroom «{stream}» is incidenteel en in {year} verplicht aan de structurele maatregel «{measure}»; "
        "structurele dekking staat dat dan niet toe.",
        "Stream “{stream}” is incidental and committed to the structural measure “{measure}” in {year}; structural "
        "cover does not allow that then.",
    ),
    "check.commitment_money": (
        "De verplichtingen van geldstroom «{stream}» in {year} zijn samen {asked:euros}; er is dan hoogstens "
        "{there:euros}.",
        "The commitments of stream “{stream}” in {year} are {asked:euros} together; there is at most {there:euros} "
        "then.",
    ),
    "check.commitment_maximum": (
        "Aan maatregel «{measure}» is in {year} {asked:euros} verplicht; zijn maximum is dan {there:euros}.",
        "{asked:euros} is committed to measure “{measure}” in {year}; its maximum is {there:euros} then.",
    ),
    "check.commitment_staff": (
        "De verplichtingen vragen in {year} {asked:#|1 voltijdbaan|# voltijdbanen} in leefdomein «{domain}»; "
        "{there:#|er is er geen|er is er 1|er zijn er #}.",
        "The commitments ask {asked:#|1 full-time post|# full-time posts} in domain “{domain}” in {year}; "
        "{there:#|there is none|there is 1|there are #}.",
    ),
    "check.commitment_chain": (
        "De verplichting aan maatregel «{measure}» in {year} loopt vooruit op «{required}», waarop zij voortbouwt: die "
        "kan in {earlier} niet ver genoeg zijn.",
        "The commitment to measure “{measure}” in {year} outruns “{required}”, on which it builds: that cannot be far "
        "enough in {earlier}.",
    ),
    "check.commitment_match": (
        "De verplichtingen van geldstroom «{stream}» in {years:years} vragen {asked:euros} cofinanciering; anderen "
        "kunnen daar hoogstens {there:euros} naast leggen.",
        "The commitments of stream “{stream}” in {years:years} ask {asked:euros} of co-financing; others can put at "
        "most {there:euros} beside them.",
    ),
}

MUSTS: dict[str, tuple[str, str]] = {
    "check.floors_whole": (
        "De ondergrenzen van {years:years} vragen samen {asked:euros}; er is {there:euros}.",
        "The floors of {years:years} ask {asked:euros} together; there is {there:euros}.",
    ),
    "check.musts_whole": (
        "Voor {rules:rules} is in {years:years} samen {asked:euros} nodig; er is hoogstens {there:euros}.",
        "For {rules:rules} {asked:euros} is needed in {years:years}; there is at most {there:euros}.",
    ),
    "check.musts_whole_covered": (
        "Voor {rules:rules} is in {years:years} samen {asked:euros} nodig; met structurele dekking is er hoogstens "
        "{there:euros}.",
        "For {rules:rules} {asked:euros} is needed in {years:years}; with structural cover there is at most "
        "{there:euros}.",
    ),
    "check.musts_place": (
        "{place}: voor {rules:rules} is in {years:years} {asked:euros} nodig; daar kan hoogstens {there:euros} heen.",
        "{place}: for {rules:rules} {asked:euros} is needed in {years:years}; at most {there:euros} can go there.",
    ),
    "check.musts_place_covered": (
        "{place}: voor {rules:rules} is in {years:years} {asked:euros} nodig; met structurele dekking kan er hoogstens "
        "{there:euros} heen.",
        "{place}: for {rules:rules} {asked:euros} is needed in {years:years}; with structural cover at most "
        "{there:euros} can go there.",
    ),
    "check.musts_places": (
        "{place}: voor {rules:rules} is in {years:years} {asked:euros} nodig; daar kan hoogstens {there:euros} heen. "
        "Ook te weinig: {others:names}.",
        "{place}: for {rules:rules} {asked:euros} is needed in {years:years}; at most {there:euros} can go there. Too "
        "little as well: {others:names}.",
    ),
    "check.musts_places_covered": (
        "{place}: voor {rules:rules} is in {years:years} {asked:euros} nodig; met structurele dekking kan er hoogstens "
        "{there:euros} heen. Ook te weinig: {others:names}.",
        "{place}: for {rules:rules} {asked:euros} is needed in {years:years}; with structural cover at most "
        "{there:euros} can go there. Too little as well: {others:names}.",
    ),
    "check.musts_unpayable": (
        "Voor {rules:rules} is geld nodig waar in {years:years} geen geldstroom mag of kan betalen: {place:names}.",
        "For {rules:rules} money is needed where no stream may or can pay in {years:years}: {place:names}.",
    ),
}

_SHARE = {
    "frontline_room": ("professionele ruimte", "frontline room"),
    "resident_initiatives": ("bewonersinitiatieven", "resident initiatives"),
    "focus_minimum": ("de focusdomeinen", "the focus domains"),
}
SHARES: dict[str, tuple[str, str]] = {}
for _rule, (_nl, _en) in _SHARE.items():
    _asks = (
        f"{{wijk}} krijgt in {{year}} in elk geval geld; daarvan moet {{asked:euros}} naar {_nl}, en daar kan "
        "hoogstens {there:euros} heen.",
        f"{{wijk}} gets money in {{year}} whatever the plan; {{asked:euros}} of it must go to {_en}, where at most "
        "{there:euros} can go.",
    )
    SHARES[f"check.{_rule}"] = _asks
    SHARES[f"check.{_rule}_more"] = (f"{_asks[0]} Zo ook {{others:names}}.", f"{_asks[1]} Likewise {{others:names}}.")
    SHARES[f"check.{_rule}_dry"] = (
        f"{{wijken:names}}: geen geldstroom kan in {{years:years}} iets betalen aan {_nl}. Omdat dat een deel van het "
        "geld moet krijgen, kan er dan helemaal geen geld heen.",
        f"{{wijken:names}}: no stream can pay anything for {_en} in {{years:years}}. As it must get a share of the "
        "money, no money at all can go there then.",
    )

WHOLE: dict[str, tuple[str, str]] = {
    "check.running_outside": (
        "Investering «{measure}» loopt al en moet in {years:years} nog worden betaald, maar dat zijn geen jaren van "
        "die maatregel.",
        "Investment “{measure}” is already running and must still be paid in {years:years}, but those are no years "
        "of that measure.",
    ),
    "check.running_unpaid": (
        "Investering «{measure}» loopt al; voor wat er nog van betaald moet worden is er geen geld dat ervoor mag "
        "worden gebruikt.",
        "Investment “{measure}” is already running; there is no money that may pay what is left of it.",
    ),
    "check.running_minimum": (
        "Maatregel «{measure}» loopt al en moet in {year} doorgaan, met ten minste {asked:euros}; de geldstromen die "
        "haar mogen betalen hebben dan hoogstens {there:euros}.",
        "Measure “{measure}” is already running and must go on in {year}, with at least {asked:euros}; the streams "
        "that may pay it have at most {there:euros} then.",
    ),
    "check.running_early": (
        "Maatregel «{measure}» loopt al en moet in {year} doorgaan, maar «{required}», waarop zij voortbouwt, kan dan "
        "nog niet ver genoeg zijn.",
        "Measure “{measure}” is already running and must go on in {year}, but “{required}”, on which it builds, cannot "
        "be far enough by then.",
    ),
    "check.minimum_commitment": (
        "Door de verplichting loopt maatregel «{measure}» in {year}, met ten minste {asked:euros}; zij kan dan "
        "hoogstens {there:euros} krijgen.",
        "By its commitment measure “{measure}” is on in {year}, with at least {asked:euros}; it can get at most "
        "{there:euros} then.",
    ),
    "check.profile_commitment": (
        "Wat aan investering «{measure}» verplicht is, past bij geen enkele start: in die jaren is er minder of "
        "niets voor nodig.",
        "What is committed to investment “{measure}” fits none of its starts: it needs less or nothing in those years.",
    ),
    "check.start_commitment": (
        "Aan investering «{measure}» is geld verplicht, maar zij kan niet op tijd starten: het geld of de maatregel "
        "waarop zij voortbouwt is er dan niet.",
        "Money is committed to investment “{measure}”, but it cannot start in time: the money, or the measure it "
        "builds on, is not there.",
    ),
    "check.start_sure": (
        "Door de verplichting gaat investering «{measure}» zeker door: zij start in {year}.",
        "By its commitment investment “{measure}” surely goes ahead: it starts in {year}.",
    ),
    "check.start_never": (
        "Investering «{measure}» past in geen enkel startjaar: haar jaren moeten alle binnen die van de maatregel "
        "vallen. Zij gaat niet door.",
        "Investment “{measure}” fits no start year: all its years must be years of the measure. It does not go ahead.",
    ),
    "check.start_unpaid": (
        "Investering «{measure}» kan niet worden betaald: de geldstromen die haar mogen betalen hebben te weinig, "
        "wanneer zij ook start. Zij gaat niet door.",
        "Investment “{measure}” cannot be paid: the streams that may pay it have too little, whenever it starts. It "
        "does not go ahead.",
    ),
    "check.start_late": (
        "Investering «{measure}» kan niet starten: «{required}», waarop zij voortbouwt, kan niet op tijd ver genoeg "
        "zijn.",
        "Investment “{measure}” cannot start: “{required}”, on which it builds, cannot be far enough in time.",
    ),
    "check.chain_never": (
        "Maatregel «{measure}» krijgt geen geld: investering «{required}», waarop zij voortbouwt, kan in {last} niet "
        "klaar zijn.",
        "Measure “{measure}” gets no money: investment “{required}”, on which it builds, cannot be finished in {last}.",
    ),
    "check.minimum_never": (
        "Maatregel «{measure}» gaat niet door: zij vraagt ten minste {asked:euros} per jaar, en de geldstromen die "
        "haar mogen betalen hebben in {year}, hun beste jaar, hoogstens {there:euros}.",
        "Measure “{measure}” does not go ahead: it asks at least {asked:euros} a year, and the streams that may pay "
        "it have at most {there:euros} in {year}, their best year.",
    ),
    "check.duration_long": (
        "Maatregel «{measure}» duurt ten minste {asked} jaar, maar heeft er {there} in dit programma: eenmaal "
        "begonnen loopt zij door tot en met {last}.",
        "Measure “{measure}” lasts at least {asked:#|1 year|# years}, but has {there} in this programme: once started "
        "it goes on to {last}.",
    ),
}

ODD: dict[str, tuple[str, str]] = {
    "check.measure_unpaid": (
        "Maatregel «{measure}» kan door geen geldstroom worden betaald, in geen enkel jaar.",
        "Measure “{measure}” can be paid by no stream, in no year.",
    ),
    "check.cells_unpaid": (
        "Hier is nog geen maatregel en kan ook geen geldstroom betalen: {places:names}.",
        "There is no measure yet, and no stream can pay either, in: {places:names}.",
    ),
    "check.cells_whole": (
        "Hier kan alleen een hele investering of ten minste een minimum worden betaald; minder geld kan er niet heen: "
        "{places:names}.",
        "Only a whole investment or at least a minimum can be paid here; less money cannot go there: {places:names}.",
    ),
    "check.office_idle": (
        "Maatregel «{measure}» hoort bij geen wijk en krijgt alleen wat eraan verplicht is: nu dus niets.",
        "Measure “{measure}” belongs to no wijk and gets only what is committed to it: nothing now.",
    ),
    "check.stream_idle": (
        "Geldstroom «{stream}» mag geen enkele maatregel betalen: {lost:euros} blijft liggen.",
        "Stream “{stream}” may pay no measure at all: {lost:euros} lapses.",
    ),
    "check.stream_idle_years": (
        "Geldstroom «{stream}» mag in {years:years} geen enkele maatregel betalen: ten minste {lost:euros} blijft "
        "liggen.",
        "Stream “{stream}” may pay no measure at all in {years:years}: at least {lost:euros} lapses.",
    ),
    "check.stream_maxima": (
        "De maatregelen die geldstroom «{stream}» mag betalen hebben maxima die samen te laag zijn: ten minste "
        "{lost:euros} blijft liggen.",
        "The measures that stream “{stream}” may pay have maxima that are too low together: at least {lost:euros} "
        "lapses.",
    ),
    "check.stream_match": (
        "Anderen kunnen te weinig naast geldstroom «{stream}» leggen: door de cofinanciering blijft ten minste "
        "{lost:euros} liggen.",
        "Others can put too little beside stream “{stream}”: by its co-financing at least {lost:euros} lapses.",
    ),
    "check.stream_no_match": (
        "Geldstroom «{stream}» vraagt cofinanciering die geen enkele andere geldstroom kan geven: {lost:euros} blijft "
        "liggen.",
        "Stream “{stream}” asks co-financing that no other stream can give: {lost:euros} lapses.",
    ),
    "check.cliff_stream": (
        "Ravijnjaar {year}: geldstroom «{stream}» brengt dan {lost:euros} minder dan het jaar ervoor.",
        "Cliff in {year}: stream “{stream}” brings {lost:euros} less than the year before.",
    ),
    "check.cliff_stream_more": (
        "Ravijnjaar {year}: geldstroom «{stream}» brengt dan {lost:euros} minder dan het jaar ervoor. Ook in "
        "{others:years} valt zij sterk terug.",
        "Cliff in {year}: stream “{stream}” brings {lost:euros} less than the year before. It drops steeply in "
        "{others:years} too.",
    ),
    "check.not_counted": (
        "Niet meegeteld, alleen genoemd: {streams:names}, samen {total:euros}.",
        "Not counted, only listed: {streams:names}, {total:euros} together.",
    ),
    "check.commitment_not_counted": (
        "Geldstroom «{stream}» telt niet mee; haar verplichtingen ({total:euros}) dus ook niet.",
        "Stream “{stream}” does not count; nor do its commitments ({total:euros}).",
    ),
    "check.no_residents": (
        "Wijk «{wijk}» heeft geen inwoners en dus geen zaailijn.",
        "Wijk “{wijk}” has no residents, and so no sowing line.",
    ),
    "check.no_line_anywhere": (
        "Geen enkele wijk heeft een zaailijn (opgave 0, deel 0 of geen inwoners): niets zegt waar het geld heen moet.",
        "No wijk has a sowing line (need 0, share 0 or no residents): nothing says where the money should go.",
    ),
    "check.no_benefit_anywhere": (
        "Alleen baten tellen (objective), en geen maatregel heeft baten (benefit): niets zegt waar het geld heen moet.",
        "Benefit alone counts (objective), and no measure has any: nothing says where the money should go.",
    ),
    "check.objective_zero": (
        "Groei naar de zaailijn en baten wegen allebei 0 (objective): niets zegt waar het geld heen moet.",
        "Growth to the sowing line and benefit both weigh 0 (objective): nothing says where the money should go.",
    ),
    "check.no_line_domain_need": (
        "In leefdomein «{domain}» is de opgave van elke wijk 0: het heeft geen zaailijn.",
        "In domain “{domain}” the need of every wijk is 0: it has no sowing line.",
    ),
    "check.no_line_domain_share": (
        "Leefdomein «{domain}» weegt 0 (share of norm): het heeft geen zaailijn.",
        "Domain “{domain}” weighs 0 (share or norm): it has no sowing line.",
    ),
    "check.no_line_wijk": (
        "Wijk «{wijk}» heeft inwoners en nergens een zaailijn: overal is haar opgave, of het gewicht van het "
        "leefdomein, 0.",
        "Wijk “{wijk}” has residents and no sowing line: its need, or the weight of the domain, is 0 everywhere.",
    ),
    "check.one_wijk": (
        "Alleen wijk «{wijk}» heeft een zaailijn: al het geld gaat daarheen waar het kan.",
        "Only wijk “{wijk}” has a sowing line: all money goes there where it can.",
    ),
    "check.one_domain": (
        "Alleen leefdomein «{domain}» heeft een zaailijn: al het geld gaat daarheen waar het kan.",
        "Only domain “{domain}” has a sowing line: all money goes there where it can.",
    ),
}

_LISTS = {
    "domains": ("leefdomeinen", "domains"),
    "wijken": ("wijken", "wijken"),
    "indicators": ("indicatoren", "indicators"),
    "partners": ("partners", "partners"),
    "streams": ("geldstromen", "streams"),
    "measures": ("maatregelen", "measures"),
}
for _list, (_nl, _en) in _LISTS.items():
    ODD[f"check.same_name_{_list}"] = (
        f"Meer {_nl} heten «{{name}}» ({{ids:names}}): op pagina's en werkbladen zijn zij niet uit elkaar te houden.",
        f"Several {_en} are called “{{name}}” ({{ids:names}}): on pages and sheets they cannot be told apart.",
    )

_LAYERS = {
    "municipality": ("de gemeente", "the municipality"),
    "state": ("het Rijk", "the state"),
    "partner": ("de partners", "the partners"),
}
for _layer, (_nl, _en) in _LAYERS.items():
    _drop = (
        f"Ravijnjaar {{year}}: het geld van {_nl} samen is dan {{lost:euros}} minder dan het jaar ervoor.",
        f"Cliff in {{year}}: the money of {_en} together is {{lost:euros}} less than the year before.",
    )
    ODD[f"check.cliff_{_layer}"] = _drop
    ODD[f"check.cliff_{_layer}_more"] = (
        f"{_drop[0]} Ook in {{others:years}} valt het sterk terug.",
        f"{_drop[1]} It drops steeply in {{others:years}} too.",
    )

CHECKS: dict[str, tuple[str, str]] = {**NEED, **COMMITMENTS, **MUSTS, **SHARES, **WHOLE, **ODD}
