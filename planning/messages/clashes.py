"""Sentences of a clash: what would have to give way (repair), and which rules cannot all hold (clash).

`euros` is nominal; `places`, `measures` and `years` are lists. A rule that clashes with others has "beside the other
rules named here" in its sentence; one that cannot hold by itself has not (codes that end in `_only`).
"""

_ROOM = {
    "frontline_room": ("professionele ruimte", "frontline room"),
    "resident_initiatives": ("bewonersinitiatieven", "resident initiatives"),
    "focus_minimum": ("de focusdomeinen", "the focus domains"),
}

REPAIR: dict[str, tuple[str, str]] = {
    "repair.floors": (
        "Verlaag de ondergrens voor {places:names} in {years:years} met {euros:euros}.",
        "Lower the floor for {places:names} in {years:years} by {euros:euros}.",
    ),
    "repair.hold_harmless": (
        "Laat {places:names} in {years:years} {euros:euros} minder krijgen dan volgt uit het geld van nu.",
        "Let {places:names} get {euros:euros} less in {years:years} than today's money asks.",
    ),
    "repair.persistence": (
        "Laat het geld voor {places:names} in {years:years} {euros:euros} verder zakken dan nu mag.",
        "Let the money for {places:names} drop {euros:euros} further in {years:years} than it may now.",
    ),
    "repair.ramp_up": (
        "Laat het geld voor {places:names} in {years:years} {euros:euros} sneller groeien dan nu mag.",
        "Let the money for {places:names} grow {euros:euros} faster in {years:years} than it may now.",
    ),
    "repair.per_resident_ratio": (
        "Laat de wijken over de hele looptijd per inwoner meer verschillen: samen {euros:euros} meer dan nu mag.",
        "Let wijken differ more per resident over the whole term: {euros:euros} together beyond what they may now.",
    ),
    "repair.structural_cover": (
        "Laat incidenteel geld in {years:years} {euros:euros} betalen van de structurele maatregel {measures:names}.",
        "Let incidental money pay {euros:euros} of the structural measure {measures:names} in {years:years}.",
    ),
    "repair.coherence": (
        "Laat maatregel {measures:names} in {years:years} {euros:euros} vooruitlopen op «{required}», waarop zij "
        "voortbouwt.",
        "Let measure {measures:names} run {euros:euros} ahead in {years:years} of “{required}”, on which it builds.",
    ),
    "repair.measure_limits": (
        "Verhoog het maximum van maatregel {measures:names} in {years:years} met {euros:euros}.",
        "Raise the maximum of measure {measures:names} in {years:years} by {euros:euros}.",
    ),
    "repair.measure_limits_least": (
        "Laat maatregel {measures:names} in {years:years} {euros:euros} minder kosten dan haar minimum.",
        "Let measure {measures:names} cost {euros:euros} less than its minimum in {years:years}.",
    ),
    "repair.measure_limits_investment": (
        "Geef in {years:years} {euros:euros} minder aan de investering {measures:names}, die al is begonnen.",
        "Give {euros:euros} less in {years:years} to the investment {measures:names}, which has already started.",
    ),
    "repair.min_duration": (
        "Laat maatregel {measures:names} in {years:years} stoppen, eerder dan haar minimumduur: {euros:euros} minder.",
        "Let measure {measures:names} stop in {years:years}, before its minimum duration: that is {euros:euros} less.",
    ),
    "repair.staff_capacity": (
        "Vind {posts:#|1 voltijdbaan|# voltijdbanen} meer voor {places:names} in {years:years}: die "
        "{posts:#|doet|doen} {euros:euros} werk.",
        "Find {posts:#|1 full-time post|# full-time posts} more for {places:names} in {years:years}: "
        "{posts:#|it does|they do} {euros:euros} of work.",
    ),
    "repair.commitments": (
        "Verlaag wat geldstroom «{stream}» in {years:years} verplicht is aan maatregel {measures:names} met "
        "{euros:euros}.",
        "Lower what stream “{stream}” is committed to pay measure {measures:names} in {years:years} by {euros:euros}.",
    ),
}
for _rule, (_nl, _en) in _ROOM.items():
    REPAIR[f"repair.{_rule}"] = (
        f"Laat in {{places:names}} in {{years:years}} {{euros:euros}} minder naar {_nl} gaan dan nu moet.",
        f"Let {{euros:euros}} less go to {_en} in {{places:names}} in {{years:years}} than must now.",
    )

