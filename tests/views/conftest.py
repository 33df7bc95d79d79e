"""The pages with a small plan."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from models import passwords
from tests.views import plans
from tests.views.web import QUICK, Web, web
from views.shown import Shown


@pytest.fixture(scope="session")
def shown() -> Shown:
    """A plan of three wijken, four streams and ten years."""
    return plans.demo()


@pytest.fixture
def client(shown: Shown) -> FlaskClient:
    """A browser without scripts, on the pages of that plan, with a workbook."""
    return plans.app(shown, WORKBOOK=b"a workbook").test_client()


@pytest.fixture
def desk(fresh: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """An app on an empty database, on both engines."""
    monkeypatch.setattr(passwords, "HASHER", QUICK)
    made = web(fresh)
    yield made
    made.close()
