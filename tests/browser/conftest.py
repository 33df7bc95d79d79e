"""A real Chromium on the pages of a small plan, served on a free port of this machine.

Without a browser these tests are skipped; with ZAAIPLAN_REQUIRE_BROWSER=1 they fail.
"""

from __future__ import annotations

import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

from tests.views import plans

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
NO_BROWSER = "no Chromium here (Debian: apt install chromium)"
NO_PLAYWRIGHT = "playwright is not installed (requirements-dev.txt)"


def missing(why: str) -> None:
    """Skip, or fail where a browser is required."""
    if os.environ.get("ZAAIPLAN_REQUIRE_BROWSER") == "1":
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by playwright."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing(NO_PLAYWRIGHT)
    program = shutil.which("chromium")
    if program is None:
        missing(NO_BROWSER)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Flask], str]]:
    """Serve an app until the tests are done; gives its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running: list[Any] = []

    def start(app: Flask) -> str:
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def address(serve: Callable[[Flask], str]) -> str:
    """Where the demo plan is served, without a / at the end."""
    return serve(plans.app(plans.demo(), WORKBOOK=b"a workbook"))


class Watched:
    """Opens pages and remembers what the browser complained of: console, content policy, failed requests."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser
        self.complaints: list[str] = []
        self.contexts: list[Any] = []

    def open(self, url: str, width: int = 1280, **options: Any) -> Any:
        """A page in a window of its own, loaded."""
        context = self.browser.new_context(viewport={"width": width, "height": 900}, **options)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self.complaints.append(f"{message.text} {page.url}"))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", lambda request: self.complaints.append(f"{request.url}: {request.failure}"))
        page.goto(url)
        return page


@pytest.fixture
def watched(browser: Any) -> Iterator[Watched]:
    """Windows that are closed after the test."""
    windows = Watched(browser)
    yield windows
    for context in windows.contexts:
        context.close()
