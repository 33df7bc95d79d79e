"""What may stand in a cell of a programme workbook, and every problem of a cell at its sheet, row and column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from exchange.programme_book import read, write
from planning.messages import Language
from tests.exchange.books import Formula, book, changed, placed, put, sheets_of, small, with_part

Case = tuple[str, str, Any, str, str, str]
"""Sheet, cell, what is put there, and the problem: its code, its sentence and what was expected, in Dutch."""

CELLS: list[Case] = [
    ("Wijken", "D2", date(2027, 1, 2), "book.date",
     "Blad «Wijken», cel D2 (Inwoners): hier staat een datum of tijd (2027-01-02).", "een heel getal"),
    ("Wijken", "D2", "", "missing_field", "Blad «Wijken», cel D2 (Inwoners): dit ontbreekt.", ""),
    ("Wijken", "D2", 10.5, "book.not_whole",
     "Blad «Wijken», cel D2 (Inwoners): «10,5» is geen heel getal.", "een heel getal"),
    ("Wijken", "D2", "veel", "book.not_whole",
     "Blad «Wijken», cel D2 (Inwoners): «veel» is geen heel getal.", "een heel getal"),
    ("Wijken", "D2", True, "book.not_whole",
     "Blad «Wijken», cel D2 (Inwoners): «WAAR» is geen heel getal.", "een heel getal"),
    ("Wijken", "D3", -1, "negative_number",
     "Blad «Wijken», cel D3 (Inwoners): dit kan niet negatief zijn (-1).", "0 of meer"),
    ("Wijken", "D3", 1e300, "book.number_too_large", "", "een getal van gewone grootte"),
    ("Wijken", "E2", 101, "out_of_range",
     "Blad «Wijken», cel E2 (Opgave: school): 101 ligt niet tussen 0 en 100.", "een getal van 0 tot en met 100"),
    ("Wijken", "E3", "x", "book.not_number",
     "Blad «Wijken», cel E3 (Opgave: school): «x» is geen getal.", "een getal, zoals 1234,5"),
    ("Wijken", "A3", "", "book.blank", "Blad «Wijken», cel A3 (Id): hier staat niets.",
     "tekst: geef de cel de opmaak Tekst, of typ er een ' voor"),
    ("Wijken", "C3", "WK\u202e1", "direction_character",
     "Blad «Wijken», cel C3 (CBS-code): de tekst bevat een onzichtbaar teken dat de leesrichting verandert, zodat er "
     "iets anders lijkt te staan dan er staat.", "tekst zonder stuurtekens"),
    ("Leefdomeinen", "E2", 4.3, "book.not_text",
     "Blad «Leefdomeinen», cel E2 (Taakveld): hier staat 4,3 als getal; of er nullen weggevallen zijn, is niet te "
     "zien.",
     "tekst: geef de cel de opmaak Tekst, of typ er een ' voor"),
    ("Leefdomeinen", "B2", True, "book.flag_as_text",
     "Blad «Leefdomeinen», cel B2 (Naam): hier staat WAAR.", "tekst"),
    ("Leefdomeinen", "B2", "\u200b", "blank_name",
     "Blad «Leefdomeinen», cel B2 (Naam): de naam bestaat alleen uit spaties of onzichtbare tekens.",
     "een naam die te lezen is, of geen naam: dan wordt de id getoond"),
    ("Bedragen", "C2", "1.2.3", "book.not_money",
     "Blad «Bedragen», cel C2 (2028): «1.2.3» is geen bedrag.",
     "euro's met ten hoogste twee decimalen, zoals 1.234,50"),
    ("Bedragen", "C2", "3%", "book.not_money", "Blad «Bedragen», cel C2 (2028): «3%» is geen bedrag.",
     "euro's met ten hoogste twee decimalen, zoals 1.234,50"),
    ("Bedragen", "C2", 1.005, "book.decimals",
     "Blad «Bedragen», cel C2 (2028): een bedrag heeft ten hoogste twee decimalen; hier staat 1,005.",
     "een bedrag in hele centen"),
    ("Bedragen", "C2", "1,234", "book.decimals",
     "Blad «Bedragen», cel C2 (2028): een bedrag heeft ten hoogste twee decimalen; hier staat 1,234.",
     "een bedrag in hele centen"),
    ("Bedragen", "D3", -5, "negative_money",
     "Blad «Bedragen», cel D3 (2029): een bedrag kan niet negatief zijn (-5).", "euro's, 0 of meer"),
    ("Bedragen", "D3", 2e12, "too_much_money",
     "Blad «Bedragen», cel D3 (2029): dit is meer dan duizend miljard euro.", "ten hoogste 1.000.000.000.000 euro"),
    ("Bedragen", "B1", 2026, "outside_term",
     "Blad «Bedragen», cel B1: 2026 valt buiten de looptijd (2027 t/m 2029).", "een jaar van 2027 t/m 2029"),
    ("Bedragen", "A3", "u", "unknown_stream",
     "Blad «Bedragen», cel A3 (Geldstroom): geldstroom «u» staat niet in het programma.",
     "de id van een geldstroom uit streams"),
    ("Geldstromen", "C2", "niemand", "unknown_partner",
     "Blad «Geldstromen», cel C2 (Partner): partner «niemand» staat niet in het programma.",
     "de id van een partner uit partners"),
    ("Geldstromen", "D2", "tijdelijk", "book.not_choice",
     "Blad «Geldstromen», cel D2 (Soort): «tijdelijk» is geen keuze.", "structureel, incidenteel"),
    ("Geldstromen", "F2", "school; wonen", "unknown_domain",
     "Blad «Geldstromen», cel F2 (Alleen leefdomeinen): leefdomein «wonen» staat niet in het programma.",
     "de id van een leefdomein uit domains"),
    ("Geldstromen", "F2", 4.3, "book.not_list",
     "Blad «Geldstromen», cel F2 (Alleen leefdomeinen): «4,3» is geen rij id's.",
     "id's met ; ertussen, zoals a; b"),
    ("Geldstromen", "F2", " ; ", "book.not_list",
     "Blad «Geldstromen», cel F2 (Alleen leefdomeinen): « ; » is geen rij id's.",
     "id's met ; ertussen, zoals a; b"),
    ("Geldstromen", "I2", "misschien", "book.not_choice",
     "Blad «Geldstromen», cel I2 (Niet voor personeel): «misschien» is geen keuze.", "ja, nee"),
    ("Geldstromen", "J3", "half", "book.not_share",
     "Blad «Geldstromen», cel J3 (Overheveling: deel): «half» is geen percentage.",
     "een percentage, zoals 3% of 0,03"),
    ("Geldstromen", "J3", 50, "out_of_range",
     "Blad «Geldstromen», cel J3 (Overheveling: deel): 50 ligt niet tussen 0 en 1.", "een getal van 0 tot en met 1"),
    ("Geldstromen", "K2", 2028, "book.incomplete",
     "Blad «Geldstromen», cel J2 (Overheveling: deel): hier staat niets, terwijl ernaast wel iets ingevuld is "
     "(Overheveling: tot en met).", "een waarde, of niets in al deze kolommen"),
    ("Geldstromen", "K3", 27, "not_a_year",
     "Blad «Geldstromen», cel K3 (Overheveling: tot en met): «27» is geen jaartal.",
     "een jaartal van 1950 tot en met 2200"),
    ("Geldstromen", "K3", 2050, "outside_term",
     "Blad «Geldstromen», cel K3 (Overheveling: tot en met): 2050 valt buiten de looptijd (2027 t/m 2029).",
     "een jaar van 2027 t/m 2029"),
    ("Geldstromen", "M3", "gemeente; koning", "book.not_choice",
     "Blad «Geldstromen», cel M3 (Cofinanciering: van lagen): «gemeente; koning» is geen keuze.",
     "gemeente, Rijk, partner"),
    ("Maatregelen", "F2", "straks", "book.not_year",
     "Blad «Maatregelen», cel F2 (Eerste jaar): «straks» is geen jaartal.", "een jaartal, zoals 2027"),
    ("Maatregelen", "L4", "2027 en later", "book.not_years",
     "Blad «Maatregelen», cel L4 (Mogelijke startjaren): «2027 en later» is geen rij jaartallen.",
     "jaartallen met ; ertussen, zoals 2027; 2028"),
    ("Maatregelen", "A3", "m", "duplicate_id",
     "Blad «Maatregelen», cel A3 (Id): de id «m» is al gebruikt (nr. 1 in de lijst).", "een id die nog niet voorkomt"),
    ("Maatregelen", "A3", "n n", "bad_id", "Blad «Maatregelen», cel A3 (Id): «n n» kan geen id zijn.",
     "letters, cijfers, streepjes en punten, zonder spaties, beginnend met een letter of cijfer"),
    ("Maatregelen", "D5", "nee", "book.serves_nothing",
     "Blad «Maatregelen», cel D5 (Bureau van het programma): deze maatregel staat niet op het blad «Dient», en is geen "
     "bureau van het programma.", "ten minste één rij op «Dient», of «ja» hier"),
    ("Dient", "A4", "bureau", "book.office_serves",
     "Blad «Dient», cel A4 (Maatregel): deze maatregel is een bureau van het programma, en dient geen wijk.",
     "geen rij, of «nee» bij Bureau"),
    ("Dient", "B3", "a", "cell_twice",
     "Maatregel «m» dient leefdomein «School (school)» van wijk «Noord (a)» twee keer.", ""),
    ("Dient", "D3", 0, "must_be_above",
     "Blad «Dient», cel D3 (Gewicht): dit moet meer dan 0 zijn.", "meer dan 0, ten hoogste 100"),
    ("Ketens", "B2", "x", "unknown_measure",
     "Blad «Ketens», cel B2 (Bouwt voort op): maatregel «x» staat niet in het programma.",
     "de id van een maatregel uit measures"),
    ("Investeringen", "E2", 9, "book.profile_gap",
     "Blad «Investeringen», cel D2 (Jaar 3): een leeg jaar tussen jaren die iets kosten.",
     "een bedrag; 0 als het niets kost"),
    ("Verplichtingen", "D2", "", "book.blank", "Blad «Verplichtingen», cel D2 (Bedrag): hier staat niets.",
     "euro's met ten hoogste twee decimalen, zoals 1.234,50"),
    ("Regulier", "B2", "wonen", "unknown_domain",
     "Blad «Regulier», cel B2 (Leefdomein): leefdomein «wonen» staat niet in het programma.",
     "de id van een leefdomein uit domains"),
    ("Focus", "A2", "z", "unknown_wijk",
     "Blad «Focus», cel A2 (Wijk): wijk «z» staat niet in het programma.", "de id van een wijk uit wijken"),
    ("Inwoners per jaar", "A2", "a", "book.residents_twice",
     "Blad «Inwoners per jaar», cel A2 (Wijk): de inwoners staan hier per jaar, en ook als één getal op het blad "
     "«Wijken».", "inwoners op één van beide"),
    ("Indicatorwaarden", "B1", "Waarde: j", "book.indicator_unknown",
     "Blad «Indicatorwaarden», cel B1: indicator «j» staat niet op het blad Indicatoren.", "de id van een indicator"),
    ("Indicatorwaarden", "A3", "z", "unknown_wijk",
     "Blad «Indicatorwaarden», cel A3 (Wijk): wijk «z» staat niet in het programma.", "de id van een wijk uit wijken"),
    ("Indicatorwaarden", "A3", "a", "book.twice",
     "Blad «Indicatorwaarden», cel A3 (Wijk): «a» staat er al, in rij 2.", "elke één keer"),
    ("Personeel", "A2", "wonen", "unknown_domain",
     "Blad «Personeel», cel A2 (Leefdomein): leefdomein «wonen» staat niet in het programma.",
     "de id van een leefdomein uit domains"),
    ("Ondergrenzen", "C2", "", "book.blank", "Blad «Ondergrenzen», cel C2 (Euro per inwoner): hier staat niets.",
     "euro's met ten hoogste twee decimalen, zoals 1.234,50"),
    ("Index", "B2", 2, "out_of_range",
     "Blad «Index», cel B2 (Prijsstijging): 2 ligt niet tussen -0,2 en 1.", "een getal van -0,2 tot en met 1"),
    ("Programma", "B5", 27, "not_a_year", "Blad «Programma», cel B5 (Waarde): «27» is geen jaartal.",
     "een jaartal van 1950 tot en met 2200"),
    ("Programma", "B6", 31, "at_most", "Blad «Programma», cel B6 (Waarde): 31 is te veel.", "ten hoogste 30"),
    ("Programma", "B3", "", "book.blank", "Blad «Programma», cel B3 (Waarde): hier staat niets.",
     "tekst: geef de cel de opmaak Tekst, of typ er een ' voor"),
    ("Programma", "A6", "Jaartal", "book.setting_unknown",
     "Blad «Programma», cel A6 (Instelling): «Jaartal» is geen instelling.",
     "een van de instellingen van het programma"),
    ("Programma", "A7", "Aantal jaren", "book.twice",
     "Blad «Programma», cel A7 (Instelling): «Aantal jaren» staat er al, in rij 6.", "elke één keer"),
    ("Programma", "A5", "", "book.blank", "Blad «Programma», cel A5 (Instelling): hier staat niets.",
     "tekst: geef de cel de opmaak Tekst, of typ er een ' voor"),
    ("Regels", "A2", "Zomaar", "book.rule_unknown", "Blad «Regels», cel A2 (Regel): «Zomaar» is geen regel.",
     "Structurele dekking, Geen wijk valt terug, Deel voor de focusdomeinen, Volhouden, Geleidelijke groei, "
     "Professionele ruimte, Bewonersinitiatieven, Verschil per inwoner"),
    ("Regels", "A3", "Volhouden", "book.twice",
     "Blad «Regels», cel A5 (Regel): «Volhouden» staat er al, in rij 3.", "elke één keer"),
    ("Regels", "B2", "", "book.blank", "Blad «Regels», cel B2 (Geldt): hier staat niets.", "ja, nee"),
    ("Regels", "E5", 2028, "book.not_of_rule", "Blad «Regels», cel E5 (Vanaf): deze regel kent deze kolom niet.",
     "een lege cel"),
    ("Regels", "B7", "ja", "missing_field", "Blad «Regels», cel D7 (Getal): dit ontbreekt.", ""),
    ("Regels", "D5", 2, "out_of_range", "Blad «Regels», cel D5 (Getal): 2 ligt niet tussen 0 en 1.",
     "een getal van 0 tot en met 1"),
    ("Vorig plan", "B2", "{", "book.bad_json",
     "Blad «Vorig plan», cel B2 (Plandocument (JSON)): de stukken van het vorige plan vormen samen geen "
     "JSON-document.", "een plandocument in zijn geheel, of een leeg blad"),
    ("Vorig plan", "B2", '{"x":' * 2_000 + "1" + "}" * 2_000, "book.bad_json", "", ""),
    ("Vorig plan", "B2", '{"zaaiplan_plan": NaN}', "book.bad_json", "", ""),
    ("Vorig plan", "B2", "[1]", "book.bad_json", "", ""),
    ("Vorig plan", "B2", '{"zaaiplan_plan": 1, "status": "infeasible"}', "plan_without_figures", "", ""),
]  # fmt: skip


@pytest.mark.parametrize("case", CELLS, ids=lambda case: f"{case[0]} {case[1]} {case[2]!r:.20}")
def test_every_problem_stands_at_its_cell(case: Case) -> None:
    sheet, reference, value, code, sentence, expected = case
    reading = changed((sheet, reference, value))
    assert reading.programme is None
    found = [each for each in reading.problems if each.code == code]
    assert found, [(each.code, each.sentence()) for each in reading.problems]
    first = found[0]
    assert first.place.sheet == sheet
    if sentence:
        assert first.sentence() == sentence
        assert first.expected() == expected
    for finding in reading.problems:
        assert finding.place.sheet
        assert finding.sentence("en") != finding.sentence("nl")


def test_the_places_are_those_of_excel() -> None:
    """Row and column as they stand beside and above the sheet, and the problem once, at its own cell."""
    assert placed(changed(("Bedragen", "C3", "x"))) == [("Bedragen", 3, "C", "book.not_money")]
    assert placed(changed(("Geldstromen", "K2", 2028))) == [("Geldstromen", 2, "J", "book.incomplete")]
    assert placed(changed(("Bedragen", "B1", 2026))) == [("Bedragen", 1, "B", "outside_term")]
    assert placed(changed(("Wijken", "E1", "Opgave: wonen"))) == [("Wijken", 1, "E", "unknown_domain")]
    assert placed(changed(("Personeel", "B1", 2031))) == [("Personeel", 1, "B", "outside_term")]
    assert placed(changed(("Dient", "B3", "a"))) == [("Dient", 3, "A", "cell_twice")]


def test_all_problems_are_listed_in_order() -> None:
    wrong = [("Bedragen", "C2", "x"), ("Wijken", "E3", "y"), ("Wijken", "D2", "z"), ("Regels", "B2", "?")]
    assert placed(changed(*wrong)) == [
        ("Wijken", 2, "D", "book.not_whole"),
        ("Wijken", 3, "E", "book.not_number"),
        ("Bedragen", 2, "C", "book.not_money"),
        ("Regels", 2, "B", "book.not_choice"),
    ]


def test_what_is_known_of_a_problem() -> None:
    found = changed(("Wijken", "E2", 101)).problems[0]
    assert found.problem.pointer == "/wijken/0/need/school"
    assert (found.problem.found, found.place.title) == (101, "Opgave: school")
    assert found.sentence("en") == "Sheet “Wijken”, cell E2 (Opgave: school): 101 is not between 0 and 100."


MONEY: list[tuple[Language, Any, str]] = [
    ("nl", "1.234.567,50", "1234567.50"),
    ("nl", "€ 1.234", "1234"),
    ("nl", "€\u00a01.234,-", "1234"),
    ("nl", "1234.5", "1234.5"),
    ("nl", "0,10", "0.1"),
    ("nl", "0.025", ""),
    ("nl", "1,234.50", "1234.5"),
    ("nl", "EUR 12", "12"),
    ("nl", 0.1 + 0.2, "0.3"),
    ("nl", 1234567.1000000001, "1234567.1"),
    ("nl", 1 / 3, ""),
    ("nl", "1.23.4", ""),
    ("nl", "12 345", "12345"),
    ("nl", "€", ""),
    ("en", "1,234,567.50", "1234567.50"),
    ("en", "€1,234", "1234"),
    ("en", "1.234", ""),
    ("en", "1234,5", "1234.5"),
]


@pytest.mark.parametrize(("language", "typed", "meant"), MONEY)
def test_money_as_people_type_it(language: Language, typed: Any, meant: str) -> None:
    reading = changed(("Bedragen" if language == "nl" else "Amounts", "B2", typed), language=language)
    if not meant:
        assert placed(reading)[0][1:3] == (2, "B")
        return
    assert reading.problems == ()
    assert reading.programme is not None
    assert reading.programme.streams[0].amounts[2027] == Decimal(meant)


@pytest.mark.parametrize(("typed", "meant"), [(0.03, "0.03"), ("3%", "0.03"), ("2,5 %", "0.025"), ("0,5", "0.5")])
def test_percentages(typed: Any, meant: str) -> None:
    reading = changed(("Geldstromen", "J3", typed))
    assert reading.programme is not None
    carry = reading.programme.streams[1].carry_over
    assert carry is not None
    assert carry.share == Decimal(meant)


def test_words_in_either_language_and_in_capitals() -> None:
    reading = changed(
        ("Geldstromen", "D2", "Incidental"),
        ("Geldstromen", "I2", True),
        ("Geldstromen", "M3", "state, Partner"),
        ("Geldstromen", "F3", "(NONE)"),
        ("Maatregelen", "L4", 2028),
        ("Regels", "A5", "persistence"),
        ("Regels", "C5", "STREVEN"),
    )
    assert reading.problems == ()
    made = reading.programme
    assert made is not None
    first, second = made.streams
    assert (first.kind, first.excludes_staff, second.domains) == ("incidental", True, ())
    assert second.match is not None
    assert second.match.from_layers == ("state", "partner")
    assert made.measures[2].start_years == (2028,)
    assert made.rules.persistence is not None
    assert made.rules.persistence.strength == "aim"


def test_a_formula_counts_for_what_it_came_to() -> None:
    reading = changed(("Bedragen", "B2", Formula("=50+25", 75)), ("Wijken", "B2", Formula('="No"&"ord"', "Noord")))
    assert reading.programme is not None
    assert reading.programme.streams[0].amounts[2027] == 75
    assert placed(changed(("Bedragen", "B2", Formula("=50+25", "")))) == [("Bedragen", 2, "B", "book.formula")]


def test_an_error_value_is_named() -> None:
    for error in ("#REF!", "#N/A", "#DIV/0!"):
        reading = changed(("Bedragen", "B2", Formula("=X1", error)))
        assert placed(reading) == [("Bedragen", 2, "B", "book.error_value")]
        assert reading.problems[0].sentence() == f"Blad «Bedragen», cel B2 (2027): hier staat de foutwaarde {error}."
    text = changed(("Wijken", "B2", "#REF!"))
    assert text.programme is not None
    assert text.programme.wijken[0].name == "#REF!"


def test_merged_cells_are_a_problem() -> None:
    sheets = sheets_of(write(small()))
    reading = read(book(sheets, {"Bedragen": "C3:D3"}))
    assert placed(reading) == [("Bedragen", 3, "C", "book.merged")]
    assert "de cellen C3:D3 zijn samengevoegd" in reading.problems[0].sentence()


def test_a_blank_row_in_the_middle_is_told_and_skipped() -> None:
    sheets = sheets_of(write(small()))
    sheets["Dient"].insert(2, ["", "", " ", ""])
    sheets["Dient"] += [[""], [" "]]
    reading = read(book(sheets))
    assert placed(reading, warnings=True) == [("Dient", 3, "", "book.row_blank")]
    assert reading.programme == small()


def test_what_does_not_count_is_a_warning() -> None:
    """Figures of a rule that is off, and weights of an objective that is not weighed."""
    reading = changed(("Regels", "D3", 0.5), ("Programma", "B16", 2))
    assert placed(reading, warnings=True) == [
        ("Programma", 16, "B", "book.unused"),
        ("Regels", 3, "D", "book.unused"),
    ]
    assert reading.programme == small()


def test_a_cell_with_more_digits_than_excel_shows() -> None:
    """Another program may write 0.1 + 0.2 in full; what comes after 15 digits is rounded away."""
    plain = book(sheets_of(write(small())))
    sheet = b"xl/worksheets/sheet10.xml".decode()
    long = with_part(plain, sheet, lambda xml: xml.replace(b"<v>100</v>", b"<v>100.30000000000000004</v>"))
    reading = read(long)
    assert reading.programme is not None
    assert reading.programme.streams[0].amounts[2027] == Decimal("100.3")


def test_nothing_is_ever_raised() -> None:
    """Any value in any cell is read or is a problem."""
    made = small()
    sheets = sheets_of(write(made))
    junk: list[Any] = [-1, 0.5, 1e20, 1e-20, True, "x", "=1", "{", "2027", "; ;", "🌱" * 400, date(2027, 1, 1)]
    number = 0
    for name, rows in sheets.items():
        for row in range(len(rows)):
            wrong = {sheet: [list(cells) for cells in held] for sheet, held in sheets.items()}
            for column in range(len(rows[0])):
                number += 1
                put(wrong, name, f"{chr(65 + column)}{row + 1}", junk[number % len(junk)])
            if row < 3:
                reading = read(book(wrong))
                assert (reading.programme is None) == bool(reading.problems)
