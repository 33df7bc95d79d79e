"""What people see for a measure."""

from __future__ import annotations

import pytest

from planning.labels import is_open, measure_label
from planning.prepared import Prepared
from planning.programme import Cell, Measure
from tests.builders import measure, prepared, wijk


def town() -> Prepared:
    """Wijk a (named) with a named measure for school; work is open, and so are both rooms."""
    return prepared(
        wijken=[wijk("a", name="Aarde")],
        domains=[{"id": "school", "name": "School"}, {"id": "werk"}],
        measures=[measure("les", ("a", "school"), name="Extra les"), measure("kaal", ("a", "school"))],
        rules={"frontline_room": {"share": 0.03}, "resident_initiatives": {"share": 0.02}},
    )


def test_a_measure_of_the_document_has_its_name_or_id() -> None:
    programme = town()
    assert measure_label(programme, programme.measure["les"]) == "Extra les"
    assert measure_label(programme, programme.measure["kaal"]) == "kaal"


def test_an_open_measure_says_what_it_stands_for() -> None:
    programme = town()
    labels = {m.id: (measure_label(programme, m), measure_label(programme, m, "en")) for m in programme.measures}
    assert labels["open:a:werk"] == ("Nader in te vullen: Aarde, werk", "To be filled in: Aarde, werk")
    assert labels["open:professional:a"] == ("Professionele ruimte: Aarde", "Frontline room: Aarde")
    assert labels["open:resident:a"] == ("Bewonersinitiatieven: Aarde", "Resident initiatives: Aarde")
    assert [m.id for m in programme.measures if is_open(m)] == [
        "open:a:werk",
        "open:professional:a",
        "open:resident:a",
    ]


def test_an_open_measure_of_another_programme_is_refused() -> None:
    stray = Measure.model_construct(id="open:x:werk", serves=(Cell(wijk="x", domain="werk"),), room=None)
    with pytest.raises(ValueError, match="open:x:werk"):
        measure_label(town(), stray)
