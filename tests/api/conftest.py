"""The API over the real advisor."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from advisor.api import create_app
from advisor.service import Advisor
from advisor.settings import Settings
from tests.api.support import serving_ready


@pytest.fixture(scope="session")
def client(settings: Settings, advisor: Advisor) -> Iterator[TestClient]:
    """A client of the API, which is ready; there is no page."""
    with serving_ready(create_app(settings, lambda: advisor)) as made:
        yield made
