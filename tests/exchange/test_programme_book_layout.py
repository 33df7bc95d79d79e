"""How a programme workbook is written: text that stays text, notes, what may be typed, frozen titles, formats."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from pydantic import BaseModel

from exchange.programme_book import write
from exchange.programme_book.notes import note
from exchange.programme_book.spec import FIGURES, RULES, SETTINGS, SINGLE, TABLES, Column
from exchange.programme_book.words import CHOICES, SHEETS, TITLES, choices_by_word, folded, plain_titles, title_key
from planning.messages import CATALOGUE, Language
from planning.messages.workbook_in import CELLS, FILES, WORKBOOK_IN
from planning.messages.workbook_in import SHEETS as SHEET_SENTENCES
from planning.messages.workbook_in import TABLES as TABLE_SENTENCES
from planning.messages.workbook_notes import NOTES
from planning.programme import (
    CarryOver,
    Cell,
    Commitment,
    Domain,
    Focus,
    Index,
    Indicator,
    Match,
    Measure,
    Mixed,
    Partner,
    Programme,
    Regular,
    Requirement,
    Stream,
    Wijk,
)
from planning.rules import Floor, Rules
from tests.builders import measure, programme, stream, wijk
from tests.exchange.books import cell, sheets_of, small

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Written:
    """The parts of a workbook, with the XML of each sheet by name."""

    def __init__(self, made: Programme, language: Language = "nl") -> None:
        self.data = write(made, language)
        with zipfile.ZipFile(BytesIO(self.data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        names = [sheet.get("name") for sheet in self.xml("xl/workbook.xml").iter(f"{MAIN}sheet")]
        self.sheets = {str(name): self.xml(f"xl/worksheets/sheet{n}.xml") for n, name in enumerate(names, 1)}
        shared = self.xml("xl/sharedStrings.xml").findall(f"{MAIN}si")
        self.shared = ["".join(item.itertext()) for item in shared]

    def xml(self, part: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.parts[part])  # noqa: S314 - our own file

    def notes(self, sheet: str) -> dict[str, str]:
        """Notes of a sheet by cell."""
        number = list(self.sheets).index(sheet) + 1
        found = self.xml(f"xl/comments{number}.xml").iter(f"{MAIN}comment")
        return {str(each.get("ref")): "".join(each.itertext()) for each in found}

    def validations(self, sheet: str) -> list[ElementTree.Element]:
        return list(self.sheets[sheet].iter(f"{MAIN}dataValidation"))

    def looks(self, sheet: str) -> dict[str, str]:
        """Number formats by cell."""
        styles = self.xml("xl/styles.xml")
        own = {int(str(f.get("numFmtId"))): str(f.get("formatCode")) for f in styles.iter(f"{MAIN}numFmt")}
        built_in = {0: "General", 1: "0", 3: "#,##0", 10: "0.00%", 49: "@"}
        formats = styles.find(f"{MAIN}cellXfs")
        assert formats is not None
        used = [(own | built_in)[int(str(xf.get("numFmtId")))] for xf in formats]
        cells = self.sheets[sheet].iter(f"{MAIN}c")
        return {str(each.get("r")): used[int(each.get("s", "0"))] for each in cells}


FORMULAS = ["=1+1", "+1", "-1", "@x", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "\t=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_like_a_formula_is_text(text: str) -> None:
    """As shared text, without any formula in the file; its format keeps it text when it is typed again."""
    plain = text.strip()
    written = Written(
        programme(
            wijken=[wijk("a", name=plain, code=plain, focus=[{"domain": "school", "reason": text}])],
            measures=[measure("m", ("a", "school"), lead=plain, indicator=text)],
            streams=[stream("s", 1, name=plain)],
        )
    )
    for name, sheet in written.sheets.items():
        assert list(sheet.iter(f"{MAIN}f")) == [], name
        assert list(sheet.iter(f"{MAIN}hyperlink")) == []
        for each in sheet.iter(f"{MAIN}c"):
            if each.get("t") == "s" and plain in written.shared[int(str(each.findtext(f"{MAIN}v")))]:
                assert written.looks(name)[str(each.get("r"))] == "@"
    assert plain in written.shared


def test_long_text_is_text_too() -> None:
    """Some Excels show #### for more than 255 characters in the format for text: there a mark before it does it."""
    written = Written(programme(wijken=[wijk("a", focus=[{"domain": "school", "reason": "=" + "x" * 300}])]))
    styles = written.xml("xl/styles.xml").find(f"{MAIN}cellXfs")
    assert styles is not None
    look = next(each for each in written.sheets["Focus"].iter(f"{MAIN}c") if each.get("r") == "D2").get("s")
    assert styles[int(str(look))].get("quotePrefix") == "1"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_titles_stay_in_sight_and_have_a_note(language: Language) -> None:
    written = Written(small(), language)
    held = sheets_of(written.data)
    assert list(written.sheets) == [SHEETS[table.key][language == "en"] for table in TABLES]
    for name, sheet in written.sheets.items():
        pane = sheet.find(f"{MAIN}sheetViews/{MAIN}sheetView/{MAIN}pane")
        assert pane is not None
        assert (pane.get("ySplit"), pane.get("xSplit"), pane.get("state")) == ("1", "1", "frozen")
        assert sheet.find(f"{MAIN}cols") is not None
        notes = written.notes(name)
        titled = {place for place in notes if place.endswith("1") and cell(place)[0] == 0}
        assert len(titled) == len(held[name][0])
        assert all(len(text) > 5 for text in notes.values())


