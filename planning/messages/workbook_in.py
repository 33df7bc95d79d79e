"""What reading a programme from a workbook has to say, and the words that a workbook of a programme holds.

`{place}` is sheet, cell and column; `{value}` what stands there. A code with `.expected` says what should.
"""

_NUMBER = ("een getal, zoals 1234,5", "a number, such as 1234.5")

FILES: dict[str, tuple[str, str]] = {
    "book.empty": ("Het bestand is leeg.", "The file is empty."),
    "book.too_large": (
        "Het bestand is groter dan {most:number} MB.",
        "The file is larger than {most:number} MB.",
    ),
    "book.unpacked_too_large": (
        "Uitgepakt is de werkmap groter dan {most:number} MB.",
        "Unpacked, the workbook is larger than {most:number} MB.",
    ),
    "book.too_many_rows": (
        "De werkmap heeft meer dan {most:number} rijen.",
        "The workbook has more than {most:number} rows.",
    ),
    "book.too_many_cells": (
        "De werkmap heeft meer dan {most:number} cellen, lege ertussen meegeteld.",
        "The workbook has more than {most:number} cells, with blank ones in between.",
    ),
    "book.too_much_text": (
        "In de cellen van de werkmap staat meer dan {most:number} MB aan tekst.",
        "The cells of the workbook hold more than {most:number} MB of text.",
    ),
    "book.old_excel": (
        "Dit is een bestand van een oude Excel (.xls). Sla het op als Excel-werkmap (.xlsx).",
        "This is a file of an old Excel (.xls). Save it as an Excel workbook (.xlsx).",
    ),
    "book.encrypted": (
        "Dit bestand is met een wachtwoord versleuteld. Sla het op zonder wachtwoord.",
        "This file is encrypted with a password. Save it without one.",
    ),
    "book.macros": (
        "Deze werkmap bevat macro's. Sla hem op als Excel-werkmap zonder macro's (.xlsx).",
        "This workbook holds macros. Save it as an Excel workbook without macros (.xlsx).",
    ),
    "book.binary": (
        "Dit is een binaire werkmap (.xlsb). Sla hem op als Excel-werkmap (.xlsx).",
        "This is a binary workbook (.xlsb). Save it as an Excel workbook (.xlsx).",
    ),
    "book.open_document": (
        "Dit is een OpenDocument-bestand. Sla het op als Excel-werkmap (.xlsx).",
        "This is an OpenDocument file. Save it as an Excel workbook (.xlsx).",
    ),
    "book.pdf": ("Dit is een PDF en geen werkmap.", "This is a PDF and not a workbook."),
    "book.json": (
        "Dit is een JSON-document en geen werkmap. Lees het in als document.",
        "This is a JSON document and not a workbook. Read it as a document.",
    ),
    "book.text": (
        "Dit is een tekstbestand, zoals CSV, en geen werkmap. Een programma heeft meer bladen nodig.",
        "This is a text file, such as CSV, and not a workbook. A programme needs more sheets.",
    ),
    "book.not_a_workbook": ("Dit bestand is geen Excel-werkmap.", "This file is not an Excel workbook."),
    "book.damaged": (
        "De werkmap is beschadigd of niet volledig, en kan niet gelezen worden.",
        "The workbook is damaged or incomplete, and cannot be read.",
    ),
    "book.no_known_sheet": (
        "In deze werkmap staat geen enkel blad van een programma.",
        "This workbook has no sheet of a programme at all.",
    ),
    "book.no_known_sheet.expected": (
        "bladen zoals «Programma», «Wijken» en «Geldstromen»",
        "sheets such as “Programme”, “Neighbourhoods” and “Streams”",
    ),
}
"""The file as a whole."""

