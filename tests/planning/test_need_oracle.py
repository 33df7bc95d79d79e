"""Need against pandas, which shares no code with it, also on published figures."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.need import needs
from planning.programme import Programme
from tests.builders import programme, wijk
from tests.planning.test_need import found, indicator

CBS = Path(__file__).resolve().parents[3] / "shared" / "data" / "cbs" / "cbs_kwb2022_wijken_nl.csv"
IMD = Path(__file__).resolve().parents[3] / "shared" / "data" / "weights" / "imd2025_england_sample300.csv"
METHODS = ("ratio", "z_score", "percentile", "min_max")
bounded = settings(deadline=None, derandomize=True)


def by_pandas(
    table: pd.DataFrame, weights: list[float], better: list[bool], method: str, people: pd.Series
) -> pd.Series:
    """Need per wijk (row) from figures per indicator (column), independently."""
    scores = pd.DataFrame(index=table.index)
    for column, turned in zip(table.columns, better, strict=True):
        figures = table[column].dropna()
        if method == "ratio":
            reference = np.average(figures, weights=people[figures.index])
            scores[column] = reference / figures if turned else figures / reference
        elif method == "z_score":
            scores[column] = 1 + (-0.25 if turned else 0.25) * (figures - figures.mean()) / figures.std(ddof=0)
        elif method == "percentile":
            scores[column] = 0.5 + (figures.rank(ascending=not turned, method="average") - 0.5) / len(figures)
        else:
            far = (figures.max() - figures) if turned else (figures - figures.min())
            scores[column] = 0.5 + far / (figures.max() - figures.min())
    weighed = scores.notna() * weights
    mean = (scores.fillna(0) * weights).sum(axis=1) / weighed.sum(axis=1)
    return mean.clip(0.2, 5).fillna(1)


def document_of(
    table: pd.DataFrame, weights: list[float], better: list[bool], method: str, people: pd.Series
) -> Programme:
    indicators = [
        indicator(
            f"i{number}",
            {row: float(value) for row, value in table[column].dropna().items()},
            weight=weights[number],
            higher_is="better" if better[number] else "worse",
        )
        for number, column in enumerate(table.columns)
    ]
    wijken = [wijk(str(row), int(people[row])) for row in table.index]
    return programme(wijken=wijken, indicators=indicators, need_method=method)


def agree(table: pd.DataFrame, weights: list[float], better: list[bool], method: str, people: pd.Series) -> None:
    result = needs(document_of(table, weights, better, method, people))
    expected = by_pandas(table, weights, better, method, people)
    assert [float(need) for need in found(result)] == pytest.approx(list(expected), abs=1e-9)


@bounded
@given(
    st.integers(2, 6).flatmap(
        lambda n: st.tuples(
            st.lists(
                st.lists(st.one_of(st.none(), st.integers(1, 500)), min_size=n, max_size=n).filter(
                    lambda column: len({x for x in column if x is not None}) > 1
                ),
                min_size=1,
                max_size=3,
            ),
            st.lists(st.integers(1, 9000), min_size=n, max_size=n),
            st.lists(st.integers(1, 5), min_size=3, max_size=3),
            st.lists(st.booleans(), min_size=3, max_size=3),
        )
    ),
    st.sampled_from(METHODS),
)
def test_any_figures_as_pandas_has_them(drawn: Any, method: str) -> None:
    columns, people, weights, better = drawn
    rows = [chr(ord("a") + i) for i in range(len(people))]
    table = pd.DataFrame({f"i{n}": column for n, column in enumerate(columns)}, index=rows, dtype=float)
    agree(table, weights[: len(columns)], better[: len(columns)], method, pd.Series(people, index=rows))


@pytest.mark.skipif(not CBS.exists(), reason="the CBS figures are not on this machine")
@pytest.mark.parametrize("method", METHODS)
def test_rotterdam_2022(method: str) -> None:
    """Low income, work and education per wijk, with the harbour wijken that have no figures."""
    figures = pd.read_csv(CBS).query("gm_code == 'GM0599'").set_index("code")
    table = figures[["income_low", "employment_rate", "edu_appl_sci"]]
    assert table["income_low"].isna().any()
    agree(table, [2, 1, 1], [False, True, True], method, figures["population"])


@pytest.mark.skipif(not CBS.exists(), reason="the CBS figures are not on this machine")
def test_feijenoord_has_the_highest_need_on_income() -> None:
    figures = pd.read_csv(CBS).query("gm_code == 'GM0599'").set_index("code")
    result = needs(document_of(figures[["income_low"]], [1], [False], "ratio", figures["population"]))
    known = figures["income_low"].notna()
    mean = (figures["income_low"] * figures["population"])[known].sum() / figures["population"][known].sum()
    assert mean == pytest.approx(43.8, abs=0.2)  # the figure of CBS for all of Rotterdam
    assert float(result.value["WK059910", "school"]) == pytest.approx(49.9 / mean)
    assert max(result.value.values()) == result.value["WK059910", "school"]


@pytest.mark.skipif(not IMD.exists(), reason="the English index is not on this machine")
def test_percentile_keeps_the_published_order_of_the_english_index() -> None:
    """A rank of 1 is the most deprived, so percentile need falls as the rank grows."""
    table = pd.read_csv(IMD).head(100)
    values = {f"w{i}": float(score) for i, score in enumerate(table["imd_score"])}
    wijken = [wijk(name) for name in values]
    result = needs(programme(wijken=wijken, indicators=[indicator("imd", values)], need_method="percentile"))
    need = pd.Series([float(x) for x in found(result)])
    assert need.rank(ascending=False).corr(table["imd_rank"].rank()) == pytest.approx(1, abs=1e-3)
    assert need.mean() == pytest.approx(1)
