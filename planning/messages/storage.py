"""What the command line and the pages say of what is stored: programmes, people, runs, backups."""

STORAGE: dict[str, tuple[str, str]] = {
    "storage.gone": (
        "De database antwoordt niet: {why}\nEr is niets gewijzigd. Het adres staat in DATABASE_URL.",
        "The database does not answer: {why}\nNothing was changed. Its address is in DATABASE_URL.",
    ),
    "storage.not_known": (
        "DATABASE_URL noemt geen database die Zaaiplan kent: {why}.",
        "DATABASE_URL names no database that Zaaiplan knows: {why}.",
    ),
    "storage.not_current": (
        "De database heeft niet de tabellen van deze versie. Is zij nieuw of ouder, dan helpt: flask db upgrade. "
        "Is zij nieuwer, werk dan Zaaiplan zelf bij.",
        "The database has not the tables of this version. If it is new or older, this helps: flask db upgrade. "
        "If it is newer, bring Zaaiplan itself up to date.",
    ),
    "storage.upgraded": ("De database is bij: {where}.", "The database is up to date: {where}."),
    "storage.imported": (
        "{name} staat in de database als programma {number}.",
        "{name} is stored as programme {number}.",
    ),
    "storage.replaced": (
        "{name} (programma {number}) is vervangen: {count:#|1 rij|# rijen} gewijzigd. De oude waarden staan in het "
        "logboek.",
        "{name} (programme {number}) is replaced: {count:#|1 row|# rows} changed. The log has the old values.",
    ),
    "storage.unchanged": (
        "{name} (programma {number}) is niet veranderd: het document is hetzelfde.",
        "{name} (programme {number}) is unchanged: the document is the same.",
    ),
    "storage.name_taken": (
        "Er is al een programma dat {name} heet (programma {number}). Met --replace wordt het een nieuwe versie "
        "daarvan; of geef het document een andere naam.",
        "There is already a programme called {name} (programme {number}). With --replace it becomes a new version of "
        "that one; or give the document another name.",
    ),
    "storage.no_programme": (
        "Er is geen programma {name}. {count:#|Er is er nog geen|Er is er één|Er zijn er #}{there}",
        "There is no programme {name}. {count:#|There is none yet|There is one|There are #}{there}",
    ),
    "storage.several": (
        "Meer dan één programma heet {name}. Noem het bij zijn nummer: {there}.",
        "More than one programme is called {name}. Name it by its number: {there}.",
    ),
    "storage.partner_in_use": (
        "Deze partners kunnen niet weg, want mensen hebben ze als rol: {partners}. Neem eerst die rollen weg "
        "(flask user role ADRES PROGRAMMA geen).",
        "These partners cannot go, for people have them as their role: {partners}. Take those roles away first "
        "(flask user role ADDRESS PROGRAMME geen).",
    ),
    "storage.conflict": (
        "Iemand anders wijzigde dit programma op hetzelfde moment. Er is niets opgeslagen; probeer het opnieuw.",
        "Somebody else changed this programme at the same moment. Nothing was saved; try again.",
    ),
    "storage.damaged": (
        "Wat is opgeslagen, is niet meer wat het was: de controlesom klopt niet ({what}). Zet een back-up terug.",
        "What is stored is no longer what it was: its checksum differs ({what}). Restore a backup.",
    ),
    "storage.backed_up": (
        "{count:#|1 rij|# rijen} opgeslagen in {path}.",
        "{count:#|1 row|# rows} written to {path}.",
    ),
    "storage.restored": (
        "{count:#|1 rij|# rijen} teruggezet uit {path}.",
        "{count:#|1 row|# rows} restored from {path}.",
    ),
    "storage.no_backup": (
        "{path} is geen bruikbare back-up: het bestand is beschadigd, niet heel, of geen back-up van Zaaiplan ({why}). "
        "Er is niets gewijzigd.",
        "{path} is no usable backup: the file is damaged, not whole, or no backup of Zaaiplan ({why}). "
        "Nothing was changed.",
    ),
    "storage.not_empty": (
        "De database is niet leeg. Met --replace gaat alles wat er nu in staat weg; maak daar eerst een back-up van.",
        "The database is not empty. With --replace all that is in it goes; make a backup of that first.",
    ),
    "storage.account_added": ("{name} ({email}) heeft een account.", "{name} ({email}) has an account."),
    "storage.address_taken": ("Er is al een account met {email}.", "There is already an account with {email}."),
    "storage.no_account": (
        "Er is geen account met {email}. Maak er een: flask user add {email} --name NAAM.",
        "There is no account with {email}. Make one: flask user add {email} --name NAME.",
    ),
    "storage.no_address": ("{email} is geen e-mailadres.", "{email} is no e-mail address."),
    "storage.no_name": ("Geef de naam van wie het account krijgt.", "Give the name of who gets the account."),
    "storage.no_partner": (
        "{partner} is geen partner van dit programma. Zijn partners: {there}.",
        "{partner} is no partner of this programme. Its partners: {there}.",
    ),
    "storage.which_partner": (
        "Een partner ziet alleen de eigen geldstromen: noem met --partner welke het is. De partners: {there}.",
        "A partner sees its own streams alone: say with --partner which it is. The partners: {there}.",
    ),
    "storage.only_of_partners": (
        "--partner hoort alleen bij de rol partner.",
        "--partner goes with the role partner alone.",
    ),
    "storage.role_given": ("{email} is {role} van {name}.", "{email} is {role} of {name}."),
    "storage.role_taken": ("{email} heeft geen rol meer in {name}.", "{email} has no role in {name} any more."),
    "storage.nobody": ("Er zijn nog geen accounts.", "There are no accounts yet."),
    "storage.administrator": ("beheerder", "administrator"),
    "storage.inactive": ("niet actief", "not active"),
    "storage.role.director": ("programmadirecteur", "programme director"),
    "storage.role.finance": ("financieel adviseur", "finance staff"),
    "storage.role.alderman": ("wethouder", "alderman"),
    "storage.role.partner": ("partner", "partner"),
    "storage.role.reader": ("lezer", "reader"),
    "storage.working": (
        "{count:#|1 rekenaar wacht|# rekenaars wachten} op werk, tot Ctrl-C.",
        "{count:#|1 worker waits|# workers wait} for work, until Ctrl-C.",
    ),
    "storage.stopping_work": (
        "De rekenaars stoppen; wat niet af is, begint een ander opnieuw.",
        "The workers stop; what is not done, another begins anew.",
    ),
    "storage.no_background": (
        "Op de achtergrond wordt niet gerekend: er is geen database die antwoordt, met de tabellen van deze versie "
        "(flask db upgrade maakt ze).",
        "Nothing is planned in the background: there is no database that answers, with the tables of this version "
        "(flask db upgrade makes them).",
    ),
    "storage.worker_dead": (
        "ZAAIPLAN_WORKER_DEAD is {given}. Noem de seconden, minstens {least}, waarna een rekenaar die niets laat horen "
        "als weg geldt.",
        "ZAAIPLAN_WORKER_DEAD is {given}. Give the seconds, at least {least}, after which a worker that says nothing "
        "is taken to be gone.",
    ),
}