def test_notes_say_unit_default_and_meaning() -> None:
    dutch, english = Written(small()), Written(small(), "en")
    assert dutch.notes("Leefdomeinen")["C1"] == (
        "Gewicht van het leefdomein in de zaailijn; alleen de verhoudingen tellen. Standaard: 1."
    )
    assert english.notes("Domains")["C1"] == (
        "Weight of the domain in the sowing line; only the ratios count. Default: 1."
    )
    assert dutch.notes("Geldstromen")["J1"].endswith("Standaard: 100%.")
    assert dutch.notes("Maatregelen")["K1"] == "Of minimum, maximum en investering de prijsindex volgen. Standaard: ja."
    assert dutch.notes("Geldstromen")["D1"] == "Structureel of incidenteel. Standaard: structureel."
    assert english.notes("Rules")["A5"].startswith("Money of a cell drops no faster")


def test_every_title_and_note_is_there_in_both_languages() -> None:
    keys = {title_key(table, column) for table in TABLES for column in table.columns}
    keys |= {key for table in TABLES if table is SETTINGS or not table.columns for key in plain_titles(table).values()}
    assert keys == set(TITLES)
    assert keys | {f"rules.{rule}" for rule in SINGLE} == set(NOTES)
    for table in TABLES:
        for column in table.columns:
            assert note(table, column, "nl")
            assert note(table, column, "en"), f"{column.path} has no description, and no English note"
    assert all(dutch for dutch, _ in NOTES.values())


def test_a_table_has_no_two_columns_of_one_title() -> None:
    """Whatever language: a title names one column."""
    for table in TABLES:
        keys = [title_key(table, column) for column in table.columns]
        for first in keys:
            for other in keys:
                words = {folded(word) for word in TITLES[first] if word} & {
                    folded(word) for word in TITLES[other] if word
                }
                assert first == other or not words, (first, other)
    assert len({folded(name) for names in SHEETS.values() for name in set(names)}) == sum(
        len(set(names)) for names in SHEETS.values()
    )


def test_words_for_choices_are_told_apart() -> None:
    for name, choices in CHOICES.items():
        for code, words in choices.items():
            assert {choices_by_word(name)[folded(word)] for word in (code, *words)} == {code}
            assert "," not in "".join(words), "Excel would make two choices of it"


MODELS: list[type[BaseModel]] = [
    CarryOver, Cell, Commitment, Domain, Floor, Focus, Index, Indicator, Match, Measure, Mixed, Partner, Programme,
    Regular, Requirement, Stream, Wijk,
]  # fmt: skip
ELSEWHERE = {
    ("Measure", "serves"), ("Measure", "requires"), ("Measure", "profile"), ("Wijk", "focus"), ("Programme", "domains"),
    ("Programme", "wijken"), ("Programme", "indicators"), ("Programme", "partners"), ("Programme", "streams"),
    ("Programme", "regular"), ("Programme", "measures"), ("Programme", "commitments"), ("Programme", "rules"),
    ("Programme", "index"), ("Programme", "previous"), ("Stream", "carry_over"), ("Stream", "match"),
}  # fmt: skip
"""Fields that are sheets of their own."""


def test_every_field_of_a_document_has_a_column() -> None:
    """A field that is added to the document fails here until a sheet holds it."""
    columns = [column for table in TABLES for column in table.columns]
    held = {(column.model.__name__, column.path[-1]) for column in columns}
    for model in MODELS:
        for name, info in model.model_fields.items():
            assert {(model.__name__, info.alias or name)} <= held | ELSEWHERE, f"{model.__name__}.{name}"
    known = {name: {"strength"} for name in SINGLE} | {"floors": set(), "staff_capacity": set()}
    for rule, (field, _) in FIGURES.items():
        known[rule].add(field)
    known["structural_cover"].add("from")
    known["persistence"].add("cells")
    for name, info in Rules.model_fields.items():
        kinds = [kind for kind in getattr(info.annotation, "__args__", ()) if isinstance(kind, type)]
        rules = [kind for kind in kinds if issubclass(kind, BaseModel)]
        fields = {each.alias or own for kind in rules for own, each in kind.model_fields.items()}
        assert fields == known[name] or name == "floors", name
    assert RULES.shape == "rules"


