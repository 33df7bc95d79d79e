"""Small files in the forms in which CBS gives them, made here; the figures are invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from exchange.cbs import Reading
from planning.problems import Problem

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
"""Figures of others, beside the checkout; tests that need them are skipped where they are not."""

STATLINE = (
    "\ufeff"
    '"Kerncijfers wijken en buurten 2022"\r\n'
    "\r\n"
    '"Wijken en buurten";"Regioaanduiding/Gemeentenaam (naam)";"Regioaanduiding/Soort regio (omschrijving)";'
    '"Regioaanduiding/Codering (code)";"Bevolking/Aantal inwoners (aantal)";'
    '"Bevolking/Leeftijdsgroepen/0 tot 15 jaar (aantal)";"Wonen/Gemiddelde WOZ-waarde van woningen (x 1 000 euro)";'
    '"Inkomen/Inkomen van personen/40% personen met laagste inkomen (%)"\r\n'
    '"Nederland";"Nederland";"Land      ";"NL00      ";"   17590670";"    2707650";"    317";"    40,0"\r\n'
    '"Voorbeeldstad";"Voorbeeldstad";"Gemeente  ";"GM9901    ";"   20000";"    3000";"    300";"    41,5"\r\n'
    '"Noord";"Voorbeeldstad";"Wijk      ";"WK990101  ";"   12345";"    2469";"    250";"    49,9"\r\n'
    '"Zuid";"Voorbeeldstad";"Wijk      ";"WK990102  ";"   7655";"    531";"       .";"       ."\r\n'
    '"Zuid-Oost";"Voorbeeldstad";"Buurt     ";"BU99010201";"   35";"       .";"       .";"       ."\r\n'
    '"Bron: CBS"\r\n'
)
"""A download from StatLine: byte order mark, title above, source below, padded codes, "." for missing, a comma."""

MNEMONICS = ["gwb_code_10", "gwb_code_8", "regio", "gm_naam", "recs", "gwb_code", "a_inw", "a_00_14", "g_wozbag"]
YEAR_FILE: list[list[Any]] = [
    [*MNEMONICS, "p_ink_li", "a_opl_lg", "a_opl_md", "a_opl_hg", "a_soz_wb"],
    ["NL00", "0", "Nederland", "Nederland", "Land", "NL00", 17590670, 2707650, 317, 40.0, 4, 5, 5, 400000],
    ["GM9901", "9901", "Voorbeeldstad", "Voorbeeldstad", "Gemeente", "GM9901", 20000, 3000, 300, 41.5, 5, 8, 7, 800],
    ["WK990101", "990101", "Noord", "Voorbeeldstad", "Wijk", "WK990101", 12345, 2469, 250, 49.9, 300, 500, 200, 620],
    ["WK990102", "990102", "Zuid", "Voorbeeldstad", "Wijk", "WK990102", 7655, 531, ".", ".", ".", ".", ".", "."],
    ["BU99010201", "99010201", "Zuid-Oost", "Voorbeeldstad", "Buurt", "BU99010201", 35, *["."] * 7],
]
"""A year file: mnemonics in the first row."""

TMAP = (
    "code,name,gm_code,gm_naam,province,population,pop_0_14,dwelling_value,dwelling_ownership,employment_rate,"
    "income_low,edu_appl_sci\n"
    "WK990101,Noord,GM9901,Voorbeeldstad,Utrecht,12345,20,250,35,61,49.9,20\n"
    'WK990102,"Zuid, en verder",GM9901,Voorbeeldstad,Utrecht,7655,7,,60,70,NA,\n'
)
"""The names of the R package tmap."""

SES = (
    '"Perioden";"Wijken en buurten";"Regiocode (gemeente, wijk, buurt) (code)";"Particuliere huishoudens (Aantal)";'
    '"Opleidingsniveau/Laag/Waarde (%)";"Opleidingsniveau/Hoog/Waarde (%)";'
    '"SES-WOA/Totaalscore/Gemiddelde score (Getal)";"Spreiding/Spreiding totaal/Waarde (Getal)"\r\n'
    '"2019";"Noord";"WK990101  ";"  5000";"    20.8";"    49.5";"  -0.100";"   1.010"\r\n'
    '"2019";"Zuid";"WK990102  ";"  3000";"    12.9";"    58.2";"   0.022";"   0.892"\r\n'
)
LBM = (
    "wk_code,wk_naam,jaar,lbm,afw,fys,onv,soc,vrz,won\n"
    "WK990101,Noord,2020,4.1,-0.1,0.01,-0.02,0.03,0.04,-0.05\n"
    "WK990101,Noord,2022,4.270599604867483,0.1,0.02,-0.03,0.04,0.05,-0.06\n"
    "WK990102,Zuid,2022,4.5,0.2,9.4e-05,0.0,0.01,0.02,0.03\n"
)


def xlsx(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook as Excel writes it: numbers as numbers, text as text; what begins with "=" is a formula."""
    whole = io.BytesIO()
    with Workbook(whole, {"in_memory": True}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return whole.getvalue()


def repacked(data: bytes, **parts: bytes | None) -> bytes:
    """A workbook with other bytes for the parts whose last names are given ("sheet1", "sharedStrings")."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            stem = name.rpartition("/")[2].partition(".")[0]
            content = parts.get(stem, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return whole.getvalue()


def sheet_xml(rows: str, before: str = "") -> bytes:
    """A sheet of which the rows are given as XML."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    head = f'<?xml version="1.0" encoding="UTF-8"?>{before}'
    return f'{head}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def codes(reading: Reading) -> list[str]:
    """Codes of the problems."""
    return [problem.code for problem in reading.problems]


def said(problem: Problem) -> str:
    """The sentence in Dutch, with plain spaces; that it can be said in English too, with what was expected."""
    for language in ("nl", "en"):
        assert problem.sentence(language)
        problem.expected(language).encode()
    return problem.sentence().replace("\u00a0", " ")
