"""The table of chosen investments in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from planning.plan import Chosen
from tests.browser.conftest import Watched
from tests.browser.test_overview import OVERFLOW, WIDTHS, faults
from tests.builders import measure
from tests.views import plans
from tests.views.test_overview_chosen import built
from views.shown import Shown

pytestmark = pytest.mark.browser

LONG = "Investeringsmaatregelzonderafbreekmogelijkheid" * 2
SECTION = "section[aria-labelledby=investeringen]"


def long_name() -> Shown:
    """An investment whose name has no place to break."""
    shown = plans.demo(measures=[measure("m", ("zuid", "school"), name=LONG, profile=[1])])
    return Shown(shown.prepared, shown.plan.model_copy(update={"chosen": (Chosen(measure="m", start=2027),)}))


@pytest.fixture(scope="module")
def addresses(serve: Callable[[Flask], str]) -> list[str]:
    return [serve(plans.app(shown)) for shown in (built(), long_name())]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_table_is_there_and_nothing_is_wrong_with_it(watched: Watched, addresses: Any, width: int) -> None:
    for address in addresses:
        page = watched.open(address, width)
        assert page.locator(SECTION).is_visible()
        assert faults(page) == []
        assert page.evaluate(OVERFLOW) <= 0
    assert watched.complaints == []
