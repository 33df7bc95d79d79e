"""Sentences of aims that fall short. `subject` names the wijk, domain or measure, `euros` what is short."""

AIMS: dict[str, tuple[str, str]] = {
    "aim.structural_cover": (
        "{subject}: in {year} betaalt tijdelijk geld nog {euros} van deze structurele maatregel.",
        "{subject}: in {year} incidental money still pays {euros} of this structural measure.",
    ),
    "aim.floors": (
        "{subject}: in {year} is er {euros} te weinig voor de ondergrens.",
        "{subject}: in {year} there is {euros} too little for the floor.",
    ),
    "aim.hold_harmless": (
        "{subject}: in {year} krijgt de wijk {euros} minder dan de afspraak over het geld van nu.",
        "{subject}: in {year} the wijk gets {euros} less than was agreed about today's money.",
    ),
    "aim.focus_minimum": (
        "{subject}: in {year} krijgen de focusdomeinen {euros} te weinig.",
        "{subject}: in {year} the focus domains get {euros} too little.",
    ),
    "aim.persistence": (
        "{subject}: het geld zakt in {year} {euros} verder dan mag.",
        "{subject}: money drops {euros} further in {year} than it may.",
    ),
    "aim.ramp_up": (
        "{subject}: het geld groeit in {year} {euros} sneller dan kan worden ingezet.",
        "{subject}: money grows {euros} faster in {year} than can be put to work.",
    ),
    "aim.frontline_room": (
        "{subject}: in {year} is er {euros} te weinig professionele ruimte.",
        "{subject}: in {year} there is {euros} too little frontline room.",
    ),
    "aim.resident_initiatives": (
        "{subject}: in {year} is er {euros} te weinig voor bewonersinitiatieven.",
        "{subject}: in {year} there is {euros} too little for resident initiatives.",
    ),
    "aim.per_resident_ratio": (
        "Wijken verschillen over de hele looptijd te veel per inwoner: {euros} (prijzen van het basisjaar).",
        "Over the whole term wijken differ too much per resident: {euros} (base-year prices).",
    ),
}
