"""The pages with a small plan."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.views import plans
from views.overview import Shown


@pytest.fixture(scope="session")
def shown() -> Shown:
    """A plan of three wijken, four streams and ten years."""
    return plans.demo()


@pytest.fixture
def client(shown: Shown) -> FlaskClient:
    """A browser without scripts, on the pages of that plan, with a workbook."""
    return plans.app(shown, WORKBOOK=b"a workbook").test_client()