SHEETS: dict[str, tuple[str, str]] = {
    "book.sheet_missing": ("Het blad «{sheet}» ontbreekt.", "The sheet “{sheet}” is missing."),
    "book.sheet_absent": (
        "Het blad «{sheet}» ontbreekt; er wordt gelezen alsof het leeg is.",
        "The sheet “{sheet}” is missing; it is read as if it were empty.",
    ),
    "book.sheet_twice": (
        "{place}: dit blad staat er twee keer; het andere heet «{other}».",
        "{place}: this sheet is there twice; the other is called “{other}”.",
    ),
    "book.sheet_twice.expected": ("elk blad één keer", "each sheet once"),
    "book.sheet_unknown": (
        "{place}: dit blad hoort niet bij een programma en wordt niet gelezen.",
        "{place}: this sheet is not of a programme and is not read.",
    ),
    "book.sheet_near": (
        "{place}: dit blad bestaat niet; het lijkt op «{near}».",
        "{place}: there is no such sheet; it looks like “{near}”.",
    ),
    "book.sheet_empty": (
        "{place}: op dit blad staat niets, ook geen kolomkoppen; het wordt als leeg gelezen.",
        "{place}: there is nothing on this sheet, no headings either; it is read as empty.",
    ),
    "book.column_missing": (
        "{place}: de kolom «{column}» ontbreekt.",
        "{place}: the column “{column}” is missing.",
    ),
    "book.column_missing.expected": ("een kolom «{column}»", "a column “{column}”"),
    "book.column_absent": (
        "{place}: de kolom «{column}» ontbreekt; er wordt gelezen alsof ze leeg is.",
        "{place}: the column “{column}” is missing; it is read as if it were blank.",
    ),
    "book.column_twice": (
        "{place}: deze kolom staat er twee keer, ook in kolom {other}.",
        "{place}: this column is there twice, also in column {other}.",
    ),
    "book.column_twice.expected": ("elke kolom één keer", "each column once"),
    "book.column_unknown": (
        "{place}: deze kolom hoort niet op dit blad en wordt niet gelezen.",
        "{place}: this column does not belong on this sheet and is not read.",
    ),
    "book.column_near": (
        "{place}: deze kolom bestaat niet; ze lijkt op «{near}».",
        "{place}: there is no such column; it looks like “{near}”.",
    ),
    "book.column_nameless": (
        "{place}: boven deze kolom staat niets, maar eronder wel.",
        "{place}: there is nothing above this column, but something below.",
    ),
    "book.column_nameless.expected": ("een kolomkop, of een lege kolom", "a heading, or a blank column"),
    "book.row_blank": (
        "{place}: een lege rij tussen andere rijen; ze wordt overgeslagen.",
        "{place}: a blank row between others; it is skipped.",
    ),
    "book.merged": (
        "{place}: de cellen {cells} zijn samengevoegd, zodat niet te zien is bij welke de waarde hoort.",
        "{place}: the cells {cells} are merged, so that it cannot be seen which of them the value is of.",
    ),
    "book.merged.expected": ("losse cellen, elk met een eigen waarde", "single cells, each with its own value"),
}
"""Sheets, columns and rows."""

