"""Names of sheets and columns, and words for choices: each (Dutch, English). Reading takes either language."""

from __future__ import annotations

from functools import cache

from exchange.programme_book.spec import PIECE_COLUMNS, RULE_COLUMNS, SETTING_COLUMNS, SETTINGS, Column, Table
from planning.messages import Language

Pair = tuple[str, str]

SHEETS: dict[str, Pair] = {
    "programme": ("Programma", "Programme"),
    "domains": ("Leefdomeinen", "Domains"),
    "wijken": ("Wijken", "Neighbourhoods"),
    "residents": ("Inwoners per jaar", "Residents by year"),
    "focus": ("Focus", "Focus"),
    "indicators": ("Indicatoren", "Indicators"),
    "values": ("Indicatorwaarden", "Indicator values"),
    "partners": ("Partners", "Partners"),
    "streams": ("Geldstromen", "Streams"),
    "amounts": ("Bedragen", "Amounts"),
    "measures": ("Maatregelen", "Measures"),
    "serves": ("Dient", "Serves"),
    "requires": ("Ketens", "Chains"),
    "profiles": ("Investeringen", "Investments"),
    "commitments": ("Verplichtingen", "Commitments"),
    "regular": ("Regulier", "Regular"),
    "rules": ("Regels", "Rules"),
    "floors": ("Ondergrenzen", "Floors"),
    "staff": ("Personeel", "Staff"),
    "index": ("Index", "Index"),
    "previous": ("Vorig plan", "Previous plan"),
}
"""Names of the sheets by the key of their table."""

_ID, _NAME = ("Id", "Id"), ("Naam", "Name")
_WIJK, _DOMAIN, _MEASURE = ("Wijk", "Neighbourhood"), ("Leefdomein", "Domain"), ("Maatregel", "Measure")
_STREAM, _YEAR = ("Geldstroom", "Stream"), ("Jaar", "Year")
_KIND, _STRENGTH = ("Soort", "Kind"), ("Hardheid", "Strength")
_NONE: Pair = ("", "")

