"""Need from indicators: four methods and everything around them, with the arithmetic written out."""

from decimal import Decimal
from typing import Any

import pytest

from planning.need import HIGHEST, LOWEST, Needs, needs
from planning.problems import Problem
from planning.programme import Programme
from tests.builders import programme, wijk

CLOSE = 1e-12


def indicator(identifier: str, values: dict[str, float], **fields: Any) -> dict[str, Any]:
    return {"id": identifier, "domain": "school", "values": values, **fields}


def of(*indicators: dict[str, Any], residents: str | list[int] = "abcd", **fields: Any) -> Programme:
    """Wijken a, b, ... with 1,000 residents each, or with the residents given."""
    counts = [1000] * len(residents) if isinstance(residents, str) else residents
    wijken = [wijk(chr(ord("a") + i), count) for i, count in enumerate(counts)]
    return programme(**{"wijken": wijken, "indicators": list(indicators), **fields})


def found(result: Needs, domain: str = "school") -> list[Decimal]:
    return [need for (_, where), need in result.value.items() if where == domain]


def warned(result: Needs) -> dict[str, Problem]:
    return {warning.code: warning for warning in result.warnings}


# The methods


def test_ratio_to_the_mean_weighted_with_residents() -> None:
    # mean = (10 × 1000 + 30 × 3000) / 4000 = 25, so 10/25 and 30/25
    result = needs(of(indicator("x", {"a": 10, "b": 30}), residents=[1000, 3000]))
    assert found(result) == [Decimal("0.4"), Decimal("1.2")]
    assert result.warnings == ()


def test_ratio_to_a_given_reference() -> None:
    result = needs(of(indicator("x", {"a": 49.9, "b": 38}, reference=40), residents="ab"))
    assert found(result) == [Decimal("1.2475"), Decimal("0.95")]  # 49.9/40 and 38/40


def test_ratio_is_turned_where_higher_is_better() -> None:
    # mean = (50 + 100) / 2 = 75; 75/50 and 75/100
    result = needs(of(indicator("x", {"a": 50, "b": 100}, higher_is="better"), residents="ab"))
    assert found(result) == [Decimal("1.5"), Decimal("0.75")]


def test_the_weights_of_the_mean_are_residents_of_the_first_year() -> None:
    wijken = [wijk("a", residents={"2027": 1000, "2028": 9000}), wijk("b", 3000)]
    result = needs(programme(wijken=wijken, indicators=[indicator("x", {"a": 10, "b": 30})]))
    assert found(result) == [Decimal("0.4"), Decimal("1.2")]


def test_z_score_is_plain_over_the_wijken() -> None:
    # mean 5, population standard deviation √((9+1+1+9)/4) = √5; z = −3/√5 …; residents do not weigh
    values = {"a": 2, "b": 4, "c": 6, "d": 8}
    result = needs(of(indicator("x", values), residents=[1, 10, 100, 1000], need_method="z_score"))
    root = 5**0.5
    expected = [1 - 0.75 / root, 1 - 0.25 / root, 1 + 0.25 / root, 1 + 0.75 / root]
    assert [float(need) for need in found(result)] == pytest.approx(expected, abs=CLOSE)
    turned = needs(of(indicator("x", values, higher_is="better"), need_method="z_score"))
    assert [float(need) for need in found(turned)] == pytest.approx(expected[::-1], abs=CLOSE)


def test_percentile_shares_the_mean_rank_of_equal_figures() -> None:
    # ranks 1, 2.5, 2.5, 4 of 4: 0.5 + (rank − 0.5)/4
    result = needs(of(indicator("x", {"a": 1, "b": 7, "c": 7, "d": 900}), need_method="percentile"))
    assert found(result) == [Decimal("0.625"), Decimal(1), Decimal(1), Decimal("1.375")]
    better = needs(of(indicator("x", {"a": 1, "b": 7, "c": 7, "d": 900}, higher_is="better"), need_method="percentile"))
    assert found(better) == [Decimal("1.375"), Decimal(1), Decimal(1), Decimal("0.625")]