_CLASH: dict[str, tuple[str, str]] = {
    "floors": (
        "De ondergrens voor {places:names} vraagt in {years:years} {euros:euros} meer dan er{beside} kan zijn.",
        "The floor for {places:names} asks {euros:euros} more in {years:years} than there can be{beside}.",
    ),
    "hold_harmless": (
        "Dat {places:names} niet terugvalt, vraagt in {years:years} {euros:euros} meer dan er{beside} kan zijn.",
        "That {places:names} does not fall back asks {euros:euros} more in {years:years} than there can be{beside}.",
    ),
    "persistence": (
        "Het volhouden voor {places:names} vraagt in {years:years} {euros:euros} meer dan er{beside} kan zijn.",
        "Persistence for {places:names} asks {euros:euros} more in {years:years} than there can be{beside}.",
    ),
    "ramp_up": (
        "Het geld voor {places:names} mag in {years:years} {euros:euros} minder groeien dan {others}.",
        "The money for {places:names} may grow {euros:euros} less in {years:years} than {others}.",
    ),
    "per_resident_ratio": (
        "De wijken mogen over de hele looptijd per inwoner samen {euros:euros} minder verschillen dan {others}.",
        "Over the whole term wijken may differ {euros:euros} less per resident, together, than {others}.",
    ),
    "structural_cover": (
        "Structurele dekking van {measures:names} vraagt in {years:years} {euros:euros} meer structureel geld dan "
        "er{beside} kan zijn.",
        "Structural cover of {measures:names} asks {euros:euros} more structural money in {years:years} than there can "
        "be{beside}.",
    ),
    "coherence": (
        "Maatregel {measures:names} mag in {years:years} {euros:euros} minder vooruitlopen op «{required}» dan "
        "{others}.",
        "Measure {measures:names} may run {euros:euros} less far ahead of “{required}” in {years:years} than {others}.",
    ),
    "measure_limits": (
        "Het maximum van maatregel {measures:names} is in {years:years} {euros:euros} lager dan {others}.",
        "The maximum of measure {measures:names} is {euros:euros} lower in {years:years} than {others}.",
    ),
    "measure_limits_least": (
        "Het minimum van maatregel {measures:names} vraagt in {years:years} {euros:euros} meer dan er{beside} kan "
        "zijn.",
        "The minimum of measure {measures:names} asks {euros:euros} more in {years:years} than there can be{beside}.",
    ),
    "measure_limits_investment": (
        "De begonnen investering {measures:names} vraagt in {years:years} {euros:euros} meer dan er{beside} kan zijn.",
        "The investment {measures:names} that has started asks {euros:euros} more in {years:years} than there can "
        "be{beside}.",
    ),
    "min_duration": (
        "De minimumduur van maatregel {measures:names} vraagt in {years:years} {euros:euros} meer dan er{beside} kan "
        "zijn.",
        "The minimum duration of measure {measures:names} asks {euros:euros} more in {years:years} than there can "
        "be{beside}.",
    ),
    "staff_capacity": (
        "Het personeel voor {places:names} kan in {years:years} {euros:euros} minder werk doen dan {others}.",
        "The staff for {places:names} can do {euros:euros} less work in {years:years} than {others}.",
    ),
    "commitments": (
        "Geldstroom «{stream}» is in {years:years} {euros:euros} meer verplicht aan maatregel {measures:names} dan "
        "er{beside} kan zijn.",
        "Stream “{stream}” is committed to pay measure {measures:names} {euros:euros} more in {years:years} than there "
        "can be{beside}.",
    ),
}
for _rule, (_nl, _en) in _ROOM.items():
    _CLASH[_rule] = (
        f"Wat in {{places:names}} naar {_nl} moet, is in {{years:years}} {{euros:euros}} meer dan er{{beside}} kan "
        "zijn.",
        f"What must go to {_en} in {{places:names}} is {{euros:euros}} more in {{years:years}} than there can be"
        "{beside}.",
    )

_SCOPES = {
    "": ("", ""),
    "_wijk": (" in {places:names}", " in {places:names}"),
    "_measure": (" voor maatregel {measures:names}", " for measure {measures:names}"),
}
for _scope, (_nl, _en) in _SCOPES.items():
    for _span, _when_nl, _when_en in (
        ("", "in {years:years}", "in {years:years}"),
        ("_term", "over de hele looptijd", "over the whole term"),
    ):
        REPAIR[f"repair.co_financing{_scope}{_span}"] = (
            f"Vraag naast geldstroom «{{stream}}»{_nl} {_when_nl} {{euros:euros}} minder cofinanciering.",
            f"Ask {{euros:euros}} less co-financing beside stream “{{stream}}”{_en} {_when_en}.",
        )
        _CLASH[f"co_financing{_scope}{_span}"] = (
            f"De cofinanciering die geldstroom «{{stream}}»{_nl} vraagt, is {_when_nl} {{euros:euros}} meer dan "
            "er{beside} kan zijn.",
            f"The co-financing that stream “{{stream}}” asks{_en} is {{euros:euros}} more {_when_en} than there can "
            "be{beside}.",
        )

