"""Sentences of the problems that reading a document can find, and the words for places in a document.

`{place}` is where it is, in words; `{value}` what stands there. A code with `.expected` says what should.
"""

from planning.messages.references import REFERENCES

DOCUMENT = ("Het document", "The document")
FIELD = ("Veld «{}»", "Field “{}”")
ITEM = ("{} «{}»", "{} “{}”")
NUMBERED = ("{} nr. {}", "{} no. {}")
"""Templates of places, (Dutch, English)."""

PARTS: dict[str, tuple[str, str]] = {
    "index": ("Prijsindex", "Price index"),
    "domains": ("Leefdomein", "Domain"),
    "wijken": ("Wijk", "Wijk"),
    "indicators": ("Indicator", "Indicator"),
    "partners": ("Partner", "Partner"),
    "streams": ("Geldstroom", "Stream"),
    "regular": ("Regulier geld", "Regular money"),
    "measures": ("Maatregel", "Measure"),
    "commitments": ("Verplichting", "Commitment"),
    "rules": ("Regel", "Rule"),
    "previous": ("Vorig plan", "Previous plan"),
    "spend": ("Betaling", "Payment"),
    "carried": ("Overheveling", "Carry-over"),
    "lapsed": ("Vrijval", "Lapsed money"),
    "cells": ("Cel", "Cell"),
    "changes": ("Wijziging", "Change"),
}
"""Words for the parts of a document, by the name of the field."""

FILES: dict[str, tuple[str, str]] = {
    "empty_file": ("Het bestand is leeg.", "The file is empty."),
    "file_too_large": ("Het bestand is groter dan {most} MB.", "The file is larger than {most} MB."),
    "too_many_values": (
        "Het bestand bevat meer dan {most} waarden; dat is geen programma of plan meer.",
        "The file holds more than {most} values; that is no programme or plan any more.",
    ),
    "too_deep": (
        "In het bestand staan meer dan {most} lijsten en blokken in elkaar.",
        "The file has more than {most} lists and objects inside each other.",
    ),
    "not_utf8": (
        "Het bestand is geen UTF-8 (byte {byte}). Sla het op als UTF-8.",
        "The file is not UTF-8 (byte {byte}). Save it as UTF-8.",
    ),
    "invalid_json": (
        "Dit is geen geldige JSON: het loopt vast op regel {line}, kolom {column}, bij «{near}».",
        "This is not valid JSON: it goes wrong at line {line}, column {column}, near “{near}”.",
    ),
    "unfinished_json": (
        "Dit is geen geldige JSON: het bestand houdt op regel {line}, kolom {column} te vroeg op.",
        "This is not valid JSON: the file ends too early, at line {line}, column {column}.",
    ),
    "not_a_document": (
        "Verwacht werd {asked}; in dit bestand staat alleen {found}.",
        "{asked} was expected; this file holds only {found}.",
    ),
    "programme_as_plan": (
        "Dit is een programma en geen plan. Maak er een plan van met flask plan PROGRAMMA.json --out PLAN.json, en tel "
        "dat na met flask verify PROGRAMMA.json PLAN.json.",
        "This is a programme and not a plan. Make a plan of it with flask plan PROGRAMME.json --out PLAN.json, and "
        "check that with flask verify PROGRAMME.json PLAN.json.",
    ),
    "programme_as_plan.expected": ('een plan, met "zaaiplan_plan": 1', 'a plan, with "zaaiplan_plan": 1'),
    "plan_as_programme": (
        "Dit is een plan en geen programma. Geef het programma waarvan het gemaakt is; waar beide nodig zijn eerst het "
        "programma en dan het plan.",
        "This is a plan and not a programme. Give the programme that it was made of; where both are asked for, first "
        "the programme and then the plan.",
    ),
    "plan_as_programme.expected": ('een programma, met "zaaiplan": 1', 'a programme, with "zaaiplan": 1'),
    "not_a_document.expected": ("een blok met velden: {{ … }}", "an object with fields: {{ … }}"),
    "more_problems": (
        "Er zijn meer problemen dan hier staan; los eerst deze op.",
        "There are more problems than stand here; solve these first.",
    ),
}
"""The file as a whole."""

