"""The overview in a real browser: for everyone, on every width, on paper, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.browser.conftest import Watched
from tests.builders import measure, stream, wijk
from tests.views import plans
from views.shown import Shown

pytestmark = pytest.mark.browser

WIDTHS = (1280, 390, 320)
LONG = "Burgemeesterdonkersingelbuurtverbeteringsprogramma"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults(page: Any) -> list[str]:
    """What axe finds wrong, as rule and place."""
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def long_names() -> Shown:
    """Names that have no place to break, fourteen domains, thirty years and amounts of a hundred million."""
    names = [f"{LONG}{i}" for i in range(14)]
    return plans.demo(
        name=LONG * 3,
        years=30,
        domains=[{"id": f"d{i}", "name": name} for i, name in enumerate(names)],
        wijken=[wijk("a", 700_000, name=LONG), wijk("b", 1, name=LONG), wijk("c", 0, name="Leeg")],
        partners=[{"id": "gemeente", "name": LONG}],
        streams=[stream("vrij", *[400_000_000] * 30, name=LONG), stream("tijdelijk", 10**9, name=LONG)],
        measures=[measure("m", ("a", "d0"), name=LONG)],
        rules={},
    )


@pytest.fixture(scope="module")
def long_address(serve: Callable[[Flask], str]) -> str:
    return serve(plans.app(long_names()))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["/", "/nergens"])
def test_axe_finds_nothing(watched: Watched, address: str, path: str, width: int) -> None:
    page = watched.open(address + path, width)
    for summary in page.locator("details:not([open]) > summary").all():
        summary.click()
    assert faults(page) == []


def test_axe_would_find_something(watched: Watched, address: str) -> None:
    page = watched.open(address)
    page.evaluate("() => document.documentElement.removeAttribute('lang')")
    assert any(fault.startswith("html-has-lang") for fault in faults(page))


@pytest.mark.parametrize("width", WIDTHS)
def test_the_browser_has_no_complaints(watched: Watched, address: str, width: int) -> None:
    page = watched.open(address, width)
    page.wait_for_load_state("networkidle")
    assert watched.complaints == []


def test_the_browser_would_complain(watched: Watched, address: str) -> None:
    """An inline style is refused by the content policy, and the refusal is seen here."""
    page = watched.open(address)
    with page.expect_console_message():
        page.evaluate("() => document.body.setAttribute('style', 'color: red')")
    assert any("Content Security Policy" in complaint for complaint in watched.complaints)


@pytest.mark.parametrize("width", [*WIDTHS, 768])
def test_nothing_sticks_out_of_the_page(watched: Watched, address: str, long_address: str, width: int) -> None:
    for url in (address, address + "/nergens", long_address):
        page = watched.open(url, width)
        page.evaluate("() => document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate(OVERFLOW) <= 0, url


def test_the_skip_link_comes_first_and_leads_to_the_content(watched: Watched, address: str) -> None:
    page = watched.open(address)
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    assert link.inner_text() == "Naar de inhoud"
    assert link.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "inhoud"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_everything_is_reached_by_keyboard_and_focus_is_seen(watched: Watched, address: str) -> None:
    page = watched.open(address, 390)
    reached = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement === document.body"):
            break
        outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
        reached += 1
    assert reached == page.locator("a[href]:visible, summary:visible, [tabindex='0']:visible").count()


def test_the_table_below_the_chart_folds_open_by_keyboard(watched: Watched, address: str) -> None:
    page = watched.open(address)
    summary = page.get_by_text("Toon de cijfers als tabel")
    table = page.get_by_role("region", name="Besteed geld per laag en jaar")
    assert not table.is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert table.is_visible()


def test_it_works_without_scripts(watched: Watched, address: str) -> None:
    page = watched.open(address, java_script_enabled=False)
    assert page.get_by_role("heading", level=1).inner_text() == "Tien jaar in één oogopslag"
    page.get_by_role("link", name="Bekijk het plan als JSON").click()
    assert page.url.endswith("/plan.json")


def test_the_furrow_speaks_all_three_figures(watched: Watched, address: str) -> None:
    page = watched.open(address)
    drawing = page.get_by_role("img", name="Zuid: gelijk deel € ")
    assert "zaailijn €" in drawing.get_attribute("aria-label")
    assert "plan €" in drawing.get_attribute("aria-label")
    assert drawing.bounding_box()["height"] == 26


def test_high_contrast_takes_the_colours_of_the_reader(watched: Watched, address: str) -> None:
    page = watched.open(address, forced_colors="active")
    fills = (
        "() => ['.zp-furrow-plan', '.zp-steps-municipality'].map(c => getComputedStyle(document.querySelector(c)).fill)"
    )
    assert set(page.evaluate(fills)) == {page.evaluate("() => getComputedStyle(document.body).color")}


def test_it_prints_on_a4(watched: Watched, address: str) -> None:
    page = watched.open(address)
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})  # 180 mm, the width of A4 without its margins
    assert page.evaluate(OVERFLOW) <= 0
    assert not page.locator(".zp-skip").is_visible()
    assert not page.get_by_role("link", name="Bekijk het plan als JSON").is_visible()
    assert page.get_by_role("heading", name="Sluit elke geldstroom?").is_visible()