TITLES: dict[str, Pair] = {
    "programme.zaaiplan": ("Versie van het formaat", "Version of the format"),
    "programme.name": _NAME,
    "programme.municipality": ("Gemeentecode", "Municipality code"),
    "programme.start_year": ("Eerste jaar", "First year"),
    "programme.years": ("Aantal jaren", "Number of years"),
    "programme.price_base_year": ("Prijspeil (jaar)", "Price base year"),
    "programme.index_default": ("Prijsstijging per jaar", "Rise of prices per year"),
    "programme.dial": ("Ongelijkheidsknop", "Inequality dial"),
    "programme.evenness": ("Gelijkheid van dekking", "Evenness"),
    "programme.steadiness": ("Gelijkmatigheid", "Steadiness"),
    "programme.count": ("Geldstromen die meetellen", "Streams that count"),
    "programme.count_regular": ("Regulier geld telt mee", "Regular money counts"),
    "programme.need_method": ("Opgave uit indicatoren", "Need from indicators"),
    "programme.objective": ("Doel", "Objective"),
    "programme.mixed_coverage": ("Gewicht van dekking", "Weight of coverage"),
    "programme.mixed_benefit": ("Gewicht van baten", "Weight of benefit"),
    "programme.round_to": ("Betalingen in veelvouden van (euro)", "Payments in multiples of (euros)"),
    "settings.setting": ("Instelling", "Setting"),
    "settings.value": ("Waarde", "Value"),
    "settings.meaning": ("Uitleg", "Meaning"),
    "domains.id": _ID,
    "domains.name": _NAME,
    "domains.share": ("Gewicht", "Weight"),
    "domains.norm": ("Norm per inwoner", "Norm per resident"),
    "domains.taakveld": ("Taakveld", "Task field"),
    "wijken.id": _ID,
    "wijken.name": _NAME,
    "wijken.code": ("CBS-code", "CBS code"),
    "wijken.residents": ("Inwoners", "Residents"),
    "wijken.need": ("Opgave", "Need"),
    "wijken.baseline": ("Huidig geld", "Baseline"),
    "residents.wijk": _WIJK,
    "residents.residents": _NONE,
    "focus.wijk": _WIJK,
    "focus.domain": _DOMAIN,
    "focus.factor": ("Factor", "Factor"),
    "focus.reason": ("Reden", "Reason"),
    "indicators.id": _ID,
    "indicators.name": _NAME,
    "indicators.domain": _DOMAIN,
    "indicators.higher_is": ("Hoger is", "Higher is"),
    "indicators.weight": ("Gewicht", "Weight"),
    "indicators.reference": ("Referentie", "Reference"),
    "values.wijk": _WIJK,
    "values.values": ("Waarde", "Value"),
    "partners.id": _ID,
    "partners.name": _NAME,
    "partners.layer": ("Laag", "Layer"),
    "streams.id": _ID,
    "streams.name": _NAME,
    "streams.partner": ("Partner", "Partner"),
    "streams.kind": _KIND,
    "streams.opening": ("Beginsaldo", "Opening balance"),
    "streams.domains": ("Alleen leefdomeinen", "Only domains"),
    "streams.wijken": ("Alleen wijken", "Only neighbourhoods"),
    "streams.measures": ("Alleen maatregelen", "Only measures"),
    "streams.excludes_staff": ("Niet voor personeel", "Not for staff"),
    "streams.carry_over_share": ("Overheveling: deel", "Carry-over: share"),
    "streams.carry_over_until": ("Overheveling: tot en met", "Carry-over: until"),
    "streams.match_ratio": ("Cofinanciering: euro per euro", "Co-financing: euro per euro"),
    "streams.match_from_layers": ("Cofinanciering: van lagen", "Co-financing: from layers"),
    "streams.match_scope": ("Cofinanciering: waar", "Co-financing: where"),
    "streams.match_per": ("Cofinanciering: per", "Co-financing: per"),
    "streams.certainty": ("Zekerheid", "Certainty"),
    "streams.probability": ("Kans", "Probability"),
    "amounts.stream": _STREAM,
    "amounts.amounts": _NONE,
    "measures.id": _ID,
    "measures.name": _NAME,
    "measures.lead": ("Trekker", "Lead"),
    "measures.office": ("Bureau van het programma", "Office of the programme"),
    "measures.kind": _KIND,
    "measures.first_year": ("Eerste jaar", "First year"),
    "measures.last_year": ("Laatste jaar", "Last year"),
    "measures.min_per_year": ("Minimum per jaar", "Minimum per year"),
    "measures.max_per_year": ("Maximum per jaar", "Maximum per year"),
    "measures.min_years": ("Minimumduur (jaren)", "Minimum duration (years)"),
    "measures.indexed": ("Volgt de prijzen", "Follows prices"),
    "measures.start_years": ("Mogelijke startjaren", "Possible start years"),
    "measures.fte_per_million": ("Fte per miljoen", "Fte per million"),
    "measures.staff": ("Betaalt personeel", "Pays for staff"),
    "measures.room": ("Ruimte", "Room"),
    "measures.indicator": ("Indicator", "Indicator"),
    "measures.already_running": ("Liep al in", "Already ran in"),
    "measures.benefit": ("Baten", "Benefit"),
    "serves.measure": _MEASURE,
    "serves.wijk": _WIJK,
    "serves.domain": _DOMAIN,
    "serves.weight": ("Gewicht", "Weight"),
    "requires.of": _MEASURE,
    "requires.measure": ("Bouwt voort op", "Builds on"),
    "requires.lag": ("Jaren ertussen", "Years between"),
    "requires.share": ("Verhouding", "Ratio"),
    "profiles.measure": _MEASURE,
    "profiles.profile": ("Jaar", "Year"),
    "commitments.stream": _STREAM,
    "commitments.measure": _MEASURE,
    "commitments.year": _YEAR,
    "commitments.amount": ("Bedrag", "Amount"),
    "regular.wijk": _WIJK,
    "regular.domain": _DOMAIN,
    "regular.per_year": ("Per jaar", "Per year"),
    "rules.rule": ("Regel", "Rule"),
    "rules.applies": ("Geldt", "Applies"),
    "rules.strength": _STRENGTH,
    "rules.figure": ("Getal", "Figure"),
    "rules.from": ("Vanaf", "From"),
    "rules.cells": ("Waar", "Where"),
    "floors.wijk": _WIJK,
    "floors.domain": _DOMAIN,
    "floors.per_resident": ("Euro per inwoner", "Euros per resident"),
    "floors.from": ("Vanaf", "From"),
    "floors.strength": _STRENGTH,
    "staff.domain": _DOMAIN,
    "staff.staff_capacity": _NONE,
    "index.year": _YEAR,
    "index.by_year": ("Prijsstijging", "Rise of prices"),
    "previous.part": ("Deel", "Part"),
    "previous.json": ("Plandocument (JSON)", "Plan document (JSON)"),
}
"""Titles of columns, by table and path; of settings, by path. Those of years have none: the year is the title."""

