"""The geometry of the steps, on numbers that can be drawn by hand."""

from __future__ import annotations

from itertools import pairwise

from views.charts import PLOT, TOP, step_chart

MLN = 100_000_000


def test_steps_stand_on_each_other() -> None:
    """Two layers of 30 and 10 million, then 15 and 5: the highest step is 40 million, 264 px above the floor."""
    chart = step_chart(["municipality", "state"], [[30 * MLN, 15 * MLN], [10 * MLN, 5 * MLN]], [2027, 2028], [2028])
    assert chart is not None
    assert (chart.floor, chart.unit) == (TOP + PLOT, "mln")
    below, above = chart.areas
    # 30/40 of 264 is 198, from 288 up to 90; the other 10/40 is 66, from 90 up to 24.
    assert [(step.x, step.width, step.y, step.height) for step in below.steps] == [
        ("0.00%", "50.00%", "90.0", "198.0"),
        ("50.00%", "50.00%", "189.0", "99.0"),
    ]
    assert [(step.y, step.height, step.riser) for step in above.steps] == [
        ("24.0", "66.0", None),
        ("156.0", "33.0", "24.0"),
    ]
    assert [tick.label for tick in chart.ticks] == ["0", "10", "20", "30", "40"]
    assert [(area.key, area.note) for area in chart.areas] == [("municipality", "15,0"), ("state", "5,0")]


def test_an_arrow_falls_from_the_year_before() -> None:
    """From 40 to 20 million: down from 24 px to just above 156 px; in the last year nothing fits beside it."""
    chart = step_chart(["state"], [[40 * MLN, 20 * MLN]], [2027, 2028], [2028])
    assert chart is not None
    (arrow,) = chart.arrows
    assert (arrow.x, arrow.top, arrow.bottom, arrow.label) == ("50.00%", "24.0", "153.0", "−20,0")
    assert arrow.last


def test_labels_do_not_overlap() -> None:
    """Three layers of which two are thin: labels are 36 px apart, in the order of the layers."""
    chart = step_chart(["municipality", "state", "partner"], [[100], [1], [1]], [2027], [])
    assert chart is not None
    heights = [float(area.label) for area in chart.areas]
    assert all(low - high >= 36 for low, high in pairwise(heights))
    assert all(TOP <= height <= TOP + PLOT for height in heights)


def test_a_long_term_names_some_years() -> None:
    years = list(range(2027, 2057))
    chart = step_chart(["state"], [[MLN] * 30], years, [])
    assert chart is not None
    assert [mark.year for mark in chart.years if mark.wide] == years[::2]
    assert [mark.year for mark in chart.years if mark.narrow] == years[::8]


def test_small_money_is_in_euros_and_none_is_no_drawing() -> None:
    small = step_chart(["state"], [[25_000, 40_000]], [2027, 2028], [])
    assert small is not None
    assert small.unit == ""
    assert [tick.label for tick in small.ticks] == ["0", "100", "200", "300", "400"]
    assert step_chart(["state"], [[0, 0]], [2027, 2028], []) is None
    assert step_chart([], [], [], []) is None