def test_min_max() -> None:
    # 0.5 + (x − 10)/(50 − 10)
    result = needs(of(indicator("x", {"a": 10, "b": 20, "c": 40, "d": 50}), need_method="min_max"))
    assert found(result) == [Decimal("0.5"), Decimal("0.75"), Decimal("1.25"), Decimal("1.5")]
    turned = needs(of(indicator("x", {"a": 10, "b": 20, "c": 40, "d": 50}, higher_is="better"), need_method="min_max"))
    assert found(turned) == [Decimal("1.5"), Decimal("1.25"), Decimal("0.75"), Decimal("0.5")]


# Averaging, missing figures, given need, limits


def test_indicators_are_averaged_with_their_weights() -> None:
    # x: 10/20, 30/20; y: 3/2, 1/2; weights 3 and 1: (3 × 0.5 + 1.5)/4 and (3 × 1.5 + 0.5)/4
    x, y = indicator("x", {"a": 10, "b": 30}, weight=3), indicator("y", {"a": 3, "b": 1})
    result = needs(of(x, y, residents="ab"))
    assert found(result) == [Decimal("0.75"), Decimal("1.25")]
    parts = result.contributions["a", "school"]
    assert [(p.indicator, p.figure, p.need, p.weight) for p in parts] == [
        ("x", 10, Decimal("0.5"), Decimal("0.75")),
        ("y", 3, Decimal("1.5"), Decimal("0.25")),
    ]


def test_equal_needs_keep_their_value_however_many_indicators() -> None:
    three = [indicator(name, {"a": 44, "b": 36}, reference=40) for name in "xyz"]
    assert found(needs(of(*three, residents="ab"))) == [Decimal("1.1"), Decimal("0.9")]


def test_a_missing_figure_is_left_out_and_told() -> None:
    # y has no figure for b and c: there x alone counts. mean of x = 20
    x, y = indicator("x", {"a": 10, "b": 20, "c": 30}), indicator("y", {"a": 5}, reference=5)
    result = needs(of(x, y, residents="abc"))
    assert found(result) == [Decimal("0.75"), Decimal(1), Decimal("1.5")]  # (0.5 + 1)/2, 1, 1.5
    assert [p.weight for p in result.contributions["b", "school"]] == [1]
    warning = warned(result)["need.no_figure"]
    assert warning.pointer == "/indicators/1/values"
    assert warning.sentence() == (
        "De indicator «y» heeft geen cijfer voor b en c: daar tellen de andere indicatoren van het leefdomein zwaarder."
    )
    assert "has no figure for b and c" in warning.sentence("en")


def test_an_indicator_of_weight_0_does_not_speak() -> None:
    x, y = indicator("x", {"a": 10, "b": 30}), indicator("y", {"a": 1}, weight=0)
    result = needs(of(x, y, residents="ab"))
    assert found(result) == [Decimal("0.5"), Decimal("1.5")]
    assert result.warnings == ()


def test_without_need_and_figures_need_is_1_with_a_warning() -> None:
    result = needs(of(indicator("x", {"a": 10, "b": 30}), residents="abc"))
    assert found(result) == [Decimal("0.5"), Decimal("1.5"), Decimal(1)]
    assert result.source["c", "school"] == "none"
    assert [(w.pointer, w.code) for w in result.warnings] == [("/wijken/2", "need.unknown")]
    assert result.warnings[0].sentence() == "Voor school is geen opgave bekend van c: daar geldt 1 (gemiddeld)."


def test_unknown_need_is_told_once_per_set_of_wijken() -> None:
    domains = [{"id": "school"}, {"id": "werk"}, {"id": "wonen"}]
    result = needs(of(indicator("x", {"a": 10, "b": 30}), residents="ab", domains=domains))
    assert [(w.pointer, w.code) for w in result.warnings] == [("/domains", "need.unknown_domain")]
    assert result.warnings[0].sentence().startswith("Voor werk en wonen is van geen wijk een opgave bekend")
    assert [w.code for w in needs(of(residents="abc")).warnings] == ["need.unknown_everywhere"]


def test_a_given_need_wins_and_is_not_limited() -> None:
    wijken = [wijk("a", need={"school": 9.5}), wijk("b", need={"school": 0}), wijk("c")]
    result = needs(programme(wijken=wijken, indicators=[indicator("x", {"a": 10, "b": 20, "c": 30})]))
    assert found(result) == [Decimal("9.5"), Decimal(0), Decimal("1.5")]
    assert list(result.source.values()) == ["given", "given", "indicators"]
    assert [p.need for p in result.contributions["a", "school"]] == [Decimal("0.5")]  # for display
    assert result.warnings == ()


