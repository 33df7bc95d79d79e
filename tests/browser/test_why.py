"""Pages that say why, in a real browser: without a plan, and with a plan and its reasons; in Dutch and in English."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from planning.messages import Language
from planning.optimiser import Options, plan_programme
from planning.optimiser.explain import with_reasons
from planning.optimiser.planner import planned
from tests.browser.conftest import Watched
from tests.browser.test_overview import LONG, OVERFLOW, WIDTHS, faults
from tests.builders import prepared, stream, wijk
from tests.views import plans
from tests.views.test_clash_page import clashing, many
from views.shown import Shown

pytestmark = pytest.mark.browser

LANGUAGES: tuple[Language, ...] = ("nl", "en")


def without_a_plan(language: Language) -> Shown:
    ready = clashing(name=LONG, wijken=[wijk("a", name=LONG), wijk("b")])
    return Shown(ready, plan_programme(ready, Options(language=language)))


def with_its_reasons(language: Language) -> Shown:
    """An earmark for a of more than its line: b is short of its own by as much."""
    streams = [stream("g", 20_000), stream("r", 60_000, wijken=["a"], name=LONG)]
    ready = prepared(years=1, wijken=[wijk("a", name=LONG), wijk("b", name="Zuid")], streams=streams)
    plan, solved = planned(ready, Options(language=language))
    assert solved is not None
    return Shown(ready, with_reasons(plan, solved, language))


@pytest.fixture(scope="module")
def addresses(serve: Callable[[Flask], str]) -> dict[str, str]:
    each = {f"clash {language}": without_a_plan(language) for language in LANGUAGES}
    each |= {f"why {language}": with_its_reasons(language) for language in LANGUAGES}
    each["many"] = Shown(clashing(), many(8, 23))
    return {name: serve(plans.app(shown)) for name, shown in each.items()}


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wrong_with_them(watched: Watched, addresses: dict[str, str], width: int) -> None:
    for name, address in addresses.items():
        page = watched.open(address, width)
        page.evaluate("() => document.querySelectorAll('details').forEach(each => each.open = true)")
        assert faults(page) == [], name
        assert page.evaluate(OVERFLOW) <= 0, name
    assert watched.complaints == []


def test_what_they_say_is_seen(watched: Watched, addresses: dict[str, str]) -> None:
    page = watched.open(addresses["clash nl"], 390)
    assert page.get_by_role("region", name="Wat moet wijken").is_visible()
    assert page.get_by_role("region", name="Getallen die genoeg zijn").is_visible()
    for width in (390, 1280):
        page = watched.open(addresses["clash nl"], width)
        enough = page.get_by_role("region", name="Getallen die genoeg zijn")
        about = enough.get_by_text(f"{LONG}, School").filter(visible=True)
        assert about.count() == 1, "what a figure is about is seen once, at any width"
    page = watched.open(addresses["why nl"], 390)
    assert page.get_by_text("zonder het oormerk van").first.is_visible()
