"""Figures read the Dutch way."""

from __future__ import annotations

from decimal import Decimal

import pytest

from views import format as shown_as


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (123_456_700, "€\u00a01.234.567"),
        (-120_000, "€\u00a0\u22121.200"),
        (0, "€\u00a00"),
        (149, "€\u00a01"),
        (150, "€\u00a02"),
        (None, "–"),
    ],
)
def test_euros_have_points_a_hard_space_and_a_true_minus(cents: int | None, text: str) -> None:
    assert shown_as.euro(cents) == text


def test_cents_follow_a_comma() -> None:
    assert shown_as.euro_exact(123_450) == "€\u00a01.234,50"


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (2_664_999_999, "€\u00a026,6\u00a0mln"),
        (123_270_000_000, "€\u00a01.232,7\u00a0mln"),
        (8_010_700, "€\u00a080.107"),
        (None, "–"),
    ],
)
def test_millions_are_for_millions(cents: int | None, text: str) -> None:
    assert shown_as.mln(cents) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (77_935, "77.935"),
        (-1_200, "\u22121.200"),
        (Decimal("2.35"), "2,35"),
        (Decimal("-26.6"), "\u221226,6"),
        (Decimal("1.5"), "1,5"),
        (None, "–"),
    ],
)
def test_numbers_keep_their_decimals(value: int | Decimal | None, text: str) -> None:
    assert shown_as.number(value) == text


def test_the_rest() -> None:
    assert shown_as.percent(92) == "92%"
    assert shown_as.percent(None) == "–"
    assert shown_as.head(Decimal("200")) == "€\u00a0200"
    assert shown_as.head(None) == "–"
    assert [shown_as.word(n) for n in (1, 10, 13)] == ["één", "tien", "13"]
