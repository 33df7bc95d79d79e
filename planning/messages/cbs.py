"""Problems of files with figures of CBS: a table, a map, or what came over the network.

`{place}` is where it is in the file, in words; `{value}` what stands there. A code with `.expected` says what should.
"""

CELL = ("rij {row}, kolom {column}", "row {row}, column {column}")
ROW = ("rij {row}", "row {row}")
SHEET = ("blad «{sheet}»", "sheet “{sheet}”")
FILE = ("Het bestand", "The file")
"""Templates of places, (Dutch, English)."""

FILES: dict[str, tuple[str, str]] = {
    "cbs.empty": ("Het bestand is leeg.", "The file is empty."),
    "cbs.empty.expected": (
        "een bestand van CBS met cijfers over wijken, als CSV of Excel",
        "a file of CBS with figures about wijken, as CSV or Excel",
    ),
    "cbs.too_large": (
        "Het bestand is groter dan {most} MB. Bewaar alleen de rijen van uw gemeente, of download op StatLine alleen "
        "die gemeente.",
        "The file is larger than {most} MB. Keep the rows of your municipality alone, or download that municipality "
        "alone from StatLine.",
    ),
    "cbs.too_large.expected": ("ten hoogste {most} MB", "at most {most} MB"),
    "cbs.unpacks_too_large": (
        "Uitgepakt is het Excel-bestand groter dan {most} MB; zo groot is geen bestand van CBS.",
        "Unpacked, the Excel file is larger than {most} MB; no file of CBS is that large.",
    ),
    "cbs.unpacks_too_large.expected": ("uitgepakt ten hoogste {most} MB", "at most {most} MB when unpacked"),
    "cbs.too_many_cells": (
        "Het Excel-bestand heeft meer dan {most} cellen. Bewaar alleen de rijen van uw gemeente.",
        "The Excel file has more than {most} cells. Keep the rows of your municipality alone.",
    ),
    "cbs.too_many_cells.expected": ("ten hoogste {most} cellen", "at most {most} cells"),
    "cbs.too_many_rows": (
        "Het bestand heeft meer dan {most} rijen. Bewaar alleen de rijen van uw gemeente.",
        "The file has more than {most} rows. Keep the rows of your municipality alone.",
    ),
    "cbs.too_many_rows.expected": ("ten hoogste {most} rijen", "at most {most} rows"),
    "cbs.too_many_columns": (
        "{place}: er zijn meer dan {most} kolommen.",
        "{place}: there are more than {most} columns.",
    ),
    "cbs.too_many_columns.expected": ("ten hoogste {most} kolommen", "at most {most} columns"),
    "cbs.pdf": (
        "Dit is een PDF. Cijfers zijn daar niet betrouwbaar uit te halen.",
        "This is a PDF. Figures cannot be taken from it reliably.",
    ),
    "cbs.pdf.expected": ("CSV of Excel (.xlsx) van CBS", "CSV or Excel (.xlsx) of CBS"),
    "cbs.old_excel": (
        "Dit is een Excel-bestand van de oude soort (.xls), of een met een wachtwoord. Open het in Excel of "
        "LibreOffice en bewaar het als .xlsx, zonder wachtwoord.",
        "This is an Excel file of the old kind (.xls), or one with a password. Open it in Excel or LibreOffice and "
        "save it as .xlsx, without a password.",
    ),
    "cbs.old_excel.expected": ("Excel (.xlsx) of CSV", "Excel (.xlsx) or CSV"),
    "cbs.other_zip": (
        "Dit is een zip-bestand en geen Excel-bestand. Pak het eerst uit.",
        "This is a zip file and not an Excel file. Unpack it first.",
    ),
    "cbs.other_zip.expected": ("Excel (.xlsx) of CSV", "Excel (.xlsx) or CSV"),
    "cbs.damaged": (
        "Het Excel-bestand is beschadigd of onvolledig. Download het opnieuw.",
        "The Excel file is damaged or incomplete. Download it again.",
    ),
    "cbs.not_utf8": (
        "De tekst is geen UTF-8: rij {row} bevat een teken in een andere codering. Kies in Excel bij Opslaan als voor "
        "«CSV UTF-8».",
        "The text is not UTF-8: row {row} holds a character in another encoding. In Excel, choose “CSV UTF-8” under "
        "Save as.",
    ),
    "cbs.not_utf8.expected": ("tekst in UTF-8", "text in UTF-8"),
    "cbs.not_text": (
        "Dit is geen CSV en geen Excel: er staan tekens in die in geen tekst horen.",
        "This is neither CSV nor Excel: it holds characters that belong in no text.",
    ),
    "cbs.not_text.expected": ("CSV of Excel (.xlsx) van CBS", "CSV or Excel (.xlsx) of CBS"),
    "cbs.quote": (
        "{place}: een aanhalingsteken wordt niet gesloten, of een veld is onmogelijk lang.",
        "{place}: a quotation mark is not closed, or a field is impossibly long.",
    ),
    "cbs.quote.expected": ("aanhalingstekens in paren", "quotation marks in pairs"),
    "cbs.separator": (
        "De kolommen zijn gescheiden door «{value}»; dat leest Zaaiplan niet.",
        "The columns are separated by “{value}”; Zaaiplan does not read that.",
    ),
    "cbs.separator.expected": (
        "kolommen gescheiden door puntkomma, komma of tab",
        "columns separated by semicolon, comma or tab",
    ),
    "cbs.no_header": (
        "In de eerste {most} rijen staat geen kop die Zaaiplan kent: een kolom met de code van de wijk en daarnaast "
        "inwoners of een cijfer.",
        "The first {most} rows hold no header that Zaaiplan knows: a column with the code of the wijk, and residents "
        "or a figure beside it.",
    ),
    "cbs.no_header.expected": (
        "een kop met bijvoorbeeld gwb_code_10, Codering of code, en a_inw, «Aantal inwoners» of p_ink_li; bij "
        "StatLine: zet «Codering» aan",
        "a header with gwb_code_10, Codering or code for instance, and a_inw, “Aantal inwoners” or p_ink_li; in "
        "StatLine: switch on “Codering”",
    ),
    "cbs.no_codes": (
        "{place}: hier staan namen en geen codes («{value}»).",
        "{place}: here are names and no codes (“{value}”).",
    ),
    "cbs.no_codes.expected": (
        "codes zoals WK059910; bij StatLine: zet de kolom «Codering» of «Regiocode» aan",
        "codes such as WK059910; in StatLine: switch on the column “Codering” or “Regiocode”",
    ),
    "cbs.no_rows": (
        "Onder de kop staat geen enkele gemeente, wijk of buurt.",
        "There is no municipality, wijk or buurt under the header.",
    ),
    "cbs.no_rows.expected": ("een rij per wijk", "a row for each wijk"),
    "cbs.no_year": (
        "Het bestand heeft geen cijfers van {year}; wel van {years:years}.",
        "The file has no figures of {year}; it has those of {years:years}.",
    ),
    "cbs.more": (
        "Er zijn meer problemen dan de {most} die hier staan; los eerst deze op.",
        "There are more problems than the {most} that stand here; solve these first.",
    ),
}
"""The file as a whole."""

