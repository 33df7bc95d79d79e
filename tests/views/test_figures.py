"""The figures of the overview: known answers, and sums that reconcile with the plan document."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.money import cents
from planning.plan import AimShort, PlanDocument, Spend
from tests.builders import prepared, stream, wijk
from tests.views import plans
from views.figures import Sums, adding_up, nearest, percentage
from views.overview_figures import overview
from views.shown import Shown


def paid(document: PlanDocument) -> int:
    """All payments, in cents."""
    return sum(cents(payment.amount) for payment in document.spend)


def two_wijken(first: int, second: int, **fields: Any) -> Shown:
    """One year, one domain, two wijken of 1,000 residents with need 1.5 and 0.5, which get these euros of 10,000."""
    ready = prepared(
        years=1,
        wijken=[wijk("a", need={"school": 1.5}), wijk("b", need={"school": 0.5})],
        streams=[stream("vrij", 10_000)],
        **fields,
    )
    rows = [("open:a:school", first), ("open:b:school", second)]
    spend = [Spend(stream="vrij", measure=m, year=2027, amount=Decimal(euros)) for m, euros in rows if euros]
    lapsed = [{"stream": "vrij", "year": 2027, "amount": Decimal(10_000 - first - second)}]
    return Shown(
        ready, PlanDocument(programme="p", programme_sha256="", status="optimal", spend=tuple(spend), lapsed=lapsed)
    )


def test_known_answer_of_two_wijken() -> None:
    """Sowing lines 7,500 and 2,500, equal shares 5,000 each; the plan gives 6,000 and 3,000, and 1,000 lapses."""
    o = two_wijken(6_000, 3_000).overview
    short, over = o.wijken.rows
    assert (short.label, short.coverage, over.coverage) == ("a", 80, 120)
    assert (short.plan, short.gets, short.short) == (600_000, 100_000, 150_000)
    assert (over.plan, over.gets, over.short) == (300_000, -200_000, 0)
    # 7,500 over 1,000 residents is 7.50 each: below 10 euros figures have decimals.
    assert (short.head.equal, short.head.line, short.head.plan) == (Decimal("5.00"), Decimal("7.50"), Decimal("6.00"))
    # Scale: 1.04 × 7.50 = 7.80; 6.00 is 76.9% of it, 5.00 is 64.1%, 7.50 is 96.2%, 1.50 (rounded apart) is 19.3%.
    assert short.furrow is not None
    assert (short.furrow.sown, short.furrow.equal, short.furrow.line) == ("76.9%", "64.1%", "96.2%")
    assert (short.furrow.gap, short.furrow.extra) == ("19.3%", None)
    assert over.furrow is not None
    assert (over.furrow.sown, over.furrow.gap, over.furrow.extra) == ("32.1%", None, "6.4%")
    assert (o.wijken.total.coverage, o.wijken.total.gets) == (90, -100_000)
    assert (o.income, o.lapsed.amount) == (1_000_000, 100_000)
    assert [(alert.kind, alert.amount) for alert in o.alerts] == [("lapsed", 100_000)]


@pytest.mark.parametrize(
    ("euros", "band"), [(4_400, 1), (4_500, 2), (5_625, 3), (6_750, 4), (8_212, 4), (8_250, 5), (9_375, 6)]
)
def test_bands_follow_what_is_shown(euros: int, band: int) -> None:
    """Of a line of 7,500: 4,400 is 58.7% (59), 8,212 is 109.49% (109), 8,250 is 110%, 9,375 is 125%."""
    rows = two_wijken(euros, 0).overview.wijken.rows
    assert next(row for row in rows if row.label == "a").cells[0].band == band


def test_half_a_percent_rounds_up_and_takes_its_band_along() -> None:
    """2,238 of 2,500 is 89.52%: shown as 90%, and so in the band of 90."""
    cell = next(row for row in two_wijken(7_000, 2_238).overview.wijken.rows if row.label == "b").cells[0]
    assert (cell.coverage, cell.band) == (90, 4)


def test_without_residents_there_is_no_coverage_and_no_drawing() -> None:
    ready = prepared(wijken=[wijk("leeg", 0), wijk("a")])
    rows = overview(ready, plans.plain_plan(ready)).wijken.rows
    assert rows[-1].label == "leeg"
    assert (rows[-1].coverage, rows[-1].furrow, rows[-1].head.plan, rows[-1].cells[0].band) == (None,) * 4


@pytest.mark.parametrize("counts", [False, True])
def test_regular_money_counts_where_the_programme_says_so(counts: bool) -> None:
    """300 a year of stream and 300 a year of regular work: with it the line is 600 and the coverage still 100%."""
    ready = prepared(
        streams=[stream("vrij", 300, 300, 300)],
        regular=[{"wijk": "a", "domain": "school", "per_year": 300}],
        count_regular=counts,
    )
    found = overview(ready, plans.plain_plan(ready)).wijken
    assert (found.total.coverage, found.total.regular, found.has_regular) == (100, 30_000, True)
    assert found.total.plan == (60_000 if counts else 30_000)


def test_cliffs_begin_at_five_percent() -> None:
    """100 to 96 is no cliff; 96 to 91.2 is 5.0% and one; the state falls most, though the municipality falls too."""
    ready = prepared(
        streams=[
            stream("vrij", 60_000, 60_000, 59_000),
            stream("deal", 40_000, 36_000, 32_200, partner="rijk", kind="incidental"),
        ]
    )
    found = overview(ready, plans.plain_plan(ready)).years
    assert [(drop.year, drop.before, drop.amount, drop.layer) for drop in found.cliffs] == [
        (2029, 2028, 480_000, "state")
    ]
    assert found.cliffs[0].layer_amount == 380_000
    assert [row.change for row in found.rows] == [None, -400_000, -480_000]
    assert [row.structural for row in found.rows] == [60, 63, 65]  # 60/100, 60/96 = 62.5, 59/91.2 = 64.7


def test_the_overview_reconciles_with_the_plan_document(shown: Shown) -> None:
    o, document = shown.overview, shown.plan
    total = paid(document)
    assert total == o.years.total == o.streams.total.spent == sum(o.years.totals)
    assert o.income == o.streams.total.income == total + o.lapsed.amount
    assert o.streams.difference == 0
    in_cells = sum(cents(cell.planned) for cell in document.cells)
    sums = Sums(shown.prepared, document)
    assert sums.office > 0
    assert in_cells + sums.office == total
    for (place, domain), sown in sums.cells.items():
        cells = [cell for cell in document.cells if (cell.wijk, cell.domain) == (place, domain)]
        assert sown.planned == sum(cents(cell.planned) for cell in cells)
        assert sown.line == sum(cents(cell.sowing_line) for cell in cells)
        assert sown.equal == sum(cents(cell.equal_share) for cell in cells)
        assert sown.regular == sum(cents(cell.regular) for cell in cells)
    assert o.wijken.total.plan == nearest(in_cells, 1_000) * 100  # per year of ten, in whole euros


def test_the_balance_of_the_streams_bites(shown: Shown) -> None:
    """A cent too much in one year of one stream is a difference of one cent."""
    rows = list(shown.plan.spend)
    rows[0] = rows[0].model_copy(update={"amount": rows[0].amount + Decimal("0.01")})
    broken = shown.plan.model_copy(update={"spend": tuple(rows)})
    assert overview(shown.prepared, broken).streams.difference == 1
    assert overview(shown.prepared, broken).streams.has_cents


def test_a_cent_moved_to_the_next_year_is_a_difference_too(shown: Shown) -> None:
    rows = list(shown.plan.spend)
    cent = Decimal("0.01")
    later = next(i for i, row in enumerate(rows) if row.stream == rows[0].stream and row.year == rows[0].year + 1)
    rows[0] = rows[0].model_copy(update={"amount": rows[0].amount - cent})
    rows[later] = rows[later].model_copy(update={"amount": rows[later].amount + cent})
    broken = shown.plan.model_copy(update={"spend": tuple(rows)})
    assert overview(shown.prepared, broken).streams.difference == 2


def test_aims_are_grouped_by_rule_in_order_of_euros(shown: Shown) -> None:
    def short(rule: str, euros: int) -> AimShort:
        return AimShort(rule=rule, pointer="", short=Decimal(euros), sentence=f"{rule} {euros}")

    rows = (short("floors", 10), short("ramp_up", 25), short("floors", 20), *[short("persistence", 1)] * 60)
    found = overview(shown.prepared, shown.plan.model_copy(update={"aims": rows})).aims
    assert [(aim.rule, aim.short, aim.count) for aim in found] == [
        ("persistence", 6_000, 60),
        ("floors", 3_000, 2),
        ("ramp_up", 2_500, 1),
    ]
    assert (found[1].worst, found[1].others) == ("floors 20", ("floors 10",))
    assert (len(found[0].others), found[0].unnamed, found[0].rest) == (49, 10, 59)


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=20), st.integers(1, 10**5))
def test_rounded_parts_add_up_to_the_rounded_sum(amounts: list[int], unit: int) -> None:
    parts = adding_up(amounts, unit)
    assert sum(parts) == nearest(sum(amounts), unit)
    assert all(abs(part * unit - amount) < unit for part, amount in zip(parts, amounts, strict=True))


def test_rounding_is_to_the_nearest_with_halves_away_from_zero() -> None:
    assert [nearest(n, 2) for n in (1, 3, -1, -3, 4)] == [1, 2, -1, -2, 2]
    assert [nearest(n, 10) for n in (14, 15, -14, -15)] == [1, 2, -1, -2]
    assert percentage(1, 0) is None
