"""What every test may use: one real advisor over the shipped corpus, and no way out of this machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_socket import socket_allow_hosts

from advisor import wiring
from advisor.ports import Embedder
from advisor.service import Advisor
from advisor.settings import Settings


@pytest.fixture(autouse=True)
def _only_loopback() -> None:
    """No test reaches another machine."""
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with a data folder of this run's own, shared by all tests that only read."""
    return Settings(data_dir=tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def embedder(settings: Settings) -> Embedder:
    """The default embedder, real."""
    return wiring.make_embedder(settings)


@pytest.fixture(scope="session")
def advisor(settings: Settings) -> Advisor:
    """A real advisor; its index is built from the shipped vectors."""
    made = wiring.make_advisor(settings)
    made.warm_up()
    return made


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of originals and design texts beside the checkout; tests that need it skip without it."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the folder ../shared with the originals is not here")
    return folder