def test_indicated_need_is_limited_and_told() -> None:
    # mean 100: 1/100 and 700/100
    values = {"a": 1, "b": 100, "c": 700}
    result = needs(of(indicator("x", values, reference=100), residents="abc"))
    assert found(result) == [LOWEST, Decimal(1), HIGHEST]
    assert [(w.pointer, w.code) for w in result.warnings] == [("/domains/0", "need.limited")]
    assert result.warnings[0].sentence().endswith("in a en c.")


# What cannot be divided by


def test_a_figure_of_0_that_should_be_high_is_the_highest_need() -> None:
    result = needs(
        of(indicator("x", {"a": 0, "b": 50, "c": 0.0001}, higher_is="better", reference=50), residents="abc")
    )
    assert found(result) == [HIGHEST, Decimal(1), HIGHEST]
    assert "a" in warned(result)["need.not_positive"].sentence()
    # also beside another indicator: never less than a wijk that is slightly better off
    y = indicator("y", {"a": 50, "b": 50, "c": 50}, reference=50)
    both = needs(
        of(indicator("x", {"a": 0, "b": 50, "c": 0.0001}, higher_is="better", reference=50), y, residents="abc")
    )
    assert found(both) == [HIGHEST, Decimal(1), HIGHEST]


def test_a_negative_figure_has_no_ratio() -> None:
    result = needs(of(indicator("x", {"a": -5, "b": 10}, reference=10), residents="ab"))
    assert found(result) == [LOWEST, Decimal(1)]
    assert warned(result)["need.not_positive"].pointer == "/indicators/0"


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"a": 5, "b": 6}, {"reference": 0}),
        ({"a": -3, "b": 1}, {}),
        ({"a": 0, "b": 0}, {}),
        ({"a": 5}, {"reference": -2}),
    ],
)
def test_without_a_reference_above_0_an_indicator_does_not_count(
    values: dict[str, float], fields: dict[str, Any]
) -> None:
    result = needs(of(indicator("x", values, **fields), residents="ab"))
    assert found(result) == [1, 1]
    assert set(warned(result)) == {"need.no_reference", "need.unknown_everywhere"}


def test_without_residents_there_is_no_mean_to_refer_to() -> None:
    result = needs(of(indicator("x", {"a": 5, "b": 6}), residents=[0, 0]))
    assert found(result) == [1, 1]
    assert "need.no_reference" in warned(result)


@pytest.mark.parametrize("method", ["z_score", "min_max"])
@pytest.mark.parametrize("values", [{"a": 7, "b": 7}, {"a": 7}])
def test_figures_without_differences_give_1(method: str, values: dict[str, float]) -> None:
    result = needs(of(indicator("x", values), residents="ab", need_method=method))
    assert found(result) == [1, 1]
    assert "need.all_equal" in warned(result)


def test_an_indicator_without_figures_is_told() -> None:
    result = needs(of(indicator("x", {}), residents="ab"))
    assert [w.code for w in result.warnings] == ["need.no_figures", "need.unknown_everywhere"]


@pytest.mark.parametrize("method", ["z_score", "percentile", "min_max"])
def test_a_reference_that_is_not_used_is_told(method: str) -> None:
    result = needs(of(indicator("x", {"a": 1, "b": 2}, reference=5), residents="ab", need_method=method))
    assert [(w.pointer, w.code) for w in result.warnings] == [("/need_method", "need.idle_reference")]


def test_every_warning_reads_in_both_languages() -> None:
    x = indicator("x", {"a": 0, "b": 900, "c": 1}, higher_is="better", reference=1)
    result = needs(of(x, indicator("y", {"a": 1}, reference=0), indicator("z", {}), residents="abcd"))
    for warning in result.warnings:
        assert warning.sentence("nl").endswith(".")
        assert warning.sentence("en").endswith(".")
        assert "{" not in warning.sentence("nl") + warning.sentence("en")
    assert len(result.warnings) >= 4