CHOICES: dict[str, dict[str, Pair]] = {
    "count": {
        "confirmed": ("alleen bevestigde", "confirmed only"),
        "expected": ("bevestigde en verwachte", "confirmed and expected"),
        "all": ("alle", "all"),
    },
    "need_method": {
        "ratio": ("verhouding", "ratio"),
        "z_score": ("z-score", "z-score"),
        "percentile": ("percentiel", "percentile"),
        "min_max": ("min-max", "min-max"),
    },
    "objective": {
        "coverage": ("dekking", "coverage"),
        "benefit": ("baten", "benefit"),
        "mixed": ("beide (gewogen)", "both (weighted)"),
    },
    "higher_is": {"worse": ("slechter", "worse"), "better": ("beter", "better")},
    "layer": {
        "municipality": ("gemeente", "municipality"),
        "state": ("Rijk", "state"),
        "partner": ("partner", "partner"),
    },
    "kind": {"structural": ("structureel", "structural"), "incidental": ("incidenteel", "incidental")},
    "scope": {
        "programme": ("hele programma", "whole programme"),
        "wijk": ("zelfde wijk", "same neighbourhood"),
        "measure": ("zelfde maatregel", "same measure"),
    },
    "per": {"year": ("jaar", "year"), "term": ("looptijd", "term")},
    "certainty": {
        "confirmed": ("bevestigd", "confirmed"),
        "expected": ("verwacht", "expected"),
        "possible": ("mogelijk", "possible"),
    },
    "room": {
        "professional": ("professionele ruimte", "professional room"),
        "resident": ("bewonersinitiatieven", "resident initiatives"),
    },
    "strength": {"must": ("moet", "must"), "aim": ("streven", "aim")},
    "cells": {"focus": ("focusdomeinen", "focus domains"), "all": ("alle", "all")},
}
FLAG: dict[bool, Pair] = {True: ("ja", "yes"), False: ("nee", "no")}
FLAG_WORDS = {"ja": True, "yes": True, "true": True, "waar": True}
FLAG_WORDS |= {"nee": False, "no": False, "false": False, "onwaar": False}
NOTHING: Pair = ("(geen)", "(none)")
"""An earmark or a list of years with nothing in it; a blank cell is no earmark at all."""
EMPTY: Pair = ("(leeg)", "(empty)")
"""A text of no characters, where a blank cell is no text at all."""


def which(language: Language) -> int:
    """The place of a language in a pair."""
    return 0 if language == "nl" else 1


def folded(text: str) -> str:
    """A title or word, as it is compared: capitals and spaces make no difference."""
    return " ".join(text.split()).casefold()


def title_key(table: Table, column: Column) -> str:
    """The key of the title, and of the note, of a column or setting."""
    return f"{table.key}.{'_'.join(column.path)}"


def title(table: Table, column: Column, language: Language) -> str:
    """The title of a column or setting."""
    return TITLES[title_key(table, column)][which(language)]


def plain_titles(table: Table) -> dict[str, str]:
    """Keys in `TITLES` of the columns of a table that is no list of items, by their names."""
    if table is SETTINGS:
        return {name: f"settings.{name}" for name in SETTING_COLUMNS}
    names = RULE_COLUMNS if table.shape == "rules" else PIECE_COLUMNS
    return {name: f"{table.key}.{name}" for name in names}


@cache
def choices_by_word(name: str) -> dict[str, str]:
    """Choices by every word for them: in Dutch, in English, and as a document writes them."""
    found = {folded(code): code for code in CHOICES[name]}
    found |= {folded(word): code for code, words in CHOICES[name].items() for word in words}
    return found
