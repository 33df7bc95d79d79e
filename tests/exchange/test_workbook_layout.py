"""How the workbook of a plan is laid out: its sheets, names, links, charts and paper."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from planning.ledger import ledger
from planning.plan import PlanDocument
from planning.prepared import Prepared
from tests.builders import prepared, stream, wijk
from tests.exchange.formulas import MAIN, Book
from tests.exchange.plans import simple_plan
from tests.exchange.towns import ODD_NAMES, all_formulas_hold, cents, group, sheet_rows, town, written


def test_odd_names_stay_text_and_sheets_stay_apart(tmp_path: Path) -> None:
    long = "Een wijk met een naam die veel langer is dan een blad mag heten"
    wijken = [wijk(f"w{number}", name=name) for number, name in enumerate([*ODD_NAMES, long, long])]
    # Ids that a spreadsheet would take for the same: without case, or as numbers.
    wijken += [wijk("A"), wijk("a"), wijk("1"), wijk("01"), wijk("1.0")]
    streams = [stream(f"s{number}", 1000 + number, name=name) for number, name in enumerate(ODD_NAMES)]
    programme = prepared(wijken=wijken, streams=streams, name="=cmd|' /C calc'!A0")
    path = written(programme, simple_plan(programme), tmp_path)
    book = Book(path)
    assert all_formulas_hold(book) > 0
    formulas = {cell.formula for cells in book.cells.values() for cell in cells.values() if cell.formula is not None}
    assert not any("calc" in str(formula) for formula in formulas)
    shown = {cell.value for cell in book.cells["Wijken"].values() if isinstance(cell.value, str)}
    assert {name for name in [*ODD_NAMES, long] if name} <= shown
    assert not any("externalLink" in part for part in book.parts)
    assert len({name.casefold() for name in book.files}) == len(book.files)
    by_wijk: Counter[Any] = Counter()
    for entry in ledger(programme, simple_plan(programme).spend):
        by_wijk[entry.wijk] += entry.cents
    rows = group(sheet_rows(path, "Wijken"), "Plan")
    table = sheet_rows(path, "Wijken")
    first = next(number for number, row in enumerate(table) if row[0] == "Plan") + 1
    assert [cents(row[5]) for row in table[first : first + len(wijken)]] == [by_wijk[one["id"]] for one in wijken]
    assert "Totaal" in rows


def test_the_english_workbook(tmp_path: Path) -> None:
    programme = town()
    path = written(programme, simple_plan(programme), tmp_path, language="en")
    book = Book(path)
    assert list(book.files)[:9] == [
        "Summary", "Streams", "Neighbourhoods", "Domains", "Years", "Measures", "Points of attention",
        "Checks", "Ledger",
    ]  # fmt: skip
    assert all_formulas_hold(book) > 800
    assert b"[$\xe2\x82\xac-809]#,##0" in book.parts["xl/styles.xml"]


def test_a_sheet_for_every_stream_wijk_domain_and_year(example: tuple[Prepared, PlanDocument, Path]) -> None:
    assert list(Book(example[2]).files) == [
        "Samenvatting", "Geldstromen", "Wijken", "Leefdomeinen", "Jaren", "Maatregelen", "Aandachtspunten",
        "Controle", "Grootboek",
        "G01 Begroting", "G02 Deal", "G03 Huur",
        "W01 Aarde", "W02 Bron", "W03 Clavers",
        "D01 School", "D02 Werk",
        "Jaar 2027", "Jaar 2028", "Jaar 2029",
    ]  # fmt: skip


def test_every_sheet_is_frozen_and_prints_on_a4_one_page_wide(example: tuple[Prepared, PlanDocument, Path]) -> None:
    book = Book(example[2])
    for name, file in book.files.items():
        xml = book._xml(file)
        pane = xml.find(f".//{MAIN}pane")
        assert pane is not None, name
        assert pane.get("state") == "frozen", name
        setup = xml.find(f"{MAIN}pageSetup")
        assert setup is not None
        assert (setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight")) == ("9", "landscape", "0")
        footer = xml.find(f".//{MAIN}oddFooter")
        assert footer is not None, name
        assert footer.text == "&LZuid && Noord&C5eed5eed5eed&RPagina &P van &N", name


def test_links_lead_to_sheets_that_are_there(example: tuple[Prepared, PlanDocument, Path]) -> None:
    book = Book(example[2])
    targets = {
        str(link.get("location")) for file in book.files.values() for link in book._xml(file).iter(f"{MAIN}hyperlink")
    }
    assert {target.rpartition("!")[0][1:-1] for target in targets} == set(book.files)


def test_charts_speak_and_draw_what_stands_in_the_cells(example: tuple[Prepared, PlanDocument, Path]) -> None:
    """Two charts on the summary, one on the sheet of years, one for each of 3 streams, 3 wijken and 2 domains."""
    book = Book(example[2])
    drawings = [text.decode() for part, text in book.parts.items() if part.startswith("xl/drawings/drawing")]
    assert sum(text.count("<c:chart ") for text in drawings) == 2 + 1 + 3 + 3 + 2
    assert sum(text.count('descr="') for text in drawings) == 2 + 1 + 3 + 3 + 2
    charts = [text.decode() for part, text in book.parts.items() if part.startswith("xl/charts/chart")]
    assert any("46352B" in text and "B6713D" in text and "F3E3BB" in text and "8A6D2F" in text for text in charts)
    assert sum("2E6B3E" in text for text in charts) == 1 + 3 + 3 + 2
    assert all("<c:pt " in text for text in charts), "a chart without figures in it"


def test_money_reads_as_dutch_money(example: tuple[Prepared, PlanDocument, Path], tmp_path: Path) -> None:
    euro = "[$€-413] "
    styles = Book(example[2]).parts["xl/styles.xml"].decode()
    assert f"{euro}#,##0.00;{euro}&quot;−&quot;#,##0.00;0" in styles, "this plan has cents"
    programme = prepared()
    whole = Book(written(programme, simple_plan(programme), tmp_path)).parts["xl/styles.xml"].decode()
    assert f"{euro}#,##0;{euro}&quot;−&quot;#,##0;0" in whole
    assert f'formatCode="{euro}#,##0.00;{euro}&quot;−&quot;#,##0.00;0"' not in whole