CELLS: dict[str, tuple[str, str]] = {
    "book.error_value": (
        "{place}: hier staat de foutwaarde {value}.",
        "{place}: there is the error value {value} here.",
    ),
    "book.error_value.expected": ("een waarde", "a value"),
    "book.formula": (
        "{place}: hier staat een formule zonder uitkomst.",
        "{place}: there is a formula without an outcome here.",
    ),
    "book.formula.expected": (
        "de uitkomst; open de werkmap in Excel en sla hem op",
        "the outcome; open the workbook in Excel and save it",
    ),
    "book.date": (
        "{place}: hier staat een datum of tijd ({value}).",
        "{place}: there is a date or time here ({value}).",
    ),
    "book.date.expected": ("{asked}", "{asked}"),
    "book.blank": ("{place}: hier staat niets.", "{place}: there is nothing here."),
    "book.blank.expected": ("{asked}", "{asked}"),
    "book.not_text": (
        "{place}: hier staat {value} als getal; of er nullen weggevallen zijn, is niet te zien.",
        "{place}: {value} stands here as a number; whether zeros were lost cannot be seen.",
    ),
    "book.not_text.expected": (
        "tekst: geef de cel de opmaak Tekst, of typ er een ' voor",
        "text: give the cell the format Text, or type a ' before it",
    ),
    "book.flag_as_text": ("{place}: hier staat {value}.", "{place}: there is {value} here."),
    "book.flag_as_text.expected": ("tekst", "text"),
    "book.not_number": ("{place}: «{value}» is geen getal.", "{place}: “{value}” is not a number."),
    "book.not_number.expected": _NUMBER,
    "book.number_too_large": ("{place}: {value} is te groot.", "{place}: {value} is too large."),
    "book.number_too_large.expected": ("een getal van gewone grootte", "a number of usual size"),
    "book.not_money": ("{place}: «{value}» is geen bedrag.", "{place}: “{value}” is not an amount."),
    "book.not_money.expected": (
        "euro's met ten hoogste twee decimalen, zoals 1.234,50",
        "euros with at most two decimals, such as 1,234.50",
    ),
    "book.decimals": (
        "{place}: een bedrag heeft ten hoogste twee decimalen; hier staat {value}.",
        "{place}: an amount has at most two decimals; here stands {value}.",
    ),
    "book.decimals.expected": ("een bedrag in hele centen", "an amount in whole cents"),
    "book.not_share": ("{place}: «{value}» is geen percentage.", "{place}: “{value}” is not a percentage."),
    "book.not_share.expected": ("een percentage, zoals 3% of 0,03", "a percentage, such as 3% or 0.03"),
    "book.not_whole": ("{place}: «{value}» is geen heel getal.", "{place}: “{value}” is not a whole number."),
    "book.not_whole.expected": ("een heel getal", "a whole number"),
    "book.not_year": ("{place}: «{value}» is geen jaartal.", "{place}: “{value}” is not a calendar year."),
    "book.not_year.expected": ("een jaartal, zoals 2027", "a calendar year, such as 2027"),
    "book.not_years": ("{place}: «{value}» is geen rij jaartallen.", "{place}: “{value}” is no list of years."),
    "book.not_years.expected": ("jaartallen met ; ertussen, zoals 2027; 2028", "years with ; between, as 2027; 2028"),
    "book.not_choice": ("{place}: «{value}» is geen keuze.", "{place}: “{value}” is not a choice."),
    "book.not_choice.expected": ("{options}", "{options}"),
    "book.not_list": ("{place}: «{value}» is geen rij id's.", "{place}: “{value}” is no list of ids."),
    "book.not_list.expected": ("id's met ; ertussen, zoals a; b", "ids with ; between, as a; b"),
}
"""Single cells."""