CELLS: dict[str, tuple[str, str]] = {
    "cbs.column_twice": (
        "{place}: de kolom «{value}» staat er twee keer.",
        "{place}: the column “{value}” stands there twice.",
    ),
    "cbs.column_twice.expected": ("elke kolom één keer", "each column once"),
    "cbs.code": ("{place}: «{value}» is geen code van CBS.", "{place}: “{value}” is not a code of CBS."),
    "cbs.code.expected": (
        "GM en 4 cijfers, WK en 6 cijfers of BU en 8 cijfers",
        "GM and 4 digits, WK and 6 digits or BU and 8 digits",
    ),
    "cbs.code_twice": (
        "{place}: {value} staat ook in rij {first}.",
        "{place}: {value} stands in row {first} too.",
    ),
    "cbs.code_twice.expected": ("elke code één keer per jaar", "each code once for each year"),
    "cbs.name": (
        "{place}: de naam is te lang, of bevat een teken dat niet getoond kan worden.",
        "{place}: the name is too long, or holds a character that cannot be shown.",
    ),
    "cbs.name.expected": ("een naam op één regel", "a name on one line"),
    "cbs.period": ("{place}: «{value}» is geen jaar.", "{place}: “{value}” is not a year."),
    "cbs.period.expected": ("een jaartal, zoals 2022", "a year, such as 2022"),
    "cbs.formula": (
        "{place}: hier staat een formule ({value}). Formules worden niet uitgerekend.",
        "{place}: here is a formula ({value}). Formulas are not calculated.",
    ),
    "cbs.formula.expected": ("de waarde zelf: kopieer en plak als waarden", "the value itself: copy, paste as values"),
    "cbs.number": ("{place}: «{value}» is geen getal.", "{place}: “{value}” is not a number."),
    "cbs.number.expected": (
        "een getal zonder punten tussen de duizendtallen, of «.» of niets waar het ontbreekt",
        "a number without marks between thousands, or “.” or nothing where it is missing",
    ),
    "cbs.mark": (
        "{place}: «{value}» heeft een punt, terwijl de decimalen in dit bestand achter een komma staan.",
        "{place}: “{value}” has a point, while the decimals of this file stand behind a comma.",
    ),
    "cbs.mark.expected": ("overal hetzelfde decimaalteken", "the same decimal mark everywhere"),
    "cbs.size": (
        "{place}: {value} is geen grootte die een cijfer kan hebben.",
        "{place}: {value} is not a size that a figure can have.",
    ),
    "cbs.size.expected": ("een getal van gewone grootte", "a number of usual size"),
    "cbs.whole": ("{place}: {value} is geen heel aantal.", "{place}: {value} is not a whole number."),
    "cbs.whole.expected": (
        "een heel getal, zonder punten tussen de duizendtallen",
        "a whole number, without marks between thousands",
    ),
    "cbs.negative": ("{place}: {value} kan niet negatief zijn.", "{place}: {value} cannot be negative."),
    "cbs.negative.expected": ("0 of meer", "0 or more"),
    "cbs.percentage": ("{place}: {value} is geen percentage.", "{place}: {value} is not a percentage."),
    "cbs.percentage.expected": ("een getal van 0 tot en met 100", "a number from 0 to 100"),
}
"""A row or cell."""

