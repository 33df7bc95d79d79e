"""What the command line says: names of stages, and what came of a plan."""

STAGES: dict[str, tuple[str, str]] = {
    "stage.model": ("Model opstellen", "Stating the model"),
    "stage.nothing_lost": ("Niets verloren", "Nothing lost"),
    "stage.aims_largest": ("Streefregels: grootste tekort", "Aims: largest shortfall"),
    "stage.aims_sum": ("Streefregels: alle tekorten", "Aims: all shortfalls"),
    "stage.growth": ("Baten", "Benefit"),
    "stage.growth_coarse": ("Groei naar de zaailijn: grof", "Growth to the sowing line: coarse"),
    "stage.growth_refined": ("Groei naar de zaailijn: verfijnd", "Growth to the sowing line: refined"),
    "stage.growth_again": ("Groei naar de zaailijn: nagekeken", "Growth to the sowing line: rechecked"),
    "stage.growth_unsteady": ("Wat gelijkmatigheid kost", "What steadiness costs"),
    "stage.decisions_first": ("Hele besluiten: een eerste plan", "Whole decisions: a first plan"),
    "stage.whole_nothing_lost": ("Hele besluiten: niets verloren", "Whole decisions: nothing lost"),
    "stage.whole_aims_largest": ("Hele besluiten: grootste tekort", "Whole decisions: largest shortfall"),
    "stage.whole_aims_sum": ("Hele besluiten: alle tekorten", "Whole decisions: all shortfalls"),
    "stage.whole_growth": ("Hele besluiten: groei en baten", "Whole decisions: growth and benefit"),
    "stage.previous_plan": ("Dicht bij het vorige plan", "Close to the previous plan"),
    "stage.tidiness": ("Opruimen", "Tidying"),
    "stage.clash": ("Zoeken wat botst", "Looking for what clashes"),
    "stage.rounding": ("Afronden", "Rounding"),
    "stage.verify": ("Natellen", "Verifying"),
    "stage.workbook": ("Werkboek schrijven", "Writing the workbook"),
    "plan.problems": ("{count:#|1 probleem|# problemen}", "{count:#|1 problem|# problems}"),
    "plan.nominal": ("bedragen nominaal, hele looptijd", "amounts nominal, whole term"),
    "plan.aims_short": (
        "{count:#|Eén keer wordt een streefregel|# keer wordt een streefregel} niet gehaald: "
        "{count:#|een tekort van|samen} {euros}. {count:#|Dat staat|Ze staan} in het plan onder aims.",
        "{count:#|Once an aim falls|# times an aim falls} short: {euros}{count:#|| together}. The plan lists "
        "{count:#|it|them} under aims.",
    ),
    "plan.infeasible": (
        "Er is geen plan: de regels die moeten kunnen niet allemaal tegelijk gelden.",
        "There is no plan: the rules that must hold cannot all hold together.",
    ),
    "plan.stopped": (
        "Gestopt voordat er een plan was. Met meer tijd (zie --time-limit) kan het er komen.",
        "Stopped before there was a plan. With more time (see --time-limit) there may be one.",
    ),
    "plan.broken_off": (
        "Afgebroken met Ctrl-C, voordat er een uitkomst was.",
        "Broken off by Ctrl-C, before there was a result.",
    ),
    "plan.no_output": (
        "Wat hier zou staan, kan niet worden geschreven: {why}.",
        "What would stand here cannot be written: {why}.",
    ),
    "plan.checked": (
        "Geen fouten gevonden. Of alle regels samen kunnen gelden, blijkt bij het plannen.",
        "No errors found. Whether all rules can hold together shows when a plan is made.",
    ),
    "plan.stopping": (
        "Het rekenen stopt; wat er al is gevonden, wordt afgemaakt. Nog eens Ctrl-C breekt af.",
        "Solving stops; what was found already is finished. Ctrl-C again ends at once.",
    ),
    "plan.short.nothing_lost": (
        "Met andere hele besluiten valt er misschien minder vrij: hoogstens {percent:number}% van al het geld.",
        "With other whole decisions less may lapse: at most {percent:number}% of all money.",
    ),
    "plan.short.aims_largest": (
        "Met andere hele besluiten is het grootste tekort van een streefregel misschien kleiner: hoogstens "
        "{percent:number}% van de zaailijn waar het over gaat.",
        "With other whole decisions the largest shortfall of an aim may be smaller: at most {percent:number}% of the "
        "sowing line that it is about.",
    ),
    "plan.short.aims_sum": (
        "Met andere hele besluiten zijn de tekorten van streefregels samen misschien kleiner: hoogstens "
        "{percent:number}% van al het geld.",
        "With other whole decisions the shortfalls of aims together may be smaller: at most {percent:number}% of all "
        "money.",
    ),
    "plan.gap": (
        "Niet bewezen het beste plan: groei en baten zijn hoogstens {percent:number}% van al het geld lager dan kan.",
        "Not proven to be the best plan: growth and benefit are at most {percent:number}% of all money below the most.",
    ),
    "plan.gap_benefit": (
        "Niet bewezen het beste plan: de baten zijn hoogstens {percent:number}% lager dan kan.",
        "Not proven to be the best plan: the benefit is at most {percent:number}% below the most.",
    ),
    "plan.gap_of_others": (
        "Niet bewezen het beste plan: het rekenen is eerder gestopt, of andere hele besluiten zijn misschien beter.",
        "Not proven to be the best plan: solving was stopped early, or other whole decisions may be better.",
    ),
    "plan.chosen": (
        "Gaat door: {label}, van {first} tot en met {last}, samen {euros:euros}.",
        "Goes ahead: {label}, from {first} up to and including {last}, {euros:euros} together.",
    ),
    "plan.chosen_one_year": (
        "Gaat door: {label}, in {first}, {euros:euros}.",
        "Goes ahead: {label}, in {first}, {euros:euros}.",
    ),
    "plan.left_out": (
        "Niet gekozen: {labels:names}.",
        "Not chosen: {labels:names}.",
    ),
    "plan.not_ended": (
        "Gestopt voordat de verdeling van deze hele besluiten klaar was: zij is mogelijk, maar niet de beste.",
        "Stopped before the division with these whole decisions was finished: it is possible, but not the best.",
    ),
    "plan.not_settled": (
        "De verdeling is niet tot op een procentpunt verfijnd: de dekking loopt te ver uiteen.",
        "The division was not refined to within a percentage point: coverage lies too far apart.",
    ),
    "plan.failed": (
        "Het rekenen is mislukt zonder dat het programma onmogelijk is. Meld dit met het programma erbij.",
        "Solving failed although the programme is not impossible. Please report this with the programme.",
    ),
    "plan.nothing_to_verify": (
        "{path} zegt waarom er geen plan mogelijk is (status infeasible). Er zijn geen bedragen om na te tellen: "
        "uitgangscode {ends}, geen plan.",
        "{path} says why no plan is possible (status infeasible). There are no figures to verify: exit code {ends}, no "
        "plan.",
    ),
    "plan.same_file": (
        "Twee van de genoemde bestanden zijn hetzelfde: {path}.",
        "Two of the files named are the same: {path}.",
    ),
    "plan.not_verified": (
        "Het plan klopt niet met het programma en wordt niet gebruikt.",
        "The plan does not agree with the programme and is not used.",
    ),
    "plan.serving": (
        "Het plan staat op http://{host}:{port} (Ctrl-C stopt).",
        "The plan is at http://{host}:{port} (Ctrl-C stops).",
    ),
    "plan.serve_what": (
        "Noem een programma en het plan daarvan, of geen van beide: dan toont flask serve wat in de database staat. "
        "Een proefopstelling (--demo) heeft ze allebei nodig.",
        "Name a programme and its plan, or neither: then flask serve shows what is in the database. A demonstration "
        "(--demo) needs both.",
    ),
    "plan.demo_elsewhere": (
        "Een proefopstelling heeft geen wachtwoorden, en luistert dus alleen op deze computer; niet op {host}.",
        "A demonstration has no passwords, so it listens on this computer alone; not on {host}.",
    ),
    "plan.pages_in_dutch": (
        "De pagina's zijn in het Nederlands; zinnen uit het plan staan in de taal waarin het is gemaakt.",
        "The pages are in Dutch so far; sentences of the plan are in the language it was made in.",
    ),
    "plan.port_taken": (
        "Op {host}:{port} kan niet geluisterd worden: {why}. Kies een andere poort met --port.",
        "Cannot listen on {host}:{port}: {why}. Choose another port with --port.",
    ),
    "plan.verified": (
        "Het plan klopt: geld en grenzen tot op de cent, de overige regels tot op de afronding die erbij staat.",
        "The plan agrees: money and limits to the cent, the other rules to within the rounding shown beside them.",
    ),
    "plan.look_out": ("Let op:", "Look out:"),
    "plan.not_writable": ("{path} kan niet geschreven worden.", "{path} cannot be written."),
    "plan.finer": ("Kies een kleinere --round-to.", "Choose a smaller --round-to."),
}
