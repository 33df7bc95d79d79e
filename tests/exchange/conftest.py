"""What the tests of workbooks share."""

from __future__ import annotations

from pathlib import Path

import pytest

from planning.plan import PlanDocument
from planning.prepared import Prepared
from tests.exchange.plans import simple_plan
from tests.exchange.towns import town, written


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Prepared, PlanDocument, Path]:
    """A programme, its plan, and the file of its workbook."""
    programme = town()
    plan = simple_plan(programme)
    return programme, plan, written(programme, plan, tmp_path_factory.mktemp("workbook"))
