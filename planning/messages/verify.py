"""Sentences of the checker (`planning.verify`). `{out}` is how far something is out beyond its tolerance."""

VERIFY: dict[str, tuple[str, str]] = {
    "verify.unit.cents": ("{out:euros}", "{out:euros}"),
    "verify.unit.microfte": ("{out} fte", "{out} fte"),
    "verify.unit.rows": ("{out}", "{out}"),
    "verify.unit.millionths": ("{out}", "{out}"),
    "verify.term": ("hele looptijd", "whole term"),
    "verify.in_plan": ("plan {pointer}", "plan {pointer}"),
    "verify.in_programme": ("programma {pointer}", "programme {pointer}"),
    "verify.fault": ("{sentence} [{rule:rule}, {where}]", "{sentence} [{rule:rule}, {where}]"),
    "verify.checked": (
        "{rule:rule}: {rows:number} keer nageteld, tot op {allowed}",
        "{rule:rule}: {rows:#|checked once|checked # times}, to within {allowed}",
    ),
    "verify.checked_exactly": (
        "{rule:rule}: {rows:#|niets na te tellen|1 keer nageteld, exact|# keer nageteld, exact}",
        "{rule:rule}: {rows:#|nothing to check|checked once, exactly|checked # times, exactly}",
    ),
    "verify.document.other_programme": (
        "Dit plan is van een ander programma, of het programma is sindsdien veranderd.",
        "This plan is of another programme, or the programme has changed since.",
    ),
    "verify.document.round_to": (
        "Afronden op minder dan een euro kan niet.",
        "Rounding to less than a euro cannot be.",
    ),
    "verify.document.no_figures": (
        "Een plan met status {status} heeft geen bedragen om na te tellen.",
        "A plan with status {status} has no figures to check.",
    ),
    "verify.document.gap": (
        "Een afstand tot het optimum van {gap} past niet bij status {status}.",
        "A gap to the optimum of {gap} does not go with status {status}.",
    ),
    "verify.ids": (
        "Het programma kent {id} niet, of het telt daar niet mee.",
        "The programme has no {id} that counts.",
    ),
    "verify.years": ("{year} valt buiten de looptijd.", "{year} is outside the term."),
    "verify.doubles": ("Deze regel staat er twee keer ({year}).", "This row is there twice ({year})."),
    "verify.amounts": (
        "{amount} is geen bedrag in hele centen van nul of meer.",
        "{amount} is not an amount in whole cents of zero or more.",
    ),
    "verify.objectives.lapsed": (
        "De vrijval zou samen {found} zijn, maar de regels tellen op tot {expected}.",
        "The plan says {found} lapses, but its rows add up to {expected}.",
    ),
    "verify.objectives.benefit": (
        "De baten zouden {found} zijn, maar de betalingen brengen {expected}.",
        "The plan says its benefit is {found}, but its payments bring {expected}.",
    ),
    "verify.cells.unknown": (
        "{cell} ({year}) is geen cel van het programma.",
        "{cell} ({year}) is not a cell of the programme.",
    ),
    "verify.cells.double": (
        "{cell} staat twee keer in het plan voor {year}.",
        "{cell} is in the plan twice for {year}.",
    ),
    "verify.cells.missing": (
        "{cell} ontbreekt in het plan voor {year}.",
        "{cell} is missing from the plan for {year}.",
    ),
    "verify.cells.planned": (
        "{cell}, {year}: het plan zegt {found}, de betalingen tellen op tot {expected}.",
        "{cell}, {year}: the plan says {found}, the payments add up to {expected}.",
    ),
    "verify.cells.regular": (
        "{cell}, {year}: het plan zegt {found} regulier geld, het programma {expected}.",
        "{cell}, {year}: the plan says {found} of regular money, the programme {expected}.",
    ),
    "verify.cells.sowing_line": (
        "{cell}, {year}: de zaailijn in het plan is {found} en moet {expected} zijn.",
        "{cell}, {year}: the sowing line in the plan is {found} and should be {expected}.",
    ),
    "verify.cells.equal_share": (
        "{cell}, {year}: het gelijke deel in het plan is {found} en moet {expected} zijn.",
        "{cell}, {year}: the equal share in the plan is {found} and should be {expected}.",
    ),
    "verify.cells.coverage": (
        "{cell}, {year}: de dekking is niet het geld gedeeld door de zaailijn.",
        "{cell}, {year}: coverage is not the money over the sowing line.",
    ),
    "verify.earmarks.certainty": (
        "{stream} betaalt {out} in {year}, maar telt niet mee.",
        "{stream} pays {out} in {year}, but does not count.",
    ),
    "verify.earmarks.domains": (
        "{stream} betaalt {out} aan {measure} in {year}, buiten de eigen leefdomeinen.",
        "{stream} pays {out} to {measure} in {year}, outside its domains.",
    ),
    "verify.earmarks.wijken": (
        "{stream} betaalt {out} aan {measure} in {year}, buiten de eigen wijken.",
        "{stream} pays {out} to {measure} in {year}, outside its wijken.",
    ),
    "verify.earmarks.measures": (
        "{stream} betaalt {out} aan {measure} in {year}, maar is voor andere maatregelen.",
        "{stream} pays {out} to {measure} in {year}, but is for other measures.",
    ),
    "verify.earmarks.excludes_staff": (
        "{stream} betaalt {out} aan {measure} in {year}, maar mag geen personeel betalen.",
        "{stream} pays {out} to {measure} in {year}, but cannot pay for staff.",
    ),
    "verify.earmarks.years": (
        "{stream} betaalt {out} aan {measure} in {year}, buiten de jaren van die maatregel.",
        "{stream} pays {out} to {measure} in {year}, outside the years of that measure.",
    ),
    "verify.stream_balance.over": (
        "{stream} geeft in {year} {out} meer uit dan er is.",
        "{stream} spends {out} more in {year} than there is.",
    ),
    "verify.stream_balance.under": (
        "{stream} heeft in {year} {out} die besteed, overgeheveld noch vrijgevallen is.",
        "{stream} has {out} in {year} that is neither spent, carried nor lapsed.",
    ),
    "verify.carry_over": (
        "{stream} hevelt in {year} {out} te veel over.",
        "{stream} carries {out} too much over from {year}.",
    ),
    "verify.commitments": (
        "{stream} betaalt {measure} in {year} {out} minder dan de verplichting van {expected}.",
        "{stream} pays {measure} in {year} {out} less than the commitment of {expected}.",
    ),
    "verify.measure_limits": (
        "{measure} krijgt in {year} {out} meer dan het maximum.",
        "{measure} gets {out} more in {year} than its maximum.",
    ),
    "verify.measure_limits.minimum": (
        "{measure} krijgt in {year} {out} minder dan het minst mogelijke: niets, of ten minste {expected}.",
        "{measure} gets {out} less in {year} than it may: nothing, or at least {expected}.",
    ),
    "verify.measure_limits.profile": (
        "{measure} is alles of niets: de betalingen wijken {out} af van het profiel, voor het eerst in {year}.",
        "{measure} is all or nothing: its payments are {out} away from its profile, first in {year}.",
    ),
    "verify.min_duration": (
        "{measure} stopt in {year} na {ran} jaar, te vroeg: eenmaal begonnen duurt zij {least} jaar.",
        "{measure} stops in {year} after {ran:#|1 year|# years}, too early: once started it lasts "
        "{least:#|1 year|# years}.",
    ),
    "verify.chosen.wrong": (
        "Volgens het plan start {measure} in {year}, maar haar betalingen beginnen dan niet.",
        "The plan says that {measure} starts in {year}, but its payments do not start then.",
    ),
    "verify.chosen.missing": (
        "{measure} start volgens haar betalingen in {year}, maar staat niet bij de gekozen investeringen.",
        "By its payments {measure} starts in {year}, but it is not among the chosen investments.",
    ),
    "verify.co_financing": (
        "{stream} mist {out} cofinanciering ({year}). {subject}",
        "{stream} lacks {out} of co-financing ({year}). {subject}",
    ),
    "verify.coherence": (
        "{subject} loopt in {year} {out} voor op de maatregel waarop zij bouwt.",
        "{subject} is {out} ahead in {year} of the measure it builds on.",
    ),
    "verify.coherence.start": (
        "{subject} start in {year}, maar de maatregel waarop zij bouwt is dan nog niet ver genoeg.",
        "{subject} starts in {year}, but the measure it builds on is not far enough by then.",
    ),
    "verify.staff_capacity": (
        "{subject} vraagt in {year} {out} meer dan er aan personeel is.",
        "{subject} asks {out} more staff in {year} than there is.",
    ),
    "verify.structural_cover": (
        "{subject} is structureel en krijgt in {year} {out} incidenteel geld.",
        "{subject} is structural and gets {out} of incidental money in {year}.",
    ),
    "verify.floors": (
        "{subject} krijgt in {year} {out} te weinig voor de ondergrens.",
        "{subject} gets {out} too little for its floor in {year}.",
    ),
    "verify.hold_harmless": (
        "{subject} valt in {year} {out} terug op het geld van nu.",
        "{subject} falls {out} below today's money in {year}.",
    ),
    "verify.focus_minimum": (
        "De focusdomeinen van {subject} krijgen in {year} {out} te weinig.",
        "The focus domains of {subject} get {out} too little in {year}.",
    ),
    "verify.persistence": (
        "{subject} daalt in {year} {out} te sterk.",
        "{subject} drops {out} too much in {year}.",
    ),
    "verify.ramp_up": ("{subject} groeit in {year} {out} te sterk.", "{subject} grows {out} too much in {year}."),
    "verify.frontline_room": (
        "De professionele ruimte in {subject} is in {year} {out} te klein.",
        "The frontline room in {subject} is {out} too small in {year}.",
    ),
    "verify.resident_initiatives": (
        "De ruimte voor bewonersinitiatieven in {subject} is in {year} {out} te klein.",
        "The room for resident initiatives in {subject} is {out} too small in {year}.",
    ),
    "verify.per_resident_ratio": (
        "Het verschil per inwoner tussen de wijken is {out} te groot (reëel, {year}).",
        "The difference per resident between wijken is {out} too large (real, {year}).",
    ),
    "verify.aims.missing": (
        "Het plan verzwijgt een streefregel die {out} tekortkomt: {subject} ({year}).",
        "The plan leaves out an aim that falls {out} short: {subject} ({year}).",
    ),
    "verify.aims.extra": (
        "Het plan noemt een tekort van {found} dat er niet is: {subject} ({year}).",
        "The plan names a shortfall of {found} that is not there: {subject} ({year}).",
    ),
    "verify.aims.wrong": (
        "Het plan noemt een tekort van {found}, het is {expected}: {subject} ({year}).",
        "The plan names a shortfall of {found}, it is {expected}: {subject} ({year}).",
    ),
}
