"""What tests of own documents share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.knowledge import Corpus
from tests.ingest.documents import small


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The small corpus."""
    return small.small_corpus()


@pytest.fixture(scope="session")
def stored_corpus(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small corpus as a file."""
    return small.store(corpus, tmp_path_factory.mktemp("small") / "corpus.pickle")


@pytest.fixture(scope="module")
def indexing_little(corpus: Corpus) -> Iterator[None]:
    """Every index that a module's tests build is one of the small corpus."""
    with pytest.MonkeyPatch.context() as patch:
        small.use(patch, corpus)
        yield
