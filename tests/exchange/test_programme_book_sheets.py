"""Sheets and columns of a programme workbook: found by name in either language, in any order; what is not, is said."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.programme_book import read, write
from exchange.programme_book.spec import TABLES
from exchange.programme_book.words import SHEETS
from planning import document
from tests.exchange.books import Sheets, altered, book, changed, placed, put, sheets_of, small


def test_sheets_and_columns_in_any_order() -> None:
    def turn(sheets: Sheets) -> None:
        for name in list(sheets):
            rows = sheets.pop(name)
            width = max(len(row) for row in rows)
            sheets[name] = [[*row, *[""] * (width - len(row))][::-1] for row in rows]
        names = list(sheets)[::-1]
        for name in names:
            sheets[name] = sheets.pop(name)

    reading = altered(turn)
    assert placed(reading) == placed(reading, warnings=True) == []
    assert reading.programme == small()


def test_languages_may_be_mixed() -> None:
    def mix(sheets: Sheets) -> None:
        english = sheets_of(write(small(), "en"))
        for number, table in enumerate(TABLES):
            dutch, other = SHEETS[table.key]
            if number % 2:
                sheets[f" {other.upper()} "] = english[other]
                if dutch != other.upper():
                    del sheets[dutch]
        sheets["Wijken"] = sheets.pop(" NEIGHBOURHOODS ", sheets.get("Wijken", []))

    reading = altered(mix)
    assert placed(reading) == placed(reading, warnings=True) == []
    assert reading.programme == small()


def test_a_title_row_may_stand_lower() -> None:
    def lower(sheets: Sheets) -> None:
        sheets["Dient"] = [[], [""], *sheets["Dient"]]
        put(sheets, "Dient", "B4", "z")

    assert placed(altered(lower)) == [("Dient", 4, "B", "unknown_wijk")]


def test_a_sheet_that_is_missing() -> None:
    """One that a programme cannot be without is a problem, said once; another is a warning."""

    def drop(*names: str) -> Any:
        return altered(lambda sheets: [sheets.pop(name) for name in names])

    reading = drop("Wijken")
    assert ("", None, "", "book.sheet_missing") in placed(reading)
    assert [each.sentence() for each in reading.problems if not each.place.sheet] == ["Het blad «Wijken» ontbreekt."]
    assert placed(drop("Programma")) == [("", None, "", "book.sheet_missing")]
    reading = drop("Regulier", "Vorig plan")
    assert placed(reading, warnings=True) == [("", None, "", "book.sheet_absent")] * 2
    assert reading.warnings[0].sentence("en") == "The sheet “Regular” is missing; it is read as if it were empty."
    assert reading.programme == small(regular=[])


def test_a_sheet_that_is_not_known() -> None:
    reading = altered(lambda sheets: sheets.update({"Kladblok": [["Iets", 1]]}))
    assert placed(reading, warnings=True) == [("Kladblok", None, "", "book.sheet_unknown")]
    assert reading.warnings[0].sentence() == (
        "Blad «Kladblok»: dit blad hoort niet bij een programma en wordt niet gelezen."
    )
    assert reading.programme == small()


def test_a_slip_in_the_name_of_a_sheet_is_a_problem() -> None:
    reading = altered(lambda sheets: sheets.update({"Maatregel": sheets.pop("Maatregelen")}))
    assert ("Maatregel", None, "", "book.sheet_near") in placed(reading)
    said = {each.code: each.sentence() for each in reading.problems}
    assert said["book.sheet_near"] == "Blad «Maatregel»: dit blad bestaat niet; het lijkt op «Maatregelen»."


def test_a_sheet_that_is_there_twice() -> None:
    reading = altered(lambda sheets: sheets.update({"Streams": [["Id"]]}))
    assert placed(reading) == [("Streams", None, "", "book.sheet_twice")]
    said = "Blad «Streams»: dit blad staat er twee keer; het andere heet «Geldstromen»."
    assert reading.problems[0].sentence() == said


def test_an_empty_sheet() -> None:
    reading = altered(lambda sheets: sheets.update({"Regulier": []}))
    assert placed(reading, warnings=True) == [("Regulier", None, "", "book.sheet_empty")]
    assert reading.programme == small(regular=[])
    assert ("Wijken", None, "", "book.sheet_empty") in placed(altered(lambda sheets: sheets.update({"Wijken": []})))


def test_a_sheet_with_only_titles() -> None:
    def cut(sheets: Sheets) -> None:
        sheets["Wijken"] = sheets["Wijken"][:1]

    assert ("Wijken", 1, "", "empty_list") in placed(altered(cut))


def test_no_sheet_of_a_programme() -> None:
    reading = read(book({"Blad1": [["a", "b"], [1, 2]]}))
    assert placed(reading) == [("", None, "", "book.no_known_sheet")]
    assert reading.problems[0].expected("en") == "sheets such as “Programme”, “Neighbourhoods” and “Streams”"


def test_columns_that_are_not_known() -> None:
    """One that looks like another is a slip; one with a remark is not read; one without a title hides values."""
    reading = changed(("Wijken", "D1", "Inwonres"))
    assert placed(reading)[0] == ("Wijken", 1, "D", "book.column_near")
    assert reading.problems[0].sentence() == "Blad «Wijken», cel D1: deze kolom bestaat niet; ze lijkt op «Inwoners»."
    assert placed(changed(("Wijken", "E1", "Opgav: school"))) == [("Wijken", 1, "E", "book.column_near")]
    reading = changed(("Wijken", "I1", "Opmerking van Ans"), ("Wijken", "I2", "let op"))
    assert placed(reading, warnings=True) == [("Wijken", 1, "I", "book.column_unknown")]
    assert reading.programme == small()
    assert placed(changed(("Wijken", "J2", "los"))) == [("Wijken", 1, "J", "book.column_nameless")]
    assert placed(changed(("Regulier", "D1", 2027)), warnings=True) == [("Regulier", 1, "D", "book.column_unknown")]


def test_a_column_that_is_there_twice() -> None:
    reading = changed(("Wijken", "I1", "Residents"))
    assert placed(reading) == [("Wijken", 1, "I", "book.column_twice")]
    assert reading.problems[0].sentence() == "Blad «Wijken», cel I1: deze kolom staat er twee keer, ook in kolom D."
    assert placed(changed(("Bedragen", "E1", "2028"))) == [("Bedragen", 1, "E", "book.column_twice")]


def test_a_column_that_is_missing() -> None:
    """Said once for a column that must be there, not for every row; else a warning."""

    def drop(sheets: Sheets, sheet: str, column: int) -> None:
        for row in sheets[sheet]:
            del row[column : column + 1]

    reading = altered(lambda sheets: drop(sheets, "Geldstromen", 2))
    assert placed(reading) == [("Geldstromen", None, "", "book.column_missing")]
    assert reading.problems[0].sentence() == "Blad «Geldstromen»: de kolom «Partner» ontbreekt."
    reading = altered(lambda sheets: drop(sheets, "Leefdomeinen", 2))
    assert placed(reading, warnings=True) == [("Leefdomeinen", None, "", "book.column_absent")]
    assert reading.programme == small()
    assert placed(altered(lambda sheets: drop(sheets, "Wijken", 0)))[0][3] == "book.column_missing"
    assert placed(altered(lambda sheets: drop(sheets, "Regels", 1))) == [("Regels", None, "", "book.column_missing")]
    assert placed(altered(lambda sheets: drop(sheets, "Programma", 2)), warnings=True) == []
    assert placed(altered(lambda sheets: drop(sheets, "Programma", 1)))[0][3] == "book.column_missing"


def test_a_setting_that_is_missing_is_said_once() -> None:
    reading = altered(lambda sheets: sheets["Programma"].pop(4))
    assert placed(reading) == [("Programma", None, "", "book.setting_missing")]
    assert reading.problems[0].sentence() == "Blad «Programma»: de instelling «Eerste jaar» ontbreekt."


def test_a_term_that_changes_names_the_years_outside_it() -> None:
    """Each once, above its column."""
    assert placed(changed(("Programma", "B6", 2), made=small(rules={}))) == [("Bedragen", 1, "D", "outside_term")]


def test_many_problems_are_cut_off() -> None:
    made = small(regular=[{"wijk": "a", "domain": "school", "per_year": 1}] * 1_200)
    sheets = sheets_of(write(made))
    for row in range(2, 1_202):
        put(sheets, "Regulier", f"C{row}", "x")
    reading = read(book(sheets))
    assert len(reading.problems) == 1_001
    assert reading.problems[-1].code == "more_problems"


def test_the_document_is_looked_at_whole() -> None:
    """What does not agree between sheets is found by the door of documents, and placed on a sheet."""
    reading = changed(("Ketens", "A3", "m"), ("Ketens", "B3", "n"))
    assert placed(reading) == [("Ketens", 2, "A", "circle")] or placed(reading)[0][0] in ("Ketens", "Maatregelen")
    assert document.digest(small()) == document.digest(read(write(small())).programme or small(name="x"))


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_nothing_is_ever_raised(data: st.DataObject) -> None:
    """Sheets, rows, columns and cells that are gone, doubled or moved: read, or a problem."""
    sheets = sheets_of(write(small()))
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(sheets)))
        rows = sheets[name]
        kind = data.draw(st.sampled_from(["sheet", "row", "column", "twice", "swap", "cell"]))
        row = data.draw(st.integers(0, max(len(rows) - 1, 0)))
        column = data.draw(st.integers(0, max((len(cells) for cells in rows), default=1)))
        if kind == "sheet" and len(sheets) > 1:
            del sheets[name]
        elif kind == "row":
            del rows[row : row + 1]
        elif kind == "column":
            sheets[name] = [cells[:column] + cells[column + 1 :] for cells in rows]
        elif kind == "twice":
            rows += rows[row : row + 1]
        elif kind == "swap":
            sheets[name] = rows[::-1]
        else:
            other = data.draw(st.sampled_from(sorted(sheets)))
            put(sheets, name, f"{chr(65 + column)}{row + 1}", data.draw(st.sampled_from(sum(sheets[other], [""]))))
    reading = read(book(sheets))
    assert (reading.programme is None) == bool(reading.problems)
    for finding in (*reading.problems, *reading.warnings):
        assert finding.sentence("nl") != finding.sentence("en") or finding.place.sheet == ""
        assert finding.expected("en") is not None