CHOICES: dict[str, tuple[str, str]] = {
    "cbs.choose_wijken": ("Kies ten minste één wijk.", "Choose at least one wijk."),
    "cbs.unknown_wijk": (
        "Wijk {wijk} staat niet in de gelezen cijfers.",
        "Wijk {wijk} is not in the figures that were read.",
    ),
    "cbs.chosen_twice": ("Wijk {wijk} is twee keer gekozen.", "Wijk {wijk} was chosen twice."),
    "cbs.municipalities": (
        "De gekozen wijken liggen in meer dan één gemeente: {codes:names}.",
        "The wijken that were chosen lie in more than one municipality: {codes:names}.",
    ),
    "cbs.municipalities.expected": ("wijken van één gemeente", "wijken of one municipality"),
    "cbs.no_residents": (
        "Van {name} ({wijk}) is het aantal inwoners niet bekend.",
        "The number of residents of {name} ({wijk}) is not known.",
    ),
    "cbs.no_residents.expected": (
        "inwoners, bijvoorbeeld uit Kerncijfers wijken en buurten",
        "residents, from Kerncijfers wijken en buurten for instance",
    ),
    "cbs.unknown_topic": (
        "Het cijfer {topic} bestaat niet, of staat niet in de gelezen cijfers.",
        "There is no figure {topic}, or it is not in the figures that were read.",
    ),
    "cbs.topic_twice": (
        "Het cijfer «{topic}» is twee keer gekozen voor hetzelfde leefdomein.",
        "The figure “{topic}” was chosen twice for the same domain.",
    ),
    "cbs.no_domain": (
        "Het cijfer «{topic}» hoort niet vanzelf bij een leefdomein; kies er een.",
        "The figure “{topic}” belongs to no domain of itself; choose one.",
    ),
    "cbs.indicator": ("{title}, {unit} ({source})", "{title}, {unit} ({source})"),
    "cbs.indicator_with_reference": (
        "{title}, {unit}; {municipality} {reference:number} ({source})",
        "{title}, {unit}; {municipality} {reference:number} ({source})",
    ),
}
"""Making a programme of figures."""

NETWORK: dict[str, tuple[str, str]] = {
    "cbs.no_package": (
        "Cijfers ophalen kan hier niet: het pakket cbsodata is niet geïnstalleerd. Download het bestand op StatLine en "
        "lees het in, of laat de beheerder «pip install cbsodata» doen.",
        "Figures cannot be fetched here: the package cbsodata is not installed. Download the file from StatLine and "
        "read it in, or have the administrator do “pip install cbsodata”.",
    ),
    "cbs.no_answer": (
        "CBS is nu niet te bereiken, of gaf geen bruikbaar antwoord. Probeer het later, of download het bestand op "
        "StatLine en lees het in.",
        "CBS cannot be reached now, or gave no usable answer. Try again later, or download the file from StatLine and "
        "read it in.",
    ),
    "cbs.no_table": (
        "Van {year} kent Zaaiplan geen tabel van CBS; wel van {years:years}.",
        "Zaaiplan knows no table of CBS of {year}; it knows those of {years:years}.",
    ),
    "cbs.no_municipality": ("«{value}» is geen code van een gemeente.", "“{value}” is not the code of a municipality."),
    "cbs.no_municipality.expected": ("GM en 4 cijfers, zoals GM0599", "GM and 4 digits, such as GM0599"),
}
"""Figures over the network."""

