"""What the command line and the pages say of what is stored: programmes, people, runs, backups."""

STORAGE: dict[str, tuple[str, str]] = {
    "storage.gone": (
        "De database antwoordt niet: {why}\nEr is niets gewijzigd. Het adres staat in DATABASE_URL; staat daar niets, "
        "dan is het instance/zaaiplan.db.",
        "The database does not answer: {why}\nNothing was changed. Its address is in DATABASE_URL; with nothing there, "
        "it is instance/zaaiplan.db.",
    ),
    "storage.busy": (
        "De database is bezet: een ander is ermee bezig. Er is niets gewijzigd; probeer het straks opnieuw.",
        "The database is busy: somebody else is using it. Nothing was changed; try again later.",
    ),
    "storage.read_only": (
        "De database kan alleen gelezen worden. Er is niets gewijzigd; vraag de beheerder om schrijfrechten.",
        "The database can only be read. Nothing was changed; ask the administrator for the right to write.",
    ),
    "storage.refused": (
        "De database laat dit niet toe: {why}\nEr is niets gewijzigd. Gebruiker en wachtwoord staan in DATABASE_URL.",
        "The database does not allow this: {why}\nNothing was changed. User and password are in DATABASE_URL.",
    ),
    "storage.full": (
        "Er is geen ruimte meer voor de database. Er is niets gewijzigd; maak ruimte en probeer het opnieuw.",
        "There is no room left for the database. Nothing was changed; make room and try again.",
    ),
    "storage.other_file": (
        "Het bestand van de database is beschadigd, of is geen database ({why}). Er is niets gewijzigd. Het adres "
        "staat in DATABASE_URL.",
        "The file of the database is damaged, or is no database ({why}). Nothing was changed. Its address is in "
        "DATABASE_URL.",
    ),
    "storage.not_known": (
        "DATABASE_URL noemt geen database die Zaaiplan kent. Wel: sqlite:////MAP/BESTAND.db of "
        "postgresql://GEBRUIKER:WACHTWOORD@SERVER/DATABASE.",
        "DATABASE_URL names no database that Zaaiplan knows. It knows: sqlite:////FOLDER/FILE.db or "
        "postgresql://USER:PASSWORD@SERVER/DATABASE.",
    ),
    "storage.none": (
        "De database is er nog niet, of heeft nog geen tabellen: {where}. Maak ze met: flask db upgrade",
        "The database is not there yet, or has no tables yet: {where}. Make them with: flask db upgrade",
    ),
    "storage.older": (
        "De database is van een oudere versie van Zaaiplan. Breng de tabellen bij met: flask db upgrade",
        "The database is of an older version of Zaaiplan. Bring its tables up to date with: flask db upgrade",
    ),
    "storage.newer": (
        "De database is van een nieuwere versie van Zaaiplan. Er is niets gewijzigd; werk eerst Zaaiplan zelf bij.",
        "The database is of a newer version of Zaaiplan. Nothing was changed; first update Zaaiplan itself.",
    ),
    "storage.upgraded": ("De database is bijgewerkt: {where}.", "The database is up to date: {where}."),
    "storage.first_start": (
        "Er zijn nog geen accounts. Wie deze link opent, wordt beheerder (hij werkt één keer):\n  {address}",
        "There are no accounts yet. Whoever opens this link becomes the administrator (it works once):\n  {address}",
    ),
    "storage.link": (
        "Geef deze link aan {name} om een wachtwoord te kiezen (hij werkt één keer, drie dagen lang):\n  {address}",
        "Give this link to {name} to choose a password (it works once, for three days):\n  {address}",
    ),
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
        "Er is al een programma dat {name} heet (programma {number}). Met --replace wordt dit document een nieuwe "
        "versie daarvan; geef het anders een andere naam.",
        "There is already a programme called {name} (programme {number}). With --replace this document becomes a new "
        "version of that one; else give it another name.",
    ),
    "storage.replace_which": (
        "Meer dan één programma heet {name} (de nummers {there}), dus --replace weet niet welk. Geef het document een "
        "andere naam.",
        "More than one programme is called {name} (numbers {there}), so --replace cannot tell which. Give the document "
        "another name.",
    ),
    "storage.listed": (
        "{first}-{last}, versie {version}, {count:#|één plan|# plannen}",
        "{first}-{last}, version {version}, {count:#|one plan|# plans}",
    ),
    "storage.listed_adopted": (
        "{first}-{last}, versie {version}, {count:#|één vastgesteld plan|# plannen, ook vastgestelde}",
        "{first}-{last}, version {version}, {count:#|one adopted plan|# plans, adopted ones too}",
    ),
    "storage.no_programmes": (
        "Er zijn nog geen programma's. Zet er een in de database met: flask import BESTAND.json",
        "There are no programmes yet. Store one with: flask import FILE.json",
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
        "Deze partners kunnen niet weg, want er zijn accounts die ze vertegenwoordigen: {partners}. Neem eerst die "
        "rollen weg: flask user role ADRES PROGRAMMA geen",
        "These partners cannot go, for there are accounts that stand for them: {partners}. Take those roles away "
        "first: flask user role ADDRESS PROGRAMME geen",
    ),
    "storage.conflict": (
        "Iemand anders wijzigde dit programma op hetzelfde moment. Er is niets opgeslagen; probeer het opnieuw.",
        "Somebody else changed this programme at the same moment. Nothing was saved; try again.",
    ),
    "storage.damaged": (
        "Wat is opgeslagen, is beschadigd: de controlesom klopt niet ({what}). Zet een back-up terug.",
        "What is stored is damaged: its checksum differs ({what}). Restore a backup.",
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
        "{path} is geen bruikbare back-up: het bestand is beschadigd of onvolledig, of geen back-up van Zaaiplan. "
        "Er is niets gewijzigd.",
        "{path} is no usable backup: the file is damaged or incomplete, or no backup of Zaaiplan. Nothing was changed.",
    ),
    "storage.newer_backup": (
        "{path} is een back-up van een nieuwere versie van Zaaiplan. Er is niets gewijzigd; werk eerst Zaaiplan bij.",
        "{path} is a backup of a newer version of Zaaiplan. Nothing was changed; first update Zaaiplan.",
    ),
    "storage.over_database": (
        "{path} is de database zelf. Kies een ander bestand voor de back-up.",
        "{path} is the database itself. Choose another file for the backup.",
    ),
    "storage.not_empty": (
        "De database is niet leeg. Maak eerst een back-up: met --replace verdwijnt alles wat er nu in staat.",
        "The database is not empty. Make a backup first: with --replace all that is in it now is lost.",
    ),
    "storage.account_added": ("{name} ({email}) heeft een account.", "{name} ({email}) has an account."),
    "storage.address_taken": ("Er is al een account met {email}.", "There is already an account with {email}."),
    "storage.no_account": (
        "Er is geen account met {email}. Maak er een: flask user add {email} --name NAAM.",
        "There is no account with {email}. Make one: flask user add {email} --name NAME.",
    ),
    "storage.no_address": ("{said} is geen e-mailadres.", "{said} is no e-mail address."),
    "storage.run_fault": (
        "Zaaiplan zelf maakte een fout ({what}). In het logboek van de rekenaars staat er meer over, bij run {number}.",
        "Zaaiplan itself made a mistake ({what}). The log of the workers says more, at run {number}.",
    ),
    "storage.not_kept": (
        "De naam of tekst is leeg, of heeft een teken dat niet bewaard of getoond kan worden. Verbeter die.",
        "The name or text is empty, or has a character that cannot be kept or shown. Mend it.",
    ),
    "storage.long_name": (
        "De naam is te lang: ten hoogste {most} tekens.",
        "The name is too long: at most {most} characters.",
    ),
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
    "storage.no_role": (
        "{role} is geen rol. Kies uit: {there}, of geen.",
        "{role} is no role. Choose from: {there}, or geen (none).",
    ),
    "storage.role_given": ("{email} is nu {role} van {name}.", "{email} is now {role} of {name}."),
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