CLASH: dict[str, tuple[str, str]] = {
    "clash.unknown": (
        "Dit gaat over {rule:rules}; het rekenen stopte voordat bekend was hoeveel te veel er gevraagd is.",
        "This is about {rule:rules}; solving stopped before it was known how much too much is asked.",
    ),
    "clash.together": (
        "Deze regels kunnen niet allemaal gelden. Laat u een van hen los, dan kunnen de andere wel:",
        "These rules cannot all hold. Let go of any one of them and the others can:",
    ),
    "clash.by_itself": ("Deze regel kan niet gelden:", "This rule cannot hold:"),
    "clash.not_minimal": (
        "Deze regels kunnen niet allemaal gelden; het rekenen stopte voordat bekend was of het er minder kunnen zijn:",
        "These rules cannot all hold; solving stopped before it was known whether fewer of them clash:",
    ),
    "clash.not_found": (
        "Het rekenen stopte voordat gevonden was welke regels niet samen kunnen.",
        "Solving stopped before it was found which rules cannot hold together.",
    ),
    "repair.cheapest": (
        "Het minste dat moet wijken voor een plan is samen {euros:euros}:",
        "The least that must give way for a plan is {euros:euros} together:",
    ),
    "repair.enough": (
        "Dit is genoeg voor een plan, samen {euros:euros}:",
        "This is enough for a plan, {euros:euros} together:",
    ),
    "clash.whole": (
        "Kon een maatregel ook voor een deel worden gedaan, dan botste er niets: dit volgt uit minima, minimumduur en "
        "investeringen.",
        "If a measure could be done in part, nothing would clash: this follows from minima, durations and investments.",
    ),
    "repair.not_proven": (
        "Het rekenen stopte voordat bewezen was dat er niet minder hoeft te wijken.",
        "Solving stopped before it was proven that no less has to give way.",
    ),
    "repair.not_found": (
        "Het rekenen stopte voordat gevonden was wat er het minst moet wijken. Geef meer tijd met --time-limit.",
        "Solving stopped before it was found what must give way least. Give more time with --time-limit.",
    ),
    "repair.place": (
        "{largest} Met {count:#|één ander jaar of één andere plek|# andere jaren of plekken} samen {euros:euros}.",
        "{largest} With {count:#|one other year or place|# other years or places} {euros:euros} together.",
    ),
    "repair.more": (
        "En op {count:#|één andere plaats|# andere plaatsen samen} {euros:euros}. Alles staat in het plan "
        "onder repair.",
        "And in {count:#|one other place|# other places together} {euros:euros}. The plan lists all under repair.",
    ),
    "change.enough": (
        "Met {count:#|deze verandering|deze veranderingen} in het programma is er een plan:",
        "With {count:#|this change|these changes} in the programme there is a plan:",
    ),
    "change.figure": (
        "{pointer}: {now:number} wordt {enough:number}",
        "{pointer}: {now:number} becomes {enough:number}",
    ),
    "change.year": (
        "{pointer}: {now} wordt {enough}",
        "{pointer}: {now} becomes {enough}",
    ),
    "change.none": (
        "{pointer}: geen getal is genoeg; laat dit weg",
        "{pointer}: no figure is enough; leave this out",
    ),
    "change.no_rule": (
        "{pointer}: geen getal is genoeg; maak er een streefregel van of laat de regel weg",
        "{pointer}: no figure is enough; make it an aim or leave the rule out",
    ),
    "change.more": (
        "En nog {count:#|één andere. Die staat|# andere. Ze staan} in het plan onder repair.",
        "And {count:#|one other|# others}, under repair.",
    ),
}
_TAILS = {
    "": (
        {"{beside}": " naast de andere regels hier", "{others}": "de andere regels hier vragen"},
        {"{beside}": " beside the other rules here", "{others}": "the other rules here ask"},
    ),
    "_only": (
        {"{beside}": "", "{others}": "met welk plan dan ook gebeurt"},
        {"{beside}": "", "{others}": "happens with any plan"},
    ),
}
for _rule, _pair in _CLASH.items():
    for _ending, _tails in _TAILS.items():
        _made = list(_pair)
        for _place in ("{beside}", "{others}"):
            _made = [_text.replace(_place, _tail[_place]) for _text, _tail in zip(_made, _tails, strict=True)]
        CLASH[f"clash.{_rule}{_ending}"] = (_made[0], _made[1])

CLASHES: dict[str, tuple[str, str]] = {**REPAIR, **CLASH}
