"""Fakes of every port, sample passages, and the contract tests that fakes and real adapters both pass.

``contracts`` needs pytest and is imported by name alone; everything else needs only the library.
"""

from advisor.testing.fakes import (
    FakeConversations,
    FakeEmbedder,
    FakeHearing,
    MemoryPassages,
    MemoryWordIndex,
    make_library,
)
from advisor.testing.samples import PASSAGES, make_passage

__all__ = [
    "PASSAGES",
    "FakeConversations",
    "FakeEmbedder",
    "FakeHearing",
    "MemoryPassages",
    "MemoryWordIndex",
    "make_library",
    "make_passage",
]
