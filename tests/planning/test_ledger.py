"""The ledger: payments split over cells in whole euros, so that everything adds up."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from planning.ledger import Entry, ledger, parts
from planning.plan import Spend
from planning.programme import Cell
from tests.builders import measure, prepared, wijk

bounded = settings(deadline=None, derandomize=True)


def cell(name: str, weight: str = "1") -> Cell:
    return Cell(wijk=name, domain="school", weight=Decimal(weight))


def paid(amount: str, to: str = "m") -> Spend:
    return Spend(stream="gemeente", measure=to, year=2027, amount=Decimal(amount))


def test_whole_euros_and_the_cents_to_the_largest() -> None:
    # 100 euros over 1 : 2 : 4 = 14.29, 28.57, 57.14; the 25 cents go to the largest part
    assert parts(10_025, [cell("a"), cell("b", "2"), cell("c", "4")]) == [1400, 2900, 5725]


def test_the_first_of_equal_parts_gets_the_cents() -> None:
    assert parts(201, [cell("a"), cell("b")]) == [101, 100]
    assert parts(99, [cell("a"), cell("b")]) == [99, 0]


def test_a_single_cell_gets_all() -> None:
    assert parts(12_345, [cell("a", "0.3")]) == [12_345]
    assert parts(5, []) == []


@bounded
@given(st.integers(0, 10**12), st.lists(st.decimals("0.0001", 100, places=4), min_size=1, max_size=8))
def test_parts_add_up_and_only_one_has_cents(amount: int, weights: list[Decimal]) -> None:
    found = parts(amount, [cell(f"w{i}", str(weight)) for i, weight in enumerate(weights)])
    assert sum(found) == amount
    assert sum(1 for part in found if part % 100) <= 1
    exact = [amount * weight / sum(weights) for weight in weights]
    assert all(abs(part - share) < 200 for part, share in zip(found, exact, strict=True))


def test_entries_follow_the_payments() -> None:
    made = prepared(
        wijken=[wijk("a"), wijk("b")],
        measures=[measure("m", ("a", "school"), ("b", "school")), {"id": "bureau", "serves": "programme"}],
    )
    assert ledger(made, [paid("7.50"), paid("3", "bureau"), paid("2", "open:a:school")][:2]) == [
        Entry("gemeente", "m", 2027, "a", "school", 450),  # 4 euros and the 50 cents
        Entry("gemeente", "m", 2027, "b", "school", 300),
        Entry("gemeente", "bureau", 2027, None, None, 300),
    ]


@bounded
@given(st.lists(st.tuples(st.decimals(0, 10**7, places=2), st.sampled_from(["m", "bureau", "vrij"])), max_size=10))
def test_the_ledger_adds_up_to_the_spending(payments: list[tuple[Decimal, str]]) -> None:
    made = prepared(
        wijken=[wijk("a"), wijk("b"), wijk("c")],
        measures=[
            measure("m", ("a", "school"), ("b", "school"), ("c", "school")),
            measure("vrij", ("a", "school"), room="resident"),
            {"id": "bureau", "serves": "programme"},
        ],
    )
    spend = [paid(str(amount), to) for amount, to in payments]
    entries = ledger(made, spend)
    assert sum(entry.cents for entry in entries) == sum(int(amount * 100) for amount, _ in payments)
    assert len(entries) == sum({"m": 3, "vrij": 1, "bureau": 1}[to] for _, to in payments)
