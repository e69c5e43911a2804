"""The file of postings passes the contract of a word index, gives FTS5's scores, and says when it is damaged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from advisor.adapters import postings, sqlite_library
from advisor.adapters.postings import PostingsIndex
from advisor.adapters.sqlite_library import FILE_NAME, PASSAGE_WORDS, FtsIndex, SqliteLibrary, searchable
from advisor.danish.words import stems
from advisor.domain import Passage
from advisor.errors import IndexCorrupt
from advisor.ports import WordIndex
from advisor.testing import PASSAGES
from advisor.testing.contracts import WordIndexContract


class TestPostingsIndex(WordIndexContract):
    def make(self, folder: Path, passages: Sequence[Passage]) -> WordIndex:
        postings.write(folder / "stems.npz", ((p.passage_id, stems(searchable(p))) for p in passages))
        return PostingsIndex.open(folder / "stems.npz")

    def test_scores_as_the_full_text_engine_does(self, tmp_path: Path) -> None:
        sqlite_library.write(tmp_path / FILE_NAME, PASSAGES)
        full_text = FtsIndex(SqliteLibrary(tmp_path / FILE_NAME), PASSAGE_WORDS)
        terms = stems("Kurset i skærmbesøg sparer tid, men hvem er med til at øve?")
        expected = dict(full_text.search(terms, 10))
        assert dict(self.make(tmp_path, PASSAGES).search(terms, 10)) == pytest.approx(expected, rel=1e-5)
        assert len(expected) > 2

    def test_no_texts_hold_nothing(self, tmp_path: Path) -> None:
        assert list(self.make(tmp_path, ()).search(["kurs"], 3)) == []

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"not a zip"])
    def test_a_damaged_file_says_so(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "stems.npz"
        with pytest.raises(IndexCorrupt):
            PostingsIndex.open(path)
        path.write_bytes(content)
        with pytest.raises(IndexCorrupt):
            PostingsIndex.open(path)
