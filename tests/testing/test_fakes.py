"""The fakes pass the contracts of the ports they stand in for."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from advisor.danish.words import stems
from advisor.domain import Original, Passage, Source
from advisor.ports import ConversationStore, Embedder, PassageStore, Spelling, WordIndex
from advisor.testing import (
    PASSAGES,
    FakeConversations,
    FakeEmbedder,
    MemoryPassages,
    make_library,
)
from advisor.testing.contracts import (
    ConversationStoreContract,
    EmbedderContract,
    PassageStoreContract,
    SpellingContract,
    WordIndexContract,
)


class TestFakeEmbedder(EmbedderContract):
    def make(self) -> Embedder:
        return FakeEmbedder()

    def test_without_shared_words_the_cosine_is_zero(self) -> None:
        left, right = FakeEmbedder(4_096).embed_passages(["robotter løfter", "skoven fredes"])
        assert float(left @ right) == 0.0

    def test_it_remembers_the_questions_alone(self) -> None:
        embedder = FakeEmbedder()
        embedder.embed_queries(["første?", "andet?"])
        embedder.embed_passages(["en tekst"])
        assert embedder.queries == ["første?", "andet?"]


class TestMemoryWordIndex(WordIndexContract):
    def make(self, folder: Path, passages: Sequence[Passage]) -> WordIndex:
        return make_library(passages).passage_words


class TestMemoryPassages(PassageStoreContract):
    def make(self, folder: Path, passages: Sequence[Passage]) -> PassageStore:
        return MemoryPassages(passages)

    def make_with_own(
        self,
        folder: Path,
        passages: Sequence[Passage],
        own: Sequence[Passage],
        sources: Sequence[Source],
        originals: Mapping[str, Original],
    ) -> PassageStore:
        return MemoryPassages([*passages, *own], sources, originals)


class TestMemorySpelling(SpellingContract):
    def make(self, folder: Path, passages: Sequence[Passage]) -> Spelling:
        return MemoryPassages(passages)


class TestFakeConversations(ConversationStoreContract):
    def make(self) -> ConversationStore:
        return FakeConversations()


def test_a_made_library_is_whole() -> None:
    library = make_library(PASSAGES)
    ways = [f"{p.passage_id}/{number}" for p in PASSAGES for number in range(len(p.ways_in))]
    assert library.passages.count() == library.passage_vectors.count() == len(PASSAGES)
    assert library.way_vectors.count() == len(ways)
    assert {key for key, _ in library.way_words.search(stems("øve ensomme"), 99)} == {"kliste/1", "krisiko/0"}


def test_the_fakes_do_not_need_pytest() -> None:
    code = "import sys, advisor.testing; sys.exit('pytest' in sys.modules or 'chromadb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