def listed(formula: str, held: dict[str, list[list[Any]]]) -> list[str]:
    """What a list of choices holds: words, or the ids on a sheet."""
    match = re.fullmatch(r"'(.+)'!\$A\$2:\$A\$(\d+)", formula)
    if match is None:
        return formula.strip('"').split(",")
    assert int(match[2]) > len(held[match[1]])
    return [row[0] for row in held[match[1]][1:]]


def areas(validation: ElementTree.Element) -> list[tuple[int, int, int]]:
    """First row, last row and column, from 0, of the areas of a validation."""
    found = []
    for area in str(validation.get("sqref")).split():
        first, _, last = area.partition(":")
        found.append((cell(first)[0], cell(last or first)[0], cell(first)[1]))
    return found


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_stands_there_may_be_typed_there(language: Language) -> None:
    """Every cell that is written agrees with what its column takes."""
    written = Written(small(objective={"benefit": 1}), language)
    held = sheets_of(written.data)
    checked = 0
    for name in written.sheets:
        for validation in written.validations(name):
            low, high = (validation.findtext(f"{MAIN}formula{number}") for number in (1, 2))
            for first, last, column in areas(validation):
                for row in range(first, min(last + 1, len(held[name]))):
                    value = held[name][row][column] if column < len(held[name][row]) else ""
                    if value == "" or low is None:
                        continue
                    checked += 1
                    if validation.get("type") == "list":
                        assert value in listed(low, held), (name, row, column)
                    else:
                        assert float(low) <= value <= float(high or "inf"), (name, row, column)
    assert checked > 100


def test_which_cells_have_choices_and_limits() -> None:
    written = Written(small())
    found = {
        (name, column): (each.get("type"), each.findtext(f"{MAIN}formula1"), each.findtext(f"{MAIN}formula2"))
        for name in written.sheets
        for each in written.validations(name)
        for _, _, column in areas(each)
    }
    assert found["Geldstromen", 3] == ("list", '"structureel,incidenteel"', None)
    assert found["Geldstromen", 2] == ("list", "'Partners'!$A$2:$A$204", None)
    assert found["Geldstromen", 15] == ("list", '"bevestigd,verwacht,mogelijk"', None)
    assert found["Partners", 2] == ("list", '"gemeente,Rijk,partner"', None)
    assert found["Ondergrenzen", 4] == ("list", '"moet,streven"', None)
    assert found["Regels", 2] == ("list", '"moet,streven"', None)
    assert found["Dient", 1] == ("list", "'Wijken'!$A$2:$A$203", None)
    assert found["Bedragen", 1] == ("decimal", "0", "1000000000000")
    assert found["Geldstromen", 10] == ("whole", "2027", "2029")
    assert found["Verplichtingen", 2] == ("whole", "2027", "2029")
    assert found["Index", 0] == ("whole", "1950", "2200")
    assert found["Geldstromen", 16] == ("decimal", "0", "1")
    assert found["Indicatorwaarden", 1] == ("decimal", "-1000000000000", "1000000000000")
    for name in written.sheets:
        for each in written.validations(name):
            assert len(each.get("error", "")) <= 255
            assert len(each.findtext(f"{MAIN}formula1", "")) <= 257


def test_formats_of_figures() -> None:
    written = Written(
        small(streams=[stream("s", 100, 200.5), stream("t", 5, carry_over={"share": 0.5})], commitments=[])
    )
    amounts, streams = written.looks("Bedragen"), written.looks("Geldstromen")
    assert amounts["B2"] == '[$€-413] #,##0;[$€-413] "−"#,##0;0'
    assert amounts["C2"] == '[$€-413] #,##0.00;[$€-413] "−"#,##0.00;0'
    assert streams["J3"] == "0.00%"
    assert amounts["B1"] == "0"
    assert written.looks("Leefdomeinen")["E2"] == "@"
    assert written.looks("Wijken")["D2"] == "#,##0"
    assert written.looks("Index")["A2"] == "0"


def test_the_zip_is_whole_and_its_dates_are_fixed() -> None:
    data = write(small())
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")
        for name in archive.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                ElementTree.fromstring(archive.read(name))  # noqa: S314 - our own file


def test_sentences_are_in_the_catalogue_with_what_was_expected() -> None:
    for code, texts in WORKBOOK_IN.items():
        assert CATALOGUE[code] == texts
    told = [code for code in {**CELLS, **TABLE_SENTENCES} if not code.endswith(".expected")]
    without = {code for code in told if f"{code}.expected" not in CATALOGUE}
    assert without == {"book.unused"}, "a warning only"
    assert {code for code in {**FILES, **SHEET_SENTENCES} if not code.startswith("book.")} == set()


def test_columns_name_fields_that_are_there() -> None:
    def field(column: Column) -> bool:
        names = {info.alias or name for name, info in column.model.model_fields.items()}
        return column.path[-1] in names or column.path[-1] in (
            "wijk",
            "measure",
            "stream",
            "domain",
            "of",
            "office",
            "year",
        )

    assert all(field(column) for table in TABLES for column in table.columns)