TABLES: dict[str, tuple[str, str]] = {
    "book.twice": (
        "{place}: «{value}» staat er al, in rij {first}.",
        "{place}: “{value}” is already there, in row {first}.",
    ),
    "book.twice.expected": ("elke één keer", "each once"),
    "book.setting_unknown": ("{place}: «{value}» is geen instelling.", "{place}: “{value}” is not a setting."),
    "book.setting_unknown.expected": ("een van de instellingen van het programma", "one of the settings"),
    "book.setting_missing": (
        "{place}: de instelling «{setting}» ontbreekt.",
        "{place}: the setting “{setting}” is missing.",
    ),
    "book.setting_missing.expected": ("een rij «{setting}» met een waarde", "a row “{setting}” with a value"),
    "book.rule_unknown": ("{place}: «{value}» is geen regel.", "{place}: “{value}” is not a rule."),
    "book.rule_unknown.expected": ("{options}", "{options}"),
    "book.not_of_rule": (
        "{place}: deze regel kent deze kolom niet.",
        "{place}: this rule does not have this column.",
    ),
    "book.not_of_rule.expected": ("een lege cel", "a blank cell"),
    "book.unused": (
        "{place}: dit telt nu niet mee, en gaat verloren: {why}.",
        "{place}: this does not count now, and is lost: {why}.",
    ),
    "book.indicator_unknown": (
        "{place}: indicator «{id}» staat niet op het blad Indicatoren.",
        "{place}: indicator “{id}” is not on the sheet Indicators.",
    ),
    "book.indicator_unknown.expected": ("de id van een indicator", "the id of an indicator"),
    "book.incomplete": (
        "{place}: hier staat niets, terwijl ernaast wel iets ingevuld is ({columns:names}).",
        "{place}: there is nothing here, while something is filled in beside it ({columns:names}).",
    ),
    "book.incomplete.expected": (
        "een waarde, of niets in al deze kolommen",
        "a value, or nothing in all these columns",
    ),
    "book.residents_twice": (
        "{place}: de inwoners staan hier per jaar, en ook als één getal op het blad «{sheet}».",
        "{place}: the residents are here by year, and also as one number on the sheet “{sheet}”.",
    ),
    "book.residents_twice.expected": ("inwoners op één van beide", "residents on one of the two"),
    "book.office_serves": (
        "{place}: deze maatregel is een bureau van het programma, en dient geen wijk.",
        "{place}: this measure is an office of the programme, and serves no wijk.",
    ),
    "book.office_serves.expected": ("geen rij, of «nee» bij Bureau", "no row, or “no” at Office"),
    "book.serves_nothing": (
        "{place}: deze maatregel staat niet op het blad «{sheet}», en is geen bureau van het programma.",
        "{place}: this measure is not on the sheet “{sheet}”, and is no office of the programme.",
    ),
    "book.serves_nothing.expected": (
        "ten minste één rij op «{sheet}», of «ja» hier",
        "at least one row on “{sheet}”, or “yes” here",
    ),
    "book.profile_gap": (
        "{place}: een leeg jaar tussen jaren die iets kosten.",
        "{place}: a blank year between years that cost something.",
    ),
    "book.profile_gap.expected": ("een bedrag; 0 als het niets kost", "an amount; 0 where it costs nothing"),
    "book.bad_json": (
        "{place}: de stukken van het vorige plan vormen samen geen JSON-document.",
        "{place}: the pieces of the previous plan are no JSON document together.",
    ),
    "book.bad_json.expected": (
        "een plandocument in zijn geheel, of een leeg blad",
        "a whole plan document, or nothing",
    ),
}
"""Rows of one table, and tables together."""

WORDS: dict[str, tuple[str, str]] = {
    "book.default": ("Standaard: {value}.", "Default: {value}."),
    "book.pick": ("Kies een id van het blad {value0}.", "Choose an id of the sheet {value0}."),
    "book.pick_one": ("Kies uit de lijst.", "Choose from the list."),
    "book.between": ("Een getal van {value0} tot en met {value1}.", "A number from {value0} to {value1}."),
    "book.rule_off": ("bij Geldt staat nee", "Applies says no"),
    "book.not_mixed": ("het doel is niet «beide (gewogen)»", "the objective is not “both (weighted)”"),
    "book.place": ("De werkmap", "The workbook"),
    "book.place_sheet": ("Blad «{sheet}»", "Sheet “{sheet}”"),
    "book.place_row": ("Blad «{sheet}», rij {row}", "Sheet “{sheet}”, row {row}"),
    "book.place_cell": ("Blad «{sheet}», cel {cell}", "Sheet “{sheet}”, cell {cell}"),
    "book.place_titled": ("Blad «{sheet}», cel {cell} ({title})", "Sheet “{sheet}”, cell {cell} ({title})"),
}
"""Words in the workbook and in places."""

WORKBOOK_IN: dict[str, tuple[str, str]] = {**FILES, **SHEETS, **CELLS, **TABLES, **WORDS}
