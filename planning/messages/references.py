"""Sentences of what does not agree within a document: ids, years, limits, chains, earmarks."""

REFERENCES: dict[str, tuple[str, str]] = {
    "duplicate_id": (
        "{place}: de id «{id}» is al gebruikt (nr. {first} in de lijst).",
        "{place}: the id “{id}” is already used (no. {first} in the list).",
    ),
    "duplicate_id.expected": ("een id die nog niet voorkomt", "an id that is not used yet"),
    "focus_twice": (
        "Wijk «{wijk}» heeft leefdomein «{domain}» twee keer als focus.",
        "Wijk “{wijk}” has domain “{domain}” as a focus twice.",
    ),
    "cell_twice": (
        "Maatregel «{measure}» dient leefdomein «{domain}» van wijk «{wijk}» twee keer.",
        "Measure “{measure}” serves domain “{domain}” of wijk “{wijk}” twice.",
    ),
    "floor_twice": (
        "{place}: deze ondergrens is er al (nr. {first}): zelfde wijk, leefdomein, beginjaar en hardheid.",
        "{place}: this floor is already there (no. {first}): same wijk, domain, first year and strength.",
    ),
    "rooms_above_all": (
        "{place}: {rules:rules} moeten samen {percent:number}% van het geld van elke wijk krijgen, meer dan er is. Zo "
        "kan er naar geen enkele wijk geld.",
        "{place}: {rules:rules} must get {percent:number}% of the money of every wijk together, more than there is. No "
        "money can go to any wijk that way.",
    ),
    "rooms_above_all.expected": (
        "hoogstens {most:number}, of een van beide als streven (aim)",
        "at most {most:number}, or one of the two as an aim",
    ),
    "unknown_domain": (
        "{place}: leefdomein «{id}» staat niet in het programma.",
        "{place}: domain “{id}” is not in the programme.",
    ),
    "unknown_domain.expected": ("de id van een leefdomein uit domains", "the id of one of the domains"),
    "unknown_wijk": (
        "{place}: wijk «{id}» staat niet in het programma.",
        "{place}: wijk “{id}” is not in the programme.",
    ),
    "unknown_wijk.expected": ("de id van een wijk uit wijken", "the id of one of the wijken"),
    "unknown_partner": (
        "{place}: partner «{id}» staat niet in het programma.",
        "{place}: partner “{id}” is not in the programme.",
    ),
    "unknown_partner.expected": ("de id van een partner uit partners", "the id of one of the partners"),
    "unknown_stream": (
        "{place}: geldstroom «{id}» staat niet in het programma.",
        "{place}: stream “{id}” is not in the programme.",
    ),
    "unknown_stream.expected": ("de id van een geldstroom uit streams", "the id of one of the streams"),
    "unknown_measure": (
        "{place}: maatregel «{id}» staat niet in het programma.",
        "{place}: measure “{id}” is not in the programme.",
    ),
    "unknown_measure.expected": ("de id van een maatregel uit measures", "the id of one of the measures"),
    "outside_term": (
        "{place}: {year} valt buiten de looptijd ({first} t/m {last}).",
        "{place}: {year} is outside the term ({first} to {last}).",
    ),
    "outside_term.expected": ("een jaar van {first} t/m {last}", "a year from {first} to {last}"),
    "not_before_term": (
        "{place}: {year} ligt niet vóór de looptijd, die in {first} begint.",
        "{place}: {year} is not before the term, which begins in {first}.",
    ),
    "not_before_term.expected": ("een jaar vóór {first}", "a year before {first}"),
    "residents_year": (
        "{place}: inwoners van {year} worden niet gebruikt; de looptijd is {first} t/m {last}.",
        "{place}: residents of {year} are not used; the term is {first} to {last}.",
    ),
    "residents_year.expected": (
        "een jaar van de looptijd, of het jaar daarvoor",
        "a year of the term, or the year before it",
    ),
    "no_residents": (
        "{place}: er is van geen enkel jaar een aantal inwoners gegeven.",
        "{place}: residents are given for no year at all.",
    ),
    "minimum_above_maximum": (
        "Maatregel «{measure}» heeft een minimum ({minimum:euros}) boven het maximum ({maximum:euros}).",
        "Measure “{measure}” has a minimum ({minimum:euros}) above its maximum ({maximum:euros}).",
    ),
    "first_after_last": (
        "Maatregel «{measure}» begint in {first}, na het laatste jaar {last}.",
        "Measure “{measure}” begins in {first}, after its last year {last}.",
    ),
    "requires_itself": (
        "Maatregel «{measure}» bouwt op zichzelf voort.",
        "Measure “{measure}” builds on itself.",
    ),
    "circle": (
        "Deze maatregelen bouwen in een kring op elkaar voort: {circle}. Geen ervan kan beginnen.",
        "These measures build on each other in a circle: {circle}. None of them can begin.",
    ),
    "chain_without_maximum": (
        "Maatregel «{measure}» bouwt voort op «{required}», maar «{lacking}» heeft geen maximum boven nul.",
        "Measure “{measure}” builds on “{required}”, but “{lacking}” has no maximum above zero.",
    ),
    "chain_without_maximum.expected": (
        "een max_per_year (of een profile) bij beide maatregelen",
        "a max_per_year (or a profile) on both measures",
    ),
    "resident_with_staff": (
        "Bewonersinitiatief «{measure}» kan geen personeel betalen (staff).",
        "Resident initiative “{measure}” cannot pay for staff (staff).",
    ),
    "resident_with_fte": (
        "Bewonersinitiatief «{measure}» kan geen personeel vragen (fte_per_million).",
        "Resident initiative “{measure}” cannot ask for staff (fte_per_million).",
    ),
    "resident_with_indicator": (
        "Bewonersinitiatief «{measure}» wordt niet langs een indicator gelegd.",
        "Resident initiative “{measure}” is not weighed by an indicator.",
    ),
    "resident_with_benefit": (
        "Bewonersinitiatief «{measure}» wordt niet op baten gewogen (benefit).",
        "Resident initiative “{measure}” is not weighed by its benefit (benefit).",
    ),
    "fte_without_staff": (
        "Maatregel «{measure}» vraagt personeel (fte_per_million), maar staff is niet true.",
        "Measure “{measure}” asks for staff (fte_per_million), but staff is not true.",
    ),
    "room_on_office": (
        "Maatregel «{measure}» is een bureau van het programma en kan geen ruimte van een wijk zijn (room).",
        "Measure “{measure}” is an office of the programme and cannot be room of a wijk (room).",
    ),
    "profile_with_maximum": (
        "Maatregel «{measure}» is een investering (profile) en heeft dus geen maximum per jaar.",
        "Measure “{measure}” is an investment (profile), so it has no maximum per year.",
    ),
    "profile_with_minimum": (
        "Maatregel «{measure}» is een investering (profile) en heeft dus geen minimum per jaar.",
        "Measure “{measure}” is an investment (profile), so it has no minimum per year.",
    ),
    "profile_with_duration": (
        "Maatregel «{measure}» is een investering (profile): haar jaren zijn haar duur, dus zonder min_years.",
        "Measure “{measure}” is an investment (profile): its years are its duration, so it has no min_years.",
    ),
    "start_years_without_profile": (
        "Maatregel «{measure}» heeft startjaren (start_years) zonder investering (profile).",
        "Measure “{measure}” has start years (start_years) without an investment (profile).",
    ),
    "commitment_outside_measure": (
        "Geldstroom «{stream}» is in {year} verplicht aan maatregel «{measure}», die er is van {first} t/m {last}.",
        "Stream “{stream}” is committed to measure “{measure}” in {year}, but that runs from {first} to {last}.",
    ),
    "commitment_measure": (
        "Geldstroom «{stream}» is verplicht aan maatregel «{measure}», maar mag die niet betalen (measures).",
        "Stream “{stream}” is committed to measure “{measure}”, but may not pay it (measures).",
    ),
    "commitment_cell": (
        "Geldstroom «{stream}» is verplicht aan maatregel «{measure}», maar mag daarvan leefdomein «{domain}» "
        "in wijk «{wijk}» niet betalen.",
        "Stream “{stream}” is committed to measure “{measure}”, but may not pay domain “{domain}” in wijk “{wijk}”.",
    ),
    "commitment_office": (
        "Geldstroom «{stream}» is alleen voor bepaalde wijken of leefdomeinen en kan bureau «{measure}» niet betalen.",
        "Stream “{stream}” is for certain wijken or domains only and cannot pay office “{measure}”.",
    ),
    "commitment_staff": (
        "Geldstroom «{stream}» is verplicht aan maatregel «{measure}» met personeel, maar mag geen personeel betalen.",
        "Stream “{stream}” is committed to measure “{measure}” with staff, but may not pay for staff.",
    ),
    "far_base_year": (
        "Het prijspeil {year} ligt meer dan {most} jaar van het begin van de looptijd.",
        "Price base year {year} lies more than {most} years from the start of the term.",
    ),
    "norm_on_some": (
        "Leefdomein «{domain}» heeft geen norm, andere wel: geef elk leefdomein een norm, of geen.",
        "Domain “{domain}” has no norm while others have: give every domain a norm, or none.",
    ),
    "plan_without_figures": (
        "{place}: een plan met status «{value}» heeft geen bedragen.",
        "{place}: a plan of status “{value}” holds no amounts.",
    ),
    "plan_without_figures.expected": ("optimal of gap", "optimal or gap"),
}
"""What does not agree with something else in the document."""