VALUES: dict[str, tuple[str, str]] = {
    "duplicate_key": (
        "{place}: «{key}» staat hier {count} keer; dan zou maar één waarde tellen.",
        "{place}: “{key}” stands here {count} times; only one value would count.",
    ),
    "duplicate_key.expected": ("elke naam één keer", "each name once"),
    "control_character": (
        "{place}: de tekst bevat een teken dat niet getoond kan worden (zoals een regeleinde).",
        "{place}: the text holds a character that cannot be shown (such as a line break).",
    ),
    "control_character.expected": ("gewone tekst op één regel", "plain text on one line"),
    "direction_character": (
        "{place}: de tekst bevat een onzichtbaar teken dat de leesrichting verandert, zodat er iets anders lijkt te "
        "staan dan er staat.",
        "{place}: the text holds an invisible character that changes the direction of reading, so that it reads "
        "otherwise than it is.",
    ),
    "direction_character.expected": ("tekst zonder stuurtekens", "text without control characters"),
    "blank_name": (
        "{place}: de naam bestaat alleen uit spaties of onzichtbare tekens.",
        "{place}: the name holds only spaces or invisible characters.",
    ),
    "blank_name.expected": (
        "een naam die te lezen is, of geen naam: dan wordt de id getoond",
        "a name that can be read, or none: then the id is shown",
    ),
    "control_character_in_key": (
        "{place}: een naam bevat een teken dat niet getoond kan worden.",
        "{place}: a name holds a character that cannot be shown.",
    ),
    "control_character_in_key.expected": ("een naam van gewone tekst", "a name in plain text"),
    "number_too_long": (
        "{place}: dit getal is te lang of te groot om te lezen.",
        "{place}: this number is too long or too large to read.",
    ),
    "number_too_long.expected": ("een getal van gewone grootte", "a number of usual size"),
    "not_finite": ("{place}: {value} is geen getal.", "{place}: {value} is not a number."),
    "not_finite.expected": ("een getal", "a number"),
    "wrong_version": (
        "{place}: versie {value} van dit document kent deze Zaaiplan niet.",
        "{place}: this Zaaiplan does not know version {value} of this document.",
    ),
    "wrong_version.expected": ("1", "1"),
    "unknown_field": ("{place}: dit veld bestaat niet.", "{place}: there is no such field."),
    "unknown_field_near": (
        "{place}: dit veld bestaat niet; het lijkt op «{near}».",
        "{place}: there is no such field; it looks like “{near}”.",
    ),
    "missing_field": ("{place}: dit ontbreekt.", "{place}: this is missing."),
    "not_text": ("{place}: hier hoort tekst te staan.", "{place}: there should be text here."),
    "not_text.expected": ("tekst tussen aanhalingstekens", "text between quotation marks"),
    "empty_text": ("{place}: de tekst is leeg.", "{place}: the text is empty."),
    "empty_text.expected": ("ten minste één teken", "at least one character"),
    "text_too_long": ("{place}: de tekst is te lang.", "{place}: the text is too long."),
    "text_too_long.expected": ("ten hoogste {most} tekens", "at most {most} characters"),
    "bad_id": (
        "{place}: «{value}» kan geen id zijn.",
        "{place}: “{value}” cannot be an id.",
    ),
    "bad_id.expected": (
        "letters, cijfers, streepjes en punten, zonder spaties, beginnend met een letter of cijfer",
        "letters, digits, hyphens and full stops, without spaces, starting with a letter or digit",
    ),
    "not_a_flag": ("{place}: hier hoort true of false te staan.", "{place}: there should be true or false here."),
    "not_a_flag.expected": ("true (ja) of false (nee)", "true or false"),
    "not_a_list": ("{place}: hier hoort een lijst te staan.", "{place}: there should be a list here."),
    "not_a_list.expected": ("een lijst: [ … ]", "a list: [ … ]"),
    "empty_list": ("{place}: de lijst is leeg.", "{place}: the list is empty."),
    "empty_list.expected": ("ten minste één", "at least one"),
    "not_an_object": ("{place}: hier hoort een blok te staan.", "{place}: there should be an object here."),
    "not_an_object.expected": ("een blok met velden: {{ … }}", "an object with fields: {{ … }}"),
    "not_one_of": ("{place}: «{value}» is geen keuze.", "{place}: “{value}” is not a choice."),
    "not_one_of.expected": ("{options}", "{options}"),
    "bad_residents": (
        "{place}: geef het aantal inwoners als heel getal, of per jaar.",
        "{place}: give the number of residents as a whole number, or by year.",
    ),
    "bad_residents.expected": ('1000 of {{"2027": 1000, "2028": 1010}}', '1000 or {{"2027": 1000, "2028": 1010}}'),
    "bad_serves": (
        "{place}: zeg welke wijken en leefdomeinen de maatregel dient.",
        "{place}: say which wijken and domains the measure serves.",
    ),
    "bad_serves.expected": (
        'een lijst van cellen (wijk en domain), of "programme" voor een bureau',
        'a list of cells (wijk and domain), or "programme" for an office',
    ),
    "empty_serves": (
        "{place}: de maatregel dient geen enkele wijk.",
        "{place}: the measure serves no wijk at all.",
    ),
    "empty_serves.expected": ("ten minste één cel (wijk en domain)", "at least one cell (wijk and domain)"),
    "bad_objective": ("{place}: «{value}» is geen doel.", "{place}: “{value}” is not an objective."),
    "bad_objective.expected": (
        '"coverage", "benefit" of gewichten voor beide',
        '"coverage", "benefit" or weights for both',
    ),
    "not_a_number": ("{place}: hier hoort een getal te staan.", "{place}: there should be a number here."),
    "not_a_number.expected": (
        "een getal, met een punt voor de decimalen, zonder aanhalingstekens",
        "a number, without quotation marks",
    ),
    "not_whole": ("{place}: hier hoort een heel getal te staan.", "{place}: there should be a whole number here."),
    "not_whole.expected": ("een heel getal, zonder aanhalingstekens", "a whole number, without quotation marks"),
    "not_a_year": ("{place}: «{value}» is geen jaartal.", "{place}: “{value}” is not a calendar year."),
    "not_a_year.expected": ("een jaartal van 1950 tot en met 2200", "a year from 1950 to 2200"),
    "negative_money": (
        "{place}: een bedrag kan niet negatief zijn ({value}).",
        "{place}: an amount cannot be negative ({value}).",
    ),
    "negative_money.expected": ("euro's, 0 of meer", "euros, 0 or more"),
    "too_much_money": ("{place}: dit is meer dan duizend miljard euro.", "{place}: this is over a trillion euros."),
    "too_much_money.expected": ("ten hoogste 1.000.000.000.000 euro", "at most 1,000,000,000,000 euros"),
    "three_decimals": (
        "{place}: een bedrag heeft ten hoogste twee decimalen ({value}).",
        "{place}: an amount has at most two decimals ({value}).",
    ),
    "three_decimals.expected": ("euro's met ten hoogste twee decimalen", "euros with at most two decimals"),
    "negative_number": (
        "{place}: dit kan niet negatief zijn ({value}).",
        "{place}: this cannot be negative ({value}).",
    ),
    "negative_number.expected": ("0 of meer", "0 or more"),
    "out_of_range": (
        "{place}: {value} ligt niet tussen {low} en {high}.",
        "{place}: {value} is not between {low} and {high}.",
    ),
    "out_of_range.expected": ("een getal van {low} tot en met {high}", "a number from {low} to {high}"),
    "must_be_above": ("{place}: dit moet meer dan {low} zijn.", "{place}: this must be more than {low}."),
    "must_be_above.expected": ("meer dan {low}, ten hoogste {high}", "more than {low}, at most {high}"),
    "too_fine": ("{place}: {value} is te klein om mee te rekenen.", "{place}: {value} is too small to use."),
    "too_fine.expected": ("0, of ten minste 0,000000000001", "0, or at least 0.000000000001"),
    "at_least": ("{place}: {value} is te weinig.", "{place}: {value} is too little."),
    "at_least.expected": ("ten minste {low}", "at least {low}"),
    "at_most": ("{place}: {value} is te veel.", "{place}: {value} is too much."),
    "at_most.expected": ("ten hoogste {high}", "at most {high}"),
    "not_accepted": ("{place}: deze waarde kan hier niet.", "{place}: this value cannot be here."),
}
"""Single values."""

DOCUMENTS: dict[str, tuple[str, str]] = {**FILES, **VALUES, **REFERENCES}