MAPS: dict[str, tuple[str, str]] = {
    "cbs.map_kind": (
        "Dit is geen kaart die Zaaiplan kent: verwacht werd een FeatureCollection.",
        "This is no map that Zaaiplan knows: a FeatureCollection was expected.",
    ),
    "cbs.map_kind.expected": (
        'GeoJSON met "type": "FeatureCollection" en een lijst "features"',
        'GeoJSON with "type": "FeatureCollection" and a list "features"',
    ),
    "cbs.map_features": (
        "De kaart heeft meer dan {most} gebieden. Bewaar alleen de wijken van uw gemeente.",
        "The map has more than {most} areas. Keep the wijken of your municipality alone.",
    ),
    "cbs.map_positions": (
        "De kaart heeft meer dan {most} punten. Vereenvoudig de grenzen, of bewaar alleen de wijken van uw gemeente.",
        "The map has more than {most} points. Simplify the boundaries, or keep the wijken of your municipality alone.",
    ),
    "cbs.map_rd": (
        "De kaart staat in Rijksdriehoekscoördinaten (RD, EPSG:28992), in meters.",
        "The map is in coordinates of the Dutch grid (RD, EPSG:28992), in metres.",
    ),
    "cbs.map_rd.expected": (
        "graden (WGS84, EPSG:4326): kies die bij het downloaden of exporteren",
        "degrees (WGS84, EPSG:4326): choose those when downloading or exporting",
    ),
    "cbs.map_swapped": (
        "De kaart heeft de breedte vóór de lengte.",
        "The map has latitude before longitude.",
    ),
    "cbs.map_swapped.expected": (
        "eerst de lengte (3 tot 8), dan de breedte (50 tot 54)",
        "longitude first (3 to 8), then latitude (50 to 54)",
    ),
    "cbs.map_outside": (
        "{place}: de grens loopt buiten de wereldkaart, of buiten Nederland.",
        "{place}: the boundary runs outside the map of the world, or outside the Netherlands.",
    ),
    "cbs.map_outside.expected": (
        "lengte van 3 tot 8 en breedte van 50 tot 54 graden",
        "longitude from 3 to 8 and latitude from 50 to 54 degrees",
    ),
    "cbs.map_code": (
        "{place}: er is geen code van een wijk bij dit gebied.",
        "{place}: there is no code of a wijk with this area.",
    ),
    "cbs.map_code.expected": (
        "een eigenschap code, statcode, wijkcode, WK_CODE of gwb_code, zoals WK059910",
        "a property code, statcode, wijkcode, WK_CODE or gwb_code, such as WK059910",
    ),
    "cbs.map_code_twice": ("{place}: {value} staat er twee keer in.", "{place}: {value} is in it twice."),
    "cbs.map_code_twice.expected": ("elke wijk één keer", "each wijk once"),
    "cbs.map_geometry": (
        "{place}: dit gebied heeft geen vlak als vorm.",
        "{place}: the shape of this area is no surface.",
    ),
    "cbs.map_geometry.expected": ("Polygon of MultiPolygon", "Polygon or MultiPolygon"),
    "cbs.map_ring": (
        "{place}: een grens is niet gesloten, of heeft minder dan vier punten, of punten die geen getallen zijn.",
        "{place}: a boundary is not closed, or has less than four points, or points that are no numbers.",
    ),
    "cbs.map_ring.expected": (
        "een lijst van ten minste vier punten [lengte, breedte], het laatste gelijk aan het eerste",
        "a list of at least four points [longitude, latitude], the last the same as the first",
    ),
    "cbs.map_empty": ("Op de kaart staat geen enkele wijk.", "There is no wijk on the map."),
}
"""Maps. An area is called by its number and code."""

AREA = ("Gebied nr. {number}{code}", "Area no. {number}{code}")

CBS: dict[str, tuple[str, str]] = {**FILES, **CELLS, **CHOICES, **NETWORK, **MAPS}
